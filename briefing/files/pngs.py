"""PNG pictures that say that briefing made them, so that no other picture is overwritten."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

_OURS = ("Software", "briefing")
"""What a picture says of who made it."""


def png(image: Any) -> bytes:
    """Return an image of Pillow as a PNG."""
    from PIL.PngImagePlugin import PngInfo

    info, file = PngInfo(), io.BytesIO()
    info.add_text(*_OURS)
    image.save(file, "png", pnginfo=info, compress_level=1)
    return file.getvalue()


def is_ours(path: Path) -> bool:
    """Say whether briefing made a picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            return bool(image.info.get(_OURS[0]) == _OURS[1])
    except (UnidentifiedImageError, OSError):
        return False

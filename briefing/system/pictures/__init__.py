"""Pictures of users, made fit for packs: upright, without what a camera or a program has added, no larger than print needs."""

from __future__ import annotations

import hashlib
from pathlib import Path

from briefing.errors import BriefingError, WrongValueError
from briefing.system import cache
from briefing.system.pictures.stored_picture import STORED_SIDE, Stored, from_entry, to_entry

__all__ = ["ENDINGS", "Stored", "stored"]

ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".svg")
LARGEST_FILE = 30_000_000
"""The largest size of a file, in bytes."""
_OTHERWISE = "Open it in a drawing program, and save it again as plain SVG or as PNG."


def stored(file: Path, side: int = STORED_SIDE) -> Stored:
    """Read a picture. The same file gives the same bytes.

    Args:
        file: A PNG, JPEG, WebP, GIF, TIFF, BMP or SVG.
        side: The longest side that a photograph may have, in pixels; a larger one is made smaller.

    Raises:
        WrongValueError: It cannot be read, or is too large.
    """
    from importlib.metadata import version  # here and below: only for packs with pictures

    size = file.stat().st_size
    if size > LARGEST_FILE:
        hint = "Save it smaller: 2400 pixels are enough for print."
        raise WrongValueError(f"'{file.name}' is too large: {size / 1_000_000:.0f} MB", hint)
    content, is_drawing = file.read_bytes(), file.suffix.lower() == ".svg"
    programs = [version(name) for name in ("pillow", *(("resvg-py", "typst") if is_drawing else ()))]
    name = cache.key("picture", 2, hashlib.sha256(content).hexdigest(), is_drawing, side, programs)
    if entry := cache.read(name):
        return from_entry(entry)
    found = from_entry(_drawn(file)) if is_drawing else _read(content, file.name, side)
    cache.write(name, to_entry(found))
    return found


def _read(content: bytes, name: str, side: int) -> Stored:
    from briefing.system.pictures import pixels

    return pixels.fit(content, name, side)


def _drawn(file: Path) -> dict[str, object]:
    """Return what a process of its own makes of a drawing, which may come from anywhere."""
    from briefing.system import confined

    try:
        return confined.ask("briefing.system.pictures.drawing_reader", file, file.name, _OTHERWISE)
    except BriefingError as error:
        (problem,) = error.problems
        raise WrongValueError(problem.message.replace("this file", f"'{file.name}'"), problem.hint or _OTHERWISE) from None

"""Pictures of users, made fit for packs: upright, without what a camera or a program has added, no larger than print needs."""

from __future__ import annotations

import base64
import hashlib
import importlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing.dataclass import dataclass
from briefing.errors import WrongValueError
from briefing.system import cache
from briefing.system.confined.limits import UnreadableError

if TYPE_CHECKING:
    from lxml import etree
    from PIL import Image

ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".svg")
LARGEST_FILE = 30_000_000
"""The largest size of a file, in bytes."""
MOST_PIXELS = 80_000_000
"""Of a picture that is read. A larger one could fill the memory."""
STORED_SIDE = 2400
"""The longest side of a picture in a pack, in pixels: 300 to the inch over the whole width of a page."""
LONGEST = 50
"""How many times as long as wide a drawing may be."""
QUALITY = 88
"""Of a JPEG that had to be made smaller or turned."""
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP")
_KEPT = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD})
"""The segments of a JPEG (ISO/IEC 10918-1, table B.1) that draw it: frames, tables, intervals."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture as a pack holds it."""

    data: bytes
    form: Literal["png", "jpeg"]
    wide: int
    high: int


def pixels(file: Path) -> Pixels:
    """Read a picture. The same file gives the same bytes.

    Args:
        file: A PNG, JPEG, WebP, GIF, TIFF, BMP or SVG.

    Raises:
        WrongValueError: It cannot be read, or is too large.
    """
    from importlib.metadata import version  # here and below: only for packs with pictures

    size = file.stat().st_size
    if size > LARGEST_FILE:
        raise WrongValueError(
            f"'{file.name}' is too large: {size / 1_000_000:.0f} MB", "Save it smaller: 2400 pixels are enough for print."
        )
    content = file.read_bytes()
    name = cache.key("picture", hashlib.sha256(content).hexdigest(), file.suffix.lower(), version("pillow"))
    if entry := cache.read(name):
        return Pixels(base64.b64decode(entry["data"]), entry["form"], entry["wide"], entry["high"])
    found = _drawn(content, file.name) if file.suffix.lower() == ".svg" else _fit(content, file.name)
    cache.write(name, {"data": base64.b64encode(found.data).decode(), "form": found.form, "wide": found.wide, "high": found.high})
    return found


def _fit(content: bytes, name: str) -> Pixels:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                hint = f"Scale it down to {STORED_SIDE} pixels or fewer on each side."
                raise WrongValueError(f"'{name}' is too large: {image.width} × {image.height} pixels", hint)
            is_photograph = image.format in ("JPEG", "WEBP", "TIFF")
            if image.format == "JPEG" and _is_fit(image) and (plain := _stripped(content)):
                return Pixels(plain, "jpeg", image.width, image.height)
            upright = ImageOps.exif_transpose(image)
            shown = upright.convert("RGBA" if upright.has_transparency_data else "L" if upright.mode in ("1", "L") else "RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, WrongValueError):
            raise
        hint = "Open it in a picture program and save it again as PNG or JPEG."
        raise WrongValueError(f"'{name}' cannot be read as a picture", hint) from None
    shown.thumbnail((STORED_SIDE, STORED_SIDE))
    clean = Image.new(shown.mode, shown.size)
    clean.paste(shown)
    png = io.BytesIO()
    clean.save(png, "PNG", optimize=True)
    if is_photograph and clean.mode != "RGBA":
        jpeg = io.BytesIO()
        clean.convert("RGB").save(jpeg, "JPEG", quality=QUALITY, optimize=True)
        if len(jpeg.getvalue()) < len(png.getvalue()) / 2:
            return Pixels(jpeg.getvalue(), "jpeg", clean.width, clean.height)
    return Pixels(png.getvalue(), "png", clean.width, clean.height)


def _is_fit(image: Image.Image) -> bool:
    """Say whether a JPEG can stay as it is: upright, in RGB, and not too large."""
    turned = image.getexif().get(0x0112, 1) != 1
    return not turned and image.mode == "RGB" and max(image.size) <= STORED_SIDE


def _stripped(content: bytes) -> bytes | None:
    """Return a JPEG without what is not needed to draw it: places, names of cameras, small copies. None if it is built otherwise."""
    kept, place = bytearray(b"\xff\xd8"), 2
    while content[place : place + 1] == b"\xff" and place + 4 <= len(content):
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if marker == 0xDA:
            end = content.rfind(b"\xff\xd9")
            return bytes(kept) + content[place:end] + b"\xff\xd9" if end > place else None
        if marker in _KEPT or (marker == 0xEE and content[place + 4 : place + 9] == b"Adobe"):
            kept += content[place : place + 2 + length]
        place += 2 + length
    return None


def _drawn(content: bytes, name: str) -> Pixels:
    """Return a drawing in pixels, with the program's own typefaces: the same on every machine. Nothing outside it is read."""
    import resvg_py
    from lxml import etree

    from briefing.system.safe_xml import parsed

    hint = "Open it in a drawing program, and save it again as plain SVG or as PNG."
    try:
        root = parsed(content)
        for element in root.iter("*"):
            for key in [key for key, value in element.attrib.items() if _leads_out(str(key), str(value))]:
                del element.attrib[key]
        wide, high = _sides(root)
        png = resvg_py.svg_to_bytes(
            svg_string=etree.tostring(root, encoding="unicode"),
            width=round(STORED_SIDE * min(1, wide / high)),
            skip_system_fonts=True,
            font_dirs=[str(importlib.import_module(each).ROOT) for each in ("fontpkg_fira_sans", "fontpkg_spectral")],
            font_family="Fira Sans",
            sans_serif_family="Fira Sans",
            serif_family="Spectral",
        )
    except (ValueError, etree.XMLSyntaxError, UnreadableError):
        raise WrongValueError(f"'{name}' cannot be drawn", hint) from None
    return _fit(bytes(png), name)


def _leads_out(key: str, value: str) -> bool:
    """Say whether an attribute of a drawing names something outside it."""
    return key.rpartition("}")[2] in ("href", "src") and not value.strip().startswith(("#", "data:image/"))


def _sides(root: etree._Element) -> tuple[float, float]:
    """Return the proportions of a drawing.

    Raises:
        ValueError: It states none, or such as no page has.
    """
    box = [float(each) for each in str(root.get("viewBox", "")).replace(",", " ").split()]
    sides = box[2:] if len(box) == 4 else [float(re.sub(r"[a-z%]+$", "", str(root.get(side, "")))) for side in ("width", "height")]
    if not (min(sides) > 0 and 1 / LONGEST <= sides[0] / sides[1] <= LONGEST):
        raise ValueError("no page has such sides")
    return sides[0], sides[1]

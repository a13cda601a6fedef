"""Pictures in pixels: opened, turned, in colours that print knows, cleaned."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from briefing.errors import WrongValueError
from briefing.system.pictures.stored_picture import STORED_SIDE, Stored

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP")
MOST_PIXELS = 80_000_000
"""Of a picture that is read. A larger one could fill the memory."""
QUALITY = 88
"""Of a JPEG that had to be made smaller or turned."""
_PHOTOGRAPHS = ("JPEG", "MPO", "WEBP", "TIFF")
"""Formats of photographs. What phones take is a JPEG with a second picture in it, which Pillow calls MPO."""
_KEPT = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD})
"""The segments of a JPEG (ISO/IEC 10918-1, table B.1) that draw it: frames, tables, scans, intervals."""
_ORIENTATION = 0x0112
"""The tag of Exif that says how a picture is turned."""


def fit(content: bytes, name: str, side: int = STORED_SIDE) -> Stored:
    """Return a picture as a pack holds it.

    Raises:
        WrongValueError: It cannot be read, or is too large.
    """
    with _open(content, name) as image:
        try:
            frames = getattr(image, "n_frames", 1) if image.format != "MPO" else 1
            is_fit = _is_fit(image, side)
        except (OSError, SyntaxError, ValueError, EOFError):
            raise _unreadable(name) from None
        notices = (f"has {frames} pictures, of which the pack shows the first",) if frames > 1 else ()
        if is_fit and (plain := stripped(content)):
            return Stored(plain, "jpeg", image.width, image.height)
        is_photograph = image.format in _PHOTOGRAPHS
    del image  # and what was read of it
    shown = upright(content, name, side)
    png = io.BytesIO()
    shown.save(png, "PNG", optimize=True)
    if is_photograph and shown.mode != "RGBA":
        jpeg = io.BytesIO()
        shown.convert("RGB").save(jpeg, "JPEG", quality=QUALITY, optimize=True)
        if len(jpeg.getvalue()) < len(png.getvalue()) / 2:
            return Stored(jpeg.getvalue(), "jpeg", shown.width, shown.height, notices=notices)
    return Stored(png.getvalue(), "png", *shown.size, notices=notices)


def of_png(content: bytes) -> Stored:
    """Return what a program has drawn, without transparency where it has none."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=("PNG",)) as image:
        is_clear = image.has_transparency_data and image.getchannel("A").getextrema() != (255, 255)
        shown = image.convert("RGBA" if is_clear else "RGB")
    png = io.BytesIO()
    shown.save(png, "PNG")
    return Stored(png.getvalue(), "png", *shown.size)


def upright(content: bytes, name: str, side: int) -> Image.Image:
    """Return a picture upright, in grey, RGB or RGBA of 8 bits, without the data that a camera or a program has added.

    Args:
        content: The file.
        name: Its name, for messages.
        side: The longest side that it may have, in pixels. A larger one is made smaller.

    Raises:
        WrongValueError: It cannot be read, or is too large.
    """
    from PIL import Image, ImageOps

    with _open(content, name) as image:
        try:
            image.load()
            turned = image.getexif().get(_ORIENTATION, 1)
            coloured = _in_plain_colours(image)
            # A large picture is made smaller before it is copied.
            coloured.thumbnail((side, side))
            coloured.getexif()[_ORIENTATION] = turned
            shown = ImageOps.exif_transpose(coloured)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            raise _unreadable(name) from None
    clean = Image.new(shown.mode, shown.size)
    clean.paste(shown)
    return clean


def grey(png_or_jpeg: bytes) -> bytes:
    """Return a picture in shades of grey, as PNG. What is transparent stays so."""
    from PIL import Image

    stream = io.BytesIO()
    with Image.open(io.BytesIO(png_or_jpeg), formats=("PNG", "JPEG")) as image:
        bands = image.convert("LA").split()
        (Image.merge("LA", bands).convert("RGBA") if image.has_transparency_data else bands[0]).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _open(content: bytes, name: str) -> Image.Image:
    from PIL import Image

    hint = f"Scale it down to {STORED_SIDE} pixels or fewer on each side."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the message below says it
            image = Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError:
        raise WrongValueError(f"'{name}' is too large: more than {MOST_PIXELS:,} pixels", hint) from None
    except (OSError, SyntaxError, ValueError):
        raise _unreadable(name) from None
    if image.width * image.height > MOST_PIXELS:
        raise WrongValueError(f"'{name}' is too large: {image.width} × {image.height} pixels", hint)
    return image


def _unreadable(name: str) -> WrongValueError:
    return WrongValueError(f"'{name}' cannot be read as a picture", "Open it in a picture program and save it again as PNG or JPEG.")


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """Return a picture in grey, RGB or RGBA of 8 bits, in the colours of sRGB."""
    if image.mode.startswith("I") or image.mode == "F":
        return _of_eight_bits(image)
    if profile := image.info.get("icc_profile"):
        image = _in_srgb(image, profile)
    mode = "RGBA" if image.has_transparency_data else "L" if image.mode in ("1", "L") else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _of_eight_bits(image: Image.Image) -> Image.Image:
    """Return a grey picture of 16 or 32 bits, or of fractions, in 8 bits."""
    grey = image.convert("F")
    _, most = grey.getextrema()
    white = 1.0 if image.mode == "F" and most <= 1 else 65535.0  # type: ignore[operator]
    return grey.point(lambda each: each * (255 / white) + 0).convert("L")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture with the colours that its profile means; a profile that cannot be read is none."""
    from PIL import ImageCms

    if image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(theirs).lower():
            return image
        changed = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return changed or image


def _is_fit(image: Image.Image, side: int) -> bool:
    """Say whether a JPEG can stay as it is: upright, in RGB, and not too large."""
    if image.format != "JPEG" or image.mode != "RGB" or max(image.size) > side:
        return False
    return image.getexif().get(_ORIENTATION, 1) == 1 and _means_srgb(image.info.get("icc_profile", b""))


def _means_srgb(profile: bytes) -> bool:
    return not profile or b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile


def stripped(content: bytes) -> bytes | None:
    """Return a JPEG without what is not needed to draw it: places, names of cameras, small copies. None if it is built otherwise."""
    kept, place = bytearray(b"\xff\xd8"), 2
    while content[place : place + 1] == b"\xff" and place + 4 <= len(content):
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if marker == 0xD9:
            return bytes(kept) + b"\xff\xd9"
        if marker == 0xFF:
            place += 1  # between segments, the byte may be repeated
            continue
        end = place + 2 + length
        if marker == 0xDA:
            end = _end_of_scan(content, end)
        if marker in _KEPT or (marker == 0xEE and content[place + 4 : place + 9] == b"Adobe"):
            kept += content[place:end]
        place = end
    ends = content[place : place + 2] == b"\xff\xd9"
    return bytes(kept) + b"\xff\xd9" if ends else None


def _end_of_scan(content: bytes, place: int) -> int:
    """Return where the coded data of a scan end: at a marker that is neither a zero that was put in nor one of the eight restarts."""
    while (place := content.find(b"\xff", place)) >= 0:
        following = content[place + 1 : place + 2]
        if following not in (b"\x00", b"") and not b"\xd0" <= following <= b"\xd7":
            return place
        place += 2
    return len(content)

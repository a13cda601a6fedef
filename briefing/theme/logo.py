"""The logo: reading a PNG or JPEG file of the user, and making it a small picture without hidden data."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageOps

from briefing.document import Logo
from briefing.document.units import MILLIMETRE
from briefing.errors import BriefingError
from briefing.theme.layers import Layer
from briefing.theme.workspace_files import found

LARGEST_FILE = 5_000_000
"""The largest size of the file, in bytes."""
LARGEST_SIDE = 6000
"""The longest side of the picture in pixels. A larger picture could fill the memory."""
STORED_SIDE = 1200
"""The longest side of the picture in a pack, in pixels: enough for 400 pixels to the inch at the largest width."""
WIDEST, HIGHEST = 75 * MILLIMETRE, 22 * MILLIMETRE
"""The greatest width and height of the logo on the title page, in points."""
LONGEST_ALT = 200
"""The greatest length of the alternative text, in characters."""


def read(layer: Layer, root: Path) -> Logo:
    """Return the logo that a layer names.

    Raises:
        BriefingError: There is a problem with the file, its alternative text or its width.
    """
    alt = " ".join(str(layer.get("logo", "alt") or "").split())
    name = str(layer.get("logo", "file") or "")
    if what := _faulty_alt(alt, name):
        hint = f"Write at most {LONGEST_ALT} characters, usually the name of the institution: alt: University of …."
        raise BriefingError([layer.problem(("logo", "alt"), what, hint)])
    file = found(layer, ("logo", "file"), root, (".png", ".jpg", ".jpeg"), LARGEST_FILE, "Save it as PNG or JPEG, and write the new name.")
    picture = _opened(layer, file, name)
    width = layer.get("logo", "width") or min(WIDEST, HIGHEST * picture.width / picture.height)
    _refuse_misfit(layer, width, picture)
    stream = io.BytesIO()
    picture.thumbnail((STORED_SIDE, STORED_SIDE))
    picture.save(stream, "PNG", optimize=True)
    return Logo(stream.getvalue(), alt, width, width * picture.height / picture.width)


def _faulty_alt(alt: str, name: str) -> str:
    """Return what is wrong with an alternative text. It may be one letter, or a name that the file has, too, such as `MIT`."""
    if not any(character.isalnum() for character in alt):
        return "the logo has no alternative text that says what it shows"
    if len(alt) > LONGEST_ALT:
        return f"the alternative text of the logo has {len(alt)} characters"
    is_name = alt.lower() == name.lower() or (alt.lower() == Path(name).stem.lower() and re.search(r"[_\d-]", alt))
    return f"the alternative text of the logo is only '{alt}', which does not say whose it is" if is_name or alt.lower() == "logo" else ""


def grey(logo: Logo) -> Logo:
    """Return a logo in shades of grey."""
    stream = io.BytesIO()
    with Image.open(io.BytesIO(logo.png), formats=("PNG",)) as image:
        bands = image.convert("LA").split()
        Image.merge(image.mode, [*bands[:1] * 3, *bands[1:][: len(image.mode) - 3]]).save(stream, "PNG", optimize=True)
    return replace(logo, png=stream.getvalue())


def _opened(layer: Layer, file: Path, name: str) -> Image.Image:
    """Return the picture, upright, in RGB or RGBA, without the data that a camera or a program added."""
    try:
        with Image.open(file, formats=("PNG", "JPEG")) as image:
            if max(image.size) > LARGEST_SIDE:
                what = f"'{name}' is too large: {image.width} × {image.height} pixels"
                raise BriefingError(
                    [layer.problem(("logo", "file"), what, f"Scale it down to {STORED_SIDE} pixels or fewer on each side.")]
                )
            # A large picture is made smaller before it is copied several times.
            if (smaller := max(image.size) // (2 * STORED_SIDE)) > 1:
                with_colours = image if image.mode in ("L", "RGB") else image.convert("RGBA")
                upright = ImageOps.exif_transpose(with_colours.reduce(smaller))
            else:
                upright = ImageOps.exif_transpose(image)
            plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        what, hint = f"'{name}' cannot be read as a picture", "Open it in a picture program and save it again as PNG or JPEG."
        raise BriefingError([layer.problem(("logo", "file"), what, hint)]) from None
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)
    return clean


def _refuse_misfit(layer: Layer, width: float, picture: Image.Image) -> None:
    most = min(WIDEST, HIGHEST * picture.width / picture.height)
    if width > most + 0.5:
        what = f"a logo {width / MILLIMETRE:.0f} mm wide does not fit on the title page"
        hint = f"Write at most {int(most / MILLIMETRE)} mm, or leave the width out."
        raise BriefingError([layer.problem(("logo", "width"), what, hint)])
    if width < 5 * MILLIMETRE:
        raise BriefingError([layer.problem(("logo", "width"), "this logo is too small to see", "Write 5 mm or more.")])

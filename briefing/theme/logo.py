"""The logo: a picture of the user, small, with an alternative text that says whose it is."""

from __future__ import annotations

import re
from pathlib import Path

from briefing.document import Picture
from briefing.document.units import MILLIMETRE
from briefing.errors import BriefingError, WrongValueError
from briefing.system.pictures import ENDINGS, Stored, stored
from briefing.theme.layers import Layer
from briefing.theme.workspace_files import found

LARGEST_FILE = 5_000_000
"""The largest size of the file, in bytes."""
STORED_SIDE = 1200
"""The longest side of the picture in a pack, in pixels: enough for 400 pixels to the inch at the largest width."""
WIDEST, HIGHEST = 75 * MILLIMETRE, 22 * MILLIMETRE
"""The greatest width and height of the logo on the title page, in points."""
LONGEST_ALT = 200
"""The greatest length of the alternative text, in characters."""


def read(layer: Layer, root: Path) -> Picture:
    """Return the logo that a layer names.

    Raises:
        BriefingError: There is a problem with the file, its alternative text or its width.
    """
    alt = " ".join(str(layer.get("logo", "alt") or "").split())
    name = str(layer.get("logo", "file") or "")
    if what := _faulty_alt(alt, name):
        hint = f"Write at most {LONGEST_ALT} characters, usually the name of the institution: alt: University of …."
        raise BriefingError([layer.problem(("logo", "alt"), what, hint)])
    file = found(layer, ("logo", "file"), root, ENDINGS, LARGEST_FILE, "Save it as PNG, JPEG or SVG, and write the new name.")
    try:
        picture = stored(file, STORED_SIDE)
    except WrongValueError as error:
        raise BriefingError([layer.problem(("logo", "file"), str(error), error.hint)]) from None
    width = layer.get("logo", "width") or min(WIDEST, HIGHEST * picture.wide / picture.high)
    _refuse_misfit(layer, width, picture)
    return picture.put_into(Picture("logo", alt, (), (), points=width))


def _faulty_alt(alt: str, name: str) -> str:
    """Return what is wrong with an alternative text. It may be one letter, or a name that the file has, too, such as `MIT`."""
    if not any(character.isalnum() for character in alt):
        return "the logo has no alternative text that says what it shows"
    if len(alt) > LONGEST_ALT:
        return f"the alternative text of the logo has {len(alt)} characters"
    is_name = alt.lower() == name.lower() or (alt.lower() == Path(name).stem.lower() and re.search(r"[_\d-]", alt))
    return f"the alternative text of the logo is only '{alt}', which does not say whose it is" if is_name or alt.lower() == "logo" else ""


def _refuse_misfit(layer: Layer, width: float, picture: Stored) -> None:
    most = min(WIDEST, HIGHEST * picture.wide / picture.high)
    if width > most + 0.5:
        what = f"a logo {width / MILLIMETRE:.0f} mm wide does not fit on the title page"
        hint = f"Write at most {int(most / MILLIMETRE)} mm, or leave the width out."
        raise BriefingError([layer.problem(("logo", "width"), what, hint)])
    if width < 5 * MILLIMETRE:
        raise BriefingError([layer.problem(("logo", "width"), "this logo is too small to see", "Write 5 mm or more.")])

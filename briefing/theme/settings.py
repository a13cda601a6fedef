"""The settings under `theme:` in an outline, or in `templates/theme.yaml`: a theme by name, and changes to it."""

from __future__ import annotations

import dataclasses
import re
from typing import Annotated, Literal

from briefing.dataclass import BeforeValidator, model
from briefing.document.units import MILLIMETRE
from briefing.errors import WrongValueError
from briefing.theme.model import PaperName, TypefaceName

THEME_FILE = "theme.yaml"
"""The name of the file with the look of all packs of a workspace. It is in the folder of the outlines."""
_UNITS = {"mm": MILLIMETRE, "cm": 10 * MILLIMETRE, "in": 72.0, "pt": 1.0}
FONT_FILES = (".ttf", ".otf")
FACES = ("regular", "italic", "bold", "bold-italic")


def _colour(value: object) -> str:
    if value is None:
        raise WrongValueError("the value is empty, because # begins a remark in YAML", 'Write the colour in quotation marks: "#1b4b5a".')
    text = str(value).strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise WrongValueError(f"'{text}' is not a colour", 'Write # and six digits or letters from a to f, in quotation marks: "#1b4b5a".')
    return text


def _length(value: object) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?) ?(mm|cm|in|pt)", str(value).strip())
    if not match:
        raise WrongValueError(f"'{value}' is not a length", "Write a number with mm, cm, in or pt, such as 22 mm.")
    return float(match[1]) * _UNITS[match[2]]


def _margin(value: object) -> float:
    length = _length(value)
    if not 10 * MILLIMETRE <= length <= 70 * MILLIMETRE:
        raise WrongValueError(f"a margin of {value} is too {'large' if length > 100 else 'small'}", "Write a length from 10 mm to 70 mm.")
    return length


def _height(value: object) -> float:
    length = _margin(value)
    if length < 18 * MILLIMETRE:
        raise WrongValueError(f"a margin of {value} leaves no room for page headers and page numbers", "Write 18 mm or more.")
    return length


def _gutter(value: object) -> float:
    length = _length(value)
    if length > 30 * MILLIMETRE:
        raise WrongValueError(f"a gutter of {value} is too large", "Write a length from 0 mm to 30 mm.")
    return length


def _size(value: object) -> tuple[float, float]:
    """Read a size, such as `10.5`, or a size and a line distance, such as `10.5/14`. The distance is 0 if it is left out."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(?: ?/ ?(\d+(?:\.\d+)?))?", str(value).strip())
    if not match:
        raise WrongValueError(f"'{value}' is not a size", "Write points, such as 10.5, or size/line distance, such as 10.5/14.")
    size, leading = float(match[1]), float(match[2] or 0)
    if not 7 <= size <= 48:
        what = f"a size of {size:g} points is too {'small to read' if size < 7 else 'large for a page'}"
        raise WrongValueError(what, "Write a size from 7 to 48.")
    if leading and not size * 1.05 <= leading <= size * 2:
        least, most = round(size * 1.05 + 0.05, 1), size * 2
        what = f"a line distance of {leading:g} points is too {'small' if leading < least else 'large'} for a size of {size:g} points"
        raise WrongValueError(what, f"Write a line distance from {least:g} to {most:g}: {size:g}/{round(size * 1.3, 1):g}.")
    return size, leading


def _running(value: object) -> tuple[float, float]:
    size, leading = _size(value)
    if not 9 <= size <= 14:
        raise WrongValueError(
            f"a size of {size:g} points is too {'small' if size < 9 else 'large'} for running text", "Write a size from 9 to 14."
        )
    return size, leading


def _gap(value: object) -> float:
    try:
        gap = float(str(value))
    except ValueError:
        gap = -1.0
    if not 0 <= gap <= 30:
        raise WrongValueError(f"'{value}' is not a distance in points", "Write a number from 0 to 30.")
    return gap


def _files(value: object) -> object:
    """Turn the name of a font package into the settings of a typeface."""
    if isinstance(value, str):
        name = value.strip().replace("-", "_")
        if not re.fullmatch(r"fontpkg_[a-z0-9_]+", name):
            hint = "Write a font package, such as fontpkg_spectral, or four files: {regular: …, italic: …, bold: …, bold-italic: …}."
            if value.strip().lower().endswith((".ttf", ".otf")):
                hint = "Name four files: {regular: …, italic: …, bold: …, bold-italic: …}."
            raise WrongValueError(f"'{value}' is not a typeface", hint)
        return {"package": name}
    return value


def _further(value: object) -> object:
    """Turn the name of a package or of a font file into the settings of a typeface."""
    if not isinstance(value, str):
        return value
    name = value.strip()
    if name.lower().endswith(FONT_FILES):
        return {"regular": name}
    package = name.replace("-", "_").lower()
    if not re.fullmatch(r"[a-z][a-z0-9_]*", package):
        hint = "Write a package with fonts, such as fontpkg_amiri, or a font file in the workspace, such as fonts/Amiri-Regular.ttf."
        raise WrongValueError(f"'{value}' is not a typeface", hint)
    return {"package": package}


def _base(value: object) -> object:
    """Turn the name of a theme into settings."""
    return {"base": value} if isinstance(value, str) else value


Colour = Annotated[str | None, BeforeValidator(_colour, json_schema_input_type=str)]
Margin = Annotated[float | None, BeforeValidator(_margin, json_schema_input_type=str)]
Height = Annotated[float | None, BeforeValidator(_height, json_schema_input_type=str)]
Gutter = Annotated[float | None, BeforeValidator(_gutter, json_schema_input_type=str)]
Length = Annotated[float | None, BeforeValidator(_length, json_schema_input_type=str)]
Gap = Annotated[float | None, BeforeValidator(_gap, json_schema_input_type=float)]
TypeSize = Annotated[tuple[float, float] | None, BeforeValidator(_size, json_schema_input_type=float | str)]
RunningSize = Annotated[tuple[float, float] | None, BeforeValidator(_running, json_schema_input_type=float | str)]


@model(frozen=True)
class ColourSettings:
    """Colours as `"#rrggbb"`; text must have a contrast of 4.5:1 or more on white and on `tint`."""

    ink: Colour = None
    """Running text."""
    muted: Colour = None
    """Source lines, page headers."""
    accent: Colour = None
    """Headings, links, marks."""
    rule: Colour = None
    """Thin lines."""
    tint: Colour = None
    """The background of boxes and table heads."""


@model(frozen=True)
class TypefaceSettings:
    """A typeface: a font package, or four .ttf files in the workspace."""

    package: str = ""
    """A font package, such as `fontpkg_spectral`."""
    regular: str = ""
    """The .ttf file of upright letters."""
    italic: str = ""
    """The .ttf file of italic letters."""
    bold: str = ""
    """The .ttf file of bold letters."""
    bold_italic: str = ""
    """The .ttf file of bold italic letters."""


FurtherTypeface = Annotated[TypefaceSettings, BeforeValidator(_further, json_schema_input_type=TypefaceSettings | str)]
TypefaceChoice = Annotated[TypefaceSettings | None, BeforeValidator(_files, json_schema_input_type=TypefaceSettings | str)]


@model(frozen=True)
class TypefacesSettings:
    """The two typefaces of a pack, and further ones for letters that these lack."""

    text: TypefaceChoice = None
    """Running text."""
    sans: TypefaceChoice = None
    """Headings, tables, notes in the margin."""
    more: tuple[FurtherTypeface, ...] = ()
    """Typefaces for letters that neither of the two has: packages with fonts, such as `fontpkg_amiri`, or font files in the workspace."""


@model(frozen=True)
class MarginSettings:
    """The white space around the text, each with its unit: `22 mm`."""

    left: Margin = None
    """On the left."""
    right: Margin = None
    """On the right, without the column of notes."""
    top: Height = None
    """Above, with the running head."""
    bottom: Height = None
    """Below, with the number of the page."""


@model(frozen=True)
class SizeSettings:
    """Sizes of type in points (`10.5`, or with the line distance `10.5/14`), and gaps in points."""

    body: RunningSize = None
    """Running text."""
    lead: TypeSize = None
    """The first paragraph of a section."""
    small: TypeSize = None
    """Source lines, captions, notes at the foot of the page."""
    note: TypeSize = None
    """Notes in the margin."""
    table: TypeSize = None
    """Tables."""
    digest: TypeSize = None
    """Digests of passages."""
    entry: TypeSize = None
    """Glossaries and lists of sources in two columns."""
    title: TypeSize = None
    """The title of the pack."""
    heading_1: TypeSize = None
    """Headings of the first level."""
    heading_2: TypeSize = None
    """Headings of the second level."""
    heading_3: TypeSize = None
    """Headings of the third level."""
    heading_4: TypeSize = None
    """Headings of the fourth level."""
    paragraph_gap: Gap = None
    """Between paragraphs."""
    section_gap: Gap = None
    """Before a section."""


@model(frozen=True)
class LogoSettings:
    """A picture for the title page."""

    file: str
    """A picture in the workspace: PNG, JPEG, SVG."""
    alt: str
    """What the picture shows, for readers who cannot see it: usually the name of the institution."""
    width: Length = None
    """The printed width. Default: the largest width that fits."""


@model(frozen=True)
class ThemeSettings:
    """The look of a pack: a theme by name, and changes to it."""

    base: str = ""
    """A shipped theme: academic or policy."""
    colours: ColourSettings = dataclasses.field(default_factory=ColourSettings)
    """Other colours."""
    typefaces: TypefacesSettings = dataclasses.field(default_factory=TypefacesSettings)
    """Other typefaces."""
    display: Literal[TypefaceName, ""] = ""
    """The typeface of the title and of the largest headings."""
    paper: Literal[PaperName, ""] = ""
    """The size of the paper."""
    margins: MarginSettings = dataclasses.field(default_factory=MarginSettings)
    """Other margins."""
    sides: Literal["single", "double", ""] = ""
    """`double`: for print on both sides. Left-hand pages mirror right-hand pages: notes and page numbers are at the outer edge."""
    gutter: Gutter = None
    """More white at the edge that is bound or punched: `8 mm`."""
    openings: Literal["any", "recto", ""] = ""
    """`recto`: chapters begin on right-hand pages, after an empty page where one is needed."""
    sizes: SizeSettings = dataclasses.field(default_factory=SizeSettings)
    """Other sizes of type."""
    compact: SizeSettings = dataclasses.field(default_factory=SizeSettings)
    """Sizes that are different in a pack without a title page (`cover: block`)."""
    logo: LogoSettings | None = None
    """A picture for the title page."""
    reference: str = ""
    """A .docx file in the workspace from which the Word file takes its styles."""
    css: str = ""
    """A .css file in the workspace that is added to the style sheet of the EPUB."""


ThemeChoice = Annotated[ThemeSettings | None, BeforeValidator(_base, json_schema_input_type=ThemeSettings | str)]
"""The name of a theme, or settings that change a theme."""

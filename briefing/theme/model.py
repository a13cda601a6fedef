"""The model of the look of a pack, the same for all formats: paper, typefaces, sizes, colours and distances.

Lengths are in points (1/72 inch). Colours are `#rrggbb`. Every colour of text has a contrast of at least 4.5:1 (WCAG 2.1, 1.4.3).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from briefing.dataclass import dataclass

PaperName = Literal["a4", "letter", "a5"]
TypefaceName = Literal["text", "sans"]
"""One of the two typefaces of a theme."""
Annotations = Literal["comments", "notes"]
"""How Word shows students' notes on passages: as footnotes, which print whole, or as comments beside the text."""


@dataclass(frozen=True, slots=True)
class Binding:
    """How the sheets of a pack are printed and bound."""

    gutter: float = 0
    """More white at the edge that is bound or punched."""
    double: bool = False
    """Whether sheets are printed on both sides. Then the edge that is bound is on the right of pages with even numbers."""
    recto: bool = False
    """Whether chapters begin on right-hand pages, those with odd numbers."""


LOOSE = Binding()
"""Sheets that are not bound: all pages are alike."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper and the areas on it: one column of text, and a column for margin notes to its right."""

    name: PaperName
    width: float
    height: float
    left: float
    """From the left edge of the sheet to the text."""
    measure: float
    """The width of the text column: 60 to 75 characters of the text face."""
    gutter: float
    """Between the text and the margin notes."""
    margin: float
    """The width of the margin notes, or of the room to the right of the text that only tables, figures and columns use."""
    top: float
    """From the upper edge to the text area."""
    bottom: float
    """From the lower edge to the text area."""
    side: float = 52
    """The least white space to the left and the right of a column without margin notes."""
    binding: Binding = LOOSE
    """How the sheets are bound. `left` is on the side that is bound: on the right of a left-hand page."""

    @property
    def text_height(self) -> float:
        """Return the height of the text area."""
        return self.height - self.top - self.bottom


A4 = Paper("a4", 595.28, 841.89, left=52, measure=320, gutter=18, margin=153, top=68, bottom=64)
LETTER = Paper("letter", 612, 792, left=60, measure=322, gutter=18, margin=152, top=70, bottom=68)
A5 = Paper("a5", 419.53, 595.28, left=42, measure=335.5, gutter=0, margin=0, top=54, bottom=50, side=42)
"""A page of a booklet. Notes stand at its foot, since there is no room beside the text."""
PAPERS: dict[PaperName, Paper] = {"a4": A4, "letter": LETTER, "a5": A5}


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family of fonts: the name that Word and style sheets use, and the files of its four faces."""

    family: str
    package: str
    """The installed font package with the files; empty if the files have a whole path."""
    regular: str
    italic: str
    bold: str
    bold_italic: str
    bold_weight: int = 0
    """The weight of the bold faces in a font that has all weights in one file; 0 where each face has a file."""

    @property
    def has_bold(self) -> bool:
        """Say whether it has a bold face."""
        return self.bold != self.regular or bool(self.bold_weight)

    @property
    def has_italics(self) -> bool:
        """Say whether it has an italic face."""
        return self.italic != self.regular


SPECTRAL = Typeface(
    "Spectral", "fontpkg_spectral", "Spectral-Regular.ttf", "Spectral-Italic.ttf", "Spectral-SemiBold.ttf", "Spectral-SemiBoldItalic.ttf"
)
FIRA_SANS = Typeface(
    "Fira Sans", "fontpkg_fira_sans", "FiraSans-Regular.ttf", "FiraSans-Italic.ttf", "FiraSans-SemiBold.ttf", "FiraSans-SemiBoldItalic.ttf"
)


ACROSS_INK = "#dedede"
"""The colour of a word across the pages. Text above it stays readable: 12:1 for ink, 5:1 for quiet text."""


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of text, lines and backgrounds."""

    ink: str = "#1c1c1c"
    """Running text."""
    muted: str = "#54585d"
    """Source lines, running heads, marks: 7:1 on white."""
    accent: str = "#1b4b5a"
    """Headings, links, marks of notes: 9:1 on white."""
    rule: str = "#b4b0a6"
    """Thin lines, never text."""
    tint: str = "#f3f1eb"
    """The background of boxes and table heads. Ink, muted and accent have a contrast of at least 4.5:1 on it."""


@dataclass(frozen=True, slots=True)
class Size:
    """A size of type and the distance from line to line."""

    size: float
    leading: float


@dataclass(frozen=True, slots=True)
class Theme:
    """The whole look of a pack, for renderers."""

    paper: Paper = A4
    text: Typeface = SPECTRAL
    """Running text, quotations, titles of parts."""
    sans: Typeface = FIRA_SANS
    """Headings, tables, margin notes, running heads."""
    more: tuple[Typeface, ...] = ()
    """They take the letters that the two lack, the first that has them."""
    display: TypefaceName = "text"
    """The typeface of the title and of headings of level 1."""
    colours: Colours = Colours()
    body: Size = Size(10.5, 14)
    lead: Size = Size(12, 16.5)
    small: Size = Size(8.5, 11.5)
    """Source lines, captions, notes at the foot of the page."""
    note: Size = Size(7.8, 10.4)
    """Notes in the margin."""
    table: Size = Size(8.8, 11.8)
    digest: Size = Size(10.5, 14.2)
    """Digests."""
    entry: Size = Size(9.2, 12)
    """Glossaries and lists of sources in two columns."""
    title: Size = Size(30, 35)
    headings: tuple[Size, ...] = (Size(20, 25), Size(14, 18), Size(11.5, 15), Size(10.5, 14))
    """The sizes of headings of level 1, 2, 3, and 4 or deeper."""
    paragraph_gap: float = 7
    """The distance between paragraphs."""
    section_gap: float = 14
    """The distance above a heading inside a page. Each higher level adds less than one line."""
    reference: bytes = b""
    """A Word file whose styles replace the styles made from the theme."""
    annotations: Annotations = "notes"
    italics: bool = True
    """Whether emphasis and titles of works are in italics; if not, they are bold."""
    ragged: bool = False
    """Whether lines have different lengths: no line is justified, and no word is divided."""
    grounds: bool = True
    """Whether boxes have a background of `tint`. If not, they have a thin frame, and the title page has no band."""
    binding: Binding = LOOSE
    """How packs are to be bound. `finished` gives the paper room for it."""
    centred: bool = False
    """Whether all stands in the middle of its page, without a page number, as on a certificate."""
    css: str = ""
    """Rules to add at the end of the style sheet of the EPUB."""

    @property
    def typefaces(self) -> tuple[Typeface, ...]:
        """Return all typefaces."""
        return self.text, self.sans, *self.more

    @property
    def display_typeface(self) -> Typeface:
        """Return the typeface of the title."""
        return self.text if self.display == "text" else self.sans


BLOCK_TITLE = 0.85
"""The size of a title at the head of the first page, as a share of that on a title page."""


def compact(theme: Theme) -> Theme:
    """Return the theme for a short document without a title page: with smaller headings and smaller distances."""
    headings = (Size(15, 19), Size(12, 15.5), Size(11, 14.5), Size(10.5, 14))
    return replace(theme, title=Size(23, 28), headings=headings, paragraph_gap=5, section_gap=9)


def block_title(theme: Theme) -> Size:
    """Return the size of a title that stands at the head of the first page, and not on one of its own."""
    return Size(theme.title.size * BLOCK_TITLE, theme.title.leading * BLOCK_TITLE)


def small(theme: Theme) -> Theme:
    """Return the theme for A5: text a tenth smaller, titles a quarter, and no words below 7 points."""

    def size(usual: Size, share: float) -> Size:
        share = max(share, min(1, 7 / usual.size))
        return Size(round(usual.size * share, 2), round(usual.leading * share, 2))

    texts = {name: size(getattr(theme, name), 0.9) for name in ("body", "lead", "small", "note", "table", "digest", "entry")}
    headings = tuple(size(each, share) for each, share in zip(theme.headings, (0.75, 0.85, 0.9, 0.9), strict=True))
    gaps = {"paragraph_gap": theme.paragraph_gap * 0.8, "section_gap": theme.section_gap * 0.8}
    return replace(theme, title=size(theme.title, 0.75), headings=headings, **texts, **gaps)  # type: ignore[arg-type]


def without_margin_notes(paper: Paper, *, is_filled: bool = False) -> Paper:
    """Return the paper for a document without margin notes.

    It has one column of at most 75 characters, and room for wide tables and figures; or all its width, if the text fills it.
    """
    room = paper.width - 2 * paper.side
    measure = room if is_filled else min(364.0, room)
    return replace(paper, left=paper.side, measure=measure, gutter=0, margin=room - measure)


def with_binding(paper: Paper, binding: Binding) -> Paper:
    """Return the paper with room for its binding, which is taken from the outer margin that only tables use, and then from the text."""
    free = paper.margin if not paper.gutter else 0.0
    taken = min(free, binding.gutter)
    measure = paper.measure - (binding.gutter - taken)
    return replace(paper, left=paper.left + binding.gutter, margin=paper.margin - taken, measure=measure, binding=binding)


# ── for some readers and for some printers ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Finish:
    """Options of one print run, for any look of the pack."""

    large_print: bool = False
    ink_saver: bool = False
    bound: bool = True
    """Whether the pages have room for a binding, where the theme says how packs are bound. Handouts are loose sheets."""


PLAIN = Finish()
GREYS = Colours(ink="#000000", muted="#404040", accent="#1a1a1a", rule="#808080", tint="#ffffff")
"""Black, and greys that old printers and copiers still show. On white, lines have a contrast of 3.9:1, and words of 10:1 or more."""
LARGE = Size(19.2, 26.5)
LARGE_SIDE = 50.0


def finished(theme: Theme, finish: Finish) -> Theme:
    """Return the theme changed for a print run: for large print, to save ink, with room for its binding."""
    theme = large_print(theme) if finish.large_print else theme
    if finish.bound and theme.binding != LOOSE:
        theme = replace(theme, paper=with_binding(theme.paper, theme.binding))
    return replace(theme, colours=GREYS, grounds=False) if finish.ink_saver else theme


def large_print(theme: Theme) -> Theme:
    """Return the theme for large print: 18 points or more, ragged, without italics, in one column (RNIB, Clear Print guidelines)."""
    paper = theme.paper
    measure = paper.width - 2 * LARGE_SIDE
    return replace(
        theme,
        paper=replace(paper, left=LARGE_SIDE, measure=measure, gutter=0, margin=0, side=LARGE_SIDE),
        italics=False,
        ragged=True,
        body=LARGE,
        small=LARGE,
        note=LARGE,
        digest=LARGE,
        lead=Size(20, 28),
        table=Size(18, 24),
        entry=Size(19.2, 26),
        title=Size(34, 40),
        headings=(Size(28, 34), Size(24, 30), Size(21, 27), Size(19, 26)),
        paragraph_gap=12,
        section_gap=18,
    )

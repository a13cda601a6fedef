"""Inlines: what stands in a line of text."""

from __future__ import annotations

from typing import Literal

from briefing.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters. Never empty; white space is single spaces."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stress or a title: italics, as a rule."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    """Importance: bold, as a rule."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Script:
    """Superscript or subscript that has no characters of its own."""

    children: Inlines
    place: Literal["super", "sub"] = "super"


@dataclass(frozen=True, slots=True)
class SmallCaps:
    """Words in small capitals. Their letters stay as they are: capitals stay capitals."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Struck:
    """Words that are struck out: no longer valid, and still to be read."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Code:
    """What is typed as it is: a command, the name of a file, a formula of a spreadsheet."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Formula:
    """Mathematics, as it is drawn and as it is read in one line."""

    tex: str
    """As its writer has it."""
    mathml: str
    """As MathML Core draws it: one `math` element, with its namespace."""
    children: Inlines
    """Its words in one line, such as `(a + b)/2`: what a listener hears, and what is found by who searches."""
    office: str = ""
    """As Office Math (ISO/IEC 29500-1, 22.1): one `m:oMath` element without its namespaces. Empty if there is no such formula."""
    apart: bool = False
    """Whether it has a line of its own, with room for tall fractions and sums."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that leaves the pack."""

    url: str
    """Absolute; the scheme is http, https or mailto."""
    children: Inlines


@dataclass(frozen=True, slots=True)
class Reference:
    """A link inside the pack, such as a citation to its entry in the list of sources."""

    target: str
    """The `id` of a block or of a definition in the same document."""
    children: Inlines


@dataclass(frozen=True, slots=True)
class Citation:
    """Sources and places in them, in brackets: not so dark as the words around, since few readers follow it."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of the page of print on which something begins. Each format knows it when its pages are laid out."""

    target: str
    """The `id` of a block in the same document."""
    label: str = ""
    """The number, where it is known."""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The words that a note is about, and the place of its mark, which follows them."""

    note: str
    """The `id` of a `Note` in the same document."""
    children: Inlines
    """The annotated words; empty where the note hangs on a place and not on words."""


@dataclass(frozen=True, slots=True)
class Term:
    """The first use of a defined term, linked to its definition."""

    target: str
    """The `id` of a `Definition` in the same document."""
    children: Inlines


@dataclass(frozen=True, slots=True)
class Indexed:
    """Words that an index of names leads to. They look as they do without it."""

    headings: tuple[str, ...]
    """The entries of the index that have this place."""
    children: Inlines
    id: str = ""
    """Empty until the index is made; without an index, the words stand alone."""


@dataclass(frozen=True, slots=True)
class Language:
    """Words in another language than the text around them."""

    tag: str
    """BCP 47, such as `kk` or `ru`."""
    children: Inlines


@dataclass(frozen=True, slots=True)
class Spoken:
    """Signs that the eye understands and the ear does not, such as `[…]`, with what a listener hears in their place."""

    words: str
    """Never printed."""
    children: Inlines


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """A picture in a line: a flag in a cell, an icon among words. Its lower edge is on the base line of the words."""

    alt: str
    """What it shows, for who cannot see it; empty for one that shows nothing that the words do not say."""
    credit: str = ""
    """Whose it is, and under which licence: for the page of rights. The words below its block say it in print."""
    share: float = 0
    """Its width as a share of the column or the cell; 0 where `points` says it."""
    points: float = 0
    """Its width, where it is no share. What is wider than its column is as wide as this."""
    wide: int = 0
    high: int = 0
    """Its size in pixels."""
    form: Literal["png", "jpeg"] = "png"
    file: str = ""
    """The name that the user gave, until it is read."""
    data: bytes = b""
    svg: bytes = b""
    pdf: bytes = b""
    """As of a `Picture`."""

    @property
    def natural(self) -> float:
        """Return how wide it is where nothing narrows it, in points; of a share, how wide its pixels are."""
        return min(self.points or self.wide * 72 / NATURAL, self.widest)

    def width(self, column: float) -> float:
        """Return how wide it is in a column or a cell, in points."""
        return min(self.share * column, self.widest) if self.share else min(self.natural, column)

    @property
    def widest(self) -> float:
        """Return how wide it is at its greatest height, in points."""
        return HIGHEST_IN_LINE * self.wide / max(self.high, 1)


NATURAL = 150
"""Pixels to the inch of a picture that says nothing of its width."""
HIGHEST_IN_LINE = 240.0
"""The height of a picture in a line, at most, in points: three of them below one another fit on a page."""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line within a paragraph."""


Inline = (
    Text
    | Emphasis
    | Strong
    | Script
    | SmallCaps
    | Struck
    | Code
    | Formula
    | Link
    | Reference
    | Citation
    | PageNumber
    | NoteMark
    | Term
    | Indexed
    | Language
    | Spoken
    | InlinePicture
    | LineBreak
)
Inlines = tuple[Inline, ...]

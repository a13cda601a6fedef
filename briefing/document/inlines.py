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
    | LineBreak
)
Inlines = tuple[Inline, ...]

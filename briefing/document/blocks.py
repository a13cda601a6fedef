"""Blocks: what stands below one another on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal

from briefing.dataclass import dataclass
from briefing.document.inlines import NATURAL, Inlines
from briefing.document.list_signs import Numeral
from briefing.document.plots import Chart

Alignment = Literal["start", "centre", "end"]
"""Where the words of a cell are, from the side on which a line begins."""
BULLET = "•"
"""In `BulletList.signs`, an item that is no task."""
SectionRole = Literal["chapter", "introduction", "glossary", "references", "questions", "colophon", "index", "endnotes"]
Numbering = Literal["", "lines", "paragraphs"]
"""What is numbered beside a passage: every fifth line in print, or each paragraph. On screens, lines have no fixed place."""
RUNNING_ON: frozenset[SectionRole] = frozenset({"references", "colophon", "endnotes"})
"""Sections that begin on the page on which the one before them ends, where others begin a page."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what belongs to it. How deep it is nested is its level: 1 for a child of the document."""

    id: str
    title: Inlines
    blocks: Blocks
    role: SectionRole = "chapter"
    """What a reader comes here for; `chapter` says nothing special."""
    beside: str = ""
    """The `id` of the block that it belongs to, where print sets it on a leaf of its own after the page of that block."""
    runs_on: bool = False
    """Whether it begins on the page on which the one before it ends, whatever its role."""

    @property
    def opens_page(self) -> bool:
        """Return whether it begins a page, if it is a child of the document."""
        return not self.runs_on and self.role not in RUNNING_ON


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    children: Inlines
    style: Literal["body", "lead", "small", "letter"] = "body"
    """`lead` opens a section in a larger size; `small` is for source lines, remarks and captions that stand alone; `letter` is above the
    entries of a glossary that begin with it."""
    number: str = ""
    """Its number in a passage that has any numbers. Print shows it only where paragraphs are numbered and not lines."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage in its author's words, exact but for marked edits."""

    id: str
    blocks: Blocks
    attribution: Inlines
    """The source line printed under the passage."""
    language: str | None = None
    """BCP 47, where it differs from the document's."""
    numbering: Numbering = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """An account of a passage in our own words. Looks and reads unlike a quotation."""

    id: str
    blocks: Blocks
    attribution: Inlines
    """The source line printed under the account; it says that this is a digest."""
    numbering: Numbering = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note to words in the block before it. Its mark and its place in the tree come from assembly, in reading order."""

    id: str
    mark: str
    """What stands at the anchor and before the note: `1`, `a` …"""
    kind: str
    """The word printed at its head, such as `Context`; empty for a plain footnote."""
    children: Inlines
    placement: Literal["margin", "foot", "leaf", "end"] = "margin"
    """Where print sets it: beside the text, at the foot of the page, on a leaf of its own after the page, so that it moves nothing, or in
    its place among others at the end of the pack."""
    series: str = ""
    """Whose note it is, such as `Editor`: the author of the comment in Word."""
    for_teacher: bool = False
    """Whether only the teacher gets it. Word shows such a note as a comment."""


@dataclass(frozen=True, slots=True)
class BulletList:
    """An unordered list; each item is a run of blocks."""

    items: tuple[Blocks, ...]
    signs: str = ""
    """The sign of each item, in a list with tasks: `☐`, `☑`, or `•` for the bullet of this depth. Empty if all have bullets."""

    def signed(self) -> Iterator[tuple[str, Blocks]]:
        """Yield the items, each with its sign; it is empty where that is the bullet of this depth."""
        for place, item in enumerate(self.items):
            yield self.signs[place : place + 1].replace(BULLET, ""), item


@dataclass(frozen=True, slots=True)
class NumberedList:
    """An ordered list, numbered from `start`; each item is a run of blocks."""

    items: tuple[Blocks, ...]
    start: int = 1
    numeral: Numeral = "decimal"
    frame: str = "%."
    """What is around each number, which is at `%`."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means. Part of `Definitions`, not a block of its own."""

    id: str
    term: Inlines
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Definitions:
    """A list of terms with their meanings."""

    items: tuple[Definition, ...]
    style: Literal["glossary", "terms", "references", "facts", "index"] = "glossary"
    """`glossary`: the terms of the pack. `terms`: those of a text. `facts`: short label and value. `references`, `index`: the term is
    empty, and each entry has a hanging indent."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A name with the places that mention it. Part of `NameIndex`, not a block of its own."""

    id: str
    heading: str
    marks: tuple[str, ...] = ()
    """The ids of the mentions, `Indexed`, in reading order."""
    see: tuple[str, ...] = ()
    """The ids of other entries of the index."""


@dataclass(frozen=True, slots=True)
class NameIndex:
    """An index of names. Each format has its own numbers of pages: `document.name_index` makes a list of it."""

    id: str
    items: tuple[IndexEntry, ...]
    see: str
    """The words before the other entries of one that has no pages …"""
    see_also: str
    """… and of one that has pages."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """The numbers of the pages of mentions, by their ids, where they are known."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Part of `Table`."""

    head: Inlines
    weight: float = 1.0
    """Its share of the width, beside the weights of the others."""
    align: Alignment = "start"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of column heads; the first cell of each row is the head of that row where `row_heads` says so."""

    id: str
    caption: Inlines
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    """As many cells as columns in each."""
    summary: str = ""
    """One sentence that tells a listener how the table is built; never printed."""
    row_heads: bool = True
    layout: Literal["", "parallel"] = ""
    """`parallel`: its cells are running text in columns side by side, as wide as a page allows: an original and its translation."""
    room: float = 0
    """Lines to write by hand that each row has room for, where its cells are to be filled in."""
    label: str = ""
    """Its number, such as `Table 2`, where it has one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of what a table says in numbers and words.

    It has no words of its own but the dates, the numbers and the lanes of its axes, and the length of a scale bar: all others stand in that
    table, or below it, too. So they do not count among those that are the same in all formats, and a listener hears `alt` and the table.
    """

    id: str
    caption: Inlines
    alt: str
    """The gist, for who cannot see it."""
    chart: Chart
    details: str
    """The `id` of the table; empty if `alt` says all."""
    label: str = ""
    """Its number, such as `Figure 2`, where it has one."""
    measure: Inlines = ()
    """What the numbers are, below a caption that says what they show."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph, a map, a drawing of the user's."""

    id: str
    alt: str
    """What it shows, for who cannot see it; empty for one that shows nothing that the words do not say."""
    caption: Inlines
    credit: Inlines
    """Whose it is, and under which licence, as printed below it."""
    share: float = 0
    """Its width as a share of the column; 0 where `points` says it."""
    points: float = 0
    """Its width, where it is no share. What is wider than its column is as wide as this."""
    wide: int = 0
    high: int = 0
    """Its size in pixels."""
    form: Literal["png", "jpeg"] = "png"
    """A PNG is in grey, RGB or RGBA of 8 bits a channel; a JPEG in RGB."""
    file: str = ""
    """The name that the user gave, until it is read."""
    label: str = ""
    """Its number, such as `Figure 2`, where it has one."""
    data: bytes = b""
    svg: bytes = b""
    """A drawing in lines and letters, which looks as `data` does …"""
    pdf: bytes = b""
    """… and once more as the only page of a PDF; both are there, or neither."""

    @property
    def height(self) -> float:
        """Return the height of one whose width is in points."""
        return self.points * self.high / max(self.wide, 1)

    def width(self, column: float, most_height: float) -> float:
        """Return how wide it is printed in a column, in points. It is never higher than `most_height`."""
        wanted = self.share * column if self.share else self.points or self.wide * 72 / NATURAL
        return min(wanted, column, most_height * self.wide / max(self.high, 1))

    def print_width(self, column: float, page_height: float) -> float:
        """Return how wide it is printed on pages whose text is so high: there is room for its caption and its credit."""
        return self.width(column, page_height - ROOM_FOR_WORDS)


ROOM_FOR_WORDS = 90.0
"""Left on a page for the caption and the credit of the highest picture, in points."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of a source as it is. Where a format has no pages of its own, and for who listens, its words are there in its place."""

    id: str
    blocks: tuple[Quote, ...]
    """One quotation: its words, and the line below it."""
    width: float
    height: float
    """Its size, in points."""
    widest: float
    highest: float
    """The size that has room for each page that is printed with it, so that all of them are printed as large."""
    places: tuple[float, ...] = ()
    """The left, lower, right and upper edge of each paragraph, one after the other, from the lower left corner of the page."""
    pieces: tuple[bytes, ...] = ()
    """What is drawn on it, as content of a PDF. Marked content begins between two pieces …"""
    targets: tuple[int, ...] = ()
    """… for the paragraph with this place in the quotation; -1 is what is no text."""
    matrix: tuple[float, ...] = ()
    """How that content is turned and moved, to be upright with its lower left corner at 0."""
    resources: bytes = b""
    """A PDF with one page, which has the resources of that content."""
    data: bytes = b""
    """A picture of the page, where it has no pieces."""
    form: Literal["png", "jpeg"] = "png"
    wide: int = 0
    high: int = 0
    """Its size in pixels."""

    @property
    def quote(self) -> Quote:
        """Return its words, and the line below it."""
        return self.blocks[0]

    def scale(self, width: float, height: float) -> float:
        """Return how much smaller it is printed in a room, so that all pages that are printed with it fit; it is never larger."""
        return min(1.0, width / max(self.widest, 1.0), height / max(self.highest, 1.0))


@dataclass(frozen=True, slots=True)
class Equation:
    """A formula in the middle of a line of its own."""

    id: str
    children: Inlines
    """The formula."""
    number: str = ""
    """Its number, such as `2`, where it has one. Brackets are printed around it."""

    @property
    def label(self) -> str:
        """Return its number as it is printed."""
        return f"({self.number})" if self.number else ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A box apart from the flow of the text, such as a fact box."""

    id: str
    title: Inlines
    """May be empty."""
    blocks: Blocks
    placement: Literal["flow", "margin"] = "flow"
    """Where print sets it: in its place, or beside the blocks that follow it where a page has a margin column."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the reader."""

    id: str
    label: str
    """Its number in the pack, such as `7`."""
    blocks: Blocks
    details: Inlines = ()
    """What is printed small under it: level, minutes, readings."""


@dataclass(frozen=True, slots=True)
class WritingSpace:
    """Room to write by hand."""

    lines: int
    label: str
    """What the room is for, to a listener: `Answer to question 7`. Never printed."""
    grows: bool = False
    """Whether a handout gives it the room that is left on its pages; `lines` is then the least."""
    height: float = 1
    """The height of a line, as a share of the usual one. Only handouts, which are PDFs, have lower lines."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A short line to fill in. Part of `Blanks`."""

    label: str
    value: str = ""
    """What is filled in already."""
    weight: float = 1.0
    """Its share of the width, beside the weights of the others."""


@dataclass(frozen=True, slots=True)
class Blanks:
    """Short lines to fill in by hand, side by side: name, group, date."""

    items: tuple[Blank, ...]


@dataclass(frozen=True, slots=True)
class ScanCode:
    """An address as a square code that a phone reads, with words beside it that hold the address, too."""

    url: str
    modules: tuple[str, ...]
    """Rows of `0` and `1`, which is dark; the white around the code is not among them."""
    alt: str
    """What it is, to a listener."""
    children: Inlines


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between two parts of a text that have no headings."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page in print."""


Block = (
    Section
    | Paragraph
    | Quote
    | Digest
    | Note
    | BulletList
    | NumberedList
    | Definitions
    | NameIndex
    | Table
    | Figure
    | Picture
    | SourcePage
    | Equation
    | Callout
    | Question
    | WritingSpace
    | Blanks
    | ScanCode
    | Divider
    | PageBreak
)
Blocks = tuple[Block, ...]

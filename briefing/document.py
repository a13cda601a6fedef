"""The document: what a pack says, in reading order, before any format draws it.

Everything that two formats could do differently (order, wording, numbers, labels, what an audience may see) is already decided here.
The tree knows nothing of sources, countries or actors, and nothing of PDF, Word or EPUB. Nodes are frozen records without behaviour; the
two unions `Block` and `Inline` are closed: a renderer matches over them in the order of this file and ends in `assert_never`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Literal

# ── inlines ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


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


Inline = Text | Emphasis | Strong | Link | Reference | NoteMark | Term | Language | Spoken | LineBreak
Inlines = tuple[Inline, ...]

# ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

Certainty = Literal["exact", "about", "limit"]
"""Of a value: as stated, approximately so, or no more (or no less) than that."""

SectionRole = Literal["chapter", "introduction", "glossary", "references", "questions", "colophon"]
RUNNING_ON: frozenset[SectionRole] = frozenset({"references", "colophon"})
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


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    children: Inlines
    style: Literal["body", "lead", "small"] = "body"
    """`lead` opens a section in a larger size; `small` is for source lines, remarks and captions that stand alone."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage in its author's words, exact but for marked edits."""

    id: str
    blocks: Blocks
    attribution: Inlines
    """The source line printed under the passage."""
    language: str | None = None
    """BCP 47, where it differs from the document's."""


@dataclass(frozen=True, slots=True)
class Digest:
    """An account of a passage in our own words. Looks and reads unlike a quotation."""

    id: str
    blocks: Blocks
    attribution: Inlines
    """The source line printed under the account; it says that this is a digest."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note to words in the block before it. Its mark and its place in the tree come from assembly, in reading order."""

    id: str
    mark: str
    """What stands at the anchor and before the note: `1`, `a` …"""
    kind: str
    """The word printed at its head, such as `Context`; empty for a plain footnote."""
    children: Inlines
    placement: Literal["margin", "foot", "leaf"] = "margin"
    """Where print sets it: beside the text, at the foot of the page, or on a leaf of its own after the page, so that it moves nothing."""
    series: str = ""
    """Whose note it is, such as `Editor`: the author of the comment in Word."""


@dataclass(frozen=True, slots=True)
class BulletList:
    """An unordered list; each item is a run of blocks."""

    items: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """An ordered list, numbered 1, 2, 3 from `start`; each item is a run of blocks."""

    items: tuple[Blocks, ...]
    start: int = 1


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
    style: Literal["glossary", "references", "facts"] = "glossary"
    """`glossary`: term and text. `facts`: short label and value. `references`: the term is empty and each entry has a hanging indent."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Part of `Table`."""

    head: Inlines
    weight: float = 1.0
    """Its share of the width, beside the weights of the others."""
    align: Literal["start", "centre", "end"] = "start"


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
    room: int = 0
    """Lines to write by hand that each row has room for, where its cells are to be filled in."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value in a chart. Part of `Panel`."""

    share: float | None
    """Its length, as a share of the longest bar or of the whole; below zero to the left. None where there is no number."""
    label: str
    certainty: Certainty = "exact"


@dataclass(frozen=True, slots=True)
class Panel:
    """A column of bars with a scale of its own. Part of `BarChart`."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    """One for each row of the chart."""
    parts: int | None = None
    """Of a panel whose bars are shares of a whole, which is drawn too: its number of equal parts, or 0 for an undivided one."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of bars is about. Part of `BarChart`."""

    name: str
    remark: str = ""
    """What limits the comparison with the other rows, such as another period."""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars in rows, with their values as words beside them. Part of `Figure`."""

    rows: tuple[Row, ...]
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in which an event falls. Part of `Band`."""

    start: float
    """As a share of the time of its band, like `end`."""
    end: float
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Events above one line of time. Part of `TimeChart`."""

    spans: tuple[Span, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis of time. Part of `TimeChart`."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class TimeChart:
    """Events on an axis of time, each as long as its date is open: in one band, or year below year. Part of `Figure`."""

    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]


Fill = Literal["full", "half", "empty", "missing"]


@dataclass(frozen=True, slots=True)
class MatrixChart:
    """How each row stands to each column: wholly, partly, not at all, or nobody knows. Part of `Figure`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Fill, ...]], ...]
    """The name of each, and a fill for each column."""


Chart = BarChart | TimeChart | MatrixChart


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of what a table says in numbers and words.

    It has no words of its own but the years and months of an axis: each of them stands in that table, too. So they do not count among
    those that are the same in all formats, and a listener hears `alt` and the table.
    """

    id: str
    caption: Inlines
    alt: str
    """The gist, for who cannot see it."""
    chart: Chart
    details: str
    """The `id` of the table."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A box apart from the flow of the text, such as a fact box."""

    id: str
    title: Inlines
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
    | Table
    | Figure
    | Callout
    | Question
    | WritingSpace
    | Blanks
    | ScanCode
    | PageBreak
)
Blocks = tuple[Block, ...]

# ── the whole ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


NO_DATE = "1980-01-01T00:00:00Z"
"""The moment of a document that has none."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that a renderer has to add by itself, in the language of the pack."""

    contents: str = "Contents"
    notes: str = "Notes"
    note: str = "Note"
    back: str = "Back to the text"
    title_page: str = "Title page"
    start: str = "Start of the text"
    landmarks: str = "Landmarks"
    page: str = "Page"
    question: str = "Question"
    supplement: str = "S"
    """What stands before the number of a page of the supplement."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture at the head of the title page."""

    png: bytes
    """RGB or RGBA, of 8 bits a channel."""
    alt: str
    """What it shows, for who cannot see it."""
    width: float
    """As printed, in points."""
    height: float


@dataclass(frozen=True, slots=True)
class PrintPage:
    """A page of the printed pack, for formats without pages of their own."""

    label: str
    """What is printed as its number."""
    block: int | None
    """The first block that begins on it, or after it, or the last there is, counted as `blocks_in_order` does; None before the text."""


@dataclass(frozen=True, slots=True)
class Document:
    """A pack, ready to be drawn."""

    title: str
    blocks: Blocks
    identifier: str
    """A URN that stays the same from build to build: `urn:uuid:…`."""
    language: str = "en-GB"
    """BCP 47."""
    subtitle: str = ""
    kicker: str = ""
    """What stands above the title: course, series, occasion."""
    byline: str = ""
    """Who stands behind the pack, as printed on the title page."""
    date: str = ""
    """The date as printed; empty where the outline sets none."""
    stamp: str = NO_DATE
    """The moment written into the file's metadata: ISO 8601, UTC."""
    description: str = ""
    """One or two sentences for the metadata and, where there is a cover page, for its foot."""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""
    cover: Literal["page", "block"] = "page"
    """A title page of its own, or a title at the head of the first page."""
    contents_depth: int = 2
    """How many levels of section the contents list names; 0 for no list."""
    running: str = ""
    """What stands above further pages; the title where it is empty."""
    pages: tuple[PrintPage, ...] = ()
    """The pages of print, where they are known."""
    labels: Labels = Labels()
    logo: Logo | None = None
    certified_by: str = ""
    """Who has tried whether the pack is accessible, and answers for it; nobody where it is empty."""
    edition: str = ""
    """Whose edition it is, as said on every page and in the metadata: `Teacher edition`. Empty where there is nothing to say."""
    supplement: Blocks = ()
    """What follows the text on pages that are numbered apart from it, and that no contents list in print names."""


def full_title(document: Document) -> str:
    """Return the title with the edition, for metadata."""
    return f"{document.title} ({document.edition})" if document.edition else document.title


# ── reading a tree ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def blocks_in_order(document: Document) -> dict[int, int]:
    """Return the place of each block of the text in the order of reading, by its identity."""
    found: dict[int, int] = {}
    for number, each in enumerate(each for each in walk(document.blocks) if isinstance(each, Block)):
        found.setdefault(id(each), number)
    return found


def walk(node: object) -> Iterator[object]:
    """Yield every node below `node` and itself, in reading order."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple):
            waiting += each[::-1]
        elif (names := _field_names(type(each))) is not None:
            yield each
            waiting += [getattr(each, name) for name in names]


_NAMES: dict[type, tuple[str, ...] | None] = {}
"""The fields of each kind of node, the last first; None for what is no node."""


def _field_names(kind: type) -> tuple[str, ...] | None:
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in reversed(fields(kind))) if is_dataclass(kind) else None
    return _NAMES[kind]


def plain(node: object) -> str:
    """Return the printed characters of inlines, or of everything below blocks with a space between any two, without the marks of notes."""
    parts: list[str] = []
    for each in walk(node):
        match each:
            case Text(text):
                parts.append(text)
            case LineBreak():
                parts.append(" ")
            case Blank(label, value):
                parts.append(f"\n{label} {value}".rstrip())
            case Emphasis() | Strong() | Link() | Reference() | NoteMark() | Term() | Language() | Spoken():
                pass
            case _:
                parts.append("\n")
    return re.sub(r" *\n\s*", " ", "".join(parts).strip("\n"))


def notes(node: object) -> dict[str, Note]:
    """Return the notes below `node` by id."""
    return {each.id: each for each in walk(node) if isinstance(each, Note)}


def tree(node: object, depth: int = 0) -> str:
    """Print a tree, one node a line and children indented: what `briefing show --tree` prints and what the golden tests compare."""
    return "\n".join(_lines(node, depth))


def _lines(node: object, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(node, Text):
        yield f"{pad}{node.text!r}"
    elif isinstance(node, tuple):
        for item in node:
            yield from _lines(item, depth)
    elif is_dataclass(node):
        values = {field.name: getattr(node, field.name) for field in fields(node) if not isinstance(getattr(node, field.name), Labels)}
        scalars = {name: value for name, value in values.items() if not _is_branch(value) and not _is_silent(value)}
        yield pad + " ".join([type(node).__name__, *(f"{name}={value!r}" for name, value in scalars.items())])
        for name, value in values.items():
            if _is_branch(value):
                if name not in ("children", "blocks", "items", "rows"):
                    yield f"{pad}  {name}:"
                yield from _lines(value, depth + (1 if name in ("children", "blocks", "items", "rows") else 2))


def _is_silent(value: object) -> bool:
    return isinstance(value, bytes) or value in ("", (), None)


def _is_branch(value: object) -> bool:
    return is_dataclass(value) or (isinstance(value, tuple) and any(_is_branch(item) for item in value))

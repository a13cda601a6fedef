"""Markdown to nodes of the document. Knows CommonMark, tables and four forms of pandoc's: citations, footnotes, language spans, pipes.

`[@key, ¶13; @other]` becomes a `Reference` whose target begins with `CITATION`; assembly puts the printed citation in its place.
`^[A footnote.]` becomes a mark and a `Note` behind its block. `[слово]{lang=ru}` becomes a `Language` span.
A text is read in one of three forms: as `blocks`, as a `line` (one paragraph, such as a cell) or as a `title` (a line without citations).
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from briefing.document import (
    Block,
    Blocks,
    BulletList,
    Column,
    Emphasis,
    Inline,
    Inlines,
    Language,
    LineBreak,
    Link,
    Note,
    NoteMark,
    NumberedList,
    Paragraph,
    Reference,
    Section,
    Strong,
    Table,
    Text,
    plain,
)

Form = Literal["blocks", "line", "title"]
"""What a text can hold: everything; one paragraph without footnotes; the same without citations."""

DEEPEST = 20
"""Levels of nesting that a text may have. It is the limit of the reader of Markdown, which drops what lies deeper without a word."""

MOST_SPANS = 100
"""Spans of paragraphs that a citation may name."""

QUOTES = "“”‘’"
"""English quotation marks: outer opening and closing, inner opening and closing."""

CITATION = "citation:"
"""What the target of a reference begins with until its citation is known; the cluster in brackets follows."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something in a text that cannot be printed as meant."""

    line: int
    """Counted from 0 at the first line of the text."""
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text, read."""

    blocks: Blocks
    faults: tuple[Fault, ...]
    citations: tuple[tuple[int, str], ...]
    """Line and cluster of each citation."""


@dataclass(frozen=True, slots=True)
class Cite:
    """One citation of a cluster."""

    key: str
    locator: str
    """What follows the comma, such as `¶13–14`; may be empty."""


def parse_cluster(cluster: str) -> tuple[Cite, ...]:
    """Read `[@key, locator; @key]`.

    Raises:
        ValueError: It is not of this form.
    """
    cites = []
    for part in cluster.strip().removeprefix("[").removesuffix("]").split(";"):
        match = re.fullmatch(r"\s*@([\w-]+)\s*(?:,\s*(.+?)\s*)?", part)
        if not match:
            raise ValueError(f"'{cluster}' is not a citation")
        cites.append(Cite(match[1], match[2] or ""))
    return tuple(cites)


def cited_paragraphs(locator: str) -> tuple[int, ...]:
    """Return the paragraph numbers that a locator names: (13, 14, 17) for `¶13–14, 17`; empty where it names no paragraphs."""
    parts = locator.split(",")
    if not locator.startswith("¶") or len(parts) > MOST_SPANS:
        return ()
    numbers: list[int] = []
    for part in parts:
        match = re.fullmatch(r"¶*\s*(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?", part.strip())
        if not match or int(match[2] or match[1]) < int(match[1]):
            return ()
        numbers.extend(range(int(match[1]), int(match[2] or match[1]) + 1))
    return tuple(numbers)


def slug(text: str) -> str:
    """Return an id made from words: lower-case letters, digits and hyphens of any script."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\W_]+", "-", folded).strip("-") or "section"


@lru_cache(maxsize=20_000)
def parse(text: str, form: Form = "blocks", quotes: str = QUOTES) -> Parsed:
    """Read a text; remembered, for texts are read again by every outline that uses them."""
    reader = _Reader(form)
    try:
        tokens = _markdown(quotes).parse(text) if form == "blocks" else _line_tokens(text, quotes)
        too_deep = _too_deep(tokens)
    except RecursionError:
        too_deep = 0
    if too_deep is not None:
        return Parsed((), (Fault(too_deep, "this text is nested too deeply", f"Write at most {DEEPEST // 2 - 1} lists in lists."),), ())
    blocks = _nested(list(reader.blocks(tokens)))
    return Parsed(blocks, tuple(sorted(reader.faults)), tuple(reader.citations))


def parse_inline(text: str, form: Form = "line", quotes: str = QUOTES) -> Inlines:
    """Read a text of one paragraph, such as a title or a cell; an empty line in it becomes a new line."""
    paragraphs = (block for block in parse(text, form, quotes).blocks if isinstance(block, Paragraph))
    return tuple(child for number, each in enumerate(paragraphs) for child in ((LineBreak(),) if number else ()) + each.children)


def _line_tokens(text: str, quotes: str) -> list[Token]:
    """Return the tokens of paragraphs in which nothing but inlines is meant: `30. June` is a date and not a list."""
    found: list[Token] = []
    line = 0
    for part in re.split(r"(\n\s*\n)", text):
        if part.strip():
            start = line + part[: len(part) - len(part.lstrip())].count("\n")
            opening = Token("paragraph_open", "p", 1, map=[start, start + 1])
            found += [opening, *_markdown(quotes).parseInline(part.strip()), Token("paragraph_close", "p", -1)]
        line += part.count("\n")
    return found


def _too_deep(tokens: Sequence[Token]) -> int | None:
    """Return the line on which a text is nested too deeply, or None."""
    depth = line = 0
    for token in tokens:
        depth += token.nesting
        line = token.map[0] if token.map else line
        inner = itertools.accumulate(child.nesting for child in token.children or ())
        if depth >= DEEPEST or max(inner, default=0) > DEEPEST:
            return line
    return None


@cache
def _markdown(quotes: str) -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"typographer": True, "quotes": quotes}).enable(["table", "smartquotes"])
    markdown.core.ruler.disable("text_join")  # what is escaped stays apart, so that \\* is not taken for a forgotten star
    markdown.inline.ruler.before("link", "numbered_footnote", _numbered_footnote_rule)
    markdown.inline.ruler.before("link", "citation", _citation_rule)
    markdown.inline.ruler.before("link", "footnote", _footnote_rule)
    markdown.inline.ruler.before("link", "language", _language_rule)
    return markdown


def _citation_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[@", state.pos):
        return False
    end = state.src.find("]", state.pos)
    if end < 0:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = " ".join(state.src[state.pos : end + 1].split())
        token.meta = {"lines": state.src.count("\n", state.pos, end)}
    state.pos = end + 1
    return True


def _numbered_footnote_rule(state: StateInline, silent: bool) -> bool:
    match = re.compile(r"\[\^[^\]\s]+\]").match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("numbered_footnote", "", 0).content = match.group()
    state.pos = match.end()
    return True


def _footnote_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    _nest(state, "footnote", state.pos + 2, end, end + 1, silent=silent)
    return True


def _language_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    attribute = re.compile(r"\{\s*lang=\"?([A-Za-z0-9-]+)\"?\s*\}").match(state.src, end + 1) if end >= 0 else None
    if not attribute:
        return False
    _nest(state, "language", state.pos + 1, end, attribute.end(), silent=silent, meta={"tag": attribute[1]})
    return True


def _nest(state: StateInline, kind: str, start: int, end: int, after: int, *, silent: bool, meta: dict[str, str] | None = None) -> None:
    """Push an opening token, the tokens of what is between `start` and `end`, and a closing one."""
    if not silent:
        limit = state.posMax
        state.pos, state.posMax = start, end
        state.push(f"{kind}_open", "", 1).meta = meta or {}
        state.md.inline.tokenize(state)
        state.push(f"{kind}_close", "", -1)
        state.posMax = limit
    state.pos = after


class _Reader:
    """Turns the tokens of one text into nodes and keeps what is wrong with it."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.in_heading = form == "title"
        self.in_note = False
        self.open_tags = set[str]()
        self.faults: list[Fault] = []
        self.citations: list[tuple[int, str]] = []
        self.notes: list[Note] = []
        self.count = 0
        self.line = 0

    def fault(self, message: str, hint: str = "") -> None:
        self.faults.append(Fault(self.line, message, hint))

    # blocks

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block | tuple[int, Section]]:
        """Yield blocks; a heading is yielded as its level and an empty section."""
        position = 0
        while position < len(tokens):
            token, end = tokens[position], _closing(tokens, position)
            inside = tokens[position + 1 : end]
            if token.map:
                self.line = token.map[0]
            match token.type:
                case "paragraph_open":
                    if children := self.inlines(inside[0].children or []):
                        yield Paragraph(children)
                case "heading_open":
                    yield self._heading(token, inside[0])
                case "bullet_list_open":
                    yield BulletList(self._items(inside))
                case "ordered_list_open":
                    yield NumberedList(self._items(inside), int(token.attrs.get("start", 1)))
                case "blockquote_open":
                    self.fault(
                        "a quotation that is typed by hand cannot be checked against its source",
                        "Make it an excerpt, or tell it in your own words.",
                    )
                case "table_open":
                    yield self._table(inside)
                case "html_block":
                    self.fault("raw HTML is not printed", "Write Markdown, or take the line out.")
                case "fence" | "code_block":
                    self.fault("a block of code is not printed", "Take away the spaces at the beginning of the line, or the ``` lines.")
                case "hr":
                    self.fault("a line across the page is not printed", "Begin a new heading with ## instead, or take the line out.")
                case other:
                    self.fault(f"this form of Markdown ({other}) is not printed")
            yield from self.notes
            self.notes = []
            position = end + 1

    def _heading(self, token: Token, inline: Token) -> tuple[int, Section]:
        self.in_heading = True
        title = self.inlines(inline.children or [])
        self.in_heading = False
        level = int(token.tag[1])
        if level == 1:
            self.fault("a heading with one # is the title of the whole file", "Begin headings with ##.")
        if not title:
            self.fault("a heading has no words", "Write the heading after the ##.")
        return level, Section(slug(plain(title)), title or (Text("…"),), ())

    def _plain_blocks(self, tokens: Sequence[Token]) -> Blocks:
        found: list[Block] = []
        for block in self.blocks(tokens):
            if isinstance(block, tuple):
                self.fault("a heading cannot stand in a list or a quotation", "Move it to the beginning of a line of its own.")
            else:
                found.append(block)
        return tuple(found)

    def _items(self, tokens: Sequence[Token]) -> tuple[Blocks, ...]:
        return tuple(self._plain_blocks(group) for group in _groups(tokens, "list_item_open"))

    def _table(self, tokens: Sequence[Token]) -> Table:
        rows = []
        for group in _groups(tokens, "tr_open"):
            rows.append([(cell, self.inlines(cells[0].children or [])) for cell, cells in _cells(group)])
            self.line += 1 if len(rows) > 1 else 2  # the line of dashes under the heads
        columns = tuple(Column(content, align=_alignment(cell)) for cell, content in rows[0])
        return Table("", (), columns, tuple(tuple(content for _, content in row) for row in rows[1:]))

    # inlines

    def inlines(self, tokens: Sequence[Token]) -> Inlines:
        found: list[Inline] = []
        position = 0
        while position < len(tokens):
            end = _closing(tokens, position)
            found.extend(self._inline(tokens[position], tokens[position + 1 : end]))
            position = end + 1
        return _joined(found)

    def _inline(self, token: Token, inside: Sequence[Token]) -> Iterator[Inline]:
        match token.type:
            case "text":
                self._look_for_unclosed(token.content)
                yield Text(token.content.replace("'", "’"))  # a mark without a partner is an apostrophe: the ’90s
            case "text_special":
                yield Text(token.content)
            case "code_inline":
                yield Text(token.content)
            case "softbreak":
                self.line += 1
                yield Text(" ")
            case "hardbreak":
                self.line += 1
                yield LineBreak()
            case "em_open":
                yield Emphasis(self.inlines(inside))
            case "strong_open":
                yield Strong(self.inlines(inside))
            case "link_open":
                yield from self._link(str(token.attrs.get("href", "")), self.inlines(inside))
            case "language_open":
                yield Language(token.meta["tag"], self.inlines(inside))
            case "footnote_open":
                yield from self._footnote(inside)
            case "numbered_footnote":
                self.fault(f"the footnote {token.content} would not be printed", "Write its words in its place: ^[The footnote.]")
            case "citation":
                yield from self._citation(token.content)
                self.line += token.meta["lines"]
            case "image":
                self.fault("a picture cannot stand in a text", "Take it out.")
            case "html_inline":
                self._html(token.content)
            case other:
                self.fault(f"this form of Markdown ({other}) is not printed")

    def _html(self, tag: str) -> None:
        """Find fault with a tag once, and not again where it is closed."""
        if tag.startswith("</") and tag[2:-1].strip().lower() in self.open_tags:
            return
        self.open_tags.add(tag[1:-1].split()[0].lower() if tag[1:-1].split() else "")
        self.fault(f"raw HTML ({tag}) is not printed", "Write Markdown: *emphasis*, **strong**.")

    def _link(self, url: str, children: Inlines) -> Iterator[Inline]:
        if not re.match(r"https?://|mailto:", url):
            self.fault(f"the link to '{url}' leads nowhere", "Write the whole address, beginning with https://.")
        if not children:
            self.fault("a link has no words", "Write the words in the square brackets: [words](https://example.org).")
        else:
            yield Link(url, children)

    def _footnote(self, inside: Sequence[Token]) -> Iterator[Inline]:
        if self.form != "blocks" or self.in_heading or self.in_note:
            where = "a footnote" if self.in_note else "a heading" if self.in_heading else "a text of one paragraph"
            self.fault(f"a footnote cannot stand in {where}", "Write it in brackets, or move it to the running text.")
            return
        self.count += 1
        identity, mark = f"footnote-{self.count}", str(self.count)
        self.in_note = True
        self.notes.append(Note(identity, mark, "", self.inlines(inside), "foot"))
        self.in_note = False
        yield NoteMark(identity, ())

    def _citation(self, cluster: str) -> Iterator[Inline]:
        if self.in_heading:
            self.fault(f"the citation {cluster} cannot stand in a heading", "Move it to the text below.")
            return
        try:
            parse_cluster(cluster)
        except ValueError:
            self.fault(f"{cluster} is not a citation", "Write [@source-id, ¶13] or [@source-id, ¶13; @other-id].")
        else:
            self.citations.append((self.line, cluster))
            yield Reference(CITATION + cluster, (Text(cluster),))

    def _look_for_unclosed(self, text: str) -> None:
        for pattern, message, hint in _UNCLOSED:
            if re.search(pattern, text):
                self.fault(message, hint)
                return


_UNCLOSED = (
    (r"\[@", "a citation that begins with [@ is not closed", "Write ] at its end."),
    (
        r"(?<![\w.])@[a-z0-9]+(?:-[a-z0-9]+)+",
        "a citation has no brackets of its own",
        "Write [@source-id, ¶13], and words before or after it.",
    ),
    (r"\*\*", "bold words that begin or end with ** are not closed", "Write **words** with ** on both sides and no space inside."),
    (r"\]\(", "a link is not written right", "Write [words](https://example.org): a whole address, without spaces."),
    (r"\^\[", "a footnote that begins with ^[ is not closed", "Write ] at its end."),
    (
        r"(?:^|\s)\*\w|\w\*(?:$|\s)",
        "emphasis that begins or ends with * is not closed",
        "Write *words* with a * on both sides; \\* is a star.",
    ),
)
"""What in a run of plain characters was meant as something else."""


def _closing(tokens: Sequence[Token], position: int) -> int:
    """Return the place of the token that closes the one at `position`, which is itself where nothing is opened."""
    depth = 0
    for place in range(position, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens)


def _groups(tokens: Sequence[Token], kind: str) -> Iterator[Sequence[Token]]:
    """Yield the tokens inside each outermost token of a kind."""
    position = 0
    while position < len(tokens):
        if tokens[position].type == kind:
            end = _closing(tokens, position)
            yield tokens[position + 1 : end]
            position = end
        position += 1


def _cells(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    for position, token in enumerate(tokens):
        if token.type in {"th_open", "td_open"}:
            yield token, tokens[position + 1 : _closing(tokens, position)]


def _alignment(cell: Token) -> Literal["start", "centre", "end"]:
    style = str(cell.attrs.get("style", ""))
    return "end" if "right" in style else "centre" if "center" in style else "start"


def _joined(inlines: Sequence[Inline]) -> Inlines:
    """Join neighbouring texts, and trim the ends."""
    found: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].text + inline.text)
        else:
            found.append(inline)
    return tuple(Text(re.sub(r"[ \t\n]+", " ", i.text)) if isinstance(i, Text) else i for i in found if not isinstance(i, Text) or i.text)


def _nested(flat: Sequence[Block | tuple[int, Section]]) -> Blocks:
    """Put what follows a heading into its section, and sections into the sections above them."""
    root: list[Block] = []
    open_sections: list[tuple[int, Section, list[Block]]] = []

    def close(level: int) -> None:
        while open_sections and open_sections[-1][0] >= level:
            _, section, blocks = open_sections.pop()
            above = open_sections[-1][2] if open_sections else root
            above.append(Section(section.id, section.title, tuple(blocks), section.role))

    for item in flat:
        if isinstance(item, tuple):
            close(item[0])
            open_sections.append((*item, []))
        else:
            (open_sections[-1][2] if open_sections else root).append(item)
    close(0)
    return tuple(root)

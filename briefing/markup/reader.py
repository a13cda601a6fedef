"""Turning the tokens of Markdown into nodes, and collecting the mistakes in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from briefing.dataclass import dataclass
from briefing.document import (
    Alignment,
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
    Quote,
    Reference,
    Section,
    Strong,
    Table,
    Text,
    plain,
)
from briefing.document.changing import joined
from briefing.document.identifiers import slug
from briefing.markup.clusters import parse_cluster
from briefing.markup.tokens import closing, groups

if TYPE_CHECKING:
    from markdown_it.token import Token

Form = Literal["blocks", "line", "title"]
"""The form of a text: blocks of every kind; one paragraph without footnotes; or one paragraph without footnotes and citations."""

CITATION = "citation:"
"""The beginning of the target of a reference whose printed citation is not known yet. The cluster in brackets follows."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A mistake in a text: something that cannot be printed."""

    line: int
    """The line of the mistake; the first line of the text is 0."""
    message: str
    hint: str = ""


class Reader:
    """Turns the tokens of one text into nodes, and keeps its mistakes."""

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

    def read(self, tokens: Sequence[Token]) -> Blocks:
        """Return the nodes of the text. Afterwards `faults` and `citations` are complete."""
        return _nested(list(self._blocks(tokens)))

    def _fault(self, message: str, hint: str = "") -> None:
        self.faults.append(Fault(self.line, message, hint))

    # blocks

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Block | tuple[int, Section]]:
        """Yield the blocks. For a heading, yield its level and an empty section."""
        position = 0
        while position < len(tokens):
            token, end = tokens[position], closing(tokens, position)
            inside = tokens[position + 1 : end]
            if token.map:
                self.line = token.map[0]
            match token.type:
                case "paragraph_open":
                    if children := self._inlines(inside[0].children or []):
                        yield Paragraph(children)
                case "heading_open":
                    yield self._heading(token, inside[0])
                case "bullet_list_open":
                    yield BulletList(self._items(inside))
                case "ordered_list_open":
                    yield NumberedList(self._items(inside), int(token.attrs.get("start", 1)))
                case "blockquote_open":
                    after = tokens[end + 2].children or [] if tokens[end + 1 : end + 2] and tokens[end + 1].type == "paragraph_open" else []
                    follows = bool(after) and all(each.type in ("citation", "softbreak") for each in after)
                    yield from self._quotation(inside, after if follows else ())
                    end += 3 * follows
                case "table_open":
                    yield self._table(inside)
                case "html_block":
                    self._html_block(token.content)
                case "fence" | "code_block":
                    self._fault("a block of code is not printed", "Delete the spaces at the beginning of the line, or the ``` lines.")
                case "hr":
                    self._fault("a line across the page is not printed", "Write a heading with ## instead, or delete the line.")
                case other:
                    self._fault(f"this form of Markdown ({other}) is not printed", "Write it as plain text.")
            yield from self.notes
            self.notes = []
            position = end + 1

    def _quotation(self, inside: Sequence[Token], after: Sequence[Token]) -> Iterator[Block]:
        """Yield a block quotation with the citation at its end, or in the paragraph after it."""
        line = self.line
        blocks = self._plain_blocks(inside)
        last = blocks[-1] if blocks else None
        words = last.children if isinstance(last, Paragraph) else ()
        cut = len(words)
        while cut and (isinstance(words[cut - 1], Reference) or plain(words[cut - 1 : cut]) in (" ", ". ", ".")):
            cut -= 1
        cited = tuple(each for each in words[cut:] if isinstance(each, Reference) and each.target.startswith(CITATION))
        behind = tuple(each for each in self._inlines(after) if isinstance(each, Reference))
        attribution = tuple(child for each in (*cited, *behind) for child in (Text(" "), each))[1:]
        if not attribution:
            self.line = line
            self._fault(
                "a quotation without a citation cannot be compared with its source",
                "End it with its citation, such as [@source-id, ¶3]; or make it an excerpt, or tell it in your own words.",
            )
            return
        if cited:
            rest = tuple(Text(each.text.rstrip()) if each is words[cut - 1] and isinstance(each, Text) else each for each in words[:cut])
            blocks = (*blocks[:-1], *((Paragraph(rest),) if rest else ()))
        if blocks:
            yield Quote("quotation", blocks, attribution)

    def _heading(self, token: Token, inline: Token) -> tuple[int, Section]:
        self.in_heading = True
        title = self._inlines(inline.children or [])
        self.in_heading = False
        level = int(token.tag[1])
        if level == 1:
            self._fault("a heading with one # is for the title of the whole file", "Begin headings with ##.")
        if not title:
            self._fault("a heading has no words", "Write the heading after the ##.")
        return level, Section(slug(plain(title)), title or (Text("…"),), ())

    def _plain_blocks(self, tokens: Sequence[Token]) -> Blocks:
        found: list[Block] = []
        for block in self._blocks(tokens):
            if isinstance(block, tuple):
                self._fault("a heading cannot be inside a list or a quotation", "Move it out of the list or quotation, to a separate line.")
            elif isinstance(block, Quote):
                self._fault("a quotation cannot be inside a list or another quotation", "Move it out, to a separate line.")
            else:
                found.append(block)
        return tuple(found)

    def _items(self, tokens: Sequence[Token]) -> tuple[Blocks, ...]:
        return tuple(self._plain_blocks(group) for group in groups(tokens, "list_item_open"))

    def _table(self, tokens: Sequence[Token]) -> Table:
        rows = []
        for group in groups(tokens, "tr_open"):
            rows.append([(cell, self._inlines(cells[0].children or [])) for cell, cells in _cells(group)])
            self.line += 1 if len(rows) > 1 else 2  # the line of dashes under the heads
        columns = tuple(Column(content, align=_alignment(cell)) for cell, content in rows[0])
        return Table("", (), columns, tuple(tuple(content for _, content in row) for row in rows[1:]))

    # inlines

    def _inlines(self, tokens: Sequence[Token]) -> Inlines:
        found: list[Inline] = []
        position = 0
        while position < len(tokens):
            end = closing(tokens, position)
            found.extend(self._inline(tokens[position], tokens[position + 1 : end]))
            position = end + 1
        whole = (each for each in joined(found) if not isinstance(each, Text) or each.text)
        return tuple(Text(re.sub(r"[ \t\n]+", " ", each.text)) if isinstance(each, Text) else each for each in whole)

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
                yield Emphasis(self._inlines(inside))
            case "strong_open":
                yield Strong(self._inlines(inside))
            case "link_open":
                yield from self._link(str(token.attrs.get("href", "")), self._inlines(inside))
            case "language_open":
                yield Language(token.meta["tag"], self._inlines(inside))
            case "footnote_open":
                yield from self._footnote(inside)
            case "numbered_footnote":
                self._fault(f"the numbered footnote {token.content} is not printed", "Write its words here instead: ^[The footnote.]")
            case "citation":
                yield from self._citation(token.content)
                self.line += token.meta["lines"]
            case "image":
                self._fault("a picture cannot be inside a text", "Delete it.")
            case "html_inline":
                self._html(token.content)
            case other:
                self._fault(f"this form of Markdown ({other}) is not printed", "Write it as plain text.")

    def _html_block(self, text: str) -> None:
        """Pass over a remark, `<!-- … -->`; report anything else."""
        rest = _REMARK.sub("", text).strip()
        if rest and rest != text.strip() and "<" not in rest:
            self._fault("the words on the line of a remark are not printed", "Leave a line empty after the remark.")
        elif rest:
            self._fault("raw HTML is not printed", "Write Markdown, or delete the line.")

    def _html(self, tag: str) -> None:
        """Report a tag of HTML once: where it is opened, not where it is closed. A remark is no tag."""
        if _REMARK.fullmatch(tag):
            return
        if tag.startswith("</") and tag[2:-1].strip().lower() in self.open_tags:
            return
        self.open_tags.add(tag[1:-1].split()[0].lower() if tag[1:-1].split() else "")
        self._fault(f"raw HTML ({tag}) is not printed", "Write Markdown: *emphasis*, **strong**.")

    def _link(self, url: str, children: Inlines) -> Iterator[Inline]:
        if not re.match(r"https?://|mailto:", url):
            self._fault(f"the link to '{url}' is not a web address", "Write the whole address, beginning with https://.")
        if not children:
            self._fault("a link has no words", "Write the words in the square brackets: [words](https://example.org).")
        else:
            yield Link(url, children)

    def _footnote(self, inside: Sequence[Token]) -> Iterator[Inline]:
        if self.form != "blocks" or self.in_heading or self.in_note:
            where = "a footnote" if self.in_note else "a heading" if self.in_heading else "a text of one paragraph"
            self._fault(f"a footnote cannot be inside {where}", "Write it in brackets, or move it to the main text.")
            return
        self.count += 1
        identity, mark = f"footnote-{self.count}", str(self.count)
        self.in_note = True
        self.notes.append(Note(identity, mark, "", self._inlines(inside), "foot"))
        self.in_note = False
        yield NoteMark(identity, ())

    def _citation(self, cluster: str) -> Iterator[Inline]:
        if self.in_heading:
            self._fault(f"the citation {cluster} cannot be in a heading", "Move it to the text below.")
            return
        try:
            parse_cluster(cluster)
        except ValueError:
            self._fault(f"{cluster} is not a citation", "Write [@source-id, ¶13] or [@source-id, ¶13; @other-id].")
        else:
            self.citations.append((self.line, cluster))
            yield Reference(CITATION + cluster, (Text(cluster),))

    def _look_for_unclosed(self, text: str) -> None:
        for pattern, message, hint in _UNCLOSED:
            if re.search(pattern, text):
                self._fault(message, hint)
                return


_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
_UNCLOSED = (
    (r"\[@", "a citation that begins with [@ is not closed", "Write ] at its end."),
    (
        r"(?<![\w.])@[a-z0-9]+(?:-[a-z0-9]+)+",
        "a citation needs brackets of its own",
        "Write [@source-id, ¶13], with other words before or after the brackets.",
    ),
    (r"\*\*", "bold words have ** on one side only", "Write **words** with ** on both sides and no space inside."),
    (r"\]\(", "a link is not complete", "Write [words](https://example.org), with the whole address and without spaces in it."),
    (r"\^\[", "a footnote that begins with ^[ is not closed", "Write ] at its end."),
    (
        r"(?:^|\s)\*\w|\w\*(?:$|\s)",
        "words in italics have * on one side only",
        "Write *words* with * on both sides. For a star, write \\*.",
    ),
)
"""Patterns of plain characters that were meant as something else, each with a message and a hint."""


def _cells(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    for position, token in enumerate(tokens):
        if token.type in {"th_open", "td_open"}:
            yield token, tokens[position + 1 : closing(tokens, position)]


def _alignment(cell: Token) -> Alignment:
    style = str(cell.attrs.get("style", ""))
    return "end" if "right" in style else "centre" if "center" in style else "start"


def _nested(flat: Sequence[Block | tuple[int, Section]]) -> Blocks:
    """Put the blocks after a heading into its section, and sections of a lower level into the section above them."""
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

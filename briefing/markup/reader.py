"""Turning the tokens of Markdown into blocks, and collecting the mistakes in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document import (
    Block,
    Blocks,
    Callout,
    Code,
    Definition,
    Definitions,
    Divider,
    Inline,
    Inlines,
    LineBreak,
    Note,
    NoteMark,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Reference,
    Section,
    Text,
    plain,
    shows,
)
from briefing.document.changing import UNNAMED
from briefing.document.identifiers import slug
from briefing.document.list_signs import Signs
from briefing.markup.attributes import NO_NUMBER
from briefing.markup.box_kinds import BOX, BOXES, named, signed
from briefing.markup.equation_reader import read_equation, with_equations
from briefing.markup.foreign_marks import IN_PARAGRAPHS, of_fence
from briefing.markup.inline_reader import CITATION, REMARK, Fault, Form, InlineReader
from briefing.markup.picture_reader import credits_below, read_picture, stands_alone
from briefing.markup.table_reader import is_caption, read_table, taken
from briefing.markup.task_lists import tasks
from briefing.markup.tokens import closing, groups

if TYPE_CHECKING:
    from markdown_it.token import Token

QUOTES = "“”‘’"
"""English quotation marks: outer opening and closing, inner opening and closing."""
_BREAK = re.compile(r"\\(?:newpage|pagebreak|clearpage)|\{\{<\s*pagebreak\s*>\}\}")
"""Commands for a new page, of TeX and of Quarto."""
_DASH = re.compile(r"[—–]\s*\S")


class Reader:
    """Turns the tokens of one text into blocks, and keeps its mistakes."""

    def __init__(self, form: Form) -> None:
        self._inlines = InlineReader(form)

    @property
    def faults(self) -> list[Fault]:
        """Return the mistakes of the text."""
        return self._inlines.faults

    @property
    def citations(self) -> list[tuple[int, str]]:
        """Return the line and the cluster of each citation."""
        return self._inlines.citations

    def read(self, tokens: Sequence[Token]) -> Blocks:
        """Return the blocks of the text. Afterwards `faults` and `citations` are complete."""
        apart = dict(_numbered_footnotes(tokens))
        self._inlines.numbered = {label: inside for label, (_, inside) in apart.items()}
        blocks = _nested(list(self._blocks(tokens)))
        if self._inlines.form == "title" and tokens and not shows(blocks):
            self._fault("the title is empty", "Write a title.")
        for label, (line, _) in apart.items():
            if label not in self._inlines.used:
                self._inlines.line = line
                self._fault(
                    f"nothing refers to the footnote [^{label}]", f"Write [^{label}] behind the words that it is about, or take it out."
                )
        return blocks

    def _fault(self, message: str, hint: str = "") -> None:
        self._inlines.fault(message, hint)

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Block | tuple[int, Section]]:
        """Yield the blocks. For a heading, yield its level and an empty section."""
        position = 0
        while position < len(tokens):
            token, end = tokens[position], closing(tokens, position)
            inside = tokens[position + 1 : end]
            if token.map:
                self._inlines.line = token.map[0]
            match token.type:
                case "paragraph_open" if is_caption(inside) and tokens[end + 1 : end + 2] and tokens[end + 1].type == "table_open":
                    last = closing(tokens, end + 1)
                    yield read_table(tokens[end + 2 : last], self._inlines, inside[0])
                    end = last
                case "table_open":
                    after = tokens[end + 2 : end + 3]
                    is_captioned = bool(after) and tokens[end + 1].type == "paragraph_open" and is_caption(after)
                    yield read_table(inside, self._inlines, after[0] if is_captioned else None)
                    end += 3 * is_captioned
                case "blockquote_open":
                    after = tokens[end + 2].children or [] if tokens[end + 1 : end + 2] and tokens[end + 1].type == "paragraph_open" else []
                    follows = bool(after) and all(each.type in ("citation", "softbreak") for each in after)
                    yield from self._quotation(inside, after if follows else ())
                    end += 3 * follows
                case _:
                    yield from self._block(token, inside)
            yield from self._inlines.notes
            pictures, self._inlines.notes, self._inlines.pictures = self._inlines.pictures, [], []
            if pictures and (owners := credits_below(pictures, QUOTES, self._inlines)):
                yield Paragraph(owners, "small")
            position = end + 1

    def _block(self, token: Token, inside: Sequence[Token]) -> Iterator[Block | tuple[int, Section]]:
        match token.type:
            case "paragraph_open":
                yield from self._paragraph(inside[0], is_tight=token.hidden)
            case "heading_open":
                yield self._heading(token, inside[0])
            case "bullet_list_open":
                yield tasks(self._items(inside))
            case "ordered_list_open":
                yield self._ordered(token, inside)
            case "dl_open":
                yield self._definitions(inside)
            case "line_block_open":
                yield Paragraph(self._verse(inside))
            case "container_block_open":
                if token.meta.get("is_open") and token.info.strip():
                    self._fault("a box has no end", "Write ::: in a line behind it, with an empty line before and after.")
                yield from self._box(token.info.strip(), inside)
            case "footnote_reference_open":
                pass  # it is read where its mark is
            case "html_block":
                self._html_block(token.content)
            case "fence" if wrong := of_fence(token.info):
                self._fault(*wrong)
            case "fence":
                yield _typed(token.content)
            case "dash_table":
                self._fault("a table of dashes is not printed", "Write | between the cells, and | --- | --- | under the heads.")
            case "code_block":
                hint = "Delete the spaces at the beginning of the line. What is to be printed as it is typed goes between lines of ```."
                self._fault("a line that begins with four spaces is not printed", hint)
            case "math_block":
                yield read_equation(token, self._inlines)
            case "hr":
                yield Divider()
            case other:
                self._fault(f"this form of Markdown ({other}) is not printed", "Write it as plain text.")

    def _paragraph(self, inline: Token, *, is_tight: bool = False) -> Iterator[Block]:
        """Yield a paragraph, and what stands in the place of one. Those of items without white between them are lines."""
        tokens, written = inline.children or [], inline.content.strip()
        kinds = [each.type for each in tokens]
        if _BREAK.fullmatch(written):
            yield PageBreak()
        elif self._inlines.form == "blocks" and stands_alone(tokens, is_tight=is_tight):
            yield read_picture(tokens[0], self._inlines, QUOTES)
        elif "math_inline_double" in kinds:
            yield from with_equations(tokens, self._inlines)
        elif written != "\\":  # an empty line of pandoc's
            self._inlines.look_for_unprinted(inline.content, IN_PARAGRAPHS)
            if children := self._inlines.read(tokens):
                yield Paragraph(children)

    # ── quotations and boxes ──

    def _quotation(self, inside: Sequence[Token], after: Sequence[Token]) -> Iterator[Block]:
        """Yield a block quotation with the citation at its end, in a footnote there, or in the paragraph after it.

        Without a citation it is a motto, if its last line begins with a dash and says whose it is, else a box.
        """
        if inside and inside[0].type == "paragraph_open" and (sign := signed(inside[1].content)):
            yield from self._callout(*sign, inside)
            return
        blocks = self._plain_blocks(inside)
        end = next((number for number in range(len(blocks), 0, -1) if not isinstance(blocks[number - 1], Note)), 0)
        blocks, notes = blocks[:end], tuple(each for each in blocks[end:] if isinstance(each, Note))
        last = blocks[-1] if blocks else None
        words = last.children if isinstance(last, Paragraph) else ()
        cut = len(words)
        while cut and (_is_citation(words[cut - 1]) or plain(words[cut - 1 : cut]) in (" ", ". ", ".")):
            cut -= 1
        cited = tuple(each for each in words[cut:] if _is_citation(each))
        behind = tuple(each for each in self._inlines.read(after) if isinstance(each, Reference))
        attribution = tuple(child for each in (*cited, *behind) for child in (Text(" "), each))[1:]
        if cited:
            rest = tuple(Text(each.text.rstrip()) if each is words[cut - 1] and isinstance(each, Text) else each for each in words[:cut])
            blocks = (*blocks[:-1], *((Paragraph(rest),) if rest else ()))
        elif not attribution:
            blocks, attribution = _signed(blocks)
        if not blocks:
            return
        is_quotation = attribution or _cites_in_note(words, notes)
        blocks = (*blocks, *notes)
        yield Quote("quotation", blocks, attribution) if is_quotation else Callout(UNNAMED, (), blocks)

    def _box(self, info: str, inside: Sequence[Token]) -> Iterator[Block]:
        """Yield a box: `::: tip The title`, or `::: {.tip title="The title"}`. A heading at its beginning is its title, as in Quarto."""
        kind, title, identity = named(info)
        if not info:
            self._fault("':::' ends no box here", "Write ::: and a kind, such as ::: tip, in a line before the box; or take it out.")
            return
        heading: Inlines = (Text(title),) if title else ()
        if inside and inside[0].type == "heading_open" and not title:
            self._inlines.in_heading = True
            heading = self._inlines.read(inside[1].children or [])
            self._inlines.in_heading = False
            inside = inside[3:]
        yield from self._boxed(kind or info, heading, inside, identity)

    def _boxed(self, kind: str, heading: Inlines, inside: Sequence[Token], identity: str = "") -> Iterator[Block]:
        if kind not in BOXES:
            hint = (
                "Two columns are a table."
                if kind in ("column", "columns")
                else f"Write ::: and one of {', '.join(BOXES[:-1])} or {BOXES[-1]}."
            )
            self._fault(f"there is no box '{kind}'", hint)
            return
        line = self._inlines.line
        blocks = self._plain_blocks(inside)
        if not blocks:
            self._inlines.line = line
            self._fault("a box has no words", "Write them between ::: and :::, with an empty line around them.")
            return
        yield Callout(identity or UNNAMED, heading or ((Text(BOX + kind),) if kind != "box" else ()), blocks)

    def _callout(self, kind: str, start: int, inside: Sequence[Token]) -> Iterator[Block]:
        """Yield a box of Obsidian, `> [!note] The title`: its words are in the lines below. Without such lines the title is all."""
        words = inside[1].children or []
        words[0].content = words[0].content[start:]
        place = next((number for number, each in enumerate(words) if each.type == "softbreak"), len(words))
        title, below = words[:place], words[place + 1 :]
        inside[1].children = below or title
        rest = inside if below or not inside[3:] else inside[3:]
        yield from self._boxed(kind, self._inlines.read(title) if below or inside[3:] else (), rest)

    # ── headings, lists, tables ──

    def _heading(self, token: Token, inline: Token) -> tuple[int, Section]:
        self._inlines.in_heading = True
        found = taken(inline.children or [])
        title = self._inlines.read(inline.children or [])
        self._inlines.in_heading = False
        for other in [*(f".{each}" for each in found.kinds if each not in NO_NUMBER), *(f"{key}=" for key in found.values)]:
            self._fault(f"the attribute {other} of a heading is not printed", "Take it out. {#id} names the heading, to refer to it.")
        level = int(token.tag[1])
        if level == 1:
            self._fault("a heading with one # is for the title of the whole file", "Begin headings with ##.")
        if not shows(title):
            self._fault("a heading has no words", "Write the heading after the ##.")
        return level, Section(found.id or slug(plain(title)), title or (Text("…"),), ())

    def _plain_blocks(self, tokens: Sequence[Token]) -> Blocks:
        found: list[Block] = []
        for block in self._blocks(tokens):
            if isinstance(block, tuple):
                self._fault("a heading cannot be inside a list, a box or a quotation", "Move it out, to a separate line.")
            elif isinstance(block, Quote):
                self._fault("a quotation cannot be inside a list, a box or another quotation", "Move it out, to a separate line.")
            else:
                found.append(block)
        return tuple(found)

    def _items(self, tokens: Sequence[Token]) -> tuple[Blocks, ...]:
        return tuple(self._plain_blocks(group) for group in groups(tokens, "list_item_open"))

    def _ordered(self, token: Token, inside: Sequence[Token]) -> NumberedList:
        signs = token.meta.get("signs")
        if not isinstance(signs, Signs):
            signs = Signs(int(token.attrs.get("start", 1)), "decimal", f"%{token.markup or '.'}")
        return NumberedList(self._items(inside), signs.start, signs.numeral, signs.frame)

    def _definitions(self, tokens: Sequence[Token]) -> Definitions:
        found: list[Definition] = []
        position = 0
        while position < len(tokens):
            end = closing(tokens, position)
            inside = tokens[position + 1 : end]
            self._inlines.line = (tokens[position].map or [self._inlines.line])[0]
            if tokens[position].type == "dt_open":
                term = self._inlines.read(inside[0].children or [])
                found.append(Definition(slug(plain(term)), term, ()))
            elif found:
                found[-1] = replace(found[-1], blocks=(*found[-1].blocks, *self._plain_blocks(inside)))
            position = end + 1
        return Definitions(tuple(found), "terms")

    def _verse(self, lines: Sequence[Token]) -> Inlines:
        found: list[Inline] = []
        for number, token in enumerate(lines):
            if token.map:
                self._inlines.line = token.map[0]
            found += [*([LineBreak()] if number else []), *self._inlines.read(token.children or [])]
        return tuple(found)

    def _html_block(self, text: str) -> None:
        """Pass over a remark, `<!-- … -->`; report anything else."""
        rest = REMARK.sub("", text).strip()
        if rest and rest != text.strip() and "<" not in rest:
            self._fault("the words on the line of a remark are not printed", "Leave a line empty after the remark.")
        elif rest:
            self._fault("raw HTML is not printed", "Write Markdown, or delete the line.")


def _numbered_footnotes(tokens: Sequence[Token]) -> Iterator[tuple[str, tuple[int, Sequence[Token]]]]:
    """Yield the label, the line and the tokens of each footnote that has a place of its own."""
    for position, token in enumerate(tokens):
        if token.type == "footnote_reference_open":
            line = token.map[0] if token.map else 0
            yield token.meta["label"], (line, tokens[position + 1 : closing(tokens, position)])


def _is_citation(inline: Inline) -> bool:
    return isinstance(inline, Reference) and inline.target.startswith(CITATION)


def _cites_in_note(words: Inlines, notes: tuple[Note, ...]) -> bool:
    """Say whether words end with a footnote that has citations and nothing else, but a word such as `Source:`."""
    mark = next((each for each in reversed(words) if not isinstance(each, Text) or re.search(r"\w", each.text)), None)
    inside = next((note.children for note in notes if isinstance(mark, NoteMark) and note.id == mark.note), ())
    beside = plain(tuple(each for each in inside if not _is_citation(each)))
    return any(map(_is_citation, inside)) and re.fullmatch(r"(?:\w+ ?\w*:)?\W*", beside) is not None


def _signed(blocks: Blocks) -> tuple[Blocks, Inlines]:
    """Return blocks without the last line, if it says whose words they are: `— A proverb`; and this line."""
    last = blocks[-1] if blocks else None
    words = last.children if isinstance(last, Paragraph) else ()
    place = max((number for number, each in enumerate(words) if isinstance(each, LineBreak)), default=-1) + 1
    line = words[place:]
    if not line or not isinstance(line[0], Text) or not _DASH.match(line[0].text) or len(blocks) + place < 2:
        return blocks, ()
    before = words[: place - 1] if place else ()
    return (*blocks[:-1], *((Paragraph(before),) if before else ())), line


def _typed(text: str) -> Paragraph:
    """Return a block of what is typed as it is, a line below the other."""
    lines = text.rstrip("\n").split("\n")
    spaced = [line.replace("\t", "    ").replace(" ", "\u00a0") for line in lines]
    words = [(LineBreak(), Text(line or "\u00a0")) for line in spaced]
    return Paragraph((Code(tuple(each for pair in words for each in pair)[1:]),))


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

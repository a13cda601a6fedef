"""Turning the tokens of Markdown into blocks, and collecting the mistakes in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Code,
    Definition,
    Definitions,
    Divider,
    Equation,
    Inline,
    Inlines,
    LineBreak,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Reference,
    Section,
    Text,
    plain,
)
from briefing.document.blocks import BULLET
from briefing.document.changing import EQUATION, UNNAMED
from briefing.document.identifiers import slug
from briefing.document.list_signs import Signs
from briefing.markup.attributes import Attributes, attributes
from briefing.markup.formula_rules import labelled
from briefing.markup.inline_reader import CITATION, DISPLAYED, FORMULA, REMARK, Fault, Form, InlineReader
from briefing.markup.picture_reader import read_picture
from briefing.markup.table_reader import is_caption, read_table, taken
from briefing.markup.tokens import closing, groups

if TYPE_CHECKING:
    from markdown_it.token import Token

QUOTES = "“”‘’"
"""English quotation marks: outer opening and closing, inner opening and closing."""
BOXES = ("box", "tip", "note", "warning", "important", "bottom-line")
"""The kinds of box that a text can have. A box without a title has its kind as a title, but for `box`."""
BOX = "box:"
"""The beginning of the title of a box whose words depend on the language of the pack. Its kind follows."""
_ALSO = {"callout": "box", "caution": "warning", "danger": "warning", "info": "note", "hint": "tip"}
"""What other programs call these kinds."""
_TASK = re.compile(r"\[([ xX])\]\s+")
_BREAKS = frozenset({"\\newpage", "\\pagebreak", "\\clearpage"})
"""Commands of TeX for a new page, which pandoc takes, too."""
_IGNORED = frozenset({"unnumbered", "unlisted"})
"""Classes of headings that say what is so here anyhow: they have no numbers."""
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
            self._inlines.notes = []
            position = end + 1

    def _block(self, token: Token, inside: Sequence[Token]) -> Iterator[Block | tuple[int, Section]]:
        match token.type:
            case "paragraph_open" if inside[0].content.strip() in _BREAKS:
                yield PageBreak()
            case "paragraph_open" if [each.type for each in inside[0].children or []] == ["image"]:
                yield read_picture((inside[0].children or [])[0], self._inlines, QUOTES)
            case "paragraph_open" if any(each.type == "math_inline_double" for each in inside[0].children or []):
                yield from self._with_formulas(inside[0].children or [])
            case "paragraph_open":
                if children := self._inlines.read(inside[0].children or []):
                    yield Paragraph(children)
            case "heading_open":
                yield self._heading(token, inside[0])
            case "bullet_list_open":
                yield _tasks(self._items(inside))
            case "ordered_list_open":
                yield self._ordered(token, inside)
            case "dl_open":
                yield self._definitions(inside)
            case "line_block_open":
                yield Paragraph(self._verse(inside))
            case "container_block_open":
                yield from self._box(token.info.strip(), inside)
            case "footnote_reference_open":
                pass  # it is read where its mark is
            case "html_block":
                self._html_block(token.content)
            case "fence":
                yield _typed(token.content)
            case "code_block":
                hint = "Delete the spaces at the beginning of the line. What is to be printed as it is typed goes between lines of ```."
                self._fault("a line that begins with four spaces is not printed", hint)
            case "math_block":
                yield self._equation(token, token.meta["attributes"], token.meta["id"])
            case "hr":
                yield Divider()
            case other:
                self._fault(f"this form of Markdown ({other}) is not printed", "Write it as plain text.")

    # ── formulas ──

    def _equation(self, token: Token, found: Attributes, identity: str) -> Equation:
        """Return a formula on a line of its own. With an id it has a number."""
        tex = token.content.strip()
        for other in [*(f".{each}" for each in found.kinds if each not in _IGNORED), *(f"{key}=" for key in found.values)]:
            self._fault(f"the attribute {other} of a formula is not printed", "Take it out. {#eq-id} names the formula, to refer to it.")
        name = found.id or identity
        return Equation(name or EQUATION, (Reference(FORMULA + DISPLAYED + tex, (Text(tex),)),), "1" if name else "")

    def _with_formulas(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """Yield a paragraph with formulas between `$$` in it: each has a line of its own, and the words go on below it."""
        words: list[Token] = []
        for place, token in enumerate(tokens):
            if token.type != "math_inline_double":
                words.append(token)
                continue
            yield from self._stretch(words)
            words, found = [], Attributes()
            follows = tokens[place + 1] if tokens[place + 1 :] and tokens[place + 1].type == "text" else None
            if follows and (match := re.match(r"\s*(\{[^{}]*\})", follows.content)) and (braces := attributes(match[1])):
                found, follows.content = braces, follows.content[match.end() :]
            token.content, identity = labelled(token.content)
            yield self._equation(token, found, identity)
        yield from self._stretch(words)

    def _stretch(self, tokens: list[Token]) -> Iterator[Block]:
        """Yield the words before, between or behind formulas."""
        words = list(self._inlines.read(tokens))
        if words and isinstance(words[0], Text):
            words[0] = Text(words[0].text.lstrip())
        if words and isinstance(words[-1], Text):
            words[-1] = Text(words[-1].text.rstrip())
        if any(not isinstance(each, Text) or each.text for each in words):
            yield Paragraph(tuple(each for each in words if not isinstance(each, Text) or each.text))

    # ── quotations and boxes ──

    def _quotation(self, inside: Sequence[Token], after: Sequence[Token]) -> Iterator[Block]:
        """Yield a block quotation with the citation at its end, or in the paragraph after it.

        Without a citation it is a motto, if its last line begins with a dash and says whose it is, else a box.
        """
        blocks = self._plain_blocks(inside)
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
        yield Quote("quotation", blocks, attribution) if attribution else Callout(UNNAMED, (), blocks)

    def _box(self, info: str, inside: Sequence[Token]) -> Iterator[Block]:
        """Yield a box: `::: tip The title`, or `::: {.tip title="The title"}`. A heading at its beginning is its title, as in Quarto."""
        line = self._inlines.line
        kind, title, identity = _named(info)
        if kind not in BOXES:
            if not info:
                self._fault("':::' ends no box here", "Write ::: and a kind, such as ::: tip, in a line before the box; or take it out.")
                return
            kinds = ", ".join(BOXES[:-1])
            self._fault(f"there is no box '{kind or info}'", f"Write ::: and one of {kinds} or {BOXES[-1]}.")
            return
        if inside and inside[0].type == "heading_open" and not title:
            self._inlines.in_heading = True
            heading = self._inlines.read(inside[1].children or [])
            self._inlines.in_heading = False
            inside = inside[3:]
        else:
            heading = (Text(title),) if title else ()
        blocks = self._plain_blocks(inside)
        if not blocks:
            self._inlines.line = line
            self._fault("a box has no words", "Write them between ::: and :::, with an empty line around them.")
            return
        yield Callout(identity or UNNAMED, heading or ((Text(BOX + kind),) if kind != "box" else ()), blocks)

    # ── headings, lists, tables ──

    def _heading(self, token: Token, inline: Token) -> tuple[int, Section]:
        self._inlines.in_heading = True
        found = taken(inline.children or [])
        title = self._inlines.read(inline.children or [])
        self._inlines.in_heading = False
        for other in [*(f".{each}" for each in found.kinds if each not in _IGNORED), *(f"{key}=" for key in found.values)]:
            self._fault(f"the attribute {other} of a heading is not printed", "Take it out. {#id} names the heading, to refer to it.")
        level = int(token.tag[1])
        if level == 1:
            self._fault("a heading with one # is for the title of the whole file", "Begin headings with ##.")
        if not title:
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


def _tasks(items: tuple[Blocks, ...]) -> BulletList:
    """Return a list. An item that begins with `[ ]` or `[x]` is a task: its sign is a box, not a bullet."""
    found = [_task(item) for item in items]
    signs = "".join(sign for sign, _ in found)
    return BulletList(tuple(item for _, item in found), signs if signs.strip(BULLET) else "")


def _task(item: Blocks) -> tuple[str, Blocks]:
    """Return the sign of an item, and the item without the letters that stand for it."""
    first = item[0] if item else None
    words = first.children if isinstance(first, Paragraph) else ()
    opening = words[0] if words else None
    match = _TASK.match(opening.text) if isinstance(opening, Text) else None
    if not match or not isinstance(opening, Text):
        return BULLET, item
    rest = opening.text[match.end() :]
    children = (*((Text(rest),) if rest else ()), *words[1:])
    return "☐" if match[1] == " " else "☑", (Paragraph(children), *item[1:])


def _numbered_footnotes(tokens: Sequence[Token]) -> Iterator[tuple[str, tuple[int, Sequence[Token]]]]:
    """Yield the label, the line and the tokens of each footnote that has a place of its own."""
    for position, token in enumerate(tokens):
        if token.type == "footnote_reference_open":
            line = token.map[0] if token.map else 0
            yield token.meta["label"], (line, tokens[position + 1 : closing(tokens, position)])


def _is_citation(inline: Inline) -> bool:
    return isinstance(inline, Reference) and inline.target.startswith(CITATION)


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


def _named(info: str) -> tuple[str, str, str]:
    """Return the kind, the title and the id of a box."""
    head, braces, rest = info.partition("{")
    found = attributes(braces + rest) if braces else Attributes()
    if found is None:
        return "", "", ""
    words = head.split(maxsplit=1)
    kind = words[0] if words else found.kinds[0] if found.kinds else ""
    kind = kind.removeprefix("callout-").lower()
    title = words[1].strip() if len(words) > 1 else found.values.get("title", "")
    return _ALSO.get(kind, kind), title, found.id


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

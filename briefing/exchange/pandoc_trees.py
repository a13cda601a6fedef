"""Trees of pandoc as texts of a library: Markdown with what such a text can have. What it cannot have is kept as words, and told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.document.identifiers import slug
from briefing.document.list_signs import Numeral, sign
from briefing.exchange.package_signs import SIGN
from briefing.exchange.pandoc_lines import BREAKS, REMARK, LineWriter, Node, OwnText, escaped
from briefing.exchange.pandoc_names import caption_line, every_block, ids, inner_ids, numbers
from briefing.exchange.signed_trees import settled, without_label, words
from briefing.markup import BOXES

_BEGINNING = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|\d{1,9}(?=[.)]\s)|=+$|-+$|:(?=:|\s|$)|\+(?=[-=+]{3}))")
"""What Markdown takes for the beginning of a heading, a list, a meaning, a box or a table."""
_NUMERALS: dict[str, Numeral] = {
    "LowerAlpha": "lower-alpha",
    "UpperAlpha": "upper-alpha",
    "LowerRoman": "lower-roman",
    "UpperRoman": "upper-roman",
}
_FRAMES = {"OneParen": "%)", "TwoParens": "(%)"}
_SIGNED = re.compile(r"(?:\([a-zA-Z]\)|\([ivxlc]+\)|\(\d{1,3}\)|[a-zA-Z][.)]|[ivxlc]+[.)]|\d+[.)])", re.IGNORECASE)
_TASKS = {"☐": "[ ]", "☒": "[x]", "☑": "[x]"}
_TIGHT = re.compile(r"- |1[.)] ")
"""Beginnings of lists that need no empty line before them inside an item."""
_SAYS_WHOSE = re.compile(r"(?:^|\n)[—–]\s*\S.*\Z|\[[^\[\]]*@[^\[\]]*\]\.?\Z")
_ALSO_BOXES = ("callout", "caution", "danger", "info", "hint")


@dataclass(frozen=True)
class Origin:
    """What has to be known of the file of a tree."""

    is_markdown: bool = False
    joins_quotations: bool = False
    """Whether its program has a block quotation for each paragraph of one."""
    shows: Sequence[str] = field(default=())
    """What the pictures show whose places have a sign."""


def own_text(tree: Node, origin: Origin = Origin()) -> OwnText:  # noqa: B008  # it is frozen
    """Return a document of pandoc as a text of a library.

    Args:
        tree: The JSON of `pandoc --to=json --track-changes=all`.
        origin: What has to be known of its file.
    """
    found = OwnText(title=" ".join(_Writer(OwnText()).line(_meta_title(tree)).split()))
    blocks = settled(tree["blocks"], joins_quotations=origin.joins_quotations)
    levels = [block["c"][0] for block in every_block(blocks) if block["t"] == "Header"]
    writer = _Writer(found, origin.shows, is_markdown=origin.is_markdown)
    writer.shift = 2 - min(levels, default=2)
    writer.ids = dict(ids(blocks, is_markdown=origin.is_markdown))
    writer.numbers = dict(numbers(blocks, writer.ids))
    found.blocks = writer.blocks(blocks)
    return found


def _meta_title(tree: Node) -> list[Node]:
    title = tree.get("meta", {}).get("title", {})
    return title["c"] if title.get("t") == "MetaInlines" else []


class _Writer(LineWriter):
    """Writes blocks as Markdown, and notes what has another form."""

    shift = 0
    """How much lower headings are in the text than in the file."""
    _depth = 0
    """How many blocks there are around the one that is written: items, boxes, quotations."""
    _holds = False
    """Whether pictures wait for the end of the block that is around this one: a table, a footnote."""

    def blocks(self, blocks: Sequence[Node]) -> list[str]:
        found, before = list[str](), ""
        for block in blocks:
            kind = block["t"]
            if kind == before and kind in ("BulletList", "OrderedList"):
                found.append("<!-- -->")  # else both were one list
            found += [text for text in self._block(block) if text.strip()]
            if not (self._holds or self.in_note):
                found += self._pictures()
            before = kind
        return found

    def _pictures(self) -> Iterator[str]:
        for number in self.waiting:
            yield f"<!-- {SIGN}{number} -->"
        self.waiting = []

    def _inside(self, blocks: Sequence[Node]) -> list[str]:
        self._depth += 1
        found = self.blocks(blocks)
        self._depth -= 1
        return found

    def _block(self, block: Node) -> Iterator[str]:
        content: Any = block.get("c")
        match block["t"]:
            case "Para" | "Plain":
                yield self._paragraph(content)
            case "Header":
                yield from self._heading(content)
            case "LineBlock":
                yield self._verse([self.line(each).strip(" ") for each in content])
            case "BulletList":
                yield self._list(content, ["-"] * len(content))
            case "OrderedList":
                yield self._list(content[1], self._marks(*content))
            case "DefinitionList":
                yield from self._definitions(content)
            case "BlockQuote":
                yield from self._quotation(content)
            case "CodeBlock":
                fence = "`" * max(3, *(len(each) + 1 for each in re.findall("`+", content[1])), 3)
                yield f"{fence}\n{content[1]}\n{fence}" if content[1].strip() else ""
            case "Table":
                yield from self._table(content)
            case "Figure":
                yield from self._figure(content)
            case "Div":
                yield from self._division(content)
            case "HorizontalRule":
                yield "" if self._holds else "***" if self._depth else "---"
            case "RawBlock":
                raw = str(content[1]).strip()
                if raw in BREAKS or raw.startswith("<!--"):
                    yield raw
                else:
                    self.tell("code of another program, which is left out")

    def _paragraph(self, inlines: Sequence[Node]) -> str:
        held = len(self.waiting)
        text = re.sub(r"(?<=\S) {2,}", " ", self.line(inlines).strip(" \n"))
        if len(self.waiting) > held and REMARK.sub("", text).strip():
            for _ in range(len(self.waiting) - held):
                self.tell("picture within a line of words, which is a paragraph behind it now")
        if remarks := re.match(r"(?:<!--.*?-->\s*)+", text, re.DOTALL):
            rest = _lines(text[remarks.end() :])
            return "\n\n".join(filter(None, (remarks[0].strip(), rest)))
        return _lines(text)

    def _heading(self, content: Sequence[Any]) -> Iterator[str]:
        level, (identity, classes, _), inlines = content
        title = self.line(inlines).replace("\\\n", " ").strip()
        if not title:
            return
        if self._depth:
            self.tell("heading inside a list, a box or a quotation, which is a paragraph in bold now")
            yield f"**{title}**"
            return
        name = self._name(identity, inlines)
        marks = [f"#{name}"] if name and (self.is_markdown or name != slug(words(inlines))) else []
        marks += [".unnumbered"] if self.is_markdown and "unnumbered" in classes else []
        yield f"{'#' * min(max(level + self.shift, 2), 6)} {title}{f' {{{chr(32).join(marks)}}}' if marks else ''}"

    def _verse(self, lines: Sequence[str]) -> str:
        if any("|" in line or "\n" in line for line in lines):
            return "\\\n".join(lines)
        return "\n".join(f"| {line.replace(chr(0xA0), ' ')}".rstrip() for line in lines)

    def _definitions(self, items: Sequence[Any]) -> Iterator[str]:
        for term, meanings in items:
            title = self.one_line(term)
            found = [_indented("\n\n".join(texts), 4) for each in meanings if (texts := self._inside(each))]
            if title and found:
                yield "\n".join([_lines(title), *("\n" * bool(number) + f":   {each}" for number, each in enumerate(found))])
            else:
                yield from filter(None, (title and f"**{title}**", *found))

    def _quotation(self, blocks: Sequence[Node]) -> Iterator[str]:
        if self._depth:
            self.tell("block quotation inside a list, a box or another quotation, which is paragraphs now")
            yield from self._inside(blocks)
            return
        text = "\n\n".join(self._inside(blocks))
        if not text:
            return
        if not _SAYS_WHOSE.search(text):
            self.tell("block quotation that does not say whose words it has, which is a box now: put its citation, or '— Name', at its end")
        yield "\n".join(f"> {line}".rstrip() for line in text.split("\n"))

    def _division(self, content: Sequence[Any]) -> Iterator[str]:
        (_, classes, pairs), blocks = content
        kind = next((each for each in classes if each.removeprefix("callout-") in (*BOXES, *_ALSO_BOXES)), "")
        if not kind:
            yield from self.blocks(blocks)
            return
        heading = blocks[0]["c"][2] if blocks and blocks[0]["t"] == "Header" else None
        title = self.one_line(heading) if heading else escaped(dict(pairs).get("title", ""))
        inner = self._inside(blocks[1:] if heading else blocks)
        if self._depth or not inner:
            yield from filter(None, (title and f"**{title}**", *inner))
            return
        plain = title.replace("\\", "") if escaped(title.replace("\\", "")) == title and "{" not in title else ""
        head = f"::: {kind} {plain}".rstrip()
        yield "\n".join([head, *([f"## {title}\n"] if title and not plain else []), "\n\n".join(inner), ":::"])

    # lists

    def _marks(self, attributes: Sequence[Any], items: Sequence[Any]) -> list[str]:
        """Return the signs of a numbered list."""
        start, style, delimiter = attributes
        numeral, frame = _NUMERALS.get(style["t"], "decimal"), _FRAMES.get(delimiter["t"], "%.")
        if numeral == "decimal":
            return [sign(number, numeral, frame) for number in range(start, start + len(items))]
        if len(items) == 1 and frame == "%.":
            frame = "%)"  # a letter and a full stop alone are an initial
            self.tell("list of one item, whose sign ends in a bracket now")
        marks = [sign(number, numeral, frame) for number in range(max(start, 1), max(start, 1) + len(items))]
        if all(_SIGNED.fullmatch(mark) for mark in marks):
            return [f"{mark} " if numeral.startswith("upper") and frame == "%." else mark for mark in marks]
        self.tell("list of more items than there are letters, which has figures now")
        self.found.left += marks
        return [sign(number, "decimal", frame) for number in range(start, start + len(items))]

    def _list(self, items: Sequence[Sequence[Node]], marks: Sequence[str]) -> str:
        texts = [self._inside(item) for item in items]
        loose = any(not _TIGHT.match(text) for each in texts for text in each[1:])
        lines = []
        for each, mark in zip(texts, marks, strict=True):
            inner = ("\n\n" if loose else "\n").join(each) or "…"
            if mark == "-" and inner[:2] in [f"{box} " for box in _TASKS]:
                inner = _TASKS[inner[0]] + inner[1:]
            lines.append(f"{mark} {_indented(inner, len(mark) + 1)}")
        return ("\n\n" if loose else "\n").join(lines)

    # tables and figures

    def _caption(self, blocks: Sequence[Node]) -> str:
        """Return a caption on one line, without the number that packs give it."""
        label, inlines = without_label(list(caption_line(blocks)))
        if label and words(inlines).strip():
            self.tell(f"number of a caption, such as “{label}”, which packs with several give it anew")
            self.found.left.append(label)
        return self.one_line(inlines)

    def _figure(self, content: Sequence[Any]) -> Iterator[str]:
        (identity, _, _), (_, caption), blocks = content
        before = len(self.found.pictures)
        yield from self.blocks(blocks)
        text = self._caption(caption)
        if len(self.found.pictures) == before:
            yield text
            return
        last = self.found.pictures[-1]
        if not last.caption and not (self.is_markdown and text == last.shows):
            last.caption = text
        last.identity = last.identity or self._name(identity, caption)

    def _name(self, identity: str, part: Any) -> str:
        return next((self.ids[each] for each in (identity, *inner_ids(part)) if each in self.ids), "")

    def _table(self, content: Sequence[Any]) -> Iterator[str]:
        (identity, _, _), caption, columns, head, bodies, foot = content
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        holds, self._holds = self._holds, True
        cells = self._spread(rows, len(columns))
        self._holds = holds
        text = self._caption(caption[1])
        if not cells:
            yield text
            return
        if holds:  # a table in a cell
            yield "; ".join(filter(str.strip, (text, *(cell for row in cells for cell in row))))
            return
        if not head[1]:
            cells.insert(0, [" "] * len(columns))
        dashes = {"AlignRight": "---:", "AlignCenter": ":---:"}
        rule = [dashes.get(column[0]["t"], "---") for column in columns]
        rows_shown = "\n".join(f"| {' | '.join(row)} |" for row in (cells[0], rule, *cells[1:]))
        name = self._name(identity, caption)
        yield f"{rows_shown}\n\n: {text}{f' {{#{name}}}' if name else ''}" if text or name else rows_shown

    def _spread(self, rows: Sequence[Any], width: int) -> list[list[str]]:
        """Return the cells of a table without joined cells: the others of a joined cell are empty."""
        taken: dict[tuple[int, int], str] = {}
        for number, row in enumerate(rows):
            column = 0
            for cell in row[1]:
                while (number, column) in taken:
                    column += 1
                _, _, down, across, blocks = cell
                if down > 1 or across > 1:
                    self.tell("joined cell of a table, whose other cells are empty now")
                for place in ((number + below, column + beside) for below in range(down) for beside in range(across)):
                    taken[place] = " "
                taken[number, column] = self._cell(settled(blocks))
                column += across
        return [[taken.get((number, column), " ") for column in range(width)] for number in range(len(rows))]

    def _cell(self, blocks: Sequence[Node]) -> str:
        before = len(self.waiting)
        if any(block["t"] not in ("Para", "Plain", "Figure") for block in blocks):
            self.tell("cell of a table with a list or another table, which is one line now")
        text = "; ".join(self._inside(blocks))
        for _ in self.waiting[before:]:
            self.tell("picture in a table, which is a paragraph behind it now")
        one_line = re.sub(r"\s*\\?\n\s*(?:- )?", " ", text).strip()
        return re.sub(r"(?<!\\)\|", r"\|", one_line) or " "  # also within code


def _indented(text: str, width: int) -> str:
    """Return a text whose lines but the first are indented."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)


def _lines(text: str) -> str:
    """Return lines none of which Markdown takes for the beginning of a heading or of a list."""
    lines = (_BEGINNING.sub(r"\1\\\2", line) if not line[:1].isdigit() else _number(line) for line in text.split("\n"))
    drawn = (re.sub(r"^\\\+[-=+]+", lambda match: match[0].replace("\\", "").replace("+", "\\+"), line) for line in lines)
    return "\n".join(re.sub(r"^Table:(?=\s)", r"Table\:", line) for line in drawn)


def _number(line: str) -> str:
    """Return a line whose first number Markdown would take for that of a list with a sign that it does not."""
    return re.sub(r"^(\d{1,9})([.)])(?=\s)", r"\1\\\2", line)

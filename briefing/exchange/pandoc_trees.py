"""Trees of pandoc as texts of a library: Markdown with what such a text can have. What it cannot have is kept as words, and told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.readers import tex_formulas

Node = dict[str, Any]
_SIGNS = re.compile(r"([\\`*_\[\]<>|~^$])|(@)(?=\w)|(&)(?=#?\w+;)")
"""Signs that Markdown takes for more than themselves."""
_BEGINNING = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|\d{1,9}(?=[.)]\s)|=+$|-+$)")
"""What Markdown takes for the beginning of a heading or of a list."""
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


@dataclass
class OwnText:
    """A text that somebody wrote with another program."""

    markdown: str = ""
    title: str = ""
    """The title of the document; empty if it has none. It is not in the Markdown."""
    pictures: list[str] = field(default_factory=list)
    """The places of pictures inside the file, in order."""
    cited: list[str] = field(default_factory=list)
    """The keys of its citations."""
    told: Counter[str] = field(default_factory=Counter)
    """How often something has another form than in the file, by what it is."""


def own_text(tree: Node) -> OwnText:
    """Return a document of pandoc as a text of a library.

    Args:
        tree: The JSON of `pandoc --to=json --track-changes=all`.
    """
    found = OwnText(title=" ".join(_Writer(OwnText(), 0).line(_meta_title(tree)).split()))
    levels = [block["c"][0] for block in _every(tree["blocks"]) if block["t"] == "Header"]
    writer = _Writer(found, 2 - min(levels, default=2))
    found.markdown = "\n\n".join(writer.blocks(tree["blocks"])) + "\n"
    return found


def _meta_title(tree: Node) -> list[Node]:
    title = tree.get("meta", {}).get("title", {})
    return title["c"] if title.get("t") == "MetaInlines" else []


def _every(blocks: Iterable[Node]) -> Iterator[Node]:
    for block in blocks:
        yield block
        if block["t"] == "Div":
            yield from _every(block["c"][1])


class _Writer:
    """Writes blocks and lines as Markdown, and notes what has another form."""

    def __init__(self, found: OwnText, shift: int) -> None:
        self.found = found
        self.shift = shift
        self.in_note = False

    def _tell(self, what: str) -> None:
        self.found.told[what] += 1

    # blocks

    def blocks(self, blocks: Sequence[Node]) -> list[str]:
        return [text for block in blocks for text in self._block(block) if text.strip()]

    def _block(self, block: Node) -> Iterator[str]:
        content: Any = block.get("c")
        match block["t"]:
            case "Para" | "Plain":
                yield self._paragraph(content)
            case "Header":
                title = self.line(content[2]).replace("\\\n", " ").strip()
                if title:
                    yield f"{'#' * min(max(content[0] + self.shift, 2), 6)} {title}"
            case "LineBlock":
                yield "\\\n".join(self.line(each).strip() for each in content)
            case "BulletList":
                yield self._list(content, ["-"] * len(content))
            case "OrderedList":
                (start, style, _), items = content
                if style["t"] not in ("Decimal", "DefaultStyle"):
                    self._tell("list with letters or Roman numbers, which has figures now")
                yield self._list(items, [f"{start + number}." for number in range(len(items))])
            case "DefinitionList":
                for term, definitions in content:
                    words = " ".join(text for each in definitions for text in self.blocks(each))
                    yield f"**{self.line(term).strip()}**: {words}"
                self._tell("list of definitions, which is paragraphs now")
            case "BlockQuote":
                self._tell("block quotation, which is a paragraph now: put '> ' before it and its citation at its end")
                yield from self.blocks(content)
            case "CodeBlock":
                self._tell("block of code, which is lines of text now")
                yield "\\\n".join(self._escaped(line) for line in content[1].splitlines() if line.strip())
            case "Table":
                yield from self._table(content)
            case "Figure":
                yield from self.blocks(content[2])
                yield from self.blocks(content[1][1])
            case "Div":
                yield from self.blocks(content[1])
            case "HorizontalRule":
                self._tell("line across the page, which is left out")
            case "RawBlock":
                if not str(content[1]).lstrip().startswith("<!--"):
                    self._tell("code of another program, which is left out")
                else:
                    yield str(content[1]).strip()

    def _paragraph(self, inlines: Sequence[Node]) -> str:
        text = re.sub(r"(?<=\S) {2,}", " ", self.line(inlines).strip())
        if remarks := re.match(r"(?:<!--.*?-->\s*)+", text, re.DOTALL):
            rest = self._lines(text[remarks.end() :])
            return "\n\n".join(filter(None, (remarks[0].strip(), rest)))
        return self._lines(text)

    def _lines(self, text: str) -> str:
        """Return lines none of which Markdown takes for the beginning of a heading or of a list."""
        return "\n".join(_BEGINNING.sub(r"\1\\\2", line) if not line[:1].isdigit() else _number(line) for line in text.split("\n"))

    def _list(self, items: Sequence[Sequence[Node]], marks: Sequence[str]) -> str:
        loose = any(block["t"] not in ("BulletList", "OrderedList") for item in items for block in item[1:])
        lines = []
        for item, mark in zip(items, marks, strict=True):
            inner = ("\n\n" if loose else "\n").join(self.blocks(item)) or "…"
            indent = " " * (len(mark) + 1)
            lines.append(f"{mark} " + inner.replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n"))
        return ("\n\n" if loose else "\n").join(lines)

    def _table(self, content: Sequence[Any]) -> Iterator[str]:
        _, caption, columns, head, bodies, foot = content
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        cells = self._spread(rows, len(columns))
        if caption[1]:
            self._tell("caption of a table, which is a paragraph above it now")
            yield from self.blocks(caption[1])
        if not cells:
            return
        if not head[1]:
            cells.insert(0, [" "] * len(columns))
        dashes = {"AlignRight": "---:", "AlignCenter": ":---:"}
        rule = [dashes.get(column[0]["t"], "---") for column in columns]
        yield "\n".join(f"| {' | '.join(row)} |" for row in (cells[0], rule, *cells[1:]))

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
                    self._tell("joined cell of a table, whose other cells are empty now")
                for place in ((number + below, column + beside) for below in range(down) for beside in range(across)):
                    taken[place] = " "
                taken[number, column] = self._cell(blocks)
                column += across
        return [[taken.get((number, column), " ") for column in range(width)] for number in range(len(rows))]

    def _cell(self, blocks: Sequence[Node]) -> str:
        if any(block["t"] not in ("Para", "Plain") for block in blocks):
            self._tell("cell of a table with a list or another table, which is one line now")
        text = "; ".join(self.blocks(blocks))
        return re.sub(r"\s*\\?\n\s*(?:- )?", " ", text).strip() or " "

    # lines

    def line(self, inlines: Sequence[Node]) -> str:
        return "".join(self._inline(each) for each in inlines)

    def _inline(self, node: Node) -> str:
        content: Any = node.get("c")
        match node["t"]:
            case "Str":
                return self._escaped(content)
            case "Space" | "SoftBreak":
                return " "
            case "LineBreak":
                return "\\\n"
            case "Emph":
                return self._marked("*", content)
            case "Strong":
                return self._marked("**", content)
            case "Underline" | "SmallCaps":
                return self.line(content)
            case "Strikeout":
                self._tell("words that are struck out, which are plain now")
                return self.line(content)
            case "Superscript":
                return self._script(content, _RAISED, "raised")
            case "Subscript":
                return self._script(content, _LOWERED, "lowered")
            case "Quoted":
                opening, closing = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
                return f"{opening}{self.line(content[1])}{closing}"
            case "Cite":
                self.found.cited += [each["citationId"] for each in content[0]]
                return "".join(each.get("c", " ") if each["t"] == "Str" else " " for each in content[1])
            case "Code":
                return self._escaped(content[1])
            case "Math":
                return self._escaped(tex_formulas.words([content[1]])[0])
            case "Link":
                return self._link(content)
            case "Image":
                return self._picture(content)
            case "Note":
                return self._note(content)
            case "Span":
                return self._span(content)
            case "RawInline":
                return str(content[1]) if str(content[1]).startswith("<!--") else ""
            case _:
                return ""

    def _escaped(self, text: str) -> str:
        return _SIGNS.sub(lambda match: f"\\{match[0]}", text)

    def _marked(self, mark: str, inlines: Sequence[Node]) -> str:
        text = self.line(inlines)
        inner = text.strip()
        if not inner:
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}{mark}{inner}{mark}{after}"

    def _script(self, inlines: Sequence[Node], table: dict[int, int], how: str) -> str:
        text = self.line(inlines)
        shown = text.translate(table)
        if text.strip() and any(each in text for each in shown.strip()):
            self._tell(f"{how} letters, which are on the line now")
        return shown

    def _link(self, content: Sequence[Any]) -> str:
        words, address = self.line(content[1]), str(content[2][0])
        if not re.match(r"https?://|mailto:", address) or re.search(r"[\s<>]", address):
            if not address.startswith("#"):
                self._tell("link to something other than a web address, which is its words now")
            return words
        return f"[{words.strip() or self._escaped(address)}]({address.replace('(', '%28').replace(')', '%29')})"

    def _picture(self, content: Sequence[Any]) -> str:
        words, place = self.line(content[1]).strip(), str(content[2][0])
        self.found.pictures.append(place)
        return f"<!-- picture {len(self.found.pictures)}{f': {_remark(words)}' if words else ''} -->"

    def _note(self, blocks: Sequence[Node]) -> str:
        if self.in_note:
            self._tell("note inside a note, which is in brackets now")
            return f" ({' '.join(self.blocks(blocks))})"
        self.in_note = True
        text = " ".join(" ".join(self.blocks(blocks)).split())
        self.in_note = False
        return f"^[{text}]"

    def _span(self, content: Sequence[Any]) -> str:
        (_, classes, pairs), inlines = content
        values = dict(pairs)
        if "deletion" in classes:
            self._tell("tracked deletion, which is left out")
            return ""
        if "insertion" in classes:
            self._tell("tracked insertion, which is taken")
            return self.line(inlines)
        if "comment-start" in classes:
            words = _Writer(OwnText(), 0).line(inlines).strip()
            return f"<!-- {_remark(values.get('author', ''))}{': ' if values.get('author') else ''}{_remark(words)} -->"
        if {"comment-end", "paragraph-insertion", "paragraph-deletion", "anchor"} & set(classes):
            return ""
        if values.get("lang"):
            return f"[{self.line(inlines)}]{{lang={values['lang']}}}"
        return self.line(inlines)


def _number(line: str) -> str:
    """Return a line whose first number Markdown would take for that of a list with a sign that it does not."""
    return re.sub(r"^(\d{1,9})([.)])(?=\s)", r"\1\\\2", line)


def _remark(text: str) -> str:
    """Return words for a remark, which ends at the first `-->`."""
    return " ".join(re.sub(r"-(?=-)", "-\u200b", text.replace("\\", "")).split())

"""Turning pandoc's tree of a document (pandoc-types 1.23) into plain paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_BREAK = "\n"
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
Node = dict[str, Any]


class Paragraphs:
    """Turns blocks into paragraphs, and collects footnotes, which come at the end."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def of(self, blocks: list[Node]) -> list[str]:
        """Return the paragraphs of some blocks. Two line breaks in a row divide a paragraph."""
        return [part for text in self._blocks(blocks) for part in _parts(text)]

    def inline(self, inlines: list[Node]) -> str:
        """Return the words of some inlines as one line."""
        return " ".join(self._inlines(inlines).split())

    def _blocks(self, blocks: list[Node]) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Node) -> Iterator[str]:
        content = block.get("c")
        match block["t"], content:
            case "Para" | "Plain", list():
                yield self._inlines(content)
            case "Header", [_, _, inlines]:
                yield self._inlines(inlines)
            case "LineBlock", list():
                yield from (self._inlines(line) for line in content)
            case "CodeBlock", [_, str(text)]:
                yield from text.splitlines()
            case "BlockQuote", list():
                yield from self._blocks(content)
            case "BulletList", list():
                yield from (text for item in content for text in self._blocks(item))
            case "OrderedList", [_, items]:
                yield from (text for item in items for text in self._blocks(item))
            case "DefinitionList", list():
                yield from self._definitions(content)
            case "Div", [_, blocks]:
                yield from self._blocks(blocks)
            case "Figure", [_, [_, caption], blocks]:
                yield from self._blocks([*blocks, *caption])
            case "Table", [_, [_, caption], _, head, bodies, foot]:
                yield from self._blocks(caption)
                rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
                yield from (text for _, cells in rows for cell in cells for text in self._blocks(cell[4]))
            case _:
                return

    def _definitions(self, items: list[Any]) -> Iterator[str]:
        for term, meanings in items:
            yield self._inlines(term)
            yield from (text for meaning in meanings for text in self._blocks(meaning))

    def _inlines(self, inlines: list[Node]) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, node: Node) -> str:
        content = node.get("c")
        match node["t"], content:
            case "Str", str():
                return content
            case "Space" | "SoftBreak", _:
                return " "
            case "LineBreak", _:
                return _BREAK
            case "Quoted", [{"t": kind}, inlines]:
                marks = "‘’" if kind == "SingleQuote" else "“”"
                return f"{marks[0]}{self._inlines(inlines)}{marks[1]}"
            case "Code" | "Math", [_, str(text)]:
                return text
            case "Link", [_, inlines, [target, _]]:
                return self._link(inlines, target)
            case "Span" | "Cite", [_, inlines]:
                return self._inlines(inlines)
            case "Note", list():
                self.notes += Paragraphs().of(content)
                return ""
            case "Superscript", [{"t": "Link"} as link] if re.fullmatch(r"\W*[\d*†‡]{1,3}\W*", self._inline(link)):
                return ""
            case "Superscript", [{"t": "Str", "c": str(digits)}] if re.fullmatch(r"[+-]?[0-9n]{1,3}", digits):
                return digits.translate(_RAISED)
            case (("Emph" | "Strong" | "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps"), list()):
                return self._inlines(content)
            case _:
                return ""

    def _link(self, inlines: list[Node], target: str) -> str:
        """Return the words of a link. An entry of a list of contents and the mark of a note have no words."""
        is_mark = target.startswith("#") and len(inlines) == 1 and inlines[0]["t"] == "Superscript"
        return "" if is_mark or target.startswith("#_Toc") else self._inlines(inlines)


def _parts(text: str) -> Iterator[str]:
    for part in re.split(rf"{_BREAK}[ \t]*{_BREAK}\s*", text):
        yield part.replace(_BREAK, " ")


def meta(tree: Node, key: str) -> list[str]:
    """Return the values of a key of the metadata as lines of text."""
    return _values(tree.get("meta", {}).get(key))


def _values(value: Node | None) -> list[str]:
    match value:
        case {"t": "MetaInlines", "c": inlines}:
            return [Paragraphs().inline(inlines)]
        case {"t": "MetaString", "c": text}:
            return [str(text)]
        case {"t": "MetaList", "c": items}:
            return [text for item in items for text in _values(item)]
        case {"t": "MetaBlocks", "c": blocks}:
            return Paragraphs().of(blocks)
        case _:
            return []

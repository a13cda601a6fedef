"""Formulas in TeX as words of a line: letters in italics, superscripts, subscripts, signs. What no line can hold is written in a row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefing.assemble.context import Context
from briefing.assemble.text_places import problem_at
from briefing.document import Blocks, Emphasis, Inline, Inlines, Reference, Script, Text, plain, walk
from briefing.document.changing import inlines, joined
from briefing.document.small_figures import can_move, moved
from briefing.markup import FORMULA
from briefing.system import pandoc, temporary

if TYPE_CHECKING:
    from lxml import etree


def worded(context: Context, blocks: Blocks) -> Blocks:
    """Return blocks with their formulas as words. What pandoc cannot read is noted."""
    found = list(dict.fromkeys(name for each in walk(blocks) if (name := _formula(each))))
    if not found:
        return blocks
    words = dict(zip(found, _worded(context, found), strict=True))

    def change(inline: Inline) -> Inlines | None:
        name = _formula(inline)
        return words[name] if name else None

    return inlines(blocks, change)


def _formula(node: object) -> str:
    is_formula = isinstance(node, Reference) and node.target.startswith(FORMULA)
    return node.target.removeprefix(FORMULA) if is_formula and isinstance(node, Reference) else ""


def _worded(context: Context, found: Sequence[str]) -> Iterator[Inlines]:
    from lxml import etree  # here and below: only for packs with formulas

    blocks = [{"t": "Para", "c": [{"t": "Math", "c": [{"t": "InlineMath"}, formula]}]} for formula in found]
    tree = json.dumps({"pandoc-api-version": pandoc.api_version(), "meta": {}, "blocks": blocks}, ensure_ascii=False)
    with temporary.folder() as folder:
        page = pandoc.answered(["--sandbox", "--from=json", "--to=html5", "--wrap=none"], tree.encode(), folder)
    paragraphs = etree.fromstring(b"<body>" + page + b"</body>", etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    for formula, paragraph in zip(found, paragraphs, strict=True):
        words = joined(_inlines(paragraph))
        yield words if not plain(words).startswith("$") else _in_a_row(context, formula)


def _inlines(element: etree._Element) -> Iterator[Inline]:
    if element.text:
        yield Text(element.text)
    for child in element:
        inside = joined(_inlines(child))
        match child.tag:
            case "em":
                yield Emphasis(inside)
            case "sup" | "sub":
                words, raised = plain(inside), child.tag == "sup"
                yield Text(moved(words, raised=raised)) if can_move(words) else Script(inside, "super" if raised else "sub")
            case _:
                yield from inside
        if child.tail:
            yield Text(child.tail)


def _in_a_row(context: Context, formula: str) -> Inlines:
    """Return a formula with fractions or roots in one row, such as `(a + b)⁄2`."""
    from briefing.originals.readers import tex_formulas

    (words,) = tex_formulas.words([formula])
    if "\\" in words or words == formula:
        message, pattern = f"the formula ${formula}$ cannot be read", rf"\$\s*{re.escape(formula)}\s*\$"
        context.noted.problems.append(problem_at(context, pattern, message, "Correct its TeX, or write it in words."))
    return (Text(words or formula),)

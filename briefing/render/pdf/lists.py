"""Lists and definitions, with their labels beside the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from typing import assert_never

from briefing.document import Block, Blocks, BulletList, Definition, Definitions, NumberedList, Paragraph, Text
from briefing.document.directions import runs_backward
from briefing.document.list_signs import Numeral, sign
from briefing.render.pdf.galley import Galley
from briefing.render.pdf.paragraph import Line, extent, lay
from briefing.render.pdf.runs import Run, RunMaker
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Style, Styles

SetBlocks = Callable[[Blocks], None]

BULLETS = ("•", "–", "·")
"""The bullets by depth of nesting. Deeper lists take the last one."""
ITEM_GAP = 2.5
BULLET_INDENT = 13.0
DIGIT_INDENT = 7.0
"""For each digit of the largest number, beside the room for a full stop and a space."""
NUMBERINGS: Mapping[Numeral, str] = {
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
"""What ISO 32000-1, table 347, calls the numbers of lists."""
HANGING = 12.0
TERM_SIZE = 0.94
"""The size of a term beside that of its text, whose letters are smaller."""
GAPS = {"glossary": 3.5, "terms": 3.5, "references": 2.5, "index": 1.0}
"""Between two entries of a list, by its kind; and between the paragraphs of one."""
ENTRY_TOGETHER = 5
"""An entry with at most this many lines stays on one page."""
STACK_GAP = 4.5
"""Between facts in the margin."""
LABEL_SHARE = (0.22, 0.42)
"""The least and the largest share of the column that the labels of facts take."""
FACTS_TOGETHER = 8
"""Up to this many facts stay on one page if possible."""
LABEL_GAP = 10.0


def _label(galley: Galley, text: str, style: Style, element: Element, indent: float) -> Line:
    runs = RunMaker(style, element, galley.language, {}).make((Text(text),))
    label = lay(runs, replace(style, align="start"), indent)[0]
    if runs_backward(galley.language):
        label.offset = indent - label.width
    return label


def set_bullets(galley: Galley, node: BulletList, styles: Styles, depth: int, set_blocks: SetBlocks) -> None:
    """Set an unordered list at a depth of nesting, counted from 0."""
    bullet = BULLETS[min(depth, len(BULLETS) - 1)]
    labels = [own or bullet for own, _ in node.signed()]
    _set_items(galley, node.items, labels, "Disc", BULLET_INDENT, styles, set_blocks)


def set_numbers(galley: Galley, node: NumberedList, styles: Styles, set_blocks: SetBlocks) -> None:
    """Set an ordered list."""
    labels = [sign(number, node.numeral, node.frame) for number in range(node.start, node.start + len(node.items))]
    room = DIGIT_INDENT * (max(map(len, labels)) - 1) + 9
    _set_items(galley, node.items, labels, NUMBERINGS[node.numeral], room, styles, set_blocks)


def _set_items(
    galley: Galley, items: tuple[Blocks, ...], labels: list[str], numbering: str, indent: float, styles: Styles, set_blocks: SetBlocks
) -> None:
    body = galley.body or styles.body
    label_style = replace(body, colour=body.accent, hyphenate=False)
    inner = replace(body, gap=ITEM_GAP)
    start = len(galley.strips)
    galley.space(ITEM_GAP)
    with galley.inside(galley.element.add("L", A=f"<</O /List /ListNumbering /{numbering}>>")) as whole:
        for label, blocks in zip(labels, items, strict=True):
            item = whole.add("LI")
            galley.hang([_label(galley, label, label_style, item.add("Lbl"), indent)], galley.left)
            with galley.inside(item.add("LBody")), galley.indented(indent), galley.styled(inner):
                set_blocks(blocks)
                galley.finish_hanging(label_style)
    galley.keep_ends(start)
    galley.space(body.gap)


def set_definitions(galley: Galley, node: Definitions, styles: Styles, set_blocks: SetBlocks) -> None:
    """Set a list of terms with their meanings."""
    body = galley.body or styles.body
    with galley.inside(galley.element.add("L", A="<</O /List /ListNumbering /None>>")) as whole:
        match node.style:
            case "facts":
                _set_facts(galley, node.items, styles, set_blocks)
            case "glossary" | "terms" | "references" | "index":
                entry = replace(body, hanging=HANGING, gap=GAPS[node.style])
                if node.style in ("references", "index"):
                    entry = replace(entry, align="start")
                for item in node.items:
                    galley.place(item.id)
                    with galley.inside(whole.add("LI")):
                        _set_entry(galley, item, entry, set_blocks)
            case _:
                assert_never(node.style)
    galley.space(body.gap)


def _set_facts(galley: Galley, items: tuple[Definition, ...], styles: Styles, set_blocks: SetBlocks) -> None:
    """Set short labels and, to the right of them, values."""
    if galley.in_margin:
        _stack_facts(galley, items, styles, set_blocks)
        return
    if galley.stands_in_columns:
        style = replace(galley.body or styles.fact, hanging=HANGING)
        for item in items:
            galley.place(item.id)
            with galley.inside(galley.element.add("LI")):
                _set_entry(galley, item, style, set_blocks, replace(style, bold=True))
        return
    elements = [galley.element.add("LI") for _ in items]
    labels = [
        RunMaker(styles.label, element.add("Lbl"), galley.language, galley.marks).make(item.term) if item.term else []
        for element, item in zip(elements, items, strict=True)
    ]
    least, most = (galley.width * share for share in LABEL_SHARE)
    share = min(max(least, *(extent(label)[1] + LABEL_GAP for label in labels)), most) if labels else least
    value = replace(styles.body_like(styles.box), gap=styles.label.gap)
    with galley.whole() if len(items) <= FACTS_TOGETHER else nullcontext():
        for element, item, label in zip(elements, items, labels, strict=True):
            galley.place(item.id)
            galley.hang(lay(label, styles.label, share - LABEL_GAP), galley.left)
            with galley.inside(element.add("LBody")), galley.indented(share), galley.styled(value):
                set_blocks(item.blocks)
                galley.finish_hanging(styles.label)


def _stack_facts(galley: Galley, items: tuple[Definition, ...], styles: Styles, set_blocks: SetBlocks) -> None:
    """Set short labels and, below them, values."""
    for item in items:
        galley.place(item.id)
        with galley.inside(galley.element.add("LI")) as element:
            galley.space(STACK_GAP)
            galley.text(item.term, styles.side_label, element.add("Lbl"))
            galley.set_after(0)
            with galley.inside(element.add("LBody")):
                set_blocks(item.blocks)
            galley.space(STACK_GAP)


def _set_entry(galley: Galley, item: Definition, style: Style, set_blocks: SetBlocks, term: Style | None = None) -> None:
    """Set a term in bold that runs into its text, with a hanging indent."""
    element = galley.element
    first, rest = _first_paragraph(item.blocks)
    stretches: list[list[Run]] = [[]]
    if item.term:
        term = term or replace(style, typeface=style.fallback, fallback=style.typeface, size=style.size * TERM_SIZE, bold=True)
        maker = RunMaker(term, element.add("Lbl"), galley.language, galley.marks)
        stretches = [*maker.make(item.term)]
    body = element.add("LBody")
    if first is not None:
        paragraph = RunMaker(style, body.add("P"), galley.language, galley.marks).make(first.children)
        if stretches[-1] and paragraph[0]:
            space = replace(paragraph[0][0], text=" \u2002", target=None, note="", annotated=False, struck=False, rise=0)
            paragraph[0].insert(0, space)
        stretches = [*stretches[:-1], stretches[-1] + paragraph[0], *paragraph[1:]]
    start = len(galley.strips)
    galley.add_lines(lay(stretches, style, galley.width), style)
    if galley.keep_together(start, ENTRY_TOGETHER) and rest and not item.term:
        galley.keep_next(1)
    with galley.inside(body), galley.indented(style.hanging), galley.styled(replace(style, hanging=0)):
        set_blocks(rest)


def _first_paragraph(blocks: Blocks) -> tuple[Paragraph | None, tuple[Block, ...]]:
    if blocks and isinstance(blocks[0], Paragraph):
        return blocks[0], blocks[1:]
    return None, blocks

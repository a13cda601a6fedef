"""The paragraphs of a PDF across columns and pages: the parts of one paragraph are joined, and what stands between them comes after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_blocks import Block
from briefing.originals.readers.pdf_ends import END, HYPHEN, ITEM, STOP
from briefing.originals.readers.pdf_lines import Line
from briefing.originals.readers.pdf_margins import Layout

_FLOATS = frozenset(("caption", "row", "aside", "beside"))
"""Kinds of blocks that may stand within a paragraph."""
TORN = "it ends within a sentence, which may go on elsewhere"
BEGUN = "it begins within a sentence, whose beginning may be elsewhere"


@dataclass(slots=True)
class Flow:
    """The blocks of a text. Paragraphs that go on across a column, a page, a picture or a table are one block."""

    blocks: list[Block] = field(default_factory=list)
    joins: list[tuple[int, int]] = field(default_factory=list)
    """The pages of the two parts of each paragraph that goes on across a page."""
    guesses: list[int] = field(default_factory=list)
    """The pages on which the second parts of paragraphs are that may be paragraphs of their own."""

    def join(self, opened: Block, block: Block) -> None:
        """Add the lines of a block to the paragraph that it goes on with."""
        if opened.lines[-1].page != block.page:
            self.joins.append((opened.lines[-1].page, block.page))
        opened.lines += block.lines
        opened.room = block.room


def flow(found: Sequence[Block], layout: Layout) -> Flow:
    """Join blocks that go on. What is between the two parts of a paragraph, such as a table, comes after it."""
    done = Flow()
    opened: Block | None = None
    held: list[Block] = []
    for number, block in enumerate(found):
        if opened is not None and block.kind == "body" and _goes_on(opened, block, held, layout):
            done.join(opened, block)
            continue
        if opened is not None and block.kind == "body" and not held and _may_go_on(opened, block, layout):
            done.guesses.append(block.page)
            opened.doubts.append("it may be two paragraphs, the second of which begins a page or a column")
            done.join(opened, block)
            continue
        if opened is not None and _interrupts(block, opened) and _is_unfinished(opened) and _resumes(found[number + 1 :], opened):
            held.append(block)
            continue
        if block.kind == "aside" and opened is not None and opened.kind == "aside" and not held and _goes_on(opened, block, held, layout):
            opened.lines += block.lines
            continue
        if held and opened is not None and block.kind != "heading" and _resumes(found[number + 1 :], opened):
            held.append(block)
            continue
        done.blocks += held
        held = []
        done.blocks.append(block)
        opened = block if block.kind in ("body", "aside") else None
    done.blocks += held
    _doubt_torn(done.blocks)
    return done


def _doubt_torn(blocks: Sequence[Block]) -> None:
    """Note paragraphs that begin within a sentence, and those before them that end within one: they may be parts of one another."""
    begun: list[Block] = []
    for block in blocks:
        if block.kind != "body" or len(block.lines) < 2 or block.lines[0].mono:
            continue
        begun = [each for each in begun if block.page - each.lines[-1].page < 2]
        first, last = block.lines[0], block.lines[-1]
        if begun and first.text[:1].islower() and not ITEM.match(first.text):
            begun.pop(0).doubts.append(TORN)
            block.doubts.append(BEGUN)
        if not END.search(last.text) and block.room < 3 * last.size:
            begun.append(block)


def _interrupts(block: Block, opened: Block) -> bool:
    """Say whether a block may stand within a paragraph: a picture with its words, a table, a caption, a listing."""
    first, last = block.lines[0], opened.lines[-1]
    return block.kind in _FLOATS or (first.mono and not last.mono) or (block.kind == "heading" and first.size < 0.9 * last.size)


def _is_unfinished(block: Block) -> bool:
    return not STOP.search(block.lines[-1].text)


def _resumes(after: Sequence[Block], opened: Block) -> bool:
    """Say whether an unfinished paragraph goes on behind what interrupts it: in letters as large, and within a sentence."""
    last = opened.lines[-1]
    for block in after[:40]:
        if block.page > last.page + 1:
            return False
        if block.kind not in ("body", "heading") or abs(block.lines[0].size - last.size) > 0.1 * last.size:
            continue
        if block.kind == "heading" and not block.lines[0].size < last.size:
            return False
        if block.lines[0].text[:1].islower() or HYPHEN.search(last.text):
            return not _same_column(last, block.lines[0]) or block.lines[0].page == last.page
        if len(block.lines) > 2:
            return False
    return False


def _goes_on(opened: Block, block: Block, held: Sequence[Block], layout: Layout) -> bool:
    """Say whether a block goes on with the paragraph before it."""
    before, line = opened.lines[-1], block.lines[0]
    if (not held and _same_column(before, line)) or (held and _is_label(opened, line)):
        return False
    if not _alike(before, line):
        return False
    if HYPHEN.search(before.text) and not re.match(r"\W", line.text):
        return True
    if held and before.text.endswith(":"):
        return False
    if END.search(before.text) and not before.text.endswith((":", ";")):
        if held or not layout.indents or not block.flush or not line.text[:1].isupper() or ITEM.match(line.text):
            return False
        return before.right - before.left > 0.85 * max(each.right - each.left for each in opened.lines[-6:]) and len(opened.lines) > 1
    if line.text[:1].islower():
        return True
    full = before.right - before.left > 0.75 * max(each.right - each.left for each in opened.lines[-6:])
    return not held and full and not before.text.endswith((":", ";")) and len(before.text) > 25 and not ITEM.match(line.text)


def _may_go_on(opened: Block, block: Block, layout: Layout) -> bool:
    """Say whether a paragraph may go on although a sentence ends where its column ends: its last line is as full as lines within it.

    Paragraphs that begin with an indent say it themselves; those apart by a gap do not. Where lines end at one margin, hardly any paragraph
    ends there, too. Elsewhere the rest of the text says which is more usual.
    """
    before, line = opened.lines[-1], block.lines[0]
    if layout.indents or len(opened.lines) < 2 or not block.flush or ITEM.match(line.text) or _same_column(before, line):
        return False
    if not _alike(before, line) or not STOP.search(before.text) or not line.text[:1].isupper():
        return False
    return abs(opened.room) < 1 if layout.justified else layout.runs_on and opened.room < line.first + 0.2 * line.size


def _is_label(opened: Block, line: Line) -> bool:
    """Say whether a block is one short line, such as the name of a field in a form: nothing goes on with it further down."""
    return len(opened.lines) == 1 and opened.room > line.first + 0.35 * line.size


def _alike(before: Line, line: Line) -> bool:
    """Say whether two lines can be of one paragraph: they have one size and one face, and are near each other."""
    return (
        abs(before.size - line.size) <= 0.1 * before.size
        and 0 <= line.page - before.page < 3
        and (line.bold, line.mono) == (before.bold, before.mono)
    )


def _same_column(before: Line, line: Line) -> bool:
    """Say whether a line is below another one in the same column of the same page."""
    return before.page == line.page and line.base < before.base and line.left < before.right and before.left < line.right

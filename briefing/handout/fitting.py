"""Fit a sheet to its pages: set it smaller, add lines to write on, or measure by how much it is too long."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import Any, cast

from briefing.document import (
    Block,
    Blocks,
    Callout,
    Definitions,
    Document,
    Note,
    Paragraph,
    Section,
    Table,
    WritingSpace,
    walk,
    walk_blocks,
)
from briefing.document.changing import below
from briefing.document.units import MILLIMETRE
from briefing.errors import Problem
from briefing.render.pdf.binding import extent
from briefing.render.pdf.blanks import WRITING_LINE
from briefing.theme.model import Size, Theme

LEAST_ROW = 7 * MILLIMETRE
"""The least height of a row to write one line in, in points: as between the lines of ruled paper."""
MOST_LINES = 40
"""How many lines one space to write on may have."""
CLOSER = (1.0, 0.95, 0.9)
"""The sizes to try, as shares of the usual size. With the last one the smallest words still have 8 points."""


def lower(document: Document, theme: Theme) -> Document:
    """Return a sheet with lower rows to write one line in, if it takes fewer pages then."""
    rows = [node for node in walk_blocks(document.blocks) if isinstance(node, Table) and node.room == 1]
    pages = extent(document, theme).pages if rows else 1
    if pages == 1:
        return document

    def changed(node: Any) -> Any:
        if isinstance(node, Table):
            return replace(node, room=LEAST_ROW / WRITING_LINE) if node.room == 1 else node
        return tuple(map(changed, node)) if isinstance(node, tuple) else below(node, changed)

    closer = replace(document, blocks=cast(Any, changed(document.blocks)))
    return closer if extent(closer, theme).pages < pages else document


def fitted(document: Document, theme: Theme, pages: int) -> tuple[Document, Theme]:
    """Return a sheet and how it is set so that it fits its pages: smaller, in two columns, and at last without what it can spare."""
    if pages > 1 and not any(isinstance(each, WritingSpace) and each.grows for each in walk(document.blocks)):
        for fewer in range(1, pages):  # a little smaller is better than a page with a few lines
            usual = closest(document, theme, fewer)
            if extent(document, usual).pages <= fewer:
                return document, usual
    usual = closest(document, theme, pages)
    if extent(document, usual).pages <= pages:
        return document, usual
    both = _in_columns(document)
    usual = closest(both, theme, pages)
    if extent(both, usual).pages <= pages:
        return both, usual
    spare = replace(both, blocks=_sparing(both.blocks))
    return spare, closest(spare, theme, pages)


def _in_columns(document: Document) -> Document:
    """Return a sheet with boxes beside its text with them above it, and the text in two columns, unless it has notes."""
    nodes = list(walk(document.blocks))
    has_boxes = any(isinstance(each, Callout) and each.placement == "margin" for each in nodes)
    if not has_boxes or any(isinstance(each, Note) for each in nodes):
        return document

    def changed(node: Any) -> Any:
        if isinstance(node, Callout):
            return replace(node, placement="flow")
        return tuple(map(changed, node)) if isinstance(node, tuple) else below(node, changed)

    return replace(document, blocks=cast(Any, changed(document.blocks)), columns=2)


def _sparing(blocks: Blocks) -> Blocks:
    """Return the blocks with lines to write on as close as on ruled paper, and a glossary without letters above its entries."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.style == "letter":
            continue
        if isinstance(block, WritingSpace):
            found.append(replace(block, height=LEAST_ROW / WRITING_LINE))
        elif isinstance(block, Definitions) and found and isinstance(before := found[-1], Definitions) and before.style == block.style:
            found[-1] = replace(before, items=before.items + block.items)
        else:
            found.append(replace(block, blocks=_sparing(block.blocks)) if isinstance(block, Section) else block)
    return tuple(found)


def closest(document: Document, theme: Theme, pages: int) -> Theme:
    """Return the largest version of the theme with which a sheet fits its pages, or the smallest if it never fits."""
    themes = [_closer(theme, share) for share in CLOSER]
    return next((each for each in themes if extent(document, each).pages <= pages), themes[-1])


def _closer(theme: Theme, share: float) -> Theme:
    """Return a theme with smaller text; headings stay, and so do notes, which are small already."""

    def size(usual: Size) -> Size:
        return Size(usual.size * share, usual.leading * share)

    return replace(theme, body=size(theme.body), digest=size(theme.digest), table=size(theme.table), entry=size(theme.entry))


def grown(document: Document, theme: Theme, pages: int) -> Document:
    """Return a sheet with as many lines to write on as its pages have room for, without adding a page.

    Args:
        document: A sheet with the least lines.
        theme: How it is set.
        pages: How many pages it may take.
    """
    spaces = [node for node in walk(document.blocks) if isinstance(node, WritingSpace) and node.grows]
    found = extent(document, theme)
    if not spaces or found.pages > pages:
        return document
    least, count = max(space.lines for space in spaces), len(spaces)

    def fits(lines: int, longer: int = 0) -> bool:
        return extent(_with_lines(document, lines, longer), theme).pages <= found.pages

    room = sum(found.height - depth for depth in found.depths)
    lines = min(least + int(room / (WRITING_LINE * min(space.height for space in spaces)) / count), MOST_LINES)
    while lines > least and not fits(lines):
        lines -= 1
    longer = 0
    while lines < MOST_LINES and longer < count - 1 and fits(lines, longer + 1):
        longer += 1
    return _with_lines(document, lines, longer)


def _with_lines(document: Document, lines: int, longer: int) -> Document:
    """Return a sheet with `lines` lines in each space that grows. The first `longer` spaces have one line more."""
    waiting = itertools.chain([lines + 1] * longer, itertools.repeat(lines))

    def changed(node: Any) -> Any:
        if isinstance(node, WritingSpace):
            return replace(node, lines=next(waiting)) if node.grows else node
        return tuple(map(changed, node)) if isinstance(node, tuple) else below(node, changed)

    return replace(document, blocks=cast(Any, changed(document.blocks)))


def spill(document: Document, theme: Theme, pages: int) -> str:
    """Say by how much a sheet is longer than its pages. The result is empty if it fits."""
    found = extent(document, theme)
    over = found.beyond(pages)
    if found.pages <= pages:
        return ""
    lines = math.ceil(over / theme.body.leading)
    room = "its page" if pages == 1 else f"its {pages} pages"
    return f"is longer than {room} by {over / MILLIMETRE:.0f} mm, about {lines} line{'s' * (lines != 1)}"


def too_long(file: str, kind: str, title: str, what: str, *, may_shorten: bool) -> Problem:
    """Return the problem of a sheet that is longer than its pages."""
    fewer = "write fewer lines with --lines" if may_shorten else "take something out of it"
    hint = f"Give it more pages with --pages, at most 4, or {fewer}."
    return Problem(file, 0, f"the sheet '{title}' ({kind}) {what}", hint)

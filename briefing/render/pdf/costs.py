"""What a way to cut the galley into pages costs: the lower, the better it looks."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.render.pdf.note_places import Margin
from briefing.render.pdf.strips import SideBox, Strip

TIGHTENED = 160.0
"""The cost of keeping none of the white."""
PAGE = 120.0
"""The cost of a page."""
EMPTINESS = 2400.0
"""The cost of a page with neither text nor notes beside it, half of which costs a quarter …"""
BEFORE_HEADING = {1: 0.3, 2: 0.3, 3: 0.9}
"""… and the share of it that a page costs which ends before a heading of a level."""
THIRD, WORSE = 1 / 3, 8000.0
"""More white than a third costs that much more for each page of it …"""
UNAVOIDABLE = 0.2
"""… but not before what needs a long page, as a heading with a box beside it: white beyond that share is free there."""
TALL_BOX, LATE_BOX = 1 / 3, 600.0
"""A box in the margin that takes such a share of the page, and begins below its head, costs so much: the next like it may begin one."""
SHORT_PAGE = 84.0
"""A chapter that ends on a page with less than that …"""
SHORT_END = 900.0
"""… costs so much …"""
SPARSE_PAGE, SPARSE_END = 330.0, 400.0
"""… and one that ends on a page with little costs a share of that."""
LITTLE, LITTLE_OVER = 130.0, 200.0
"""Two columns of which no more than that goes over to the next page cost so much."""
DISPLACED = 30.0
"""The cost of a margin note that is set at the foot for want of room."""
MOVED = 0.03
"""The cost of a point by which a margin note is moved."""


def of_notes(margin: Margin) -> float:
    """Return the cost of notes that do not stand beside their places."""
    return DISPLACED * len(margin.left_over) + MOVED * margin.moved


def of_boxes(boxes: Sequence[tuple[SideBox, float]], height: float) -> float:
    """Return the cost of boxes in the margin, given with the depths of their tops on a page of `height`."""
    return LATE_BOX * sum(box.height > TALL_BOX * height and depth > SHORT_PAGE for box, depth in boxes)


def of_last_page(used: float) -> float:
    """Return the cost of a chapter that ends on a page of which so much is used."""
    return SPARSE_END * max(1 - used / SPARSE_PAGE, 0) + (SHORT_END if used < SHORT_PAGE else 0)


def of_end(strips: Sequence[Strip], stop: int, white: float, *, is_roomy: bool) -> float:
    """Return the cost of ending a page before the strip `stop` with a share of `white`; `is_roomy` where what follows needs a long page."""
    heading = strips[stop].heading
    share = BEFORE_HEADING.get(heading.level, 1.0) if heading else 1.0
    if is_roomy:
        return share * EMPTINESS * min(white, UNAVOIDABLE) ** 2
    return share * EMPTINESS * white**2 + WORSE * max(white - THIRD, 0) + _little_over(strips, stop)


def _little_over(strips: Sequence[Strip], stop: int) -> float:
    """Return the cost of a page end that leaves only the last few lines of two columns to the next page."""
    over = 0.0
    for strip in strips[stop:] if strips[stop - 1].in_columns else ():
        if over > LITTLE or not strip.in_columns or strip.new_page:
            break
        over += strip.height + strip.space
    return LITTLE_OVER if 0 < over <= LITTLE else 0

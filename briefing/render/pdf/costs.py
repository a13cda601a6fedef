"""The cost of a way to cut the galley into pages. The lower the cost, the better the pages look."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.render.pdf.note_places import Margin
from briefing.render.pdf.strips import SideBox, Strip

TIGHT = 0.75
"""The least share of the white between strips on pages that need not end where they do."""
TIGHTENED = 160.0
"""The cost of a page on which the white between strips is left out completely."""
PAGE = 120.0
"""The cost of a page."""
EMPTINESS = 2400.0
"""The cost of an empty page. It grows with the square of the white: a page that is half empty costs a quarter."""
BEFORE_HEADING = {1: 0.3, 2: 0.3, 3: 0.9}
"""The share of that cost for a page that ends before a heading, by the level of the heading."""
THIRD, WORSE = 1 / 3, 8000.0
"""A share of white from which it costs more, and the extra cost of a whole page of such white."""
UNAVOIDABLE = 0.2
"""Before something that needs a long page, such as a heading with a box beside it, white beyond this share is free …"""
BLANK = 0.7
"""… unless it is as much as this: then there is hardly more on the page than a title."""
TALL_BOX, LATE_BOX = 1 / 3, 600.0
"""The share of the page from which a box in the margin is tall, and the cost of a tall box that does not begin at the head of a page."""
SHORT_PAGE = 84.0
"""A chapter end is short if its last page has less text than this, in points."""
SHORT_END = 900.0
"""The cost of a short chapter end."""
SPARSE_PAGE, SPARSE_END = 330.0, 400.0
"""A last page with less text than the first number, in points, costs a share of the second: the less text, the more."""
LITTLE, LITTLE_OVER = 130.0, 200.0
"""If only this many points of two columns go over to the next page, that has this cost."""
DISPLACED = 30.0
"""The cost of a margin note that is set at the foot for want of room."""
MOVED = 0.03
"""The cost of a point by which a margin note is moved."""


def of_notes(margin: Margin) -> float:
    """Return the cost of notes that are not beside their places."""
    return DISPLACED * len(margin.left_over) + MOVED * margin.moved


def of_boxes(boxes: Sequence[tuple[SideBox, float]], height: float) -> float:
    """Return the cost of boxes in the margin, given with the depths of their tops on a page of `height`."""
    return LATE_BOX * sum(box.height > TALL_BOX * height and depth > SHORT_PAGE for box, depth in boxes)


def of_last_page(used: float) -> float:
    """Return the cost of a chapter end, by the height of the text on its last page in points."""
    return SPARSE_END * max(1 - used / SPARSE_PAGE, 0) + (SHORT_END if used < SHORT_PAGE else 0)


def of_end(strips: Sequence[Strip], stop: int, white: float, *, is_roomy: bool) -> float:
    """Return the cost of ending a page before the strip `stop` with a share of `white`; `is_roomy` where what follows needs a long page."""
    heading = strips[stop].heading
    share = BEFORE_HEADING.get(heading.level, 1.0) if heading else 1.0
    if is_roomy and white < BLANK:
        return share * EMPTINESS * min(white, UNAVOIDABLE) ** 2
    return share * EMPTINESS * white**2 + WORSE * max(white - THIRD, 0) + _little_over(strips, stop)


def _little_over(strips: Sequence[Strip], stop: int) -> float:
    """Return the cost of a page end that leaves only the last few lines of two columns to the next page."""
    over = 0.0
    for strip in (strips[index] for index in range(stop, len(strips) if strips[stop - 1].in_columns else stop)):
        if over > LITTLE or not strip.in_columns or strip.new_page:
            break
        over += strip.height + strip.space
    return LITTLE_OVER if 0 < over <= LITTLE else 0

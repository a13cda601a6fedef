"""The side of a page that readers see: upright, cut by its crop box, and cut further to what is on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefing.dataclass import dataclass

Box = Sequence[float]
"""The left, lower, right and upper edge, in points."""
ROOM = 3.0
"""White that is left around what is on a page, in points."""
_SCALE = 0.5
"""How large a page is drawn to see what is on it."""
_MOST = 1_200
"""How many dots the longer side of that picture has at most."""
_WHITE = 8
"""How dark a dot may be that counts as white, of 255."""


@dataclass(frozen=True, slots=True)
class Side:
    """A page as it is seen."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]
    """How the content of the page is turned and moved, to be upright, with the lower left corner of what is cut out at 0."""
    cut: tuple[float, float, float, float]
    """What is cut out, from the upper left corner of the upright page: the left, upper, right and lower edge."""

    def placed(self, boxes: Sequence[Box]) -> tuple[float, float, float, float]:
        """Return where boxes of the page are, all together."""
        a, b, c, d, e, f = self.matrix
        corners = [(x, y) for left, low, right, high in boxes for x, y in ((left, low), (right, high))]
        xs, ys = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
        found = max(min(xs), 0), max(min(ys), 0), min(max(xs), self.width), min(max(ys), self.height)
        return tuple(round(each, 2) for each in found)  # type: ignore[return-value]  # four, as before


def side_of(page: Any, cut: Sequence[float]) -> Side:
    """Return the side of a page of pypdfium2, of which that is cut out."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation()
    high = top - bottom if turn in (0, 180) else right - left
    matrix = {
        0: (1, 0, 0, 1, -left, -bottom),
        90: (0, -1, 1, 0, -bottom, right),
        180: (-1, 0, 0, -1, right, top),
        270: (0, 1, -1, 0, top, -left),
    }[turn]
    x0, y0, x1, y1 = cut
    a, b, c, d, e, f = matrix
    moved = (a, b, c, d, round(e - x0, 4), round(f - (high - y1), 4))
    return Side(round(x1 - x0, 3), round(y1 - y0, 3), moved, (x0, y0, x1, y1))


def inked(page: Any) -> tuple[float, float, float, float, float, float]:
    """Return the size of an upright page, and the edges of what is on it, from its upper left corner; all of it if that is nothing."""
    wide, high = page.get_size()
    scale = min(_SCALE, _MOST / max(wide, high))
    image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil().convert("L")
    box = image.point([255 if each < 255 - _WHITE else 0 for each in range(256)]).getbbox()
    if box is None:
        return wide, high, 0, 0, wide, high
    x0, y0, x1, y1 = (each / scale for each in box)
    return wide, high, max(x0 - ROOM, 0), max(y0 - ROOM, 0), min(x1 + ROOM, wide), min(y1 + ROOM, high)


def cuts(pages: Sequence[int], sides: Sequence[Sequence[float]]) -> list[tuple[float, float, float, float]]:
    """Return what is cut out of each page: the same of all left-hand pages, and of all right-hand pages, so that lines stay in place.

    Args:
        pages: The places of the pages in the file: the even ones are on the left.
        sides: What `inked` has returned for each.
    """
    kinds = [(number % 2, round(side[0]), round(side[1])) for number, side in zip(pages, sides, strict=True)]
    found = {}
    for kind in kinds:
        edges = [side[2:] for own, side in zip(kinds, sides, strict=True) if own == kind]
        left, upper, right, lower = zip(*edges, strict=True)
        found[kind] = min(left), min(upper), max(right), max(lower)
    return [found[kind] for kind in kinds]

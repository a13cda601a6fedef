"""The text column of a Word page."""

from __future__ import annotations

from briefing.render.theme import Theme

MEASURE = 37.0
"""The width of the column in sizes of the text face: some 74 letters."""


def text_width(theme: Theme) -> float:
    """Return the width of the column in points.

    Word keeps comments outside the sheet, so a page needs no column for margin notes: a part of its room goes to the text.
    """
    paper = theme.paper
    return min(paper.width - 2 * paper.side, max(paper.measure, MEASURE * theme.body.size))

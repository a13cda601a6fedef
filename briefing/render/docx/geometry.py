"""The text column of a Word page, and the two that it may be parted into."""

from __future__ import annotations

from briefing.render.theme import Theme

MEASURE = 37.0
"""The width of the column in sizes of the text face: some 74 letters."""
BETWEEN_COLUMNS = 20.0
LETTERS = 16.0
"""The least width of one of two columns in sizes of its letters."""


def text_width(theme: Theme) -> float:
    """Return the width of the column in points.

    Word keeps comments outside the sheet, so a page needs no column for margin notes: a part of its room goes to the text.
    """
    paper = theme.paper
    return min(paper.width - 2 * paper.side, max(paper.measure, MEASURE * theme.body.size))


def has_columns(theme: Theme) -> bool:
    """Return whether the text column is wide enough to be parted into two for a glossary."""
    return (text_width(theme) - BETWEEN_COLUMNS) / 2 >= LETTERS * theme.entry.size

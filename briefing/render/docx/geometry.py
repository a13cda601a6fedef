"""Widths and heights on a Word page: the text column, its division into two columns, and the room that texts need."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.render.docx.embedded_fonts import half_points, widths
from briefing.theme.font_files import Face
from briefing.theme.model import Theme, Typeface

MEASURE = 37.0
"""The width of the column in sizes of the text face: some 74 letters."""
LETTER = 0.8
"""The room for a letter of a box in sizes of its type, with what is left free at the ends of lines."""
STEP = 8.0
"""By how many points a title is made narrower at a time."""
NARROWEST_LABELS, WIDEST_LABELS = 56.0, 140.0
"""The bounds of a column of labels."""
LABEL_GAP = 14.0
"""Between a label and what it says."""
BETWEEN_COLUMNS = 20.0
KEY_SIZE, SMALLEST_KEY = 0.9, 5.0
"""The size of the key to short names beside that of running heads, and the least that it may have."""
LETTERS = 16.0
"""The least width of one of two columns in sizes of its letters."""


def text_width(theme: Theme) -> float:
    """Return the width of the column in points.

    Word keeps comments outside the sheet, so a page needs no column for margin notes: a part of its room goes to the text.
    """
    paper = theme.paper
    return min(paper.width - 2 * paper.side - paper.binding.gutter, max(paper.measure, MEASURE * theme.body.size))


def has_columns(theme: Theme) -> bool:
    """Return whether the text column is wide enough to be parted into two for a glossary; with the letters of a user's file, who knows."""
    return not theme.reference and (text_width(theme) - BETWEEN_COLUMNS) / 2 >= LETTERS * theme.entry.size


def line_count(widths: Sequence[float], room: float) -> int:
    """Return how many lines pieces of these widths fill, none of which is divided."""
    count, used = 1, 0.0
    for width in widths:
        count, used = (count + 1, width) if used and used + width > room else (count, used + width)
    return count


def key_size(key: str, theme: Theme) -> float:
    """Return the size in which the key to short names takes no more than two lines at the foot of a page."""
    size = theme.note.size * KEY_SIZE
    while (
        size > SMALLEST_KEY
        and line_count([widths(theme.sans, "regular")[f"{word} "] * size for word in key.split()], text_width(theme)) > 2
    ):
        size -= 0.5
    return round(size * 2) / 2


def spare(title: str, theme: Theme, typeface: Typeface, face: Face, size: float) -> float | None:
    """Return how much narrower than the column a title of several lines may be set without one line more, so that they are alike.

    None for nothing, and where the typeface is that of a user's file, which is not known.
    """
    words = [widths(typeface, face)[f"{word} "] * size for word in title.split()]
    full = text_width(theme)
    wanted = line_count(words, full)
    width = full
    while wanted > 1 and width > full / 2 and line_count(words, width - STEP) == wanted:
        width -= STEP
    return full - width - STEP if full - width > STEP and not theme.reference else None


def label_width(label: str, theme: Theme) -> float:
    """Return the room that the label of a fact needs."""
    return widths(theme.sans, "regular")[label] * half_points(theme.table.size) + LABEL_GAP


def label_column(labels: Sequence[str], theme: Theme) -> float:
    """Return the width of a column of labels, of which the very long have a line to themselves."""
    return min(WIDEST_LABELS, max([NARROWEST_LABELS, *(label_width(each, theme) for each in labels)]) + 0.1)


def takes_half_a_page(words: str, theme: Theme) -> bool:
    """Return whether a box with these words is about as high as half of the text area, or higher."""
    lines = len(words) * LETTER * theme.table.size / text_width(theme)
    return lines * theme.table.leading > theme.paper.text_height / 2

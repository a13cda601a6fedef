"""The first page of a PDF as its title, its authors and its date are looked for: its lines from top to bottom, without raised letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_lines import Line, spelled
from briefing.originals.readers.pdf_notes import RAISED_DIGITS

_MARKS = re.compile(rf"[{RAISED_DIGITS}]+(?:[,⁻–-][{RAISED_DIGITS}]+)*|(?<=\w)[*∗†‡§¶]+|[*∗†‡§¶]+(?=,|$)")

_WIDE = 1.5
"""A space within a line at most, as a share of the size."""
MASTHEAD = re.compile(
    r"(?:united nations|nations unies|general assembly|security council|economic and social council|human rights council"
    r"|assemblée générale|european (?:parliament|commission|union|council)|official journal.*|supreme court.*"
    r"|(?:in the )?(?:high |federal |district )?court of .*|proceedings.*|chapter \w+"
    r"|(?:(?:research|original|review|regular|short|invited|feature|full length|special) )?"
    r"(?:article|paper|report|note|research|review|essay)s?"
    r"|(?:working|discussion|policy|occasional|research|technical|background|white) (?:paper|brief|note|report)s?(?: series)?.*"
    r"|report of the .{3,60}|brief(?:ing)?|editorial|commentary|book reviews?|introduction|abstract|summary|contents|syllabus"
    r"|(?:volume|vol\.|no\.|issue|part) .*|open access|see discussions, stats.*|this (?:article|paper|version|is) .*"
    r"|статья|доклад|мақала)",
    re.IGNORECASE,
)
"""What is large on first pages and no title."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the first page, or the part of one beside a wide gap."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    italic: bool

    @property
    def middle(self) -> float:
        """The middle between its sides."""
        return (self.left + self.right) / 2

    def is_like(self, other: Row) -> bool:
        """Say whether another line looks like this one."""
        return abs(self.size - other.size) < 0.3 and (self.bold, self.italic) == (other.bold, other.italic)


def rows(lines: Sequence[Line]) -> list[Row]:
    """Return the lines of a page. What is raised is the mark of a note or of an affiliation."""
    found = []
    for line in lines:
        plain = [piece for piece in line.pieces if piece.level <= 0]
        text = _MARKS.sub("", spelled(plain)).strip()
        if text:
            found.append(Row(text, line.left, line.right, line.base, line.size, line.bold, line.italic))
    return _rejoined(sorted(found, key=lambda row: (-round(row.base), row.left)))


def _rejoined(rows: Sequence[Row]) -> list[Row]:
    """Join the parts of a line whose gap is only a wide space."""
    found: list[Row] = []
    for row in rows:
        before = found[-1] if found else None
        if before and before.is_like(row) and abs(before.base - row.base) < 0.5 and 0 <= row.left - before.right < _WIDE * row.size:
            found[-1] = Row(f"{before.text} {row.text}", before.left, row.right, row.base, row.size, row.bold, row.italic)
        else:
            found.append(row)
    return found

"""Running heads and feet, page numbers and watermarks: what stands on the pages of a PDF beside its text.

They are known by their repetition and their place. A sentence of the text that comes again on other pages is not where running heads are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_lines import Line, usual_size

_EDGE = 0.17
"""The part of a page, from its upper or lower edge, where running heads and feet are."""
_SHORT = 4
"""Pages of a text in which two running heads with different words are enough to be known by their place."""
_FRONT, _NAME = 12, 7
"""Lines of the first page that may be a title or the names of authors, and letters of such a line that are enough to know it again."""
_NUMBER = re.compile(
    r"[-–—~|·\[\]\s]*(?:(?:page|seite|p\.|s\.|стр\.)\s*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|von|/|de|из)\s*\d{1,4})?[-–—~|·\[\]\s.]*",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^[-–—|·\[\s]*(\d{1,4})(?=/\d{1,4}(?:\s|$)|[\s|·\]–—]|$)|(?:^|(?<=[\s|·\[–—]))(\d{1,4})(?:/\d{1,4})?[-–—|·\]\s]*$")
_SENTENCE = re.compile(r"[.!?…][”’\"')]*$")


@dataclass(slots=True)
class _Row:
    """The lines with the same base line at the edge of a page."""

    page: int
    lines: list[Line]
    height: float
    """Where it is, as a share of the height of the page."""
    apart: bool
    """Whether there is a gap between it and the text."""
    is_top: bool

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def shape(self) -> str:
        return re.sub(r"\d+|\b[ivxlc]+\b", "#", re.sub(r"\W+", " ", self.text.lower())).strip()


def without_furniture(
    pages: Sequence[list[Line]], heights: Sequence[tuple[float, float]]
) -> tuple[list[list[Line]], list[tuple[str, int]], int | None]:
    """Return the lines without running heads and feet, each of these once with its first page, and the number printed on the first page.

    The number is None if the pages have none, or if they do not agree.

    Args:
        pages: The lines of each page, from top to bottom.
        heights: The lower and the upper edge of each page.
    """
    rows = [row for lines, (low, high) in zip(pages, heights, strict=True) for row in _edges(lines, low, high)]
    found = _Furniture(rows, pages, heights)
    gone = {id(line) for row in rows if found.holds(row) for line in row.lines}
    said: dict[tuple[bool, str], tuple[str, int]] = {}
    for row in rows:
        if row.lines and id(row.lines[0]) in gone:
            said.setdefault((row.is_top, row.shape), (row.text, row.page))
    return [[line for line in lines if id(line) not in gone] for lines in pages], list(said.values()), found.first_number()


def _edges(lines: list[Line], low: float, high: float) -> list[_Row]:
    """Return the rows at the edges of a page, at most three at each: those before the first gap, else the first two."""
    grouped: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if grouped and abs(grouped[-1][0].base - line.base) < 0.4 * line.size:
            grouped[-1].append(line)
        else:
            grouped.append([line])
    found: list[_Row] = []
    height = max(high - low, 1.0)
    for is_top, ordered in ((True, grouped), (False, grouped[::-1])):
        count = _apart(ordered)
        for number, row in enumerate(ordered[: max(count, 2)]):
            if len(ordered) > 1 or len(row[0].text) < 60:
                row.sort(key=lambda line: line.left)
                found.append(_Row(row[0].page, row, (row[0].base - low) / height, number < count, is_top))
    return found


def _apart(ordered: list[list[Line]]) -> int:
    """Return how many rows there are before the first gap; 0 if there are more than three."""
    for count in range(1, min(4, len(ordered))):
        near, far = ordered[count - 1], ordered[count]
        upper, lower = (near, far) if near[0].base > far[0].base else (far, near)
        gap = min(line.bottom for line in upper) - max(line.top for line in lower)
        if gap > 0.55 * max(line.size for line in near):
            return count
    return 1 if len(ordered) == 1 else 0


class _Furniture:
    """What the rows at the edges of all pages have in common."""

    def __init__(self, rows: Sequence[_Row], pages: Sequence[list[Line]], heights: Sequence[tuple[float, float]]) -> None:
        self.count = sum(1 for lines in pages if lines)
        self.usual = usual_size(line for lines in pages for line in lines)
        self.shapes: dict[tuple[bool, str], list[_Row]] = defaultdict(list)
        self.places: dict[tuple[bool, int], list[_Row]] = defaultdict(list)
        for row in rows:
            self.shapes[row.is_top, row.shape].append(row)
            self.places[row.is_top, round(row.height * 100)].append(row)
        # Where the text of most pages begins and ends: a row beyond is not of the text.
        inner = [_inner(lines, [row for row in rows if lines and row.page == lines[0].page and row.apart]) for lines in pages]
        tops = [(inside[0] - low) / max(high - low, 1) for inside, (low, high) in zip(inner, heights, strict=True) if inside]
        feet = [(inside[1] - low) / max(high - low, 1) for inside, (low, high) in zip(inner, heights, strict=True) if inside]
        self.top = sorted(tops)[-1 - len(tops) // 8] if tops else 1.0
        self.foot = sorted(feet)[len(feet) // 8] if feet else 0.0
        first = next((lines for lines in pages if lines), [])
        self.front = [name for line in first[:_FRONT] if len(name := _letters(line.text)) > _NAME]
        self.offsets: Counter[tuple[bool, int]] = Counter()
        for row in rows:
            for offset in {number - row.page for number in _counted(row)}:
                self.offsets[row.is_top, offset] += 1

    def first_number(self) -> int | None:
        """Return the number of the first page, if most pages have a number at their edge that says the same of it."""
        found = self.offsets.most_common(1)
        if not found or found[0][1] < max(2, 0.5 * self.count):
            return None
        return found[0][0][1] + 1

    def holds(self, row: _Row) -> bool:
        """Say whether a row is a running head or foot."""
        if not row.height > 1 - _EDGE and not row.height < _EDGE and not self._is_outside(row, 0.0):
            return False
        if any(line.size > 1.25 * self.usual for line in row.lines) and len(self._again(row)) < 3:
            return False
        return self._is_number(row) or self._is_repeated(row) or self._is_counted(row) or self._is_usual_place(row) or self._is_named(row)

    def _again(self, row: _Row) -> list[_Row]:
        """Return the rows of other pages with the same words at the same place."""
        same = self.shapes[row.is_top, row.shape]
        near = [other for other in same if other.page != row.page and abs(other.height - row.height) < 0.008]
        return [other for other in near if _differing(row.text, other.text) < 2]

    def _is_outside(self, row: _Row, by: float = 0.003) -> bool:
        return row.height > self.top + by if row.is_top else row.height < self.foot - by

    def _is_number(self, row: _Row) -> bool:
        if not row.apart or not _NUMBER.fullmatch(row.text):
            return False
        return self.count < 3 or self._is_counted(row) or not re.search(r"\d", row.text) or self._is_outside(row)

    def _is_repeated(self, row: _Row) -> bool:
        again = self._again(row)
        if not again or not self._is_outside(row):
            return False
        if self._is_sentence(row) or not row.apart:
            return len(again) > 1 and len(again) + 1 > 0.5 * self.count and (row.apart or not self._is_sentence(row))
        return len(again) + 1 >= min(3, max(2, self.count // 2)) or len(again) + 1 > 0.15 * self.count

    def _is_counted(self, row: _Row) -> bool:
        """Say whether a row has the number of its page, as others at its place have."""
        if any(len(line.text) > 70 and line.size > 0.97 * self.usual for line in row.lines):
            return False
        if not row.apart or len(row.text) > 160 or (self._is_sentence(row) and not row.text[:1].isdigit()):
            return False
        least = max(2, 0.2 * self.count)
        return any(self.offsets[row.is_top, number - row.page] >= least for number in _counted(row)) and self._is_outside(row, 0.0)

    def _is_usual_place(self, row: _Row) -> bool:
        """Say whether most pages have a row like this one at the same place, as running heads with the name of a chapter are."""
        place = round(row.height * 100)
        near = [other for key in (place - 1, place, place + 1) for other in self.places.get((row.is_top, key), ())]
        size = row.lines[0].size
        alike = {
            other.page for other in near if other.apart and abs(other.lines[0].size - size) < 0.3 and abs(other.height - row.height) < 0.004
        }
        differs = size < 0.95 * self.usual or row.text.isupper() or all(line.italic for line in row.lines)
        # Not at the foot: the last line of the notes is at the same place on all pages, too.
        often = len(alike) > (2 if self.count > _SHORT else 1) and len(alike) > 0.6 * self.count
        reads_on = _SENTENCE.search(row.text) or row.text[:1].islower() or len(row.text) > 120
        return row.is_top and row.apart and differs and often and self._is_outside(row) and not reads_on

    def _is_named(self, row: _Row) -> bool:
        """Say whether a row above the text of a later page has the title or the authors of the first page, as running heads have."""
        words = _letters(row.text)
        if not (row.is_top and row.apart and row.page > 1 and self._is_outside(row)) or self._is_sentence(row):
            return False
        return any(words == name or (len(words) > _NAME and name.startswith(words)) for name in self.front)

    def _is_sentence(self, row: _Row) -> bool:
        """Say whether a row looks like a line of the text."""
        as_text = abs(row.lines[0].size - self.usual) < 0.3 and not (row.text.isupper() or row.lines[0].italic)
        return as_text and (len(row.text) > 60 or (bool(_SENTENCE.search(row.text)) and len(row.text.split()) > 5))


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).casefold()


def _differing(text: str, other: str) -> int:
    """Return in how many numbers two rows of one shape differ. Running heads differ in the number of their page, rows of data in more."""
    pairs = zip(re.findall(r"\d+", text), re.findall(r"\d+", other), strict=False)
    return sum(mine != its for mine, its in pairs)


def _inner(lines: list[Line], apart: Sequence[_Row]) -> tuple[float, float] | None:
    """Return the upper and the lower end of the lines of a page without those at its edges."""
    edge = {id(line) for row in apart for line in row.lines}
    bases = [line.base for line in lines if id(line) not in edge]
    return (max(bases), min(bases)) if bases else None


def _counted(row: _Row) -> list[int]:
    """Return the numbers at the ends of a row that may be the number of the page.

    Such a number is alone, apart from the words beside it, or in a short head without a full stop. A note begins with a number, too.
    """
    found: list[int] = []
    for line in row.lines:
        for match in _COUNTED.finditer(line.text):
            before, after = line.text[: match.start()], re.sub(r"^/\d{1,4}", "", line.text[match.end() :])  # page 2 of 9 may be 2/9
            rest = before + after
            alone = not re.search(r"\w", rest) or (after.strip() or before.strip())[:1] in "|·•–—"
            in_head = row.is_top and len(rest) < 70 and not _SENTENCE.search(line.text) and line.pieces[0].level == 0
            if alone or in_head:
                found += [int(number) for number in match.groups() if number]
    return found

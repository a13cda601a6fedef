"""The sides of the columns of a PDF, and how far its lines are apart."""

from __future__ import annotations

import itertools
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_columns import Column
from briefing.originals.readers.pdf_ends import STOP
from briefing.originals.readers.pdf_lines import Line

APART = 1.22
"""The distance of two lines from which they are two paragraphs, as a share of the usual one."""


@dataclass(slots=True)
class Layout:
    """What the lines of the whole text have in common."""

    usual: float
    """The size of most letters."""
    pitches: dict[int, float]
    """The usual distance of two lines, by twice their size."""
    indents: bool = False
    """Whether paragraphs begin with an indent."""
    justified: bool = False
    """Whether the lines of paragraphs end at one margin."""
    runs_on: bool = False
    """Whether more full lines that end with a sentence are within paragraphs than at their ends."""

    def pitch(self, line: Line) -> float:
        """Return the usual distance of lines as large as this one."""
        return self.pitches.get(round(line.size * 2), 1.2 * line.size)


def layout(columns: Sequence[Column], usual: float) -> Layout:
    """Measure the lines of a text."""
    steps: dict[int, list[float]] = defaultdict(list)
    for column in columns:
        for before, line in zip(column.lines, column.lines[1:], strict=False):
            step = before.base - line.base
            if abs(before.size - line.size) < 0.3 and 0.85 * line.size < step < 3 * line.size:
                steps[round(line.size * 2)].append(step)
    pitches = {size: _usual_step(found) for size, found in steps.items() if len(found) > 2}
    found = Layout(usual, pitches)
    flush = indented = full = count = within = at_end = 0
    for column in columns:
        margins = Margins(column, found)
        full += sum(abs(margins.right - line.right) < 1 for line in column.lines)
        count += len(column.lines)
        for before, line in itertools.pairwise(column.lines):
            gap = (before.base - line.base) / found.pitch(line)
            if (
                STOP.search(before.text)
                and line.text[:1].isupper()
                and abs(before.size - line.size) < 0.3
                and not margins.is_short(before, line)
            ):
                within += 0.7 < gap < APART
                at_end += APART <= gap < 4
        for before, line, after in zip(column.lines, column.lines[1:], column.lines[2:], strict=False):
            if STOP.search(before.text) and abs(line.size - usual) < 0.3 and before.base - line.base < 2 * found.pitch(line):
                if 0.6 * line.size < line.left - margins.left < 4 * line.size and after.left - margins.left < 0.4 * line.size:
                    indented += 1
                elif margins.is_short(before, line) and line.left - margins.left < 0.4 * line.size:
                    flush += 1
    found.indents = indented > flush and indented > 1
    found.justified = full > 0.6 * count
    found.runs_on = within >= at_end
    return found


def _usual_step(steps: Sequence[float]) -> float:
    """Return the commonest distance of lines: of several that are about as common, the smallest."""
    counts = Counter(round(step * 2) for step in steps)
    most = max(counts.values())
    first = min(step for step, count in counts.items() if count >= 0.6 * most)
    return statistics.median(step for step in steps if abs(step * 2 - first) <= 1)


class Margins:
    """The sides of a column, and how its paragraphs begin."""

    def __init__(self, column: Column, layout: Layout) -> None:
        self.layout = layout
        size = _main_size(column)
        lines = [line for line in column.lines if abs(line.size - size) < 0.4] or column.lines
        lefts = Counter(round(line.left) for line in lines)
        most = max(lefts.values())
        # Of margins that many lines have, the outermost one is that of the column.
        self.left = min(left for left, count in lefts.items() if count >= max(0.3 * most, 1))
        rights = sorted(line.right for line in lines)
        self.right = rights[min(int(0.92 * len(rights)), len(rights) - 1)]
        self.width = max(self.right - self.left, 1.0)
        self.hangs = self._hanging(column.lines)

    def is_short(self, before: Line, line: Line) -> bool:
        """Say whether the first word of a line would have had room at the end of the line before."""
        room = self.right - before.right
        return room > line.first + 0.35 * line.size and room > 0.04 * self.width

    def indent(self, line: Line) -> float:
        """Return how far a line is from the margin, as a share of its size."""
        return (line.left - self.left) / line.size

    def _hanging(self, lines: Sequence[Line]) -> set[int]:
        """Return the lines of lists whose items begin at the margin and go on with an indent, by their identity."""
        found: set[int] = set()
        run: list[Line] = []
        for line in (*lines, None):
            if (
                line is not None
                and run
                and run[-1].base - line.base < 1.7 * self.layout.pitch(line)
                and abs(run[-1].size - line.size) < 0.4
            ):
                run.append(line)
                continue
            if self._hangs(run):
                found.update(id(each) for each in run)
            run = [line] if line is not None else []
        return found

    def _hangs(self, run: Sequence[Line]) -> bool:
        begin = go_on = 0
        for before, line in itertools.pairwise(run):
            step = self.indent(line) - self.indent(before)
            ended = bool(STOP.search(before.text)) or self.is_short(before, line)
            if step > 0.6:
                begin += ended
                go_on += not ended
            elif step < -0.6:
                begin += not ended
                go_on += ended
        return go_on > begin and go_on > 1


def _main_size(column: Column) -> float:
    weights: Counter[float] = Counter()
    for line in column.lines:
        weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0]

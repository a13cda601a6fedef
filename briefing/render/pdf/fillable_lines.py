"""Lines to fill in whose words can change without a new layout: a sheet is set once for all who get it."""

from __future__ import annotations

from collections.abc import Callable

from briefing.render.pdf.paragraph import Line
from briefing.render.pdf.strips import SetLine, Strip


class Field:
    """A line with its label, on which other words can be put once it has its place on a page."""

    def __init__(
        self, label: str, strip: Strip, before: SetLine, usual: list[SetLine], left: float, make: Callable[[str], list[Line]]
    ) -> None:
        self.label = label
        self._strip = strip
        self._before = before
        """The words of the label."""
        self._usual = usual
        """What is on it for everybody."""
        self._shown = usual
        self._left = left
        self._make = make

    def fill(self, value: str = "") -> bool:
        """Put words on the line; without words, those for everybody. Return False where they would take more room than those."""
        lines = self._make(value) if value else []
        if len(lines) > 1 or (lines and len(self._usual) > 1):
            return False
        strip, old = self._strip, set(map(id, self._shown))
        self._shown = [SetLine(line, self._left, self._before.depth) for line in lines] if value else self._usual
        strip.lines = [line for line in strip.lines if id(line) not in old]
        place = next(number for number, line in enumerate(strip.lines, 1) if line is self._before)
        strip.lines[place:place] = self._shown
        return True

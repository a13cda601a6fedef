"""Scales of numbers: from a round number to a round number, in round steps."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from briefing.dataclass import dataclass
from briefing.document import Tick
from briefing.languages import Catalogue

MOST_STEPS = 5
_ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of numbers, with the numbers that are printed beside it."""

    steps: tuple[Decimal, ...]

    @classmethod
    def of(cls, values: Iterable[float], *, zero: bool) -> Scale:
        """Return the scale for some values.

        Args:
            values: What is drawn on it.
            zero: Whether zero is on it, too.
        """
        known = [Decimal(repr(each)) for each in values] or [Decimal(0)]
        low, high = min(known), max(known)
        if zero:
            low, high = min(low, Decimal(0)), max(high, Decimal(0))
        if low == high:
            low, high = (low, low + 1) if low >= 0 else (low - 1, low)
        step = _step((high - low) / MOST_STEPS)
        first, last = ((low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING))
        return cls(tuple(step * number for number in range(int(first), int(last) + 1)))

    def share(self, value: float) -> float:
        """Return where a value is, as a share of the scale."""
        return float((Decimal(repr(value)) - self.steps[0]) / (self.steps[-1] - self.steps[0]))

    @property
    def zero(self) -> float | None:
        """Return where zero is; None if it is not on the scale."""
        return self.share(0.0) if self.steps[0] <= 0 <= self.steps[-1] else None

    def ticks(self, words: Catalogue) -> tuple[Tick, ...]:
        """Return the numbers of the scale as the language writes them."""
        return tuple(Tick(self.share(float(step)), words.decimal(float(step))) for step in self.steps)


def _step(least: Decimal) -> Decimal:
    """Return the smallest round number that is not smaller."""
    power = Decimal(10) ** least.adjusted()
    return next(power * each for each in _ROUND if power * each >= least)

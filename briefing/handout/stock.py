"""The sheets of a run. Each sheet is made when somebody needs it, and only once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from briefing.errors import BriefingError, Problem, collect
from briefing.handout.sheet import Offer, Sheet

MakeOffers = Callable[[Mapping[str, str]], list[Offer]]
"""Returns the sheets that a pack has something for, with some of its parameters set."""
Key = TypeVar("Key")
Value = TypeVar("Value")


class Stock:
    """What sheets there can be, and those that are made."""

    def __init__(self, make: MakeOffers) -> None:
        """Begin with no sheet."""
        self.sheets: list[Sheet] = []
        self._make = make
        self._offers: dict[tuple[tuple[str, str], ...], list[Offer] | BriefingError] = {}
        self._places: dict[Offer, int | BriefingError] = {}

    def offers(self, settings: Mapping[str, str]) -> list[Offer]:
        """Return the sheets that there can be for all who have these settings.

        Raises:
            BriefingError: The pack cannot be made with them, or a kind of handout is wrong.
        """
        return _once(self._offers, tuple(sorted(settings.items())), lambda: self._make(settings))

    def everything(self) -> list[Sheet]:
        """Make every sheet that the pack has something for, with no parameter set.

        Raises:
            BriefingError: All that is wrong with all of them.
        """
        self.places(self.offers({}))
        return self.sheets

    def places(self, offers: Sequence[Offer]) -> tuple[int, ...]:
        """Return the places of sheets among those that are made; make those that are not.

        Raises:
            BriefingError: All that is wrong with all of them.
        """
        problems: list[Problem] = []
        found = [collect(problems, lambda offer=offer: _once(self._places, offer, lambda: self._place(offer))) for offer in offers]  # type: ignore[misc]
        if problems:
            raise BriefingError(problems)
        return tuple(place for place in found if place is not None)

    def _place(self, offer: Offer) -> int:
        self.sheets.append(offer.make())
        return len(self.sheets) - 1


def _once(known: dict[Key, Value | BriefingError], key: Key, make: Callable[[], Value]) -> Value:
    """Return what `make` returns, or raise what it raises. It is called once for each key."""
    if key not in known:
        try:
            known[key] = make()
        except BriefingError as error:
            known[key] = error
    found = known[key]
    if isinstance(found, BriefingError):
        raise BriefingError(found.problems)
    return found

"""Words that were set before. A part is set again when a text of it or the number of a page changes, and most of its words are the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from briefing.render.pdf.structure_tree import Element, Slot

Made = TypeVar("Made")


class SetWords:
    """Words that were set in one part, with what is under their elements."""

    def __init__(self, before: SetWords | None = None) -> None:
        """Begin with the words of a setting that is given up: its elements lose what is taken from them."""
        self._before: dict[Hashable, tuple[list[Element | Slot], Any]] = {}
        if before is not None:
            self._before, before._now = before._now, {}  # noqa: SLF001
        self._now: dict[Hashable, tuple[list[Element | Slot], Any]] = {}

    def made(self, key: Hashable, element: Element, make: Callable[[], Made]) -> Made:
        """Return what `make` makes of words below their element, or what it made of the same words before.

        Args:
            key: All that it is made from.
            element: The element, without children.
            make: Makes it, with children of the element.
        """
        if known := self._before.pop(key, None):
            element.adopt(known[0])
        found: Made = known[1] if known else make()
        self._now[key] = [*element.children], found
        return found

"""What a page shows, as it can be drawn again in another file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass


@dataclass(slots=True)
class Drawn:
    """What a page shows below its running head, as it can be drawn again in another file."""

    head: str
    """What was drawn before it on the page …"""
    body: str
    """… what was drawn of it …"""
    packed: bytes = b""
    """… and both together, compressed."""
    marked: list[Any] = field(default_factory=list)
    """The element of each marked-content id, or its number."""
    links: list[tuple[tuple[float, float, float, float], Any, str, str, str]] = field(default_factory=list)
    """The rectangle of each link; the element of its target, or its number; and what else is known of the target."""
    places: list[tuple[str, float, float]] = field(default_factory=list)
    fonts: list[tuple[str, list[tuple[int, str, int]]]] = field(default_factory=list)
    """The pairs of glyphs and characters, with their codes, by the name of the font."""
    is_whole: bool = True
    """Whether there is nothing else on the page, such as a picture."""

    def numbered(self, numbers: Mapping[int, int]) -> tuple[Any, ...]:
        """Return all this as plain data, with the numbers of elements by their identities in the place of elements."""
        marked = [numbers[id(each)] for each in self.marked]
        links = [(box, numbers[id(element)], *more) for box, element, *more in self.links]
        return self.head, self.body, self.packed, marked, links, self.places, self.fonts


class OtherFontsError(Exception):
    """What was drawn before has other names or codes of fonts than this file."""

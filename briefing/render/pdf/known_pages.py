"""What others ask of a page, and pages that were drawn before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from briefing.dataclass import dataclass
from briefing.render.pdf.columns import everything
from briefing.render.pdf.drawn_pages import Drawn
from briefing.render.pdf.page_breaks import Page
from briefing.render.pdf.structure_tree import Element

NAMED = 2
"""The last level of headings that running heads name."""


@dataclass(slots=True)
class Facts:
    """What contents lists, running heads and other formats ask of a page."""

    opens: bool
    """Whether a chapter begins a page of its own here."""
    top: int
    """The level of the heading that it begins with; 0 where it begins with none."""
    headings: list[tuple[int, str]]
    """The levels and the titles of the chapters that begin on it, and of the sections of the level below."""
    places: list[str]
    """The ids of blocks that begin on it."""
    begins: list[int]
    """The blocks that begin on it, by their places in the order of reading."""

    @property
    def all(self) -> tuple[bool, int, list[tuple[int, str]], list[str], list[int]]:
        """Return the facts one after another."""
        return self.opens, self.top, self.headings, self.places, self.begins


@dataclass(slots=True)
class KnownPage(Facts):
    """A page as it was drawn before."""

    drawn: Drawn
    elements: Sequence[Element] = field(default_factory=list)
    """The structure elements of its part, by the numbers that `drawn` has."""


def facts(page: Page | KnownPage) -> Facts:
    """Return the facts of a page, whether it was set now or drawn before."""
    if isinstance(page, KnownPage):
        return page
    strips = list(everything([strip for strip, _ in page.strips]))
    beside = [strip for box, _ in page.boxes for strip in box.strips]
    first = page.strips[0][0].heading if page.strips else None
    return Facts(
        bool(page.strips and page.strips[0][0].opens),
        first.level if first is not None else 0,
        [(each.heading.level, each.heading.title) for each in strips if each.heading is not None and each.heading.level <= NAMED],
        [place for strip in (*strips, *beside) for place in strip.places],
        [number for strip in strips for number in strip.begins],
    )

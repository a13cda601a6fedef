"""Keeping paragraphs on one page."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.document import Blocks, plain
from briefing.render.docx.wml import Element, w

SHORT_ITEM = 160
"""The first item of a list and the last, if they have no more characters, do not stand on a page by themselves."""


def keep_together(paragraphs: Sequence[Element], *, with_next: bool, whole: bool = False) -> None:
    """Keep paragraphs on one page, `with_next` on the page of what follows; `whole`: no paragraph is split either."""
    for number, paragraph in enumerate(paragraphs, 1):
        flags = (("keepLines", whole), ("keepNext", with_next or number < len(paragraphs)))
        for name in (name for name, wanted in flags if wanted and paragraph[0].find(w(name)) is None):
            # The schema wants keepNext first.
            place = 2 if name == "keepLines" and paragraph[0].find(w("keepNext")) is not None else 1
            paragraph[0].insert(place, paragraph[0].makeelement(w(name)))


def ends_in_head(paragraphs: Sequence[Element]) -> bool:
    """Return whether the last of the paragraphs, if there is one, is a heading or a drawing above its table."""
    return bool(paragraphs) and str(paragraphs[-1][0][0].get(w("val"))).startswith(("Heading", "Figure"))


def kept_items(items: Sequence[Blocks]) -> set[int]:
    """Return the places of the items of a list, counted from 0, that stay on the page of the next one."""
    ends = ((0, items[0]), (len(items) - 2, items[-1])) if len(items) > 1 else ()
    return {place for place, end in ends if len(plain(end)) <= SHORT_ITEM}

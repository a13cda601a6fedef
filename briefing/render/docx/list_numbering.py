"""Numbering of lists (ECMA-376 Part 1, 17.9): two kinds of list, and an instance for each ordered list so that it counts for itself."""

from __future__ import annotations

from briefing.render.docx.style_model import BULLETS, LIST_LEVELS, LIST_STEP, NUMBERS, style_id
from briefing.render.docx.wml import Element, add, root, twips

BULLET_SIGNS = ("•", "–", "•", "–", "•", "–", "•", "–", "•")
DEEPEST = len(BULLET_SIGNS) - 1
"""The last level that Word knows, counted from 0."""


class Numbering:
    """The numbering part while the body is written."""

    def __init__(self) -> None:
        self._top = root("numbering")
        _kind(self._top, BULLETS, "bullet", "List Bullet")
        _kind(self._top, NUMBERS, "decimal", "List Number")
        for number in (BULLETS, NUMBERS):
            add(add(self._top, "num", numId=number), "abstractNumId", val=number)
        self._last = NUMBERS

    def ordered(self, level: int, start: int) -> int:
        """Return a new instance that counts from `start` at `level`."""
        self._last += 1
        number = add(self._top, "num", numId=self._last)
        add(number, "abstractNumId", val=NUMBERS)
        add(add(number, "lvlOverride", ilvl=level), "startOverride", val=start)
        return self._last

    def part(self) -> Element:
        """Return `word/numbering.xml`."""
        return self._top


def _kind(top: Element, number: int, form: str, style: str) -> None:
    kind = add(top, "abstractNum", abstractNumId=number)
    add(kind, "multiLevelType", val="multilevel")
    for level, sign in enumerate(BULLET_SIGNS):
        element = add(kind, "lvl", ilvl=level)
        add(element, "start", val=1)
        add(element, "numFmt", val=form)
        if level < LIST_LEVELS:
            add(element, "pStyle", val=style_id(style if level == 0 else f"{style} {level + 1}"))
        add(element, "lvlText", val=sign if form == "bullet" else f"%{level + 1}.")
        add(element, "lvlJc", val="left")
        add(add(element, "pPr"), "ind", left=twips(LIST_STEP * (level + 1)), hanging=twips(LIST_STEP))

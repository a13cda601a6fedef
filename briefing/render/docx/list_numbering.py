"""Numbering (ECMA-376 Part 1, 17.9): lists with signs, lists with numbers, and questions.

Each ordered list has an instance, so that it counts for itself. Questions share an instance as long as each number follows the one before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefing.document import NumberedList
from briefing.document.list_signs import NUMBER, Numeral
from briefing.render.docx.style_model import BULLETS, LIST_LEVELS, LIST_STEP, NUMBERS, QUESTION_INDENT, QUESTIONS, style_id
from briefing.render.docx.wml import Element, RunLook, add, root, run_properties, twips

BULLET_SIGNS = ("•", "–", "•", "–", "•", "–", "•", "–", "•")
DEEPEST = len(BULLET_SIGNS) - 1
"""The last level that Word knows, counted from 0."""
LABEL = re.compile(r"(.*?)([1-9][0-9]{0,8})?", re.DOTALL)
"""The number of a question: what stands before the part that counts, and that part, such as `1.` and `7`."""
COUNTED = "%1"
"""Where Word puts the number into the sign of a list."""
FORMATS: Mapping[Numeral, str] = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
"""What Word calls the numbers of lists (17.18.59)."""


class Numbering:
    """The numbering part while the body is written."""

    def __init__(self, accent: str) -> None:
        self._top = root("numbering")
        self._question_look = RunLook(font="sans", bold=True, colour=accent)
        self._question_kinds = {COUNTED: QUESTIONS}
        _kind(self._top, BULLETS, "bullet", "List Bullet")
        _kind(self._top, NUMBERS, "decimal", "List Number")
        self._question_kind(COUNTED, QUESTIONS)
        for number in (BULLETS, NUMBERS, QUESTIONS):
            add(add(self._top, "num", numId=number), "abstractNumId", val=number)
        self._last = QUESTIONS
        self._asked = (COUNTED, 0, QUESTIONS)
        """The sign of the last question, its number, and its instance."""

    def ordered(self, level: int, node: NumberedList, indent: float) -> int:
        """Return a new instance for a list at `level`, with its first number and its signs, in a place with an indent."""
        instance = self._instance(NUMBERS, level, node.start)
        if (node.numeral, node.frame, indent) != ("decimal", f"{NUMBER}.", 0):
            sign = node.frame.replace(NUMBER, f"%{level + 1}")
            _level(self._top[-1][-1], level, FORMATS[node.numeral], sign, "", indent + LIST_STEP * (level + 1), LIST_STEP, node.start)
        return instance

    def signed(self, level: int, sign: str, indent: float) -> int:
        """Return a new instance for items at `level` that have another sign than its bullet, or stand in a place with an indent."""
        instance = self._instance(BULLETS, level, 1)
        _level(self._top[-1][-1], level, "bullet", sign, "", indent + LIST_STEP * (level + 1), LIST_STEP)
        return instance

    def question(self, label: str) -> int:
        """Return the instance in which the next number is `label`."""
        match = LABEL.fullmatch(label)
        assert match
        sign, number = (f"{match[1]}{COUNTED}", int(match[2])) if match[2] else (label, 0)
        last_sign, last_number, instance = self._asked
        if (sign, number) != (last_sign, last_number + 1):
            if sign not in self._question_kinds:
                self._question_kinds[sign] = QUESTIONS + len(self._question_kinds)
                self._question_kind(sign, self._question_kinds[sign])
            instance = self._instance(self._question_kinds[sign], 0, number)
        self._asked = (sign, number, instance)
        return instance

    def _instance(self, kind: int, level: int, start: int) -> int:
        self._last += 1
        number = add(self._top, "num", numId=self._last)
        add(number, "abstractNumId", val=kind)
        add(add(number, "lvlOverride", ilvl=level), "startOverride", val=start)
        return self._last

    def _question_kind(self, sign: str, number: int) -> None:
        kind = add(self._top, "abstractNum", abstractNumId=number)
        # The schema wants all kinds before the first instance.
        self._top.insert(number - 1, kind)
        add(kind, "multiLevelType", val="singleLevel")
        style = "Question" if sign == COUNTED else ""
        run_properties(_level(kind, 0, "decimal", sign, style, QUESTION_INDENT, QUESTION_INDENT), self._question_look)

    @property
    def state(self) -> tuple[int, tuple[str, int, int]]:
        """Return the last instance, and what the last question was."""
        return self._last, self._asked

    @state.setter
    def state(self, state: tuple[int, tuple[str, int, int]]) -> None:
        self._last, self._asked = state

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the signs that questions have had."""
        return tuple(self._question_kinds)

    def part(self) -> Element:
        """Return `word/numbering.xml`."""
        return self._top


def _kind(top: Element, number: int, form: str, style: str) -> None:
    kind = add(top, "abstractNum", abstractNumId=number)
    add(kind, "multiLevelType", val="multilevel")
    for level, bullet in enumerate(BULLET_SIGNS):
        name = "" if level >= LIST_LEVELS else f"{style} {level + 1}" if level else style
        sign = bullet if form == "bullet" else f"%{level + 1}."
        _level(kind, level, form, sign, name, LIST_STEP * (level + 1), LIST_STEP)


def _level(kind: Element, level: int, form: str, sign: str, style: str, left: float, hanging: float, start: int = 1) -> Element:
    element = add(kind, "lvl", ilvl=level)
    add(element, "start", val=start)
    add(element, "numFmt", val=form)
    if style:
        add(element, "pStyle", val=style_id(style))
    add(element, "lvlText", val=sign)
    add(element, "lvlJc", val="left")
    add(add(element, "pPr"), "ind", left=twips(left), hanging=twips(hanging))
    return element

"""The automatic numbers of Word: what a page shows in front of a paragraph (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.readers.docx_styles import Styles, attribute, is_on, mark_in
from briefing.originals.readers.font_signs import is_of_signs
from briefing.originals.readers.numerals import numeral

_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Label:
    """What stands in front of a paragraph."""

    text: str
    """The number with what belongs to it, such as `Article 2.`, and the space behind it."""
    is_sure: bool = True
    """Whether the kind of the number is known."""


@dataclass(slots=True)
class _Level:
    """A level of a list."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    """The level, counted from 1, after which this one begins anew; None if each higher one counts, 0 if none does."""
    is_legal: bool = False
    """Whether the numbers of all levels are shown in digits."""
    ending: str = " "
    style: str = ""
    is_hidden: bool = False
    font: str = ""


@dataclass(slots=True)
class _List:
    """A definition of a list, with the numbers that were given last."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts the numbered paragraphs of a document, in their order."""

    def __init__(self, root: Any, styles: Styles) -> None:
        """Read the definitions of lists.

        Args:
            root: The part of numbering, or None.
            styles: The styles of the document.
        """
        self._styles = styles
        self._abstract = {attribute(each, "abstractNumId"): each for each in root.iter("{*}abstractNum")} if root is not None else {}
        self._nums = {attribute(each, "numId"): each for each in root.iter("{*}num")} if root is not None else {}
        self._lists: dict[str, _List] = {}
        self._own: dict[tuple[str, int], _Level] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, paragraph: Any) -> Label | None:
        """Return what stands in front of the next paragraph, and count it. A bullet is no label."""
        number, place = self._place(paragraph)
        found = self._list(number)
        if found is None:
            return None
        self._count(found, number, place)
        level = self._level(found, number, place)
        if level.is_hidden:
            return None
        if level.kind == "bullet":
            words = level.text if re.search(r"\w\w", level.text) and not is_of_signs(level.font) else ""
            return Label(words + level.ending) if words else None
        text, is_sure = self._shown(found, number, level)
        return Label(text + level.ending, is_sure) if text.strip() else None

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Return the number of the list of a paragraph, and its level."""
        number = level = ""
        for properties in self._styles.of_paragraph(paragraph, "numPr"):
            level = level or attribute(properties.find("{*}ilvl"), "val")
            number = attribute(properties.find("{*}numId"), "val")
            if number:
                break
        if not level:
            style = self._styles.named(mark_in(paragraph, "pPr"), "pStyle", "paragraph")
            found = self._list(number)
            linked = {each.style: place for place, each in found.levels.items()} if found else {}
            names = (attribute(each, "styleId") for each in self._styles.chain(style))
            level = str(next((linked[name] for name in names if name in linked), 0))
        return number, min(int(level), _LEVELS - 1) if level.isdigit() else 0

    def _list(self, number: str) -> _List | None:
        num = self._nums.get(number)
        if number == "0" or num is None:
            return None
        key = attribute(num.find("{*}abstractNumId"), "val")
        for _ in range(3):  # a list may be another name of a list style, whose definition is elsewhere
            link = attribute(mark_in(self._abstract.get(key), "numStyleLink"), "val")
            if not link:
                break
            key = next((name for name, each in self._abstract.items() if attribute(each.find("{*}styleLink"), "val") == link), key)
        if key not in self._abstract:
            return None
        if key not in self._lists:
            self._lists[key] = _List(dict(map(_level, self._abstract[key].findall("{*}lvl"))))
        return self._lists[key]

    def _override(self, number: str, place: int) -> Any:
        every = self._nums[number].findall("{*}lvlOverride")
        return next((each for each in every if attribute(each, "ilvl") == str(place)), None)

    def _level(self, found: _List, number: str, place: int) -> _Level:
        if (number, place) not in self._own:
            own = mark_in(self._override(number, place), "lvl")
            self._own[number, place] = _level(own)[1] if own is not None else found.levels.get(place, _Level())
        return self._own[number, place]

    def _count(self, found: _List, number: str, place: int) -> None:
        level = self._level(found, number, place)
        override = self._override(number, place)
        begins = mark_in(override, "startOverride")
        if begins is not None and (number, place) not in self._started:
            found.counts.pop(place, None)
            start = _whole(attribute(begins, "val"), level.start)
        else:
            start = level.start
        self._started.add((number, place))
        found.counts[place] = found.counts[place] + 1 if place in found.counts else start
        for above in range(place):  # a level that was left out counts as begun
            found.counts.setdefault(above, self._level(found, number, above).start)
        for below in [each for each in found.counts if each > place]:
            restart = self._level(found, number, below).restart
            if restart is None or (restart > 0 and place < restart):
                del found.counts[below]

    def _shown(self, found: _List, number: str, level: _Level) -> tuple[str, bool]:
        is_sure = True

        def put(match: re.Match[str]) -> str:
            nonlocal is_sure
            place = int(match[1]) - 1
            other = self._level(found, number, place)
            count = found.counts.get(place, other.start)
            kind = "decimal" if level.is_legal and other.kind != "decimalZero" else other.kind
            text = _custom(count, kind) if "," in kind else numeral(count, kind)
            is_sure = is_sure and text is not None
            return str(count) if text is None else text

        return re.sub(r"%([1-9])", put, level.text), is_sure


def _level(element: Any) -> tuple[int, _Level]:
    kind = next((each for each in element.iter("{*}numFmt") if not any(_is_fallback(above) for above in each.iterancestors())), None)
    name = attribute(kind, "val", "decimal")
    restart = element.find("{*}lvlRestart")
    return _whole(attribute(element, "ilvl"), 0), _Level(
        kind=attribute(kind, "format", name) if name == "custom" else name,
        text=attribute(element.find("{*}lvlText"), "val"),
        start=_whole(attribute(element.find("{*}start"), "val"), 0),
        restart=_whole(attribute(restart, "val"), 0) if restart is not None else None,
        is_legal=is_on(element.find("{*}isLgl")),
        ending="" if attribute(element.find("{*}suff"), "val") == "nothing" else " ",
        style=attribute(element.find("{*}pStyle"), "val"),
        is_hidden=is_on(element.find("{*}rPr/{*}vanish")),
        font=attribute(element.find("{*}rPr/{*}rFonts"), "ascii"),
    )


def _is_fallback(element: Any) -> bool:
    return str(element.tag).endswith("}Fallback")


def _whole(text: str, usual: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else usual


def _custom(number: int, pattern: str) -> str | None:
    """Return a number as in a pattern of three examples, such as `001, 002, 003, ...` or `α, β, γ, ...`; None if the pattern is another."""
    first = pattern.partition(",")[0].strip()
    if first.isdecimal():
        return str(number).zfill(len(first))
    return numeral(number, {"α": "greekLower", "Α": "greekUpper"}.get(first, pattern))

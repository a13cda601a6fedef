"""The automatic numbers of OpenDocument: of the items of lists, and of headings (OpenDocument 1.3, 19.880 and 16.30)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.document.numbering import letter
from briefing.originals.readers.numerals import numeral

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PATTERN = "num-list-format"
"""The attribute of LibreOffice for a number in one pattern, such as `Article %1%.`."""
_KINDS = {
    "1": "decimal", "i": "lowerRoman", "I": "upperRoman", "①": "decimalEnclosedCircle", "一": "chineseCounting",
    "甲": "ideographTraditional", "子": "ideographZodiac", "ア": "aiueo", "イ": "iroha", "ｱ": "aiueo", "А": "russianUpper",
    "а": "russianLower", "α": "greekLower", "Α": "greekUpper", "א": "hebrew1", "أ": "arabicAlpha", "١": "arabicIndic", "१": "hindiNumbers",
    "๑": "thaiNumbers", "가": "ganada",
    "ㄱ": "chosung",
}  # fmt: skip
"""The kinds of numbers by the sign for one, with which their format begins."""


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list that has numbers."""

    format: str = ""
    is_repeated: bool = False
    """Whether the letters after z are aa, bb, cc."""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    """How many levels the number shows."""
    start: int = 1
    pattern: str = ""

    def number(self, count: int) -> str | None:
        """Return a number, or None if its kind is not known."""
        if not self.format:
            return ""
        if self.format in ("a", "A"):
            small = (numeral(count, "lowerLetter") or "") if self.is_repeated else letter(max(count, 1) - 1)
            return small if self.format == "a" else small.upper()
        return numeral(count, _KINDS.get(self.format[0], ""))


@dataclass(slots=True)
class Counter:
    """The numbers that a list has given last, by level from 1."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """The definitions of lists and headings of a document, and what they have counted."""

    def __init__(self, trees: Iterable[Any]) -> None:
        """Read the definitions.

        Args:
            trees: The trees with the styles of the document.
        """
        self._styles: dict[str, dict[int, _Level]] = {}
        self._outline: dict[int, _Level] = {}
        for tree in trees:
            for style in tree.iter(f"{_TEXT}list-style"):
                self._styles[style.get(f"{_STYLE}name", "")] = _levels(style)
            for style in tree.iter(f"{_TEXT}outline-style"):
                self._outline = _levels(style)
        self.headings = Counter("")
        self.lists: dict[str, Counter] = {}
        """Lists by their ids, for those that go on with them."""
        self.last: Counter | None = None

    def heading(self, level: int, start: str) -> tuple[str, bool]:
        """Count a heading. Return its number, empty if it has none, and whether its kind is known."""
        return self._counted(self.headings, self._outline, level, start)

    def item(self, counter: Counter, level: int, start: str) -> tuple[str, bool]:
        """Count an item of a list. Return its number, empty if it has none, and whether its kind is known."""
        return self._counted(counter, self._styles.get(counter.style, {}), level, start)

    def _counted(self, counter: Counter, levels: dict[int, _Level], level: int, start: str) -> tuple[str, bool]:
        own, counts = levels.get(level, _Level()), counter.counts
        counts[level] = int(start) if re.fullmatch(r"\d{1,6}", start) else counts.get(level, own.start - 1) + 1
        for below in [each for each in counts if each > level]:
            del counts[below]
        for above in range(1, level):
            counts.setdefault(above, levels.get(above, _Level()).start)
        return _shown(own, levels, counts, level)


def _shown(own: _Level, levels: dict[int, _Level], counts: dict[int, int], level: int) -> tuple[str, bool]:
    if own.pattern:
        places = [int(each) for each in re.findall(r"%(\d{1,2})%", own.pattern)]
    else:
        places = [each for each in range(max(level - own.shown + 1, 1), level + 1) if levels.get(each, _Level()).format]
    texts = {each: levels.get(each, _Level()).number(counts.get(each, 1)) for each in places}
    is_sure = all(text is not None for text in texts.values())
    known = {each: str(counts.get(each, 1)) if text is None else text for each, text in texts.items()}
    if own.pattern:
        text = re.sub(r"%(\d{1,2})%", lambda match: known[int(match[1])], own.pattern) if own.format or not places else ""
        return text.strip(), is_sure
    if not own.format:
        return "", True
    return f"{own.prefix}{'.'.join(known[each] for each in places)}{own.suffix}".strip(), is_sure


def _levels(style: Any) -> dict[int, _Level]:
    names = ("list-level-style-number", "outline-level-style")
    return {_whole(each.get(f"{_TEXT}level"), 1): _level(each) for name in names for each in style.iter(f"{_TEXT}{name}")}


def _level(element: Any) -> _Level:
    return _Level(
        format=element.get(f"{_STYLE}num-format", ""),
        is_repeated=element.get(f"{_STYLE}num-letter-sync") == "true",
        prefix=element.get(f"{_STYLE}num-prefix", ""),
        suffix=element.get(f"{_STYLE}num-suffix", ""),
        shown=_whole(element.get(f"{_TEXT}display-levels"), 1),
        start=_whole(element.get(f"{_TEXT}start-value"), 1),
        pattern=next((str(value) for key, value in element.attrib.items() if key.endswith(_PATTERN)), ""),
    )


def _whole(text: str | None, usual: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else usual

"""The words of a file of tags by their looks, and by the attributes that they are in.

Whatever hides letters between the letters of a word, in a style sheet or in a property, gives them another look. So the letters that a
reader sees are whole among those of one look. What an attribute says, such as a label, goes on in the same attribute of the next element.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

_OWN = ("class", "style", "hidden", "dir")
"""Attributes that change how an element looks."""
_NOT_SHOWN = frozenset(
    {"id", "class", "space", "lang", "paraId", "textId", "xpath", "storeItemID", "anchor", "d", "points", "transform", "viewBox"}
)
"""Attributes that no reader sees."""
_SELDOM_SHOWN = {"style": re.compile("[\"']"), "href": re.compile("://"), "src": re.compile("data:")}
"""Attributes that a reader sees if they have these signs."""
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"\d{2,6}")
_COMPUTED = re.compile(r"\b(?:SYMBOL|QUOTE)\b")
"""Fields of Word that make letters of numbers (ISO/IEC 29500-1, 17.16.5)."""
_SHORT, _ROW = 3, 12
"""Letters of a piece of a word, and pieces that follow each other where words are in pieces."""
_FEWEST = 12
"""Letters and digits of what is yielded."""
_LABEL = 5
"""Spaces in a value that is a text of its own: where it comes again it says nothing new."""
_TEXTS = etree.XPath("//text()", smart_strings=False)
_COMMON = " or ".join(f"self::w:{name}" for name in ("t", "rStyle", "pStyle", "tcW", "bookmarkEnd"))
_WITH_ATTRIBUTES = etree.XPath(f"//*[@*][not({_COMMON})]", namespaces={"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"})
"""Elements that may have words in attributes: the commonest ones of Word have not."""


def by_looks(root: Any) -> Iterator[str]:
    """Yield the text of each look, where a text is in pieces of a few letters."""
    row = longest = 0
    for size in filter(None, (len(text.strip()) for text in _TEXTS(root))):
        row = row + 1 if size <= _SHORT else 0
        longest = max(longest, row)
    if longest < _ROW:
        return
    found: dict[object, list[str]] = {}
    for element, text in _pieces(root):
        found.setdefault(_look(element), []).append(text)
    yield from (text for text in map("".join, found.values()) if len(text) >= _FEWEST)


def _pieces(root: Any) -> Iterator[tuple[Any, str]]:
    """Yield each text of a tree with the element whose look it has."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and element.text and not callable(element.tag):
            yield element, element.text
        elif event == "end" and element.tail and element is not root:
            yield element.getparent(), element.tail


def by_attributes(root: Any) -> Iterator[str]:
    """Yield what each attribute of each kind of element says, one after another; and the letters that fields of Word compute."""
    found = defaultdict[tuple[str, str], list[str]](list)
    for element in _WITH_ATTRIBUTES(root):
        tag = element.tag
        for key, value in element.items():
            found[tag, key].append(value)
    said = [values for (_, key), every in found.items() if (values := _shown(key.rpartition("}")[2], every))]
    yield from (" ".join(values) for values in said if sum(map(len, values)) >= _FEWEST)
    for values in said:
        if pages := [re.sub(r"<[^>]*>", "", value) for value in values if "<" in value]:
            yield " ".join(pages)


def _shown(name: str, values: Sequence[str]) -> Sequence[str]:
    """Return the values of an attribute that a reader sees."""
    if name in _NOT_SHOWN or name.startswith("rsid"):
        return ()
    shown = _SELDOM_SHOWN.get(name)
    different = {value for value in set(values) if _LETTER.search(value) and (not shown or shown.search(value))}
    kept = list[str]()
    for value in values:
        if value in different:
            kept.append(value)
            if value.count(" ") >= _LABEL:
                different.discard(value)
    return kept


def computed(codes: str) -> str:
    """Return the letters that fields of Word compute from numbers."""
    if not _COMPUTED.search(codes):
        return ""
    return "".join(chr(number) for each in _NUMBER.findall(codes) if (number := int(each)) < 0x110000)


def _look(element: Any) -> object:
    """Return what says how the text of an element looks: in Word the properties of its run and whether it is deleted."""
    own = tuple(element.get(name) for name in _OWN)
    run = element.getparent()
    if run is None or not str(run.tag).endswith("}r"):
        return element.tag, own
    properties = next((each for each in run if str(each.tag).endswith("}rPr")), None)
    outer = run.getparent()
    return (
        element.tag,
        None if properties is None else etree.tostring(properties, with_tail=False),
        outer.tag if outer is not None else "",
    )

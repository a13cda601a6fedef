"""Plain YAML, read by libyaml: ten times as fast as ruamel.yaml, which reads what is not plain, and finds the words for what is wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import yaml
from ruamel.yaml.resolver import implicit_resolvers
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

_LOADER: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""A reader that gives every value as text. Where PyYAML was built without libyaml, it is a slow one."""
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
"""What ends a line for libyaml, and not in YAML 1.2."""
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_MEANINGS: dict[str, list[tuple[str, Any]]] = defaultdict(list)
"""What a text without quotation marks can mean in YAML 1.2, by its first character."""
for _versions, _tag, _pattern, _firsts in implicit_resolvers:
    if (1, 2) in _versions:
        for _first in _firsts:
            _MEANINGS[_first].append((_tag.rpartition(":")[2], _pattern))


class NotPlain(Exception):  # noqa: N818  (nothing is wrong with such YAML)
    """The YAML has something that only a whole reader of YAML 1.2 understands, or a mistake."""


class Marks:
    """Where the parts of a list or of settings stand: line and column, counted from 0."""

    __slots__ = ("col", "data", "line")

    def __init__(self, mark: Any) -> None:
        """Begin with the place of the whole."""
        self.line, self.col = mark.line, mark.column
        self.data: dict[Any, tuple[int, int, int, int]] = {}

    def key(self, key: Any) -> tuple[int, int]:
        """Return the place of a key."""
        return self.data[key][:2]

    item = key

    def value(self, key: Any) -> tuple[int, int]:
        """Return the place of a value."""
        return self.data[key][2:]


class Settings(dict[Any, Any]):
    """Settings as they were read, with their places."""

    __slots__ = ("lc",)

    def __init__(self, marks: Marks) -> None:
        """Begin without any."""
        super().__init__()
        self.lc = marks


class Items(list[Any]):
    """A list as it was read, with its places."""

    __slots__ = ("lc",)

    def __init__(self, marks: Marks) -> None:
        """Begin without any."""
        super().__init__()
        self.lc = marks


def plain(text: str) -> Any:
    """Return what a YAML text holds; None where it is empty.

    Raises:
        NotPlain: It must be read by ruamel.yaml.
    """
    if _OTHER_BREAKS.search(text):
        raise NotPlain
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        return None if node is None else _value(node)
    except yaml.YAMLError:
        raise NotPlain from None
    finally:
        loader.dispose()


def _value(node: Any) -> Any:
    if node.id == "scalar":
        return _scalar(node)
    marks = Marks(node.start_mark)
    if node.id == "sequence":
        items = Items(marks)
        for number, each in enumerate(node.value):
            begin = each.start_mark
            marks.data[number] = (begin.line, begin.column, begin.line, begin.column)
            items.append(_value(each))
        return items
    settings = Settings(marks)
    for key_node, each in node.value:
        if key_node.id != "scalar":
            raise NotPlain
        key = _scalar(key_node)
        if key in settings:
            raise NotPlain
        start = key_node.start_mark
        begin = each.start_mark if each.start_mark.index < each.end_mark.index else start  # what is empty is meant by its key
        marks.data[key] = (start.line, start.column, begin.line, begin.column)
        settings[key] = _value(each)
    return settings


def _scalar(node: Any) -> Any:
    text = node.value
    if node.style == "|":
        return LiteralScalarString(text)
    if node.style == ">":
        return FoldedScalarString(text)
    if node.style:
        return text
    for meaning, pattern in _MEANINGS.get(text[:1], ()):
        if pattern.match(text):
            return _meant(text, meaning)
    return text


def _meant(text: str, meaning: str) -> Any:
    if meaning == "null":
        return None
    if meaning == "bool":
        return text.lower() == "true"
    if meaning == "timestamp":
        # A date stays text: YAML itself reads whole days only, and does not say on which line a wrong date is.
        return text
    if meaning == "int" and _INT.fullmatch(text):
        return int(text)
    if meaning == "float" and _FLOAT.fullmatch(text):
        return float(text)
    raise NotPlain

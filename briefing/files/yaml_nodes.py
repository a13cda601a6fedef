"""Plain YAML, read by libyaml: ten times as fast as ruamel.yaml, which reads what is not plain, and finds the words for what is wrong."""

from __future__ import annotations

import re
from typing import Any

import yaml

from briefing.files.yaml_words import UNPRINTABLE

_LOADER: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""A reader that gives every value as text. Where PyYAML was built without libyaml, it is a slow one."""
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
"""What ends a line for libyaml, and not in YAML 1.2."""
TRICKS = re.compile(r"[&*]\w|!|^%|\\", re.MULTILINE)
"""Without one of these no value has an anchor, a tag or a code of a character."""
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""What words mean in YAML 1.2 if they have no quotation marks."""
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_NO_TEXT = re.compile(
    r"""[-+][0-9_]+|[-+]?(?:[0-9][0-9_]*|0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+)
    |[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?
    |[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?
    |[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)
    |<<|=""",
    re.VERBOSE,
)
"""Other numbers, and marks of YAML. A date is text: YAML itself reads whole days only, and does not say on which line a wrong date is."""


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


class Literal(str):
    """A text below `|`."""

    __slots__ = ()
    style = "|"


class Folded(str):
    """A text below `>`."""

    __slots__ = ()
    style = ">"


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
    if _OTHER_BREAKS.search(text) or (TRICKS.search(text) and _has_tricks(text)):
        raise NotPlain
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        return None if node is None else _value(node)
    except yaml.YAMLError:
        raise NotPlain from None
    finally:
        loader.dispose()


def _has_tricks(text: str) -> bool:
    """Say whether there are parts of YAML that can make a small file huge in memory, or codes of characters that cannot be printed."""
    try:
        return any(
            isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken | yaml.DirectiveToken)
            or (isinstance(token, yaml.ScalarToken) and token.style == '"' and UNPRINTABLE.search(token.value))
            for token in yaml.scan(text, _LOADER)
        )
    except yaml.YAMLError:
        return True


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
        return Literal(text)
    if node.style == ">":
        return Folded(text)
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _NO_TEXT.fullmatch(text):
        raise NotPlain
    return text

"""Changing the sections in the file of an outline: its other lines stay as they are, and their remarks.

Each change is made in the lines, and then read again: if the file does not say what it should, nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefing.files.origin import Location, Origin
from briefing.files.reading import parsed_yaml
from briefing.files.resetting import WIDTH, as_yaml


def moved(origin: Origin, section: Location, beside: Location, *, before: bool) -> str | None:
    """Return the text of an outline with a section before or after another; None where its lines cannot be told apart.

    Args:
        origin: The file.
        section: The place of the section in the file.
        beside: The place of the other.
        before: Whether it goes before the other.
    """
    lines = origin.whole.splitlines()
    begin, end = _lines(origin, lines, section)
    to = _lines(origin, lines, beside)[0 if before else 1]
    if begin < to < end:
        return None
    indent = _indent(lines[_first(origin, beside)]) - _indent(lines[_first(origin, section)])
    taken = _indented(lines[begin:end], indent)
    if taken is None:
        return None
    rest = [*lines[:begin], *lines[end:]]
    place = to if to <= begin else to - (end - begin)
    return _checked([*rest[:place], *taken, *rest[place:]], _moved(_plain(origin.data), section, beside, before=before))


def dropped(origin: Origin, section: Location) -> str | None:
    """Return the text of an outline without a section; None where its lines cannot be told apart."""
    lines = origin.whole.splitlines()
    begin, end = _lines(origin, lines, section)
    data = _plain(origin.data)
    siblings = _at(data, section[:-1])
    if len(siblings) == 1:
        return None  # a list without items is another thing in YAML
    del siblings[int(section[-1])]
    return _checked([*lines[:begin], *lines[end:]], data)


def added(origin: Origin, section: Mapping[str, Any], beside: Location) -> str | None:
    """Return the text of an outline with a new section after another; None where its lines cannot be told apart."""
    lines = origin.whole.splitlines()
    end = _lines(origin, lines, beside)[1]
    indent = _indent(lines[_first(origin, beside)])
    new = [f"{' ' * indent}{line}" for line in as_yaml({"sections": [section]}).splitlines()[1:]]
    data = _plain(origin.data)
    _at(data, beside[:-1]).insert(int(beside[-1]) + 1, _plain(section))
    return _checked([*lines[:end], *new, *lines[end:]], data)


def listed(origin: Origin, settings: Location, key: str, values: Sequence[str]) -> str | None:
    """Return the text of an outline with another list as a setting of a section, or of the outline itself.

    Args:
        origin: The file.
        settings: The place of the section; empty for the outline.
        key: The setting.
        values: The list.
    """
    lines = origin.whole.splitlines()
    node = _at(origin.data, settings)
    data = _plain(origin.data)
    _at(data, settings)[key] = list(values)
    if key in node:
        line, column = node.lc.key(key)
        line += origin.first - 1
        end = _end_of_setting(lines, line, column)
        return _checked([*lines[:line], *_list(key, values, lines[line][:column]), *lines[end:]], data)
    if not settings:
        return _checked([*lines, *_list(key, values, "")], data)
    begin, end = _first(origin, settings), _last_of_own(origin, lines, settings)
    indent = " " * (len(re.match(r"\s*- *", lines[begin])[0]))  # type: ignore[index]
    return _checked([*lines[:end], *_list(key, values, indent), *lines[end:]], data)


def _list(key: str, values: Sequence[str], head: str) -> list[str]:
    """Return a list as lines, in brackets. What comes before the key, such as the dash of a section, stays."""
    lines, line = [], f"{head}{key}: ["
    hanging = " " * len(line)
    for number, value in enumerate(values):
        word = as_yaml({"x": value}).removeprefix("x:").strip() + ("," if number < len(values) - 1 else "")
        if len(line) + len(word) > WIDTH and line.strip():
            lines.append(line.rstrip())
            line = hanging
        line += word + (" " if number < len(values) - 1 else "")
    return [*lines, f"{line}]"]


def _end_of_setting(lines: Sequence[str], line: int, column: int) -> int:
    end = line + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > column or _is_item(lines[end], column)):
        end += 1
    while end > line + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _is_item(line: str, column: int) -> bool:
    """Say whether a line is an item of a list that begins in the column of its key."""
    return _indent(line) == column and line.lstrip().startswith("- ")


def _lines(origin: Origin, lines: Sequence[str], section: Location) -> tuple[int, int]:
    """Return the first line of a section, with the remarks right above it, and the line after its last."""
    first = _first(origin, section)
    indent = _indent(lines[first])
    end = first + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > indent or lines[end].lstrip().startswith("#")):
        end += 1
    while end > first + 1 and (lines[end - 1].lstrip().startswith("#") and _indent(lines[end - 1]) <= indent):
        end -= 1  # remarks before the next section belong to it
    while first and lines[first - 1].lstrip().startswith("#") and _indent(lines[first - 1]) == indent:
        first -= 1
    return first, end


def _last_of_own(origin: Origin, lines: Sequence[str], section: Location) -> int:
    """Return the line after the settings of a section, before the sections inside it."""
    node = _at(origin.data, section)
    end = _lines(origin, lines, section)[1]
    if "sections" in node:
        end = node.lc.key("sections")[0] + origin.first - 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def _first(origin: Origin, section: Location) -> int:
    row = _at(origin.data, section[:-1]).lc.item(section[-1])[0]
    return int(row) + origin.first - 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _indented(lines: Sequence[str], by: int) -> list[str] | None:
    if by >= 0:
        return [f"{' ' * by}{line}" if line.strip() else line for line in lines]
    if any(line.strip() and _indent(line) < -by for line in lines):
        return None
    return [line[-by:] if line.strip() else line for line in lines]


def _moved(data: Any, section: Location, beside: Location, *, before: bool) -> Any:
    taken = _at(data, section)
    target = _at(data, beside)
    siblings = _at(data, beside[:-1])
    home = _at(data, section[:-1])
    del home[int(section[-1])]
    place = next(number for number, each in enumerate(siblings) if each is target)
    siblings.insert(place if before else place + 1, taken)
    if not home:  # a section without sections inside lists none
        del _at(data, section[:-2])["sections"]
    return data


def _checked(lines: Sequence[str], wanted: Any) -> str | None:
    text = "\n".join([*lines, ""])
    try:
        found = _plain(parsed_yaml(text, "outline"))
    except Exception:
        return None
    return text if found == wanted else None


def _at(data: Any, location: Location) -> Any:
    for step in location:
        data = data[step]
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value

"""CSL-JSON and CSL-YAML (the field `references` of pandoc)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.errors import BriefingError
from briefing.exchange.bibliography.work import Raw
from briefing.files.reading import parsed_yaml
from briefing.system.confined.limits import UnreadableError

_ADVICE = "Export the bibliography again."
_TALK = ("locator", "label", "prefix", "suffix", "suppress-author", "uris", "uri", "position", "system_id")
"""What belongs to a citation, and not to a work."""


def read_json(text: str) -> list[Raw]:
    """Read CSL-JSON.

    Raises:
        UnreadableError: It is not JSON, or no list of works.
    """
    data = loaded(text)
    items = data.get("items", data.get("references", [data])) if isinstance(data, dict) else data
    return list(_works(items, lines(text)))


def loaded(text: str) -> Any:
    """Return JSON with its numbers as they are written.

    Raises:
        UnreadableError: It is not JSON.
    """
    try:
        return json.loads(text, parse_float=str, parse_int=_whole)
    except (ValueError, RecursionError) as error:
        line = f"line {error.lineno}: " if isinstance(error, json.JSONDecodeError) else ""
        what = error.msg if isinstance(error, json.JSONDecodeError) else "its brackets are too deep, or a number is too long"
        raise UnreadableError(f"{line}this is not JSON: {what}", _ADVICE) from None


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) < 18 else digits


def read_yaml(text: str) -> list[Raw]:
    """Read CSL-YAML.

    Raises:
        UnreadableError: It is not YAML, or has no list `references`.
    """
    body = re.sub(r"\A---[ \t]*\n|\n(?:---|\.\.\.)[ \t]*\n?\s*\Z", "\n", text)
    try:
        data = parsed_yaml(body, "")
    except BriefingError as error:
        first = error.problems[0]
        raise UnreadableError(f"line {first.line}: {first.message}", first.hint) from None
    items = data.get("references") if isinstance(data, Mapping) else data
    return list(_works(items, [0] * 10_000))


def _works(items: Any, lines: list[int]) -> Iterator[Raw]:
    if not isinstance(items, list) or not all(isinstance(each, Mapping) for each in items):
        raise UnreadableError("this is no list of works", _ADVICE)
    for number, item in enumerate(items):
        data = dict(item.get("itemData", item)) if isinstance(item.get("itemData", item), Mapping) else dict(item)
        raw = Raw(lines[number] if number < len(lines) else 0, str(data.pop("id", "") or ""))
        for key, value in data.items():
            raw.fields[str(key)] = _plain(value)
        for key in _TALK:
            raw.fields.pop(key, None)
        raw.key = str(raw.fields.pop("citation-key", "") or raw.key)
        yield raw


def _plain(value: Any) -> Any:
    """Return a value with texts in the place of numbers; dates keep their parts."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | bool) or value is None else str(value)


def lines(text: str) -> list[int]:
    """Return the line on which each item of the outermost list begins."""
    found, depth, line, inside, escaped = [], 0, 1, False, False
    for sign in text:
        line += sign == "\n"
        if inside:
            inside, escaped = escaped or sign != '"', sign == "\\" and not escaped
        elif sign == '"':
            inside = True
        elif sign in "[{":
            depth += 1
            if sign == "{" and depth == (2 if text.lstrip()[:1] == "[" else 1):
                found.append(line)
        elif sign in "]}":
            depth -= 1
    return found

"""Changing settings at the top of a file that people write: their other lines, their order and their comments stay."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from briefing.errors import BriefingError
from briefing.files.reading import parsed_yaml

WIDTH = 110
"""Columns of the lines that briefing writes."""
_END = re.compile(r"^---[ \t]*$", re.MULTILINE)


def as_yaml(settings: Mapping[str, Any]) -> str:
    """Return settings as lines of YAML."""
    yaml = YAML(typ="rt")
    yaml.width = WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=2, offset=0)
    stream = io.StringIO()
    yaml.dump(CommentedMap(settings), stream)
    return re.sub(r" +$", "", stream.getvalue(), flags=re.MULTILINE)


def with_settings(text: str, new: Mapping[str, Any]) -> str | None:
    """Return the text of a Markdown file with other values for some of its settings; a setting that it lacks comes last.

    Args:
        text: The text, which begins with settings between two lines with `---`.
        new: The values, by their keys.

    Returns:
        None where the lines of a setting cannot be told apart from others, so that a person has to change them.
    """
    if (apart := _apart(text)) is None:
        return None
    settings, rest = apart
    lines = settings.splitlines()
    for key, value in new.items():
        written = as_yaml({key: value}).splitlines()
        start = next((place for place, line in enumerate(lines) if re.match(rf"{re.escape(key)}\s*:", line)), None)
        if start is None:
            lines += written
            continue
        stop = _end(lines, start)
        remark = re.search(r"\s+#[^'\"]*$", lines[start]) if stop == start + 1 and len(written) == 1 else None
        lines[start:stop] = [written[0] + (remark[0] if remark else ""), *written[1:]]
    head = "\n".join([*lines, ""])
    return f"---\n{head}{rest}" if _says(head, settings, new) else None


def with_item(text: str, key: str, item: Mapping[str, Any]) -> str | None:
    """Return the text of a Markdown file with one item more at the end of a list among its settings; a list that it lacks comes last.

    Returns:
        None where the lines of the list cannot be told apart from others, so that a person has to change them.
    """
    if (apart := _apart(text)) is None:
        return None
    settings, rest = apart
    lines = settings.splitlines()
    before = parsed_yaml(settings, "settings")
    whole = [*(before.get(key) or []), item]
    start = next((place for place, line in enumerate(lines) if re.fullmatch(rf"{re.escape(key)}\s*:\s*(#.*)?", line)), None)
    if start is None:
        return with_settings(text, {key: whole})
    stop = _end(lines, start)
    first = next((line for line in lines[start + 1 : stop] if re.match(r"\s*- ", line)), "- ")
    indent = first[: len(first) - len(first.lstrip())]
    lines[stop:stop] = [f"{indent}{line}" for line in as_yaml({key: [item]}).splitlines()[1:]]
    head = "\n".join([*lines, ""])
    return f"---\n{head}{rest}" if _says(head, settings, {key: whole}) else with_settings(text, {key: whole})


def _apart(text: str) -> tuple[str, str] | None:
    """Return the settings at the top of a text, and the rest from the line that ends them; None where there are none."""
    end = _END.search(text, 4)
    return (text[4 : end.start()], text[end.start() :]) if text.startswith("---\n") and end is not None else None


def _end(lines: list[str], start: int) -> int:
    """Return the line behind a setting that begins on line `start`."""
    # An item of a list may begin in the first column, as the settings do.
    stop = next((place for place in range(start + 1, len(lines)) if re.match(r"[^\s#-]", lines[place])), len(lines))
    while stop > start + 1 and re.match(r"\s*(#|$)", lines[stop - 1]):  # remarks before the next setting belong to it
        stop -= 1
    return stop


def _says(now: str, before: str, new: Mapping[str, Any]) -> bool:
    """Say whether settings are what they should be, and all others as they were."""
    try:
        found, was = dict(parsed_yaml(now, "settings")), dict(parsed_yaml(before, "settings"))
    except (BriefingError, TypeError, ValueError):
        return False
    return bool(_plain(found) == _plain({**was, **new}))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else str(value)

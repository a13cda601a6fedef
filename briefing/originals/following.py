"""A record that follows a new copy: what it says of its text, under `original:`, is rewritten. Its other lines stay, and its comments."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Sequence

from briefing.document.numbering import ranges
from briefing.errors import BriefingError
from briefing.files.reading import parsed_yaml
from briefing.originals.normal import fingerprint, normalise
from briefing.originals.recognise import body_of
from briefing.originals.sketch import sketch

_KEY = re.compile(r"(?P<indent>\s+)(?P<key>paragraphs|body|words|sha256|sketch)\s*:(?P<value>.*?)(?P<comment>\s+#.*)?")
_WIDTH = 112
"""Columns of the lines of a sketch."""


def body(old: Sequence[str], numbers: Sequence[int], new: Sequence[str]) -> tuple[int, ...]:
    """Return the paragraphs of a new copy that stand where the body of the old one stood; all, where none can be told.

    Args:
        old: The paragraphs of the old copy.
        numbers: Those of its body.
        new: The paragraphs of the new copy.
    """
    within = set(numbers)
    before, after = ([normalise(paragraph).text for paragraph in text] for text in (old, new))
    found: list[int] = []
    for _, first, last, start, end in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if last - first == end - start:  # the same paragraphs, or as many others
            found += [start + place + 1 for place in range(end - start) if first + place + 1 in within]
        elif last > first:
            found += range(start + 1, end + 1) if any(number in within for number in range(first + 1, last + 1)) else ()
        elif first in within and first + 1 in within:  # an insertion between two paragraphs of the body
            found += range(start + 1, end + 1)
    return tuple(found) or tuple(range(1, len(new) + 1))


def values(paragraphs: Sequence[str], numbers: Sequence[int]) -> dict[str, str]:
    """Return what a record says of a text, as it is written.

    Args:
        paragraphs: The text.
        numbers: Those of its body.
    """
    text = body_of(paragraphs, numbers)
    return {
        "paragraphs": str(len(paragraphs)),
        "body": ranges(numbers, dash="-"),
        "words": str(len(text.split())),
        "sha256": fingerprint(normalise(text).text),
        "sketch": sketch(text),
    }


def completed(record: str, lines: Sequence[str]) -> str | None:
    """Return the text of a record that had no lines `original:` with them; None where it has no settings between lines of `---`."""
    parts = re.match(r"(---[ \t]*\n.*?)(^---[ \t]*$)", record, re.DOTALL | re.MULTILINE)
    if parts is None:
        return None
    text = f"{parts[1]}{chr(10).join(lines)}\n{record[parts.start(2) :]}"
    return text if re.search(r"^original\s*:", parts[1], re.MULTILINE) is None else None


def rewritten(record: str, new: dict[str, str]) -> str | None:
    """Return the text of a record with other values under `original:`.

    Args:
        record: The text of its file.
        new: The values, by their keys.

    Returns:
        None where the lines cannot be told apart from others, so that a person has to change them.
    """
    lines = record.split("\n")
    start = next((place for place, line in enumerate(lines) if re.match(r"original\s*:", line)), None)
    if start is None:
        return None
    end = next(
        (place for place in range(start + 1, len(lines)) if re.match(r"[^\s#}\]]", lines[place])),
        len(lines),
    )
    inside = [line for line in lines[start + 1 : end] if not re.match(r"\s+compared\s*:", line)]  # nobody has compared the new copy
    is_block = re.fullmatch(r"original\s*:\s*(#.*)?", lines[start])
    changed = [lines[start], *_block(inside, new)] if is_block else ["original:", *_all(new, "  ")]
    text = "\n".join([*lines[:start], *changed, *lines[end:]])
    return text if _says(text, record, new) else None


def _block(lines: Sequence[str], new: dict[str, str]) -> list[str]:
    """Return the lines below `original:`, a key a line; a value of several lines is indented more than its key."""
    found: list[str] = []
    left, indent, deep = dict(new), "  ", False
    last = 0
    for line in lines:
        match = _KEY.fullmatch(line)
        if deep and line.strip() and len(line) - len(line.lstrip()) > len(indent):
            continue  # of the old value
        deep = False
        if match and match["key"] in left:
            indent, deep = match["indent"], True
            found += _entry(match["key"], left.pop(match["key"]), indent, match["comment"] or "")
            last = len(found)
        else:
            found.append(line)
    return [*found[:last], *_all(left, indent), *found[last:]]


def _all(new: dict[str, str], indent: str) -> list[str]:
    return [line for key, value in new.items() for line in _entry(key, value, indent, "")]


def _entry(key: str, value: str, indent: str, comment: str) -> list[str]:
    if key != "sketch":
        return [f"{indent}{key}: {value}{comment}"]
    spaced = " ".join(value[place : place + 8] for place in range(0, len(value), 8))
    inner = indent + "  "
    return [f"{indent}{key}: >-{comment}", *textwrap.wrap(spaced, _WIDTH, initial_indent=inner, subsequent_indent=inner)]


def _says(text: str, before: str, new: dict[str, str]) -> bool:
    """Say whether a record says what it should, and of everything else what it said before."""
    try:
        now, then = (dict(parsed_yaml(each.split("\n---", 1)[0], "record")) for each in (text, before))
        now_of_text = {key: "".join(str(value).split()) for key, value in dict(now.pop("original")).items()}
        then.pop("original")
    except (BriefingError, TypeError, ValueError, KeyError):
        return False
    return now == then and now_of_text == {key: "".join(value.split()) for key, value in new.items()}

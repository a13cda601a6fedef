"""Changing settings in a file that a person has written: their other lines stay as they are, and their remarks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_HEAD = re.compile(r"(?P<open>---[ \t]*\n)(?P<settings>.*?)(?P<close>^---[ \t]*$)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?:[ \t]|$)")


def changed(
    text: str, new: Mapping[str, Sequence[str]], before: Sequence[str] = (), remarks: tuple[str, Sequence[str]] = ("", ())
) -> str | None:
    """Return the text of a file with other settings.

    Args:
        text: The text of the file.
        new: The lines of each setting to write, by its key; no lines to take the setting out.
        before: Keys before which settings that the file does not have yet are written.
        remarks: The beginning of remarks that are taken out, and the remarks that are put in their place.

    Returns:
        None if the file has no settings between lines of `---`.
    """
    head = _HEAD.match(text)
    if head is None:
        return None
    blocks = _blocks(head["settings"].splitlines(), remarks[0])
    left = dict(new)
    found: list[str] = []
    place = None
    for key, lines in blocks:
        if place is None and key in before:
            place = len(found)
        found += left.pop(key) if key in left else lines
    place = len(found) if place is None else place
    added = [line for lines in left.values() for line in lines]
    found[place:place] = [*added, *remarks[1]]
    body = "".join(f"{line}\n" for line in found)
    return f"{head['open']}{body}{text[head.start('close') :]}"


def _blocks(lines: Sequence[str], dropped: str) -> list[tuple[str, list[str]]]:
    """Return the settings with their lines, and the remarks between them under an empty key."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        match = _KEY.match(line)
        if dropped and line.startswith(dropped):
            continue
        if match:
            found.append((match["key"], [line]))
        elif found and found[-1][0] and not line.startswith("#"):
            found[-1][1].append(line)
        else:
            found.append(("", [line]))
    return found

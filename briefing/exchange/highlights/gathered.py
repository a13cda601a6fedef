"""What a reader of highlights gathers from a file."""

from __future__ import annotations

import re
from dataclasses import field

from briefing.dataclass import dataclass
from briefing.passages.mark import Asked, Mark

MOST = 20_000
"""How many annotations one file may have."""
LONGEST = 20_000
"""The greatest length of one text of an annotation, in characters."""


@dataclass(slots=True)
class Gathered:
    """The annotations of a file."""

    marks: list[Mark] = field(default_factory=list)
    wordless: int = 0
    """How many annotations were skipped because they mark no words, and say nothing."""
    notices: list[str] = field(default_factory=list)
    """What a person should know of the whole file. Each is a sentence without a full stop."""
    questions: list[Asked] = field(default_factory=list)
    """Questions that are about no passage."""


def line_of(value: object) -> str:
    """Return a text as one line without characters that cannot be printed; empty if the value is not text."""
    return " ".join(_printable(value).split()) if isinstance(value, str) else ""


def block_of(value: object) -> str:
    """Return a text of several lines without characters that cannot be printed; empty if the value is not text."""
    if not isinstance(value, str):
        return ""
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_printable(each).rstrip() for each in text.split("\n")).strip()


def _printable(value: str) -> str:
    return "".join(each if each.isprintable() or each in "\u00ad\u200c\u200d" else " " for each in value[:LONGEST])


def is_same(words: str, others: str) -> bool:
    """Say whether two texts have the same letters and digits: some programs write the marked words into the comment, too."""
    return _bare(words) == _bare(others)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def people(names: set[str], groups: set[str]) -> list[str]:
    """Return a notice on whose comments a file has, if they are of several people."""
    named = sorted(filter(None, names))
    if len(named) < 2:
        return []
    of = f" in {'the group' if len(groups) == 1 else 'the groups'} {', '.join(f'“{each}”' for each in sorted(groups))}" if groups else ""
    shown = ", ".join(named[:6]) + (" …" if len(named) > 6 else "")
    return [f"the annotations are by {len(named)} people{of} ({shown}): ask them before you print their comments"]

"""Where words stand: those that a message names in a text, and those of a text in the file that it was written in."""

from __future__ import annotations

import itertools
import re

QUOTED = re.compile(r"“([^”]+?)(?: …)?”")
"""Words of a file that a message repeats."""
_NAMED = (
    re.compile(r"has no (¶\d+)"),
    re.compile(r"'([^']+)'"),
    QUOTED,
    re.compile(r"(\[@[^\]\s]*(?:[^\]]*\])?|\[\w[^\]]*\]|@\w+|<\w+>|\*\*|\^\[|\{\{)"),
    re.compile(r"^([\w-]+): "),
)
"""What a message names, the surest first: words between quotation marks, marks of Markdown, the key of a setting."""


def named(message: str, text: str, start: int = 0) -> int | None:
    """Return where the words that a message names stand in a text from `start` on, whatever white space is between them."""
    for words in itertools.chain.from_iterable(pattern.findall(message) for pattern in _NAMED):
        pattern = r"\s+".join(map(re.escape, words.split()))
        if pattern and (match := re.search(rf"(?<!\w){pattern}", text[start:])):
            return start + match.start()
    return None


def written(whole: str, start: int, text: str, offset: int) -> int | None:
    """Return where a character of a text stands in the file, in which lines may be folded and indented otherwise than in the text.

    Args:
        whole: The file.
        start: Where the text begins in it, but for white space.
        text: What was read.
        offset: The character's place in it. White space stands for what follows it.

    Returns:
        None where the file spells the text otherwise.
    """
    place = start - 1
    for letter in itertools.chain(re.sub(r"\s", "", text[:offset]), text[offset:].lstrip()[:1]):
        place += 1
        while place < len(whole) and whole[place].isspace():
            place += 1
        if place >= len(whole) or whole[place] != letter:
            return None
    return place


def line_and_column(whole: str, place: int) -> tuple[int, int]:
    """Return the line and the column of a character, both counted from 1."""
    return whole.count("\n", 0, place) + 1, place - whole.rfind("\n", 0, place)


def beginning_of(whole: str, line: int) -> int:
    """Return where a line begins, counted from 1."""
    place = 0
    for _ in range(line - 1):
        place = whole.find("\n", place) + 1
    return place

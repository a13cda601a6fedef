"""Finding the place of words: the words that a message names in a text, and a character of a text in its file."""

from __future__ import annotations

import itertools
import re

QUOTED = re.compile(r"“([^”]+?)(?: …)?”")
"""The pattern of words that a message quotes from a file."""
_NAMED = (
    re.compile(r"^the quotation “([^\s”]+)"),
    re.compile(r"has no (¶\d+)"),
    re.compile(r"'([^']+)'"),
    QUOTED,
    re.compile(r"(\[@[^\]\s]*(?:[^\]]*\])?|\[\w[^\]]*\]|@\w+|<\w+>|\*\*|\^\[|\{\{)"),
    re.compile(r"^([\w-]+): "),
)
"""The patterns of words that a message names, the surest first: words in quotation marks, marks of Markdown, the key of a setting."""


def named(message: str, text: str, start: int = 0) -> int | None:
    """Return where in a text, from `start` on, the words are that a message names. White space between the words may differ."""
    for words in itertools.chain.from_iterable(pattern.findall(message) for pattern in _NAMED):
        pattern = r"\s+".join(map(re.escape, words.split()))
        if pattern and (match := re.search(rf"(?<!\w){pattern}", text[start:])):
            return start + match.start()
    return None


def written(whole: str, start: int, text: str, offset: int) -> int | None:
    """Return where a character of a text is in the file. The file may have other line breaks and indentation than the text.

    Args:
        whole: The text of the file.
        start: Where the text begins in the file, or where white space before it begins.
        text: The text as it was read from the file.
        offset: The place of the character in the text. For white space, the next character counts.

    Returns:
        The place, or None if the file does not spell the text in the same way.
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
    """Return the line and the column of a character, both counted from 1. `place` counts the characters before it."""
    return whole.count("\n", 0, place) + 1, place - whole.rfind("\n", 0, place)


def beginning_of(whole: str, line: int) -> int:
    """Return the place of the first character of a line. Lines are counted from 1."""
    place = 0
    for _ in range(line - 1):
        place = whole.find("\n", place) + 1
    return place

"""The pieces of text that make a paragraph: put together, divided at empty lines, with superior and inferior digits as such."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from briefing.document.small_figures import moved

BREAK = "\n"
"""The end of a line within a paragraph. It is a space in the copy; two in a row end the paragraph."""
NEW_PAGE = "\n\n"
_MARK = re.compile(r"\W*(?:\d{1,3}|[*†‡§¶#]{1,3}|[a-z]|[ivx]{1,5})\W*")
"""What stands for a note: a number, a sign or a letter."""


_FIRST = re.compile(r"\s*([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\S{1,5}?(?=\s|\b|$))")


class Pieces:
    """The text of a paragraph while it is read."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, int]] = []

    def add(self, text: str, level: int = 0) -> None:
        """Add some text.

        Args:
            text: The text.
            level: 1 if it is superior, -1 if it is inferior.
        """
        if text:
            self._pieces.append((text, level))

    @property
    def ends_with_space(self) -> bool:
        """Whether the last that was added is a space or the end of a line."""
        return bool(self._pieces) and self._pieces[-1][0][-1].isspace()

    def ends_with(self, mark: str) -> bool:
        """Say whether the mark of a note was added last."""
        text = self._pieces[-1][0].rstrip() if self._pieces else ""
        return text.endswith(mark) and not text.removesuffix(mark)[-1:].isdigit()

    def take_mark(self, mark: str) -> None:
        """Remove the mark of a note from the end of the text."""
        text, level = self._pieces.pop()
        self.add(text.rstrip().removesuffix(mark), level)

    def taken(self) -> list[str]:
        """Return the paragraphs that the text makes, and begin anew."""
        text = "".join(_joined(self._pieces))
        self._pieces.clear()
        return [part for part in divided(text) if part.strip()]


def _joined(pieces: list[tuple[str, int]]) -> Iterator[str]:
    for level, group in groupby(pieces, key=lambda piece: piece[1]):
        text = "".join(text for text, _ in group)
        yield moved(text, raised=level > 0) if level else text


def divided(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text with breaks."""
    for part in re.split(rf"{BREAK}[ \t]*{BREAK}\s*", text):
        yield part.replace(BREAK, " ")


def mark_of(paragraphs: list[str]) -> str:
    """Return the mark with which a note begins, as typed by hand; empty if it begins with words."""
    first = _FIRST.match(paragraphs[0]) if paragraphs else None
    mark = unicodedata.normalize("NFKC", first[1]) if first else ""
    return mark if _MARK.fullmatch(mark) else ""


def without_mark(paragraph: str) -> str:
    """Return a note without the mark with which it begins."""
    return _FIRST.sub("", paragraph, count=1).lstrip()

"""Characters that no typeface of the theme can show: found before drawing, with the file and the line that they come from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.document import Document, Question, Text, WritingSpace, walk
from briefing.document.directions import RIGHT_TO_LEFT, script
from briefing.errors import Problem, shown_path
from briefing.theme import font_files
from briefing.theme.model import Theme

_INSTEAD = {
    "\u2011": "Write an ordinary hyphen.",
    "\u202f": "Write an ordinary space.",
    "\u2009": "Write an ordinary space.",
    "\t": "Write a space.",
}


_ELIDED = "Leave it out of the quotation with 'edits: [{elide: …}]', or choose another passage."


def problems(document: Document, theme: Theme, files: Iterable[Path], base: Path) -> Iterator[Problem]:
    """Yield a problem for each place in `files` that holds a character of the document that cannot be shown.

    Args:
        document: What is to be drawn.
        theme: Whose typefaces are asked.
        files: The files that the document was made from.
        base: Paths in messages are relative to it.
    """
    printed = used(document)
    backward = RIGHT_TO_LEFT.findall(printed)
    missing = [each for each in font_files.missing(printed, (theme.text, theme.sans)) if each not in backward]
    if not (missing or backward):
        return
    texts = [(path, path.read_text(encoding="utf-8")) for path in files]
    if backward:
        yield from _backward(set(backward), texts, base)
    for character in missing:
        places = [(path, line, column) for path, text in texts for line, column in _places(text, character)]
        message = f"no typeface has the character {_name(character)}"
        hint = _INSTEAD.get(character, "Write it with other letters, or take it out.")
        for path, line, column in places:
            yield Problem(shown_path(path, base), line, message, _ELIDED if path.parent.name == "originals" else hint, column)
        if not places:
            yield Problem("--set", 0, message, hint)


def _backward(characters: set[str], texts: Iterable[tuple[Path, str]], base: Path) -> Iterator[Problem]:
    """Yield a problem for each line with words that run from right to left."""
    hint = "Write them in Latin or Cyrillic letters, or take them out."
    found = False
    for path, text in texts:
        for number, line in enumerate(text.split("\n"), 1):
            column = next((at for at, character in enumerate(line, 1) if character in characters), 0)
            if column:
                found = True
                advice = _ELIDED if path.parent.name == "originals" else hint
                yield Problem(shown_path(path, base), number, _cannot_be_set(line[column - 1]), advice, column)
    if not found:
        yield Problem("--set", 0, _cannot_be_set(min(characters)), hint)


def _cannot_be_set(character: str) -> str:
    return f"{script(character)} words run from right to left, and briefing would print them in the wrong order"


def used(document: Document) -> str:
    """Return every character that a document prints, once, in order of their code points."""
    head = (document.title, document.subtitle, document.kicker, document.byline, document.description, *document.keywords)
    found = set("".join(head))
    for node in walk(document):
        match node:
            case Text(text):
                found.update(text)
            case Question():
                found.update(node.label)
            case WritingSpace():
                found.update(node.label)
    return "".join(sorted(found))


def _places(text: str, character: str) -> list[tuple[int, int]]:
    """Return the lines that hold a character, with the column of the first on each."""
    return [(number, line.index(character) + 1) for number, line in enumerate(text.split("\n"), 1) if character in line]


def _name(character: str) -> str:
    name = unicodedata.name(character, "a control character")
    shown = f"'{character}' " if character.isprintable() else ""
    return f"{shown}(U+{ord(character):04X}, {name})"

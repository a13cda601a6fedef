"""Reading a style sheet of the user for the EPUB. It may have rules only, and may not load other files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from briefing.errors import BriefingError, Problem, shown_path
from briefing.files.reading import read_text
from briefing.theme.layers import Layer
from briefing.theme.workspace_files import found

LARGEST_FILE = 200_000
_REFUSED = (
    (r"@import\b", "@import loads another style sheet, which is not allowed", "Copy its rules into this one."),
    (r"@(charset|namespace)\b", "@{0} is only allowed at the very beginning of a style sheet", "Delete it. The file is UTF-8."),
    (r"@font-face\b", "@font-face loads a font file, which is not allowed", "Set 'typefaces:' in the theme instead."),
    (
        r"\b(url|src|image|(?:-webkit-)?image-set)\s*\(",
        "{0}(…) loads a file, but an EPUB has only the files of the pack",
        "Use colours and borders instead.",
    ),
    (r"(?<![\w-])(direction|unicode-bidi)\s*:", "'{0}' is not allowed in an EPUB", "Delete it."),
    (r"\bposition\s*:\s*(fixed)\b", "'position: {0}' is not allowed in an EPUB", "Delete it."),
    (r"(\\)", "a backslash is not allowed, because it can hide a forbidden rule", "Write the character itself."),
    (r"(<)", "'<' is not allowed in a style sheet", "Delete the HTML and write rules only."),
)
"""Patterns that a style sheet must not have, each with a message and a hint."""


def read(layer: Layer, root: Path) -> str:
    """Return the rules of the style sheet that a layer names.

    Raises:
        BriefingError: A problem for everything that is not allowed, with its line.
    """
    file = found(layer, ("css",), root, (".css",), LARGEST_FILE, "Write the rules into a .css file.")
    name = shown_path(file, root)
    text = read_text(file, name)
    problems = list(_problems(text, name))
    if problems:
        raise BriefingError(problems)
    return text


def _problems(text: str, name: str) -> Iterator[Problem]:
    bare = _without(r"/\*.*?\*/", text)
    if "/*" in bare:
        yield Problem(name, _line(bare, bare.index("/*")), "a remark is not closed", "Write */ where it ends.")
        return
    for pattern, message, hint in _REFUSED:
        for match in re.finditer(pattern, bare, re.IGNORECASE):
            word = match[1].lower() if match.lastindex else ""
            yield Problem(name, _line(bare, match.start()), message.format(word), hint)
    yield from _unbalanced(_without(r"\"[^\"\n]*\"|'[^'\n]*'", bare), name)


def _without(pattern: str, text: str) -> str:
    """Return the text with spaces instead of the parts that the pattern finds. Line breaks stay."""
    return re.sub(pattern, lambda match: re.sub(r"[^\n]", " ", match[0]), text, flags=re.DOTALL)


def _unbalanced(text: str, name: str) -> Iterator[Problem]:
    quote = re.search(r"[\"']", text)
    if quote:
        yield Problem(name, _line(text, quote.start()), "a quotation mark is not closed", "Write the same mark at the end of the value.")
    opened: list[int] = []
    for match in re.finditer(r"[{}]", text):
        if match[0] == "{":
            opened.append(match.start())
        elif not opened:
            yield Problem(name, _line(text, match.start()), "a } has no { before it", "Delete it, or write the {.")
            return
        else:
            opened.pop()
    if opened:
        yield Problem(name, _line(text, opened[-1]), "a { is not closed", "Write } after the last line of the rule.")


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1

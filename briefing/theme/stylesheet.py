"""A style sheet of the user's for the EPUB: rules only, nothing that is fetched from elsewhere."""

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
    (r"@import\b", "@import fetches another style sheet", "Copy its rules into this one."),
    (r"@(charset|namespace)\b", "@{0} stands only at the very beginning of a style sheet", "Take it out; the file is UTF-8."),
    (r"@font-face\b", "@font-face brings a font file along", "Set 'typefaces:' in the theme in its place."),
    (
        r"\b(url|src|image|(?:-webkit-)?image-set)\s*\(",
        "{0}(…) fetches a file, and an EPUB has only those of the pack",
        "Use colours and borders in its place.",
    ),
    (r"(?<![\w-])(direction|unicode-bidi)\s*:", "'{0}' is not allowed in an EPUB", "Take it out."),
    (r"\bposition\s*:\s*(fixed)\b", "'position: {0}' is not allowed in an EPUB", "Take it out."),
    (r"(\\)", "a backslash hides what a rule says", "Write the character itself."),
    (r"(<)", "'<' has no place in a style sheet", "Take the HTML out; write rules only."),
)
"""What a style sheet must not hold, why, and what to do."""


def read(layer: Layer, root: Path) -> str:
    """Return the rules of the style sheet that a layer names.

    Raises:
        BriefingError: Everything in it that is refused, with its line.
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
    """Return the text with spaces in place of what the pattern finds; lines stay where they are."""
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
            yield Problem(name, _line(text, match.start()), "a } has no { before it", "Take it out, or write the {.")
            return
        else:
            opened.pop()
    if opened:
        yield Problem(name, _line(text, opened[-1]), "a { is not closed", "Write } after the last line of the rule.")


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1

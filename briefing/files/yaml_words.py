"""Plain words for what is wrong with a text or its YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.errors import BriefingError, Problem

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of characters (surrogates), and code points that are not characters."""

_ALIGN = "Indent all keys of a group, and all hyphens of a list, by the same number of spaces."
_WORDS = (
    (
        r"could not find expected ':'|did not find expected key",
        "a line has no ': '",
        "Write 'key: value'. If the line belongs to a longer text, indent it under its key.",
    ),
    (r"character '\\t'", "there is a tab instead of spaces", "Use spaces to indent."),
    (
        r"character '[@`%]'|character '\S+' that cannot start",
        "a value begins with a character that has a special meaning in YAML",
        "Put the value in quotation marks.",
    ),
    (r"unknown escape character", "a \\ has a special meaning inside double quotation marks", "Use single quotation marks, or write \\\\."),
    (r"quoted scalar", "a quotation mark is not closed", "Write the same mark at the end of the value."),
    (r"expected ',' or '[\]}]'|node content", "a bracket is not closed, or a comma is missing", "Write [one, two] or {key: value}."),
    (r"expected <block end>", "this line is not aligned with the lines above it", _ALIGN),
    (
        r"chomping|comment or a line break",
        "there is text on the same line as > or |",
        "Begin the text on the next line, and indent each of its lines by two spaces.",
    ),
    (r"another document|single document", "there is a second line with ---", "Delete one of the two."),
)
"""For each error of the YAML reader: a pattern of its words, our words, and a hint."""


def unprintable(character: str) -> str:
    """Say that a file has such a character."""
    return f"the file has a character that cannot be printed (U+{ord(character):04X})"


def too_deep(name: str, line: int) -> BriefingError:
    """Return the error about settings that are nested too deeply."""
    return BriefingError([Problem(name, line, "the settings are nested too deeply", "Use fewer levels of indentation or brackets.")])


def fault(error: MarkedYAMLError, text: str, name: str, first: int) -> Problem:
    """Return a problem with a file whose settings are not YAML. The settings begin on the line `first`."""
    said, inside = str(error.problem or "it cannot be read"), str(error.context or "")
    begun = error.context_mark if re.search("quoted|flow|simple key", inside) else None
    mark = begun or error.problem_mark or error.context_mark
    line = min(mark.line, text.rstrip().count("\n")) if mark else 0
    column = mark.column + 1 if mark and line == mark.line else 0
    shown = text.split("\n")[line]
    if "mapping values are not allowed" in said:
        words, hint = _second_colon(shown)
    elif "block end" in said and re.match(r"\s*(?:- )*[\w-]+: +['\"]", shown):
        words = "a value goes on after its closing quotation mark"
        hint = "Put the marks around the whole value. Inside single marks, write '' for an apostrophe."
    else:
        general = (said, "Indent with spaces and write 'key: value'. Put values with special characters in quotation marks.")
        words, hint = next(((words, advice) for pattern, words, advice in _WORDS if re.search(pattern, f"{said} {inside}")), general)
    return Problem(name, first + line, f"this is not YAML: {words}", hint, column)


def _second_colon(line: str) -> tuple[str, str]:
    if line.count(": ") > 1:
        return "there is a second ': ' in one line", "Put the value in quotation marks, because it contains ': '."
    return "this line is not aligned with the lines above it", _ALIGN

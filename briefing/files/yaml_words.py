"""What a reader of YAML says of a mistake, in words for whoever made it."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError

from briefing.errors import Problem

_WORDS = (
    (
        r"could not find expected ':'|did not find expected key",
        "a line has no ': '",
        "Write 'key: value'; indent the lines of a longer text under its key.",
    ),
    (r"character '\\t'", "there is a tab where spaces belong", "Indent with spaces."),
    (
        r"character '[@`%]'|character '\S+' that cannot start",
        "a value begins with a character that YAML keeps for itself",
        "Put the value in quotation marks.",
    ),
    (r"unknown escape character", "a \\ stands in double quotation marks", "Use single quotation marks, or write \\\\."),
    (r"quoted scalar", "a quotation mark is not closed", "Write the same mark at the end of the value."),
    (r"expected ',' or '[\]}]'|node content", "a bracket is not closed, or a comma is missing", "Write [one, two] and {key: value}."),
    (
        r"expected <block end>",
        "this line does not fit those above it",
        "Begin the keys of one group, and the hyphens of one list, under each other.",
    ),
    (
        r"chomping|comment or a line break",
        "a text begins on the line of > or |",
        "Write it in the lines below, with two spaces before each.",
    ),
    (r"another document|single document", "there is a second line of ---", "Keep one."),
)
"""What YAML says, what we say, and what to do."""


def fault(error: MarkedYAMLError, text: str, name: str, first: int) -> Problem:
    """Return what is wrong with a file that is not YAML, whose settings begin on the line `first`."""
    said, inside = str(error.problem or "it cannot be read"), str(error.context or "")
    begun = error.context_mark if re.search("quoted|flow|simple key", inside) else None
    mark = begun or error.problem_mark or error.context_mark
    line = min(mark.line, text.rstrip().count("\n")) if mark else 0
    column = mark.column + 1 if mark and line == mark.line else 0
    shown = text.split("\n")[line]
    if "mapping values are not allowed" in said:
        words, hint = _second_colon(shown)
    elif "block end" in said and re.match(r"\s*(?:- )*[\w-]+: +['\"]", shown):
        words = "the quotation marks of a value end before the value does"
        hint = "Put them around the whole value; inside single ones, write '' for an apostrophe."
    else:
        general = (said, "Indent with spaces, write 'key: value', and put values with special characters in quotation marks.")
        words, hint = next(((words, advice) for pattern, words, advice in _WORDS if re.search(pattern, f"{said} {inside}")), general)
    return Problem(name, first + line, f"this is not YAML: {words}", hint, column)


def _second_colon(line: str) -> tuple[str, str]:
    if line.count(": ") > 1:
        return "there is a second ': ' in one line", "Put the value in quotation marks, because it holds ': '."
    return "this line does not fit those above it", "Begin the keys of one group under each other."

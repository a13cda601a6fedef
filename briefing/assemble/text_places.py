"""Where in the files of a library a text says something that is wrong only in a pack."""

from __future__ import annotations

import re

from briefing.assemble.context import Context
from briefing.errors import Problem, Severity
from briefing.files.reading import read_markdown
from briefing.library.shelves import SHELVES
from briefing.library.texts import is_body, texts


def problem_at(context: Context, pattern: str, message: str, hint: str, severity: Severity = "error") -> Problem:
    """Return a problem at the first place in the library that a pattern fits; else at the head of the outline."""
    for shelf in SHELVES:
        for key, item in getattr(context.library, shelf).items():
            for place, text, _, _ in texts(item):
                if found := re.search(pattern, text):
                    file = f"seeds/{shelf}/{key}.md"
                    at = None if is_body(item, place) else place
                    return read_markdown(context.root / file, file).text_problem(at, text, found.start(), message, hint, severity=severity)
    return context.origin.problem((), message, hint, severity=severity)

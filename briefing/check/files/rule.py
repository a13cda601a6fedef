"""What a rule is, and what it finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from briefing.errors import Severity

LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
"""The shape of a language tag (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that holds in a good file."""

    says: str
    """What holds, in a sentence without its stop."""
    source: str
    """Who says so: the clause of a standard or, where there is none, good practice."""
    fix: str
    """What the user can do, in sentences."""
    criteria: tuple[str, ...] = ()
    """The success criteria of WCAG 2.1 that it serves."""
    severity: Severity = "error"
    """A warning where readers lose comfort, and no standard forbids it."""


class Finding(NamedTuple):
    """One place where a rule does not hold."""

    rule: str
    message: str
    """What is wrong, as the start or the end of a sentence: it follows the place."""
    place: str | int = ""
    """The page of a PDF, counted from 1; the words of the heading or the file elsewhere; empty for the whole."""

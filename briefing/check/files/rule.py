"""A rule for finished files, and a finding: a place where the rule does not hold."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefing.dataclass import dataclass
from briefing.errors import Severity

LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
"""The shape of a language tag (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that every good file keeps."""

    says: str
    """The rule, as a sentence without its full stop."""
    source: str
    """Where the rule comes from: the clause of a standard, or `good practice`."""
    fix: str
    """What the user can do, in sentences."""
    criteria: tuple[str, ...] = ()
    """The success criteria of WCAG 2.1 that it serves."""
    severity: Severity = "error"
    """A warning if it is only less comfortable for readers and no standard forbids it."""


class Finding(NamedTuple):
    """One place where a rule does not hold."""

    rule: str
    message: str
    """What is wrong, in small letters: in a message it follows the place."""
    place: str | int = ""
    """The page of a PDF, counted from 1; the words of the heading or the file elsewhere; empty for the whole."""

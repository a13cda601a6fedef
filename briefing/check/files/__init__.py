"""Checks of finished files, whoever made them: can people read them with a screen reader, a keyboard or a small screen?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from briefing.check.files.all_rules import RULES
from briefing.check.files.rule import Finding, Rule
from briefing.errors import Problem
from briefing.system import confined

KINDS = (".pdf", ".docx", ".epub")


def findings(path: Path, name: str) -> list[Finding]:
    """Return what the rules for a PDF, a Word file or an EPUB find in one.

    Args:
        path: The file. It may come from anywhere: it is read in a process of its own, with limits.
        name: The path as the user knows it.

    Raises:
        BriefingError: It is missing, of another kind, damaged or encrypted.
    """
    instead = "Make the file again with the program that made it, and check the new file."
    answer = confined.ask("briefing.check.files", path, name, instead)
    return [Finding(*each) for each in answer["findings"]]


def problems(found: Iterable[Finding], name: str) -> list[Problem]:
    """Return findings as problems of a file. The same finding in several places is one problem that names them all."""
    places: dict[tuple[str, str], list[str | int]] = {}
    for each in found:
        places.setdefault((each.rule, each.message), []).append(each.place)
    return [_problem(RULES[rule], message, found_at, name) for (rule, message), found_at in places.items()]


def _problem(rule: Rule, message: str, places: list[str | int], name: str) -> Problem:
    place = where(places)
    text = f"{place}: {message}" if place else message
    return Problem(name, 0, f"{text} ({rule.source})", rule.fix, severity=rule.severity)


def where(places: Sequence[str | int]) -> str:
    """Return pages by their numbers, or parts by their names. Of many, name the first and count the rest."""
    pages = sorted({place for place in places if isinstance(place, int) and place})
    parts = list(dict.fromkeys(place for place in places if isinstance(place, str) and place))
    if pages:
        return f"{'page' if len(pages) == 1 else 'pages'} {_listed([str(page) for page in pages])}"
    return _listed(parts)


_MOST = 8
"""How many places a message names."""


def _listed(names: list[str]) -> str:
    shown = names[:_MOST]
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(shown) + more

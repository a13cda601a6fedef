"""Answers that depend on nothing but their question and this program, such as which countries a map shows: kept between runs.

Another version of the program has other answers. Those that are damaged are found anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from briefing.system import cache, program

MOST = 5_000
"""Answers that are kept. If there are more, those stay that this run has asked for."""

Answer = TypeVar("Answer")


class _Known:
    """The answers in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = cache.key("answers", program.identity())
        found = (cache.read(self.name) or {}).get("answers")
        self.answers: dict[str, Any] = found if isinstance(found, dict) else {}
        self.asked: set[str] = set()
        self.is_new = False


_known: list[_Known] = []
"""What this process knows of the folder that it used last."""


def kept(name: str, given: object, find: Callable[[], object], read: Callable[[Any], Answer]) -> Answer:
    """Return an answer; find and keep it if it is not known.

    Args:
        name: The question.
        given: What it is asked of, as plain data.
        find: Finds the answer, as plain data.
        read: Makes the answer from plain data, with lists for tuples.
    """
    known = _here()
    if known is None:
        return read(find())
    question = f"{name} {json.dumps(given)}"
    known.asked.add(question)
    if question in known.answers:
        try:
            return read(known.answers[question])
        except (TypeError, ValueError):
            pass
    found = find()
    known.answers[question], known.is_new = found, True
    return read(found)


def keep() -> None:
    """Write the answers, if there are new ones."""
    known = _here()
    if known is None or not known.is_new:
        return
    if len(known.answers) > MOST:
        known.answers = {question: known.answers[question] for question in known.asked if question in known.answers}
    cache.write(known.name, {"answers": known.answers})
    known.is_new = False
    known.asked.clear()


def _here() -> _Known | None:
    """Return what is known in the folder of the cache; None if the cache is off."""
    folder = cache.folder()
    if folder is None:
        return None
    if not _known or _known[0].folder != folder:
        _known[:] = [_Known(folder)]
    return _known[0]

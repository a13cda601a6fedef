"""The files in which readers and their programs keep annotations. Each is read in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefing.errors import BriefingError, near
from briefing.exchange.bibliography_files import placed
from briefing.exchange.highlights.gathered import Gathered
from briefing.passages.mark import Asked, Mark


def read(path: Path) -> Gathered:
    """Read the annotations of a file.

    Raises:
        BriefingError: It is missing or unreadable, or in no format that is known.
    """
    from briefing.system import confined

    try:
        answer: dict[str, Any] = confined.ask("briefing.exchange.highlights", path, near(path), "Export a part of it into a new file.")
    except BriefingError as error:
        raise BriefingError(map(placed, error.problems)) from None
    return Gathered([_mark(each) for each in answer["marks"]], answer["wordless"], answer["notices"], _asked(answer["questions"]))


def _mark(values: dict[str, Any]) -> Mark:
    found: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return Mark(**{**found, "questions": tuple(_asked(values["questions"]))})


def _asked(values: list[dict[str, Any]]) -> list[Asked]:
    return [Asked(**each) for each in values]

"""Reading a user's file of any format, whatever is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefing.originals.readers.result import Reading
from briefing.system import confined


def read(path: Path) -> Reading:
    """Read a file of any format that is known.

    Raises:
        BriefingError: It is missing, unreadable, or refused by its reader.
    """
    answer = confined.ask("briefing.originals.readers", path, path.as_posix(), "Copy the text that you need into a new file.")
    found: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in answer.items()}
    return Reading(**found)

"""Reading a file of the user in any known format, in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefing.originals.readers.result import Reading


def read(path: Path) -> Reading:
    """Read a file of any known format.

    Raises:
        BriefingError: The file is missing or unreadable, or its reader refuses it.
    """
    from briefing.system import confined

    answer = confined.ask("briefing.originals.readers", path, path.as_posix(), "Copy the text that you need into a new file.")
    found: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in answer.items()}
    return Reading(**found)

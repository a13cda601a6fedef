"""The process that reads one file: `python -m briefing.originals.readers FILE` prints what it found as JSON."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from briefing.originals.readers import formats
from briefing.originals.readers.model import LARGEST, MEMORY, SECONDS, UnreadableError, cleaned


def main() -> None:
    """Read the file that is named, within limits, and write a reading or a refusal to the standard output."""
    _limit()
    try:
        answer: dict[str, Any] = {"reading": _read(Path(sys.argv[1]))}
    except UnreadableError as error:
        answer = {"message": error.message, "hint": error.hint}
    except MemoryError:
        answer = {
            "message": "reading this file takes more memory than one text should",
            "hint": "Copy the text that you need into a new file.",
        }
    sys.stdout.write(json.dumps(answer))


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableError(f"this file is larger than {LARGEST // 1_000_000} MB", "Put the part that you need into a file of its own.")
    name = formats.detect(data, path.name)
    found = cleaned(formats.reader(name)(data))
    return dataclasses.asdict(dataclasses.replace(found, sha256=hashlib.sha256(data).hexdigest()))


def _limit() -> None:
    """Limit memory and time where the system can: writable memory, for pandoc reserves address space that it never uses."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()

"""The confined process: it sets its limits, reads one file, and prints the answer as JSON."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from briefing.errors import BriefingError
from briefing.system.confined.limits import LARGEST, MEMORY, SECONDS, UnreadableError
from briefing.system.processes import end_with_parent


def serve(read: Callable[[bytes, str], dict[str, Any]]) -> None:
    """Read the file that the command line names, within limits, and write the answer or a refusal to the standard output.

    Args:
        read: Makes an answer, ready for JSON, from the bytes and the name of the file; refuses by `UnreadableError`.
    """
    end_with_parent()
    _limit()
    path = Path(sys.argv[1])
    try:
        answer = read(_data(path), path.name)
    except UnreadableError as error:
        answer = {"refused": [error.message, error.hint]}
    except BriefingError as error:
        answer = {"refused": [error.problems[0].message, error.problems[0].hint]}
    except MemoryError:
        answer = {
            "refused": [
                f"reading this file takes more than {MEMORY // 1_000_000} MB of memory",
                "Copy the text that you need into a new file.",
            ]
        }
    sys.stdout.write(json.dumps(answer))


def given() -> Any:
    """Return what the program that asks has to say besides the file."""
    return json.load(sys.stdin)


def _data(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableError(f"this file is larger than {LARGEST // 1_000_000} MB", "Put the part that you need into a file of its own.")
    return data


def _limit() -> None:
    """Limit memory and time where the system can: writable memory, for pandoc reserves address space that it never uses."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

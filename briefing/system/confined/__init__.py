"""Files that may come from anywhere are read in a process of their own. They cannot block or crash the program, or use up its memory."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import BriefingError, Problem
from briefing.system.confined.limits import LARGEST, MEMORY, SECONDS

if TYPE_CHECKING:
    import psutil

_GLANCE = 0.1
"""Seconds between two looks at the memory of a reader."""


def ask(module: str, path: Path, name: str, instead: str, given: object = None) -> dict[str, Any]:
    """Return what `python -m module FILE` answers about a file (see `serving`).

    Args:
        module: A module of ours that ends in `serving.serve`.
        path: The file.
        name: The path as the user knows it.
        instead: What the user can do about a file that takes too long, or that stops the process.
        given: What the module asks for with `serving.given`, ready for JSON.

    Raises:
        BriefingError: It is missing, unreadable, or refused by its reader.
    """
    _refuse_place(path, name)
    code, output = _run(module, path, name, instead, json.dumps(given).encode())
    if code:
        raise BriefingError([Problem(name, 0, "this file cannot be read: it stopped the program that reads it", instead)])
    answer: dict[str, Any] = json.loads(output)
    if "refused" in answer:
        message, hint = answer["refused"]
        raise BriefingError([Problem(name, 0, message, hint)])
    return answer


def _refuse_place(path: Path, name: str) -> None:
    if not path.exists():
        what, hint = "there is no such file", "Check its name and folder. Put a name with spaces in quotation marks."
        if name.lower().startswith(("http:/", "https:/")):
            name = name.replace(":/", "://", 1)
            what = "this is a web address, and briefing never goes online"
            hint = "Open it in a browser, save the page as a file, and name that file."
        raise BriefingError([Problem(name, 0, what, hint)])
    if path.is_dir():
        raise BriefingError([Problem(name, 0, "this is a folder", f"Name the files in it: {name}/*.pdf")])
    if not path.is_file():
        raise BriefingError([Problem(name, 0, "this is not a file", "Name a document.")])
    if not os.access(path, os.R_OK):
        raise BriefingError(
            [Problem(name, 0, "you are not allowed to read this file", "Change its permissions, or copy it to a folder of yours.")]
        )
    if path.stat().st_size > LARGEST:
        what = f"this file is larger than {LARGEST // 1_000_000} MB"
        raise BriefingError([Problem(name, 0, what, "Put the part that you need into a file of its own.")])


def _run(module: str, path: Path, name: str, instead: str, given: bytes) -> tuple[int, bytes]:
    """Run the reader; return its exit code and what it printed. It and what it started end with it."""
    command = [sys.executable, "-P", "-m", module, str(path.resolve())]
    # The command is this Python, and its arguments are a list: no shell reads them.
    child = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    asked: bytes | None = given
    end = time.monotonic() + SECONDS
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                told, asked = asked, None  # what is not yet sent when the time of a look is over, goes on being sent
                output, _ = child.communicate(told, timeout=max(0, min(_GLANCE, end - time.monotonic())))
                return child.returncode, output
            if time.monotonic() > end:
                raise BriefingError([Problem(name, 0, f"reading this file takes more than {SECONDS} seconds", instead)])
            if _memory(child.pid) > MEMORY:
                raise BriefingError([Problem(name, 0, f"reading this file takes more than {MEMORY // 1_000_000} MB of memory", instead)])
    finally:
        if child.poll() is None:
            _stop(child)


def _family(pid: int) -> list[psutil.Process]:
    """Return a process and all that it started; nothing where it has ended."""
    import psutil  # only where something is read in a process of its own

    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    return []


def _memory(pid: int) -> int:
    """Return how many bytes of memory a process and all that it started take up."""
    import psutil

    total = 0
    for process in _family(pid):
        with contextlib.suppress(psutil.Error):
            total += process.memory_info().rss
    return total


def _stop(child: subprocess.Popen[bytes]) -> None:
    import psutil

    for process in _family(child.pid):
        with contextlib.suppress(psutil.Error):
            process.kill()
    child.communicate()

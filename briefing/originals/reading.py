"""Reading a user's file in a process of its own, so that no file can hold up, exhaust or crash the program."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from briefing.errors import BriefingError, Problem
from briefing.originals.readers.model import LARGEST, SECONDS, Reading


def read(path: Path) -> Reading:
    """Read a file of any format that is known.

    Raises:
        BriefingError: It is missing, unreadable, or refused by its reader.
    """
    name = path.as_posix()
    _refuse_place(path, name)
    code, output = _run(path, name)
    if code:
        hint = "Copy the text that you need into a new file."
        raise BriefingError([Problem(name, 0, "this file cannot be read: it stopped the program that reads it", hint)])
    answer = json.loads(output)
    if "reading" not in answer:
        raise BriefingError([Problem(name, 0, answer["message"], answer["hint"])])
    found: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in answer["reading"].items()}
    return Reading(**found)


def _refuse_place(path: Path, name: str) -> None:
    if not path.exists():
        raise BriefingError(
            [Problem(name, 0, "there is no such file", "Look at its name and folder; put a name with spaces in quotation marks.")]
        )
    if path.is_dir():
        raise BriefingError([Problem(name, 0, "this is a folder", f"Name the files in it: {name}/*.pdf")])
    if not path.is_file():
        raise BriefingError([Problem(name, 0, "this is no file", "Name a document.")])
    if not os.access(path, os.R_OK):
        raise BriefingError([Problem(name, 0, "this file may not be read", "Change its permissions, or copy it to a folder of yours.")])
    if path.stat().st_size > LARGEST:
        what = f"this file is larger than {LARGEST // 1_000_000} MB"
        raise BriefingError([Problem(name, 0, what, "Put the part that you need into a file of its own.")])


def _run(path: Path, name: str) -> tuple[int, bytes]:
    """Run the reader; return its exit code and what it printed. It and what it started end with it."""
    command = [sys.executable, "-P", "-m", "briefing.originals.readers", str(path.resolve())]
    # The command is this Python, and its arguments are a list: no shell reads them.
    child = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        output, _ = child.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        what = f"reading this file takes more than {SECONDS} seconds"
        raise BriefingError([Problem(name, 0, what, "Copy the text that you need into a new file.")]) from None
    finally:
        if child.poll() is None:
            _stop(child)
    return child.returncode, output


def _stop(child: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()

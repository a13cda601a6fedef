"""Run pandoc in a clean environment, with limits on time and memory, and never through a shell."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path


class PandocError(RuntimeError):
    """Pandoc stopped with an error, or took more time than it was given. The message holds what it wrote to its error stream."""


@cache
def executable() -> str:
    """Return the path of the pandoc that is installed with the program."""
    import pypandoc

    return str(pypandoc.get_pandoc_path())


@cache
def api_version() -> tuple[int, ...]:
    """Return the version of the JSON trees that pandoc reads and writes.

    Pandoc refuses a tree whose first two numbers differ from its own, so a tree for it carries the version that it names itself.
    """
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        return tuple(json.loads(run(["--from=markdown", "--to=json"], b"", Path(folder)))["pandoc-api-version"])


def run(args: Sequence[str], data: bytes, folder: Path, *, timeout: float = 60, memory: str = "512m") -> bytes:
    """Run pandoc in `folder`, give it `data` as its input, and return what it prints.

    It sees none of the user's environment: its locale is C.UTF-8, its time zone UTC, and the date that it writes is 1970-01-01. Add
    `--sandbox` to the arguments if the input is not the program's own: without it pandoc's readers open other files and ask the network.

    Args:
        args: Options and file names, as pandoc's manual has them. File names are taken relative to `folder`.
        data: The standard input.
        folder: The working folder, and pandoc's home.
        timeout: The limit in seconds.
        memory: The limit of pandoc's heap, in the words of GHC's run-time system, such as `512m`. The process takes some more.

    Raises:
        PandocError: Pandoc failed, or one of the limits was reached.
    """
    command = [executable(), "+RTS", f"-M{memory}", "-RTS", *args]
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": "0",
    }
    try:
        # The command is the installed pandoc, and its arguments are a list: no shell reads them.
        done = subprocess.run(command, input=data, capture_output=True, cwd=folder, env=environment, timeout=timeout, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise PandocError(f"pandoc took more than {timeout:g} seconds") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise PandocError(said or f"pandoc stopped with exit code {done.returncode}")
    return done.stdout

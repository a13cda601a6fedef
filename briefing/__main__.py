"""`python -m briefing`, and the program `briefing`."""

from __future__ import annotations

import atexit
import os
import sys

from briefing.cli import main


def run() -> None:
    """Run the command line and end the process at once.

    Python would first take apart all that the process has in memory, one by one, which takes a tenth of a second and is of use to nobody.
    """
    code = 0
    try:
        main(prog_name="briefing")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)  # noqa: T201  # as Python does
    atexit._run_exitfuncs()  # noqa: SLF001  # what else would not be run
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # the reader has gone away, or the disk is full
            code = code or 1
    os._exit(code)


if __name__ == "__main__":
    run()

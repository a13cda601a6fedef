"""A copy of the test's own process, which a test may kill: cheaper by far than a new Python."""

from __future__ import annotations

import os
import traceback
import warnings
from collections.abc import Callable


def ended(run: Callable[[], object]) -> int:
    """Return how a copy of this process ends that runs `run`: its exit code, or the number of the signal that killed it, negative."""
    with warnings.catch_warnings():
        # Python 3.12 warns of copies of processes with threads. Those of pytest-xdist wait for a message, and hold no lock of ours.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if not process:
        os._exit(_code(run))
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status)


def _code(run: Callable[[], object]) -> int:
    """Return the exit code of `run`. What it raises is printed, as Python would."""
    try:
        run()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:  # nothing may come back into the test
        traceback.print_exc()
        return 1
    return 0

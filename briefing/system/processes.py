"""Processes that draw at the same time."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

ENDING = frozenset({signal.SIGINT, signal.SIGTERM})
"""The signals that end a program from outside."""


_SET_PDEATHSIG = 1
"""The request of prctl(2) to be sent a signal when the parent ends."""
_GLANCE = 0.5
"""Seconds between two looks at the parent."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python not look for cycles for a while: there are many objects and few cycles, and looking at them takes time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def end_quietly() -> None:
    """Let a signal end a drawing process without a word: the first process says what there is to say.

    What the first process ignores, such as Ctrl-C as a background job of a shell, the drawing processes ignore, too. If the first process
    is killed, they end with it.
    """
    end_with_parent()
    for each in ENDING:
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def end_with_parent() -> None:
    """Let this process end when the one that started it does, even if that one is killed and can tell nobody.

    Linux does so by itself when asked. Elsewhere a thread looks at the parent again and again.
    """
    parent = os.getppid()
    if sys.platform == "linux" and _ended_by_linux():
        if os.getppid() != parent:  # it ended before we asked
            os._exit(1)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _ended_by_linux() -> bool:
    try:
        import ctypes

        return bool(ctypes.CDLL(None).prctl(_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) == 0)
    except (ImportError, OSError, AttributeError):
        return False


def _watch(parent: int) -> None:
    """End this process as soon as its parent is another one, or, on Windows, is no more."""
    from psutil import pid_exists

    while os.getppid() == parent and (sys.platform != "win32" or pid_exists(parent)):
        time.sleep(_GLANCE)
    os._exit(1)


@contextmanager
def starting() -> Iterator[None]:
    """Hold back signals that end a program while processes start: a new process has them held until `end_quietly`.

    Without this, a signal that arrives between the two ends the new process with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

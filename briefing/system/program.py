"""What tells this program from another version of it. What is remembered for one is not taken for the other."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def identity() -> str:
    """Return a hash of its own files with their sizes and moments, of the versions of the packages beside it, and of Python."""
    beside = Path(click.__file__).parent.parent.glob("*.dist-info")
    known = (*sorted(_files(_PACKAGE)), *sorted(each.name for each in beside), sys.version)
    return hashlib.sha256(repr(known).encode("utf-8", "surrogateescape")).hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    waiting = [str(folder)]
    while waiting:
        for each in os.scandir(waiting.pop()):
            if each.is_dir(follow_symlinks=False):
                if each.name not in ("__pycache__", "shipped"):
                    waiting.append(each.path)
            else:
                status = each.stat()
                yield each.path, status.st_size, status.st_mtime_ns

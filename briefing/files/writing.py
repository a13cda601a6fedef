"""Writing one file: the whole file, or nothing."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from briefing.errors import BriefingError, Problem


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary file beside `path` to write to. Move it to `path` if all went well, else leave `path` as it was.

    Raises:
        BriefingError: The user may not write to the folder, or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        os.close(handle)
    except OSError as error:
        raise BriefingError([_unwritable(path, error)]) from None
    try:
        yield Path(temporary)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        raise BriefingError([_unwritable(path, error)]) from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> Problem:
    hint = "Check that you may write to this folder and that the disk is not full."
    return Problem(path.as_posix(), 0, f"this file cannot be written: {error.strerror}", hint)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current

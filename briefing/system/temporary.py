"""Folders for files that are needed for a moment only."""

from __future__ import annotations

import contextlib
import errno
import tempfile
from collections.abc import Iterator
from pathlib import Path

from briefing.errors import BriefingError, Problem

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What the system says if there is no room for a file."""


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Yield an empty folder, and delete it afterwards.

    Raises:
        BriefingError: It cannot be made, or there is no room for the files in it.
    """
    try:
        place = tempfile.TemporaryDirectory(prefix="briefing-")
    except OSError as error:
        raise _no_room(error) from None
    with place as name:
        try:
            yield Path(name)
        except OSError as error:
            if error.errno in _FULL:
                raise _no_room(error) from None
            raise


def _no_room(error: OSError) -> BriefingError:
    hint = "Free space on the disk, or set the variable TMPDIR to a folder that you may write to."
    return BriefingError([Problem("", 0, f"no temporary file can be written: {error.strerror}", hint)])

"""The moment of a build: the clock's, or that of SOURCE_DATE_EPOCH (reproducible-builds.org)."""

from __future__ import annotations

import datetime as dt
import os
import time

from briefing.errors import BriefingError, Problem

_LAST = 4_354_819_198
"""The last moment that an entry of a zip archive, such as a Word file, can have: the end of 2107."""


def today() -> dt.date:
    """Return the day of the build. Licences with an end date are compared with it.

    Raises:
        BriefingError: SOURCE_DATE_EPOCH is no number, or no moment that a calendar has.
    """
    epoch = _epoch()
    return dt.date.today() if epoch is None else dt.datetime.fromtimestamp(epoch, dt.UTC).date()


def stamp() -> str:
    """Return the moment that SOURCE_DATE_EPOCH names, as ISO 8601. It is empty if the variable is not set, so that files stay the same.

    Raises:
        BriefingError: As `today` does.
    """
    epoch = _epoch()
    return "" if epoch is None else time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch))


def _epoch() -> int | None:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    if not (epoch.isascii() and epoch.isdecimal() and len(epoch) <= len(str(_LAST)) and int(epoch) <= _LAST):
        what = f"'{epoch[:40]}' is not a number of seconds from 0 to {_LAST}"
        raise BriefingError([Problem("SOURCE_DATE_EPOCH", 0, what, "Set it to a whole number of seconds, or unset it.")])
    return int(epoch)

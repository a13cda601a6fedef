"""Regular expressions that are compiled when they are used: to compile one takes up to four milliseconds, and a run uses few of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as pattern
else:

    class pattern:  # noqa: N801  # used as a function
        """A regular expression, with the methods that `re.compile` gives it."""

        def __init__(self, text: str, flags: int = 0) -> None:
            self._made_from = text, flags

        def __getattr__(self, name: str) -> Any:
            found = getattr(re.compile(*self._made_from), name)
            setattr(self, name, found)
            return found


__all__ = ["pattern"]

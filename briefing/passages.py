"""Passages of excerpts in the user's copies of their sources: found by their first and last words, proved by their hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["exact", "moved", "changed", "ambiguous", "missing", "no original"]
"""`exact`: where the excerpt says, with its hash. `moved`: elsewhere, with its hash. `changed`: its words begin and end there, but its hash is
another. `ambiguous`: it stands there more than once. `missing`: its first or last words are not there."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What was found of an excerpt."""

    status: Status
    text: str = ""
    """The passage in the original's own characters, white space made single; only where the status is `exact` or `moved`."""
    paragraphs: tuple[int, ...] = ()
    """Where it stands in the copy."""
    candidate: str = ""
    """The nearest text, where the status is none of these two."""

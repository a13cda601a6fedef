"""The numbers of questions: each question has one, in every pack and on every sheet.

A question is numbered in its session, `1.4`, or else through the pack. Questions for which a class has no time keep their numbers, and
leave a gap.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

LAST = 1_000
"""In the order of questions, where those outside sessions are; no session has so high a number."""


class QuestionNumbers:
    """The numbers that questions have, by their ids, while a pack is made."""

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        """Begin with the numbers that questions have in another pack."""
        self._found = dict(given or {})
        self._session = 0
        plain = (int(number) for number in self._found.values() if number.isdigit())
        self._counts = {0: itertools.count(max(plain, default=0) + 1)}

    @contextmanager
    def in_session(self, session: int) -> Iterator[None]:
        """Number what comes by its session; 0 is the session around it, if there is one."""
        around, self._session = self._session, session or self._session
        yield
        self._session = around

    def take(self, questions: Iterable[str]) -> None:
        """Give each question that has no number the next one."""
        for key in questions:
            if key not in self._found:
                number = next(self._counts.setdefault(self._session, itertools.count(1)))
                self._found[key] = f"{self._session}.{number}" if self._session else str(number)

    def of(self, question: str) -> str:
        """Return the number of a question."""
        return self._found[question]

    def place(self, question: str) -> tuple[int, int]:
        """Return the session of a question, and its number there; questions outside sessions are last."""
        session, _, number = self._found[question].rpartition(".")
        return int(session) if session else LAST, int(number)

    @property
    def found(self) -> Mapping[str, str]:
        """Return all numbers so far."""
        return self._found

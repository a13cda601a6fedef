"""The limits for reading one file, and the error for a file that is refused."""

from __future__ import annotations

LARGEST = 50_000_000
"""Bytes that a user's file may have."""
SECONDS = 60
"""The time that one file may take."""
MEMORY = 600_000_000
"""The bytes of memory that one file may take."""


class UnreadableError(Exception):
    """A file that is not read. The arguments are what is wrong and what the user can do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

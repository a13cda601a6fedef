"""A passage that is searched for."""

from __future__ import annotations

from briefing.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """Words for the teacher alone."""

    name: str
    """Where they are written: `seeds/answers/debt-of-january.md`."""
    text: str
    """In plain words, without marks of Markdown."""
    stretches: tuple[str, ...] = ()
    """The same, divided where a format can print something between: a citation, a mark of a note, the end of a paragraph."""

    def __post_init__(self) -> None:
        """Take a text without divisions for one stretch."""
        if not self.stretches:
            object.__setattr__(self, "stretches", (self.text,))

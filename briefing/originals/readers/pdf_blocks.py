"""The paragraphs of a PDF with their lines."""

from __future__ import annotations

from dataclasses import field

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_lines import Line


@dataclass(slots=True, eq=False)
class Block:
    """Lines that make one paragraph."""

    lines: list[Line]
    kind: str
    """`body`, `heading`, `caption`, `row` of a table, `note`, `aside`, or `beside` the text."""
    flush: bool = False
    """Whether its first line begins at the margin."""
    room: float = 0.0
    """How far its last line ends before the margin, in points."""
    doubts: list[str] = field(default_factory=list)
    """Why it may be otherwise than in the file."""

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page

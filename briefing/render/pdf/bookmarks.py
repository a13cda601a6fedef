"""The bookmarks of a file, nested like its sections (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.dataclass import dataclass
from briefing.render.pdf.pdf_file import PdfFile, name_string, text_string
from briefing.render.pdf.strips import Heading


@dataclass(slots=True)
class _Entry:
    """A bookmark that is not written yet, because it is not known what follows it or what is below it."""

    reference: str
    level: int
    fields: dict[str, str]
    first: str = ""
    """The reference to the first of those below it."""
    last: str = ""
    count: int = 0
    """Of those directly below it."""


class BookmarkWriter:
    """Writes bookmarks into a file as their headings come. It remembers only the last one of each level."""

    def __init__(self, file: PdfFile) -> None:
        """Begin with none."""
        self._file = file
        self._trail: list[_Entry] = []
        """The root, the last bookmark below it, the last one below that."""

    def add(self, headings: Iterable[Heading]) -> None:
        """Add bookmarks for headings."""
        for heading in headings:
            if not self._trail:
                self._trail.append(_Entry(self._file.reserve(), 0, {"Type": "/Outlines"}))
            entry = _Entry(self._file.reserve(), heading.level, {"Title": text_string(heading.title), "Dest": name_string(heading.id)})
            before = self._closed(heading.level)
            above = self._trail[-1]
            entry.fields["Parent"] = above.reference
            if before is not None:
                entry.fields["Prev"] = before.reference
                before.fields["Next"] = entry.reference
                self._write(before)
            above.first, above.last, above.count = above.first or entry.reference, entry.reference, above.count + 1
            self._trail.append(entry)

    def _closed(self, level: int) -> _Entry | None:
        """Write what lies below the last bookmark that is not above this level, and return that bookmark."""
        found = None
        while self._trail[-1].level >= level:
            if found is not None:
                self._write(found)
            found = self._trail.pop()
        return found

    def _write(self, entry: _Entry) -> None:
        # A negative count means that those below are folded in. The root, whose level is 0, is unfolded.
        count = -entry.count if entry.level else entry.count
        below = {"First": entry.first, "Last": entry.last, "Count": str(count)} if entry.count else {}
        self._file.write(entry.reference, {**entry.fields, **below})

    def finish(self) -> str:
        """Write what is left, and return the reference to the root; empty where there is no bookmark."""
        reference = self._trail[0].reference if self._trail else ""
        while self._trail:
            self._write(self._trail.pop())
        return reference

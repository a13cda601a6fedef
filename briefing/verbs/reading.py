"""A pack to read on a screen while it is written: the XHTML of its EPUB."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from briefing.dataclass import dataclass
from briefing.document import Document
from briefing.drafting import box
from briefing.outline import Edition
from briefing.render.epub.chapter_views import BookView, ChapterViews
from briefing.steps import Pack
from briefing.system.cache import Box
from briefing.verbs.latest import Latest


@dataclass
class Readings:
    """The packs of a workspace to read on a screen. After a change, only the chapters that it changed are written again.

    They are not proved to hold no words of the teacher. They are for who writes the pack.
    """

    latest: Latest
    _views: dict[tuple[str, Edition], ChapterViews] = field(default_factory=dict)
    _drawings: dict[tuple[str, Edition], _Drawings] = field(default_factory=dict)
    _last: tuple[Pack, BookView] | None = None

    def book(self, outline: str = "", *, settings: Mapping[str, str] | None = None, edition: Edition = "student") -> BookView:
        """Return a pack, as its files are now. The arguments are those of `Latest.pack`.

        Raises:
            BriefingError: Something is wrong with the pack.
        """
        pack = self.latest.pack(outline, settings, edition).pack
        if self._last is None or self._last[0] is not pack:
            key = pack.outline.id, pack.edition
            if key not in self._views:
                self._drawings[key] = _Drawings(pack.document)
                self._views[key] = ChapterViews(self._drawings[key])
            self._last = pack, self._views[key].book(pack.document, pack.theme)
            self._drawings[key].save()
        return self._last[1]


class _Drawings:
    """Drawings that were made before: in this process, or in one before it, as the cache has them (`render.remembered.Memory`)."""

    def __init__(self, document: Document) -> None:
        self._box: Box | None = box("reading", document)
        self._known: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        """Return a drawing, if it is known."""
        return self._known.get(name) or (self._box.get(name) if self._box else None)

    def put(self, name: str, data: bytes) -> None:
        """Keep a drawing."""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[name] = data
        if self._box:
            self._box.put(name, data)

    def save(self) -> None:
        """Keep the drawings for the next process."""
        if self._box:
            self._box.save()


_MOST = 1_000
"""Drawings that are kept in this process."""

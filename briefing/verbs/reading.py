"""A pack to read on a screen while it is written: the XHTML of its EPUB."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from briefing.dataclass import dataclass
from briefing.outline import Edition
from briefing.render.epub.chapter_views import BookView, ChapterViews
from briefing.verbs.latest import Latest


@dataclass
class Readings:
    """The packs of a workspace to read on a screen. After a change, only the chapters that it changed are written again.

    They are not proved to hold no words of the teacher. They are for who writes the pack.
    """

    latest: Latest
    _views: dict[tuple[str, Edition], ChapterViews] = field(default_factory=dict)

    def book(self, outline: str = "", *, settings: Mapping[str, str] | None = None, edition: Edition = "student") -> BookView:
        """Return a pack, as its files are now. The arguments are those of `Latest.pack`.

        Raises:
            BriefingError: Something is wrong with the pack.
        """
        pack = self.latest.pack(outline, settings, edition).pack
        views = self._views.setdefault((pack.outline.id, pack.edition), ChapterViews())
        return views.book(pack.document, pack.theme)

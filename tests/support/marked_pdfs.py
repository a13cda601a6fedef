"""PDFs that a reader has marked: annotations are put over words, whose places pdfium tells."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pypdfium2


def boxes(data: bytes, words: str, page: int = 0) -> list[tuple[float, float, float, float]]:
    """Return the left, lower, right and upper sides of some words of a page, a box for each line."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[page].get_textpage()
        found = re.search(r"\s+".join(map(re.escape, words.split())), text.get_text_range())
        assert found is not None, words
        return [text.get_rect(number) for number in range(text.count_rects(found.start(), found.end() - found.start()))]


class Marked:
    """A PDF while it is marked."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file = pikepdf.open(io.BytesIO(data))

    def over(self, words: str, comment: str = "", kind: str = "Highlight", page: int = 0, **more: Any) -> Any:
        """Mark words. The corners of each line are in the order in which most programs write them."""
        return self.at(boxes(self._data, words, page), comment, kind, page, **more)

    def at(
        self, places: list[tuple[float, float, float, float]], comment: str = "", kind: str = "Highlight", page: int = 0, **more: Any
    ) -> Any:
        """Mark rectangles."""
        points = [value for left, low, right, top in places for value in (left, top, right, top, left, low, right, low)]
        around = [min(p[0] for p in places), min(p[1] for p in places), max(p[2] for p in places), max(p[3] for p in places)]
        return self.put(kind, around, page, Contents=comment, **{"QuadPoints": points, **more})

    def put(self, kind: str, rect: list[float], page: int = 0, **more: Any) -> Any:
        """Put an annotation on a page."""
        values = {f"/{key}": value for key, value in more.items() if value not in ("", None)}
        made = pikepdf.Dictionary({"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name(f"/{kind}"), "/Rect": rect, "/F": 4, **values})
        found = self._file.make_indirect(made)
        target = self._file.pages[page].obj
        if "/Annots" not in target:
            target["/Annots"] = pikepdf.Array()
        target["/Annots"].append(found)
        return found

    def saved(self) -> bytes:
        """Return the file."""
        file = io.BytesIO()
        self._file.save(file, deterministic_id=True)
        return file.getvalue()

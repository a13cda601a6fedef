"""Reading Rich Text: every word that a page shows, in its order."""

from __future__ import annotations

import re

from briefing.originals.readers.result import Reading
from briefing.originals.readers.rtf_walk import Walk
from briefing.system.confined.limits import UnreadableError


def read_rtf(data: bytes) -> Reading:
    """Read Rich Text with all tracked changes accepted.

    Comments, hidden text, tables of contents, headers and footers are left out, and this is told. Footnotes and endnotes come at the end.

    Raises:
        UnreadableError: The end of the file is missing.
    """
    walk = Walk()
    end = walk.read(data[max(data.find(b"{"), 0) :])
    if end is None and not data.rstrip(b" \r\n\t\0").endswith(b"}"):
        raise UnreadableError(
            "this file is not complete: its end is missing", "Download it again, or save it again from the program that made it."
        )
    if end and (after := Walk()).read(b"{" + end + b"}") is not None:
        walk.told.add("after", " ".join(re.findall(r"\S*[^\W\d_]{2}\S*", " ".join(after.text.paragraphs))))
    title, author = (" ".join("".join(walk.said[key]).split()) for key in ("title", "author"))
    return Reading(
        "rtf",
        (*walk.text.paragraphs, *walk.notes),
        title=title,
        author=tuple(filter(None, re.split(r"\s*;\s*", author))),
        notices=walk.told.notices(len(walk.text.paragraphs), len(walk.notes)),
        doubts=walk.told.doubts(len(walk.text.paragraphs), len(walk.notes)),
    )

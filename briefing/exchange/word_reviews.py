"""What readers of a Word file have written into it: tracked changes and comments, with their authors and dates.

ISO/IEC 29500-1, 17.13.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import Any

from lxml import etree

from briefing.dataclass import dataclass
from briefing.exchange.highlights.gathered import line_of
from briefing.originals.readers.docx_elements import SIGNS, kind
from briefing.originals.readers.docx_parts import Parts
from briefing.originals.readers.docx_styles import attribute
from briefing.system.confined import zip_packages

_ADDED, _TAKEN = frozenset(("w:ins", "w:moveTo")), frozenset(("w:del", "w:moveFrom"))


@dataclass(frozen=True, slots=True)
class Change:
    """The tracked changes of one person in one paragraph."""

    by: str
    """Who made them, and on which day."""
    text: str
    """The paragraph, with what is taken out as `[-so-]` and what is put in as `{+so+}`."""
    before: str
    """The paragraph as it was."""


@dataclass
class Review:
    """What a Word file has that the pack did not have when it was sent."""

    changes: list[Change] = field(default_factory=list)
    authors: dict[str, str] = field(default_factory=dict)
    """Who wrote each comment, and on which day, by its words."""
    is_saved_by_others: bool = False
    """Whether another program has saved the file."""
    without: bytes = b""
    """The file without the tracked changes, as it was sent; empty if it has none."""

    @property
    def came_back(self) -> bool:
        """Whether somebody has worked on the file."""
        return bool(self.changes or self.authors or self.is_saved_by_others)


def read(file: Path) -> Review:
    """Read a Word file that may have come back.

    Raises:
        UnreadableError: It is damaged.
    """
    data = file.read_bytes()
    parts = Parts(zip_packages.opened(data))
    main = parts.main()
    root = parts.tree(main) if main else None
    if root is None:
        return Review()
    found = Review(list(_changes(root)))
    part = parts.related(main, "comments")
    comments = parts.tree(part) if part else None
    for comment in comments if comments is not None else ():
        if kind(comment) == "w:comment":
            text = line_of("".join(each.text or "" for each in comment.iter() if kind(each) == "w:t"))
            found.authors[text] = _by(comment)
    program = parts.tree("docProps/app.xml")
    found.is_saved_by_others = program is not None and (program.findtext("{*}Application") or "") != "briefing"
    if found.changes:
        _undo(root)
        found.without = _with_part(data, main, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return found


def _changes(root: Any) -> Iterator[Change]:
    for paragraph in (each for each in root.iter() if kind(each) == "w:p"):
        runs = list(_runs(paragraph))
        for by in dict.fromkeys(by for by, _, _ in runs if by):
            shown = "".join({"+": f"{{+{words}+}}", "-": f"[-{words}-]"}.get(sign if who == by else "", words) for who, sign, words in runs)
            yield Change(by, line_of(shown.replace("-]{+", "-] {+")), line_of("".join(words for _, sign, words in runs if sign != "+")))


def _runs(paragraph: Any) -> Iterator[tuple[str, str, str]]:
    """Yield the words of a paragraph: who put them in (`+`) or took them out (`-`), if somebody did."""
    found: list[tuple[str, str, str]] = []
    for each in paragraph.iter():
        words = (each.text or "") if kind(each) in ("w:t", "w:delText") else SIGNS.get(kind(each), "")
        if not words:
            continue
        above = next((outer for outer in each.iterancestors() if kind(outer) in _ADDED | _TAKEN), None)
        who = ("", "") if above is None else (_by(above), "+" if kind(above) in _ADDED else "-")
        if found and found[-1][:2] == who:
            found[-1] = (*who, found[-1][2] + words)
        else:
            found.append((*who, words))
    yield from found


def _by(element: Any) -> str:
    return ", ".join(filter(None, (line_of(attribute(element, "author")) or "somebody", attribute(element, "date")[:10])))


def _undo(root: Any) -> None:
    """Take the tracked changes back: what was put in goes, and what was taken out comes again, with the ends of paragraphs."""
    for each in [each for each in root.iter() if kind(each) in _ADDED | _TAKEN]:
        parent = each.getparent()
        if kind(each) in _ADDED or kind(parent) in ("w:rPr", "w:trPr"):
            parent.remove(each)
            continue
        for word in each.iter():
            if kind(word) == "w:delText":
                word.tag = word.tag.replace("delText", "t")
        for child in list(each):
            each.addprevious(child)
        parent.remove(each)


def _with_part(data: bytes, name: str, part: bytes) -> bytes:
    """Return a package with another text for one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            new.writestr(each.filename, part if each.filename == name else old.read(each))
    return out.getvalue()

"""Reading Word documents: every word that a page shows, in its order, straight from the parts of the package."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from briefing.originals.readers import docx_flat, font_signs, formats
from briefing.originals.readers.docx_elements import kind, shown, words_of
from briefing.originals.readers.docx_numbers import Numbers
from briefing.originals.readers.docx_parts import Parts
from briefing.originals.readers.docx_story import Document, Story
from briefing.originals.readers.docx_styles import Styles, attribute
from briefing.originals.readers.properties import properties
from briefing.originals.readers.result import Reading
from briefing.originals.readers.telling import Told, lost
from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError

_NOT_WORD = "this file looks like a Word document, but is not one"
_DEEPEST = 2
"""How many documents may be embedded in each other."""
_MOST_CHUNKS = 200
"""How many embedded documents are read."""
_TITLES = {"title", "titel", "titre", "título", "название"}


def read_docx(data: bytes, *, depth: int = 0) -> Reading:
    """Read a Word document with all tracked changes accepted.

    Comments, hidden text, tables of contents, headers and footers are left out, and this is told. Footnotes and endnotes come at the end.

    Args:
        data: The file.
        depth: In how many documents this one is embedded.

    Raises:
        UnreadableError: It is damaged, or no Word document.
    """
    parts = Parts(zip_packages.opened(data if data.startswith(b"PK") else docx_flat.packed(data)))
    try:
        return _read(parts, depth)
    except RecursionError:
        raise UnreadableError("this file is nested too deeply", "Copy its text into a new file.") from None
    except (zipfile.BadZipFile, OSError, EOFError):
        raise UnreadableError("this file is damaged, or not complete", "Save it again from the program that made it.") from None


def _read(parts: Parts, depth: int) -> Reading:
    main = parts.main()
    root = parts.tree(main) if main else None
    if root is None:
        raise UnreadableError(_NOT_WORD, "Save it as .docx from the program that made it.")
    sheet = parts.related(main, "styles")
    is_coloured = any(kind(each) == "w:background" for each in root)
    styles = Styles(parts.tree(sheet) if sheet else None, is_coloured=is_coloured)
    numbering = parts.related(main, "numbering")
    told = Told()
    chunks = _Chunks(parts, depth)
    notes = dict(_notes(parts, main))
    document = Document(parts, styles, Numbers(parts.tree(numbering) if numbering else None, styles), told, notes, chunks.paragraphs)
    body = Story(document, main).read(root)
    _tell_furniture(parts, main, told)
    paragraphs = (*body, *document.ending)
    seen = [root, *(notes[key][0] for key in document.used)]
    missing = lost(_again(seen, styles), told.words("deleted", "contents", "hidden", "reading", "covered"), paragraphs)
    title, author, language = properties(parts, parts.related("", "core-properties") or "docProps/core.xml")
    return Reading(
        "docx",
        paragraphs,
        title=title or _styled(root, styles, _TITLES),
        author=tuple(author) or tuple(filter(None, [_styled(root, styles, {"author"})])),
        language=language,
        notices=(*told.notices(len(body), len(document.ending)), *chunks.notices, *missing),
        doubts=told.doubts(len(body), len(document.ending)),
    )


def _notes(parts: Parts, main: str) -> Iterator[tuple[tuple[str, str], tuple[Any, str]]]:
    for name in ("footnote", "endnote"):
        part = parts.related(main, f"{name}s")
        root = parts.tree(part) if part else None
        for note in root if root is not None else ():
            yield (name, attribute(note, "id")), (note, part)


def _tell_furniture(parts: Parts, main: str, told: Told) -> None:
    """Tell the words of headers and footers, each once."""
    seen: dict[str, None] = {}
    for each in parts.relations(main).values():
        if each.kind in ("header", "footer") and not each.is_outside:
            seen[" ".join(words_of(parts.tree(each.target)).split())] = None
    told.add("furniture", " ".join(word for text in seen for word in text.split() if re.search(r"[^\W\d_]", word)))


def _again(roots: list[Any], styles: Styles) -> Iterator[str]:
    """Yield the words of each paragraph, found without looking at anything else than where text is."""
    for root in roots:
        for paragraph in shown(root):
            if kind(paragraph) == "w:p":
                yield _own_words(paragraph, styles)


def _own_words(paragraph: Any, styles: Styles) -> str:
    """Return the words of a paragraph without those of the paragraphs in it, and without hidden ones."""
    found = ""
    inner = list(reversed(paragraph))
    while inner:
        element = inner.pop()
        name = kind(element)
        found += " " if name in ("w:rt", "w:rubyBase") else ""
        if name == "w:t":
            found += element.text or ""
        elif name in ("w:tab", "w:br", "w:cr", "w:footnoteReference", "w:endnoteReference"):
            found += " "
        elif name == "w:r" and (styles.hides_run(element) or font_signs.is_of_signs(styles.font(element, paragraph))):
            continue
        elif name not in ("w:p", "w:pPr", "w:rPr", "w:instrText", "m:oMath", "w:moveFrom", "mc:Fallback"):
            inner += reversed(element)
    return found


def _styled(root: Any, styles: Styles, names: set[str]) -> str:
    """Return the first paragraph whose style has one of these names."""
    found = (words_of(each) for each in root.iter("{*}p") if kind(each) == "w:p" and styles.name(each) in names)
    return next((text.strip() for text in found if text.strip()), "")


class _Chunks:
    """Reads the documents that are embedded in a document (ISO/IEC 29500-1, 17.17.2)."""

    def __init__(self, parts: Parts, depth: int) -> None:
        self._parts = parts
        self._depth = depth
        self._read = 0
        self.notices: tuple[str, ...] = ()

    def paragraphs(self, name: str) -> list[str] | None:
        """Return the paragraphs of a part that is a document of its own; None if it cannot be read."""
        self._read += 1
        if self._depth >= _DEEPEST or self._read > _MOST_CHUNKS or not self._parts.has(name):
            return None
        try:
            reading = self._reading(self._parts.data(name), name)
        except UnreadableError:
            return None
        self.notices += reading.notices
        return list(reading.paragraphs)

    def _reading(self, data: bytes, name: str) -> Reading:
        kind_of_part = self._parts.kind(name).lower()
        if "message" in kind_of_part or "multipart" in kind_of_part or name.lower().endswith((".mht", ".mhtml", ".eml")):
            return formats.reader("mht")(data)
        if "html" in kind_of_part or name.lower().endswith((".htm", ".html", ".xhtml")):
            return formats.reader("html")(data)
        found = formats.detect(data, f"chunk.{_ending(name)}")
        return read_docx(data, depth=self._depth + 1) if found == "docx" else formats.reader(found)(data)


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return ending if ending in formats.READERS else "txt"

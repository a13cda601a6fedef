"""The chapters of a pack to read on a screen while it is being written: only what has changed since the last look is written again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lxml import etree

from briefing.dataclass import dataclass
from briefing.document import Document, InlinePicture, Picture, walk
from briefing.document.name_index import has_index, with_pages
from briefing.document.pages_of_blocks import has_page_numbers, with_page_numbers
from briefing.render.epub import style, titlepage
from briefing.render.epub.chapters import TITLE_PAGE, Chapter, Chapters
from briefing.render.epub.picture_files import picture_data, picture_file
from briefing.render.epub.printpages import pages_of_mentions
from briefing.render.epub.xhtml import Element, anchor, html
from briefing.render.epub.xhtml_blocks import BlockWriter
from briefing.render.epub.xhtml_directions import finished
from briefing.render.remembered import Memory
from briefing.theme import font_files, mathematics
from briefing.theme.model import Theme


@dataclass(frozen=True, slots=True)
class ChapterView:
    """What a file of the EPUB shows. All files are on one page: a link leads to an id, and to no file."""

    name: str
    title: str
    body: bytes
    """The element `body`, as XML. Widths are in `data-style`, for a page that takes no `style` from elsewhere."""


@dataclass(frozen=True, slots=True)
class BookView:
    """A pack to read on a screen."""

    chapters: tuple[ChapterView, ...]
    files: dict[str, bytes | Path]
    """Style sheets, typefaces and pictures, by the path by which the chapters and the style sheets name them."""


class _OnePage(Chapters):
    """The files of the text, shown below each other on one page."""

    def link(self, identifier: str, origin: str) -> str:
        """Return the address of a block on the page."""
        super().link(identifier, origin)
        return f"#{anchor(identifier)}"


class ChapterViews:
    """The chapters of one document after another: most often of one that is being written."""

    def __init__(self, drawings: Memory) -> None:
        """Begin with nothing known but drawings."""
        self._frame: tuple[Document, Theme] | None = None
        """The document without its text. If it changes, all is written anew."""
        self._known: list[tuple[Chapter, ChapterView]] = []
        self._drawings = drawings

    def book(self, document: Document, theme: Theme) -> BookView:
        """Return a pack, as the EPUB shows it.

        Raises:
            ValueError: A reference leads to no block of the document.
        """
        if has_index(document):
            document = with_pages(document, pages_of_mentions(document))
        if has_page_numbers(document):
            document = with_page_numbers(document, _Unknown())
        frame = replace(document, blocks=(), supplement=(), pages=()), theme
        if frame != self._frame:
            self._frame, self._known = frame, []
        chapters = _OnePage(document)
        writer = BlockWriter(document, theme, chapters, self._drawings)
        known = []
        for chapter in chapters.files:
            before = next((view for each, view in self._known if each == chapter), None)
            known.append((chapter, before or ChapterView(chapter.name, chapter.title, _body(writer.write(chapter)))))
        self._known = known
        title = titlepage.title_page(document, chapters)
        front = ChapterView(TITLE_PAGE, document.title, _body(etree.fromstring(title)))
        views = [view for _, view in known]
        return BookView((front, *views), _files(document, theme, [title, *(each.body for each in views)]))


class _Unknown(dict[str, str]):
    """The numbers of pages, which a text that is still being written has none of."""

    def get(self, _key: str, _default: object = "") -> str:
        """Return a sign that there is a number."""
        return "…"


def _body(page: Element) -> bytes:
    body = etree.fromstring(finished(page)).find(html("body"))
    assert body is not None
    for each in body.iter():
        if isinstance(each.tag, str) and (width := each.attrib.pop("style", None)) is not None:
            each.set("data-style", width)
    return bytes(etree.tostring(body, encoding="utf-8"))


def _files(document: Document, theme: Theme, texts: list[bytes]) -> dict[str, bytes | Path]:
    characters = frozenset().union(*(each.decode() for each in texts))
    used, turns = style.used(theme, characters), document.backward or any(b' dir="' in each for each in texts)
    sheets = style.style_sheets(used, turns=turns, has_formulas=any(b"<math" in each for each in texts))
    faces: dict[str, bytes | Path] = dict(style.face_files(used))
    shown = {picture_file(each): each for each in walk(document) if isinstance(each, Picture | InlinePicture)}
    pictures = {name: picture_data(each) for name, each in shown.items()}
    return {**sheets, **faces, **pictures, style.MATHEMATICS: font_files.face_path(mathematics.typeface(), "regular")}

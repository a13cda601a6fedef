"""EPUB 3: each chapter of the document is written as a file of XHTML, and the rest of the publication is built around these files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefing.document import Document, InlinePicture, Picture, walk
from briefing.document.name_index import has_index, with_pages
from briefing.render.epub import cover, navigation, style, titlepage
from briefing.render.epub.archive import archive
from briefing.render.epub.chapters import NAVIGATION, TITLE_PAGE, Chapter, Chapters
from briefing.render.epub.known_chapters import KnownChapters, TextFile, text_file
from briefing.render.epub.package_document import Resource, package_document
from briefing.render.epub.picture_files import picture_file, picture_resource
from briefing.render.epub.printpages import pages_of_mentions
from briefing.render.epub.xhtml import html
from briefing.render.epub.xhtml_blocks import BlockWriter
from briefing.render.epub.xhtml_directions import finished
from briefing.render.remembered import Memory, own_fonts, recalled
from briefing.render.zip_file import Member
from briefing.theme.model import Theme

CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""

APPLE_OPTIONS = b"""<?xml version="1.0" encoding="utf-8"?>
<display_options>
  <platform name="*">
    <option name="specified-fonts">true</option>
  </platform>
</display_options>
"""
"""Apple Books shows embedded fonts only where this file asks for them."""


def render(document: Document, theme: Theme, path: Path, memory: Memory | None = None) -> None:
    """Write `document` to `path` as EPUB 3.3. What `memory` has of it is not made again; the file is the same without it.

    Raises:
        ValueError: A reference leads to no block of the document.
    """
    if has_index(document):
        document = with_pages(document, pages_of_mentions(document))
    resources = _resources(document, theme, memory)
    files: dict[str, bytes | Member] = {f"EPUB/{each.path}": each.data for each in resources}
    files["EPUB/package.opf"] = package_document(document, resources)
    files["META-INF/container.xml"] = CONTAINER
    files["META-INF/com.apple.ibooks.display-options.xml"] = APPLE_OPTIONS
    path.write_bytes(archive(files, memory))


def _resources(document: Document, theme: Theme, memory: Memory | None) -> list[Resource]:
    """Return the files of the publication, those that are read in the order of reading."""
    xhtml = "application/xhtml+xml"
    chapters = Chapters(document)
    writer = BlockWriter(document, theme, chapters, memory)
    title = titlepage.file_of_title(document, chapters)
    frame = replace(document, blocks=(), supplement=(), pages=(), status=(), stamp="", newest="")
    look = frame, theme, own_fonts(theme)
    known = KnownChapters(memory, writer, look) if memory and len(chapters.files) > 1 else None
    texts = {each.path: known.text(each) if known and each.path != title else _written(each, writer, title) for each in chapters.files}
    entries = navigation.contents(document, chapters)
    contents = navigation.navigation_document(document, chapters, entries, writer.pages.places)
    picture = recalled(memory, "cover", look, lambda: cover.cover(document, theme))
    front = titlepage.title_page(document, chapters)
    all_texts = text_file(contents), text_file(front), *texts.values()
    characters = frozenset().union(*(each.characters for each in all_texts))
    used, turns = style.used(theme, characters), document.backward or any(each.turns for each in all_texts)
    pictures = {picture_file(each): each for each in walk(document) if isinstance(each, Picture | InlinePicture)}
    has_formulas = any("mathml" in each.properties for each in all_texts)
    sheets = style.style_sheets(used, turns=turns, has_formulas=has_formulas)
    faces = style.font_files(used, characters, memory, has_formulas=has_formulas)
    return [
        *([Resource(TITLE_PAGE, xhtml, front, in_spine=True)] if title == TITLE_PAGE else []),
        Resource(NAVIGATION, xhtml, contents, "nav", in_spine=document.contents_depth > 0),
        *(Resource(path, xhtml, each.data, each.properties, in_spine=True) for path, each in texts.items()),
        Resource("toc.ncx", "application/x-dtbncx+xml", navigation.ncx(document, entries)),
        Resource("cover.jpg", "image/jpeg", picture, "cover-image"),
        *(picture_resource(name, each) for name, each in pictures.items()),
        *(Resource(name, "text/css", data) for name, data in sheets.items()),
        *(Resource(name, f"font/{name[-3:]}", data) for name, data in faces.items()),
    ]


def _written(chapter: Chapter, writer: BlockWriter, title: str) -> TextFile:
    """Write a chapter; on the file `title`, the title is before it."""
    page = writer.write(chapter)
    if chapter.path == title:
        titlepage.put_title(page.find(html("body")), writer.document, writer.chapters, chapter.name)
    return text_file(finished(page))

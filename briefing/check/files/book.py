"""Checks of EPUB files: the rules of EPUB Accessibility 1.1 and WCAG 2.1 that a program can decide without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from lxml import etree

from briefing.check.files.book_file import EPUB_TYPE, XML_LANG, BookFile, H, is_outside, text_of
from briefing.check.files.rule import LANGUAGE, Finding

_HEADINGS = {f"{H}h{level}": level for level in range(1, 7)}
_ROLES = {"bibliography", "chapter", "footnote", "glossary", "noteref", "pagebreak"}
"""What has a role of its own in DPUB-ARIA ('doc-chapter' and so on), and is of use to a listener."""
_SVG = "{http://www.w3.org/2000/svg}"
_REQUIRED = ("accessMode", "accessibilityFeature", "accessibilityHazard")
_PAGE_FEATURES = ("pageNavigation", "pageBreakMarkers", "printPageNumbers")


def check(parts: dict[str, bytes]) -> list[Finding]:
    """Return what is wrong with an EPUB.

    Raises:
        UnreadableError: It has no package document that can be read.
    """
    book = BookFile(parts)
    return [each for rule in _RULES for each in rule(book)]


def _package(book: BookFile) -> Iterator[Finding]:
    for name in ("title", "language", "identifier"):
        if not book.core(name):
            yield Finding("book-package", f"the book has no {name}")
    if (language := book.core("language")) and not LANGUAGE.fullmatch(language):
        yield Finding("book-package", f"the language of the book is '{language[:40]}', which is not a language tag such as 'en'")
    addresses = (item.get("href") or "" for item in book.items.values())
    for missing in sorted(each for each in addresses if not is_outside(each) and book.path(each) not in book.parts):
        yield Finding("book-package", f"the file '{missing[:80]}' is missing")
    for name in book.broken:
        yield Finding("book-files", "a file of the text is not well-formed XML, so readers cannot open it", name)
    if (book.meta("layout") or [""])[0] == "pre-paginated":
        yield Finding("book-layout", "its layout is fixed: readers cannot make the letters larger or the lines shorter")


def _metadata(book: BookFile) -> Iterator[Finding]:
    for name in _REQUIRED:
        if not any(book.meta(name)):
            yield Finding("book-metadata", f"its metadata have no '{name}'")
    features = set(book.meta("accessibilityFeature"))
    pictures = [picture for page in book.pages.values() for picture in page.iter(f"{H}img")]
    if "alternativeText" in features and any(picture.get("alt") is None for picture in pictures):
        yield Finding("book-claims", "its metadata say that pictures have alternative texts, but not every picture has one")
    if "tableOfContents" in features and not book.navigation:
        yield Finding("book-claims", "its metadata say that there is a contents list, but there is no such list")
    if features & set(_PAGE_FEATURES) and not _page_list(book):
        yield Finding("book-claims", "its metadata say that there are page numbers, but there is no list of pages")
    if any("WCAG" in each for each in book.meta("conformsTo")) and not any(book.meta("certifiedBy")):
        yield Finding("book-claims", "it claims to conform to WCAG, but does not name who certified it")


def _entries(book: BookFile, kind: str) -> list[etree._Element]:
    """Return the links of a list of the navigation document."""
    page = book.pages.get(book.navigation)
    lists = [] if page is None else [each for each in page.iter(f"{H}nav") if kind in (each.get(EPUB_TYPE) or "").split()]
    return [link for each in lists for link in each.iter(f"{H}a")]


def _page_list(book: BookFile) -> list[etree._Element]:
    return _entries(book, "page-list")


def _contents(book: BookFile) -> Iterator[Finding]:
    links = _entries(book, "toc")
    if not links:
        yield Finding("book-contents", "there is no contents list")
    yield from (
        Finding("book-contents", f"the entry '{text_of(link)[:60]}' leads to a place that does not exist", "the contents list")
        for link in _dead(book, links)
    )
    places = [book.path(link.get("href") or "", book.navigation) for link in links]
    order = [book.spine.index(place) for place in places if place in book.spine]
    if any(after < before for before, after in pairwise(order)):
        yield Finding("book-contents", "the contents list is not in reading order")


def _dead(book: BookFile, links: list[etree._Element]) -> list[etree._Element]:
    return [link for link in links if not book.leads(link.get("href") or "", book.navigation)]


def _pages(book: BookFile) -> Iterator[Finding]:
    links = _page_list(book)
    marks = [
        (name, mark.get("id") or "")
        for name in book.spine
        if name in book.pages
        for mark in book.pages[name].iter(etree.Element)
        if "pagebreak" in (mark.get(EPUB_TYPE) or "").split() or mark.get("role") == "doc-pagebreak"
    ]
    targets = [(book.path(link.get("href") or "", book.navigation), (link.get("href") or "").partition("#")[2]) for link in links]
    if targets != marks:
        yield Finding("book-pages", f"the page list ({len(targets)} entries) does not match the page marks in the text ({len(marks)})")
    if marks and not any(book.meta("pageBreakSource")) and not book.core("source"):
        yield Finding("book-pages", "it does not name the printed edition that its page numbers come from")


def _texts(book: BookFile) -> Iterator[Finding]:
    for name, page in book.pages.items():
        where = book.title(name)
        if not (page.findtext(f"{H}head/{H}title") or "").strip():
            yield Finding("book-titles", "the file has no title", name)
        if not (page.get("lang") or page.get(XML_LANG) or "").strip():
            yield Finding("book-language", "the file does not name its language", where)
        for each in page.iter(etree.Element):
            tag = each.get("lang") or each.get(XML_LANG)
            if tag and not LANGUAGE.fullmatch(tag):
                yield Finding("book-languages", f"'{tag[:40]}' is not a language tag such as 'kk'", where)
            kinds = (each.get(EPUB_TYPE) or "").split()
            in_list = any(True for _ in each.iterancestors(f"{H}nav"))
            if not in_list and any(kind in _ROLES and not each.get("role") for kind in kinds):
                yield Finding("book-roles", f"a part that is marked as '{kinds[0]}' has no role", where)
        yield from _pictures(page, where)
        yield from _headings(page, where)
        yield from _tables(page, where)
        yield from _links(book, name, page, where)
        yield from _fetched(page, where)


def _pictures(page: etree._Element, where: str) -> Iterator[Finding]:
    for picture in page.iter(f"{H}img"):
        if picture.get("alt") is None and picture.get("role") not in ("presentation", "none"):
            yield Finding("book-pictures", "a picture has no alternative text", where)
    for drawing in page.iter(f"{_SVG}svg"):
        named = drawing.get("aria-label") or drawing.get("aria-labelledby") or drawing.find(f"{_SVG}title") is not None
        hidden = any(each.get("aria-hidden") == "true" for each in (drawing, *drawing.iterancestors()))
        if not named and not hidden:
            yield Finding("book-pictures", "a drawing has no name", where)


def _headings(page: etree._Element, where: str) -> Iterator[Finding]:
    last = 0
    for heading in page.iter(*_HEADINGS):
        level = _HEADINGS[heading.tag]
        if not text_of(heading).strip():
            yield Finding("book-headings", "a heading has no words", where)
        if last and level > last + 1:
            yield Finding("book-headings", f"a heading of level {level} follows a heading of level {last}", where)
        last = level


def _tables(page: etree._Element, where: str) -> Iterator[Finding]:
    for table in page.iter(f"{H}table"):
        if table.get("role") in ("presentation", "none"):
            continue
        heads = list(table.iter(f"{H}th"))
        if not heads:
            yield Finding("book-tables", "a table has no header cells", where)
        if any(not head.get("scope") and not head.get("id") for head in heads):
            yield Finding("book-tables", "a header cell does not say whether it belongs to a row or to a column (scope)", where)


def _links(book: BookFile, name: str, page: etree._Element, where: str) -> Iterator[Finding]:
    for each, count in book.ids[name].items():
        if count > 1:
            yield Finding("book-link-targets", f"the id '{each[:60]}' is used {count} times", where)
    for link in page.iter(f"{H}a"):
        address = link.get("href")
        if address is None:
            continue
        if not (text_of(link).strip() or link.get("aria-label")):
            yield Finding("book-link-words", "a link has no words", where)
        if not is_outside(address) and not book.leads(address, name):
            yield Finding("book-link-targets", f"a link leads to '{address[:60]}', which does not exist", where)
    for note in page.iter(f"{H}aside"):
        if (note.get(EPUB_TYPE) or "") == "footnote" and not any(link.get("href") for link in note.iter(f"{H}a")):
            yield Finding("book-notes", "a note has no link back to its mark in the text", where)


def _fetched(page: etree._Element, where: str) -> Iterator[Finding]:
    if any(True for _ in page.iter(f"{H}script", f"{_SVG}script")) or any(
        name.startswith("on") for each in page.iter(etree.Element) for name in each.attrib
    ):
        yield Finding("book-scripts", "it runs a script", where)
    outside = (each for each in page.iter(etree.Element) if each.tag not in (f"{H}a", f"{_SVG}a"))
    for each in outside:
        if is_outside(each.get("src") or "") and not (each.get("src") or "").startswith("data:"):
            yield Finding("book-scripts", f"'{(each.get('src') or '')[:60]}' is loaded from the internet", where)


_RULES: tuple[Callable[[BookFile], Iterator[Finding]], ...] = (_package, _metadata, _contents, _pages, _texts)

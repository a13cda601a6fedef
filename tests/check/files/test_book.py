"""`briefing check` on an EPUB: each rule finds the damage that it is there for, and says where."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from briefing.check.files import book
from briefing.check.files.book_rules import BOOK
from briefing.system.confined.limits import UnreadableError
from tests.support.drawn_sample import put_sample
from tests.support.epub_rules import Files, unzipped

PACKAGE, NAV, TITLE, ONE = "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/title.xhtml", "EPUB/text/ch001.xhtml"
NOTES, TABLES = "EPUB/text/ch002.xhtml", "EPUB/text/ch004.xhtml"
Change = Callable[[str], str]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return unzipped(put_sample(tmp_path_factory.mktemp("epub") / "sample.epub"))


def replaced(old: str, new: str, times: int = 1) -> Change:
    return lambda text: text.replace(old, new, times)


def cut(pattern: str, times: int = 1) -> Change:
    return lambda text: re.sub(pattern, "", text, count=times)


def claim(name: str, value: str) -> Change:
    return replaced("</metadata>", f'<meta property="{name}">{value}</meta></metadata>')


def added(xhtml: str) -> Change:
    """Put something before the end of a file."""
    return replaced("</body>", f"{xhtml}</body>")


def swapped(text: str) -> str:
    """Let the last chapter be read first."""
    items = re.findall(r"<itemref [^>]*/>", text)
    return text.replace(items[-1], "").replace(items[0], items[-1] + items[0])


DAMAGE: dict[str, tuple[str, str, Change]] = {
    "no title": ("book-package", PACKAGE, cut(r"<dc:title.*</dc:title>", 0)),
    "language in words": ("book-package", PACKAGE, replaced("<dc:language>en-GB", "<dc:language>British English")),
    "file lost": ("book-package", PACKAGE, replaced('href="text/ch003.xhtml"', 'href="text/ch303.xhtml"')),
    "chapter broken off": ("book-files", ONE, replaced("</section>", "")),
    "fixed pages": ("book-layout", PACKAGE, claim("rendition:layout", "pre-paginated")),
    "hazards not stated": ("book-metadata", PACKAGE, cut(r"<meta [^>]*accessibilityHazard.*</meta>")),
    "pages claimed": ("book-claims", PACKAGE, claim("schema:accessibilityFeature", "pageNavigation")),
    "conformance claimed": ("book-claims", PACKAGE, claim("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.1 Level AA")),
    "no contents list": ("book-contents", NAV, replaced('epub:type="toc"', "")),
    "dead entry": ("book-contents", NAV, replaced('href="text/ch001.xhtml#words"', 'href="text/ch001.xhtml#gone"')),
    "another order": ("book-contents", PACKAGE, swapped),
    "page without list": ("book-pages", ONE, added('<p><span epub:type="pagebreak" role="doc-pagebreak" id="p9" aria-label="9"/></p>')),
    "file without title": ("book-titles", ONE, cut(r"<title>.*</title>")),
    "file without language": ("book-language", ONE, cut(r' lang="en-GB" xml:lang="en-GB"')),
    "bad language of a part": ("book-languages", ONE, replaced('lang="kk"', 'lang="Kazakh language"')),
    "picture without text": ("book-pictures", ONE, added('<img src="../cover.jpg"/>')),
    "drawing without name": ("book-pictures", ONE, added('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    "level skipped": ("book-headings", ONE, replaced("</h1>", "</h1><h6>Deep</h6>")),
    "heading without words": ("book-headings", ONE, added("<h2> </h2>")),
    "no head cells": ("book-tables", TABLES, lambda text: re.sub(r"<(/?)th\b( scope=\"\w+\")?", r"<\1td", text)),
    "head cell without scope": ("book-tables", TABLES, replaced(' scope="col"', "")),
    "link without words": ("book-link-words", ONE, added('<p><a href="#words"> </a></p>')),
    "dead link": ("book-link-targets", NOTES, replaced('href="#note-a"', 'href="#note-z"')),
    "id twice": ("book-link-targets", NOTES, replaced('id="quote-road"', 'id="passages"')),
    "note without way back": ("book-notes", NOTES, lambda text: re.sub(r"<a [^>]*doc-backlink.*?</a>", "", text, flags=re.DOTALL)),
    "note without role": ("book-roles", NOTES, replaced(' role="doc-footnote"', "")),
    "script": ("book-scripts", ONE, added("<script>1</script>")),
    "script in an attribute": ("book-scripts", ONE, replaced("<body ", '<body onclick="1" ')),
    "picture from the net": ("book-scripts", ONE, added('<img alt="A map" src="https://example.org/map.png"/>')),
}


def damaged(files: Files, kind: str) -> Files:
    _, name, change = DAMAGE[kind]
    text = files[name].decode()
    assert change(text) != text
    return files | {name: change(text).encode()}


def test_good_file_has_nothing_wrong(good: Files) -> None:
    """What follows is found because of the damage."""
    assert book.check(good) == []


@pytest.mark.parametrize("kind", DAMAGE)
def test_rule_finds_its_damage(good: Files, kind: str) -> None:
    """A good file with one thing broken is found by the rule for it."""
    assert DAMAGE[kind][0] in {each.rule for each in book.check(damaged(good, kind))}


def test_place_is_named_by_the_chapter(good: Files) -> None:
    """Readers know chapters by their headings, not by the names of files."""
    (finding,) = book.check(damaged(good, "head cell without scope"))
    assert finding.place == "in “Agreements, year by year”"


def test_every_rule_has_a_damage_and_says_where_it_comes_from() -> None:
    """A rule that nothing breaks could as well not be there."""
    assert {rule for rule, _, _ in DAMAGE.values()} == BOOK.keys()
    assert all(rule.source and rule.fix for rule in BOOK.values())


@pytest.mark.parametrize("files", [{}, {"META-INF/container.xml": b"<container/>"}, {"META-INF/container.xml": b"<"}])
def test_what_is_no_book_is_refused_in_words(files: Files) -> None:
    """Nothing says where the text is."""
    with pytest.raises(UnreadableError, match="damaged"):
        book.check(files)

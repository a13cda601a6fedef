"""EPUBs: every part of a book is read in order, with its notes, and without the numbers of the printed book."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pytest

from briefing.originals.readers.books import read_epub
from briefing.originals.readers.result import Reading, cleaned
from briefing.system.confined.limits import UnreadableError

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
HTML = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>c</title></head><body>{}</body></html>'


def book(chapters: Sequence[str], *, spine: str = "", manifest: str = "", more: dict[str, str] | None = None, meta: str = "") -> Reading:
    """Read a book. The chapters are c0.xhtml, c1.xhtml and so on; the spine has all of them, unless it is given."""
    items = "".join(f'<item id="c{at}" href="c{at}.xhtml" media-type="application/xhtml+xml"/>' for at in range(len(chapters)))
    refs = spine or "".join(f'<itemref idref="c{at}"/>' for at in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>The Book</dc:title>{meta}</metadata><manifest>{items}{manifest}</manifest><spine>{refs}</spine></package>"
    )
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package}
    files |= {f"OEBPS/c{at}.xhtml": HTML.format(chapter) for at, chapter in enumerate(chapters)} | (more or {})
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for name, text in files.items():
            target.writestr(name, text)
    return cleaned(read_epub(made.getvalue()))


def test_all_parts_of_a_chapter_are_read() -> None:
    chapter = "<header><h1>One</h1><p>The lead.</p></header><main><p>The body.</p></main>"
    chapter += "<section role='main'><p>More.</p></section><aside>A box.</aside>"
    assert book([chapter, "<nav><p>No list.</p></nav><form><p>Kept.</p></form>"]).paragraphs == (
        *("One", "The lead.", "The body.", "More.", "A box."),
        *("No list.", "Kept."),
    )


NUMBERS = [
    ('inter<span epub:type="pagebreak" id="p12">12</span>national', "international"),
    ('inter<span role="doc-pagebreak" id="p12" aria-label="12"/>national', "international"),
    ('the<span class="pagenum" id="Page_13">[Pg 13]</span> river', "the river"),
    ('the <a class="page" id="page_xii"></a>river', "the river"),
    ('the <span class="pageno">{xiv}</span>river', "the river"),
    ('at dawn,<span class="lnum">10</span>', "at dawn,"),
    ('at dawn,<span class="ln">10</span>', "at dawn,"),
    ('at dawn <span class="line-number">10</span>', "at dawn"),
    ('the <span class="page">page of the book</span> tore', "the page of the book tore"),
]


@pytest.mark.parametrize(("body", "words"), NUMBERS)
def test_numbers_of_pages_and_lines_are_no_words(body: str, words: str) -> None:
    assert book([f"<p>{body}</p>"]).paragraphs == (words,)


def test_numbers_that_were_left_out_are_counted() -> None:
    read = book(['<p>a<span epub:type="pagebreak">1</span>b<span epub:type="pagebreak">2</span></p><p>c<b class="lnum">5</b></p>'])
    assert read.notices == ("2 numbers of pages of the printed text left out", "1 number of lines of the printed text left out")


NOTES = [
    ('<a epub:type="noteref" href="c1.xhtml#n1">1</a>', '<aside epub:type="rearnote" id="n1"><p>Burnt in 1931.</p></aside>'),
    ('<a role="doc-noteref" href="c1.xhtml#n1">*</a>', '<div role="doc-endnote" id="n1"><p>Burnt in 1931.</p></div>'),
    ('<sup><a href="c1.xhtml#n1">1</a></sup>', '<p id="n1">Burnt in 1931.</p>'),
    ('<a href="c1.xhtml#n1"><sup>1</sup></a>', '<p id="n1">Burnt in 1931.</p>'),
    ('<a id="r1" href="c1.xhtml#x7">1</a>', '<p id="x7">Burnt in 1931. <a href="c0.xhtml#r1">↩</a></p>'),
    ('<a id="r1" href="c1.xhtml#footnote-1">[1]</a>', '<p><a id="footnote-1" href="c0.xhtml#r1">↑</a> Burnt in 1931.</p>'),
]


@pytest.mark.parametrize(("mark", "note"), NOTES)
@pytest.mark.parametrize("spine", ["", '<itemref idref="c0"/><itemref idref="c1" linear="no"/>', '<itemref idref="c0"/>'])
def test_notes_in_a_file_of_their_own_are_read_and_their_marks_are_not(mark: str, note: str, spine: str) -> None:
    read = book([f"<p>The claim{mark} is in the book.</p>", f"<section><h2>Notes</h2>{note}</section>"], spine=spine)
    assert read.paragraphs == ("The claim is in the book.", "Notes", "Burnt in 1931.")
    assert bool(read.notices) == bool(spine)


def test_notes_that_pop_up_are_at_the_end() -> None:
    note = '<aside epub:type="footnote" id="n"><p>Counted by hand.</p></aside>'
    assert book([f'<p>A note.<a epub:type="noteref" href="#n">1</a></p>{note}<p>More.</p>', "<p>End.</p>"]).paragraphs == (
        *("A note.", "More.", "End."),
        "Counted by hand.",
    )


def test_number_of_a_chapter_in_a_link_is_a_word() -> None:
    assert book(['<p>See chapter <a href="c1.xhtml#c">2</a>.</p>', '<h1 id="c">Two</h1>']).paragraphs == ("See chapter 2.", "Two")


def test_title_pages_and_parts_outside_of_the_order_are_read_and_told() -> None:
    title = '<section epub:type="titlepage"><h1>The River</h1><div epub:type="epigraph"><p>No man owns the rain.</p></div></section>'
    order = '<itemref idref="c2"/><itemref idref="c1" linear="no"/><itemref idref="c0"/>'
    read = book(["<p>The end.</p>", "<p>A letter.</p>", title], spine=order)
    assert read.paragraphs == ("The River", "No man owns the rain.", "A letter.", "The end.")
    assert read.notices == ('1 part that is outside of the reading order (linear="no") read in place: “A letter.”',)


def test_file_that_no_chapter_leads_to_is_told() -> None:
    read = book(["<p>The end.</p>", "<p>Never shown.</p>"], spine='<itemref idref="c0"/>')
    assert read.paragraphs == ("The end.",)
    assert read.notices == ("1 file of the book that is not in its reading order left out: “Never shown.”",)


def test_tables_of_contents_are_left_out() -> None:
    contents = '<nav epub:type="toc"><h1>Contents</h1><ol><li><a href="c0.xhtml">One</a></li></ol></nav>'
    item = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    spine = '<itemref idref="nav"/><itemref idref="c0"/>'
    assert book(["<p>One.</p>"], spine=spine, manifest=item, more={"OEBPS/nav.xhtml": HTML.format(contents)}).paragraphs == ("One.",)


def test_object_without_anything_to_show_is_read_and_its_stand_in_is_told() -> None:
    read = book(["<object><p>Shown.</p></object><object data='a.svg'><p>The keeper holds a lamp.</p></object><p>End.</p>"])
    assert read.paragraphs == ("Shown.", "End.")
    assert read.notices == ("5 words that are shown only where a picture cannot be shown are left out: “The keeper holds a lamp.”",)


def test_words_in_pictures_of_pages_and_items_with_a_fallback_are_read() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><text>The title</text></svg>'
    items = (
        '<item id="s" href="s.svg" media-type="image/svg+xml"/><item id="p" href="a.pdf" media-type="application/pdf" fallback="f"/>'
        '<item id="f" href="f%20b.xhtml" media-type="application/xhtml+xml"/>'
    )
    files = {"OEBPS/s.svg": drawing, "OEBPS/f b.xhtml": HTML.format("<p>Instead.</p>"), "OEBPS/a.pdf": "x"}
    assert book([], spine='<itemref idref="s"/><itemref idref="p"/>', manifest=items, more=files).paragraphs == ("The title", "Instead.")


def test_authors_are_those_with_that_role() -> None:
    names = (
        "<dc:creator id='a'>Ada Roe</dc:creator><meta refines='#a' property='role'>aut</meta><dc:creator>Ben Ash</dc:creator>"
        "<dc:creator id='t'>Cy Fir</dc:creator><meta refines='#t' property='role'>trl</meta>"
        "<dc:language>en</dc:language><dc:date>2021</dc:date>"
    )
    read = book(["<p>One.</p>"], meta=names)
    assert (read.title, read.author, read.language, read.issued) == ("The Book", ("Ada Roe", "Ben Ash"), "en", "2021")


def test_form_by_which_a_name_is_filed_says_which_is_the_family_name() -> None:
    """If it has the same words."""
    names = (
        "<dc:creator id='a'>Roe Ada Low</dc:creator><meta refines='#a' property='file-as'>Roe, Ada Low</meta>"
        "<dc:creator id='b'>Ben Ash</dc:creator><meta refines='#b' property='file-as'>Fir, Cy</meta>"
    )
    assert book(["<p>One.</p>"], meta=names).author == ("Roe, Ada Low", "Ben Ash")


def test_book_without_a_list_of_chapters_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr("mimetype", "application/epub+zip")
    with pytest.raises(UnreadableError, match="list of chapters is missing"):
        read_epub(made.getvalue())

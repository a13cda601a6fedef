"""EPUBs: every part of a book is read in order, with its notes, and without the numbers of the printed book."""

from __future__ import annotations

import io
import zipfile

import pytest

from briefing.originals.readers.books import read_epub
from briefing.system.confined.limits import UnreadableError
from tests.support.books import HTML, book


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
    ('inter<span class="calibre7" id="x9">12</span>national', "international"),
    ('the <span class="pgno">12</span>river', "the river"),
    ('the <a class="page" id="p12">12</a>river', "the river"),
    ('the <span class="pageno" id="Page_10">\u200e</span>river', "the river"),
    ('the <pagenum id="p12">12</pagenum>river', "the river"),
    ('the <sup class="pagenum">12</sup>river', "the river"),
    ('inter<div epub:type="pagebreak" id="p12" title="12"/>national', "international"),
    ('the <span class="num">12</span> boats of <span class="year">1931</span>', "the 12 boats of 1931"),
]


@pytest.mark.parametrize(("body", "words"), NUMBERS)
def test_numbers_of_pages_and_lines_are_no_words(body: str, words: str) -> None:
    assert book([f"<p>{body}</p>"]).paragraphs == (words,)


def test_each_fifth_line_of_verse_may_have_a_number() -> None:
    verse = '<div class="poem"><p>We went at dawn,<i class="r">10</i></p><p><span>15</span> and nobody was there.</p><p>We were 7</p></div>'
    assert book([verse]).paragraphs == ("We went at dawn,", "and nobody was there.", "We were 7")


ENTITIES = [
    (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">',
        "&eacute;t&eacute;&nbsp;&mdash; 3 &lt; 4 &amp; so",
    ),
    ('<!DOCTYPE html [<!ENTITY so "so"><!ENTITY ete "été">]>', "&ete;&#160;— 3 &lt; 4 &amp; &so;"),
    ("", "&eacute;t&eacute;&#160;— 3 &lt; 4 &amp; so<br>"),
]


@pytest.mark.parametrize(("doctype", "words"), ENTITIES)
def test_entities_are_the_characters_that_they_stand_for(doctype: str, words: str) -> None:
    chapter = f'<?xml version="1.0"?>{doctype}{HTML.format(f"<p>{words}</p>")}'
    assert book(["<p>One.</p>"], more={"OEBPS/c0.xhtml": chapter}).paragraphs == ("été\xa0— 3 < 4 & so",)


HOSTILE = [
    '<!ENTITY a SYSTEM "file:///etc/hostname">',
    '<!ENTITY b "one one one"><!ENTITY a "&b;&b;&b;">',
    '<!ENTITY % p SYSTEM "http://example.org/x.dtd">%p;',
]


@pytest.mark.parametrize("declared", HOSTILE)
def test_entities_that_name_files_or_each_other_stand_for_nothing(declared: str) -> None:
    chapter = f'<?xml version="1.0"?><!DOCTYPE html [{declared}]>{HTML.format("<p>One &a; two.</p>")}'
    assert book(["<p>x</p>"], more={"OEBPS/c0.xhtml": chapter}).paragraphs == ("One &a; two.",)


def test_entities_that_make_a_book_grow_without_bounds_are_refused() -> None:
    chapter = f'<!DOCTYPE html [<!ENTITY a "{"x" * 300}">]>{HTML.format("<p>" + "&a;" * 20_000 + "</p>")}'
    with pytest.raises(UnreadableError, match="grow without bounds"):
        book(["<p>x</p>"], more={"OEBPS/c0.xhtml": chapter})


CODES = [
    (b'<?xml version="1.0" encoding="utf-8"?>', b"The caf\xe9 shut.", "The caf\ufffd shut.", "first in ¶1: “The caf\ufffd shut.”"),
    (b'<?xml version="1.0" encoding="windows-1251"?>', "Паром & лодка<br>".encode("cp1251"), "Паром & лодка", ""),
    (b'<?xml version="1.0" encoding="iso-8859-1"?>', b"The caf\xe9 shut.", "The café shut.", ""),
]


@pytest.mark.parametrize(("head", "letters", "words", "notice"), CODES)
def test_bytes_of_a_chapter_are_decoded_as_it_says(head: bytes, letters: bytes, words: str, notice: str) -> None:
    chapter = head + HTML.format("<p>{}</p>").encode().replace(b"{}", letters)
    read = book(["<p>x</p>"], more={"OEBPS/c0.xhtml": chapter})
    assert read.paragraphs == (words,)
    assert bool(notice) == bool(read.notices)
    assert notice in "".join(read.notices)
    assert [number for number, _ in read.doubts] == [1] * bool(notice)


def test_numbers_that_were_left_out_are_counted() -> None:
    read = book(['<p>a<span epub:type="pagebreak">1</span>b<span epub:type="pagebreak">2</span></p><p>c<b class="lnum">5</b></p>'])
    assert read.notices == ("2 numbers of pages of the printed text left out: “1”", "1 number of lines of the printed text left out: “5”")


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


NOTES = [
    ('<sup><a href="c1.xhtml#n1" id="r1">1</a></sup>', '<p id="n1"><a href="c0.xhtml#r1">1</a>. A note.</p>'),
    ('<a href="c1.xhtml#n1" id="r1"><sup>1</sup></a>', '<p><a id="n1"/><a href="c0.xhtml#r1">[1]</a> A note.</p>'),
    ('<a href="c1.xhtml#n1" id="r1">*</a>', '<p class="note" id="n1"><a href="c0.xhtml#r1">*</a> A note.</p>'),
    ('<a href="c1.xhtml#n1" id="r1">†</a>', '<dl><dt id="n1"><a href="c0.xhtml#r1">†</a></dt><dd>A note.</dd></dl>'),
    ('<a href="c1.xhtml#n1" id="r1">(1)</a>', '<p id="n1">(<a href="c0.xhtml#r1">1</a>) A note.</p>'),
    ('<a epub:type="noteref" href="c1.xhtml#n1">1</a>', '<ol epub:type="endnotes"><li id="n1">A note.</li></ol>'),
    ('<a epub:type="noteref" href="c1.xhtml#n1">1</a>', '<aside epub:type="endnote" id="n1">1. A note.</aside>'),
    ('<a class="duokan-footnote" href="c1.xhtml#n1"><img src="n.png" alt="1"/></a>', '<ol><li id="n1">A note.</li></ol>'),
    ('<noteref idref="c1.xhtml#n1">1</noteref>', '<note id="n1"><p>1 A note.</p></note>'),
]


@pytest.mark.parametrize(("mark", "note"), NOTES)
def test_neither_marks_nor_numbers_of_notes_are_words(mark: str, note: str) -> None:
    assert book([f"<p>The river{mark} rose.</p>", note]).paragraphs == ("The river rose.", "A note.")


def test_headings_of_notes_stay_with_them() -> None:
    notes = [f'<h2>Part {at}</h2><aside epub:type="endnote" id="n{at}">Note {at}.</aside>' for at in (1, 2)]
    read = book([f"<h1>Notes</h1>{''.join(notes)}", '<p>The river<a epub:type="noteref" href="c0.xhtml#n1">1</a> rose.</p>'])
    assert read.paragraphs == ("The river rose.", "Notes", "Part 1", "Note 1.", "Part 2", "Note 2.")


def test_lists_have_the_numbers_that_the_style_sheets_of_the_book_give_them() -> None:
    css = "ol.a { list-style-type: lower-alpha } ol.n { list-style: none }"
    chapter = '<link rel="stylesheet" href="s.css"/><ol class="a"><li><p>One.</p></li><li>Two.</li></ol><ol class="n"><li>Bare.</li></ol>'
    assert book([chapter], more={"OEBPS/s.css": css}).paragraphs == ("a. One.", "b. Two.", "Bare.")


@pytest.mark.parametrize(
    ("namespace", "words"), [("http://www.w3.org/1998/Math/MathML", "v"), ("http://www.xml-cml.org/schema", "v in words")]
)
def test_of_several_forms_of_a_formula_the_first_that_is_understood_is_read(namespace: str, words: str) -> None:
    case = f'<epub:case required-namespace="{namespace}"><math xmlns="{namespace}"><mi>v</mi></math></epub:case>'
    switch = f"<epub:switch>{case}<epub:default><b>v in words</b></epub:default></epub:switch>"
    assert book([f"<p>Take {switch} there.</p>"]).paragraphs == (f"Take {words} there.",)


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

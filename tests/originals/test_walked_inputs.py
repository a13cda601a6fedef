"""Inputs of a walk through all formats: what each format may do to the words of a sentence, and the words that a reader sees."""

from __future__ import annotations

import pytest

from briefing.originals.readers.rtf_reader import read_rtf
from briefing.originals.readers.web import read_html
from tests.support.books import HTML, book
from tests.support.open_documents import p, text
from tests.support.rich_texts import rtf
from tests.support.word_files import field, paragraph, run, word

A = "The council met at the bridge in the spring of the year, and it asked the keeper of the lower gauge for the books of the mill."
B = "Nobody had counted the boats that came down the river in the dry months, and so the two towns wrote down what they believed."
C = "In the end the keeper opened the lock himself, and the water stood in the lower fields until the snow came down from the hills."


# ── web pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

PAGES = {
    "form of a web application": (f"<form id=aspnetForm><div><p>{A}</p><p>{B}</p></div></form>", (A, B)),
    "article in the foot": (
        f"<footer><article><p>{A}</p><p>{B}</p></article></footer><p>{C}</p>",
        (A, B, C),
    ),
    "head and foot of an article": (f"<article><header><p>{C}</p></header><p>{A}</p><footer><p>{B}</p></footer></article>", (C, A, B)),
    "main that is empty": (f"<main></main><div class=content><p>{A}</p><p>{B}</p></div>", (A, B)),
    "two mains, and one that is hidden": (f"<main hidden><p>Old.</p></main><main><p>{A}</p></main><div role=main><p>{B}</p></div>", (A, B)),
    "half of the text behind the article": (f"<article><p>{A}</p></article><div><p>{B}</p><p>{C}</p></div>", (A, B, C)),
    "lead before the article, note behind it": (
        f"<div><p class=lead>{A}</p></div><article><p>{B}</p></article><section class=notes><p>1. {C}</p></section>",
        (A, B, f"1. {C}"),
    ),
    "box of a drawing program": (f"<p>{A}</p><v:shape id=1><v:textbox><p>{B}</p></v:textbox></v:shape><p>{C}</p>", (A, B, C)),
}


@pytest.mark.parametrize(("body", "words"), PAGES.values(), ids=PAGES)
def test_pages(body: str, words: tuple[str, ...]) -> None:
    found = read_html(f"<!DOCTYPE html><html><head><meta charset=utf-8><title>t</title></head><body>{body}</body></html>".encode())
    assert found.paragraphs == words


# ── books ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_numbers_of_pages_in_one_sentence_of_a_book_are_counted() -> None:
    chapter = (
        '<p>inter<a id="page_12" class="pagebreak" title="12"></a>national and <span class="x-ebookmaker-pageno" title="[Pg 7]">'
        '<a id="Page_7">[7]</a></span>water, <span class="page-number">10</span> and <i class="pagenum">{11}</i>end.'
        ' In <span class="year">1931</span> it <span>12</span> was.</p>'
    )
    found = book([chapter])
    assert found.paragraphs == ("international and water, and end. In 1931 it 12 was.",)
    assert found.notices == ("4 numbers of pages of the printed text left out: “12”",)


def test_notes_of_a_book_in_another_file_have_links_back() -> None:
    notes = (
        '<section epub:type="rearnotes"><h2>Notes</h2><ol><li id="n1"><p>1. Low. <a href="c0.xhtml#r1">↩</a></p></li>'
        '<li id="n2" epub:type="rearnote"><p>High. <a href="c0.xhtml#r2">back</a></p></li></ol></section>'
    )
    chapter = (
        '<p>Spring<a epub:type="noteref" id="r1" href="notes.xhtml#n1">1</a> came<sup><a href="notes.xhtml#n2" id="r2">2</a></sup>.</p>'
    )
    item = '<item id="n" href="notes.xhtml" media-type="application/xhtml+xml"/>'
    found = book([chapter], manifest=item, more={"OEBPS/notes.xhtml": HTML.format(notes)})
    assert found.paragraphs == ("Spring came.", "Notes", "Low.", "High.")


# ── Word ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

SIMPLE = '<w:fldSimple w:instr="{}">{}</w:fldSimple>'
LINK = '<w:hyperlink w:anchor="_Toc123">{}</w:hyperlink>'
NAME = f'<w:hyperlink r:id="x">{SIMPLE.format("MERGEFIELD Name", run("«Name»"))}</w:hyperlink>'
TAG = f"<w:smartTag>{run('custom')}</w:smartTag>"
GONE = '<w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>'
WORD = {
    "field in a field": (
        paragraph(run("See "), SIMPLE.format("REF x", run("Table ") + SIMPLE.format("SEQ Table", run("4"))), run(" below.")),
        ("See Table 4 below.",),
    ),
    "field of a letter in a link": (paragraph(run("To "), NAME, run(" we write.")), ("To «Name» we write.",)),
    "date and condition": (
        paragraph(run("On "), field(' DATE \\@ "d MMMM" ', run("3 May")), run(" they met; "), field(' IF 1 = 1 "yes" ', run("yes"))),
        ("On 3 May they met; yes",),
    ),
    "link to a heading in a sentence": (
        paragraph(run("As "), LINK.format(run("the first part")), run(" says.")),
        ("As the first part says.",),
    ),
    "paragraph that is a link": (paragraph(LINK.format(run("Back to it"))) + paragraph(run(A)), ("Back to it", A)),
    "marks of one's own around words": (
        f'<w:customXml w:element="x">{paragraph(run("In "), TAG, run(" marks."))}</w:customXml>',
        ("In custom marks.",),
    ),
    "end of a paragraph that is deleted": (
        f"<w:p>{GONE}{run('First half ')}</w:p>{paragraph(run('second half.'))}",
        ("First half second half.",),
    ),
}


@pytest.mark.parametrize(("body", "words"), WORD.values(), ids=WORD)
def test_word_files(body: str, words: tuple[str, ...]) -> None:
    assert word(body).paragraphs == words


# ── OpenDocument ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

TABLE = "<table:table>{}</table:table>"
ROW = "<table:table-row><table:table-cell>{}</table:table-cell></table:table-row>"
GROUP = "<table:table-row-group>{}</table:table-row-group>"
ROWS = "<table:table-rows>{}</table:table-rows>"
FIELDS = (
    "On <text:date>3 May 1931</text:date> <text:author-name>Ann Bell</text:author-name> wrote"
    ' <text:bookmark-ref text:ref-name="x">the second part</text:bookmark-ref>,'
    ' <text:conditional-text text:condition="x">shown</text:conditional-text> <text:sequence text:name="T">3</text:sequence>'
)
NUMBERED = "<text:numbered-paragraph><text:number>5.</text:number><text:p>five</text:p></text:numbered-paragraph>"
SOURCES = f"<text:bibliography><text:bibliography-source/><text:index-body>{p('Roe: The Mill')}</text:index-body></text:bibliography>"
OPEN = {
    "fields": (p(FIELDS), ("On 3 May 1931 Ann Bell wrote the second part, shown 3",)),
    "groups in groups": (
        TABLE.format(GROUP.format(GROUP.format(ROW.format(p("one"))) + ROWS.format(ROW.format(p("two")))) + ROW.format(p("three"))),
        ("one", "two", "three"),
    ),
    "table in a table, and a numbered paragraph": (
        TABLE.format(ROW.format(p("a") + TABLE.format(ROW.format(p("b"))))) + NUMBERED,
        ("a", "b", "5. five"),
    ),
    "bibliography": (
        p('As <text:bibliography-mark text:identifier="Roe">[Roe]</text:bibliography-mark> says.') + SOURCES,
        ("As [Roe] says.", "Roe: The Mill"),
    ),
}


@pytest.mark.parametrize(("body", "words"), OPEN.values(), ids=OPEN)
def test_open_documents(body: str, words: tuple[str, ...]) -> None:
    assert text(body).paragraphs == words


# ── Rich Text ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

ONE_LINK = r'{\field{\*\fldinst{HYPERLINK "http://example.org/a"}}{\fldrslt{\ul the page}}}'
TWO_LINK = r'{\field{\fldinst HYPERLINK \\l "b"}{\fldrslt there}}'
RICH = {
    "links to a page and within the text": (rf"See {ONE_LINK} and {TWO_LINK}.\par", ("See the page and there.",)),
    "pairs of halves and whole letters": (r"\u-10179?\u-8703? and \u55349?\u56320?, \u128512? {\uc0\u233}t\'e9\par", ("😁 and 𝐀, 😀 été",)),
    "groups that only look": (r"A {\*\cs15 styled} b{\*\unknown gone} {\*\cs10\b0\i bold}{\*\bkmkstart x}.\par", ("A styled b bold.",)),
    "cells and what follows": (r"\trowd\cellx1000\cellx2000\intbl a\cell b\cell\row\pard after\par", ("a", "b", "after")),
    "numbers of lists": (
        r"{\listtext\f1\'b7\tab}first\par{\pntext 2.\tab}second\par{\listtext (a)\tab}third\par",
        ("first", "2. second", "(a) third"),
    ),
    "powers": (r"10{\super 6} m{\super 2}, H{\sub 2}O, 19{\super th}\par", ("10⁶ m², H₂O, 19th",)),
}


@pytest.mark.parametrize(("body", "words"), RICH.values(), ids=RICH)
def test_rich_text(body: str, words: tuple[str, ...]) -> None:
    assert rtf(body).paragraphs == words


def test_each_font_of_rich_text_has_its_code_page() -> None:
    fonts = "".join(rf"{{\f{at}\fcharset{number};}}" for at, number in enumerate((77, 238, 161, 177, 222, 129, 134, 136)))
    letters = rb"\f0 caf\'8e \f1 \'b9\'e8 \f2 \'e1\'e2 \f3 \'e0\'e1 \f4 \'a1\'a2 \f5 \'b0\'a1 \f6 \'c4\'e3 \f7 \'a7\'41\par"
    found = read_rtf(rb"{\rtf1\ansi{\fonttbl" + fonts.encode() + b"}" + letters + b"}")
    assert found.paragraphs == ("café ąč αβ אב กข 가 你 你",)


def test_pictures_of_rich_text_in_binary_form_may_hold_braces() -> None:
    pictures = rb"Before {\pict\wmetafile8\bin6 {}{}}}}after {\*\shppict{\pict\bin4 }{}{}}end, "
    assert rtf(pictures + rb"a{\object{\*\objdata \bin3 }}}}{\result shown}}b\par").paragraphs == ("Before after end, ashownb",)

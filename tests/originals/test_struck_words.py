"""Words that are struck through can be seen, so they are read; but no quotation takes them for the text without a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from briefing.originals.readers.markdown_copies import read_markdown
from briefing.originals.readers.pdf_reading import read_pdf
from briefing.originals.readers.result import Reading
from briefing.originals.readers.web import read_html
from tests.support.books import book
from tests.support.open_documents import p, text
from tests.support.pdf_pages import MORE, TEXT, At, drawn, set_in
from tests.support.rich_texts import rtf
from tests.support.word_files import paragraph, run, word

PLAIN, LINE = "No keeper came.", "The keeper opens the lock the gate in April."


def page(rule: str, sheet: str = "") -> str:
    body = f"<p>{PLAIN}</p><p>The keeper opens {rule} the gate in April.</p>"
    return f"<html><head><title>t</title><style>{sheet}</style></head><body><article>{body}</article></body></html>"


def word_with(look: str, styles: str = "") -> Reading:
    body = paragraph(run(PLAIN)) + paragraph(run("The keeper opens "), run("the lock", look), run(" the gate in April."))
    return word(body, {"styles.xml": styles} if styles else None)


def open_with(properties: str, inner: str = '<text:span text:style-name="S">the lock</text:span>') -> Reading:
    style = f'<style:style style:name="S" style:family="text"><style:text-properties {properties}/></style:style>'
    return text(p(PLAIN) + p(f"The keeper opens {inner} the gate in April."), style)


BODY = rf"{PLAIN}\par The keeper opens %s the gate in April.\par"
STYLE = '<w:style w:type="character" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>'
TOLD = [
    ("a page with s", lambda: read_html(page("<s>the lock</s>").encode())),
    ("a page with strike", lambda: read_html(page("<strike>the lock</strike>").encode())),
    ("a page with a style", lambda: read_html(page('<span style="text-decoration: line-through red">the lock</span>').encode())),
    ("a page with a class", lambda: read_html(page('<i class="old">the lock</i>', ".old{text-decoration-line:line-through}").encode())),
    ("a book", lambda: book([f"<p>{PLAIN}</p><p>The keeper opens <s>the lock</s> the gate in April.</p>"])),
    ("Markdown", lambda: read_markdown(f"{PLAIN}\n\nThe keeper opens ~~the lock~~ the gate in April.\n".encode())),
    ("Word", lambda: word_with("<w:strike/>")),
    ("Word, two lines", lambda: word_with("<w:dstrike/>")),
    ("Word, a style", lambda: word_with('<w:rStyle w:val="Old"/>', STYLE)),
    ("OpenDocument", lambda: open_with('style:text-line-through-style="solid"')),
    ("Rich Text", lambda: rtf(BODY % r"{\strike the lock}")),
    ("Rich Text, two lines", lambda: rtf(BODY % r"{\striked1 the lock}")),
]
UNTOLD = [
    ("a page", lambda: read_html(page('<u style="text-decoration: underline">the lock</u>').encode())),
    ("Word", lambda: word_with('<w:strike w:val="0"/>')),
    ("OpenDocument", lambda: open_with('style:text-line-through-style="none"')),
    ("Rich Text", lambda: rtf(BODY % r"{\strike\plain the lock}")),
]


@pytest.mark.parametrize("read", [read for _, read in TOLD], ids=[name for name, _ in TOLD])
def test_they_are_told_with_their_paragraph(read: Callable[[], Reading]) -> None:
    found = read()
    assert found.paragraphs == (PLAIN, LINE)
    assert found.doubts == ((2, "words of it are struck through"),)
    assert "2 words that are struck through are read all the same, at ¶2: “the lock”" in found.notices


@pytest.mark.parametrize("read", [read for _, read in UNTOLD], ids=[name for name, _ in UNTOLD])
def test_other_words_are_not_told(read: Callable[[], Reading]) -> None:
    found = read()
    assert found.paragraphs == (PLAIN, LINE)
    assert not found.doubts


LINES = set_in(f"{TEXT} {MORE}", 72, 700, 300)


def ruled(rise: float, further: float = 0.0) -> Reading:
    """Return what is read of a page on which a rule runs along a word."""
    line = LINES[2]
    words = line.words.split()
    left = line.x + stringWidth(" ".join(words[:4]) + " ", line.face, line.size)
    right = left + stringWidth(words[4], line.face, line.size)

    def rule(canvas: Canvas) -> None:
        canvas.setLineWidth(0.6)
        canvas.line(left - further, line.y + rise, right + further, line.y + rise)

    return read_pdf(drawn([*LINES, At(72, 500, PLAIN)], change=rule))


@pytest.mark.parametrize("rise", [2, 2.6, 3.4])
def test_in_pdfs_a_rule_runs_through_them(rise: float) -> None:
    found = ruled(rise)
    word = LINES[2].words.split()[4]
    assert found.paragraphs == (f"{TEXT} {MORE}", PLAIN)
    assert found.doubts == ((1, "words of it are struck through"),)
    assert f"1 word that is struck through is read all the same, the first (“{word}”) on page 1" in found.notices


@pytest.mark.parametrize(("rise", "further"), [(-1.5, 0), (9, 0), (2.6, 300)], ids=["below", "above", "across the page"])
def test_other_rules_of_pdfs_strike_nothing_through(rise: float, further: float) -> None:
    assert not ruled(rise, further).doubts

"""Hidden text of Word documents, wherever it is and whatever hides it."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from briefing.originals.readers.docx_reader import read_docx
from tests.support import original_files as made

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
HIDE = "<w:vanish/>"
STYLES = (
    ("paragraph", "Ghost", "", HIDE),
    ("paragraph", "Child", "Ghost", "<w:b/>"),
    ("paragraph", "Risen", "Ghost", '<w:vanish w:val="0"/>'),
    ("character", "Veil", "", HIDE),
    ("character", "Thin", "Veil", ""),
    ("table", "Cellar", "", HIDE),
)


def sheet(styles: tuple[tuple[str, str, str, str], ...] = STYLES, defaults: str = "", usual: str = "") -> str:
    """Return a part of styles."""
    rows = (
        f'<w:style w:type="{kind}" w:styleId="{name}"{" w:default=" + chr(34) + "1" + chr(34) if name == usual else ""}>'
        f"{f'<w:basedOn w:val={chr(34)}{base}{chr(34)}/>' if base else ''}<w:rPr>{look}</w:rPr></w:style>"
        for kind, name, base, look in styles
    )
    head = f"<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>"
    return f'<w:styles xmlns:w="{W}">{head}{"".join(rows)}</w:styles>'


def paragraph(text: str, style: str = "", run: str = "") -> str:
    """Return a paragraph of one run."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{made.run(text, run)}</w:p>"


def left(body: str, styles: str = "", notes: str = "", namespace: str = W) -> tuple[str, int]:
    """Return the words that are left of a document and its footnote, and how many were hidden."""
    mark = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' if notes else ""
    with zipfile.ZipFile(io.BytesIO(made.docx(body + mark, styles="-" if styles else "", notes=notes))) as first:
        parts = {name: first.read(name) for name in first.namelist()}
    if styles:
        parts["word/styles.xml"] = styles.encode()
    reading = read_docx(made.package({name: part.replace(W.encode(), namespace.encode()) for name, part in parts.items()}))
    told = [re.match(r"(\d+) words? that the file hides", notice) for notice in reading.notices]
    return " | ".join(reading.paragraphs), sum(int(match[1]) for match in told if match)


@pytest.mark.parametrize("namespace", [W, STRICT], ids=["usual", "strict"])
def test_hidden_words_of_a_footnote_are_left_out(namespace: str) -> None:
    """A quotation from a note has only what its reader sees, in both kinds of Word files."""
    note = f"<w:p>{made.run('See the ledger.')}{made.run(' It was forged.', HIDE)}</w:p>"
    assert left(paragraph("The mill stood."), notes=note, namespace=namespace) == ("The mill stood. | See the ledger.", 3)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (paragraph("gone", "Ghost"), ""),
        (paragraph("gone", "Child"), ""),
        (paragraph("seen", "Risen"), "seen"),
        (paragraph("gone", run='<w:rStyle w:val="Thin"/>'), ""),
        (paragraph("seen", "Ghost", '<w:rStyle w:val="Veil"/>'), "seen"),
        (paragraph("seen", "Ghost", '<w:vanish w:val="false"/>'), "seen"),
        (paragraph("gone", "Risen", HIDE), ""),
        (f'<w:tbl><w:tblPr><w:tblStyle w:val="Cellar"/></w:tblPr><w:tr><w:tc>{paragraph("gone")}</w:tc></w:tr></w:tbl>', ""),
        (f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph('gone')}</w:tc></w:tr></w:tbl>{paragraph('seen')}", "seen"),
        (paragraph("seen", "Nameless"), "seen"),
    ],
)
def test_style_hides_what_has_it_and_what_is_based_on_it(body: str, words: str) -> None:
    """The nearest style decides; two that hide show again, for they toggle; a run's own word is the last."""
    assert left(body, sheet())[0] == words


def test_defaults_of_a_document_can_hide_all_but_what_says_otherwise() -> None:
    """The rest is read."""
    body = paragraph("one two three") + paragraph("seen", run='<w:vanish w:val="0"/>')
    assert left(body, sheet(defaults=HIDE)) == ("seen", 3)


def test_usual_style_of_paragraphs_counts_where_none_is_named() -> None:
    """Word gives it to every paragraph without a style."""
    assert left(paragraph("gone") + paragraph("seen", "Risen"), sheet(usual="Ghost")) == ("seen", 1)


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    """Such a file is read."""
    circle = (("paragraph", "A", "B", ""), ("paragraph", "B", "A", ""), ("paragraph", "C", "", HIDE))
    assert left(paragraph("seen", "A"), sheet(circle)) == ("seen", 0)

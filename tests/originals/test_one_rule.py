"""What is the same in all formats: superior and inferior numbers, places of what is told, doubtful paragraphs, entities."""

from __future__ import annotations

import base64
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.originals.any_format import read
from briefing.originals.readers import formats
from briefing.originals.readers.result import Reading
from briefing.originals.readers.rtf_reader import read_rtf
from tests.support.open_documents import SPACES, content, p, text
from tests.support.original_files import package
from tests.support.word_files import item, numbering, paragraph, run, word, word_file

SHIFTED = "H₂O, CO₂, 10⁶, SO₄²⁻, km², log₁₀, 19th"
"""What each format is to give."""


def _moved(words: str, up: str, down: str) -> str:
    """Write `^6^` and `~2~` with marks of a format."""
    raised = re.sub(r"\^([^^]*)\^", lambda match: up.replace(r"\1", match[1]), words)
    return re.sub(r"~([^~]*)~", lambda match: down.replace(r"\1", match[1]), raised)


MARKED = "H~2~O, CO~2~, 10^6^, SO~4~^2-^, km^2^, log~10~, 19^th^"


def test_superior_and_inferior_numbers_are_the_same_in_all_formats(tmp_path: Path) -> None:
    """In a copy of a page, of Markdown, of Word, OpenDocument and Rich Text."""
    spans = r'<text:span text:style-name="{}">\1</text:span>'
    style = '<style:style style:name="{0}" style:family="text"><style:text-properties style:text-position="{1}"/></style:style>'
    styles = style.format("U", "super 58%") + style.format("D", "-33% 58%")
    marked = r'</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="{}"/></w:rPr><w:t>\1</w:t></w:r><w:r><w:t xml:space="preserve">'
    page = _moved(MARKED, r"<sup>\1</sup>", r"<sub>\1</sub>")
    (tmp_path / "a.html").write_text(f"<p>{page}</p>", encoding="utf-8")
    (tmp_path / "a.md").write_text(_moved(MARKED, r"^\1^", r"<sub>\1</sub>"), encoding="utf-8")
    readings = [
        word("<w:p>" + _moved(run(MARKED), marked.format("superscript"), marked.format("subscript")) + "</w:p>"),
        text(p(_moved(MARKED, spans.format("U"), spans.format("D"))), styles),
        read_rtf((r"{\rtf1\ansi\ansicpg1252 " + _moved(MARKED, r"{\super \1}", r"{\sub \1}") + "}").encode()),
        read_rtf((r"{\rtf1\ansi\ansicpg1252 " + _moved(MARKED, r"{\up6 \1}", r"{\dn6 \1}") + "}").encode()),
        read(tmp_path / "a.html"),
        read(tmp_path / "a.md"),
    ]
    assert [reading.paragraphs for reading in readings] == [(SHIFTED,)] * len(readings)


def test_mark_that_is_typed_before_a_word_of_a_note_is_no_part_of_the_word() -> None:
    """The mark is superior, and the word follows without a space."""
    note = rb"{\rtf1\ansi\ansicpg1252 Claim.{\up6 1}{\footnote \pard{\up6 1}The ledger.\par} More.\par}"
    assert read_rtf(note).paragraphs == ("Claim. More.", "The ledger.")


# ── places ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

DELETED = '<w:del w:id="1"><w:r><w:delText>gone words</w:delText></w:r></w:del>'


def _notice(reading: Reading, words: str) -> str:
    return next(each for each in reading.notices if words in each)


def test_what_is_told_of_a_word_file_has_its_paragraph() -> None:
    """Also in a note, which comes at the end, and in a box."""
    note = f'<w:footnote w:id="3">{paragraph("From the ledger. ", run("Hidden.", "<w:vanish/>"))}</w:footnote>'
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('A box.')}</w:txbxContent></v:textbox></w:pict></w:r>"
    body = paragraph("One.") + paragraph("Two.", '<w:r><w:footnoteReference w:id="3"/></w:r>', box) + paragraph("Three. ", DELETED)
    reading = word(body + paragraph("Four. ", DELETED), {"footnotes.xml": note})
    assert reading.paragraphs == ("One.", "Two.", "A box.", "Three. ", "Four. ", "From the ledger. ")
    assert ", at ¶6: “Hidden.”" in _notice(reading, "hides")
    assert "4 deleted words left out, the first at ¶4: “gone words" in _notice(reading, "deleted")
    assert ", at ¶3: “A box.”" in _notice(reading, "text box")


def test_what_is_told_of_an_open_document_has_its_paragraph() -> None:
    """What is hidden, deleted or a remark."""
    region = '<text:changed-region text:id="{}"><text:deletion>{}</text:deletion></text:changed-region>'
    regions = region.format("c1", p("gone words")) + region.format("c2", p("elsewhere"))
    changes = f"<text:tracked-changes>{regions}</text:tracked-changes>"
    section = '<text:section text:display="none">' + p("secret") + "</text:section>"
    body = changes + p("One.") + p('Two <text:change text:change-id="c1"/>now.') + section
    reading = text(body + p("Three<office:annotation>" + p("a remark") + "</office:annotation>."))
    assert [line.strip() for line in reading.paragraphs] == ["One.", "Two now.", "Three."]
    assert (
        _notice(reading, "deleted")
        == "tracked changes count as accepted: 3 deleted words left out, the first at ¶2: “elsewhere gone words”"
    )
    assert _notice(reading, "hides") == "1 word that the file hides is left out, at ¶3: “secret”"
    assert _notice(reading, "comment") == "1 comment left out, at ¶3"


def test_what_is_told_of_rich_text_has_its_paragraph() -> None:
    """Also in a note."""
    reading = read_rtf(rb"{\rtf1\ansi\ansicpg1252 One.\par Two{\footnote A {\v secret }note.}.\par Three {\deleted gone }now.\par}")
    assert reading.paragraphs == ("One.", "Two.", "Three now.", "A note.")
    assert ", at ¶4: “secret”" in _notice(reading, "hides")
    assert ", at ¶3: “gone”" in _notice(reading, "deleted")


def test_paragraphs_that_are_a_guess_are_doubtful() -> None:
    """Then an excerpt from there says so, too."""
    numbered = word(paragraph("Zero.") + item("One."), {"numbering.xml": numbering("%1.", kinds=("ofTheMoon",))})
    assert numbered.doubts == ((2, "its automatic number may be wrong"),)
    letters = read_rtf(rb"{\rtf1 Plain.\par caf\'e9.\par}")
    assert letters.doubts == ((2, "its letters are read as cp1252, which is a guess"),)
    sign = text(p("Plain.") + p('A <text:span text:style-name="W">\uf0a1\uf021</text:span>'), WINGDINGS)
    assert {number for number, _ in sign.doubts} <= {2}


WINGDINGS = '<style:style style:name="W" style:family="text"><style:text-properties style:font-name="Webdings"/></style:style>'

# ── one XML file ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _flat(data: bytes) -> bytes:
    """Return a package as Word saves it in one XML file."""
    with zipfile.ZipFile(BytesIO(data)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    kinds = dict(re.findall(r'PartName="([^"]+)" ContentType="([^"]+)"', parts.pop("[Content_Types].xml").decode()))
    shown = []
    for name, part in parts.items():
        kind = kinds.get(f"/{name}", "application/vnd.openxmlformats-package.relationships+xml")
        inner = "<pkg:xmlData>" + re.sub(r"<[?]xml[^>]*[?]>", "", part.decode()) + "</pkg:xmlData>"
        if not name.endswith((".xml", ".rels")):
            inner = f"<pkg:binaryData>{base64.b64encode(part).decode()}</pkg:binaryData>"
        shown.append(f'<pkg:part pkg:name="/{name}" pkg:contentType="{kind}">{inner}</pkg:part>')
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
    return f'{head}<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{"".join(shown)}</pkg:package>'.encode()


def test_word_document_in_one_xml_file_is_read(tmp_path: Path) -> None:
    """With its notes; the ending of its name says nothing."""
    note = f'<w:footnote w:id="3">{paragraph("From the ledger.")}</w:footnote>'
    data = _flat(word_file(paragraph("The mill.", '<w:r><w:footnoteReference w:id="3"/></w:r>'), {"footnotes.xml": note}))
    (tmp_path / "a.xml").write_bytes(data)
    assert read(tmp_path / "a.xml").paragraphs == ("The mill.", "From the ledger.")
    (tmp_path / "a.xml").write_bytes(data[:-400])
    with pytest.raises(BriefingError, match="damaged"):
        read(tmp_path / "a.xml")


def test_older_xml_of_word_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """It has other parts."""
    namespace = "http://schemas.microsoft.com/office/word/2003/wordml"
    (tmp_path / "a.xml").write_text(f'<?xml version="1.0"?><w:wordDocument xmlns:w="{namespace}"/>')
    with pytest.raises(BriefingError, match=r"Word 2003(.|\n)*save it as \.docx"):
        read(tmp_path / "a.xml")


def test_page_with_the_ending_of_word_is_read(tmp_path: Path) -> None:
    """Web applications export pages so."""
    (tmp_path / "a.doc").write_text("<html><body><p>The mill.</p></body></html>")
    assert read(tmp_path / "a.doc").paragraphs == ("The mill.",)


def test_package_without_types_is_read_if_its_main_part_is_a_document() -> None:
    """Programs that make files by hand forget them."""
    with zipfile.ZipFile(BytesIO(word_file(paragraph("Words."), main="text/main.xml"))) as made:
        parts = {name: made.read(name) for name in made.namelist() if name != "[Content_Types].xml"}
    data = package(parts)
    assert formats.detect(data, "a.docx") == "docx"
    assert formats.reader("docx")(data).paragraphs == ("Words.",)


# ── entities ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

SAFE = """<!DOCTYPE d [<!-- names --><!ENTITY town "upper town"><!ENTITY dash '&#8211;'>]>"""
UNSAFE = {
    "a file": '<!DOCTYPE d [<!ENTITY town SYSTEM "file:///etc/hostname">]>',
    "entities in entities": '<!DOCTYPE d [<!ENTITY a "b"><!ENTITY town "&a;&a;">]>',
    "marks": '<!DOCTYPE d [<!ENTITY town "<text:p>x</text:p>">]>',
    "parameters": '<!DOCTYPE d [<!ENTITY % a "x">%a;<!ENTITY town "b">]>',
    "too long": f'<!DOCTYPE d [<!ENTITY town "{"x" * 600}">]>',
    "too many": f'<!DOCTYPE d [<!ENTITY town "{"x" * 400}">]>',
}


@pytest.mark.parametrize("is_flat", [False, True], ids=["packed", "flat"])
def test_plain_entities_are_put_in(is_flat: bool) -> None:
    """Short texts and letters; what looks like one elsewhere stays."""
    reading = _with_doctype(SAFE, p("The &town; &dash; &amp;c. <![CDATA[&town;]]>"), is_flat=is_flat)
    assert reading.paragraphs == ("The upper town – &c. &town;",)


@pytest.mark.parametrize("is_flat", [False, True], ids=["packed", "flat"])
@pytest.mark.parametrize("doctype", UNSAFE.values(), ids=UNSAFE)
def test_other_entities_are_refused_with_what_to_do(doctype: str, is_flat: bool, tmp_path: Path) -> None:
    """They could read files, or fill the memory."""
    path = tmp_path / ("a.fodt" if is_flat else "a.odt")
    path.write_bytes(_file(doctype, p("The &town;" * 3_000), is_flat=is_flat))
    with pytest.raises(BriefingError, match="declares XML entities"):
        read(path)


def _with_doctype(doctype: str, body: str, *, is_flat: bool) -> Reading:
    return formats.reader("odt")(_file(doctype, body, is_flat=is_flat))


def _file(doctype: str, body: str, *, is_flat: bool) -> bytes:
    if is_flat:
        flat = f"<office:document {SPACES}><office:body><office:text>{body}</office:text></office:body></office:document>"
        return f'<?xml version="1.0"?>{doctype}{flat}'.encode()
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f'<?xml version="1.0"?>{doctype}{content(body)}'}
    return package({name: part.encode() for name, part in parts.items()})

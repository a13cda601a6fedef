"""Word files: all words that a page shows, in their order; what is left out is told."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from briefing.errors import BriefingError
from briefing.originals.any_format import read
from briefing.originals.readers import docx_elements, formats
from tests.support.original_files import package
from tests.support.word_files import DECLARED, field, item, numbering, paragraph, run, word, word_file

BOX = "<w:txbxContent>{}</w:txbxContent>"


def lines(body: str, parts: dict[str, str] | None = None) -> tuple[str, ...]:
    """Return the paragraphs of a body."""
    return tuple(line.strip() for line in word(body, parts).paragraphs)


# ── packages ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "text/main.xml", "Word/Letter 1.xml"])
@pytest.mark.parametrize("strict", [False, True], ids=["usual", "strict"])
def test_main_part_is_the_one_that_the_package_names(main: str, strict: bool) -> None:
    """Its name does not matter, nor whether the file is a strict one; its notes are found by its own relationships."""
    note = '<w:footnote w:id="3"><w:p><w:r><w:t>From the ledger.</w:t></w:r></w:p></w:footnote>'
    body = paragraph("The mill stood", '<w:r><w:footnoteReference w:id="3"/></w:r>', ".")
    data = word_file(body, {"footnotes.xml": note}, main=main, strict=strict)
    assert formats.detect(data, "a.docx") == "docx"
    assert formats.reader("docx")(data).paragraphs == ("The mill stood.", "From the ledger.")


def test_main_part_is_found_by_its_type_where_nothing_leads_to_it() -> None:
    """Programs that repair files lose the relationships first."""
    parts = _parts(word_file(paragraph("Words."), main="text/main.xml"))
    del parts["_rels/.rels"]
    data = package(parts)
    assert formats.detect(data, "a.docx") == "docx"
    assert formats.reader("docx")(data).paragraphs == ("Words.",)


def test_package_that_is_another_document_is_refused_in_plain_words(tmp_path: Path) -> None:
    """A spreadsheet with the parts of an office file is no text."""
    parts = _parts(word_file("", main="xl/workbook.xml"))
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"wordprocessingml", b"spreadsheetml")
    (tmp_path / "a.docx").write_bytes(package(parts))
    with pytest.raises(BriefingError, match="package of files"):
        read(tmp_path / "a.docx")


def test_outside_relationships_are_never_followed(tmp_path: Path) -> None:
    """A part that is elsewhere is told, and not read."""
    (tmp_path / "secret.html").write_text("<p>secret</p>")
    data = word_file(paragraph("Shown.") + '<w:altChunk r:id="aFChunk"/>', {"aFChunk.html": "<p>x</p>"})
    for target in ("file:///etc/passwd", (tmp_path / "secret.html").as_uri()):
        changed = _relinked(data, target)
        reading = formats.reader("docx")(changed)
        assert reading.paragraphs == ("Shown.",)
        assert "1 part of this document is in other files, which are not read, at ¶1" in reading.notices


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def _relinked(data: bytes, target: str) -> bytes:
    parts = _parts(data)
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b'Target="aFChunk.html"', f'Target="{target}" TargetMode="External"'.encode())
    return package(parts)


# ── fields and links ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", ["SEQ Table", "REF _Ref1 \\h", "PAGEREF p", "MERGEFIELD name", "CITATION Roe", "STYLEREF 1", "DATE"])
def test_result_of_a_field_belongs_to_the_sentence(code: str) -> None:
    """In the short form and in the long one, and for fields within fields; codes are no words."""
    short = f'<w:fldSimple w:instr=" {code} ">{run("14")}</w:fldSimple>'
    nested = field(f"IF {field(code, run('no'))} = 1", field(code, run("14")))
    for each in (short, field(code, run("1"), run("4")), nested):
        assert lines(paragraph("Under Article ", each, " it holds.")) == ("Under Article 14 it holds.",)


def test_field_may_end_in_another_paragraph() -> None:
    """Its result is two paragraphs."""
    begin, end = field("QUOTE", run("First."), "|", run("Last.")).split("|")
    assert lines(f"<w:p>{begin}</w:p><w:p>{end}</w:p>") == ("First.", "Last.")


@pytest.mark.parametrize("stray", ["begin", "separate", "end"])
def test_field_without_its_other_marks_hides_nothing(stray: str) -> None:
    """Such files come from programs that cut documents."""
    mark = f'<w:r><w:fldChar w:fldCharType="{stray}"/></w:r>'
    assert lines(paragraph("A ", mark, "field.") + paragraph("More.")) == ("A field.", "More.")


def test_fields_without_a_result_show_what_their_code_says() -> None:
    """Signs, old equations, buttons and boxes of forms."""

    def bare(code: str, data: str = "") -> str:
        return (
            field(code)
            .replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "")
            .replace('"begin"/>', f'"begin">{data}</w:fldChar>' if data else '"begin"/>')
        )

    ruby = 'EQ \\* jc2 \\* "Font:MS Mincho" \\* hps10 \\o\\ad(\\s\\up 9(みず),水)'
    shown = {
        bare('SYMBOL 97 \\f "Symbol"'): "α",
        bare("EQ \\f(1,3)"): "1/3",
        bare("EQ \\r(3,x)"): "³√(x)",
        bare(ruby): "水",
        bare("MACROBUTTON NoMacro Type here"): "Type here",
        bare("FORMCHECKBOX", "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"): "☒",
        bare(
            "FORMDROPDOWN",
            '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="dry"/><w:listEntry w:val="wet"/></w:ddList></w:ffData>',
        ): "wet",
        bare("XE index"): "",
    }
    for element, text in shown.items():
        assert lines(paragraph("A", element, "B")) == (f"A{text}B",)


def test_number_that_only_word_computes_is_told() -> None:
    """The file does not have it."""
    bare = field("AUTONUM").replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "")
    reading = word(paragraph(bare, "Clause."))
    assert reading.paragraphs == ("Clause.",)
    assert "1 number that Word computes only when it shows the file is left out (AUTONUM, LISTNUM), at ¶1" in reading.notices


def test_link_to_a_heading_keeps_its_words_and_a_table_of_contents_is_told() -> None:
    """Bookmarks that begin with _Toc are on every heading of a document with contents."""
    link = f'<w:hyperlink w:anchor="_Toc2">{run("Shares")}</w:hyperlink>'
    entry = f'<w:hyperlink w:anchor="_Toc2">{run("Shares")}<w:r><w:tab/></w:r>{field("PAGEREF _Toc2", run("7"))}</w:hyperlink>'
    begin, end = field('TOC \\o "1-3"', "|").split("|")
    body = f"<w:p>{begin}{entry}</w:p>{paragraph(entry)}<w:p>{end}</w:p>" + paragraph("As ", link, " provides.")
    reading = word(body)
    assert reading.paragraphs == ("As Shares provides.",)
    assert reading.notices == ("the table of contents is left out (2 lines), the first at ¶1: “Shares 7”",)


def test_line_of_contents_without_a_field_is_told() -> None:
    """Some programs write such tables as links with page numbers, or in the styles for them."""
    link = f'<w:hyperlink w:anchor="_Toc2">{run("Shares")}<w:r><w:tab/></w:r>{run("7")}</w:hyperlink>'
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    body = paragraph(link) + paragraph("Fees 9", properties='<w:pStyle w:val="T"/>') + paragraph("Shares")
    reading = word(body, {"styles.xml": styles})
    assert reading.paragraphs == ("Shares",)
    assert reading.notices == ("the table of contents is left out (2 lines), the first at ¶1: “Shares 7”",)


def test_list_of_figures_is_kept() -> None:
    """Only the table of contents is left out."""
    assert lines(paragraph(field('TOC \\h \\c "Figure"', run("Figure 1: The gauge")))) == ("Figure 1: The gauge",)


# ── boxes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

FLOAT = '<mc:AlternateContent><mc:Choice Requires="wps">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
SHAPE = f"<w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>"
VML = f"<w:pict><v:group><v:shape><v:textbox>{BOX}</v:textbox></v:shape></v:group></w:pict>"


@pytest.mark.parametrize(
    "drawing",
    [
        FLOAT.format(SHAPE, VML),
        FLOAT.format("<w:drawing/>", VML),
        SHAPE.replace("{}", "{0}"),
        VML,
        "<w:object>" + VML + "</w:object>",
        f"<w:sdt><w:sdtContent>{SHAPE}</w:sdtContent></w:sdt>",
    ],
)
def test_text_box_is_read_once_after_the_paragraph_that_has_it(drawing: str) -> None:
    """In drawings of every kind, also in those that are stored twice."""
    box = drawing.replace("{0}", "{}").replace("{}", paragraph("Key finding.") + paragraph("More."))
    reading = word(paragraph("Before ", f"<w:r>{box}</w:r>", "after.") + paragraph("Next."))
    assert reading.paragraphs == ("Before after.", "Key finding.", "More.", "Next.")
    assert reading.notices == ("1 text box or frame put after the paragraph at which it is anchored, at ¶2: “Key finding.”",)


def test_box_in_a_box_and_numbers_in_boxes_count_once() -> None:
    """The list goes on after a box that is stored twice."""
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    inner = SHAPE.format(paragraph("Inner."))
    box = FLOAT.format(*(each.format(paragraph("Two", f"<w:r>{inner}</w:r>", properties=item)) for each in (SHAPE, VML)))
    body = paragraph("One", f"<w:r>{box}</w:r>", properties=item) + paragraph("Three", properties=item)
    assert lines(body, {"numbering.xml": numbering("%1.")}) == ("1. One", "2. Two", "Inner.", "3. Three")


def test_words_in_a_drawing_do_not_divide_the_paragraph() -> None:
    """Shapes of other programs have paragraphs of their own kind."""
    shape = "<w:r><w:drawing><a:graphic><a:txBody><a:p><a:r><a:t>Inside.</a:t></a:r></a:p></a:txBody></a:graphic></w:drawing></w:r>"
    assert lines(paragraph("Before ", shape, "after.")) == ("Before after.", "Inside.")


def test_words_of_charts_diagrams_and_letters_as_pictures_are_read() -> None:
    """They are in parts of their own, or in an attribute."""
    chart = (
        f"<c:chartSpace {DECLARED}><c:title><a:p><a:r><a:t>Water by month</a:t></a:r></a:p></c:title>"
        "<c:ser><c:tx><c:v>North</c:v></c:tx><c:cat><c:pt><c:v>May</c:v></c:pt></c:cat><c:val><c:v>17</c:v></c:val></c:ser></c:chartSpace>"
    )
    diagram = f"<dgm:dataModel {DECLARED}><dgm:pt><dgm:t><a:p><a:r><a:t>Keeper</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>"
    body = paragraph(
        "See.",
        '<w:r><w:drawing><c:chart r:id="chart"/></w:drawing></w:r><w:r><w:drawing><dgm:relIds r:dm="diagramData"/></w:drawing></w:r>'
        '<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>',
    )
    reading = word(body, {"chart.xml": chart, "diagramData.xml": diagram})
    assert reading.paragraphs == ("See.", "Water by month", "North", "May", "Keeper", "DRAFT")
    assert any(notice.startswith("6 words of charts and diagrams") for notice in reading.notices)


# ── marks around words ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("tag", ["customXml", "smartTag", "sdt", "bdo", "dir", "hyperlink", "ins", "moveTo"])
def test_words_in_marks_of_any_kind_are_read(tag: str) -> None:
    """Around runs, paragraphs, cells and rows, and within each other."""
    begin, end = (
        (f"<w:{tag}><w:{tag}Pr/>", f"</w:{tag}>") if tag != "sdt" else ("<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>")
    )
    assert lines(paragraph("The fee is ", begin + begin + run("forty marks") + end + end, " a year.")) == (
        "The fee is forty marks a year.",
    )
    cell = f"<w:tc>{begin}{paragraph('Dry.')}{end}</w:tc>"
    body = f"{begin}{paragraph('Due in May.')}{end}<w:tbl>{begin}<w:tr>{begin}{cell}{end}</w:tr>{end}</w:tbl>"
    assert lines(body) == ("Due in May.", "Dry.")


def test_signs_between_words() -> None:
    """Returns, tabs and breaks are spaces; hyphens that do not break are hyphens, optional ones nothing; a page ends a paragraph."""
    signs = {"cr": " ", "br": " ", "tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": ""}
    for name, sign in signs.items():
        text = lines(paragraph("water", f"<w:r><w:{name}/></w:r>", "fall"))[0]
        assert text.replace("\t", " ") == f"water{sign}fall"
    assert lines(paragraph("Title", '<w:r><w:br w:type="page"/></w:r>', "Text")) == ("Title", "Text")


def test_signs_of_picture_fonts_are_those_that_a_page_shows() -> None:
    """Whether they are signs of their own or letters in such a font. One without a code is told."""
    font = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    body = paragraph("Angle ", run("a", font), ' <w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'.strip(), run("\uf062", font))
    assert lines(body) == ("Angle α✓β",)
    assert lines(paragraph("A \uf061 B")) == ("A α B",)
    assert not word(paragraph("Angles ", run("abc", font))).notices
    reading = word(paragraph("A", '<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>'))
    assert reading.notices[0].startswith("1 sign of picture fonts has no code in Unicode")


def test_reading_above_an_ideograph_is_left_out_and_told() -> None:
    """The word is not lost, and the reading does not run into it; other words above words follow in brackets."""
    ruby = "<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    reading = word(paragraph("The ", ruby.format(run("みず"), run("水")), " rose."))
    assert reading.paragraphs == ("The 水 rose.",)
    assert reading.notices == ("1 reading above words (ruby) left out, at ¶1: “みず”",)
    assert lines(paragraph("The ", ruby.format(run("gauge"), run("meter")), " rose.")) == ("The meter (gauge) rose.",)


def test_paragraphs_that_a_page_shows_as_one_are_one() -> None:
    """A large first letter, a deleted end of a paragraph, and a heading that runs on."""
    drop = paragraph("D", properties='<w:framePr w:dropCap="drop"/>')
    deleted = paragraph("spl", properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    run_in = paragraph("Terms.", properties="<w:rPr><w:vanish/><w:specVanish/></w:rPr>")
    assert lines(drop + paragraph("rop.") + deleted + paragraph("it.") + run_in + paragraph("Here.")) == ("Drop.", "split.", "Terms. Here.")


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def cell(*inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(each if each.startswith('<') else paragraph(each) for each in inner)}</w:tc>"


def test_every_cell_of_an_irregular_table_is_read_in_order() -> None:
    """Cells too many and too few, before and after the grid, merged ones, and tables in cells."""
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    inner = f"<w:tbl>{grid}<w:tr>{cell('eight')}</w:tr></w:tbl>"
    wide, first = '<w:gridSpan w:val="7"/>', '<w:vMerge w:val="restart"/>'
    rows = [
        f"<w:tr><w:trPr><w:gridBefore w:val='3'/><w:gridAfter w:val='9'/></w:trPr>{cell('one')}</w:tr>",
        f"<w:tr>{cell('two')}{cell('three')}{cell('four')}{cell('five', properties=wide)}</w:tr>",
        f"<w:tr>{cell('six', properties=first)}</w:tr>",
        f"<w:tr>{cell('', properties='<w:vMerge/>')}{cell('seven', inner, 'nine')}</w:tr>",
    ]
    assert lines(f"<w:tbl>{grid}{''.join(rows)}</w:tbl>") == ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def test_words_in_a_cell_that_the_one_above_covers_are_left_out_and_told() -> None:
    """Word and LibreOffice show the first of the cells that are merged; a merge that begins nowhere covers nothing."""
    first, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        f"<w:tr>{cell('shown', properties=first)}{cell('one', properties=on)}</w:tr>",
        f"<w:sdt><w:sdtContent><w:tr>{cell('below', properties=on)}{cell('two')}</w:tr></w:sdtContent></w:sdt>",
        f"<w:tr>{cell('further below', properties=on)}{cell('three', properties=on)}</w:tr>",
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('four', properties=on)}</w:tr>",
    ]
    reading = word(f"<w:tbl>{''.join(rows)}</w:tbl>")
    assert reading.paragraphs == ("shown", "one", "two", "three")
    assert reading.notices == ("4 words in covered cells of tables left out, the first at ¶3: “below further below four”",)


def test_deleted_rows_and_cells_are_told() -> None:
    """As they are when the changes are accepted."""
    gone = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('gone one')}</w:tr>"
    deleted = '<w:cellDel w:id="2"/>'
    part = f"<w:tr>{cell('kept')}{cell('gone two', properties=deleted)}</w:tr>"
    reading = word(f"<w:tbl>{gone}{part}</w:tbl>")
    assert reading.paragraphs == ("kept",)
    assert reading.notices == ("tracked changes count as accepted: 4 deleted words left out, the first at ¶1: “gone one gone two”",)


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "text", "labels"),
    [
        ("decimal", "Article %1.", ("Article 1.", "Article 2.")),
        ("upperRoman", "Part %1 –", ("Part I –", "Part II –")),
        ("lowerLetter", "(%1)", ("(a)", "(b)")),
        ("ordinal", "%1", ("1st", "2nd")),
        ("cardinalText", "Chapter %1", ("Chapter One", "Chapter Two")),
        ("decimalEnclosedCircle", "%1", ("①", "②")),
        ("russianUpper", "%1)", ("А)", "Б)")),
        ('custom" w:format="α, β, γ, ...', "(%1)", ("(α)", "(β)")),
        ('custom" w:format="001, 002, 003, ...', "%1", ("001", "002")),
        ("none", "Note:", ("Note:", "Note:")),
    ],
)
def test_automatic_number_is_read_as_the_page_shows_it(kind: str, text: str, labels: tuple[str, str]) -> None:
    """By it law is cited. That it was computed is told."""
    reading = word(item("One.") + item("Two."), {"numbering.xml": numbering(text, kinds=(kind,))})
    assert reading.paragraphs == (f"{labels[0]} One.", f"{labels[1]} Two.")
    assert reading.notices == (f"2 automatic numbers computed as the page should show them, the first at ¶1: “{labels[0]}”",)


def test_bullets_are_no_numbers() -> None:
    """Nor are hidden numbers; a list may be switched off in a paragraph."""
    assert lines(item("One."), {"numbering.xml": numbering("o", kinds=("bullet",))}) == ("One.",)
    assert lines(item("One."), {"numbering.xml": numbering("%1.", more=("<w:rPr><w:vanish/></w:rPr>",))}) == ("One.",)
    assert lines(item("One.", number=0), {"numbering.xml": numbering("%1.")}) == ("One.",)


def test_paragraphs_that_are_not_shown_are_not_counted() -> None:
    """Deleted ones, and hidden ones."""
    properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>{}</w:rPr>'
    deleted = paragraph('<w:del w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del>', properties=properties.format('<w:del w:id="2"/>'))
    hidden = paragraph(run("gone", "<w:vanish/>"), properties=properties.format("<w:vanish/>"))
    assert lines(item("a") + deleted + hidden + item("b"), {"numbering.xml": numbering("%1.")}) == ("1. a", "2. b")


def test_levels_count_on_begin_anew_and_are_legal() -> None:
    """A level begins anew below a higher one, unless it says otherwise; legal numbers have digits alone; levels may be left out."""
    part = numbering(
        "%1",
        "%1.%2",
        "%1.%2.%3",
        kinds=("upperRoman", "decimal", "lowerLetter"),
        more=("", "<w:isLgl/>", '<w:lvlRestart w:val="0"/>'),
    )
    body = item("A") + item("B", 1) + item("C", 2) + item("D", 1) + item("E", 2) + item("F") + item("G", 2)
    assert lines(body, {"numbering.xml": part}) == ("I A", "1.1 B", "I.1.a C", "1.2 D", "I.2.b E", "II F", "II.1.c G")


def test_list_that_begins_anew_or_goes_on() -> None:
    """Two lists of one definition go on with each other, unless one says where it begins."""
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    body = item("a") + paragraph("between") + item("b", number=2) + item("c", number=3) + item("d", number=3)
    assert lines(body, {"numbering.xml": numbering("%1.", nums=nums)}) == ("1. a", "between", "2. b", "7. c", "8. d")


def test_headings_have_the_numbers_of_their_styles() -> None:
    """The style names the list, and the level of the list names the style; a style may inherit both."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
    )
    part = numbering("Article %1.", "%1.%2", more=('<w:pStyle w:val="H1"/>', '<w:pStyle w:val="H2"/>'))
    body = "".join(
        paragraph(text, properties=f'<w:pStyle w:val="{style}"/>') for text, style in (("Fees", "H1"), ("Who", "H2"), ("End", "H1"))
    )
    assert lines(body, {"numbering.xml": part, "styles.xml": styles}) == ("Article 1. Fees", "1.1 Who", "Article 2. End")


def test_number_of_an_unknown_kind_is_told() -> None:
    """Its digits are shown."""
    reading = word(item("One."), {"numbering.xml": numbering("%1.", kinds=("ofTheMoon",))})
    assert reading.paragraphs == ("1. One.",)
    assert reading.notices == ("1 automatic number may be wrong: its kind is not known, at ¶1: “1.”",)


# ── embedded documents, notes, comments, changes ─────────────────────────────────────────────────────────────────────────────────────

PAGE = "<html><body><p>The board met.</p><p>It chose a chair.</p></body></html>"
ARCHIVE = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="=b"\n\n--=b\nContent-Type: text/html; charset="windows-1252"\n'
    "Content-Transfer-Encoding: quoted-printable\n\n<html><body><p>The caf=E9 shut.</p></body></html>\n--=b--\n"
)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("aFChunk.html", PAGE, ("The board met.", "It chose a chair.")),
        ("aFChunk.mht", ARCHIVE, ("The café shut.",)),
        ("aFChunk.rtf", r"{\rtf1\ansi The gauge\par}", ("The gauge",)),
        ("aFChunk.txt", "Plain words.", ("Plain words.",)),
    ],
)
def test_embedded_document_is_read_in_its_place(name: str, content: str, words: tuple[str, ...]) -> None:
    """Web applications write such files; Word shows them as text."""
    reading = word(paragraph("Before.") + '<w:altChunk r:id="aFChunk"/>' + paragraph("After."), {name: content})
    assert reading.paragraphs == ("Before.", *words, "After.")
    assert f"1 embedded document read in its place, at ¶2: “word/{name}”" in reading.notices


def test_embedded_word_document_is_read_and_its_depth_is_bounded() -> None:
    """A document in a document in a document, and no further."""
    inner = word_file(paragraph("Innermost."))
    for _ in range(4):
        inner = _with_chunk(inner)
    reading = formats.reader("docx")(inner)
    assert reading.paragraphs == ("Level.", "Level.", "Level.")
    assert any("cannot be read" in notice for notice in reading.notices)


def _with_chunk(data: bytes) -> bytes:
    outer = word_file(paragraph("Level.") + '<w:altChunk r:id="aFChunk"/>', {"aFChunk.docx": ""})
    return package({**_parts(outer), "word/aFChunk.docx": data})


def test_notes_come_at_the_end_without_their_marks() -> None:
    """Footnotes and endnotes in the order of their marks; a mark of one's own is a mark, too; a superior number stays one."""
    notes = (
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", " See the ledger.")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("*", " By hand.")}</w:footnote><w:footnote w:id="9">{paragraph("Unused.")}</w:footnote>'
    )
    ends = f'<w:endnote w:id="2">{paragraph("At the end.")}</w:endnote>'
    raised = '<w:vertAlign w:val="superscript"/>'
    body = paragraph(
        "One",
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        " two",
        '<w:r><w:endnoteReference w:id="2"/></w:r>',
        " three",
        '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t></w:r>',
        " 10",
        run("6", raised),
        " and 1",
        run("st", raised),
        ".",
    )
    assert lines(body, {"footnotes.xml": notes, "endnotes.xml": ends}) == (
        "One two three 10⁶ and 1st.",
        "See the ledger.",
        "At the end.",
        "By hand.",
    )


def test_comments_and_changes_and_headers_are_told() -> None:
    """Each with a count and the first words."""
    body = paragraph(
        "It ",
        '<w:del w:id="1"><w:r><w:delText>fell</w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{run("rose")}</w:ins>',
        f'<w:moveFrom w:id="3">{run(" twice")}</w:moveFrom>',
        '<w:r><w:commentReference w:id="4"/></w:r>',
    )
    reading = word(body, {"header1.xml": paragraph("Inland Waters 7"), "header2.xml": paragraph("Inland Waters 7")})
    assert reading.paragraphs == ("It rose",)
    assert reading.notices == (
        "tracked changes count as accepted: 2 deleted words left out, the first at ¶1: “fell twice”",
        "1 comment left out, at ¶1",
        "2 words of page headers and footers left out: “Inland Waters”",
    )


def test_no_word_is_lost_without_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are counted a second time, in another way."""
    monkeypatch.setattr("briefing.originals.readers.docx_story._NOTHING", frozenset({"w:hyperlink"}))
    reading = word(paragraph("A ", f"<w:hyperlink>{run('lost word')}</w:hyperlink>"))
    assert reading.notices == ("2 words of this file may be missing from the copy: “lost word”",)


def test_branches_that_repeat_others_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many elements are in them: a file may have thousands."""
    looked: list[object] = []
    first = docx_elements.shown_branch

    def counted(element: object) -> object:
        looked.append(element)
        return first(element)

    monkeypatch.setattr(docx_elements, "shown_branch", counted)
    parts = "".join(paragraph(f"Gauge {number}") for number in range(20))
    root = etree.fromstring(f"<w:body {DECLARED}>{FLOAT.format(parts, parts)}</w:body>")
    assert docx_elements.words_of(root).split() == [word for number in range(20) for word in ("Gauge", str(number))]
    assert len(looked) == 1

"""OpenDocument texts, packed and flat: all words that a page shows, in their order; what is left out is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.originals.any_format import read
from briefing.originals.readers import formats
from tests.support.open_documents import SPACES, content, p, text
from tests.support.original_files import package


def lines(body: str, styles: str = "", sheet: str = "") -> tuple[str, ...]:
    return tuple(line.strip() for line in text(body, styles, sheet).paragraphs)


FIELDS = (
    *(
        "date",
        "time",
        "page-number",
        "author-name",
        "title",
        "variable-set",
        "variable-get",
        "variable-input",
        "user-field-get",
        "sequence",
    ),
    *(
        "expression",
        "text-input",
        "placeholder",
        "conditional-text",
        "reference-ref",
        "bookmark-ref",
        "note-ref",
        "sequence-ref",
        "chapter",
    ),
    *("bibliography-mark", "database-display", "drop-down", "measure", "table-formula", "meta-field", "execute-macro", "file-name", "a"),
)


@pytest.mark.parametrize("name", FIELDS)
def test_words_of_a_field_belong_to_the_sentence(name: str) -> None:
    """Whatever the field is."""
    assert lines(p(f"Under <text:{name}>the upper town</text:{name}> it holds.")) == ("Under the upper town it holds.",)


def test_what_a_page_does_not_show_is_no_text() -> None:
    """Variables that are only set, scripts, descriptions, declarations and marks of notes."""
    body = (
        '<text:sequence-decls><text:sequence-decl text:name="Table"/></text:sequence-decls>'
        + p('A<text:variable-set text:display="none">7</text:variable-set><text:script>x()</text:script>.')
        + p("<draw:frame><svg:title>Title</svg:title><svg:desc>Description</svg:desc><draw:image/></draw:frame>B.")
        + p("C<text:note><text:note-citation>1</text:note-citation><text:note-body>" + p("A note.") + "</text:note-body></text:note>.")
    )
    assert lines(body) == ("A.", "B.", "C.", "A note.")


def test_white_space_is_as_the_format_has_it() -> None:
    """Runs of white space are one space; spaces, tabs and ends of lines have elements of their own."""
    body = p("\n  one\n  two <text:span> three</text:span><text:s text:c='2'/>four<text:tab/>five<text:line-break/>six")
    assert lines(body) == ("one two three  four\tfive six",)


def test_every_table_is_read_in_order() -> None:
    """Header rows, groups of rows, tables in cells, repeated cells; covered cells are told."""
    inner = f"<table:table><table:table-row><table:table-cell>{p('inner')}</table:table-cell></table:table-row></table:table>"
    rows = (
        f"<table:table-header-rows><table:table-row><table:table-cell>{p('head')}</table:table-cell></table:table-row></table:table-header-rows>"
        f"<table:table-row-group><table:table-rows><table:table-row><table:table-cell>{p('one')}{inner}{p('two')}</table:table-cell>"
        "</table:table-row></table:table-rows></table:table-row-group>"
        f'<table:table-row><table:table-cell table:number-columns-repeated="2">{p("dry")}</table:table-cell>'
        f"<table:covered-table-cell>{p('unseen words')}</table:covered-table-cell>"
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        f'<table:table-row table:visibility="collapse"><table:table-cell>{p("gone")}</table:table-cell></table:table-row>'
    )
    reading = text(f"<table:table>{rows}</table:table>")
    assert reading.paragraphs == ("head", "one", "inner", "two", "dry", "dry")
    assert reading.notices == (
        "1 word that the file hides is left out, at ¶6: “gone”",
        "2 words in covered cells of tables left out, at ¶6: “unseen words”",
    )


BOX = f"<draw:text-box>{p('Key finding.')}{p('More.')}</draw:text-box>"


@pytest.mark.parametrize(
    "drawing",
    [
        f"<draw:frame>{BOX}</draw:frame>",
        f"<draw:a><draw:frame>{BOX}</draw:frame></draw:a>",
        f"<draw:g><draw:g><draw:frame>{BOX}</draw:frame></draw:g></draw:g>",
        f"<draw:custom-shape>{p('Key finding.')}{p('More.')}</draw:custom-shape>",
        f"<draw:rect>{p('Key finding.')}{p('More.')}</draw:rect>",
    ],
)
def test_frame_is_read_after_the_paragraph_that_has_it(drawing: str) -> None:
    """Frames, shapes and groups."""
    reading = text(p(f"Before {drawing}after.") + p("Next."))
    assert tuple(line.strip() for line in reading.paragraphs) == ("Before after.", "Key finding.", "More.", "Next.")
    assert reading.notices == ("1 text box or frame put after the paragraph at which it is anchored, at ¶2: “Key finding.”",)


def test_caption_in_a_frame_keeps_its_number() -> None:
    """The picture is in the paragraph of its caption."""
    caption = p("<draw:frame><draw:image/></draw:frame>Figure <text:sequence>1</text:sequence>: The sluice")
    assert lines(p(f"<draw:frame><draw:text-box>{caption}</draw:text-box></draw:frame>")) == ("Figure 1: The sluice",)


def test_frames_of_a_page_and_words_on_forms_are_read() -> None:
    """A frame may be outside of all paragraphs."""
    body = (
        '<office:forms><form:form><form:text form:id="c1" form:current-value="Typed in"/></form:form></office:forms>'
        f"<draw:frame>{BOX}</draw:frame>" + p('Name: <draw:control draw:control="c1"/>')
    )
    assert lines(body) == ("Key finding.", "More.", "Name:", "Typed in")


def test_indexes_are_read_and_contents_are_told() -> None:
    """Lists of literature and of figures, and the index at the end, belong to the text."""
    body = (
        f"<text:table-of-content><text:table-of-content-source/><text:index-body>{p('Fees 7')}</text:index-body></text:table-of-content>"
        f"<text:illustration-index><text:index-body>{p('Figure 1')}</text:index-body></text:illustration-index>"
        f"<text:bibliography><text:index-title>{p('Works')}</text:index-title>"
        f"<text:index-body>{p('Roe, A.')}</text:index-body></text:bibliography>"
        f"<text:alphabetical-index><text:index-body>{p('gauge 3')}</text:index-body></text:alphabetical-index>"
    )
    reading = text(body)
    assert reading.paragraphs == ("Figure 1", "Works", "Roe, A.", "gauge 3")
    assert reading.notices == ("the table of contents is left out (1 line), at ¶1: “Fees 7”",)


def test_reading_above_an_ideograph_is_left_out_and_told() -> None:
    """The word is not lost, and the reading does not run into it."""
    ruby = "<text:ruby><text:ruby-base>水</text:ruby-base><text:ruby-text>みず</text:ruby-text></text:ruby>"
    reading = text(p(f"The {ruby} rose."))
    assert reading.paragraphs == ("The 水 rose.",)
    assert reading.notices == ("1 reading above words (ruby) left out, at ¶1: “みず”",)
    assert text(p(f"川の{ruby}車")).notices == reading.notices


def test_superior_numbers_are_superior() -> None:
    """Also where a style's style says so; letters stay letters."""
    styles = (
        '<style:style style:name="S" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="T" style:family="text" style:parent-style-name="S"/>'
    )
    body = p('10<text:span text:style-name="T">6</text:span> and 1<text:span text:style-name="S">er</text:span>')
    assert lines(body, styles) == ("10⁶ and 1er",)


def test_signs_of_picture_fonts_are_those_that_a_page_shows() -> None:
    """The font of the words says which they are."""
    style = '<style:style style:name="W" style:family="text"><style:text-properties style:font-name="Wingdings"/></style:style>'
    assert lines(p('A \uf061 <text:span text:style-name="W">\uf0fc</text:span>'), style) == ("A α ✓",)


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="Article " '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="•"/></text:list-style>'
)


def items(*inner: str, more: str = 'text:style-name="L"') -> str:
    return f"<text:list {more}>{''.join(f'<text:list-item>{each}</text:list-item>' for each in inner)}</text:list>"


def test_numbers_of_lists_are_read_as_the_page_shows_them() -> None:
    """Levels, bullets, second paragraphs of an item, heads of a list, and lists that go on."""
    second = items(p("b") + items(p("c"), more=""), p("d") + p("e"), more="")
    body = items(p("a") + second, p("f")) + p("between") + items(p("g"), more='text:style-name="L" text:continue-numbering="true"')
    body += items(p("h")) + '<text:list text:style-name="L"><text:list-header>' + p("i") + "</text:list-header></text:list>"
    expected = "Article 1. a|1.a) b|c|1.b) d|e|Article 2. f|between|Article 3. g|Article 1. h|i"
    assert lines(body, LIST) == tuple(expected.split("|"))


def test_lists_are_continued_by_their_ids_and_begin_where_they_say() -> None:
    """A list may go on with another one far above."""
    body = items(p("a"), more='text:style-name="L" xml:id="one"') + items(p("x"))
    body += items(p("b"), more='text:style-name="L" text:continue-list="one"')
    body += '<text:list text:style-name="L"><text:list-item text:start-value="9">' + p("c") + "</text:list-item></text:list>"
    assert lines(body, LIST) == ("Article 1. a", "Article 1. x", "Article 2. b", "Article 9. c")


def test_numbered_paragraphs_have_their_numbers() -> None:
    """Those that the file stores count more than those that are computed."""
    one = f'<text:numbered-paragraph text:list-id="n" text:level="1" text:style-name="L">{p("a")}</text:numbered-paragraph>'
    stored = '<text:numbered-paragraph text:list-id="n"><text:number>§ 7</text:number><text:p>b</text:p></text:numbered-paragraph>'
    assert lines(one + one + stored, LIST) == ("Article 1. a", "Article 2. a", "§ 7 b")


def test_headings_have_the_numbers_of_the_outline() -> None:
    """Where the outline has a format for their level, and the style of the heading does not switch it off."""
    sheet = (
        '<office:styles><text:outline-style style:name="O"><text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2" '
        'loext:num-list-format="%1%-%2%"/><text:outline-level-style text:level="3" style:num-format=""/></text:outline-style>'
        '<style:style style:name="Off" style:family="paragraph" style:list-style-name=""/></office:styles>'
    )

    def heading(words: str, level: int, more: str = "") -> str:
        return f'<text:h text:outline-level="{level}" {more}>{words}</text:h>'

    body = (
        heading("A", 1) + heading("B", 2) + heading("C", 3) + heading("D", 1, 'text:style-name="Off"') + heading("E", 2) + heading("F", 1)
    )
    assert lines(body, sheet=sheet) == ("I. A", "I-1 B", "C", "D", "I-2 E", "II. F")


# ── objects, changes, flat files ─────────────────────────────────────────────────────────────────────────────────────────────────────

MATH = (
    "<m:math><m:semantics><m:mrow><m:mi>Q</m:mi><m:mo>=</m:mo><m:mi>v</m:mi><m:mo>·</m:mo><m:mi>A</m:mi></m:mrow>"
    "<m:annotation>Q=v cdot A</m:annotation></m:semantics></m:math>"
)


def test_formula_is_read_as_text() -> None:
    """Whether it is in a part of its own or in the text."""
    frame = '<draw:frame><draw:object xlink:href="./Object 1"/><draw:image/></draw:frame>'
    part = MATH.replace("<m:math>", f"<m:math {SPACES}>")
    for body, more in ((frame, {"Object 1/content.xml": part}), (f"<draw:frame><draw:object>{MATH}</draw:object></draw:frame>", {})):
        reading = text(p(f"The flow is {body}."), more=more)
        assert reading.paragraphs == ("The flow is Q = v·A.",)
        assert reading.notices == ("1 formula written as a line of text, at ¶1: “Q = v·A”",)


def test_objects_outside_of_the_package_are_never_read() -> None:
    """Their addresses lead nowhere."""
    for address in ("file:///etc/passwd", "../../etc/passwd", "http://example.org/a", "/etc/passwd"):
        assert lines(p(f'A<draw:frame><draw:object xlink:href="{address}"/></draw:frame>.')) == ("A.",)


def test_words_of_a_chart_are_read_without_its_numbers() -> None:
    """They come after the paragraph."""
    chart = (
        f"<office:document-content {SPACES}><office:body><office:chart><chart:title>{p('Water')}</chart:title><table:table>"
        "<table:table-row>"
        f'<table:table-cell office:value-type="string">{p("May")}</table:table-cell>'
        f'<table:table-cell office:value-type="float">{p("17")}</table:table-cell></table:table-row></table:table></office:chart>'
        "</office:body></office:document-content>"
    )
    body = p('See.<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>')
    assert text(body, more={"Object 1/content.xml": chart}).paragraphs == ("See.", "Water", "May")


def test_comments_changes_and_headers_are_told() -> None:
    """Each with a count and the first words."""
    deletion = f"<text:changed-region><text:deletion>{p('it fell')}</text:deletion></text:changed-region>"
    changes = f"<text:tracked-changes>{deletion}</text:tracked-changes>"
    sheet = f"<style:master-page><style:header>{p('Inland Waters')}</style:header></style:master-page>"
    reading = text(changes + p(f"It rose<office:annotation>{p('Really?')}</office:annotation>."), sheet=sheet)
    assert reading.paragraphs == ("It rose.",)
    assert reading.notices == (
        "tracked changes count as accepted: 2 deleted words left out: “it fell”",
        "1 comment left out, at ¶1",
        "2 words of page headers and footers left out: “Inland Waters”",
    )


@pytest.mark.parametrize("name", ["a.fodt", "a.xml", "a.odt"])
def test_flat_file_is_read_like_a_packed_one(name: str, tmp_path: Path) -> None:
    """All is in one tree."""
    flat = (
        f'<?xml version="1.0"?>\n<office:document {SPACES}><office:meta><dc:title>The Gauge</dc:title></office:meta>'
        f"<office:automatic-styles>{LIST}</office:automatic-styles><office:body><office:text>{items(p('Fees'))}"
        f"{p('<draw:frame><draw:image><office:binary-data>AAAA</office:binary-data></draw:image></draw:frame>End.')}"
        "</office:text></office:body></office:document>"
    )
    (tmp_path / name).write_text(flat, encoding="utf-8")
    reading = read(tmp_path / name)
    assert (reading.format, reading.title, reading.paragraphs) == ("odt", "The Gauge", ("Article 1. Fees", "End."))


def test_package_without_a_type_is_known_by_its_list_of_parts() -> None:
    """Some programs leave the type out."""
    manifest = '<manifest media-type="application/vnd.oasis.opendocument.text"/>'
    data = package({"META-INF/manifest.xml": manifest.encode(), "content.xml": content(p("Words.")).encode()})
    assert formats.detect(data, "a.odt") == "odt"
    assert formats.reader("odt")(data).paragraphs == ("Words.",)


def test_no_word_is_lost_without_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are counted a second time, in another way."""
    monkeypatch.setattr("briefing.originals.readers.odt_story._NOTHING", frozenset({"text:a"}))
    reading = text(p("A <text:a>lost word</text:a>."))
    assert reading.notices == ("2 words of this file may be missing from the copy: “lost word”",)

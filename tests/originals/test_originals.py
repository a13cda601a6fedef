"""Originals: what is read of each format, what is refused, which record a file goes to, and that the user's files stay as they are."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing import steps as build
from briefing import workspace
from briefing.cli import main
from briefing.errors import BriefingError
from briefing.library import loading as seeds
from briefing.originals import copies, records
from briefing.originals.any_format import read
from briefing.originals.normal import fingerprint, normalise
from briefing.originals.recognise import Known, body_of, matches
from briefing.originals.sketch import overlap, sketch
from briefing.passages import finding as passages
from briefing.system import confined
from tests.support import original_files as made
from tests.support.leak_planters import drawn
from tests.support.needs import needs_articles
from tests.support.original_files import GAUGE, HOSTILE, PARAGRAPHS
from tests.support.places import ARTICLES, SHIPPED
from tests.support.variants import variants

Run = Callable[..., Result]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work inside a new workspace."""
    folder = tmp_path / "own"
    workspace.make(folder, workspace.starter())
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def sources(own: Path) -> Run:
    """Return a function that runs `briefing sources`."""
    return lambda *args: CliRunner().invoke(main, ["sources", *map(str, args)])


def file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def gauge() -> Known:
    """What a record of the invented article would tell."""
    body = body_of(PARAGRAPHS, range(4, 10))
    return Known("gauge", PARAGRAPHS[1], 9, tuple(range(4, 10)), fingerprint(normalise(body).text), sketch(body))


# ── formats ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

FORMATS: dict[str, Callable[[Path], bytes]] = {
    "txt": lambda _: GAUGE.read_bytes(),
    "md": lambda _: "\n\n".join(PARAGRAPHS).encode(),
    "html": lambda _: made.html().encode(),
    "docx": lambda folder: made.written_by_pandoc("docx", folder),
    "odt": lambda folder: made.written_by_pandoc("odt", folder),
    "epub": lambda folder: made.written_by_pandoc("epub", folder),
    "rtf": lambda _: made.rtf(),
    "pdf": lambda _: made.pdf(),
}


@pytest.mark.usefixtures("new_process")
@pytest.mark.parametrize("name", variants(FORMATS, list(FORMATS)[::2]))
def test_every_format_gives_the_same_words(name: str, tmp_path: Path) -> None:
    """The body is the same in every format, once normalised, and each copy is recognised as the article."""
    reading = read(file(tmp_path, f"article.{name}", FORMATS[name](tmp_path)))
    assert reading.format == name
    text = normalise(" ".join(reading.paragraphs)).text
    for paragraph in PARAGRAPHS[3:]:
        assert normalise(paragraph).text in text
    assert all(paragraph == paragraph.strip() and "\n" not in paragraph and paragraph for paragraph in reading.paragraphs)
    (match,) = matches(reading, [gauge()])
    assert match.score == 1


@pytest.mark.parametrize("name", ["html", "docx", "odt", "epub", "pdf"])
def test_metadata_is_read(name: str, tmp_path: Path) -> None:
    """Title and author come from the file where it names them."""
    source = made.html(head="<title>The Gauge and the Gate</title><meta name='author' content='Ada Roe'>")
    data = source.encode() if name == "html" else FORMATS[name](tmp_path)
    reading = read(file(tmp_path, f"a.{name}", data))
    assert (reading.title, reading.author) == ("The Gauge and the Gate", ("Ada Roe",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    """Plain text is read in the encodings that programs write, with a mark or without; a guess is said to be one."""
    text = "\n".join(PARAGRAPHS).replace("—", "–")
    reading = read(file(tmp_path, "a.txt", text.encode(encoding)))
    assert "\n".join(reading.paragraphs) == text
    assert any("guess" in notice for notice in reading.notices) == (encoding == "cp1252")


def test_cyrillic_page_is_decoded_as_it_declares(tmp_path: Path) -> None:
    """A page in windows-1251 is decoded before pandoc sees it, and so is Rich Text of that code page."""
    words = ("Река поднимается весной.", "Комиссия измеряет её дважды в год.")
    page = made.html(words, "<meta charset=windows-1251>").encode("cp1251")
    assert read(file(tmp_path, "a.html", page)).paragraphs == words
    assert read(file(tmp_path, "a.rtf", made.rtf(words, "1251"))).paragraphs == words


def test_page_is_read_as_its_reader_sees_it(tmp_path: Path) -> None:
    """Menus, scripts, hidden text and what stands beside an article are left out; hidden words are reported."""
    page = (
        "<html><body><nav>Home News</nav><article><h1>The Gauge</h1><p>One<sup><a href='#n1'>1</a></sup> river, 10<sup>2</sup> boats.</p>"
        "<p style='display: none'>ignore all this</p><p hidden>and this</p><script>alert(1)</script><p>First<br><br>second.</p></article>"
        "<aside>Read also</aside><footer>Imprint</footer></body></html>"
    )
    reading = read(file(tmp_path, "a.html", page.encode()))
    assert reading.paragraphs == ("The Gauge", "One river, 10² boats.", "First", "second.")
    assert reading.notices == ("5 words that the file hides are left out: “ignore all this and this”",)


SHEET = """
.gone, #gone, nav > p { display: none } p.back { display: block } .back { display: none } .late { display: none !important }
@media print { .screen { display: none } } @media screen { .print { visibility: hidden } } .first::first-letter { display: none }
body { visibility: hidden } aside { display: none } .broken:::x, .kept { display: none }
"""
STYLED = (
    "<h1>The Gauge</h1><p class='gone'>one two</p><p id='gone'>three</p><p class='back'>Kept by a rule that counts for more.</p>"
    "<p class='late' style='display:block'>four</p><p class='screen'>Not on paper.</p><p class='print'>five</p>"
    "<p class='first kept'>Shown as well<span style='Visibility: HIDDEN'> six</span>.</p><p class='gone'><b class='gone'>seven</b></p>"
)
READ = ("The Gauge", "Kept by a rule that counts for more.", "Not on paper.", "Shown as well.")


def test_style_sheets_of_a_page_hide_what_they_hide_in_a_browser(tmp_path: Path) -> None:
    """Rules for screens count, by the cascade; those for paper, for parts of letters or the whole page, and unreadable ones do not."""
    reading = read(file(tmp_path, "a.html", made.html([STYLED], f"<style>{SHEET}</style>").encode()))
    assert reading.paragraphs == READ
    assert reading.notices == ("7 words that the file hides are left out: “one two three four five six seven”",)


def test_style_sheets_of_an_epub_hide_likewise(tmp_path: Path) -> None:
    """Those of the package and those of the chapter count; notes that only pop up are read."""
    note = "<aside epub:type='footnote' id='n'><p>Counted by hand.</p></aside>"
    chapter = f"<p hidden='hidden'>eight</p>{STYLED}<p>A note.<a epub:type='noteref' href='#n'>1</a></p>{note}"
    reading = read(file(tmp_path, "a.epub", made.epub(chapter, SHEET)))
    assert reading.paragraphs == (*READ, "A note.", "Counted by hand.")
    assert reading.notices == ("8 words that the file hides are left out: “eight one two three four five six seven”",)


UNSEEN = [
    *(
        "opacity: 0",
        "opacity: .001",
        "font-size: 0",
        "font-size: 0px",
        "content-visibility: hidden",
        "transform: scale(0)",
        "text-indent: -9999px",
    ),
    *("position: absolute; left: -10000px", "position: fixed; top: -999em", "margin-left: -1000px", "transform: translateX(-5000px)"),
    *("position: absolute; clip: rect(0, 0, 0, 0)", "position: absolute; clip: rect(1px 1px 1px 1px)", "clip-path: inset(50%)"),
    *(
        "height: 0; overflow: hidden",
        "max-height:0; overflow-y: hidden",
        "color: #FFF",
        "color: white; background: white",
        "color: rgba(255, 255, 255, 1)",
        "color: hsl(40 20% 99%)",
        "color: rgb(0 0 0 / 0)",
        "color: #1230",
        "-webkit-text-fill-color: transparent",
    ),
    *("font: 0/1 serif", "font: italic 0.5px serif", "filter: opacity(0)", "zoom: 0", "translate: -9999px 0", "transform: rotateX(90deg)"),
    *("position: absolute; inset: -9999px auto auto", "position: relative; left: -9999px", "block-size: 0; overflow: clip"),
]
SEEN = [
    *(
        "opacity: 0; transition: opacity 1s",
        "opacity: 0.5",
        "font-size: 0.9em",
        "text-indent: -2em",
        "position: relative; left: -20px",
        "height: 0",
    ),
    *("color: #fff; background: navy", "color: white; background-image: url(a.png)", "transform: scale(0.9)", "clip: auto", "color: #eee"),
    *("font: 12px/0 serif", "color: rgb(0 0 0 / 0.4)", "color: hsl(40 20% 60%)", "filter: opacity(0.5)", "zoom: 0.9", "inset: -9999px"),
    "max-height: 0; overflow: hidden; transition: max-height 1s",
]


@pytest.mark.parametrize("in_sheet", [False, True])
def test_what_nobody_can_see_on_a_page_is_left_out_and_told(in_sheet: bool, tmp_path: Path) -> None:
    """Whether a style is an element's own or in a sheet; what is in doubt is read."""
    every = [*((style, "gone") for style in UNSEEN), *((style, "seen") for style in SEEN)]
    where = [f"class='c{number}'" if in_sheet else f"style='{style}'" for number, (style, _) in enumerate(every)]
    lines = [
        f"<p>A line. <span {place}>{word}{number}</span></p>" for number, (place, (_, word)) in enumerate(zip(where, every, strict=True))
    ]
    sheet = "".join(f".c{number} {{ {style} }}" for number, (style, _) in enumerate(every)) if in_sheet else ""
    dark = "<div style='background: #123'><p style='color: white'>Light letters.</p></div>"
    dark += "<p style='font-size:0'><b style='font-size:9pt'>Own size.</b></p>"
    more = (
        "<p>It <del>never </del>rose.</p><dialog>closed</dialog><dialog open='open'>Open.</dialog><p><font color='white'>ghost</font></p>"
    )
    for name, data in (
        ("a.html", made.html([*lines, dark, more], f"<style>{sheet}</style>").encode()),
        (
            "a.epub",
            made.epub("".join([*lines, dark, more]), sheet),
        ),
    ):
        reading = read(file(tmp_path, name, data))
        text = " ".join(reading.paragraphs)
        assert re.findall(r"gone\d+|closed|never|ghost", text) == [], name
        assert len(re.findall(r"seen\d+", text)) == len(SEEN), name
        assert all(words in text for words in ("Light letters.", "Own size.", "It rose.", "Open."))
        assert f"{len(UNSEEN) + 3} words that the file hides are left out: “gone0 gone1" in reading.notices[0], name


@pytest.mark.parametrize("sheet", [".a { .b { display: none } }", ".a { & .b { display: none } }", ".a { p { &.b { display: none } } }"])
def test_rules_inside_rules_hide_likewise(sheet: str, tmp_path: Path) -> None:
    """Only where the outer rule applies, too."""
    body = ("<div class='a'><p>A line.</p><p class='b'>gone</p></div>", "<p class='b'>Outside.</p>")
    reading = read(file(tmp_path, "a.html", made.html(body, f"<style>{sheet}</style>").encode()))
    assert reading.paragraphs == ("A line.", "Outside.")


def test_chapter_that_is_no_xml_hides_no_less(tmp_path: Path) -> None:
    """Programs write such chapters, and readers show them."""
    reading = read(file(tmp_path, "a.epub", made.epub("<p>A line.<br></p><p hidden>gone</p>", "")))
    assert reading.paragraphs == ("A line.",)
    assert reading.notices == ("1 word that the file hides is left out: “gone”",)


SHOWN = '<w:vanish w:val="0"/>'
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr>{normal}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Based"><w:basedOn w:val="Base"/></w:style>
<w:style w:type="paragraph" w:styleId="Dark"><w:pPr><w:shd w:val="clear" w:fill="112233"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="White"><w:rPr><w:color w:val="FEFEFE"/></w:rPr></w:style>
"""


def word_file(body: str, *, notes: str = "", defaults: str = "", normal: str = "") -> bytes:
    return made.docx(body, styles=STYLES.format(defaults=defaults, normal=normal), notes=notes)


def styled(style: str, words: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{made.run(words)}</w:p>'


def test_what_nobody_can_see_in_a_word_file_is_left_out_and_told(tmp_path: Path) -> None:
    """Hidden by a style's style, in rows and notes, white or tiny. White on a dark ground is seen."""
    white, dark = '<w:color w:val="FFFFFF"/>', '<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = (
        f"<w:p>{made.run('The river rises.')}{note}</w:p>{styled('Based', 'gone1')}"
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{made.run('gone2')}</w:p></w:tc></w:tr>"
        f"<w:tr><w:tc>{dark}<w:p>{made.run('Dark cell.', white)}</w:p></w:tc></w:tr></w:tbl>"
        f"<w:p>{made.run('gone3', white)}{made.run('gone4', '<w:sz w:val=' + chr(34) + '1' + chr(34) + '/>')}</w:p>"
        f"<w:p>{made.run('gone5', '<w:rStyle w:val=' + chr(34) + 'White' + chr(34) + '/>')}</w:p>"
        f"<w:p>{made.run('Marked.', white + '<w:highlight w:val=' + chr(34) + 'black' + chr(34) + '/>')}</w:p>"
    )
    notes = f"<w:p>{made.run('Counted by hand.')}{made.run(' gone6', '<w:vanish/>')}</w:p>"
    reading = read(file(tmp_path, "a.docx", word_file(body, notes=notes)))
    assert reading.paragraphs == ("The river rises.", "Dark cell.", "Marked.", "Counted by hand.")
    assert reading.notices == ("6 words that the file hides are left out, the first at ¶2: “gone1 gone2 gone3 gone4 gone5 gone6”",)


FILL = '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">{}</w14:textFill>'
BLACK = '<w14:solidFill><w14:srgbClr w14:val="000000">{}</w14:srgbClr></w14:solidFill>'


@pytest.mark.parametrize(
    ("look", "is_seen"),
    [
        ('<w:color w:val="000000" w:themeColor="background1"/>', False),
        ('<w:color w:val="FFFFFF" w:themeColor="text1"/>', True),
        ('<w:color w:val="7F7F7F" w:themeColor="background1" w:themeShade="7F"/>', True),
        (FILL.format("<w14:noFill/>"), False),
        (FILL.format(BLACK.format('<w14:alpha w14:val="100000"/>')), False),
        (FILL.format(BLACK.format('<w14:alpha w14:val="40000"/>')), True),
        ('<w:color w:val="FFFFFF"/>' + FILL.format(BLACK.format("")), True),
        ('<w14:textOutline xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/>' + FILL.format("<w14:noFill/>"), True),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:themeFill="accent1"/>', True),
    ],
)
def test_colour_of_letters_in_a_word_file_is_the_one_that_word_shows(tmp_path: Path, look: str, *, is_seen: bool) -> None:
    """The theme goes before the colour, and the fill of newer files before both."""
    reading = read(file(tmp_path, "a.docx", word_file(f"<w:p>{made.run('Shown.')}{made.run(' gone', look)}</w:p>")))
    assert reading.paragraphs == (("Shown. gone",) if is_seen else ("Shown.",))
    assert bool(reading.notices) is not is_seen


@pytest.mark.parametrize(
    "box",
    [
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="visibility: hidden"><v:textbox>{}</v:textbox></v:shape></w:pict>',
        (
            '<w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
            '<wp:docPr id="1" name="Box" hidden="1"/><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            "<wps:txbx>{}</wps:txbx></wps:wsp></wp:anchor></w:drawing>"
        ),
    ],
    ids=["vml", "drawing"],
)
def test_words_in_a_hidden_drawing_are_left_out_and_told(tmp_path: Path, box: str) -> None:
    """The selection pane of Word hides drawings; a box that is shown is read."""
    inside = f"<w:txbxContent><w:p>{made.run('gone')}</w:p></w:txbxContent>"
    for each, words in ((box, ("Shown.",)), (box.replace("hidden", "visible"), ("Shown.", "gone"))):
        reading = read(file(tmp_path, "a.docx", word_file(f"<w:p>{made.run('Shown.')}<w:r>{each.format(inside)}</w:r></w:p>")))
        assert reading.paragraphs == words
        assert ("1 word that the file hides is left out, at ¶1: “gone”" in reading.notices) is (words == ("Shown.",))


@pytest.mark.parametrize("place", ["defaults", "normal"])
def test_word_file_may_hide_by_default(place: str, tmp_path: Path) -> None:
    """What is shown then says so itself."""
    body = f"<w:p>{made.run('Shown.', SHOWN)}{made.run(' gone')}</w:p>"
    reading = read(file(tmp_path, "a.docx", word_file(body, **{place: "<w:vanish/>"})))
    assert reading.paragraphs == ("Shown.",)
    assert reading.notices == ("1 word that the file hides is left out, at ¶1: “gone”",)


def test_word_document_is_read_as_accepted(tmp_path: Path) -> None:
    """Insertions stay, deletions go, hidden runs go and are reported."""
    body = (
        f"<w:p>{made.run('The river ')}<w:ins w:id='1' w:author='a'>{made.run('rises')}</w:ins>"
        f"<w:del w:id='2' w:author='a'><w:r><w:delText>falls</w:delText></w:r></w:del>{made.run(' two hidden', '<w:vanish/>')}"
        f"{made.run(' again.', SHOWN)}</w:p>"
    )
    reading = read(file(tmp_path, "a.docx", made.docx(body)))
    assert reading.paragraphs == ("The river rises again.",)
    assert reading.notices == (
        "2 words that the file hides are left out, at ¶1: “two hidden”",
        "tracked changes count as accepted: 1 deleted word left out, at ¶1: “falls”",
    )


def test_hidden_words_are_not_kept_beside_the_text(sources: Run, own: Path, tmp_path: Path) -> None:
    """They are told when the file is added; the copy only has how many there were."""
    body = f"<w:p>{made.run('The river rises.')}{made.run(' It was forged.', '<w:vanish/>')}</w:p>"
    result = sources("add", file(tmp_path, "river.docx", made.docx(body)), "--new")
    assert "“It was forged.”" in result.output
    kept = [path.read_text(encoding="utf-8") for path in (own / "seeds" / "originals").glob("*.txt")]
    assert any("3 words that the file hides are left out" in text for text in kept)
    assert not any("forged" in text for text in kept)


def test_open_document_is_read_as_accepted(tmp_path: Path) -> None:
    """Hidden sections, paragraphs, spans and fields go and are reported, also where a style's style hides them; deletions go."""
    reading = read(file(tmp_path, "a.odt", made.odt_with_hidden_text()))
    assert reading.paragraphs == ("The river rises again, twice a year.", "So it was shown.")
    assert reading.notices == (
        "11 words that the file hides are left out, the first at ¶1: “one two three ten eleven four five six seven eight nine”",
        "tracked changes count as accepted: 2 deleted words left out, at ¶1: “and falls”",
    )


def test_rich_text_is_read_as_accepted(tmp_path: Path) -> None:
    r"""What stands between `\v` and `\v0`, or in a group with it, goes and is reported; styles and index entries do not count."""
    body = (
        r"{\stylesheet{\s1\v Ghost;}}The river {\v two hidden }rises{\deleted  and falls} again,\v  caf\'e9 \u233?t\'e9\v0  twice"
        r"{\xe{\v index}} a year.\par So {\v gone\plain it} was shown.\par"
    )
    reading = read(file(tmp_path, "a.rtf", rf"{{\rtf1\ansi {body}}}".encode("ascii")))
    assert reading.paragraphs == ("The river rises again, twice a year.", "So it was shown.")
    assert reading.notices == (
        "5 words that the file hides are left out, the first at ¶1: “two hidden café été gone”",
        "tracked changes count as accepted: 2 deleted words left out, at ¶1: “and falls”",
    )


def test_pdf_keeps_pages_and_drops_furniture(tmp_path: Path) -> None:
    """Each paragraph has the page on which it begins; heads and page numbers are left out and said to be."""
    reading = read(file(tmp_path, "a.pdf", made.pdf(PARAGRAPHS[1:] * 2)))
    assert len(reading.pages) == len(reading.paragraphs)
    assert reading.pages[0] == 1
    assert list(reading.pages) == sorted(reading.pages)
    assert reading.pages[-1] > 2
    assert not any("Review" in paragraph for paragraph in reading.paragraphs)
    assert any("The Review of Inland Waters" in notice for notice in reading.notices)


PLACED = "BT /Plant 9 Tf 1 0 0 1 60 {} Tm ({}) Tj ET "
UNSEEN_IN_PDF = {
    "invisible": "BT 3 Tr /Plant 9 Tf 1 0 0 1 60 60 Tm (gone words) Tj ET",
    "white": "1 g " + PLACED.format(60, "gone words") + "0 g",
    "nearly white on white": "1 g 50 50 300 30 re f .99 g " + PLACED.format(60, "gone words") + "0 g",
    "off the page": PLACED.format(-900, "gone words"),
    "tiny": "BT /Plant .1 Tf 1 0 0 1 60 60 Tm (gone words) Tj ET",
}


@pytest.mark.parametrize("code", UNSEEN_IN_PDF.values(), ids=UNSEEN_IN_PDF)
def test_what_nobody_can_see_in_a_pdf_is_left_out_and_told(code: str, tmp_path: Path) -> None:
    """White letters on a dark ground are seen."""
    seen = "0 0 .4 rg 50 412 300 24 re f 1 g " + PLACED.format(420, "On a dark head.") + "0 g "
    reading = read(file(tmp_path, "a.pdf", drawn(seen + code)(made.pdf(head=""))))
    text = " ".join(reading.paragraphs)
    assert "On a dark head." in text
    assert "gone" not in text
    assert "2 words that the file hides are left out: “gone words”" in reading.notices


def test_words_of_a_scan_are_read_though_they_are_invisible(tmp_path: Path) -> None:
    """A program for text recognition lays them over the picture of the page."""
    picture = "q 595 0 0 400 0 {} cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q "
    lines = " ".join(f"BT 3 Tr /Plant 9 Tf 1 0 0 1 60 {700 - 12 * line} Tm (Line {line} of a scan.) Tj ET" for line in range(9))
    scanned = drawn(picture.format(0) + picture.format(400) + lines)
    reading = read(file(tmp_path, "a.pdf", scanned(made.scan())))
    assert "Line 3 of a scan." in " ".join(reading.paragraphs)
    assert not [each for each in reading.notices if "hides" in each]


def test_words_that_a_pdf_says_and_does_not_show_are_told(tmp_path: Path) -> None:
    """A replacement text may spell a word that is divided or a ligature; it may not say other words in silence."""
    honest = "/Span <</ActualText (rivers)>> BDC " + PLACED.format(60, "riv-ers") + " EMC"
    lying = "/Span <</ActualText (a happy ending)>> BDC " + PLACED.format(40, "a sad one") + " EMC"
    reading = read(file(tmp_path, "a.pdf", drawn(honest + lying)(made.pdf(head=""))))
    assert "2 words of this file cannot be seen on its pages, which show others: “happy ending”" in reading.notices
    assert not any("cannot be seen" in each for each in read(file(tmp_path, "b.pdf", drawn(honest)(made.pdf(head="")))).notices)


def test_lines_are_as_high_as_their_typeface(tmp_path: Path) -> None:
    """A line of small letters goes on with its paragraph also where a file does not say how high its typeface is."""
    lines = ("The gauge was read by two hands", "or more on a common morning so as", "to be sure, and by none on a Sunday")
    reading = read(file(tmp_path, "a.pdf", made.pdf_without_heights(lines)))
    assert reading.paragraphs == (" ".join(lines),)


def test_hyphens_at_line_ends_are_joined(tmp_path: Path) -> None:
    """A divided word is made whole; one that is written with a hyphen elsewhere keeps it."""
    text = "A well-known river has a commis-<br/>sion, and a well-<br/>known one has a gauge."
    (paragraph,) = read(file(tmp_path, "a.pdf", made.pdf([text]))).paragraphs[-1:]
    assert paragraph == "A well-known river has a commission, and a well-known one has a gauge."


def test_wrapped_text_is_joined(tmp_path: Path) -> None:
    """Lines wrapped by hand are joined into paragraphs, and that is said."""
    lines = ["the water of the upper river was counted in the year of the flood"] * 6
    reading = read(file(tmp_path, "a.txt", "\n".join([*lines, "", *lines]).encode()))
    assert len(reading.paragraphs) == 2
    assert "joined" in reading.notices[0]


def test_invisible_characters_are_left_out_and_reported(tmp_path: Path) -> None:
    """Overrides of the writing direction and other invisible controls do not get into a copy; soft hyphens go without a word."""
    reading = read(file(tmp_path, "a.txt", "The \u202eriver\u202c ri\u00adses \u2066again\u2069.\x07".encode()))
    assert reading.paragraphs == ("The river rises again.",)
    assert reading.notices == ("5 invisible control characters left out (U+0007, U+202C, U+202E, U+2066, U+2069)",)


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", variants(HOSTILE, list(HOSTILE)[::2]))
def test_hostile_file_gets_one_message(case: str, sources: Run, tmp_path: Path, own: Path) -> None:
    """What cannot be read, or should not be, gets one clear message with a hint, and nothing changes."""
    name, make, message = HOSTILE[case]
    path, before = file(tmp_path, name, make()), state(own)
    result = sources("add", path, "--new")
    assert result.exit_code == 1
    assert message in result.output
    assert "\n  " in result.output, "no hint"
    assert "1 problem." in result.output
    assert not isinstance(result.exception, BaseException) or isinstance(result.exception, SystemExit)
    assert state(own) == before


def test_places_that_are_no_files(sources: Run, tmp_path: Path) -> None:
    """A folder, a missing file and a device are refused by name."""
    assert "this is a folder" in sources("add", tmp_path).output
    assert "there is no such file" in sources("add", tmp_path / "none.txt").output
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        assert "this is not a file" in sources("add", tmp_path / "pipe.txt").output


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the super-user may read every file")
def test_unreadable_file(sources: Run, tmp_path: Path) -> None:
    """A file without permission to read is refused by name."""
    path = file(tmp_path, "a.txt", b"words")
    path.chmod(0)
    assert "you are not allowed to read this file" in sources("add", path).output


def test_external_references_are_not_followed(tmp_path: Path) -> None:
    """A page that names files and addresses outside is read without them."""
    secret = file(tmp_path, "secret.txt", b"CRIMSON")
    page = f"<p>Words.</p><iframe src='file://{secret}'></iframe><img src='{secret}'><object data='{secret}'></object>"
    assert read(file(tmp_path, "a.html", page.encode())).paragraphs == ("Words.",)


def test_path_tricks_in_names_lead_nowhere(sources: Run, own: Path, tmp_path: Path) -> None:
    """Neither an id nor a file's name can lead a copy out of its folder."""
    path = file(tmp_path, "..\\..\\evil\u202etxt.txt", GAUGE.read_bytes())
    for trick in ("../../x", "/etc/x", "a/b", "..", "background"):
        result = sources("add", path, "--as", trick, "--new")
        assert result.exit_code == 1, trick
        assert "cannot be an id" in result.output
    assert sources("add", path, "--as", "gauge", "--new").exit_code == 0
    assert [each.name for each in (own / "seeds" / "originals").iterdir()] == ["gauge.txt"]
    assert "\u202e" not in (own / "seeds" / "originals" / "gauge.txt").read_text(encoding="utf-8")


def test_address_is_no_file(sources: Run) -> None:
    """The answer says what to do in place of it."""
    result = sources("add", "https://example.org/toll.html")
    assert result.exit_code == 1
    assert "https://example.org/toll.html: this is a web address, and briefing never goes online" in result.output
    assert "save the page as a file" in result.output


@pytest.mark.usefixtures("new_process")
def test_reader_is_stopped_when_it_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that takes longer than its time is given up."""
    monkeypatch.setattr("briefing.system.confined.SECONDS", 0.001)
    with pytest.raises(BriefingError, match="takes more than"):
        read(GAUGE)


@pytest.mark.usefixtures("new_process")
def test_reader_that_takes_too_much_memory_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With all that it started, on every system: the system's own limit, which not all have, is not needed for it."""
    greedy = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', \"text = b'x' * 300_000_000; __import__('time').sleep(30)\"])"
    file(tmp_path, "greedy.py", greedy.encode())
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr("briefing.system.confined.MEMORY", 200_000_000)
    start = time.monotonic()
    with pytest.raises(BriefingError, match=r"takes more than \d+ MB of memory"):
        confined.ask("greedy", file(tmp_path, "a.txt", b"x"), "a.txt", "Copy it.")
    assert time.monotonic() - start < 10


@pytest.mark.usefixtures("new_process")
def test_reader_that_falls_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash of a reader is the file's problem, not a traceback."""
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(BriefingError, match="stopped the program that reads it"):
        read(GAUGE)


# ── recognition ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sketch_holds_no_words_and_finds_the_text() -> None:
    """A sketch is digits only; it knows the text inside a longer one, a corrected one nearly, and another one not."""
    body = "\n".join(PARAGRAPHS[3:])
    known = sketch(body)
    assert len(known) == 64 * 8
    assert set(known) <= set("0123456789abcdef")
    assert overlap(known, f"Menu Home\n{body}\nRelated articles") == 1
    assert overlap(known, body.replace("“", '"').replace("”", '"').upper()) == 1
    assert 0.8 < overlap(known, body.replace("gauge", "meter")) < 1
    assert overlap(known, (SHIPPED / "README.md").read_text(encoding="utf-8")) < 0.1


def test_file_is_recognised_by_its_text(sources: Run, own: Path) -> None:
    """The example's article goes to its record, and its excerpt can be quoted then."""
    result = sources("add", "articles/two-towns-one-river.txt")
    assert "→ two-towns-2024 (exactly the same text)" in result.output
    assert "1 of 1 excerpt can be quoted" in result.output
    assert "two-towns-one-river.txt" in sources("list").output
    assert "judge-and-gauge: exact, ¶6, 36 words" in sources("show", "two-towns-2024").output


def test_same_file_again_changes_nothing(sources: Run, own: Path) -> None:
    """Adding a file twice says so."""
    sources("add", "articles/two-towns-one-river.txt")
    before = state(own)
    result = sources("add", "articles/two-towns-one-river.txt")
    assert result.exit_code == 0
    assert "already there" in result.output
    assert "Nothing was changed" in result.output
    assert state(own) == before


def test_second_copy_is_refused_by_name(sources: Run, own: Path, tmp_path: Path) -> None:
    """A record has one copy; another file takes its place only with `--replace`."""
    article = own / "articles" / "two-towns-one-river.txt"
    sources("add", article)
    other = file(tmp_path, "other.txt", article.read_bytes() + b"\nPrinted from the web.\n")
    result = sources("add", other)
    assert result.exit_code == 1
    assert "already has a copy, from 'two-towns-one-river.txt'" in result.output
    assert "--replace" in result.output
    assert sources("add", other, "--replace").exit_code == 0
    assert copies.load(own / "seeds" / "originals", own)["two-towns-2024"].provenance.file == "other.txt"


def test_two_files_for_one_record_are_refused(sources: Run, own: Path, tmp_path: Path) -> None:
    """Two files that claim one record are both named, and neither is added."""
    article = (own / "articles" / "two-towns-one-river.txt").read_bytes()
    one, two = file(tmp_path, "one.txt", article), file(tmp_path, "two.txt", article + b"\nEnd.\n")
    result = sources("add", one, two, "--replace")
    assert result.exit_code == 1
    assert "one.txt" in result.output
    assert "two.txt" in result.output
    assert not list((own / "seeds" / "originals").iterdir())


def test_doubt_is_refused_where_nobody_can_be_asked(sources: Run, own: Path, tmp_path: Path) -> None:
    """Half a text is in doubt: it is shown with the share that agrees and added only when the user names the record."""
    lines = (own / "articles" / "two-towns-one-river.txt").read_text(encoding="utf-8").splitlines()
    path = file(tmp_path, "half.txt", "\n".join(lines[:9]).encode())
    result = sources("add", path)
    assert result.exit_code == 1
    assert "may be a copy of" in result.output
    assert "--as two-towns-2024" in result.output
    assert sources("add", path, "--as", "two-towns-2024").exit_code == 0


def test_doubt_is_asked(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a terminal, the user decides."""
    lines = (own / "articles" / "two-towns-one-river.txt").read_text(encoding="utf-8").splitlines()
    path = file(tmp_path, "half.txt", "\n".join(lines[:9]).encode())
    monkeypatch.setattr("briefing.commands.sources._asker", lambda **_: lambda _, match: match.id == "two-towns-2024")
    assert CliRunner().invoke(main, ["sources", "add", str(path)]).exit_code == 0


def test_unknown_text_needs_a_word_of_the_user(sources: Run, own: Path) -> None:
    """A text of no source is refused with the two ways out; an unknown id with the nearest."""
    result = sources("add", GAUGE)
    assert result.exit_code == 1
    assert "--new" in result.output
    assert "--as" in result.output
    assert "Did you mean 'two-towns-2024'?" in sources("add", GAUGE, "--as", "two-town-2024").output
    assert "cannot be copies of one source" in sources("add", GAUGE, "articles/two-towns-one-river.txt", "--as", "two-towns-2024").output


def test_new_record_is_valid_and_says_what_is_unknown(sources: Run, own: Path, tmp_path: Path) -> None:
    """A new record reads without a problem, claims no rights, and recognises another format of the same text."""
    page = made.html(
        head="<title>The Gauge: and the Gate</title><meta name='author' content='Ada Roe'><meta name='date' content='1960-02'>"
    )
    result = sources("add", file(tmp_path, "gauge.html", page.encode()), "--new")
    assert result.exit_code == 0, result.output
    record = build.load(workspace.Workspace(own, own)).sources["roe-1960"]
    assert (record.title, record.author[0].full, str(record.issued), record.language) == (
        "The Gauge: and the Gate",
        "Ada Roe",
        "1960-02",
        "en",
    )
    assert (record.rights.basis, record.rights.holder, record.original.paragraphs) == ("unknown", "not stated", 9)
    result = sources("add", file(tmp_path, "gauge.pdf", made.pdf()), "--replace")
    assert "→ roe-1960" in result.output
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


@pytest.mark.parametrize(
    ("title", "author", "issued", "expected"),
    [
        ('A "quoted": title \\ #1', ("Roe, Ada; Body of Water",), "2020-13", "a-quoted-title-1"),
        ("", (), "", "words-of-a-text"),
        ("Река", ("Öz Ü",), "2020", "u-2020"),
        ("background", (), "", "background-b"),
    ],
)
def test_record_holds_any_metadata(title: str, author: tuple[str, ...], issued: str, expected: str, own: Path) -> None:
    """Whatever a file says of itself, the record that is begun from it is valid."""
    from briefing.originals.readers.result import Reading

    reading = Reading("txt", ("Words of a text",), title=title, author=author, issued=issued, language="C")
    key = records.new_id(reading, "x.txt", set())
    assert key == expected
    (own / "seeds" / "sources" / f"{key}.md").write_text(records.record(reading, "x.txt"), encoding="utf-8")
    assert seeds.load(own / "seeds", own).sources[key].rights.basis == "unknown"


def test_files_are_left_as_they_are(sources: Run, own: Path, tmp_path: Path) -> None:
    """The user's file keeps its bytes and its time."""
    path = file(tmp_path, "a.docx", made.written_by_pandoc("docx", tmp_path))
    before = path.read_bytes(), path.stat().st_mtime_ns
    sources("add", path, "--new")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_stored_copy_is_read_back_whole(tmp_path: Path) -> None:
    """What is stored is what was read, with where it came from."""
    origin = copies.Provenance("My “own”: file.pdf", "0" * 64, "2024-01-02", "pdf", (1, 1, 2))
    copy = copies.Copy("x", ("---", "# No heading", "é: [a] {b}"), origin)
    (tmp_path / f"{copy.source}.txt").write_text(copies.stored(copy), encoding="utf-8")
    assert copies.load(tmp_path, tmp_path) == {"x": copy}


def test_shipped_pack_inside_the_program_is_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the workspace is the installed one, the user is told to make one."""
    monkeypatch.setattr("briefing.workspace.is_installed", lambda _: True)
    result = CliRunner().invoke(main, ["sources", "add", str(GAUGE)])
    assert result.exit_code == 1
    assert "briefing init DIR" in result.output


def test_two_articles_in_one_file_are_in_doubt(sources: Run, own: Path, tmp_path: Path) -> None:
    """A collection that holds two known texts is not taken for either of them."""
    sources("add", GAUGE, "--new")
    article = (own / "articles" / "two-towns-one-river.txt").read_bytes()
    result = sources("add", file(tmp_path, "both.txt", GAUGE.read_bytes() + article), "--replace")
    assert result.exit_code == 1
    assert "may be a copy of" in result.output


# ── the shipped articles ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@needs_articles
def test_shipped_articles_are_recognised_and_resolve_every_excerpt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of the five files goes to its record with score 1, and the passage of every shipped excerpt is proved by its hash."""
    folder = tmp_path / "pack"
    workspace.make(folder, SHIPPED)
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["sources", "add", *map(str, sorted(ARTICLES.glob("*.txt")))])
    assert result.exit_code == 0, result.output
    assert result.output.count("(exactly the same text)") == 5
    library = build.load(workspace.Workspace(folder, folder))
    found = {key: passages.find(excerpt, library.originals[excerpt.source]).status for key, excerpt in library.excerpts.items()}
    assert set(found.values()) == {"exact"}, found


# ── a new workspace ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_new_workspace_builds_and_checks_at_once(own: Path) -> None:
    """The example has nothing to mend, before its article is added and after."""
    runner = CliRunner()
    assert runner.invoke(main, ["check"]).exit_code == 0
    assert runner.invoke(main, ["sources", "add", "articles/two-towns-one-river.txt"]).exit_code == 0
    assert runner.invoke(main, ["check"]).exit_code == 0
    result = runner.invoke(main, ["build", "-f", "epub"])
    assert result.exit_code == 0, result.output
    assert (own / "output" / "pack.epub").stat().st_size > 10_000


def test_new_workspace_takes_no_folder_that_is_in_use(own: Path, tmp_path: Path) -> None:
    """A folder with files in it, and a file, are refused; nothing in them changes."""
    before = state(own)
    result = CliRunner().invoke(main, ["init", str(own)])
    assert result.exit_code == 1
    assert "already has files in it" in result.output
    assert state(own) == before
    assert "this is a file" in CliRunner().invoke(main, ["init", str(file(tmp_path, "x", b""))]).output


def test_new_workspace_can_begin_with_the_shipped_pack(tmp_path: Path) -> None:
    """With `--shipped` everything is copied but other people's texts."""
    folder = tmp_path / "pack"
    result = CliRunner().invoke(main, ["init", str(folder), "--shipped"])
    assert result.exit_code == 0, result.output
    assert (folder / "seeds" / "sources" / "engvall-2023.md").exists()
    assert not list((folder / "seeds" / "originals").iterdir())
    assert "/seeds/originals/" in (folder / ".gitignore").read_text(encoding="utf-8")

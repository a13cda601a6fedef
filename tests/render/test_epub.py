"""EPUB: what is written is what the document says, and reading systems can use all of it."""

from __future__ import annotations

import dataclasses
import io
import itertools
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import segno
import uharfbuzz
import zxingcpp
from lxml import etree
from PIL import Image

from briefing.check.files import book as checker
from briefing.document import (
    BulletList,
    Callout,
    Column,
    Definition,
    Definitions,
    Document,
    Emphasis,
    Link,
    Note,
    NoteMark,
    NumberedList,
    PageBreak,
    Paragraph,
    Picture,
    PrintPage,
    Quote,
    Reference,
    ScanCode,
    Section,
    Table,
    Text,
    WritingSpace,
    notes,
    plain,
    walk,
    whole_title,
)
from briefing.render import zip_file
from briefing.render.epub import render, style
from briefing.render.epub.cover import cover_drawing
from briefing.render.epub.xhtml_tables import stacked
from briefing.render.figures.shapes import Words
from briefing.theme import font_files as fonts
from briefing.theme.font_files import characters
from briefing.theme.model import Colours, Theme
from tests.support.drawn_sample import put_sample
from tests.support.epub_rules import (
    NAMES,
    Book,
    Files,
    bad_links,
    letters,
    lone_notes,
    page_words,
    unzipped,
    wrong_contents,
    wrong_words,
    zipped,
)
from tests.support.epubcheck import epubcheck
from tests.support.places import SHIPPED
from tests.support.sample import sample
from tests.support.words import spoken


def built(document: Document, folder: Path) -> Path:
    path = folder / "pack.epub"
    render(document, Theme(), path)
    return path


@pytest.fixture(scope="module")
def document() -> Document:
    return sample()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_sample(tmp_path_factory.mktemp("epub") / "pack.epub")


@pytest.fixture(scope="module")
def book(path: Path) -> Book:
    return Book(unzipped(path))


# ── the sample keeps the rules ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_words_are_those_of_the_tree(book: Book, document: Document) -> None:
    """Letters and digits, file by file in the order of the spine."""
    assert wrong_words(book, document) == []


def test_links_resolve_and_ids_are_unique(book: Book) -> None:
    """Every link inside the pack leads to a place in it."""
    assert bad_links(book) == []


def test_notes_are_reached_both_ways(book: Book, document: Document) -> None:
    """A mark leads to its note, and the note back to its mark."""
    assert notes(document)
    assert lone_notes(book, document) == []


def test_contents_name_the_headings(book: Book, document: Document) -> None:
    """The contents list, old and new, is the outline of the headings to the depth that the document asks for."""
    assert wrong_contents(book, document) == []


# ── the rules bite ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def changed(path: Path, name: str, old: str, new: str) -> Files:
    """Return the files with one of them damaged."""
    files = unzipped(path)
    name = next(each for each in files if each.endswith(name) and old.encode() in files[each])
    files[name] = files[name].replace(old.encode(), new.encode(), 1)
    return files


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        (".xhtml", "second road", "second", wrong_words),
        (".xhtml", 'href="#note-a"', 'href="#note-z"', lambda book, _: bad_links(book)),
        (".xhtml", 'id="quote-road"', 'id="passages"', lambda book, _: bad_links(book)),
        (".xhtml", 'href="#note-a.mark"', 'href="#note-b.mark"', lone_notes),
        (".xhtml", 'epub:type="noteref"', "", lone_notes),
        ("nav.xhtml", "Letters of five languages", "Letters", wrong_contents),
        ("toc.ncx", "Letters of five languages", "Letters", wrong_contents),
    ],
)
def test_damage_is_seen(path: Path, document: Document, name: str, old: str, new: str, rule: Callable[[Book, Document], list[str]]) -> None:
    """The rules above are not empty: each damage breaks the rule that is there for it."""
    assert rule(Book(changed(path, name, old, new)), document)


@pytest.mark.java
def test_epubcheck_sees_damage(path: Path, tmp_path: Path) -> None:
    """A dead link, an id twice, a lost font, a lost date and a wrong place of a table head are each reported."""
    files = unzipped(path)
    del files["EPUB/fonts/FiraSans-Italic.ttf"]
    for name, old, new in (
        ("EPUB/text/ch002.xhtml", 'href="#note-a"', 'href="#note-z"'),
        ("EPUB/text/ch003.xhtml", 'id="fact-length"', 'id="fact-basin"'),
        ("EPUB/text/ch004.xhtml", "<thead>", "<p>"),
        ("EPUB/package.opf", "dcterms:modified", "dcterms:created"),
    ):
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode())
    found = {identifier for identifier, _ in epubcheck(zipped(files, tmp_path / "damaged.epub"))}
    assert {"RSC-001", "RSC-005", "RSC-012", "RSC-016"} <= found


# ── structure ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_chapter_is_a_file_with_its_title(book: Book, document: Document) -> None:
    """One file a section of level 1; a reading system shows its heading as the title of the window."""
    titles = [book.pages[name].findtext("h:head/h:title", namespaces=NAMES) for name in book.chapters]
    assert titles == [plain(each.title) for each in document.blocks if isinstance(each, Section)]


def test_roles_say_what_a_section_is_for(book: Book) -> None:
    """epub:type and role agree, section by section."""
    sections = [book.xpath(book.pages[name], "/h:html/h:body/h:section")[0] for name in book.chapters]
    roles = {each.get(f"{{{NAMES['epub']}}}type"): each.get("role") for each in sections}
    assert roles == {
        "introduction": "doc-introduction",
        "chapter": "doc-chapter",
        "qna": "doc-qna",
        "glossary": "doc-glossary",
        "bibliography": "doc-bibliography",
        "colophon": "doc-colophon",
    }


def test_quoting_elements_hold_the_words_of_the_author_only(book: Book) -> None:
    """Notes and source lines are outside of blockquote, and a digest is not one."""
    for name in book.chapters:
        assert not book.xpath(book.pages[name], "//h:blockquote//h:aside | //h:blockquote//*[@class='attribution']")
        assert not book.xpath(book.pages[name], "//*[@class='digest']//h:blockquote")
    quote = next(each for page in book.pages.values() for each in book.xpath(page, "//*[@id='quote-kazakh']"))
    assert [each.get("lang") for each in quote.iterfind("h:blockquote", NAMES)] == ["kk"]
    assert quote.get("lang") is None


def test_tables_say_which_cells_are_heads(book: Book) -> None:
    """Heads of columns and rows have their scope, and the summary is read with the table but not shown."""
    page = next(page for page in book.pages.values() if book.xpath(page, "//*[@id='agreements']"))
    table = book.xpath(page, "//h:table[@id='agreements']")[0]
    assert {each.get("scope") for each in book.xpath(table, "h:thead//h:th")} == {"col"}
    assert len(book.xpath(table, "h:tbody/h:tr/h:th[@scope='row']")) == len(book.xpath(table, "h:tbody/h:tr"))
    summary = book.xpath(page, f"//*[@id='{table.get('aria-describedby')}']")[0]
    assert summary.get("hidden") is not None
    assert not book.xpath(page, "//h:table[@id='plain-table']/h:tbody//h:th")


def test_languages_are_named_for_html_and_xml(book: Book) -> None:
    """Every lang has its xml:lang."""
    pairs = [(each.get("lang"), each.get(f"{{{NAMES['xml']}}}lang")) for page in book.pages.values() for each in page.xpath("//*[@lang]")]
    assert {"kk", "ky", "tg", "tk", "uz"} <= {pair[0] for pair in pairs}
    assert all(html == xml for html, xml in pairs)


def test_signs_are_spoken_in_words(book: Book) -> None:
    """A listener hears what `[…]` means; the sign stays in the text."""
    signs = [each for page in book.pages.values() for each in book.xpath(page, "//h:span[@role='img'][not(parent::*[@class='label'])]")]
    assert [(each.get("aria-label"), each.text) for each in signs] == [("words left out", "[…]")]


def test_lines_may_end_within_web_addresses(book: Book) -> None:
    """After each part of one, and nowhere else: a table with an address is no wider than a phone."""
    parts = [f"{each.getprevious().tail if each.getprevious() is not None else each.getparent().text}".split()[-1] for each in breaks(book)]
    assert "https://example.org/" in parts
    assert all(part.endswith("/") for part in parts)


def breaks(book: Book) -> list[etree._Element]:
    return [each for page in book.pages.values() for each in book.xpath(page, "//h:wbr")]


def test_terms_and_citations_lead_to_their_entries(book: Book) -> None:
    """The roles of the links tell them from other links."""
    assert {each.get("role") for page in book.pages.values() for each in book.xpath(page, "//h:a[@class='term']")} == {"doc-glossref"}
    cited = {
        each.get("href").partition("#")[2] for page in book.pages.values() for each in book.xpath(page, "//h:a[@role='doc-biblioref']")
    }
    assert cited == {"source-ledger"}


def test_landmarks_lead_to_the_parts(book: Book) -> None:
    """Title page, contents, start of the text, glossary and sources."""
    links = book.xpath(book.pages["EPUB/nav.xhtml"], "//h:nav[@epub:type='landmarks']//h:a")
    kinds = [each.get(f"{{{NAMES['epub']}}}type") for each in links]
    assert kinds == ["titlepage", "toc", "bodymatter", "glossary", "bibliography"]


def test_small_print_in_front_is_no_chapter_of_the_text(document: Document, tmp_path: Path) -> None:
    """The text begins behind it."""
    small = Paragraph((Text("Printed for a class."),), "small")
    book = Book(unzipped(built(dataclasses.replace(document, cover="page", blocks=(small, *document.blocks)), tmp_path)))
    first, second = (book.pages[f"EPUB/text/ch00{number}.xhtml"] for number in (1, 2))
    kinds = [book.xpath(page, "//h:body")[0].get(f"{{{NAMES['epub']}}}type") for page in (first, second)]
    assert kinds == ["frontmatter", "bodymatter"]
    (start,) = book.xpath(book.pages["EPUB/nav.xhtml"], "//h:a[@epub:type='bodymatter']")
    assert start.get("href") == "text/ch002.xhtml"


def test_metadata_say_what_is_true(book: Book, document: Document) -> None:
    """Names and dates come from the document; nothing is claimed of pictures, and no conformance is signed for."""
    assert book.core("title") == [f"{document.title}: {document.subtitle}"]
    assert book.core("identifier") == [document.identifier]
    assert book.core("language") == [document.language]
    assert book.core("creator") == [document.byline]
    assert book.core("subject") == [document.subject, *document.keywords]
    assert book.core("rights") == [document.rights]
    assert book.meta("dcterms:modified") == [document.stamp]
    assert book.meta("schema:accessMode") == ["textual", "visual"]
    assert {"alternativeText", "longDescription"} <= set(book.meta("schema:accessibilityFeature"))
    assert b"conformsTo" not in book.files["EPUB/package.opf"]


def signed() -> Document:
    return dataclasses.replace(sample(), certified_by="A. Tutor")


def test_conformance_is_claimed_only_in_the_name_of_who_signs(tmp_path: Path) -> None:
    """In the words that the standard prescribes; our checker takes them."""
    path = built(signed(), tmp_path)
    book = Book(unzipped(path))
    assert book.meta("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"]
    assert book.meta("a11y:certifiedBy") == ["A. Tutor"]
    assert "certified by A. Tutor." in book.meta("schema:accessibilitySummary")[0]
    assert checker.check(unzipped(path)) == []


def test_alternative_texts_are_claimed_only_where_each_picture_has_one(tmp_path: Path) -> None:
    """One that lacks it is enough."""
    code = ScanCode("https://example.org", ("1",), " ", (Text("example.org"),))
    blocks = (*sample().blocks, Section("last", (Text("Last"),), (code,)))
    book = Book(unzipped(built(dataclasses.replace(sample(), blocks=blocks), tmp_path)))
    assert "alternativeText" not in book.meta("schema:accessibilityFeature")


def test_pack_without_figures_says_that_all_is_text(tmp_path: Path) -> None:
    """And nothing of alternative texts, which it has no use for."""
    words = Section("words", (Text("Words"),), (Paragraph((Text("Words only."),)),))
    book = Book(unzipped(built(dataclasses.replace(sample(), blocks=(words,)), tmp_path)))
    assert book.meta("schema:accessMode") == ["textual"]
    assert not {"alternativeText", "longDescription"} & set(book.meta("schema:accessibilityFeature"))


def test_code_leads_a_phone_to_the_address(tmp_path: Path) -> None:
    """Drawn as a reading system would, on its own white ground; a listener is told what it is, and the address stands below."""
    address = "https://example.org/treaty?page=2"
    rows = tuple("".join("1" if module else "0" for module in row) for row in segno.make_qr(address).matrix)
    code = ScanCode(address, rows, "Code to scan", (Text(address),))
    book = Book(unzipped(built(dataclasses.replace(sample(), blocks=(Section("last", (Text("Last"),), (code,)),)), tmp_path)))
    (drawn,) = [found for page in book.pages.values() for found in book.xpath(page, "//h:div[@class='code']/svg:svg")]
    white, black = drawn
    side = int(drawn.attrib["viewBox"].split()[2])
    image = Image.new("L", (side, side), 255)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", black.attrib["d"]):
        image.putpixel((int(x), int(y)), 0)
    assert [found.text for found in zxingcpp.read_barcodes(image.resize((side * 8, side * 8), Image.Resampling.NEAREST))] == [address]
    assert (white.get("fill"), white.get("width"), drawn.get("aria-label")) == ("#ffffff", str(side), "Code to scan")
    assert address in "".join(drawn.getparent().itertext())
    assert book.xpath(book.opf, "//opf:item[@properties='svg']")


def test_only_cover_codes_and_figures_are_pictures(book: Book) -> None:
    """What the accessibility metadata say. The cover is of a kind and a size that every shop and reading system takes."""
    drawn = "//svg:svg[not(ancestor::h:figure or parent::h:div[@class='code'])]"
    shown = f"//h:img[not(parent::h:figure or ancestor::h:td)] | //h:object | {drawn}"
    assert not any(book.xpath(page, shown) for page in book.pages.values())
    cover = Image.open(io.BytesIO(book.files["EPUB/cover.jpg"]))
    assert (cover.format, cover.mode, cover.size) == ("JPEG", "RGB", (1200, 1800))
    assert book.xpath(book.opf, "//opf:item[@properties='cover-image'][@media-type='image/jpeg']")


# ── style ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_fonts_are_embedded_with_their_licence(book: Book) -> None:
    """The style sheet names only faces that are there, and each holds its licence and the letters of its readers."""
    css = "".join(book.files[f"EPUB/styles/{name}.css"].decode() for name in ("pack", "screen"))
    named = {posixpath.normpath(f"EPUB/styles/{each}") for each in re.findall(r'url\("(.*?)"\)', css)}
    assert named == {name for name in book.files if name.startswith("EPUB/fonts/")}
    assert len(named) == 8
    for name, word in itertools.product(named, ("opyright", "Open Font License")):
        assert word.encode("utf-16-be") in book.files[name]
    assert fonts.missing("ӘәҒғҚқҢңӨөҰұҮүҺһӢӣӮӯҲҳҶҷŇňŽžʻ", [Theme().text]) == []


def rules(book: Book, name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", book.files[f"EPUB/styles/{name}.css"].decode(), flags=re.DOTALL)


def test_plain_style_sheet_has_nothing_that_an_old_reader_stumbles_over(book: Book) -> None:
    """Adobe's engine, in Kobo's and other e-ink readers, drops a whole file for one function, media query or newer selector."""
    plain_rules = re.sub(r"@font-face \{[^}]*\}", "", rules(book, "pack"))
    assert not re.search(r"\w\(|@|::|:(?!first-child)[a-z-]+[^;{}]*\{|\[|\b(flex|grid|vh|vw|rem)\b", plain_rules)
    newer = rules(book, "screen").strip()
    assert newer.startswith("@supports (display: block) {")
    assert newer.endswith("}")
    linked = {tuple(each.get("href").rpartition("/")[2] for each in book.xpath(page, "//h:link")) for page in book.pages.values()}
    assert linked == {("pack.css", "screen.css")}


def test_what_is_hidden_is_seen_by_no_reader(book: Book) -> None:
    """Also where a reading system does not know the attribute, or a rule gives the element a way to be shown."""
    hidden = [each for page in book.pages.values() for each in book.xpath(page, "//*[@hidden]")]
    assert len(hidden) >= 3
    assert {each.get("class") for each in hidden} == {"unseen"}
    assert ".unseen { display: none; }" in rules(book, "pack")
    assert not re.search(r"\b(nav|p)\b[^{}]*\{[^}]*display", rules(book, "screen"))


def test_tables_come_apart_into_rows_on_a_phone(book: Book) -> None:
    """Each cell below the first knows its head; a table that wants more room comes apart earlier."""
    page = next(page for page in book.pages.values() if book.xpath(page, "//*[@id='agreements']"))
    (table,) = book.xpath(page, "//h:table[@id='agreements']")
    heads = ["".join(each.itertext()) for each in book.xpath(table, "h:thead//h:th")]
    for row in book.xpath(table, "h:tbody/h:tr"):
        for cell, head in zip(row[1:], heads[1:], strict=True):
            assert cell.get("data-head") == (head if "".join(cell.itertext()) else None)
    assert row[0].get("data-head") is None
    assert f".{table.get('class')} td[data-head]::before" in rules(book, "screen")


def test_empty_cell_leaves_its_head_to_no_other(tmp_path: Path) -> None:
    """The cell after it has its own."""
    words = tuple((Text(word),) for word in ("Country", "Number", "Period", "Source"))
    table = Table("t", (), tuple(map(Column, words)), ((words[0], words[1], (), words[3]),))
    book = Book(unzipped(built(small(blocks=(Section("s", words[0], (table,)),)), tmp_path)))
    (page,) = (book.pages[name] for name in book.chapters)
    cells = book.xpath(page, "//h:tbody//h:td | //h:tbody//h:th")
    assert [each.get("data-head") for each in cells] == [None, "Number", None, "Source"]


def columns(*cells: str) -> Table:
    return Table("t", (), tuple(Column(()) for _ in cells), (tuple((Text(cell),) for cell in cells),))


def test_room_that_a_table_wants_is_that_of_its_words() -> None:
    """Long words want room, and so do many words in a cell, which would else be a tower of short lines."""
    short = columns("Astana", "member", "no")
    assert [stacked(each) for each in (short, columns("Astana", "constitutional", "no", "member", "2022"))] == ["stack-s", "stack-m"]
    assert stacked(columns("Astana", "one word after another " * 20)) == "stack-xl"


def test_figures_are_drawn_for_pages_and_for_phones(book: Book) -> None:
    """Both with the alternative text; the plain style sheet shows the wide one only."""
    figures = [figure for page in book.pages.values() for figure in book.xpath(page, "//h:figure[@class='drawing']")]
    assert figures
    for figure in figures:
        wide, narrow = book.xpath(figure, "svg:svg")
        assert (wide.get("class"), narrow.get("class")) == ("wide", "narrow")
        assert float(narrow.get("viewBox").split()[2]) < float(wide.get("viewBox").split()[2])
        assert wide.findtext("svg:desc", namespaces=NAMES) == narrow.findtext("svg:desc", namespaces=NAMES)
    assert ".drawing svg.narrow { display: none; }" in rules(book, "pack")


def _luminance(colour: tuple[float, ...]) -> float:
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in (value / 255 for value in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _over(colour: tuple[float, ...], share: float, ground: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(share * c + (1 - share) * g for c, g in zip(colour, ground, strict=True))


def _rgb(text: str) -> tuple[float, ...]:
    return tuple(float(int(text[n : n + 2], 16)) for n in (1, 3, 5))


SCHEMES = {
    "day": ("#000000", "#ffffff"),
    "dark of the browser": ("#ffffff", "#121212"),
    "night of Readium": ("#fefefe", "#000000"),
    "forced on the body": ("#ffffff", "#000000"),
    "sepia of Readium": ("#121212", "#faf4e8"),
    "brown on sepia": ("#5b4636", "#f4ecd8"),
    "grey by night": ("#b0b0b0", "#121212"),
}
"""Letters and paper as reading systems have them."""


@pytest.mark.parametrize("colours", [Colours(), Colours(accent="#7a1020", muted="#333333", rule="#808080")])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_is_legible_in_the_scheme_of_the_reader(scheme: str, colours: Colours) -> None:
    """4.5:1 (WCAG 2.1, 1.4.3) on paper and on each veil, and lines and bars 3:1 on paper: no text has a colour of its own to vanish by."""
    sheets = [data.decode() for data in style.style_sheets(Theme(colours=colours)).values()]
    css = re.sub(r"/\*.*?\*/", "", "\n".join(sheets), flags=re.DOTALL)
    ink, paper = map(_rgb, SCHEMES[scheme])
    assert set(re.findall(r"[;{\s]color:\s*([^;}]+)", css)) == {"inherit"}
    assert "color-mix" not in css
    opacities = {float(each) for each in re.findall(r"[^-]opacity:\s*([\d.]+)", css)}
    assert opacities == {1.0, style.QUIET}
    veils = [tuple(map(float, each.split(", "))) for each in re.findall(r"background: rgba\(([^)]+)\)", css)]
    assert veils
    for ground in (paper, *(_over(veil[:3], veil[3], paper) for veil in veils)):
        assert all(_contrast(_over(ink, opacity, ground), ground) >= 4.5 for opacity in opacities)
    lines = re.findall(r"(?:fill|stroke|text-decoration-color):\s*(#\w{6})", css)
    assert lines
    assert all(_contrast(_rgb(line), paper) >= 3 for line in lines)


def test_nothing_is_heard_twice(book: Book) -> None:
    """No element is named by words that are heard in it or beside it."""
    for page in book.pages.values():
        named = book.xpath(page, "//*[@aria-labelledby]")
        assert {each.get("class") for each in named} <= {"wide", "narrow"}
        for each in named:
            (words,) = [found.text for found in page.iter() if found.get("id") == each.get("aria-labelledby")]
            assert words not in {"".join(caption.itertext()) for caption in book.xpath(page, "//h:figcaption | //h:caption")}
        for each in book.xpath(page, "//*[@aria-label]"):
            assert each.get("aria-label") != "".join(each.itertext()).strip()
    labels = [each for page in book.pages.values() for each in book.xpath(page, "//h:p[@class='label']/h:span")]
    assert [(each.get("role"), each.get("aria-label")) for each in labels] == [("img", f"Question {each.text}") for each in labels]


def test_typefaces_hold_the_letters_of_the_pack_and_the_name_of_their_family(book: Book, document: Document) -> None:
    """Small and capital, and no others; the semi-bold face is the bold one of its family, as the style sheet says."""
    used = set("".join(spoken(document)))
    for name, data in book.files.items():
        if name.endswith(".ttf"):
            face = uharfbuzz.Face(data)
            if face.get_name(1) == "STIX Two Math":
                assert "MATH" in face.table_tags
                continue
            assert face.get_name(1) in ("Spectral", "Fira Sans")
            assert face.get_name(1) in rules(book, "pack")
            typeface = Theme().text if face.get_name(1) == "Spectral" else Theme().sans
            points = {ord(each) for each in used if each.isalpha()} & characters(typeface)
            assert points <= set(face.unicodes)
            assert len(face.unicodes) < 400
            assert face.get_name(13)


def test_no_metadata_are_empty(tmp_path: Path) -> None:
    """A pack without authors, subtitle and rights says nothing of them; a title that asks has no colon behind it."""
    book = Book(unzipped(built(small(), tmp_path)))
    assert all((each.text or "").strip() or each.get("content") for each in book.xpath(book.opf, "//opf:metadata/*"))
    assert book.core("creator") == []
    assert whole_title(small(title="Who?", subtitle="A reader", edition="Teacher edition")) == "Who? A reader (Teacher edition)"


def test_paper_and_size_are_left_to_the_reader(book: Book) -> None:
    """No ground hides the paper, no length in points or pixels sets type, and text is not justified. A logo keeps its white ground."""
    css = re.sub(r"img\.logo \{[^}]*\}", "", rules(book, "pack") + rules(book, "screen"))
    assert not re.search(r"background(-color)?:\s*(#|white)", css)
    assert not re.search(r"(font-size|line-height):[^;]*(pt|px)", css)
    assert "justify" not in css


# ── bytes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_same_document_same_bytes(document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under another hash seed and in another time zone."""
    monkeypatch.setattr(zip_file, "LEVEL", 6)
    path = built(document, tmp_path)
    code = (
        "import sys; from pathlib import Path; from tests.support.sample import sample; from briefing.render.epub import render; "
        "from briefing.theme.model import Theme; render(sample(), Theme(), Path(sys.argv[1]))"
    )
    target = tmp_path / "again.epub"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Almaty"}
    subprocess.run([sys.executable, "-c", code, str(target)], check=True, env=environment, cwd=SHIPPED)
    assert target.read_bytes() == path.read_bytes()


def test_container_begins_with_its_media_type(path: Path) -> None:
    """The media type is first and not compressed; the rest is sorted and has no times."""
    with zipfile.ZipFile(path) as archive:
        first, *rest = archive.infolist()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert [each.filename for each in rest] == sorted(each.filename for each in rest)
    assert {each.date_time for each in (first, *rest)} == {(1980, 1, 1, 0, 0, 0)}


# ── other documents ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def small(**changes: object) -> Document:
    """Return a document of two short chapters."""
    chapters = tuple(Section(f"c{n}", (Text(f"Chapter {n}"),), (Paragraph((Text("Words."),)), PageBreak())) for n in (1, 2))
    base = Document("Small & <plain>", chapters, "urn:uuid:00000000-0000-5000-8000-000000000000", cover="block", contents_depth=0)
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def between() -> Document:
    """Return one without subtitle, byline, notes or contents list, with words before the first chapter and between chapters."""
    first, second = small().blocks
    before = Paragraph((Text("Before. "), Reference("сноска 1", (Text("Go"),))))
    last = Section("сноска 1", (Text("Last"),), (), "references")
    return small(blocks=(before, first, PageBreak(), second, Paragraph((Text("Between."),)), last))


def test_small_document_is_valid(tmp_path: Path) -> None:
    """Words that are in no chapter are kept, and ids may be Cyrillic."""
    book = Book(unzipped(built(between(), tmp_path)))
    assert bad_links(book) == []
    assert "EPUB/nav.xhtml" not in book.spine
    words = "".join(page_words(book.pages[name]) for name in book.spine)
    assert letters(words) == letters("Small plain Before Go Chapter 1 Words Chapter 2 Words Between Last")


def awkward() -> Document:
    """Return notes on headings, in items, on cells; a mark drawn twice; a row without a head; a box in a list; eight levels of heading."""

    def words(text: str) -> tuple[Text]:
        return (Text(text),)

    def deep(level: int) -> Section:
        return Section(f"d{level}", words(f"Level {level}"), (Paragraph(words("x")), *((deep(level + 1),) if level < 8 else ())))

    table = Table("t", (), (Column(()), Column(words("B"), 1, "end")), ((words("cell"), (NoteMark("b", words("noted")),)), ((), ())))
    chapter = Section(
        "s",
        (Text("A <heading> & "), NoteMark("one", words("a note"))),
        (
            Note("one", "1", "", words("On the heading."), "foot"),
            Paragraph((Text("Twice"), NoteMark("one", ()))),
            NumberedList(((Callout("box", words("Box"), (Paragraph(words("x")),)), Paragraph((NoteMark("a", words("noted")),))),), 4),
            Note("a", "a", "Context", words("In an item.")),
            table,
            Note("b", "b", "", words("On a cell.")),
            Quote("q", (Paragraph(words("q")),), (), "kk"),
            WritingSpace(0, ""),
            PageBreak(),
            Section("g", words("Words"), (Definitions((Definition("g.1", words("term"), ()),)),), "glossary"),
        ),
    )
    return small(blocks=(chapter, deep(1)), language="ru", contents_depth=3)


def test_awkward_trees_are_valid(tmp_path: Path) -> None:
    """Every link and every entry of the contents list leads to its place."""
    document = awkward()
    book = Book(unzipped(built(document, tmp_path)))
    assert [*bad_links(book), *wrong_contents(book, document)] == []


def with_logo(depth: int) -> Document:
    """Return one without a title page, with a logo and the pages of a PDF."""
    picture = io.BytesIO()
    Image.new("RGB", (60, 30)).save(picture, "PNG")
    pages = (PrintPage("1", None), PrintPage("2", 2))
    return small(
        contents_depth=depth, logo=Picture("logo", "A river", (), (), points=60, wide=2, high=1, data=picture.getvalue()), pages=pages
    )


@pytest.mark.parametrize(
    ("depth", "spine", "title"),
    [(0, ["text/ch001.xhtml"], "text/ch001.xhtml"), (1, ["nav.xhtml", "text/ch001.xhtml"], "nav.xhtml")],
)
def test_pack_without_a_title_page_is_one_file_below_its_title(tmp_path: Path, depth: int, spine: list[str], title: str) -> None:
    """As in print: a brief of two pages is no book of ten. The title heads the contents list, where there is one, else the text."""
    document = with_logo(depth)
    book = Book(unzipped(built(document, tmp_path)))
    assert [name.removeprefix("EPUB/") for name in book.spine] == spine
    assert [*wrong_words(book, document), *bad_links(book), *wrong_contents(book, document)] == []
    body = book.pages[f"EPUB/{title}"].find("h:body", NAMES)
    assert [each.get("class") or each.get("role") for each in body][:2] == ["doc-pagebreak", "title-block"]
    assert book.xpath(book.pages["EPUB/nav.xhtml"], "//h:nav[@epub:type='landmarks']//h:a/@href")[0] == title
    listed = book.xpath(book.pages["EPUB/nav.xhtml"], "//h:nav[@epub:type='page-list']//h:a/@href")
    assert [each.partition("#")[0] for each in listed] == [title, "text/ch001.xhtml"]


@pytest.mark.parametrize(("cover", "names"), [("page", ["Notes", "Notes"]), ("block", ["Notes: Chapter 1", "Notes: Chapter 2"])])
def test_notes_of_chapters_in_one_file_are_told_apart(tmp_path: Path, cover: str, names: list[str]) -> None:
    """Two landmarks of a file with one name are no help to a listener (axe: landmark-unique)."""
    noted = [(NoteMark(f"n{n}", ()), Note(f"n{n}", str(n), "", (Text("Note."),), "foot")) for n in (1, 2)]
    chapters = tuple(
        dataclasses.replace(chapter, blocks=(Paragraph((Text("Words"), mark)), note))
        for chapter, (mark, note) in zip(small().blocks, noted, strict=True)
        if isinstance(chapter, Section)
    )
    book = Book(unzipped(built(small(blocks=chapters, cover=cover), tmp_path)))
    found = [each for name in book.chapters for each in book.xpath(book.pages[name], "//*[@epub:type='footnotes']")]
    assert [each.get("aria-label") for each in found] == names


BARE: dict[str, Document] = {
    f"{cover}-{depth}-{len(blocks)}": small(blocks=blocks, cover=cover, contents_depth=depth)
    for cover in ("page", "block")
    for depth in (0, 1)
    for blocks in ((), (Paragraph((Text("Only words."),)),))
}
"""Documents without sections."""


@pytest.mark.parametrize("name", BARE)
def test_pack_without_sections_lists_its_title(tmp_path: Path, name: str) -> None:
    """EPUB wants at least one entry in the contents list: it leads to wherever the title stands."""
    book = Book(unzipped(built(BARE[name], tmp_path)))
    assert bad_links(book) == []
    (entry,) = book.xpath(book.pages["EPUB/nav.xhtml"], "//h:nav[@epub:type='toc']//h:a/@href")
    assert book.xpath(book.pages[f"EPUB/{entry}"], "//h:h1[@class='title']")


VALID: dict[str, Document] = {
    "every node": sample(),
    "signed": signed(),
    "between": between(),
    "awkward": awkward(),
    "logo-0": with_logo(0),
    "logo-1": with_logo(1),
    **BARE,
}


@pytest.mark.java
@pytest.mark.parametrize("name", VALID)
def test_epubcheck_reports_nothing(tmp_path: Path, name: str) -> None:
    """No fatal error, error, warning or hint in a pack that uses every node, nor in the documents above."""
    assert epubcheck(built(VALID[name], tmp_path)) == []


def test_page_break_at_the_end_of_a_chapter_makes_no_empty_page(tmp_path: Path) -> None:
    """The next chapter is a file of its own, and begins a page anyway."""
    book = Book(unzipped(built(small(), tmp_path)))
    assert not any(book.xpath(page, "//*[@class='page-break']") for page in book.pages.values())


@pytest.mark.java
def test_no_link_is_inside_another(tmp_path: Path) -> None:
    """A citation within a link is only its words, and the mark of a note follows the link, so that both lead somewhere."""
    inside = (Text("See "), Reference("c", (Text("Roe"),)), Emphasis((NoteMark("n", (Text("noted"),)),)))
    line = Paragraph((Link("https://example.org", inside), Text(".")))
    document = small(blocks=(Section("c", (Text("C"),), (line, Note("n", "1", "", (Text("Note."),), "foot"))),))
    path = built(document, tmp_path)
    book = Book(unzipped(path))
    assert epubcheck(path) == []
    assert [*wrong_words(book, document), *bad_links(book), *lone_notes(book, document)] == []
    (words,) = (book.xpath(page, "//h:p[h:a]")[0] for page in (book.pages[name] for name in book.chapters))
    assert ["".join(each.itertext()) for each in book.xpath(words, "h:a")] == ["See Roenoted", "1"]
    assert not book.xpath(words, ".//h:a//h:a")


def test_each_block_ends_its_line(book: Book) -> None:
    """So that two builds of a chapter can be compared line by line."""
    for page in book.pages.values():
        for each in book.xpath(page, "//h:p | //h:li | //h:td | //h:section"):
            assert each.tail == "\n"


def test_reference_to_nothing_is_an_error(tmp_path: Path) -> None:
    """A link that leads nowhere is not written."""
    lost = Section("c", (Text("C"),), (Paragraph((Reference("nowhere", (Text("x"),)),)),))
    with pytest.raises(ValueError, match="nowhere"):
        built(small(blocks=(lost,)), tmp_path)
    assert not (tmp_path / "pack.epub").exists()


def test_long_title_fits_the_cover() -> None:
    """The title shrinks until its lines stand between the margins, and the subtitle stays above the byline."""
    title = "Transcontinental infrastructure corridors and the institutional arrangements of their governance in five republics"
    drawing, _ = cover_drawing(small(title=title, subtitle="A reader", byline="The authors"), Theme())
    words = [shape for shape in drawing.shapes if isinstance(shape, Words)]
    assert letters("".join(each.text for each in words)) == letters(f"{title} A reader The authors")
    assert all(each.x + each.width <= drawing.width - 50 for each in words)
    assert [each.y for each in words] == sorted(each.y for each in words)


def test_what_is_too_long_for_the_cover_stands_on_nothing_else() -> None:
    """A title, a subtitle and authors without end: each has its lines, down to the foot and no further."""
    drawing, _ = cover_drawing(small(title="A title " * 99, subtitle="A subtitle " * 99, byline="An author, " * 99), Theme())
    words = [shape for shape in drawing.shapes if isinstance(shape, Words)]
    assert [each.y for each in words] == sorted(each.y for each in words)
    assert words[-1].y < drawing.height
    assert "author" in words[-1].text


def test_sample_uses_every_node(document: Document) -> None:
    """What is checked above is checked of every kind of node."""
    import briefing.document as model

    kinds = {type(each) for each in walk(document)}
    assert {*model.Block.__args__, *model.Inline.__args__} <= kinds


def test_a_task_begins_with_its_box_and_has_no_bullet(tmp_path: Path) -> None:
    """The box is text, for listeners, too. It is in the first paragraph of the item, or before other blocks."""
    one, two, three = (Paragraph((Text(word),)) for word in ("open", "point", "inner"))
    items = ((one,), (two,), (BulletList(((three,),)),))
    pack = Document("Title", (BulletList(items, "☐•☑"),), "urn:uuid:1")
    book = Book(unzipped(built(pack, tmp_path)))
    found = [each for page in book.pages.values() for each in page.iter("{*}li") if each.get("class") == "task"]
    assert ["".join(each.itertext()).split() for each in found] == [["☐", "open"], ["☑", "inner"]]
    assert [each.find("{*}span[@class='box']") is not None for each in (found[0].find("{*}p"), found[1])] == [True, True]

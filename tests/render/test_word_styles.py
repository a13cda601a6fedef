"""The looks of Word files: paragraphs look as their styles say, and pages have their heads, feet and columns."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from briefing.document import (
    BulletList,
    Callout,
    Definition,
    Definitions,
    Document,
    Note,
    NoteMark,
    NumberedList,
    Paragraph,
    Quote,
    Section,
    Text,
    plain,
)
from briefing.render.docx import render
from briefing.render.docx.style_model import BOX_INDENT, LIST_STEP
from briefing.render.docx.wml import r, w
from briefing.theme.model import Theme
from tests.support.docx_rules import W, WordFile, problems
from tests.support.sample import document, para, prose, sample

R_ID = r("id")
OWN = {
    "pStyle": "the style itself",
    "keepNext": "where a page ends depends on what follows, not on the kind of paragraph",
    "keepLines": "the same",
    "pageBreakBefore": "the same",
    "sectPr": "a section of pages ends with a paragraph",
    "numPr": "a list that begins again is an instance of its own",
    "framePr": "LibreOffice knows frames of paragraphs, and not those of styles",
    "suppressLineNumbers": "only files whose passages have numbered lines have it, and in a house's file Normal is the house's",
}
"""What a paragraph has itself, and why no style can carry it."""
OF_HEADINGS = {"spacing", "ind"}
"""Word finds headings by their style, for the contents list and running heads, so that none has a style of its own."""

OF_CELLS = {"jc"}
"""pandoc finds how a column is aligned in its paragraphs, and not in their styles."""


def direct(file: WordFile) -> Iterator[str]:
    """Yield each direct format of a paragraph, with its words."""
    for name, part in file.xml.items():
        if not name.startswith("word/") or name in ("word/styles.xml", "word/numbering.xml"):
            continue
        for paragraph in part.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            allowed = OWN.keys() | (OF_HEADINGS if style is not None and str(style.get(f"{W}val")).startswith("Heading") else set())
            allowed |= OF_CELLS if paragraph.getparent().tag == f"{W}tc" else set()
            for each in paragraph.iterfind(f"{W}pPr/*"):
                if (format_ := etree.QName(each).localname) not in allowed:
                    yield f"{name}: {format_} at “{''.join(paragraph.itertext())[:40]}”"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> WordFile:
    """Return a pack with each node, and with lists in every place."""
    lists = BulletList(((para("one"), NumberedList(((para("inner"),),))), (para("two"), BulletList(((para("inner"),),)))))
    places = (
        Callout("box", (), (para("First."), lists)),
        Callout("single", (), (para("Only."),)),
        Quote("deep", (para("Q."), lists, lists), ()),
    )
    document = sample()
    document = replace(
        document, blocks=(*document.blocks, Section("places", (Text("Places"),), places)), cover="page", description="What it is."
    )
    path = tmp_path_factory.mktemp("styles") / "pack.docx"
    render(replace(document, marking="RESTRICTED"), Theme(), path)
    assert problems(path) == []
    return WordFile(path)


def test_no_paragraph_has_formats_that_a_style_can_carry(everything: WordFile) -> None:
    assert list(direct(everything)) == []


def test_every_style_leads_to_one_of_all_packs(everything: WordFile) -> None:
    """A style that one file needs is based on the style that it differs from, so that a change of that reaches it."""
    styles = {each.get(f"{W}styleId"): each for each in everything.xml["word/styles.xml"].iter(f"{W}style")}
    made = [each for each in styles.values() if "pt" in each.find(f"{W}name").get(f"{W}val").split()]
    assert made
    assert all(each.find(f"{W}basedOn").get(f"{W}val") in styles for each in made)
    used = {each.get(f"{W}val") for each in everything.document.iter(f"{W}pStyle")}
    assert used <= styles.keys()


def test_running_heads_name_the_chapter_in_every_program(everything: WordFile) -> None:
    """Word finds the chapter of each page itself; another program shows the words that are kept, so each chapter has a head of its own."""
    heads = sorted((name for name in everything.xml if re.match(r"word/header\d", name)), key=lambda name: int(re.sub(r"\D", "", name)))
    words = ["".join(everything.xml[name].itertext()) for name in heads]
    titles = [plain(each.title) for each in sample().blocks if isinstance(each, Section) and each.opens_page]
    assert [each.partition("STYLEREF 1 ")[2] for each in words if "STYLEREF" in each] == ["", *titles, "Places"]
    named = [str(each.get(R_ID)) for each in everything.document.iter(f"{W}headerReference") if each.get(f"{W}type") == "default"]
    found = dict.fromkeys(each for each in named if each.startswith("rIdChapterHead"))
    assert list(found) == [f"rIdChapterHead{number}" for number in range(1, len(titles) + 2)]


def test_the_key_to_short_names_is_at_the_foot_of_first_pages(tmp_path: Path) -> None:
    """Of a pack without a title page, and of each chapter of one with a title page; no other page has it."""
    key, path = "BESA: the report of a centre · EE: a magazine on the region", tmp_path / "pack.docx"
    chapters = tuple(Section(name, (Text(name),), (para("Words."),)) for name in ("a", "b"))
    for cover, wanted in (("page", 2), ("block", 1)):
        render(Document("Title", chapters, "urn:uuid:1", key=key, cover=cover), Theme(), path)  # type: ignore[arg-type]
        file = WordFile(path)
        feet = {name: "".join(part.itertext()) for name, part in file.xml.items() if name.startswith("word/footer")}
        assert [name for name, words in feet.items() if key in words] == ["word/footer3.xml"]
        first = [each for each in file.document.iter(f"{W}sectPr") if each.find(f"{W}titlePg") is not None]
        assert len(first) == wanted
        assert all("rIdFirstFoot" in [ref.get(R_ID) for ref in each.iterfind(f"{W}footerReference")] for each in first)
        assert problems(path) == []


def test_a_long_contents_list_is_set_closer(tmp_path: Path) -> None:
    """So that it stays on its page with the key to short names below it."""
    path = tmp_path / "pack.docx"
    sizes = []
    for count in (10, 42):
        sections = tuple(Section(f"s{n}", (Text(f"Section {n}"),), (para("Words."),)) for n in range(count))
        render(
            Document("Title", (para("Short names: " + "a key to the names. " * 9), *sections), "urn:uuid:1", cover="page"), Theme(), path
        )
        (style,) = [each for each in WordFile(path).xml["word/styles.xml"].iter(f"{W}style") if each.get(f"{W}styleId") == "Toc1"]
        sizes.append(int(style.find(f"{W}pPr/{W}spacing").get(f"{W}before")))
    assert sizes[0] > sizes[1]


def test_text_beside_which_print_has_boxes_has_two_columns(tmp_path: Path) -> None:
    """Word has no room beside its text. With notes at the foot of its pages, it has one column."""
    path = tmp_path / "pack.docx"
    box = Callout("facts", (Text("Facts"),), (para("A fact."),), "margin")
    section = Section("land", (Text("Land"),), (box, para(prose(0, 9))))
    note = Note("n", "1", "foot", (Text("A note."),))
    for blocks, wanted in (((section,), {"1", "2"}), ((section, Paragraph((NoteMark("n", (Text("Words"),)),)), note), {"1"})):
        render(Document("Title", blocks, "urn:uuid:1", cover="block", contents_depth=0), Theme(), path)
        assert {each.get(f"{W}num") for each in WordFile(path).document.iter(f"{W}cols")} == wanted
        assert problems(path) == []


def test_boxes_hold_their_lists_and_terms(tmp_path: Path) -> None:
    """Each item has its own bullet where the text of the box begins, and a term looks as the box does; two boxes are two."""
    terms = Definitions((Definition("t", (Text("Gauge"),), (para("A board."),)),), "terms")
    box = Callout("a", (Text("Tip"),), (BulletList(((para("one"),), (para("two"),))), terms))
    other = Callout("b", (Text("Warning"),), (para("Warned."),))
    render(document(box, other), Theme(), tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        body, numbering = (etree.fromstring(package.read(f"word/{name}.xml")) for name in ("document", "numbering"))
    styles = {"".join(each.itertext()): each.find(f".//{w('pStyle')}").get(w("val")) for each in body.iter(w("p"))}
    assert styles["Gauge A board."].startswith("BoxText")
    (one,) = [each for each in body.iter(w("p")) if "".join(each.itertext()) == "one"]
    number = one.find(f".//{w('numId')}").get(w("val"))
    (instance,) = [each for each in numbering.iter(w("num")) if each.get(w("numId")) == number]
    assert int(instance.find(f".//{w('ind')}").get(w("left"))) == round(20 * (BOX_INDENT + LIST_STEP))
    order = ["".join(each.itertext()) for each in body.iter(w("p"))]
    assert order[order.index("Gauge A board.") + 1] == "", "nothing is between the boxes"

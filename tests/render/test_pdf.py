"""What the PDF renderer promises: pages that a printer can print, and a structure that a listener can follow."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, pairwise, product
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pypdf
import pypdfium2
import pytest

from briefing.document import (
    Block,
    Blocks,
    BulletList,
    Callout,
    Column,
    Definition,
    Definitions,
    Digest,
    Document,
    Emphasis,
    LineBreak,
    Note,
    NoteMark,
    PageBreak,
    Paragraph,
    Question,
    Quote,
    Reference,
    Section,
    Strong,
    Table,
    WritingSpace,
    notes,
)
from briefing.errors import BriefingError
from briefing.render.pdf import page_breaks, render
from briefing.render.pdf.block_setter import BlockSetter
from briefing.render.pdf.columns import column_width, everything, fill
from briefing.render.pdf.note_places import NoteText, Wish, arrange
from briefing.render.pdf.page_breaks import Page, PageMaker
from briefing.render.pdf.page_drafts import foot_height
from briefing.render.pdf.strips import NEVER, Strip
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import make_styles
from briefing.theme.font_files import characters
from briefing.theme.model import A4, LETTER, SPECTRAL, Paper, Theme, without_margin_notes
from tests.support.chance import Chance
from tests.support.drawn_sample import put_sample
from tests.support.pdf_structure import problems, read
from tests.support.places import SHIPPED
from tests.support.sample import KAZAKH, KYRGYZ, TAJIK, TURKMEN, UZBEK, document, para, prose, sample, t
from tests.support.variants import variants
from tests.support.words import bare, heard, spoken


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put_sample(tmp_path_factory.mktemp("pdf") / "sample.pdf")


def pages_of(pack: Document, theme: Theme) -> tuple[list[Page], PageMaker]:
    """Return a pack as laid-out pages, before they are drawn."""
    setter = BlockSetter(pack, theme, make_styles(theme), Element("Document"))
    setter.set()
    paper = theme.paper
    maker = PageMaker(setter.strips, paper.text_height, paper.measure, paper.margin, column_width(theme))
    return maker.pages(), maker


# ── the words ──


@pytest.mark.parametrize("cover", ["page", "block"])
def test_listener_hears_every_word_of_the_document_in_order(tmp_path: Path, cover: Any) -> None:
    """The text in the order of the structure tree is the document, letter by letter, with notes after their paragraphs."""
    pack = replace(sample(), cover=cover)
    put_sample(tmp_path / "a.pdf", cover=cover)
    assert bare(read(tmp_path / "a.pdf", skip=("TOC",))) == spoken(pack, tmp_path / "a.pdf")


def test_plain_extraction_gives_every_word(sample_file: Path) -> None:
    """A program that knows nothing of tags finds each word of the document whole, also those divided at the end of a line."""
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sample_file))
    words = re.findall(r"\w+", " ".join(heard(sample().blocks, dict.fromkeys(notes(sample()), ""))))
    assert {word for word in words if word not in text} == set()


def test_letters_of_central_asia_come_back(tmp_path: Path) -> None:
    """Every Kazakh, Kyrgyz, Tajik, Turkmen and Uzbek letter is shown and can be copied, in text and in sans faces."""
    letters = " ".join((KAZAKH, KYRGYZ, TAJIK, TURKMEN, UZBEK))
    table = Table("t", t("Letters"), (Column(t("A")), Column(t("B"))), ((t(letters), (Strong(t(letters)),)),))
    render(document(para(letters), para(Emphasis(t(letters))), table), Theme(), tmp_path / "a.pdf")
    assert problems(tmp_path / "a.pdf") == []
    assert bare(read(tmp_path / "a.pdf")).count(bare(letters)) == 4


def test_many_characters_of_one_face(tmp_path: Path) -> None:
    """A face may be used with more than 255 characters."""
    letters = [chr(code) for code in sorted(characters(SPECTRAL)) if 0x40 < code < 0x530 and chr(code).isalpha()]
    assert len(letters) > 400
    words = " ".join("".join(letters[at : at + 6]) for at in range(0, len(letters), 6))
    render(document(para(words)), Theme(), tmp_path / "a.pdf")
    assert problems(tmp_path / "a.pdf") == []
    assert bare(words) in bare(read(tmp_path / "a.pdf"))


def test_characters_that_one_family_lacks_come_from_the_other(tmp_path: Path) -> None:
    """Tenge sign, thin spaces, non-breaking hyphens: shown and read back as they were written."""
    words = "5\u202f000\u00a0₸, a\u2009b, non\u2011breaking ☐ → ½"
    table = Table("t", (), (Column(t("Sum ₸")),), ((t(words),),), row_heads=False)
    render(document(para(words), table), Theme(), tmp_path / "a.pdf")
    assert problems(tmp_path / "a.pdf") == []
    assert read(tmp_path / "a.pdf").count("non\u2011breaking") == 2


def test_character_that_no_face_has_is_an_error(tmp_path: Path) -> None:
    """The message names the character and the words around it; no file is written."""
    with pytest.raises(BriefingError, match=r"U\+4E2D, CJK UNIFIED IDEOGRAPH-4E2D.*the word 中 here"):
        render(document(para("This is the word 中 here.")), Theme(), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


# ── structure and file ──


@pytest.mark.parametrize(
    ("paper", "cover"),
    variants(product([A4, LETTER], ["page", "block"]), [(A4, "page")]),
    ids=["a4-page", "a4-block", "letter-page", "letter-block"],
)
def test_structure_is_what_pdf_ua_asks_for(tmp_path: Path, paper: Paper, cover: Any) -> None:
    """Nothing to find for two checkers, on both papers and with both kinds of cover."""
    path = put_sample(tmp_path / "a.pdf", Theme(paper=paper), cover=cover)
    assert problems(path) == []
    assert list(pdfua.validate(str(path)).findings) == []


@pytest.mark.slow
def test_same_bytes_whatever_the_hash_seed_and_the_time_zone(tmp_path: Path) -> None:
    """Two processes with another seed, zone and clock write the same file."""
    code = "import sys; from pathlib import Path; from tests.support.sample import sample; from briefing.render.pdf import render; "
    code += "from briefing.theme.model import Theme; render(sample(), Theme(), Path(sys.argv[1]))"
    files = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Almaty")):
        path = tmp_path / f"{seed}.pdf"
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(SHIPPED)}
        subprocess.run([sys.executable, "-c", code, str(path)], check=True, env=env)
        files.append(path.read_bytes())
    assert files[0] == files[1]


def test_metadata_say_what_the_document_says(sample_file: Path) -> None:
    """Title, language, date and subject are in the file."""
    reader = pypdf.PdfReader(sample_file)
    assert reader.metadata is not None
    assert reader.metadata.title == sample().title
    assert reader.metadata.get("/CreationDate") == "D:20261121000000+00'00'"
    root: Any = reader.trailer["/Root"]
    assert str(root["/Lang"]) == "en-GB"


def test_fonts_are_embedded_as_subsets(sample_file: Path) -> None:
    """Each face is there with only the glyphs that are shown."""
    with pikepdf.open(sample_file) as pdf:
        fonts = pdf.pages[2].obj.Resources.Font
        assert all(re.match(r"/[A-Z]{6}\+", str(font.BaseFont)) for font in fonts.values())
    assert sample_file.stat().st_size < 300_000


def test_signs_are_spoken_in_words_and_found_as_signs(sample_file: Path) -> None:
    """A listener hears what `[…]` means; who searches or copies the text gets the sign."""
    with pikepdf.open(sample_file) as pdf:
        spans: list[Any] = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Span"]
        assert [str(each.Alt) for each in spans if "/Alt" in each] == ["words left out"]
        assert not [each for each in spans if "/ActualText" in each]
    assert "a refusal […] costs" in " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(sample_file).pages).split())


# ── ways through the pack ──


def test_contents_list_leads_to_pages_that_it_names(sample_file: Path) -> None:
    """Each entry ends with the number of the page that its link leads to."""
    reader = pypdf.PdfReader(sample_file)
    annotations: Any = reader.pages[1]["/Annots"]
    links = [item.get_object() for item in annotations]
    assert len(links) > 10
    for link in links:
        place = reader.named_destinations[str(link["/Dest"])]
        number = reader.get_destination_page_number(place)
        assert number is not None
        assert str(link["/Contents"]).endswith(f", Page {number + 1}")


def test_bookmarks_nest_like_sections(sample_file: Path) -> None:
    """The outline of the file is that of the document."""
    outline = pypdf.PdfReader(sample_file).outline
    titles = [item.title for item in outline if not isinstance(item, list)]
    assert titles[:2] == ["How to read this pack", "Two passages and an account"]
    assert isinstance(outline[1], list)
    assert [item.title for item in outline[1] if not isinstance(item, list)] == ["Letters of five languages", "Long words and long names"]


def test_link_to_nowhere_is_a_bug(tmp_path: Path) -> None:
    """A reference to an id that no block has is never drawn."""
    with pytest.raises(AssertionError, match="nowhere-at-all"):
        render(document(para(Reference("nowhere-at-all", t("see there")))), Theme(), tmp_path / "a.pdf")


# ── pages ──


def _geometry(pages: list[Page], maker: PageMaker, theme: Theme) -> Iterator[str]:
    """Yield what is wrong with the places of things: overlaps, and what leaves its area."""
    height = theme.paper.height - theme.paper.top - theme.paper.bottom
    for number, page in enumerate(pages, 1):
        end = 0.0
        for strip, depth in page.strips:
            if depth < end - 0.01:
                yield f"page {number}: lines overlap"
            end = depth + strip.height
        if end + foot_height(page.feet, theme.paper.measure) > height + 0.05:
            yield f"page {number}: text runs into notes or off the page"
        wide = [(depth, depth + strip.height) for strip, depth in page.strips if strip.wide]
        wide += [(depth, depth + side.height) for side, depth in page.boxes]
        for (_, stop), (start, _) in pairwise(sorted(wide)):
            if stop > start + 0.01:
                yield f"page {number}: box on a box or a table"
        if any(stop > height + 0.01 for _, stop in wide):
            yield f"page {number}: box or table off the page"
        below = 0.0
        for wish in page.margin:
            bottom = wish.depth + wish.note.height(theme.paper.margin)
            if wish.depth < below - 0.01 or bottom > height + 0.01:
                yield f"page {number}: margin notes overlap or leave the page"
            if any(wish.depth < stop and bottom > start for start, stop in wide):
                yield f"page {number}: margin note on a table"
            below = bottom
        following = pages[number].strips[:1] if number < len(pages) else []
        if page.strips and page.strips[-1][0].heading and following and not following[0][0].new_page:
            yield f"page {number}: heading at the end"


def test_nothing_overlaps_and_nothing_leaves_its_place() -> None:
    """Lines, notes and tables keep clear of each other on every page of the sample."""
    for theme in (Theme(), Theme(paper=LETTER)):
        pages, maker = pages_of(sample(), theme)
        assert list(_geometry(pages, maker, theme)) == []


def test_notes_stand_on_the_page_of_their_mark() -> None:
    """However many notes there are, each is where its mark is: in the margin, or at the foot where that is full."""
    blocks: list[Block] = []
    for number in range(60):
        placement: Any = "margin" if number % 3 else "foot"
        blocks.append(para(prose(number, 1) + " ", NoteMark(f"n{number}", t("marked words")), "."))
        blocks.append(Note(f"n{number}", str(number), "Context", t(prose(number, 1 + number % 4)), placement))
    theme = Theme()
    pages, maker = pages_of(document(*blocks), theme)
    assert list(_geometry(pages, maker, theme)) == []
    for page in pages:
        marks = {note for strip, _ in page.strips for each in strip.lines for note in each.line.notes}
        assert {wish.note.id for wish in page.margin} | {note.id for note in page.feet} == marks


def test_note_longer_than_a_page_goes_on_at_the_next_foot(tmp_path: Path) -> None:
    """No note is lost, and no page is left out of the count."""
    long = Note("n", "1", "", t(prose(0, 400)), "foot")
    pack = document(para("Words.", NoteMark("n", ())), long, para("After."))
    render(pack, Theme(), tmp_path / "a.pdf")
    assert problems(tmp_path / "a.pdf") == []
    assert bare(read(tmp_path / "a.pdf")) == spoken(pack, tmp_path / "a.pdf")
    pages, maker = pages_of(pack, Theme())
    assert len(pages) > 3
    assert list(_geometry(pages, maker, Theme())) == []


def test_note_far_from_any_room_beside_the_text_goes_to_the_foot() -> None:
    """A table over the whole width leaves no room beside the passage above it; the foot is nearer than the margin below the table."""
    near, far = (Wish(NoteText(name, [[]], make_styles(Theme()).side, beside=True), 30) for name in ("near", "far"))
    assert [wish.note.id for wish in arrange([near], 150, 600, [(32, 100)]).placed] == ["near"]
    margin = arrange([far], 150, 600, [(32, 400)])
    assert (margin.placed, margin.left_over) == ([], [far.note])


def test_crowded_margin_notes_move_up_before_they_leave() -> None:
    """Notes at the end of a page are pushed up into free margin, but not far above their places; the rest is left over."""
    style = make_styles(Theme()).side

    class Fixed(NoteText):
        def height(self, width: float) -> float:  # noqa: ARG002
            return 100

    def wishes(*depths: float) -> list[Wish]:
        return [Wish(Fixed(str(n), [], style, beside=True), depth) for n, depth in enumerate(depths)]

    margin = arrange(wishes(90, 190, 290, 430), 116, 500, [])
    assert [round(wish.depth) for wish in margin.placed] == [88, 192, 296, 400]
    crowded = arrange(wishes(90, 430, 430, 430), 116, 500, [])
    assert [(wish.note.id, round(wish.depth)) for wish in crowded.placed] == [("0", 90), ("1", 400)]
    assert [note.id for note in crowded.left_over] == ["2", "3"]


FOLLOWERS: dict[str, Blocks] = {
    "paragraph": (para(prose(1, 4)),),
    "short paragraphs": tuple(para("One line.") for _ in range(5)),
    "list": (BulletList(tuple((para("A point."),) for _ in range(5))),),
    "table": (Table("t", t("Caption"), (Column(t("A")), Column(t("B"))), tuple((t("a"), t("b")) for _ in range(9))),),
    "box": (Callout("c", t("A box"), (para(prose(2, 4)),)),),
    "quote": (Quote("q", (para(prose(3, 4)),), t("Somebody")),),
    "digest": (Digest("d", (para(prose(3, 4)),), t("Somebody")),),
    "question": (Question("x", "1", (para(prose(3, 2)),)), WritingSpace(4, "Answer")),
    "facts": (Definitions(tuple(Definition(f"f{n}", t("Label"), (para("Value"),)) for n in range(5)), "facts"),),
}


@pytest.mark.parametrize("follower", variants(FOLLOWERS, list(FOLLOWERS)[::3]))
def test_heading_is_never_stranded(follower: str) -> None:
    """Wherever a heading falls, two lines or more of what follows stand under it on its page."""
    theme = Theme()
    for lines in range(34, 50):
        filler = tuple(para(*(("x", LineBreak()) * (lines - 1)), "x") for _ in range(1))
        pack = document(*filler, Section("s", t("A heading"), (Section("u", t("Under it"), FOLLOWERS[follower]),)))
        pages, maker = pages_of(pack, theme)
        assert list(_geometry(pages, maker, theme)) == []
        for page in pages:
            places = [number for number, (strip, _) in enumerate(page.strips) if strip.heading]
            if places:
                under = page.strips[places[-1] + 1 :]
                assert sum(strip.height for strip, _ in under) >= 2 * theme.note.leading, lines


def test_no_line_of_a_paragraph_is_left_alone() -> None:
    """Two lines at least stand together at the end and at the beginning of a page."""
    theme = Theme()
    for lines in range(18, 32):
        pages, _ = pages_of(document(*(para("One line.") for _ in range(lines)), *(para(prose(n, 5)) for n in range(6))), theme)
        counts = [Counter(id(strip.lines[0].line.spans[0][0].slot.element) for strip, _ in page.strips if strip.lines) for page in pages]
        for before, after in pairwise(counts):
            for paragraph in before.keys() & after.keys():
                assert before[paragraph] >= 2
                assert after[paragraph] >= 2


def test_box_stays_whole_where_it_can() -> None:
    """A box that fits on a page is not cut, unless the page would be left mostly empty."""
    theme = Theme()
    box = Callout("c", t("A box"), tuple(para(prose(n, 2)) for n in range(3)))
    for lines in range(10, 30):
        pages, _ = pages_of(document(*(para("One line.") for _ in range(lines)), box), theme)
        assert sum(any(strip.boxes for strip, _ in page.strips) for page in pages) == 1


def test_table_head_comes_again_on_each_page() -> None:
    """A long table shows its head at the top of every page that it goes on to; rows stay whole."""
    rows = tuple((t(str(n)), t(prose(n, 1))) for n in range(120))
    pages, _ = pages_of(document(Table("t", t("Long"), (Column(t("No."), 0.2), Column(t("Text"))), rows)), Theme())
    assert len(pages) > 2
    assert [page.repeated is not None for page in pages] == [False] + [True] * (len(pages) - 1)


def test_row_taller_than_a_page_is_cut(tmp_path: Path) -> None:
    """A cell may hold more than a page; nothing is lost."""
    pack = document(Table("t", (), (Column(t("A")), Column(t("B"))), ((t("a"), t(prose(0, 120))), (t("c"), t("d")))))
    render(pack, Theme(), tmp_path / "a.pdf")
    assert problems(tmp_path / "a.pdf") == []
    assert bare(read(tmp_path / "a.pdf")) == spoken(pack, tmp_path / "a.pdf")


def test_chapters_begin_pages_only_after_a_title_page() -> None:
    """With a title page each chapter opens a page; in a brief they run on."""
    chapters = tuple(Section(f"s{n}", t(f"Chapter {n}"), (para(prose(n, 2)),)) for n in range(4))
    assert len(pages_of(document(*chapters, cover="page"), Theme())[0]) == 4
    assert len(pages_of(document(*chapters, cover="block"), Theme())[0]) == 1


def test_empty_pack_and_empty_parts_are_drawn(tmp_path: Path) -> None:
    """Empty cells, captions, labels and sections are no reason to fail."""
    table = Table("t", (), (Column(()), Column(t("B"))), (((), ()), (t("a"), ())))
    blocks = (
        Section("s", t("Empty"), ()),
        Section("u", t("Parts"), (table, Question("q", "", ()), Quote("w", (para("Words."),), ()), WritingSpace(1, "Answer"), PageBreak())),
    )
    for name, pack in (("a", document()), ("b", document(*blocks)), ("c", document(*blocks, cover="page", contents_depth=3))):
        render(pack, Theme(), tmp_path / f"{name}.pdf")
        assert problems(tmp_path / f"{name}.pdf") == []


def _facts(count: int) -> Definitions:
    return Definitions(tuple(Definition(f"f{n}", t(f"Label {n}"), (para(prose(n, 1)),)) for n in range(count)), "facts")


@pytest.mark.slow
def test_box_for_the_margin_stands_beside_what_follows(tmp_path: Path) -> None:
    """Its top is that of the next line; notes keep clear of it; it is on the page of that line, and read in its place."""
    theme = Theme()
    for lines in range(0, 42, 3):
        noted = para(prose(1, 2), NoteMark("n", t("words")))
        text: Blocks = (noted, Note("n", "1", "Context", t(prose(2, 2))), *(para(prose(n, 4)) for n in range(8)))
        box = Callout("c", t("A box"), (_facts(6),), "margin")
        pack = document(*(para("One line.") for _ in range(lines)), Section("s", t("A heading"), (box, *text)))
        pages, maker = pages_of(pack, theme)
        assert list(_geometry(pages, maker, theme)) == []
        found = [(page, side, depth) for page in pages for side, depth in page.boxes]
        assert len(found) == 1
        page, side, depth = found[0]
        beside = next(at for strip, at in page.strips if strip.side is side)
        assert 0 <= depth - beside < theme.body.leading
        render(pack, theme, tmp_path / "a.pdf")
        assert problems(tmp_path / "a.pdf") == []
        assert bare(read(tmp_path / "a.pdf")) == spoken(pack, tmp_path / "a.pdf")


BOXES: dict[str, Blocks] = {
    "too tall": (Callout("c", t("A box"), (_facts(60),), "margin"), para("Text.")),
    "beside a wide table": (
        Callout("c", t("A box"), (_facts(6),), "margin"),
        Table("t", t("Wide"), tuple(Column(t(c)) for c in "abcde"), (tuple(t(c) for c in "abcde"),)),
    ),
    "beside another": (
        Callout("c", t("A box"), (_facts(6),), "margin"),
        Callout("d", t("A box"), (para("Words."),), "margin"),
        para("Text."),
    ),
    "with nothing after it": (Callout("c", t("A box"), (para("Words."),), "margin"),),
    "with a note": (Callout("c", t("A box"), (para(NoteMark("n", t("w"))), Note("n", "1", "", t("A note."))), "margin"), para("Text.")),
}


@pytest.mark.parametrize("kind", BOXES)
def test_box_that_no_margin_can_hold_stands_in_the_column(tmp_path: Path, kind: str) -> None:
    """Nothing is lost, said twice or set over something else."""
    pack, theme = document(Section("s", t("A heading"), BOXES[kind]), para("After.")), Theme()
    pages, maker = pages_of(pack, theme)
    assert any(strip.boxes for page in pages for strip, _ in page.strips)
    assert list(_geometry(pages, maker, theme)) == []
    render(pack, theme, tmp_path / "a.pdf")
    assert problems(tmp_path / "a.pdf") == []
    assert bare(read(tmp_path / "a.pdf")) == spoken(pack, tmp_path / "a.pdf")


@pytest.mark.parametrize("count", [1, 5, 30, 90])
def test_glossary_stands_in_two_columns_and_is_read_down_the_first(tmp_path: Path, count: int) -> None:
    """Columns are read one after the other; the last are about as long as each other; the contents list finds headings in them."""
    items = tuple(Definition(f"d{n}", t(f"Term {n}"), (para(prose(n, 1 + n % 3)),)) for n in range(count))
    inner = Section("u", t("A letter"), (Definitions(items[count // 2 :]),))
    pack = document(Section("s", t("Glossary"), (Definitions(items[: count // 2]), inner), "glossary"), cover="page", contents_depth=2)
    render(pack, Theme(), tmp_path / "a.pdf")
    assert problems(tmp_path / "a.pdf") == []
    assert bare(read(tmp_path / "a.pdf", skip=("TOC",))) == spoken(pack, tmp_path / "a.pdf")
    pages, maker = pages_of(pack, Theme())
    assert list(_geometry(pages, maker, Theme())) == []
    assert sum(bool(strip.within) for page in pages for strip, _ in page.strips) == len(pages) - 1
    if count == 30:
        last = pages[-1].strips[-1][0]
        assert last.height < 0.65 * sum(strip.height + strip.space for strip in last.within)


def _questions(count: int, room: int = 0) -> Section:
    asked = (Question(f"q{n}", f"{n + 1}", (para(prose(n, 2)),), t("Analyse")) for n in range(count))
    blocks: Blocks = tuple(each for question in asked for each in ((question, WritingSpace(room, "Answer")) if room else (question,)))
    return Section("q", t("Questions"), blocks, "questions")


@pytest.mark.parametrize("lines", [3, 12, 24, 36])
def test_questions_without_room_to_write_stay_on_one_page_in_two_columns(tmp_path: Path, lines: int) -> None:
    """Whatever stands above them; a page before them may end early for it."""
    pack = document(*(para("Line.") for _ in range(lines)), _questions(10))
    pages, maker = pages_of(pack, Theme())
    assert list(_geometry(pages, maker, Theme())) == []
    (columns,) = (strip for page in pages for strip, _ in page.strips if strip.within)
    assert sum(len(strip.places) for strip in columns.within) == 10
    render(pack, Theme(), tmp_path / "a.pdf")
    assert problems(tmp_path / "a.pdf") == []
    assert bare(read(tmp_path / "a.pdf")) == spoken(pack, tmp_path / "a.pdf")


def test_more_questions_than_a_page_holds_leave_none_empty() -> None:
    """They begin where the text before them ends."""
    pages, _ = pages_of(document(*(para("Line.") for _ in range(12)), _questions(40)), Theme())
    assert pages[0].strips[-1][0].within


@pytest.mark.parametrize(("paper", "end"), [(A4, A4.left + A4.measure), (without_margin_notes(A4), A4.width - A4.side)])
def test_questions_with_room_to_write_have_the_whole_column(tmp_path: Path, paper: Paper, end: float) -> None:
    """Lines to write on are as long as those of the text, and reach the edge of the page where nothing can stand beside them."""
    pack, theme = document(_questions(3, room=4)), Theme(paper=paper)
    pages, _ = pages_of(pack, theme)
    assert not any(strip.within for page in pages for strip, _ in page.strips)
    render(pack, theme, tmp_path / "a.pdf")
    contents = pypdf.PdfReader(tmp_path / "a.pdf").pages[0].get_contents()
    assert contents is not None
    ends = re.findall(r"0\.5 w \S+ \S+ m (\S+) \S+ l S", contents.get_data().decode("latin-1"))
    assert Counter(round(float(each)) for each in ends)[round(end)] >= 12


@pytest.mark.parametrize("lines", range(30, 48))
def test_words_on_the_pack_itself_are_set_small_and_never_alone(lines: int) -> None:
    """In two columns under a small heading, with a part of what stands before them."""
    theme = Theme()
    imprint = Section("i", t("About this pack"), (para(prose(1, 4)),), "colophon")
    pages, _ = pages_of(document(Section("c", t("Chapter"), tuple(para(prose(n, 1)) for n in range(lines))), imprint, cover="page"), theme)
    *before, head, text = (strip for strip, _ in pages[-1].strips)
    assert head.height == theme.headings[2].leading
    assert len([strip for strip in text.within if strip.height == theme.small.leading]) >= 6
    assert len(before) >= 2 or len(before[0].within) >= 2


@pytest.mark.parametrize("length", [14, 18, 24, 30])
def test_sections_with_a_tall_box_beside_them_begin_pages(length: int) -> None:
    """All of them, not only those that the room on the page before is too small for."""
    facts = Definitions(tuple(Definition(f"f{n}", t(f"Fact {n}"), (para(prose(n, 1)),)) for n in range(9)), "facts")
    parts = tuple(
        Section(
            f"s{n}",
            t(f"Part {n}"),
            (Callout(f"b{n}", t("Facts"), (facts,), "margin"), *(para(prose(m, 2)) for m in range(length)), _note(n)),
        )
        for n in range(4)
    )
    pages, _ = pages_of(document(Section("c", t("Chapter"), parts), cover="page"), Theme())
    assert [len(page.boxes) for page in pages if page.boxes] == [1, 1, 1, 1]
    assert all(depth < 84 for page in pages[1:] for _, depth in page.boxes)


@pytest.mark.parametrize("entries", range(60, 72))
def test_columns_leave_no_few_lines_to_the_next_page(entries: int) -> None:
    """A page that goes on with an entry or two of a glossary goes on with more."""
    items = tuple(Definition(f"d{n}", t(f"Term {n}"), (para(prose(n, 1)),)) for n in range(entries))
    pages, _ = pages_of(document(Section("s", t("Glossary"), (Definitions(items),), "glossary"), para("After.")), Theme())
    for page in pages[1:]:
        (columns,) = (strip for strip, _ in page.strips if strip.within)
        assert sum(strip.height + strip.space for strip in columns.within) > 130


@pytest.mark.parametrize(("paragraphs", "height"), [((4,), 48), ((3,), 36), ((6, 6), 72), ((5, 7), 84), ((8, 5), 96), ((30,), 180)])
def test_last_columns_end_between_paragraphs_where_that_costs_little(paragraphs: tuple[int, ...], height: float) -> None:
    """Four lines are not made into two columns of two; a long paragraph is still shared out evenly."""
    strips = [
        Strip(12, space=5 if line == 0 and number else 0, penalty=NEVER if line in (1, count - 1) else 0, in_columns=True)
        for number, count in enumerate(paragraphs)
        for line in range(count)
    ]
    filled = fill(strips, 0, len(strips), 600, 200)
    assert filled is not None
    assert filled.stop == len(strips)
    assert filled.strip.within == strips
    assert filled.strip.height == height


def test_small_print_below_a_table_stays_with_it() -> None:
    """Wherever the table stands on the page."""
    theme = Theme()
    table = Table("t", t("Caption"), (Column(t("A")), Column(t("B"))), ((t("a"), t("b")), (t("c"), t("d"))))
    remarks = tuple(Paragraph(t(prose(n, 1)), "small") for n in range(3))
    for lines in range(1, 50, 2):
        rest = (para("Rest.") for _ in range(40))
        pages, _ = pages_of(document(*(para("Line.") for _ in range(lines)), table, *remarks, *rest), theme)
        (page,) = (page for page in pages if any("t" in strip.places for strip, _ in page.strips))
        assert sum(strip.height == theme.small.leading for strip, _ in page.strips) >= len(remarks)
        assert all(strip.height != theme.small.leading for other in pages if other is not page for strip, _ in other.strips)


def test_short_passage_is_never_cut() -> None:
    """A digest or quotation of up to 14 lines stands on one page, with its heading; its notes are beside it or at its foot."""
    theme = Theme()
    passages = tuple(
        Section(f"s{n}", t(f"Passage {n}"), (Digest(f"d{n}", (para(prose(n, 4), NoteMark(f"n{n}", t("w"))),), t("Source")), _note(n)))
        for n in range(24)
    )
    pages, maker = pages_of(document(Section("c", t("Chapter"), passages)), theme)
    assert list(_geometry(pages, maker, theme)) == []
    for page in pages[1:]:
        assert page.strips[0][0].heading
    for page in pages:
        marks = {note for strip, _ in page.strips for each in strip.lines for note in each.line.notes}
        assert {wish.note.id for wish in page.margin} | {note.id for note in page.feet} == marks


def test_longer_passage_is_cut_only_where_much_of_a_page_would_stay_empty() -> None:
    """One of 21 lines moves to the next page rather than that a few of its lines do."""
    quote = Quote("q", tuple(para(prose(n, 4)) for n in range(3)), t("Source"))
    for above in range(24, 29):
        pages, _ = pages_of(document(*(para("Line.") for _ in range(above)), quote, *(para("Rest.") for _ in range(30))), Theme())
        lines = [sum(bool(each.lines) and each.lines[0].left > A4.left for each, _ in page.strips) for page in pages]
        assert sum(count > 0 for count in lines) == 1, (above, lines)


def _note(number: int) -> Note:
    return Note(f"n{number}", "a", "Context", t(prose(number, 2)))


@pytest.mark.parametrize("step", variants([1, 4], [4]))
def test_chapter_does_not_end_with_a_few_lines_on_a_page(step: int) -> None:
    """Pages before are loosened or tightened so that five lines or more stand on the last."""
    for lines in range(30, 60, step):
        chapter = Section("c", t("Chapter"), tuple(para(prose(n, 1)) for n in range(lines)))
        for theme in (Theme(), Theme(paper=replace(A4, gutter=0, margin=0))):  # in two columns, and in one
            pages, _ = pages_of(document(chapter, cover="page"), theme)
            if len(pages) > 1:
                assert sum(bool(strip.lines) for strip in everything([strip for strip, _ in pages[-1].strips])) >= 5


@pytest.mark.slow
def test_word_without_an_end_is_broken_in_a_moment(tmp_path: Path) -> None:
    """Five thousand letters: the ways to divide them are bounded, and no letter is lost."""
    letters = "abcdefghij" * 500
    start = time.process_time()
    render(document(para(letters)), Theme(), tmp_path / "a.pdf")
    assert time.process_time() - start < 15
    assert letters in bare(read(tmp_path / "a.pdf"))


def test_no_break_space_holds_words_together_and_stretches() -> None:
    """No line begins or ends at it, and in a justified line it is as wide as the other spaces."""
    words = " ".join(f"(Author {n}, \u00b6\u00a0{n})".replace(", ", ",\u00a0") for n in range(1900, 2000))
    pages, _ = pages_of(document(para(words)), Theme())
    strips = [strip for page in pages for strip, _ in page.strips if strip.height == Theme().body.leading]
    lines = [each.line for strip in strips for each in strip.lines]
    assert len(lines) > 20
    for line in lines[:-1]:
        assert line.tokens[0].text != "\u00a0" != line.tokens[-1].text
        spaces = sum(token.text in (" ", "\u00a0") for token in line.tokens)
        natural = sum(token.width for token in line.tokens)
        assert line.width == pytest.approx(natural + spaces * line.extra)
        assert line.width == pytest.approx(A4.measure, abs=6)


def test_note_leads_back_to_its_mark(sample_file: Path) -> None:
    """The mark before a note is a link to the mark in the text."""
    reader = pypdf.PdfReader(sample_file)
    asked = {str(item.get_object().get("/Dest")) for page in reader.pages for item in page.get("/Annots", [])}
    assert {f"mark of {name}" for name in notes(sample())} <= asked
    assert {name for name in asked if name.startswith("mark of")} <= set(reader.named_destinations)


def test_heading_of_two_lines_is_balanced() -> None:
    """No word stands alone under a long line."""
    pages, _ = pages_of(
        document(Section("s", t("Central Asia and the long war of all of its many and various neighbours"), (para("Text."),))), Theme()
    )
    widths = [strip.lines[0].line.width for strip, _ in pages[0].strips if strip.lines][1:3]
    assert min(widths) > 0.6 * max(widths)


def test_heading_that_needs_two_lines_is_parted_after_its_colon() -> None:
    """By sense before evenness, where both parts fit."""
    pages, _ = pages_of(document(Section("s", t("Session 1: Between Moscow and a long war"), (para("Text."), _note(1)))), Theme())
    lines = [strip.lines[0].line for strip, _ in pages[0].strips if strip.lines][1:3]
    assert ["".join(token.text for token in line.tokens) for line in lines] == [
        "Session 1:",
        "Between Moscow and a long war",
    ]


@pytest.mark.parametrize(("entries", "pages"), [(30, 1), (40, 1), (64, 2)])
def test_contents_list_that_is_a_little_longer_than_a_page_is_set_closer(tmp_path: Path, entries: int, pages: int) -> None:
    """With half of a page more it goes on on a second page."""
    sections = (Section(f"s{each}", t(f"Section {each}"), (para("Words."),)) for each in range(entries))
    render(replace(document(*sections), cover="page", contents_depth=1), Theme(), tmp_path / "a.pdf")
    assert len(pypdf.PdfReader(tmp_path / "a.pdf").pages) == 1 + pages + entries


# ── random packs ──


QUICK = ((2, "student"),)
"""The pack that is small enough for a plain `pytest`."""
WHOLE_SEARCHES = (2, 5, 6)
"""The packs whose pages are sought in all ways, too."""


@pytest.mark.parametrize(
    ("seed", "edition"), variants([*zip(range(8), cycle(("student", "teacher"))), (8, "columns"), (9, "columns")], QUICK)
)
def test_random_packs_are_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, edition: str) -> None:
    """Whatever is put into whatever: structure sound, every word read back in order, nothing overlaps."""
    chance = Chance(seed)
    pack = chance.pack() if edition == "student" else chance.teacher_pack() if edition == "teacher" else chance.columned_pack()
    paper = (A4, LETTER)[seed % 2]
    theme = Theme(paper=without_margin_notes(paper, is_filled=True) if pack.columns > 1 else paper)
    cut: list[tuple[list[Page], PageMaker]] = []
    pages = PageMaker.pages

    def noted(maker: PageMaker) -> list[Page]:
        cut.append((pages(maker), maker))
        return cut[-1][0]

    monkeypatch.setattr(PageMaker, "pages", noted)
    render(pack, theme, tmp_path / "a.pdf")
    assert problems(tmp_path / "a.pdf") == []
    assert bare(read(tmp_path / "a.pdf", skip=("TOC",))) == spoken(pack, tmp_path / "a.pdf")
    assert [found for each in cut for found in _geometry(*each, theme)] == []
    if seed in WHOLE_SEARCHES:
        monkeypatch.setattr(page_breaks, "ROUNDING", math.inf)
        for found, maker in [*cut]:
            assert _breaks(found) == _breaks(maker.pages()), "the page that would win was not looked at"


@pytest.mark.parametrize("placement", ["foot", "margin"])
def test_pages_are_those_of_the_whole_search(monkeypatch: pytest.MonkeyPatch, placement: Any) -> None:
    """Ways that promise little are left, and the pages are those that following all ways would give."""
    chapters = []
    for number in range(12):
        blocks: list[Block] = [para(prose(10 * number + each, 2 + each % 5)) for each in range(9 + number)]
        blocks[1:1] = [para("Words.", NoteMark(f"n{number}", t("marked"))), Note(f"n{number}", "1", "", t(prose(number, 2)), placement)]
        chapters.append(Section(f"s{number}", t("Chapter"), tuple(blocks)))
    followed: list[int] = []
    onward = PageMaker._onward

    def noted(maker: PageMaker, start: int) -> Any:
        followed.append(start)
        return onward(maker, start)

    monkeypatch.setattr(PageMaker, "_onward", noted)
    found, maker = pages_of(replace(document(*chapters), cover="page"), Theme())
    count = len(followed)
    monkeypatch.setattr(page_breaks, "ROUNDING", math.inf)
    assert _breaks(found) == _breaks(maker.pages())
    assert len(found) > 2 * len(chapters)
    assert placement == "margin" or count < len(followed) - count


def _breaks(pages: list[Page]) -> list[Any]:
    """Return what stands where on each page."""
    return [
        (
            [(tuple(map(id, strip.within)) or id(strip), depth) for strip, depth in page.strips],
            [(note.id, note.skip, note.limit) for note in page.feet],
            [(wish.note.id, wish.depth) for wish in page.margin],
            [(id(box), depth) for box, depth in page.boxes],
        )
        for page in pages
    ]

"""Packs that are printed on both sides and bound: mirrored pages, more white at the bound edge, chapters on right-hand pages."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from briefing.check.files import inspection, problems
from briefing.document import Document, Note, NoteMark, Section
from briefing.document.units import MILLIMETRE
from briefing.render import pdf, renderer
from briefing.render.docx.wml import w
from briefing.render.pdf.page_views import PageViews
from briefing.theme.model import A4, LETTER, LOOSE, Binding, Finish, Theme, finished, without_margin_notes
from tests.support.chance import Chance
from tests.support.pdf_structure import problems as broken
from tests.support.sample import para, prose, t

GUTTER = 8 * MILLIMETRE
BOUND = finished(Theme(paper=A4, binding=Binding(GUTTER, double=True, recto=True)), Finish())


class Kept(dict[str, bytes]):
    """A memory."""

    put = dict.__setitem__


def build(pack: Document, theme: Theme, memory: Kept | None = None) -> bytes:
    """Return the PDF of a pack."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        pdf.render(pack, theme, path, memory=memory)
        return path.read_bytes()


def pictures(file: bytes) -> list[bytes]:
    """Return what each page of a PDF looks like."""
    return [bytes(page.render(scale=0.5).buffer) for page in pypdfium2.PdfDocument(file)]


def chapter(number: int, paragraphs: int) -> Section:
    noted = para(prose(number, 6), NoteMark(f"note-{number}", t("here")))
    note = Note(f"note-{number}", "a", "Context", t("Beside the text."), "margin")
    return Section(f"s{number}", t(f"Part {number}"), (noted, note, *(para(prose(each, 7)) for each in range(paragraphs))))


PACK = Document("A pack", (chapter(1, 2), chapter(2, 12), chapter(3, 1)), "urn:uuid:0", foot="Desk 7", marking="RESTRICTED")


def lefts(file: bytes, words: str) -> dict[int, float]:
    """Return how far from the left edge of the sheet words begin, by the number of their page."""
    found = {}
    for number, page in enumerate(pypdfium2.PdfDocument(file), 1):
        text = page.get_textpage()
        place = text.search(words).get_next()
        if place:
            found[number] = text.get_charbox(place[0])[0]
    return found


def test_left_hand_pages_mirror_right_hand_pages() -> None:
    """Text, notes and page numbers change their sides; at the bound edge, there is more white."""
    file, paper = build(PACK, BOUND), BOUND.paper
    notes, feet = lefts(file, "Beside the text"), lefts(file, "Desk 7")
    right_edge = paper.width - paper.left
    assert [number % 2 for number in notes] == [1, 1, 1]  # chapters begin on the right, and notes are beside their first lines
    assert all(left > paper.left + paper.measure for left in notes.values())
    for number, left in feet.items():
        is_left = number % 2 == 0
        assert (left > paper.width / 2) == is_left, "the foot is at the bound edge, and the page number at the outer one"
    text = lefts(file, "The")
    assert min(left for number, left in text.items() if number % 2) >= A4.left + GUTTER - 1
    assert max(left for number, left in text.items() if number % 2 == 0) < right_edge
    assert paper.measure == pytest.approx(A4.measure - GUTTER)


def test_chapters_begin_on_right_hand_pages(tmp_path: Path) -> None:
    """Empty pages are counted, have the marking and nothing else, and the file keeps all rules."""
    path = tmp_path / "a.pdf"
    path.write_bytes(build(PACK, BOUND))
    assert broken(path) == []
    assert [str(each) for each in problems(inspection.check(path.read_bytes(), path.name), path.name)] == []
    texts = [page.get_textpage().get_text_range().split() for page in pypdfium2.PdfDocument(path)]
    assert [number for number, words in enumerate(texts, 1) if words == ["RESTRICTED"]] == [2, 4, 6]
    assert {int(number) for name, number in pdf.places(PACK, BOUND).items() if name in ("s1", "s2", "s3")} == {5, 7, 11}
    assert [page.label for page in pdf.pages(PACK, BOUND)] == [str(number) for number in range(1, 12)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [105, 106, 111])
def test_random_packs_are_bound_without_a_fault(tmp_path: Path, seed: int) -> None:
    """Leaves for the teacher have backs, so that pages of the text keep their sides and numbers; and each page alone is that page."""
    pack = Chance(seed).teacher_pack() if seed % 2 else Chance(seed).pack()
    paper = (A4, LETTER)[seed % 2] if seed % 4 < 2 else without_margin_notes(A4)
    theme = finished(Theme(paper=paper, binding=Binding(GUTTER, double=True, recto=True)), Finish(large_print=seed % 5 == 0))
    path = tmp_path / "a.pdf"
    path.write_bytes(build(pack, theme))
    assert broken(path) == []
    numbered = [(int(page.label), at) for at, page in enumerate(pdf.pages(pack, theme), 1) if page.label.isdecimal()]
    assert all(number % 2 == at % 2 for number, at in numbered)
    shown = PageViews().view(pack, theme, page=str(numbered[-1][0]))
    assert shown is not None
    assert pictures(shown.pdf) == [pictures(path.read_bytes())[numbered[-1][1] - 1]]


def test_chapters_that_were_drawn_before_come_on_their_side() -> None:
    """A chapter that moves to the other side is drawn again."""
    kept = Kept()
    theme = finished(Theme(binding=Binding(double=True)), Finish())
    for chapters in ([1, 2], [2], [1]):
        pack = Document("A pack", tuple(chapter(each, each * 4) for each in chapters), "urn:uuid:0")
        assert build(pack, theme, memory=kept) == build(pack, theme)
    assert kept


def test_word_mirrors_its_pages_and_its_contents_list_knows_the_empty_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    renderer("docx").render(PACK, BOUND, path)
    with zipfile.ZipFile(path) as file:
        body, settings = (etree.fromstring(file.read(f"word/{name}.xml")) for name in ("document", "settings"))
    assert settings.find(w("mirrorMargins")) is not None
    assert settings.find(w("evenAndOddHeaders")) is not None
    sections = list(body.iter(w("sectPr")))
    assert [each.find(w("type")).get(w("val")) for each in sections] == ["oddPage"] * 5
    assert {each.find(w("pgMar")).get(w("gutter")) for each in sections} == {str(round(GUTTER * 20))}
    entries = [["".join(each.itertext(w("t"))) for each in body.iter(w("hyperlink"))][number] for number in range(3)]
    assert entries == ["Part 15", "Part 27", "Part 311"]


def test_handouts_are_loose_sheets() -> None:
    theme = Theme(binding=Binding(GUTTER, double=True))
    assert finished(theme, Finish(bound=False)).paper == Theme().paper
    assert finished(Theme(), Finish()).paper.binding == LOOSE

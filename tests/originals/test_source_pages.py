"""Pages of PDFs for packs that print them: upright, cut, with the paragraph of each text, and nothing that nobody asked for."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from briefing.errors import BriefingError
from briefing.originals import source_pages
from briefing.originals.readers.pdf_reading import read_pdf
from briefing.originals.readers.result import cleaned
from briefing.originals.source_pages import ReadPage
from tests.support import source_pdfs
from tests.support.source_pdfs import ALL, AS_PICTURES
from tests.support.variants import variants

FIRST = "The ferrymen of the Sarn kept the first gauge, and wrote its height into a book each morning."
SECOND = "Nobody had asked them to. The book has ninety years, and the commission has none of its own before that."


def read(data: bytes, folder: Path, pages: tuple[int, ...] = (1,)) -> list[ReadPage]:
    path = folder / "source.pdf"
    path.write_bytes(data)
    return source_pages.read(path, "source.pdf", pages, cleaned(read_pdf(data)).paragraphs)


def content(page: ReadPage) -> list[tuple[int, bytes]]:
    """Return what is drawn within the marks, with the paragraph that it belongs to."""
    return [(target, piece.split(b"EMC")[0]) for target, piece in zip(page.targets, page.pieces[1:], strict=True)]


@pytest.mark.parametrize("name", variants(sorted(ALL), ("plain", "hostile", "unembedded", "in-a-form", "pictures")))
def test_every_page_has_its_words_in_their_paragraphs(name: str, tmp_path: Path) -> None:
    (page,) = read(ALL[name](), tmp_path)
    assert [(part.paragraph, part.text.split(" (")[0].rstrip(".")) for part in page.parts] == [(1, FIRST[:-1]), (2, SECOND[:-1])]
    assert bool(page.picture) == (name in AS_PICTURES) == bool(page.reason)
    if page.pieces:
        assert {0, 1} <= set(page.targets)
        assert all(b"Tj" in code or b"TJ" in code for target, code in content(page) if target >= 0)
        joined = b"".join(page.pieces)
        assert joined.count(b"EMC") == len(page.targets)
        assert joined.split().count(b"q") == joined.split().count(b"Q")
        assert joined.split().count(b"BT") == joined.split().count(b"ET")
        assert b"MCID" not in joined


def test_pages_are_upright_and_cut_to_what_is_on_them(tmp_path: Path) -> None:
    (plain,) = read(source_pdfs.pages(), tmp_path)
    (turned,) = read(source_pdfs.turned(90), tmp_path)
    assert (round(plain.width), round(plain.height)) == (round(turned.height), round(turned.width))
    assert plain.width < 260
    assert turned.matrix[:4] == (0, -1, 1, 0)


def test_facing_pages_keep_their_lines_in_place(tmp_path: Path) -> None:
    def draw(canvas: object) -> None:
        if canvas.getPageNumber() == 3:  # type: ignore[attr-defined]
            canvas.drawString(40, 90, "A line far below")  # type: ignore[attr-defined]

    first, second, third = read(source_pdfs.pages([source_pdfs.SMALL] * 3, draw=draw), tmp_path, (1, 2, 3))
    assert first.height == third.height > second.height


def test_words_outside_of_the_crop_box_are_left_out(tmp_path: Path) -> None:
    (page,) = read(source_pdfs.cropped(), tmp_path)
    shown = sum(code.count(b"Tj") + code.count(b"TJ") for _, code in content(page))
    assert shown == len([line for line in source_pdfs.LINES if line])


def test_nothing_of_a_hostile_file_is_taken_over_but_what_is_drawn(tmp_path: Path) -> None:
    (page,) = read(source_pdfs.hostile(), tmp_path)
    assert not any(b"planted" in each for each in page.pieces)
    with pikepdf.open(io.BytesIO(page.resources)) as file:
        assert set(file.pages[0].obj.Resources.keys()) == {"/Font"}
        assert set(file.Root.keys()) == {"/Type", "/Pages"}
        assert b"planted" not in page.resources


def test_what_letters_mean_is_said_alike_on_every_page(tmp_path: Path) -> None:
    data = source_pdfs.pages([source_pdfs.SMALL] * 2)
    first, second = read(data, tmp_path, (1, 2))
    found = []
    for page in (first, second):
        with pikepdf.open(io.BytesIO(page.resources)) as file:
            (font,) = (each for each in file.pages[0].obj.Resources.Font.values() if "/FontDescriptor" in each)
            found.append(font.ToUnicode.read_bytes())
    assert found[0] == found[1]
    assert found[0].count(b"\n<") == 256


def test_a_paragraph_on_two_pages_has_whole_words_on_each(tmp_path: Path) -> None:
    lines = ("The commission of the Sarn met for nine years, and what it had to de-",)
    more = ("cide was always the same question.",)
    data = source_pdfs.pages([source_pdfs.SMALL], lines=lines)
    with pikepdf.open(io.BytesIO(data)) as file, pikepdf.open(io.BytesIO(source_pdfs.pages(lines=more))) as other:
        file.pages.append(other.pages[0])
        file.save(made := io.BytesIO())
    first, second = read(made.getvalue(), tmp_path, (1, 2))
    assert " ".join([first.parts[0].text, second.parts[0].text]).startswith(
        "The commission of the Sarn met for nine years, and what it had to decide was always"
    )
    assert (first.parts[0].begins, second.parts[0].begins) == (True, False)


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    data = source_pdfs.with_pictures()
    assert read(data, tmp_path) == read(data, tmp_path)


def test_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="this PDF has 1 page, and none with the number 4"):
        read(source_pdfs.pages(), tmp_path, (4,))

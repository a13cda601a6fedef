"""Texts in the margins of PDFs: they are no part of the sentences beside them, and they are told."""

from __future__ import annotations

import pytest

from briefing.originals.readers.pdf_beside import BESIDE
from briefing.originals.readers.pdf_reading import read_pdf
from briefing.originals.readers.result import Reading
from tests.support.pdf_pages import MORE, TEXT, THIRD, At, drawn, set_in

WORD = "Commented [AB1]: Please look at this number again, for it is too large for one year."


def page(left: float) -> list[list[At]]:
    """Return three paragraphs of a page that has a wide margin."""
    found = [set_in(TEXT, left, 740, 330)]
    for text in (MORE, THIRD):
        found.append(set_in(text, left, found[-1][-1].y - 24, 330))
    return found


def read(body: list[list[At]], *beside: list[At]) -> Reading:
    every = [line for lines in (*body, *beside) for line in lines]
    return read_pdf(drawn(sorted(every, key=lambda line: -line.y)))


@pytest.mark.parametrize("size", [7, 10])
@pytest.mark.parametrize("shift", [0, 3])
@pytest.mark.parametrize(("left", "margin"), [(60, 430), (200, 60)], ids=["right", "left"])
def test_remark_of_a_reader_comes_after_the_paragraph_beside_it(size: float, shift: float, left: float, margin: float) -> None:
    """Also if it stands on one line with the text, in letters as large."""
    body = page(left)
    found = read(body, set_in("Who says so?", margin, body[1][1].y - shift, 120, size=size))
    assert found.paragraphs == (TEXT, MORE, "Who says so?", THIRD)
    assert found.doubts == ((3, BESIDE),)
    assert "put 1 text of the margin beside its paragraph, the first on page 1: “Who says so?”" in found.notices


@pytest.mark.parametrize(
    "words", [WORD, WORD.replace("Commented", "Kommentiert"), "Deleted: the keeper of the lower gauge", "Formatted: Font: Bold"]
)
@pytest.mark.parametrize(("left", "margin"), [(60, 430), (200, 60)], ids=["right", "left"])
def test_remarks_that_word_drew_are_left_out(words: str, left: float, margin: float) -> None:
    body = page(left)
    found = read(body, *(set_in(words, margin, body[number][1].y - 2, 130, size=7) for number in (0, 2)))
    assert found.paragraphs == (TEXT, MORE, THIRD)
    begin = " ".join(words.split()[:8]) + (" …" if len(words.split()) > 8 else "")
    assert f"left out 2 remarks that a program drew beside the text, the first on page 1: “{begin}”" in found.notices


def test_two_remarks_of_word_below_each_other_are_two() -> None:
    body = page(60)
    found = read(body, set_in(WORD, 430, body[0][1].y, 130, size=7), set_in("Commented [CD2]: No.", 430, body[0][1].y - 33.6, 130, size=7))
    assert found.paragraphs == (TEXT, MORE, THIRD)
    assert any(notice.startswith("left out 2 remarks") for notice in found.notices)


def test_side_heading_comes_before_its_paragraph() -> None:
    """Acts have such headings."""
    body = page(200)
    found = read(body, set_in("Books of the two towns", 60, body[1][0].y, 90, size=8))
    assert found.paragraphs == (TEXT, "Books of the two towns", MORE, THIRD)


def test_note_in_the_margin_of_a_paragraph_that_goes_on_over_the_page_comes_after_it() -> None:
    first, second = TEXT[: TEXT.index("and the keepers")].strip(), TEXT[TEXT.index("and the keepers") :]
    body = [set_in(MORE, 60, 740, 330), set_in(THIRD, 60, 640, 330), set_in(first, 60, 540, 330)]
    above = [*(line for lines in body for line in lines), At(430, 528, "Gauges", size=8)]
    found = read_pdf(drawn(above, set_in(second, 60, 740, 330)))
    assert found.paragraphs == (MORE, THIRD, TEXT, "Gauges")


def test_amounts_beside_their_words_stay_in_their_rows() -> None:
    rows = [
        f"Work on the {part} of the lock and the bridge, in all the days of the year" for part in ("gate", "wheel", "wall", "roof", "sill")
    ]
    page = [
        each for number, row in enumerate(rows) for each in (At(60, 700 - 12 * number, row), At(430, 700 - 12 * number, f"{number}2.50"))
    ]
    assert read_pdf(drawn(page)).paragraphs == tuple(f"{row} {number}2.50" for number, row in enumerate(rows))


def test_short_column_of_an_article_is_no_margin() -> None:
    """The last page has few lines on the right. Its columns are those of the page before."""
    texts = (f"{TEXT} {MORE} {THIRD}", f"{MORE} {TEXT} {THIRD}")
    pages = [
        [*set_in(texts[0], 60, 740, 220), *set_in(right, 310, 740, 220)]
        for right in (texts[1], "It was so. And nobody asked the keepers who had closed the gate.")
    ]
    found = read_pdf(drawn(*pages))
    assert not any("margin" in notice for notice in found.notices)
    assert found.paragraphs[-1].endswith("who had closed the gate.")

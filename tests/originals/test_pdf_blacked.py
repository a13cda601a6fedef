"""Words of PDFs that are blacked out: paragraphs stay whole, the boxes are shown, and what is below them is not read."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

import pikepdf
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from briefing.originals.readers.pdf_grid import MOST_NEAR, Grid
from briefing.originals.readers.pdf_reading import read_pdf
from tests.support.pdf_pages import MORE, TEXT, At, drawn, set_in

LINES = set_in(f"{TEXT} {MORE}", 72, 700, 300)
WHOLE = f"{TEXT} {MORE}"


def _box(canvas: Canvas, left: float, bottom: float, right: float, top: float, *, grey: float = 0) -> None:
    canvas.setFillGray(grey)
    canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
    canvas.setFillGray(0)


def _place(number: int, words: str) -> tuple[float, float, float, float]:
    """Return the place of words in a line."""
    line = LINES[number]
    left = line.x + stringWidth(line.words[: line.words.index(words)], line.face, line.size)
    return left, line.y - 2.5, left + stringWidth(words, line.face, line.size), line.y + 8


def _without(number: int, words: str) -> list[At]:
    """Return the lines without some words of one of them: what is before them and behind them stays at its place."""
    line = LINES[number]
    before, _, after = line.words.partition(words)
    parts = [At(line.x, line.y, before.rstrip()), At(_place(number, words)[2], line.y, after)]
    return [*LINES[:number], *(part for part in parts if part.words.strip()), *LINES[number + 1 :]]


def _word(number: int, place: int) -> str:
    return LINES[number].words.split()[place]


@pytest.mark.parametrize("place", [3, 0, -1], ids=["within a line", "at its beginning", "at its end"])
def test_a_paragraph_with_a_blacked_out_word_is_whole(place: int) -> None:
    word = _word(2, place)
    reading = read_pdf(drawn(_without(2, word), change=lambda canvas: _box(canvas, *_place(2, word))))
    assert reading.paragraphs == (WHOLE.replace(LINES[2].words, LINES[2].words.replace(word, "█", 1)),)
    assert "words are blacked out at 1 place, the first on page 1: each is written as █" in reading.notices
    assert reading.doubts == ((1, "words are blacked out in it, and each place is written as █"),)


def test_words_below_a_black_box_are_not_read() -> None:
    word = _word(1, 4)
    reading = read_pdf(drawn(LINES, change=lambda canvas: _box(canvas, *_place(1, word))))
    assert reading.paragraphs == (WHOLE.replace(LINES[1].words, LINES[1].words.replace(word, "█")),)
    assert f"1 word that the file hides is left out: “{word}”" in reading.notices


def test_words_below_a_white_box_are_not_read() -> None:
    last = LINES[-1]
    reading = read_pdf(drawn(LINES, change=lambda canvas: _box(canvas, 70, last.y - 3, 380, last.y + 9, grey=1)))
    assert reading.paragraphs == (WHOLE.removesuffix(last.words).rstrip(),)


def test_words_below_a_black_square_of_a_reader_are_not_read() -> None:
    word = _word(1, 4)
    with pikepdf.open(io.BytesIO(drawn(LINES))) as pdf:
        square = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=list(_place(1, word)), IC=[0, 0, 0], C=[0, 0, 0], F=4
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(square)])
        out = io.BytesIO()
        pdf.save(out)
    assert read_pdf(out.getvalue()).paragraphs == (WHOLE.replace(LINES[1].words, LINES[1].words.replace(word, "█")),)


def test_a_line_that_is_blacked_out_is_one_sign() -> None:
    kept = [line for number, line in enumerate(LINES) if number != 3]
    reading = read_pdf(drawn(kept, change=lambda canvas: _box(canvas, 72, LINES[3].y - 2.5, 370, LINES[3].y + 8)))
    assert reading.paragraphs == (WHOLE.replace(LINES[3].words, "█"),)


def test_a_box_over_several_lines_is_a_sign_in_each() -> None:
    first, second = (_word(number, 4) for number in (2, 3))
    left = min(_place(2, first)[0], _place(3, second)[0])
    right = max(_place(2, first)[2], _place(3, second)[2])
    reading = read_pdf(drawn(LINES, change=lambda canvas: _box(canvas, left - 1, LINES[3].y - 2.5, right + 1, LINES[2].y + 8)))
    assert len(reading.paragraphs) == 1
    assert reading.paragraphs[0].count("█") == 2


def _highlight(canvas: Canvas) -> None:
    left, bottom, right, top = _place(1, _word(1, 4))
    canvas.setFillColorRGB(1, 1, 0, alpha=0.4)
    canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)


def _head(canvas: Canvas) -> None:
    _box(canvas, 60, LINES[-1].y - 44, 380, LINES[-1].y - 26)
    canvas.setFillGray(1)
    canvas.drawString(72, LINES[-1].y - 40, "Gauge readings in the dry months")
    canvas.setFillGray(0)


def _bars(canvas: Canvas) -> None:
    for number in range(4):
        _box(canvas, 130, 300 - 30 * number, 200 + 20 * number, 315 - 30 * number)
        canvas.drawString(72, 304 - 30 * number, f"Gauge {number}")


@pytest.mark.parametrize(
    ("change", "more"),
    [(_highlight, ""), (_head, "Gauge readings in the dry months"), (_bars, "Gauge 0")],
    ids=["marked words", "white words on black", "bars of a chart"],
)
def test_other_shapes_black_nothing_out(change: Callable[[Canvas], None], more: str) -> None:
    reading = read_pdf(drawn(LINES, change=partial(change)))
    assert reading.paragraphs[0] == WHOLE
    assert more in " ".join(reading.paragraphs)
    assert "█" not in " ".join(reading.paragraphs)


@pytest.mark.parametrize("grey", [0, 0.6, 1], ids=["black", "grey", "white"])
@pytest.mark.parametrize(
    "part",
    [(0.55, 0, 1, 1), (0, 0, 0.34, 1), (0, 0, 1, 0.52), (0, 0.52, 1, 1.2)],
    ids=["the end", "the beginning", "the lower half", "the upper half"],
)
def test_a_word_that_is_covered_in_part_is_read_and_told(part: tuple[float, float, float, float], grey: float) -> None:
    word = max(LINES[2].words.split(), key=len)
    left, bottom, right, top = _place(2, word)
    wide, high = right - left, top - bottom
    box = (left + part[0] * wide, bottom + part[1] * high, left + part[2] * wide, bottom + part[3] * high)
    reading = read_pdf(drawn(LINES, change=lambda canvas: _box(canvas, *box, grey=grey)))
    assert reading.paragraphs[0].replace("█", " ").split() == WHOLE.split()
    assert (1, "something that is drawn over the page covers words of it in part") in reading.doubts
    assert f"1 word is covered in part by what is drawn over the page, the first (“{word}”) on page 1" in reading.notices


@pytest.mark.parametrize("part", [(0, -0.4, 1, 0.14), (0, 0, 0.02, 1), (1.02, 0, 1.15, 1)], ids=["below", "a hair", "between words"])
def test_a_word_that_nothing_covers_is_not_told(part: tuple[float, float, float, float]) -> None:
    word = _word(2, 3)
    left, bottom, right, top = _place(2, word)
    wide, high = right - left, top - bottom
    box = (left + part[0] * wide, bottom + part[1] * high, left + part[2] * wide, bottom + part[3] * high)
    reading = read_pdf(drawn(LINES, change=lambda canvas: _box(canvas, *box, grey=1)))
    assert reading.paragraphs == (WHOLE,)
    assert not reading.doubts


def test_a_page_with_too_many_boxes_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparing thousands of boxes with thousands of words, or drawing them, would take minutes."""
    for name, most in (("_CROWDED", 0), ("_LAYERS", 0)):
        with monkeypatch.context() as patch:
            patch.setattr(f"briefing.originals.readers.pdf_blacked.{name}", most)
            reading = read_pdf(drawn(LINES, change=lambda canvas: _box(canvas, *_place(1, _word(1, 4)))))
        assert (1, "the page has so many boxes that words may be hidden or blacked out without a sign") in reading.doubts
        assert "page 1 has so many boxes that words may be hidden or blacked out without a sign" in reading.notices


def test_a_box_is_found_among_those_near_a_word() -> None:
    """Only the last of many boxes are looked at, and these come first."""
    every = [(number, (0.0, 90.0, 0.0, 90.0)) for number in range(1_000)]
    grid = Grid([*every, (-1, (500.0, 510.0, 700.0, 710.0))], 800)
    assert [number for number, _ in grid.near(505, 705)] == [-1]
    assert [number for number, _ in grid.near(10, 10)] == list(range(999, 999 - MOST_NEAR, -1))

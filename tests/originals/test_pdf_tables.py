"""Tables of PDFs whose cells are divided by rules are read row by row, and a row cell by cell."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from briefing.originals.readers.pdf_reading import read_pdf
from tests.support.pdf_pages import MORE, TEXT, At, drawn, set_in

XS = (72, 200, 340, 500)


def _read(cells: Sequence[At], ys: Sequence[float], *, uprights: Sequence[float] = XS, boxes: bool = False) -> tuple[str, ...]:
    """Return the paragraphs of a table with a text above it and one below it."""

    def rule(canvas: Canvas) -> None:
        for y in () if boxes else ys:
            canvas.line(XS[0], y, XS[-1], y)
        for x in () if boxes else uprights:
            canvas.line(x, ys[0], x, ys[-1])
        for high, low in itertools.pairwise(ys) if boxes else ():
            for left, right in itertools.pairwise(uprights):
                canvas.rect(left, low, right - left, high - low)

    above, below = set_in(TEXT, 72, 780, 430), set_in(MORE, 72, ys[-1] - 30, 430)
    found = read_pdf(drawn([*above, *cells, *below], change=rule)).paragraphs
    assert (found[0], found[-1]) == (TEXT, MORE)
    return found[1:-1]


def _cells(rows: Sequence[Sequence[str]], ys: Sequence[float]) -> list[At]:
    """Return the cells of a table, drawn column by column."""
    return [
        At(XS[column] + 4, ys[number] - 11 - 12 * line, words)
        for column in range(3)
        for number, row in enumerate(rows)
        for line, words in enumerate(row[column].split("|"))
    ]


@pytest.mark.parametrize("boxes", [False, True], ids=["rules", "a box for each cell"])
def test_rows_with_words_as_long_as_their_cells(boxes: bool) -> None:
    rows = [(f"Keeper of the gauge {n}", f"The upper town, lock {n}", f"Closed for some months {n}") for n in range(8)]
    ys = [700 - 15 * number for number in range(9)]
    assert _read(_cells(rows, ys), ys, boxes=boxes) == tuple(" ".join(row) for row in rows)


def test_cells_with_several_lines_are_paragraphs() -> None:
    rows = [("Town", "Answer", "Year"), ("The upper town", "Its keeper was ill, so|that no number was|written down.", "1911")]
    rows += [("The lower town|and its mills", "None.", "1912")]
    ys = [700, 684, 640, 610]
    expected = ("Town Answer Year", "The upper town", "Its keeper was ill, so that no number was written down.", "1911")
    assert _read(_cells(rows, ys), ys) == (*expected, "The lower town and its mills", "None.", "1912")


def test_lines_below_each_other_in_all_cells_are_rows() -> None:
    """Not every row has a rule below it."""
    rows = [("Lock 1|Lock 2", "Open|Closed", "1911|1912"), ("Lock 3|Lock 4", "Closed|Open", "1913|1914")]
    ys = [700, 674, 648]
    assert _read(_cells(rows, ys), ys) == ("Lock 1 Open 1911", "Lock 2 Closed 1912", "Lock 3 Closed 1913", "Lock 4 Open 1914")


def test_a_table_with_level_rules_alone_is_no_text_in_columns() -> None:
    rows = [(f"Keeper of the gauge {n}", f"The upper town of lock {n}", f"Closed for some months {n}") for n in range(8)]
    ys = [700 - 15 * number for number in range(9)]
    assert _read(_cells(rows, ys), ys, uprights=()) == tuple(" ".join(row) for row in rows)


def test_a_cell_that_goes_over_two_rows_comes_before_them() -> None:
    cells = [At(76, 680, "Both towns"), At(204, 689, "Lock 1"), At(344, 689, "1911"), At(204, 674, "Lock 2"), At(344, 674, "1912")]

    def rule(canvas: Canvas) -> None:
        for x in XS:
            canvas.line(x, 700, x, 640)
        for y in (700, 670, 655, 640):
            canvas.line(72, y, 500, y)
        canvas.line(200, 685, 500, 685)

    rest = [
        At(76, 659, "The mills"),
        At(204, 659, "Lock 3"),
        At(344, 659, "1913"),
        At(76, 644, "All"),
        At(204, 644, "None"),
        At(344, 644, "1914"),
    ]
    found = read_pdf(drawn([*cells, *rest, *set_in(TEXT, 72, 600, 430)], change=rule)).paragraphs
    assert found[:-1] == ("Both towns", "Lock 1 1911", "Lock 2 1912", "The mills Lock 3 1913", "All None 1914")


def test_columns_in_a_frame_are_columns() -> None:
    left, right = set_in(f"{TEXT} {MORE}", 80, 690, 200), set_in(f"{MORE} {TEXT}", 310, 690, 200)

    def rule(canvas: Canvas) -> None:
        canvas.rect(72, 400, 450, 310)
        canvas.line(295, 400, 295, 710)

    assert read_pdf(drawn([*left, *right], change=rule)).paragraphs == (f"{TEXT} {MORE}", f"{MORE} {TEXT}")

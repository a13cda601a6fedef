"""The layouts of PDFs: columns, heads, line numbers, large initials, tables, turned pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from briefing.originals.readers.pdf_reading import read_pdf
from tests.support.pdf_pages import MORE, TEXT, THIRD, At, after, broken, drawn, set_in


def paragraphs(*pages: Sequence[At]) -> tuple[str, ...]:
    return read_pdf(drawn(*pages)).paragraphs


def in_columns(texts: Sequence[str], xs: Sequence[float], width: float, *, by_row: bool) -> list[At]:
    """Return texts in columns, drawn column by column or row by row."""
    columns = [set_in(text, x, 700, width) for text, x in zip(texts, xs, strict=True)]
    if not by_row:
        return [line for column in columns for line in column]
    return [column[row] for row in range(max(map(len, columns))) for column in columns if row < len(column)]


@pytest.mark.parametrize("by_row", [True, False])
@pytest.mark.parametrize("texts", [(TEXT + " " + MORE, THIRD), (THIRD, MORE + " " + TEXT)], ids=["left is longer", "right is longer"])
def test_columns_are_read_one_after_the_other(texts: tuple[str, str], by_row: bool) -> None:
    """However the file draws them, and however long they are."""
    assert paragraphs(in_columns(texts, (50, 310), 235, by_row=by_row)) == texts


def test_line_that_is_too_long_for_its_column_is_no_line_of_the_other_one() -> None:
    """One line reaches over the space between the columns. The words beside it begin where its column does."""
    left, right = set_in(f"{TEXT} {MORE} {TEXT}", 60, 740, 220), set_in(f"{THIRD} {TEXT} {MORE} {THIRD}", 300, 740, 220)
    last = left[-1].y - 12
    wide = At(60, last, "The keepers of the gauge: it was read again in the summer.")
    assert 294 < 60 + stringWidth(wide.words, "Times-Roman", 10) < 299
    assert any(line.y == last for line in right)
    assert any(line.y == last - 12 for line in right)
    found = paragraphs([*left, wide, *right])
    assert found == (f"{TEXT} {MORE} {TEXT}", wide.words, f"{THIRD} {TEXT} {MORE} {THIRD}")


def by_word(lines: Sequence[At]) -> list[At]:
    """Return lines word by word, as some programs draw them."""
    found: list[At] = []
    for line in lines:
        parts = line.words.split()
        found += [
            At(line.x + stringWidth(" ".join([*parts[:number], ""]), line.face, line.size), line.y, part)
            for number, part in enumerate(parts)
        ]
    return found


@pytest.mark.parametrize("shift", [0, 0.5])
def test_words_that_are_drawn_twice_are_read_once(shift: float) -> None:
    """Some programs make them bold or give them a shadow so. A word that comes twice stays."""
    page = by_word(set_in(f"{TEXT} They had had had enough.", 80, 740, 430))
    again = [At(word.x + shift, word.y, word.words) for word in page]
    assert paragraphs([*page, *again]) == (f"{TEXT} They had had had enough.",)


def test_name_of_a_field_is_not_joined_to_a_line_further_down() -> None:
    """Rows of a table are between them."""
    rows = [At(x, 680 - 14 * number, words) for number in range(3) for x, words in ((100, f"Field {number}:"), (300, "Not known"))]
    page = [*set_in(TEXT, 80, 760, 430), At(80, 694, "Place of work"), *rows, At(100, 638, "organisation:"), *set_in(MORE, 80, 600, 430)]
    assert "Place of work" in paragraphs(page)


@pytest.mark.parametrize("by_row", [True, False])
def test_three_columns(by_row: bool) -> None:
    """A newsletter."""
    texts = (TEXT, MORE, THIRD)
    assert paragraphs(in_columns(texts, (40, 215, 390), 155, by_row=by_row)) == texts


def test_a_heading_across_both_columns_divides_them() -> None:
    """What is above it is read first."""
    upper = in_columns((TEXT, MORE), (50, 310), 235, by_row=True)
    lower = [At(line.x, line.y - 250, line.words) for line in in_columns((THIRD, TEXT), (50, 310), 235, by_row=True)]
    heading = At(150, 490, "The second part of the report of the commission", 14, "Times-Bold")
    assert paragraphs([*upper, heading, *lower]) == (TEXT, MORE, heading.words, THIRD, TEXT)


def test_a_table_is_read_row_by_row() -> None:
    """Its columns are no columns of text. What it interrupts is whole, and the table comes after it."""
    rows = [("Work", "Country", "Moved"), ("Aswan", "Egypt", "50,000"), ("Merowe", "Sudan", "60,000"), ("Roseires", "Sudan", "110,000")]
    cells = [At(x, 600 - 12 * number, cell, 9) for number, row in enumerate(rows) for x, cell in zip((90, 250, 400), row, strict=True)]
    lines = broken(TEXT, 430)
    above = [At(80, 700 - 12 * number, line) for number, line in enumerate(lines[:2])]
    below = [At(80, 520 - 12 * number, line) for number, line in enumerate(lines[2:])]
    caption = At(80, 625, "Table 1. People moved", 9, "Times-Bold")
    assert paragraphs([*above, caption, *cells, *below]) == (TEXT, caption.words, *(" ".join(row) for row in rows))


def test_a_listing_within_a_sentence_comes_after_it() -> None:
    """It is known by its typeface."""
    lines = broken(TEXT, 235)
    code = [At(50, 120 - 12 * number, row, 10, "Courier") for number, row in enumerate(("open gauge {", "  read level", "}"))]
    left = [At(50, 168 - 12 * number, line) for number, line in enumerate(lines[:4])]
    right = [At(310, 400 - 12 * number, line) for number, line in enumerate(lines[4:])]
    found = paragraphs([*set_in(MORE, 50, 400, 235), *left, *code, *right, *set_in(THIRD, 310, 300, 235)])
    assert found[:3] == (MORE, TEXT, "open gauge { read level")
    assert found[-1] == THIRD


def test_entries_of_a_chronology_are_paragraphs_of_their_own() -> None:
    """Each begins with its date, also where the entry before it fills its line."""
    entries = [
        "1991 – The commission of both towns met for the first time by the bridge",
        "1993 – A gauge with two locks was built below the mill, and read by two",
        "men in turn",
        "1998–2004 – Nobody met, as the gauge was under the ice in all these years",
    ]
    page = [*set_in(TEXT, 80, 740, 330), *(At(80, 660 - 12 * number, entry) for number, entry in enumerate(entries))]
    assert paragraphs(page)[-3:] == (entries[0], f"{entries[1]} {entries[2]}", entries[3])


def test_headings_are_paragraphs_of_their_own() -> None:
    """Even where no space is left around them."""
    page = [*set_in(TEXT, 80, 700, 430), At(80, 652, "2. Filling as policy", 10, "Times-Bold"), *set_in(MORE, 80, 640, 430)]
    assert paragraphs(page) == (TEXT, "2. Filling as policy", MORE)


# ── heads and feet ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def book(heads: Sequence[str], feet: Sequence[str]) -> list[list[At]]:
    texts = (TEXT, MORE, THIRD, TEXT, MORE, THIRD)
    return [
        [At(80, 800, head, 8, "Times-Italic"), *set_in(text, 80, 740, 430), *set_in(text, 80, 200, 430), At(290, 40, foot, 8)]
        for head, foot, text in zip(heads, feet, texts, strict=False)
    ]


HEADS = {
    "the same": (["The Review of Waters"] * 4, ["1", "2", "3", "4"]),
    "left and right": (["OKELLO 12", "13 THE RIVER", "OKELLO 14", "15 THE RIVER"], ["© 2019 The Press"] * 4),
    "two in italics": (["", "Almaz Tadesse", "Water and words", "Almaz T. Tadesse"], ["", "", "", ""]),
    "chapters": (["1. The bridge", "1. The bridge", "2. The gauge", "3. The lock"], ["– 7 –", "– 8 –", "– 9 –", "– 10 –"]),
}


@pytest.mark.parametrize(("heads", "feet"), HEADS.values(), ids=HEADS)
def test_running_heads_and_feet_are_left_out_and_told(heads: list[str], feet: list[str]) -> None:
    """They are known by their place and by what repeats."""
    reading = read_pdf(drawn(*book(heads, feet)))
    text = "\n".join(reading.paragraphs)
    assert not [each for each in (*heads, *feet) if each and each in text.splitlines()]
    assert any(re.match(r"left out \d+ lines of page headers and footers, the first on page \d: “", each) for each in reading.notices)
    assert text.count(TEXT) == 4


def test_a_sentence_of_the_text_that_comes_again_is_kept() -> None:
    """It is where the text of other pages is."""
    again = "The gauge shall not be opened by one keeper alone."
    pages = [
        [*set_in(text, 80, 740, 430), At(80, y, again)] for text, y in ((TEXT, 640), (MORE, 640), (THIRD * 3, 500), (TEXT + MORE, 560))
    ]
    assert sum(again in each for each in paragraphs(*pages)) == 4


def test_the_last_line_of_the_notes_is_no_foot() -> None:
    """It is at the same place on all pages, and may end without a full stop."""
    ends = ["in the books of Roe", "as told by Ada Doe", "at example.org/water"]
    pages = [
        [*set_in(TEXT, 80, 740, 430), At(80, 70, f"{number} See what was written there of that day", 8), At(80, 60, end, 8)]
        for number, end in enumerate(ends, 1)
    ]
    assert paragraphs(*pages)[-3:] == tuple(f"See what was written there of that day {end}" for end in ends)


def test_numbered_lines_of_a_program_beside_a_column_of_text_are_kept() -> None:
    """The sentences that go on are in the other column."""
    code = ["for each gauge", "if it is open", "close the gauge", "write its number", "end", "end"]
    left = [part for number, row in enumerate(code, 1) for part in (At(50, 712 - 12 * number, str(number)), At(70, 712 - 12 * number, row))]
    found = paragraphs([*left, *set_in(f"{TEXT} {MORE}", 310, 700, 235)])
    assert "1 for each gauge" in " ".join(found)
    assert f"{TEXT} {MORE}" in found


def test_the_first_line_of_a_note_is_no_foot_with_a_page_number() -> None:
    """Notes are numbered as pages are."""
    pages = [
        [*set_in(TEXT, 80, 740, 430), At(80, 60, f"{number} See the harbour book of that year, at its end.", 8)] for number in (1, 2, 3)
    ]
    assert sum("See the harbour book" in each for each in paragraphs(*pages)) == 3


# ── line numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def numbered(x: float, step: int, *, anew: bool) -> list[list[At]]:
    """Return two pages with numbers beside their lines."""
    pages: list[list[At]] = []
    number = 0
    for text in (f"{TEXT} {MORE} {THIRD} {TEXT} {MORE} {THIRD}", f"{MORE} {THIRD} {TEXT}"):
        number = 0 if anew else number
        page: list[At] = []
        for line in set_in(text, 100, 740, 380, pitch=2):
            number += 1
            page += [At(x, line.y, str(number))] if number % step == 0 else []
            page.append(line)
        pages.append(page)
    return pages


@pytest.mark.parametrize("anew", [True, False])
@pytest.mark.parametrize(
    ("x", "step"), [(60, 1), (520, 1), (60, 5), (520, 5)], ids=["left", "right", "left, every fifth", "right, every fifth"]
)
def test_line_numbers_are_left_out_and_told(x: float, step: int, anew: bool) -> None:
    """As courts and parliaments print them."""
    reading = read_pdf(drawn(*numbered(x, step, anew=anew)))
    assert reading.paragraphs == (f"{TEXT} {MORE} {THIRD} {TEXT} {MORE} {THIRD}", f"{MORE} {THIRD} {TEXT}")
    assert any("numbers of lines beside the text, the first on page 1" in each for each in reading.notices)


def test_numbers_of_a_list_and_of_a_table_are_kept() -> None:
    """They rise, too, but no sentence goes on beside them."""
    rows = ["Aswan was built first", "Merowe came later", "Roseires was raised", "Jebel Aulia is old", "Sennar is older", "Girba is small"]
    page = [
        part for number, row in enumerate(rows, 1) for part in (At(80, 700 - 14 * number, str(number)), At(110, 700 - 14 * number, row))
    ]
    assert " ".join(paragraphs([*set_in(TEXT, 80, 740, 430), *page])) == f"{TEXT} " + " ".join(
        f"{n} {row}" for n, row in enumerate(rows, 1)
    )


# ── initials, turned pages, hyphens ──────────────────────────────────────────────────────────────────────────────────────────────────


def with_initial(text: str, letters: str, height: int) -> list[At]:
    """Return a paragraph with a large initial as high as some lines."""
    size = 12 * height / 0.75
    wide = size * (0.75 if len(letters) == 1 else 1.15)
    first = broken(text.removeprefix(letters).strip(), 430 - wide)[:height]
    rest = text.removeprefix(letters).strip()[len(" ".join(first)) :].strip()
    lines = [At(80 + wide, 700 - 12 * number, line) for number, line in enumerate(first)]
    return [At(80, 700 - 12 * (height - 1), letters, size), *lines, *set_in(rest, 80, 700 - 12 * height, 430)]


@pytest.mark.parametrize("height", [2, 3])
@pytest.mark.parametrize(("text", "letters"), [(TEXT, "T"), (f"“{TEXT}”", "“T"), (THIRD + " The third report was long.", "A")])
def test_a_large_initial_belongs_to_its_word(text: str, letters: str, height: int) -> None:
    """An A may be a word of its own: the rest of the text shows it."""
    assert paragraphs(with_initial(text, letters, height)) == (text,)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages_are_read(degrees: int) -> None:
    """A table that lies on its side, or a page that was scanned upside down."""

    def turned(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        canvas.translate(297, 421)
        canvas.rotate(degrees)
        for line in set_in(TEXT, -200, 100, 400):
            canvas.drawString(line.x, line.y, line.words)

    assert read_pdf(drawn([], change=turned)).paragraphs == (TEXT,)


def test_words_aslant_are_read_after_the_text_of_their_page() -> None:
    """Such as the labels of a chart."""

    def labelled(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 9)
        canvas.translate(200, 200)
        canvas.rotate(45)
        canvas.drawString(0, 0, "Minimum of mammals in March")

    assert read_pdf(drawn(set_in(TEXT, 80, 740, 430), change=labelled)).paragraphs == (TEXT, "Minimum of mammals in March")


def test_watermarks_and_stamps_in_the_margin_are_left_out_and_told() -> None:
    """They are turned otherwise than the text."""

    def stamped(canvas: Canvas) -> None:
        for x, y, degrees, size, words in ((30, 300, 90, 12, "Archive 1234.5678"), (150, 300, 45, 60, "DRAFT")):
            canvas.saveState()
            canvas.setFont("Times-Roman", size)
            canvas.translate(x, y)
            canvas.rotate(degrees)
            canvas.drawString(0, 0, words)
            canvas.restoreState()

    reading = read_pdf(drawn(set_in(TEXT, 80, 740, 430), set_in(MORE, 80, 740, 430), change=stamped))
    assert reading.paragraphs == (TEXT, MORE)
    (notice,) = [each for each in reading.notices if "across or beside the pages" in each]
    assert notice.startswith("left out 4 lines across or beside the pages, the first on page 1: ")
    assert "DRAFT" in notice
    assert "Archive" in notice


HYPHENS = {
    "divided": (["the two com-", "missions met"], "the two commissions met"),
    "compound": (["a well-", "known keeper"], "a well-known keeper"),
    "shown elsewhere": (["a border-", "town, and the border-town was small"], "a border-town, and the border-town was small"),
    "capital": (["the Kazantsev-", "Vaisman report"], "the Kazantsev-Vaisman report"),
    "range": (["in the years 1960-", "1970 it was"], "in the years 1960-1970 it was"),
    "several": (["a state-of-the-", "art gauge of state"], "a state-of-the-art gauge of state"),
    "capital within": (["the RiverKeep-", "Er, as RiverKeepEr calls itself"], "the RiverKeepEr, as RiverKeepEr calls itself"),
    "capitals": (["DISPLACE-", "MENT AND WATER"], "DISPLACEMENT AND WATER"),
}


@pytest.mark.parametrize(("lines", "expected"), HYPHENS.values(), ids=HYPHENS)
def test_hyphens_at_the_ends_of_lines(lines: list[str], expected: str) -> None:
    """Compound words keep theirs, also where the text has them only once."""
    body = ["The commissions of both towns had been un-", "decided for long, and so the undecided com-", "missions met."]
    page = [At(80, 700 - 12 * number, line) for number, line in enumerate(body)]
    page += [At(80, 600 - 12 * number, line) for number, line in enumerate(lines)]
    assert paragraphs(page)[-1] == expected


def test_rows_of_a_table_of_letters_stay_in_their_order() -> None:
    """Each row is one paragraph, also if it begins with small letters and the row before it with capital ones."""
    rows = ("A B C D E F G H", "a b c d e f g h", "I J K L M N O P", "i j k l m n o p", "Q R S T U V W X", "q r s t u v w x")
    cells = [At(80 + 18 * place, 700 - 14 * number, letter) for number, row in enumerate(rows) for place, letter in enumerate(row.split())]
    assert paragraphs([*cells, At(80, 600, "The keepers wrote these letters on the locks.")])[:-1] == rows


def test_a_line_without_a_word_is_joined_to_nothing() -> None:
    """Such as the colon behind the empty field of a form."""
    lines = [At(80, 690, ":", 11), At(60, 676, "No gauge was read.", 11), At(60, 662, "No lock was opened.", 11)]
    assert paragraphs([*set_in(TEXT, 60, 780, 430), *lines, *set_in(MORE, 60, 600, 430)])[1:-1] == tuple(line.words for line in lines)


def test_letter_that_stands_lower_within_its_word_belongs_to_it() -> None:
    """As in the name of TeX."""
    first, rest = set_in(TEXT, 60, 780, 430), At(60, 700, "The books were set in T")
    logo = after(rest, "E", rise=-2.2, size=10)
    low = At(logo.x - 1.7, logo.y, "E")
    end = At(low.x + stringWidth("E", "Times-Roman", 10) - 1.2, 700, "X by the keepers.")
    assert paragraphs([*first, rest, low, end])[-1] == "The books were set in TEX by the keepers."


@pytest.mark.parametrize(("before", "behind"), [("of", "the keepers"), ("of", "jetties"), ("half", "full")])
def test_letters_that_reach_over_the_space_join_no_words(before: str, behind: str) -> None:
    """In italics, f and j are wider than their place in the line."""
    face, size = "Times-Italic", 12
    first = At(80, 700, f"A report {before}", size, face)
    rest = At(80 + stringWidth(first.words, face, size) + 0.2 * size, 700, f"{behind} was read", size, face)
    assert paragraphs([first, rest]) == (f"{first.words} {rest.words}",)


def test_numbers_of_lines_in_two_columns_are_no_words() -> None:
    """A line of the first column may reach up to the number of the line beside it in the second one."""
    first, second = set_in(f"{TEXT} {MORE}", 70, 740, 200), set_in(f"{THIRD} {TEXT}", 296, 740, 200)
    numbers = [At(50, line.y, str(number)) for number, line in enumerate(first, 1)]
    numbers += [At(276, line.y, str(number)) for number, line in enumerate(second, len(first) + 1)]
    widest = max(first, key=lambda line: stringWidth(line.words, line.face, line.size))
    assert 276 - 70 - stringWidth(widest.words, widest.face, widest.size) < 8
    found = read_pdf(drawn([*first, *second, *numbers]))
    assert found.paragraphs == (f"{TEXT} {MORE}", f"{THIRD} {TEXT}")
    assert f"left out {len(numbers)} numbers of lines beside the text, the first on page 1" in found.notices


@pytest.mark.parametrize("by_row", [True, False])
def test_short_columns_on_a_page_of_full_lines_are_read_one_after_the_other(by_row: bool) -> None:
    """Although most lines of the page cross the space between them."""
    above, below = (
        set_in(f"{TEXT} {MORE} {THIRD} {TEXT} {MORE}", 50, 780, 495),
        set_in(f"{THIRD} {TEXT} {MORE} {THIRD} {MORE}", 50, 400, 495),
    )
    middle = [At(line.x, line.y - 120, line.words) for line in in_columns((TEXT, THIRD), (50, 310), 235, by_row=by_row)]
    assert paragraphs([*above, *middle, *below])[1:3] == (TEXT, THIRD)


def test_text_that_is_drawn_again_in_other_pieces_is_read_once() -> None:
    """To make it bold, some programs draw a line as a whole, and its words once more."""
    line, words = At(80, 740, "Register of the mill: 300218"), ("Register of", "the mill:", "300218")
    places = [line.words.index(each) for each in words]
    again = [At(80.2 + stringWidth(line.words[:at], "Times-Roman", 10), 740, each) for at, each in zip(places, words, strict=True)]
    assert paragraphs([line, *again, *set_in(TEXT, 80, 700, 430)]) == (line.words, TEXT)


def test_paragraph_whose_lines_begin_with_capitals_may_be_verse() -> None:
    lines = (
        *("The keeper of the lower gauge by the old mill", "Came down before the first of all the snow,"),
        *("And nobody who knew his name or his age", "Had ever seen him come, or seen him go"),
    )
    reading = read_pdf(drawn([*set_in(TEXT, 80, 760, 180), *(At(80, 540 - 12 * at, line) for at, line in enumerate(lines))]))
    assert reading.doubts == ((2, "its lines may be those of verse, or paragraphs of their own"),)
    assert "1 paragraph may be lines of verse, the first on page 1: compare with the page" in reading.notices


def test_years_of_a_list_that_rise_by_twos_are_words() -> None:
    rows = [
        (f"Oct. {day},", str(year), place)
        for day, year, place in ((25, 1999, "the upper mill"), (15, 2001, "the weir"), (23, 2003, "the lock"))
    ]
    page = [
        At(x, 600 - 24 * number, words)
        for number, row in enumerate([*rows, ("May 3,", "2005", "the bridge")])
        for x, words in zip((80, 124, 170), row, strict=True)
    ]
    found = read_pdf(drawn([*set_in(f"{TEXT} {MORE}", 80, 760, 430), *page]))
    assert all(any(year in line for line in found.paragraphs) for year in ("1999", "2001", "2003", "2005"))

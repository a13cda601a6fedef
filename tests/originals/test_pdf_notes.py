"""Footnotes and raised letters of PDFs."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from briefing.originals.readers.pdf_reading import read_pdf
from briefing.theme.font_files import face_path
from briefing.theme.model import SPECTRAL
from tests.support.pdf_pages import MORE, TEXT, THIRD, At, after, drawn, phrase, set_in


def paragraphs(*pages: list[At]) -> tuple[str, ...]:
    return read_pdf(drawn(*pages)).paragraphs


def halves(text: str = f"{TEXT} {MORE} {THIRD}", width: float = 430) -> tuple[list[At], list[At]]:
    """Return a paragraph that goes on over the page."""
    lines = set_in(text, 80, 160, width)
    first = [line for line in lines if line.y > 110]
    rest = [At(line.x, 760 - 12 * number, line.words) for number, line in enumerate(lines[len(first) :])]
    return [*set_in(THIRD, 80, 760, width), *first], rest


MARKS = ["1", "*", "†", "‡", "(1)", "[1]", "a"]


@pytest.mark.parametrize("mark", MARKS)
def test_a_sentence_that_goes_on_over_a_page_is_whole(mark: str) -> None:
    """The note between its halves comes at the end, without its mark, whatever the mark is and without a rule above it."""
    first, rest = halves()
    note = "See the harbour book of the year before."
    pages = [*first, after(first[-1], mark), At(80, 60, f"{mark} {note}", 8)], rest
    found = paragraphs(*pages)
    assert found == (THIRD, f"{TEXT} {MORE} {THIRD}", note)


def test_notes_are_told() -> None:
    """The notices say how many notes and marks there were, and where the first is."""
    first, rest = halves()
    reading = read_pdf(drawn([*first, after(first[-1], "7"), At(80, 60, "7 See the harbour book.", 8)], rest))
    assert "put 1 footnote at the end, the first from page 1" in reading.notices
    assert "left out 1 mark of notes in the text, the first (“7”) on page 1" in reading.notices
    assert "joined 1 paragraph across pages, the first from page 1 to page 2" in reading.notices


def test_a_note_that_goes_on_on_the_next_page_is_whole() -> None:
    """Its second half stands above the notes of the next page."""
    first, rest = halves()
    one = [
        *first,
        after(first[-1], "1"),
        At(80, 70, "1 The keeper wrote in the harbour book that no boat had", 8),
        At(80, 60, "passed the bridge that day, nor", 8),
    ]
    two = [*rest, after(rest[-1], "2"), At(80, 80, "on the day before it, for want of water.", 8), At(80, 70, "2 Ibid.", 8)]
    whole = "The keeper wrote in the harbour book that no boat had passed the bridge that day, nor on the day before it, for want of water."
    assert paragraphs(one, two)[-2:] == (whole, "Ibid.")


def test_notes_of_two_columns_follow_each_other() -> None:
    """Each column has its own notes, and the text goes on from the one to the other."""
    text = f"{TEXT} {MORE} {THIRD}"
    lines = set_in(text, 50, 400, 235)
    half = len(lines) // 2
    left = [At(50, 400 - 12 * number, line.words) for number, line in enumerate(lines[:half])]
    right = [At(310, 400 - 12 * number, line.words) for number, line in enumerate(lines[half:])]
    page = [
        *left,
        after(left[2], "1"),
        At(50, 60, "1 The first note.", 8),
        *right,
        after(right[1], "2"),
        At(310, 60, "2 The second note.", 8),
    ]
    assert paragraphs(page) == (text, "The first note.", "The second note.")


def test_notes_that_are_numbered_anew_on_each_page_keep_their_order() -> None:
    """Two notes have the mark 1."""
    first, rest = halves()
    pages = (
        [*first, after(first[-1], "1"), At(80, 60, "1 Of the first page.", 8)],
        [*rest, after(rest[-1], "1"), At(80, 60, "1 Of the second.", 8)],
    )
    assert paragraphs(*pages)[-2:] == ("Of the first page.", "Of the second.")


def test_notes_as_large_as_the_text_are_known_by_their_raised_mark() -> None:
    """Word processors set notes like that."""
    first, rest = halves()
    note = phrase(80, 60, ("1", 3.5), " The harbour book has another day.")
    assert paragraphs([*first, after(first[-1], "1"), *note], rest)[-1] == "The harbour book has another day."


def test_notes_may_have_more_words_than_the_text() -> None:
    """As in journals of law."""
    long = f"{MORE} {THIRD} {MORE} {THIRD} {MORE}"
    lines = set_in(f"{TEXT} {MORE}", 80, 740, 430)
    first, rest = lines[:3], [At(80, 740 - 12 * number, line.words) for number, line in enumerate(lines[3:])]
    one = [*first, after(first[-1], "1"), *set_in(f"1 {long}", 80, 400, 430, 8)]
    two = [*rest, after(rest[-1], "2"), *set_in(f"2 {long}", 80, 400, 430, 8)]
    assert paragraphs(one, two) == (f"{TEXT} {MORE}", long, long)


def test_a_word_that_is_divided_over_a_page_is_whole() -> None:
    """Behind the note and the number of the page."""
    lines = [*set_in(TEXT, 80, 700, 430), *set_in("The keepers of the com-", 80, 120, 430)]
    one = [*lines, after(lines[0], "1"), At(80, 60, "1 The commissions of both towns.", 8), At(290, 30, "1", 8)]
    two = [At(80, 760, "missions came on the next day, and went on with their work."), At(290, 30, "2", 8)]
    found = paragraphs(one, two)
    assert found[1:] == (
        "The keepers of the commissions came on the next day, and went on with their work.",
        "The commissions of both towns.",
    )


def test_the_rest_of_a_note_as_large_as_the_text_belongs_to_it() -> None:
    """It stands above the notes of the next page, apart from the text."""
    first, rest = halves()
    one = [*first, after(first[-1], "1"), *phrase(80, 60, ("1", 3.5), " The keeper wrote in the book of the harbour that no boat had")]
    two = [*rest, after(rest[-1], "2"), At(80, 90, "passed the bridge on that day."), *phrase(80, 70, ("2", 3.5), " Ibid.")]
    whole = "The keeper wrote in the book of the harbour that no boat had passed the bridge on that day."
    assert paragraphs(one, two)[1:] == (f"{TEXT} {MORE} {THIRD}", whole, "Ibid.")


def test_a_small_quotation_at_the_foot_of_a_page_stays_where_it_is() -> None:
    """It has no mark."""
    quotation = "Nobody shall open the gauge alone, neither by day nor by night."
    found = paragraphs([*set_in(TEXT, 80, 760, 430), *set_in(quotation, 100, 80, 390, 8.5)], set_in(MORE, 80, 760, 430))
    assert found == (TEXT, quotation, MORE)


UP, DOWN = 3.5, -2.0
RAISED = {
    "note behind a word": ((("asked in the spring", ("12", UP), " and again")), "asked in the spring and again"),
    "note behind a full stop": (("in the spring.", ("3", UP), " They came"), "in the spring. They came"),
    "note before a comma": (("in the spring", ("3", UP), ", they came"), "in the spring, they came"),
    "several notes": (("in the spring", ("3,4", UP), " they came"), "in the spring they came"),
    "a row of notes": (("in the spring", ("3–5", UP), " they came"), "in the spring they came"),
    "symbol": (("in the spring", ("†", UP), " they came"), "in the spring they came"),
    "brackets": (("in the spring", ("[3]", UP), " they came"), "in the spring they came"),
    "unit": (("It carried 31 km", ("3", UP), " a year"), "It carried 31 km³ a year"),
    "unit without a number": (("as persons per km", ("2", UP), " of land"), "as persons per km² of land"),
    "negative power": (("at 3 m s", ("-1", UP), " here"), "at 3 m s⁻¹ here"),
    "power of ten": (("some 10", ("6", UP), " litres"), "some 10⁶ litres"),
    "power of a letter": (("where x", ("2", UP), " is small"), "where x² is small"),
    "isotope": (("dates by ", ("14", UP), "C are old"), "dates by ¹⁴C are old"),
    "charge": (("with Ca", ("2+", UP), " in it"), "with Ca²⁺ in it"),
    "ordinal": (("in the 19", ("th", UP), " century"), "in the 19th century"),
    "first": (("on the 1", ("st", UP), " of May"), "on the 1st of May"),
    "French century": (("au XIX", ("e", UP), " siècle"), "au XIXe siècle"),
    "formula": (("of CO", ("2", DOWN), " in the air"), "of CO₂ in the air"),
    "water": (("of H", ("2", DOWN), "O in the air"), "of H₂O in the air"),
}


@pytest.mark.parametrize(("parts", "expected"), RAISED.values(), ids=RAISED)
def test_raised_letters(parts: tuple[str | tuple[str, float], ...], expected: str) -> None:
    """The marks of notes are left out; powers, isotopes and ordinals stay."""
    assert paragraphs([*set_in(TEXT, 80, 760, 430), *phrase(80, 600, *parts)]) == (TEXT, expected)


def test_a_year_with_the_mark_of_a_note_is_no_power() -> None:
    """The notes of the page decide."""
    page = [
        *set_in(TEXT, 80, 760, 430),
        *phrase(80, 600, "It was built in 1987", ("2", UP), " and again."),
        At(80, 60, "2 The plan was older.", 8),
    ]
    assert paragraphs(page) == (TEXT, "It was built in 1987 and again.", "The plan was older.")


def test_a_raised_number_that_may_be_both_is_told() -> None:
    """An exponent of a number that is not ten."""
    reading = read_pdf(drawn([*set_in(TEXT, 80, 760, 430), *phrase(80, 600, "In chapter 14", ("5", UP), " and again")]))
    assert any("it is not certain whether 1 raised number belongs to a note" in each for each in reading.notices)


def test_a_list_of_references_is_no_list_of_notes() -> None:
    """Its entries keep their numbers, also where they are as small as notes."""
    entries = ["[1] N. Haddad. A River Without a Ruler.", "[2] G. Okello. People Downstream.", "[3] A. Roe. Gauges."]
    page = [*set_in(TEXT, 80, 740, 430), *phrase(80, 640, "It was built", ("2", UP), " then."), At(80, 140, "References", 10, "Times-Bold")]
    assert paragraphs([*page, *(At(80, 120 - 11 * number, entry, 8) for number, entry in enumerate(entries))])[-4:] == (
        "References",
        *entries,
    )


AFFILIATED = {
    "letters without a comma": (("Almaz Tadesse", "ab", ", Ada Roe", "b*"), ("a", "b")),
    "capital letters": (("Almaz Tadesse", "AB", " and Ada Roe", "B"), ("A", "B")),
    "numbers with a sign": (("Almaz Tadesse", "1*", " and Ada Roe", "1,2†"), ("1", "2")),
    "numbers in brackets": (("Almaz Tadesse", "(1)(2)", " and Ada Roe", "(2)"), ("(1)", "(2)")),
}


@pytest.mark.parametrize(("names", "labels"), AFFILIATED.values(), ids=AFFILIATED)
@pytest.mark.parametrize("size", [8, 10], ids=["small", "as large as the text"])
def test_marks_of_affiliations_are_apart_from_names(names: tuple[str, ...], labels: tuple[str, str], size: int) -> None:
    """What is raised behind a name is its mark if it is raised before the name of a body, too. The text below these stays where it is."""
    raised = [part if number % 2 == 0 else (part, 3.5) for number, part in enumerate(names)]
    bodies = "Department of Geography, Kampala", "Institute of River Studies, Delft"
    page = [
        *phrase(80, 740, *raised),
        *(part for number in (0, 1) for part in phrase(80, 715 - 12 * number, (labels[number], 3), bodies[number], size=size)),
        *set_in(TEXT, 80, 670, 430),
        *set_in(MORE, 80, 620, 430),
    ]
    found = read_pdf(drawn(page, set_in(THIRD, 80, 760, 430)))
    assert found.paragraphs == ("".join(names[::2]), *bodies, TEXT, MORE, THIRD)
    assert found.doubts == ()


def test_raised_letters_behind_a_name_are_doubtful_if_nothing_says_what_they_are() -> None:
    found = read_pdf(drawn([*phrase(80, 740, "Almaz Tadesse and Ada Roe", ("ab", 3.5)), *set_in(TEXT, 80, 670, 430)]))
    assert [number for number, _ in found.doubts] == [1]


def test_fraction_with_small_numbers_beside_its_stroke_is_one() -> None:
    """The number above the stroke is no mark of a note."""
    registerFont(TTFont("Stroke", str(face_path(SPECTRAL, "regular"))))
    place, found = 80.0, []
    for words, rise, size in (("Nuts up to ", 0, 10), ("3", 3.3, 5.5), ("⁄", 0, 10), ("16", 0, 5.5), (" inch fit.", 0, 10)):
        found.append(At(place, 700 + rise, words, size, "Stroke"))
        place += stringWidth(words, "Stroke", size)
    assert paragraphs(found) == ("Nuts up to 3⁄16 inch fit.",)


def test_unit_behind_a_power_of_ten_has_no_mark_of_a_note() -> None:
    """Although the number of the power would be that of the next note."""
    text = set_in(f"{TEXT} {MORE}", 60, 740, 420)
    line = text[-1].y - 30
    page = [*text, after(text[1], "1"), after(text[2], "2"), *phrase(60, line, "Water by town, in 10", ("3", 3.5), " m", ("3", 3.5))]
    page += [At(60, 80, "1 Books of the upper town.", 8), At(60, 68, "2 Books of the lower town.", 8)]
    found = read_pdf(drawn(page))
    assert found.paragraphs[-3:] == ("Water by town, in 10³ m³", "Books of the upper town.", "Books of the lower town.")
    assert not any("not certain" in notice for notice in found.notices)

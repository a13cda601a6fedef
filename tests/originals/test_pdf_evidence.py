"""What a PDF does not say is decided by evidence: numbers of lines, paragraphs across pages, hyphens, initials. A guess is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from briefing.originals.readers.pdf_reading import read_pdf
from tests.support.pdf_pages import MORE, TEXT, THIRD, At, broken, drawn, set_in

FOURTH = (
    "Neither town accepted the plan at once. The upper town feared for the pay of its keeper, and the lower town held that a page which "
    "two men must sign is a page that one man can refuse, and that a refusal in a dry month would be worth more than any fee."
)


def paragraphs(*pages: Sequence[At]) -> tuple[str, ...]:
    return read_pdf(drawn(*pages)).paragraphs


# ── numbers beside the text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def beside(texts: Sequence[str], *, gap: float) -> list[At]:
    """Return texts one below the other, each with its number beside its first line."""
    found: list[At] = []
    y = 740.0
    for number, text in enumerate(texts, 1):
        lines = set_in(text, 100, y, 420)
        found += [At(70, y, str(number)), *lines]
        y = lines[-1].y - 12 - gap
    return found


@pytest.mark.parametrize("gap", [0, 6])
def test_numbers_of_paragraphs_are_no_numbers_of_lines(gap: float) -> None:
    """They rise, and sentences go on beside them, but each has several lines."""
    texts = [TEXT, MORE, THIRD, FOURTH, MORE, TEXT]
    reading = read_pdf(drawn(beside(texts, gap=gap)))
    assert reading.paragraphs == tuple(f"{number} {text}" for number, text in enumerate(texts, 1))
    assert not any("numbers of lines" in notice for notice in reading.notices)


def test_numbers_of_questions_of_two_lines_are_no_numbers_of_lines() -> None:
    """They are at even distances, too."""
    more = "Give two reasons from the report, say which of them is the better one, and write a line about each."
    texts = [f"{question} {more}" for question in ("What did they ask?", "Who kept the books?", "Who was ill?", "What was built?", "When?")]
    assert all(len(broken(text, 420)) == 2 for text in texts[:4])
    assert paragraphs(beside(texts, gap=0)) == tuple(f"{number} {text}" for number, text in enumerate(texts, 1))


def test_two_numbers_of_lines_on_a_page_are_enough_if_they_count_exactly() -> None:
    """A draft with a number at each tenth line."""
    page = set_in(f"{TEXT} {MORE} {THIRD} {FOURTH} {TEXT} {MORE} {THIRD}", 100, 740, 330)
    numbers = [At(60, line.y, str(number)) for number, line in enumerate(page, 1) if number % 10 == 0]
    assert len(numbers) == 2
    reading = read_pdf(drawn([*page, *numbers], [*page, *numbers]))
    assert reading.paragraphs == (" ".join(line.words for line in page),) * 2
    assert any("left out 4 numbers of lines" in notice for notice in reading.notices)


def test_verse_has_numbers_of_lines_although_no_sentence_goes_on() -> None:
    """Each fifth line of a poem."""
    lines = ["Water ran,", "Wheels turned,", "Bread rose,", "Bells rang,", "Night came.", "Men slept,", "Mice ate,", "Rain fell."] * 2
    verse = [At(100, 740 - 14 * number, line) for number, line in enumerate(lines)]
    numbers = [At(480, line.y, str(number), 8) for number, line in enumerate(verse, 1) if number % 5 == 0]
    assert not any(character.isdigit() for text in paragraphs([*verse, *numbers]) for character in text)


# ── paragraphs across pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────

WIDTH = 400.0


def spread(line: At, words: int = 0) -> list[At]:
    """Return the words of a line apart, so that it ends at the margin."""
    each = line.words.split(" ")
    space = (WIDTH - (line.x - 80) - sum(stringWidth(word, line.face, line.size) for word in each)) / max(len(each) - 1, 1)
    found, x = [], line.x
    for word in each:
        found.append(At(x, line.y, word))
        x += stringWidth(word, line.face, line.size) + space
    return found


def block(text: str, y: float, *, indent: float, ends_full: bool = False) -> list[list[At]]:
    """Return the lines of a justified paragraph."""
    first = broken(text, WIDTH - indent)[0]
    lines = [At(80 + indent, y, first)]
    rest = text.removeprefix(first).strip()
    lines += set_in(rest, 80, y - 12, WIDTH) if rest else []
    return [spread(line) if number < len(lines) - 1 or ends_full else [line] for number, line in enumerate(lines)]


def full(text: str, indent: float) -> str:
    """Return the beginning of a text that, set in lines, ends with a sentence at the end of a line."""
    first = broken(text, WIDTH - indent)[0]
    lines = [first, *broken(text.removeprefix(first).strip(), WIDTH)]
    return " ".join(lines[:-1]).rstrip(",.") + "."


def pages(first: str, second: str, *, indent: float, gap: float, goes_on: bool) -> list[list[At]]:
    """Return two pages. The first one ends with a sentence at the end of a full line."""
    above: list[At] = []
    y = 740.0
    for text in (TEXT, MORE, THIRD):
        lines = block(text, y, indent=indent)
        above += [word for line in lines for word in line]
        y -= 12 * len(lines) + gap
    above += [word for line in block(first, y, indent=indent, ends_full=True) for word in line]
    below: list[At] = []
    y = 740.0
    for number, text in enumerate((second, TEXT, MORE)):
        lines = block(text, y, indent=0 if number == 0 and goes_on else indent)
        below += [word for line in lines for word in line]
        y -= 12 * len(lines) + gap
    return [above, below]


@pytest.mark.parametrize(("indent", "gap"), [(14, 0), (14, 6), (0, 7)], ids=["indents", "indents and gaps", "gaps"])
def test_a_paragraph_goes_on_over_a_page_where_a_sentence_ends(indent: float, gap: float) -> None:
    """Its last line is full, and the next page begins without an indent."""
    first = full(f"{MORE} {FOURTH}", indent)
    reading = read_pdf(drawn(*pages(first, THIRD, indent=indent, gap=gap, goes_on=True)))
    assert reading.paragraphs == (TEXT, MORE, THIRD, f"{first} {THIRD}", TEXT, MORE)
    assert any("joined 1 paragraph across pages, the first from page 1 to page 2" in notice for notice in reading.notices)
    is_guess = not indent
    assert bool(reading.doubts) == is_guess
    assert any("which is a guess, the first on page 2" in notice for notice in reading.notices) == is_guess


def test_a_paragraph_with_an_indent_is_a_new_one() -> None:
    """Although the line before it is full."""
    first = full(f"{MORE} {FOURTH}", 14)
    assert paragraphs(*pages(first, THIRD, indent=14, gap=0, goes_on=False)) == (TEXT, MORE, THIRD, first, THIRD, TEXT, MORE)


def test_a_paragraph_that_ends_with_a_short_line_ends() -> None:
    """At the end of a page, too."""
    first = [word for text, y in ((TEXT, 740), (MORE, 680)) for line in block(text, y, indent=0) for word in line]
    second = [word for text, y in ((THIRD, 740), (FOURTH, 680)) for line in block(text, y, indent=0) for word in line]
    assert paragraphs(first, second) == (TEXT, MORE, THIRD, FOURTH)


# ── hyphens and initials ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

DIVIDED = {
    "a word of the language": (["the book of para-", "phrases"], "the book of paraphrases", ""),
    "two words of the language": (["a case of pseudo-", "statehood"], "a case of pseudo-statehood", "pseudo-statehood"),
    "a name": (["the river of Oyem-", "bek"], "the river of Oyembek", "Oyembek"),
    "a name with an ending": (["a Moscow-", "backed plan"], "a Moscow-backed plan", "Moscow-backed"),
    "a beginning with a hyphen": (["a non-", "aligned state"], "a non-aligned state", "non-aligned"),
    "the end of a word with a hyphen": (["a self-govern-", "ing town"], "a self-governing town", ""),
}


@pytest.mark.parametrize(("lines", "expected", "guess"), DIVIDED.values(), ids=DIVIDED)
def test_words_of_the_language_decide_about_hyphens(lines: list[str], expected: str, guess: str) -> None:
    """Where nothing decides, it is told."""
    body = set_in(f"{TEXT} {MORE}", 80, 740, 430)
    page = [*body, *(At(80, 600 - 12 * number, line) for number, line in enumerate(["The un-", "decided commis-", "sion", "", *lines]))]
    reading = read_pdf(drawn([line for line in page if line.words]))
    assert reading.paragraphs[-1] == expected
    told = [notice for notice in reading.notices if "hyphen" in notice]
    assert told == ([f"it is not certain whether 1 word that a line divides has a hyphen: “{guess}” (page 1)"] if guess else [])


def test_german_compounds_have_no_hyphen() -> None:
    """Both parts are words, but the language writes them as one."""
    text = "Die Schleuse und die Brücke sind nicht von der Stadt, und das Wasser ist auch nicht von ihr, die das Recht hat."
    reading = read_pdf(
        drawn([*set_in(text, 80, 740, 430), At(80, 600, "Das alte Wasser-"), At(80, 588, "recht der Mühlen-"), At(80, 576, "besitzer")])
    )
    assert reading.paragraphs[-1] == "Das alte Wasserrecht der Mühlenbesitzer"


@pytest.mark.parametrize(
    ("letter", "rest"),
    [("I", "counted the turns"), ("A", "third report followed"), ("I", "n the spring the towns"), ("A", "long the river they")],
)
def test_a_large_initial_may_be_a_word(letter: str, rest: str) -> None:
    """The words of the language say whether it is one."""
    words = (
        f"{rest} while the commission met in the spring of the year and asked both towns to send the books of their keepers to the court"
    )
    lines = broken(words, 390)
    page = [At(80, 688, letter, 30), *(At(104, 700 - 12 * number, line) for number, line in enumerate(lines[:2]))]
    page += [At(80, 676 - 12 * number, line) for number, line in enumerate(lines[2:])]
    is_word = not rest.startswith(("n ", "long "))
    assert paragraphs(page)[0] == f"{letter}{' ' * is_word}{words}"


# ── heads, authors, notes ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_head_with_the_authors_of_the_first_page_is_left_out() -> None:
    """Even if it is on one page only."""
    first = [At(150, 760, "Two Gauges on One River", 18), At(230, 735, "Ada Roe and Bo van der Meer"), *set_in(TEXT, 80, 700, 430)]
    second = [At(230, 790, "ADA ROE AND BO VAN DER MEER", 9), *set_in(MORE, 80, 740, 430), *set_in(THIRD, 80, 680, 430)]
    assert paragraphs(first, second) == ("Two Gauges on One River", "Ada Roe and Bo van der Meer", TEXT, MORE, THIRD)


def test_authors_in_the_middle_above_three_columns_are_read_first() -> None:
    """They are no part of the column that they are above."""
    columns = [line for text, x in ((TEXT, 40), (MORE, 215), (THIRD, 390)) for line in set_in(text, x, 690, 155)]
    name = "Ada Roe and Bo Doe"
    title = "The Gauges and the Locks of Both Towns in the Valley"
    middle = 292.5 - stringWidth(name, "Times-Roman", 10) / 2
    page = [At(40, 740, title, 22), At(middle, 712, name), *columns]
    assert paragraphs(page) == (title, name, TEXT, MORE, THIRD)


def test_the_rest_of_a_note_in_the_next_column_belongs_to_it() -> None:
    """A note that is too long for its column goes on above the notes of the next one."""
    note = (
        "The first note is about the book of the harbour, which the clerk kept, and about the rain that came upon it in the dry year of "
        "the fire"
    )
    lines = broken(f"{note} and of the flood.", 235, 7)
    left = [
        *set_in(f"{TEXT} {MORE}", 50, 700, 235),
        At(50, 204, "1", 5),
        *[At(56, 200 - 8 * number, line, 7) for number, line in enumerate(lines[:2])],
    ]
    right = [*set_in(f"{THIRD} {FOURTH}", 310, 700, 235), *[At(310, 200 - 8 * number, line, 7) for number, line in enumerate(lines[2:])]]
    right += [At(310, 196 - 8 * len(lines[2:]), "2", 5), At(316, 192 - 8 * len(lines[2:]), "The second note.", 7)]
    assert paragraphs([*left, *right])[-2:] == (f"{note} and of the flood.", "The second note.")

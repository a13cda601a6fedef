"""Lists in PDFs: their items, and what stands between them."""

from __future__ import annotations

import pytest

from briefing.originals.readers.pdf_reading import read_pdf
from tests.support.pdf_pages import MORE, TEXT, THIRD, At, drawn, phrase, set_in

BELOW = (
    "The lock was opened twice in that year. It stood open until the snow came down, and no keeper of the two towns ever wrote down who "
    "had asked for it."
)


def item(mark: str, text: str, y: float) -> list[At]:
    """Return an item of a list, whose lines begin behind its mark."""
    return [At(60, y, mark), *set_in(text, 78, y, 382)]


@pytest.mark.parametrize("marks", [("(a)", "(b)", "(c)"), ("1.", "2.", "3."), ("•", "•", "•")], ids=str)
@pytest.mark.parametrize("short", ["Purpose.", "Purpose", "The two towns agree on the rules of both years:"])
@pytest.mark.parametrize("gap", [12, 18])
def test_a_paragraph_at_the_indent_of_the_item_above_it_is_no_part_of_it(marks: tuple[str, str, str], short: str, gap: float) -> None:
    """The items above it and below it go on at this indent."""
    page = set_in(MORE, 60, 740, 400)
    page += item(marks[0], TEXT, page[-1].y - gap)
    page += item(marks[1], short, page[-1].y - gap)
    page += set_in(BELOW, 78, page[-1].y - gap, 382)
    page += item(marks[2], THIRD, page[-1].y - gap)
    found = read_pdf(drawn(page)).paragraphs
    assert found == (MORE, f"{marks[0]} {TEXT}", f"{marks[1]} {short}", BELOW, f"{marks[2]} {THIRD}")


def test_an_item_that_goes_on_below_its_full_first_line_is_one() -> None:
    page = set_in(MORE, 60, 740, 400)
    for mark, text in (("(a)", TEXT), ("(b)", BELOW), ("(c)", THIRD)):
        page += item(mark, text, page[-1].y - 12)
    assert read_pdf(drawn(page)).paragraphs == (MORE, f"(a) {TEXT}", f"(b) {BELOW}", f"(c) {THIRD}")


def test_items_of_a_list_with_any_sign_before_them_are_whole() -> None:
    """A typeface of signs may call a bullet an exclamation mark."""
    items = [set_in(text, 120, y, 330) for text, y in ((TEXT, 700), (MORE, 600))]
    signs = [At(90, item[0].y, "!") for item in items]
    assert read_pdf(drawn([*signs, *(line for item in items for line in item)])).paragraphs == (f"! {TEXT}", f"! {MORE}")


def test_list_whose_numbers_have_no_space_behind_them_has_items() -> None:
    """From 10 on, a number may reach up to its item."""
    items = [*phrase(80, 700, "9. Who counts the water"), *phrase(80, 686, "10.Who counts the boats"), *phrase(80, 672, "11.Who pays")]
    assert read_pdf(drawn(items)).paragraphs == ("9. Who counts the water", "10.Who counts the boats", "11.Who pays")

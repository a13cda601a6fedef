"""Formulas in PDFs: a line of text cannot show them, so the paragraphs that have one are doubtful. Others are not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from reportlab.pdfbase.pdfmetrics import stringWidth

from briefing.cli import main
from briefing.originals.readers import tex_faces
from briefing.originals.readers.pdf_formulas import CLOSE, FORMULA, RAISED
from briefing.originals.readers.pdf_reading import read_pdf
from briefing.originals.readers.result import Reading
from tests.support.pdf_pages import MORE, TEXT, At, changed, drawn, set_in

LETTERS, SIGNS, LARGE = "Times-Italic", "Times-BoldItalic", "Times-Bold"
"""Typefaces that `named` gives the names of TeX's typefaces for formulas."""


def named(document: pikepdf.Pdf) -> None:
    """Give typefaces the names of typefaces for formulas."""
    names = {"/Times-Italic": "/ABCDEF+CMMI10", "/Times-BoldItalic": "/ABCDEF+CMSY10", "/Times-Bold": "/ABCDEF+CMEX10"}
    for font in document.objects:
        if isinstance(font, pikepdf.Dictionary) and str(font.get("/BaseFont")) in names:
            font.BaseFont = pikepdf.Name(names[str(font.BaseFont)])


def line(*parts: tuple[str, str] | tuple[str, str, float], y: float = 640) -> list[At]:
    """Return words in one line: each part with its typeface, and how far it is above the line, in letters of two thirds."""
    x, found = 80.0, list[At]()
    for words, face, *raised in parts:
        size = 6.5 if raised else 10
        found.append(At(x, y + (raised[0] if raised else 0), words, size, face))
        x += stringWidth(words, face, size)
    return found


def reading(*lines: Sequence[At]) -> Reading:
    """Read a page with a paragraph above and one below some lines."""
    page = [*set_in(TEXT, 80, 740, 430), *(at for each in lines for at in each), *set_in(MORE, 80, 560, 430)]
    return read_pdf(changed(drawn(page), named))


def doubts(found: Reading) -> list[str]:
    """Return the reasons why the paragraphs between the first and the last are doubtful, and require that these two are not."""
    assert {number for number, _ in found.doubts}.isdisjoint((1, len(found.paragraphs)))
    return [reason for _, reason in found.doubts]


PLAIN = "Times-Roman"
FORMULAS = {
    "letters": line(("It is the case that ", PLAIN), ("q", LETTERS), (" = ", PLAIN), ("v", LETTERS), (" in all years.", PLAIN)),
    "a product": line(("It is the case that ", PLAIN), ("gh", LETTERS), (" rises in all years.", PLAIN)),
    "a sum": line(("It is the case that ", PLAIN), ("P", LARGE), (" rises in all years.", PLAIN)),
    "a sign": line(("It rises by ", PLAIN), ("∇", "Symbol"), (" in all years.", PLAIN)),
}


@pytest.mark.parametrize("between", FORMULAS.values(), ids=FORMULAS)
def test_paragraph_with_a_formula_is_doubtful(between: Sequence[At]) -> None:
    """By its typeface, or by what it says."""
    found = reading(between)
    assert doubts(found) == [FORMULA]
    assert any("1 paragraph has a formula" in notice and "on page 1" in notice for notice in found.notices)


def test_letters_below_the_line_are_doubtful() -> None:
    """A copy has them as plain letters."""
    found = reading(line(("The flow Q", PLAIN), ("max", PLAIN, -2), (" was high.", PLAIN)))
    assert found.paragraphs[1] == "The flow Qmax was high."
    assert doubts(found) == [RAISED]


SURE = {
    "a letter": line(("Let ", PLAIN), ("n", LETTERS), (" be the number of gauges, and let ", PLAIN), ("n", LETTERS), (" be large.", PLAIN)),
    "an ordinal": line(("The 19", PLAIN), ("th", PLAIN, 4), (" gauge stood on the hill.", PLAIN)),
    "a power": line(("They measured 40 km", PLAIN), ("2", PLAIN, 4), (" of land in one summer.", PLAIN)),
    "an index": line(("They measured the CO", PLAIN), ("2", PLAIN, -2), (" of the mill in one summer.", PLAIN)),
    "a sign": line(("They measured ", PLAIN), ("\xb1", SIGNS), ("100 gauges in all.", PLAIN)),
    "a setting": line(("The rule was that share = half of the water.", PLAIN)),
}


@pytest.mark.parametrize("between", SURE.values(), ids=SURE)
def test_paragraph_that_is_right_is_not_doubtful(between: Sequence[At]) -> None:
    """Letters that stand alone, ordinals, powers and indices are written as they are."""
    assert doubts(reading(between)) == []


def test_lines_that_are_closer_than_lines_of_text_are_doubtful() -> None:
    """Nobody knows their order."""
    found = reading([At(80, 640, "The keeper of the upper gauge, in ink:"), At(110, 634, "the lower gauge")])
    assert set(doubts(found)) == {CLOSE}


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([("It was ", PLAIN), ("1", PLAIN, 4), ("2", PLAIN, -3), (" of the whole.", PLAIN)], "It was 1⁄2 of the whole."),
        ([("It was 3", PLAIN), ("1", PLAIN, 4), ("2", PLAIN, -3), (" feet deep.", PLAIN)], "It was 3 1⁄2 feet deep."),
        ([("The SO", PLAIN), ("2", PLAIN, 4), ("4", PLAIN, -3), (" was low.", PLAIN)], "The SO²₄ was low."),
    ],
)
def test_numbers_above_each_other_are_a_fraction(parts: list[tuple[str, str] | tuple[str, str, float]], words: str) -> None:
    """They are no marks of notes. Two numbers at a letter are none."""
    between = line(*parts)
    lower = next(number for number, at in enumerate(between) if at.y < 640)
    shift = stringWidth("1", PLAIN, 6.5)
    moved = [At(at.x - shift * (number >= lower), at.y, at.words, at.size, at.face) for number, at in enumerate(between)]
    found = reading(moved)
    assert found.paragraphs[1] == words
    assert not any("mark" in notice for notice in found.notices)


def test_signs_of_tex_are_those_that_the_page_shows() -> None:
    """Where the file does not say what the numbers of its letters mean: a sum is number 88, which is X elsewhere."""
    found = reading(line(("It is ", PLAIN), ("X", LARGE), (" and ", PLAIN), ("Z", LARGE), (" of all.", PLAIN)))
    assert found.paragraphs[1] == "It is ∑ and ∫ of all."
    assert any("put 2 letters right" in notice for notice in found.notices)


def test_signs_that_tex_draws_over_each_other_are_one() -> None:
    """A stroke over =, and a bar before an arrow. The angle brackets are h and i elsewhere."""
    found = reading(
        line(("It is ", PLAIN), ("6", SIGNS), ("= or ", PLAIN), ("7!", SIGNS), (" or ", PLAIN), ("hAi", SIGNS), (" in all.", PLAIN))
    )
    assert found.paragraphs[1] == "It is ≠ or ↦ or ⟨A⟩ in all."


@pytest.mark.parametrize(
    ("face", "kinds"),
    [
        (b"CMBX10", (True, False, False)),
        (b"ABCDEF+SFBX1095", (True, False, False)),
        (b"abcdef+sfti1095", (False, True, False)),
        (b"ECTT1000", (False, False, True)),
        (b"CMR10", (False, False, False)),
        (b"Cambria-Bold", (False, False, False)),
    ],
)
def test_typefaces_of_tex_say_what_they_are(face: bytes, kinds: tuple[bool, bool, bool]) -> None:
    """A bold line is a heading."""
    assert tex_faces.style(face) == kinds


def test_doubt_about_a_formula_is_told_where_it_matters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In `sources show`, and at an excerpt from there, until its record says that the paragraph is compared."""
    monkeypatch.chdir(tmp_path)
    page = [*set_in(TEXT, 80, 740, 430), *FORMULAS["letters"], *set_in(MORE, 80, 560, 430)]
    (tmp_path / "gauges.pdf").write_bytes(changed(drawn(page, title="Gauges"), named))

    def said(*arguments: str) -> str:
        return CliRunner().invoke(main, arguments).output

    said("init", "w", "--empty")
    monkeypatch.chdir(tmp_path / "w")
    said("sources", "add", "../gauges.pdf", "--new", "--as", "gauges")
    assert f"doubtful ¶2: {FORMULA}" in said("sources", "show", "gauges")
    assert FORMULA not in said("check")
    told = said("excerpt", "gauges", "--from", "It is the", "--to", "years", "--id", "rule")
    assert FORMULA in told
    assert "write 'compared: 2' below 'original:' in seeds/sources/gauges.md" in told
    assert FORMULA not in said("excerpt", "gauges", "--from", "The commission", "--to", "same morning", "--id", "books")
    assert said("check").count(FORMULA) == 1
    record = tmp_path / "w/seeds/sources/gauges.md"
    record.write_text(record.read_text("utf-8").replace("original:", "original:\n  compared: 2"), "utf-8")
    assert FORMULA not in said("check")
    (tmp_path / "gauges.pdf").write_bytes(changed(drawn([*page, *set_in(TEXT, 80, 400, 430)], title="Gauges"), named))
    assert "compared: 2 → none, because the copy is new" in said("sources", "add", "../gauges.pdf", "--as", "gauges", "--replace")
    assert said("check").count(FORMULA) == 1

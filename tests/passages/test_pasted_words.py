"""Words pasted from a PDF: found where exactly one place fits, told with their differences, and printed as the copy has them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing.cli import main
from briefing.library import Selector
from briefing.passages import pasted
from briefing.passages.readings import reading
from tests.support.quotable import put_copy
from tests.support.variants import variants

TEXT = (
    "The Lamps of Odra",
    (
        "The lamplighters walked twice each night, and the trade and its tools were re-counted; "
        "nobody kept the “old books” of the guild in 1911."
    ),
    "Officers of the fifth watch found that the toll12 was lifted.13 The café paid 1.2 per cent, and 10⁶ lamps burned.",
    "They carried the oil over 2 OKELLO AND VAN DER MEER the long bridge in spring, and nobody wrote to them about it.",
    "The oil was sold. The oil was lent.",
)
COPY = reading(TEXT)


def found(words: str) -> list[str]:
    return [COPY.printed(span) for span in pasted.spans(words, COPY)]


FITTING = [
    ("trade12 and its tools", "trade and its tools"),
    ("the trade¹² and its", "the trade and its"),
    ("tools were re-\ncounted; nobody", "tools were re-counted; nobody"),
    ("lamp-\nlighters walked", "lamplighters walked"),
    ("lamp\u00adlighters walked", "lamplighters walked"),
    ("lamp\u00ad lighters walked", "lamplighters walked"),
    ("lamp¬\nlighters walked", "lamplighters walked"),
    ("oﬃcers of the ﬁfth", "Officers of the fifth"),
    ("kept the 'old books' of", "kept the “old books” of"),
    ("kept the „old books“ of", "kept the “old books” of"),
    ("kept the old books of", "kept the “old books” of"),
    ("each  night,and\nthe", "each night, and the"),
    ("cafe´ paid 1.2 per cent", "café paid 1.2 per cent"),
    ("found that the toll was lifted. The café", "found that the toll12 was lifted.13 The café"),
    ("the oil over the long bridge", "the oil over 2 OKELLO AND VAN DER MEER the long bridge"),
    ("nobody kept 14 THE LAMPS OF ODRA the “old", "nobody kept the “old"),
    ("nobody wrote Journal of Lamps 7 to them about", "nobody wrote to them about"),
    ("lamp- 14 THE LAMPS OF ODRA lighters walked", "lamplighters walked"),
]


@pytest.mark.parametrize(("words", "printed"), variants(FITTING, FITTING))
def test_words_are_found_in_the_form_of_the_copy(words: str, printed: str) -> None:
    """Notes, hyphens at line ends, ligatures, marks, spaces, heads of pages: in what was pasted, or in the copy."""
    assert found(words) == [printed]


@pytest.mark.parametrize(
    "words",
    [
        "paid 12 per cent",
        "paid 1.3 per cent",
        "106 lamps burned",
        "nobody kept the new books of the guild",
        "nobody kept, as the judges said, the “old books” of the guild",
        "amplighters walked twice",
        "fifth watch found that the to",
        "tools were re-\nmoved; no",
        "LAMPS",
    ],
)
def test_other_words_and_other_numbers_are_not_found(words: str) -> None:
    """Nor words that are cut, nor a few letters that may be anywhere; a sentence between two pieces is no head of a page."""
    assert found(words) == []


def test_passage_is_chosen_only_where_one_place_fits() -> None:
    """Each beginning goes with the next end after it."""
    spans = pasted.passages(Selector("THE OIL was", "LENT."), COPY)
    assert [(COPY.text[slice(*first)], COPY.text[slice(*last)]) for first, last in spans] == []
    (one,) = pasted.passages(Selector("the trade12 and its", "of the fifth watch"), COPY)
    assert (COPY.text[slice(*one[0])], COPY.text[slice(*one[1])]) == ("the trade and its", "of the fifth watch")


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


@pytest.fixture
def lamps(quotable: Path) -> Path:
    """Put a copy with all this into the workspace."""
    put_copy(quotable, TEXT)
    for folder in ("excerpts", "questions", "answers", "texts", "countries", "actors"):
        for file in (quotable / "seeds" / folder).glob("*.md"):
            file.unlink()
    (quotable / "seeds/events.yaml").unlink(missing_ok=True)
    return quotable


def test_pasted_words_make_an_excerpt_with_the_words_of_the_copy(lamps: Path) -> None:
    """The answer says what differed; the selector has the copy's own words, by which the passage is found again."""
    result = run("excerpt", "lindqvist-2019", "--from", "the trade12 and", "--to", "“old books’ of the guild in", "--id", "lamps")
    assert result.exit_code == 0, result.output
    assert "the trade and its tools were re-counted; nobody kept the “old books” of the guild in" in " ".join(result.output.split())
    assert "warning: your copy has these words in another form" in result.output
    assert "the [-trade12-] {+trade+} and" in result.output
    assert run("verify", "lamps").output.startswith("exact")
    assert "trade12" not in (lamps / "seeds/excerpts/lamps.md").read_text(encoding="utf-8")


def test_ordinary_words_are_taken_without_a_word(lamps: Path) -> None:
    """Marks and spaces that normalising makes equal are no difference."""
    result = run("excerpt", "lindqvist-2019", "--from", 'nobody kept the "old books"', "--to", "in  1911.", "--json")
    assert "another form" not in json.dumps(json.loads(result.stdout)["problems"])


def test_several_places_are_shown_and_none_is_taken(lamps: Path) -> None:
    """As for words that are exact."""
    put_copy(lamps, (*TEXT, "Again: THE TRADE, and its tools were re-counted; nobody kept the books."))
    result = run("excerpt", "lindqvist-2019", "--from", "the trade9 and its tools", "--to", "nobody kept")
    assert result.exit_code == 1
    assert "there are 2 passages with these words" in result.output
    assert run("excerpt", "lindqvist-2019", "--from", "the trade9 and its tools", "--to", "nobody kept", "--paragraph", "2").exit_code == 0


def test_nearest_passage_is_named_where_nothing_fits(lamps: Path) -> None:
    """Also for words that were divided at the end of a line."""
    result = run("excerpt", "lindqvist-2019", "--from", "The lamp-\nlighters ran twice", "--to", "in 1911.")
    assert result.exit_code == 1
    assert "Nearest text in ¶2: The" in result.output
    assert "ran-] {+lamplighters walked+} twice" in result.output


def test_search_finds_pasted_words(lamps: Path) -> None:
    """In the copies."""
    result = run("excerpt", "--find", "lamp-\nlighters walked twice")
    assert result.exit_code == 0
    assert "¶2" in result.output


def test_highlight_of_a_viewer_is_found_in_another_form(lamps: Path) -> None:
    """With the number of a note in it; the import says so."""
    mark = {"target": [{"source": "urn:x", "selector": [{"type": "TextQuoteSelector", "exact": "the trade12 and its tools were"}]}]}
    Path("marks.json").write_text(json.dumps([{"uri": "urn:x", "text": "Why?", **mark}]), encoding="utf-8")
    result = run("excerpts", "import", "marks.json", "--as", "lindqvist-2019")
    assert result.exit_code == 0, result.output
    assert "was found in another form, which the passage has" in result.output

"""Sources as CSL-JSON: the people, dates and other fields of works, by the names of CSL 1.0.2."""

from __future__ import annotations

from typing import Any

import pytest

from briefing.assemble.csl_records import record
from briefing.files.validation import adapter
from briefing.library import Source

WATER: dict[str, Any] = {
    "id": "roe",
    "type": "book",
    "title": "The Gauge",
    "about": "A book.",
    "digest": "¶1 A book.",
    "rights": {"holder": "none", "basis": "own", "terms": "free"},
    "original": {"paragraphs": 1, "body": 1, "words": 1},
}
ROE, LOW = {"family": "Roe", "given": "Ada"}, {"family": "Low", "given": "Ben"}


def source(**fields: Any) -> Source:
    record: Source = adapter(Source).validate_python(WATER | {key.replace("__", "-"): value for key, value in fields.items()})
    return record


def csl(**fields: Any) -> dict[str, Any]:
    return record(source(**fields), None)


def test_fields_have_the_names_of_csl() -> None:
    """With a hyphen, but for two that have an underscore."""
    fields = {"publisher__place": "Bern", "archive_location": "B 4", "original__date": "1890", "edition": 2, "collection__editor": [LOW]}
    found = csl(author=[ROE], **fields)
    assert {key: found[key] for key in ("publisher-place", "archive_location", "edition")} == {
        "publisher-place": "Bern",
        "archive_location": "B 4",
        "edition": "2",
    }
    assert (found["original-date"], found["collection-editor"]) == ({"date-parts": [[1890]]}, [LOW])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2021/2023", {"date-parts": [[2021], [2023]]}),
        ("spring 2021", {"date-parts": [[2021]], "season": 1}),
        ("44 BC~", {"date-parts": [[-44]], "circa": True}),
        ("2021-05-03", {"date-parts": [[2021, 5, 3]]}),
    ],
)
def test_dates_have_the_parts_of_csl(written: str, expected: dict[str, Any]) -> None:
    """CSL has no year 0."""
    assert csl(issued=written)["issued"] == expected


def test_publication_that_stands_for_the_author_of_a_page_is_named_once() -> None:
    """It is if it has volumes, which would have no name else, and if a style of the user's own decides."""
    page = csl(type="webpage", container__title="The Dam")
    assert (page["author"], "container-title" in page) == ([{"literal": "The Dam"}], False)
    assert csl(type="webpage", container__title="The Dam", author=[ROE])["container-title"] == "The Dam"
    assert csl(type="article-journal", container__title="The Dam", volume=3)["container-title"] == "The Dam"


def test_edited_book_goes_by_its_editor_and_a_part_of_it_does_not() -> None:
    """Where nobody is named as author."""
    book = source(editor=[ROE, LOW], publisher="Gate Press")
    part = source(type="entry", editor=[ROE], container__title="Lakes")
    assert (book.name, "author" in record(book, None)) == ("Roe and Low", False)
    assert (part.name, record(part, None)["author"]) == ("Lakes", [{"literal": "Lakes"}])


@pytest.mark.parametrize(
    ("name", "full", "surname"),
    [
        ({"family": "Roe", "given": "Luc", "non-dropping-particle": "de"}, "Luc de Roe", "de Roe"),
        ({"family": "Roe", "given": "Max", "dropping-particle": "von"}, "Max von Roe", "Roe"),
        ({"family": "Or", "given": "Jo", "non-dropping-particle": "d’"}, "Jo d’Or", "d’Or"),
        ({"family": "Roe", "given": "Ada", "suffix": "Jr."}, "Ada Roe Jr.", "Roe"),
        ({"family": "Roe", "given": "Ada", "suffix": "Jr.", "comma-suffix": True}, "Ada Roe, Jr.", "Roe"),
        ({"family": "Mao", "given": "Li", "static-ordering": True}, "Mao Li", "Mao"),
        ({"literal": "the Ministry of Water"}, "the Ministry of Water", "the Ministry of Water"),
    ],
)
def test_name_has_its_particles_and_suffix(name: dict[str, Any], full: str, surname: str) -> None:
    """In full, and in running text; for styles they stay apart."""
    found = source(author=[name])
    assert (found.author[0].full, found.name, record(found, None)["author"]) == (full, surname, [name])

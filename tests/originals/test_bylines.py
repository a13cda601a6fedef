"""Authors of files: who is a person, who is a body, and which word is the family name."""

from __future__ import annotations

import dataclasses

import pytest

from briefing.originals import bylines
from briefing.originals.readers.web import read_html


def told(*texts: str) -> str:
    """Return the parts of the names that a text has, with bars between parts and semicolons between names."""
    return "; ".join("|".join(part for part in dataclasses.astuple(name) if part) for name in bylines.names(texts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Roe, Ben Low", "Roe|Ada; Low|Ben"),
        ("Ada Roe; Ben Low", "Roe|Ada; Low|Ben"),
        ("Ada Roe, Ben Low, and Cy Fen", "Roe|Ada; Low|Ben; Fen|Cy"),
        ("Ada Roe & Ben Low", "Roe|Ada; Low|Ben"),
        ("Ada Roe und Ben Low", "Roe|Ada; Low|Ben"),
        ("Ada Roe et Ben Low", "Roe|Ada; Low|Ben"),
        ("Roe, Ada", "Roe|Ada"),
        ("Roe, A. B., Low, C., & Fen, D.", "Roe|A. B.; Low|C.; Fen|D."),
        ("Roe AB, Low C", "Roe|AB; Low|C"),
        ("Ada and Ben Roe", "Roe|Ada; Roe|Ben"),
        ("Roe, Ada, Jr.", "Roe|Ada|Jr."),
        ("Ada Roe III", "Roe|Ada|III"),
        ("ADA ROE", "Roe|Ada"),
        ("ROE Ada", "Roe|Ada"),
    ],
)
def test_several_authors_are_told_apart(text: str, expected: str) -> None:
    """After commas, semicolons and words for `and`; a comma after a family name alone does not part two persons."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Dr. Ada Roe and Prof. Ben Low", "Roe|Ada; Low|Ben"),
        ("Ada Roe, PhD", "Roe|Ada"),
        ("By Ada Roe, Staff Writer", "Roe|Ada"),
        ("Von Ada Roe", "Roe|Ada"),
        ("Ada Roe (ada@example.org)", "Roe|Ada"),
    ],
)
def test_titles_and_roles_are_no_names(text: str, expected: str) -> None:
    """Nor is the word before a byline."""
    assert told(text) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Food and Rivers",
        "Lake Bank",
        "Food and Rivers Organization of the Lakes",
        "The Editorial Board",
        "Marks & Reed",
        "Le Lac",
        "{Roe Low}",
        "Министерство рек",
        "Lakes Observatory, Bern",
    ],
)
def test_body_has_one_name(name: str) -> None:
    """Also with `and` or a comma in it, or where a page says that it is an organisation."""
    assert told(name) == name.strip("{}")


@pytest.mark.parametrize(
    "text",
    [
        "Озёров Иван Петрович",
        "Озёров Пётр Ильич",
        "Озёров И П",
        "Озёров И. П.",
        "Озёров И.П.",
        "И. П. Озёров",
        "Иван Петрович Озёров",
        "Озёров Иван",
        "Иван Озёров",
    ],
)
def test_family_name_is_found_in_russian_order(text: str) -> None:
    """A patronymic or initials at the end mean that the family name is first."""
    assert [name.family for name in bylines.names([text])] == ["Озёров"]


@pytest.mark.parametrize(
    ("text", "family", "staying", "dropped"),
    [
        ("Luc de Roe", "Roe", "de", ""),
        ("de Roe, Luc", "Roe", "de", ""),
        ("Jan van der Low", "Low", "van der", ""),
        ("Max von Fen", "Fen", "", "von"),
        ("Fen, Max von", "Fen", "", "von"),
        ("Ada K. Le Roe", "Le Roe", "", ""),
        ("Ada Roe y Low", "Roe y Low", "", ""),
    ],
)
def test_particles_are_apart(text: str, family: str, staying: str, dropped: str) -> None:
    """As CSL has them."""
    (name,) = bylines.names([text])
    assert (name.family, name.non_dropping_particle, name.dropping_particle) == (family, staying, dropped)


HIGHWIRE = (
    '<meta name="citation_title" content="The Gauge"><meta name="citation_author" content="Roe, Ada">'
    '<meta name="citation_author" content="Ben Low">'
    '<meta name="citation_publication_date" content="2020/5/1"><meta name="citation_doi" content="doi:10.1234/gauge.5">'
)
DUBLIN = '<meta name="DC.Title" content="The Gauge"><meta name="DC.Creator" content="Roe, Ada"><meta name="DC.Creator" content="Low, Ben">'
LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "x", "datePublished": "2020-05-01", "author": '
    '[{"@type": "Person", "givenName": "Ada", "familyName": "Roe"}, {"@type": "Organization", "name": "Roe Low"}]}]}</script>'
)


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (HIGHWIRE, "Roe|Ada; Low|Ben"),
        (DUBLIN, "Roe|Ada; Low|Ben"),
        (f"<meta property='og:title' content='The Gauge'>{LINKED}", "Roe|Ada; Roe Low"),
        ("<meta property='og:title' content='The Gauge'><meta property='article:author' content='https://example.org/roe'>", ""),
    ],
)
def test_page_says_who_wrote_it_to_catalogues_and_search_engines(head: str, authors: str) -> None:
    """What names the work itself counts before the title of the window."""
    read = read_html(f"<html><head><title>Journal | Site</title>{head}</head><body><p>The river rises.</p></body></html>".encode())
    assert (read.title, told(*read.author)) == ("The Gauge", authors)


def test_page_gives_date_and_doi_of_an_article() -> None:
    """Without what comes before the DOI."""
    read = read_html(f"<html><head>{HIGHWIRE}</head><body><p>The river rises.</p></body></html>".encode())
    assert (read.issued, read.doi) == ("2020/5/1", "10.1234/gauge.5")

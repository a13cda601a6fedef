"""What the shipped pack says agrees with itself and, where the articles are at hand, with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from briefing import outline
from briefing.library import Library
from briefing.originals.copies import lines
from briefing.workspace import Workspace
from tests.support.articles import NUMBERS, article
from tests.support.libraries import library_of
from tests.support.needs import needs_articles
from tests.support.places import SHIPPED

SPACE = Workspace(SHIPPED, SHIPPED / "output")
OPPOSED = re.compile(r"\b(disagree|differ|denies that|instead)\b")
"""Words with which a text sets one source against another."""
CITED = re.compile(r"@([a-z0-9-]+), (¶[^;\]\"]*)")
CLAIM = re.compile(r"[^\[]*(?:\[[^\]@]*\][^\[]*)*\[[^\]]*@[^\]]*\]")
"""Words with the citation that ends them."""
FIGURE = re.compile(r"(?<![\d–-])\d[\d,]*(?:\.\d+)?(?![\d–-])")
OURS = {"294", "250", "1.2", "1.18", "2.6"}
"""Numbers that the pack works out, and says so."""


@cache
def library() -> Library:
    return library_of(SHIPPED)


def paragraphs(text: str) -> Iterator[str]:
    """Return paragraphs and items without their signs; rows of tables, which have numbers of their own, are left out."""
    parts = re.split(r"\n\s*\n|\n(?=[-|] |\d+\. )", text)
    yield from (re.sub(r"^\d+\. ", "", part) for part in parts if part.strip() and not part.startswith("|"))


def cited(text: str) -> dict[str, set[int]]:
    """Return the paragraphs of each source read here that a text cites."""
    found: dict[str, set[int]] = {}
    for key, places in CITED.findall(text):
        if key in NUMBERS:
            for first, last in re.findall(r"(\d+)(?:–(\d+))?", places):
                found.setdefault(key, set()).update(range(int(first), int(last or first) + 1))
    return found


def claims() -> Iterator[tuple[str, str]]:
    """Return each paragraph that cites, with the record that it is in."""
    written = {f"countries/{key}": country.text for key, country in library().countries.items()}
    written |= {f"actors/{key}": actor.text for key, actor in library().actors.items()}
    written |= {f"answers/{key}": answer.text for key, answer in library().answers.items()}
    written |= {f"texts/{key}": text.text for key, text in library().texts.items()}
    for name, text in written.items():
        yield from ((name, part) for part in paragraphs(text))
    yield from ((f"actors/{key}", actor.summary) for key, actor in library().actors.items())
    yield from ((f"figures/{key}", figure.description) for key, figure in library().figures.items())
    for key, excerpt in library().excerpts.items():
        yield from ((f"excerpts/{key}", note.text) for note in excerpt.notes)
    yield from (("events", f"{event.text} [{event.cite}]") for event in library().events)


def test_disagreements_of_country_pages_are_in_the_list_of_disagreements() -> None:
    """A paragraph that sets sources against each other has two of its places in one paragraph of the list."""
    listed = [cited(part) for part in paragraphs(library().texts["disagreements"].text)]
    assert len(listed) > 12
    for key, country in library().countries.items():
        for part in paragraphs(country.text):
            if OPPOSED.search(part) and len(found := cited(part)) > 1:
                shared = [sum(bool(each.get(source, set()) & places) for source, places in found.items()) for each in listed]
                assert max(shared) >= 2, f"{key}: {part[:80]}"


def test_each_paragraph_on_disagreements_has_two_voices() -> None:
    """Two sources, or two persons whom one source quotes."""
    for part in list(paragraphs(library().texts["disagreements"].text))[1:]:
        assert part.startswith("**")
        assert sum(len(places) for places in cited(part).values()) >= 2, part[:60]


@pytest.mark.parametrize("name", outline.names(SPACE.templates))
def test_each_shipped_outline_says_up_to_when_it_has_information(name: str) -> None:
    """The day of the newest source that is read."""
    text = (SPACE.templates / f"{name}.yaml").read_text(encoding="utf-8")
    assert "extends: " in text or "information-to: 2023-09" in text


@needs_articles
def test_numbers_are_those_of_the_paragraphs_that_are_cited() -> None:
    """Each number in a claim that cites the articles alone is in one of the cited paragraphs, or in the date of its source."""
    wrong = []
    for key, part in claims():
        for claim in CLAIM.findall(part):
            found = cited(claim)
            if not found or set(re.findall(r"@([a-z0-9-]+)", claim)) - set(found):
                continue
            theirs = " ".join(lines(article(source))[number - 1] for source, places in found.items() for number in places)
            known = {each.rstrip(",") for each in FIGURE.findall(theirs)} | OURS | {"2022", "2023", "201"}
            said = re.sub(r"\[[^\]]*@[^\]]*\]|\b[A-Z]+\d+\b|\bTB2\b|C5\+1|G7", "", claim)
            wrong += [f"{key}: {each}: {said.strip()}" for each in FIGURE.findall(said) if each.rstrip(",") not in known]
    assert wrong == []

"""The shipped content: what an editor asks of it, that the checks for it bite, and that none of it is anybody else's sentence."""

from __future__ import annotations

import copy
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing.check.library import editorial as content
from briefing.library import LEVELS, Library, Source
from briefing.library import house_rules as rules
from briefing.library.house_rules import Rules
from briefing.originals.copies import lines
from briefing.originals.normal import fingerprint, normalise
from tests.support.articles import NUMBERS, article
from tests.support.libraries import library_of
from tests.support.needs import needs_articles
from tests.support.places import SHIPPED

NAMES = (
    "Centre for East European and International Studies (ZOiS)",
    "the Central Asia-Caucasus Institute & Silk Road Studies Program Joint Center",
)
"""Names of bodies that are no actors of the library."""
RUN = 8
"""So many words in a row are nobody's but their author's."""


@pytest.fixture
def library() -> Library:
    return library_of(SHIPPED)


@pytest.fixture(scope="module")
def own_rules() -> Rules:
    return rules.load(SHIPPED / "seeds", SHIPPED)


def read_here(library: Library) -> list[Source]:
    """Return the sources of which the library has passages; others are cited only."""
    return [source for source in library.sources.values() if source.original.words]


def found(library: Library, own_rules: Rules) -> list[str]:
    return [str(problem).split("\n", maxsplit=1)[0] for problem in content.problems(library, own_rules, "seeds")]


# ── the shipped library ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_editor_sends_nothing_back(library: Library, own_rules: Rules) -> None:
    """Claims are cited, texts have their length, questions have excerpts and answers, no source is over its limit."""
    assert found(library, own_rules) == []


def test_library_is_as_large_as_it_promises(library: Library) -> None:
    """Sources, excerpts, countries, actors, questions on all levels, events, figures, activities."""
    deep = [actor for actor in library.actors.values() if actor.text]
    assert {source.id for source in read_here(library)} == set(NUMBERS)
    assert len(library.excerpts) >= 24
    assert sorted(library.countries) == ["kg", "kz", "tj", "tm", "uz"]
    assert {actor.id for actor in deep} >= {"csto", "eaeu", "ots", "cpc"}
    assert len(library.actors) - len(deep) >= 20
    assert len(library.questions) >= 30
    assert {question.level for question in library.questions.values()} == set(LEVELS)
    assert len(library.events) >= 35
    assert len(library.figures) >= 4
    assert {"jigsaw", "pipeline-stoppages"} <= set(library.activities)


def test_every_source_gives_excerpts_and_none_too_much(library: Library) -> None:
    """At most a quarter of the body of each."""
    for key, source in ((source.id, source) for source in read_here(library)):
        taken = sum(excerpt.words for excerpt in library.excerpts.values() if excerpt.source == key)
        assert 0 < taken <= source.original.words / 4, key


def test_every_excerpt_has_notes_of_several_kinds_and_one_for_the_teacher(library: Library) -> None:
    """Two to five notes, of at least two kinds, at least one of them for the teacher."""
    for key, excerpt in library.excerpts.items():
        assert 2 <= len(excerpt.notes) <= 5, key
        assert len({note.kind for note in excerpt.notes}) >= 2, key
        assert any(note.audience == "teacher" for note in excerpt.notes), key


def test_students_get_at_most_three_notes_on_a_passage(library: Library) -> None:
    """More would leave the text column empty beside them."""
    for key, excerpt in library.excerpts.items():
        assert 2 <= sum(note.audience == "everyone" for note in excerpt.notes) <= 3, key


def test_memberships_are_told_for_every_country(library: Library) -> None:
    """In the five bodies that a profile names."""
    for key in ("csto", "eaeu", "ots", "sco", "cis"):
        assert sorted(member.country for member in library.actors[key].members) == sorted(library.countries), key


def test_rumours_about_living_persons_stay_out(library: Library) -> None:
    """No citation of the paragraph that holds them, and no name from it."""
    texts = [path.read_text(encoding="utf-8") for path in (SHIPPED / "seeds").rglob("*.md")]
    assert not any(re.search(r'@kazantsev-vaisman-2023, ¶[^];"\n]*\b36\b', text) for text in texts)
    assert not any(name in text for text in texts for name in ("Kabaeva", "Viner", "Usmanov"))


# ── the checks bite ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _with(library: Library, shelf: str, key: str, **changes: Any) -> Library:
    items = dict(getattr(library, shelf))
    items[key] = copy.copy(items[key])
    for name, value in changes.items():
        object.__setattr__(items[key], name, value)
    changed = copy.copy(library)
    object.__setattr__(changed, shelf, items)
    return changed


@pytest.mark.parametrize(
    ("shelf", "key", "changes", "message"),
    [
        ("countries", "kz", {"text": "## Economy\n\nOil pays for most."}, "this claim has no citation: “Oil pays for most. …”"),
        ("actors", "csto", {"summary": "An alliance of six states which was founded in Tashkent."}, "this claim has no citation"),
        ("answers", "ritual-read", {"text": "## Points to expect\n\n- Rank matters."}, "this claim has no citation: “Rank matters. …”"),
        ("countries", "uz", {"text": "Short [@background]."}, "the summary has 1 words"),
        ("actors", "cpc", {"text": "Short [@background]."}, "the entry has 1 words"),
        ("excerpts", "rank-and-ritual", {"digest": "Too short."}, "the digest has 2 words"),
        ("excerpts", "rank-and-ritual", {"words": 130}, "the passage has 130 words"),
        ("questions", "ritual-read", {"excerpts": ()}, "this question has no excerpt to read"),
        ("texts", "introduction", {"text": "The NATOX alliance."}, "the abbreviation “NATOX” is not explained"),
    ],
)
def test_check_finds(library: Library, own_rules: Rules, shelf: str, key: str, changes: dict[str, Any], message: str) -> None:
    """One fault in one file is one thing to mend there."""
    faults = found(_with(library, shelf, key, **changes), own_rules)
    assert [fault for fault in faults if fault.startswith(f"seeds/{shelf}/{key}.md") and message in fault]


def test_check_finds_a_question_without_an_answer(library: Library, own_rules: Rules) -> None:
    """And names the file to write."""
    answers = {key: answer for key, answer in library.answers.items() if key != "ritual-read"}
    assert found(replace(library, answers=answers), own_rules) == [
        "seeds/questions/ritual-read.md: rule of this library: this question has no answer"
    ]


def test_check_finds_too_much_of_a_source(library: Library, own_rules: Rules) -> None:
    """A limit is a share of the body or a number of words."""
    rights = copy.copy(library.sources["edm-2022"].rights)
    object.__setattr__(rights, "limit", "100 words")
    faults = found(_with(library, "sources", "edm-2022", rights=rights), own_rules)
    assert faults == ["seeds/sources/edm-2022.md: warning: the excerpts take 223 words of this source, over its limit of 100 (100 words)"]


# ── against the articles ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@needs_articles
def test_every_selector_resolves_and_every_hash_holds(library: Library) -> None:
    """The first and the last words of each passage stand once in its paragraphs, and what is between has the hash and the words."""
    for key, excerpt in library.excerpts.items():
        paragraphs = lines(article(excerpt.source))
        text = normalise(" ".join(paragraphs[number - 1] for number in excerpt.paragraphs)).text
        start, end = normalise(excerpt.select.start).text, normalise(excerpt.select.end).text
        assert (text.count(start), text.count(end)) == (1, 1), key
        passage = text[text.index(start) : text.index(end) + len(end)]
        assert (fingerprint(passage), len(passage.split())) == (excerpt.sha256, excerpt.words), key


@needs_articles
def test_records_count_the_paragraphs_of_their_articles(library: Library) -> None:
    """As many as there are lines that are not empty."""
    for key, source in ((source.id, source) for source in read_here(library)):
        assert len(lines(article(key))) == source.original.paragraphs, key


@needs_articles
def test_no_sentence_of_an_article_stands_in_the_repository(library: Library) -> None:
    """No run of eight words; titles, names of bodies and the citation of a publication are not sentences."""
    theirs = {run for source in NUMBERS for run in _runs(article(source))}
    allowed = {run for text in _names(library) for run in _runs(text, 3)}
    shared = [
        f"{name}: {' '.join(run)}"
        for name, text in _tracked()
        for run in _runs(text)
        if run in theirs and not any(run[at : at + 3] in allowed for at in range(RUN - 2))
    ]
    assert shared == []


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _runs(text: str, length: int = RUN) -> Iterator[tuple[str, ...]]:
    words = _words(text)
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def _names(library: Library) -> Iterator[str]:
    yield from NAMES
    for source in library.sources.values():
        yield from (source.title, source.publisher, source.container_title, source.collection_title)
    for actor in library.actors.values():
        yield from actor.names


def _tracked() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(["git", "ls-files"], cwd=SHIPPED, capture_output=True, text=True)
    names = (
        listed.stdout.splitlines() if listed.returncode == 0 else [path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.md")]
    )
    for name in names:
        path = Path(SHIPPED / name)
        if path.suffix in {".md", ".yaml", ".py", ".tree", ".txt", ".css", ".toml"} and path.is_file():
            yield name, path.read_text(encoding="utf-8")

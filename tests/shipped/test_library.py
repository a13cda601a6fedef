"""The shipped library: it loads, every outline assembles, and the packs hold what they promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing import outline
from briefing import steps as build
from briefing.document import Callout, Digest, Document, NumberedList, Question, Section, plain, walk
from briefing.errors import BriefingError
from briefing.library import LEVELS, Library
from briefing.workspace import Workspace, shipped
from tests.support.libraries import library_of, shipped_packs
from tests.support.variants import variants

SHIPPED = Workspace(shipped(), shipped() / "output")
OUTLINES = outline.names(SHIPPED.templates)


def library() -> Library:
    return library_of(SHIPPED.root)


def assembled(name: str) -> Document:
    packs = shipped_packs(name)
    return (packs.get("student") or packs["teacher"]).document


def test_shipped_library_loads() -> None:
    """No problem in any file, and something on each shelf."""
    assert len(library().sources) >= 5
    assert len(library().countries) >= 5
    assert len(library().excerpts) >= 10
    assert len(library().questions) >= 10
    assert all((library().actors, library().answers, library().texts, library().activities, library().events))


def test_both_promised_outlines_are_there() -> None:
    """The seminar and the executive brief."""
    assert {"seminar", "briefing"} <= set(OUTLINES)


@pytest.mark.parametrize("name", variants(OUTLINES, ["seminar", "briefing"]))
def test_shipped_outline_assembles_with_its_defaults(name: str) -> None:
    """Nobody has to set anything, and each pack says up to when it has information."""
    document = assembled(name)
    assert document.title
    assert document.blocks
    assert plain(document.status).startswith("Information to September 2023")


def test_seminar_holds_what_it_promises() -> None:
    """At least five sources, five countries, ten excerpts, and ten questions on four levels."""
    document = assembled("seminar")
    ids = [str(node.id) for node in walk(document.blocks) if hasattr(node, "id")]
    questions = [node for node in walk(document.blocks) if isinstance(node, Question)]
    levels = {plain(question.details).split(" ")[0].lower() for question in questions}
    assert len([node for node in walk(document.blocks) if isinstance(node, Digest)]) >= 10
    assert len(questions) >= 10
    assert len(levels) >= 4
    assert levels <= set(LEVELS)
    assert {f"source-{key}" for key in library().sources if key != "background"} & set(ids) >= {
        f"source-{key}" for key in list(library().sources)[:5]
    }
    assert {f"country-{key}" for key in ("kz", "kg", "tj", "tm", "uz")} <= set(ids)
    assert {"timeline", "glossary"} <= set(ids)


def test_brief_holds_what_it_promises() -> None:
    """A bottom line and judgements that say how likely and how sure, a map, the memberships, several sources, in few words."""
    document = assembled("briefing")
    ids = {str(node.id) for node in walk(document.blocks) if hasattr(node, "id")}
    assert len([identity for identity in ids if identity.startswith("source-") and identity != "source-background"]) >= 4
    assert {"drawing-memberships", "drawing-brief"} <= ids
    bottom = next(node for node in walk(document.blocks) if isinstance(node, Callout))
    assert len(plain(bottom.blocks).split()) <= 60
    judgements = next(node for node in walk(document.blocks) if isinstance(node, NumberedList))
    for each in judgements.items:
        text = plain(each)
        assert "likely" in text
        assert re.search(r"(High|Moderate|Low) confidence\.$", text)
        assert len(text.split()) <= 30
    assert len(plain(document.blocks).split()) < 1_200


def test_everything_in_the_library_can_be_printed(tmp_path: Path) -> None:
    """One pack of all excerpts, questions, countries, actors, texts and activities has no problem."""
    (tmp_path / "seeds").symlink_to(SHIPPED.seeds)
    (tmp_path / "templates").mkdir()
    texts = ", ".join([*library().texts, *library().activities])
    (tmp_path / "templates" / "all.yaml").write_text(
        f"title: All\nsections:\n- {{use: text, texts: [{texts}]}}\n- use: excerpts\n- use: questions\n- use: countries\n- use: matrix\n"
        "- use: timeline\n- {use: glossary, include: all, depth: full}\n- {use: sources, include: all, about: true}\n"
    )
    workspace = Workspace(tmp_path, tmp_path / "output")
    (pack,) = build.packs(workspace, library(), build.plans(workspace, library(), ["all"], {}))
    titles = {plain(node.title) for node in walk(pack.document.blocks) if isinstance(node, Section)}
    assert {excerpt.title for excerpt in library().excerpts.values()} <= titles
    labels = [node.label for node in walk(pack.document.blocks) if isinstance(node, Question)]
    assert labels == [str(number + 1) for number in range(len(library().questions))]


def test_every_question_has_an_answer_and_every_answer_a_question() -> None:
    """Nobody stands before a class without one. Activities have a part for the teacher, too."""
    assert set(library().answers) == set(library().questions) | set(library().activities)


def test_every_excerpt_and_every_country_cites_and_every_source_is_used() -> None:
    """Five sources are read; the others are cited only."""
    assert {excerpt.source for excerpt in library().excerpts.values()} == {
        each.id for each in library().sources.values() if each.original.words
    }
    assert all("[@" in country.text for country in library().countries.values())


def test_notes_are_short() -> None:
    """A note in the margin has at most 40 words."""
    for excerpt in library().excerpts.values():
        for note in excerpt.notes:
            words = len(note.text.split("[@")[0].split())
            assert words <= 40, f"{excerpt.id}: {words} words"


def test_missing_library_is_one_problem(tmp_path: Path) -> None:
    """A workspace without the folder says so."""
    with pytest.raises(BriefingError) as caught:
        build.load(Workspace(tmp_path, tmp_path))
    assert [(problem.file, problem.message) for problem in caught.value.problems] == [("seeds", "this folder is missing")]

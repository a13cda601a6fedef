"""One question has one number: in the pack, plan, worksheets and handouts, with all questions and with those that a class has time for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from briefing import steps
from briefing.document import Document, Question, walk
from briefing.document.index import Index
from briefing.handout.sheet import Request
from briefing.handout.source import Source
from briefing.library import Library
from briefing.workspace import Workspace
from tests.support.places import SHIPPED


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace(SHIPPED, SHIPPED / "output")


@pytest.fixture(scope="module")
def library(workspace: Workspace) -> Library:
    return steps.load(workspace)


def packs(workspace: Workspace, library: Library, name: str, **settings: str) -> Iterator[tuple[Document, Index]]:
    plans = steps.plans(workspace, library, [name], settings)
    for pack in steps.packs(workspace, library, plans, editions=("student", "teacher")):
        yield pack.document, pack.index


def numbers(document: Document, index: Index) -> Mapping[str, str]:
    labels = {node.id: node.label for node in walk(document) if isinstance(node, Question)}
    return {entry.key: labels[entry.id] for entry in index.questions}


@pytest.mark.slow
def test_a_question_has_the_same_number_on_every_sheet(workspace: Workspace, library: Library) -> None:
    whole = numbers(*next(packs(workspace, library, "seminar")))
    assert list(whole.values()) == [f"{session}.{number}" for session in (1, 2) for number in range(1, 13)]
    seen = dict(whole)
    for name, settings in (("seminar", {"minutes": "90"}), ("lesson-plan", {}), ("worksheet", {}), ("worksheet", {"levels": "apply"})):
        for pack in packs(workspace, library, name, **settings):
            found = numbers(*pack)
            assert found
            assert all(seen.setdefault(key, number) == number for key, number in found.items())
    for offer in Source(workspace, library, "seminar", Request(kinds=("worksheet",), lines="2"), {}).offers({}):
        asked = [node.label for node in walk(offer.make().document) if isinstance(node, Question)]
        assert asked == [number for number in whole.values() if number.startswith(f"{offer.subject.id[-1]}.")]
    assert len(set(seen.values())) == len(seen)


def test_a_class_that_leaves_questions_out_has_gaps(workspace: Workspace, library: Library) -> None:
    found = list(numbers(*next(packs(workspace, library, "seminar", minutes="60"))).values())
    assert [each for each in found if each.startswith("1.")] != [f"1.{number}" for number in range(1, len(found) + 1)]
    assert found == sorted(found, key=lambda each: [int(part) for part in each.split(".")])

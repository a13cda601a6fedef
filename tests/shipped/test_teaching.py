"""The shipped course can be taught: texts before questions, help with marking, and time to spare."""

from __future__ import annotations

from functools import cache

import pytest

from briefing import markup, outline
from briefing import steps as build
from briefing.document import Section, Table, plain, walk
from briefing.library import Library
from briefing.outline import ExcerptsSection, QuestionsSection, TextSection
from briefing.outline import walk as walk_sections
from briefing.steps import Pack
from briefing.workspace import Workspace
from tests.support.libraries import library_of
from tests.support.places import SHIPPED

SPACE = Workspace(SHIPPED, SHIPPED / "output")


@cache
def packs(name: str) -> tuple[Pack, ...]:
    return tuple(build.packs(SPACE, library(), build.plans(SPACE, library(), [name], {}), editions=("student", "teacher")))


def library() -> Library:
    return library_of(SHIPPED)


def sessions(name: str) -> list[tuple[set[str], list[str], int]]:
    """Return the texts that a class has read by the end of each session, its questions, and its activities."""
    (plan,) = (each for each in build.plans(SPACE, library(), [name], {}) if each.outline.id == name)
    read: set[str] = set()
    found = []
    for part in plan.outline.sections:
        if isinstance(part, TextSection) and part.id.startswith("session-"):
            inner = [each for _, each in walk_sections(part.sections)]
            read |= {key for each in inner if isinstance(each, ExcerptsSection) for key in each.select}
            asked = [key for each in inner if isinstance(each, QuestionsSection) for key in each.select]
            done = sum(len(set(each.texts) & set(library().activities)) for each in inner if isinstance(each, TextSection))
            found.append((set(read), asked, done))
    return found


@pytest.mark.parametrize("name", ["seminar", "lesson-plan"])
def test_questions_need_no_text_of_a_later_session(name: str) -> None:
    """A class has read what it is asked about."""
    assert name in outline.names(SPACE.templates)
    for read, asked, _ in sessions(name):
        assert asked
        assert {key for question in asked for key in library().questions[question].excerpts} <= read


def test_each_reading_of_the_seminar_is_asked_about() -> None:
    """Nothing is read for nothing."""
    found = sessions("seminar")
    assert found[-1][0] == {key for _, asked, _ in found for question in asked for key in library().questions[question].excerpts}


@pytest.mark.slow
def test_each_session_of_the_plan_has_an_activity_a_high_question_and_time_to_spare() -> None:
    """At least five of its 90 minutes are free."""
    for _, asked, activities in sessions("lesson-plan"):
        assert activities == 1
        assert [key for key in asked if library().questions[key].level in ("evaluate", "create")]
    (pack,) = (each for each in packs("lesson-plan") if each.name == "lesson-plan")
    sheets = [node for node in walk(pack.document.blocks) if isinstance(node, Table) and node.id.startswith("table-run-sheet")]
    assert len(sheets) == 2
    for sheet in sheets:
        # the parts of an exercise are in its time, and their minutes in brackets
        minutes = sum(int(plain(row[-1])) for row in sheet.rows if ":" in plain(row[0]) and not plain(row[-1]).startswith("("))
        assert 80 <= minutes <= 85


def test_answers_to_high_questions_help_to_mark() -> None:
    """A judgement with criteria where students judge, a rubric where they make something."""
    wanted = {"evaluate": {"A model judgement", "Criteria"}, "create": {"Rubric"}}
    for key, question in library().questions.items():
        headings = {plain(each.title) for each in markup.parse(library().answers[key].text).blocks if isinstance(each, Section)}
        assert wanted.get(question.level, set()) <= headings, key


@pytest.mark.slow
def test_students_do_not_read_what_they_are_to_find_out() -> None:
    """The charts that they draw, the values that they work out, the grounds that they hear after step 4 and the list of disagreements."""
    student, teacher = (" ".join(plain(pack.document.blocks).split()) for pack in packs("seminar"))
    supplement = plain(packs("seminar")[1].document.supplement)
    for words in ("294 dollars", "storm damage", "Gas sold to China in 2022", "Where the sources disagree"):
        assert words not in student
        assert words in teacher + supplement

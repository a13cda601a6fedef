"""The box at the head of a session: what to do for it, and on which pages that is."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from briefing import steps
from briefing.assemble.way_in import numbered
from briefing.document import Callout, Document, PageNumber, Question, plain, walk
from briefing.document.pages_of_blocks import pages_of_blocks, with_page_numbers
from briefing.render.pdf import pages
from briefing.theme.model import Theme
from briefing.workspace import Workspace
from tests.support.places import WATER_LAW

OUTLINE = """
title: Trial
{more}
sections:
- use: text
  title: One
  session: 1
  activities: mock-court
  sections:
  - {{use: excerpts, title: Readings, select: [notice-rule, equitable-share]}}
  - {{use: questions, title: Questions, select: [notice-applied, share-recalled]}}
- {{use: text, title: In class, texts: [mock-court]}}
- {{use: countries, title: The banks, countries: [vl, od]}}
- {{use: sources}}
"""


def document(root: Path, more: str = "") -> Document:
    shutil.copytree(WATER_LAW, root, dirs_exist_ok=True)
    (root / "templates" / "trial.yaml").write_text(OUTLINE.format(more=more), encoding="utf-8")
    workspace = Workspace(root, root / "output")
    library = steps.load(workspace)
    (made,) = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}))
    pages = {each.target: "7" for each in walk(made.document) if isinstance(each, PageNumber)}
    return with_page_numbers(made.document, pages)


@pytest.mark.slow
def test_box_says_what_to_read_ask_and_do_and_where(tmp_path: Path) -> None:
    found = document(tmp_path)
    box = next(each for each in walk(found) if isinstance(each, Callout) and each.id.startswith("way-in"))
    rows = [(plain(each.term), [type(node) for node in walk(each) if isinstance(node, PageNumber)]) for each in box.blocks[0].items]  # type: ignore[union-attr]
    assert [(term, len(pages)) for term, pages in rows] == [("Readings", 1), ("Questions", 1), ("In class", 1), ("Your country", 2)]
    assert "1.1–1.2, p." in plain(box)
    assert {each.label for each in walk(box) if isinstance(each, PageNumber)} == {"7"}
    details = [each.details for each in walk(found) if isinstance(each, Question)]
    assert [sum(isinstance(each, PageNumber) for each in line) for line in details] == [1, 1]


@pytest.mark.slow
def test_what_is_read_before_class_is_named_so(tmp_path: Path) -> None:
    assert "Before class" in plain(document(tmp_path, "read-in-class: no"))


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (["1.1", "1.2", "1.3", "1.7"], "1.1–1.3, 1.7"),
        (["2.10", "2.11"], "2.10–2.11"),
        (["3", "5", "6"], "3, 5–6"),
        (["1.9", "2.1"], "1.9, 2.1"),
    ],
)
def test_numbers_of_questions_are_ranges_with_their_gaps(labels: list[str], words: str) -> None:
    assert numbered(labels) == words


@pytest.mark.slow
def test_teachers_page_of_contents_names_what_is_for_her(tmp_path: Path) -> None:
    shutil.copytree(WATER_LAW, tmp_path, dirs_exist_ok=True)
    section = "- {use: text, title: Only here, text: Words., edition: teacher}\n"
    (tmp_path / "templates" / "trial.yaml").write_text(OUTLINE.format(more="") + section, encoding="utf-8")
    workspace = Workspace(tmp_path, tmp_path / "output")
    library = steps.load(workspace)
    plans = steps.plans(workspace, library, ["trial"], {})
    student, teacher = (pack.document for pack in steps.packs(workspace, library, plans, editions=("student", "teacher")))
    assert plain(teacher.blocks[0]).startswith("For the teacher: Only here, p.")
    assert "answers to questions 1." in plain(teacher.blocks[0])
    assert not plain(student.blocks[0]).startswith("For the teacher")
    printed = pages(teacher, Theme())
    assert [each.label for each in printed][:4] == ["1", "2", "2a", "3"]
    known = pages_of_blocks(replace(teacher, pages=printed))
    named = [each.target for each in walk(teacher.blocks[0]) if isinstance(each, PageNumber)]
    assert known[named[0]] == "2a"
    assert all(known.get(each) for each in named), "an EPUB names the pages of leaves, too"


def test_a_sentence_for_the_teacher_has_no_page_of_its_own(tmp_path: Path) -> None:
    """A pack without questions has only notes for her; that they are there stands on the page of contents."""
    shutil.copytree(WATER_LAW, tmp_path, dirs_exist_ok=True)
    (tmp_path / "templates" / "trial.yaml").write_text("title: Notes\nsections:\n- {use: excerpts, title: Texts}\n", encoding="utf-8")
    workspace = Workspace(tmp_path, tmp_path / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}), editions=("teacher",))
    assert pack.document.supplement == ()
    assert re.search(r"^For the teacher: With 1 note on a passage\. .* edition\.$", plain(pack.document.blocks[0]))

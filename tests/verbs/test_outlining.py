"""Sections moved, dropped and added: the lines of an outline stay as somebody wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

import briefing
from briefing.errors import BriefingError
from briefing.verbs import outlining

OUTLINE = """# The plan of a class.
title: Rivers   # the title

sections:
# how it begins
- use: text
  title: Introduction
  text: >-
    Folded words
    on two lines.

- use: excerpts          # the readings
  id: readings
  select: [dam-quarrel,  # first
           notice-rule]
- use: text
  title: Session
  sections:
  # the first part
  - use: text
    title: One
    text: First.
  - use: text
    title: Two
    text: Second.
# at the end
- use: sources
  include: all
"""


@pytest.fixture
def outline(inside_water: Path) -> Path:
    path = inside_water / "templates" / "class.yaml"
    path.write_text(OUTLINE, encoding="utf-8")
    return path


def ids(name: str = "class") -> list[tuple[int, str]]:
    return [(each.depth, each.id) for each in outlining.plan(briefing.find_workspace(), name).parts]


FIRST = [(0, "introduction"), (0, "readings"), (0, "session"), (1, "one"), (1, "two"), (0, "sources")]
MOVES = {
    "up": ("sources", {"before": "introduction"}, [5, 0, 1, 2, 3, 4]),
    "down": ("introduction", {"after": "sources"}, [1, 2, 3, 4, 5, 0]),
    "with all inside": ("session", {"before": "readings"}, [0, 2, 3, 4, 1, 5]),
    "among those inside": ("two", {"before": "one"}, [0, 1, 2, 4, 3, 5]),
}


@pytest.mark.parametrize(("section", "where", "order"), MOVES.values(), ids=MOVES)
def test_section_moves_with_its_lines_and_remarks(outline: Path, section: str, where: dict[str, str], order: list[int]) -> None:
    """No line is lost, none is new, and none is written otherwise; back again is as before."""
    workspace = briefing.find_workspace()
    briefing.move_section(workspace, "class", section, **where)
    assert ids() == [FIRST[number] for number in order]
    text = outline.read_text(encoding="utf-8")
    assert sorted(text.splitlines()) == sorted(OUTLINE.splitlines())
    assert "# at the end\n- use: sources\n" in text
    assert "# how it begins\n- use: text\n  title: Introduction\n" in text


@pytest.mark.parametrize(("section", "where"), [("one", {"before": "readings"}), ("readings", {"after": "two"})])
def test_section_moves_into_another_and_out_of_it(outline: Path, section: str, where: dict[str, str]) -> None:
    """Its lines have the indentation of its new place."""
    briefing.move_section(briefing.find_workspace(), "class", section, **where)
    depth = {name: depth for depth, name in ids()}
    assert depth[section] == depth[next(iter(where.values()))]
    assert {line.strip() for line in outline.read_text(encoding="utf-8").splitlines()} == {line.strip() for line in OUTLINE.splitlines()}


@pytest.mark.parametrize("where", [{"before": "session"}, {"after": "one"}, {"after": "nothing"}])
def test_section_does_not_move_into_itself(outline: Path, where: dict[str, str]) -> None:
    """Nor next to a section that is not there."""
    with pytest.raises(BriefingError):
        briefing.move_section(briefing.find_workspace(), "class", "session", **where)
    assert outline.read_text(encoding="utf-8") == OUTLINE


def test_section_is_dropped_with_its_remark(outline: Path) -> None:
    """What is around it stays."""
    briefing.drop_section(briefing.find_workspace(), "class", "sources")
    assert outline.read_text(encoding="utf-8") == OUTLINE.partition("# at the end")[0]
    briefing.drop_section(briefing.find_workspace(), "class", "one")
    with pytest.raises(BriefingError):  # a section without sections inside lists none
        briefing.drop_section(briefing.find_workspace(), "class", "two")


def test_section_is_added_behind_another(outline: Path) -> None:
    """With its settings, as somebody would write them; a wrong one is refused when the pack is made, with its line."""
    briefing.add_section(briefing.find_workspace(), "class", {"use": "questions", "title": "Questions: all"}, after="readings")
    text = outline.read_text(encoding="utf-8")
    assert "           notice-rule]\n- use: questions\n  title: 'Questions: all'\n- use: text\n" in text
    assert text.replace("- use: questions\n  title: 'Questions: all'\n", "") == OUTLINE


def test_list_of_a_section_is_written_anew(outline: Path) -> None:
    """On as many lines as it needs; all others stay."""
    workspace = briefing.find_workspace()
    briefing.choose_items(workspace, "class", "readings", ["notice-rule", "equitable-share"])
    text = outline.read_text(encoding="utf-8")
    assert "  select: [notice-rule, equitable-share]\n- use: text\n  title: Session\n" in text
    briefing.choose_items(workspace, "class", "one", ["closing"])
    assert "    text: First.\n    texts: [closing]\n" in outline.read_text(encoding="utf-8")
    with pytest.raises(BriefingError, match="no list of its own"):
        briefing.choose_items(workspace, "class", "sources", ["a"])


def test_outline_that_follows_another_writes_its_changes(outline: Path) -> None:
    """The other outline stays as it is."""
    mine = outline.with_name("mine.yaml")
    mine.write_text("# my class\nextends: class\ntitle: Mine\n", encoding="utf-8")
    workspace = briefing.find_workspace()
    briefing.move_section(workspace, "mine", "sources", before="readings")
    briefing.drop_section(workspace, "mine", "one")
    briefing.drop_section(workspace, "mine", "two")
    briefing.choose_items(workspace, "mine", "readings", ["equitable-share"])
    briefing.add_section(workspace, "mine", {"use": "glossary", "title": "Words"}, after="introduction")
    assert ids("mine") == [(0, "introduction"), (0, "words"), (0, "sources"), (0, "readings"), (0, "session")]
    assert outlining.plan(workspace, "mine").parts[3].items == ("equitable-share",)
    assert mine.read_text(encoding="utf-8").startswith("# my class\nextends: class\ntitle: Mine\n")
    assert outline.read_text(encoding="utf-8") == OUTLINE


@pytest.mark.parametrize("name", ["everything", "defaults", "footnotes"])
def test_every_outline_can_be_put_in_another_order(inside_water: Path, name: str) -> None:
    """Whatever it holds: each section of the first level goes to the beginning, and its pack has all that it had."""
    workspace = briefing.find_workspace()
    file = inside_water / "templates" / f"{name}.yaml"
    before = sorted(file.read_text(encoding="utf-8").split())
    for part in [each for each in outlining.plan(workspace, name).parts if each.depth == 0][1:]:
        first = outlining.plan(workspace, name).parts[0].id
        briefing.move_section(workspace, name, part.id, before=first)
        assert outlining.plan(workspace, name).parts[0].use == part.use
        assert sorted(file.read_text(encoding="utf-8").split()) == before

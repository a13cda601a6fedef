"""Files with several questions: each has its id, its settings and its answer, and mistakes in it have their lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing import steps
from briefing.cli import main
from briefing.library import Library
from briefing.workspace import Workspace

CLASS = """---
minutes: 10
---
## Question

Who counts the lamps?

## Answer 1

The lower town, whose lamplighter kept a tally.

### Question 2: Dry wicks
level: evaluate
minutes: 5

Are dry wicks a matter for the council?

## Question

Why at night?
"""


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a workspace whose pack has these questions."""
    assert run("init", str(tmp_path / "own"), "--empty").exit_code == 0
    monkeypatch.chdir(tmp_path / "own")
    Path("templates/pack.yaml").write_text("title: Lamps\nsections:\n- use: questions\n  title: Questions\n", encoding="utf-8")
    write(CLASS)
    return tmp_path / "own"


def write(text: str, file: str = "class") -> None:
    Path(f"seeds/questions/{file}.md").write_text(text, encoding="utf-8")


def library(root: Path) -> Library:
    return steps.load(Workspace(root, root / "output"))


def test_each_question_has_its_id_and_its_settings(own: Path) -> None:
    """A name behind the heading is an id; settings of the file hold where a question has none of its own."""
    found = [(each.id, each.level, each.minutes) for each in library(own).questions.values()]
    assert found == [("class-1", "", 10), ("dry-wicks", "evaluate", 5), ("class-3", "", 10)]


def test_each_question_has_its_own_answer(own: Path) -> None:
    """The answer ends where the next question begins, and students get none of it."""
    assert {key: answer.text for key, answer in library(own).answers.items()} == {
        "class-1": "The lower town, whose lamplighter kept a tally."
    }
    result = run("build", "-f", "epub", "--edition", "both")
    assert result.exit_code == 0, result.output
    assert "1 searched for" in result.output


def test_every_answer_of_a_file_is_searched_for(own: Path) -> None:
    """Two answers in one file are two passages that no student may get."""
    write(CLASS.replace("Why at night?", "Why at night?\n\n## Answer\n\nBecause the council has met by day since the fire."))
    assert "2 searched for" in run("build", "-f", "epub").output


@pytest.mark.parametrize(
    ("was", "written", "said"),
    [
        ("level: evaluate", "level: evalute", "seeds/questions/class.md:13:8: 'evalute' is not a value for 'level'"),
        ("minutes: 10", "minutes: ten", "seeds/questions/class.md:2:10: 'minutes' must be a whole number"),
        ("Why at night?", "Why [@nobody]?", "seeds/questions/class.md:20:7: there is no source 'nobody'"),
        ("The lower town,", "The [@nobody] town,", "seeds/questions/class.md:10:7: there is no source 'nobody'"),
        ("Why at night?", "", "seeds/questions/class.md:18:1: there is no question below this heading"),
        ("Question 2: Dry wicks", "Question: class-1", "seeds/questions/class.md:12:15: two questions of this file have the id"),
        ("---\n## Question\n", "---\nHello.\n\n## Question\n", "seeds/questions/class.md:4:1: there is text above the first question"),
    ],
)  # fmt: skip
def test_mistakes_have_their_lines(own: Path, was: str, written: str, said: str) -> None:
    """A line of the file, not of the part."""
    write(CLASS.replace(was, written, 1))
    result = run("check")
    assert result.exit_code == 1
    assert said in result.output


def test_two_files_cannot_have_one_question(own: Path) -> None:
    """The second is named."""
    write("Another one?", "dry-wicks")
    assert "seeds/questions/dry-wicks.md:1:1: another file of this folder has a question with the id 'dry-wicks'" in run("check").output


def test_question_without_settings_is_one(own: Path) -> None:
    """Level and minutes are for those who want them; without them, nothing is printed below the question."""
    write("Who lights the lamps?", "lights")
    assert library(own).questions["lights"].text == "Who lights the lamps?"
    assert run("build", "-f", "epub").exit_code == 0

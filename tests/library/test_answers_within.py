"""Answers in the files of their questions: only the teacher gets what is below the heading, and mistakes in it have their lines."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing import steps
from briefing.cli import main
from briefing.workspace import Workspace

QUESTION = """---
level: analyse
minutes: 10
objective: Tell a rule from a count.
---
Which of the two towns counts the lamps?

{heading}

The lower town, whose lamplighter kept a tally [@background].

## Traps

They mistake oil for wicks.
"""


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a workspace whose pack has this question only."""
    assert run("init", str(tmp_path / "own"), "--empty").exit_code == 0
    monkeypatch.chdir(tmp_path / "own")
    Path("templates/pack.yaml").write_text("title: Lamps\nsections:\n- use: questions\n  title: Questions\n", encoding="utf-8")
    write()
    return tmp_path / "own"


def write(heading: str = "## Answer") -> None:
    Path("seeds/questions/lamps.md").write_text(QUESTION.format(heading=heading), encoding="utf-8")


def words(file: str) -> str:
    with zipfile.ZipFile(f"output/{file}.epub") as book:
        return " ".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))


def test_students_get_the_question_and_the_teacher_the_answer(own: Path) -> None:
    """Every build searches the students' file for the answer."""
    result = run("build", "-f", "epub", "--edition", "both")
    assert result.exit_code == 0, result.output
    assert "1 searched for" in result.output
    assert "counts the lamps" in words("pack")
    assert "tally" not in words("pack")
    assert "wicks" not in words("pack")
    assert "tally" in words("pack-teacher")
    assert "wicks" in words("pack-teacher")


@pytest.mark.parametrize("heading", ["# Answer", "### Model answer:", "## **Answer**", "## ANSWERS", "## Lösung", "## Ответ ##"])
def test_heading_may_be_written_in_many_ways(own: Path, heading: str) -> None:
    """As people write it."""
    write(heading)
    library = steps.load(Workspace(own, own / "output"))
    assert library.questions["lamps"].text == "Which of the two towns counts the lamps?"
    assert library.answers["lamps"].text.startswith("The lower town")


@pytest.mark.parametrize("heading", ["## Answers of the past", "## Keys", "Answer the question."])
def test_other_headings_belong_to_the_question(own: Path, heading: str) -> None:
    """Nothing is withheld by guess."""
    write(heading)
    assert not steps.load(Workspace(own, own / "output")).answers


def test_mistake_in_an_answer_has_its_line(own: Path) -> None:
    """Its citations and its quotations, too."""
    write("## Answer\n\nSee [@nobody-1900].")
    result = run("check")
    assert result.exit_code == 1
    assert "seeds/questions/lamps.md:10:7: there is no source 'nobody-1900'" in result.output


def test_two_answers_to_one_question_are_refused(own: Path) -> None:
    """In its file, and in a file of its own."""
    Path("seeds/answers/lamps.md").write_text("The upper town [@background].\n", encoding="utf-8")
    result = run("check")
    assert result.exit_code == 1
    assert "seeds/questions/lamps.md:8:1: this question has another answer in a file of its own" in result.output


def test_line_that_begins_like_an_answer_is_told(own: Path) -> None:
    """Students would read it; and the setting `answer:` leads to the heading."""
    write("**Answer:** it is the lower one.")
    assert "seeds/questions/lamps.md:8:1: warning: students read this line" in run("check").output
    text = QUESTION.replace("level:", "answer: The lower town.\nlevel:").format(heading="")
    Path("seeds/questions/lamps.md").write_text(text, encoding="utf-8")
    result = run("check")
    assert "unknown setting 'answer'" in result.output
    assert "Write it below the question, under a heading '## Answer'." in result.output


def test_rules_for_answers_hold_within_questions(own: Path) -> None:
    """A question is answered, and its answer is to cite."""
    Path("seeds/rules.yaml").write_text("answers: yes\ncitations: yes\n", encoding="utf-8")
    write()
    assert "this question has no answer" not in run("check").output
    Path("seeds/questions/lamps.md").write_text(QUESTION.format(heading="## Answer").replace(" [@background]", ""), encoding="utf-8")
    assert "seeds/questions/lamps.md:10:1: rule of this library: this claim has no citation: “The lower town" in run("check").output
    write("## Another heading")
    assert "this question has no answer\n  Write it below the question, under a heading '## Answer'." in run("check").output

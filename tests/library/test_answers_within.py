"""Answers within questions and activities: only the teacher gets what is below the heading, and mistakes in it have their lines."""

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


# ── activities ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

ACTIVITY = """## Who lit the lamp?

1. Read both reports.
2. Fill the table.

## For the teacher

After step 2, tell them of the drunken bellringer [@background].
"""


@pytest.fixture
def activity(own: Path) -> Path:
    """Add an activity with a part for the teacher to the pack."""
    Path("seeds/activities").mkdir(exist_ok=True)
    path = Path("seeds/activities/who-lit.md")
    path.write_text(ACTIVITY, encoding="utf-8")
    outline = Path("templates/pack.yaml")
    outline.write_text(f"{outline.read_text()}- {{use: text, title: Work, texts: [who-lit]}}\n", encoding="utf-8")
    return path


def test_part_of_an_activity_is_for_the_teacher_alone(activity: Path) -> None:
    """It is in the teacher's supplement, under the name of the activity, and the build searches the students' file for it."""
    result = run("build", "-f", "epub", "--edition", "both")
    assert result.exit_code == 0, result.output
    assert "2 searched for" in result.output
    assert "Fill the table" in words("pack")
    assert "bellringer" not in words("pack")
    assert "bellringer" in words("pack-teacher")
    assert words("pack-teacher").count("Who lit the lamp?") > words("pack").count("Who lit the lamp?")


def test_part_follows_its_activity_where_the_pack_is_for_the_teacher(activity: Path) -> None:
    """Under a heading of its own, inside the activity."""
    outline = Path("templates/pack.yaml")
    outline.write_text(f"edition: teacher\n{outline.read_text()}", encoding="utf-8")
    result = run("build", "-f", "epub")
    assert result.exit_code == 0, result.output
    text = words("pack")
    assert text.index("Fill the table") < text.index("For the teacher") < text.index("bellringer")


def test_words_of_that_part_in_a_file_for_students_are_a_leak(activity: Path) -> None:
    """The teacher's file, taken for the students', is full of them."""
    assert run("build", "-f", "epub", "--edition", "teacher").exit_code == 0
    result = run("prove", "output/pack-teacher.epub", "--against", "pack")
    assert result.exit_code == 1
    assert "seeds/activities/who-lit.md" in result.output


def test_part_may_be_in_a_file_of_its_own(activity: Path) -> None:
    """As an answer may, but not in both places."""
    Path("seeds/answers").mkdir(exist_ok=True)
    Path("seeds/answers/who-lit.md").write_text("The mayor did [@background].\n", encoding="utf-8")
    result = run("check")
    assert "seeds/activities/who-lit.md:6:1: this activity has another answer in a file of its own" in result.output
    activity.write_text(ACTIVITY.partition("## For")[0], encoding="utf-8")
    assert steps.load(Workspace(Path.cwd(), Path("output"))).answers["who-lit"].text == "The mayor did [@background]."


def test_activity_with_such_a_part_has_an_id_of_its_own(activity: Path) -> None:
    """Answers are found by the ids of questions and activities."""
    activity.rename("seeds/activities/lamps.md")
    result = run("check")
    assert "an activity with a part for the teacher and a question have the same id 'lamps'" in result.output


def test_mistake_in_that_part_has_its_line(activity: Path) -> None:
    """And a line that only begins like one is told."""
    activity.write_text(ACTIVITY.replace("@background", "@nobody-1900"), encoding="utf-8")
    assert "seeds/activities/who-lit.md:8:53: there is no source 'nobody-1900'" in run("check").output
    activity.write_text("Read both.\n\n**For the teacher:** it was the mayor.\n", encoding="utf-8")
    assert "seeds/activities/who-lit.md:3:1: warning: students read this line" in run("check").output


def test_part_of_an_activity_without_a_heading_is_named_after_its_section(activity: Path) -> None:
    """Whoever reads the list of what is for the teacher sees of which section it is."""
    activity.write_text(ACTIVITY.partition("\n\n")[2], encoding="utf-8")
    assert run("build", "-f", "epub", "--edition", "both").exit_code == 0
    assert "Work: for the teacher" in words("pack-teacher")
    assert "for the teacher" not in words("pack")

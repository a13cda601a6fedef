"""How problems are printed: lines and columns for people, JSON for other programs, warnings that stop nothing."""

from __future__ import annotations

import json
import pickle
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefing.cli import main
from briefing.commands.reporting import located
from briefing.errors import BriefingError, Problem
from tests.support.places import TESTS


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work inside a copy of the small workspace that is in order."""
    shutil.copytree(TESTS / "problems" / "good", tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def problems(*args: str) -> tuple[int, list[dict[str, Any]]]:
    """Return the exit code of a command and the problems in the one document that it prints."""
    result = CliRunner().invoke(main, args)
    document = json.loads(result.stdout)
    assert document["ok"] == (result.exit_code == 0)
    return result.exit_code, document["problems"]


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", [["check"], ["build", "-f", "epub"], ["show", "lesson"]])
def test_json_has_each_problem(command: list[str], good: Path) -> None:
    """With everything that people are told of it."""
    (good / "seeds/texts/opening.md").write_text("A ferry [@coed, ¶1].\n\nA cow [@code, ¶99].\n", encoding="utf-8")
    code, found = problems(*command, "--json")
    assert code == 1
    assert found == [
        {
            "file": "seeds/texts/opening.md",
            "line": 1,
            "message": "there is no source 'coed'",
            "hint": "Did you mean 'code'?",
            "column": 11,
            "text": "A ferry [@coed, ¶1].",
            "severity": "error",
        },
        {
            "file": "seeds/texts/opening.md",
            "line": 3,
            "message": "source 'code' has no ¶99",
            "hint": "Choose from ¶1 to ¶9.",
            "column": 15,
            "text": "A cow [@code, ¶99].",
            "severity": "error",
        },
    ]


def test_json_of_warnings(good: Path) -> None:
    """They have their severity, and the exit code stays 0; with --strict they are errors."""
    (good / "seeds/actors/guild.md").write_text(
        "---\nname: Guild\nkind: organisation\nsummary: A guild [@code, ¶6].\n---\n", encoding="utf-8"
    )
    code, found = problems("check", "--json")
    assert (code, [(each["file"], each["severity"]) for each in found]) == (0, [("seeds/actors/guild.md", "warning")])
    code, found = problems("check", "--json", "--strict")
    assert (code, [(each["file"], each["severity"]) for each in found]) == (1, [("seeds/actors/guild.md", "error")])


@pytest.mark.parametrize("command", [["check"], ["build", "-f", "epub"], ["show", "lesson"]])
def test_json_has_no_problems_where_nothing_is_wrong(command: list[str], good: Path) -> None:
    """And the command succeeded."""
    assert problems(*command, "--json") == (0, [])


# ── lines and columns ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "message", "column"),
    [
        ("  kind: remark", "'remark' is not a value for 'kind'", 9),
        ("  kind: remark", "unknown setting 'kind'", 3),
        ("reminder: mind", "'mind' is not a value for 'reminder'", 11),
        ("level: analyse", "'minutes' is missing", 1),
        ("  body: 8", "body: a size of 8 points is too small for running text", 3),
        ("A river, **a ferry", "bold words have ** on one side only", 10),
        ("A <b>river</b>", "raw HTML (<b>) is not printed", 3),
        ("See [@code, ¶6; code].", "[@code, ¶6; code] is not a citation", 5),
        ("\tkey: value", "there is a tab instead of spaces", 2),
    ],
)
def test_column_is_that_of_the_words_that_the_message_names(line: str, message: str, column: int, tmp_path: Path) -> None:
    """Else that of the first letter."""
    (tmp_path / "a.yaml").write_text(f"first\n{line}\n", encoding="utf-8")
    found = located(Problem("a.yaml", 2, message), tmp_path)
    assert (found.column, found.text) == (column, line.replace("\t", " "))


def test_column_that_the_parser_knows_is_kept_or_made_more_exact_within_the_value(tmp_path: Path) -> None:
    """The same word before the value is not meant."""
    (tmp_path / "a.yaml").write_text("lines: {lines: many, topics: [one, two]}\n", encoding="utf-8")
    assert located(Problem("a.yaml", 1, "'lines' must be a whole number", "", 16), tmp_path).column == 16
    assert located(Problem("a.yaml", 1, "there is no topic 'two'", "", 30), tmp_path).column == 36


def test_words_that_a_message_quotes_are_found_where_the_line_is_not_known(tmp_path: Path) -> None:
    """Over the ends of lines, too."""
    (tmp_path / "a.md").write_text("---\nx: y\n---\nOne. Who ever\ncrosses pays.\n", encoding="utf-8")
    found = located(Problem("a.md", 0, "this claim has no citation: “Who ever crosses …”"), tmp_path)
    assert (found.line, found.column, found.text) == (4, 6, "One. Who ever")


def test_long_line_is_cut_around_the_words(tmp_path: Path) -> None:
    """A paragraph in one line does not fill the screen."""
    (tmp_path / "a.md").write_text(f"{'word ' * 100}[@coed] {'word ' * 100}", encoding="utf-8")
    found = located(Problem("a.md", 1, "there is no source 'coed'"), tmp_path)
    assert found.column == 503
    _, shown, mark, _ = f"{found}\n".split("\n")
    assert re.fullmatch(r"    ….{99,100}…", shown)
    assert shown[mark.index("^") :].startswith("coed]")


@pytest.mark.parametrize(
    "problem", [Problem("a.md", 9, "no line"), Problem("b.md", 1, "no file"), Problem("a.md", 2, "empty"), Problem("", 0, "no")]
)
def test_problem_without_a_line_stays_as_it_is(problem: Problem, tmp_path: Path) -> None:
    """A file that is not there, a line beyond its end, an empty line."""
    (tmp_path / "a.md").write_text("one\n\nthree\n", encoding="utf-8")
    assert located(problem, tmp_path) == problem


def test_control_characters_never_reach_the_terminal(tmp_path: Path) -> None:
    """A line of a file is not to move the cursor or to change colours."""
    (tmp_path / "a.md").write_text("a \x1b[31mred\x07 word\n", encoding="utf-8")
    assert located(Problem("a.md", 1, "odd"), tmp_path).text == "a  [31mred  word"


def test_printed_form() -> None:
    """Place, message, the line, the hint."""
    problem = Problem("a.md", 3, "odd", "Mend it.", 5, "an odd word")
    assert str(problem) == "a.md:3:5: odd\n    an odd word\n        ^\n  Mend it."
    assert str(Problem("a.md", 0, "odd", severity="warning")) == "a.md: warning: odd"


def test_problems_cross_from_one_process_to_another_whole() -> None:
    """With the sentence at their end: a command that only reads does not say that nothing was written."""
    sent = BriefingError([Problem("seeds/a.md", 3, "no", "yes", 4)], " Nothing was sent.")
    come = pickle.loads(pickle.dumps(sent))
    assert (come.problems, come.ending, come.message) == (sent.problems, sent.ending, sent.message)

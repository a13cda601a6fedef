"""How problems are printed: lines and columns for people, JSON for other programs, warnings that stop nothing."""

from __future__ import annotations

import errno
import json
import pickle
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefing.cli import main
from briefing.errors import BriefingError, Problem
from briefing.files import pointing
from briefing.files.pointing import located
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
    """They have their severity, and the exit code stays 0; with --strict it is 1."""
    (good / "seeds/actors/guild.md").write_text(
        "---\nname: Guild\nkind: organisation\nsummary: A guild [@code, ¶6].\n---\n", encoding="utf-8"
    )
    code, found = problems("check", "--json")
    assert (code, [(each["file"], each["severity"]) for each in found]) == (0, [("seeds/actors/guild.md", "unfinished")])
    code, found = problems("check", "--json", "--strict")
    assert (code, [(each["file"], each["severity"]) for each in found]) == (1, [("seeds/actors/guild.md", "unfinished")])


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


# ── machines and files that are in the way ───────────────────────────────────────────────────────────────────────────────────────────


def told(*args: str) -> str:
    """Return what a command that fails says."""
    result = CliRunner().invoke(main, args)
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1, result.output
    return result.output


@pytest.mark.parametrize("command", [["build", "-f", "docx"], ["handout"], ["show"]])
def test_streams_may_be_closed(command: list[str], good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As by `2>&-`: Python has None in their place."""
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert not ended.value.code
    assert good.is_dir()


def test_file_with_many_problems_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "many.yaml").write_text("a: 1\n" * 3000, encoding="utf-8")
    reads: list[Path] = []
    lines = pointing._lines

    def watched(path: Path) -> list[str]:
        reads.append(path)
        return lines(path)

    monkeypatch.setattr(pointing, "_lines", watched)
    found = pointing.all_located([Problem("many.yaml", line, "'a' is wrong") for line in range(1, 3001)], tmp_path)
    assert (len(found), len(reads)) == (3000, 1)


def test_remark_behind_a_value_is_not_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("lines: ４   # ruled lines\n", encoding="utf-8")
    assert located(Problem("a.yaml", 1, "'lines' must be a whole number", "", 8), tmp_path).column == 8


def test_timeline_that_is_a_broken_link_is_not_an_empty_timeline(good: Path) -> None:
    (good / "seeds/events.yaml").unlink(missing_ok=True)
    (good / "seeds/events.yaml").symlink_to("events.yaml")
    assert "seeds/events.yaml: the file cannot be read" in told("check")


def test_text_laid_beside_the_copies_is_named_once(good: Path) -> None:
    (good / "seeds/originals").mkdir(exist_ok=True)
    (good / "seeds/originals/mine.txt").write_text("A ferry crosses.\n", encoding="utf-8")
    said = told("check")
    assert "briefing sources add mine.txt" in said
    assert "1 problem." in said


@pytest.mark.parametrize("command", [["build", "-f", "docx"], ["handout"]])
@pytest.mark.parametrize(("kind", "what"), [("link", "this is a link that leads to no folder"), ("file", "this is a file, not a folder")])
def test_output_that_is_no_folder_is_named(command: list[str], kind: str, what: str, good: Path) -> None:
    if kind == "link":
        (good / "output").symlink_to("output")
    else:
        (good / "output").write_text("mine", encoding="utf-8")
    assert f"output: {what}" in told(*command)


@pytest.mark.parametrize("command", [["build", "-f", "docx"], ["handout"]])
@pytest.mark.parametrize("folder", ["seeds", "seeds/texts", "templates/new"])
def test_nothing_is_built_into_the_library(command: list[str], folder: str, good: Path) -> None:
    assert "which holds what you write yourself\n  Choose another folder" in told(*command, "-o", folder)
    assert not list(good.rglob("*.docx")) + list(good.rglob("*.pdf"))
    assert not (good / "templates/new").exists()


def test_bin_that_is_a_link_takes_nothing_out_of_the_workspace(good: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "a.txt").write_text("A ferry crosses the river.\n\nIt is late.\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["sources", "add", str(tmp_path / "a.txt"), "--new"]).exit_code == 0
    (good / ".bin").symlink_to(tmp_path / "elsewhere")
    assert ".bin: this is a link" in told("sources", "remove", "a-ferry-crosses-the")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_record_that_is_needed_stays_and_the_need_is_named(good: Path) -> None:
    said = told("sources", "remove", "code", "--record")
    assert "This needs the record of 'code'." in said
    assert "The only choice" not in said
    assert (good / "seeds/sources/code.md").is_file()


def test_workspace_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path, **_: object) -> None:
        raise shutil.Error([(str(source), str(target), f"[Errno {errno.ENOSPC}] No space left on device: 'a'")])

    monkeypatch.setattr(shutil, "copytree", full)
    said = told("init", str(tmp_path / "new"))
    assert "a workspace cannot be made here: No space left on device" in said


@pytest.mark.parametrize("title", [r"\u200b", r"\u00a0\u2060 ", ""])
def test_title_that_shows_nothing_is_empty(title: str, good: Path) -> None:
    outline = good / "templates/lesson.yaml"
    outline.write_text(re.sub("(?m)^title:.*", lambda _: f'title: "{title}"', outline.read_text("utf-8")), encoding="utf-8")
    assert "the title is empty" in told("check")


def test_fewer_lines_than_none(good: Path) -> None:
    outline = good / "templates/lesson.yaml"
    outline.write_text(outline.read_text("utf-8") + "- {use: lines, lines: -3}\n", encoding="utf-8")
    assert "lines: '-3' is less than 0\n" in told("check")

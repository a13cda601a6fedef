"""Forms: workspaces with the outline of a kind of pack, whose placeholders say what to write."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing.cli import main
from briefing.originals.records import TO_WRITE
from briefing.verbs.init import FORMS


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    result = run("init", str(folder), "--form", request.param)
    assert result.exit_code == 0
    assert f"'briefing init DIR --form {request.param} --empty' begins without them." in result.output
    monkeypatch.chdir(folder)
    return folder


def texts(folder: Path) -> dict[str, str]:
    files = [*folder.glob("seeds/**/*.md"), *folder.glob("templates/*.yaml")]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files if path.name != "README.md"}


def test_form_can_be_built_at_once(form: Path) -> None:
    """So that people see what they fill in; the build says that placeholders are printed."""
    result = run("build", "-f", "pdf")
    assert result.exit_code == 0, result.output
    assert "still to be written" in result.output
    assert len(list((form / "output").glob("*.pdf"))) == 1


def test_check_names_each_placeholder_and_nothing_else_is_wrong(form: Path) -> None:
    """With its file and line. Comments of the settings do not count."""
    result = run("check", "--json")
    found = json.loads(result.stdout)
    assert found["ok"]
    assert {problem["severity"] for problem in found["problems"]} == {"unfinished"}
    named = [problem["file"] for problem in found["problems"] if "this is still to be written" in problem["message"]]
    standing = [
        name for name, text in texts(form).items() for line in text.splitlines() if f"{TO_WRITE}:" in line and not line.startswith("#")
    ]
    assert sorted(named) == sorted(standing)
    assert len(named) >= 2


def test_nothing_is_unfinished_when_all_is_written(form: Path) -> None:
    """But for what the examples leave out."""
    for name, text in texts(form).items():
        (form / name).write_text(
            text.replace(f"{TO_WRITE}:", "This is written:").replace('"This is written:', '"This is written,'), encoding="utf-8"
        )
    result = run("check")
    assert result.exit_code == 0, result.output
    assert "still to be written" not in result.output


def test_form_has_the_folders_the_guide_and_an_example_of_each_thing(form: Path) -> None:
    """A folder for each kind of record, though it is empty."""
    kinds = {"sources", "excerpts", "countries", "actors", "figures", "questions", "answers", "texts", "activities", "originals"}
    assert kinds <= {path.name for path in (form / "seeds").iterdir()}
    assert (form / "seeds/README.md").is_file()
    assert (form / "seeds/events.yaml").is_file()
    for kind in ("sources", "excerpts", "actors", "questions", "answers", "countries", "texts"):
        assert list((form / "seeds" / kind).glob("*.md")), kind


@pytest.mark.parametrize("name", FORMS)
def test_form_without_examples_can_be_built_at_once(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has the texts that its outline names, and nothing to be deleted. Nothing is wrong but what is still to be written."""
    assert run("init", str(tmp_path / "own"), "--form", name, "--empty").exit_code == 0
    monkeypatch.chdir(tmp_path / "own")
    folders = {Path(file).parts[1] for file in texts(tmp_path / "own") if file.startswith("seeds")}
    assert folders <= {"texts", "activities", "countries"}
    assert "two-towns" not in " ".join(texts(tmp_path / "own").values())
    assert run("build", "-f", "epub").exit_code == 0
    found = json.loads(run("check", "--json").stdout)
    assert {problem["severity"] for problem in found["problems"]} == {"unfinished"}


def test_form_says_nothing_about_the_shipped_subject(form: Path) -> None:
    """It is for any subject."""
    whole = " ".join(texts(form).values()).lower()
    assert not [word for word in ("asia", "kazakh", "russia", "csto") if word in whole]


def test_roles_of_a_training_are_dealt_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the list of participants that the form brings along."""
    assert run("init", str(tmp_path / "day"), "--form", "training").exit_code == 0
    monkeypatch.chdir(tmp_path / "day")
    result = run("handout", "--roster", "participants.csv")
    assert result.exit_code == 0, result.output
    assert "2 sheets" in result.output
    told = "templates/training.yaml:5:9: unfinished: these sheets print 3 texts still to be written, such as “To be written: the subject of"
    assert told in result.output


def test_only_the_roles_of_a_training_are_dealt_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The country of the examples would be one more role. Where a form has no roles, it is there."""
    assert run("init", str(tmp_path / "day"), "--form", "training").exit_code == 0
    monkeypatch.chdir(tmp_path / "day")
    Path("three.csv").write_text("name\nAda\nBo\nCy\n", encoding="utf-8")
    assert "2 sheets" in run("handout", "--roster", "three.csv").output
    whole = [path.read_text(encoding="utf-8") for path in Path("seeds").rglob("*.*") if path.name != "README.md"]
    assert not [text for text in whole if "[nl]" in text or "Netherlands" in text]


def test_section_for_which_the_library_has_nothing_is_left_out_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it has no conditions of its own. A section that chooses, and finds nothing, stops the build."""
    assert run("init", str(tmp_path / "own")).exit_code == 0
    monkeypatch.chdir(tmp_path / "own")
    shutil.rmtree("seeds/questions")
    shutil.rmtree("seeds/answers")
    (tmp_path / "own/seeds/events.yaml").unlink()
    result = run("build", "-f", "epub")
    assert result.exit_code == 0
    assert "this section and another one are left out: there is no event or question" in result.output
    outline = tmp_path / "own/templates/pack.yaml"
    outline.write_text(outline.read_text().replace("- use: timeline\n", "- use: timeline\n  since: 2020\n"))
    assert "no event fits this section" in run("build", "-f", "epub").output

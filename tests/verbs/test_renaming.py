"""A source with another id: every place that names it is changed, or nothing is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing import steps
from briefing.cli import main
from briefing.verbs.renaming import _with_new_name
from briefing.workspace import find
from tests.support.places import TESTS


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    shutil.copytree(TESTS / "problems" / "good", folder)
    monkeypatch.chdir(folder)
    return folder


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_everything_that_names_the_source_names_it_anew(good: Path) -> None:
    """Citations, excerpts, outlines; the pack has the same words, and nothing of the old name is left."""
    words = run("show", "lesson").output
    result = run("sources", "rename", "code", "river-code-1931")
    assert result.exit_code == 0, result.output
    assert "'code' is now 'river-code-1931'." in result.output
    assert not (good / "seeds/sources/code.md").exists()
    left = [name for name, data in state(good).items() if b"@code" in data or b"source: code" in data]
    assert left == []
    assert run("check").output.startswith("No problems")
    assert run("show", "lesson").output == words


def test_renaming_back_leaves_every_byte_as_it_was(good: Path) -> None:
    """Remarks, order and spaces too."""
    before = state(good)
    assert run("sources", "rename", "code", "river-code").exit_code == 0
    assert state(good) != before
    assert run("sources", "rename", "river-code", "code").exit_code == 0
    assert state(good) == before


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("As [@code, ¶3; -@code, p. 4] has it.", "As [@new, ¶3; -@new, p. 4] has it."),
        ("@code says, and @code-2 does not; @encode neither.", "@new says, and @code-2 does not; @encode neither."),
        ("Write to clerk@code.example.", "Write to clerk@code.example."),
        ("source: code  # mine\nsources: [a, code, b]\n", "source: new  # mine\nsources: [a, new, b]\n"),
        (
            "- use: comparison\n  sources:\n  - code\n  - co-d\n  title: code\n",
            "- use: comparison\n  sources:\n  - new\n  - co-d\n  title: code\n",
        ),
        ("sources: [\n  code,\n  other]\n", "sources: [\n  new,\n  other]\n"),
        ("cite: \"@code, ¶3\"\n- {text: It floods., cite: '@code'}\n", "cite: \"@new, ¶3\"\n- {text: It floods., cite: '@new'}\n"),
    ],
)
def test_only_the_name_of_the_source_is_changed(text: str, after: str) -> None:
    """Not a longer name, an address, or the word in a text."""
    assert _with_new_name(text, "code", "new")[0] == after


@pytest.mark.parametrize(
    ("new", "answer"),
    [
        ("Code 2", "'Code 2' cannot be the id of a source"),
        ("con", "'con' cannot be the id of a source"),
        ("background", "'background' cannot be the id of a source"),
        ("code", "there is already a source 'code'"),
    ],
)
def test_id_that_cannot_be_taken_is_refused(good: Path, new: str, answer: str) -> None:
    """And nothing is changed."""
    before = state(good)
    result = run("sources", "rename", "code", new)
    assert (result.exit_code, answer in result.output) == (1, True)
    assert state(good) == before


def test_place_that_cannot_be_changed_stops_it(good: Path) -> None:
    """A parameter whose value is the id: nobody can tell that it means the source."""
    path = good / "templates/lesson.yaml"
    text = path.read_text().replace("params:\n", "params:\n  which: {type: text, help: The source., default: code}\n")
    path.write_text(text + "- use: comparison\n  title: Compare\n  sources: ['{{ which }}']\n")
    if run("check").exit_code:
        pytest.fail(run("check").output)
    before = state(good)
    result = run("sources", "rename", "code", "river-code")
    assert result.exit_code == 1
    assert "templates/lesson.yaml" in result.output
    assert "Write 'river-code' here after renaming" in result.output
    assert state(good) == before


def test_copy_goes_with_its_record(good: Path, tmp_path: Path) -> None:
    """The copy of a source has the name of its source."""
    (tmp_path / "mill.txt").write_text("The mill stood.\n\nIt fell in a storm.\n")
    assert run("sources", "add", str(tmp_path / "mill.txt"), "--as", "mill", "--new").exit_code == 0
    assert run("sources", "rename", "mill", "mill-1890").exit_code == 0
    assert set(steps.load(find()).originals) == {"mill-1890"}

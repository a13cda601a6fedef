"""`briefing doctor`: for people who ask for help, wherever they are and whatever is wrong there."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing import __version__
from briefing.cli import main
from briefing.system import pandoc
from tests.support.places import TESTS

GOOD = TESTS / "problems" / "good"


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(GOOD, tmp_path / "work"))
    monkeypatch.chdir(folder)
    return folder


def test_versions_fonts_folders_and_encodings_are_shown(good: Path) -> None:
    """All that a helper asks for first, in one answer."""
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0
    for words in (f"briefing         {__version__}", f"pandoc           {pandoc.version()}", "Spectral", "seeds", "terminal", "GB free"):
        assert words in result.output
    assert not list(good.rglob(".briefing-*"))


def test_library_with_mistakes_stops_nothing_here(good: Path) -> None:
    """The answer is needed most where something is wrong: `check` is for that."""
    (good / "seeds" / "sources" / "code.md").write_text("---\n: [")
    assert CliRunner().invoke(main, ["doctor"]).exit_code == 0


def test_what_stops_work_is_a_problem_and_exit_code_1(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the answer for programs, too."""

    def gone() -> str:
        raise pandoc.PandocError("pandoc cannot be started: Exec format error")

    monkeypatch.setattr(pandoc, "version", gone)
    result = CliRunner().invoke(main, ["doctor", "--json"])
    document = json.loads(result.stdout)
    assert (result.exit_code, document["ok"]) == (1, False)
    assert [each["message"] for each in document["problems"]] == ["pandoc: pandoc cannot be started: Exec format error"]
    assert "pip install" in document["problems"][0]["hint"]


def test_what_is_optional_and_missing_stops_nothing(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is marked, with what it would be for."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0
    assert "- git              not found\n                   Only to keep versions of your files.\n" in result.output


def test_folder_that_is_no_workspace_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a workspace stops work; the rest of the answer is there all the same."""
    (tmp_path / "seeds").mkdir()
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert "! workspace" in result.output
    assert "Spectral" in result.output


def test_output_that_leads_nowhere_stops_work(good: Path) -> None:
    (good / "output").symlink_to("output")
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert "this is a link that leads to no folder" in result.output


def test_closed_folder_inside_the_library_stops_work(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "texts" and access(path, mode))
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert "readable and writable, but not seeds/texts" in result.output

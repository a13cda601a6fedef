"""Watching: a save leads to a build, and a mistake to a message."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.cli import main
from briefing.verbs import watch
from briefing.verbs.unchanged import Question

FILES = {
    "templates/ford.yaml": "title: The Ford\nlanguage: en-GB\nsections:\n- use: text\n  title: Way\n  texts: [way]\n",
    "seeds/texts/way.md": "The way leads through the water.\n",
}


@pytest.fixture
def ford(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for place, text in FILES.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def saves(monkeypatch: pytest.MonkeyPatch, *changes: Callable[[], object]) -> None:
    """Make each change when the program waits for one; then stop it as Ctrl-C does."""
    left: Iterator[Callable[[], object]] = iter(changes)

    def wait(_seconds: float) -> None:
        change = next(left, None)
        if change is None:
            raise KeyboardInterrupt
        change()

    monkeypatch.setattr(time, "sleep", wait)


def test_each_save_leads_to_a_build(ford: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save, a mistake that is told with its line, and its correction."""
    text, outline = ford / "seeds/texts/way.md", ford / "templates/ford.yaml"
    saves(
        monkeypatch,
        lambda: text.write_text("The way leads over the bridge, and is dry.\n"),
        lambda: outline.write_text(FILES["templates/ford.yaml"].replace("[way]", "[path]")),
        lambda: None,
        lambda: outline.write_text(FILES["templates/ford.yaml"]),
    )
    result = CliRunner().invoke(main, ["build", "-f", "docx", "--watch"])
    assert result.exit_code == 1
    told = [line.split(", in ")[0] for line in result.stderr.splitlines() if ", in " in line]
    assert told == ["Built", "Built", "Nothing was written", "Built"]
    assert "Changed: seeds/texts/way.md\n" in result.stderr
    assert "templates/ford.yaml:6:" in result.stderr
    assert result.stdout.count("output/ford.docx") == 3


def test_watching_gives_no_document(ford: Path) -> None:
    """JSON is for one build."""
    result = CliRunner().invoke(main, ["build", "--watch", "--json"])
    assert result.exit_code == 2
    assert "do not go together" in result.stdout


def test_no_time_passes_between_a_look_and_a_build(ford: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is saved while its pack is built leads to another build at once."""
    made: list[int] = []

    def build() -> int:
        made.append(len(made))
        if len(made) == 1:
            (ford / "seeds/texts/way.md").write_text("Saved meanwhile.\n")
        return made[-1]

    saves(monkeypatch)
    question = Question("build", ford, ford / "output", ford / "output", {})
    found = []
    with pytest.raises(KeyboardInterrupt):
        found += [each.made for each in watch.rounds(question, build, [])]
    assert made == [0, 1]

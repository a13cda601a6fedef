"""A build in which nothing has changed is not made again; whatever has changed, it is."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from briefing.cli import main
from briefing.files import scraps
from briefing.system import cache, program
from briefing.verbs import build

FILES = {
    "templates/ford.yaml": "title: The Ford\nlanguage: en-GB\nsections:\n- use: text\n  title: Way\n  texts: [way]\n",
    "seeds/texts/way.md": "The way leads through the water.\n",
    "seeds/texts/other.md": "Nobody prints this.\n",
}
TOLD = "Nothing has changed since this was built.\n"


@pytest.fixture
def water(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a small workspace, with a cache of one's own. Its files are old, so that their moments tell something."""
    folder = tmp_path / "water"
    for place, text in FILES.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (1_600_000_000,) * 2)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    return folder


def run(*options: str) -> Result:
    result = CliRunner().invoke(main, ["build", "ford", "-f", "pdf", *options])
    assert result.exit_code == 0, result.output
    return result


def was_built(*options: str) -> bool:
    return TOLD not in run(*options).stderr


def test_drafts_of_a_run_that_was_killed_are_cleared_away_though_nothing_has_changed(water: Path) -> None:
    """A list of handouts stays, and keeps no build from being told."""
    (water / "sheets").mkdir()
    (water / "sheets" / ".briefing-handouts.json").write_text("{}")
    run()
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for folder in (water, water / ".bin" / "seeds"):  # the bin may have drafts of copies that were to be kept
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / scraps.name().replace(f"-{os.getpid()}-", f"-{dead.pid}-")
        draft.mkdir() if folder == water else draft.write_bytes(b"")
        assert was_built()
        assert not draft.exists()
        assert not was_built()


def test_second_build_is_told_and_not_made(water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what the first one said, warnings among it, and touches no file."""
    first = run()
    moment = (water / "output/ford.pdf").stat().st_mtime_ns
    monkeypatch.setattr(build, "build", None)
    again = run()
    assert (again.stdout, again.stderr) == (first.stdout, first.stderr + TOLD)
    assert (water / "output/ford.pdf").stat().st_mtime_ns == moment


def test_json_is_the_same_document(water: Path) -> None:
    """A program cannot tell, and need not."""
    assert json.loads(run("--json").stdout) == json.loads(run("--json").stdout)
    assert run("--json").stderr == ""


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": lambda root: _append(root / "seeds/texts/way.md"),
    "the outline": lambda root: _append(root / "templates/ford.yaml", "# a remark\n"),
    "a new file": lambda root: (root / "seeds/texts/new.md").write_text("New.\n"),
    "a new file beside the library": lambda root: (root / "logo.png").write_bytes(b""),
    "a file less": lambda root: (root / "notes.txt").unlink(),
    "a pack that was edited": lambda root: _append(root / "output/ford.pdf"),
    "a pack that was deleted": lambda root: (root / "output/ford.pdf").unlink(),
    "the cache": lambda root: next((root.parent / "cache").glob("*.json")).write_text('{"inputs": 1'),
    "an entry of another kind": lambda root: next((root.parent / "cache").glob("*.json")).write_text('{"inputs": [], "outputs": {}}'),
}


def _append(path: Path, text: str = "\n") -> None:
    with path.open("ab") as file:
        file.write(text.encode())


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_change_is_seen(water: Path, change: Callable[[Path], object]) -> None:
    """In what is read, in what was written, or in what is remembered."""
    (water / "notes.txt").write_text("Mine.")
    run()
    change(water)
    assert was_built()
    assert not was_built()


def test_change_within_a_tick_of_the_clock_is_seen(water: Path) -> None:
    """The size and all moments are as before."""
    text = next((water / "seeds/texts").glob("*.md"))
    text.write_text(text.read_text() + "It is so.\n")
    run()
    before = text.stat()
    text.write_text(text.read_text().replace("It is so.", "So it is."))
    os.utime(text, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert was_built()


def test_file_with_the_same_content_is_no_change(water: Path) -> None:
    """An editor that saves again, or a checkout, changes the moments only."""
    run()
    for path in (water / "seeds").rglob("*.md"):
        path.touch()
    assert not was_built()


def test_other_build_is_another(water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Options, the day, the moment of the build, the folder, the program."""
    run()
    assert was_built("--paper", "letter")
    assert was_built("--ink-saver")
    assert was_built("--edition", "both")
    assert was_built("-o", str(water.parent / "elsewhere"))
    assert was_built("--no-cache")
    assert not was_built()  # it has made the bytes of the first one again
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert was_built()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    run()
    assert not was_built()
    monkeypatch.setattr(program, "identity", lambda: "another")
    assert was_built()


def test_change_during_the_build_is_seen_by_the_next(water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that may have read the old file is not remembered."""
    made = build.build

    def slow(*args: Any, **options: Any) -> build.Built:
        built = made(*args, **options)
        _append(water / "templates/ford.yaml", "# saved meanwhile\n")
        return built

    monkeypatch.setattr(build, "build", slow)
    run()
    monkeypatch.setattr(build, "build", made)
    assert was_built()


def test_folder_behind_a_link_is_never_taken_as_unchanged(water: Path) -> None:
    """Nobody looks at what is in it."""
    (water.parent / "other").mkdir()
    (water / "link").symlink_to(water.parent / "other", target_is_directory=True)
    run()
    assert was_built()


def test_link_that_leads_nowhere_stops_nothing(water: Path) -> None:
    """Emacs makes one beside each file that is open. Once it leads somewhere, it is a change."""
    (water / "seeds/texts/.#open.md").symlink_to(water.parent / "somebody@somewhere")
    assert was_built()
    assert not was_built()
    (water.parent / "somebody@somewhere").write_text("A ferry.", encoding="utf-8")
    assert was_built()


def test_nothing_is_remembered_where_it_is_off_or_cannot_be(water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be made is no reason to fail."""
    (water.parent / "a file").write_text("")
    for place in ("off", str(water.parent / "a file" / "cache")):
        monkeypatch.setenv(cache.VARIABLE, place)
        run()
        assert was_built()


def test_cache_is_bounded_and_can_be_deleted(water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest entries go first."""
    run()
    size = next((water.parent / "cache").iterdir()).stat().st_size
    monkeypatch.setattr(cache, "LARGEST", 3 * size)
    for number in range(5):
        time.sleep(0.01)
        run("-o", str(water.parent / str(number)))
    assert len(list(cache.entries())) in (2, 3)
    assert not was_built("-o", str(water.parent / "4"))
    told = CliRunner().invoke(main, ["cache", "--clear"])
    assert told.output.startswith(str(water.parent / "cache"))
    assert list(cache.entries()) == []


@pytest.mark.slow
def test_random_edits_give_the_bytes_of_a_build_without_a_cache(water: Path) -> None:
    """Edits, undone edits, and builds in between, in any order."""
    chance = random.Random(7)
    texts = sorted((water / "seeds").rglob("*.md"))
    kept = {path: path.read_bytes() for path in texts}
    for _ in range(25):
        path = chance.choice(texts)
        if chance.random() < 0.5:
            path.write_bytes(kept[path])
        elif chance.random() < 0.5:
            _append(path, " \n")
        run()
        found = (water / "output/ford.pdf").read_bytes()
        run("--no-cache", "-o", str(water.parent / "plain"))
        assert found == (water.parent / "plain/ford.pdf").read_bytes()


@pytest.mark.parametrize("command", [["check"], ["show", "ford"], ["show", "ford", "--tree"], ["show", "ford", "--pages", "--json"]])
def test_answers_about_a_workspace_are_repeated_until_a_file_changes(
    command: list[str], water: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word for word, with the warnings; each command and each option has an answer of its own."""
    first = CliRunner().invoke(main, command)
    with monkeypatch.context() as patch:
        patch.setattr("briefing.steps.load", None)
        again = CliRunner().invoke(main, command)
    assert (again.exit_code, again.stdout, again.stderr) == (0, first.stdout, first.stderr)
    (water / "seeds/texts/way.md").write_text("The way leads through the water and through much else besides.\n")
    after = CliRunner().invoke(main, command)
    assert after.exit_code == 0
    assert (after.stdout == first.stdout) == (command == ["check"])
    (water / "seeds/texts/way.md").write_text("[the way\n<b>\n")
    wrong = [CliRunner().invoke(main, command) for _ in range(2)]
    assert [each.exit_code for each in wrong] == [1, 1]
    assert wrong[0].output == wrong[1].output

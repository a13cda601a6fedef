"""Copies that are replaced or removed: the record follows, nothing is lost, and no half of a set is written."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing import steps, workspace
from briefing.cli import main
from briefing.originals import following
from briefing.verbs.excerpts import choose
from briefing.workspace import find
from tests.support.forks import ended

Run = Callable[..., Result]
TEXT = [f"Paragraph {number} says something of its own about rivers and mills." for number in range(1, 21)]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    workspace.make(folder, workspace.starter())
    monkeypatch.chdir(folder)
    return folder


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args)])


def text(folder: Path, name: str, paragraphs: list[str]) -> Path:
    path = folder / name
    path.write_text("\n".join(paragraphs), encoding="utf-8")
    return path


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_record_follows_a_new_copy_and_keeps_everything_else(own: Path, tmp_path: Path) -> None:
    """Its lines of words, hash, sketch, body and paragraphs change; remarks, other lines, and the body that a person set stay."""
    assert run("sources", "add", text(tmp_path, "mill.txt", TEXT), "--as", "mill", "--new").exit_code == 0
    record = own / "seeds" / "sources" / "mill.md"
    before = record.read_text().replace("  body: 1-20  # leave out titles, page headers and footers", "  body: 2-19  # mine")
    before = before.replace("original:\n", "original:\n  # a remark\n")
    record.write_text(before)
    longer = ["A new first line.", *TEXT[:10], "A paragraph that was left out.", *TEXT[10:]]
    result = run("sources", "add", text(tmp_path, "better.txt", longer), "--as", "mill", "--replace")
    assert result.exit_code == 0, result.output
    assert "Its record follows: paragraphs: 20 → 22, body: 2-19 → 3-21, words:" in result.output
    assert "The copy that was there is in .bin/seeds/originals/mill.1.txt" in result.output
    after = record.read_text()
    told = steps.load(find()).sources["mill"].original
    assert (told.paragraphs, told.body) == (22, tuple(range(3, 22)))
    assert told.words == sum(len(line.split()) for line in longer[2:21])
    assert "  body: 3-21  # mine\n" in after
    assert "original:\n  # a remark\n" in after
    assert next(line for line in before.split("\n") if line not in after.split("\n")).startswith("  paragraphs: 20")
    assert after.split("original:")[0] == before.split("original:")[0]
    assert after.split("\n---\n")[1] == before.split("\n---\n")[1]
    assert (own / ".bin/seeds/sources/mill.1.md").read_text() == before
    assert (own / ".bin/.gitignore").read_text() == "*\n"


def test_record_that_others_still_need_stays_and_it_is_said(own: Path, tmp_path: Path) -> None:
    """An excerpt of ¶20 would be outside of a copy of 5 paragraphs: the copy is there, and the record waits for a person."""
    run("sources", "add", text(tmp_path, "mill.txt", TEXT), "--as", "mill", "--new")
    choose(find(), "mill", "Paragraph 20 says", "and mills.", paragraph=20, identity="end")
    result = run("sources", "add", text(tmp_path, "short.txt", TEXT[:5]), "--as", "mill", "--replace")
    assert result.exit_code == 0, result.output
    assert "Note: the record still describes the old copy, because seeds/excerpts/end.md would not fit the new one" in result.output
    assert steps.load(find()).sources["mill"].original.paragraphs == 20


@pytest.mark.parametrize(
    "original",
    [
        "original: {paragraphs: 9, body: '2-8', words: 500}",
        "original: {paragraphs: 9,\n  body: '2-8', words: 500}",
        "original:\n    words: 500\n    body: >-\n      2-8\n    paragraphs: 9",
        'original:\n  paragraphs: 9\n  body: "2-8"  # mine\n  sketch: >-  # hashes\n    00538a29 0084defe\n    008a3c50\n  words: 500',
    ],
)
def test_any_way_of_writing_a_record_is_understood(original: str) -> None:
    """Whatever the order, the indentation and the quotation marks; the settings around it stay to the letter."""
    new = following.values(TEXT, range(2, 20))
    record = f"---\ntitle: 'A: b'  # a remark\n{original}\nrights: {{holder: Ada}}\n---\n¶2 Text, original: not this one.\n"
    after = following.rewritten(record, new)
    assert after is not None
    assert after.startswith("---\ntitle: 'A: b'  # a remark\noriginal:\n")
    assert after.endswith("\nrights: {holder: Ada}\n---\n¶2 Text, original: not this one.\n")
    assert "body: 2-19" in after
    assert ("# mine" in after) == ("# mine" in original)


def test_copy_is_removed_into_the_bin_and_can_be_put_back(own: Path, tmp_path: Path) -> None:
    """The record goes only when it is asked for, and when nothing needs it."""
    run("sources", "add", text(tmp_path, "mill.txt", TEXT), "--as", "mill", "--new")
    before = state(own)
    result = run("sources", "remove", "mill")
    assert result.output == "seeds/originals/mill.txt → .bin/seeds/originals/mill.1.txt\n"
    assert set(before) - set(state(own)) == {"seeds/originals/mill.txt"}
    (own / ".bin/seeds/originals/mill.1.txt").rename(own / "seeds/originals/mill.txt")
    assert {key: value for key, value in state(own).items() if not key.startswith(".bin")} == before
    assert run("sources", "remove", "mill", "--record").exit_code == 0
    assert not {"seeds/originals/mill.txt", "seeds/sources/mill.md"} & set(state(own))
    refused = run("sources", "remove", "two-towns-2024", "--record")
    assert refused.exit_code == 1
    assert "seeds/sources/two-towns-2024.md" in state(own)


@pytest.mark.slow
def test_text_of_twelve_thousand_paragraphs_comes_in(own: Path, tmp_path: Path) -> None:
    """A book of verse or a code of laws has more than 9,999, and the library can be read afterwards."""
    verses = text(tmp_path, "verse.txt", [f"{number} Verse of a song." for number in range(12_000)])
    result = run("sources", "add", verses, "--as", "verse", "--new")
    assert result.exit_code == 0, result.output
    assert steps.load(find()).sources["verse"].original.body == tuple(range(1, 12_001))


def test_folder_that_cannot_be_written_to_leaves_no_record_without_a_copy(own: Path, tmp_path: Path) -> None:
    """What is said, that nothing was written, is so."""
    (own / "seeds" / "originals").rmdir()
    (own / "seeds" / "originals").write_text("a file in the place of the folder")
    before = state(own)
    result = run("sources", "add", text(tmp_path, "mill.txt", TEXT), "--new")
    assert result.exit_code == 1
    assert result.output.endswith("Nothing was written.\n")
    assert state(own) == before


def killed_at(moment: int, *args: str) -> Callable[[], None]:
    """Return what runs the command, and is killed before its rename number `moment`."""

    def command() -> None:
        count, replace = 0, Path.replace

        def watched(path: Path, target: str | Path) -> Path:
            nonlocal count
            count += 1
            if count == moment:
                os.kill(os.getpid(), signal.SIGKILL)
            return replace(path, target)

        Path.replace = watched  # type: ignore[assignment, method-assign]
        main([*args])

    return command


@pytest.mark.parametrize("command", [pytest.param("add", marks=pytest.mark.slow), pytest.param("init", marks=pytest.mark.slow), "rights"])
def test_command_that_is_killed_between_two_renames_is_finished_or_taken_back(
    command: str, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next command finds all files of the set, or none."""
    files = [text(tmp_path, f"{name}.txt", [f"{name} {line}" for line in TEXT]) for name in ("one", "two")]
    args, target, again = {
        "add": (["sources", "add", *map(str, files), "--new"], own / "seeds", ["check"]),
        "init": (["init", "."], tmp_path / "empty", ["init", "."]),
        "rights": (["rights", "request", "two-towns-2024", "-o", "letters"], own / "letters", ["rights", "request", "two-towns-2024"]),
    }[command]
    again = [*again, "-o", "letters"] if command == "rights" else again
    here = target if command == "init" else own
    target.mkdir(exist_ok=True)
    monkeypatch.chdir(here)
    before, sets = state(target), set()
    for moment in range(1, 9):
        code = ended(killed_at(moment, *args))
        run(*again)
        assert not list(here.rglob(".briefing-*")), moment
        found = state(target)
        new = len(found) - len(before)
        assert command != "add" or new in (0, 4), sorted(set(found) - set(before))
        assert command != "rights" or new == 2
        sets.add(new)
        if code == 0:
            break
        assert code == -signal.SIGKILL
        for path in sorted(target.rglob("*"), reverse=True):
            name = path.relative_to(target).as_posix()
            if path.is_file() and name not in before:
                path.unlink()
            elif path.is_dir() and not list(path.iterdir()):
                path.rmdir()
    assert moment > 2
    assert len(sets) == (2 if command == "add" else 1)


def test_export_overwrites_nothing_that_is_not_an_export(own: Path) -> None:
    """An excerpt, a file of another program and a file without .json stay as they are; an older export goes into the bin."""
    (own / "settings.json").write_text('{"colour": "blue"}')
    before = state(own)
    for name in ("seeds/excerpts/judge-and-gauge.md", "seeds/new.json", "templates/x.json", "settings.json", "notes.txt"):
        result = run("excerpts", "export", name)
        assert result.exit_code == 1, name
        assert name in result.output
        assert state(own) == before
    assert run("excerpts", "export", "mine.json").exit_code == 0
    first = (own / "mine.json").read_text()
    again = run("excerpts", "export", "mine.json")
    assert "The older export is in .bin/mine.1.json." in again.output
    assert (own / ".bin" / "mine.1.json").read_text() == first
    assert json.loads(first)["id"] == "urn:briefing:excerpts"


def test_impose_overwrites_nothing_that_it_has_not_made(own: Path) -> None:
    """Not the timeline, not a pack; what it made itself it makes anew."""
    assert run("build", "-f", "pdf").exit_code == 0
    pack = next((own / "output").glob("*.pdf"))
    for name in ("seeds/events.yaml", "seeds/x.pdf", "pack.pdf"):
        (own / "pack.pdf").write_bytes(pack.read_bytes())
        before = state(own)
        result = run("impose", pack, "--booklet", "-o", name)
        assert (result.exit_code, state(own)) == (1, before), name
    for _ in range(2):
        assert run("impose", pack, "--booklet").exit_code == 0

"""Several files are written together: all of them or none, whatever fails and whenever the program is killed."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import steps
from briefing.errors import BriefingError
from briefing.files import scraps
from briefing.files.scratch import scratch_for
from briefing.files.writing import BIN, all_or_nothing, replacing
from tests.support.forks import ended


def killed_at(moment: int, root: Path) -> Callable[[], None]:
    """Return what writes below `root`, and is killed before its operation number `moment` there."""

    def run() -> None:
        count = 0

        def watch(event: str, args: tuple[object, ...]) -> None:
            nonlocal count
            if event in ("os.rename", "open", "os.remove", "os.link", "os.mkdir", "os.chmod"):
                count += any(isinstance(each, str | os.PathLike) and str(root) in str(each) for each in args)
                if count == moment:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        write(root)

    return run


def fresh(folder: Path) -> Path:
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "one.txt").write_text("old one")
    (folder / "three.txt").write_text("old three")
    return folder


def write(root: Path, second: str = "b/two.txt", holds: Callable[[], None] = lambda: None) -> None:
    with all_or_nothing(root, holds) as batch:
        batch.keep(root / "a" / "one.txt")
        batch.write(root / "a" / "one.txt", "new one")
        batch.write(root / second, "new two")
        batch.remove(root / "three.txt")


def state(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


OLD = {"a/one.txt": "old one", "three.txt": "old three"}
NEW = {f"{BIN}/.gitignore": "*\n", f"{BIN}/a/one.1.txt": "old one", "a/one.txt": "new one", "b/two.txt": "new two"}


@pytest.mark.slow
def test_kill_before_any_operation_leaves_all_or_nothing(tmp_path: Path) -> None:
    """The process is ended by SIGKILL before each of its operations in turn; the next run finds all old files, or all new ones."""
    seen = set()
    for moment in range(1, 200):
        root = fresh(tmp_path / str(moment))
        code = ended(killed_at(moment, root))
        scraps.clear([root, *(path for path in root.rglob("*") if path.is_dir())])
        found = state(root)
        assert found in (OLD, NEW), f"moment {moment}: {found}"
        seen.add("old" if found == OLD else "new")
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert seen == {"old", "new"}
    assert moment > 20


def test_kill_between_the_files_of_a_pack_is_finished_by_the_next_run(tmp_path: Path) -> None:
    """The files of one build are never mixed with those of an older one."""
    folder = tmp_path / "output"
    folder.mkdir()
    ends: set[str] = set()
    for moment in range(1, 7):
        for number in range(3):
            (folder / f"{number}.pdf").write_text("old")

        def build(moment: int = moment) -> None:
            count = 0

            def watch(event: str, args: tuple[object, ...]) -> None:
                nonlocal count
                if event == "os.rename":
                    count += 1
                    if count == moment:
                        os.kill(os.getpid(), signal.SIGKILL)

            with scratch_for(folder) as scratch:
                drafts = [scratch / f"{number}.pdf" for number in range(3)]
                for draft in drafts:
                    draft.write_text("new")
                sys.addaudithook(watch)
                steps.move(drafts, folder)

        ended(build)
        scraps.clear([tmp_path])
        found = {path.read_text() for path in folder.iterdir()}
        assert len(found) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["output"]
        ends |= found
    assert ends == {"old", "new"}


def test_failure_between_two_files_puts_the_first_one_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills in the middle changes nothing, and no draft and no new folder stays."""
    root, replace = fresh(tmp_path / "w"), Path.replace

    def full(path: Path, target: Path) -> Path:
        if target.name == "two.txt":
            raise OSError(28, "No space left on device", str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(BriefingError, match="No space left"):
        write(root)
    assert state(root) == OLD
    assert not (root / "b").exists()
    assert not (root / BIN).exists()


def test_what_does_not_hold_afterwards_is_undone(tmp_path: Path) -> None:
    """Files that would make the library unreadable are taken back."""
    root = fresh(tmp_path / "w")

    def wrong() -> None:
        assert (root / "a" / "one.txt").read_text() == "new one"
        raise BriefingError([])

    with pytest.raises(BriefingError):
        write(root, holds=wrong)
    assert state(root) == OLD


def test_files_of_last_year_come_back_though_the_library_is_read_meanwhile(tmp_path: Path) -> None:
    """Reading clears up after runs that were killed: what this run has put aside is not theirs, however old the files are."""
    root = fresh(tmp_path / "w")
    for path in root.rglob("*.txt"):
        os.utime(path, (1_000_000_000,) * 2)

    def wrong() -> None:
        scraps.clear([root, root / "a", root / "b"])
        raise BriefingError([])

    with pytest.raises(BriefingError):
        write(root, holds=wrong)
    assert state(root) == OLD


def test_folder_that_may_not_be_written_to_changes_nothing(tmp_path: Path) -> None:
    """The first file is not there either when the second one's folder is locked."""
    if os.geteuid() == 0:
        pytest.skip("for root no folder is locked")
    root = fresh(tmp_path / "w")
    (root / "locked").mkdir(mode=0o555)
    with pytest.raises(BriefingError, match="Permission denied"):
        write(root, "locked/two.txt")
    assert state(root) == OLD


def test_note_from_elsewhere_moves_nothing_out_of_its_folder(tmp_path: Path) -> None:
    """A workspace that came from a stranger may hold a note: it moves no file to another place, and none but drafts."""
    root = fresh(tmp_path / "w")
    (tmp_path / "mine").write_text("mine")
    draft = scraps.name(".part").replace(str(os.getpid()), "999999999")
    (root / draft).write_text("theirs")
    for moves in ([[draft, "../mine"]], [["a/one.txt", "b.txt"]], [["../mine", "taken"]], [["", "../mine"]], "nonsense"):
        (root / draft.replace(".part", ".json")).write_text(json.dumps(moves))
        scraps.clear([root])
        assert state(root) == OLD
        assert (tmp_path / "mine").read_text() == "mine"
        (root / draft).write_text("theirs")


def test_drafts_of_a_process_that_lives_stay(tmp_path: Path) -> None:
    """Two runs in one folder do not take each other's drafts away; those of another machine have a day."""
    with replacing(tmp_path / "x.txt") as draft:
        draft.write_text("new")
        scraps.clear([tmp_path])
    assert (tmp_path / "x.txt").read_text() == "new"
    gone = tmp_path / f".briefing-{os.getpid()}-00000000-00000000.part"
    gone.touch()
    scraps.clear([tmp_path])
    assert gone.exists()
    os.utime(gone, (time.time() - 100_000,) * 2)
    scraps.clear([tmp_path])
    assert not gone.exists()


def test_number_of_a_process_that_was_given_again_is_told_apart(tmp_path: Path) -> None:
    """In a container every run has the same number: a draft that is older than the process is nobody's."""
    old = tmp_path / scraps.name(".part")
    old.touch()
    os.utime(old, (time.time() - 1_000_000,) * 2)
    scraps.clear([tmp_path])
    assert not old.exists()

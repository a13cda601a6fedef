"""A run that is killed: no process outlives it, the folder that is handed out holds no draft, and the next run clears up."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from briefing.cli import main
from briefing.files.scratch import scratch_for
from tests.support.places import TESTS

GOOD = TESTS / "problems" / "good"
DRAWING = """
import os, time
from briefing import steps
from briefing.cli import main
from briefing import drafting

def slow(drawing):
    drawing.path.write_text("a draft")
    os.write(1, b'drawing' + bytes([10]))
    time.sleep(60)

steps.cores = lambda: 2
drafting._drawn = slow
main(["build"])
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "work"))


def killed(good: Path) -> list[psutil.Process]:
    """Kill a build while it draws; return its drawing processes."""
    with subprocess.Popen([sys.executable, "-c", DRAWING], cwd=good, stdout=subprocess.PIPE, start_new_session=True) as run:
        assert run.stdout
        for _ in range(2):
            assert run.stdout.readline() == b"drawing\n"
        workers = psutil.Process(run.pid).children(recursive=True)
        assert sorted(path.name for path in (good / "output").iterdir()) == []
        drafts = [path for path in good.iterdir() if path.name.startswith(".briefing-")]
        assert [path.stat().st_mode & 0o777 for path in drafts] == [0o700]
        os.kill(run.pid, signal.SIGKILL)
    return workers


def ended(workers: list[psutil.Process], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while any(each.is_running() and each.status() != psutil.STATUS_ZOMBIE for each in workers):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_drawing_processes_end_with_the_build_that_was_killed(good: Path) -> None:
    """Nobody tells them: the system does, or they look."""
    workers = killed(good)
    assert len(workers) >= 2
    assert ended(workers)


def test_next_run_clears_up_after_one_that_was_killed(good: Path) -> None:
    """The drafts lie beside the folder that is handed out, for this user only, and are gone when any command has read the library."""
    killed(good)
    assert [path.name for path in good.iterdir() if path.name.startswith(".briefing-")]
    assert CliRunner().invoke(main, ["-w", str(good), "check"]).exit_code == 0
    assert [path.name for path in good.rglob(".briefing-*")] == []


def test_watching_the_parent_ends_a_process_where_the_system_does_not(tmp_path: Path) -> None:
    """On systems without PR_SET_PDEATHSIG a thread looks at the parent."""
    child = "from briefing.system import processes as p; p._ended_by_linux = lambda: False; p.end_with_parent(); print(1, flush=True); "
    child += "import time; time.sleep(60)"
    parent = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {child!r}]); print(p.pid, flush=True); p.wait()"
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE) as run:
        assert run.stdout
        lines = {run.stdout.readline().strip() for _ in range(2)}
        (pid,) = (int(line) for line in lines if line != b"1")
        watched = psutil.Process(pid)
        os.kill(run.pid, signal.SIGKILL)
        assert ended([watched])


def test_drafts_for_a_folder_elsewhere_lie_beside_it(tmp_path: Path) -> None:
    """With -o, too, the folder holds finished files only; where nothing can be made beside it, a folder inside that others cannot open."""
    target = tmp_path / "out"
    with scratch_for(target) as draft:
        assert draft.parent == tmp_path
        assert draft.stat().st_mode & 0o777 == 0o700
        assert not target.exists() or list(target.iterdir()) == []
    assert list(tmp_path.iterdir()) == []
    target.mkdir()
    if os.geteuid():
        tmp_path.chmod(0o555)
        try:
            with scratch_for(target) as draft:
                assert draft.parent == target
                assert draft.stat().st_mode & 0o777 == 0o700
        finally:
            tmp_path.chmod(0o755)
    assert list(target.iterdir()) == []


BETWEEN = """
import os, signal, sys, time
from pathlib import Path
from briefing import drafting
from tests.support.sample import sample
from briefing.theme.model import Theme

def draw(drawing):
    if drawing.format == "docx":
        return drafting._Drawn(drawing.path, 0, 0.0)
    os.write(1, b'drawing' + bytes([10]))
    time.sleep(60)

def report(line):
    time.sleep(1)
    raise KeyboardInterrupt

drafting._drawn = draw
drawings = [drafting.Drawing(sample(), Theme(), name, Path(sys.argv[1]) / f"a.{name}") for name in ("pdf", "docx")]
drafting.draw(drawings, 2, report)
"""


def test_stop_between_two_files_ends_what_is_drawn_beside(tmp_path: Path) -> None:
    """Ctrl-C may come while a finished file is reported."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS.parent), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-c", BETWEEN, str(tmp_path)], capture_output=True, timeout=40, env=environment, check=False)
    assert done.returncode != 0
    assert done.stdout == b"drawing\n"
    assert b"KeyboardInterrupt" in done.stderr

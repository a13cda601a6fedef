"""Kill commands with SIGKILL at random moments, and count what is torn, left behind, or alive afterwards.

    python benchmarks/crashes.py [N] [SEED]

Each of the commands below is killed N times (default 40), at a moment between its start and its usual end. Then `briefing check` runs, as
the next command of a user would. Counted are: torn files (not the old text and not the new one, or a set of files that is new in part),
workspaces that cannot be read any more, scraps that are there after the next run, drafts in the folder that is handed out at the moment of
the kill, and processes that are alive three seconds later.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

TWO = ("first.txt", "second.txt")
"""Files that `sources add` adds together."""


@dataclass(frozen=True)
class Job:
    """A command, and what it writes."""

    name: str
    args: tuple[str, ...]
    targets: tuple[str, ...]
    """Folders, from the workspace, whose files are all old or all new."""
    here: bool = True
    """Whether it works in a workspace that is there."""


JOBS = (
    Job("build", ("build", "--edition", "both"), ("output",)),
    Job("sources add", ("sources", "add", *TWO, "--new"), ("seeds/sources", "seeds/originals")),
    Job("sources add --replace", ("sources", "add", "changed.txt", "--as", "kept", "--replace"), ("seeds/sources", "seeds/originals")),
    Job("excerpts import", ("excerpts", "import", "marks.json"), ("seeds/excerpts",)),
    Job("rights request", ("rights", "request", "two-towns-2024", "-o", "letters"), ("letters",)),
    Job("init", ("init", "new"), ("new",), here=False),
)


def run(args: tuple[str, ...], folder: Path) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own."""
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-m", "briefing", *args]
    return subprocess.Popen(command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)


def state(folder: Path, targets: tuple[str, ...]) -> dict[str, bytes]:
    """Return the files below some folders, but for scraps."""
    found: dict[str, bytes] = {}
    for target in targets:
        for path in sorted((folder / target).rglob("*")):
            if path.is_file() and ".briefing-" not in path.as_posix():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def scraps(folder: Path) -> Iterator[Path]:
    """Yield what a run has left behind."""
    yield from folder.rglob(".briefing-*")


def model(folder: Path) -> Path:
    """Make the workspace that each kill begins with a copy of."""
    run(("init", "model"), folder).wait()
    whole = folder / "model"
    for number, name in enumerate((*TWO, "kept.txt", "changed.txt")):
        word = "river" if number > 1 else ("bridge", "mill")[number]
        lines = [f"{word} sentence {line} of the text, with some words of its own: {line * 7919 % 977}." for line in range(400)]
        lines[200] += " And one that is different." * (name == "changed.txt")
        (whole / name).write_text("\n".join(lines))
    run(("sources", "add", "kept.txt", "--new"), whole).wait()
    record = next(path for path in (whole / "seeds" / "sources").iterdir() if "two-towns" not in path.name)
    for path in (record, whole / "seeds" / "originals" / f"{record.stem}.txt"):
        path.rename(path.with_stem("kept"))
    run(("excerpts", "export", "marks.json"), whole).wait()
    text = (whole / "marks.json").read_text()
    once = text[text.index('"items": [') + 10 : text.rindex("]")]
    again = "".join("," + once.replace("judge-and-gauge", f"number-{number}") for number in range(30)).lstrip(",")
    (whole / "marks.json").write_text(text[: text.index('"items": [') + 10] + again + text[text.rindex("]") :])
    return whole


def kill(job: Job, whole: Path, folder: Path, seconds: float, counts: Counter[str], new: dict[str, bytes]) -> None:
    """Kill a command once and count what is wrong."""
    work = folder / "work"
    shutil.copytree(whole, work)
    old = state(work, job.targets)
    process = run(job.args, work)
    time.sleep(seconds)
    children = []
    if process.poll() is None:
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGKILL)
        counts["killed"] += 1
    process.wait()
    counts["drafts in the folder that is handed out"] += any(scraps(work / "output"))
    counts["scraps before the next run"] += any(scraps(work))
    _, alive = psutil.wait_procs(children, timeout=3)
    counts["processes alive"] += len(alive)
    for each in alive:
        each.kill()
    # The next command of the user: for what writes to a folder elsewhere it is the same command again.
    again = job.args if job.name in ("init", "rights request") else ("check",)
    code = run(again, work).wait()
    now = state(work, job.targets)
    counts["torn or half a set"] += now not in ((new,) if again == job.args else (old, new))
    counts["workspaces that cannot be read"] += code != 0 and again == ("check",)
    counts["scraps after the next run"] += sum(1 for _ in scraps(work))
    shutil.rmtree(work)


def main() -> None:
    """Kill all commands and print a table."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = model(folder)
        for job in JOBS:
            work = folder / "whole"
            shutil.copytree(whole, work)
            begin = time.monotonic()
            if run(job.args, work).wait():
                raise SystemExit(f"{job.name} fails without being killed")
            usual, new = time.monotonic() - begin, state(work, job.targets)
            shutil.rmtree(work)
            counts: Counter[str] = Counter()
            for _ in range(times):
                kill(job, whole, folder, chance.uniform(0.1, usual * 1.05), counts, new)
            print(f"{job.name}: {dict(counts)}", flush=True)


if __name__ == "__main__":
    main()

"""Kill every command that writes with SIGKILL, and count what is torn, left behind, or alive afterwards.

    python benchmarks/crashes.py [N] [SEED] [COMMAND ...]

Each of the commands below is killed N times (default 40) at a moment between its start and its usual end, and then once before each change
that it makes to a file of the workspace: before it opens one for writing, renames or removes one, or makes a folder. If it makes many, N
of them are chosen. Then `briefing check` runs, or the same command again, as the next command of a user would. Counted are: torn files (not
the old text and not the new one, or a set of files that is new in part), workspaces that cannot be read any more, scraps that are there
after the next run, drafts that others may read in the folder that is handed out, and processes that are alive three seconds later.
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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from briefing.handout.ledger import NAME as LEDGER

TWO = ("first.txt", "second.txt")
"""Files that `sources add` adds together."""
HOOK = """
import os, runpy, signal, sys
stop, root, process = int(sys.argv.pop(1)), os.path.realpath(sys.argv.pop(1)), os.getpid()
changes = {"os.rename": 1, "os.remove": 0, "os.rmdir": 0, "os.mkdir": 0, "os.link": 1, "os.symlink": 1, "os.truncate": 0}
count = 0
def hook(event, args):
    global count
    if event == "open":
        path, mode, flags = args
        if isinstance(path, int) or not ((mode and set(mode) & set("wax+")) or (flags or 0) & (os.O_WRONLY | os.O_RDWR)):
            return
    elif event in changes:
        path = args[changes[event]]
    else:
        return
    if os.getpid() == process and os.path.realpath(os.fsdecode(path)).startswith(root):
        count += 1
        if count == stop:
            os.kill(process, signal.SIGKILL)
sys.addaudithook(hook)
leave = os._exit
def counted(code):
    if not stop and os.getpid() == process:
        open(root + ".count", "w").write(str(count))
    leave(code)
os._exit = counted
sys.argv[0] = "briefing"
runpy.run_module("briefing", run_name="__main__", alter_sys=True)
"""
"""Runs a command and kills it before the change of a file with this number; with 0 it writes down how many there are."""


@dataclass(frozen=True)
class Job:
    """A command, and what it writes."""

    name: str
    args: tuple[str, ...]
    targets: tuple[str, ...]
    """Folders and files, from the workspace, that are all old or all new."""
    again: bool = False
    """Whether a user would run the same command again, because `check` does not look at what it writes."""
    first: tuple[str, ...] = ()
    """A command that is run before it."""


PRINTED = ("made/pack.pdf",)
REPLACED = ("sources", "add", "other.txt", "--as", "marked", "--replace")
JOBS = (
    Job("build", ("build", "--edition", "both"), ("output",)),
    Job("handout", ("handout",), ("output",), again=True),
    Job("handout --separate", ("handout", "--roster", "people.csv", "--separate"), ("output",), again=True),
    Job("impose", ("impose", *PRINTED, "--booklet"), ("made",), again=True),
    Job("page", ("page", "pack", "1"), ("output",), again=True),
    Job("check --accessibility", ("check", "--accessibility", "pack"), ("output",), again=True),
    Job("sources add", ("sources", "add", *TWO, "--new"), ("seeds/sources", "seeds/originals")),
    Job("sources add --keep", ("sources", "add", *PRINTED, "--new", "--keep"), ("seeds/sources", "seeds/originals")),
    Job("sources add --replace", ("sources", "add", "changed.txt", "--as", "kept", "--replace"), ("seeds/sources", "seeds/originals")),
    Job("sources import", ("sources", "import", "works.bib"), ("seeds/sources",)),
    Job("sources export", ("sources", "export", "all.bib"), ("all.bib",), again=True),
    Job("sources rename", ("sources", "rename", "two-towns-2024", "towns"), ("seeds",)),
    Job("sources remove", ("sources", "remove", "printed"), ("seeds/sources", "seeds/originals")),
    Job("sources show --pages", ("sources", "show", "printed", "--pages", "--file", *PRINTED, "-o", "pages"), ("pages",), again=True),
    Job(
        "excerpt",
        ("excerpt", "kept", "--from", "river sentence 3 of", "--to", "sentence 4 of the text", "--id", "third"),
        ("seeds/excerpts",),
    ),
    Job("excerpts import", ("excerpts", "import", "marks.json"), ("seeds/excerpts",)),
    Job("excerpts export", ("excerpts", "export", "out.json"), ("out.json",), again=True),
    Job("verify --accept", ("verify", "--accept", "marked"), ("seeds/excerpts",), again=True, first=REPLACED),
    Job("texts import", ("texts", "import", "essay.md", "notes.md"), ("seeds/texts", "seeds/images")),
    Job("texts import --replace", ("texts", "import", "essay.md", "--as", "introduction", "--replace"), ("seeds/texts", "seeds/images")),
    Job("texts roles", ("texts", "roles", "roles.csv"), ("seeds/actors", "seeds/countries", "seeds/texts")),
    Job("chart", ("chart", "flow.csv"), ("seeds/figures", "seeds/data")),
    Job("new", ("new", "week-4", "--from", "pack"), ("templates",)),
    Job("schema --write", ("schema", "--write"), ("templates",)),
    Job("rights request", ("rights", "request", "two-towns-2024", "-o", "letters"), ("letters",), again=True),
    Job("init", ("init", "new"), ("new",), again=True),
    Job("init of a bibliography", ("init", "new", "works.bib", "essay.md"), ("new",), again=True),
)


def run(args: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own."""
    return start([sys.executable, "-m", "briefing", *args], folder)


def start(command: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a process that says nothing, in a session of its own."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)


def stopped(args: Sequence[str], folder: Path, number: int) -> subprocess.Popen[bytes]:
    """Start a command that kills itself before it changes a file for the nth time."""
    return start([sys.executable, "-c", HOOK, str(number), str(folder), *args], folder)


def state(folder: Path, targets: tuple[str, ...]) -> dict[str, bytes]:
    """Return some files and those below some folders, but for scraps."""
    found: dict[str, bytes] = {}
    for target in targets:
        for path in sorted([folder / target, *(folder / target).rglob("*")]):
            if path.is_file() and ".briefing-" not in path.as_posix():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def scraps(folder: Path) -> Iterator[Path]:
    """Yield what a run has left behind."""
    yield from (path for path in folder.rglob(".briefing-*") if path.name != LEDGER)


def model(folder: Path) -> Path:
    """Make the workspace that each kill begins with a copy of."""
    run(("init", "model"), folder).wait()
    whole = folder / "model"
    for number, name in enumerate((*TWO, "kept.txt", "changed.txt", "marked.txt", "other.txt")):
        word = ("bridge", "mill", "river", "river", "canal", "canal")[number]
        lines = [f"{word} sentence {line} of the text, with some words of its own: {line * 7919 % 977}." for line in range(400)]
        lines[200] += " And one that is different." * (name in ("changed.txt", "other.txt"))
        (whole / name).write_text("\n".join(lines))
    add(whole, "kept.txt", "kept")
    add(whole, "marked.txt", "marked")
    run(("excerpt", "marked", "--from", "canal sentence 200 of", "--to", "sentence 201 of the text", "--id", "marked"), whole).wait()
    run(("build", "-f", "pdf", "-o", "made"), whole).wait()
    add(whole, *PRINTED, "printed")
    run(("excerpts", "export", "marks.json"), whole).wait()
    text = (whole / "marks.json").read_text()
    once = text[text.index('"items": [') + 10 : text.rindex("]")]
    again = "".join("," + once.replace("judge-and-gauge", f"number-{number}") for number in range(30)).lstrip(",")
    (whole / "marks.json").write_text(text[: text.index('"items": [') + 10] + again + text[text.rindex("]") :])
    fields = "author = {Roe, Ada}, year = {2020}, journal = {The Gauge}"
    (whole / "works.bib").write_text("\n".join(f"@article{{roe{n}, title = {{Gauge number {n}}}, {fields}}}" for n in range(12)))
    for name in ("essay", "notes"):
        (whole / f"{name}.md").write_text(f"# The {name}\n\nA text about the gauge.\n\n" + "More of it.\n\n" * 50)
    (whole / "people.csv").write_text("name,group\n" + "".join(f"Person {n},{n % 3 + 1}\n" for n in range(9)))
    (whole / "roles.csv").write_text("Role,Aim\n" + "".join(f"Keeper {n},To read gauge {n} each morning\n" for n in range(9)))
    (whole / "flow.csv").write_text("Year,Flow (m³/s)\n2020,310\n2021,290\n2022,305\n")
    return whole


def add(whole: Path, file: str, name: str) -> None:
    """Add a file to the model under a name."""
    if run(("sources", "add", file, "--as", name, "--new"), whole).wait():
        raise SystemExit(f"{file} cannot be added")


def fall(process: subprocess.Popen[bytes], seconds: float | None) -> tuple[bool, list[psutil.Process]]:
    """Wait until a command is killed or at its end; say whether it was killed, and which processes it had."""
    children: list[psutil.Process] = []
    if seconds is None:
        try:
            while process.poll() is None:
                children = [*{*children, *psutil.Process(process.pid).children(recursive=True)}]
                time.sleep(0.02)
        except psutil.NoSuchProcess:
            pass
        return process.wait() == -signal.SIGKILL, children
    time.sleep(seconds)
    if process.poll() is None:
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL, children


def kill(job: Job, whole: Path, folder: Path, counts: Counter[str], new: dict[str, bytes], at: float | None, before: int = 0) -> None:
    """Kill a command once, at a second or else before a change of a file, and count what is wrong."""
    work = folder / "work"
    shutil.copytree(whole, work)
    if job.first:
        run(job.first, work).wait()
    old = state(work, job.targets)
    process = run(job.args, work) if at is not None else stopped(job.args, work, before)
    was_killed, children = fall(process, at)
    counts["killed"] += was_killed
    counts["drafts that others may read"] += any(path.lstat().st_mode & 0o077 for path in scraps(work / "output"))
    counts["scraps before the next run"] += any(scraps(work))
    _, alive = psutil.wait_procs(children, timeout=3)
    counts["processes alive"] += len(alive)
    for each in alive:
        each.kill()
    code = run(job.args if job.again else ("check",), work).wait()
    now = state(work, job.targets)
    torn = now != new if job.again else now not in (old, new)
    if torn:
        where = f"second {at:.2f}" if at is not None else f"change {before}"
        print(f"  {job.name}, {where}: {sorted(key for key in {*now, *new} if now.get(key) != new.get(key))[:5]}", flush=True)
    counts["torn or half a set"] += torn
    counts["workspaces that cannot be read"] += code != 0 and not job.again
    counts["scraps after the next run"] += sum(1 for _ in scraps(work))
    shutil.rmtree(work)


def main() -> None:
    """Kill all commands and print a table."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    whole_counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = model(folder)
        for job in JOBS:
            if sys.argv[3:] and job.name not in sys.argv[3:]:
                continue
            work = folder / "whole"
            shutil.copytree(whole, work)
            if job.first:
                run(job.first, work).wait()
            begin = time.monotonic()
            if stopped(job.args, work, 0).wait():
                raise SystemExit(f"{job.name} fails without being killed")
            usual, new = time.monotonic() - begin, state(work, job.targets)
            changes = int(work.with_name("whole.count").read_text())
            shutil.rmtree(work)
            counts: Counter[str] = Counter()
            for _ in range(times):
                kill(job, whole, folder, counts, new, chance.uniform(0.1, usual * 1.05))
            for number in sorted(chance.sample(range(1, changes + 1), min(changes, times))):
                kill(job, whole, folder, counts, new, None, number)
            print(f"{job.name} ({changes} changes of files): {dict(counts)}", flush=True)
            whole_counts += counts
    print(f"{len(JOBS)} commands: {dict(whole_counts)}")


if __name__ == "__main__":
    main()

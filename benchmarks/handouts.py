"""Measure many handouts: personal country cards of two pages, in one process, in two, and on a Dask cluster on this machine.

    pip install -e '.[bench,cluster]'
    python benchmarks/handouts.py [NUMBER]

Beside them, typst sets the words of a card with each name in one process, which keeps its fonts and all that it remembers. Each figure is
of a run of the command from its start to its end, with the memory of the largest process so far. Trust the ratios, for machines differ.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pypdfium2

NAMES = ("Aigerim", "Bolot", "Charos", "Dilnoza", "Ejegyz", "Farrukh", "Guljan", "Hakim")
PORT = 28786
TYPST = """
import json, sys, time, typst
names = json.loads(sys.argv[1])
compiler = typst.Compiler("card.typ")
for number, name in enumerate(names):
    compiler.compile(output=f"typst/{number}.pdf", sys_inputs={"name": name}, pdf_standards=["ua-1"])
"""
CARD = """#set document(title: "Card")
#set page(margin: 20mm, header: context if counter(page).get().first() > 1 [#sys.inputs.name])
#set text(size: 10pt, lang: "en")
#set par(justify: true)
= Card
Name: #sys.inputs.name
"""


def main() -> None:
    """Print a table of times."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        roster(folder / "class.csv", number)
        few = number // 10
        roster(folder / "few.csv", few)
        report(f"{few:,} files, 1 process", few, run(folder, "few.csv", "--separate"))
        report(f"{number:,} files, 1 process", number, run(folder, "class.csv", "--separate"))
        report(f"{number:,} files, again, nothing changed", number, run(folder, "class.csv", "--separate", clean=False))
        report(f"{number:,} files, 2 processes", number, run(folder, "class.csv", "--separate", "--jobs", "2"))
        with cluster(folder) as address:
            report(f"{number:,} files, cluster of 2 workers", number, run(folder, "class.csv", "--separate", "--scheduler", address))
        report("one file for all", number, run(folder, "class.csv"))
        if importlib.util.find_spec("typst"):
            report("typst, 1 process", number, by_typst(folder, number))


def roster(path: Path, number: int) -> None:
    """Write a roster."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", "group"])
        table.writerows((f"{NAMES[each % len(NAMES)]} {each + 1}", str(each // 5 + 1)) for each in range(number))


def run(folder: Path, name: str, *options: str, clean: bool = True) -> tuple[float, float]:
    """Return the wall seconds of a run, and the megabytes of the largest process so far."""
    output = folder / "output"
    if clean:
        subprocess.run(["rm", "-rf", str(output)], check=True)
    command = [sys.executable, "-m", "briefing", "handout", "--roster", str(folder / name), "-o", str(output), *options]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def by_typst(folder: Path, number: int) -> tuple[float, float]:
    """Return the same for typst with the words of the first card."""
    first = min((folder / "output").rglob("*.pdf"))
    with pypdfium2.PdfDocument(first) as card:
        words = " ".join(card[page].get_textpage().get_text_range() for page in range(2)).split()
    blocks = [" ".join(words[start : start + 60]) for start in range(0, len(words), 60)]
    text = "\n\n".join(re.sub(r"([\\#$*_<>@`\[\]~=/-])", r"\\\1", block) for block in blocks)
    (folder / "card.typ").write_text(f"{CARD}\n{text}\n", encoding="utf-8")
    (folder / "typst").mkdir()
    names = json.dumps([f"{NAMES[each % len(NAMES)]} {each + 1}" for each in range(number)])
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", TYPST, names], check=True, cwd=folder)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def report(label: str, number: int, found: tuple[float, float]) -> None:
    """Print a row."""
    seconds, memory = found
    print(f"{label:45} {seconds:7.1f} s  {number / seconds:7.1f} a second  {memory:6.0f} MB at most so far", flush=True)


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Run a scheduler and two workers of one thread each."""
    address = f"tcp://127.0.0.1:{PORT}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, "env": {**os.environ}}
    common = ["--no-dashboard"]
    commands: list[Sequence[str]] = [["scheduler", "--host", "127.0.0.1", "--port", str(PORT), *common]]
    commands += [["worker", address, "--nthreads", "1", "--no-nanny", *common]] * 2
    processes = [subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_" + each[0], *each[1:]], **quiet) for each in commands]  # type: ignore[call-overload]
    try:
        time.sleep(8)
        yield address
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()

"""Measure a build of the shipped seminar pack, cold and warm, beside pandoc on the same words in the same run.

    python benchmarks/build.py

Cold is the first run after an installation: no compiled modules. Warm is every later run. Times are wall seconds, the median of five; trust
the ratios, for machines differ.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from briefing.document import Block, Blocks, Section, plain
from briefing.steps import load, packs, plans
from briefing.system import pandoc
from briefing.workspace import find

RUNS = 5


def main() -> None:
    """Print a table of times and of ratios to the fastest peer."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [
            ("briefing build, three formats, cold", cold(folder)),
            ("briefing build, three formats, warm", warm(folder)),
            ("briefing build -f pdf", warm(folder, "-f", "pdf")),
            ("briefing build -f docx", warm(folder, "-f", "docx")),
            ("briefing build -f epub", warm(folder, "-f", "epub")),
            *peers(folder),
        ]
    base = rows[-1][1]
    for label, seconds in rows:
        print(f"{label:40} {seconds:6.2f} s  {seconds / base:5.1f} x")


def timed(command: Sequence[str], **environment: str) -> float:
    """Return the wall seconds of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **environment})
    return time.perf_counter() - start


def build(folder: Path, *options: str) -> list[str]:
    """Return the command that builds the shipped pack into a folder."""
    return [sys.executable, "-m", "briefing", "build", "seminar", "-o", str(folder), *options]


def cold(folder: Path) -> float:
    """Return the time of a run that finds no compiled modules."""
    return statistics.median(timed(build(folder), PYTHONPYCACHEPREFIX=str(folder / f"cache-{run}")) for run in range(3))


def warm(folder: Path, *options: str) -> float:
    """Return the time of a run after others."""
    timed(build(folder, *options))
    return statistics.median(timed(build(folder, *options)) for _ in range(RUNS))


def peers(folder: Path) -> list[tuple[str, float]]:
    """Return the times of pandoc on a Markdown file with the same words: what nobody can be expected to beat by much."""
    workspace = find()
    library = load(workspace)
    (pack,) = packs(workspace, library, plans(workspace, library, ["seminar"], {}))
    (folder / "pack.md").write_text(f"# {pack.document.title}\n\n{markdown(pack.document.blocks)}", encoding="utf-8")
    found = []
    for name in ("epub", "docx"):
        command = [pandoc.executable(), "pack.md", "-o", f"pack.{name}", "--toc", "--metadata", "title=Pack"]
        seconds = statistics.median(_in(folder, command) for _ in range(RUNS))
        found.append((f"pandoc from Markdown to {name}", seconds))
    return found


def _in(folder: Path, command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return time.perf_counter() - start


def markdown(blocks: Blocks, level: int = 2) -> str:
    """Return the words of blocks as plain Markdown."""
    return "\n\n".join(_markdown(block, level) for block in blocks)


def _markdown(block: Block, level: int) -> str:
    if isinstance(block, Section):
        return f"{'#' * min(level, 6)} {plain(block.title)}\n\n{markdown(block.blocks, level + 1)}"
    return plain(block).replace("@", "").replace("[", "").replace("]", "")


if __name__ == "__main__":
    main()

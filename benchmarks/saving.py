"""Measure how soon a change is seen: from saving a text to the finished PDF, to the picture of its page, and to the reading view.

    python benchmarks/saving.py [--times 9]

The shipped seminar is built in a copy of the shipped workspace. A sentence of an excerpt changes each time. Printed are medians, in wall
seconds. Machines differ: beside them is the time of a whole build of the same PDF by a new process.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import briefing
from briefing.verbs.latest import Latest
from briefing.verbs.reading import Readings

TEXT = "seeds/excerpts/three-tasks.md"
PATIENCE = 60.0


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=9)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "shipped"
        subprocess.run([sys.executable, "-m", "briefing", "init", "--shipped", str(folder)], check=True, capture_output=True)
        text, pdf = folder / TEXT, folder / "output/seminar.pdf"
        original = text.read_text(encoding="utf-8")

        def save(number: int) -> None:
            text.write_text(original.replace("The first is", f"The first, change {number}, is", 1), encoding="utf-8")

        def build() -> None:
            command = [sys.executable, "-m", "briefing", "-w", str(folder), "build", "seminar", "-f", "pdf", "--no-cache"]
            subprocess.run(command, check=True, capture_output=True)

        print("| | seconds |\n| --- | ---: |")
        print(f"| a new process builds the PDF | {median(lambda _: build(), 3):.2f} |")
        watch = subprocess.Popen(
            [sys.executable, "-m", "briefing", "-w", str(folder), "build", "seminar", "-f", "pdf", "--watch"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            time.sleep(10)

            def saved(number: int) -> None:
                before = pdf.stat().st_mtime_ns
                save(number)
                until(lambda: pdf.stat().st_mtime_ns != before)

            print(f"| from saving to the finished PDF, `build --watch` | {median(saved, times, pause=1):.2f} |")
        finally:
            watch.terminate()
            watch.wait()
        pages = briefing.Pages(briefing.find_workspace(folder))
        pages.picture(TEXT, "seminar")

        def pictured(number: int) -> None:
            save(100 + number)
            pages.picture(TEXT, "seminar")

        print(f"| from saving to the picture of the text's page | {median(pictured, times):.2f} |")
        readings = Readings(Latest(briefing.find_workspace(folder)))
        readings.book("seminar")

        def read(number: int) -> None:
            save(200 + number)
            readings.book("seminar")

        print(f"| from saving to the reading view of the desk | {median(read, times):.2f} |")
        print(f"| another page without a change | {median(lambda number: pages.picture(str(3 + number), 'seminar'), times):.2f} |")


def median(what: Callable[[int], object], times: int, pause: float = 0) -> float:
    """Return the median of the seconds that something takes."""
    found = []
    for number in range(times):
        time.sleep(pause)
        start = time.perf_counter()
        what(number)
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            sys.exit("the watching build has not built again")
        time.sleep(0.005)


if __name__ == "__main__":
    main()

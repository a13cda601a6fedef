"""Measure builds of the same pack in three sizes with briefing and with its peers, side by side, and print ratios.

    pip install -e '.[bench]'
    python benchmarks/peers.py [--rounds 3] [--sizes 12,60,600] [--weasyprint]

A section has a heading, three paragraphs of 90 words, 60 words as of a quotation, a footnote, a table of 5 columns and 4 rows, and six
questions. Every figure is the median of whole processes, start-up included, in wall seconds; the runs of all programs alternate. Machines
differ, so trust the ratios: to "all three formats by pandoc and typst". The table is that of docs/speed.md, and takes about six minutes;
with `--weasyprint`, which has WeasyPrint make the large packs, too, twelve.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from briefing.system import pandoc

ALL = "briefing, all three formats"
TYPST_PDF, WEASYPRINT_PDF = "pandoc and typst to PDF/UA-1", "pandoc and WeasyPrint to PDF/UA-1"
LARGE = 600
"""Sections of a pack that WeasyPrint makes only if asked: it takes over a minute for each."""
WORDS = (
    "river water valley council dam canal winter village treaty share gauge bridge ferry market harvest ministry survey border road "
    "settlement engineer record season agreement payment quarrel reservoir meadow orchard upstream downstream measured promised opened"
)
JOINTS = "the a of and in to for from with by that which under over after before"
BUILD = [sys.executable, "-m", "briefing", "build", "pack", "--no-cache"]
REPORTLAB = """
import sys
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
styles = getSampleStyleSheet()
story = []
for block in open("pack.md", encoding="utf-8").read().split("\\n\\n"):
    if block.startswith("#"):
        story.append(Paragraph(block.lstrip("# "), styles["Heading2"]))
    elif block.startswith("|"):
        rows = [[Paragraph(cell.strip(), styles["Normal"]) for cell in row.strip("|").split("|")] for row in block.split("\\n")]
        story.append(Table([row for row in rows if not row[0].text.startswith("-")]))
    else:
        story.append(Paragraph(block.replace("\\n", " "), styles["BodyText"]))
SimpleDocTemplate("reportlab.pdf").build(story)
"""
TYPST = 'import typst; typst.compile("pack.typ", output="typst.pdf", pdf_standards=["ua-1"])'
WEASYPRINT = 'import weasyprint; weasyprint.HTML("pack.html").write_pdf("weasyprint.pdf", pdf_variant="pdf/ua-1")'


@dataclass
class Measured:
    """A pack of one size, built by all programs."""

    size: int
    pages: int
    peak: float
    """Megabytes of the largest process of briefing."""
    seconds: dict[str, float]
    """Medians, by what was run."""

    @property
    def base(self) -> float:
        """Return the time of all three formats by pandoc and typst."""
        return sum(self.seconds[each] for each in ("pandoc to Word", "pandoc to EPUB", TYPST_PDF))


def main() -> None:
    """Print one table for all sizes, the exponent between the two largest, and the memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", default="12,60,600")
    parser.add_argument("--weasyprint", action="store_true", help="run WeasyPrint for large packs, too: it takes minutes")
    given = parser.parse_args()
    if sys.dont_write_bytecode or os.environ.get("PYTHONDONTWRITEBYTECODE"):
        sys.exit("PYTHONDONTWRITEBYTECODE is set: each run would compile the program again. Unset it.")
    found = [measured(size, given.rounds, with_weasyprint=given.weasyprint) for size in map(int, given.sizes.split(","))]
    print("".join(f"| {each.size} sections, {each.pages} pages | ratio " for each in found).join(("| ", "|")))
    print(f"| --- |{' ---: | ---: |' * len(found)}")
    print(f"| all three formats by pandoc and typst |{''.join(f' {each.base:.2f} | 1 |' for each in found)}")
    for label in dict.fromkeys(label for each in found for label in each.seconds):
        print(f"| {label} |{''.join(_cells(each, label) for each in found)}")
    if any(WEASYPRINT_PDF not in each.seconds for each in found):
        print(f"\nWeasyPrint was not run for {LARGE} sections and more, which takes minutes; `--weasyprint` runs it.")
    sizes = sorted(found, key=lambda each: each.size)[-2:]
    if len(sizes) == 2:
        small, large = sizes
        exponent = math.log(large.seconds[ALL] / small.seconds[ALL]) / math.log(large.size / small.size)
        print(
            f"\nFrom {small.size} to {large.size} sections the time of briefing grows with the power {exponent:.2f} of the size.", end=" "
        )
    print(f"No process of it took more than {max(each.peak for each in found):.0f} MB.")


def _cells(found: Measured, label: str) -> str:
    if label not in found.seconds:
        return " | |"
    ratio = found.seconds[label] / found.base
    return f" {found.seconds[label]:.2f} | {ratio:.{2 if ratio >= 0.01 else 3}f} |"


def measured(size: int, rounds: int, *, with_weasyprint: bool) -> Measured:
    """Build a pack of `size` sections with all programs, again and again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, size)
        runs = programs(folder, with_weasyprint=with_weasyprint or size < LARGE)
        times: dict[str, list[float]] = {label: [] for label in runs}
        for number in range(rounds + 1):
            for label, run in runs.items():
                seconds = run()
                if number:  # the first round compiles modules and warms the disk
                    times[label].append(seconds)
            print(f"{size} sections: {'warmed up' if not number else f'round {number} of {rounds}'}", file=sys.stderr)
        peak = memory([*BUILD, "-o", "out"], folder)
        with pypdfium2.PdfDocument(folder / "out/pack.pdf") as made:
            pages = len(made)
    return Measured(size, pages, peak, {label: statistics.median(each) for label, each in times.items()})


def programs(folder: Path, *, with_weasyprint: bool) -> dict[str, Callable[[], float]]:
    """Return what is timed: each function runs a program once and returns its seconds."""

    def run(*commands: Sequence[str]) -> Callable[[], float]:
        return lambda: sum(timed(each, folder) for each in commands)

    def changed() -> float:
        path = folder / "seeds/texts/s1.md"
        path.write_text(path.read_text(encoding="utf-8").replace("The ", "Then the ", 1), encoding="utf-8")
        return timed([*BUILD[:-1], "-o", "out"], folder)

    word = [pandoc.executable(), "pack.md", "-s", "--toc"]
    found = {
        ALL: run([*BUILD, "-o", "out"]),
        "briefing, one text has changed": changed,
        "briefing, nothing has changed": run([*BUILD[:-1], "-o", "out"]),
        "briefing to PDF/UA-1": run([*BUILD, "-f", "pdf", "-o", "one"]),
        "briefing to Word": run([*BUILD, "-f", "docx", "-o", "one"]),
        "briefing to EPUB, with the pages of the PDF": run([*BUILD, "-f", "epub", "-o", "one"]),
        "pandoc to Word": run([*word, "-o", "pandoc.docx"]),
        "pandoc to EPUB": run([*word, "-t", "epub3", "-o", "pandoc.epub"]),
    }
    if not importlib.util.find_spec("typst"):
        sys.exit("typst is not installed: pip install -e '.[bench]'")
    found[TYPST_PDF] = run([*word, "-o", "pack.typ"], [sys.executable, "-c", TYPST])
    if with_weasyprint and importlib.util.find_spec("weasyprint"):
        found[WEASYPRINT_PDF] = run([*word, "-o", "pack.html"], [sys.executable, "-c", WEASYPRINT])
    found["stock reportlab to PDF, without tags"] = run([sys.executable, "-c", REPORTLAB])
    return found


def timed(command: Sequence[str], folder: Path) -> float:
    """Return the wall seconds of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return time.perf_counter() - start


def memory(command: Sequence[str], folder: Path) -> float:
    """Return the megabytes of the largest process of a command (of all of them one after another, on Linux)."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True); "
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", code, *command], cwd=folder, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1000


# ── the pack ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def write(folder: Path, size: int) -> None:
    """Write a workspace for briefing, and the same words as Markdown for the peers."""
    chance = random.Random(size)
    (folder / "templates").mkdir()
    (folder / "seeds" / "texts").mkdir(parents=True)
    outline = ["title: Rivers and their rules", "language: en-GB", "sections:"]
    whole = ["---\ntitle: Rivers and their rules\nlang: en-GB\n---"]
    for number in range(1, size + 1):
        title = sentence(chance, 5).rstrip(".")
        text = section(chance)
        (folder / f"seeds/texts/s{number}.md").write_text(f"{text}\n", encoding="utf-8")
        outline.append(f"- use: text\n  title: {title}\n  texts: [s{number}]")
        whole.append(f"## {title}\n\n{text}")
    (folder / "templates" / "pack.yaml").write_text("\n".join(outline) + "\n", encoding="utf-8")
    (folder / "pack.md").write_text("\n\n".join(whole) + "\n", encoding="utf-8")


def section(chance: random.Random) -> str:
    """Return the text of a section, as Markdown."""
    paragraphs = [" ".join(sentence(chance, 15) for _ in range(6)) for _ in range(3)]
    paragraphs[1] += f"^[{sentence(chance, 20)}]"
    table = [[chance.choice(WORDS.split()) for _ in range(5)] for _ in range(5)]
    rows = [f"| {' | '.join(row)} |" for row in table]
    questions = [f"{each}. {sentence(chance, 12).rstrip('.')}?" for each in range(1, 7)]
    blocks = [
        *paragraphs,
        " ".join(sentence(chance, 15) for _ in range(4)),
        "\n".join([rows[0], f"|{' --- |' * 5}", *rows[1:]]),
        "\n".join(questions),
    ]
    return "\n\n".join(textwrap.fill(each, 100, break_long_words=False) if each[0] not in "|1" else each for each in blocks)


def sentence(chance: random.Random, length: int) -> str:
    """Return a sentence of `length` words."""
    words = [chance.choice((JOINTS if place % 2 else WORDS).split()) for place in range(length - 1)]
    return f"The {' '.join(words)}."


if __name__ == "__main__":
    main()

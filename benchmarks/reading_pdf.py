"""Measure how PDFs are read: by briefing, pypdf, pdfminer.six and pdftotext, side by side, from texts that are known.

    pip install -e '.[bench,test]' pdfminer.six
    python benchmarks/reading_pdf.py [--articles 3] [--keep FOLDER]

Each article is set in every layout of `pdf_layouts.py`, with the programs that are installed. The columns of the table:

- recall: words of the article that the reader has, in percent
- wrong: words of the reader that the article does not have, in percent; running heads and joined or divided words are among them
- whole: paragraphs of the article that are one paragraph of the reader, in percent (the others join lines by line breaks)
- order: neighbouring paragraphs that the reader has in this order, in percent
- notes: notes that are outside of every paragraph, after the paragraph that they belong to, in percent
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import tempfile
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import itertools

from pdf_layouts import Made, layouts
from pdf_readers import pdfminer, pdftotext, pypdf

Reader = Callable[[Path], list[str]]


def _briefing(path: Path) -> list[str]:
    from briefing.originals.any_format import read

    return list(read(path).paragraphs)


READERS: dict[str, Reader] = {"briefing": _briefing, "pypdf": pypdf, "pdfminer.six": pdfminer, "pdftotext": pdftotext}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\s]+", unicodedata.normalize("NFC", text).replace("ﬁ", "fi").replace("ﬂ", "fl").replace("’", "'"))


def _key(text: str) -> str:
    return " ".join(_words(text))


def measure(made: Made, found: Sequence[str]) -> dict[str, float]:
    """Compare what a reader found with the text of an article."""
    paragraphs, notes = made.article.paragraphs(), made.article.notes()
    wanted, got = (
        Counter(word for text in (*paragraphs, *notes) for word in _words(text)),
        Counter(word for text in found for word in _words(text)),
    )
    total, given = sum(wanted.values()), sum(got.values())
    lines = [_key(text) for text in found]
    everything = "\n".join(lines)
    # An author's line may be joined to others: it is no paragraph of the text.
    body = [_key(text) for text in paragraphs[2:]]
    known = set(lines)
    places: list[int] = []
    for text in body:  # a heading of few words may be in a text, too
        begin, before = " ".join(text.split()[:6]), places[-1] if places else 0
        places.append(max(everything.find(begin, max(before, 0)), everything.find(begin)))
    pairs = [(before, after) for before, after in itertools.pairwise(places)]
    end = max((everything.find(text) for text in body[-1:]), default=0)
    apart = [any(line.removeprefix("").endswith(_key(note)) and len(line) < len(_key(note)) + 8 for line in lines) for note in notes]
    return {
        "recall": 100 * sum((wanted & got).values()) / total,
        "wrong": 100 * sum((got - wanted).values()) / max(given, 1),
        "whole": 100 * sum(text in known for text in body) / len(body),
        "order": 100 * sum(0 <= before < after for before, after in pairs) / max(len(pairs), 1),
        "notes": 100 * sum(apart) / len(notes) if notes and made.has_notes and end is not None else float("nan"),
    }


def main() -> None:
    """Print a table of all readers, and one of briefing by layout."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--readers", default=",".join(READERS))
    options = parser.parse_args()
    readers = {name: READERS[name] for name in options.readers.split(",") if name != "pdftotext" or shutil.which(name)}
    results: dict[str, dict[str, list[dict[str, float]]]] = defaultdict(lambda: defaultdict(list))
    seconds: dict[str, float] = defaultdict(float)
    pages = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, made in enumerate(layouts(options.articles)):
            if options.only and options.only not in made.name:
                continue
            path = (options.keep or Path(folder)) / f"{number:03}-{re.sub(r'[^a-zA-Z]+', '-', made.name)}.pdf"
            path.write_bytes(made.pdf)
            if options.keep:
                path.with_suffix(".txt").write_text("\n".join([*made.article.paragraphs(), "", *made.article.notes()]), "utf-8")
            pages += 1
            for name, reader in readers.items():
                begin = time.perf_counter()
                found = reader(path)
                seconds[name] += time.perf_counter() - begin
                results[name][made.name].append(measure(made, found))
    columns = ("recall", "wrong", "whole", "order", "notes")
    print(f"{pages} files\n\n| reader | {' | '.join(columns)} | seconds a file |\n| --- |{' ---: |' * 6}")
    for name, layouts_ in results.items():
        every = [each for found in layouts_.values() for each in found]
        print(f"| {name} | {' | '.join(_mean(every, column) for column in columns)} | {seconds[name] / pages:.2f} |")
    for name in results if len(results) == 1 else ["briefing"]:
        print(f"\n| layout ({name}) | {' | '.join(columns)} |\n| --- |{' ---: |' * 5}")
        for layout, every in results[name].items():
            print(f"| {layout} | {' | '.join(_mean(every, column) for column in columns)} |")


def _mean(every: Sequence[dict[str, float]], column: str) -> str:
    values = [each[column] for each in every if each[column] == each[column]]
    return f"{statistics.fmean(values):.2f}" if values else "–"


if __name__ == "__main__":
    main()

"""Measure how whole the copies of public web pages are, beside the readers trafilatura and readability.

    pip install trafilatura readability-lxml
    git clone https://github.com/adbar/trafilatura
    git clone https://github.com/mozilla/readability
    python benchmarks/reading_pages.py trafilatura readability [--faults]

The first checkout has pages with sentences that a reader has to find, and others that do not belong to the text. The second one has
pages with the text that Firefox shows for them. A page is whole if every sentence is found, or 98 % of the words.
Formulas and marks of notes are not compared. Nothing of these pages is in this repository. `--faults` prints each page of which briefing
loses something, and what.
"""

from __future__ import annotations

import html
import importlib
import importlib.util
import json
import os
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from briefing.originals.readers.result import cleaned
from briefing.originals.readers.web import read_html
from briefing.system.confined.limits import UnreadableError

WHOLE = 0.98
"""The share of the expected words that a whole page has at least."""


_COMPARED = re.compile(r"<math\b.*?</math>|<sup\b[^>]*\b(?:reference\b|cite_ref).*?</sup>", re.DOTALL)
"""What is not compared: formulas, which each reader writes otherwise, and marks of notes."""


@dataclass(frozen=True)
class Page:
    """A page, and what a reader of it has to find."""

    path: Path
    wanted: tuple[str, ...]
    """Sentences, or one text."""
    unwanted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What one reader made of one page."""

    found: float
    """The share of the sentences or of the words that it has."""
    kept: int
    """How many unwanted sentences it has."""
    fault: str
    """`refused`, `crash` or nothing."""
    lost: str
    seconds: float


# ── readers ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def ours(data: bytes) -> str:
    """Return the text of a page as briefing reads it."""
    return "\n".join(cleaned(read_html(data)).paragraphs)


def trafilatura(data: bytes) -> str:
    """Return the text of a page as trafilatura reads it."""
    return str(importlib.import_module("trafilatura").extract(data, include_comments=False, include_tables=True) or "")


def trafilatura_for_recall(data: bytes) -> str:
    """Return the text of a page as trafilatura reads it if it is asked to leave out little."""
    return str(importlib.import_module("trafilatura").extract(data, include_comments=True, include_tables=True, favor_recall=True) or "")


def readability(data: bytes) -> str:
    """Return the text of a page as readability-lxml reads it."""
    text = importlib.import_module("trafilatura.utils").decode_file(data)
    summary = importlib.import_module("readability").Document(text).summary()
    return without_tags(summary)


READERS: dict[str, Callable[[bytes], str]] = {
    "briefing": ours,
    "trafilatura": trafilatura,
    "trafilatura, for recall": trafilatura_for_recall,
    "readability-lxml": readability,
}

# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def pages_with_sentences(folder: Path) -> list[Page]:
    """Return the pages of a checkout of trafilatura."""
    listed = json.loads((folder / "tests" / "evaldata.json").read_text(encoding="utf-8"))
    found = []
    for each in listed.values():
        path = next((path for part in ("cache", "eval") if (path := folder / "tests" / part / each["file"]).is_file()), None)
        if path:
            found.append(Page(path, tuple(each["with"]), tuple(each["without"])))
    return found


def pages_with_texts(folder: Path) -> list[Page]:
    """Return the pages of a checkout of Mozilla's readability."""
    paths = sorted((folder / "test" / "test-pages").glob("*/source.html"))
    return [Page(path, (without_tags(_COMPARED.sub(" ", (path.parent / "expected.html").read_text(encoding="utf-8"))),)) for path in paths]


# ── measuring ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def without_tags(page: str) -> str:
    """Return the text of a page that a reader has made."""
    inline = re.sub(r"</?(?:a|b|i|em|strong|span|sup|sub|small|font|code|q|abbr|mark|cite|u|s)(?=[ >])[^>]*>", "", page)
    return html.unescape(re.sub(r"<[^>]+>", " ", inline))


def spaced(text: str) -> str:
    """Return a text with one space between its words, in one form of Unicode and without marks that do not print."""
    return re.sub(r"\s+", " ", re.sub("[\u00ad\u200b\u2060\ufeff\u2063]", "", unicodedata.normalize("NFC", text))).strip()


def words(text: str) -> Counter[str]:
    """Return how often each word is in a text. Each sign of Chinese and Japanese is a word."""
    return Counter(re.findall(r"[^\W\u3040-\u30ff\u3400-\u9fff]+|[\u3040-\u30ff\u3400-\u9fff]", spaced(text).lower()))


def measured(name: str, page: Page) -> Result:
    """Read a page with one reader."""
    start, fault, text = time.perf_counter(), "", ""
    try:
        text = READERS[name](page.path.read_bytes())
    except UnreadableError as error:
        fault = f"refused: {error.message}"
    except Exception as error:
        fault = f"crash: {error!r:.200}"
    seconds, flat = time.perf_counter() - start, spaced(text)
    if len(page.wanted) == 1 and not page.unwanted:
        wanted, has = words(page.wanted[0]), words(text)
        lost = wanted - has
        share = 1 - lost.total() / max(wanted.total(), 1)
        return Result(share, 0, fault, " ".join(list(lost)[:40]) if share < WHOLE else "", seconds)
    missing = [each for each in page.wanted if spaced(each) not in flat]
    kept = sum(spaced(each) in flat for each in page.unwanted)
    return Result(1 - len(missing) / len(page.wanted), kept, fault, " | ".join(missing), seconds)


def rows(pages: Sequence[Page], names: Sequence[str], *, faults: bool) -> list[str]:
    """Return a row of the table for each reader."""
    made = []
    with ProcessPoolExecutor() as pool:
        for name in names:
            results = list(pool.map(measured, [name] * len(pages), pages, chunksize=8))
            whole = sum(each.found == 1 if page.unwanted else each.found >= WHOLE for page, each in zip(pages, results, strict=True))
            unwanted = sum(len(page.unwanted) for page in pages)
            cells = [
                name,
                f"{whole} of {len(pages)} ({whole / len(pages):.1%})",
                f"{sum(each.found for each in results) / len(pages):.2%}",
                f"{median(each.found for each in results):.3f}",
                f"{sum(each.kept for each in results) / unwanted:.1%}" if unwanted else "–",
                str(sum(each.fault.startswith("refused") for each in results)),
                str(sum(each.fault.startswith("crash") for each in results)),
                f"{max(each.seconds for each in results):.1f} s",
            ]
            made.append(f"| {' | '.join(cells)} |")
            if faults and name == "briefing":
                print(*(f"{page.path}: {each.fault} {each.lost}" for page, each in zip(pages, results, strict=True) if each.lost), sep="\n")
    return made


def main(arguments: Sequence[str]) -> None:
    """Print a table for each checkout."""
    folders = [Path(each) for each in arguments if not each.startswith("--")]
    names = [name for name in READERS if name == "briefing" or ("--ours" not in arguments and _is_installed(name))]
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    for folder in folders:
        pages = pages_with_sentences(folder) if (folder / "tests" / "evaldata.json").is_file() else pages_with_texts(folder)
        table = rows(pages, names, faults="--faults" in arguments)
        print(f"\n{folder.name}: {len(pages)} pages\n")
        heads = ("reader", "whole", "found", "median", "unwanted kept", "refused", "crashes", "slowest")
        print(f"| {' | '.join(heads)} |\n| --- |{' ---: |' * (len(heads) - 1)}")
        print(*table, sep="\n")


def _is_installed(name: str) -> bool:
    return importlib.util.find_spec({"readability-lxml": "readability"}.get(name, "trafilatura")) is not None


if __name__ == "__main__":
    main(sys.argv[1:])

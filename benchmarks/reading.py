"""Measure how files are read: by briefing and by other readers, side by side, from texts that are known or in a folder of files.

    pip install docx2python mammoth odfpy striprtf pypdf pdfminer.six trafilatura readability-lxml html2text ebooklib epub2txt mistune \
        charset-normalizer
    python benchmarks/reading.py [--articles 34] [--formats docx,odt,rtf,epub,html,md,txt,pdf] [--keep FOLDER]
    python benchmarks/reading.py --files FOLDER

The first command makes files with `reading_files.py` and `page_files.py`, and compares them with the words that were put in:

- recall: words of the text that the reader has, in percent
- wrong: words of the reader that the text does not have, in percent
- order: neighbouring paragraphs that the reader has in this order, in percent
- notes: notes that are paragraphs of their own, in percent

The second one reads files that nobody knows the words of. It counts the words on which two of the other readers agree and that
briefing does not have, and names these files. Readers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import html
import importlib
import itertools
import re
import shutil
import statistics
import sys
import tempfile
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from page_files import PAGE_MAKERS
from pdf_readers import pdfminer, pdftotext, pypdf
from reading_files import MAKERS, Made, articles

from briefing.errors import BriefingError
from briefing.originals.any_format import read
from briefing.originals.readers import formats
from briefing.originals.readers.result import cleaned
from briefing.system import pandoc

Reader = Callable[[Path], list[str]]
COLUMNS = ("recall", "wrong", "order", "notes")


# ── readers ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _briefing(path: Path) -> list[str]:
    data = path.read_bytes()
    return list(cleaned(formats.reader(formats.detect(data, path.name))(data)).paragraphs)


def _pandoc(path: Path) -> list[str]:
    source = {"docx": "docx+styles", "md": "markdown"}.get(path.suffix[1:], path.suffix[1:])
    with tempfile.TemporaryDirectory() as folder:
        args = ["-f", source, "-t", "plain", "--wrap=none", "--track-changes=accept", str(path.resolve())]
        return pandoc.run(args, b"", Path(folder)).decode().split("\n")


def _docx2python(path: Path) -> list[str]:
    with importlib.import_module("docx2python").docx2python(path) as document:
        return [line for line in re.split(r"\n+", document.text) if line.strip()]


def _mammoth(path: Path) -> list[str]:
    with path.open("rb") as file:
        return _lines_of_page(importlib.import_module("mammoth").convert_to_html(file).value)


def _python_docx(path: Path) -> list[str]:
    from docx import Document

    return [
        text for block in Document(str(path)).element.body.iter("{*}p") if (text := "".join(each.text or "" for each in block.iter("{*}t")))
    ]


def _odfpy(path: Path) -> list[str]:
    teletype, text, opendocument = (importlib.import_module(f"odf.{name}") for name in ("teletype", "text", "opendocument"))
    document = opendocument.load(str(path))
    return [teletype.extractText(each) for kind in (text.H, text.P) for each in document.getElementsByType(kind)]


def _striprtf(path: Path) -> list[str]:
    return str(importlib.import_module("striprtf.striprtf").rtf_to_text(path.read_text("latin-1"), errors="replace")).split("\n")


def _trafilatura(path: Path) -> list[str]:
    return (importlib.import_module("trafilatura").extract(path.read_bytes(), favor_recall=True) or "").split("\n")


def _lines_of_page(page: str) -> list[str]:
    return [html.unescape(re.sub(r"<[^>]+>", "", part)) for part in re.split(r"</?(?:p|h\d|li|td|th|tr|table|ul|ol|br)\b[^>]*>", page)]


def _readability(path: Path) -> list[str]:
    document = importlib.import_module("readability").Document(path.read_text("utf-8"))
    return [document.title(), *_lines_of_page(document.summary())]


def _html2text(path: Path) -> list[str]:
    return _without_markdown(_to_markdown(path.read_text("utf-8")))


def _to_markdown(page: str) -> str:
    converter = importlib.import_module("html2text").HTML2Text(bodywidth=0)
    converter.ignore_links = converter.ignore_images = True
    return str(converter.handle(page))


def _ebooklib(path: Path) -> list[str]:
    ebooklib, epub = importlib.import_module("ebooklib"), importlib.import_module("ebooklib.epub")
    pages = [item.get_content().decode() for item in epub.read_epub(str(path)).get_items_of_type(ebooklib.ITEM_DOCUMENT)]
    return [line for page in pages for line in _without_markdown(_to_markdown(page))]


def _epub2txt(path: Path) -> list[str]:
    return str(importlib.import_module("epub2txt").epub2txt(str(path))).split("\n")


def _mistune(path: Path) -> list[str]:
    mistune = importlib.import_module("mistune")
    plugins = ["footnotes", "table", "strikethrough", "mark", "superscript", "def_list"]
    return _lines_of_page(mistune.create_markdown(escape=False, plugins=plugins)(path.read_text("utf-8")))


def _charset_normalizer(path: Path) -> list[str]:
    best = importlib.import_module("charset_normalizer").from_bytes(path.read_bytes()).best()
    return [" ".join(each.split()) for each in re.split(r"\n\s*\n", str(best))] if best else []


def _without_markdown(text: str) -> list[str]:
    return [re.sub(r"^[\s#>*+-]+|[*_|\\]", "", line) for line in text.split("\n")]


READERS: dict[str, dict[str, tuple[str, Reader]]] = {
    "docx": {
        "pandoc": ("", _pandoc),
        "docx2python": ("docx2python", _docx2python),
        "mammoth": ("mammoth", _mammoth),
        "python-docx": ("docx", _python_docx),
    },
    "odt": {"pandoc": ("", _pandoc), "odfpy": ("odf", _odfpy)},
    "rtf": {"pandoc": ("", _pandoc), "striprtf": ("striprtf", _striprtf)},
    "epub": {"pandoc": ("", _pandoc), "ebooklib, html2text": ("ebooklib", _ebooklib), "epub2txt": ("epub2txt", _epub2txt)},
    "html": {
        "pandoc": ("", _pandoc),
        "trafilatura": ("trafilatura", _trafilatura),
        "readability-lxml": ("readability", _readability),
        "html2text": ("html2text", _html2text),
    },
    "md": {"pandoc": ("", _pandoc), "mistune": ("mistune", _mistune)},
    "txt": {"charset-normalizer": ("charset_normalizer", _charset_normalizer)},
    "pdf": {"pypdf": ("pypdf", pypdf), "pdfminer.six": ("pdfminer", pdfminer), "pdftotext": ("", pdftotext)},
}
"""The other readers of each format, with the package that they need."""


def readers(ending: str) -> dict[str, Reader]:
    """Return briefing and the other readers of a format that are installed."""
    found = {name: reader for name, (package, reader) in READERS[ending].items() if not package or find_spec(package)}
    if not shutil.which("pdftotext"):
        found.pop("pdftotext", None)
    return {"briefing": _briefing, **found}


# ── files with known words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def words(texts: Iterable[str]) -> Counter[str]:
    """Return the words of some texts: letters and digits, without their forms."""
    return Counter(word for text in texts for word in re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text.replace("\u00ad", ""))))


def measure(made: Made, found: Sequence[str]) -> dict[str, float]:
    """Compare what a reader found with the words that were put in."""
    wanted, got = words([*made.paragraphs, *made.notes]), words(found)
    lines = [" ".join(words([text])) for text in found]
    everything = "\n".join(lines)
    places = [everything.find(" ".join(list(words([text]))[:8])) for text in made.paragraphs]
    pairs = list(itertools.pairwise(places))
    apart = [
        any(line.endswith(key) and len(line) < len(key) + 8 for line in lines) for note in made.notes for key in [" ".join(words([note]))]
    ]
    return {
        "recall": 100 * (wanted & got).total() / wanted.total(),
        "wrong": 100 * (got - wanted).total() / max(got.total(), 1),
        "order": 100 * sum(0 <= before < after for before, after in pairs) / len(pairs),
        "notes": 100 * sum(apart) / len(apart) if apart else float("nan"),
    }


def known(count: int, formats: Sequence[str], folder: Path) -> None:
    """Make files, read them with all readers, and print a table by format, and one of briefing by program."""
    results: dict[tuple[str, str], list[dict[str, float]]] = defaultdict(list)
    programs: dict[tuple[str, str], list[dict[str, float]]] = defaultdict(list)
    seconds: dict[tuple[str, str], float] = defaultdict(float)
    for maker in (*MAKERS, *PAGE_MAKERS):
        for made in maker(articles(count), folder / maker.__name__, formats):
            for name, reader in readers(made.format).items():
                begin = time.perf_counter()
                found = measure(made, reader(made.path))
                seconds[made.format, name] += time.perf_counter() - begin
                results[made.format, name].append(found)
                if name == "briefing":
                    programs[made.format, made.program].append(found)
    print(f"| format | reader | files | {' | '.join(COLUMNS)} | seconds a file |\n| --- | --- |{' ---: |' * 6}")
    for (ending, name), every in sorted(results.items(), key=lambda item: formats.index(item[0][0])):
        took = f"{seconds[ending, name] / len(every):.2f}"
        print(f"| {ending} | {name} | {len(every)} | {' | '.join(_mean(every, column) for column in COLUMNS)} | {took} |")
    print(f"\n| format | written by | files | {' | '.join(COLUMNS)} |\n| --- | --- |{' ---: |' * 5}")
    for (ending, program), every in sorted(programs.items(), key=lambda item: formats.index(item[0][0])):
        print(f"| {ending} | {program} | {len(every)} | {' | '.join(_mean(every, column) for column in COLUMNS)} |")


def _mean(every: Sequence[dict[str, float]], column: str) -> str:
    values = [each[column] for each in every if each[column] == each[column]]
    return f"{statistics.fmean(values):.2f}" if values else "–"


# ── files of strangers ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def unknown(folder: Path, formats: Sequence[str]) -> None:
    """Read the files of a folder with all readers, and print what briefing does not have although two others do."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix[1:].lower() in formats):
        ending, tally = path.suffix[1:].lower(), counts[path.suffix[1:].lower()]
        tally["files"] += 1
        others = [words(found) for name, reader in readers(ending).items() if name != "briefing" and (found := _tried(reader, path))]
        agreed = Counter[str]()
        for one, two in itertools.combinations(others, 2):
            agreed |= one & two
        if len(others) == 1:
            agreed = others[0]
        try:
            ours = words(read(path).paragraphs)
        except BriefingError as error:
            tally["refused"] += 1
            if agreed:
                print(f"{path.name}: refused, and others have {agreed.total()} words: {error.problems[0].message}")
            continue
        missing = agreed - ours
        tally["words"] += agreed.total()
        tally["missing"] += missing.total()
        tally["whole"] += not missing
        if missing:
            print(f"{path.name}: {missing.total()} of {agreed.total()} words: {' '.join(list(missing)[:12])}")
    print(f"\n| format | files | refused | whole | agreed words | missing |\n| --- |{' ---: |' * 5}")
    for ending, tally in counts.items():
        print(f"| {ending} | {tally['files']} | {tally['refused']} | {tally['whole']} | {tally['words']:,} | {tally['missing']:,} |")


def _tried(reader: Reader, path: Path) -> list[str]:
    try:
        return reader(path)
    except Exception:
        return []


def main() -> None:
    """Compare the readers."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=34, help="articles that each program writes in each format")
    parser.add_argument("--formats", default=",".join(READERS))
    parser.add_argument("--keep", type=Path, help="a new folder for the files that are made")
    parser.add_argument("--files", type=Path, help="a folder of files to read, instead of making some")
    options = parser.parse_args()
    formats = options.formats.split(",")
    if options.files:
        unknown(options.files, formats)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        known(options.articles, formats, folder.resolve())


if __name__ == "__main__":
    main()

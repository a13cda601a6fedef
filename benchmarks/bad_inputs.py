"""Give damaged and hostile inputs to all commands, and count what goes wrong with them.

    python benchmarks/bad_inputs.py [NUMBER] [SEED]

Each input is a small workspace with one thing in it damaged: a file of YAML or Markdown, a citation style, a font, a logo, a source in one
of eight formats, a bibliography, a text in one of three, a roster, marks and highlights of other programs, a finished file, or the options
of a command. Counted are: tracebacks; commands that fail and have changed a file all the same; commands that take more than 60 seconds;
and problems that name no place or do not say what to do. Each fault is printed with its input, which the seed makes again. The exit code
is 1 if there is one.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from PIL import Image

from briefing.cli import COMMANDS, main
from briefing.system import pandoc
from briefing.theme.font_files import face_path
from briefing.theme.model import SPECTRAL

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 60
USAGE = 2
"""The exit code of a command line that is wrong: the place is the command line."""
TEXT = (ROOT / "tests" / "data" / "originals" / "gauge.txt").read_text(encoding="utf-8")
HOSTILE = (
    "", "   ", "null", "~", "yes", "-1", "0", "99999999999999999999", "9" * 5_000, "1e999", ".nan", "0x" + "f" * 400, "٣", "2024-13-45",
    "[]", "{}", "[[[[[[[[]]]]]]]]", "{a: {b: {c: d}}}", "!!python/object:os.system x", "&a [*a, *a]", "*nobody", "'", '"', ": :", "- - -",
    "{{ x }}", "{% for i in range(9) %}", "{{ ''.__class__ }}", "[@", "[@nobody, ¶3]", "[@two-towns-2024, ¶99-1]", "^[", "**",
    "<script>x</script>",
    "../../etc/passwd", "/etc/passwd", "C:\\\\x", "http://[", "https://", "\u202eabc", "\u2003", "😀", "漢字", "سلام",
    "a" * 3_000, "x\u0301" * 200,
    "\t", "\x07", "\ufeff", "\ud800", "|", ">", "a: b: c", "#", "%", "@", "`",
)  # fmt: skip
"""What is put in the place of a value."""


RIS = "TY  - JOUR\nTI  - Flood marks of the lower Oder\nAU  - Zee, Piet\nPY  - 2021\nSP  - 3\nEP  - 9\nSN  - 1234-5679\nER  - \n"
ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?>
<xml><records><record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author>Zee, Piet</author></authors></contributors>
<titles><title>Flood marks of the lower Oder</title><secondary-title>Gauge</secondary-title></titles>
<dates><year>2021</year></dates></record></records></xml>
"""
COLUMNS = "id,created,updated,url,user,uri,title,group,tags,quote,comment"
HIGHLIGHTS = f"{COLUMNS}\n1,2021-03-04,2021-03-04,https://hyp.is/1,ada,https://example.org/,Two towns,,,the toll,Why?\n"


class TooLongError(BaseException):
    """A command took too long."""


@dataclass(frozen=True)
class Input:
    """A damaged input."""

    kind: str
    what: str
    """How it was damaged."""
    args: tuple[str, ...]


# ── damage ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def damaged_bytes(chance: random.Random, data: bytes) -> tuple[str, bytes]:
    """Return a file with something wrong with its bytes."""
    at, other = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
    length = chance.choice((1, 4, 60, 2_000))
    return chance.choice(
        (
            (f"cut off at {at}", data[:at]),
            ("empty", b""),
            (f"{length} random bytes at {at}", data[:at] + chance.randbytes(length) + data[at + length :]),
            (f"a piece of {length} bytes taken out at {at}", data[:at] + data[at + length :]),
            (f"a piece doubled at {at}", data[:at] + data[other : other + 500] + data[at:]),
            ("random bytes", chance.randbytes(5_000)),
            ("zeros", b"\0" * 5_000),
            ("a web page", b"<!doctype html><html><body><h1>404 Not Found</h1></body></html>"),
            ("a zip of nothing", b"PK\5\6" + b"\0" * 18),
        )
    )


def damaged_text(chance: random.Random, data: bytes) -> tuple[str, bytes]:
    """Return a file of lines with something wrong in one of them, or in its encoding."""
    lines = data.decode("utf-8").split("\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    worse = chance.choice(HOSTILE)
    head = line.partition(":")[0] if ":" in line else line[: len(line) // 2]
    name = f"line {at + 1}: "
    change = chance.randrange(14)
    if change < 5:
        lines[at] = f"{head}: {worse}"
        return f"{name}value {worse[:30]!r}", _bytes(lines)
    if change == 5:
        return f"{name}left out", _bytes([*lines[:at], *lines[at + 1 :]])
    if change == 6:
        return f"{name}twice", _bytes([*lines[:at], line, *lines[at:]])
    if change == 7:
        return f"{name}indented", _bytes([*lines[:at], f"   {line}", *lines[at + 1 :]])
    if change == 8:
        return f"{name}key misspelt", _bytes([*lines[:at], line.replace(head, f"{head}x", 1), *lines[at + 1 :]])
    if change == 9:
        return f"{name}cut to {head[:20]!r}", _bytes([*lines[:at], head, *lines[at + 1 :]])
    if change == 10:
        return f"{name}with {worse[:30]!r} put in", _bytes([*lines[:at], f"{line}{worse}", *lines[at + 1 :]])
    if change == 11:
        return "UTF-16", data.decode().encode("utf-16")
    if change == 12:
        return "cp1252 with é", data.replace(b"e", "é".encode("cp1252"), 3)
    return damaged_bytes(chance, data)


def _bytes(lines: list[str]) -> bytes:
    return "\n".join(lines).encode("utf-8", "surrogatepass")


# ── inputs ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def model(folder: Path) -> Path:
    """Make the workspace that each input begins with a copy of, with one file of each kind beside it."""
    whole = folder / "model"
    invoked(["init", str(whole)])
    for name in ("regular", "italic", "bold", "bold_italic"):
        shutil.copy(face_path(SPECTRAL, name), whole / f"{name}.ttf")
    shutil.copy(ROOT / "tests" / "data" / "workspace" / "styles" / "plain-note.csl", whole / "own.csl")
    for ending in ("png", "jpg"):
        Image.effect_noise((40, 20), 50).save(whole / f"logo.{ending}")
    (whole / "class.csv").write_text("name,group\nAda Calder,1\nBo Roe,2\n")
    for ending, writer in (("docx", "docx"), ("odt", "odt"), ("epub", "epub"), ("rtf", "rtf"), ("html", "html"), ("md", "markdown")):
        args = ["--from=markdown", f"--to={writer}", "--standalone", "--output=-"]
        (whole / f"source.{ending}").write_bytes(pandoc.run(args, TEXT.encode(), whole))
    (whole / "source.txt").write_text(TEXT, encoding="utf-8")
    os.chdir(whole)
    invoked(["sources", "add", "articles/two-towns-one-river.txt"])
    invoked(["excerpts", "export", "marks.json"])
    for name in ("works.bib", "works.json"):
        invoked(["sources", "export", name])
    (whole / "works.ris").write_text(RIS, encoding="utf-8")
    (whole / "works.xml").write_text(ENDNOTE, encoding="utf-8")
    (whole / "marks.csv").write_text(HIGHLIGHTS, encoding="utf-8")
    for name in ("mupdf.pdf", "libreoffice.docx"):
        shutil.copy(ROOT / "tests" / "data" / "marked" / name, whole / f"marks{Path(name).suffix}")
    invoked(["build"])
    for ending in ("pdf", "docx", "epub"):
        shutil.copy(next((whole / "output").glob(f"*.{ending}")), whole / f"done.{ending}")
    shutil.copy(whole / "done.pdf", whole / "source.pdf")
    return whole


def made(chance: random.Random, work: Path) -> Input:
    """Damage something in a workspace; return what, and the command to run."""
    return chance.choice(MAKERS)(chance, work)


def _spoil(chance: random.Random, path: Path, damage: Callable[[random.Random, bytes], tuple[str, bytes]]) -> str:
    what, data = damage(chance, path.read_bytes())
    path.write_bytes(data)
    return f"{path.name}, {what}"


def of_library(chance: random.Random, work: Path) -> Input:
    """Damage a file of the library or an outline."""
    files = sorted(
        path for folder in ("seeds", "templates") for path in (work / folder).rglob("*") if path.suffix in (".md", ".yaml", ".txt")
    )
    files = [path for path in files if path.name != "README.md"]
    what = _spoil(chance, chance.choice(files), damaged_text)
    commands = (("check",), ("check",), ("show", "pack"), ("list", "sources"), ("verify",), ("rights",), ("build", "-f", "docx"))
    return Input("library", what, chance.choice(commands))


def _with_setting(work: Path, setting: str) -> None:
    path = work / "templates" / "pack.yaml"
    path.write_text(f"{setting}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def of_style(chance: random.Random, work: Path) -> Input:
    """Damage a citation style."""
    _with_setting(work, "csl: own.csl")
    return Input("citation style", _spoil(chance, work / "own.csl", chance.choice((damaged_text, damaged_bytes))), ("show", "pack"))


def of_font(chance: random.Random, work: Path) -> Input:
    """Damage a font."""
    faces = "regular: regular.ttf, italic: italic.ttf, bold: bold.ttf, bold-italic: bold_italic.ttf"
    _with_setting(work, f"theme: {{typefaces: {{text: {{{faces}}}}}}}")
    name = chance.choice(("regular", "italic", "bold", "bold_italic"))
    return Input("font", _spoil(chance, work / f"{name}.ttf", damaged_bytes), ("build", "-f", chance.choice(("pdf", "docx"))))


def of_logo(chance: random.Random, work: Path) -> Input:
    """Damage a logo."""
    name = chance.choice(("logo.png", "logo.jpg"))
    _with_setting(work, f"theme: {{logo: {{file: {name}, alt: A logo}}}}")
    return Input("logo", _spoil(chance, work / name, damaged_bytes), ("build", "-f", chance.choice(("pdf", "docx", "epub"))))


def of_source(chance: random.Random, work: Path) -> Input:
    """Damage a source."""
    name = f"source.{chance.choice(('docx', 'odt', 'epub', 'rtf', 'html', 'md', 'txt', 'pdf'))}"
    return Input("source", _spoil(chance, work / name, damaged_bytes), ("sources", "add", name, "--new"))


def of_roster(chance: random.Random, work: Path) -> Input:
    """Damage a roster."""
    what = _spoil(chance, work / "class.csv", chance.choice((damaged_text, damaged_bytes)))
    return Input("roster", what, ("handout", "--roster", "class.csv", "-k", "worksheet"))


def of_marks(chance: random.Random, work: Path) -> Input:
    """Damage marks or highlights of another program."""
    name = chance.choice(("marks.json", "marks.json", "marks.csv", "marks.pdf", "marks.docx"))
    damage = damaged_bytes if name.endswith(("pdf", "docx")) else chance.choice((damaged_text, damaged_bytes))
    return Input(
        "marks", _spoil(chance, work / name, damage), ("excerpts", "import", name, *chance.choice(((), ("--as", "two-towns-2024"))))
    )


def of_bibliography(chance: random.Random, work: Path) -> Input:
    """Damage a bibliography."""
    name = f"works.{chance.choice(('bib', 'json', 'ris', 'xml'))}"
    return Input("bibliography", _spoil(chance, work / name, chance.choice((damaged_text, damaged_bytes))), ("sources", "import", name))


def of_text(chance: random.Random, work: Path) -> Input:
    """Damage a text that somebody wrote."""
    name = f"source.{chance.choice(('docx', 'odt', 'md'))}"
    damage = damaged_text if name.endswith("md") else damaged_bytes
    return Input("text", _spoil(chance, work / name, damage), ("texts", "import", name))


def of_copy(chance: random.Random, work: Path) -> Input:
    """Damage the copy of a source, or an excerpt of it, and take the new text as the passage."""
    where = chance.choice((work / "seeds" / "originals", work / "seeds" / "excerpts"))
    path = chance.choice(sorted(each for each in where.iterdir() if each.suffix in (".txt", ".md") and each.name != "README.md"))
    return Input("accepted", _spoil(chance, path, damaged_text), ("verify", "--accept", "judge-and-gauge"))


def of_finished(chance: random.Random, work: Path) -> Input:
    """Damage a finished file."""
    name = f"done.{chance.choice(('pdf', 'docx', 'epub'))}"
    what = _spoil(chance, work / name, damaged_bytes)
    commands = (("check", name), ("prove", name, "--against", "pack"), ("impose", "done.pdf", "--booklet", "-o", "sheets.pdf"))
    return Input("finished file", what, chance.choice(commands))


OPTIONS: dict[str, tuple[str, ...]] = {
    "build": ("-f", "-o", "--set", "--edition", "--paper", "-w", ""),
    "show": ("--set", "-w", ""),
    "list": ("", "-w"),
    "keys": ("",),
    "page": ("1", "--dpi", "--edition", "-o", "--set", ""),
    "diff": ("", "--set"),
    "excerpt": ("--from", "--to", "--paragraph", "--find", "--id", "--title", ""),
    "handout": ("-k", "--roster", "--lines", "--jobs", "-o", "--for", "--set", ""),
    "impose": ("-o", "--sheet", "--creep", "--paper", ""),
    "new": ("--from", "--set", ""),
    "init": ("", "--empty"),
    "sources add": ("--as", "--new", ""),
    "sources import": ("", "--match"),
    "sources export": ("",),
    "sources remove": ("",),
    "sources rename": ("", "-w"),
    "texts import": ("--as", ""),
    "texts roles": ("", "--replace"),
    "chart": ("--cite", "--unit", ""),
    "excerpts export": ("", "-o"),
    "excerpts import": ("",),
    "rights": ("--day", "", "-w"),
    "rights request": ("", "-o"),
    "schema": ("", "--results"),
    "prove": ("", "-w"),
    "check": ("", "--accessibility", "-w"),
    "verify": ("", "--accept", "-w"),
    "doctor": ("", "-w"),
    "cache": ("", "--clear"),
}


def of_options(chance: random.Random, work: Path) -> Input:
    """Give odd values to options."""
    (work / "output").mkdir(exist_ok=True)
    name = chance.choice(list(OPTIONS))
    words = [word for _ in range(chance.randint(1, 2)) for word in (chance.choice(OPTIONS[name]), _odd(chance)) if word]
    return Input("options", " ".join(words)[:80], (*name.split(), *words))


def _odd(chance: random.Random) -> str:
    names = (
        "two-towns-2024",
        "pack",
        "judge-and-gauge",
        "nl",
        "class.csv",
        "done.pdf",
        "done.docx",
        "seeds",
        "output",
        "x=y",
        "course=",
        "nowhere/x.pdf",
        "-",
    )
    return chance.choice((*names, *(each for each in HOSTILE if "\0" not in each and "\ud800" not in each)))


MAKERS = (
    of_library,
    of_library,
    of_library,
    of_style,
    of_font,
    of_logo,
    of_source,
    of_source,
    of_roster,
    of_marks,
    of_marks,
    of_bibliography,
    of_text,
    of_copy,
    of_finished,
    of_options,
    of_options,
)


# ── running ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def invoked(args: list[str]) -> Any:
    """Run a command in this process."""
    return CliRunner().invoke(main, args)


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Stop what takes longer."""

    def stop(_number: int, _frame: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a workspace."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def faults(given: Input, work: Path) -> tuple[str, list[str]]:
    """Run a command; return how it ended, and what is wrong with that."""
    before = files(work)
    try:
        with at_most(SECONDS):
            result = invoked([*given.args, "--json"])
    except TooLongError:
        return "stopped", [f"takes more than {SECONDS} seconds"]
    if result.exception and not isinstance(result.exception, SystemExit):
        last = traceback.format_exception(result.exception)
        return "failed", [f"traceback: {last[-1].strip()[:200]} {last[-2].strip().splitlines()[0] if len(last) > 1 else ''}"]
    found = [f"leaves {name}" for name in files(work) if ".briefing-" in name and not name.endswith("/.briefing-handouts.json")]
    if result.exit_code == 0:
        return "accepted", found
    changed = {name for name, data in files(work).items() if before.get(name) != data} | set(before) - set(files(work))
    if changed and given.kind != "roster":  # of a roster, the rows that are right get their sheets
        found.append(f"fails and has changed {sorted(changed)[:3]}")
    return "refused", found + list(_unclear(result.output, given, is_usage=result.exit_code == USAGE))


def _unclear(output: str, given: Input, *, is_usage: bool) -> Iterator[str]:
    """Yield what a document of problems does not say."""
    try:
        document = json.loads(output)
    except ValueError:
        yield f"no JSON: {output[:100]!r}"
        return
    problems = [each for each in document["problems"] if each["severity"] == "error"]
    if not problems and document["ok"] is False and document.get("result") is None:
        yield "fails without a problem"
    for each in problems:
        if not each["hint"]:
            yield f"says not what to do: {each['file']}: {each['message'][:120]}"
        if not (
            is_usage or each["file"] or re.search("['“]", each["message"]) or any(word and word in each["message"] for word in given.args)
        ):
            yield f"names no place: {each['message'][:120]}"


def run(number: int, seed: int) -> tuple[Counter[tuple[str, str]], list[tuple[Input, list[str]]]]:
    """Run inputs; return how they ended by kind, and those with faults."""
    ends: Counter[tuple[str, str]] = Counter()
    wrong: list[tuple[Input, list[str]]] = []
    with tempfile.TemporaryDirectory() as name:
        whole = model(Path(name).resolve())
        for each in range(number):
            work = whole.parent / f"work-{each}"  # a new name each time: some things are remembered by their path
            shutil.copytree(whole, work)
            os.chdir(work)
            given = made(random.Random(f"{seed}-{each}"), work)
            end, found = faults(given, work)
            ends[given.kind, end] += 1
            if found:
                wrong.append((given, found))
                print(f"#{each} {given.kind}: {given.what} · briefing {' '.join(given.args)[:120]}", *found, sep="\n    ", flush=True)
            os.chdir(whole)
            shutil.rmtree(work, ignore_errors=True)
        os.chdir(ROOT)
    return ends, wrong


def summary() -> None:
    """Run inputs and print a table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    begin = time.monotonic()
    ends, wrong = run(number, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print(f"\n{'kind':16}{'accepted':>10}{'refused':>10}")
    for kind in sorted({kind for kind, _ in ends}):
        print(f"{kind:16}{ends[kind, 'accepted']:>10}{ends[kind, 'refused']:>10}")
    kinds = Counter(text.split(" ")[0].rstrip(":") for _, found in wrong for text in found)
    print(f"\n{number} inputs in {time.monotonic() - begin:.0f} s: {len(wrong)} with faults {dict(kinds)}.")
    sys.exit(bool(wrong))


# The desk serves until somebody stops it: its inputs are requests, which `tests/desk` makes.
assert set(COMMANDS) - {"desk"} <= {name.split()[0] for name in OPTIONS}, "a command has no inputs"

if __name__ == "__main__":
    summary()

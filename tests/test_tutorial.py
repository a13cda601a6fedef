"""The tutorial, `docs/tutorial.md`, done as it is written: its commands, its answers, the lines that the reader writes, and the pack."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from lxml import etree

from briefing.cli import main
from tests.support import pdf_structure
from tests.support.docx_rules import W
from tests.support.epub_rules import unzipped
from tests.support.places import SHIPPED, TESTS

ARTICLES = TESTS / "data" / "tutorial"
TUTORIAL = SHIPPED / "docs" / "tutorial.md"
_BLOCK = re.compile(r"(?P<before>[^\n]*(?:\n[^\n]+)*)\n\n```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_PASSAGES = {
    "treaty.txt": ("Each party may take", "share the water."),
    "essay.html": ("The trouble is", "that suited it."),
    "lecture.txt": ("The book did", "to the children."),
}


@dataclass(frozen=True)
class Command:
    """What the reader types, and what the tutorial says that it prints."""

    words: list[str]
    answer: str


@dataclass(frozen=True)
class Lines:
    """What the reader writes into a file: in place of the lines that begin with some words, or of all of it."""

    file: str
    begins: list[str]
    text: str


def steps() -> Iterator[Command | Lines]:
    """Yield what the tutorial tells its reader to do."""
    for block in _BLOCK.finditer(TUTORIAL.read_text(encoding="utf-8")):
        if block["kind"] == "console":
            for typed in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
                line, _, answer = typed.partition("\n")
                yield Command(shlex.split(line), answer)
        else:
            file, *begins = re.findall(r"`([^`]+)`", re.split(r"(?<=[.)])\s", block["before"])[-1])
            yield Lines(file, begins, block["text"])


def said(text: str) -> str:
    """Return an answer without its line breaks, which the page sets anew, and without the sizes of files, which vary."""
    return re.sub(r"\d+ kB", "… kB", " ".join(text.split()))


def is_answer(told: str, given: str) -> bool:
    """Say whether a command printed what the page tells; a line with … stands for any lines."""
    parts = [re.escape(said(part)) for part in re.split(r"^…$", told, flags=re.MULTILINE)]
    return re.fullmatch(r".*".join(parts), said(given)) is not None


def write(lines: Lines) -> None:
    """Do as the reader is told with a file."""
    path = Path(lines.file)
    old = path.read_text(encoding="utf-8").splitlines(keepends=True)
    found = (
        [number for number, line in enumerate(old) if line.strip().startswith(tuple(lines.begins))] if lines.begins else [*range(len(old))]
    )
    assert len(found) == (len(lines.begins) or len(old)), f"{lines.file}: not one line begins with each of {lines.begins}"
    kept = [line for number, line in enumerate(old) if number not in found]
    path.write_text("".join([*kept[: found[0]], lines.text, *kept[found[0] :]]), encoding="utf-8")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Do what the tutorial says in an empty folder; return the workspace that it leaves."""
    folder = tmp_path_factory.mktemp("tutorial")
    for name in ("treaty.txt", "essay.html"):
        shutil.copy(ARTICLES / name, folder)
    save_as_word(ARTICLES / "lecture.txt", folder / "lecture.docx")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for step in steps():
            if isinstance(step, Lines):
                write(step)
            elif step.words[0] == "cd":
                patch.chdir(step.words[1])
            else:
                assert step.words[0] == "briefing"
                result = CliRunner().invoke(main, step.words[1:], catch_exceptions=False)
                assert result.exit_code == 0, result.output
                assert is_answer(step.answer, result.output), f"{shlex.join(step.words)}\n{result.output}"
        yield Path.cwd()


def save_as_word(text: Path, target: Path) -> None:
    """Do what the reader does with a word processor."""
    document = docx.Document()
    document.core_properties.author = ""
    for line in text.read_text(encoding="utf-8").splitlines():
        document.add_paragraph(line)
    document.save(str(target))


def passages() -> list[str]:
    """Return the passages, cut out of the articles as a person would with scissors."""
    found = []
    for name, (start, end) in _PASSAGES.items():
        text = re.sub(r"<[^>]+>", "", (ARTICLES / name).read_text(encoding="utf-8"))
        begin = text.index(start)
        found.append(" ".join(text[begin : text.index(end, begin) + len(end)].split()))
    return found


# ── the walk ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_tutorial_needs_no_more_than_ten_commands() -> None:
    """From an empty folder to a pack, and all of the commands that matter are among them."""
    commands = [step.words for step in steps() if isinstance(step, Command)]
    assert len(commands) <= 10
    assert [words[1] for words in commands if words[0] == "briefing"] == [
        "init", "sources", "excerpt", "excerpt", "excerpt", "verify", "check", "build", "rights",
    ]  # fmt: skip


def test_tutorial_works_as_it_is_written(walked: Path) -> None:
    """Each command prints what the page says, each file that the reader edits has the line to edit, and three files come out."""
    assert sorted(path.name for path in (walked / "output").iterdir()) == ["pack.docx", "pack.epub", "pack.pdf"]


def test_sizes_that_the_tutorial_shows_are_about_those_of_the_files(walked: Path) -> None:
    """They may differ by a fifth before the page is out of date."""
    shown = re.findall(r"^output/(\S+)  (\d+) kB$", TUTORIAL.read_text(encoding="utf-8"), re.MULTILINE)
    sizes = {name: round((walked / "output" / name).stat().st_size / 1000) for name, _ in shown}
    assert len(sizes) == 3
    assert {name: kilobytes for name, kilobytes in shown if not 0.8 < int(kilobytes) / sizes[name] < 1.25} == {}, sizes


def test_tutorial_is_about_another_subject_than_the_shipped_pack(walked: Path) -> None:
    """Nothing of the shipped pack, and nothing of the example, is in the reader's workspace."""
    text = "\n".join(path.read_text(encoding="utf-8") for kind in ("md", "yaml", "txt") for path in walked.rglob(f"*.{kind}"))
    assert "Tarrow" in text
    assert not re.search(r"Asia|Kazakh|Russia|Two Towns", text)


# ── the pack ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def in_pdf(path: Path) -> str:
    """Return what a listener hears, without the marks of notes."""
    return pdf_structure.read(path, skip=("Reference",))


def in_word(path: Path) -> str:
    """Return the text of the body; marks of notes are no text there."""
    return "".join(each.text or "" for each in docx.Document(str(path)).element.body.iter(f"{W}t"))


def in_epub(path: Path) -> str:
    """Return the text of all pages, without the marks of notes."""
    found = []
    for name, data in unzipped(path).items():
        if name.endswith(".xhtml"):
            page = etree.fromstring(data)
            for mark in page.xpath("//*[local-name()='a'][contains(@role, 'doc-noteref')]"):
                mark.text = ""
                for child in list(mark):
                    mark.remove(child)
            found.append("".join(page.itertext()))
    return "\n".join(found)


@pytest.mark.parametrize(("name", "words"), [("pack.pdf", in_pdf), ("pack.docx", in_word), ("pack.epub", in_epub)])
def test_pack_quotes_the_passages_exactly(walked: Path, name: str, words: Callable[[Path], str]) -> None:
    """Every character but white space stands in the pack as it does in the article, in each of the three formats."""
    text = re.sub(r"\s", "", words(walked / "output" / name))
    for passage in passages():
        assert re.sub(r"\s", "", passage) in text
    assert "Adigestofthispassage" not in text
    assert "Tobewritten" not in text


# ── an empty workspace ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_empty_workspace_holds_an_outline_and_no_text(tmp_path: Path) -> None:
    """With `--empty` there is the guide and no example to delete; the outline says what it lacks."""
    folder = tmp_path / "own"
    assert CliRunner().invoke(main, ["init", str(folder), "--empty"]).exit_code == 0
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    own = sorted(file for file in files if not file.startswith("templates/schemas/"))
    assert own == [".gitignore", "seeds/README.md", "templates/pack.yaml"]
    result = CliRunner().invoke(main, ["build", "-w", str(folder)])
    assert result.exit_code == 1
    assert "no excerpt fits this section" in result.output


@pytest.mark.parametrize("model", [[], ["--empty"], ["--shipped"]], ids=["starter", "blank", "shipped"])
def test_every_workspace_holds_the_guide(model: list[str], tmp_path: Path) -> None:
    """How to write each kind of file is said where people write them, and reading the library passes over it."""
    folder = tmp_path / "own"
    assert CliRunner().invoke(main, ["init", str(folder), *model]).exit_code == 0
    assert (folder / "seeds" / "README.md").read_bytes() == (SHIPPED / "seeds" / "README.md").read_bytes()
    assert CliRunner().invoke(main, ["list", "sources", "-w", str(folder)]).exit_code == 0


def test_workspace_is_not_empty_and_shipped_at_once(tmp_path: Path) -> None:
    """The two contradict each other."""
    result = CliRunner().invoke(main, ["init", str(tmp_path / "own"), "--empty", "--shipped"])
    assert result.exit_code == 2
    assert "--shipped goes with neither --empty nor --form" in result.output
    assert not (tmp_path / "own").exists()

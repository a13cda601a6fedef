"""The shipped packs, whole: every outline in every format says the same words, passes every checker, and comes out the same each time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pdfua
import pypdf
import pytest
from click.testing import CliRunner
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from briefing import outline
from briefing import steps as build
from briefing.cli import main
from briefing.document import Note, notes
from briefing.document import front as before_the_text
from briefing.render import FORMATS
from briefing.render.docx.front_parts import opened
from briefing.steps import Pack
from briefing.workspace import Workspace
from tests.support import docx_rules, pdf_structure
from tests.support.docx_rules import W
from tests.support.epub_rules import Book, bad_links, lone_notes, unzipped, wrong_contents, wrong_words
from tests.support.epubcheck import epubcheck
from tests.support.libraries import library_of
from tests.support.needs import converted, needs_libreoffice
from tests.support.places import SHIPPED
from tests.support.variants import variants
from tests.support.words import bare, letters, numbered, page_texts, pandoc, printed, sections, spoken

OUTLINES = outline.names(SHIPPED / "templates")
PACKS = [*OUTLINES, "seminar-teacher", "worksheet-teacher"]
QUICK = "briefing"
"""The pack that a plain `pytest` builds."""


class Packs(dict[str, tuple[Pack, Path]]):
    """The shipped packs and the folder of their files: each is drawn in every format when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def __missing__(self, name: str) -> tuple[Pack, Path]:
        """Build a pack."""
        workspace, library = Workspace(SHIPPED, self.folder), library_of(SHIPPED)
        plans = build.plans(workspace, library, [name.removesuffix("-teacher")], {})
        (pack,) = (each for each in build.packs(workspace, library, plans, editions=("student", "teacher")) if each.name == name)
        build.draw([pack], FORMATS, self.folder)
        self[name] = pack, self.folder
        return self[name]


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    return Packs(tmp_path_factory.mktemp("packs"))


def each(names: list[str]) -> pytest.MarkDecorator:
    """Run a test for each pack, a plain `pytest` for the quick one."""
    return pytest.mark.parametrize("name", variants(names, [QUICK]))


# ── the same words ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@each(PACKS)
def test_pdf_says_the_words_of_the_tree(packs: Packs, name: str) -> None:
    """A listener hears the document, letter by letter and in its order."""
    pack, folder = packs[name]
    path = folder / f"{name}.pdf"
    assert bare(pdf_structure.read(path, skip=("TOC",))) == spoken(pack.document, path)


@each(PACKS)
def test_word_file_says_the_words_of_the_tree(packs: Packs, name: str) -> None:
    """The body in its order, and each note in the part that holds notes."""
    pack, folder = packs[name]
    document = pack.document
    front = [document.kicker, document.title, document.subtitle, document.byline, document.date, *printed(document.status)]
    if document.cover == "page":
        front += [*(printed(document.frontispiece) if document.frontispiece else ()), document.description]
    if document.contents_depth:
        front.append(document.labels.contents)
    contents = ["".join(printed(section.title)) for level, section in sections(document.blocks) if level <= document.contents_depth]
    body = "".join(docx_rules.shown(docx_rules.WordFile(folder / f"{name}.docx")))
    # Behind a title page, what is for the teacher stands before the text, on pages with a letter, and what leads to it at its head.
    apart = opened(document)
    before, text = before_the_text(apart)
    blocks = (*before, *apart.supplement, *text) if document.cover == "page" else (*document.blocks, *document.supplement)
    assert letters(re.sub(r"(?<=p\.\s)T\b", "", body)) == letters("".join([*front, *contents, *printed(blocks)]))
    assert sorted(_word_notes(folder / f"{name}.docx")) == sorted(map(_note_letters, notes(document).values()))


def _note_letters(note: Note) -> str:
    return letters(note.kind + "".join(printed(note.children)))


def _word_notes(path: Path) -> Iterator[str]:
    for part in docx.Document(str(path)).part.package.iter_parts():
        if part.partname in ("/word/comments.xml", "/word/footnotes.xml", "/word/endnotes.xml"):
            for note in etree.fromstring(part.blob):
                text = letters("".join(each.text or "" for each in note.iter(f"{W}t")))
                if text:
                    yield text


@each(PACKS)
def test_no_word_is_lost_on_the_way_through_pandoc(packs: Packs, name: str) -> None:
    """Whoever goes on with a Word file in another program by way of pandoc has all of its words, those of notes and comments too."""
    path = packs[name][1] / f"{name}.docx"
    stories = [story for part, story in docx_rules.WordFile(path).stories() if not re.search("header|footer", part)]
    written = " ".join(_paragraph_text(each) for story in stories for each in story.iter(f"{W}p"))
    assert Counter(re.findall(r"\w+", written)) - Counter(re.findall(r"\w+", _pandoc_text(pandoc(path)))) == Counter()


def _paragraph_text(paragraph: etree._Element) -> str:
    return "".join(each.text or " " for each in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"))


def _pandoc_text(node: Any) -> str:
    """Return what is said in a document as pandoc has read it, with a blank around all that does not stand in the line."""
    match node:
        case {"t": "Str", "c": str(text)}:
            return text
        case {"t": str(kind), **rest}:
            gap = "" if kind in ("Emph", "Strong", "Superscript", "Span", "Link", "SmallCaps", "Underline") else " "
            return f"{gap}{_pandoc_text(list(rest.values()))}{gap}"
        case dict():
            return " ".join(map(_pandoc_text, node.values()))
        case list():
            return "".join(map(_pandoc_text, node))
    return ""


@each(PACKS)
def test_epub_says_the_words_of_the_tree(packs: Packs, name: str) -> None:
    """Letters and digits, file by file in the order of the spine."""
    pack, folder = packs[name]
    assert wrong_words(Book(unzipped(folder / f"{name}.epub")), numbered(pack.document, folder / f"{name}.pdf")) == []


# ── the checkers ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@each(PACKS)
def test_pdf_checkers_find_nothing(packs: Packs, name: str) -> None:
    """Neither our check of the structure nor pdfua."""
    _, folder = packs[name]
    assert pdf_structure.problems(folder / f"{name}.pdf") == []
    assert list(pdfua.validate(str(folder / f"{name}.pdf")).findings) == []


@each(PACKS)
def test_word_checkers_find_nothing(packs: Packs, name: str) -> None:
    """Neither our rules of structure and accessibility nor openxml-audit."""
    path = packs[name][1] / f"{name}.docx"
    assert docx_rules.problems(path) == []
    assert [str(error) for error in OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors] == []


@each(PACKS)
def test_epub_checkers_find_nothing(packs: Packs, name: str) -> None:
    """Our rules for links, notes and contents."""
    pack, folder = packs[name]
    book = Book(unzipped(folder / f"{name}.epub"))
    assert [*bad_links(book), *lone_notes(book, pack.document), *wrong_contents(book, pack.document)] == []


@pytest.mark.java
@pytest.mark.parametrize("name", PACKS)
def test_epubcheck_reports_nothing(packs: Packs, name: str) -> None:
    """No fatal error, error, warning or hint."""
    assert epubcheck(packs[name][1] / f"{name}.epub") == []


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@each(OUTLINES)
def test_list_of_pages_in_the_epub_is_that_of_the_pdf(packs: Packs, name: str) -> None:
    """The same labels in the same order; each leads to a mark, and the words after it stand on that page of the PDF.

    Where no block begins on a page, its mark stands beside that of another; leaves such as 12a hold what is not in the run of the text.
    """
    _, folder = packs[name]
    reader = pypdf.PdfReader(folder / f"{name}.pdf")
    printed = {label: letters(text) for label, text in zip(reader.page_labels, page_texts(folder / f"{name}.pdf"), strict=True)}
    book = Book(unzipped(folder / f"{name}.epub"))
    links = book.xpath(book.pages["EPUB/nav.xhtml"], "//h:nav[@epub:type='page-list']//h:a")
    assert [link.text for link in links] == reader.page_labels
    assert book.meta("pageBreakSource") == book.core("identifier")
    for link in links:
        file, _, mark = link.get("href").partition("#")
        (place,) = book.xpath(book.pages[f"EPUB/{file}"], f"//*[@id='{mark}'][@role='doc-pagebreak']")
        beside = (place.getprevious(), place.getnext())
        if (
            "text/" in file
            and link.text.isdecimal()
            and not any(each is not None and each.get("role") == "doc-pagebreak" for each in beside)
        ):
            words = letters(place.xpath("following::text()[normalize-space()]")[0])
            assert words[:12] in printed[link.text], link.text


# ── lengths ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_executive_brief_has_two_pages_and_its_sources(packs: Packs) -> None:
    assert len(pypdf.PdfReader(packs["briefing"][1] / "briefing.pdf").pages) <= 3


@pytest.mark.slow
def test_executive_brief_has_the_same_pages_on_letter_paper(tmp_path: Path) -> None:
    built = CliRunner().invoke(main, ["build", "briefing", "-f", "pdf", "--paper", "letter", "-o", str(tmp_path), "-w", str(SHIPPED)])
    assert built.exit_code == 0, built.output
    assert len(pypdf.PdfReader(tmp_path / "briefing.pdf").pages) <= 3


@pytest.mark.office
@needs_libreoffice
def test_executive_brief_has_two_pages_in_word_and_its_sources(packs: Packs, tmp_path: Path) -> None:
    """As LibreOffice lays it out, which begins a page for endnotes."""
    pages = page_texts(converted(packs["briefing"][1] / "briefing.docx", "pdf", tmp_path))
    assert len(pages) <= 4
    assert "How to read this" in pages[1]


@pytest.mark.slow
def test_seminar_pack_is_long_enough_for_a_course(packs: Packs) -> None:
    """Fifteen pages or more."""
    assert len(pypdf.PdfReader(packs["seminar"][1] / "seminar.pdf").pages) >= 15


@each(OUTLINES)
def test_no_page_holds_a_few_lines_only(packs: Packs, name: str) -> None:
    """But the title page and the pages of the teacher, which begin anew beside each page of the pack."""
    pack, folder = packs[name]
    if pack.edition == "student":
        counts = [len(text.split()) for text in page_texts(folder / f"{name}.pdf")]
        assert min(counts[pack.document.cover == "page" :]) > 60, counts


# ── the same each time, and nothing else ─────────────────────────────────────────────────────────────────────────────────────────────


def _briefing(*arguments: str, **environment: str) -> None:
    command = [sys.executable, "-m", "briefing", *arguments, "-w", str(SHIPPED)]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the hash seed, the time zone and the locale; random packs hold most nodes. `.ci/run` asks the same of the seminar."""
    chance = [sys.executable, "-m", "tests.support.chance"]
    for folder, seed, zone, locale in (("a", "1", "UTC", "C.UTF-8"), ("b", "2", "Asia/Bishkek", "C")):
        changed = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        _briefing("build", "worksheet", "--edition", "both", "-o", str(tmp_path / folder / "packs"), **changed)
        subprocess.run([*chance, str(tmp_path / folder / "random"), "2"], env={**os.environ, **changed}, cwd=SHIPPED, check=True)
    first, second = ({path.relative_to(top): path.read_bytes() for path in top.rglob("*.*")} for top in (tmp_path / "a", tmp_path / "b"))
    assert len(first) == (2 + 2) * len(FORMATS)
    assert [str(name) for name in first if first[name] != second.get(name)] == []
    assert len(second) == len(first)


@pytest.mark.slow
def test_build_writes_only_into_its_output_folder(tmp_path: Path) -> None:
    """Nothing in the workspace, nothing in the user's home, nothing left over in the output folder."""
    home, out = tmp_path / "home", tmp_path / "out"
    home.mkdir()
    for folder in ("seeds", "templates"):
        shutil.copytree(SHIPPED / folder, tmp_path / "workspace" / folder)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "workspace").rglob("*")}
    command = [sys.executable, "-m", "briefing", "build", "briefing", "-w", str(tmp_path / "workspace"), "-o", str(out)]
    subprocess.run(command, env={**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home)}, check=True, capture_output=True)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "workspace").rglob("*")} == before
    assert list(home.iterdir()) == []
    assert sorted(path.name for path in out.iterdir()) == ["briefing.docx", "briefing.epub", "briefing.pdf"]


def test_wheel_carries_the_whole_shipped_workspace_and_no_originals() -> None:
    """Each folder of seeds is named in pyproject.toml but the one for the user's own copies."""
    included = tomllib.loads((SHIPPED / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    kept = {path.relative_to(SHIPPED).as_posix() for path in (SHIPPED / "seeds").iterdir()} - {"seeds/originals"}
    assert {path for path in included if path.startswith("seeds")} == kept
    assert included["templates"] == "briefing/shipped/templates"


@pytest.mark.slow
def test_contents_list_of_the_pdf_names_the_pages_of_its_sections(packs: Packs) -> None:
    """Each number in the list is the page on which the bookmark of the same name leads."""
    reader = pypdf.PdfReader(packs["seminar"][1] / "seminar.pdf")
    first = reader.get_destination_page_number(next(each for each in reader.outline if not isinstance(each, list)))
    text = "\n".join(page.extract_text() for page in reader.pages[1:first])
    for entry in reader.outline:
        if not isinstance(entry, list):
            number = (reader.get_destination_page_number(entry) or 0) + 1
            assert re.search(rf"{re.escape(str(entry.title)[:30])}.*?\b{number}\b", text, re.DOTALL), entry.title

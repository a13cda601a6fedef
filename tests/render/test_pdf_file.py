"""What the standard asks of the file as such: sorted indexes, and line ends where streams end."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Array

from briefing.check.files import pdf as checker
from briefing.cli import main
from briefing.document import Inlines, Note, NoteMark, PageBreak, Reference, Section, Text
from briefing.render.pdf import render
from briefing.render.pdf.leaves import page_ranges
from briefing.render.pdf.metadata import write_labels
from briefing.theme.model import Theme
from tests.support.drawn_sample import put_sample
from tests.support.pdf_structure import problems
from tests.support.sample import document, para, t

NAMES = ("10", "2", "a", "a b", "a-b", "a(b", "a)", "A", "Z", "z", "é", "Ж", "қазақ", "𐐀", "b\\c", "page-9", "page-10", "tab\tin")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of many pages, with places and notes whose names are in many letters."""
    path = tmp_path_factory.mktemp("pdf") / "mixed.pdf"
    sections = []
    for number, name in enumerate(NAMES):
        links: Inlines = (Reference(NAMES[number - 1], t("there")), Text(" and "), NoteMark(f"note {name}", t("a word")))
        sections.append(Section(name, t(f"Section {number}"), (para(*links), Note(f"note {name}", "a", "", t("Said.")), PageBreak())))
    render(document(*sections), Theme(), path)
    assert problems(path) == []
    return path


def indexes(pdf: pikepdf.Pdf) -> dict[str, list[Any]]:
    """Return the keys of all indexes of a file, in their order."""
    root: Any = pdf.Root
    tags = root.StructTreeRoot
    return {
        "destinations": [bytes(key) for key in list(root.Names.Dests.Names)[::2]],
        "elements": [bytes(key) for key in list(tags.IDTree.Names)[::2]],
        "parents": [int(key) for key in list(tags.ParentTree.Nums)[::2]],
    }


def test_indexes_are_sorted_for_any_letters(mixed: Path) -> None:
    """Names rise byte by byte, as readers compare them, whatever signs are in them; numbers rise as numbers, also from 9 to 10."""
    with pikepdf.open(mixed) as pdf:
        found = indexes(pdf)
        assert len(pdf.pages) > 10
    assert {len(keys) > 10 for keys in found.values()} == {True}
    for keys in found.values():
        assert all(before < after for before, after in itertools.pairwise(keys))


def test_every_name_is_found(mixed: Path) -> None:
    """No two names become one, and each link and bookmark leads to one of them."""
    with pikepdf.open(mixed) as pdf:
        keys = set(indexes(pdf)["destinations"])
        links = {bytes(link.Dest) for page in pdf.pages for link in page.obj.get("/Annots", [])}
    assert len([key for key in keys if not key.startswith((b"mark of", b"note"))]) == len(NAMES)
    assert links <= keys


def test_nothing_is_attached(mixed: Path) -> None:
    """Our files hold no other files."""
    with pikepdf.open(mixed) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.Names
        assert not list(pdf.attachments)


def test_page_labels_are_sorted() -> None:
    """The index of labels rises by pages and has no page twice, also where leaves come between page 9 and page 10."""
    labels = [str(number) for number in range(1, 25)]
    labels[9:9] = ["9a", "9b"]
    labels[15:15] = ["13a"]
    pages = [int(page) for page in re.findall(r"(\d+) <<", write_labels(page_ranges(labels)))]
    assert pages == sorted(set(pages))
    assert pages == [0, 9, 10, 11, 15, 16]


@pytest.mark.parametrize("tree", ["destinations", "elements", "parents"])
def test_check_finds_an_index_out_of_order(mixed: Path, tree: str) -> None:
    """`briefing check` says which index is not sorted."""
    with pikepdf.open(mixed) as pdf:
        root: Any = pdf.Root
        node, kind = {
            "destinations": (root.Names.Dests, "/Names"),
            "elements": (root.StructTreeRoot.IDTree, "/Names"),
            "parents": (root.StructTreeRoot.ParentTree, "/Nums"),
        }[tree]
        entries = list(node[kind])
        node[kind] = Array([*entries[2:], *entries[:2]])
        pdf.save(mixed.with_name("broken.pdf"))
    found = [each for each in checker.check(mixed.with_name("broken.pdf").read_bytes()) if each.rule == "pdf-sound"]
    assert ["not sorted" in each.message for each in found] == [True]


def test_every_stream_ends_with_a_line(tmp_path: Path) -> None:
    """A line end stands before `endstream`, in packs and in sheets laid on larger ones, and is not counted as part of the stream."""
    path, booklet = tmp_path / "a.pdf", tmp_path / "b.pdf"
    put_sample(path)
    assert CliRunner().invoke(main, ["impose", str(path), "--booklet", "-o", str(booklet)]).exit_code == 0
    for each in (path, booklet):
        data = each.read_bytes()
        assert data.count(b"endstream") == len(re.findall(rb"\r?\nendstream", data)) > 0
        with pikepdf.open(each) as pdf:
            assert pdf.check_pdf_syntax() == []

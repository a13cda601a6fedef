"""`briefing check FILE`: what is said of good, bad, foreign and hostile files."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from reportlab.pdfgen.canvas import Canvas

from briefing.check.files import KINDS
from briefing.cli import main
from tests.support.drawn_sample import put_sample


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw the sample in all formats."""
    folder = tmp_path_factory.mktemp("made")
    for name in ("pdf", "docx", "epub"):
        put_sample(folder / f"sample.{name}")
    return folder


def check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


@pytest.mark.slow
@pytest.mark.usefixtures("new_process")
def test_our_files_have_no_problems(made: Path) -> None:
    """Several at once, of each kind; what a program cannot tell is said."""
    done = check(*(made / f"sample{kind}" for kind in KINDS))
    assert done.output == "No problems that a program can find: 3 files. A person has to check reading order, wording and looks.\n"
    assert done.exit_code == 0


def test_fault_is_said_once_with_its_pages_its_source_and_what_to_do(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults of one kind on many pages are one message."""
    monkeypatch.chdir(tmp_path)
    with pikepdf.open(made / "sample.pdf") as pdf:
        for page in pdf.pages:
            del page.obj["/Tabs"]
        pdf.save("a.pdf")
    done = check("a.pdf")
    assert done.exit_code == 1
    first, hint, *_ = done.output.splitlines()
    assert first.startswith("a.pdf: pages 2, 3,")
    assert first.endswith("the Tab key does not follow the structure of the page (Tabs) (ISO 14289-1, 7.18.3)")
    assert hint == "  Set the tab order of the pages to 'use document structure'."


def test_untagged_file_of_another_program_is_described(tmp_path: Path) -> None:
    """A PDF as most programs write it."""
    page = Canvas(str(tmp_path / "plain.pdf"))
    page.drawString(100, 100, "Words.")
    page.save()
    done = check(tmp_path / "plain.pdf")
    assert "it has no tags" in done.output
    assert "it does not name its language" in done.output


def test_problems_come_as_json_too(tmp_path: Path) -> None:
    """For other programs."""
    (tmp_path / "a.pdf").write_bytes(b"")
    (problem,) = json.loads(check(tmp_path / "a.pdf", "--json").output)["problems"]
    assert (problem["message"], problem["severity"]) == ("this file is empty", "error")


@pytest.mark.slow
def test_warnings_stop_only_where_they_are_asked_to(made: Path, tmp_path: Path) -> None:
    """`--strict` takes them for problems."""
    with zipfile.ZipFile(made / "sample.docx") as source, zipfile.ZipFile(tmp_path / "a.docx", "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"A point.", b"A    point."))
    assert check(tmp_path / "a.docx").exit_code == 0
    assert "warning: under" in check(tmp_path / "a.docx").output
    assert check(tmp_path / "a.docx", "--strict").exit_code == 1


def _zip(**parts: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _locked() -> bytes:
    data = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(data, encryption=pikepdf.Encryption(owner="o", user="u"))
    return data.getvalue()


def _circle() -> bytes:
    """A structure tree whose root holds itself, and pages that are no pages."""
    data = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        tree = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name("/StructTreeRoot"), S=pikepdf.Name("/P")))
        tree.K, tree.ParentTree = tree, tree
        tree["/Kids"] = pikepdf.Array([tree])
        pdf.Root.StructTreeRoot = tree
        pdf.Root.Outlines = pikepdf.Dictionary(First=pdf.Root)
        pdf.save(data)
    return data.getvalue()


ENTITY = b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'
ZEROS = b"\0" * 30_000_000
HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty.pdf": (b"", "this file is empty"),
    "text.pdf": (b"Only words.", "this file is damaged: its content is not PDF"),
    "short.pdf": (b"%PDF-1.7\n1 0 obj\n<</Type/Cata", "this PDF is damaged, or not complete"),
    "locked.pdf": (_locked(), "this PDF is encrypted"),
    "circle.pdf": (_circle(), "contain each other in a circle"),
    "picture.png": (b"\x89PNG", "this kind of file cannot be checked"),
    "old.docx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "has a password, or is in the old Word format"),
    "half.docx": (_zip(word__document=b"<d/>")[:-30], "this file is damaged"),
    "entity.docx": (_zip(**{"word__document.xml": ENTITY}), "declares XML entities"),
    "bomb.docx": (_zip(**{"word__document.xml": ZEROS}), "would unpack to 30 MB"),
    "sheet.docx": (_zip(**{"xl__workbook.xml": b"<w/>"}), "its content is not DOCX"),
    "bare.epub": (_zip(mimetype=b"application/epub+zip"), "this EPUB is damaged"),
    "entity.epub": (_zip(mimetype=b"application/epub+zip", **{"META-INF__container.xml": ENTITY}), "declares XML entities"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_file_that_cannot_be_checked_is_refused_in_words(name: str, tmp_path: Path) -> None:
    """Empty, broken, encrypted, of another kind, or made to hurt: a message with what to do, and no traceback."""
    data, words = HOSTILE[name]
    (tmp_path / name).write_bytes(data)
    done = check(tmp_path / name)
    assert words in done.output
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "\n  " in done.output


def test_all_files_are_checked_where_one_is_refused(made: Path, tmp_path: Path) -> None:
    """The name of an outline is no file either."""
    (tmp_path / "empty.pdf").write_bytes(b"")
    done = check(tmp_path / "empty.pdf", made / "sample.pdf", "seminar", tmp_path)
    assert "this file is empty" in done.output
    assert "seminar: there is no such file\n  To check the workspace" in done.output
    assert "this is a folder" in done.output
    assert done.output.count("\n  ") == 3

"""A workspace that begins with a bibliography and texts: records, copies, excerpts of what is marked, and a pack that can be built."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing.cli import main
from tests.support.places import TESTS

TUTORIAL = TESTS / "data" / "tutorial"


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a bibliography and three texts."""
    for file in (*TUTORIAL.glob("*.*"), TESTS / "data" / "first_pack" / "library.bib"):
        shutil.copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_works_get_records_and_texts(desk: Path) -> None:
    """A text whose work is not sure is named, with the command that takes it."""
    done = run("init", "river", "library.bib", "essay.html", "lecture.txt", "--title", "Who counts: a reader", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert {work["id"]: work["copy"] for work in found["result"]["works"]} == {"calloway-2019": "essay.html", "haddad-1988": "", TREATY: ""}
    assert "'briefing sources add FILE --as haddad-1988'" in found["problems"][0]["message"]
    outline = (desk / "river/templates/reader.yaml").read_text(encoding="utf-8")
    assert "title: 'Who counts: a reader'\n" in outline
    assert (desk / "river/passages.md").read_text(encoding="utf-8").endswith("# calloway-2019: A third of what?\n\n>\n")
    assert run("build", "-w", "river", "-f", "epub").exit_code == 0


TREATY = "treaty-of-quill-bridge-1931"


def test_text_of_a_work_without_authors_is_known_by_its_title(desk: Path) -> None:
    """Such as a treaty. A text that only has the title of somebody's book may be a review of it."""
    assert run("init", "river", "library.bib", "treaty.txt").exit_code == 0
    assert (desk / f"river/seeds/originals/{TREATY}.txt").is_file()


def test_texts_without_a_bibliography_get_records_of_their_own(desk: Path) -> None:
    """What cannot be read keeps out no other text."""
    (desk / "broken.docx").write_bytes(b"PK\x03\x04 no more")
    done = run("init", "river", "essay.html", "broken.docx", "--form", "brief")
    assert done.exit_code == 0, done.output
    assert (desk / "river/seeds/originals/calloway-2019.txt").is_file()
    assert "broken.docx: warning: " in done.output
    assert not (desk / "river/passages.md").exists()


def test_folder_is_taken_with_what_is_in_it(desk: Path) -> None:
    """But for workspaces, the new one among them. Texts that may be the user's own are told."""
    (desk / "syllabus.txt").write_text("Week one, week two, and a holiday.\n", encoding="utf-8")
    (desk / "notes.json").write_text("{}", encoding="utf-8")
    assert run("init", "old", "library.bib", "treaty.txt").exit_code == 0
    done = run("init", "river", ".")
    assert done.exit_code == 0, done.output
    assert sorted(path.stem for path in (desk / "river/seeds/originals").iterdir()) == ["calloway-2019", TREATY]
    assert "syllabus.txt: warning: no copy was made of it" in done.output


def test_folder_of_downloads_is_not_read_whole(desk: Path) -> None:
    for number in range(301):
        (desk / f"{number}.pdf").touch()
    done = run("init", "river", ".")
    assert "this folder has more than 300 texts" in done.output
    assert not (desk / "river").exists()


def test_nothing_is_made_if_a_bibliography_or_a_name_is_wrong(desk: Path) -> None:
    (desk / "bad.bib").write_text("@book{x, title={A", encoding="utf-8")
    for wrong in ("bad.bib", "missing.pdf"):
        done = run("init", "river", wrong, "essay.html")
        assert done.exit_code == 1
        assert wrong in done.output
        assert not (desk / "river").exists()


def test_folder_that_was_forgotten_is_asked_for(desk: Path) -> None:
    """With a command that can be typed."""
    done = run("init", "library.bib", "essay.html")
    assert "Name the new folder first: briefing init library library.bib essay.html" in done.output

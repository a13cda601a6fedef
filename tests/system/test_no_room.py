"""A disk that is full: no command writes half of a file, leaves a draft behind, or ends without a message."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from briefing import workspace
from briefing.cli import main
from tests.support.variants import variants

pytest.importorskip("resource", reason="Windows has no limit for the size of files")
LIMITED = """
import resource, sys
from briefing.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
main(sys.argv[2:])
"""
WITHOUT_COMPILING = {"PYTHONDONTWRITEBYTECODE": "1"}
"""For the command and for the readers that it starts: Python leaves half of a compiled module behind, which ends each later start."""
SOURCE = "two-towns-2024"
COMMANDS = {
    "sources add": ("sources", "add", "new.txt", "--new"),
    "sources add --replace": ("sources", "add", "changed.txt", "--as", SOURCE, "--replace"),
    "sources remove": ("sources", "remove", SOURCE),
    "sources rename": ("sources", "rename", SOURCE, "towns"),
    "sources import": ("sources", "import", "books.bib"),
    "sources export": ("sources", "export", "books.json"),
    "texts import": ("texts", "import", "own.md"),
    "verify --accept": ("verify", "--accept", "judge-and-gauge"),
    "excerpt": ("excerpt", SOURCE, "--from", "They did not", "--to", "than before"),
    "page": ("page", "pack", "1"),
    "build": ("build", "-f", "epub", "--no-cache"),
    "handout": ("handout", "-k", "worksheet"),
    "impose": ("impose", "sheets.pdf", "--booklet"),
    "rights request": ("rights", "request", SOURCE),
    "excerpts export": ("excerpts", "export", "marks.json"),
    "new": ("new", "another", "--from", "pack"),
    "schema": ("schema", "--write"),
    "init": ("init", "fresh"),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a new workspace with a copy, a changed file, and a PDF of six pages."""
    folder = tmp_path_factory.mktemp("room") / "work"
    workspace.make(folder, workspace.starter())
    article = folder / "articles" / "two-towns-one-river.txt"
    CliRunner().invoke(main, ["sources", "add", str(article), "-w", str(folder)], catch_exceptions=False)
    (folder / "changed.txt").write_text(article.read_text(encoding="utf-8").replace("divide the water", "share it"), encoding="utf-8")
    (folder / "own.md").write_text("Words of my own.\n", encoding="utf-8")
    (folder / "books.bib").write_text("@book{roe, author={R{\\'o}e, Ann}, title={Weirs}, year={1999}}\n", encoding="utf-8")
    (folder / "new.txt").write_text("The river rose in spring.\n\nThe ferry did not cross.\n", encoding="utf-8")
    with pikepdf.new() as pdf:
        for _ in range(6):
            pdf.add_blank_page()
        pdf.save(folder / "sheets.pdf")
    return folder


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


BEFORE = {"verify --accept": COMMANDS["sources add --replace"]}
"""Commands that need another one before them, which has room."""
LARGE = ("build", "handout", "new", "init")
"""Commands that write large files, or many."""
ROOM = [*((name, 20) for name in COMMANDS), *((name, size) for name in LARGE for size in (0, 5_000))]
QUICK = [("sources add", 20)]


@pytest.mark.parametrize(("name", "size"), variants(ROOM, QUICK))
def test_full_disk_changes_nothing(whole: Path, tmp_path: Path, name: str, size: int) -> None:
    """There is a message with advice, every file is as before, and no other is there. No file has room for more than `size` bytes."""
    folder = Path(shutil.copytree(whole, tmp_path / "work"))
    if name in BEFORE:
        subprocess.run([sys.executable, "-m", "briefing", *BEFORE[name]], cwd=folder, capture_output=True, check=True)
    before = state(folder)
    command = [sys.executable, "-c", LIMITED, str(size), *COMMANDS[name]]
    done = subprocess.run(command, cwd=folder, env={**os.environ, **WITHOUT_COMPILING}, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "File too large" in done.stderr or "no temporary file can be written" in done.stderr
    assert "Nothing was written." in done.stderr
    assert ".briefing-" not in done.stderr
    assert state(folder) == before

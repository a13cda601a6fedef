"""Passages whose copies have changed: the new text is taken at a person's word, and everything else in the file stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing import steps, workspace
from briefing.cli import main
from briefing.originals import copies
from briefing.passages.finding import find
from briefing.workspace import find as workspace_of

LINES = [
    "The ferry belonged to the monks until the flood.",
    "After the flood the town bought it for forty crowns, and nobody has paid a toll since.",
    "A bridge was talked about for a century and never built.",
]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    workspace.make(folder, workspace.blank())
    monkeypatch.chdir(folder)
    add(tmp_path, LINES, "--new")
    assert run("excerpt", "ferry", "--from", "After the flood", "--to", "toll since.", "--id", "bought").exit_code == 0
    path = folder / "seeds/excerpts/bought.md"
    text = path.read_text().replace("words:", "# chosen on a Sunday\nwords:").replace("topics: []", "topics: []  # none yet")
    path.write_text(text.replace("actors: []", "actors: []\nnotes:\n- {on-original: forty crowns, kind: term, text: Old money.}"))
    return folder


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args)])


def add(folder: Path, lines: list[str], *options: str) -> None:
    (folder / "ferry.txt").write_text("\n".join(lines), encoding="utf-8")
    result = run("sources", "add", folder / "ferry.txt", "--as", "ferry", *options)
    assert result.exit_code == 0, result.output


def status() -> str:
    library = steps.load(workspace_of())
    return find(library.excerpts["bought"], library.originals["ferry"]).status


def test_changed_words_are_taken_and_old_and_new_are_shown(own: Path, tmp_path: Path) -> None:
    """The old words come from the copy in the bin. Remarks, notes, digest and order stay, and the old file is kept."""
    before = (own / "seeds/excerpts/bought.md").read_text()
    add(tmp_path, [LINES[0], LINES[1].replace("forty", "fifty good"), LINES[2]], "--replace")
    assert status() == "changed"
    result = run("verify", "--accept", "bought")
    assert result.exit_code == 0, result.output
    assert f"Old: {LINES[1]}" in result.output
    assert "New: After the flood the town bought it for fifty good crowns" in result.output
    assert "[-forty-] {+fifty good+}" in result.output
    assert "the new passage does not have the words 'forty crowns' of a note" in result.output
    assert status() == "exact"
    after = (own / "seeds/excerpts/bought.md").read_text()
    changed = [line for line in before.splitlines() if line not in after.splitlines()]
    assert [line.split(":")[0] for line in changed] == ["words", "sha256", "trace"]
    assert (own / ".bin/seeds/excerpts/bought.1.md").read_text() == before


def test_passage_that_has_moved_gets_its_paragraph(own: Path, tmp_path: Path) -> None:
    """Nothing else changes, and no words are called different."""
    add(tmp_path, ["A line before.", *LINES], "--replace")
    assert status() == "moved"
    result = run("verify", "bought", "--accept")
    assert "has new values for paragraphs." in result.output
    assert "Changes:" not in result.output
    assert status() == "exact"


def test_passage_with_other_ends_gets_another_selector(own: Path, tmp_path: Path) -> None:
    """Where the trace leads to it."""
    add(
        tmp_path,
        [LINES[0], "Since the flood the town bought it for forty crowns, and nobody has paid a toll afterwards.", LINES[2]],
        "--replace",
    )
    assert status() == "missing"
    result = run("verify", "--accept", "bought")
    assert result.exit_code == 0, result.output
    assert status() == "exact"
    passage = find(
        *next((each, library.originals["ferry"]) for library in [steps.load(workspace_of())] for each in library.excerpts.values())
    )
    assert "bought it for forty crowns" in passage.text


def test_without_the_old_copy_the_trace_shows_where_words_changed(own: Path, tmp_path: Path) -> None:
    """Nobody has the old words then."""
    add(tmp_path, [LINES[0], LINES[1].replace("forty", "fifty"), LINES[2]], "--replace")
    for path in (own / ".bin").rglob("ferry*.txt"):
        path.unlink()
    result = run("verify", "--accept", "bought")
    assert "Old:" not in result.output
    assert "Changes: … bought it for [-1 word-]" in result.output or "{+fifty+}" in result.output


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (LINES, "nothing is to be taken: the passage is exact, word for word"),
        ([*LINES, LINES[1].replace("forty", "sixty"), LINES[1].replace("forty", "fifty")], "nothing is to be taken"),
        (["Of something else this text has three", "lines and no ferry", "at all."], "no text can be taken: the first words"),
    ],
)
def test_nothing_is_taken_where_nothing_can_be_meant(own: Path, tmp_path: Path, lines: list[str], answer: str) -> None:
    """No file is changed."""
    copy = own / "seeds/originals/ferry.txt"
    head = copy.read_text().split("\n---\n")[0]
    copy.write_text(f"{head}\n---\n" + "\n".join(lines) + "\n")
    assert copies.load(copy.parent, own)
    before = (own / "seeds/excerpts/bought.md").read_text()
    result = run("verify", "--accept", "bought")
    assert result.exit_code == 1
    assert answer in result.output
    assert (own / "seeds/excerpts/bought.md").read_text() == before


def test_names_are_asked_for(own: Path) -> None:
    """Nobody takes all changed passages by one word."""
    result = run("verify", "--accept")
    assert (result.exit_code, "briefing verify --accept the-toll" in result.output) == (1, True)

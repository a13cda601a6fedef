"""`page`: one page of a pack as a picture."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

import briefing
from briefing import steps
from briefing.check.leaks.proof import Leak, Proof
from briefing.cli import main
from briefing.library import Library
from briefing.workspace import Workspace


def run(*arguments: str) -> tuple[int, str]:
    """Run a command, and return its exit code and what it said."""
    result = CliRunner().invoke(main, list(arguments))
    return result.exit_code, result.output


def outline_of(workspace: Path) -> str:
    """Return the name of the first outline of a workspace."""
    return sorted((workspace / "templates").glob("*.yaml"))[0].stem


def test_page_is_found_by_its_number_and_by_what_begins_on_it(inside_water: Path) -> None:
    """By an id, by the file of the library, and in other letters."""
    outline = outline_of(inside_water)
    excerpt = sorted((inside_water / "seeds/excerpts").glob("*.md"))[0]
    found = briefing.make_picture(briefing.find_workspace(), excerpt.stem, outline)
    for wanted in (found.page, f"seeds/excerpts/{excerpt.name}", excerpt.stem.upper()):
        again = briefing.make_picture(briefing.find_workspace(), wanted, outline, into=Path("again.png"))
        assert again.page == found.page
        assert Path("again.png").read_bytes() == found.file.read_bytes()
    with Image.open(found.file) as image:
        assert image.size == (found.width, found.height)


def test_what_is_no_page_is_told_with_what_can_be_asked_for(inside_water: Path) -> None:
    """A number that no page has, and an id with a letter that is wrong."""
    outline = outline_of(inside_water)
    excerpt = sorted((inside_water / "seeds/excerpts").glob("*.md"))[0].stem
    code, said = run("page", outline, "99")
    assert (code, f"'{outline}' has no page 99" in said) == (1, True)
    code, said = run("page", outline, excerpt[:-1])
    assert (code, f"Did you mean '{excerpt}'?" in said) == (1, True)
    assert not list(inside_water.rglob("*.png"))


def test_picture_of_another_program_is_never_overwritten(inside_water: Path) -> None:
    """One that this command made is."""
    outline = outline_of(inside_water)
    Image.new("RGB", (4, 4)).save("mine.png")
    before = Path("mine.png").read_bytes()
    code, said = run("page", outline, "1", "-o", "mine.png")
    assert (code, "not a picture that briefing made" in said) == (1, True)
    assert Path("mine.png").read_bytes() == before
    assert [run("page", outline, "1", "-o", "ours.png")[0] for _ in range(2)] == [0, 0]
    assert run("page", outline, "1", "-o", "page.jpg")[0] == 1


def test_page_with_words_of_the_teacher_is_not_written(inside_water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its proof has to hold, as that of a whole pack."""
    leak = Leak("page.pdf", "page 1", "seeds/answers/a.md", "the river is closed")
    monkeypatch.setattr(steps, "prove", lambda *_: Proof(("page.pdf",), ("seeds/answers/a.md",), (), (leak,)))
    code, said = run("page", outline_of(inside_water), "1")
    assert (code, "the river is closed" in said) == (1, True)
    assert not list(inside_water.rglob("*.png"))


def test_pages_follow_what_is_written(inside_water: Path) -> None:
    """A picture after a change is that of a program that has only seen the change."""
    outline = outline_of(inside_water)
    pages = briefing.Pages(briefing.find_workspace())
    text = sorted((inside_water / "seeds/excerpts").glob("*.md"))[0]
    before = pages.picture(text.stem, outline)
    assert pages.picture(text.stem, outline) == before
    front, words = text.read_text(encoding="utf-8").split("\n---\n", 1)
    text.write_text(f"{front.replace('title: ', 'title: Changed, ', 1)}\n---\n{words}", encoding="utf-8")
    after = pages.picture(text.stem, outline)
    assert after.png != before.png
    assert after == briefing.Pages(briefing.find_workspace()).picture(text.stem, outline)
    assert Image.open(io.BytesIO(after.png)).size == (after.width, after.height)


def test_nothing_is_read_again_while_no_file_changes(inside_water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another page, and the same one again, come from the pack that is there; another outline, and a change of any length, do not."""
    reads: list[object] = []
    load = steps.load

    def counted(workspace: Workspace, **more: Any) -> Library:
        reads.append(workspace)
        found: Library = load(workspace, **more)
        return found

    monkeypatch.setattr(steps, "load", counted)
    first, second = [path.stem for path in sorted((inside_water / "templates").glob("*.yaml"))][:2]
    pages = briefing.Pages(briefing.find_workspace())
    text = sorted((inside_water / "seeds/excerpts").glob("*.md"))[0]
    before = [pages.picture(wanted, first) for wanted in ("2", text.stem, "2")]
    pages.picture("2", second)
    assert [pages.picture(wanted, first) for wanted in ("2", text.stem, "2")] == before
    assert len(reads) == 1
    written = text.read_text(encoding="utf-8")
    head, _, tail = written.rpartition("e")
    for letter in "oa":  # of the same length, and at once
        text.write_text(f"{head}{letter}{tail}", encoding="utf-8")
        pages.picture("2", first)
    assert len(reads) == 3

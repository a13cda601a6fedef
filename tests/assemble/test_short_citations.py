"""Short names of sources: in the text, in notes at the foot of pages, and in notes at the end; the same words in every format."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from briefing import steps
from briefing.document import Citation, Definition, Document, Note, Section, plain, walk
from briefing.errors import BriefingError
from briefing.steps import Pack
from briefing.workspace import Workspace
from tests.support.places import WATER_LAW

RECORD = """---
type: report
title: {title}
author: [{{family: {family}, given: Ada}}]
issued: {year}
{short}
original: {{paragraphs: 9}}
---
Words.
"""
TEXT = (
    "The river rose [@roe, ¶3; see @low, p. 4]. It fell [@background]. @roe says so, and @low [¶2] does not [-@roe, ¶5].^[A note with a "
    "source [@low, ¶1].]"
)


def pack(root: Path, citations: str, more: str = "", short: str = "short: REED") -> Pack:
    for folder in ("seeds/texts", "seeds/sources", "templates"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "seeds" / "texts" / "first.md").write_text(TEXT, encoding="utf-8")
    for key, family, given in (("roe", "Roe", short), ("low", "Low", "")):
        record = RECORD.format(title=f"On {family}", family=family, year=2020, short=given)
        (root / "seeds" / "sources" / f"{key}.md").write_text(record, encoding="utf-8")
    sections = "sections:\n- {use: text, title: First, texts: [first]}\n- {use: sources, title: Sources}\n"
    (root / "templates" / "trial.yaml").write_text(f"title: Trial\ncitations: {citations}\n{more}{sections}", encoding="utf-8")
    workspace = Workspace(root, root / "output")
    library = steps.load(workspace)
    (made,) = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}))
    return made


def notes(document: Document) -> list[tuple[str, str, str]]:
    return [(each.placement, each.mark, plain(each.children)) for each in walk(document) if isinstance(each, Note)]


def test_short_names_stand_in_brackets_and_are_explained_before_the_text(tmp_path: Path) -> None:
    document = pack(tmp_path, "short").document
    assert "rose (REED\N{NO-BREAK SPACE}¶3; see Low, p. 4). It fell (background). REED says so, and Low (¶2) does" in plain(document)
    assert notes(document) == [("foot", "1", "A note with a source (Low\N{NO-BREAK SPACE}¶1).")]
    assert plain(document.blocks[0]) == "Short names of sources. REED: Roe 2020."
    assert document.key == "REED: Roe 2020"
    assert "REED: Roe, Ada." in plain(document.blocks[-1])


@pytest.mark.parametrize("short", ["Roe 2020", "Roe, May 2020", "On Roe"])
def test_a_short_name_that_begins_the_usual_one_needs_no_explanation(tmp_path: Path, short: str) -> None:
    document = pack(tmp_path, "short", short=f"short: {short}").document
    assert f"({short}" in plain(document)
    assert document.key == ""


def test_brackets_and_places_are_as_muted_as_the_names(tmp_path: Path) -> None:
    document = pack(tmp_path, "author-date").document
    found = [plain(each) for each in walk(document) if isinstance(each, Citation)]
    assert found[:2] == ["(Roe 2020,\N{NO-BREAK SPACE}¶3; see Low 2020, 4)", "(background)"]


@pytest.mark.parametrize(("citations", "placement"), [("notes", "foot"), ("endnotes", "end")])
def test_notes_have_the_short_names_in_the_order_of_their_marks(tmp_path: Path, citations: str, placement: str) -> None:
    document = pack(tmp_path, citations).document
    assert notes(document) == [
        (placement, "1", "REED\N{NO-BREAK SPACE}¶3; see Low, p. 4."),
        (placement, "2", "Low ¶2."),
        (placement, "3", "¶5."),
        (placement, "4", "A note with a source (Low\N{NO-BREAK SPACE}¶1)."),
    ]
    assert "rose. It fell (background). REED says so, and Low does not." in plain(document)
    assert (document.blocks[-1].role == "endnotes") == (citations == "endnotes")  # type: ignore[union-attr]


@pytest.mark.slow
def test_endnotes_are_those_of_word_and_lead_both_ways_in_the_epub(tmp_path: Path) -> None:
    made = pack(tmp_path, "endnotes")
    folder = tmp_path / "drawn"
    folder.mkdir()
    steps.draw([made], ["docx", "epub"], folder)
    with zipfile.ZipFile(folder / "trial.docx") as file:
        body, ends, feet = (file.read(f"word/{name}.xml").decode() for name in ("document", "endnotes", "footnotes"))
    assert body.count("<w:endnoteReference ") == ends.count("<w:endnoteRef/>") == 4
    assert "<w:footnoteRef/>" not in feet
    with zipfile.ZipFile(folder / "trial.epub") as file:
        pages = {name: file.read(name).decode() for name in file.namelist() if name.endswith(".xhtml")}
    (end,) = [page for page in pages.values() if 'role="doc-endnotes"' in page]
    (text,) = [page for page in pages.values() if 'role="doc-noteref"' in page]
    assert text.count('href="ch003.xhtml#citation-') == end.count('role="doc-backlink"') - 1 == 3


@pytest.mark.slow
def test_endnotes_and_notes_on_passages_are_not_numbered_alike(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="would both be 1, 2, 3"):
        margin(tmp_path, "")
    assert margin(tmp_path, "annotations: comments\n").document.blocks


def margin(root: Path, more: str) -> Pack:
    """Return a pack with notes on passages and with endnotes."""
    shutil.copytree(WATER_LAW, root, dirs_exist_ok=True)
    outline = f"title: Trial\ncitations: endnotes\n{more}sections:\n- {{use: excerpts, title: Readings}}\n- {{use: sources}}\n"
    (root / "templates" / "trial.yaml").write_text(outline, encoding="utf-8")
    workspace = Workspace(root, root / "output")
    library = steps.load(workspace)
    (made,) = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}))
    return made


def test_two_cited_sources_with_one_short_name_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(BriefingError) as error:
        pack(tmp_path, "short", short="short: Low")
    (problem,) = error.value.problems
    assert (problem.file, problem.hint) == ("seeds/sources/low.md", "Add a line such as 'short: Low 2020'.")
    assert isinstance(pack(tmp_path, "author-date", short="short: Low").document.blocks[0], Section)


@pytest.mark.parametrize(("short", "start"), [("REED", "REED: Roe, Ada"), ("Roe", "Roe, Ada"), ("Roe 2020", "Roe 2020: Roe, Ada")])
def test_short_name_that_begins_the_entry_is_not_said_twice(tmp_path: Path, short: str, start: str) -> None:
    """Behind any other short name stands the entry."""
    made = pack(tmp_path, "short", short=f"short: {short}")
    entries = [plain(each) for each in walk(made.document) if isinstance(each, Definition)]
    assert next(each for each in entries if "On Roe" in each).startswith(start)

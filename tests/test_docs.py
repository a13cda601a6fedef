"""The front page and the pages in docs/: links lead somewhere, commands and examples are right, and every setting is named."""

from __future__ import annotations

import dataclasses
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from click.testing import CliRunner

from briefing import library, outline, workspace
from briefing.cli import main
from briefing.dataclass import key_of
from briefing.library import map_records
from briefing.outline import inheritance, sections
from briefing.theme import settings

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
GUIDE = ROOT / "seeds" / "README.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
TUTORIAL = ROOT / "docs" / "tutorial.md"
"""It has a test of its own."""
PAGES = [README, GUIDE, *DOCS, ROOT / "ARCHITECTURE.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md"]
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_LONGEST_FRONT_PAGE = 130
"""In lines."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> str:
    """Return a page without its blocks of code."""
    return _FENCE.sub("", path.read_text(encoding="utf-8"))


def blocks(path: Path, kind: str) -> list[str]:
    """Return the blocks of code of a page that are marked as this kind."""
    return [text for mark, text in _FENCE.findall(path.read_text(encoding="utf-8")) if mark == kind]


def anchors(path: Path) -> set[str]:
    """Return the names under which a host such as GitHub finds the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_lead_to_files_and_headings(path: Path) -> None:
    """A link that is no web address names a file of the repository, and where it has a `#`, a heading of that page."""
    for target in _LINK.findall(re.sub(r"`[^`\n]*`", "", prose(path))):
        if not target.startswith("https://"):
            file, _, heading = target.partition("#")
            page = (path.parent / file).resolve() if file else path
            assert page.is_file(), target
            assert not heading or heading in anchors(page), target


def test_front_page_leads_to_every_page() -> None:
    """Nobody has to look into the folder."""
    targets = set(_LINK.findall(README.read_text(encoding="utf-8")))
    assert {named(path) for path in (*DOCS, GUIDE)} <= targets


def test_every_picture_is_shown() -> None:
    """A picture that no page shows is left over."""
    shown = {Path(target).name for path in PAGES for target in _LINK.findall(path.read_text(encoding="utf-8"))}
    assert {path.name for path in (ROOT / "docs" / "pictures").iterdir()} <= shown


# ── the front page ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_scripts_that_a_page_names_are_there(path: Path) -> None:
    for script in re.findall(r"python ([\w/]+\.py)", path.read_text("utf-8")):
        assert (ROOT / script).is_file(), script


def test_front_page_is_short() -> None:
    """A screen, and some pictures."""
    assert len(README.read_text(encoding="utf-8").splitlines()) <= _LONGEST_FRONT_PAGE


def test_two_commands_can_be_copied() -> None:
    """The first builds, the second tests; `.ci/run` takes them from here."""
    _, _, part = README.read_text(encoding="utf-8").partition("## Two commands\n")
    build_it, test_it = _FENCE.findall(part)[0][1].splitlines()
    assert build_it.endswith("/briefing build")
    assert " -m pytest" in test_it


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def typed(path: Path) -> Iterator[list[str]]:
    """Yield the words of each command that a page shows in a block of code."""
    for _, text in _FENCE.findall(path.read_text(encoding="utf-8")):
        for line in text.splitlines():
            if (found := re.match(r"(?:\$ )?briefing (.+)", line)) and "[" not in line:  # a bracket is the form of a command
                yield shlex.split(re.split(r" {3,}", found[1])[0])


@pytest.mark.parametrize("path", [path for path in PAGES if list(typed(path))], ids=named)
def test_commands_exist_with_their_options(path: Path) -> None:
    """Each command that a page shows is one of the program's, and so is each of its options."""
    for words in typed(path):
        command: click.Command = main
        context = click.Context(main, **main.context_settings)
        while isinstance(command, click.Group) and words and (inner := command.get_command(context, words[0])):
            command, context = inner, click.Context(inner, parent=context)
            del words[0]
        assert command is not main, words
        command.make_parser(context).parse_args(words)


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def keys(model: Any) -> Iterator[str]:
    """Yield the settings of a model as people write them."""
    for field in dataclasses.fields(model):
        yield key_of(model, field.name)


@pytest.mark.parametrize("kind", get_args(get_args(sections.PlannedSection)[0]), ids=lambda kind: kind.__name__)
def test_page_on_outlines_names_every_setting_of_a_section(kind: Any) -> None:
    """In the row of its kind, or below the table for what all kinds have."""
    page = (ROOT / "docs" / "outlines.md").read_text(encoding="utf-8")
    (use,) = (field.default for field in dataclasses.fields(kind) if field.name == "use")
    (row,) = re.findall(rf"^\| `{use}` \|.*$", page, re.MULTILINE)
    common = {"use", "title", "id", "lead", "when", "for", "repeat", "runs-on"}
    missing = [key for key in keys(kind) if key not in common and f"`{key}" not in row]
    assert missing == []


def test_page_on_outlines_names_every_setting_of_an_outline() -> None:
    """Those of the head, those that speak of a base, and those of parameters."""
    page = (ROOT / "docs" / "outlines.md").read_text(encoding="utf-8")
    models = (outline.Outline, inheritance.Changes, inheritance.Addition, inheritance.Move, outline.Parameter)
    found = {key for model in models for key in keys(model)} - {"id"}
    assert [key for key in sorted(found) if not re.search(rf"(?<![\w-]){key}(?![\w-])", page)] == []


def test_page_on_looks_names_every_setting() -> None:
    """Headings have a number, and are named from the first to the last."""
    page = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    models = [each for each in vars(settings).values() if dataclasses.is_dataclass(each) and each.__module__ == settings.__name__]
    found = {key for model in models for key in keys(model)} - {"heading-2", "heading-3", "package"}
    assert [key for key in sorted(found) if not re.search(rf"(?<![\w-]){key}(?![\w-])", page)] == []


def test_guide_names_every_setting_of_a_record() -> None:
    """Of sources, passages, countries, actors, charts, questions and events, and of what is inside them."""
    page = GUIDE.read_text(encoding="utf-8")
    records = (
        library.Source,
        library.Excerpt,
        library.Country,
        library.Actor,
        library.Figure,
        library.Map,
        library.DiscussionQuestion,
        library.Event,
    )
    inside = (library.Name, library.Rights, library.Original, library.Selector, library.Annotation, library.Edit, library.Fact)
    on_maps = (library.Map, map_records.Layer, map_records.Shades, map_records.Shade, map_records.PointOnMap, map_records.LineOnMap)
    rest = (library.Membership, library.Series, library.Measure, *on_maps, map_records.NameOnMap, map_records.Assignment)
    texts = {"id", "digest", "text", "description"}
    found = {key for model in (*records, *inside, *rest) for key in keys(model)} - texts
    assert [key for key in sorted(found) if not re.search(rf"(?<![\w-]){key}(?![\w-])", page)] == []


# ── examples ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a new workspace with the small example."""
    workspace.make(tmp_path / "own", workspace.starter())
    return tmp_path / "own"


def test_examples_of_the_guide_are_right(own: Path) -> None:
    """Copied as they are, they make a library, and packs print all of it."""
    shutil.rmtree(own / "seeds")
    for text in (*blocks(GUIDE, "markdown"), *blocks(GUIDE, "yaml")):
        (name,) = re.findall(r"^(?:#|<!--) (\S+\.(?:md|yaml))(?: -->)?$", text, re.MULTILINE)
        path = own / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    kinds = ("excerpts", "countries", "matrix", "timeline", "figures", "map", "questions", "sources", "rights")
    sections = [*({"use": use} for use in kinds), {"use": "text", "texts": ["read-the-gauge"]}]
    (own / "templates" / "pack.yaml").write_text(str({"title": "All", "sections": sections}), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "-w", str(own)])
    assert result.exit_code == 0, result.output
    assert "No problems: 17 things in the library, 1 outline." in result.output


@pytest.mark.parametrize("path", [path for path in DOCS if path != TUTORIAL], ids=named)
def test_examples_of_outlines_are_right(path: Path, own: Path) -> None:
    """Each whole outline that a page shows makes a pack of the example, or a kind of handout."""
    for number, text in enumerate(each for each in blocks(path, "yaml") if re.match(r"title:|extends:", each)):
        is_kind, name = "\nhandout:" in text, f"example-{number}"
        file = own / "templates" / ("handouts" if is_kind else "") / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        result = CliRunner().invoke(main, [*(("handout", "pack", "-k", name) if is_kind else ("show", name)), "-w", str(own)])
        assert result.exit_code == 0, result.output

"""Six courses made from the shipped outlines as their users would make them: they build, hold what they should, and follow their bases."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import docx
import pypdf
import pytest
from PIL import Image

from briefing import steps as build
from briefing.document import Question, Section, plain, walk
from briefing.errors import BriefingError
from briefing.library import Library
from briefing.render import FORMATS
from briefing.steps import Pack
from briefing.verbs.views.comparison import Contents, contents, difference
from briefing.workspace import Workspace
from tests.support import docx_rules, pdf_structure
from tests.support.epub_rules import Book, bad_links, unzipped, wrong_contents, wrong_words
from tests.support.places import SHIPPED, TESTS
from tests.support.variants import variants
from tests.support.words import bare, letters, numbered, spoken

COURSES = {path.stem: path for path in sorted((TESTS / "data" / "courses").glob("*.yaml"))}
BASES = {name: re.search(r"^extends: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)[1] for name, path in COURSES.items()}  # type: ignore[index]

NOT_THE_CLASS = ("word-link-words:", "word-contrast:")
"""Rules that depend on the addresses of the sources and on the colours of a department's own Word file."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the shipped workspace with the six courses, and the files of a department, in it."""
    root = tmp_path_factory.mktemp("courses")
    for part in ("seeds", "templates"):
        shutil.copytree(SHIPPED / part, root / part, ignore=shutil.ignore_patterns("originals"))
    for path in COURSES.values():
        shutil.copy(path, root / "templates")
    house = docx.Document()
    house.styles["Normal"].font.name = "Georgia"
    house.save(str(root / "house.docx"))
    Image.new("RGB", (300, 120), (27, 75, 90)).save(root / "logo.png")
    return Workspace(root, root / "output")


@pytest.fixture(scope="module")
def library(workspace: Workspace) -> Library:
    return build.load(workspace)


class Packs(dict[str, Pack]):
    """The packs of the courses, each of which is assembled once, when a test asks for it."""

    def __init__(self, workspace: Workspace, library: Library) -> None:
        super().__init__()
        self._workspace, self._library = workspace, library

    def __missing__(self, name: str) -> Pack:
        plans = build.plans(self._workspace, self._library, [name], {})
        (self[name],) = build.packs(self._workspace, self._library, plans)
        return self[name]


@pytest.fixture(scope="module")
def packs(workspace: Workspace, library: Library) -> dict[str, Pack]:
    return Packs(workspace, library)


@pytest.fixture(scope="module")
def drawn(workspace: Workspace, packs: dict[str, Pack]) -> Callable[[str], Path]:
    """Return a function that draws a pack in every format, once, and returns the folder."""
    workspace.output.mkdir()

    @cache
    def draw(name: str) -> Path:
        build.draw([packs[name]], FORMATS, workspace.output)
        return workspace.output

    return draw


# ── what comes out ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.parametrize("name", COURSES)
def test_class_is_in_order_in_all_formats(packs: dict[str, Pack], drawn: Callable[[str], Path], name: str) -> None:
    """PDF and EPUB say the words of the tree, the Word file holds every section's title, and our checks find nothing."""
    document, folder = packs[name].document, drawn(name)
    path = folder / f"{name}.pdf"
    assert bare(pdf_structure.read(path, skip=("TOC",))) == spoken(document, path)
    assert pdf_structure.problems(path) == []
    book = Book(unzipped(folder / f"{name}.epub"))
    assert wrong_words(book, numbered(document, path)) == []
    assert bad_links(book) == []
    assert wrong_contents(book, document) == []
    assert [each for each in docx_rules.problems(folder / f"{name}.docx") if not each.startswith(NOT_THE_CLASS)] == []
    words = letters("".join(paragraph.text for paragraph in docx.Document(str(folder / f"{name}.docx")).paragraphs))
    assert all(letters(plain(node.title)) in words for node in walk(document.blocks) if isinstance(node, Section))


def held(packs: dict[str, Pack], name: str) -> Contents:
    return contents(packs[name].document, packs[name].index, packs[name].reading_speed)


def minutes(packs: dict[str, Pack], library: Library, name: str, section: str) -> int:
    """Return the minutes of the questions in a section."""
    found = next(node for node in walk(packs[name].document.blocks) if isinstance(node, Section) and node.id == section)
    asked = [node.id.removeprefix("question-") for node in walk(found.blocks) if isinstance(node, Question)]
    return sum(library.questions[key].minutes for key in asked)


def test_undergraduate_class_is_for_two_countries_and_50_minutes(packs: dict[str, Pack], library: Library) -> None:
    """No page of another country, no passage without one of the two, questions within the time."""
    mine = held(packs, "undergraduate")
    assert [key for key in mine.sections if re.fullmatch(r"country-..", key)] == ["country-kz", "country-uz"]
    assert all({"kz", "uz"} & set(library.excerpts[key].countries) for key in mine.excerpts)
    assert 0 < minutes(packs, library, "undergraduate", "questions-1") <= 50
    assert packs["undergraduate"].left_out
    assert mine.facts["kicker"] == "POLS 204"


def test_training_day_has_four_sessions_that_keep_their_time(packs: dict[str, Pack]) -> None:
    """In their order, each with its table in the run sheet, and none too long."""
    mine = held(packs, "training-day")
    assert [key for key in mine.sections if re.fullmatch(r"session-\d", key)] == [f"session-{n}" for n in (1, 2, 3, 4)]
    assert packs["training-day"].warnings == ()
    assert sum(key.startswith("what-to-ask") for key in mine.sections) == 5


@pytest.mark.slow
def test_brief_is_for_one_country_and_short(packs: dict[str, Pack], drawn: Callable[[str], Path]) -> None:
    """At most four pages, like the brief that it follows."""
    mine = held(packs, "brief-kazakhstan")
    assert [key for key in mine.sections if re.fullmatch(r"country-..", key)] == ["country-kz"]
    assert mine.facts["title"] == "Kazakhstan between Moscow and the rest"
    assert len(pypdf.PdfReader(drawn("brief-kazakhstan") / "brief-kazakhstan.pdf").pages) <= 4


def test_energy_readings_are_on_energy_alone(packs: dict[str, Pack], library: Library) -> None:
    """Passages and questions."""
    mine = held(packs, "energy-readings")
    energy = {key for key, excerpt in library.excerpts.items() if {"energy", "cpc"} & set(excerpt.topics)}
    assert set(mine.excerpts) == energy
    assert mine.questions
    assert all(energy & set(library.questions[key].excerpts) for key in mine.questions)


def test_russian_pack_speaks_russian_around_english_passages(packs: dict[str, Pack]) -> None:
    """Its own words are Russian; the passages are as they were."""
    document = packs["russian"].document
    assert document.language == "ru"
    assert document.labels.contents == "Содержание"
    assert "февраля 2022" in plain(document.blocks)
    assert "Not one leader in the region" in plain(document.blocks)
    outer = [plain(block.title) for block in document.blocks if isinstance(block, Section)]
    assert all(re.search("[а-я]", title) for title in outer)


@pytest.mark.slow
def test_letter_pack_has_the_sheet_the_logo_and_the_styles_of_the_department(packs: dict[str, Pack], drawn: Callable[[str], Path]) -> None:
    """In PDF the sheet, in the document the logo with its words, in Word the typeface of the reference file."""
    page = pypdf.PdfReader(drawn("letter") / "letter.pdf").pages[0].mediabox
    assert (round(page.width), round(page.height)) == (612, 792)
    logo = packs["letter"].document.logo
    assert logo is not None
    assert logo.alt == "University of Example"
    assert docx.Document(str(drawn("letter") / "letter.docx")).styles["Normal"].font.name == "Georgia"


# ── following the base ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def next_year(workspace: Workspace) -> Iterator[Path]:
    """Return the folder of the outlines, which is put back in order afterwards."""
    before = {path: path.read_bytes() for path in workspace.templates.glob("*.yaml")}
    yield workspace.templates
    for path, content in before.items():
        path.write_bytes(content)


@pytest.mark.parametrize("name", variants(COURSES, ["undergraduate", "energy-readings"]))
def test_what_is_new_in_the_base_reaches_the_class(
    packs: dict[str, Pack], workspace: Workspace, library: Library, next_year: Path, name: str
) -> None:
    """A section that the base adds stands in the class, and nothing else changes."""
    before = held(packs, name)
    base = next_year / f"{BASES[name]}.yaml"
    base.write_text(base.read_text(encoding="utf-8") + "\n- {use: text, title: Afterword, text: What has changed.}\n", encoding="utf-8")
    (pack,) = build.packs(workspace, library, build.plans(workspace, library, [name], {}))
    lines = difference(before, contents(pack.document, pack.index, pack.reading_speed))
    changes = [line for line in lines if line.startswith("  ")]
    assert changes == ["  added: afterword (Afterword)"]


def test_class_keeps_its_own_where_the_base_changes_the_same(workspace: Workspace, library: Library, next_year: Path) -> None:
    """A new title and a new default of the base do not touch what the class sets."""
    base = next_year / "seminar.yaml"
    text = base.read_text(encoding="utf-8").replace("default: Seminar pack", "default: Next year")
    base.write_text(re.sub(r"^subtitle: .*$", "subtitle: Second edition", text, flags=re.MULTILINE), encoding="utf-8")
    for name, subtitle, kicker in (("undergraduate", "A reader for one class", "POLS 204"), ("letter", "Second edition", "IR 101")):
        (pack,) = build.packs(workspace, library, build.plans(workspace, library, [name], {}))
        assert (pack.document.subtitle, pack.document.kicker) == (subtitle, kicker)


def test_section_that_the_base_loses_is_told_with_the_line_of_the_class(workspace: Workspace, library: Library, next_year: Path) -> None:
    """Where a class changes it, and with the ids that are most like it."""
    base = next_year / "seminar.yaml"
    base.write_text(base.read_text(encoding="utf-8").replace("id: session-2", "id: session-two"), encoding="utf-8")
    with pytest.raises(BriefingError) as caught:
        build.plans(workspace, library, ["undergraduate"], {})
    (problem,) = caught.value.problems
    assert problem.file == "templates/undergraduate.yaml"
    assert "'session-2'" in problem.message
    assert "'session-two'" in problem.hint

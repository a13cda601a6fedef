"""Editions: the teacher's holds all that the student's holds, in its places, and what is for the teacher besides."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from click.testing import CliRunner

from briefing import outline
from briefing import steps as build
from briefing.cli import main
from briefing.document import Blocks, Document, Note, NoteMark, Question, Section, Table, Text, in_order, notes, plain, walk
from briefing.errors import BriefingError
from briefing.outline import Edition
from briefing.render import FORMATS, Format
from briefing.steps import Pack
from briefing.theme.model import PLAIN, Finish
from briefing.workspace import Workspace
from tests.support.docx_rules import W
from tests.support.epub_rules import Book, unzipped
from tests.support.libraries import library_of, shipped_packs
from tests.support.places import SHIPPED, WATER_LAW
from tests.support.variants import variants

OUTLINES = [(SHIPPED, name) for name in outline.names(SHIPPED / "templates")] + [
    (WATER_LAW, name) for name in ("defaults", "everything", "footnotes")
]
FOR_STUDENTS = [(folder, name) for folder, name in OUTLINES if name != "lesson-plan"]
Draw = Callable[[Pack, Format], Path]
NAMES = [f"{folder.name}-{name}" for folder, name in FOR_STUDENTS]
QUICK = [(folder, name) for folder, name in FOR_STUDENTS if folder == WATER_LAW or name == "worksheet"]


@cache
def packs(folder: Path, name: str, paper: str = "a4", finish: Finish = PLAIN) -> dict[Edition, Pack]:
    if (folder, paper, finish) == (SHIPPED, "a4", PLAIN):
        return shipped_packs(name)
    workspace, library = Workspace(folder, folder / "output"), library_of(folder)
    plans = build.plans(workspace, library, [name], {})
    made = build.packs(workspace, library, plans, paper, finish=finish, editions=("student", "teacher"))  # type: ignore[arg-type]
    return {pack.edition: pack for pack in made}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Draw:
    """Return a function that draws a pack in a format, once, and returns the file."""
    made: dict[tuple[int, Format], Path] = {}  # the packs themselves are kept by `packs`

    def draw(pack: Pack, format_: Format) -> Path:
        key = id(pack), format_
        if key not in made:
            (made[key],) = build.draw([pack], [format_], tmp_path_factory.mktemp("drawn"))
        return made[key]

    return draw


def written(water: Path, sections: str, head: str = "title: Probe\n", **settings: str) -> dict[str, Pack]:
    """Return the editions of an outline that is written on the spot, by the names of their files."""
    (water / "templates" / "probe.yaml").write_text(f"{head}sections:\n{sections}", encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = build.load(workspace)
    plans = build.plans(workspace, library, ["probe"], settings)
    return {pack.name: pack for pack in build.packs(workspace, library, plans, editions=("student", "teacher"))}


def without_guide(document: Document) -> Blocks:
    """Return the text of a pack without the paragraph on the page of contents that names what is for the teacher."""
    return tuple(each for each in document.blocks if not plain(each).startswith("For the teacher: "))


def without_teacher(node: Any) -> Any:
    """Return blocks without the teacher's notes and their marks, and with neighbouring texts as one."""
    leaf = {note.id for note in notes(node).values() if note.placement == "leaf"}

    def strip(node: Any) -> Any:
        if isinstance(node, tuple):
            found: list[Any] = []
            for item in node:
                if isinstance(item, Note) and item.id in leaf:
                    continue
                changed = strip(item)
                for each in changed.children if isinstance(changed, NoteMark) and changed.note in leaf else (changed,):
                    if isinstance(each, Text) and found and isinstance(found[-1], Text):
                        found[-1] = Text(found[-1].text + each.text)
                    else:
                        found.append(each)
            return tuple(found)
        if dataclasses.is_dataclass(node) and not isinstance(node, type):
            return dataclasses.replace(node, **{f.name: strip(getattr(node, f.name)) for f in dataclasses.fields(node)})
        return node

    return strip(node)


# ── what each edition holds ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("folder", "name"), variants(FOR_STUDENTS, QUICK), ids=NAMES)
def test_teacher_edition_without_its_notes_and_supplement_is_the_student_edition(folder: Path, name: str) -> None:
    """Block for block: order, words, numbers, citations and the list of sources."""
    both = packs(folder, name)
    student, teacher = both["student"].document, both["teacher"].document
    assert without_teacher(without_guide(teacher)) == without_teacher(student.blocks)
    assert (student.edition, student.supplement) == ("", ())
    assert not [note for note in notes(student).values() if note.placement == "leaf"]


@pytest.mark.parametrize(("folder", "name"), variants(FOR_STUDENTS, QUICK), ids=NAMES)
def test_teacher_edition_has_each_answer_and_each_note_for_the_teacher_once(folder: Path, name: str) -> None:
    """Of the questions and passages that the pack prints."""
    pack = packs(folder, name)["teacher"]
    library = library_of(folder)
    asked = [node.id.removeprefix("question-") for node in walk(pack.document.blocks) if isinstance(node, Question)]
    beside = [node.beside for node in walk(pack.document.supplement) if isinstance(node, Section) and node.beside]
    given = [each.removeprefix("question-") for each in beside if each.startswith("question-")]
    assert given == [key for key in asked if key in library.answers]
    headings = {node.id for node in walk(pack.document.blocks) if isinstance(node, Section)}
    assert {each for each in beside if not each.startswith("question-")} <= headings, "what an activity has for the teacher"
    leaf = [note for note in notes(pack.document.blocks).values() if note.placement == "leaf"]
    assert [note.mark for note in leaf] == [f"T{number}" for number in range(1, len(leaf) + 1)]
    marked = [node.note for node in walk(pack.document.blocks) if isinstance(node, NoteMark)]
    assert {note.id for note in leaf} <= set(marked)


def test_notes_for_the_teacher_are_about_words_that_are_printed() -> None:
    """The words in quotation marks at the head of a note stand under its mark, once the text is read as a whole."""
    document = packs(SHIPPED, "seminar")["teacher"].document
    marks = {node.note: plain(node.children) for node in walk(document.blocks) if isinstance(node, NoteMark)}
    quoted = {note.id: found[1] for note in notes(document.blocks).values() if (found := re.search("“(.+?)”: ", plain(note.children)))}
    assert len(quoted) > 20
    assert [words for note, words in quoted.items() if words not in marks[note]] == []


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "paper"),
    variants([("seminar", "a4"), ("seminar", "letter"), ("worksheet", "a4"), ("briefing", "letter")], [("worksheet", "a4")]),
)
def test_pages_look_the_same_in_both_editions(drawn: Draw, name: str, paper: str) -> None:
    """Point for point, above the foot of the page; the teacher's further pages are labelled with a letter after the number."""
    assert_same_pages(packs(SHIPPED, name, paper), drawn)


@pytest.mark.slow
def test_pages_look_the_same_in_large_print(drawn: Draw) -> None:
    """Notes in the margin go to the foot there; those on leaves stay on leaves."""
    assert_same_pages(packs(SHIPPED, "reading-pack", finish=Finish(large_print=True)), drawn)


def assert_same_pages(both: dict[Edition, Pack], drawn: Draw) -> None:
    student, teacher = (pypdfium2.PdfDocument(drawn(both[edition], "pdf")) for edition in ("student", "teacher"))
    labels = _labels(teacher)
    shared = [number for number, label in enumerate(labels) if label.isdecimal()]
    assert [labels[number] for number in shared] == [str(number) for number in range(1, len(student) + 1)]
    first = 1 if both["student"].document.cover == "page" else 0  # the title page names the edition
    pairs = [(student[page], teacher[number], labels[number]) for page, number in enumerate(shared)][first:]
    pairs = [each for each in pairs if "For the teacher:" not in each[1].get_textpage().get_text_range()]  # the page of contents
    assert [label for one, other, label in pairs if _picture(one) != _picture(other)] == []


def _labels(pdf: pypdfium2.PdfDocument) -> list[str]:
    """Return the labels of all pages; a file without labels counts from 1."""
    return [pdf.get_page_label(number) or str(number + 1) for number in range(len(pdf))]


def _picture(page: Any) -> bytes:
    """Return a page as pixels, without the line of the page number."""
    picture = page.render(scale=0.5, grayscale=True).to_pil()
    return bytes(picture.crop((0, 0, picture.width, int(picture.height * 0.93))).tobytes())


@pytest.mark.slow
def test_leaves_follow_the_page_that_they_belong_to(drawn: Draw) -> None:
    """An answer stands on the first pages after the page with its question, such as 12a."""
    pack = packs(SHIPPED, "seminar")["teacher"]
    pdf = pypdfium2.PdfDocument(drawn(pack, "pdf"))
    labels = _labels(pdf)
    texts = [_squeezed(page.get_textpage().get_text_range()) for page in pdf]
    numbered = [(int(found[1]), found[2]) for label in labels if (found := re.fullmatch(r"(\d+)([a-z]*)", label))]
    assert numbered == sorted(numbered)
    assert len(numbered) == len(labels)
    for question in (node for node in walk(pack.document.blocks) if isinstance(node, Question)):
        start = _squeezed(plain(question.blocks))[:40]
        page = next(label for label, text in zip(labels, texts, strict=True) if start in text and label.isdecimal())
        head = _squeezed(f"Answer to question {question.label}{plain(question.blocks)}")[:40]
        assert next(label for label, text in zip(labels, texts, strict=True) if head in text).rstrip("abcdefgh") == page


@pytest.mark.slow
def test_short_supplement_opens_the_first_leaf(drawn: Draw) -> None:
    """A few words need no leaf of their own."""
    pack = packs(SHIPPED, "worksheet")["teacher"]
    pdf = pypdfium2.PdfDocument(drawn(pack, "pdf"))
    first = next(page for page, label in zip(pdf, _labels(pdf), strict=True) if not label.isdecimal())
    assert "Fortheteacher" + _squeezed(f"{plain(pack.document.supplement)}")[13:60] in _squeezed(first.get_textpage().get_text_range())


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_notes_for_the_teacher_share_leaves_within_their_chapter(drawn: Draw, paper: str) -> None:
    """A note stands after its passage, below the number of that page, and before the next chapter begins."""
    pack = packs(SHIPPED, "seminar", paper)["teacher"]
    pdf = pypdfium2.PdfDocument(drawn(pack, "pdf"))
    pages = {label: _squeezed(page.get_textpage().get_text_range()) for label, page in zip(_labels(pdf), pdf, strict=True)}
    found = notes(pack.document.blocks)
    places = set()
    for chapter in (block for block in pack.document.blocks if isinstance(block, Section)):
        for note in (found[node.note] for node in walk(chapter) if isinstance(node, NoteMark) and found[node.note].placement == "leaf"):
            head = _squeezed(f"{note.mark}{note.kind}{plain(note.children)}")[:40]
            (place,) = (label for label, text in pages.items() if head in text)
            before = place.rstrip("abc")
            title = _squeezed(plain(note.children[:1]))
            number = _number_above(pages[place], head)
            assert place != before
            assert number <= int(before)
            assert title in pages[str(number)]
            assert _squeezed(plain(chapter.title)) in pages[before]
            places.add(place)
    assert len(places) <= 4


def _number_above(leaf: str, note: str) -> int:
    """Return the number of the page that stands above a note on a leaf."""
    return int(re.findall(r"Page(\d+?)(?=T\d)", leaf[: leaf.index(note) + 2])[-1])


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b-]", "", text)


@pytest.mark.slow
def test_word_file_for_the_teacher_without_her_pages_is_the_students(drawn: Draw) -> None:
    """Paragraph for paragraph: hers are between the contents and the text, and begin with what names them. Her notes are comments."""
    both = packs(SHIPPED, "seminar")
    files = [drawn(both[edition], "docx") for edition in ("student", "teacher")]
    student, teacher = map(_paragraphs, files)
    cover = student.index("Contents")
    begins, resumes = teacher.index("For the teacher"), teacher.index("Introduction", teacher.index("For the teacher"))
    assert teacher[begins + 1].startswith("For the teacher: ")
    assert "p.\N{NO-BREAK SPACE}T" in teacher[begins + 1]
    assert teacher[cover:begins] + teacher[resumes:] == student[cover:]
    package = docx.Document(str(files[1]))
    assert {comment.author for comment in package.comments} == {"Teacher"}
    assert list(docx.Document(str(files[0])).comments) == []
    assert len(package.sections) == len(docx.Document(str(files[0])).sections) + 1


@pytest.mark.slow
def test_her_pages_do_not_change_the_page_numbers_of_the_word_file(drawn: Draw) -> None:
    """The text goes on with the number that its first page has in the students' file."""
    student, teacher = (docx.Document(str(drawn(packs(SHIPPED, "seminar")[edition], "docx"))) for edition in ("student", "teacher"))
    (start,) = [int(each.get(f"{W}start")) for each in teacher.element.body.iter(f"{W}pgNumType")]
    assert not list(student.element.body.iter(f"{W}pgNumType"))
    numbers = [[each.text for each in _results(file) if each.text and each.text.isdecimal()] for file in (student, teacher)]
    assert numbers[0] == numbers[1]
    assert numbers[0][0] == str(start)


def _results(file: Any) -> Iterator[Any]:
    """Yield the last words of each line of the contents list."""
    for each in file.element.body.iter(f"{W}hyperlink"):
        if str(each.get(f"{W}anchor")).startswith("_Toc"):
            yield list(each.iter(f"{W}t"))[-1]


@pytest.mark.slow
def test_epub_for_the_teacher_begins_with_what_is_for_her(drawn: Draw) -> None:
    """Her chapter comes before the first of the text; without it, the chapters are the students'."""
    both = packs(SHIPPED, "seminar")
    student, teacher = ([plain(block.title) for block in in_order(both[each].document) if isinstance(block, Section)] for each in both)
    assert teacher == ["For the teacher", *student]
    book = Book(unzipped(drawn(both["teacher"], "epub")))
    heads = [each.text for name in book.chapters for each in book.xpath(book.pages[name], "//*[local-name()='h1']")]
    assert [each for each in heads if each in teacher] == teacher


def _paragraphs(path: Path) -> list[str]:
    return ["".join(text.text or "" for text in each.iter(f"{W}t")) for each in docx.Document(str(path)).element.body.iter(f"{W}p")]


# ── leaks ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@pytest.mark.parametrize("format_", FORMATS)
def test_teacher_edition_handed_out_as_the_students_is_found(drawn: Draw, tmp_path: Path, format_: Format) -> None:
    """The proof finds every answer, what every activity has for the teacher, her sections, and every note that the pack has."""
    both = packs(SHIPPED, "seminar")
    workspace, library = Workspace(SHIPPED, tmp_path), library_of(SHIPPED)
    wrong = tmp_path / f"seminar.{format_}"
    shutil.copy(drawn(both["teacher"], format_), wrong)
    found = build.prove([both["student"]], [wrong], workspace, library)
    document = both["teacher"].document
    there = {node.beside for node in walk(document.supplement) if isinstance(node, Section) and node.beside}
    answers = {f"seeds/answers/{each.removeprefix('question-')}.md" for each in there if each.startswith("question-")}
    activities = {f"seeds/activities/{path.name}" for path in (SHIPPED / "seeds" / "activities").glob("*.md")}
    notes_there = [note for note in notes(document.blocks).values() if note.placement == "leaf"]
    named = {leak.passage for leak in found.leaks}
    indistinct = set(found.indistinct)
    assert len(there) == len(answers) + len(activities)
    assert answers | activities <= named | indistinct
    assert set(build.withheld_in(both["student"])) <= named | indistinct
    assert len([name for name in named | indistinct if name.startswith("note")]) >= len(notes_there)


def test_section_for_the_teacher_is_looked_for_in_files_for_students(water: Path) -> None:
    """Its words do not count as words that students may read, though they stand in the outline."""
    secret = "Let them argue for ten minutes before you show the map of the upper valley."
    made = written(
        water, f"- use: text\n  title: Open\n  text: For all.\n- use: text\n  title: Tricks\n  edition: teacher\n  text: {secret}\n"
    )
    workspace = Workspace(water, water / "output")
    (draft,) = build.draw([made["probe-teacher"]], ["docx"], water)
    wrong = draft.rename(water / "probe.docx")
    (leak,) = build.prove([made["probe"]], [wrong], workspace, build.load(workspace)).leaks
    assert (leak.file, leak.passage) == ("probe.docx", "section 1 for the teacher in templates/probe.yaml")


def test_build_says_which_files_are_for_the_teacher(inside_water: Path) -> None:
    """Nobody hands the wrong one out by mistake."""
    result = CliRunner().invoke(main, ["build", "defaults", "-f", "epub", "--edition", "both"])
    student, teacher, proof = result.output.splitlines()[-3:]
    assert (student.split()[0], teacher.split()[0]) == ("output/defaults.epub", "output/defaults-teacher.epub")
    assert ("teacher" in student, teacher.endswith("for the teacher only")) == (False, True)
    assert proof.startswith("No answer or teacher's note is in ")
    assert "in this file (" in proof


# ── what outlines say ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sections_for_the_teacher_are_in_the_supplement_only(water: Path) -> None:
    """With all that is inside of them."""
    made = written(
        water,
        "- use: text\n  title: Open\n  text: For all.\n- use: text\n  title: Tricks\n  edition: teacher\n  text: Hush, say nothing.\n",
    )
    assert "Hush" not in str(made["probe"].document)
    assert made["probe"].withheld == ("Hush, say nothing.",)
    (supplement,) = made["probe-teacher"].document.supplement
    assert isinstance(supplement, Section)
    assert [plain(block.title) for block in supplement.blocks if isinstance(block, Section)] == ["Tricks"]


def test_sessions_have_a_run_sheet_in_the_teacher_edition(water: Path) -> None:
    """Whether the outline asks for one or not."""
    session = "- use: text\n  title: Session\n  minutes: 50\n  text: Read this.\n"
    for sections in (session, f"{session}- use: run-sheet\n"):
        made = written(water, sections)
        assert not any(isinstance(node, Table) for node in walk(made["probe"].document))
        tables = [node for node in walk(made["probe-teacher"].document.supplement) if isinstance(node, Table)]
        assert [plain(table.caption) for table in tables] == ["Session"]


def test_run_sheet_has_clock_times_and_breaks(water: Path) -> None:
    """A session that says no time begins when the one before it ends; one that begins too soon is told."""
    session = "- use: text\n  title: {}\n  minutes: {}\n{}  text: Read this.\n"
    parts = (("One", 50, "  starts: 9:00\n"), ("Two", 40, ""), ("Three", 30, '  starts: "11:05"\n'))
    sections = "".join(session.format(*each) for each in parts)
    made = written(water, sections)["probe-teacher"]
    tables = [node for node in walk(made.document.supplement) if isinstance(node, Table)]
    assert [plain(table.caption) for table in tables] == ["One, 9:00–9:50", "Two, 9:50–10:30", "Three, 11:05–11:35"]
    assert [[plain(cell) for cell in row] for row in tables[1].rows] == [["9:50", "Opening", "2", "1"], ["10:30", "Break", "–", "35"]]
    late = written(water, sections.replace("11:05", "10:00"))["probe-teacher"]
    assert [each.message for each in late.warnings if "starts" in each.message] == [
        "'Three' starts at 10:00, but the session before it ends at 10:30"
    ]


def test_outline_for_the_teacher_has_one_edition(water: Path) -> None:
    """Under its own name, with its run sheet in the place where the outline has it."""
    sections = "- use: run-sheet\n- use: text\n  title: Session\n  minutes: 50\n  text: Read this.\n"
    made = written(water, sections, "title: Plan\nedition: teacher\n")
    assert list(made) == ["probe"]
    assert made["probe"].edition == "teacher"
    assert isinstance(made["probe"].document.blocks[0], Section)
    assert made["probe"].document.supplement == ()


def test_outline_for_the_teacher_has_notes_in_the_margin_and_answers_after_their_questions() -> None:
    """Nothing has to keep its page, for there is no other edition."""
    document = packs(SHIPPED, "lesson-plan")["teacher"].document
    mine = [note for note in notes(document).values() if note.series == "Teacher"]
    assert mine
    assert {note.placement for note in mine} == {"margin"}
    sections = [node for node in walk(document.blocks) if isinstance(node, Section)]
    after = {
        block.id: plain(following.title)
        for section in sections
        for block, following in pairwise(section.blocks)
        if isinstance(block, Question) and isinstance(following, Section)
    }
    questions = [node for node in walk(document.blocks) if isinstance(node, Question)]
    assert after == {question.id: f"Answer to question {question.label}" for question in questions}


def test_glossary_cannot_be_for_the_teacher_alone(water: Path) -> None:
    """Its terms are those of the text."""
    sections = (
        "- use: text\n  title: Mine\n  edition: teacher\n  text: Hush.\n  sections:\n  - use: glossary\n"
        "- use: text\n  title: Open\n  text: For all.\n"
    )
    with pytest.raises(BriefingError) as raised:
        written(water, sections)
    assert [problem.message for problem in raised.value.problems] == ["a section 'use: glossary' cannot be for the teacher only"]


@pytest.mark.parametrize("name", FORMATS)
def test_teacher_edition_says_so(tmp_path: Path, name: Format) -> None:
    """In its metadata, and on its pages where it has any."""
    pack = packs(SHIPPED, "worksheet")["teacher"]
    build.draw([pack], [name], tmp_path)
    path = tmp_path / f"worksheet-teacher.{name}"
    subtitle = ": Questions with room to write" if name == "epub" else ""
    assert list(_titles(path)) == [f"Central Asia and Russia’s war on Ukraine{subtitle} (Teacher edition)"]


def _titles(path: Path) -> Iterator[str]:
    match path.suffix:
        case ".pdf":
            yield str(pypdfium2.PdfDocument(path).get_metadata_value("Title"))
        case ".docx":
            yield docx.Document(str(path)).core_properties.title
        case _:
            yield Book(unzipped(path)).core("title")[0]


def test_editions_have_identifiers_of_their_own() -> None:
    """Else a reading system would take one for the other."""
    both: list[Document] = [pack.document for pack in packs(SHIPPED, "worksheet").values()]
    assert both[0].identifier != both[1].identifier

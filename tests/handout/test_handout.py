"""Handouts: the sheets of a pack, for everybody, for groups and for each person of a roster."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import re
import socket
import string
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner, Result

from briefing import assemble
from briefing import steps as build
from briefing.cli import main
from briefing.document import Definition, Definitions, Document, Paragraph, Section, Table, Text, WritingSpace, walk
from briefing.document.units import MILLIMETRE
from briefing.errors import BriefingError
from briefing.handout import drawing, filenames, fitting, groups
from briefing.handout.drawing import Job
from briefing.handout.fitting import closest, fitted, spill
from briefing.handout.order import Order
from briefing.handout.roster import LONGEST, Person
from briefing.handout.sheet import Request, Sheet, offers, packed
from briefing.library import Library
from briefing.outline import FilledOutline, Outline
from briefing.render.pdf.binding import Extent, extent
from briefing.render.pdf.blanks import WRITING_LINE
from briefing.theme.model import Finish, PaperName, Theme
from briefing.workspace import Workspace, find
from tests.support.libraries import library_of
from tests.support.pdf_structure import problems
from tests.support.places import SHIPPED
from tests.support.variants import variants

KINDS = ("cards", "worksheet", "glossary", "comparison")


def run(*args: str, code: int = 0) -> Result:
    """Run a command; a traceback fails the test."""
    result = CliRunner().invoke(main, ["handout", *args])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result


def words(path: Path) -> list[str]:
    """Return the text of each page, lines joined."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made_of(workspace: Workspace, **options: object) -> list[Sheet]:
    library = build.load(workspace)
    (plan,) = build.plans(workspace, library, ["defaults"], {})
    request = Request(**options)  # type: ignore[arg-type]
    return [offer.make() for offer in offers(workspace, library, packed(workspace, library, [plan], request), request)]


# ── sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


FINISHES = ["", "--paper letter", "--large-print", "--ink-saver --large-print"]


@pytest.mark.parametrize("options", variants(FINISHES, [""]))
def test_every_kind_is_made_tagged_and_fits(inside_water: Path, options: str) -> None:
    """A file for each kind, of good structure."""
    run("defaults", *options.split())
    for kind in KINDS:
        path = inside_water / "output" / f"defaults-{kind}.pdf"
        assert problems(path) == []
        assert ("Name" in words(path)[0]) is (kind != "glossary")


def test_sheets_hold_what_the_pack_holds(inside_water: Path) -> None:
    """A card for each country, a worksheet for each part that asks, the terms of that part, a row for each source that is quoted."""
    found = made_of(find())
    assert [sheet.name for sheet in found if sheet.kind == "cards"] == ["cards-od", "cards-ts", "cards-vl"]
    (comparison,) = (sheet for sheet in found if sheet.kind == "comparison")
    (table,) = (node for node in walk(comparison.document) if isinstance(node, Table))
    assert len(table.rows) == len(comparison.subject.sources) > 1
    assert {cell for row in table.rows for cell in row[1:]} == {()}
    assert [sheet.subject.questions for sheet in found if sheet.kind == "worksheet"]


def test_lines_are_a_number_or_take_what_room_there_is(inside_water: Path) -> None:
    """Lines that fill a sheet leave no room for one line more in each space, and make no further page."""
    (few,) = made_of(find(), kinds=["worksheet"], lines="3")
    (full,) = made_of(find(), kinds=["worksheet"], lines="fill")
    assert {space.lines for space in walk(few.document) if isinstance(space, WritingSpace)} == {3}
    spaces = [space for space in walk(full.document) if isinstance(space, WritingSpace)]
    taken = extent(full.document, full.theme)
    assert taken.pages <= full.pages
    assert taken.height - taken.depths[-1] < WRITING_LINE * (len(spaces) + 1)
    assert max(space.lines for space in spaces) - min(space.lines for space in spaces) <= 1


def test_spill_is_measured(inside_water: Path) -> None:
    """Each line more on a sheet that is too long is 24 points more."""
    first, second = (
        float(re.findall(r"by (\d+) mm", spill(sheet.document, sheet.theme, 0))[0])
        for lines in ("3", "4")
        for sheet in made_of(find(), kinds=["worksheet"], lines=lines)
    )
    questions = 4
    assert second - first == pytest.approx(questions * WRITING_LINE / MILLIMETRE, abs=1.5)


def test_sheet_that_is_too_long_keeps_no_other_from_being_made(inside_water: Path) -> None:
    """Whether it is one of a kind or the only one, and for everybody or for people: what fits is made."""
    folder = inside_water / "templates" / "handouts"
    folder.mkdir()
    (folder / "long.yaml").write_text("title: Long\nhandout: {pages: 1}\nsections:\n- use: lines\n  title: Notes\n  lines: 60\n")
    result = run("defaults", code=1)
    assert "the sheet 'Long' (long) is longer than its page by" in result.output
    assert "1 sheet failed; the rest was made." in result.output
    assert {path.name for path in inside_water.glob("output/*.pdf")} == {f"defaults-{kind}.pdf" for kind in KINDS}
    (inside_water / "class.csv").write_text("name\nAda\nBo\n")
    assert "2 rows failed; nothing was made." in run("defaults", "--roster", "class.csv", "-k", "long", code=1).output
    assert "failed" not in run("defaults", "-k", "long", "--pages", "3").output


@pytest.mark.slow
def test_sheet_is_set_closer_before_it_is_too_long() -> None:
    """By a tenth at most, and only where it has to be."""
    document = Document("Terms", (Paragraph(tuple(Text("word ") for _ in range(3_000))),), "urn:x", cover="block", contents_depth=0)
    usual = Theme()
    taken = extent(document, usual).pages
    assert closest(document, usual, taken) == usual
    fitting = closest(document, usual, taken - 1)
    assert extent(document, fitting).pages == taken - 1
    assert closest(document, usual, 1).body.size == pytest.approx(0.9 * usual.body.size)
    assert closest(document, usual, 1).headings == usual.headings


@pytest.mark.slow
def test_sheet_spares_room_before_it_is_too_long() -> None:
    """Lines as on ruled paper, no letters above terms, all terms: only where smaller text is not enough."""
    terms = [Definition(f"term-{letter}", (Text(f"{letter}eck"),), (Paragraph((Text("A place."),)),)) for letter in "abcdef"]
    heads = [Paragraph((Text(letter),), "letter") for letter in "ABCDEF"]
    entries = [Definitions((term,), "glossary") for term in terms]
    under_letters = tuple(block for pair in zip(heads, entries, strict=True) for block in pair)
    glossary = Section("terms", (Text("Terms"),), under_letters)
    spaces = tuple(WritingSpace(10, f"Answer {number}") for number in range(10))
    document, usual = Document("Answers", (glossary, *spaces), "urn:x", cover="block"), Theme()
    taken = extent(document, usual).pages
    assert fitted(document, usual, taken) == (document, usual)
    sparing, theme = fitted(document, usual, taken - 1)
    assert extent(sparing, theme).pages == taken - 1
    assert [each.lines for each in walk(sparing.blocks) if isinstance(each, WritingSpace)] == [10] * len(spaces)
    assert [each.items for each in walk(sparing.blocks) if isinstance(each, Definitions)] == [tuple(terms)]
    assert not [each for each in walk(sparing.blocks) if isinstance(each, Paragraph) and each.style == "letter"]


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_sheets_of_the_shipped_pack_fit_both_papers(paper: PaperName) -> None:
    """None is longer than its two pages."""
    workspace, library = find(SHIPPED), library_of(SHIPPED)
    (plan,) = build.plans(workspace, library, ["seminar"], {})
    request = Request(paper=paper)
    made = [offer.make() for offer in offers(workspace, library, packed(workspace, library, [plan], request), request)]
    assert [sheet.fault for sheet in made if sheet.fault] == []


def test_kind_of_ones_own_stands_in_for_that_of_the_program(inside_water: Path) -> None:
    """Files in templates/handouts are kinds, too; one of a known name is the one that counts."""
    folder = inside_water / "templates" / "handouts"
    folder.mkdir()
    text = 'title: "{{ title }}"\nhandout: {per: country, pages: 1}\nparams:\n  title: {type: text, help: What., default: ""}\n'
    text += '  country: {type: country, help: Which., default: ""}\nsections:\n- use: text\n  text: A card of my own.\n'
    (folder / "cards.yaml").write_text(text)
    (folder / "exit-ticket.yaml").write_text("title: Exit ticket\nsections:\n- use: lines\n  title: What is still unclear\n  lines: 3\n")
    run("defaults")
    assert all("A card of my own." in page for page in words(inside_water / "output" / "defaults-cards.pdf"))
    assert "What is still unclear" in words(inside_water / "output" / "defaults-exit-ticket.pdf")[0]


def test_own_kind_that_holds_an_answer_is_not_made(inside_water: Path) -> None:
    """The proof is made for handouts, too."""
    folder = inside_water / "templates" / "handouts"
    folder.mkdir()
    answer = (inside_water / "seeds" / "answers" / "notice-applied.md").read_text().split("---\n")[-1]
    body = "\n".join(f"    {line}" for line in re.sub(r"\[@[^\]]*\]", "", answer).splitlines())
    (folder / "mine.yaml").write_text(f"title: Mine\nsections:\n- use: text\n  text: |\n{body}\n")
    assert "words for the teacher" in run("defaults", "-k", "mine", code=1).output
    assert not (inside_water / "output").exists() or not list((inside_water / "output").glob("*.pdf"))


def test_per_changes_what_there_is_a_sheet_for(inside_water: Path) -> None:
    """A worksheet for each country asks only what its passages are about."""
    found = made_of(find(), kinds=["worksheet"], per="country")
    assert {sheet.subject.country for sheet in found} <= {"od", "ts", "vl"}
    assert all(sheet.subject.questions for sheet in found)


@pytest.mark.cluster
def test_scheduler_that_does_not_answer_gets_a_message_and_nothing_else(inside_water: Path) -> None:
    """Not even the last words of what waited for it."""
    (inside_water / "class.csv").write_text("name\nAda\n")
    command = [sys.executable, "-m", "briefing", "handout", "defaults", "--roster", "class.csv", "--separate", "--scheduler", "nowhere"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "--scheduler: no scheduler answers at 'nowhere'"
    assert done.stderr.splitlines()[-1] == "1 problem. Nothing was written."


def test_everybody_s_sheet_begins_on_a_front_and_it_is_said_how_to_print(inside_water: Path) -> None:
    """Also where only a long name makes one of the sheets take a second page."""
    folder = inside_water / "templates" / "handouts"
    folder.mkdir()
    text = "title: Full\nhandout: {pages: 2}\nsections:\n- use: blanks\n- use: lines\n  title: Notes\n  lines: fill\n"
    (folder / "full.yaml").write_text(text)
    roster, printed = inside_water / "class.csv", inside_water / "output" / "defaults-full-class.pdf"
    roster.write_text("name\nAda\nBo\n")
    told = run("defaults", "-k", "full", "--roster", "class.csv").output
    assert re.search(r"2 pages, \d+ kB: print on one side\n", told)
    roster.write_text(f"name,group\nAda,\nMaximiliana,{'from the third form ' * 5}\nBo,\n")
    assert ": print on both sides" in run("defaults", "-k", "full", "--roster", "class.csv").output
    ada, back, long, further, bo = words(printed)
    assert back == ""
    assert "Maximiliana" in long
    assert ("Ada" in ada, "Bo" in bo, "Name" in further) == (True, True, False)


def test_groups_get_all_sheets_with_their_names(inside_water: Path) -> None:
    """Bookmarks lead to the groups; each begins on the front of a sheet of paper."""
    run("defaults", "--per", "group", "--groups", "3", "-k", "worksheet")
    path = inside_water / "output" / "defaults-worksheet-groups.pdf"
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Group 1", "Group 2", "Group 3"]
    assert [text for text in words(path) if "Group 2" in text]
    assert problems(path) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--groups", "3"), "--groups needs a --roster, or --per group"),
        (("--per", "group"), "--per group needs --groups"),
        (("--jobs", "2"), "add --separate"),
        (("--separate", "--jobs", "2", "--scheduler", "x"), "Choose one of"),
        (("--lines", "many"), "neither a number"),
        (("--lines", "61"), "neither a number"),
    ],
)
def test_options_that_do_not_go_together_are_told(inside_water: Path, options: tuple[str, ...], message: str) -> None:
    assert message in run("defaults", *options, code=2).output


def test_code_leads_a_phone_to_the_address(inside_water: Path) -> None:
    """Rendered as a printer would, and read by a decoder."""
    run("defaults", "-k", "comparison")
    with pypdfium2.PdfDocument(inside_water / "output" / "defaults-comparison.pdf") as pdf:
        found = {code.text for page in pdf for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil().convert("L"))}
    text = " ".join(words(inside_water / "output" / "defaults-comparison.pdf"))
    assert found
    assert all(address.replace(" ", "") in text.replace(" ", "") for address in found)


# ── rosters ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = """name,group
Ada,1
=cmd|' /C calc'!A0,1
../../outside,1
/etc/passwd,1
CON,1
..,1
😀 Emile,1
,
Bo,1,extra
漢字,1
a\u202eb,1
"""


def test_a_row_that_fails_is_named_and_the_rest_is_made(inside_water: Path) -> None:
    """Names are printed as they are and never become paths; nothing is written outside of the output folder."""
    (inside_water / "class.csv").write_text(HOSTILE + "x" * 10_000 + ",1\n", encoding="utf-8")
    before = everything(inside_water.parent)
    result = run("defaults", "--roster", "class.csv", "--separate", code=1)
    new = set(everything(inside_water.parent)) - set(before)
    folder = inside_water / "output" / "defaults-class"
    assert {path.parent for path in new} == {folder}
    assert sorted(path.stem for path in new if path.suffix == ".pdf") == ["ada", "cmd-c-calc-a0", "con-", "etc-passwd", "outside", "row-7"]
    assert "=cmd|' /C calc'!A0" in words(folder / "cmd-c-calc-a0.pdf")[0]
    assert "../../outside" in words(folder / "outside.pdf")[0]
    for row, what in ((8, "U+1F600"), (10, "3 cells"), (11, "U+5B57"), (12, "U+202E"), (13, "10,000 characters")):
        assert re.search(rf"class.csv:{row}:.*row {row}.*{re.escape(what)}", result.output), what
    assert "5 rows failed; the rest was made." in result.output


def test_list_to_be_signed_has_everybody_of_the_roster_once(inside_water: Path) -> None:
    """With their groups, as they are written; without a roster it has empty rows, and no other run makes it."""
    (inside_water / "class.csv").write_text("name,group\nAda *A*,1\nBo {{ x }},2\n", encoding="utf-8")
    run("defaults", "-k", "sign-in", "--roster", "class.csv")
    path = inside_water / "output" / "defaults-sign-in-class.pdf"
    assert "Name Group Signature Ada *A* 1 Bo {{ x }} 2" in words(path)[0]
    assert problems(path) == []
    run("defaults", "-k", "sign-in")
    assert "Name Signature" in words(inside_water / "output" / "defaults-sign-in.pdf")[0]
    assert "Make it alone: -k sign-in." in run("defaults", "-k", "sign-in", "-k", "cards", "--roster", "class.csv", code=1).output


def test_list_to_be_signed_prints_the_organisations_and_the_columns_that_its_kind_names(inside_water: Path) -> None:
    """Empty cells stay empty, and a column that is not printed is told with the way to print it."""
    rows = "".join(f"P{number},{'Court' if number else ''},R{number}\n" for number in range(30))
    (inside_water / "class.csv").write_text(f"name,ORGANISATION,room no\n{rows}", encoding="utf-8")
    told = run("defaults", "-k", "sign-in", "--roster", "class.csv").output
    (page,) = words(inside_water / "output" / "defaults-sign-in-class.pdf")  # 30 rows of 7 mm
    assert "Name Organisation Signature P0 P1 Court P2" in page
    assert "1 column not used: room no" in told
    section = "- {use: people, columns: [room no, Signature]}"
    assert section in told
    (inside_water / "templates/handouts").mkdir()
    kind = f"title: Rooms\nhandout: {{per: list}}\nparams:\n  room: {{type: text, help: R., default: ''}}\nsections:\n{section}\n"
    (inside_water / "templates/handouts/list.yaml").write_text(kind, encoding="utf-8")
    assert "1 column not used: ORGANISATION" in run("defaults", "-k", "list", "--roster", "class.csv").output
    assert "Name room no Signature P0 R0 P1 R1" in words(inside_water / "output" / "defaults-list-class.pdf")[0]


def test_name_that_cannot_be_printed_on_a_list_is_told(inside_water: Path) -> None:
    """The list is not made without somebody."""
    (inside_water / "class.csv").write_text("name\nAda\n😀 Emile\n", encoding="utf-8")
    answer = run("defaults", "-k", "sign-in", "--roster", "class.csv", code=1).output
    assert "class.csv:3" in answer
    assert "U+1F600" in answer


def test_long_name_stands_on_two_lines_or_is_refused(inside_water: Path) -> None:
    """A name of the longest kind is printed whole."""
    name = " ".join(itertools.islice(itertools.cycle(["Maximiliana", "Friederike"]), 9))
    assert len(name) <= LONGEST
    (inside_water / "class.csv").write_text(f"name\n{name}\n")
    run("defaults", "--roster", "class.csv", "-k", "comparison")
    assert name in words(inside_water / "output" / "defaults-comparison-class.pdf")[0]


def test_one_file_has_everybody_in_the_order_of_the_roster(inside_water: Path) -> None:
    """Bookmarks by name, tags that hold, each person on the front of a sheet of paper, the same bytes each time."""
    (inside_water / "class.csv").write_text("name,group,country\nZoë,1,Tsara\nAda,1,od\nBo,2,\n".replace("Tsara", "ts"))
    run("defaults", "--roster", "class.csv")
    path = inside_water / "output" / "defaults-class.pdf"
    first = path.read_bytes()
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Zoë", "Ada", "Bo"]
        pages = len(pdf.pages)
    starts = [number for number, text in enumerate(words(path)) if re.search(r"Name (Zoë|Ada|Bo) ", text)]
    assert len(starts) == 3
    assert pages <= 3 or all(number % 2 == 0 for number in starts)
    assert problems(path) == []
    path.unlink()
    run("defaults", "--roster", "class.csv")
    assert path.read_bytes() == first


def test_parameters_in_a_roster_are_those_of_the_outline(inside_water: Path) -> None:
    """Each row gets the pack as it is with its parameters."""
    (inside_water / "class.csv").write_text("name,course\nAda,LAW 1\nBo,LAW 2\n")
    run("everything", "--roster", "class.csv", "--separate", "-k", "comparison")
    folder = inside_water / "output" / "everything-comparison-class"
    assert "LAW 1" in words(folder / "ada.pdf")[0]
    assert "LAW 2" in words(folder / "bo.pdf")[0]


@pytest.mark.slow
def test_second_run_makes_only_what_has_changed(inside_water: Path) -> None:
    """A row that changed, a file that was deleted, one that was damaged; and all where the library changed."""
    roster = inside_water / "class.csv"
    roster.write_text("name,group\nAda,1\nBo,1\nCy,1\n")
    arguments = ("defaults", "--roster", "class.csv", "--separate", "-k", "comparison")
    folder = inside_water / "output" / "defaults-comparison-class"
    assert "3 files made, 0 unchanged" in run(*arguments).output
    assert "0 files made, 3 unchanged" in run(*arguments).output
    (folder / "ada.pdf").unlink()
    assert "1 file made, 2 unchanged" in run(*arguments).output
    (folder / "bo.pdf").write_bytes((folder / "bo.pdf").read_bytes()[:-100])
    assert "1 file made, 2 unchanged" in run(*arguments).output
    roster.write_text("name,group\nAda,1\nBo,2\n")
    result = run(*arguments)
    assert "1 file made, 1 unchanged" in result.output
    assert "cy.pdf  from an earlier run" in result.output
    (folder / ".briefing-handouts.json").write_text("{]")
    assert "2 files made, 0 unchanged" in run(*arguments).output
    source = inside_water / "seeds" / "sources" / "lindqvist-2019.md"
    source.write_text(source.read_text().replace("title: ", "title: Changed ", 1))
    assert "2 files made, 0 unchanged" in run(*arguments).output


# ── only what somebody gets ──────────────────────────────────────────────────────────────────────────────────────────────────────────


PACK = "Water law by default"


@pytest.fixture
def assemblies(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of all that is assembled from now on."""
    done: list[str] = []
    assembled = assemble.assembled

    def noted(library: Library, outline: Outline, *rest: Any) -> list[assemble.Assembled]:
        done.append(outline.title)
        return assembled(library, outline, *rest)

    monkeypatch.setattr(assemble, "assembled", noted)
    return done


def layouts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of all documents that are laid out from now on to fit their pages."""
    done: list[str] = []

    def noted(document: Document, theme: Theme) -> Extent:
        done.append(document.title)
        return extent(document, theme)

    monkeypatch.setattr(fitting, "extent", noted)
    return done


def test_card_for_one_person_is_one_card(inside_water: Path, assemblies: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The pack is assembled once, to learn what is in it; then only that card is assembled, fitted and searched."""
    fitted = layouts(monkeypatch)
    (inside_water / "class.csv").write_text("name,country\nAda,od\n")
    result = run("defaults", "--roster", "class.csv")
    assert assemblies == [PACK, "Ondria"]
    assert set(fitted) == {"Ondria"}
    assert "in this sheet (" in result.output


@pytest.mark.parametrize(
    ("roster", "options", "expected"),
    [
        ("name,country\nAda,od\nBo,vl\nCy,od\n", (), [PACK, "Ondria", "Velm"]),
        pytest.param("name\nAda\nBo\nCy\nDi\n", (), [PACK, "Ondria", "Tarsa", "Velm"], marks=pytest.mark.slow),
        pytest.param("name,country\nAda,od\nBo,od\n", ("-k", "cards", "-k", "comparison"), [PACK, "Ondria", PACK], marks=pytest.mark.slow),
        ("name\nAda\nBo\n", ("--per", "group", "--groups", "2", "-k", "cards"), [PACK, "Ondria", "Tarsa", "Velm"]),
    ],
    ids=["two of three", "all in turn", "two kinds", "groups"],
)
def test_sheets_are_assembled_once_for_all_who_get_them(
    inside_water: Path, assemblies: list[str], roster: str, options: tuple[str, ...], expected: list[str]
) -> None:
    """However many they are, and none that nobody gets."""
    (inside_water / "class.csv").write_text(roster)
    run("defaults", "--roster", "class.csv", *options)
    assert assemblies == expected


def test_row_s_parameters_make_sheets_of_their_own(inside_water: Path, assemblies: list[str]) -> None:
    """Once for all rows that have the same ones."""
    (inside_water / "class.csv").write_text("name,course,country\nAda,LAW 1,od\nBo,LAW 2,od\nCy,LAW 1,od\n")
    run("everything", "--roster", "class.csv", "-k", "cards")
    assert len(assemblies) == 2 * len({"the pack", "the card"})


def test_sheet_that_cannot_be_made_fails_only_who_gets_it(inside_water: Path, assemblies: list[str]) -> None:
    """The rows of others are made, and it is tried once, however many get it."""
    folder = inside_water / "templates" / "handouts"
    folder.mkdir()
    text = 'title: "{{ title }}"\nhandout: {per: country, pages: 2}\nparams:\n  title: {type: text, help: What., default: ""}\n'
    text += '  country: {type: country, help: Which., default: ""}\nsections:\n- use: countries\n  countries: "{{ country }}"\n'
    (folder / "cards.yaml").write_text(text + "  parts: [Disputes]\n")
    page = inside_water / "seeds" / "countries" / "ts.md"
    page.write_text(page.read_text().replace("## Disputes", "## Quarrels"))
    (inside_water / "class.csv").write_text("name,country\nAda,od\nBo,ts\nCy,ts\n")
    result = run("defaults", "--roster", "class.csv", "-k", "cards", "--separate", code=1)
    assert "templates/handouts/cards.yaml:9:11: the summary of Tarsa has no heading 'Disputes'" in result.output
    assert result.output.count("Disputes'") == 1
    assert "2 rows failed; the rest was made." in result.output
    assert {path.name for path in inside_water.glob("output/defaults-cards-class/*.pdf")} == {"ada.pdf"}
    assert assemblies == [PACK, "Ondria", "Tarsa"]
    assert "the summary of Tarsa has no heading 'Disputes'" in run("defaults", "-k", "cards", code=1).output


def test_mistake_in_a_kind_is_told_once_in_its_own_file(inside_water: Path) -> None:
    """However many people would get it, and with how many of them fail."""
    folder = inside_water / "templates" / "handouts"
    folder.mkdir()
    (folder / "mine.yaml").write_text("title: Mine\nsections:\n- use: countries\n  countries: [nowhere]\n")
    (inside_water / "class.csv").write_text("name\nAda\nBo\nCy\n")
    told = run("defaults", "--roster", "class.csv", "-k", "mine", code=1).output
    assert told.count("there is no country 'nowhere'") == 1
    assert "templates/handouts/mine.yaml:4:" in told
    assert "class.csv:" not in told
    assert "3 rows failed; nothing was made." in told


def test_option_that_no_row_has_to_do_with_is_told_once(inside_water: Path) -> None:
    """Rows with values of the outline's parameters can be why a kind has nothing, so there the row is named."""
    (inside_water / "class.csv").write_text("name\nAda\nBo\nCy\n")
    told = run("defaults", "--roster", "class.csv", "-k", "crads", code=1).output
    assert told.count("--kind: there is no kind of handout 'crads'") == 1
    assert "class.csv" not in told


def test_kinds_of_one_roster_never_replace_each_other_s_files(inside_water: Path) -> None:
    """Nor do sheets for groups those for people; the names say what is in them."""
    (inside_water / "class.csv").write_text("name,group\nAda,1\nAda,2\n")
    for options in ((), ("-k", "cards"), ("-k", "worksheet"), ("-k", "worksheet", "--per", "group"), ("-k", "worksheet", "--separate")):
        run("defaults", "--roster", "class.csv", *options)
    files = {path.relative_to(inside_water / "output").as_posix() for path in inside_water.glob("output/**/*.pdf")}
    assert files == {
        "defaults-class.pdf",
        "defaults-cards-class.pdf",
        "defaults-worksheet-class.pdf",
        "defaults-worksheet-class-groups.pdf",
        "defaults-worksheet-class/ada.pdf",
        "defaults-worksheet-class/ada-2.pdf",
    }


def test_output_folder_that_is_a_link_to_nothing_is_named(inside_water: Path) -> None:
    (inside_water / "lost").symlink_to(inside_water / "nothing")
    output = run("defaults", "-o", "lost", code=1).output
    assert output.startswith("lost: this is a link that leads to no folder\n  Delete the link, or choose another folder with -o.\n")


def test_what_is_wrong_with_kinds_and_with_sheets_is_told_at_once(inside_water: Path) -> None:
    """A kind that cannot be read does not hide what is wrong with another."""
    folder = inside_water / "templates" / "handouts"
    folder.mkdir()
    (folder / "mine.yaml").write_text("title: Mine\nhandout: {per: planet}\nsections:\n- use: lines\n  title: Notes\n  lines: 3\n")
    (folder / "yours.yaml").write_text("title: Yours\nsections:\n- use: countries\n  countries: [nowhere]\n")
    output = run("defaults", code=1).output
    assert "'handout:' cannot be read" in output
    assert "there is no country 'nowhere'" in output


# ── groups and names of files ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("people", "count"), [(1, 1), (3, 5), (10, 3), (25, 5), (31, 7)])
def test_groups_are_balanced_and_stay_when_somebody_joins(people: int, count: int) -> None:
    """No two groups differ by more than one; a new last row moves nobody."""
    roster = [Person(f"P{number}", "", number + 2) for number in range(people)]
    found = groups.dealt(roster, count)
    sizes = Counter(person.group for person in found).values()
    assert max(sizes) - min(sizes) <= 1
    assert groups.dealt([*roster, Person("New", "", 99)], count)[:-1] == found


def test_groups_of_a_jigsaw_have_every_country_once() -> None:
    """Five groups of five have all five; what is left over doubles different ones."""
    dealt = groups.dealt([Person(f"P{number}", "", number) for number in range(27)], 5)
    shares = groups.shares(dealt, ["kz", "kg", "tj", "tm", "uz"])
    for places in groups.members(dealt).values():
        assert {shares[place] for place in places} == {"kz", "kg", "tj", "tm", "uz"}
    assert max(Counter(shares).values()) - min(Counter(shares).values()) <= 1


def test_sheets_come_group_by_group() -> None:
    """Groups with numbers in their order, others as they first appear."""
    dealt = groups.dealt([Person(f"P{number}", "", number) for number in range(23)], 11)
    ranks = groups.ranks(dealt)
    assert [ranks[person.row] for person in dealt] == [number % 11 for number in range(23)]
    named = groups.ranks([Person("A", "Law", 2), Person("B", "Art", 3), Person("C", "Law", 4)])
    assert named == {2: 0, 3: 1, 4: 0}
    assert groups.ranks([Person("A", "2", 2), Person("B", "", 3), Person("C", "1", 4)]) == {2: 0, 3: 0, 4: 0}


NAMES = ["", ".", "..", "../../x", "C:\\x", "con", "NUL", "LPT1", "a/b", "a\0b", "ﬁ", "É", "e\u0301", "😀", "名" * 200, "-", "x" * 500]


def test_names_of_files_can_be_read() -> None:
    """Letters of any script stay; a long name ends at a word; names that some file system takes for the same get a number."""
    texts = ["Å.", "Đ", "李", "İ", "I", "ı", "İsmail", "Straße", "STRASSE", "Σας", "ΣΑΣ", "Maria " * 20 + "A", "Maria " * 20 + "B"]
    long = "-".join(["maria"] * 13)
    wanted = ["å", "đ", "李", "i", "i-2", "ı-3", "ismail", "strasse", "strasse-2", "σασ", "σασ-2", long, f"{long}-2"]
    assert filenames.unique((text, "row") for text in texts) == wanted


def test_names_of_files_are_safe_and_unique() -> None:
    """Letters, digits and hyphens only; not too long; none that a system reserves; alike names differ."""
    found = filenames.unique([(name, f"row-{number}") for number, name in enumerate([*NAMES, *NAMES, *string.printable])])
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        assert name
        assert len(name.encode()) < 120
        assert not set(name) & set('/\\:*?"<>|. \0')
        assert name not in {"con", "nul", "lpt1"}


# ── many ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def job(inside_water: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    """Return sheets for many people. A process gets five people at once, so that few make many turns."""
    monkeypatch.setattr(drawing, "CHUNK", 5)
    return Job("A pack", tuple(made_of(find(), kinds=["cards", "comparison"])))


def orders(count: int) -> list[Order]:
    return [Order(f"p{number}", f"Person {number}", (number % 3,), (("Name", f"Person {number}"),), number) for number in range(count)]


def as_made(made: Iterator[drawing.Made]) -> dict[str, bytes]:
    found = [(each.order.file, each.data) for each in made]
    assert len(dict(found)) == len(found), "something was made twice"
    return dict(found)


@pytest.mark.slow
def test_processes_make_what_one_makes(job: Job) -> None:
    """Byte for byte."""
    wanted = orders(2 * drawing.CHUNK + 3)
    assert as_made(drawing.in_processes(job, wanted, 2)) == as_made(drawing.one_by_one(job, wanted))


@pytest.mark.slow
def test_process_that_is_killed_loses_nothing(job: Job) -> None:
    """What it was drawing is drawn again, once."""
    wanted = orders(12 * drawing.CHUNK)
    made = drawing.in_processes(job, wanted, 2)
    found = [next(made)]
    multiprocessing.active_children()[0].kill()
    found += made
    assert as_made(iter(found)) == as_made(drawing.one_by_one(job, wanted))


@pytest.mark.slow
def test_processes_that_die_again_and_again_are_told_of(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "draw", _die)
    with pytest.raises(BriefingError, match="stopped the drawing processes several times"):
        list(drawing.in_processes(job, orders(3), 2))


def _die(_job: Job, _orders: list[Order]) -> list[drawing.Made]:
    os._exit(1)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Run a scheduler and two workers, and give the address and the workers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
    processes: list[subprocess.Popen[bytes]] = []

    def start(name: str, *options: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{name}", *options, "--no-dashboard"]
        paths = os.pathsep.join([str(Path(drawing.__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
        environment = {**os.environ, "PYTHONPATH": paths}
        silent = subprocess.DEVNULL
        started = subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
        )
        processes.append(started)

    start("scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2])
    for _ in range(2):
        start("worker", address, "--nthreads", "1", "--no-nanny")
    try:
        _wait_for_workers(address, 2)
        yield address, processes[1:]
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def _wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    connect: Callable[..., Client] = Client
    deadline = time.monotonic() + 90
    while True:
        try:
            with connect(address, timeout="5s", set_as_default=False) as client:
                client.wait_for_workers(count, timeout=60)
            return
        except (OSError, TimeoutError):
            assert time.monotonic() < deadline, "the cluster does not come up"
            time.sleep(0.5)


@pytest.mark.cluster
def test_cluster_makes_the_same_even_if_a_worker_is_killed(job: Job, cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    """A scheduler and two workers as processes of their own; one is killed half-way."""
    address, workers = cluster
    wanted = orders(8 * drawing.CHUNK)
    made = drawing.on_cluster(job, wanted, address)
    found = [next(made)]
    workers[0].kill()
    found += made
    assert as_made(iter(found)) == as_made(drawing.one_by_one(job, wanted))


@pytest.mark.cluster
def test_what_a_cluster_misreads_is_drawn_again(
    job: Job, cluster: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dask's executor raises ValueError where a worker is ended just after it sent something."""
    drawn, failed = drawing._drawn, list[int]()

    def once(*args: Any) -> Iterator[Any]:
        for number, each in enumerate(drawn(*args)):
            if number == 1 and not failed:
                failed.append(number)
                raise ValueError("too many values to unpack (expected 3)")
            yield each

    monkeypatch.setattr(drawing, "_drawn", once)
    wanted = orders(4 * drawing.CHUNK)
    assert as_made(drawing.on_cluster(job, wanted, cluster[0])) == as_made(drawing.one_by_one(job, wanted))
    assert failed == [1]


MEMORY = """
import resource, sys
from briefing import steps as build
from briefing.handout import drawing
from briefing.handout.order import Order
from briefing.handout.sheet import Request, offers, packed
from briefing.workspace import find
workspace = find()
library = build.load(workspace)
(plan,) = build.plans(workspace, library, ["defaults"], {})
request = Request(kinds=["cards"])
source = packed(workspace, library, [plan], request)
job = drawing.Job("A pack", tuple(offer.make() for offer in offers(workspace, library, source, request)))
orders = [Order(f"p{n}", f"Person {n}", (n % 3,), (("Name", f"Person {n}"),), n) for n in range(int(sys.argv[1]))]
count = sum(len(made.data) > 0 for made in drawing.one_by_one(job, orders))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_handouts(inside_water: Path) -> None:
    """Ten times as many take no more than a few megabytes more."""

    def most(count: int) -> int:
        paths = os.pathsep.join([str(Path(drawing.__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
        environment = {**os.environ, "PYTHONPATH": paths}
        done = subprocess.run([sys.executable, "-c", MEMORY, str(count)], capture_output=True, text=True, check=True, env=environment)
        made, kilobytes = map(int, done.stdout.split())
        assert made == count
        return kilobytes

    unit = 1000 if sys.platform != "darwin" else 1_000_000
    assert (most(300) - most(30)) / unit < 12


def test_large_print_may_take_more_pages(inside_water: Path) -> None:
    """Five times as many as the kind says: letters take four times the room, and columns become one."""
    for sheet in made_of(find(), finish=Finish(large_print=True)):
        assert sheet.pages == 10
        assert extent(sheet.document, sheet.theme).pages <= 10


@pytest.mark.slow
def test_plan_is_that_of_the_pack(inside_water: Path) -> None:
    """A pack in another language has sheets in that language."""
    path = inside_water / "templates" / "defaults.yaml"
    path.write_text(path.read_text().replace("title:", "language: ru\ncontent-language: en-GB\ntitle:", 1))
    workspace = find()
    library = build.load(workspace)
    (plan,) = build.plans(workspace, library, ["defaults"], {})
    assert isinstance(plan, FilledOutline)
    for offer in offers(workspace, library, packed(workspace, library, [plan], Request()), Request()):
        assert offer.make().document.language == "ru"
    run("defaults", "-k", "worksheet")
    assert "Имя" in words(inside_water / "output" / "defaults-worksheet.pdf")[0]

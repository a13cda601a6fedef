"""What a roster and `--set` put onto sheets: names, parameters of kinds, countries; and roles that only their own people get."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from briefing.cli import main
from briefing.library.country_names import country_id
from tests.support.variants import variants


def run(*args: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, args)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


CERTIFICATE = """\
title: Certificate
cover: block
contents: 0
handout: {per: pack, pages: 1}
params:
  organisation: {type: text, help: Who gives it., default: Nobody}
  hours: {type: integer, help: How long., default: 6}
sections:
- use: text
  text: "%s {{ organisation }} confirms {{ hours }} hours."
"""


@pytest.fixture
def workspace(inside_water: Path) -> Path:
    """A workspace with a certificate that names nobody."""
    (inside_water / "templates/handouts").mkdir()
    (inside_water / "templates/handouts/certificate.yaml").write_text(CERTIFICATE % "")
    return inside_water


def write(folder: Path, roster: str, certificate: str = "") -> None:
    (folder / "class.csv").write_text(roster, encoding="utf-8")
    if certificate:
        (folder / "templates/handouts/certificate.yaml").write_text(CERTIFICATE % certificate)


# ── kinds ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_roster_without_a_kind_makes_cards_or_nothing(workspace: Path) -> None:
    """As the help says. The message says what to write."""
    outline = workspace / "templates/defaults.yaml"
    outline.write_text(outline.read_text().replace("- use: countries\n", "- use: countries\n  when: no\n"))
    write(workspace, "name\nAda\nBo\n")
    told = run("handout", "defaults", "--roster", "class.csv", "--groups", "2", code=1)
    assert "the pack 'defaults' has nothing for 'cards'" in told
    assert "Add 'use: countries' to its outline, or write -k worksheet" in told
    assert not list(workspace.glob("output/*.pdf"))


def test_roster_can_be_a_workbook(workspace: Path) -> None:
    """The first sheet with something in it. Its numbers and words are those of the cells."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Name", "Group"])
    for row in (["Ada", 1], ["Bo Ilić", 2]):
        book.active.append(row)
    book.save(workspace / "class.xlsx")
    run("handout", "defaults", "--roster", "class.xlsx", "-k", "sign-in")
    assert "Ada 1 Bo Ilić 2" in pages(workspace / "output/defaults-sign-in-class.pdf")[0]


def test_cards_can_be_those_of_another_outline(workspace: Path) -> None:
    """So a pack for all has nobody's role in it. Worksheets are those of the pack."""
    templates = workspace / "templates"
    (templates / "roles.yaml").write_text("title: Roles\nedition: teacher\nsections:\n- {use: countries, countries: [od, vl]}\n")
    (templates / "day.yaml").write_text("title: A day\ncards: roles\nsections:\n- {use: questions, title: Questions}\n")
    write(workspace, "name\nAda\nBo\n")
    run("handout", "day", "--roster", "class.csv")
    cards = pages(workspace / "output/day-class.pdf")
    assert [re.search(r"Ondria|Velm", page)[0] for page in cards] == ["Ondria", "Velm"]  # type: ignore[index]
    assert all("A day · Country card" in page for page in cards)
    run("build", "day", "-f", "pdf")
    assert "Ondria’s" not in " ".join(pages(workspace / "output/day.pdf"))
    run("handout", "day", "--roster", "class.csv", "-k", "worksheet")
    assert (workspace / "output/day-worksheet-class.pdf").is_file()


def test_outline_of_cards_that_is_not_there_is_named(workspace: Path) -> None:
    """With its line, by every command that reads the outline."""
    (workspace / "templates/day.yaml").write_text("title: A day\ncards: rolls\nsections:\n- {use: questions, title: Questions}\n")
    told = run("build", "day", code=1)
    assert "templates/day.yaml:2:8: there is no other outline 'rolls' for the cards" in told


def test_outline_of_cards_is_never_the_default_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form of a training has two outlines, and no command needs a name; no role is in the pack of all."""
    run("init", str(tmp_path / "day"), "--form", "training")
    monkeypatch.chdir(tmp_path / "day")
    run("build", "-f", "pdf")
    run("handout", "--roster", "participants.csv")
    assert "facts that only this role has" not in " ".join(pages(tmp_path / "day/output/training.pdf"))
    cards = pages(tmp_path / "day/output/training-participants.pdf")
    assert [re.search(r"The mill|The upper town", page)[0] for page in cards] == ["The mill", "The upper town"]  # type: ignore[index]


# ── parameters ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_columns_set_parameters_of_the_kind(workspace: Path) -> None:
    """Each person's own; where a cell is empty, the default is printed."""
    write(workspace, "name,organisation,hours\nAda,The office,8\nBo,,\n", "{{ name }}:")
    told = run("handout", "defaults", "-k", "certificate", "--roster", "class.csv")
    found = pages(workspace / "output/defaults-certificate-class.pdf")
    assert "Ada: The office confirms 8 hours." in found[0]
    assert "Bo: Nobody confirms 6 hours." in found[1]
    assert "not used" not in told


def test_option_sets_parameters_of_the_kind(workspace: Path) -> None:
    """With a roster and without. One that neither the outline nor the kind has is refused."""
    write(workspace, "name\nAda\n")
    for options in ((), ("--roster", "class.csv")):
        run("handout", "defaults", "-k", "certificate", "--set", "organisation=XYZ", *options)
        assert "XYZ confirms" in " ".join(pages(max(workspace.glob("output/*.pdf"), key=lambda path: path.stat().st_mtime_ns)))
    told = run("handout", "defaults", "-k", "certificate", "--set", "organization=XYZ", code=1)
    assert "the outline 'defaults' has no parameter 'organization', nor has a kind of its handouts" in told
    assert "Did you mean 'organisation'?" in told


def test_wrong_value_is_told_once_with_all_its_rows(workspace: Path) -> None:
    """Of a parameter as well as of a country."""
    write(workspace, "name,hours\nAda,many\nBo,many\nCy,3\n", "{{ name }}:")
    told = run("handout", "defaults", "-k", "certificate", "--roster", "class.csv", code=1)
    assert told.count("'hours' must be a whole number, not 'many'") == 1
    assert re.search(r"class.csv:2:[\d:]* rows 2 and 3: ", told)
    assert "2 rows failed; the rest was made." in told
    write(workspace, "name,country\n" + "Ada,Nowhere\n" * 8 + "Bo,od\n")
    told = run("handout", "defaults", "--roster", "class.csv", code=1)
    assert told.count("there is no card 'Nowhere'") == 1
    assert "rows 2, 3, 4, 5, 6 and 3 more, column 'country'" in told
    assert "8 rows failed; the rest was made." in told


def test_column_that_changes_nothing_is_told(workspace: Path) -> None:
    """A parameter of the outline that these sheets do not print; a country where no sheet is about one."""
    outline = workspace / "templates/defaults.yaml"
    outline.write_text(outline.read_text() + "params:\n  room: {type: text, help: Where., default: ''}\n")
    write(workspace, "name,room,country\nAda,Room 12,od\nBo,Room 12,vl\n", "{{ name }}:")
    told = run("handout", "defaults", "-k", "certificate", "--roster", "class.csv")
    assert told.count("column 'room' changes nothing on these sheets") == 1
    assert told.count("column 'country' changes nothing on these sheets") == 1
    write(workspace, "name,room\nAda,Room 12\nBo,Room 13\n")  # who have cards of different countries
    told = run("handout", "defaults", "-k", "cards", "--roster", "class.csv")
    assert told.count("column 'room' changes nothing on these sheets") == 1
    write(workspace, "name,room\nAda,Room 12\n", "{{ name }} in {{ room }}:")
    told = run("handout", "defaults", "-k", "certificate", "--roster", "class.csv")
    assert "changes nothing" not in told
    assert "Ada in Room 12:" in pages(workspace / "output/defaults-certificate-class.pdf")[0]


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_names_stand_in_texts_without_being_declared(workspace: Path) -> None:
    """And the group, and the place. On sheets for everybody there are dots to write on."""
    write(workspace, "name,group,place\nAda,1,Room 5\nBo,2,Room 6\n", "{{ name }} of group {{ group }} in {{ place }}:")
    told = run("handout", "defaults", "-k", "certificate", "--roster", "class.csv")
    found = pages(workspace / "output/defaults-certificate-class.pdf")
    assert "Ada of group 1 in Room 5:" in found[0]
    assert "Bo of group 2 in Room 6:" in found[1]
    assert "no place for a name" not in told
    run("handout", "defaults", "-k", "certificate")
    assert "… of group …" in pages(workspace / "output/defaults-certificate.pdf")[0]
    run("handout", "defaults", "-k", "certificate", "--per", "group", "--groups", "2", "-o", "groups")
    every = " ".join(text for path in workspace.glob("groups/*.pdf") for text in pages(path))
    assert "of group 1 in" in every
    assert "of group 2 in" in every


def test_declared_name_is_filled_too(workspace: Path) -> None:
    """A kind may say itself what is printed where nobody has a name."""
    text = "title: Certificate\nparams:\n  name: {type: text, help: Who., default: Somebody}\n"
    (workspace / "templates/handouts/certificate.yaml").write_text(text + "sections:\n- use: text\n  text: '{{ name }} was here.'\n")
    write(workspace, "name\nAda\n")
    run("handout", "defaults", "-k", "certificate", "--roster", "class.csv")
    assert "Ada was here." in pages(workspace / "output/defaults-certificate-class.pdf")[0]


def test_sheet_for_a_person_without_a_place_for_the_name_is_told(workspace: Path) -> None:
    """Once, in the file of the kind."""
    write(workspace, "name\nAda\nBo\n")
    told = run("handout", "defaults", "-k", "certificate", "--roster", "class.csv")
    assert told.count("templates/handouts/certificate.yaml: warning: the sheets of the kind 'certificate' have no place for a name") == 1
    assert "no place for a name" not in run("handout", "defaults", "--roster", "class.csv")


# ── countries ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Named:
    def __init__(self, name: str) -> None:
        self.name = name


ROLES = {"power": Named("The power company"), "farmers": Named("Farmers"), "upper-town": Named("L’alta città"), "x": Named("The X-ray")}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        *(("Power company", "power"), ("the POWER company", "power"), ("Power-Company", "power"), ("POWER", "power")),
        *(("the farmers", "farmers"), ("farmers", "farmers"), ("Upper Town", "upper-town"), ("alta città", "upper-town")),
        *(("L'alta città", "upper-town"), ("x ray", "x"), ("company", ""), ("", ""), ("the", "")),
    ],
)
def test_role_is_found_as_people_write_it(given: str, expected: str) -> None:
    """By id or name, in any letters, with or without an article or hyphens; never by a part of the name."""
    assert country_id(given, ROLES) == expected


def test_name_that_two_roles_have_chooses_neither() -> None:
    """Unless it is written exactly as one of them is."""
    roles = {"a": Named("The mill"), "b": Named("A mill")}
    assert not country_id("mill", roles)
    assert country_id("A Mill", roles) == "b"


# ── printing ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "certificate",
    ["{{ name }}:", pytest.param("{{ name }}:\n\n  " + "Many words. " * 700, marks=pytest.mark.slow)],
    ids=["a page each", "two pages each"],
)
@pytest.mark.parametrize("up", variants(["2", "4"], ["2"]))
def test_sheets_of_different_people_are_not_laid_back_to_back(workspace: Path, certificate: str, up: str) -> None:
    """The advice for printing is one side; a pack of one person's may have both."""
    write(workspace, "name\n" + "".join(f"Person {number}\n" for number in range(6)), certificate)
    file = workspace / "templates/handouts/certificate.yaml"
    file.write_text(file.read_text().replace("pages: 1", "pages: 2"))
    run("handout", "defaults", "-k", "certificate", "--roster", "class.csv")
    told = run("impose", "output/defaults-certificate-class.pdf", "--up", up)
    assert "choose A4, one side, and actual size" in told
    assert f"{len(pages(workspace / f'output/defaults-certificate-class-{up}up.pdf'))} sheets of A4" in told
    run("build", "defaults", "-f", "pdf")
    assert "both sides, flip on" in run("impose", "output/defaults.pdf", "--up", up)


def test_names_are_no_markdown(workspace: Path) -> None:
    """They are printed as they are. One with a character that cannot be printed is told with its row."""
    names = ["Cy *x* [she/her]", "Bo [@nobody]", "# Di", "- Fo", "1. Jo_h_n", "O'Neil $x$", "{{ x }}"]
    write(workspace, "name\n" + "\n".join(names) + "\nAda \U0001f600\n", "{{ name }} was here.")
    told = run("handout", "defaults", "-k", "certificate", "--roster", "class.csv", code=1)
    found = pages(workspace / "output/defaults-certificate-class.pdf")
    assert len(found) == len(names)
    assert all(f"{name.replace(chr(39), '’')} was here." in text for name, text in zip(names, found, strict=True))
    assert re.search(r"class.csv:9:[\d:]* row 9: no typeface has the character", told)

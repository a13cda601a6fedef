"""Which card each person of a list gets: by a column, by the name of the group, or in turn, which is told: a card may be secret."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from briefing.cli import main
from briefing.library.country_names import country_within

ROLES = """Role;Who you are
Upper town;You live upstream and know nothing.
Town;You live downstream.
The mill;You grind for both.
"""


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a training day with three secret roles."""
    assert run("init", str(tmp_path / "day"), "--form", "training", "--empty").exit_code == 0
    monkeypatch.chdir(tmp_path / "day")
    Path("roles.csv").write_text(ROLES, encoding="utf-8")
    assert run("texts", "roles", "roles.csv").exit_code == 0
    return tmp_path / "day"


def run(*args: str) -> Result:
    result = CliRunner().invoke(main, args)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def dealt(roster: str, *options: str) -> tuple[Result, dict[str, str]]:
    """Return what the command says, and the role on the card of each person, as the printed file has them."""
    Path("class.csv").write_text(roster, encoding="utf-8")
    for old in Path("output").glob("*.pdf"):
        old.unlink()
    result = run("handout", "--roster", "class.csv", *options)
    cards: dict[str, str] = {}
    for file in Path("output").glob("*.pdf"):
        with pypdfium2.PdfDocument(file) as pdf:
            for page in pdf:
                lines = page.get_textpage().get_text_bounded().splitlines()
                name = next((line.removeprefix("Name ").split(" Group")[0].strip() for line in lines if line.startswith("Name ")), "")
                role = next((line for line in lines if line in ("Upper town", "Town", "The mill")), "")
                if name and role:
                    cards[name] = role
    return result, cards


RIGHT = {"Ada": "Upper town", "Bo": "Town", "Cy": "The mill", "Di": "Upper town"}


@pytest.mark.parametrize("head", ["Role", "party", "COUNTRY", "Rolle", "Роль", "Stakeholder"])
def test_column_that_names_the_card_is_used(day: Path, head: str) -> None:
    """Whatever people call it, in capitals or with an article."""
    result, cards = dealt(f"name;{head}\nAda;upper town\nBo;the Town\nCy;Mill\nDi;Upper Town\n")
    assert (result.exit_code, cards) == (0, RIGHT), result.output
    assert "go round" not in result.output
    assert "not used" not in result.output


@pytest.mark.parametrize(
    "groups", [("Upper town", "Town", "The mill", "Upper town"), ("Group Upper town", "Town (room 2)", "Table 3: mill", "Upper town B")]
)
def test_group_that_is_named_after_a_role_gets_its_card(day: Path, groups: tuple[str, ...]) -> None:
    """And it is told. A role's name within that of another is not meant."""
    rows = "".join(f"{name};{group}\n" for name, group in zip(RIGHT, groups, strict=True))
    result, cards = dealt(f"name;group\n{rows}")
    assert (result.exit_code, cards) == (0, RIGHT), result.output
    assert "Each group gets the card that it is named after." in result.output


def test_groups_that_are_partly_named_after_roles_are_refused(day: Path) -> None:
    """A misspelt name would hand a secret card to another party."""
    for roster in (
        "name;group\nAda;Upper town\nBo;Twon\n",
        "name;group\nAda;Upper town\nBo;\n",
        "name;group\nAda;Town and mill\nBo;Town\n",
    ):
        result, cards = dealt(roster)
        assert (result.exit_code, cards) == (1, {}), result.output
        assert "1 of " in result.output
        assert "write each person's card into a column 'role'" in result.output


def test_column_decides_where_only_some_groups_have_the_name_of_a_role(day: Path) -> None:
    result, cards = dealt("name;group;role\nAda;Town hall;Upper town\nBo;2;Town\n")
    assert (result.exit_code, cards) == (0, {"Ada": "Upper town", "Bo": "Town"}), result.output


def test_column_and_group_that_mean_different_cards_are_refused(day: Path) -> None:
    result, cards = dealt("name;group;role\nAda;Upper town;Upper town\nBo;Town;The mill\n")
    assert (result.exit_code, cards) == (1, {})
    assert "row 3: column 'role' names the card 'The mill', and the group that of 'Town'" in result.output.replace(":1: ", ": ")


def test_cards_that_go_round_are_told(day: Path) -> None:
    """Where nothing in the list names a card, or only for some people."""
    result, cards = dealt("name;group\nAda;1\nBo;1\nCy;1\n")
    assert sorted(cards.values()) == ["The mill", "Town", "Upper town"]
    assert "No column and no group names a card: the 3 cards go round in each group." in result.output
    result, cards = dealt("name;role\nAda;Town\nBo;\nCy;\n")
    assert cards["Ada"] == "Town"
    assert "2 of 3 people have no card in the list: the 3 cards go round in each group." in result.output


HOMES = "name;country{0}\nAda;Austria{1}\nBo;Croatia{2}\n"


def test_home_countries_without_a_card_stop_everything_in_one_message(day: Path) -> None:
    """Nobody gets a card by chance; the message says what to write, and what it says works."""
    result, cards = dealt(HOMES.format("", "", ""))
    assert (result.exit_code, cards) == (1, {})
    assert "column 'country': none of its 2 values is a card of this pack ('Austria', 'Croatia')" in result.output
    assert "call it otherwise, such as 'home'. A column 'role' says who gets which card, with Upper town, Town, The mill" in result.output
    result, cards = dealt(HOMES.format(";role", ";Town", ";Mill").replace("country", "home"))
    assert (result.exit_code, cards) == (0, {"Ada": "Town", "Bo": "The mill"}), result.output


@pytest.mark.parametrize("head", ["group", "role"])
def test_home_countries_are_a_further_column_where_another_names_the_cards(day: Path, head: str) -> None:
    """They are told as not used."""
    result, cards = dealt(HOMES.format(f";{head}", ";Town", ";Mill"))
    assert (result.exit_code, cards) == (0, {"Ada": "Town", "Bo": "The mill"}), result.output
    assert "warning: column 'country' names no card, and is not used" in result.output


def test_home_countries_do_not_matter_on_sheets_that_are_no_cards(day: Path) -> None:
    result, _ = dealt(HOMES.format("", "", ""), "-k", "certificate")
    assert result.exit_code == 0, result.output


def test_role_that_is_misspelt_fails_its_row_only(day: Path) -> None:
    result, cards = dealt("name;role\nAda;Upper twon\nBo;Town\n")
    assert (result.exit_code, cards) == (1, {"Bo": "Town"})
    assert "row 2, column 'role': there is no card 'Upper twon'" in result.output
    assert "Did you mean 'Upper town'?" in result.output


def test_sets_for_groups_have_only_the_card_of_the_group(day: Path) -> None:
    """If the groups are named after roles; else each has all cards, to be dealt out at the table."""
    Path("class.csv").write_text("name;group\nAda;Town\nBo;The mill\n", encoding="utf-8")
    assert run("handout", "--roster", "class.csv", "--per", "group").exit_code == 0
    (file,) = Path("output").glob("*.pdf")
    with pypdfium2.PdfDocument(file) as pdf:
        assert len(pdf) == 2
    Path("class.csv").write_text("name;group\nAda;Town\nBo;Mil\n", encoding="utf-8")
    assert run("handout", "--roster", "class.csv", "--per", "group").exit_code == 1


def test_column_of_a_parameter_keeps_its_meaning(day: Path) -> None:
    """An outline or a kind may have a parameter of its own that is called `role`."""
    (day / "templates/handouts").mkdir()
    kind = 'title: Badge\nhandout: {per: pack}\nparams:\n  role: {type: text, help: Role., default: ""}\nsections:\n'
    (day / "templates/handouts/badge.yaml").write_text(kind + '- {use: text, text: "{{ name }}, {{ role }}."}\n', encoding="utf-8")
    Path("class.csv").write_text("name;role\nAda;Chair\n", encoding="utf-8")
    result = run("handout", "--roster", "class.csv", "-k", "badge")
    assert result.exit_code == 0, result.output
    with pypdfium2.PdfDocument(next(Path("output").glob("*.pdf"))) as pdf:
        assert "Ada, Chair." in pdf[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize(
    ("text", "card"),
    [("upper-town", "a"), ("The Upper Town!", "a"), ("town", "b"), ("uptown", ""), ("Town, mill", ""), ("mill", "c"), ("", "")],
)
def test_names_within_a_text_are_whole_words_and_one_only(text: str, card: str) -> None:
    class Named:
        def __init__(self, name: str) -> None:
            self.name = name

    assert country_within(text, {"a": Named("Upper town"), "b": Named("Town"), "c": Named("The mill")}) == card

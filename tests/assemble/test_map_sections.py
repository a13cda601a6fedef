"""Maps in packs: what is drawn, what is said in words, and what is said of borders."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale
from click.testing import CliRunner

from briefing import steps
from briefing.cli import main
from briefing.document import Document, Figure, Link, Paragraph, Section, Table, WorldMap, plain, walk
from briefing.document.atlas.country_codes import CODES
from briefing.errors import BriefingError
from briefing.languages.territory_names import territory_name
from briefing.workspace import Workspace

NILE = """---
title: The Nile
caption: The Nile and the states of the agreement
alt: The river runs through three of them.
countries: [eg, sd, et]
around: [er, ss]
layers:
- {name: Parties to the agreement, countries: [eg, sd]}
points:
- {name: Upper gauge, kind: site, at: "15.6 N, 32.5 E", note: moved in 1960}
- {name: The barrage, kind: port, at: "30°10′30″N 31°7′0″E"}
lines:
- {name: The Nile, kind: river, through: [Upper gauge, "21.8 N, 31.4 E", The barrage]}
rivers: yes
cite: "@lindqvist-2019, ¶4"
credit: Places as the survey has them.
---
The line is straight between the gauges.
"""


def packed(water: Path, sections: str, language: str = "en", record: str = NILE) -> Document:
    (water / "seeds/maps").mkdir(exist_ok=True)
    (water / "seeds/maps/nile.md").write_text(record, encoding="utf-8")
    outline = f"title: Rivers\nlanguage: {language}\nsections:\n{sections}- use: sources\n"
    (water / "templates/rivers.yaml").write_text(outline, encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["rivers"], {}))
    return pack.document


def drawn(document: Document) -> Figure:
    (figure,) = [each for each in walk(document) if isinstance(each, Figure)]
    return figure


def chart_of(document: Document) -> WorldMap:
    chart = drawn(document).chart
    assert isinstance(chart, WorldMap)
    return chart


def cells(document: Document) -> list[list[str]]:
    (table,) = [each for each in walk(document) if isinstance(each, Table)]
    return [[plain(cell) for cell in row] for row in table.rows]


def test_all_that_a_map_shows_is_in_its_table(water: Path) -> None:
    """Countries with what they have in common, places with their coordinates, lines with where they run."""
    document = packed(water, "- use: map\n  maps: [nile]\n")
    assert cells(document) == [
        ["Egypt", "Parties to the agreement", ""],
        ["Sudan", "Parties to the agreement", ""],
        ["Upper gauge", "Place", "Sudan, 15.60°\u00a0N, 32.50°\u00a0E"],
        ["The barrage", "Port", "Egypt, 30.18°\u00a0N, 31.12°\u00a0E"],
        ["The Nile", "River", "Upper gauge – The barrage"],
    ]
    chart = chart_of(document)
    assert [each.code for each in chart.names if each.is_shown] == ["eg", "sd", "et"]
    assert chart.rivers
    assert chart.scales[0] == (1, "1 km")


def test_every_word_of_a_drawing_is_beside_it_too(water: Path) -> None:
    """Names of countries for which the table has no row are in the small print."""
    document = packed(water, "- use: map\n  maps: [nile]\n")
    said = plain(document.blocks[0])
    chart = chart_of(document)
    words = [each.label for part in (chart.names, chart.layers, chart.points, chart.lines) for each in part]
    words += [word for _, word in chart.key]
    assert [word for word in words if word not in said] == []
    assert "The map is about Egypt, Sudan and Ethiopia. Also named on the map, where there is room: Eritrea and South Sudan." in said


def test_who_cannot_see_a_map_hears_what_it_shows(water: Path) -> None:
    """The message of the author, then the data as sentences, then that a table follows."""
    alt = drawn(packed(water, "- use: map\n  maps: [nile]\n")).alt
    assert alt.startswith(
        "The river runs through three of them. The map is about Egypt, Sudan and Ethiopia. "
        "Parties to the agreement: Egypt and Sudan. Place: Upper gauge. Port: The barrage."
    )
    assert alt.endswith("The Nile: Upper gauge – The barrage. The table below lists all of it.")


def test_map_without_its_table_has_a_short_note_and_tells_the_rest_to_listeners(water: Path) -> None:
    """Print has the borders, the credit and the sources that the caption does not name."""
    document = packed(water, "- use: map\n  maps: [nile]\n  table: no\n  description: no\n  width: 60%\n")
    assert [each for each in walk(document) if isinstance(each, Table)] == []
    small = [plain(each) for each in walk(document) if isinstance(each, Paragraph) and each.style == "small"]
    assert small[1:] == ["Upper gauge: moved in 1960."]
    assert small[0].startswith("Outlines: ")
    assert not any(said in small[0] for said in ("Egypt and Sudan", "The map is about", "°"))
    assert "The map is about Egypt, Sudan and Ethiopia. Parties to the agreement: Egypt and Sudan." in drawn(document).alt
    assert "The Nile: Upper gauge – The barrage." in drawn(document).alt
    assert drawn(document).details == ""
    assert chart_of(document).share == 0.6


def test_map_has_a_number_and_can_be_referred_to(water: Path) -> None:
    """By its id, as a chart; small maps of countries have none."""
    text = "- use: text\n  text: As @map-nile shows.\n"
    document = packed(water, f"{text}- use: map\n  maps: [nile]\n  countries: [eg]\n")
    first, second = [each for each in walk(document) if isinstance(each, Figure)]
    assert (first.label, second.label) == ("Figure 1", "")
    assert "As Figure\u00a01 shows." in plain(document.blocks)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "Borders as in resolutions of the General Assembly of the United Nations: Crimea in Ukraine (A/RES/68/262)."),
        ("borders: controlled\n", "Borders as controlled: Crimea in Russia."),
        ("disputed: [{area: crimea, to: ru}]\n", "of the United Nations: Crimea in Russia."),
        ("disputed: [{area: crimea, to: crimea}]\n", "of the United Nations: Crimea apart from Ukraine."),
    ],
)
def test_borders_are_told_under_the_map(water: Path, settings: str, said: str) -> None:
    """Of the areas in view that states dispute, with the resolution; and if somebody sets them otherwise, how."""
    record = f'---\ntitle: The Strait\ncaption: The strait\nview: ["44 N, 33 E", "46 N, 37 E"]\n{settings}---\nSee the strait.\n'
    document = packed(water, "- use: map\n", record=record)
    assert said in plain(document.blocks[0])
    assert [each.url for each in walk(document) if isinstance(each, Link) and "A/RES" in each.url] == (
        [] if settings else ["https://docs.un.org/en/A/RES/68/262"]
    )


def test_countries_that_nothing_hatches_are_shaded(water: Path) -> None:
    """As on a small map; a single country also beside others that are hatched."""
    head = '---\ntitle: M\ncaption: M\ncite: "@background"\n'
    layer = "layers: [{name: Dry, countries: [bw]}]\n"
    for settings, solid in (("[zm]\n", ("zm",)), ("[zm, zw]\n", ("zm", "zw")), (f"[zm]\n{layer}", ("zm",)), (f"[bw]\n{layer}", ())):
        document = packed(water, "- use: map\n", record=f"{head}countries: {settings}---\nText.\n")
        assert [each.countries for each in chart_of(document).layers if each.pattern == "solid"] == ([solid] if solid else [])


def test_river_follows_its_course(water: Path) -> None:
    """Along the line of the outlines, not straight: the Nile goes west of the gauges, then east. Another line is as it is written."""
    (line,) = chart_of(packed(water, "- use: map\n  maps: [nile]\n")).lines
    assert len(line.through) > 50
    assert line.through[0] == (32.5, 15.6)
    assert max(x for x, _ in line.through) > 33.5
    (road,) = chart_of(packed(water, "- use: map\n  maps: [nile]\n", record=NILE.replace("kind: river", "kind: road"))).lines
    assert len(road.through) == 3


def test_values_become_densities(water: Path) -> None:
    """With the words of the steps in the legend, and each number in the table."""
    shades = "shades: {name: Share, unit: km³, steps: [10, 50], countries: [{country: eg, value: 55.5}, {country: sd, value: 18.5}]}\n"
    record = f'---\ntitle: Shares\ncaption: Shares\ncountries: [eg, sd]\n{shades}cite: "@lindqvist-2019, ¶4"\n---\nShares.\n'
    document = packed(water, "- use: map\n", record=record)
    found = {each.label: each.countries for each in chart_of(document).layers}
    assert found == {"up to 10 km³": (), "more than 10, up to 50 km³": ("sd",), "more than 50 km³": ("eg",)}
    assert cells(document) == [["Egypt", "Share", "55.5 km³"], ["Sudan", "Share", "18.5 km³"]]


def test_map_speaks_the_language_of_the_pack(water: Path) -> None:
    """Kinds, coordinates, the names of countries, the scale."""
    document = packed(water, "- use: map\n  maps: [nile]\n", "ru")
    assert cells(document)[2] == ["Upper gauge", "Место", "Судан, 15,60°\u00a0с.\u00a0ш., 32,50°\u00a0в.\u00a0д."]
    assert chart_of(document).scales[-1][1] == "2\u00a0000 км"


def test_small_map_shows_where_a_country_is(water: Path) -> None:
    """In a section of its own, with its words in the sentence below it; or on the page of the country, which has no room for them."""
    record = "---\nname: Ethiopia\ncapital: Addis\ncapital-at: 9 N, 38.7 E\n---\n## Land\n\nHigh.\n"
    (water / "seeds/countries/et.md").write_text(record, encoding="utf-8")
    page = packed(water, "- use: countries\n  countries: [et]\n  map: yes\n")
    chart = chart_of(page)
    assert chart.is_locator
    assert [each.label for each in chart.points] == ["Addis"]
    said = "Around this country on the map: Democratic Republic of the Congo, Djibouti, Eritrea, Kenya, "
    said += "Saudi Arabia, Somalia, South Sudan, Sudan, Uganda and Yemen."
    assert said in drawn(page).alt
    assert said not in plain(page.blocks)
    assert said in plain(packed(water, "- use: map\n  countries: [et]\n").blocks)
    assert all(each.label in said for each in chart.names[1:])
    land = next(each for each in walk(page) if isinstance(each, Section) and plain(each.title) == "Land")
    assert drawn(page) in land.blocks
    alone = packed(water, "- use: map\n  countries: [is]\n")
    assert "The map shows no other country." in plain(alone.blocks)


def test_small_map_claims_no_borders(water: Path) -> None:
    """The outlines lack the border of Zambia and Botswana, which is short: both are around each other, and nothing is said of borders."""
    for code, other in (("zm", "Botswana"), ("bw", "Zambia")):
        said = plain(packed(water, f"- use: map\n  countries: [{code}]\n").blocks)
        assert other in said
        assert "borders on" not in said


def test_countries_have_the_names_that_are_printed(water: Path) -> None:
    """Not those by which Unicode tells two Congos apart, nor two names for one country."""
    english = plain(packed(water, "- use: map\n  countries: [cd]\n").blocks)
    assert "Around this country on the map, among others: Angola, Burundi, Cameroon, Central African Republic, Congo," in english
    assert territory_name(Locale("ru"), "CD") == "Демократическая Республика Конго"
    assert not [code for code in CODES for language in ("en", "ru") if " - " in territory_name(Locale(language), code.upper())]


WRONG = {
    "countries: [eg, sudan]\n": "there is no country 'sudan' for the map",
    "points: [{name: A, at: 95 N}]\n": "'95 N' is not a place on the globe",
    "points: [{name: A, at: '9 N, 200 E'}]\n": "a latitude is 90 at most, a longitude 180",
    "layers: [{actor: nobody}]\ncountries: [eg]\n": "there is no actor 'nobody'",
    "lines: [{name: L, through: [Nowhere, '1 N, 1 E']}]\ncredit: x\n": "the line 'L' runs through 'Nowhere', which is no place of the map",
    "points: [{name: A, at: '1 N, 1 E'}]\n": "the coordinates of this map have no source",
    "countries: [eg]\nview: ['1 N, 1 E']\n": "'view' has 1 corners",
    "view: ['1 N, 1 E', '1 N, 9 E']\n": "'view' is less than 0.2 degrees wide or high",
    "alt: x\n": "this map shows nothing",
    "countries: [eg]\ndisputed: [{area: atlantis, to: eg}]\n": "disputed",
}


@pytest.mark.parametrize("settings", WRONG)
def test_mistake_in_a_map_has_its_line_and_a_hint(water: Path, settings: str) -> None:
    """Before anything is written."""
    (water / "seeds/maps").mkdir()
    record = f'---\ntitle: M\ncaption: M\ncite: "@lindqvist-2019"\n{settings}---\nText.\n'
    (water / "seeds/maps/m.md").write_text(record, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "-w", str(water)])
    assert result.exit_code == 1
    assert WRONG[settings] in result.output
    assert "seeds/maps/m.md:" in result.output
    assert "Traceback" not in result.output


def test_map_needs_a_source_of_its_coordinates_and_no_text(water: Path) -> None:
    """The caption says what it shows."""
    (water / "seeds/maps").mkdir()
    record = '---\ntitle: M\ncaption: M\ncite: "@background"\npoints: [{name: A, at: "1 N, 1 E"}]\n---\n'
    (water / "seeds/maps/m.md").write_text(record, encoding="utf-8")
    output = CliRunner().invoke(main, ["check", "-w", str(water)]).output
    assert "the coordinates of this map have no source" in output
    assert "there is no text below the settings" not in output


def test_cover_has_the_outlines_of_a_map_and_the_names_of_its_countries(water: Path) -> None:
    """It is drawn as a picture with what is said of the borders; what else the map shows is left to its section."""
    packed(water, "- {use: countries, countries: od}\n")
    outline = water / "templates/rivers.yaml"
    outline.write_text(
        outline.read_text(encoding="utf-8").replace("language: en\n", "language: en\ncover: {map: nile}\n"), encoding="utf-8"
    )
    workspace = Workspace(water, water / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["rivers"], {}))
    shown = pack.document.frontispiece
    assert shown is not None
    assert shown.alt == "The map is about Egypt, Sudan and Ethiopia."
    assert plain(shown.credit).startswith("Outlines: Natural Earth.")
    assert shown.wide > 4 * (pack.theme.paper.width - 2 * pack.theme.paper.left)
    assert shown.data.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("cover", "message"),
    [
        ("{map: nil}", "there is no map 'nil'"),
        ("{map: nile, kind: block}", "a map needs a cover of its own"),
        ("{map: nile, picture: a.png, alt: A}", "this cover has a picture, too"),
    ],
)
def test_map_that_cannot_stand_on_the_cover_is_told(water: Path, cover: str, message: str) -> None:
    packed(water, "- {use: countries, countries: od}\n")
    outline = water / "templates/rivers.yaml"
    outline.write_text(outline.read_text(encoding="utf-8").replace("language: en\n", f"language: en\ncover: {cover}\n"), encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = steps.load(workspace)
    with pytest.raises(BriefingError, match=message):
        steps.packs(workspace, library, steps.plans(workspace, library, ["rivers"], {}))

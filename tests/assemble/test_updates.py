"""What has changed since: updates beside their records, the page of all of them, and what a pack says of its own age."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from briefing import steps as build
from briefing.assemble.gathered_updates import gathered
from briefing.document import Callout, Document, PageNumber, Reference, Section, Table, plain, walk
from briefing.errors import BriefingError
from briefing.library import loading as library_loading
from briefing.workspace import Workspace
from tests.support.places import WATER_LAW

CITING = "{use: text, text: 'A rule [@lindqvist-2019].'}"
PROTEST = '{date: 2021-06-02, text: "Velm protests.", cite: "@background", since: [{date: 2021-12, text: "It ends.", cite: "@background"}]}'


def _document(name: str, folder: Path) -> Document:
    workspace = Workspace(folder, folder / "output")
    library = build.load(workspace)
    (pack,) = build.packs(workspace, library, build.plans(workspace, library, [name], {}))
    return pack.document


@cache
def everything() -> Document:
    return _document("everything", WATER_LAW)


def written(water: Path, sections: str, head: str = "title: Probe\n") -> Document:
    """Return the document of an outline that is written on the spot."""
    (water / "templates" / "probe.yaml").write_text(f"{head}sections:\n{sections}", encoding="utf-8")
    return _document("probe", water)


def _table(document: Document) -> Table:
    return next(each for each in walk(document.blocks) if isinstance(each, Table) and each.id == "table-updates")


def test_the_page_lists_all_updates_by_date_with_what_they_are_about() -> None:
    """An update that names others is one line with all of them; what is not in the pack is named without a link."""
    rows = [[plain(cell) for cell in row] for row in _table(everything()).rows]
    assert [row[0] for row in rows] == ["December 2021", "4 March 2022"]
    assert [row[2] for row in rows] == ["Timeline, 2 June 2021", "Ondria; Velm; Helvar Dam; The quarrel about the dam"]
    linked = [each.target for each in walk(_table(everything()).rows[1][2]) if isinstance(each, Reference)]
    assert linked == ["country-od", "country-vl", "term-helvar-dam", "excerpt-dam-quarrel"]


def test_an_update_is_beside_each_record_that_it_is_about() -> None:
    """A box on the page of a country, a line below an entry and a passage, words behind an event."""
    document = everything()
    boxes = [each for each in walk(document.blocks) if isinstance(each, Callout) and each.id.endswith("-since")]
    assert [each.id for each in boxes] == ["country-vl-since", "country-od-since"]
    assert {plain(each.blocks) for each in boxes} == {"4 March 2022: Ondria opens the gates of Helvar Dam in March. (background)"}
    passage = next(each for each in walk(document.blocks) if isinstance(each, Section) and each.id == "excerpt-dam-quarrel")
    assert plain(passage.blocks[-1]).startswith("Since then, 4 March 2022: Ondria opens")
    assert "Since then, December 2021: Velm withdraws its protest." in plain(document.blocks)


def test_sections_can_leave_updates_out(water: Path) -> None:
    document = written(
        water, "- {use: countries, updates: no}\n- {use: glossary, include: all, updates: no}\n- {use: excerpts, updates: no}\n"
    )
    assert "opens the gates" not in plain(document.blocks)


def test_the_same_update_in_two_records_is_one() -> None:
    library = library_loading.load(WATER_LAW / "seeds", WATER_LAW)
    shared = library.countries["od"].since
    ts = replace(library.countries["ts"], since=(replace(shared[0], countries=(), actors=(), excerpts=()),))
    found = gathered(replace(library, countries={**library.countries, "ts": ts}))
    assert [len(told.targets) for told in found] == [1, 5]


@pytest.mark.parametrize(
    ("head", "sections", "expected"),
    [
        (
            "",
            "- use: updates\n- {use: text, text: 'A rule [@lindqvist-2019].'}\n",
            "Information to March 2019; changes since on page\u00a0",
        ),
        ("information-to: 2020-05\n", "- use: updates\n", "Information to May 2020; changes since on page\u00a0"),
        ("information-to: 2020-05\n", "- use: countries\n", "Information to May 2020; later changes are marked"),
        ("", "- {use: countries, countries: od, updates: no}\n", "Information to 14 June 2021"),
        ("", "- {use: text, text: Nothing is cited.}\n", ""),
    ],
)
def test_a_pack_says_up_to_when_it_has_information(water: Path, head: str, sections: str, expected: str) -> None:
    """By its outline, else by its newest source or fact; and where it says what has changed since."""
    document = written(water, sections, f"title: Probe\n{head}")
    assert plain(document.status) == expected
    assert [each.target for each in walk(document.status) if isinstance(each, PageNumber)] == (
        ["what-has-changed-since"] if "page" in expected else []
    )


def test_an_update_that_names_what_does_not_exist_is_told_with_its_line(water: Path) -> None:
    event = PROTEST.replace('"@background"}]', '"@background", countries: [vel]}]')
    (water / "seeds" / "events.yaml").write_text(f"- {event}\n", encoding="utf-8")
    with pytest.raises(BriefingError) as error:
        library_loading.load(water / "seeds", water)
    (problem,) = error.value.problems
    assert (problem.file, problem.line, problem.message) == ("seeds/events.yaml", 1, "there is no country 'vel'")

"""Settings by which sections need less room: dates instead of updates, lists instead of tables, sites of addresses, fewer facts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing import steps as build
from briefing.document import Definition, Definitions, Digest, Document, Figure, Link, PageNumber, Paragraph, Section, Table, plain, walk
from briefing.errors import BriefingError
from briefing.workspace import Workspace

UPDATES = "- {use: updates, id: since}\n"
FIGURE = """---
title: Ferries
caption: Crossings in a year
label: town
series:
- {name: Crossings, unit: boats}
rows:
- {label: Ond, values: [12], cite: "@lindqvist-2019, ¶3"}
- {label: Tars, values: [30], cite: "@lindqvist-2019, ¶3"}
- {label: Sarn, values: [7], cite: "@osei-hart-2020, ¶4"}
---
Count them.
"""


def written(water: Path, sections: str, head: str = "title: Probe\n") -> Document:
    """Return the document of an outline that is written on the spot."""
    (water / "templates" / "probe.yaml").write_text(f"{head}sections:\n{sections}", encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = build.load(workspace)
    (pack,) = build.packs(workspace, library, build.plans(workspace, library, ["probe"], {}))
    return pack.document


@pytest.mark.parametrize("before", [True, False])
def test_dates_of_updates_name_the_page_that_tells_them(water: Path, *, before: bool) -> None:
    """The section that lists them may be before the countries or after them."""
    country = "- {use: countries, countries: od, updates: dates}\n"
    document = written(water, UPDATES + country if before else country + UPDATES)
    page = next(each for each in walk(document.blocks) if isinstance(each, Section) and each.id == "country-od")
    assert "Since then: 4 March 2022 (p." in plain(page.blocks)
    assert "opens the gates" not in plain(page.blocks)
    assert [each.target for each in walk(page.blocks) if isinstance(each, PageNumber)] == ["since"]


@pytest.mark.parametrize("others", ["", "- {use: updates, id: since, until: 2021}\n"])
def test_updates_that_no_section_lists_are_told_where_they_belong(water: Path, others: str) -> None:
    """Nothing is lost by `dates`: a section that leaves this change out is no place to send readers to."""
    document = written(water, f"- {{use: countries, countries: od, updates: dates}}\n{others}")
    assert "opens the gates" in plain(document.blocks)


def test_lists_in_place_of_tables_say_the_same(water: Path) -> None:
    """Dates, words and sources."""
    lists = written(water, "- {use: updates, table: no}\n- {use: timeline, table: no}\n")
    tables = written(water, "- {use: updates}\n- {use: timeline}\n")
    assert not any(isinstance(each, Table) for each in walk(lists.blocks))
    assert sum(len(each.items) for each in walk(lists.blocks) if isinstance(each, Definitions)) == 6
    listed = plain(lists.blocks)
    for table in (each for each in walk(tables.blocks) if isinstance(each, Table)):
        for row in table.rows:
            assert [plain(cell) for cell in row if plain(cell) not in listed] == []


def test_figure_without_a_table_has_its_sources_and_all_its_numbers_in_words(water: Path) -> None:
    """Each source once, with the rows that are from it; who cannot see the bars hears every number."""
    (water / "seeds" / "figures").mkdir()
    (water / "seeds" / "figures" / "ferries.md").write_text(FIGURE, encoding="utf-8")
    document = written(water, "- {use: figures, table: no}\n")
    drawn = next(each for each in walk(document.blocks) if isinstance(each, Figure))
    assert not any(isinstance(each, Table) for each in walk(document.blocks))
    assert drawn.details == ""
    for said in ("Ond: Crossings 12 boats", "Tars: Crossings 30 boats", "Sarn: Crossings 7 boats"):
        assert said in drawn.alt
    assert "Stated by the sources: Ond and Tars (Lindqvist 2019, ¶3); Sarn (Osei and Hart [2020?], ¶4)." in plain(document.blocks).replace(
        "\xa0", " "
    )


def test_facts_can_be_left_out_and_a_label_that_none_has_is_named(water: Path) -> None:
    """The capital stays."""
    document = written(water, "- {use: countries, countries: od, without-facts: [Length of bank]}\n")
    words = plain(document.blocks)
    assert ("Capital" in words, "Head of state" in words, "Length of bank" in words) == (True, True, False)
    with pytest.raises(BriefingError, match="no country has a fact 'Head of stat'") as raised:
        written(water, "- {use: countries, without-facts: [Head of stat]}\n")
    assert "Head of state" in raised.value.problems[0].hint


def test_a_linked_title_needs_no_address_but_its_site(water: Path) -> None:
    """The link stays; what has no linked title has its whole address."""
    document = written(water, "- {use: countries}\n- {use: sources, addresses: sites}\n")
    entries = next(each for each in walk(document.blocks) if isinstance(each, Definitions) and each.style == "references").items
    words = " ".join(plain(each.blocks) for each in entries)
    assert "example.org." in words
    assert "https" not in words
    assert [each.url for each in walk(entries) if isinstance(each, Link)] == ["https://example.org/monitor/dam"]


@pytest.mark.parametrize(("citations", "told"), [("short", 2), ("author-date", 3)])
def test_a_source_is_described_once_where_short_names_stand_for_it(water: Path, citations: str, told: int) -> None:
    """Passages from it below say its short name; other ways to cite have no key that says what it stands for."""
    head = f"title: Probe\ncitations: {citations}\n"
    sections = "- {use: excerpts, select: [equitable-share, notice-rule, dam-quarrel]}\n- {use: sources}\n"
    document = written(water, sections, head)
    lines = [plain(each.attribution) for each in walk(document.blocks) if isinstance(each, Digest)]
    assert len(lines) == 3
    assert sum(": " in line for line in lines) == told, lines


def test_passages_and_entries_name_the_page_of_what_has_changed(water: Path) -> None:
    """A passage below it, an entry of the glossary at the end of its last line."""
    path = min((water / "seeds" / "actors").glob("*.md"))
    since = 'since: [{date: 2022-05, text: The seat moves., cite: "@background", excerpts: [notice-rule]}]\n'
    path.write_text(path.read_text(encoding="utf-8").replace("---\n", f"---\n{since}", 1), encoding="utf-8")
    sections = "- {use: excerpts, select: notice-rule, updates: dates}\n- {use: glossary, include: all, updates: dates}\n"
    document = written(water, UPDATES + sections)
    (passage,) = (each for each in walk(document.blocks) if isinstance(each, Section) and each.id == "excerpt-notice-rule")
    assert plain(passage.blocks[-1]).startswith("Since then: May 2022 (p.")
    entry = next(each for each in walk(document.blocks) if isinstance(each, Definition) and each.id == f"term-{path.stem}")
    assert re.search(r"\. Since then: May 2022 \(p\.", plain(entry.blocks[-1]))
    assert {each.target for each in walk((passage, entry)) if isinstance(each, PageNumber)} == {"since"}


def test_list_of_sources_can_tell_of_those_alone_that_are_read_here(water: Path) -> None:
    """Others have their entry."""
    sections = '- {use: excerpts, select: notice-rule}\n- {use: text, title: A, text: "So [@basin-monitor-2021]."}\n'
    for about, told in (("yes", 2), ("read", 1), ("no", 0), ("true", 2)):
        document = written(water, sections + f"- {{use: sources, about: {about}}}\n")
        (entries,) = (each for each in walk(document.blocks) if isinstance(each, Definitions) and each.style == "references")
        assert sum(len(each.blocks) > 1 for each in entries.items) == told, about


def test_imprint_stands_in_front_in_small_print(water: Path) -> None:
    """Below the list of contents, which is made of what follows."""
    (first, *_) = written(water, "- {use: countries}\n", "title: Probe\nimprint: [closing]\n").blocks
    assert isinstance(first, Paragraph)
    assert first.style == "small"
    with pytest.raises(BriefingError, match="there is no text 'closin'"):
        written(water, "- {use: countries}\n", "title: Probe\nimprint: [closin]\n")

"""Facts and packs that are older than a library allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.check.library.outdated import Dated, problems
from briefing.dates import parse
from briefing.files.origin import Origin
from briefing.files.reading import read_yaml
from briefing.library import loading
from briefing.library.house_rules import Age, Rules
from tests.support.places import WATER_LAW

YEARS = Age(24)


def _origin() -> Origin:
    return read_yaml(WATER_LAW / "templates" / "everything.yaml", "templates/everything.yaml")


def _told(rules: Rules, date: str, information: str = "2021", updated: str = "") -> list[tuple[str, str]]:
    pack = Dated(_origin(), parse(date), parse(information), parse(updated) if updated else None)
    library = loading.load(WATER_LAW / "seeds", WATER_LAW)
    return [(each.file, each.message) for each in problems(library, rules, [pack], WATER_LAW)]


@pytest.mark.parametrize(("date", "allowed"), [("2022-09-10", True), ("2022-09-30", True), ("2022-10-01", False), ("2020", True)])
def test_the_last_day_of_a_date_counts(date: str, *, allowed: bool) -> None:
    assert Age(18).allows(parse("2021-03"), parse(date).first) is allowed


def test_old_facts_are_told_but_not_those_of_a_record_with_a_newer_update() -> None:
    """An update of March 2022 is about Ondria and Velm, and none is about the commission and the convention."""
    told = _told(Rules(facts=YEARS), "2022-09")
    assert {file for file, _ in told} == {"seeds/actors/sarn-commission.md", "seeds/actors/water-convention.md"}
    assert _told(Rules(facts=YEARS), "2025")[0] == (
        "seeds/countries/od.md",
        "this fact is as of 2019, more than 2 years before 1 January 2025",
    )
    assert not _told(Rules(facts=YEARS), "2021-06")
    assert not list(problems(loading.load(WATER_LAW / "seeds", WATER_LAW), Rules(facts=YEARS), [], WATER_LAW))


def test_a_pack_says_something_of_the_time_since_its_newest_source() -> None:
    rules = Rules(sources=Age(18))
    told = "this pack of September 2023 has information to March 2021, and says nothing of the 29 months between"
    assert _told(rules, "2023-09", "2021-03") == [("templates/everything.yaml", told)]
    assert not _told(rules, "2023-09", "2021-03", "2022-09-20")
    assert not _told(rules, "2022-09", "2021-03")


@pytest.mark.parametrize(("written", "shown"), [(Age(18), "18 months"), (Age(12), "1 year"), (Age(36), "3 years")])
def test_ages_are_said_in_years_where_they_are_whole(written: Age, shown: str) -> None:
    assert str(written) == shown


def test_a_rule_of_an_age_is_read(tmp_path: Path) -> None:
    from briefing.library import house_rules

    (tmp_path / "rules.yaml").write_text("facts: 2 years\nsources: 18 months\n", encoding="utf-8")
    assert house_rules.load(tmp_path, tmp_path) == Rules(facts=Age(24), sources=Age(18))

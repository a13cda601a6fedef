"""`briefing check --accessibility`: one report over the three files of a pack, with places and remedies, readable by everybody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from briefing.check import files
from briefing.check.files.all_rules import RULES
from briefing.check.files.rule import Finding
from briefing.check.report.criteria import criteria, law
from briefing.check.report.report import FORMATS, failed, report
from briefing.cli import main
from briefing.document import Reference, Table, plain, tree, walk
from tests.support import docx_rules

CLAIMS = re.compile(r"\b(compliant|conformant|certified|fully accessible)\b", re.IGNORECASE)
FAULT = Finding("pdf-figures", "a figure has no alternative text", 12)
FAINT = Finding("word-contrast", "text in #999999 on #ffffff has a contrast of only 2.8:1", "under “Money”")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "--accessibility", *arguments])


# ── the data ──


def test_all_criteria_of_levels_a_and_aa_are_there_once() -> None:
    """Thirty of level A and twenty of level AA, in the order of the guidelines."""
    known = criteria()
    assert [sum(each.level == level for each in known) for level in ("A", "AA")] == [30, 20]
    numbers = [tuple(map(int, each.id.split("."))) for each in known]
    assert numbers == sorted(set(numbers))


def test_every_rule_serves_criteria_that_concern_packs() -> None:
    """And every rule knows where it comes from."""
    concern = {each.id for each in criteria() if not each.none}
    assert {each for rule in RULES.values() for each in rule.criteria} <= concern


def test_criterion_is_settled_for_each_kind_of_file() -> None:
    """By rules, by the way in which packs are made, or by something that a person can try."""
    for each in criteria():
        for kind in FORMATS:
            has_rule = any(name.startswith(f"{kind}-") and each.id in rule.criteria for name, rule in RULES.items())
            assert each.none or has_rule or each.made or each.try_, (each.id, kind)
        assert not (each.none and (each.try_ or each.made))


def test_dates_of_the_law_have_sources() -> None:
    """The addresses of the laws themselves."""
    found = law()
    assert [each.day.isoformat() for each in found.dates] == ["2027-04-26", "2028-04-26", "2027-05-11", "2020-09-23", "2025-06-28"]
    assert all(re.match(r"https://(www\.govinfo\.gov|eur-lex\.europa\.eu)/", each.url) and each.source for each in found.dates)


# ── the report ──


def made(*faults: Finding) -> str:
    found: dict[str, Sequence[Finding]] = {f"a.{name}": [] for name in ("pdf", "docx", "epub")}
    for fault in faults:
        ending = "pdf" if fault.rule.startswith("pdf") else "docx"
        found[f"a.{ending}"] = [*found[f"a.{ending}"], fault]
    return tree(report("A pack", found, criteria(), law(), law().read))


def test_fault_is_shown_with_its_page_and_remedy() -> None:
    """In the list of faults, and against its criterion in the file that has it."""
    text = made(FAULT, FAINT)
    assert "Page 12: a figure has no alternative text" in text
    assert "Write an alternative text for the picture" in text
    assert "Under “Money”: text in #999999" in text
    found = {"a.pdf": [FAULT], "a.docx": [FAINT]}
    assert {each.id: kinds for each in criteria() if (kinds := failed(each, found))} == {"1.1.1": ["pdf"], "1.4.3": ["word"]}


def test_table_of_criteria_leads_from_a_failure_to_its_page_and_to_what_to_do() -> None:
    """And says of each other cell who can judge it: a program, a person, or nobody has to."""
    document = report(
        "A pack", {"a.pdf": [FAULT, FAULT._replace(place=14)], "a.docx": [FAINT], "a.epub": []}, criteria(), law(), law().read
    )
    (states,) = (each for each in walk(document) if isinstance(each, Table) and each.id == "states")
    said = {plain(row[0]).split()[0]: [plain(cell) for cell in row[1:]] for row in states.rows}
    assert said["1.1.1"][0] == "failed: pages 12, 14"
    assert said["1.4.3"] == ["by design", "failed: under “Money”", "by design", "no"]
    assert said["1.4.1"] == [*["only a person"] * 3, "needed"]
    assert {re.sub(r"\d+", "n", cell) for row in said.values() for cell in row if not cell.startswith("failed")} == {
        "no fault (n)",
        "by design",
        "only a person",
        "needed",
        "no",
    }
    assert [each.target for each in walk(states) if isinstance(each, Reference)] == ["faults", "faults"]
    assert "Write an alternative text for the picture" in tree(document)


def test_warning_fails_no_criterion() -> None:
    """It is listed apart."""
    blank = Finding("word-blanks", "there are several empty paragraphs in a row", "")
    assert not any(failed(each, {"a.docx": [blank]}) for each in criteria())
    assert "Recommended" in made(blank)


def test_report_claims_nothing_that_only_a_person_can_know() -> None:
    """No stamp, also where no fault was found."""
    for text in (made(), made(FAULT)):
        assert not CLAIMS.search(text)
        assert "not a certificate" in text


# ── the command ──


@pytest.fixture
def written(inside_water: Path) -> Path:
    done = run("everything", "-o", "out")
    assert (done.exit_code, done.output.splitlines()[:2]) == (0, ["out/everything-accessibility.html", "out/everything-accessibility.docx"])
    return inside_water / "out"


@pytest.mark.slow
def test_report_is_a_page_and_a_word_file_and_both_are_accessible(written: Path) -> None:
    """Nothing else is left; the Word file keeps every rule; the page has a title, a language, heads of tables, and links that lead."""
    assert sorted(path.name for path in written.iterdir()) == ["everything-accessibility.docx", "everything-accessibility.html"]
    assert docx_rules.problems(written / "everything-accessibility.docx") == []
    page = html.parse(str(written / "everything-accessibility.html")).getroot()
    assert page.get("lang") == "en-GB"
    assert [len(page.findall(f".//{tag}")) for tag in ("title", "main", "h1", "script", "img")] == [1, 1, 1, 0, 0]
    levels = [int(each.tag[1]) for each in page.iter(*(f"h{level}" for level in range(1, 7)))]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(head.get("scope") for head in page.iter("th"))
    assert all(cell.get("data-head") for table in page.iter("table") for cell in table.iter("td")), "on a phone each cell stands alone"
    ids = {each.get("id") for each in page.iter() if each.get("id")}
    assert {each.get("href")[1:] for each in page.iter("a") if each.get("href").startswith("#")} <= ids


def test_failed_criterion_ends_in_failure(inside_water: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other programs see it; the report is written all the same."""
    monkeypatch.setattr(files, "findings", lambda _path, name: [FAULT] if name.endswith(".pdf") else [])
    done = run("everything", "-o", "out")
    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == "1 criterion failed. The reports say where, and what to do."
    assert "page 12" in (inside_water / "out" / "everything-accessibility.html").read_text()


def test_outline_that_is_not_there_is_named(inside_water: Path) -> None:
    """As in a build."""
    done = run("evrything")
    assert done.exit_code == 1
    assert "Did you mean 'everything'?" in done.output


def test_folder_for_reports_needs_a_report(inside_water: Path) -> None:
    """It would say nothing else."""
    assert "-o is for the reports of --accessibility." in CliRunner().invoke(main, ["check", "-o", "out"]).output


def test_outline_names_who_answers_for_the_pack(inside_water: Path) -> None:
    """The name goes into the document, and a name is needed."""
    outline = inside_water / "templates" / "everything.yaml"
    before = outline.read_text(encoding="utf-8")
    outline.write_text(before + "\naccessibility: {certified-by: A. Tutor}\n", encoding="utf-8")
    assert "certified_by='A. Tutor'" in CliRunner().invoke(main, ["show", "everything", "--tree"]).output
    outline.write_text(before + "\naccessibility: {certified-by: ''}\n", encoding="utf-8")
    assert "certified-by" in CliRunner().invoke(main, ["show", "everything"]).output

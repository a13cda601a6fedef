"""`briefing sources import` and `sources export`: records are made from a bibliography, follow it, and become one again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from briefing import Workspace, export_sources, import_sources, load
from briefing.cli import main
from briefing.exchange import bibtex_export
from briefing.exchange.bibliography import detecting
from briefing.library import Source
from briefing.library.csl_items import item

BIB = """@article{okello_people_2019,
	title = {People Downstream: {Displacement} in the {Merwe} Basin},
	author = {Okello, Grace A. and van der Meer, Pieter},
	journal = {Journal of Weirs},
	year = {2019},
	pages = {101--128},
	doi = {10.5555/jdm.2019.0071},
	mood = {sour},
	file = {Full Text:files/7/okello.txt:text/plain;Away:/etc/hostname:text/plain;Gone:files/8/gone.pdf:application/pdf},
}

@book{haddad_river_2016,
	title = {A River Without a Ruler},
	author = {Haddad, Nadia},
	publisher = {Harrow \\& Pike},
	year = {2016},
}
"""
TEXT = """People Downstream: Displacement in the Merwe Basin

Grace A. Okello and Pieter van der Meer

The people below the weir moved twice in a year, and nobody had asked them which of the two banks they wanted.

Nobody counted them before they moved, and those who were counted afterwards had other names in the lists.
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty workspace, and a folder as Zotero exports it with files."""
    assert CliRunner().invoke(main, ["init", str(tmp_path / "work"), "--empty"]).exit_code == 0
    folder = tmp_path / "work" / "My Library"
    (folder / "files/7").mkdir(parents=True)
    (folder / "My Library.bib").write_text(BIB, encoding="utf-8")
    (folder / "files/7/okello.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def run(*arguments: str) -> Result:
    """Run a command that must succeed."""
    result = CliRunner().invoke(main, [*arguments])
    assert result.exit_code == 0, result.output
    return result


def record(work: Path, source: str) -> dict[str, Any]:
    """Return the settings of a record."""
    text = (work / "seeds/sources" / f"{source}.md").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text.split("---")[1])
    return found


def listing(work: Path) -> dict[str, str]:
    """Return every file of the library with its text."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((work / "seeds").rglob("*.md"))}


@pytest.mark.parametrize("folder", ["My Library", "../work/My Library"])
def test_folder_of_zotero_becomes_records_and_copies(work: Path, folder: str) -> None:
    """A record has the fields of the bibliography and nothing that a person must complete; the file that it names becomes its copy."""
    answer = run("sources", "import", folder).output
    assert answer.endswith("2 works: 2 new, 0 updated, 0 unchanged. 1 copy added.\n")
    found = record(work, "okello-2019")
    assert found["author"][1] == {"family": "Meer", "given": "Pieter", "non-dropping-particle": "van der"}
    assert (found["page"], found["original"]["paragraphs"]) == ("101-128", 4)
    assert "# Also in My Library.bib: mood: sour" in (work / "seeds/sources/okello-2019.md").read_text(encoding="utf-8")
    assert "kept as remarks, because no setting can hold it: mood" in answer
    assert (work / "seeds/originals/okello-2019.txt").exists()
    assert "haddad-2016" in run("sources", "list").output


def test_folder_in_zotero_rdf_becomes_records_and_copies(work: Path) -> None:
    """This is what Zotero exports first. The file that belongs to no work is told."""
    (work / "My Library/My Library.bib").unlink()
    alone = '<z:Attachment rdf:about="#item_3"><z:path rdf:resource="files/9/alone.txt"/></z:Attachment>'
    rdf = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/">
<bib:Book rdf:about="#item_1"><z:itemType>book</z:itemType><dc:title>People Downstream: Displacement in the Merwe Basin</dc:title>
<dc:date>2019</dc:date><link:link rdf:resource="#item_2"/></bib:Book>
<z:Attachment rdf:about="#item_2"><z:path rdf:resource="files/7/okello.txt"/></z:Attachment>{alone}</rdf:RDF>"""
    (work / "My Library/My Library.rdf").write_text(rdf, encoding="utf-8")
    answer = run("sources", "import", "My Library").output
    assert "1 work: 1 new, 0 updated, 0 unchanged. 1 copy added." in answer
    assert "'files/9/alone.txt' belongs to no work: offer it with --match" in answer


def test_record_has_lines_for_its_rights(work: Path) -> None:
    """A person fills them in, and the next import leaves them alone."""
    run("sources", "import", "My Library")
    path = work / "seeds/sources/haddad-2016.md"
    text = path.read_text(encoding="utf-8")
    assert record(work, "haddad-2016")["rights"] == {"holder": "not stated", "basis": "unknown", "terms": "None known."}
    path.write_text(text.replace("holder: not stated", "holder: Harrow & Pike"), encoding="utf-8")
    bib = work / "My Library/My Library.bib"
    bib.write_text(BIB.replace("publisher = {Harrow", "address = {Leeds},\n\tpublisher = {Harrow"), encoding="utf-8")
    run("sources", "import", "My Library")
    assert record(work, "haddad-2016")["rights"]["holder"] == "Harrow & Pike"
    assert record(work, "haddad-2016")["publisher-place"] == "Leeds"


def test_check_names_what_nobody_has_compared_and_what_nobody_may_print(work: Path) -> None:
    """Words of a source without a copy, at their place, and quoted sources whose records say nothing of their rights."""
    run("sources", "import", "My Library")
    (work / "seeds/texts/notes.md").write_text("Plain.\n\nHe says “a river has no ruler at all” [@haddad-2016, p. 3].\n", encoding="utf-8")
    run("excerpt", "okello-2019", "--from", "Nobody counted", "--to", "in the lists.", "--id", "nobody")
    answer = run("check").output
    assert "seeds/texts/notes.md:3:41: unfinished: there is no copy of 'haddad-2016' to compare the quotation" in answer
    assert "briefing sources add FILE --as haddad-2016" in answer
    assert "seeds/sources/okello-2019.md: unfinished: this source has excerpts, and its record does not say who holds the rights" in answer
    assert "seeds/sources/haddad-2016.md: unfinished" not in answer


def test_record_that_no_pack_can_print_is_told_when_it_comes_in(work: Path) -> None:
    """With its settings and what to write instead. A record in Cyrillic letters can be printed."""
    entry = "@book{{{key}, title = {{{title}}}, author = {{{name}, A.}}, year = 1959}}\n"
    words = [("nil", "مياه النيل", "منصور"), ("cy", "Реки и законы", "Иванов")]
    bib = "".join(entry.format(key=key, title=title, name=name) for key, title, name in words)
    (work / "two.bib").write_text(bib, encoding="utf-8")
    answer = run("sources", "import", "two.bib").output
    assert answer.count("letters in") == 1
    assert "it has Arabic letters in title, author: no typeface has them. Add a typeface that has them: run 'pip install" in answer
    assert "Or write these settings in Latin letters" in answer


def test_no_file_outside_of_the_folder_is_read(work: Path) -> None:
    """Whatever a bibliography names: it may come from anywhere. What is not read is told."""
    (work / "secret.txt").write_text(TEXT, encoding="utf-8")
    entry = "@book{b, title = {B}, year = 2001, file = {x:../secret.txt:text/plain;y:link.txt:text/plain}}"
    (work / "My Library/My Library.bib").write_text(entry, encoding="utf-8")
    (work / "My Library/link.txt").symlink_to(work / "secret.txt")
    answer = run("sources", "import", "My Library").output
    assert answer.count(": My Library.bib names it for 'b-2001', and it is not in that folder; offer it with --match") == 2
    assert not list((work / "seeds").glob("originals/*.txt"))


def test_second_import_changes_what_changed_and_doubles_nothing(work: Path) -> None:
    """The same file changes nothing; another one changes what it says otherwise."""
    run("sources", "import", "My Library")
    before = listing(work)
    assert "0 new, 0 updated, 2 unchanged. 0 copies" in run("sources", "import", "My Library").output
    assert listing(work) == before
    bib = work / "My Library/My Library.bib"
    bib.write_text(BIB.replace("101--128", "101--130").replace("	doi = {10.5555/jdm.2019.0071},\n", ""), encoding="utf-8")
    answer = run("sources", "import", "My Library").output
    assert "okello-2019: changed: page, DOI" in answer
    assert (record(work, "okello-2019")["page"], "DOI" in record(work, "okello-2019")) == ("101-130", False)
    assert len(listing(work)) == len(before)


def test_what_a_person_changed_wins_and_is_told(work: Path) -> None:
    """Also what a person took out; other lines and remarks stay as they are."""
    run("sources", "import", "My Library")
    path = work / "seeds/sources/okello-2019.md"
    text = (
        path.read_text(encoding="utf-8")
        .replace('page: "101-128"', "page: 101–128  # looked up")
        .replace("DOI: 10.5555/jdm.2019.0071\n", "")
    )
    path.write_text(text.replace("---\ntype", "---\n# my remark\ntype") + "My digest.\n", encoding="utf-8")
    bib = work / "My Library/My Library.bib"
    bib.write_text(BIB.replace("101--128", "1--30").replace("Journal of Weirs", "Weirs"), encoding="utf-8")
    answer = run("sources", "import", "My Library").output
    assert "'page' stays as you wrote it (“101–128”); My Library/My Library.bib:1 has “1-30”" in answer
    assert "'DOI' stays as you wrote it (taken out)" in answer
    kept = path.read_text(encoding="utf-8")
    assert "container-title: Weirs\n" in kept
    assert "page: 101–128  # looked up\n" in kept
    assert "# my remark\n" in kept
    assert kept.endswith("---\nMy digest.\n")


def test_same_work_in_another_format_is_the_same_record(work: Path) -> None:
    """By DOI, or by title, author and year; the better date is taken, and nothing is taken out."""
    run("sources", "import", "My Library")
    title, authors = "TI  - People Downstream: displacement in the Merwe basin", "AU  - Okello, Grace A.\nAU  - van der Meer, Pieter"
    ris = f"TY  - JOUR\n{title}\n{authors}\nDA  - 2019/05/02/\nER  - \n"
    (work / "more.ris").write_text(ris + ris.replace("People Downstream", "Another Weir"), encoding="utf-8")
    answer = run("sources", "import", "more.ris").output
    assert "1 new, 1 updated" in answer
    assert record(work, "okello-2019")["issued"].isoformat() == "2019-05-02"
    assert record(work, "okello-2019")["DOI"] == "10.5555/jdm.2019.0071"
    assert (work / "seeds/sources/okello-2019-b.md").exists()


def test_twins_within_a_bibliography_become_one_record(work: Path) -> None:
    """And the line of the second is told."""
    (work / "twins.bib").write_text(BIB + BIB.replace("okello_people_2019", "other").replace("mood", "volume"), encoding="utf-8")
    answer = run("sources", "import", "twins.bib").output
    assert "the same work is also in twins.bib:18, from where it has volume" in answer
    assert "2 works in 4 entries: 2 new" in answer
    again = run("sources", "import", "twins.bib").output
    assert "2 works in 4 entries: 0 new, 0 updated, 2 unchanged" in again
    assert "haddad-2016: the same work is also in twins.bib:29: one record (twins.bib:12)" in again


def test_twins_that_contradict_each_other_are_told(work: Path) -> None:
    """The first entry wins, and the settings of which the second says otherwise are named."""
    one = "@book{a, title = {Sand}, author = {Roe, Kim}, year = 2001, publisher = {Lock}}\n"
    (work / "two.bib").write_text(one + one.replace("{a,", "{b,").replace("Lock", "Sluice"), encoding="utf-8")
    assert "roe-2001: the same work is also in two.bib:2, which says otherwise of publisher" in run("sources", "import", "two.bib").output
    assert record(work, "roe-2001")["publisher"] == "Lock"


def test_works_with_the_same_title_in_different_places_stay_two(work: Path) -> None:
    """Two introductions of one author and year are two works."""
    one = {
        "type": "chapter",
        "title": "Introduction",
        "author": [{"family": "Roe"}],
        "issued": {"date-parts": [[2001]]},
        "container-title": "Weirs",
    }
    (work / "two.json").write_text(json.dumps([{**one, "id": 1}, {**one, "id": 2, "container-title": "Locks"}]), encoding="utf-8")
    assert "2 works: 2 new" in run("sources", "import", "two.json").output
    assert {path.stem for path in (work / "seeds/sources").glob("roe*.md")} == {"roe-2001", "roe-2001-b"}


def test_files_are_paired_with_records(work: Path) -> None:
    """By title and author, by name, by what was read before; a file that fits nothing is told and keeps nobody waiting."""
    (work / "a.txt").write_text(TEXT, encoding="utf-8")
    (work / "other.txt").write_text("A text of somebody else\n\nabout something else, which has a few words more.\n", encoding="utf-8")
    (work / "bare.bib").write_text(re.sub(r"\tfile = .*\n", "", BIB), encoding="utf-8")
    answer = run("sources", "import", "bare.bib", "--match", "a.txt", "other.txt").output
    assert "okello-2019: copy from a.txt (the same title and author)" in answer
    assert "other.txt: no copy was made of it, because it belongs to no record for sure" in answer
    assert "a.txt: it is already the copy of 'okello-2019'." in run("sources", "import", "bare.bib", "--match", "a.txt").output


@pytest.mark.parametrize("before", [(), ("--match",)])
def test_name_that_leads_to_no_text_stops_the_import(work: Path, before: tuple[str, ...]) -> None:
    """It is likely to be mistyped. Each is told, and nothing is written; also without a second `--match`."""
    kept = listing(work)
    result = CliRunner().invoke(main, ["sources", "import", "My Library", "--match", "one.pdf", *before, "two.txt"])
    assert result.exit_code == 1
    assert [line for line in result.output.splitlines() if "there is no such file" in line] == [
        "one.pdf: there is no such file",
        "two.txt: there is no such file",
    ]
    assert listing(work) == kept


def test_copy_added_later_completes_the_record(work: Path) -> None:
    """The file is recognised by title and author, or named; after that, passages can be chosen and the library can be read."""
    (work / "bare.bib").write_text(re.sub(r"\tfile = .*\n", "", BIB), encoding="utf-8")
    run("sources", "import", "bare.bib")
    (work / "a.txt").write_text(TEXT, encoding="utf-8")
    assert "a.txt → okello-2019 (the same title and author)" in run("sources", "add", "a.txt").output
    assert record(work, "okello-2019")["original"]["paragraphs"] == 4
    (work / "b.txt").write_text(TEXT.replace("weir", "dam"), encoding="utf-8")
    assert "Its record follows: paragraphs: 4" in run("sources", "add", "b.txt", "--as", "haddad-2016").output
    run("excerpt", "haddad-2016", "--from", "Nobody counted", "--to", "in the lists.", "--id", "nobody")
    assert run("verify").output.startswith("exact")


def test_file_that_is_offered_is_not_missed(work: Path) -> None:
    """The bibliography names it in another place; a source with a copy misses nothing."""
    (work / "My Library/files/7/okello.txt").rename(work / "okello.txt")
    assert "okello.txt: My Library.bib names it for 'okello-2019'" in run("sources", "import", "My Library").output
    answer = run("sources", "import", "My Library", "--match", "okello.txt").output
    assert "okello-2019: copy from okello.txt" in answer
    assert "names it for" not in answer
    assert "names it for" not in run("sources", "import", "My Library").output


def test_record_that_is_not_valid_is_told_at_its_place_in_the_bibliography(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is written."""
    before = listing(work)
    monkeypatch.setattr("briefing.exchange.source_records._scalar", lambda text: "[x" if text == "Harrow & Pike" else json.dumps(text))
    result = CliRunner().invoke(main, ["sources", "import", "My Library"])
    assert result.exit_code == 1
    assert result.output.startswith("My Library/My Library.bib:12:1: ")
    assert listing(work) == before


def test_mistake_in_a_bibliography_is_shown_with_its_line(work: Path) -> None:
    """With the line itself, as for every other file."""
    (work / "bad.bib").write_text(BIB.replace("{2016},\n}", "{2016},\n"), encoding="utf-8")
    result = CliRunner().invoke(main, ["sources", "import", "bad.bib"])
    assert result.exit_code == 1
    assert result.output.startswith("bad.bib:18: in the entry that begins on line 12, here is no field and no '}'")
    assert not list((work / "seeds/sources").glob("*2016*"))


def test_folder_without_a_bibliography_is_refused(work: Path) -> None:
    """With what to export instead."""
    (work / "empty").mkdir()
    (work / "empty/x.pptx").write_text("x", encoding="utf-8")
    result = CliRunner().invoke(main, ["sources", "import", "empty"])
    assert (result.exit_code, "as Zotero RDF, BibTeX, BibLaTeX or RIS, with 'Export Files'" in result.output) == (1, True)


# ── and back ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

FULL: list[dict[str, Any]] = [
    {
        "id": "a", "type": "article-newspaper", "title": 'On the <i>Tern</i>: CO<sub>2</sub> & 5% of <span class="nocase">pH</span>',
        "language": "en-GB",
        "author": [
            {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"},
            {"family": "King", "given": "Martin", "suffix": "Jr.", "comma-suffix": True},
            {"family": "Meer", "given": "Pieter", "non-dropping-particle": "van der"},
            {"literal": "Office of Weirs and Locks"},
            {"family": "منصور", "given": "ليلى"},
            {"family": "Ma", "given": "Li", "static-ordering": True},
            {"given": "Aristotle"},
        ],
        "issued": {"date-parts": [[2021, 3], [2023]], "circa": True}, "container-title": "The Daily Weir", "volume": "7",
        "issue": "2", "page": "3-9", "URL": "https://weir.example.org/a_b?x=1&y=%20#z", "DOI": "10.1000/182", "ISSN": "0317-8471",
        "note": "One.\nTwo: {braces} and 100%", "abstract": "Words -- and more ``words''.", "archive_location": "Box 3_1",
        "event-title": "Fair", "original-date": {"date-parts": [[-44, 3, 15]]},
    },
    {
        "id": "b", "type": "hearing", "title": "A Hearing", "language": "de", "issued": {"date-parts": [[2004]], "season": 2},
        "number": "12", "publisher-place": "Bern", "chapter-number": "3", "section": "§ 4",
        "script-writer": [{"family": "Roe"}], "accessed": {"date-parts": [[2026, 11, 30]]}, "genre": "Report", "dimensions": "2 h",
    },
    {"id": "c", "type": "thesis", "title": "A Thesis", "language": "en", "publisher": "Uni of Ghent", "issued": {"date-parts": [[1000]]}},
]  # fmt: skip


@pytest.mark.parametrize("name", ["out.json", "out.bib"])
def test_export_comes_in_again_as_it_was(work: Path, name: str) -> None:
    """All of a record, in both formats: names, spans, seasons, years before our era, marks in titles, several lines."""
    (work / "full.json").write_text(json.dumps(FULL), encoding="utf-8")
    workspace = Workspace(work, work / "output")
    import_sources(workspace, [work / "full.json"])
    first = {source.title: item(source) for source in load(workspace).sources.values()}
    for source in FULL:
        plain = {key: value for key, value in source.items() if key != "id" and value}
        (same,) = [each for each in first.values() if each["title"] == plain["title"]]
        assert {key: value for key, value in same.items() if key != "id"} == plain
    export_sources(workspace, work / name)
    for path in (work / "seeds/sources").glob("*.md"):
        path.unlink()
    import_sources(workspace, [work / name])
    assert {source.title: item(source) for source in load(workspace).sources.values()} == first


def test_bibtex_is_what_other_programs_read(work: Path) -> None:
    """Names with their particles, capitals in braces, a year beside the date."""
    run("sources", "import", "My Library")
    run("sources", "export", "out.bib", "okello-2019")
    text = (work / "out.bib").read_text(encoding="utf-8")
    assert "  title = {People {Downstream}: {Displacement} in the {Merwe} {Basin}},\n" in text
    assert "  author = {Okello, Grace A. and van der Meer, Pieter},\n" in text
    assert "  pages = {101--128},\n" in text
    assert "csl-" not in text


def test_export_overwrites_no_other_file(work: Path) -> None:
    """Nor writes a format that it does not know."""
    run("sources", "import", "My Library")
    (work / "notes.json").write_text('{"my": "notes"}', encoding="utf-8")
    (work / "mine.bib").write_text(BIB, encoding="utf-8")
    theirs = "is not an export of this library"
    names = (("notes.json", theirs), ("mine.bib", theirs), ("out.ris", "Write out.json"), ("seeds/x.bib", "would be in seeds/"))
    for name, words in names:
        result = CliRunner().invoke(main, ["sources", "export", name])
        assert (result.exit_code, words in result.output) == (1, True), result.output
    assert (work / "mine.bib").read_text(encoding="utf-8") == BIB
    for name in ("ours.bib", "ours.json"):
        run("sources", "export", name)
        assert "The file that was there is in" in run("sources", "export", name).output


def test_every_field_of_a_record_comes_through_bibtex() -> None:
    """One by one, with signs that LaTeX reads otherwise."""
    from pydantic import TypeAdapter

    adapter: TypeAdapter[Source] = TypeAdapter(Source)
    for name, schema in adapter.json_schema()["properties"].items():
        if name in (
            "id",
            "type",
            "title",
            "rights",
            "original",
            "about",
            "short",
            "digest",
            "publisher-url",
            "language",
            "lacks",
            "imported",
        ):
            continue
        special = {"DOI": "10.1/x_y", "ISBN": "0-306-40615-2", "ISSN": "0317-8471", "URL": "https://a.example.org/~b_c"}
        is_date = "anyOf" in schema and schema.get("default", "") is None and name != "URL"
        value: Any = special.get(name, "2001-05" if is_date else "A_b {c} & 5% $d$ ~ \\e ^f 'g' \"h\" #i")
        if schema.get("type") == "array":
            value = [{"family": "Mac Tern", "given": "Ida & {Jo}"}]
        source = adapter.validate_python({"id": "x", "type": "book", "title": "T", name: value})
        (back,) = detecting.read(bibtex_export.write([source]).encode(), "x.bib")[1]
        assert item(adapter.validate_python({"id": "x", **back.fields})) == item(source), name

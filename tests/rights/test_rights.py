"""Rights: what a pack takes from its sources is counted, held against what they allow, printed, and asked for."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result

from briefing import steps as build
from briefing.assemble.context import Context
from briefing.assemble.source_line import Quotation, attribution, to_passage
from briefing.cli import main
from briefing.dates import parse
from briefing.document import Digest, Document, Link, Quote, Section, Table, plain, walk
from briefing.errors import BriefingError
from briefing.files.origin import Origin
from briefing.files.validation import adapter
from briefing.library import Excerpt, Library, Original, Readers, Rights, Selector, Source
from briefing.originals import copies
from briefing.outline import Outline
from briefing.passages.finding import find
from briefing.rights.conditions import Printed, Use, compare, limit_in_words
from briefing.rights.standing import standing
from briefing.workspace import Workspace
from tests.support import docx_rules, libraries
from tests.support.needs import needs_articles
from tests.support.places import ARTICLES, SHIPPED, WATER_LAW
from tests.support.variants import variants

DAY = dt.date(2026, 11, 21)
TEXT = """\
The Law of the Sarn
A river that crosses a border has many owners and no master.
Those who live on its banks share what it carries.
No bank may take so much that the next goes thirsty, and every court asks what a bank needs and what it leaves behind for others.
A share is fair when each bank can live with it.
A plan that is kept secret breeds quarrels. It is sent to the neighbours first.
They answer within half a year.
Silence is consent.
Nobody digs before the first stone has been agreed upon by all.
The Commission keeps the plans.
It opens them to everybody who asks.
Printed in the year of the low water.
"""
"""An invented text of twelve paragraphs."""


def record(water: Path, source: str = "lindqvist-2019") -> Path:
    return water / "seeds" / "sources" / f"{source}.md"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def quoted(water: Path) -> Path:
    """Return the workspace about water law with an original of the handbook, two passages proved by their hashes, and an outline."""
    folder = water / "seeds" / "originals"
    folder.mkdir()
    head = f"---\nfile: sarn.txt\nsha256: {'0' * 64}\nadded: 2026-11-21\nformat: text\n---\n"
    (folder / "lindqvist-2019.txt").write_text(head + TEXT, encoding="utf-8")
    for name, old, start, end, place in (
        ("equitable-share", "{start: No bank may take, end: what it leaves behind}", "No bank may take", "what it leaves behind", "4"),
        ("notice-rule", "{start: A plan that is, end: before the first stone}", "A plan that is", "the neighbours first.", "6"),
    ):
        path = water / "seeds" / "excerpts" / f"{name}.md"
        change(path, old, f"{{start: {start}, end: {end}}}")
        path.write_text(re.sub(r"paragraphs: .*", f'paragraphs: "{place}"', path.read_text(encoding="utf-8"), count=1), encoding="utf-8")
        prove(water, name)
    outline = "title: Rivers\nsections:\n- use: excerpts\n  title: Readings\n- use: sources\n- use: rights\n"
    (water / "templates" / "rivers.yaml").write_text(outline, encoding="utf-8")
    return water


def prove(water: Path, name: str) -> None:
    """Write the hash of its passage into an excerpt."""
    library = build.load(Workspace(water, water))
    excerpt = library.excerpts[name]
    passage = find(excerpt, library.originals[excerpt.source])
    assert passage.status == "unproved"
    change(water / "seeds" / "excerpts" / f"{name}.md", "source: ", f"sha256: {passage.sha256}\nsource: ")


def packed(water: Path, *, allow: bool = False, name: str = "rivers") -> Document:
    workspace = Workspace(water, water / "output")
    library = build.load(workspace)
    (pack,) = build.packs(workspace, library, build.plans(workspace, library, [name], {}), allow_unlicensed=allow)
    return pack.document


def stopped(water: Path) -> str:
    with pytest.raises(BriefingError) as caught:
        packed(water)
    return str(caught.value)


def run(water: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "-w", str(water)])


def page(document: Document) -> Section:
    return next(each for each in walk(document) if isinstance(each, Section) and each.id == "rights-and-permissions")


# ── what is counted ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def source_of(**given: Any) -> Source:
    """Return a source of 900 words; what is no setting of its rights is one of its own."""
    own = {key.replace("-", "_"): given.pop(key) for key in ("URL", "DOI", "publisher-url") if key in given}
    rights = adapter(Rights).validate_python({"holder": "Maren Lindqvist", "basis": "licence", "terms": "Ask.", **given})
    original = Original(paragraphs=9, body=tuple(range(1, 10)), words=900)
    title = "The Law of the Sarn"
    return Source(id="sarn", type="book", title=title, rights=rights, original=original, about="A book.", digest="¶1 A book.", **own)


def excerpt_of(words: int = 90) -> Excerpt:
    return Excerpt("share", "A share", "sarn", (4, 5), Selector("No bank", "left behind"), words, "Our digest.")


def library_of(source: Source) -> Library:
    shelves: dict[str, Any] = {field.name: {} for field in dataclasses.fields(Library) if field.name != "events"}
    return Library(**{**shelves, "sources": {"sarn": source}, "events": ()})


def use_of(source: Source, words: int = 90, readers: Readers = "everyone", day: dt.date = DAY) -> Use:
    (use,) = compare(library_of(source), [Printed(excerpt_of(), words)], [], readers, day)
    return use


def broken(use: Use) -> list[str]:
    return [breach.key for breach in use.breaches]


@pytest.mark.parametrize(
    ("limit", "allowed"),
    [("25%", 225), ("12.5 %", 112), ("400 words", 400), ("1 word", 1), ("100%", 900), ("", None)],
)
def test_limit_is_a_share_or_a_number_of_words(limit: str, allowed: int | None) -> None:
    """A share is of the body, rounded down."""
    assert limit_in_words(limit, 900) == allowed


def test_limit_may_be_reached_and_not_passed() -> None:
    """225 words are a quarter of 900, 226 are more."""
    assert broken(use_of(source_of(limit="25%"), 225)) == []
    over = use_of(source_of(limit="25%"), 226)
    assert broken(over) == ["limit"]
    assert "226 words of this source, over its limit of 225 (25%)" in over.breaches[0].message
    assert "excerpts, together at least 1 word." in over.breaches[0].hint


def test_passages_of_one_source_are_added_up() -> None:
    """Two of 120 words are over a limit that each of them keeps."""
    library = library_of(source_of(limit="25%"))
    (use,) = compare(library, [Printed(excerpt_of(), 120), Printed(excerpt_of(), 120)], [], "everyone", DAY)
    assert (use.words, broken(use)) == (240, ["limit"])


def test_digest_takes_no_words_of_its_source() -> None:
    """It keeps every limit, term and audience."""
    strict = source_of(limit="1 word", audience="internal", **{"valid-until": "2020"})
    use = use_of(strict, 0)
    assert (use.words, use.share, broken(use)) == (0, 0, [])


@pytest.mark.parametrize(
    ("begin", "end", "key"),
    [
        (None, "2026-11-21", None),
        (None, "2026-11-20", "valid-until"),
        (None, "2026-11", None),
        (None, "2026", None),
        (None, "2026-10", "valid-until"),
        ("2026-11-21", None, None),
        ("2026-11-22", None, "valid-from"),
        ("2026", "2027", None),
        ("2027", None, "valid-from"),
    ],
)
def test_term_holds_its_first_and_its_last_day(begin: str | None, end: str | None, key: str | None) -> None:
    """A month or a year as its end is over with its last day; as its beginning, it begins with the first."""
    assert broken(use_of(source_of(**{"valid-from": begin, "valid-until": end}))) == ([key] if key else [])


@pytest.mark.parametrize(
    ("granted", "readers", "fits"),
    [
        ("everyone", "everyone", True), ("everyone", "internal", True), ("students", "students", True), ("students", "internal", True),
        ("students", "everyone", False), ("internal", "students", False), ("internal", "internal", True),
    ],
)  # fmt: skip
def test_pack_may_have_fewer_readers_than_are_allowed_and_not_more(granted: Readers, readers: Readers, fits: bool) -> None:
    """Everyone holds the students, the students hold those inside."""
    use = use_of(source_of(audience=granted), readers=readers)
    assert broken(use) == ([] if fits else ["audience"])
    assert fits or f"'readers: {granted}'" in use.breaches[0].hint


@pytest.mark.parametrize(
    ("known", "fits"),
    [({}, False), ({"URL": "https://example.org/sarn"}, True), ({"publisher-url": "https://example.org"}, True), ({"DOI": "10.1/s"}, True)],
)
@pytest.mark.parametrize("words", [0, 90])
def test_link_that_is_asked_for_needs_an_address(known: dict[str, str], fits: bool, words: int) -> None:
    """For a digest as for a quotation; the publisher's site will do."""
    assert broken(use_of(source_of(**{"link-required": True}, **known), words)) == ([] if fits else ["link-required"])


def test_source_that_is_only_cited_owes_nothing() -> None:
    """The pack takes nothing of it."""
    (use,) = compare(library_of(source_of(**{"link-required": True})), [], ["sarn", "background"], "everyone", DAY)
    assert (use.words, use.excerpts, broken(use), use.takes) == (0, (), [], False)


def test_what_is_missing_is_named() -> None:
    """Holder, basis, licence and address."""
    assert use_of(source_of(holder="not stated", basis="unknown")).missing == ("holder", "basis")
    assert use_of(source_of(basis="open-licence")).missing == ("licence",)
    assert use_of(source_of(basis="open-licence", license="CC-BY-4.0")).missing == ()
    assert use_of(source_of(**{"link-required": True, "publisher-url": "https://example.org"})).missing == ("address",)


@pytest.mark.parametrize(
    ("given", "words", "verdict", "advice"),
    [
        ({"limit": "50%"}, 90, "within the conditions stated: a limit of 50%", ""),
        ({"limit": "50%", "valid-until": "2027", "audience": "students"}, 90, "50%; until 2027; for students of the course", ""),
        ({"basis": "open-licence", "license": "CC-BY-4.0"}, 600, "within the conditions stated: the licence CC-BY-4.0", ""),
        ({"basis": "own"}, 600, "our own text", ""),
        ({"basis": "unknown", "holder": "not stated"}, 603,
            "it is not known whether 603 words (67.0%) may be printed: the record states no basis, no rights holder and no limit",
            "briefing rights request sarn"),
        ({"basis": "unknown", "limit": "50%"}, 90, "kept: a limit of 50%. But it is not known whether", "rights request sarn"),
        ({"basis": "quotation"}, 90, "not known whether 90 words (10.0%) may be printed", "'limit: 400 words'"),
        ({"basis": "statutory"}, 90, "the record states no limit", "law of your country"),
        ({"basis": "licence", "valid-until": "2027"}, 90, "kept: until 2027. But it is not known", "'limit: 100%'"),
        ({"basis": "open-licence"}, 90, "the record states no licence", "'license: CC-BY-4.0'"),
        ({"basis": "unknown"}, 0, "no word of the source is printed, only digests", ""),
    ],
)  # fmt: skip
def test_condition_that_nobody_stated_is_never_kept(given: dict[str, str], words: int, verdict: str, advice: str) -> None:
    """What is known is said, what is not known, and what to do."""
    found = standing(use_of(source_of(**given), words, readers="students"))
    assert verdict in found.verdict
    assert advice in found.advice
    assert bool(advice) == bool(found.advice)
    assert ("within the conditions" in found.verdict) == verdict.startswith(("within", "50%"))


# ── what a record may say ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("limit: a quarter", "'a quarter' is not a limit\n  Write a percentage, such as 25%, or a number of words, such as 400 words."),
        ("limit: 125%", "'125%' is not a limit"),
        ("limit: 400 words\n  license: CC BY 4.0", "'CC BY 4.0' is not the code of a licence"),
        ("limit: 400 words\n  audience: pupils", "'pupils' is not a value for 'audience'\n  Choose from: everyone, internal, students."),
        ("limit: 400 words\nISBN: 978-0-306-40615-8", "'978-0-306-40615-8' is not an ISBN: its last digit does not fit the others"),
        ("limit: 400 words\nISBN: 0-306-40615-2-1", "'0-306-40615-2-1' is not an ISBN\n  Write the 10 or 13 digits as in the book"),
        ("limit: 400 words\nISSN: 0317-8472", "'0317-8472' is not an ISSN: its last digit does not fit the others"),
        ("limit: 400 words\nISSN: 317-8471", "'317-8471' is not an ISSN\n  Write the 8 digits as in the journal, such as 0317-8471."),
        ("limit: 400 words\nDOI: 182", "'182' is not a DOI\n  Write it as it is printed, such as 10.1000/182."),
        ("limit: 400 words\n  valid-until: soon", "'soon' is not a date"),
        ("limit: 400 words\n  valid-from: 2027\n  valid-until: 2026-05", "'valid-until' (May 2026) is before 'valid-from' (2027)"),
    ],
)
def test_rights_that_cannot_be_read_are_refused_with_their_line(water: Path, line: str, message: str) -> None:
    """And with what to write instead."""
    change(record(water), "limit: 400 words", line)
    with pytest.raises(BriefingError) as caught:
        build.load(Workspace(water, water))
    assert message in str(caught.value)
    assert re.match(r"seeds/sources/lindqvist-2019\.md:1[1-7]:\d+: ", str(caught.value))


@pytest.mark.parametrize(
    "line",
    [
        *("ISBN: 978-0-306-40615-7", "ISBN: 9780306406157", "ISBN: 0-306-40615-2", "ISBN: 0-8044-2957-X", "ISBN: ISBN 978 0 306 40615 7"),
        *("ISSN: 0317-8471", "ISSN: 2434-561X", "ISSN: '03178471'", "DOI: doi:10.1000/182", "edition: 2", "number-of-pages: 320"),
    ],
)
def test_numbers_of_works_are_read_as_they_are_printed(water: Path, line: str) -> None:
    """With or without hyphens, in the old and in the new form."""
    change(record(water), "rights:", f"{line}\nrights:")
    assert build.load(Workspace(water, water))


# ── what stops a build ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_quotations_within_the_limit_are_printed(quoted: Path) -> None:
    """Their words are counted on the page of rights, with their share."""
    document = packed(quoted)
    quotes = [each for each in walk(document) if isinstance(each, Quote)]
    assert len(quotes) == 2
    count = sum(len(plain(quote.blocks).split()) for quote in quotes)
    text = plain(page(document))
    assert f"quotes {count} words of one source" in text
    assert f"{count} of 900 ({count / 900:.1%})" in text


def test_pack_over_a_limit_is_refused_at_the_line_of_the_limit(quoted: Path) -> None:
    """The message says by how much, and what to do."""
    change(record(quoted), "limit: 400 words", "limit: 30 words")
    message = stopped(quoted)
    assert re.match(
        r"seeds/sources/lindqvist-2019\.md:16:10: outline 'rivers': the pack would quote \d+ words .*, over its limit of 30\n  ", message
    )
    assert "--allow-unlicensed" in message


def test_reason_for_a_refusal_is_printed_in_the_language_of_the_pack(quoted: Path) -> None:
    """The page of rights of a Russian pack says in Russian why there is a digest; the message stays English."""
    change(record(quoted), "limit: 400 words", "limit: 3%\n  audience: students")
    change(quoted / "templates" / "rivers.yaml", "title: Rivers\n", "title: Rivers\nlanguage: ru\ncontent-language: en-GB\n")
    text = plain(packed(quoted, allow=True).blocks)
    assert re.search(r"цитат\w+ состав\w+ бы \d+ сло\w+ при допустимых 27 \(3%\)", text)
    assert "источник разрешено печатать только для слушателей курса, а сборник предназначен для всех." in text
    assert "over its limit of 27 (3%)" in stopped(quoted)


def test_limit_that_the_recorded_words_pass_and_the_printed_do_not_is_kept(quoted: Path) -> None:
    """What counts is what is printed: the records of both excerpts claim 205 words."""
    change(record(quoted), "limit: 400 words", "limit: 100 words")
    assert "over its limit" not in plain(page(packed(quoted)))


def test_expired_leave_stops_the_build(quoted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the day of SOURCE_DATE_EPOCH, where it is set."""
    change(record(quoted), "limit: 400 words", "valid-until: 2021-06")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime(2021, 6, 30, 23, tzinfo=dt.UTC).timestamp())))
    packed(quoted)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime(2021, 7, 1, tzinfo=dt.UTC).timestamp())))
    assert "lindqvist-2019.md:16:16: the leave to print this source ended: June 2021" in stopped(quoted)


def test_pack_for_a_later_day_is_judged_by_that_day(quoted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack of next term needs a leave for next term."""
    change(record(quoted), "limit: 400 words", "valid-until: 2021-06")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    packed(quoted)
    change(quoted / "templates" / "rivers.yaml", "title: Rivers\n", "title: Rivers\ndate: 2021-10\n")
    assert "ended: June 2021" in stopped(quoted)


def test_pack_for_more_readers_than_allowed_is_refused_until_it_names_fewer(quoted: Path) -> None:
    """`readers:` in the outline says who gets it; left out, everyone may."""
    change(record(quoted), "limit: 400 words", "audience: students")
    assert "lindqvist-2019.md:16:13: outline 'rivers': this source may be printed for students of the course only, and the pack" in stopped(
        quoted
    )
    change(quoted / "templates" / "rivers.yaml", "title: Rivers\n", "title: Rivers\nreaders: students\n")
    assert "For students of the course." in plain(page(packed(quoted)))


def test_link_without_any_address_stops_a_digest_too(quoted: Path) -> None:
    """Until the publisher's site is known, which the source line names as such."""
    path = record(quoted, "osei-hart-2020")
    change(path, "terms: CC BY 4.0", "terms: CC BY 4.0, link-required: true")
    assert "osei-hart-2020.md:14:121: a link to this source is asked for, and no address is known" in stopped(quoted)
    change(path, "publisher:", "publisher-url: https://example.org/shared\npublisher:")
    document = packed(quoted)
    assert "Publisher’s site: https://example.org/shared." in plain(document.blocks)
    assert "asked for: the publisher’s site, https://example.org/shared" in plain(page(document))


def test_allow_unlicensed_prints_digests_of_the_sources_concerned_and_says_so(quoted: Path) -> None:
    """With their source lines; the page of rights names the condition that is not kept, and counts no word."""
    change(record(quoted), "limit: 400 words", "limit: 30 words")
    document = packed(quoted, allow=True)
    assert not [each for each in walk(document) if isinstance(each, Quote)]
    assert len([each for each in walk(document) if isinstance(each, Digest)]) == 4
    text = plain(page(document))
    assert "0 of 900" in text
    assert "a condition is not kept: Lindqvist 2019: the pack would quote" in text


def test_refused_build_leaves_the_last_one_as_it_was(quoted: Path) -> None:
    """Exit code 1, no file changed; with --allow-unlicensed, exit code 0."""
    out = quoted / "out"
    assert run(quoted, "build", "rivers", "-f", "docx", "-o", str(out)).exit_code == 0
    before = (out / "rivers.docx").read_bytes()
    change(record(quoted), "limit: 400 words", "limit: 30 words")
    refused = run(quoted, "build", "rivers", "-f", "docx", "-o", str(out))
    assert (refused.exit_code, (out / "rivers.docx").read_bytes()) == (1, before)
    assert run(quoted, "build", "rivers", "-f", "docx", "-o", str(out), "--allow-unlicensed").exit_code == 0
    assert (out / "rivers.docx").read_bytes() != before


# ── what is printed ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_page_of_rights_has_a_row_for_each_source(quoted: Path) -> None:
    """Source, holder and basis, terms, words, limit and link; and it is no legal advice."""
    document = packed(quoted)
    (table,) = [each for each in walk(page(document)) if isinstance(each, Table)]
    rows = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in table.rows}
    assert list(rows) == ["Basin Monitor 2021", "Lindqvist 2019", "Osei and Hart [2020?]"]
    assert rows["Osei and Hart [2020?]"] == [
        *("Institute for Shared Waters. Basis: open licence.", "CC\u00a0BY\u00a04.0."),
        *("0 of 2,100", "none stated", "not asked for"),
    ]
    assert rows["Lindqvist 2019"][3] == "400 words"
    assert rows["Basin Monitor 2021"][4] == "the text, https://example.org/monitor/dam"
    assert "This is no legal advice." in plain(page(document))


@pytest.mark.parametrize(
    ("words", "is_named"), [("Nobody digs [@lake-2020].", False), ("“Nobody digs before the first stone has come” [@lake-2020].", True)]
)
def test_page_of_rights_leaves_out_what_is_only_cited(quoted: Path, words: str, is_named: bool) -> None:
    """Also where it says what is not known. A quotation in a text is something that the pack prints."""
    (quoted / "seeds/sources/lake-2020.md").write_text("---\ntype: book\ntitle: The Lake\nissued: 2020\n---\n", encoding="utf-8")
    change(quoted / "templates" / "rivers.yaml", "- use: sources", f"- use: text\n  text: {json.dumps(words)}\n- use: sources")
    document = packed(quoted)
    assert "The Lake" in plain(document.blocks)
    assert ("The Lake" in plain(page(document))) == is_named
    assert ("The Lake" in plain(page(document)).partition("Not known")[2]) == is_named


def test_page_of_rights_without_quotations_says_whose_words_the_digests_are(water: Path) -> None:
    """And in brief, without a table, it is one paragraph."""
    (water / "templates" / "brief.yaml").write_text("title: Brief\nsections:\n- use: excerpts\n- use: rights\n  table: no\n")
    section = page(packed(water, name="brief"))
    assert len(section.blocks) == 1
    assert plain(section) == (
        "Rights and permissions No passage of a source is printed in this pack. Its digests and summaries are the editors’ own words. "
        "This is no legal advice."
    )


def test_list_of_sources_leaves_rights_to_the_page_of_rights(quoted: Path) -> None:
    """So that nothing is said twice."""
    change(quoted / "templates" / "rivers.yaml", "- use: sources", "- use: sources\n  about: true")
    assert "Rights. Holder" not in plain(packed(quoted).blocks)
    change(quoted / "templates" / "rivers.yaml", "- use: rights\n", "")
    assert "Rights. Holder" in plain(packed(quoted).blocks)


def context() -> Context:
    return Context(
        libraries.library_of(WATER_LAW), Outline(id="rivers", title="Rivers", sections=()), Origin("templates/rivers.yaml", {}, 1)
    )


def line_of(source: Source, quotation: Quotation | None = None) -> str:
    return plain(attribution(context(), source, excerpt_of(), quotation))


def test_source_line_names_work_place_and_words() -> None:
    """What is not known is left out; a digest says that it is one."""
    source = source_of()
    assert line_of(source) == "Digest in our own words of a passage of 90 words [@sarn, ¶4–5]: The Law of the Sarn, no date."
    assert line_of(source, Quotation(88, (4, 6))) == "88 words [@sarn, ¶4, 6]: The Law of the Sarn, no date."
    assert line_of(source, Quotation(88, (4,), emphasis_added=True)).startswith("88 words, emphasis added [@sarn, ¶4]:")


def test_source_line_links_to_the_passage_and_prints_the_address(water: Path) -> None:
    """With the day on which the text was retrieved; the link is on words, which a listener understands."""
    source = build.load(Workspace(water, water)).sources["basin-monitor-2021"]
    line = attribution(context(), source, excerpt_of())
    assert plain(line).endswith("Passage online: https://example.org/monitor/dam, retrieved 5 January 2022.")
    (link,) = [each for each in line if isinstance(each, Link)]
    assert link.url == "https://example.org/monitor/dam#:~:text=No%20bank,left%20behind"


def test_doi_is_linked_without_words_to_look_for() -> None:
    """It leads on to an address that nobody knows beforehand."""
    (link,) = [each for each in attribution(context(), source_of(DOI="10.1/sarn"), excerpt_of()) if isinstance(each, Link)]
    assert link.url == "https://doi.org/10.1/sarn"


@pytest.mark.parametrize(
    ("url", "start", "end", "target"),
    [
        ("https://e.org/a", "half-way, R&D", "café “x”", "https://e.org/a#:~:text=half%2Dway%2C%20R%26D,caf%C3%A9%20%E2%80%9Cx%E2%80%9D"),
        ("https://e.org/a#part-2", "a", "b", "https://e.org/a#part-2:~:text=a,b"),
        ("https://e.org/a#:~:text=old", "a", "b", "https://e.org/a#:~:text=a,b"),
        ("https://e.org/a?q=1", "a\u00a0b", "c", "https://e.org/a?q=1#:~:text=a%20b,c"),
    ],
)
def test_text_fragment_is_encoded_as_the_specification_asks(url: str, start: str, end: str, target: str) -> None:
    """Hyphen, comma and ampersand have a meaning in it; a fragment of the address stays."""
    assert to_passage(url, Selector(start, end)) == target


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_rights_command_shows_what_the_page_says(quoted: Path) -> None:
    """With or without the word `show`."""
    done = run(quoted, "rights", "rivers")
    assert (done.exit_code, done.output) == (0, run(quoted, "rights", "show", "rivers").output)
    for words in ("Lindqvist 2019  (lindqvist-2019)", "Basis: licence.", "in 2 passages", "400 words", "no legal advice"):
        assert words in done.output


def test_rights_command_ends_with_1_where_a_build_would_stop(quoted: Path) -> None:
    """And names the condition and what to do."""
    change(record(quoted), "limit: 400 words", "limit: 30 words")
    done = run(quoted, "rights", "rivers")
    assert done.exit_code == 1
    assert "STOPS THE BUILD: the pack would quote" in done.output
    assert "1 source stops the build." in done.output


def table(folder: Path) -> list[dict[str, str]]:
    data = (folder / "permissions.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_request_writes_a_letter_and_a_row(quoted: Path, tmp_path: Path) -> None:
    """With what rights holders ask for; what is not known stands in brackets, and the command names it."""
    done = run(quoted, "rights", "request", "lindqvist-2019", "--outline", "rivers", "--readers", "25", "-o", str(tmp_path / "p"))
    assert done.exit_code == 0, done.output
    assert "[from when to when]" in done.output
    assert "[how many]" not in done.output
    path = tmp_path / "p" / "permission-lindqvist-2019.docx"
    assert docx_rules.problems(path) == []
    letter = docx.Document(str(path))
    text = "\n".join([*(each.text for each in letter.paragraphs), *(c.text for t in letter.tables for r in t.rows for c in r.cells)])
    for words in ("To: Maren Lindqvist", "The Law of the Sarn, March 2019", "39 of 900 words (4.3%)", "No bank may take …", "25"):
        assert words in text
    (row,) = table(tmp_path / "p")
    assert (row["words"], row["share"], row["passages"]) == ("39", "4.3%", "¶4 (24 words); ¶6 (15 words)")
    assert (row["publisher"], row["audience size"], row["pack"]) == ("Harbour Law Press", "25", "rivers")


def test_request_names_pages_where_the_copy_has_them(quoted: Path, tmp_path: Path) -> None:
    """The holder looks into a printed text, where paragraphs have no numbers."""
    path = quoted / "seeds" / "originals" / "lindqvist-2019.txt"
    count = len(path.read_text(encoding="utf-8").split("---\n", 2)[2].splitlines())
    pages = [1, 1, 1, *[2] * (count - 3)]
    path.write_text(path.read_text(encoding="utf-8").replace("format: text\n", f"format: pdf\npages: {pages}\n"), encoding="utf-8")
    assert run(quoted, "rights", "request", "lindqvist-2019", "--outline", "rivers", "-o", str(tmp_path / "p")).exit_code == 0
    assert table(tmp_path / "p")[0]["passages"] == "¶4, p. 2 (24 words); ¶6, p. 2 (15 words)"
    letter = docx.Document(str(tmp_path / "p" / "permission-lindqvist-2019.docx"))
    assert "¶4, p. 2" in [cell.text for row in letter.tables[1].rows for cell in row.cells]
    assert details(letter)["Pages of the passages"] == "2 (as our copy counts them)"


def details(letter: Any) -> dict[str, str]:
    """Return the first table of a letter: items with their details."""
    return {row.cells[0].text: row.cells[1].text for row in letter.tables[0].rows}


def test_letter_has_what_permission_offices_ask_for(quoted: Path, tmp_path: Path) -> None:
    """From the record, the options, and in brackets; an ISSN is asked for only where there can be one."""
    change(
        record(quoted), "rights:", "edition: 2\nISBN: 978-0-306-40615-7\nDOI: https://doi.org/10.1000/182\nnumber-of-pages: 320\nrights:"
    )
    request = ("rights", "request", "lindqvist-2019", "--outline", "rivers", "-o", str(tmp_path / "p"))
    done = run(quoted, *request, "--territory", "Kenya", "--period", "2027")
    assert done.exit_code == 0, done.output
    letter = docx.Document(str(tmp_path / "p" / "permission-lindqvist-2019.docx"))
    found = details(letter)
    wanted = {"Edition": "2", "ISBN": "978-0-306-40615-7", "DOI": "10.1000/182", "Pages of the work": "320 pages", "Territory": "Kenya"}
    assert {name: found[name] for name in wanted} == wanted
    assert found["Pages of the passages"] == "[the pages of the passages]"
    assert found["Number of readers and copies"] == "[how many]"
    assert "[the pages of the passages]" in done.output
    assert "ISSN" not in found
    assert "[ISBN]" not in done.output
    assert any("whether there is a fee" in each.text for each in letter.paragraphs)
    (row,) = table(tmp_path / "p")
    assert (row["ISBN"], row["pages of the work"], row["territory"]) == ("978-0-306-40615-7", "320 pages", "Kenya")


def test_letter_counts_the_words_that_edits_leave(quoted: Path, tmp_path: Path) -> None:
    """A part that is left out is not printed, and permission for it is not asked."""
    change(quoted / "seeds" / "excerpts" / "equitable-share.md", "source: ", "edits:\n- elide: and every court asks\nsource: ")
    assert run(quoted, "rights", "request", "lindqvist-2019", "--outline", "rivers", "-o", str(tmp_path / "p")).exit_code == 0
    assert table(tmp_path / "p")[0]["passages"] == "¶4 (20 words); ¶6 (15 words)"


def test_table_of_an_older_version_gets_the_new_columns(quoted: Path, tmp_path: Path) -> None:
    """With what its user has filled in."""
    assert run(quoted, "rights", "request", "lindqvist-2019", "-o", str(tmp_path)).exit_code == 0
    rows = [{key: value for key, value in row.items() if key not in ("ISBN", "territory")} for row in table(tmp_path)]
    rows[0]["answer"] = "yes"
    with (tmp_path / "permissions.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert run(quoted, "rights", "request", "lindqvist-2019", "-o", str(tmp_path), "--replace", "--territory", "Kenya").exit_code == 0
    (row,) = table(tmp_path)
    assert (row["answer"], row["territory"], row["ISBN"]) == ("yes", "Kenya", "")


def test_letter_is_not_written_over(quoted: Path, tmp_path: Path) -> None:
    """Somebody may have filled it in; --replace says otherwise."""
    arguments = ("rights", "request", "lindqvist-2019", "-o", str(tmp_path / "p"))
    assert run(quoted, *arguments).exit_code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "p").iterdir()}
    refused = run(quoted, *arguments, "--period", "2027")
    assert (refused.exit_code, "--replace" in refused.output) == (1, True)
    assert {path: path.read_bytes() for path in (tmp_path / "p").iterdir()} == before
    assert run(quoted, *arguments, "--replace", "--period", "2027").exit_code == 0
    assert table(tmp_path / "p")[0]["period"] == "2027"


def test_row_keeps_what_the_user_filled_in(quoted: Path, tmp_path: Path) -> None:
    """Also after a spreadsheet has saved it with semicolons; each source and pack has one row."""
    folder = tmp_path / "p"
    assert run(quoted, "rights", "request", "lindqvist-2019", "-o", str(folder)).exit_code == 0
    rows = table(folder)
    rows[0]["answer"], rows[0]["period"] = "yes; by letter", "2027"
    with (folder / "permissions.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    assert run(quoted, "rights", "request", "lindqvist-2019", "-o", str(folder), "--replace").exit_code == 0
    assert run(quoted, "rights", "request", "osei-hart-2020", "-o", str(folder)).exit_code == 0
    data = (folder / "permissions.csv").read_text(encoding="utf-8-sig")
    found = list(csv.DictReader(io.StringIO(data, newline=""), delimiter=";"))
    assert [(row["source"], row["answer"], row["period"]) for row in found] == [
        ("lindqvist-2019", "yes; by letter", "2027"),
        ("osei-hart-2020", "", ""),
    ]


FORMULAS = ["=1+1", "+49 30 1", "-x", "@SUM(A1)", "＝1", "\t=1", "\r\n=1"]


@pytest.mark.parametrize("text", variants(FORMULAS, ["\r\n=1"]))
def test_table_holds_nothing_that_a_spreadsheet_runs(quoted: Path, tmp_path: Path, text: str) -> None:
    """An apostrophe stands before what would begin a formula, once."""
    for more in ((), ("--replace",)):
        assert run(quoted, "rights", "request", "lindqvist-2019", "-o", str(tmp_path / "p"), "--contact", text, *more).exit_code == 0
    assert table(tmp_path / "p")[0]["contact"] == f"'{text.strip()}"


def test_strange_table_is_refused_and_no_letter_is_written(quoted: Path, tmp_path: Path) -> None:
    """One message, nothing changed."""
    (tmp_path / "permissions.csv").write_text("name,grade\nAda,1\n", encoding="utf-8")
    done = run(quoted, "rights", "request", "lindqvist-2019", "-o", str(tmp_path))
    assert done.exit_code == 1
    assert "this table has no column 'source'" in done.output
    assert not list(tmp_path.glob("*.docx"))
    assert (tmp_path / "permissions.csv").read_text(encoding="utf-8") == "name,grade\nAda,1\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("rights", "request", "lindqvist-2018"), "there is no source 'lindqvist-2018'\n  Did you mean 'lindqvist-2019'?"),
        (("rights", "request", "lindqvist-2019", "--outline", "river"), "there is no outline 'river'"),
        (("rights", "request", "lindqvist-2019", "--outline", "floods"), "there is no passage of 'lindqvist-2019' in the pack 'floods'"),
        (("rights", "nowhere"), "there is no outline 'nowhere'"),
        (("rights",), "there are several outlines: name one of them"),
    ],
)
def test_wrong_names_are_said_once(quoted: Path, arguments: tuple[str, ...], message: str) -> None:
    """With the nearest one; exit code 1, nothing written."""
    (quoted / "templates" / "floods.yaml").write_text("title: Floods\nsections:\n- use: excerpts\n  select: [flood-data]\n")
    done = run(quoted, *arguments)
    assert (done.exit_code, message in done.output, "Traceback" in done.output) == (1, True, False), done.output
    assert not (quoted / "output").exists()


# ── the shipped library ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
@needs_articles
def test_five_articles_are_quoted_within_their_limits(tmp_path: Path) -> None:
    """With an original of each, no source of the seminar pack is over its limit, and the demand for a link is met."""
    workspace = Workspace(SHIPPED, tmp_path)
    library = build.load(workspace)
    texts = [copies.lines(path.read_text(encoding="utf-8-sig")) for path in sorted(ARTICLES.glob("*.txt"))]
    provenance = copies.Provenance("a.txt", "0" * 64, str(parse("2026-11-21")), "text")
    by_count = {len(text): text for text in texts}
    counts = {key: source.original.paragraphs for key, source in library.sources.items() if source.original.paragraphs}
    originals = {key: copies.Copy(key, by_count[count], provenance) for key, count in counts.items()}
    assert len(originals) == len(texts)
    (taken,) = build.taken(
        workspace, Library(**{**vars(library), "originals": originals}), build.plans(workspace, library, ["seminar"], {})
    )
    assert [use.source.id for use in taken.uses if use.breaches or (use.source.id in originals and not use.words)] == []
    assert originals.keys() <= {use.source.id for use in taken.uses}

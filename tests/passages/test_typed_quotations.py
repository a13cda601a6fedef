"""Quotations typed in a text: which words they are, which citation belongs to them, and how they stand to the copies."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from briefing import markup
from briefing.files.validation import adapter
from briefing.library import Library
from briefing.library.sources import Source
from briefing.markup import Cite, parse_cluster
from briefing.originals.copies import Copy
from briefing.passages.misquotations import offset
from briefing.passages.quotation_marks import Quotation, quotations
from briefing.passages.readings import reading
from briefing.passages.typed import Compared, compare, spans, verdict, words_of
from tests.support.quotable import copy_of

BASIN = (
    "A Basin in Numbers",
    "The office counts [300] dead and [12] wounded, and it says that the toll is not a tax.",
    "The marsh covers 10⁶ m² and holds “no fish at all” in winter… The rest is silence.",
    "Seven towns share the river. Each town pays what it can, and the poorest of them pays nothing at all.",
    "They cannot swim in the harmless river.",
)


def found(text: str) -> list[tuple[str, list[str]]]:
    """Return the quotations of a text with the clusters that belong to them for sure."""
    marked = [each for each in quotations(markup.parse(text).blocks) if each.is_sure]
    return [(each.text, [f"{cite.key} {cite.locator}".strip() for cite in each.cites]) for each in marked]


# ── which words, and whose ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "The book has “all the tolls of old” [@a, ¶3].",
        "“All the tolls of old.” [@a, ¶3]",
        "The book has “all the tolls of old,” and says why [@a, ¶3].",
        '"All the tolls of old" are there [@a, ¶3].',
        "«All the tolls of old» [@a, ¶3].",
        "„All the tolls of old“ [@a, ¶3].",
        "‘All the tolls of old’ [@a, ¶3].",
        "'All the tolls of old' [@a, ¶3].",
        "»All the tolls of old« [@a, ¶3].",
        "「All the tolls of old」 [@a, ¶3].",
        "Roe writes [@a, ¶3]: “all the tolls of old”.",
        "As Roe [@a, ¶3] writes, “all the tolls of old”.",
        "Roe ([@a, ¶3]) says that he has “all the tolls of old”.",
        "In [@a, ¶3] the towns have this: “all the tolls of old”.",
        "« All the tolls of old » [@a, ¶3].",
        "“ All the tolls of old ” [@a, ¶3].",
        '" All the tolls of old " [@a, ¶3].',
        "″All the tolls of old″ [@a, ¶3].",
        "The book has“all the tolls of old” [@a, ¶3].",
        "The book has “all the tolls of old”and says why [@a, ¶3].",
        "❝All the tolls of old❞ [@a, ¶3].",
        "＂All the tolls of old＂ [@a, ¶3].",
        "“All the tolls of old”, says Mr. Roe of the U.S. Army [@a, ¶3].",
        "“All the tolls of old?” asks the judge [@a, ¶3].",
        "“*All* the **tolls** of old” [@a, ¶3].",
        "“All the tolls of old”^[[@a, ¶3].] are there.",
        "“All the tolls of old [@a, ¶3].",
        "- “All the tolls of old” [@a, ¶3]",
        "| Words | Where |\n|---|---|\n| “All the tolls of old” | [@a, ¶3] |",
        "| Words | Where |\n|---|---|\n| “All the tolls of old” | see [@a, ¶3] |",
        "> All the tolls of old [@a, ¶3]",
        "> “All the tolls of old.” [@a, ¶3]",
        "> All the tolls of old\n>\n> [@a, ¶3]",
        "> All the tolls of old\n\n[@a, ¶3]",
        "> All the tolls of old\n>\n> — Roe [@a, ¶3]",
        "> All the tolls of old^[[@a, ¶3]]",
        "> All the tolls of old.[^1]\n\n[^1]: Source: [@a, ¶3].",
        "> All the tolls of old\n>\n> — Roe^[[@a, ¶3]]",
        "> All the tolls^[Of grain.] of old [@a, ¶3]",
        "“All the tolls of old [@a, ¶3].”",
        "‘All the tolls of old [@a, ¶3].’",
        "“All the tolls [@a, ¶3] of old” are there.",
        'Roe says,"all the tolls of old" [@a, ¶3].',
        "Roe has “all the tolls of old”. See [@a, ¶3].",
        "Roe has “all the tolls of old” (see [@a, ¶3]).",
        "“All the tolls of old.” — [@a, ¶3]",
        "“All the tolls of old.”\n\n— Roe, in his second book [@a, ¶3]",
        "- “All the tolls of old”\n\n  [@a, ¶3]",
        "| Words | Where |\n|---|---|\n| “All the tolls of old” | Roe, in his second book [@a, ¶3] |",
        "Roe says [@a, ¶3] that “all the tolls of old” are gone.",
        "Roe [@a, ¶3] shows that “all the tolls of old” are gone.",
        "Roe [@a, ¶3] insists on “all the tolls of old”.",
        "Roe [@a, ¶3] – “all the tolls of old”.",
        "What Roe writes in the book of 1931 [@a, ¶3], which few have read, is “all the tolls of old”.",
        "Roe sagt [@a, ¶3], dass „all the tolls of old“ weg sind.",
        "Roe has this [@a, ¶3]:\n\n“All the tolls of old.”",
        "’All the tolls of old’ [@a, ¶3].",
        "»All the tolls of old» [@a, ¶3].",
        "‟All the tolls of old‟ [@a, ¶3].",
        '“All the tolls of old" [@a, ¶3].',
        '"All the tolls of old” [@a, ¶3].',
        ",,All the tolls of old” [@a, ¶3].",
        "''All the tolls of old'' [@a, ¶3].",
        "``All the tolls of old'' [@a, ¶3].",
        "The ’90s had ‘all the tolls of old’ [@a, ¶3].",
        "Rock ’n’ roll is ‘all the tolls of old’ [@a, ¶3].",
    ],
)
def test_quotation_has_the_citation_that_follows_it(text: str) -> None:
    """Whatever the form of its marks: at once, at the end of its sentence, in a note, in the next cell, or before a colon."""
    ((words, cites),) = found(text)
    assert words.lower().rstrip(",?.") == "all the tolls of old"
    assert cites == ["a ¶3"]


@pytest.mark.parametrize(
    "text",
    [
        "The “so-called toll of old” was high.",
        "This is his “big idea of tolls.” Others disagree [@a, ¶3].",
        "This is his “big idea of tolls”. Others disagree [@a, ¶3].",
        "The toll was set [@a, ¶3], and the “great and noble towns” paid it.",
        "The toll was set [@a, ¶3] in a hall, “the house of seven winds”, at noon.",
        "Roe disagrees [@a, ¶3]. He says that “all the tolls” are gone.",
        "“All the tolls of old.\n\n“None of the tolls of old.”",
        "“All the tolls of old.\n\nThere are none [@a, ¶3].",
        "In the ’90s the banks’ share of it was paid [@a, ¶3].",
        "The toll was 5' high and 6\" wide [@a, ¶3].",
        "> Bring a map of the tolls.^[The best is in [@a, ¶3], with its scale.]",
    ],
)
def test_marks_without_a_citation_are_left_alone(text: str) -> None:
    """They are irony or titles; the citation of another sentence is not theirs, and an apostrophe quotes nobody."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He has ‘the banks’ share of it’ [@a].", "the banks’ share of it"),
        ("He has ‘the banks’ share of it’, says Roe [@a].", "the banks’ share of it"),
        ("He has ‘the banks’ share of it’, and the towns’ part, says Roe [@a].", "the banks’ share of it"),
        ("He has 'the banks' share of it', says Roe [@a].", "the banks’ share of it"),
        ("He has ‘the heart o’ the north’, says Roe [@a].", "the heart o’ the north"),
        ("He has ‘don’t take the banks’ share’, says Roe [@a].", "don’t take the banks’ share"),
        ("He has ‘all the tolls’, says Roe of others’ tolls [@a].", "all the tolls"),
        ("He has ‘all the tolls’ and no more [@a].", "all the tolls"),
    ],
)
def test_apostrophe_at_the_end_of_a_word_closes_nothing(text: str, words: str) -> None:
    """Where a mark that is surely a closing one follows."""
    assert [each for each, _ in found(text)] == [words]


def test_quotations_of_one_sentence_share_its_citation() -> None:
    """Clusters that stand side by side belong together; a quotation within one is part of it."""
    assert found("“He says ‘no’ to tolls” but not “to a tax on them” [@a, ¶3] [@b].") == [
        ("He says ‘no’ to tolls", ["a ¶3", "b"]),
        ("to a tax on them", ["a ¶3", "b"]),
    ]
    assert found("“One of the tolls” [@a]; “two of the tolls” [@b].") == [("One of the tolls", ["a"]), ("two of the tolls", ["b"])]


def test_quotation_of_several_paragraphs_has_the_citation_at_its_end() -> None:
    """Each paragraph begins with an opening mark, and only the last has a closing one."""
    assert found("Roe: “One of the tolls.\n\n“Two of the tolls.\n\n“Three of them” [@a, ¶3].") == [
        ("One of the tolls.", ["a ¶3"]),
        ("Two of the tolls.", ["a ¶3"]),
        ("Three of them", ["a ¶3"]),
    ]


def test_quotation_of_several_paragraphs_may_have_one_opening_mark() -> None:
    """What is between the opening mark of one paragraph and the closing mark of a later one is quoted."""
    parts = [("One of the tolls.", ["a ¶3"]), ("Two of the tolls.", ["a ¶3"]), ("Three of them", ["a ¶3"])]
    assert found("Roe: “One of the tolls.\n\nTwo of the tolls.\n\nThree of them” [@a, ¶3].") == parts
    assert found("“One of the tolls.\n\nRoe says “two of the tolls” [@b].") == [("two of the tolls", ["b"])]


def test_quotations_after_an_introduction_share_its_citation() -> None:
    """In one sentence, on both sides of the words for saying, and in a list."""
    assert found("Roe says [@a] that “one of the tolls” and “two of them” are gone.") == [
        ("one of the tolls", ["a"]),
        ("two of them", ["a"]),
    ]
    assert found("“One of the tolls,” [@a] Roe writes, “two of the tolls.”") == [("One of the tolls,", ["a"]), ("two of the tolls.", ["a"])]
    assert found("Roe has this [@a]:\n\n- “One of the tolls.”\n- “Two of the tolls.”") == [
        ("One of the tolls.", ["a"]),
        ("Two of the tolls.", ["a"]),
    ]


def test_place_of_a_quotation_is_that_of_its_opening_mark() -> None:
    """In the Markdown, in which a line may end anywhere."""
    text = "Before.\n\nIt has “*all* the\ntolls of old” [@a]."
    (quotation,) = quotations(markup.parse(text).blocks)
    assert text[offset(text, quotation) :].startswith("“*all*")


def test_place_of_a_quotation_whose_words_are_there_before() -> None:
    """Without marks, inside a longer quotation, and in a quotation that has its place already."""
    text = "The tolls of old are gone.\n\n> Gone are the tolls of old. [@a]\n\nRoe has “the tolls of old” twice: “the tolls of old” [@a]."
    taken: set[int] = set()
    for quotation in quotations(markup.parse(text).blocks):
        taken.add(offset(text, quotation, taken))
    assert sorted(taken) == [text.index(">"), text.index("“"), text.rindex("“")]


# ── beside a copy ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_there(words: str, copy: tuple[str, ...] = BASIN) -> bool:
    return any(True for _ in spans(words, reading(copy)))


@pytest.mark.parametrize(
    "words",
    [
        "Seven towns share the river.",
        "Seven towns share the river,",
        "the poorest of them pays nothing",
        "Each town pays […] nothing at all",
        "Seven towns … pays what it can",
        "Seven towns share the river. […] the poorest",
        "… the poorest of them pays nothing …",
        "Seven towns share the [sic] river",
        "Seven towns share the [old] river",
        "[s]even towns share the river",
        "[S]hare the river",
        "Seven towns shar[ed] the river",
        "[The towns] share the river",
        "Each [of them] pays what it can",
        "Each town pays what it can, and [that is all]",
        "holds 'no fish at all' in winter",
        "[300] dead and [12] wounded",
        "Each town pays (…) nothing at all",
        "the poorest of them [who had no vote in it] pays",
        "[sev]en towns share the river",
        "The marsh covers 10⁶ m²",
        "in winter… The rest is silence",
        "the river. Each town pays",
    ],
)
def test_words_with_marked_edits_are_the_source_s(words: str) -> None:
    """Words left out, words put in or in place of others, a capital, an ending, `[sic]`; a stop before the closing mark is the writer's."""
    assert is_there(words)


@pytest.mark.parametrize(
    "words",
    [
        "Eight towns share the river",
        "seven towns share the river",
        "Seven towns share a river",
        "Seven towns the river share",
        "share the river of Seven towns",
        "Seven towns share the riv",
        "the toll is a tax",
        "the toll is [surely] a tax",
        "Seven towns [never] share the river",
        "They cannot swim in [no] harmless river",
        "[400] dead and [12] wounded",
        "[300] dead and [13] wounded",
        "300 dead and 12 wounded",
        "They can[] swim in the river",
        "They [do not] share the river",
        "Seven towns [hardly] share the river",
        "Each town [no longer] pays what it can",
        "Each town pays what it [can’t]",
        "Each town pay[less] what it can",
        "Each town [un]pays what it can",
        "Each town [over]pays what it can",
        "the harm[ful] river",
        "[un]seven towns share a river",
        "dead and wounded",
        "dead and [also] wounded",
        "The marsh covers 106 m2",
        "The marsh covers 10⁶ m2",
        "The marsh covers 10⁵ m²",
        "holds no fish at all in winter",
        "the poorest […] Seven towns",
        "in winter.. The rest",
        "Seven towns share the river!",
        "[…]",
    ],
)
def test_words_with_unmarked_changes_are_not(words: str) -> None:
    """Numbers, capitals, order, other forms of digits, negations that brackets would hide, a sign at the end, words cut in half."""
    assert not is_there(words)


MEASURED = (
    "The toll was 2.5% of the fare; 10,000 people paid it, 12 500 of them twice, at 10:30, in the war of 1914–18.",
    "The gauge fell to −3 m and cost $5 million, or 7 € a day; see article 5(2), and read km/h and model T-34.",
    "The non-violent towns can’t pay for a toll-free bridge — the oldest of all—and the judge’s men left.",
    "Is the river free? You must pay! They would if…",
)


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("2.5% of the fare; 10,000 people", True),
        ("5% of the fare; 10,000 people", False),
        ("The toll was 2.", False),
        ("The toll was 2.5", False),
        ("000 people paid it", False),
        ("fare; 10", False),
        ("500 of them twice", False),
        ("people paid it, 12", False),
        ("of them twice, at 10", False),
        ("in the war of 1914", False),
        ("18.", False),
        ("fell to −3 m and", True),
        ("3 m and cost", False),
        ("cost $5 million, or", True),
        ("5 million, or 7 €", False),
        ("and cost $5", False),
        ("or 7", False),
        ("see article 5", False),
        ("and read km", False),
        ("h and model T-34", False),
        ("and model T", False),
        ("The non-violent towns can’t pay", True),
        ("violent towns can’t pay", False),
        ("The non-violent towns can", False),
        ("pay for a toll", False),
        ("The toll was 2 […] of the fare", False),
        ("The toll was 2.5% […] people paid it", True),
        ("the oldest of all", True),
        ("and the judge", True),
        ("Is the river free", True),
        ("Is the river free.", False),
        ("You must pay.", False),
        ("They would if.", False),
    ],
)
def test_quotation_cuts_no_word_and_no_number(words: str, there: bool) -> None:
    """Nor a measure, and no full stop of ours takes the place of a question mark."""
    assert is_there(words, MEASURED) is there


HELD = (
    "It was so held at [45], again at [47]–[49], and by Rule [3]; see para.[6] and ([12]), if x[1] < x[2], but not in the note.[8] So.",
)


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("so held at [45], again", True),
        ("[45], again at [47]–[49], and", True),
        ("again at [47]–[49]", True),
        ("Rule [3]; see para.[6] and ([12]), if", True),
        ("if x[1] < x[2], but", True),
        ("if x[𝟏] < x[𝟐], but", True),
        ("but not in the note.[8]", True),
        ("but not in the note.", True),
        ("[47]–[49], and [finally] by Rule [3]", True),
        ("again at [47]–[50]", False),
        ("again at [47]–[4]", False),
        ("again at [47]–[⑷9],", False),
        ("again at [47]–[later],", False),
        ("and again[300] at [47]", False),
        ("by Rule[8] [3]; see", False),
        ("see para.[7] and", False),
        ("see para. and", False),
        ("if x[2] < x[1], but", False),
        ("and ([12]), if x[1ⁿ]", False),
        ("and ([12]), if x[n]", False),
        ("and ([12]), if x[…] < x[2]", True),
        ("and ([13]), if", False),
        ("by Rule [4]; see", False),
        ("so held at, again", False),
    ],
)
def test_numbers_in_brackets_of_the_source_are_quoted_as_they_are(words: str, there: bool) -> None:
    """Paragraphs of judgments, rules, indexes; the mark of a note may be there or not."""
    assert is_there(words, HELD) is there


def library(**copies: tuple[str, ...]) -> Library:
    """Return a library of sources without records' details, with copies."""
    shelf: dict[str, Copy] = {key: copy_of(paragraphs, key) for key, paragraphs in copies.items() if paragraphs}
    empty: dict[str, Any] = {each.name: {} for each in dataclasses.fields(Library)}
    return Library(**{**empty, "sources": _Sources(copies), "events": (), "originals": shelf})


class _Sources(dict[str, object]):
    """Sources that have ids only."""

    def values(self) -> list[object]:  # type: ignore[override]
        """Return no record: there are no titles."""
        return []


def status(text: str, **copies: tuple[str, ...]) -> tuple[str, str, tuple[int, ...]]:
    (quotation,) = quotations(markup.parse(text).blocks)
    compared = compare(quotation, library(**copies))
    assert compared
    return compared.status, compared.source, compared.paragraphs


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“Seven towns share the river” [@a, ¶4]", ("exact", "a", (4,))),
        ("“Seven towns share the river” [@a]", ("exact", "a", (4,))),
        ("“Seven towns share the river” [@a, ¶2]", ("elsewhere", "a", (4,))),
        ("“The rest is silence. Seven towns” [@a, ¶3–4]", ("exact", "a", (3, 4))),
        ("“The rest is silence. Seven towns” [@a, ¶3]", ("elsewhere", "a", (3, 4))),
        ("“Rivers were old when we came” [@a, ¶4]", ("other source", "b", (1,))),
        ("“Rivers were old when we came” [@a, ¶4; @b, ¶1]", ("exact", "b", (1,))),
        ("“Eight towns share the river” [@a, ¶4]", ("changed", "a", (4,))),
        ("“Nobody has ever seen such a thing before” [@a, ¶4]", ("not found", "a", ())),
        ("“eight towns share” [@a, ¶4]", ("too short", "a", ())),
        ("“Seven towns” [@a, ¶4]", ("exact", "a", (4,))),
        ("“Seven towns share the river” [@c, ¶4]", ("no copy", "c", ())),
        ("“Eight towns share the river” [@a, ¶4; @c]", ("no copy", "c", ())),
    ],
)
def test_quotation_stands_to_the_copies(text: str, wanted: tuple[str, str, tuple[int, ...]]) -> None:
    """In the paragraphs cited, in others, in another source, with other words, nowhere; of few words or without a copy one cannot tell."""
    assert status(text, a=BASIN, b=("Rivers were old when we came.",), c=()) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“Eight towns share the river.” So says Roe [@a, ¶4].", ("changed", "a", (4,))),
        ("Roe disagrees [@a, ¶4]. “Eight towns share the river.”", ("changed", "a", (4,))),
        ("The toll was set [@a, ¶3], and “Seven towns share the river” is true.", ("exact", "a", (4,))),
        ("“Rivers were old when we came.” Others disagree [@a, ¶4].", ("exact", "b", (1,))),
        ("The toll was set [@a, ¶3] in a hall, “the house of the seven winds”, at noon.", None),
        ("This is “the river of each of them.” Others disagree [@a, ¶4].", None),
        ("This is his “eight towns share.” Others disagree [@c, ¶4].", None),
    ],
)
def test_quotation_near_a_citation_is_compared_if_it_is_like_its_source(text: str, wanted: tuple[str, str, tuple[int, ...]] | None) -> None:
    """Nothing says that the citation is its own: other words may be irony, and true words may be another source's."""
    (quotation,) = quotations(markup.parse(text).blocks)
    compared = compare(quotation, library(a=BASIN, b=("Rivers were old when we came.",), c=()))
    assert (compared and (compared.status, compared.source, compared.paragraphs)) == wanted


def test_changed_words_are_shown() -> None:
    """As a diff against the nearest text."""
    quotation = Quotation("Eight towns share the river", parse_cluster("[@a, ¶4]"))
    compared = compare(quotation, library(a=BASIN))
    assert compared
    message, hint = verdict(quotation, compared)
    assert message == "the quotation “Eight towns share the river” has other words than the copy of 'a'"
    assert hint.startswith("Nearest in ¶4: [-Eight-] {+Seven+} towns share the")


def test_words_in_brackets_are_not_the_source_s() -> None:
    """They do not count."""
    assert words_of(Quotation("Seven [small] towns […] pay [sic]", (Cite("a", ""),))) == 3


def test_block_that_is_no_quotation_is_told_how_to_become_a_box() -> None:
    """It has no quotation marks to take away."""
    block = Quotation("Words of my own.", (), is_block=True)
    assert "between lines '::: box' and ':::'" in verdict(block, Compared("not found", "lemma-2023"))[1]
    assert "Take the quotation marks away" in verdict(Quotation("Words of my own.", ()), Compared("not found", "lemma-2023"))[1]


# ── the page cited ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def paged(*pages: int, **settings: Any) -> Library:
    """Return a library with one article, the pages of whose paragraphs are known."""
    record = adapter(Source).validate_python({"id": "a", "type": "article-journal", "title": "A Basin in Numbers", **settings})
    copy = copy_of(BASIN, "a")
    copy = dataclasses.replace(copy, provenance=dataclasses.replace(copy.provenance, pages=pages))
    return dataclasses.replace(library(a=BASIN), sources={"a": record}, originals={"a": copy})


@pytest.mark.parametrize(
    ("locator", "status"),
    [
        ("p. 115", "exact"),
        ("pp. 115–116", "exact"),
        ("p. 116", "exact"),  # the paragraph may go on there
        ("p. 114", "elsewhere"),
        ("pp. 113–114", "elsewhere"),
        ("p. 115f.", "exact"),  # said in a way that is not read
        ("", "exact"),
    ],
)
def test_page_that_is_cited_is_that_of_the_copy(locator: str, status: str) -> None:
    """From where the paragraph begins to where the next one does."""
    quotation = Quotation("Seven towns share the river", (Cite("a", locator),))
    compared = compare(quotation, paged(1, 1, 2, 3, 4, page="113-116"))
    assert compared
    assert compared.status == status


def test_message_names_the_page() -> None:
    """With what to write, and where the pages of the copy are written if they are others."""
    quotation = Quotation("Seven towns share the river", (Cite("a", "p. 118"),))
    compared = compare(quotation, paged(1, 1, 2, 3, 3, page="113-115"))
    assert compared
    message, hint = verdict(quotation, compared)
    assert message == "the quotation “Seven towns share the river” is not on the page cited, but on p. 115 of 'a' (¶4)"
    assert hint.startswith("Write [@a, p. 115]. If your copy has other pages")


def test_pages_that_nobody_knows_prove_nothing() -> None:
    """A copy without pages, or a record that does not say which they are."""
    quotation = Quotation("Seven towns share the river", (Cite("a", "p. 7"),))
    for known in (paged(), paged(page="113-120"), paged(1, 1, 2, 3, 4)):
        compared = compare(quotation, known)
        assert compared
        assert compared.status == "exact"

"""Passages: found by their words, proved by their hash, and never a look-alike."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from briefing.cli import main
from briefing.library import Excerpt, Selector
from briefing.originals.copies import Copy
from briefing.passages import drafts
from briefing.passages.finding import PROVED, find, select
from briefing.passages.traces import Place, changes, locate, trace
from briefing.passages.verdict import advice, verdict
from briefing.passages.word_diffs import difference
from tests.support.quotable import PARAGRAPHS, copy_of, excerpt, hash_of, put_copy
from tests.support.variants import variants

SHARE = PARAGRAPHS[3]
NOTICE = f"{PARAGRAPHS[6]}\n{PARAGRAPHS[7]}"


def share(paragraphs: str = "4") -> Excerpt:
    return excerpt(paragraphs, "No bank may take", "what it leaves behind.", SHARE)


# ── the statuses ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_passage_stands_where_the_excerpt_says() -> None:
    """What is printed is the copy's own text, though another passage begins with the same words and ends with them."""
    passage = find(share(), copy_of())
    assert (passage.status, passage.paragraphs, passage.text) == ("exact", (4,), SHARE)


def test_passage_over_two_paragraphs_keeps_them_apart() -> None:
    """Each paragraph is a line."""
    passage = find(excerpt("7-8", "A notice is", "counts as consent.", NOTICE), copy_of())
    assert (passage.status, passage.text) == ("exact", NOTICE)


def test_passage_that_moved_is_found_by_its_hash() -> None:
    """A new paragraph above changes the number and not the words."""
    passage = find(share(), copy_of(("A foreword.", *PARAGRAPHS)))
    assert (passage.status, passage.paragraphs, passage.text) == ("moved", (5,), SHARE)


@pytest.mark.parametrize(
    "other",
    [
        SHARE.replace("“", '"').replace("”", '"').replace("—", "–"),
        SHARE.replace(" ", "  ").replace("No bank", "No\u00a0bank"),
        SHARE.replace("water", "wa\u00adter"),
        SHARE.replace("“Tarsa”", "[“Tarsa”](https://example.org/tarsa)"),
        SHARE.replace("needs,", "needs,[3]"),
    ],
    ids=["quotation marks", "white space", "soft hyphen", "link", "footnote"],
)
def test_other_copy_of_the_same_text_is_the_same_text(other: str) -> None:
    """Copies differ in signs that say nothing; printed are the words and the signs of this copy, without wrappers."""
    passage = find(share(), copy_of((*PARAGRAPHS[:3], other, *PARAGRAPHS[4:])))
    assert passage.status == "exact"
    assert hash_of(passage.text) == hash_of(SHARE)
    assert "](" not in passage.text
    assert "[3]" not in passage.text


def test_printed_characters_are_those_of_the_copy() -> None:
    """A straight mark stays straight, and three points written as one sign stay one sign."""
    text = 'The "old" rule … was ½ forgotten.'
    passage = find(excerpt("1", "The", "forgotten.", text), copy_of((text,)))
    assert passage.text == text


def test_accents_of_their_own_are_the_same_letters() -> None:
    """PDF files often have them; printed are the characters of the copy."""
    text = "The café of Ödra ´ the résumé, the naïve reader."
    apart = unicodedata.normalize("NFD", text)
    passage = find(excerpt("1", "The café", "reader.", text), copy_of((apart,)))
    assert (passage.status, passage.text) == ("exact", apart)


def test_changed_passage_is_not_printed() -> None:
    """One word more is another text; the copy's version is shown with its hash."""
    changed = SHARE.replace("may take the whole", "may ever take the whole").replace("No bank may ever take", "No bank may take ever")
    passage = find(share(), copy_of((*PARAGRAPHS[:3], changed, *PARAGRAPHS[4:])))
    assert (passage.status, passage.text, passage.candidate) == ("changed", "", changed)
    assert "verify --accept probe" in advice(share(), passage, copy_of())


def test_change_is_shown_word_by_word_without_the_old_text() -> None:
    """A digit for each word tells where words have come and where words have gone."""
    probe = excerpt("4", "No bank may take", "what it leaves behind.", SHARE, trace=trace(SHARE))
    changed = SHARE.replace("the whole of the water", "any of it").replace("of each bank", "of each single bank")
    copy = copy_of((*PARAGRAPHS[:3], changed, *PARAGRAPHS[4:]))
    said = advice(probe, find(probe, copy), copy)
    assert "No bank may take [-5 words-] {+any of it.+} The judges" in said
    assert "{+single+} bank what it needs" in said
    assert changes(trace(SHARE), SHARE) == ""


def test_repeated_passage_is_ambiguous_unless_one_is_where_the_excerpt_says() -> None:
    """Of two equal passages neither is taken by guess."""
    copy = copy_of((*PARAGRAPHS, SHARE))
    assert find(share("4"), copy).status == "exact"
    assert find(share("13"), copy).paragraphs == (13,)
    passage = find(share("9"), copy)
    assert (passage.status, passage.text, passage.places) == ("ambiguous", "", ((4,), (13,)))
    assert "¶4, ¶13" in verdict(share("9"), passage, copy)


def test_missing_words_are_named_with_what_is_nearest() -> None:
    """The diff shows the words of the excerpt and those of the copy."""
    probe = excerpt("5", "The toll for barges", "lifted in 1923.", "The toll for barges was lifted in 1923.")
    passage = find(probe, copy_of())
    assert passage.status == "missing"
    assert "“The toll for barges”" in verdict(probe, passage, copy_of())
    assert "Nearest text in ¶5: The toll [-for-] {+on+} barges." in advice(probe, passage, copy_of())


def test_passage_with_other_ends_is_found_by_its_trace() -> None:
    """Its first and its last words were rewritten; what is between them shows where it stands, and the diff shows what is new."""
    changed = SHARE.replace("No bank may take the whole", "None may have all").replace("what it leaves behind", "its wishes")
    copy = copy_of((*PARAGRAPHS[:3], changed, *PARAGRAPHS[4:]))
    probe = excerpt("4", "No bank may take", "what it leaves behind.", SHARE, trace=trace(SHARE))
    passage = find(probe, copy)
    said = advice(probe, passage, copy)
    assert (passage.status, passage.paragraphs) == ("missing", (4,))
    assert "Nearest text in ¶4: [-6 words-] {+None may have all+} of the water. The" in said
    assert "{+its wishes.+}" in said
    assert "verify --accept probe" in said
    assert passage.text == ""


def test_trace_of_another_text_finds_nothing() -> None:
    """Four bits a word are too few to prove anything, and enough not to see passages where there are none."""
    words = [f"word{number}" for number in range(20_000)]
    draw = random.Random(7)
    for _ in range(2):
        text = " ".join(draw.choices(words, k=5_000))
        assert locate(trace(" ".join(draw.choices(words, k=120))), text) is None
        assert locate(trace(" ".join(text.split()[1_000:1_120])), text) == Place(1_000, 1_120, 0, 0)


def test_words_do_not_begin_within_a_word() -> None:
    """`ring the gauges` is not in `spring the gauges`."""
    assert find(excerpt("6", "ring the gauges", "twice a day", "ring the gauges are read twice a day"), copy_of()).status == "missing"


def test_nothing_like_it_is_missing_without_a_candidate() -> None:
    """No candidate is made up."""
    assert find(excerpt("2", "Quarks and gluons", "colour charge.", "Quarks and gluons"), copy_of()).candidate == ""
    half = excerpt("2", "No quarks may spin", "colour charge.", "No quarks may spin")
    assert find(half, copy_of()).candidate == ""
    assert advice(half, find(half, copy_of()), copy_of()) == "Select the passage again, or add the right copy."


def test_excerpt_without_hash_is_found_and_not_proved() -> None:
    """Its passage is shown with the command that takes it."""
    probe = excerpt("6", "In spring", "not at all.")
    passage = find(probe, copy_of())
    assert (passage.status, passage.text) == ("unproved", "")
    assert "verify --accept probe" in advice(probe, passage, copy_of())


def test_no_copy_is_no_original() -> None:
    """Most users have none."""
    assert find(share(), None).status == "no original"


def test_selecting_tells_all_places() -> None:
    """Whoever selects has to say which one is meant."""
    selector = Selector(start="In spring the gauges", end="a day")
    assert [passage.paragraphs for passage in select(copy_of(), selector)] == [(6,), (10,)]
    assert [passage.paragraphs for passage in select(copy_of(), selector, 10)] == [(10,)]


def test_diff_is_by_words() -> None:
    """In the notation of wdiff."""
    assert difference("the toll was raised", "the old toll was") == "the {+old+} toll was [-raised-]"


def test_common_words_in_a_long_text_take_no_time() -> None:
    """A selector that stands everywhere is given up after a bounded number of trials."""
    copy = copy_of(("the water " * 8_000,))
    assert find(excerpt("1", "the", "water", "the water is not here"), copy).status == "changed"


# ── no wrong passage, whatever happens to a copy ─────────────────────────────────────────────────────────────────────────────────────

WORDS = ["water", "dam", "toll", "bank", "river", "judge", "“share”", "notice,", "flood;", "court.", "the", "of", "and", "may", "take"]
Mutation = Callable[[random.Random, list[str]], list[str]]


def _some(chance: random.Random, paragraphs: list[str], change: Callable[[str], str]) -> list[str]:
    place = chance.randrange(len(paragraphs))
    return [*paragraphs[:place], change(paragraphs[place]), *paragraphs[place + 1 :]]


def _insert(chance: random.Random, paragraphs: list[str]) -> list[str]:
    def change(text: str) -> str:
        words = text.split()
        words.insert(chance.randrange(len(words) + 1), chance.choice(WORDS))
        return " ".join(words)

    return _some(chance, paragraphs, change)


def _delete(chance: random.Random, paragraphs: list[str]) -> list[str]:
    def change(text: str) -> str:
        words = text.split()
        del words[chance.randrange(len(words))]
        return " ".join(words) or "."

    return _some(chance, paragraphs, change)


def _exchange(chance: random.Random, paragraphs: list[str]) -> list[str]:
    def change(text: str) -> str:
        words = text.split()
        one, other = chance.randrange(len(words)), chance.randrange(len(words))
        words[one], words[other] = words[other], words[one]
        return " ".join(words)

    return _some(chance, paragraphs, change)


def _repeat(chance: random.Random, paragraphs: list[str]) -> list[str]:
    place = chance.randrange(len(paragraphs) + 1)
    return [*paragraphs[:place], chance.choice(paragraphs), *paragraphs[place:]]


def _swap(chance: random.Random, paragraphs: list[str]) -> list[str]:
    shuffled = list(paragraphs)
    one, other = chance.randrange(len(shuffled)), chance.randrange(len(shuffled))
    shuffled[one], shuffled[other] = shuffled[other], shuffled[one]
    return shuffled


def _quotation_marks(chance: random.Random, paragraphs: list[str]) -> list[str]:
    one, other = chance.choice([('"', '"'), ("«", "»"), ("„", "“"), ("‟", "”")])
    return [text.replace("“", one).replace("”", other) for text in paragraphs]


def _white_space(chance: random.Random, paragraphs: list[str]) -> list[str]:
    return [text.replace(" ", chance.choice(["  ", "\u00a0", "\t", " \u2009"])) for text in paragraphs]


def _encoding(chance: random.Random, paragraphs: list[str]) -> list[str]:
    wrong = chance.choice(["cp1252", "latin-1", "cp1251", "cp437"])
    return [text.encode().decode(wrong, "replace") for text in paragraphs]


SAME_TEXT: tuple[Mutation, ...] = (_quotation_marks, _white_space)
OTHER_TEXT: tuple[Mutation, ...] = (_insert, _delete, _exchange, _repeat, _swap, _encoding)


def _case(chance: random.Random) -> tuple[list[str], str, Excerpt]:
    """Return a text with few words, so that passages resemble one another, and an excerpt of it."""
    paragraphs = [" ".join(chance.choices(WORDS, k=chance.randint(8, 30))) for _ in range(chance.randint(2, 6))]
    place = chance.randrange(len(paragraphs))
    words = paragraphs[place].split()
    size = chance.randint(4, len(words))
    first = chance.randrange(len(words) - size + 1)
    passage = " ".join(words[first : first + size])
    ends = chance.randint(1, 3)
    return paragraphs, passage, excerpt(str(place + 1), " ".join(words[first : first + ends]), " ".join(passage.split()[-ends:]), passage)


def _letters(text: str) -> list[str]:
    return re.findall(r"\w+|[.,;]", text)


def _single_spaced(copy: Copy) -> str:
    return " ".join(" ".join(copy.paragraphs).split())


@pytest.mark.parametrize("seed", variants(range(8), range(1)))
def test_no_wrong_passage_is_ever_printed(seed: int) -> None:
    """However a copy is changed, what is printed has the words of the passage in their order, and stands in the copy sign for sign."""
    chance = random.Random(seed)
    seen: Counter[str] = Counter()
    for _ in range(60):
        paragraphs, passage, probe = _case(chance)
        for mutation in chance.choices((*OTHER_TEXT, *SAME_TEXT), k=chance.randint(1, 4)):
            paragraphs = mutation(chance, paragraphs)
        copy = copy_of(tuple(text.strip() for text in paragraphs))
        found = find(probe, copy)
        seen[found.status] += 1
        if found.status in PROVED:
            assert _letters(found.text) == _letters(passage)
            assert " ".join(found.text.split()) in _single_spaced(copy)
        else:
            assert found.text == ""
    assert seen["exact"] + seen["moved"] > 5, "the test would be idle if nothing were found"
    assert seen["changed"] + seen["missing"] > 5


@pytest.mark.parametrize("seed", variants(range(3), range(1)))
def test_copy_with_other_signs_is_always_recognised(seed: int) -> None:
    """Quotation marks and white space are no reason to refuse a passage."""
    chance = random.Random(seed)
    for _ in range(60):
        paragraphs, _, probe = _case(chance)
        before = find(probe, copy_of(tuple(paragraphs))).status
        for mutation in SAME_TEXT:
            paragraphs = mutation(chance, paragraphs)
        assert find(probe, copy_of(tuple(paragraphs))).status == before


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


SHARE_WORDS = ("lindqvist-2019", "--from", "No bank may take", "--to", "what it leaves behind.")


def test_excerpt_writes_a_file_and_shows_the_passage(quotable: Path) -> None:
    """The file has selector, paragraph, hash and words, and `verify` proves it."""
    done = run("excerpt", *SHARE_WORDS, "--paragraph", "4", "--id", "the-share")
    assert done.exit_code == 0, done.output
    assert SHARE in done.output
    text = (quotable / "seeds" / "excerpts" / "the-share.md").read_text(encoding="utf-8")
    assert f"sha256: {hash_of(SHARE)}" in text
    assert "paragraphs: 4\n" in text
    assert f"trace: {trace(SHARE)}" in text.replace("'", "")
    assert SHARE not in text
    verified = run("verify", "the-share")
    assert verified.exit_code == 0
    assert verified.output.startswith("exact ")
    assert "1 excerpt: 1 exact." in verified.output


def test_check_asks_for_a_digest_only_where_a_pack_prints_it(quotable: Path) -> None:
    """With the copy, packs print the passage; without it, the digest."""
    run("excerpt", *SHARE_WORDS, "--paragraph", "4", "--id", "the-share")
    (quotable / "templates/pack.yaml").write_text("title: Pack\nsections:\n- use: excerpts\n", encoding="utf-8")
    asked = "seeds/excerpts/the-share.md:15:1: unfinished: the digest is not written yet"
    assert asked not in run("check").output
    next((quotable / "seeds/originals").glob("*.txt")).unlink()
    assert asked in run("check").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("lindqvist-2091", "--from", "a", "--to", "b"), "Did you mean 'lindqvist-2019'?"),
        (("lindqvist-2019", "--from", "No bank may take", "--to", "behind."), "there are 2 passages"),
        (("lindqvist-2019", "--from", "No bank may take", "--to", "behind.", "--paragraph", "7"), "There is one in ¶4, ¶12."),
        (("lindqvist-2019", "--from", "No bank must take", "--to", "behind."), "[-must-] {+may+}"),
        (("lindqvist-2019", "--from", "The commission meets", "--to", "in spring"), "do not"),
        (("basin-monitor-2021", "--from", "a", "--to", "b"), "briefing sources add"),
        ((*SHARE_WORDS, "--paragraph", "4", "--id", "../x"), "'../x' cannot be an id"),
        ((*SHARE_WORDS, "--paragraph", "4", "--id", "dam-quarrel"), "there is already an excerpt with this name"),
        (("lindqvist-2019", "--from", "No bank may take offence", "--to", "behind."), "¶12 is not in the body"),
        (("--find", "zeppelin"), "no copy and no digest contains"),
    ],
)
def test_excerpt_refuses_with_a_way_out(quotable: Path, arguments: tuple[str, ...], said: str) -> None:
    """One message, exit code 1, and no file."""
    before = sorted((quotable / "seeds" / "excerpts").iterdir())
    done = run("excerpt", *arguments)
    assert done.exit_code == 1
    assert said in done.output.replace("are not", "do not")
    assert sorted((quotable / "seeds" / "excerpts").iterdir()) == before


def test_excerpt_without_words_is_wrong_usage(quotable: Path) -> None:
    """Exit code 2."""
    assert run("excerpt", "lindqvist-2019").exit_code == 2


def test_search_numbers_what_it_finds(quotable: Path) -> None:
    """In copies with paragraph and context, and in digests, whatever the case."""
    done = run("excerpt", "--find", "the GAUGES")
    assert done.exit_code == 0
    assert "1  lindqvist-2019  ¶6 " in done.output
    assert "2  lindqvist-2019  ¶10" in done.output
    assert "digest" in run("excerpt", "--find", "Helvar Dam").output


def test_search_falls_back_on_paragraphs_with_all_the_words(quotable: Path) -> None:
    """In another order or form, where none stand together; it says so."""
    said = run("excerpt", "lindqvist-2019", "--find", "toll barge").output
    assert said.startswith("No text has “toll barge” in this order. Paragraphs with all these words:\n")
    assert re.search(r"^ +1  lindqvist-2019  ¶5 +copy +", said, re.MULTILINE)
    assert "no copy and no digest contains" in run("excerpt", "--find", "toll zeppelin").output
    assert "no copy and no digest contains" in run("excerpt", "--find", "…").output


def test_verify_says_what_is_wrong(quotable: Path) -> None:
    """A changed copy gives exit code 1, the nearest text, and what to write."""
    run("excerpt", *SHARE_WORDS, "--paragraph", "4", "--id", "the-share")
    put_copy(quotable, (*PARAGRAPHS[:3], SHARE.replace("whole", "half"), *PARAGRAPHS[4:]))
    done = run("verify")
    assert done.exit_code == 1
    assert re.search(r"^changed +the-share ", done.output, re.MULTILINE)
    assert "> No bank may take the half" in done.output
    assert "1 changed" in done.output
    assert "no original" in done.output


def test_verify_shows_the_passage_of_an_excerpt_that_is_named(quotable: Path) -> None:
    """Words for edits and notes are copied from it."""
    run("excerpt", *SHARE_WORDS, "--paragraph", "4", "--id", "the-share")
    assert f"> {SHARE}" in run("verify", "the-share").output
    assert SHARE not in run("verify").output


def test_verify_names_the_excerpt_that_is_meant(quotable: Path) -> None:
    """An unknown name is an error."""
    assert "Did you mean 'dam-quarrel'?" in run("verify", "dam-quarel").output


# ── web annotations ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_export_and_import_give_the_same_files(quotable: Path) -> None:
    """Whatever an excerpt's file says comes back, with notes for teachers and edits."""
    folder = quotable / "seeds" / "excerpts"
    run("excerpt", *SHARE_WORDS, "--paragraph", "4", "--id", "the-share")
    path = folder / "the-share.md"
    more = (
        "notes:\n- on-original: judges\n  kind: term\n  for: teacher\n  text: Seven of them.\n- kind: context\n  text: On *the whole*.\n"
        "edits:\n- elide: there are … seven\n- insert: ours\n  after: the water\n"
    )
    text = path.read_text(encoding="utf-8").replace("actors: []\n", f"actors: []\n{more}")
    path.write_text(text.replace("here, in your own words.", "here.\n\nIn two paragraphs."), encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    exported = run("excerpts", "export", "out.json", "the-share")
    assert "Give it only to people who may have these passages." in exported.output
    path.unlink()
    done = run("excerpts", "import", "out.json")
    assert done.exit_code == 0, done.output
    assert path.read_text(encoding="utf-8") == before


def test_drafts_have_no_spaces_at_the_ends_of_lines() -> None:
    """Also where a long note is folded."""
    note = {"kind": "context", "text": "Each bank keeps a book of its own. " * 8}
    text = drafts.text(excerpt("4", "No bank", "behind.", notes=[note]))
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_import_brings_back_what_questions_name(quotable: Path) -> None:
    """A question that waits for an excerpt does not keep it out; one that waits for another excerpt does."""
    run("excerpt", *SHARE_WORDS, "--paragraph", "4", "--id", "the-share")
    run("excerpts", "export", "out.json", "the-share")
    (quotable / "seeds" / "excerpts" / "the-share.md").unlink()
    question = next((quotable / "seeds" / "questions").glob("*.md"))
    text = question.read_text(encoding="utf-8")
    question.write_text(text.replace("---\n", "---\nexcerpts: [the-toll]\n", 1), encoding="utf-8")
    assert "there is no excerpt 'the-toll'" in run("excerpts", "import", "out.json").output
    question.write_text(text.replace("---\n", "---\nexcerpts: [the-share]\n", 1), encoding="utf-8")
    assert run("excerpts", "import", "out.json").exit_code == 0
    assert (quotable / "seeds" / "excerpts" / "the-share.md").exists()


def test_export_follows_the_data_model(quotable: Path) -> None:
    """Quote with prefix and suffix and position where there is a copy, a text fragment in any case."""
    run("excerpt", *SHARE_WORDS, "--paragraph", "4", "--id", "the-share")
    run("excerpts", "export", "out.json")
    page = json.loads((quotable / "out.json").read_text(encoding="utf-8"))
    assert page["type"] == "AnnotationPage"
    by_id = {item["id"]: item for item in page["items"]}
    selectors = {each["type"]: each for each in by_id["urn:briefing:excerpt:the-share"]["target"]["selector"]}
    assert selectors["TextQuoteSelector"]["exact"] == SHARE
    assert selectors["TextQuoteSelector"]["prefix"].endswith("too much. ")
    assert selectors["TextQuoteSelector"]["suffix"].startswith(" The toll")
    assert selectors["FragmentSelector"]["value"] == ":~:text=No%20bank%20may%20take,what%20it%20leaves%20behind."
    without = by_id["urn:briefing:excerpt:dam-quarrel"]["target"]
    assert without["source"] == "https://example.org/monitor/dam"
    assert [each["type"] for each in without["selector"]] == ["FragmentSelector"]


def hypothesis(*marks: tuple[str, str, list[str]], uri: str = "http://www.example.org/law/") -> str:
    annotations = [
        {"id": str(number), "uri": uri, "text": text, "tags": tags, "target": [{"source": uri, "selector": [_quote(words)]}]}
        for number, (words, text, tags) in enumerate(marks)
    ]
    return json.dumps({"export_date": "2026-01-01", "annotations": annotations})


def _quote(words: str) -> dict[str, str]:
    return {"type": "TextQuoteSelector", "exact": words, "prefix": "", "suffix": ""}


@pytest.fixture
def with_address(quotable: Path) -> Path:
    """The record of the article has an address."""
    record = quotable / "seeds" / "sources" / "lindqvist-2019.md"
    text = record.read_text(encoding="utf-8").replace("publisher:", "URL: https://example.org/law\npublisher:", 1)
    record.write_text(text, encoding="utf-8")
    return quotable


@pytest.mark.parametrize(
    ("words", "selector", "first"),
    [
        (
            "In spring the gauges are read twice a day",
            {"prefix": "behind at what it leaves behind. ", "suffix": ", said the old rule"},
            None,
        ),
        ("In spring the gauges are read twice a day", {"prefix": "", "suffix": ", said the old"}, "10"),
        ("In spring the gauges are read twice a day", {"prefix": "was lifted in 1923.\n\n  ", "suffix": ""}, "6"),
        ("In spring the gauges are read twice a day", {"prefix": "lifted in 1923.", "suffix": ".[12] In summer"}, "6"),
        ("In spring the gauges are read twice a day", {"prefix": "lifted in 1923.", "suffix": ", said the old rule"}, None),
    ],
    ids=["another text", "by what follows", "by what precedes", "by both", "by one of them only"],
)
def test_words_that_stand_twice_are_told_apart_by_what_stands_around_them(
    with_address: Path, words: str, selector: dict[str, str], first: str | None
) -> None:
    """As the data model has it (section 4.2.4); where no place or more than one fits, the file is refused."""
    annotation = {"target": {"source": "https://example.org/law", "selector": {**_quote(words), **selector}}}
    (with_address / "h.json").write_text(json.dumps(annotation), encoding="utf-8")
    done = run("excerpts", "import", "h.json")
    if first is None:
        assert "2 times (¶6, ¶10)" in done.output
    else:
        assert done.exit_code == 0, done.output
        assert run("verify", f"lindqvist-2019-p{first}").output.startswith("exact")


def test_words_that_a_paragraph_repeats_are_no_excerpt(with_address: Path) -> None:
    """The marked ones are known, and an excerpt of them would not be found again."""
    annotation = {"target": {"source": "https://example.org/law", "selector": {**_quote("The toll on barges was"), "suffix": " lifted"}}}
    (with_address / "h.json").write_text(json.dumps(annotation), encoding="utf-8")
    done = run("excerpts", "import", "h.json")
    assert done.exit_code == 1
    assert "is in the copy of 'lindqvist-2019' 2 times (¶5, ¶5)" in done.output


def test_fragment_with_what_stands_around_it_finds_its_place(with_address: Path) -> None:
    """Browsers write `prefix-,start,end,-suffix` for words that stand in a page several times."""
    value = ":~:text=lifted%20in%201923.-,In%20spring,a%20day,-.%20In%20summer"
    annotation = {"target": {"source": "https://example.org/law", "selector": {"type": "FragmentSelector", "value": value}}}
    (with_address / "h.json").write_text(json.dumps(annotation), encoding="utf-8")
    done = run("excerpts", "import", "h.json")
    assert done.exit_code == 0, done.output
    assert run("verify", "lindqvist-2019-p6").output.startswith("exact")


def test_note_on_words_that_the_passage_repeats_stands_on_the_marked_ones(with_address: Path) -> None:
    """With as many words around them as it takes."""
    whole, part = _quote(PARAGRAPHS[4]), {**_quote("The toll on barges was"), "prefix": "in 1911. "}
    annotations = [{"text": "T", "target": {"source": "https://example.org/law", "selector": each}} for each in (whole, part)]
    (with_address / "h.json").write_text(json.dumps(annotations), encoding="utf-8")
    assert run("excerpts", "import", "h.json").exit_code == 0
    text = (with_address / "seeds" / "excerpts" / "lindqvist-2019-p5.md").read_text(encoding="utf-8")
    assert "on-original: 1911. The toll on barges was lifted\n" in text


def test_highlights_of_hypothesis_become_excerpts_and_notes(with_address: Path) -> None:
    """A highlight within another one is a note on these words; comments come as plain words, whatever signs they hold."""
    marks = hypothesis((SHARE, "Well <b>put</b> [@nobody]", ["Fair share"]), ("The judges of “Tarsa”", "Who?", ["term"]))
    (with_address / "h.json").write_text(marks, encoding="utf-8")
    done = run("excerpts", "import", "h.json")
    assert done.exit_code == 0, done.output
    text = (with_address / "seeds" / "excerpts" / "lindqvist-2019-p4.md").read_text(encoding="utf-8")
    assert "topics: [fair-share]" in text
    assert "on-original: The judges of" in text
    assert "kind: term" in text
    assert run("verify", "lindqvist-2019-p4").output.startswith("exact")


QUOTED = {"type": "TextQuoteSelector", "exact": "No bank"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "this is not JSON"),
        ("[" * 100_000, "this is not JSON"),
        ('{"annotations": []}', "the file has no annotation"),
        ('[1, null, {"target": 3}, {"target": {"selector": "x"}}]', "the file has no annotation"),
        (
            json.dumps({"id": "urn:briefing:excerpt:x:note:1", "target": {"selector": QUOTED}, "briefing:excerpt": "x"}),
            "notes, but not the exc",
        ),
        (hypothesis(("not in the text at all", "", [])), "is not in the copy"),
        (hypothesis(("In spring the gauges", "", [])), "2 times (¶6, ¶10)"),
        (hypothesis(("No bank", "", []), uri="https://elsewhere.example"), "no source of the library has the address"),
        (
            json.dumps(
                {
                    "id": "urn:briefing:excerpt:../../x",
                    "target": {"source": "q", "selector": {"type": "FragmentSelector", "value": ":~:text=a,b"}},
                    "briefing:words": "many",
                }
            ),
            "is not a complete excerpt of briefing",
        ),
    ],
    ids=["broken", "deep", "empty", "odd", "notes", "not there", "twice", "other site", "hostile"],
)
def test_import_refuses_with_a_way_out(with_address: Path, content: str, said: str) -> None:
    """One message, exit code 1, and no file."""
    before = sorted((with_address / "seeds" / "excerpts").iterdir())
    (with_address / "h.json").write_text(content, encoding="utf-8")
    done = run("excerpts", "import", "h.json")
    assert done.exit_code == 1
    assert said in done.output
    assert sorted((with_address / "seeds" / "excerpts").iterdir()) == before


def test_nothing_is_written_into_the_program(with_address: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workspace that an installation brings along is for reading: its excerpts would go with the next update."""
    monkeypatch.setattr("briefing.workspace.is_installed", lambda _: True)
    before = sorted((with_address / "seeds" / "excerpts").iterdir())
    (with_address / "h.json").write_text(hypothesis((SHARE, "", [])), encoding="utf-8")
    for arguments in (("excerpt", *SHARE_WORDS, "--paragraph", "4"), ("excerpts", "import", "h.json")):
        done = run(*arguments)
        assert done.exit_code == 1
        assert "the shipped pack is part of the program" in done.output
    assert sorted((with_address / "seeds" / "excerpts").iterdir()) == before
    assert run("excerpt", "--find", "the gauges").exit_code == 0


def test_import_of_what_is_there_already_changes_nothing(quotable: Path) -> None:
    """Work in an excerpt's file is never overwritten."""
    run("excerpts", "export", "out.json")
    done = run("excerpts", "import", "out.json")
    assert done.exit_code == 1
    assert "there is an excerpt 'dam-quarrel' already" in done.output


def test_import_again_takes_what_is_new(with_address: Path) -> None:
    """A later export of Hypothesis holds the earlier highlights too: their excerpts stay as they are, and what is left out is named."""
    first: tuple[str, str, list[str]] = (SHARE, "Well put", [])
    (with_address / "h.json").write_text(hypothesis(first), encoding="utf-8")
    assert run("excerpts", "import", "h.json").exit_code == 0
    path = with_address / "seeds" / "excerpts" / "lindqvist-2019-p4.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Well put", "My own words"), encoding="utf-8")
    again = run("excerpts", "import", "h.json")
    assert again.exit_code == 0, again.output
    assert "is already the excerpt 'lindqvist-2019-p4'" in again.output
    assert "Its comment “Well put” is not among the notes." in again.output
    assert "0 excerpts drafted. 1 highlight is an excerpt already." in again.output
    rows = json.loads(hypothesis(first, ("In summer they are read once", "When?", [])))["annotations"]
    rows += [{"uri": rows[0]["uri"], "text": "On the page as a whole.", "target": [{"source": rows[0]["uri"]}]}]
    rows += json.loads(hypothesis(("Other words", "", []), uri="https://elsewhere.example"))["annotations"]
    (with_address / "h.json").write_text(json.dumps({"rows": rows}), encoding="utf-8")
    done = run("excerpts", "import", "h.json")
    assert done.exit_code == 0, done.output
    assert "“On the page as a whole.” marks no words" in done.output
    assert "is already the excerpt 'lindqvist-2019-p4'" in done.output
    assert "no source of the library has the address https://elsewhere.example" in done.output
    assert "My own words" in path.read_text(encoding="utf-8")
    assert sorted(each.name for each in path.parent.glob("lindqvist-2019-p*")) == ["lindqvist-2019-p4.md", "lindqvist-2019-p6.md"]


def test_words_in_the_record_are_compared_with_the_passage(quotable: Path) -> None:
    """A wrong number of words is reported, and does not stand in the way."""
    probe = excerpt("4", "No bank may take", "what it leaves behind.", SHARE, words=3)
    assert find(probe, copy_of()).status == "exact"


def test_one_command_makes_a_finished_excerpt(quotable: Path) -> None:
    """With its digest and its notes, which need no kind; `check` has nothing to ask for."""
    options = ("--digest", "Tolls went up, then away.", "--note", "Who paid? [@lindqvist-2019, ¶5]", "--note", "See the next page.")
    result = CliRunner().invoke(main, ["excerpt", "lindqvist-2019", "--from", "The toll on barges was raised", "--to", "1923.", *options])
    assert result.exit_code == 0, result.output
    assert result.output.endswith("Written to seeds/excerpts/lindqvist-2019-p5.md.\n")
    text = (quotable / "seeds/excerpts/lindqvist-2019-p5.md").read_text(encoding="utf-8")
    assert text.endswith("---\nTolls went up, then away.\n")
    assert "See the next page." in text
    answer = CliRunner().invoke(main, ["check"]).output
    assert "digest is not written" not in answer


def test_note_without_a_kind_has_none(quotable: Path) -> None:
    """No word stands before it."""
    probe = excerpt("5", "The toll", "1923.", notes=[{"text": "Why?"}])
    assert [note.kind for note in probe.notes] == [None]


@pytest.mark.parametrize("option", ["--digest", "--note"])
def test_mistake_in_an_own_text_is_named_by_its_option(quotable: Path, option: str) -> None:
    """And no file is written."""
    words = ("--from", "The toll on barges was raised", "--to", "1923.", option, "See [@nobody-1900].")
    result = CliRunner().invoke(main, ["excerpt", "lindqvist-2019", *words])
    assert result.exit_code == 1
    assert result.output.startswith(f"{option}:")
    assert "there is no source 'nobody-1900'" in result.output
    assert not (quotable / "seeds/excerpts/lindqvist-2019-p5.md").exists()

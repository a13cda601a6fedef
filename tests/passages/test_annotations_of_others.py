"""Annotations of other programs, as browsers and viewers of PDFs give them: what is drafted, and what is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from briefing.cli import main
from briefing.markup.comments import comment
from tests.support.quotable import PARAGRAPHS, put_copy

PAGE = "https://example.org/law"
WORDS = "No bank may take the whole of the water"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def mark(words: str, text: str = "", uri: str = PAGE, around: tuple[str, str] = ("", ""), **more: Any) -> dict[str, Any]:
    selector = {"type": "TextQuoteSelector", "exact": words, "prefix": around[0], "suffix": around[1]}
    return {"uri": uri, "text": text, "target": [{"source": uri, "selector": [selector]}], **more}


def brought(folder: Path, *marks: dict[str, Any], options: tuple[str, ...] = ()) -> Result:
    (folder / "h.json").write_text(json.dumps({"annotations": marks}), encoding="utf-8")
    return run("excerpts", "import", "h.json", *options)


def drafted(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "seeds" / "excerpts").glob("lindqvist-2019-p*"))


def file(folder: Path, paragraph: int) -> str:
    return (folder / "seeds" / "excerpts" / f"lindqvist-2019-p{paragraph}.md").read_text(encoding="utf-8")


@pytest.fixture
def law(quotable: Path) -> Path:
    """The record of the article has an address."""
    record = quotable / "seeds" / "sources" / "lindqvist-2019.md"
    record.write_text(record.read_text(encoding="utf-8").replace("publisher:", f"URL: {PAGE}\npublisher:", 1), encoding="utf-8")
    return quotable


# ── what cannot be drafted ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("orphan", "said"),
    [
        (
            mark("No bank might take the whole of the rivers"),
            "Nearest text in ¶4: No bank [-might-] {+may+} take the whole of the [-rivers-]",
        ),
        (mark("Nothing here sounds familiar", around=("", " The judges of “Tarsa” — there a")), "The text beside it is in ¶"),
        (mark("In spring the gauges"), "2 times (¶6, ¶10)"),
        (mark("What a stranger wrote", uri="https://elsewhere.example/x"), "no source of the library has the address"),
    ],
    ids=["other words", "only the text beside it", "twice", "other page"],
)
def test_one_annotation_does_not_keep_out_the_others(law: Path, orphan: dict[str, Any], said: str) -> None:
    """It is named, with the nearest text."""
    done = brought(law, mark("The judges of “Tarsa”"), orphan)
    assert done.exit_code == 0, done.output
    assert said in " ".join(done.output.split())
    assert "1 excerpt drafted" in done.output


def test_passages_inside_one_that_cannot_be_drafted_come_in_alone(law: Path) -> None:
    """So a comment is not lost with the passage around it."""
    record = law / "seeds" / "sources" / "lindqvist-2019.md"
    text = record.read_text(encoding="utf-8")
    assert "body: 2-11" in text
    record.write_text(text.replace("body: 2-11", "body: 4-11"), encoding="utf-8")
    done = brought(law, mark(f"{PARAGRAPHS[2]} {PARAGRAPHS[3]}"), mark("The judges of “Tarsa”", "Who were they?"))
    assert done.exit_code == 0, done.output
    assert "Who were they?" in file(law, 4)


def test_excerpts_of_briefing_come_in_beside_one_that_is_there(law: Path) -> None:
    """The one that is there stays as it is."""
    assert brought(law, mark(WORDS), mark("The commission meets in Odra.")).exit_code == 0
    run("excerpts", "export", "out.json", "lindqvist-2019-p4", "lindqvist-2019-p11")
    (law / "seeds" / "excerpts" / "lindqvist-2019-p11.md").unlink()
    before = file(law, 4)
    done = run("excerpts", "import", "out.json")
    assert done.exit_code == 0, done.output
    assert "there is an excerpt 'lindqvist-2019-p4' already" in done.output
    assert drafted(law) == ["lindqvist-2019-p11.md", "lindqvist-2019-p4.md"]
    assert file(law, 4) == before


# ── sources ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("uri", "more"),
    [
        ("https://web.archive.org/web/2020/https://www.example.org/law/", {}),
        ("urn:x-pdf:0a1b", {"document": {"link": [{"href": "urn:x-pdf:0a1b"}, {"href": PAGE}]}}),
    ],
    ids=["a kept page", "another address of the document"],
)
def test_source_is_found_by_each_address_of_the_document(law: Path, uri: str, more: dict[str, Any]) -> None:
    """Nothing is guessed."""
    done = brought(law, mark(WORDS, uri=uri, **more))
    assert done.exit_code == 0, done.output
    assert "is taken for" not in done.output


@pytest.mark.parametrize("uri", ["urn:x-pdf:0a1b", "file:///C:/texts/law.pdf", ""])
def test_file_in_a_browser_finds_its_source_by_words_and_says_so(law: Path, uri: str) -> None:
    """All its highlights belong to one source: one that the copy lacks is named with the nearest text."""
    done = brought(law, mark(WORDS, uri=uri), mark("The judges of “Tarsa” said nothing of it", uri=uri))
    assert done.exit_code == 0, done.output
    assert "is taken for a passage of 'lindqvist-2019'" in done.output
    assert drafted(law) == ["lindqvist-2019-p4.md"]


def test_file_with_the_title_of_a_source_is_of_this_source(law: Path) -> None:
    """Also where its words are in none of the copies: they are named with the nearest text."""
    uri = "file:///home/me/The%20Law%20of%20the%20Sarn.pdf"
    done = brought(law, mark("No bank might take the whole of the rivers", uri=uri), mark("of “Tarsa”", uri=uri))
    assert done.exit_code == 0, done.output
    assert "Nearest text in ¶4" in done.output
    assert "the title or file of the document" in done.output


def test_words_of_no_copy_are_given_to_no_source(law: Path) -> None:
    """The advice is one that works."""
    done = brought(law, mark("Words of another text altogether", uri="urn:x-pdf:0a1b"))
    assert done.exit_code == 1
    assert "--as SOURCE-ID" in done.output
    assert drafted(law) == []


def test_words_of_two_copies_are_given_to_neither(law: Path) -> None:
    """Both are named."""
    other = next(path.stem for path in sorted((law / "seeds" / "sources").glob("*.md")) if path.stem != "lindqvist-2019")
    put_copy(law, source=other)
    done = brought(law, mark(WORDS, uri="urn:x-pdf:0a1b"))
    assert done.exit_code == 1
    assert f"'{other}'" in done.output
    assert "'lindqvist-2019'" in done.output
    assert "--as SOURCE-ID" in done.output


def test_two_words_do_not_say_of_which_text_they_are(law: Path) -> None:
    """The user does."""
    assert brought(law, mark("of “Tarsa”", uri="urn:x-pdf:0a1b")).exit_code == 1
    done = brought(law, mark("of “Tarsa”", uri="urn:x-pdf:0a1b"), options=("--as", "lindqvist-2019"))
    assert done.exit_code == 0, done.output
    assert drafted(law) == ["lindqvist-2019-p4.md"]


# ── words as browsers give them ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (f"{PARAGRAPHS[6]}{PARAGRAPHS[7]}", 7),
        ("No bank may take the whole of the wa-\nter", 4),
        ("No bank may take the whole of the wa\u00ad\nter", 4),
        ("o bank may take the who", 4),
        ("whole of the water.7 The judges of “Tarsa” — there are seven12 — ask", 4),
        ("The commission meets in Odra.³", 11),
        ("In spring the gauges are read twice a day.12 In summer", 6),
    ],
    ids=[
        "no space between paragraphs",
        "hyphen at the end of a line",
        "soft hyphen",
        "cut at both ends",
        "numbers of notes",
        "raised number",
        "mark of the copy",
    ],
)
def test_words_are_found_as_browsers_give_them(law: Path, words: str, first: int) -> None:
    """The passage is that of the copy, with whole words, and what differs is told, except for the hyphens that end a line."""
    done = brought(law, mark(words))
    assert done.exit_code == 0, done.output
    assert (f"(¶{first}" in done.output) == ("\n" not in words)
    assert run("verify", f"lindqvist-2019-p{first}").output.startswith("exact")


def test_cut_words_are_shown_whole(law: Path) -> None:
    """So the reader of the message sees what was added."""
    done = brought(law, mark("o bank may take the who"))
    assert "begins or ends within a word: the passage has the whole words, “No bank may take the whole”" in done.output


def test_numbers_that_belong_to_the_text_are_compared(law: Path) -> None:
    """Only a number right behind a word can be the mark of a note."""
    assert brought(law, mark("The toll on barges was raised in 1912.")).exit_code == 1
    assert brought(law, mark("The toll on barges was raised in 19111. The toll")).exit_code == 1


def test_numbers_are_never_joined(law: Path) -> None:
    """A space or a hyphen in a number changes it."""
    done = brought(law, mark("The toll on barges was raised in 19 11."))
    assert done.exit_code == 1
    assert "is not in the copy" in done.output


# ── comments ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("A ![plan](https://example.org/p.png) and *this*.", "A and *this*.", "picture “plan”"),
        ("A <u>line</u> and **that**.", "A line and **that**.", "the tag <u>"),
        ("See [here](../here.html), *please*.", "See here, *please*.", "'../here.html' is not a web address"),
        ("Why:\n- one *thing*\n- another", "Why:\n\n– one *thing*\n\n– another", ""),
        ("3. third\n4. fourth", "3. third\n\n4. fourth", ""),
        ("One.\n\nTwo [word](https://example.org).", "One.\n\nTwo [word](https://example.org).", ""),
        ("To @anna-maria: *no* <b>way</b>", "To \\@anna-maria: *no* way", "the tag <b>"),
        ("Ask [@nobody] *now*", "Ask \\[\\@nobody\\] *now*", ""),
        ("~~old~~ new", "new", "struck out (“old”)"),
        ("> theirs\n\nmine", "theirs\n\nmine", "block quotation"),
        ("![plan](p.png)", "", "picture"),
        ("-", "-", "plain signs"),
    ],
)
def test_comments_keep_what_a_note_can_have(text: str, line: str, told: str) -> None:
    """What it cannot have is left out and told."""
    found = comment(text)
    assert found.text == line
    assert told in " ".join(found.left_out)
    assert bool(found.left_out) == bool(told)


def test_list_in_a_comment_has_its_lines_in_the_file(law: Path) -> None:
    """The file shows them as lines, and check takes them."""
    done = brought(law, mark(WORDS, "Why:\n- one\n- another ![p](p.png)"))
    assert "in its comment, the picture “p” (p.png) is left out" in done.output
    assert "- text: |-\n    Why:\n\n    – one\n\n    – another\n" in file(law, 4)
    assert "raw HTML" not in run("check").output

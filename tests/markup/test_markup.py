"""Markdown: every form that is read, and every fault. The cases are texts, in markup.md.

A case is a heading, a Markdown text, and what becomes of it: the tree, then a line for each fault.

    ## Emphasis
    ~~~~
    A *word*.
    ~~~~
    ~~~~ tree
    …
    ~~~~

A heading that ends in (line) or (title) is read in that form. `pytest --update` rewrites the trees.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from briefing import markup
from briefing.document import Note, NoteMark, Paragraph, Reference, Section, Text, identifiers, plain, tree, walk
from briefing.markup import Cite, Form

CASES_FILE = Path(__file__).resolve().parent / "markup.md"
_CASE = re.compile(r"^~~~~\n(?P<text>.*?)^~~~~\n~~~~ tree\n(?P<tree>.*?)^~~~~$", re.MULTILINE | re.DOTALL)


def parts(text: str) -> Iterator[str]:
    starts, inside = [], False
    for match in re.finditer(r"^(?:~~~~|## ).*\n", text, re.MULTILINE):
        if match[0].startswith("~"):
            inside = not inside
        elif not inside:
            starts.append(match.start())
    for start, end in itertools.pairwise([*starts, len(text)]):
        yield text[start:end]


def shown(text: str, form: Form = "blocks") -> str:
    """Return the tree of a text and its faults."""
    parsed = markup.parse(text, form)
    lines = [tree(block) for block in parsed.blocks]
    lines += [f"FAULT in line {fault.line + 1}: {fault.message}\n  {fault.hint}" for fault in parsed.faults]
    return "".join(f"{line}\n" for line in lines)


def form_of(title: str) -> Form:
    match = re.search(r"\((line|title)\)$", title)
    return cast(Form, match[1]) if match else "blocks"


CASES = {part.split("\n", 1)[0].removeprefix("## "): part for part in parts(CASES_FILE.read_text(encoding="utf-8"))}


def test_there_are_cases_enough() -> None:
    """Each has a title of its own."""
    assert len(CASES) == len(list(parts(CASES_FILE.read_text(encoding="utf-8")))) >= 60


@pytest.mark.parametrize("title", CASES)
def test_markdown_becomes_its_tree(title: str, request: pytest.FixtureRequest) -> None:
    """The tree and the faults of each case."""
    match = _CASE.search(CASES[title])
    assert match, f"'{title}' has no text or no tree"
    found = shown(match["text"], form_of(title))
    if request.config.getoption("--update"):
        whole = CASES_FILE.read_text(encoding="utf-8")
        start = whole.index(f"## {title}\n")
        place = _CASE.search(whole, start)
        assert place
        CASES_FILE.write_text(whole[: place.start("tree")] + found + whole[place.end("tree") :], encoding="utf-8")
    else:
        assert found == match["tree"]


@pytest.mark.parametrize("words", ["<!-- x -->", "&shy;", "&nbsp;", "\u200e", "[ ]{.smallcaps}", "` `", "[]{lang=ru}", "**&shy;**"])
def test_heading_that_shows_nothing_has_no_words(words: str) -> None:
    """Whatever is written there: a remark, a soft hyphen, or a form of nothing. The title of a section is told in the same way."""
    assert [fault.message for fault in markup.parse(f"## {words}\n\nText.").faults] == ["a heading has no words"]
    assert "the title is empty" in [fault.message for fault in markup.parse(words, "title").faults]


# ── behaviours ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_like(ending: str) -> None:
    """Texts from Windows, and from old Macs, are the same texts."""
    assert markup.parse(ending.join(["One", "two.", "", "- Three"])).blocks == markup.parse("One\ntwo.\n\n- Three").blocks


def test_text_is_never_empty_and_has_single_spaces() -> None:
    """What the model promises holds for any text of these pieces, and marks and notes come in pairs."""
    rng = random.Random(7)
    pieces = [
        "a",
        "word ",
        "  ",
        "*b*",
        "**c**",
        "[d](https://e.org)",
        "[@f, ¶1]",
        "^[g]",
        "[h]{lang=ru}",
        "\n",
        "\n\n",
        "- i\n",
        "\\*",
        "&amp;",
    ]
    for _ in range(400):
        text = "".join(rng.choices(pieces, k=rng.randint(1, 12)))
        parsed = markup.parse(text)
        for node in walk(parsed.blocks):
            if isinstance(node, Text):
                assert node.text, text
                assert "  " not in node.text, text
                assert "\n" not in node.text, text
            if isinstance(node, Paragraph):
                assert node.children, text
        marks = [node.note for node in walk(parsed.blocks) if isinstance(node, NoteMark)]
        assert sorted(marks) == sorted(node.id for node in walk(parsed.blocks) if isinstance(node, Note)), text


def test_no_letter_is_lost_without_a_fault() -> None:
    """Every word of a text is in its tree, or something is said to be wrong."""
    rng = random.Random(11)
    for _ in range(300):
        words = [f"w{n}x" for n in range(rng.randint(1, 9))]
        joints = [
            " ",
            "\n",
            "\n\n",
            "\n- ",
            "\n1. ",
            "\n## ",
            " *",
            "* ",
            "**",
            "[",
            "](https://e.org) ",
            "^[",
            "] ",
            "|",
            "> ",
            "<b>",
            "`",
            "    ",
            "~",
        ]
        text = "".join(f"{rng.choice(joints)}{word}" for word in words)
        parsed = markup.parse(text)
        said = plain(parsed.blocks)
        assert parsed.faults or all(word in said for word in words), text


def test_reading_twice_gives_the_same_object() -> None:
    """Texts are remembered, for every outline reads them again."""
    assert markup.parse("Some *words*.") is markup.parse("Some *words*.")


def test_citations_are_listed_with_their_lines() -> None:
    """So that a wrong one is found."""
    text = "One [@a, ¶1].\n\nTwo\nlines [@b;\n@c] and [@d].\n\n- Three [@e]\n"
    assert markup.parse(text).citations == ((0, "[@a, ¶1]"), (3, "[@b; @c]"), (4, "[@d]"), (6, "[@e]"))


def test_citation_is_a_reference_until_it_is_worded() -> None:
    """Its target names the whole cluster."""
    found = [node for node in walk(markup.parse("So [@a, ¶3;  @b].").blocks) if isinstance(node, Reference)]
    assert [node.target for node in found] == ["citation:[@a, ¶3; @b]"]


@pytest.mark.parametrize(
    ("cluster", "cites"),
    [
        ("[@a]", (Cite("a", ""),)),
        ("[ @a-1 , ¶3–4, 9 ; @b ]", (Cite("a-1", "¶3–4, 9"), Cite("b", ""))),
        ("[@a, p. 3]", (Cite("a", "p. 3"),)),
        ("[see @a p. 3; but\ncf. -@b_2]", (Cite("a", "p. 3", "see"), Cite("b_2", "", "but cf.", "suppressed"))),
        ("@a", (Cite("a", "", "", "in-text"),)),
        ("@a [p. 3]", (Cite("a", "p. 3", "", "in-text"),)),
    ],
)
def test_cluster_is_split_into_its_citations(cluster: str, cites: tuple[Cite, ...]) -> None:
    """Key, comma, place; semicolons between them."""
    assert markup.parse_cluster(cluster) == cites


@pytest.mark.parametrize("cluster", ["[a]", "[@]", "[@a; b]", "[@a,]", "[@a;]"])
def test_what_is_no_cluster_is_refused(cluster: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match="is not a citation"):
        markup.parse_cluster(cluster)


@pytest.mark.parametrize(
    ("locator", "numbers"),
    [("¶3", (3,)), ("¶3–5", (3, 4, 5)), ("¶3-5, 9", (3, 4, 5, 9)), ("¶¶ 3, ¶7", (3, 7)), ("p. 3", ()), ("", ()), ("chapter 2", ())],
)
def test_locator_names_its_paragraphs(locator: str, numbers: tuple[int, ...]) -> None:
    """Other places than paragraphs name none."""
    assert markup.cited_paragraphs(locator) == numbers


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Two rules", "two-rules"), ("  Who’s who? ", "who-s-who"), ("Дела", "дела"), ("???", "section"), ("Ａ１", "a1"), ("a_b", "a-b")],
)
def test_slug_of_a_title(title: str, slug: str) -> None:
    """Letters and digits of any script, with hyphens between."""
    assert identifiers.slug(title) == slug


def test_headings_nest_whatever_levels_they_skip() -> None:
    """A #### below a ## is its child, and the next ## is its sibling."""
    blocks = markup.parse("## A\n\n#### B\n\n### C\n\n## D").blocks
    assert [(plain(s.title), [plain(c.title) for c in s.blocks if isinstance(c, Section)]) for s in blocks if isinstance(s, Section)] == [
        ("A", ["B", "C"]),
        ("D", []),
    ]


@pytest.mark.slow
def test_long_text_is_read_in_time() -> None:
    """A text of a whole book chapter takes no more than moments, even one of brackets only."""
    for text in ("word " * 40_000, "[" * 3_000, "*a " * 3_000, "^[" * 2_000, "`" * 5_000, "[@" * 3_000):
        markup.parse(text)


@pytest.mark.parametrize(
    ("text", "quotes", "printed"),
    [
        ('The river\'s "fair share"', "“”‘’", "The river’s “fair share”"),
        ("'Fair' shares in the '90s -- and now...", "“”‘’", "‘Fair’ shares in the ’90s – and now…"),
        ('Курс "Вода"', "«»„“", "Курс «Вода»"),
        ("A *star*, a [bracket] and & stay; 1. so", "“”‘’", "A *star*, a [bracket] and & stay; 1. so"),
    ],
)
def test_plain_words_have_the_signs_of_print(text: str, quotes: str, printed: str) -> None:
    """As in running text, but nothing else in them is Markdown."""
    assert markup.print_signs(text, quotes) == printed

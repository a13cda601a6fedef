"""What other programs print and packs do not: how it looks in a text, what to say of it, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping

Unprinted = tuple[re.Pattern[str], str, str]
"""A pattern of plain characters that were meant as something else, a message with a place for them, and a hint."""


def _patterns(*found: tuple[str, str, str]) -> tuple[Unprinted, ...]:
    return tuple((re.compile(pattern), message, hint) for pattern, message, hint in found)


INSTEAD_OF_TAGS: Mapping[str, str] = {
    "sub": "Write H~2~O.",
    "sup": "Write x^2^.",
    "s": "Write ~~words~~.",
    "del": "Write ~~words~~.",
    "strike": "Write ~~words~~.",
    "b": "Write **words**.",
    "i": "Write *words*.",
    "em": "Write *words*.",
    "strong": "Write **words**.",
    "u": "Write *words*.",
    "mark": "Write ==words==.",
    "code": "Write `words`.",
    "kbd": "Write `words`.",
    "br": "End the line with a backslash, \\.",
    "blockquote": "Write > at the beginning of each line.",
    "a": "Write [words](https://example.org).",
    "img": "Write ![What it shows](images/map.png) in a paragraph of its own.",
    "table": "Write | between the cells, and | --- | --- | under the heads.",
    "details": "Write ::: box in a line before it, and ::: in a line after it.",
}
"""What to write in the place of tags that people try."""

IN_WORDS = _patterns(
    (r"\[@", "a citation that begins with [@ is not closed", "Write ] at its end."),
    (r"\*\*", "bold words have ** on one side only", "Write **words** with ** on both sides and no space inside."),
    (r"\]\(", "a link is not complete", "Write [words](https://example.org), with the whole address and without spaces in it."),
    (r"\^\[", "a footnote that begins with ^[ is not closed", "Write ] at its end."),
    (r"(?:^|\s):::+", "a box has no end or no beginning", "Write ::: box in a line before it, and ::: in a line after it."),
    (r"^\+[-=+]{3,}", "a table of + and - is not printed", "Write | between the cells, and | --- | --- | under the heads."),
    (r"\{\{[^{}]*\}\}|\{%[^{}]*%\}", "{} is not filled in, in texts", "Write what is to be printed, or take it out."),
    (
        r"\{:[^{}]*\}|\{[#.][\w:-]+[^{}]*\}|\{[\w-]+=[^{}]*\}",
        "the braces {} belong to nothing",
        "Write them right behind a heading or words in square brackets, or take them out.",
    ),
    (r"\{[a-z]+(?::[a-z]+)*\}$", "the role {} is not printed", "Write Markdown: [words](#id), *emphasis*."),
    (r"\$\$", "a formula between $$ is not closed", "Write $$ at both ends, or \\$ for the sign."),
    (
        r"(?:^|\s)\*\w|\w\*(?:$|\s)",
        "words in italics have * on one side only",
        "Write *words* with * on both sides. For a star, write \\*.",
    ),
    (
        r"(?<![\w:/]):(?:\+1|-1|[a-z][a-z0-9_+]{1,30}):(?![\w:/])",
        "the code {} of an emoji is not printed",
        "Take it out, or write \\: for a colon.",
    ),
    (r"\+\+\w[^+\n]*\w\+\+", "words that are inserted, {}, are not marked", "Write *words* or ==words==."),
    (
        r"(?<!\w)~[^\s~][^~\n]{0,60}\s[^~\n]{0,60}[^\s~]~(?!\w)|\^[^\s^][^^\n]{0,60}\s[^^\n]{0,60}[^\s^]\^(?!\w)",
        "raised or lowered words have a space in them: {}",
        "Write a backslash before the space: x^a\\ b^. For the sign alone, write \\~ or \\^.",
    ),
)
"""Within a line."""

IN_PARAGRAPHS = _patterns(
    (
        r"^#+(?=[^\s#\d])|^#{7,}(?=\s)",
        "a line that begins with {} is no heading",
        "Write ## and a space before a heading, or \\# for the sign.",
    ),
    (
        r"\*\[[^\]\n]+\]:",
        "the abbreviation {} is not explained",
        "Write its meaning in brackets behind it.",
    ),
    (
        r"^\[(?:TOC|toc|_TOC_)\]$",
        "{} prints no list of contents",
        "Take it out. The outline says with 'contents:' what it has.",
    ),
    (
        r"\s\^[A-Za-z0-9-]+$",
        "the mark of a block at its end is not printed",
        "Take it out. {#id} names a heading or a table.",
    ),
)
"""In a whole paragraph."""

_DIAGRAMS = "mermaid|dot|graphviz|plantuml|tikz|d2|vega-lite|vega"


def of_fence(info: str) -> tuple[str, str] | None:
    """Return what is wrong with lines between ```, from what is behind the first of them, and what to do; None if they are as typed."""
    first = info.strip().split(maxsplit=1)[0] if info.strip() else ""
    name = first.strip("{}=.").split(",")[0]
    if first.startswith("{="):
        return f"words for {name} only are not printed", "Write Markdown, or take them out."
    if re.fullmatch(_DIAGRAMS, name):
        return (
            f"the drawing in {name} is not drawn",
            "Write ![What it shows](images/drawing.svg), with a picture of it.",
        )
    if first.startswith("{") and not first.startswith("{."):
        return (
            f"{first} is not carried out",
            "Write ``` without braces to print the lines as they are typed. A box is ::: note.",
        )
    return None

"""Splitting Markdown into tokens: CommonMark, and what pandoc adds to it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from briefing.markup import block_rules, formula_rules, inline_rules, typewriter_signs

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 20
"""How many levels of nesting a text may have. markdown-it drops deeper levels without an error."""


def line_tokens(text: str, quotes: str) -> list[Token]:
    """Return the tokens of paragraphs that have no blocks such as lists: `30. June` is a date here, not an item of a list."""
    from markdown_it.token import Token  # here and below: it takes longer to load than a text to read

    found: list[Token] = []
    line = 0
    for part in re.split(r"(\n\s*\n)", text):
        if part.strip():
            start = line + part[: len(part) - len(part.lstrip())].count("\n")
            opening = Token("paragraph_open", "p", 1, map=[start, start + 1])
            found += [opening, *markdown(quotes).parseInline(part.strip()), Token("paragraph_close", "p", -1)]
        line += part.count("\n")
    return found


def too_deep(tokens: Sequence[Token]) -> int | None:
    """Return the line on which a text is nested too deeply, or None if no line is."""
    depth = line = 0
    for token in tokens:
        depth += token.nesting
        line = token.map[0] if token.map else line
        inner = itertools.accumulate(child.nesting for child in token.children or ())
        if depth >= DEEPEST or max(inner, default=0) > DEEPEST:
            return line
    return None


def print_signs(text: str, quotes: str) -> str:
    """Return plain words with the quotation marks, apostrophes and dashes that they have in Markdown. All else in them is as it is."""
    if not re.search(r"['\"]|--|\.\.\.", text):
        return text
    from markdown_it.rules_core import StateCore, smartquotes
    from markdown_it.token import Token

    words = Token("text", "", 0, content=text)
    state = StateCore(text, markdown(quotes), {}, [Token("inline", "", 0, content=text, children=[words])])
    for rule in (typewriter_signs.before_quotes, smartquotes, typewriter_signs.after_quotes):
        rule(state)
    return words.content


@cache
def markdown(quotes: str) -> MarkdownIt:
    """Return a parser that sets these quotation marks."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.subscript import sub_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    parser = MarkdownIt("commonmark", {"typographer": True, "quotes": quotes}).enable(["table", "smartquotes", "strikethrough"])
    parser.core.ruler.disable("text_join")  # what is escaped stays apart, so that \\* is not taken for a forgotten star
    parser.core.ruler.before("smartquotes", "typewriter_signs", typewriter_signs.before_quotes)
    parser.core.ruler.after("smartquotes", "lone_quotes", typewriter_signs.after_quotes)
    container_plugin(parser, "block", validate=lambda _params, _marker: True)
    deflist_plugin(parser)
    dollarmath_plugin(parser, allow_space=False, allow_digits=False, allow_labels=False, double_inline=True)
    footnote_plugin(parser, inline=False, move_to_end=False, always_match_refs=True)
    sub_plugin(parser)
    superscript_plugin(parser)
    formula_rules.add_to(parser)
    block_rules.add_to(parser)
    inline_rules.add_to(parser)
    return parser


def closing(tokens: Sequence[Token], position: int) -> int:
    """Return the place of the token that closes the token at `position`. A token that opens nothing closes itself."""
    depth = 0
    for place in range(position, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens)


def groups(tokens: Sequence[Token], kind: str) -> Iterator[Sequence[Token]]:
    """Yield the tokens inside each outermost token of a kind."""
    position = 0
    while position < len(tokens):
        if tokens[position].type == kind:
            end = closing(tokens, position)
            yield tokens[position + 1 : end]
            position = end
        position += 1

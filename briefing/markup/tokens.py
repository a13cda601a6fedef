"""Splitting Markdown into tokens: CommonMark, tables, and pandoc's citations, footnotes and language spans."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
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


@cache
def markdown(quotes: str) -> MarkdownIt:
    """Return a parser that sets these quotation marks."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"typographer": True, "quotes": quotes}).enable(["table", "smartquotes"])
    parser.core.ruler.disable("text_join")  # what is escaped stays apart, so that \\* is not taken for a forgotten star
    parser.inline.ruler.before("link", "numbered_footnote", _numbered_footnote_rule)
    parser.inline.ruler.before("link", "citation", _citation_rule)
    parser.inline.ruler.before("link", "footnote", _footnote_rule)
    parser.inline.ruler.before("link", "language", _language_rule)
    return parser


def _citation_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[@", state.pos):
        return False
    end = state.src.find("]", state.pos)
    if end < 0:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = " ".join(state.src[state.pos : end + 1].split())
        token.meta = {"lines": state.src.count("\n", state.pos, end)}
    state.pos = end + 1
    return True


def _numbered_footnote_rule(state: StateInline, silent: bool) -> bool:
    match = re.compile(r"\[\^[^\]\s]+\]").match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("numbered_footnote", "", 0).content = match.group()
    state.pos = match.end()
    return True


def _footnote_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    _nest(state, "footnote", state.pos + 2, end, end + 1, silent=silent)
    return True


def _language_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    attribute = re.compile(r"\{\s*lang=\"?([A-Za-z0-9-]+)\"?\s*\}").match(state.src, end + 1) if end >= 0 else None
    if not attribute:
        return False
    _nest(state, "language", state.pos + 1, end, attribute.end(), silent=silent, meta={"tag": attribute[1]})
    return True


def _nest(state: StateInline, kind: str, start: int, end: int, after: int, *, silent: bool, meta: dict[str, str] | None = None) -> None:
    """Push an opening token, the tokens of the text between `start` and `end`, and a closing token."""
    if not silent:
        limit = state.posMax
        state.pos, state.posMax = start, end
        state.push(f"{kind}_open", "", 1).meta = meta or {}
        state.md.inline.tokenize(state)
        state.push(f"{kind}_close", "", -1)
        state.posMax = limit
    state.pos = after


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

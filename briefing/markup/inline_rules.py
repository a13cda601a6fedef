"""Rules for signs within a line that CommonMark lacks and pandoc has: citations, footnotes in their place, spans with attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.markup.attributes import attributes
from briefing.markup.clusters import CLUSTER, IN_TEXT, KEY

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_CLUSTER = re.compile(CLUSTER + r"(?![(\[{])")
_IN_TEXT = re.compile(IN_TEXT)
_CROSS = re.compile(rf"@((?:tbl|fig|map|sec|eq)-{KEY})")
"""A reference to a table, a figure or a section, as Quarto writes it."""
_WIKI = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]|\n]+))?\]\]")
_MARKED = re.compile(r"(?<!=)==(?=[^\s=])([^\n]*?[^\s=])==(?!=)")
_BRACES = re.compile(r"\{[^{}]*\}")


def add_to(parser: MarkdownIt) -> None:
    """Teach a parser these signs."""
    parser.inline.ruler.at("image", _picture)
    parser.inline.ruler.before("link", "citation", _citation)
    parser.inline.ruler.before("sup", "footnote", _footnote)
    parser.inline.ruler.before("link", "span", _span)
    parser.inline.ruler.before("citation", "mention", _mention)
    parser.inline.ruler.before("citation", "wiki_link", _wiki_link)
    parser.inline.ruler.before("emphasis", "mark", _mark)


def _picture(state: StateInline, silent: bool) -> bool:
    """Read a picture with the attributes behind it."""
    from markdown_it.rules_inline import image  # it takes longer to load than a text to read

    if not image(state, silent):
        return False
    braces = _BRACES.match(state.src, state.pos, state.posMax)
    found = attributes(braces[0]) if braces else None
    if braces and found:
        if not silent:
            state.tokens[-1].meta = {"attributes": found}
        state.pos = braces.end()
    return True


def _citation(state: StateInline, silent: bool) -> bool:
    match = _CLUSTER.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if not match:
        return False
    cross = re.fullmatch(rf"\[{_CROSS.pattern}\]", match[0])
    if not silent:
        token = state.push("cross_reference" if cross else "citation", "", 0)
        token.content = cross[1] if cross else " ".join(match[0].split())
        token.meta = {"lines": match[0].count("\n")}
    state.pos = match.end()
    return True


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """Read a link between notes, as in Obsidian: `[[Heading]]`, `[[Heading|words]]`."""
    match = _WIKI.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("wiki_link", "", 0)
        token.content = (match[2] or match[1].lstrip("#")).strip()
        token.meta = {"target": match[1].rpartition("#")[2]}
    state.pos = match.end()
    return True


def _mark(state: StateInline, silent: bool) -> bool:
    """Read marked words: `==words==`."""
    match = _MARKED.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    _nest(state, "mark", match.start(1), match.end(1), match.end(), silent=silent)
    return True


def _mention(state: StateInline, silent: bool) -> bool:
    """Read `@key` as a word of the sentence: the author of a source, or the number of a table, a figure or a section."""
    if state.src[state.pos] != "@" or (state.pos and re.match(r"[\w.@[]", state.src[state.pos - 1])):
        return False
    cross, match = _CROSS.match(state.src, state.pos, state.posMax), _IN_TEXT.match(state.src, state.pos, state.posMax)
    found = cross or match
    if not found:
        return False
    if not silent:
        token = state.push("cross_reference" if cross else "citation", "", 0)
        token.content = cross[1] if cross else " ".join(found[0].split())
        token.meta = {"lines": found[0].count("\n")}
    state.pos = found.end()
    return True


def _footnote(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    _nest(state, "footnote", state.pos + 2, end, end + 1, silent=silent)
    return True


def _span(state: StateInline, silent: bool) -> bool:
    """Read words with attributes: `[слово]{lang=ru}`, and attributes right after a picture, a link or code."""
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    braces = _BRACES.match(state.src, end + 1) if end >= 0 else None
    found = attributes(braces[0]) if braces else None
    if not (braces and found):
        return False
    _nest(state, "span", state.pos + 1, end, braces.end(), silent=silent, meta={"attributes": found})
    return True


def _nest(state: StateInline, kind: str, start: int, end: int, after: int, *, silent: bool, meta: dict[str, object] | None = None) -> None:
    """Push an opening token, the tokens of the text between `start` and `end`, and a closing token."""
    if not silent:
        limit = state.posMax
        state.pos, state.posMax = start, end
        state.push(f"{kind}_open", "", 1).meta = meta or {}
        state.md.inline.tokenize(state)
        state.push(f"{kind}_close", "", -1)
        state.posMax = limit
    state.pos = after

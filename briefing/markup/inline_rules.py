"""Rules for signs within a line that CommonMark lacks and pandoc has: citations, footnotes in their place, spans with attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.markup.attributes import attributes
from briefing.markup.clusters import CLUSTER, CROSS_KEY, IN_TEXT, parse_cross
from briefing.markup.formula_rules import bracketed

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_CLUSTER = re.compile(CLUSTER + r"(?![(\[{])")
_IN_TEXT = re.compile(IN_TEXT)
_CROSS = re.compile(rf"-?@{CROSS_KEY}")
"""A reference to a table, a figure or a section, as Quarto writes it."""
_WIKI = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]|\n]+))?\]\]")
_MARKED = re.compile(r"(?<!=)==(?=[^\s=])([^\n]*?[^\s=])==(?!=)")
_EMBEDDED = re.compile(r"!\[\[[^\[\]\n]+\]\]")
_BRACES = re.compile(r"\{[^{}]*\}")
_TEX = re.compile(r"\\([a-zA-Z]{2,})\*?(?:\[[^\[\]\n]*\])?(?:\{([^{}\n]*)\})?(?:\{[^{}\n]*\})*")
_TEX_FORMULA = re.compile(r"\\\((?P<tex>.{1,2000}?)\\\)", re.DOTALL)
_TEX_DISPLAY = re.compile(r"\\\[(?P<tex>.{1,2000}?)\\\]", re.DOTALL)
_EXAMPLE = re.compile(r"\(@([\w-]+)\)")
"""A reference to an item of a list whose numbers go through the text."""
_REMARK = re.compile(r"%%(?!%).*?%%", re.DOTALL)


def add_to(parser: MarkdownIt) -> None:
    """Teach a parser these signs."""
    parser.inline.ruler.at("image", _picture)
    parser.inline.ruler.before("link", "citation", _citation)
    parser.inline.ruler.before("sup", "footnote", _footnote)
    parser.inline.ruler.before("link", "span", _span)
    parser.inline.ruler.before("citation", "mention", _mention)
    parser.inline.ruler.before("citation", "wiki_link", _wiki_link)
    parser.inline.ruler.before("citation", "embedded", _embedded)
    parser.inline.ruler.before("emphasis", "mark", _mark)
    parser.inline.ruler.before("escape", "tex_formula", _tex_formula)
    parser.inline.ruler.before("escape", "tex_command", _tex_command)
    parser.inline.ruler.before("emphasis", "remark", _remark)
    parser.inline.ruler.before("link", "braces_behind", _braces_behind)


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
    """Read a citation, or a reference to a part of the pack, in brackets."""
    match = _CLUSTER.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    return _cited(state, match, silent=silent)


def _mention(state: StateInline, silent: bool) -> bool:
    """Read `@key` as a word of the sentence: the author of a source, or the number of a table, a figure or a section."""
    sign, examples = state.src[state.pos], state.env.get("examples", {})
    if sign == "@" and (example := _EXAMPLE.match(state.src, state.pos - 1, state.posMax)) and example[1] in examples:
        if not silent:
            state.pending += str(examples[example[1]])
        state.pos = example.end() - 1
        return True
    if sign not in "@-" or (state.pos and re.match(r"[\w.@[]", state.src[state.pos - 1])):
        return False
    cross = _CROSS.match(state.src, state.pos, state.posMax)
    return _cited(state, cross if cross or sign == "-" else _IN_TEXT.match(state.src, state.pos, state.posMax), silent=silent)


def _cited(state: StateInline, match: re.Match[str] | None, *, silent: bool) -> bool:
    if not match:
        return False
    if not silent:
        token = state.push("cross_reference" if parse_cross(match[0]) else "citation", "", 0)
        token.content = " ".join(match[0].split())
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


def _embedded(state: StateInline, silent: bool) -> bool:
    """Read a file that a note of Obsidian embeds: `![[map.png]]`."""
    match = _EMBEDDED.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("embedded", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _remark(state: StateInline, silent: bool) -> bool:  # noqa: ARG001  # a rule of the library
    """Pass over a remark of Obsidian: `%%words%%`."""
    match = _REMARK.match(state.src, state.pos, state.posMax)
    if match:
        state.pos = match.end()
    return bool(match)


def _tex_formula(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "\\":
        return False
    within = bracketed(_TEX_FORMULA.match(state.src, state.pos, state.posMax))
    match = within or bracketed(_TEX_DISPLAY.match(state.src, state.pos, state.posMax))
    if not match:
        return False
    if not silent:
        state.push("math_inline" if within else "math_inline_double", "math", 0).content = match["tex"]
    state.pos = match.end()
    return True


def _tex_command(state: StateInline, silent: bool) -> bool:
    r"""Read a command of TeX, such as `\ref{fig-map}`. A backslash in the path of a file begins none."""
    match = _TEX.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "\\" else None
    if not match or (state.pos and re.match(r"[\w:/\\.]", state.src[state.pos - 1])):
        return False
    if not silent:
        token = state.push("tex_command", "", 0)
        token.content, token.meta = match[0], {"name": match[1], "argument": (match[2] or "").strip()}
    state.pos = match.end()
    return True


def _braces_behind(state: StateInline, silent: bool) -> bool:
    """Read attributes right behind a link or behind code."""
    last = state.tokens[-1].type if state.tokens and not state.pending else ""
    match = _BRACES.match(state.src, state.pos, state.posMax) if last in ("link_close", "code_inline") else None
    if not match:
        return False
    if not silent:
        token = state.push("braces_behind", "", 0)
        token.content, token.meta = match[0], {"attributes": attributes(match[0])}
    state.pos = match.end()
    return True


def _mark(state: StateInline, silent: bool) -> bool:
    """Read marked words: `==words==`."""
    match = _MARKED.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    _nest(state, "mark", match.start(1), match.end(1), match.end(), silent=silent)
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

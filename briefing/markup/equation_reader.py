"""Turning the tokens of formulas on lines of their own into blocks: `$$E = mc^2$$ {#eq-mass}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefing.document import Block, Equation, Paragraph, Reference, Text
from briefing.document.changing import EQUATION
from briefing.markup.attributes import NO_NUMBER, Attributes, attributes
from briefing.markup.formula_rules import labelled
from briefing.markup.inline_reader import DISPLAYED, FORMULA, InlineReader

if TYPE_CHECKING:
    from markdown_it.token import Token

_BRACES = re.compile(r"\s*(\{[^{}]*\})")
_TAG = re.compile(r"\\tag\*?\s*\{[^{}]*\}")


def read_equation(token: Token, inlines: InlineReader) -> Equation:
    """Return a formula. With an id it has a number. What is wrong with it is noted in `inlines`."""
    found, tex = token.meta.get("attributes") or Attributes(), token.content.strip()
    for other in [*(f".{each}" for each in found.kinds if each not in NO_NUMBER), *(f"{key}=" for key in found.values)]:
        inlines.fault(f"the attribute {other} of a formula is not printed", "Take it out. {#eq-id} names the formula, to refer to it.")
    if tag := _TAG.search(tex):
        inlines.fault(f"the number {tag[0]} of a formula is not printed", "Take it out. A formula with an id, {#eq-id}, has a number.")
    name = found.id or token.meta.get("id", "")
    return Equation(name or EQUATION, (Reference(FORMULA + DISPLAYED + tex, (Text(tex),)),), "1" if name else "")


def with_equations(tokens: Sequence[Token], inlines: InlineReader) -> Iterator[Block]:
    """Yield a paragraph with formulas between `$$` in it: each has a line of its own, and the words go on below it."""
    words: list[Token] = []
    for place, token in enumerate(tokens):
        if token.type != "math_inline_double":
            words.append(token)
            continue
        yield from _stretch(words, inlines)
        words = []
        follows = tokens[place + 1] if tokens[place + 1 :] and tokens[place + 1].type == "text" else None
        match = _BRACES.match(follows.content) if follows else None
        found = attributes(match[1]) if match else None
        if follows and match and found:
            follows.content = follows.content[match.end() :]
        token.content, identity = labelled(token.content)
        token.meta = {"attributes": found, "id": identity}
        yield read_equation(token, inlines)
    yield from _stretch(words, inlines)


def _stretch(tokens: list[Token], inlines: InlineReader) -> Iterator[Block]:
    """Yield the words before, between or behind formulas."""
    words = list(inlines.read(tokens))
    if words and isinstance(words[0], Text):
        words[0] = Text(words[0].text.lstrip())
    if words and isinstance(words[-1], Text):
        words[-1] = Text(words[-1].text.rstrip())
    kept = tuple(each for each in words if not isinstance(each, Text) or each.text)
    if kept:
        yield Paragraph(kept)

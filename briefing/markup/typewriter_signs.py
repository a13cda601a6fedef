"""Signs as typewriters have them, turned into those of print: dashes, the ellipsis, apostrophes, feet and inches."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_SIGNS = (
    (re.compile(r"(?<!-)---(?!-)"), "—"),
    (re.compile(r"(?<!-)--(?!-)"), "–"),
    (re.compile(r"(?<!\.)\.\.\.(?!\.)"), "…"),
    (re.compile(r"(?<=\d)'(?=\d+\")"), "′"),
    (re.compile(r"(?<=′\d)\"|(?<=′\d\d)\""), "″"),
    (re.compile(r"(?<!\w)'(?=(?:tis|twas|twere|twill|twould|tisn't|em|cause|til|round|bout|cos|fraid)\b)", re.IGNORECASE), "’"),
    (re.compile(r"(?<!\w)'(n|o)'(?!\w)"), r"’\1’"),
    (re.compile(r"(?<!\w)'(?=\d\ds?\b(?!'))"), "’"),
)
"""Signs that come before quotation marks are found: these would take an apostrophe for one."""


def before_quotes(state: StateCore) -> None:
    """Turn dashes, ellipses and apostrophes."""
    _change(state, _signs)


def _signs(text: str) -> str:
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    return text


def after_quotes(state: StateCore) -> None:
    """Turn quotation marks that have no partner in their paragraph: a quotation goes on in the next one, or has begun before."""
    opening, closing = state.md.options.quotes[0], state.md.options.quotes[1]

    def change(text: str) -> str:
        text = re.sub(r"(?<![\w.,;:!?…)\]])\"(?=\w)", opening, text)
        return re.sub(r"(?<=[\w.,;:!?…)\]])\"(?!\w)", closing, text)

    _change(state, change)


def _change(state: StateCore, change: Callable[[str], str]) -> None:
    for token in state.tokens:
        if token.type == "inline":
            _change_texts(token.children or [], change)


def _change_texts(tokens: list[Token], change: Callable[[str], str]) -> None:
    is_address = False
    for token in tokens:
        if token.type == "link_open":
            is_address = token.info == "auto"
        elif token.type == "link_close":
            is_address = False
        elif token.type == "text" and not is_address:
            token.content = change(token.content)

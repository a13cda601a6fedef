"""Superscripts and subscripts as characters of their own."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
RAISED_DIGITS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_BETWEEN = frozenset(",–; ")
"""What stands between raised numbers and has no raised form."""
_MINUS = re.compile(r"\A–(?=\d)|(?<=\d)–\Z")
"""A dash that is a minus sign, as in 10–⁶, and not the dash of a range."""


def can_move(text: str) -> bool:
    """Say whether a text has only numbers and signs with raised and lowered forms, and what stands between them."""
    return all(ord(each) in _RAISED or each in _BETWEEN for each in text)


def moved(text: str, *, raised: bool) -> str:
    """Return a text as superscripts or subscripts: `⁶` for `6`. If some of its characters have no such form, return it as it is."""
    return _MINUS.sub("−", text).translate(_RAISED if raised else _LOWERED) if can_move(text) else text

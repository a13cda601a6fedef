"""Which numbers take which form of a word: the rules of CLDR for whole numbers, under names that a translator can choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def _east_slavic(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else "many"


def _polish(count: int) -> str:
    if count == 1:
        return "one"
    return "few" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else "many"


RULES: Mapping[str, Callable[[int], str]] = {
    "one-form": lambda _: "other",
    "one-other": lambda count: "one" if count == 1 else "other",
    "one-with-zero": lambda count: "one" if count in (0, 1) else "other",
    "east-slavic": _east_slavic,
    "polish": _polish,
}
"""Chinese and Japanese have one form; English, German, Kazakh, Turkish and Uzbek two; French too, with 0 like 1."""

FORMS = frozenset({"one", "few", "many", "other"})
"""The names of the forms."""

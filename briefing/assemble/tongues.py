"""Packs in two languages: mark the pack's own words, or the content, with a language tag if the document is in the other language."""

from __future__ import annotations

import dataclasses
import itertools
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

from briefing.document import Blocks, Inline, Inlines, Language, Quote
from briefing.document.changing import below

Node = TypeVar("Node")
_CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})
"""Languages whose words hold Cyrillic letters, as a rule."""


def marked(node: Node, language: str) -> Node:
    """Return blocks with every run of words in them marked with a language."""
    return cast(Node, _changed(node, lambda run: (Language(language, run),)))


def told_apart(blocks: Blocks, language: str, content: str) -> Blocks:
    """Return blocks with what is not marked yet marked as content; words in the language of the document need no mark.

    Args:
        blocks: With the pack's own words marked.
        language: Of the document.
        content: The language of what is not marked.
    """
    return cast(Blocks, _changed(blocks, lambda run: tuple(_apart(run, language, content))))


def _apart(run: Inlines, language: str, content: str) -> Iterator[Inline]:
    for is_marked, group in itertools.groupby(run, key=lambda inline: isinstance(inline, Language)):
        if not is_marked:
            yield Language(content, tuple(group))
            continue
        for inline in group:
            yield from inline.children if isinstance(inline, Language) and inline.tag == language else (inline,)


def _changed(node: Any, change: Callable[[Inlines], Inlines]) -> Any:
    if isinstance(node, tuple):
        is_run = bool(node) and all(isinstance(item, Inline) for item in node)
        return change(node) if is_run else tuple(_changed(item, change) for item in node)
    if isinstance(node, Quote):  # says itself in which language it is
        return dataclasses.replace(node, attribution=_changed(node.attribution, change))
    return below(node, lambda value: _changed(value, change))


def could_be(text: str, language: str) -> bool:
    """Say whether the letters of a text can be those of a language: words in Latin letters only are not Russian."""
    letters = [character for character in text if character.isalpha()]
    if not letters or language.lower().split("-")[0] not in _CYRILLIC or "latn" in language.lower():
        return True
    return any(unicodedata.name(letter, "").startswith("CYRILLIC") for letter in letters)

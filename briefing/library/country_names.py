"""Finding a country, or a role, as people write it: by its id or its name, in any letters, with or without an article."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Protocol

from briefing.system.patterns import pattern


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_ARTICLE = pattern(r"(?:(?:the|an?|der|die|das|les?|las?|los|el|il|lo|gli|de|het|os?|as)\s+|l['’])(?=\S)")
"""Articles of languages that put them before a name, and a space or an apostrophe after it."""


def country_id(given: str, countries: Mapping[str, _Named]) -> str:
    """Return the id of the country that is meant, or nothing if there is none, or more than one.

    Args:
        given: An id or a name, as somebody writes it: capitals, hyphens and the article do not count.
        countries: By their ids.
    """
    if given in countries:
        return given
    for alike in (_plain, _without_article):
        found = {key for key, each in countries.items() if alike(given) in (alike(key), alike(each.name))}
        if len(found) == 1:
            return found.pop()
    return ""


def country_within(text: str, countries: Mapping[str, _Named]) -> str:
    """Return the id of the only country whose name is in a text, as in `Group Upper town`; nothing if there is none, or more than one.

    A name that is a part of another one that is there, too, does not count.
    """
    words = f" {_words(text)} "
    names = {key: {_words(each.name), _words(_without_article(each.name))} for key, each in countries.items()}
    found = {
        key: name for key, both in names.items() if (name := max((each for each in both if f" {each} " in words), key=len, default=""))
    }
    whole = [key for key, name in found.items() if not any(f" {name} " in f" {other} " for other in found.values() if other != name)]
    return whole[0] if len(whole) == 1 else country_id(text, countries)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", _plain(text)))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[-_‐‑–]", " ", folded).split())


def _without_article(text: str) -> str:
    plain = _plain(text)
    found = _ARTICLE.match(plain)
    return plain[found.end() :] if found else plain

"""Whether two descriptions are of the same work: a second import must not double a source."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.exchange.bibliography.work import Work
from briefing.library import Source
from briefing.library.titles import read as read_title

_LIKE = 0.6
"""How much of two titles is the same at least, if something else says that the works are the same."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a work is recognised by."""

    title: str
    """Its words, in small letters."""
    author: str
    year: str
    doi: str
    key: str
    file: str
    """The bibliography that the key is from."""
    container: str
    place: tuple[str, str]
    """Volume and first page."""


def of_work(work: Work, file: str) -> Traits:
    """Return the traits of a work in a bibliography."""
    fields = work.fields
    author = (fields.get("author") or fields.get("editor") or [{}])[0]
    return Traits(
        folded(str(fields["title"])),
        folded(author.get("family") or author.get("literal") or ""),
        _year(fields.get("issued", "")),
        str(fields.get("DOI", "")).lower(),
        work.key,
        file,
        folded(str(fields.get("container-title", ""))),
        (str(fields.get("volume", "")), _first_page(str(fields.get("page", "")))),
    )


def of_source(source: Source) -> Traits:
    """Return the traits of a source of the library."""
    author = next(iter(source.author or source.editor), None)
    return Traits(
        folded(source.title),
        folded((author.family or author.literal) if author else ""),
        _year(str(source.issued or "")),
        source.DOI.lower(),
        source.imported.key if source.imported else "",
        source.imported.file if source.imported else "",
        folded(source.container_title),
        (source.volume, _first_page(source.page)),
    )


def folded(text: str) -> str:
    """Return the words of a text in small letters, without marks, accents and signs."""
    plain = unicodedata.normalize("NFKD", str(read_title(text))).casefold()
    return " ".join(re.findall(r"\w+", "".join(each for each in plain if not unicodedata.combining(each))))


def _year(date: Any) -> str:
    match = re.match(r"-?\d{4}|\d+ BC", str(date))
    return match[0] if match else ""


def _first_page(pages: str) -> str:
    return re.split(r"[-–—,; ]", pages.strip())[0]


@dataclass(slots=True)
class Shelf:
    """The works that are known so far, by what they are recognised by."""

    _by_doi: dict[str, list[str]] = field(default_factory=dict)
    _by_key: dict[str, list[str]] = field(default_factory=dict)
    _by_title: dict[str, list[str]] = field(default_factory=dict)
    _traits: dict[str, list[Traits]] = field(default_factory=dict)

    def add(self, identity: str, traits: Traits) -> None:
        """Remember a work by the id of its record."""
        for index, key in ((self._by_doi, traits.doi), (self._by_key, traits.key), (self._by_title, traits.title)):
            if key:
                index.setdefault(key, []).append(identity)
        self._traits.setdefault(identity, []).append(traits)

    def find(self, traits: Traits) -> str:
        """Return the id of the record of a work; empty if there is none."""
        for index, key in ((self._by_key, traits.key), (self._by_doi, traits.doi), (self._by_title, traits.title)):
            for identity in index.get(key, []) if key else ():
                if any(is_same(traits, other) for other in self._traits[identity]):
                    return identity
        return ""


def is_same(one: Traits, other: Traits) -> bool:
    """Say whether two descriptions are of one work."""
    likeness = 1.0 if one.title == other.title else difflib.SequenceMatcher(None, one.title, other.title).ratio()
    if one.key and one.key == other.key and one.file == other.file:
        return likeness >= _LIKE or (bool(one.doi) and one.doi == other.doi) or (one.author == other.author and one.year == other.year)
    if one.doi and other.doi:
        return one.doi == other.doi and likeness >= _LIKE
    return (
        likeness == 1.0
        and (one.author == other.author or (_fits(one.author, other.author) and one.year == other.year and one.title.count(" ") > 2))
        and _fits(one.year, other.year)
        and _fits(one.container, other.container)
        and all(map(_fits, one.place, other.place))
    )


def _fits(one: str, other: str) -> bool:
    return not one or not other or one == other


def traits_of(sources: Mapping[str, Source]) -> Shelf:
    """Return the sources of a library, to find works among them."""
    shelf = Shelf()
    for key, source in sources.items():
        shelf.add(key, of_source(source))
    return shelf

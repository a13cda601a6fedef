"""What a page says of itself: tags for catalogues (Highwire, Dublin Core), Open Graph, and what it tells search engines (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.originals.readers import publication, visible_bylines

_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title")
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "eprints.creators_name", "bepress_citation_author")
"""One author a tag."""
_BYLINES = ("author", "article:author", "og:article:author", "book:author", "parsely-author", "sailthru.author", "byl")
_DATES = (
    *("citation_publication_date", "citation_date", "citation_cover_date", "citation_online_date", "citation_year"),
    *(
        "article:published_time",
        "og:article:published_time",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "date",
        "datepublished",
    ),
)
_DOIS = ("citation_doi", "prism.doi", "bepress_citation_doi", "dc.identifier.doi", "dc.identifier", "dcterms.identifier")
_LANGUAGES = ("citation_language", "dc.language", "dcterms.language")
_WORKS = re.compile(r"Article|Posting|Book|Chapter|Report|Thesis|CreativeWork|WebPage")


def metadata(root: Any) -> dict[str, Any]:
    """Return the title, the authors, the date, the language, the DOI of a page and where it appeared, as the arguments of a reading."""
    said: dict[str, list[str]] = {}
    for node in root.iter("meta"):
        text = " ".join((node.get("content") or "").split())
        for key in {str(node.get(name) or "").lower().replace("dc:", "dc.") for name in ("property", "name", "itemprop")} - {""}:
            said.setdefault(key, []).extend([text] if text else [])
    work = next((each for script in scripts(root) for each in _works(script)), {})
    title = " ".join((root.findtext(".//title") or "").split())
    doi = next((match[0] for text in _all(said, _DOIS) if (match := re.search(r"\b10\.\d{4,9}/[^\s\"<>]+", text))), "")
    about = publication.of_page(root, said, work)
    named = _first(said, _TITLES) or title or _text(work.get("headline")) or _text(work.get("name"))
    return {
        "title": publication.without_site(named, about.get("container-title", "")),
        "author": _authors(said, work) or visible_bylines.authors(root),
        "issued": _first(said, _DATES) or _text(work.get("datePublished")) or visible_bylines.date(root),
        "language": root.get("lang", "") or _first(said, _LANGUAGES),
        "doi": doi,
        "work": about,
    }


def scripts(root: Any) -> Iterator[Any]:
    """Yield what the scripts of a page tell search engines (JSON-LD)."""
    for node in root.iter("script"):
        if "ld+json" in str(node.get("type", "")):
            try:
                yield json.loads(node.text or "", strict=False)
            except (ValueError, RecursionError):
                continue


def _first(said: Mapping[str, list[str]], keys: tuple[str, ...]) -> str:
    return next(iter(_all(said, keys)), "")


def _all(said: Mapping[str, list[str]], keys: tuple[str, ...]) -> list[str]:
    return [text for key in keys for text in said.get(key, ())]


def _authors(said: Mapping[str, list[str]], work: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the authors from the most exact tags that have them. An address is no name."""
    tags = [said.get(key, []) for key in (*_AUTHORS[:1], "citation_authors", *_AUTHORS[1:])]
    people = [*_people(work.get("author") or work.get("creator"))]
    persons = [name for name in people if not name.startswith("{")]
    for names in (*tags, persons, *(said.get(key, []) for key in _BYLINES), people):
        found = [name for name in names if name and not re.match(r"https?:|@|//|www\.", name)]
        if found:
            return tuple(dict.fromkeys(filter(None, people) if names is persons else found))
    return ()


def _works(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the works that a script describes; the page itself comes before what is within it."""
    if isinstance(value, dict):
        if _WORKS.search(_kinds(value)) and (value.get("author") or value.get("creator")):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _works(value.get(key))
    elif isinstance(value, list):
        for each in value:
            yield from _works(each)


def _people(value: Any) -> Iterator[str]:
    """Yield the names of authors; those of organisations in braces, so that nobody takes them for persons."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, list):
        for each in value:
            yield from _people(each)
    elif isinstance(value, dict):
        family, given, name = (" ".join(_text(value.get(key)).split()) for key in ("familyName", "givenName", "name"))
        if "Person" not in _kinds(value) and re.search(r"Organi[sz]ation|Corporation|Government|Institution", _kinds(value)):
            yield f"{{{name}}}" if name else ""
        else:
            yield f"{family}, {given}" if family and given else name or family


def _kinds(value: Mapping[str, Any]) -> str:
    return str(value.get("@type", ""))


def _text(value: Any) -> str:
    """Return a text, or the first of a list."""
    return next((each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)), "")

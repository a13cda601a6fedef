"""Sources as BibTeX. What BibTeX has no field for is in fields that begin with `csl-`, which other programs pass over."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from briefing.dates import PartialDate
from briefing.library import Source
from briefing.library.bibliographic import Item, Name
from briefing.library.csl_items import item, variable
from briefing.library.titles import runs

_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book", "chapter": "incollection",
    "paper-conference": "inproceedings", "thesis": "thesis", "report": "techreport", "manuscript": "unpublished", "webpage": "online",
    "pamphlet": "booklet", "entry-encyclopedia": "inreference", "dataset": "dataset", "software": "software", "patent": "patent",
    "periodical": "periodical", "map": "map", "standard": "standard", "graphic": "artwork", "motion_picture": "movie", "song": "music",
    "performance": "performance", "review": "review", "legislation": "legislation", "legal_case": "jurisdiction",
}  # fmt: skip
_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_ARTICLES = frozenset({"article", "periodical", "review"})
_PARTS = frozenset({"incollection", "inproceedings", "inreference"})
_SAME = {
    "title_short": "shorttitle", "collection_title": "series", "volume": "volume", "issue": "number", "number_of_volumes": "volumes",
    "part_number": "part", "chapter_number": "chapter", "edition": "edition", "version": "version", "number_of_pages": "pagetotal",
    "page": "pages", "publisher": "publisher", "publisher_place": "address", "event_title": "eventtitle", "event_place": "venue",
    "original_title": "origtitle", "original_publisher": "origpublisher", "original_publisher_place": "origlocation", "genre": "type",
    "note": "note", "annote": "annotation", "abstract": "abstract", "keyword": "keywords", "call_number": "library", "status": "pubstate",
    "container_title_short": "shortjournal", "DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "URL": "url", "PMID": "pmid", "PMCID": "pmcid",
    "author": "author", "editor": "editor", "translator": "translator", "container_author": "bookauthor", "director": "director",
    "issued": "date", "accessed": "urldate", "event_date": "eventdate", "original_date": "origdate",
}  # fmt: skip
_VERBATIM = frozenset({"doi", "isbn", "issn", "url"})
_TAGS = {"i": "textit", "b": "textbf", "sup": "textsuperscript", "sub": "textsubscript", "sc": "textsc"}
_SIGNS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "&%$#_{}"}}


def write(sources: Iterable[Source]) -> str:
    """Return sources as entries of BibTeX."""
    return "\n".join(map(_entry, sources))


def _entry(source: Source) -> str:
    kind = _TYPES.get(source.type, "misc")
    lines = [f"  {name} = {{{value}}}," for name, value in _fields(source, kind)]
    return "\n".join([f"@{kind}{{{source.id},", *lines, "}", ""])


def _fields(source: Source, kind: str) -> Iterator[tuple[str, str]]:
    whole = item(source)
    yield "title", _title(source.title)
    if _is_subtle(source.title):
        yield "csl-title", json.dumps(whole["title"], ensure_ascii=False)
    if source.type in _SUBTYPES:
        yield "entrysubtype", _SUBTYPES[source.type]
    elif kind == "misc" or (kind == "thesis" and not source.genre):
        yield "csl-type", source.type
    for field in dataclasses.fields(Item):
        value = getattr(source, field.name)
        if value:
            yield from _field(field.name, value, kind, whole)
    if isinstance(source.issued, PartialDate) and not source.issued.end and source.issued.year > 0:
        yield "year", str(source.issued.year)  # for BibTeX, which does not know `date`
    yield "language", source.language


def _field(field: str, value: Any, kind: str, whole: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    name = _name_for(field, kind)
    own = f"csl-{variable(field)}"
    if isinstance(value, PartialDate):
        yield name or own, _date(value)
    elif isinstance(value, tuple):
        if name:
            yield name, " and ".join(map(_person, value))
        if not name or not all(map(_is_plain, value)):
            yield own, json.dumps(whole[variable(field)], ensure_ascii=False)
    elif name in _VERBATIM:
        yield str(name), str(value).replace("{", "%7B").replace("}", "%7D")
    elif name == "pages":
        yield name, re.sub(r"(?<=\w)-(?=\w)", "--", _escaped(value))
        if "--" in value or re.search(r"[–—]|\s-|-\s", value):
            yield own, json.dumps(value, ensure_ascii=False)
    elif "\n" in value or re.search(r"--|``|''|\s{2}", value):
        yield own, json.dumps(whole[variable(field)], ensure_ascii=False)
    else:
        yield name or own, _title(value, keeps_capitals="title" in name)
        if name and _is_subtle(value):
            yield own, json.dumps(whole[variable(field)], ensure_ascii=False)


def _is_subtle(title: str) -> bool:
    """Say whether a title has marks that BibTeX does not know."""
    return any(tags & {"nocase", "nodecor"} for _, tags in runs(title))


def _name_for(field: str, kind: str) -> str:
    """Return the field of BibTeX for a field of a record; empty if there is none."""
    if field == "container_title":
        return "booktitle" if kind in _PARTS else "journal"
    if field == "issue":
        return "number" if kind in _ARTICLES else "issue"
    if field in ("number", "collection_number"):
        is_book = kind in ("book", "incollection", "inproceedings", "inreference")
        return "number" if (field == "collection_number") == is_book and kind not in _ARTICLES else ""
    if field == "publisher":
        return {"thesis": "school", "techreport": "institution", "online": "organization"}.get(kind, "publisher")
    if field == "publisher_place" and kind == "patent":
        return ""
    return _SAME.get(field, "")


def _date(date: PartialDate) -> str:
    return f"{date}{'~' if date.inferred else ''}"


def _person(name: Name) -> str:
    if name.literal or not name.family:
        return f"{{{_escaped(name.literal or name.given)}}}"
    family = _joined(_particle(name.non_dropping_particle or name.dropping_particle), _family(name.family))
    return ", ".join(_escaped_parts(family, name.suffix, name.given))


def _escaped_parts(family: str, suffix: str, given: str) -> Iterator[str]:
    yield family
    if suffix:
        yield _guarded(suffix)
    if given or suffix:
        yield _guarded(given)


def _particle(text: str) -> str:
    return _escaped(text)


def _family(text: str) -> str:
    return f"{{{_escaped(text)}}}" if text[:1].islower() else _guarded(text)


def _guarded(text: str) -> str:
    """Return a part of a name in braces if it has what would part it again."""
    return f"{{{_escaped(text)}}}" if "," in text or re.search(r"\band\b", text) else _escaped(text)


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _is_plain(name: Name) -> bool:
    """Say whether BibTeX can say all of a name."""
    odd = name.dropping_particle or name.comma_suffix or name.static_ordering or not (name.family or name.literal)
    small = all(word[0].islower() for word in name.non_dropping_particle.split())
    large = all(word[0].isalpha() and not word[0].islower() for word in name.family.split())
    return not odd and small and large and bool(name.given or " " not in name.family)


def _escaped(text: str) -> str:
    return "".join(_SIGNS.get(each, each) for each in text)


def _title(title: str, *, keeps_capitals: bool = True) -> str:
    """Return a title. The capitals of names are kept by braces: BibTeX styles write others small."""
    found = runs(title)
    return "".join(_run(words, tags, keeps_capitals=keeps_capitals, is_first=not number) for number, (words, tags) in enumerate(found))


def _run(words: str, tags: frozenset[str], *, keeps_capitals: bool, is_first: bool) -> str:
    pieces = re.split(r"(\w[\w’'.-]*)", words)  # words are at the odd places
    shown = ""
    for number, piece in enumerate(pieces):
        is_name = number % 2 and piece != piece.lower() and not (is_first and number == 1 and piece[1:] == piece[1:].lower())
        shown += f"{{{_escaped(piece)}}}" if keeps_capitals and is_name else _escaped(piece)
    for tag in sorted(tags):
        shown = f"\\{_TAGS[tag]}{{{shown}}}" if tag in _TAGS else f"{{{shown}}}" if tag else shown
    return shown

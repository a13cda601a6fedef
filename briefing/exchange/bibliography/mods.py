"""MODS, the XML in which libraries and Zotero describe works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from briefing.exchange.bibliography import loose_dates, loose_names
from briefing.exchange.bibliography.work import Raw
from briefing.exchange.bibliography.zotero_fields import TYPES as ZOTERO_TYPES
from briefing.system.confined.limits import UnreadableError

NAMESPACE = b"http://www.loc.gov/mods/v3"
_GENRES = {
    "art original": "graphic", "article": "article-journal", "academic journal": "article-journal", "conference publication": "book",
    "dictionary": "entry-dictionary", "encyclopedia": "entry-encyclopedia", "interview": "interview", "journal article": "article-journal",
    "legal case and case notes": "legal_case", "legislation": "legislation", "letter": "personal_communication", "map": "map",
    "motion picture": "motion_picture", "newspaper": "article-newspaper", "patent": "patent", "periodical": "article-magazine",
    "speech": "speech", "technical report": "report", "thesis": "thesis", "videorecording": "motion_picture", "web site": "webpage",
    "newspaper article": "article-newspaper", "magazine article": "article-magazine", "book": "book", "book chapter": "chapter",
    "report": "report", "statistics": "dataset", "software": "software",
}  # fmt: skip
_RESOURCES = {
    "cartographic": "map", "still image": "graphic", "moving image": "motion_picture", "software, multimedia": "software",
    "notated music": "musical_score", "sound recording": "song", "sound recording-musical": "song", "sound recording-nonmusical": "song",
}  # fmt: skip
_ROLES = {
    "aut": "author", "author": "author", "cre": "author", "creator": "author", "edt": "editor", "editor": "editor",
    "trl": "translator", "translator": "translator", "ctb": "contributor", "contributor": "contributor", "cmp": "composer",
    "composer": "composer", "prf": "performer", "performer": "performer", "rcp": "recipient", "addressee": "recipient",
    "recipient": "recipient", "drt": "director", "director": "director", "ill": "illustrator", "illustrator": "illustrator",
    "nrt": "narrator", "narrator": "narrator", "ivr": "interviewer", "ive": "author", "pht": "author", "photographer": "author",
}  # fmt: skip
_NUMBERS = {"isbn": "ISBN", "issn": "ISSN", "doi": "DOI", "uri": "URL", "pmid": "PMID", "citekey": "", "bibtex": ""}
_DATES = ("dateIssued", "copyrightDate", "dateCreated", "dateOther")
_DETAILS = {"volume": "volume", "issue": "issue", "number": "issue", "section": "section", "chapter": "chapter-number"}
_WITHIN = ("host", "series")
_LEFT_OUT = frozenset({"recordInfo", "extension"})
"""What a catalogue says of its own entry."""


def read(root: Any) -> list[Raw]:
    """Read MODS.

    Raises:
        UnreadableError: It has no work.
    """
    found = [root] if _local(root) == "mods" else [each for each in root if _local(each) == "mods"]
    if not found:
        raise UnreadableError("there is no work in this file", "Export the bibliography again.")
    return [_work(each) for each in found]


def _work(record: Any) -> Raw:
    raw = Raw(record.sourceline or 0, record.get("ID", ""))
    host = next((each for each in _all(record, "relatedItem") if each.get("type") == "host"), None)
    raw.fields["type"] = _kind(record, host)
    children = [each for each in record if isinstance(each.tag, str)]
    for child in sorted(children, key=lambda each: _local(each) == "relatedItem"):
        match _local(child):
            case "relatedItem" if child.get("type") in _WITHIN:
                _whole(raw, child, "container-title" if child.get("type") == "host" else "collection-title")
            case "recordInfo":
                raw.put("source", _words(_one(child, "recordContentSource")))
                raw.key = raw.key or _words(_one(child, "recordIdentifier"))
            case name if name not in _LEFT_OUT:
                _put(raw, child, name)
    return raw


def _kind(record: Any, host: Any) -> str:
    """Return the type: what Zotero or another program calls it, else what the catalogue does."""
    genres = [_words(each) for part in (record, host) if part is not None for each in _all(part, "genre")]
    own = next((ZOTERO_TYPES[each] for each in genres if each in ZOTERO_TYPES), "")
    named = own or next((_GENRES[each.lower()] for each in genres if each.lower() in _GENRES), "")
    if named and not (named == "book" and host is not None):
        return named
    resource = _RESOURCES.get(_words(_one(record, "typeOfResource")).lower(), "")
    if resource or host is None:
        return resource or ("book" if _numbers(record, "isbn") or _words(_find(record, "originInfo", "publisher")) else "document")
    is_article = any(each.get("type") in ("issue", "volume") for each in _below(host, "detail")) or _numbers(host, "issn")
    return "article-journal" if is_article else "chapter"


def _put(raw: Raw, child: Any, name: str) -> None:
    words = _words(child)
    match name:
        case "titleInfo":
            _title(raw, child, "title")
        case "name":
            _person(raw, child)
        case "originInfo":
            _origin(raw, child)
        case "part":
            _part(raw, child)
        case "language":
            found = _words(_one(child, "languageTerm")) or words
            _say(raw, "language", found, "language")
        case "identifier":
            _identifier(raw, child)
        case "location":
            _place(raw, child)
        case "subject":
            topics = [_words(each) for each in child if isinstance(each.tag, str) and _words(each)]
            raw.fields["keyword"] = ", ".join(dict.fromkeys([*filter(None, [raw.fields.get("keyword")]), *(topics or [words])]))
        case "genre":
            is_named = words in ZOTERO_TYPES or child.get("authority") == "marcgt"
            if not is_named:
                _say(raw, "genre", words, "genre")
        case "typeOfResource":
            pass
        case "physicalDescription":
            extent = _words(_one(child, "extent"))
            pages = re.search(r"(\d+) ?(?:p|pp|pages|s|S)\b", extent)
            if pages and raw.fields["type"] in ("book", "thesis", "report"):
                raw.put("number-of-pages", pages[1])
                raw.keep("extent", extent)
            else:
                raw.put("dimensions", extent)
            for each in child:
                if isinstance(each.tag, str) and _local(each) != "extent":
                    raw.keep(_local(each), _words(each))
        case "abstract":
            _say(raw, "abstract", words, "abstract")
        case "accessCondition":
            _say(raw, "license", words, "license")
        case "note":
            raw.fields["note"] = "\n".join([*filter(None, [raw.fields.get("note")]), words])
        case "classification":
            _say(raw, "call-number", words, "classification")
        case _:
            raw.keep(name, words)


def _say(raw: Raw, variable: str, words: str, name: str) -> None:
    """Set a variable; if there is none, or it has a value, keep the words under a name."""
    if not variable or not raw.put(variable, words):
        raw.keep(name, words)


def _title(raw: Raw, element: Any, name: str) -> None:
    parts = {key: _words(_one(element, key)) for key in ("nonSort", "title", "subTitle", "partNumber", "partName")}
    title = " ".join(filter(None, (parts["nonSort"], parts["title"])))
    title = f"{title.rstrip(' :')}: {parts['subTitle']}" if parts["subTitle"] else title
    title = ". ".join(filter(None, (title, ": ".join(filter(None, (parts["partNumber"], parts["partName"]))))))
    kind = element.get("type", "")
    variable = {"abbreviated": f"{name}-short", "uniform": "", "alternative": "", "translated": ""}.get(kind, name)
    if not variable or not raw.put(variable, title):
        raw.keep(f"{kind} title".strip(), title)


def _person(raw: Raw, element: Any, alone: str = "author") -> None:
    """Add a person or a body. `alone` is what somebody is whose role is not stated, or is that of an author."""
    parts = [(each.get("type", ""), _words(each)) for each in _all(element, "namePart") if _words(each)]
    family, given = (" ".join(words for kind, words in parts if kind == name) for name in ("family", "given"))
    plain = " ".join(words for kind, words in parts if not kind)
    is_body = element.get("type") in ("corporate", "conference")
    if family:
        name = loose_names.parted(family, given)
    else:
        name = {"literal": plain or given} if is_body else loose_names.from_text(plain or given)
    roles = [_words(each).lower() for each in _below(element, "roleTerm")]
    role = next((_ROLES[each] for each in roles if each in _ROLES), "" if roles else "author")
    role = alone if role == "author" else role
    if not any(name.values()):
        return
    if role:
        raw.fields[role] = [*raw.fields.get(role, []), name]
    else:
        raw.keep(roles[0], ", ".join(str(each) for each in name.values()))


def _origin(raw: Raw, element: Any) -> None:
    for each in element:
        if not isinstance(each.tag, str) or not _words(each):
            continue
        name, words = _local(each), _words(each)
        if name in _DATES:
            is_begin = each.get("point") != "end" and not words.startswith("-")
            if not is_begin or not loose_dates.read(words) or not raw.put("issued", words):
                raw.keep(name, words)
        elif name == "dateCaptured":
            _say(raw, "accessed", words, name)
        elif name == "place":
            for term in _all(each, "placeTerm"):
                if term.get("type") != "code":
                    _say(raw, "publisher-place", _words(term), "place")
        elif name in ("publisher", "edition"):
            _say(raw, name, words, name)
        elif name != "issuance":
            raw.keep(name, words)


def _part(raw: Raw, element: Any) -> None:
    for each in element:
        if not isinstance(each.tag, str):
            continue
        if _local(each) == "detail":
            number = _words(_one(each, "number")) or _words(_one(each, "caption")) or _words(each)
            variable = _DETAILS.get(each.get("type", ""), "")
            _say(raw, variable, number, each.get("type", "") or "detail")
        elif _local(each) == "extent" and each.get("unit", "pages").startswith("page"):
            ends = [_words(_one(each, name)) for name in ("start", "end")]
            raw.put("page", "-".join(filter(None, dict.fromkeys(ends))) or _words(_one(each, "list")))
        elif _local(each) == "date" and not raw.put("issued", _words(each)):
            raw.keep("date", _words(each))


def _identifier(raw: Raw, element: Any) -> None:
    kind, words = element.get("type", "").lower(), _words(element)
    variable = _NUMBERS.get(kind)
    if kind in ("citekey", "bibtex") or (not kind and not raw.key):
        raw.key = raw.key or words
    elif variable in ("ISBN", "ISSN"):
        raw.fields[variable] = " ".join(filter(None, (raw.fields.get(variable), words)))
    elif not variable or not raw.put(variable, words):
        raw.keep(kind or "identifier", words)


def _place(raw: Raw, element: Any) -> None:
    for each in element.iter():
        if not isinstance(each.tag, str):
            continue
        words = _words(each)
        match _local(each):
            case "url" if words:
                _say(raw, "URL", words, "url")
            case "physicalLocation":
                _say(raw, "archive", words, "location")
            case "shelfLocator":
                _say(raw, "call-number", words, "shelf")
            case "subLocation":
                raw.keep("location", words)


def _whole(raw: Raw, element: Any, variable: str) -> None:
    """Take what is said of the work or the series that a work is a part of."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = _local(child)
        if name == "titleInfo":
            _title(raw, child, variable)
        elif name == "relatedItem":
            _whole(raw, child, "collection-title")
        elif name == "name" and variable == "collection-title":
            raw.fields["collection-editor"] = [*raw.fields.get("collection-editor", []), *_people(child)]
        elif name == "name":
            _person(raw, child, "container-author")
        elif name == "identifier" and child.get("type", "").lower() not in _NUMBERS:
            raw.keep(child.get("type", "") or "identifier", _words(child))
        elif name == "part" and variable == "collection-title":
            _say(raw, "collection-number", _words(child), "series part")
        elif name == "location" and "URL" in raw.fields:
            raw.keep("address of the whole", _words(child))
        elif name not in ("genre", "typeOfResource", "recordInfo", "extension"):
            _put(raw, child, name)


def _people(element: Any) -> list[loose_names.Name]:
    alone = Raw(0)
    _person(alone, element)
    return next((value for value in alone.fields.values() if isinstance(value, list)), [])


# ── walking ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _all(element: Any, name: str) -> Iterator[Any]:
    yield from (each for each in element if _local(each) == name)


def _below(element: Any, name: str) -> Iterator[Any]:
    yield from (each for each in element.iter() if _local(each) == name)


def _one(element: Any, name: str) -> Any:
    return next(_all(element, name), None) if element is not None else None


def _find(element: Any, first: str, second: str) -> Any:
    return _one(_one(element, first), second)


def _numbers(element: Any, kind: str) -> list[str]:
    return [_words(each) for each in _all(element, "identifier") if each.get("type", "").lower() == kind]


def _words(element: Any) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())

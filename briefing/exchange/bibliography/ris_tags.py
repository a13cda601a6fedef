"""The tags of RIS, and what they mean for each type. EndNote XML has the same fields under other names."""

from __future__ import annotations

import re

from briefing.dataclass import dataclass
from briefing.exchange.bibliography import loose_dates, loose_names
from briefing.exchange.bibliography.work import Raw

TYPES = {
    "ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "classic", "ART": "graphic", "BILL": "bill",
    "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CHART": "figure", "CLSWK": "classic",
    "COMP": "software", "CONF": "paper-conference", "CPAPER": "paper-conference", "CTLG": "book", "DATA": "dataset", "DBASE": "dataset",
    "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter", "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia", "EQUA": "figure", "FIGURE": "figure", "GEN": "document", "GOVDOC": "report", "GRANT": "document",
    "GRNT": "document", "HEAR": "hearing", "ICOMM": "personal_communication", "INPR": "article-journal", "JFULL": "periodical",
    "JOUR": "article-journal", "LEGAL": "legal_case", "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine",
    "MPCT": "motion_picture", "MULTI": "webpage", "MUSIC": "musical_score", "NEWS": "article-newspaper", "PAMP": "pamphlet",
    "PAT": "patent", "PCOMM": "personal_communication", "PODCST": "broadcast", "PRESS": "article-newspaper", "RPRT": "report",
    "SER": "periodical", "SLIDE": "speech", "SOUND": "song", "STAND": "standard", "STAT": "legislation", "THES": "thesis",
    "UNBILL": "bill", "UNPB": "manuscript", "UNPD": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip
_MISSING_TYPES = {"CTLG": "catalog", "EQUA": "equation", "GRANT": "grant", "GRNT": "grant", "UNBILL": "unenacted bill", "INPR": "in press"}
"""What a type says besides the type that CSL has for it."""
_BOOKS = frozenset({"book", "classic", "thesis", "manuscript", "pamphlet", "report", "software", "map"})
_PARTS = frozenset({"chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia"})
_ARTICLES = frozenset({"article-journal", "article-magazine", "article-newspaper", "periodical", "article", "review"})
_LAW = frozenset({"bill", "legislation", "hearing", "legal_case", "regulation", "treaty"})
_RECORDINGS = frozenset({"motion_picture", "song", "broadcast", "musical_score"})
_SAME = {
    "TI": "title", "T1": "title", "CT": "title", "AB": "abstract", "N2": "abstract", "AN": "archive_location", "AV": "archive_location",
    "CN": "call-number", "DB": "archive", "DO": "DOI", "DP": "source", "J2": "container-title-short", "JA": "container-title-short",
    "J1": "container-title-short", "ST": "title-short", "UR": "URL", "LK": "URL", "LA": "language", "PB": "publisher",
    "PP": "publisher-place", "CR": "license", "OP": "references", "TT": "original-title", "N1": "note", "RN": "note", "C9": "note",
    "L2": "file", "L1": "file", "L3": "file", "L4": "file",
}  # fmt: skip
_PEOPLE = {"AU": "author", "A1": "author", "ED": "editor", "A4": "translator"}
_NAMES = frozenset({"AU", "A1", "A2", "A3", "A4", "A5", "A6", "ED", "TA"})
_SEVERAL = frozenset({"KW", "N1", "RN", "UR", "LK", "AB", "N2", "SN", "C9"})
"""Tags that a record can have more than once."""


@dataclass(slots=True)
class Tagged:
    """A record as lines of tag and value."""

    line: int
    type: str
    """The tag of the type in RIS, or a type of CSL."""
    values: list[tuple[str, str]]


def work(record: Tagged) -> Raw:
    """Return a record in the words of CSL."""
    kind = TYPES.get(record.type.upper(), record.type if record.type in TYPES.values() else "")
    raw = Raw(record.line)
    raw.fields["type"] = kind or record.type or "document"
    if more := _MISSING_TYPES.get(record.type):
        raw.keep("type", more)
    found: dict[str, list[str]] = {}
    for tag, value in record.values:
        if value:
            found.setdefault(tag, []).append(value)
    raw.key = next(iter(found.pop("ID", [])), "")
    _pages(raw, found, kind)
    _dates(raw, found, kind)
    if kind == "book" and not found.keys() & {"AU", "A1", "ED", "A3"} and "A2" in found:
        found["ED"] = found.pop("A2")  # the editors of a book without authors, and not those of its series
    for tag, values in found.items():
        _put(raw, kind, tag, values)
    return raw


def _put(raw: Raw, kind: str, tag: str, values: list[str]) -> None:
    name = _variable(tag, kind, raw)
    if name == "file":
        for value in values:
            if not value.startswith(("http:", "https:")):
                raw.files.append(value)
            elif not raw.put("URL", value):
                raw.keep(tag, value)
    elif tag == "KW":
        raw.fields["keyword"] = ", ".join(each.strip() for value in values for each in value.split("\n") if each.strip())
    elif tag in _NAMES:
        _people(raw, name, tag, values)
    elif name == "note":
        raw.fields["note"] = "\n".join([*filter(None, [raw.fields.get("note")]), *values])
    elif not name:
        raw.keep(tag, "; ".join(values))
    else:
        joined = " ".join(values) if tag in ("SN", "UR", "LK") else values[0]
        if not raw.put(name, joined):
            raw.keep(tag, joined)
        for more in values[1:] if tag not in ("SN", "UR", "LK") else ():
            raw.keep(tag, more)


def _people(raw: Raw, name: str, tag: str, values: list[str]) -> None:
    people = [person for value in values if (person := loose_names.from_text(value))]
    if not name:
        raw.keep(tag, "; ".join(values))
        return
    raw.fields[name] = [*raw.fields.get(name, []), *(each for each in people if each not in raw.fields.get(name, []))]
    for person in people:
        literal = person.get("literal", "")
        if re.fullmatch(r"[A-Z][^\W\d_]+ (?:[A-Z]\.? ?)*[A-Z][^\W\d_]+", literal) and not _looks_like_a_body(literal):
            raw.notices.append(f"'{literal}' has no comma, so it is the name of a body; if it is a person, write family and given")


def _looks_like_a_body(text: str) -> bool:
    from briefing.originals.bylines import names

    return bool((found := names([text])) and found[0].literal)


def _variable(tag: str, kind: str, raw: Raw) -> str:
    """Return the variable of CSL that a tag means for a type; empty if there is none."""
    if tag in _SAME:
        return _SAME[tag]
    if tag in _PEOPLE:
        return _author(kind) if _PEOPLE[tag] == "author" else _PEOPLE[tag] if kind != "legal_case" else ""
    if tag == "JO":
        return "container-title-short" if "container-title" in raw.fields else "container-title"
    found = _FOR.get(tag, {}).get(kind, _FOR.get(tag, {}).get("", ""))
    return "collection-title" if tag == "T2" and found in raw.fields and kind in _ARTICLES else found


def _author(kind: str) -> str:
    return {"motion_picture": "director", "song": "composer", "musical_score": "composer"}.get(kind, "author")


_FOR: dict[str, dict[str, str]] = {
    "A5": {"": "contributor"},
    "A6": {"": "contributor"},
    "TA": {"": "translator"},
    "JF": {"": "container-title"},
    "BT": {**dict.fromkeys(_BOOKS, "title"), "": "container-title"},
    "T3": {"hearing": "authority", "bill": "authority", "": "collection-title"},
    "C1": {"map": "scale", "paper-conference": "event-place"},
    "C3": {"graphic": "dimensions", "patent": "jurisdiction", "paper-conference": "event-title"},
    "C5": {"patent": "references", **dict.fromkeys(_RECORDINGS, "medium")},
    "C6": {"patent": "status"},
    "CY": {"": "publisher-place"},
    "ET": {"software": "version", "dataset": "version", **dict.fromkeys(_LAW - {"legal_case"}, "section"), "": "edition"},
    "IS": {"chapter": "number-of-volumes", **dict.fromkeys(_ARTICLES, "issue"), "": "number"},
    "M1": {
        "chapter": "number-of-volumes", **dict.fromkeys(_ARTICLES, "issue"), "book": "collection-number", "classic": "collection-number",
        "": "number",
    },
    "M3": {"graphic": "medium", "interview": "medium", "": "genre"},
    "NV": {"dataset": "number", "": "number-of-volumes"},
    "SE": {"": "section"},
    "SN": {**dict.fromkeys(_ARTICLES, "ISSN"), "patent": "number", "report": "number", "": "ISBN"},
    "SV": {**dict.fromkeys(_PARTS | _BOOKS, "collection-number"), "": "number"},
    "VL": {"": "volume"},
    "VO": {"": "volume"},
    "RI": {"": "reviewed-title"},
    "A2": {
        "book": "collection-editor", "report": "collection-editor", "classic": "collection-editor", "song": "performer",
        "speech": "contributor", "interview": "interviewer", "personal_communication": "recipient", "bill": "contributor",
        "legal_case": "", "patent": "", "": "editor",
    },
    "A3": {
        **dict.fromkeys(_RECORDINGS, "producer"), "book": "editor", "classic": "editor",
        **dict.fromkeys(_PARTS | {"map"}, "collection-editor"), "": "contributor",
    },
    "T2": {
        **dict.fromkeys(("book", "report", "software", "map", "classic", "standard"), "collection-title"), "hearing": "section",
        "speech": "event-title", "": "container-title",
    },
}  # fmt: skip
"""What a tag means for each type, and for all others under an empty key."""


def _pages(raw: Raw, found: dict[str, list[str]], kind: str) -> None:
    first, last = (next(iter(found.pop(tag, [])), "") for tag in ("SP", "EP"))
    if not first and not last:
        return
    if (
        first
        and not last
        and kind in ("book", "thesis", "manuscript", "classic", "report")
        and re.fullmatch(r"\d+\s*(?:p+\.?|pages|[Ss]\.)?", first)
    ):
        raw.fields["number-of-pages"] = first
    elif kind == "motion_picture" and not last:
        raw.fields["dimensions"] = first
    else:
        raw.fields["page"] = "-".join(filter(None, [first, last if last != first and not first.endswith(f"-{last}") else ""]))


def _dates(raw: Raw, found: dict[str, list[str]], kind: str) -> None:
    """Take the most exact date of those that a record states."""
    stated = [value for tag in ("DA", "PY", "Y1", "YR") for value in found.pop(tag, [])]
    readable = [value for value in stated if loose_dates.read(value)]
    if stated:
        raw.fields["issued"] = max(readable, key=lambda value: len(loose_dates.read(value))) if readable else stated[0]
    years = {read[:4] for value in readable if (read := loose_dates.read(value))}
    for value in stated:
        if value not in readable[:1] and (not loose_dates.read(value) or len(years) > 1):
            raw.keep("date", value)
    if seen := found.pop("Y2", []):
        raw.fields["accessed"] = seen[0]
    if kind == "patent" and (filed := found.pop("C1", [])):
        raw.fields["submitted"] = filed[0]

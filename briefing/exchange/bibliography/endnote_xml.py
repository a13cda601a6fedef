"""The XML that EndNote exports: the fields of RIS under other names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from briefing.exchange.bibliography.ris_tags import Tagged, work
from briefing.exchange.bibliography.work import Raw

_NUMBERS = {
    2: "ART", 3: "ADVS", 4: "BILL", 5: "CHAP", 6: "BOOK", 7: "CASE", 8: "CTLG", 9: "COMP", 10: "CONF", 12: "WEB", 13: "GEN", 14: "HEAR",
    17: "JOUR", 19: "MGZN", 20: "MAP", 21: "MPCT", 23: "NEWS", 24: "PAMP", 25: "PAT", 26: "PCOMM", 27: "RPRT", 28: "EDBOOK", 31: "STAT",
    32: "THES", 34: "UNPB", 36: "MANSCPT", 37: "FIGURE", 38: "CHART", 39: "EQUA", 43: "EJOUR", 44: "EBOOK", 45: "DBASE", 46: "GOVDOC",
    47: "CPAPER", 48: "MULTI", 49: "CLSWK", 50: "LEGAL", 51: "ANCIENT", 52: "DICT", 53: "ENCYC", 54: "GRANT", 55: "AGGR", 56: "BLOG",
    57: "SER", 58: "STAND", 59: "DATA", 60: "ECHAP", 61: "MUSIC", 63: "interview", 64: "PRESS",
}  # fmt: skip
"""The types by their numbers in EndNote."""
KINDS = {
    "aggregated database": "AGGR", "ancient text": "ANCIENT", "artwork": "ART", "audiovisual material": "ADVS", "bill": "BILL",
    "blog": "BLOG", "book": "BOOK", "book section": "CHAP", "case": "CASE", "catalog": "CTLG", "chart or table": "CHART",
    "classical work": "CLSWK", "computer program": "COMP", "conference paper": "CPAPER", "conference proceedings": "CONF",
    "dataset": "DATA", "dictionary": "DICT", "edited book": "EDBOOK", "electronic article": "EJOUR", "electronic book": "EBOOK",
    "electronic book section": "ECHAP", "encyclopedia": "ENCYC", "equation": "EQUA", "figure": "FIGURE", "film or broadcast": "MPCT",
    "generic": "GEN", "government document": "GOVDOC", "grant": "GRANT", "hearing": "HEAR", "interview": "interview",
    "journal article": "JOUR", "legal rule or regulation": "LEGAL", "magazine article": "MGZN", "manuscript": "MANSCPT", "map": "MAP",
    "music": "MUSIC", "newspaper article": "NEWS", "online database": "DBASE", "online multimedia": "MULTI", "pamphlet": "PAMP",
    "patent": "PAT", "personal communication": "PCOMM", "press release": "PRESS", "report": "RPRT", "serial": "SER", "standard": "STAND",
    "statute": "STAT", "thesis": "THES", "unpublished work": "UNPB", "web page": "WEB",
}  # fmt: skip
"""The types by their names. Other programs, such as Mendeley, have EndNote's names, and numbers of their own."""
_FIELDS = {
    "authors": "AU", "secondary-authors": "A2", "tertiary-authors": "A3", "subsidiary-authors": "A4", "translated-authors": "TA",
    "title": "TI", "secondary-title": "T2", "tertiary-title": "T3", "alt-title": "J2", "short-title": "ST", "translated-title": "TT",
    "full-title": "JF", "abbr-1": "J2", "abbr-2": "JA", "pages": "SP", "volume": "VL", "number": "IS", "issue": "IS", "num-vols": "NV",
    "edition": "ET", "section": "SE", "keyword": "KW", "pub-location": "CY", "publisher": "PB", "orig-pub": "OP", "isbn": "SN",
    "accession-num": "AN", "call-num": "CN", "electronic-resource-num": "DO", "abstract": "AB", "notes": "N1", "work-type": "M3",
    "reviewed-item": "RI", "remote-database-name": "DB", "remote-database-provider": "DP", "language": "LA", "access-date": "Y2",
    "custom1": "C1", "custom2": "C2", "custom3": "C3", "custom4": "C4", "custom5": "C5", "custom6": "C6", "misc1": "M1", "misc2": "M3",
}  # fmt: skip
_WITHIN = frozenset({"contributors", "titles", "periodical", "alt-periodical", "dates", "keywords", "urls", "pub-dates", "foreign-keys"})
_LEFT_OUT = frozenset({"database", "source-app", "rec-number", "ref-type", "foreign-keys", "dates", "urls"})
"""What is read in another way, or says nothing of the work."""


def read(root: Any) -> list[Raw]:
    """Read the records of EndNote XML."""
    return [_work(record) for record in root.iter("record")]


def _work(record: Any) -> Raw:
    kind = record.find("ref-type")
    number = _words(kind) if kind is not None else ""
    named = KINDS.get(str(kind.get("name", "")).strip().lower(), "") if kind is not None else ""
    numbered = _NUMBERS.get(int(number), "GEN") if number.isdigit() else "GEN"
    tagged = Tagged(record.sourceline or 0, named or numbered, list(_values(record)))
    raw = work(tagged)
    raw.key = next((_words(each) for each in record.iter("label") if _words(each)), "") or _words(record.find("rec-number"))
    return raw


def _values(record: Any) -> Iterator[tuple[str, str]]:
    for name, element in _fields(record):
        value = _words(element)
        if name in ("authors", "secondary-authors", "tertiary-authors", "subsidiary-authors", "translated-authors"):
            yield from ((_FIELDS[name], _words(each)) for each in element.iter("author"))
        elif name == "pages" and value:
            first, _, last = value.replace("–", "-").partition("-")
            yield from (("SP", first.strip()), ("EP", last.strip()))
        elif name in _FIELDS and value:
            yield _FIELDS[name], value
        elif value and name != "label":
            yield name, value
    yield from _dates(record)
    for element in record.iter("url"):
        address = _words(element)
        is_file = element.getparent().tag in ("pdf-urls", "text-urls", "image-urls") or address.startswith("internal-pdf:")
        yield ("L1", unquote(address.replace("internal-pdf://", "PDF/"))) if is_file else ("UR", address)


def _fields(record: Any) -> Iterator[tuple[str, Any]]:
    for element in record:
        if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
            continue
        if element.tag in _WITHIN:
            yield from ((inner.tag, inner) for inner in element if isinstance(inner.tag, str))
        else:
            yield element.tag, element


def _dates(record: Any) -> Iterator[tuple[str, str]]:
    """Yield the year, and the day or month that is beside it."""
    for dates in record.iter("dates"):
        year = _words(dates.find("year"))
        day = next((_words(each) for each in dates.iter("date") if _words(each)), "")
        if year:
            yield "PY", year
        if day:
            yield "DA", day if year[:4] in day else f"{day} {year}"


def _words(element: Any) -> str:
    """Return the words of an element with the tags of CSL for what EndNote sets off."""
    if element is None:
        return ""
    return "".join(_styled(element)).replace("\r", "\n").strip()


def _styled(element: Any) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        if not isinstance(inner.tag, str):  # a remark, or an entity, which is not put in
            yield inner.tail or ""
            continue
        words = "".join(_styled(inner))
        names = str(inner.get("face", "")) if inner.tag == "style" else ""
        for face, tag in (("italic", "i"), ("bold", "b"), ("superscript", "sup"), ("subscript", "sub")):
            if face in names and words.strip() and inner.getparent().tag not in ("year", "url", "author"):
                words = f"<{tag}>{words}</{tag}>"
        yield words
        yield inner.tail or ""

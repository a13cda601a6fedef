"""From what a bibliography says of a work to settings that a record can have. What no setting can hold is kept in words."""

from __future__ import annotations

import dataclasses
import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from briefing.exchange.bibliography import loose_dates, loose_names
from briefing.exchange.bibliography.loose_languages import tag, tag_of_letters
from briefing.exchange.bibliography.work import LONGEST, Raw, Work
from briefing.files.validation import adapter
from briefing.library import ItemType
from briefing.library.bibliographic import Item
from briefing.library.csl_items import variable
from briefing.library.fields import Address, Doi, Isbn, Issn
from briefing.library.titles import read as read_title
from briefing.library.titles import runs

TYPES: frozenset[str] = frozenset(get_args(ItemType))
_TYPES = {
    "article-journal-article": "article-journal", "blog": "post-weblog", "motion-picture": "motion_picture",
    "musical-score": "musical_score", "legal-case": "legal_case", "personal-communication": "personal_communication",
    "paper": "paper-conference", "unpublished": "manuscript", "preprint": "article", "program": "software", "catalog": "document",
    "misc": "document", "conference-paper": "paper-conference",
}  # fmt: skip
"""Types that programs write and CSL does not have."""
_ALIASES = {
    "event": "event-title", "journalAbbreviation": "container-title-short", "shortTitle": "title-short", "abstractNote": "abstract",
    "keywords": "keyword", "citation-key": "citation-key", "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "url": "URL", "pmid": "PMID",
    "pmcid": "PMCID", "pages": "page", "container-title-abbrev": "container-title-short", "archive-collection": "archive_collection",
    "archive-location": "archive_location",
}  # fmt: skip
"""Other names of variables."""
_MARKED = re.compile(r"[*_\\]|</?[a-z]", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(?:(i|em|b|strong|sup|sub|sc)|(span)[^<>]*)>", re.IGNORECASE)
_EXTRA = re.compile(r"^\s*(?:\{:)?(?P<name>[A-Za-z][\w. -]*?)\s*:\s*(?P<value>.+?)\}?\s*$")
"""A line of Zotero's field Extra with a variable: `original-date: 1920`, `PMID: 123`."""

_EXTRA_NAMES = {
    "place": "publisher-place", "series": "collection-title", "series-title": "collection-title", "series-number": "collection-number",
    "pages": "page", "num-pages": "number-of-pages", "publication-title": "container-title", "book-title": "container-title",
    "journal-abbreviation": "container-title-short", "conference-name": "event-title", "meeting-name": "event-title",
}  # fmt: skip
"""Fields that Zotero moves into the field Extra when the type of a work has no place for them, by their names there."""


@cache
def kinds() -> dict[str, str]:
    """Return the kind of each setting of a record that is a variable of CSL: `names`, `date`, `title` or `text`."""
    found = {}
    for field in dataclasses.fields(Item):
        name = str(field.type)
        found[variable(field.name)] = {"Names": "names", "WorkDate | None": "date", "WorkTitle": "title"}.get(name, "text")
    return found | {"title": "title"}


def settled(raw: Raw) -> Work:
    """Return a work with values that a record can hold."""
    fields: dict[str, Any] = {}
    rest: dict[str, str] = {}
    notices: list[str] = list(raw.notices)
    _spread_extra(raw)
    _in_treaty_series(raw)
    for name, value in raw.fields.items():
        key = _ALIASES.get(name, name)
        if value in ("", None, [], {}):
            continue
        if key == "type":
            fields["type"] = _type(str(value), notices, rest)
        elif key == "language":
            _language(str(value), fields, rest)
        elif key in fields:
            rest[name] = str(value)
        elif key in kinds():
            _settle(key, value, fields, rest, notices)
        elif key not in ("id", "title"):
            rest[name] = _in_words(value)
    if "title" not in fields:
        fields["title"] = _instead(fields)
        notices.append("it has no title: its container, its note or its type is there instead" if fields["title"] else "it has no title")
    if "language" not in fields and (guess := tag_of_letters(fields["title"])):
        fields["language"] = guess
    fields.setdefault("type", "document")
    for name, value in raw.rest.items():
        rest.setdefault(name, value[:LONGEST])
    return Work(raw.line, raw.key or str(fields.get("citation-key", "")), fields, tuple(dict.fromkeys(raw.files)), rest, tuple(notices))


def _instead(fields: dict[str, Any]) -> str:
    """Return what stands for a title that is missing."""
    names = ("title-short", "part-title", "container-title", "genre", "note", "publisher", "URL", "DOI")
    kind = str(fields.get("type", "document")).replace("_", " ").replace("-", " ")
    return next((str(fields[name])[:200] for name in names if fields.get(name)), f"Untitled {kind}")


def _type(value: str, notices: list[str], rest: dict[str, str]) -> str:
    name = value.strip().lower() if value.strip().lower() in TYPES else _TYPES.get(value.strip().lower().replace("_", "-"), "")
    if not name:
        notices.append(f"CSL has no type '{value}': the type is 'document'")
        rest["type"] = value
    return name or "document"


def _language(value: str, fields: dict[str, Any], rest: dict[str, str]) -> None:
    found = tag(value)
    if found:
        fields.setdefault("language", found)
    else:
        rest["language"] = value.strip()


def _settle(key: str, value: Any, fields: dict[str, Any], rest: dict[str, str], notices: list[str]) -> None:
    kind = kinds()[key]
    if kind == "names":
        _names(key, value, fields, rest)
    elif kind == "date":
        if found := loose_dates.read(value):
            fields[key] = found
            if isinstance(value, dict) and (more := {name: each for name, each in value.items() if name not in _OF_DATES}):
                rest[key] = loose_dates.words(more)
            elif isinstance(value, str) and _OPEN.fullmatch(value):
                rest[key] = value
        elif _STATUS.fullmatch(words := loose_dates.words(value)) and "status" not in fields:
            fields["status"] = _STATUS.sub(r"\1", words)
        elif any(map(str.isalnum, words)):
            rest[key] = words
            notices.append(f"'{key}' is no date that a record can hold: '{rest[key][:60]}'")
    else:
        text = _text(value, is_title=kind == "title")
        if key in _CHECKED:
            _checked(key, text, fields, rest, notices)
        elif text:
            fields[key] = text[:LONGEST]
            if len(text) > LONGEST:
                notices.append(f"'{key}' is cut off after {LONGEST:,} characters")


_OPEN = re.compile(r"\s*-?\d{4}(?:-\d\d)*/\s*(?:open|unknown|\.\.|)\s*", re.IGNORECASE)
"""The end of a span that is not known."""
_STATUS = re.compile(
    r"(?:literal )?[\[(]?(in press|forthcoming|submitted|in preparation|to appear|im Druck|à paraître|в печати)[\])]?", re.IGNORECASE
)
"""What stands for a date where the work has not appeared yet."""
_OF_DATES = frozenset({"date-parts", "season", "circa", "literal", "raw", "edtf"})


def _names(key: str, value: Any, fields: dict[str, Any], rest: dict[str, str]) -> None:
    found = []
    for each in value if isinstance(value, list) else [value]:
        name, others = loose_names.from_csl(each)
        if name:
            found.append({part: html.unescape(_printable(text)) if isinstance(text, str) else text for part, text in name.items()})
        for part, words in others.items():
            rest[f"{key} {part}"] = "; ".join(filter(None, (rest.get(f"{key} {part}", ""), words)))
    if found:
        fields[key] = found


def _text(value: Any, *, is_title: bool) -> str:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    if isinstance(value, dict):
        return _in_words(value)
    text = html.unescape(_printable(str(value))).strip()
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return _escaped(" ".join(filter(None, lines))) if is_title else re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _printable(text: str) -> str:
    """Return a text without characters that no record may hold, in the form in which letters and accents are one character."""
    kept = "".join(each for each in text if each in "\t\n\r" or unicodedata.category(each) not in ("Cc", "Cs", "Co", "Cn"))
    return re.sub("[\u202a-\u202e\u2066-\u2069\ufeff]", "", unicodedata.normalize("NFC", kept))


def _escaped(text: str) -> str:
    """Return a title of CSL so that a record reads its tags as marks, and its other signs as they are."""
    if not _MARKED.search(text):
        return text
    words = "".join(run for run, _ in runs(read_title(text)))
    if words == _TAG.sub("", text):
        return text
    tags = [*_TAG.finditer(text)]
    parts, end = [], 0
    for each in tags:
        parts += [_signs(text[end : each.start()]), each[0]]
        end = each.end()
    return "".join([*parts, _signs(text[end:])])


def _signs(text: str) -> str:
    return re.sub(r"([*_\\])", r"\\\1", text)


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_in_words(each)}" for key, each in value.items())[:LONGEST]
    if isinstance(value, list):
        return "; ".join(map(_in_words, value))[:LONGEST]
    return " ".join(_printable(str(value)).split())[:LONGEST]


# ── numbers with a check digit, and addresses ────────────────────────────────────────────────────────────────────────────────────────

_CHECKED: dict[str, Any] = {"DOI": Doi, "ISBN": Isbn, "ISSN": Issn, "URL": Address}
_PIECES = {"ISBN": r"(?<!\d)(?:97[89](?:[ –-]?\d){10}|(?:\d[ –-]?){9}[\dXx])(?!\d)", "ISSN": r"(?<!\d)\d{4}[ –-]?\d{3}[\dXx](?!\d)"}
"""What such numbers look like."""


def _checked(key: str, text: str, fields: dict[str, Any], rest: dict[str, str], notices: list[str]) -> None:
    good: list[str] = []
    bad: list[str] = []
    for piece in _pieces(key, text):
        (good if _fits(key, piece) else bad).append(piece)
    if good:
        fields[key] = ", ".join(dict.fromkeys(good)) if key in _PIECES else good[0]
    if bad or (key not in _PIECES and len(good) > 1):
        rest[key] = "; ".join([*bad, *good[1:]] if key not in _PIECES else bad)
    noun = {"DOI": "a DOI", "URL": "a web address"}.get(key, f"an {key}")
    notices.extend(f"'{piece[:80]}' is not {noun}, and is kept as a remark" for piece in bad)


def _pieces(key: str, text: str) -> Iterator[str]:
    """Yield each number in a field: Zotero puts several into one."""
    if key in _PIECES:
        bare = re.sub(r"\(.*?\)|\b(?:e-?|p-?|print|online)?\s*IS[BS]N(?:-1[03])?:?\s", " ", f" {text} ", flags=re.IGNORECASE)
        yield from re.findall(_PIECES[key], bare)
        yield from (each.strip() for each in re.split(r"[,;/\s]+", re.sub(_PIECES[key], " ", bare)) if any(map(str.isalnum, each)))
    elif key == "URL":
        addresses = text.split() if " " in text and text.count("http") > 1 else [re.sub(r"\s", "%20", text)]
        yield from (f"http://{each}" if each.startswith("www.") else each for each in addresses)
    else:
        yield from (
            re.sub(r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:)", "", each, flags=re.IGNORECASE)
            for each in re.sub(r"^doi:?\s+", "", text, flags=re.IGNORECASE).split()
        )


def _fits(key: str, piece: str) -> bool:
    try:
        return bool(adapter(_CHECKED[key]).validate_python(piece))
    except ValueError:
        return False


# ── treaties ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_IN_SERIES = re.compile(r"(?P<volume>\d+) (?P<series>UNTS|U\.N\.T\.S\.|LNTS|L\.N\.T\.S\.|CTS|C\.T\.S\.) (?P<page>\d+)\.?")
"""Volume, series of treaties and page, as lawyers cite them: `453 UNTS 51`."""


def _in_treaty_series(raw: Raw) -> None:
    """Take a treaty for one whose note is all that says where it is printed: styles print no notes."""
    match = _IN_SERIES.fullmatch(str(raw.fields.get("note", "")).strip())
    if (
        match
        and raw.fields.get("type", "document") in ("document", "treaty")
        and not raw.fields.keys() & {"volume", "container-title", "page"}
    ):
        raw.fields |= {"type": "treaty", "volume": match["volume"], "container-title": match["series"], "page": match["page"], "note": ""}
        raw.notices.append(f"its note '{match[0]}' names a series of treaties: it has the type treaty, with volume and page")


# ── Zotero's field Extra ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _spread_extra(raw: Raw) -> None:
    """Take variables of CSL out of the note, where Zotero keeps those that it has no field for."""
    note = raw.fields.get("note")
    if not isinstance(note, str):
        return
    kept = []
    for line in note.splitlines():
        match = _EXTRA.match(line)
        name = _variable(match["name"]) if match else ""
        if match is None or not name or (name in raw.fields and name != "type"):
            kept.append(line)
        elif name == "citation-key":
            raw.key = raw.key or match["value"]
        elif name != "type":
            raw.fields[name] = _extra_value(name, match["value"])
        elif match["value"] in TYPES:
            raw.fields["type"] = match["value"]
        else:
            kept.append(line)
    raw.fields["note"] = "\n".join(kept).strip()


def _variable(name: str) -> str:
    folded = re.sub(r"[\s_]+", "-", name.strip().lower())
    known = {key.lower().replace("_", "-"): key for key in kinds() if key not in ("title", "note")}
    return known.get(folded) or _EXTRA_NAMES.get(folded) or (folded if folded in ("type", "citation-key") else "")


def _extra_value(name: str, value: str) -> Any:
    if kinds()[name] != "names":
        return value
    family, _, given = value.partition("||")
    return [loose_names.parted(family.strip(), given.strip())] if given else [loose_names.from_text(value)]

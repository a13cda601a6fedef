"""BibTeX and BibLaTeX: the fields of an entry in the words of CSL."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.exchange.bibliography import attached, latex_words
from briefing.exchange.bibliography.bibtex_names import people
from briefing.exchange.bibliography.bibtex_syntax import PARTS, Entry, entries, inherited
from briefing.exchange.bibliography.loose_languages import tag
from briefing.exchange.bibliography.settling import TYPES as CSL_TYPES
from briefing.exchange.bibliography.settling import kinds
from briefing.exchange.bibliography.work import Raw
from briefing.system.confined.limits import UnreadableError

TYPES = {
    "article": "article-journal", "artwork": "graphic", "audio": "song", "book": "book", "bookinbook": "chapter", "booklet": "pamphlet",
    "collection": "book", "conference": "paper-conference", "dataset": "dataset", "electronic": "webpage", "image": "graphic",
    "inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference", "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case", "legal": "legislation", "legislation": "legislation", "letter": "personal_communication",
    "manual": "book", "map": "map", "mastersthesis": "thesis", "misc": "document", "movie": "motion_picture", "music": "song",
    "mvbook": "book", "mvcollection": "book", "mvproceedings": "book", "mvreference": "book", "newspaper": "article-newspaper",
    "online": "webpage", "patent": "patent", "performance": "performance", "periodical": "periodical", "phdthesis": "thesis",
    "preprint": "article", "proceedings": "book", "reference": "book", "report": "report", "review": "review", "software": "software",
    "standard": "standard", "suppbook": "chapter", "suppcollection": "chapter", "suppperiodical": "article-journal",
    "techreport": "report", "thesis": "thesis", "unpublished": "manuscript", "video": "motion_picture", "www": "webpage",
    "magazine": "article-magazine", "webpage": "webpage", "commentary": "document", "bibnote": "document", "set": "document",
}  # fmt: skip
_SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine", "blog": "post-weblog"}
_GENRES = {
    "phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "mastersthesis": "Master’s thesis", "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis", "techreport": "Technical report", "resreport": "Research report",
}  # fmt: skip
"""Words for what BibLaTeX names by a key (Lehman and others, The BibLaTeX Package, 4.9.2.14)."""
_COUNTRIES = {
    "de": "Germany",
    "eu": "European Union",
    "ep": "European Union",
    "fr": "France",
    "uk": "United Kingdom",
    "us": "United States",
}
_PATENTS = {"de": "German", "eu": "European", "fr": "French", "uk": "British", "us": "U.S."}
_STRINGS = {
    "newseries": "New series", "oldseries": "Old series", "inpress": "in press", "inpreparation": "in preparation",
    "prepublished": "pre-published",
    **{f"country{code}": name for code, name in _COUNTRIES.items()},
    **{f"patent{code}": f"{name} patent" for code, name in _PATENTS.items()},
    **{f"patreq{code}": f"{name} patent request" for code, name in _PATENTS.items()},
}  # fmt: skip
"""Words for other keys of BibLaTeX."""
_SAME = {
    "journal": "container-title", "journaltitle": "container-title", "shortjournal": "container-title-short", "shorttitle": "title-short",
    "series": "collection-title", "volume": "volume", "issue": "issue", "volumes": "number-of-volumes", "part": "part-number",
    "chapter": "chapter-number", "edition": "edition", "version": "version", "pagetotal": "number-of-pages",
    "numpages": "number-of-pages", "eventtitle": "event-title", "venue": "event-place", "origtitle": "original-title",
    "origpublisher": "original-publisher", "origlocation": "original-publisher-place", "abstract": "abstract", "annotation": "annote",
    "annote": "annote", "keywords": "keyword", "keyword": "keyword", "library": "call-number", "pubstate": "status", "pmid": "PMID",
    "pmcid": "PMCID", "isan": "number", "reviewedtitle": "reviewed-title", "eid": "number", "copyright": "license", "rights": "license",
}  # fmt: skip
_ADDRESSES = {"doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN"}
_DATES = {"eventdate": "event-date", "origdate": "original-date", "urldate": "accessed", "lastchecked": "accessed", "accessed": "accessed",
          "lastaccessed": "accessed", "dateaccessed": "accessed"}  # fmt: skip
_PEOPLE = {
    "author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author", "director": "director",
    "origauthor": "original-author", "illustrator": "illustrator", "compiler": "compiler", "narrator": "narrator",
    "recipient": "recipient", "reviewedauthor": "reviewed-author", "collectioneditor": "collection-editor",
}  # fmt: skip
_EDITORS = {
    "editor": "editor", "compiler": "compiler", "director": "director", "collaborator": "contributor", "organizer": "organizer",
    "continuator": "editor", "founder": "editorial-director", "reviser": "editor", "redactor": "editor", "producer": "producer",
}  # fmt: skip
"""Roles of editors, as in BibLaTeX."""
_HELPERS = ("annotator", "commentator", "introduction", "foreword", "afterword", "holder", "shortauthor", "shorteditor", "sortname")
_BOOKS = frozenset(
    {"book", "collection", "proceedings", "reference", "manual", *(kind for kind in TYPES if kind.startswith(("mv", "in", "supp")))}
)
_NOISE = frozenset({
    "timestamp", "owner", "date-added", "date-modified", "groups", "__markedentry", "biburl", "bibsource", "creationdate",
    "modificationdate", "added-at", "interhash", "intrahash", "username", "priority", "ranking", "readstatus", "citation_key",
})  # fmt: skip
"""What programs say of their own entries."""
_USED = frozenset({"crossref", "xdata", "ids"})
"""What is used before the fields of an entry are read."""
_REMARKS = ("note", "addendum")
_NEVER_LATEX = frozenset({"doi", "url", "isbn", "issn", "eprint", "file", "urldate", "date"})


def read(text: str) -> list[Raw]:
    """Read BibTeX or BibLaTeX.

    Raises:
        UnreadableError: There are no entries, or the braces of one do not fit.
    """
    found = entries(text)
    if not found:
        raise UnreadableError("there is no entry in this file", "An entry of BibTeX begins with '@book{key,'. Export it again.")
    inherited(found)
    plain = latex_words.read(_values(found))
    return [_work(entry, plain) for entry in found if entry.type not in ("xdata", "set", "control", "ieeetranbstctl")]


def _values(found: list[Entry]) -> Iterator[str]:
    for entry in found:
        for name, value in [*entry.fields.items(), *entry.twice]:
            if name in _PEOPLE or name in _HELPERS or name in ("editora", "editorb", "editorc"):
                yield from (part for person in people(value) for part in person.values() if isinstance(part, str))
            elif name in _REMARKS:
                yield from _lines(value)
            elif name not in _NEVER_LATEX and not _is_ours(name, value):
                yield value


def _lines(value: str) -> list[str]:
    """Return the lines of a note: in those that Zotero writes, each may be a field. A note with braces over several lines is one."""
    lines = [line for line in value.split("\n") if line.strip()]
    return lines if all(line.count("{") == line.count("}") for line in lines) else [value]


def _work(entry: Entry, plain: Mapping[str, str]) -> Raw:
    raw = Raw(entry.line, entry.key)
    left = dict(entry.fields)
    _kind(raw, entry, left, plain)
    _titles(raw, entry.type, left, plain)
    _people(raw, left, plain)
    _numbers(raw, entry, left, plain)
    _publishers(raw, left, plain)
    _dates(raw, left, plain)
    _addresses(raw, left)
    _notes(raw, left, plain)
    languages = [plain.get(value, value) for name in ("language", "langid", "hyphenation") if (value := left.pop(name, ""))]
    if languages:
        raw.fields["language"] = next(filter(tag, languages), languages[0])
    for name, value in left.items():
        if _is_ours(name, value) and (given := _ours(value)):
            raw.fields[_variable(name.removeprefix("csl-")) or name] = given
            continue
        words = _STRINGS.get(value, plain.get(value, value))
        variable = _SAME.get(name) or _variable(name.removeprefix("csl-"))
        if name in _NOISE or name in _USED:
            raw.left_out += [name] if name in _NOISE else []
            continue
        if not variable or kinds().get(variable) == "names" or not raw.put(variable, words):
            raw.keep(name, words)
    for name, value in entry.twice:
        raw.keep(name, plain.get(value, value))
    return raw


def _is_ours(name: str, value: str) -> bool:
    """Say whether a field has a value of CSL-JSON, as `sources export` writes it where BibTeX cannot say it."""
    return name.startswith("csl-") and value[:1] in ("[", '"', "{")


def _ours(value: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _variable(name: str) -> str:
    """Return the variable of CSL that a field is called for; empty if there is none."""
    return next((key for key in kinds() if key.lower() == name), "")


def _kind(raw: Raw, entry: Entry, left: dict[str, str], plain: Mapping[str, str]) -> None:
    subtype = left.get("entrysubtype", "").lower()
    own = left.pop("csl-type", "")
    kind = own if own in CSL_TYPES else _SUBTYPES.get(subtype) or TYPES.get(entry.type) or (entry.type if entry.type in CSL_TYPES else "")
    if subtype in _SUBTYPES:
        left.pop("entrysubtype")
    if not kind:
        raw.notices.append(f"'@{entry.type}' is no type of BibLaTeX: the type is 'document'")
        raw.keep("type", entry.type)
    if entry.type == "misc" and not own and left.get("url") and not left.keys() & {"number", "publisher", "eprint", "booktitle"}:
        kind = "webpage"
    raw.fields["type"] = kind or "document"
    given = plain.get(left.pop("type", ""), "")
    given = _STRINGS.get(given, given)
    genre = _GENRES.get(given.lower(), given) or (_GENRES.get(entry.type, "") if kind == "thesis" else "")
    if genre and not own:
        raw.fields["genre"] = genre
    elif given:
        raw.fields["genre"] = given


def _titles(raw: Raw, kind: str, left: dict[str, str], plain: Mapping[str, str]) -> None:
    title, book, main = (_titled(left, plain, name) for name in ("title", "booktitle", "maintitle"))
    journal = _titled(left, plain, "journaltitle") or plain.get(left.pop("journal", ""), "")
    left.pop("journal", None)
    issue = _titled(left, plain, "issuetitle")
    if main and not book and kind not in PARTS:
        title, volume = main, title
    elif main:
        book, volume = main, book
    else:
        volume = ""
    for name, words in (("title", title), ("container-title", book or journal), ("volume-title", volume or issue)):
        if words:
            raw.fields[name] = words
    if book and journal:
        raw.keep("journal", journal)


def _titled(left: dict[str, str], plain: Mapping[str, str], name: str) -> str:
    """Return a title with its subtitle and what is added to it."""
    stem = name.removesuffix("title")
    parts = [plain.get(left.pop(each, ""), "") for each in (name, f"{stem}subtitle", f"{name}addon")]
    title, subtitle, addon = parts
    if title and subtitle:
        title = f"{title}{'' if title[-1] in ':?!' else ':'} {subtitle}"
    return f"{title}{'' if title[-1:] in '.?!' else '.'} {addon}" if title and addon else title or subtitle or addon


def _people(raw: Raw, left: dict[str, str], plain: Mapping[str, str]) -> None:
    roles = {name: left.pop(f"{name}type", "") for name in ("editor", "editora", "editorb", "editorc")}
    for name in [name for name in left if name in _PEOPLE or name in roles]:
        value = left.pop(name)
        found = [
            {part: plain.get(words, words) if isinstance(words, str) else words for part, words in each.items()} for each in people(value)
        ]
        role = roles.get(name, "")
        variable = _EDITORS.get(role.lower(), "") if role else _PEOPLE.get(name, "editor")
        if {"literal": "others"} in found:
            found.remove({"literal": "others"})
            raw.keep(name, "and others")
        if variable:
            raw.fields[variable] = [*raw.fields.get(variable, []), *found]
        else:
            raw.keep(f"{role or name}", "; ".join(_shown(each) for each in found))
    for name in _HELPERS:
        if name in left:
            raw.keep(
                name,
                "; ".join(
                    _shown({part: plain.get(str(words), str(words)) for part, words in each.items()}) for each in people(left.pop(name))
                ),
            )


def _shown(name: Mapping[str, Any]) -> str:
    return " ".join(
        str(name[part]) for part in ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal") if part in name
    )


def _numbers(raw: Raw, entry: Entry, left: dict[str, str], plain: Mapping[str, str]) -> None:
    if number := plain.get(left.pop("number", ""), ""):
        if (raw.fields["type"].startswith("article") and raw.fields["type"] != "article") or entry.type in (
            "periodical",
            "article",
            "suppperiodical",
        ):
            raw.fields["issue"] = number
            if issue := plain.get(left.pop("issue", ""), ""):
                raw.fields["issue"] = f"{number}, {issue}"
        elif entry.type in _BOOKS:
            raw.fields["collection-number"] = number
        else:
            raw.fields["number"] = number
    if pages := plain.get(left.pop("pages", ""), ""):
        raw.fields["page"] = re.sub(r"\s*[–—-]+\s*", "-", pages)


def _publishers(raw: Raw, left: dict[str, str], plain: Mapping[str, str]) -> None:
    names = [
        words
        for name in ("publisher", "school", "institution", "organization", "howpublished")
        if (words := plain.get(left.pop(name, ""), ""))
    ]
    for number, words in enumerate(dict.fromkeys(names)):
        address = re.search(r"https?://\S+", words)
        if address and not left.get("url") and re.fullmatch(r"(?:\w+:?\s+)*https?://\S+", words):
            left["url"] = address[0]
        elif number and "publisher" in raw.fields:
            raw.fields["publisher"] += f"; {words}"
        else:
            raw.fields["publisher"] = words
    given = [plain.get(left.pop("address", ""), ""), plain.get(left.pop("location", ""), "").replace(" and ", "; ")]
    places = [_STRINGS.get(place, place) for words in filter(None, given) for place in words.split("; ")]
    if places:
        raw.fields["jurisdiction" if raw.fields["type"] == "patent" else "publisher-place"] = "; ".join(dict.fromkeys(places))


def _dates(raw: Raw, left: dict[str, str], plain: Mapping[str, str]) -> None:
    date, year, month, day = (left.pop(name, "") for name in ("date", "year", "month", "day"))
    words = {name: plain.get(value, value) for name, value in (("year", year), ("month", month), ("day", day))}
    if date:
        raw.fields["issued"] = date
        if words["year"] and words["year"][:4] not in date:
            raw.keep("year", words["year"])
    elif words["year"]:
        month = words["month"]
        if re.fullmatch(r"\d{1,2}", month) and re.fullmatch(r"-?\d{4}", words["year"]):
            raw.fields["issued"] = "-".join([words["year"], month.zfill(2), *([words["day"].zfill(2)] if words["day"] else [])])
        else:
            raw.fields["issued"] = " ".join(filter(None, (words["day"], month, words["year"])))
    elif words["month"]:
        raw.keep("month", words["month"])
    for name, variable in _DATES.items():
        if value := left.pop(name, ""):
            raw.put(variable, value)
    for prefix, variable in (("event", "event-date"), ("orig", "original-date"), ("url", "accessed")):
        if old := [left.pop(f"{prefix}{part}", "") for part in ("year", "month", "day") if f"{prefix}{part}" in left]:
            raw.put(variable, "-".join(filter(None, old)))


def _addresses(raw: Raw, left: dict[str, str]) -> None:
    for name, variable in _ADDRESSES.items():
        if value := left.pop(name, ""):
            bare = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", value.strip())
            raw.fields[variable] = re.sub(r"\\([_%&#~$])|\{\\textasciitilde\}|\\textasciitilde\s*", lambda match: match[1] or "~", bare)
    eprint, kind = left.pop("eprint", ""), left.pop("eprinttype", "") or left.pop("archiveprefix", "")
    prefixes = {
        "arxiv": "https://arxiv.org/abs/",
        "jstor": "https://www.jstor.org/stable/",
        "hdl": "https://hdl.handle.net/",
        "googlebooks": "https://books.google.com?id=",
    }
    if eprint and kind:
        raw.put("archive", kind)
        raw.put("archive_location", " ".join(filter(None, [eprint, left.pop("eprintclass", "") or left.pop("primaryclass", "")])))
        if prefix := prefixes.get(kind.lower()):
            raw.put("URL", f"{prefix}{eprint}")
        elif kind.lower() == "pubmed":
            raw.put("PMID", eprint)
    elif eprint:
        raw.keep("eprint", eprint)
    raw.files += attached.paths(left.pop("file", ""))
    for name in [name for name in left if re.fullmatch(r"bdsk-file-\d+|local-url|pdf", name)]:
        raw.files.append(left.pop(name))


def _notes(raw: Raw, left: dict[str, str], plain: Mapping[str, str]) -> None:
    notes = [words for name in _REMARKS for line in _lines(left.pop(name, "")) if (words := plain.get(line, ""))]
    if notes:
        raw.fields["note"] = "\n".join(notes)

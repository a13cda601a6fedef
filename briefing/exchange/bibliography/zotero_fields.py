"""The fields of Zotero's items in the words of CSL. Zotero's RDF and its JSON have the same fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from briefing.exchange.bibliography import loose_names
from briefing.exchange.bibliography.work import Raw

TYPES = {
    "artwork": "graphic", "audioRecording": "song", "bill": "bill", "blogPost": "post-weblog", "book": "book", "bookSection": "chapter",
    "case": "legal_case", "computerProgram": "software", "conferencePaper": "paper-conference", "dataset": "dataset",
    "dictionaryEntry": "entry-dictionary", "document": "document", "email": "personal_communication",
    "encyclopediaArticle": "entry-encyclopedia", "film": "motion_picture", "forumPost": "post", "hearing": "hearing",
    "instantMessage": "personal_communication", "interview": "interview", "journalArticle": "article-journal",
    "letter": "personal_communication", "magazineArticle": "article-magazine", "manuscript": "manuscript", "map": "map",
    "newspaperArticle": "article-newspaper", "patent": "patent", "podcast": "broadcast", "preprint": "article", "presentation": "speech",
    "radioBroadcast": "broadcast", "report": "report", "standard": "standard", "statute": "legislation", "thesis": "thesis",
    "tvBroadcast": "broadcast", "videoRecording": "motion_picture", "webpage": "webpage",
}  # fmt: skip
"""Zotero's types (its schema.json, version 42, https://github.com/zotero/zotero-schema, seen in December 2026)."""
_BASES = {
    "medium": ("audioRecordingFormat", "videoRecordingFormat", "audioFileType", "format", "artworkMedium", "interviewMedium"),
    "publisher": ("institution", "university", "company", "distributor", "network", "label", "repository", "studio"),
    "number": ("identifier", "publicLawNumber", "documentNumber", "docketNumber", "billNumber", "episodeNumber", "archiveID",
               "reportNumber", "patentNumber"),
    "volume": ("reporterVolume", "codeVolume"), "pages": ("firstPage", "codePages"),
    "authority": ("court", "legislativeBody", "issuingAuthority", "organization"),
    "publicationTitle": ("encyclopediaTitle", "bookTitle", "sessionTitle", "dictionaryTitle", "websiteTitle", "forumTitle", "blogTitle",
                         "programTitle", "proceedingsTitle"),
    "type": ("genre", "thesisType", "manuscriptType", "letterType", "websiteType", "mapType", "reportType", "presentationType", "postType"),
    "title": ("caseName", "subject", "nameOfAct"), "date": ("issueDate", "dateEnacted", "dateDecided"),
    "place": ("repositoryLocation",), "originalDate": ("priorityDate",), "status": ("legalStatus",),
}  # fmt: skip
"""The names that a field has in some types."""
_BASE_OF = {name: base for base, names in _BASES.items() for name in names}
_SAME = {
    "abstractNote": "abstract", "archive": "archive", "archiveLocation": "archive_location", "authority": "authority",
    "callNumber": "call-number", "applicationNumber": "call-number", "session": "chapter-number", "seriesNumber": "collection-number",
    "series": "collection-title", "seriesTitle": "collection-title", "publicationTitle": "container-title", "reporter": "container-title",
    "code": "container-title", "artworkSize": "dimensions", "runningTime": "dimensions", "DOI": "DOI", "edition": "edition",
    "eventPlace": "event-place", "meetingName": "event-title", "conferenceName": "event-title", "type": "genre",
    "programmingLanguage": "genre", "ISBN": "ISBN", "ISSN": "ISSN", "issue": "issue", "priorityNumbers": "issue",
    "journalAbbreviation": "container-title-short", "language": "language", "rights": "license", "medium": "medium", "system": "medium",
    "extra": "note", "number": "number", "numPages": "number-of-pages", "numberOfVolumes": "number-of-volumes",
    "originalPublisher": "original-publisher", "originalPlace": "original-publisher-place", "partNumber": "part-number",
    "partTitle": "part-title", "pages": "page", "PMID": "PMID", "PMCID": "PMCID", "publisher": "publisher", "place": "publisher-place",
    "history": "references", "references": "references", "scale": "scale", "section": "section", "committee": "section",
    "shortTitle": "title-short", "libraryCatalog": "source", "status": "status", "title": "title", "url": "URL",
    "versionNumber": "version", "volume": "volume", "codeNumber": "volume", "accessDate": "accessed", "date": "issued",
    "filingDate": "submitted", "originalDate": "original-date",
}  # fmt: skip
_PEOPLE = {
    "bookAuthor": "container-author", "castMember": "performer", "composer": "composer", "chair": "chair", "contributor": "contributor",
    "director": "director", "editor": "editor", "executiveProducer": "executive-producer", "guest": "guest", "host": "host",
    "interviewer": "interviewer", "narrator": "narrator", "originalCreator": "original-author", "organizer": "organizer",
    "podcaster": "host", "producer": "producer", "recipient": "recipient", "reviewedAuthor": "reviewed-author",
    "seriesCreator": "series-creator", "seriesEditor": "collection-editor", "scriptwriter": "script-writer", "translator": "translator",
    **dict.fromkeys(("author", "artist", "cartographer", "creator", "interviewee", "inventor", "presenter", "programmer", "sponsor"),
                    "author"),
    "performer": "performer",
}  # fmt: skip
_NOISE = frozenset({
    "itemID", "itemKey", "key", "version", "dateAdded", "dateModified", "uri", "select", "libraryID", "collections", "relations",
    "uniqueFields", "itemType", "displayTitle", "citekey", "parentItem", "seeAlso", "inPublications", "multi", "id", "firstCreator",
})  # fmt: skip
"""What Zotero says of its own entry."""
_NOTED_KEY = re.compile(r"^\s*citation[ -]?key\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_APART = frozenset({"creators", "tags", "notes", "attachments", "citationKey"})


def work(item: Mapping[str, Any], line: int) -> Raw:
    """Return an item of Zotero in the words of CSL.

    Args:
        item: Its fields under the names that Zotero's JSON has.
        line: Where it begins.
    """
    kind = str(item.get("itemType", ""))
    raw = Raw(line, _key(item))
    raw.fields["type"] = TYPES.get(kind, kind or "document")
    for name, value in item.items():
        base = _BASE_OF.get(name, name)
        words = "\n".join(map(str, value)) if name == "extra" and isinstance(value, list) else value
        if name in _NOISE or name in _APART or words in ("", None, [], {}):
            continue
        variable = _SAME.get(base, "")
        if not isinstance(words, str) or not variable or not raw.put(variable, words):
            raw.keep(name, words if isinstance(words, str) else _in_words(words))
    _people(raw, item.get("creators"), kind)
    if tags := [each for each in map(_tag, _list(item.get("tags"))) if each]:
        raw.fields["keyword"] = ", ".join(dict.fromkeys(tags))
    if notes := [each for each in map(_note, _list(item.get("notes"))) if each]:
        raw.fields["annote"] = "\n\n".join(notes)
    raw.files += [path for each in _list(item.get("attachments")) if (path := file_of(each))]
    return raw


def _key(item: Mapping[str, Any]) -> str:
    """Return the key by which authors cite an item; else the one by which Zotero knows it."""
    extra = item.get("extra")
    noted = _NOTED_KEY.search("\n".join(map(str, extra)) if isinstance(extra, list) else str(extra or ""))
    keys = (item.get("citationKey"), item.get("citekey"), noted and noted[1], item.get("key"), item.get("uri"))
    return next((str(key) for key in keys if key), "")


def _people(raw: Raw, creators: Any, kind: str) -> None:
    """Add the people of an item. The performers of a recording are its authors where nobody else is."""
    for each in _list(creators):
        if not isinstance(each, Mapping):
            continue
        role = str(each.get("creatorType", "author"))
        name = _name(each)
        variable = _PEOPLE.get(role, "")
        if name and variable:
            raw.fields[variable] = [*raw.fields.get(variable, []), name]
        elif name:
            raw.keep(role, " ".join(str(name[part]) for part in ("given", "family", "literal") if part in name))
    if kind == "audioRecording" and "author" not in raw.fields and "composer" not in raw.fields and "performer" in raw.fields:
        raw.fields["author"] = raw.fields["performer"]


def _name(creator: Mapping[str, Any]) -> loose_names.Name:
    family, given, whole = (" ".join(str(creator.get(key) or "").split()) for key in ("lastName", "firstName", "name"))
    if whole or not given:
        only = whole or family
        is_body = bool(whole) or "firstName" not in creator or str(creator.get("fieldMode")) == "1"
        return ({"literal": only} if is_body else loose_names.parted(only, "")) if only else {}
    if len(family) > 2 and family[0] == family[-1] == '"':
        return {"family": family[1:-1], "given": given}  # Zotero's sign that the particle is a part of the name
    first, comma, suffix = given.partition(",")
    return loose_names.parted(family, first.strip(), suffix.strip(" !") if comma else "")


def _list(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else []


def _tag(value: Any) -> str:
    return str(value.get("tag", "") if isinstance(value, Mapping) else value).strip()


def _note(value: Any) -> str:
    """Return the words of a note, which is HTML."""
    text = str(value.get("note", "") if isinstance(value, Mapping) else value)
    if not text.strip():
        return ""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    root = etree.fromstring(f"<div>{re.sub(r'</(?:p|div|h[1-6]|li|blockquote)>|<br */?>', ' ', text)}</div>".encode(), parser)
    return " ".join("".join(root.itertext()).split()) if root is not None else ""


def file_of(attachment: Any) -> str:
    """Return the path of an attached file; empty if the attachment has no file of its own."""
    if not isinstance(attachment, Mapping):
        return ""
    return next((str(attachment[key]) for key in ("path", "localPath", "filename") if attachment.get(key)), "")


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_in_words(each)}" for key, each in value.items())
    return "; ".join(map(_in_words, value)) if isinstance(value, list) else str(value)

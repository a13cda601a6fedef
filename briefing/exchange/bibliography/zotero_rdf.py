"""Zotero RDF: items are described by several vocabularies; what is inside of what is said by links between descriptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from briefing.exchange.bibliography import zotero_fields
from briefing.exchange.bibliography.work import Raw
from briefing.system.confined.limits import UnreadableError

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dcterms": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
}
_PREFIXES = {address: prefix for prefix, address in _NAMES.items()}
_ABOUT, _RESOURCE, _NODE = (f"{{{_NAMES['rdf']}}}{name}" for name in ("about", "resource", "nodeID"))
_SAME = {
    "dc:title": "title", "dc:date": "date", "dcterms:dateSubmitted": "accessDate", "dcterms:issued": "issueDate", "dc:rights": "rights",
    "bib:pages": "pages", "dc:description": "extra", "dcterms:abstract": "abstractNote", "dc:coverage": "archiveLocation",
    "dcterms:medium": "medium", "dc:type": "type", "prism:volume": "volume", "prism:number": "number", "prism:edition": "edition",
    "dcterms:alternative": "journalAbbreviation", "dc:source": "source",
}  # fmt: skip
_CONTAINERS = {
    "prism:volume": "volume", "prism:number": "number", "dcterms:alternative": "journalAbbreviation", "dc:title": "publicationTitle",
}  # fmt: skip
_SERIES = {
    "dc:title": "series", "dcterms:alternative": "seriesTitle", "dc:description": "seriesText", "dc:identifier": "seriesNumber",
    "prism:number": "seriesNumber",
}  # fmt: skip
_DEEPEST = 4
"""How many wholes a work is a part of: its section, its container and their series. Links may go round in a circle."""
_ISSUES = frozenset({"journalArticle", "magazineArticle", "newspaperArticle"})
_VERSIONS = frozenset({"computerProgram", "standard", "dataset"})
_KINDS = {
    "bib:Article": "journalArticle", "bib:Book": "book", "bib:BookSection": "bookSection", "bib:Thesis": "thesis", "bib:Report": "report",
    "bib:Manuscript": "manuscript", "bib:Patent": "patent", "bib:Legislation": "statute", "bib:Letter": "letter", "bib:Image": "map",
    "bib:Interview": "interview", "bib:Document": "webpage", "bib:MotionPicture": "film", "bib:Illustration": "artwork",
    "bib:Recording": "audioRecording", "bib:ConferenceProceedings": "presentation", "bib:Data": "computerProgram",
}  # fmt: skip
"""The types of old exports, which have no `z:itemType`."""


def is_rdf(root: Any) -> bool:
    """Say whether XML is Zotero RDF. Other programs have other vocabularies."""
    return _name(root) == "rdf:RDF" and not {_NAMES["bib"], _NAMES["z"]}.isdisjoint(root.nsmap.values())


def read(root: Any) -> tuple[list[Raw], list[str]]:
    """Return the works in Zotero RDF, and what there is to say of the whole file.

    Raises:
        UnreadableError: No work is in it.
    """
    graph = _Graph(root)
    works = [
        zotero_fields.work(item, element.sourceline or 0)
        for element in root
        if isinstance(element.tag, str) and (item := graph.item(element)) is not None
    ]
    if not works:
        raise UnreadableError("there is no work in this file", "Export the library from Zotero again.")
    return works, graph.notices()


class _Graph:
    """The descriptions of a file, by what they are about."""

    def __init__(self, root: Any) -> None:
        """Find what each description is about."""
        self.descriptions = {name: each for each in root if (name := each.get(_ABOUT) or each.get(_NODE))}
        self.others = [each for each in root if isinstance(each.tag, str) and _name(each) in ("z:Attachment", "bib:Memo")]
        self.used: set[Any] = set()

    def item(self, element: Any) -> dict[str, Any] | None:
        """Return an item under the names of Zotero's JSON; None if the description is of something else."""
        kind = _words(element.find(f"{{{_NAMES['z']}}}itemType")) or _KINDS.get(_name(element), "")
        if not kind or kind in ("attachment", "note"):
            return None
        about = element.get(_ABOUT, "")
        item: dict[str, Any] = {"itemType": kind, "uri": about, "creators": [], "tags": [], "notes": [], "attachments": []}
        for child in element:
            if isinstance(child.tag, str):
                self._put(item, kind, child)
        return item

    def notices(self) -> list[str]:
        """Name the files and notes that belong to no work."""
        alone = [each for each in self.others if each not in self.used]
        files = [zotero_fields.file_of(_attachment(each)) for each in alone if _name(each) == "z:Attachment"]
        notes = sum(_name(each) == "bib:Memo" for each in alone)
        found = [f"'{path}' belongs to no work: offer it with --match" for path in files if path]
        return [*found, *([f"{notes} notes belong to no work, and were left out" if notes > 1 else _ONE_NOTE] if notes else [])]

    def _put(self, item: dict[str, Any], kind: str, child: Any) -> None:
        name, words = _name(child), _words(child)
        inside = self._described(child)
        match name:
            case "z:itemType" | "rdf:type" | "dc:relation":
                pass
            case "dcterms:isPartOf":
                self._whole(item, kind, inside, 0)
            case "dc:publisher" if inside is not None:
                self._publisher(item, inside)
            case "dc:identifier" | "dc:subject" if inside is not None:
                self._labelled(item, inside)
            case "dc:identifier":
                _identify(item, words)
            case "dc:subject":
                item["tags"].append(words)
            case "link:link" if inside is not None:
                self.used.add(inside)
                item["attachments"].append(_attachment(inside))
            case "dcterms:isReferencedBy" if inside is not None:
                self.used.add(inside)
                item["notes"].append(_words(inside.find(f"{{{_NAMES['rdf']}}}value")))
            case "bib:presentedAt" if inside is not None:
                item["conferenceName"] = _words(inside.find(f"{{{_NAMES['dc']}}}title"))
            case _ if child.find(f"{{{_NAMES['rdf']}}}Seq") is not None:
                item["creators"] += self._creators(child, name.partition(":")[2].removesuffix("s"))
            case _:
                field = _SAME.get(name) or (name.partition(":")[2] if name.startswith("z:") else name)
                if field == "edition" and kind in _VERSIONS:
                    field = "versionNumber"
                _set(item, "issue" if field == "number" and kind in _ISSUES else field, words)

    def _whole(self, item: dict[str, Any], kind: str, whole: Any, depth: int) -> None:
        """Take what is said of the section, the container and the series that an item is a part of."""
        if whole is None or depth > _DEEPEST:
            return
        name = _name(whole)
        for child in whole:
            if not isinstance(child.tag, str):
                continue
            inner, words = _name(child), _words(child)
            if inner == "dcterms:isPartOf":
                self._whole(item, kind, self._described(child), depth + 1)
            elif name == "bib:Part" and inner == "dc:title":
                _set(item, "section", words)
            elif name == "bib:Series":
                _set(item, _SERIES.get(inner, inner), words)
            elif inner == "dc:identifier":
                _identify(item, words)
            elif inner != "rdf:type":
                field = _CONTAINERS.get(inner, inner)
                _set(item, "issue" if field == "number" and kind in _ISSUES else field, words)

    def _publisher(self, item: dict[str, Any], organization: Any) -> None:
        _set(item, "publisher", _words(organization.find(f"{{{_NAMES['foaf']}}}name")))
        place = next(organization.iter(f"{{{_NAMES['vcard']}}}locality"), None)
        _set(item, "place", _words(place))

    def _labelled(self, item: dict[str, Any], inside: Any) -> None:
        """Take an address, a call number or a tag of which the kind is stated."""
        words = _words(inside.find(f"{{{_NAMES['rdf']}}}value"))
        match _name(inside):
            case "dcterms:URI":
                _set(item, "url", words)
            case "dcterms:LCC":
                _set(item, "callNumber", words)
            case _:
                item["tags"].append(words)

    def _creators(self, element: Any, role: str) -> Iterator[dict[str, str]]:
        for entry in element.iter(f"{{{_NAMES['rdf']}}}li"):
            person = self._described(entry)
            if person is None:
                continue
            family = _words(person.find(f"{{{_NAMES['foaf']}}}surname"))
            given = _words(person.find(f"{{{_NAMES['foaf']}}}givenName")) or _words(person.find(f"{{{_NAMES['foaf']}}}givenname"))
            yield {"creatorType": role, "lastName": family, **({"firstName": given} if given else {})}

    def _described(self, element: Any) -> Any:
        """Return the description that an element has in it, or that it names."""
        named = element.get(_RESOURCE) or element.get(_NODE)
        if named:
            return self.descriptions.get(named)
        return next((each for each in element if isinstance(each.tag, str)), None)


_ONE_NOTE = "1 note belongs to no work, and was left out"


def _attachment(element: Any) -> dict[str, str]:
    """Return what is said of an attached file. Old exports have its path in `rdf:resource`."""
    for name in (f"{{{_NAMES['z']}}}path", _RESOURCE):
        inside = element.find(name)
        if inside is not None:
            return {"path": inside.get(_RESOURCE) or _words(inside)}
    return {}


def _identify(item: dict[str, Any], words: str) -> None:
    """Take a number of which the kind is its first word."""
    label, _, number = words.partition(" ")
    if label in ("ISSN", "ISBN", "DOI") and number:
        _set(item, label, number)
    else:
        _set(item, "accessionNumber", words)


def _set(item: dict[str, Any], field: str, words: str) -> None:
    """Set a field; a second value is kept under the name of the field with a number."""
    if not words or item.get(field) == words:
        return
    name = next(each for each in (field, *(f"{field} {number}" for number in range(2, 99)), "more") if each not in item or each == "more")
    item[name] = words


def _name(element: Any) -> str:
    name = etree.QName(element)
    return f"{_PREFIXES.get(name.namespace or '', name.namespace)}:{name.localname}"


def _words(element: Any) -> str:
    return "" if element is None else "".join(element.itertext()).strip()

"""Finding the sources that annotations are about: by the addresses of the document, else by its title, its file and its words.

A file that was opened in a browser has no address that a record could have (`urn:x-pdf:…`, `file:///…`). What is found by a title or by
words is a guess, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from briefing.dataclass import dataclass
from briefing.library import Library, Source
from briefing.library.citation_keys import by_key
from briefing.originals.normal import normalise
from briefing.passages.locating import places_of
from briefing.passages.mark import COPY, Mark, source_key
from briefing.passages.pasted import may_have
from briefing.passages.readings import reading

_WEB = re.compile(r"https?://(?!localhost\b|127\.|\[::1\])", re.IGNORECASE)
"""The beginning of an address that others can open, too."""
_ENOUGH = 3
"""How many words a highlight must have to say which text it is from."""
_MOST = 20
"""How many highlights of a document are looked for at most to find out which text they are from."""


@dataclass(frozen=True, slots=True)
class Found:
    """The source of an annotation."""

    source: Source | None
    guessed: str = ""
    """Why an annotation is taken for one of this source, if its address does not say so."""
    reason: str = ""
    """Why no source was found."""
    hint: str = ""


def sources_of(marks: Sequence[Mark], library: Library, otherwise: str = "") -> Iterator[Found]:
    """Yield what is known of the source of each annotation.

    Args:
        marks: All annotations of a file. Those of one document are looked for together.
        library: The library with the sources and the user's copies.
        otherwise: The id of the source of annotations whose address is that of no source. Default: it is guessed.
    """
    known = _by_identifiers(library)
    found = [_by_address(mark, known) or library.sources.get(otherwise) for mark in marks]
    documents: dict[_Document, list[Mark]] = {}
    for number, (mark, source) in enumerate(zip(marks, found, strict=True)):
        if source is None:
            documents.setdefault(_document(mark, number), []).append(mark)
    hits = _hits(documents, library)
    guesses = {document: _guessed(these, hits[document], library) for document, these in documents.items()}
    for number, (mark, source) in enumerate(zip(marks, found, strict=True)):
        yield Found(source) if source else guesses[_document(mark, number)]


_Document = tuple[str, tuple[str, ...], int]


def _document(mark: Mark, number: int) -> _Document:
    """Return what tells the document of an annotation apart from others. Annotations that do not name it may be about any."""
    return mark.source, mark.names, 0 if mark.source or mark.names else number + 1


def _by_identifiers(library: Library) -> dict[str, Source]:
    """Return the sources by their ids and keys, by the hashes of the files of their copies, and by their addresses."""
    known: dict[str, Source] = {}
    for source in library.sources.values():
        copy = library.originals.get(source.id)
        own = [f"{COPY}{copy.provenance.sha256}"] if copy is not None else []
        for form in (*own, *_identifiers(source)):
            known.setdefault(form, source)
    keys = {key: library.sources[identity] for key, identity in by_key(library.sources.values()).items()}
    return {**keys, **known, **library.sources}


def _by_address(mark: Mark, known: Mapping[str, Source]) -> Source | None:
    wanted = (source_key(mark), *mark.addresses, *(each for address in mark.addresses for each in _forms(address)))
    return next((known[each] for each in wanted if each in known), None)


def _identifiers(source: Source) -> Iterator[str]:
    if source.URL:
        yield _address(source.URL)
    if source.DOI:
        yield _address(f"https://doi.org/{source.DOI}")


def _forms(address: str) -> Iterator[str]:
    """Yield an address, and the address inside it: services that show or keep pages of others put theirs before it."""
    yield _address(address)
    if address.lower().startswith("doi:"):
        yield _address(f"https://doi.org/{address[4:].strip()}")
    inner = re.search(r"(?<=.)https?(?:://|%3a%2f%2f).*", address, re.IGNORECASE)
    if inner:
        yield _address(unquote(inner[0]) if "%3a" in inner[0][:9].lower() else inner[0])


def _address(url: str) -> str:
    return re.sub(r"^https?://(?:www\.|dx\.)?", "", url.split("#")[0], flags=re.IGNORECASE).rstrip("/").lower()


def _guessed(marks: Sequence[Mark], hits: Mapping[str, int], library: Library) -> Found:
    """Return the source whose copy has most of the words of a document's annotations, if its title or the words leave no doubt."""
    address, names = marks[0].source, marks[0].names
    if address and not (names and _is_file(address)):
        shown = f"no source of the library has the address {address}"
    else:
        shown = f"no source of the library is “{names[0]}”" if names else "the annotation does not name its source"
    named = [source for source in library.sources.values() if _is_named(source, marks[0], library)]
    most = max(hits.values(), default=0)
    best = [library.sources[key] for key, count in hits.items() if most and count == most]
    both = [source for source in named if 2 * hits.get(source.id, 0) >= most > 0]
    local = _is_file(address) or not _WEB.match(address)
    tried = len(_telling(marks))
    if len(both) == 1:
        return Found(both[0], "the title or file of the document and its words are those of this source")
    if local and len(named) == 1 and not best:
        return Found(named[0], "the title or file of the document is that of this source")
    if local and len(best) == 1 and not named and 2 * most >= tried:
        longest = "" if tried == sum(mark.has_words for mark in marks) else "longest "
        count = f"{most} of its {tried} {longest}highlights" if tried > 1 else f"its {longest}highlight"
        return Found(best[0], f"this copy has the words of {count}, and no other copy has as many")
    return Found(None, "", shown, _hint(best or named, local=local))


def _is_file(address: str) -> bool:
    """Say whether an address is that of a file: its words say more than the place where it was read, for many places have one PDF."""
    return bool(re.search(r"\A(?:urn:x-pdf:|file:|zotero:)|\.pdf(?:[?#]|\Z)", address, re.IGNORECASE))


def _hits(documents: Mapping[_Document, Sequence[Mark]], library: Library) -> dict[_Document, dict[str, int]]:
    """Return for each document how many of its annotations have their words in the copy of each source.

    Each copy is read once for all documents: a file of a reading device has highlights of many books.
    """
    found: dict[_Document, dict[str, int]] = {document: {} for document in documents}
    telling = {document: _telling(marks) for document, marks in documents.items()}
    for key, copy in library.originals.items():
        if key in library.sources and any(telling.values()):
            body = reading(copy.paragraphs)
            for document, marks in telling.items():
                found[document][key] = sum(
                    may_have(mark.quote or mark.fragment[0], body) and bool(places_of(mark, copy).spans) for mark in marks
                )
    return found


def _telling(marks: Sequence[Mark]) -> list[Mark]:
    """Return the annotations that say which text they are from: the longest. One or two words can be in any text."""
    long = [mark for mark in marks if len(_words(mark)) >= _ENOUGH]
    return sorted(long, key=lambda mark: -len(_words(mark)))[:_MOST]


def _words(mark: Mark) -> list[str]:
    return (mark.quote or " ".join(mark.fragment)).split()


def _hint(like: Sequence[Source], *, local: bool) -> str:
    names = ", ".join(f"'{each.id}'" for each in like[:6])
    if local:
        few = f"Its words or its title may be those of {names}, which is not certain." if like else "No copy has its words."
        what = "'briefing excerpts import FILE --as SOURCE-ID' takes what has no address of a source for one of this source."
        return f"{few} {what}"
    words = f"The copy of {names} has its words. " if len(like) == 1 else ""
    return f"{words}If it is one of your sources, write the address as 'URL: …' into its record, or import again with --as SOURCE-ID."


def _is_named(source: Source, mark: Mark, library: Library) -> bool:
    """Say whether a document has the title of a source, its author and year, or the name of the file that its copy was read from."""
    copy = library.originals.get(source.id)
    files = {unquote(address).replace("\\", "/").rsplit("/", 1)[-1].lower() for address in (*mark.addresses, *mark.names)}
    if copy is not None and copy.provenance.file.lower() in files:
        return True
    titles = {form for title in (source.title, source.title_short) for form in _titles(title)}
    return any(not titles.isdisjoint(_titles(name)) or _is_cited(source, name) for name in (*mark.names, *files))


def _is_cited(source: Source, name: str) -> bool:
    """Say whether a name is a citation of a source by author and year, such as `Okello et al., 2019`."""
    match = re.fullmatch(r"([^\d,]+?)(?:,? (?:et al\.|and|&|und|et|y|e|и) ?[^\d]*)?,? (\d{4})[a-z]?", name)
    if match is None or source.issued is None or source.issued.year != int(match[2]):
        return False
    return _title(match[1]) == _title(source.name.split(" and ")[0])


def _titles(text: str) -> set[str]:
    """Return the forms of a title that are compared: the whole, and the part before a subtitle or a series, if it has two words."""
    head = re.split(r"\s*[:;(（]|\s[–—-]\s|\.\s", text.strip(), maxsplit=1)[0]
    return {form for form in (_title(text), _title(head) if len(head.split()) > 1 else "") if form}


def _title(text: str) -> str:
    """Return a title as it is compared: in small letters, without signs and without the end of the name of a file."""
    bare = re.sub(r"\.(?:pdf|docx?|html?|txt|epub|md)\Z", "", text.strip(), flags=re.IGNORECASE)
    return " ".join(re.findall(r"\w+", normalise(bare).text.casefold().replace("_", " ")))

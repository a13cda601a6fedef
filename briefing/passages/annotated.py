"""Finding the sources that annotations are about: by the addresses of the document, else by its title, its file and its words.

A file that was opened in a browser has no address that a record could have (`urn:x-pdf:…`, `file:///…`). What is found by a title or by
words is a guess, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from briefing.dataclass import dataclass
from briefing.library import Library, Source
from briefing.originals.copies import Copy
from briefing.originals.normal import normalise
from briefing.passages.locating import places_of
from briefing.passages.mark import COPY, Mark, source_key

_WEB = re.compile(r"https?://(?!localhost\b|127\.|\[::1\])", re.IGNORECASE)
"""The beginning of an address that others can open, too."""
_ENOUGH = 3
"""How many words a highlight must have to say which text it is from."""


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
    guesses: dict[tuple[str, tuple[str, ...]], Found] = {}
    for mark in marks:
        source = _by_address(mark, library) or library.sources.get(otherwise)
        document = mark.source, mark.names
        if source:
            yield Found(source)
        elif not any(document):
            yield _guessed([mark], library)
        else:
            if document not in guesses:
                guesses[document] = _guessed([each for each in marks if (each.source, each.names) == document], library)
            yield guesses[document]


def _by_address(mark: Mark, library: Library) -> Source | None:
    key = source_key(mark)
    if key in library.sources:
        return library.sources[key]
    for copy in library.originals.values():
        if f"{COPY}{copy.provenance.sha256}" in mark.addresses and copy.source in library.sources:
            return library.sources[copy.source]
    wanted = [each for address in mark.addresses for each in _forms(address)]
    known: dict[str, Source] = {}
    for source in library.sources.values():
        for form in _identifiers(source):
            known.setdefault(form, source)
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


def _guessed(marks: Sequence[Mark], library: Library) -> Found:
    """Return the source whose copy has most of the words of a document's annotations, if its title or the words leave no doubt."""
    address, names = marks[0].source, marks[0].names
    if address and not (names and _is_file(address)):
        shown = f"no source of the library has the address {address}"
    else:
        shown = f"no source of the library is “{names[0]}”" if names else "the annotation does not name its source"
    named = [source for source in library.sources.values() if _is_named(source, marks[0], library)]
    hits = {key: _hits(marks, copy) for key, copy in library.originals.items() if key in library.sources}
    most = max(hits.values(), default=0)
    best = [library.sources[key] for key, count in hits.items() if most and count == most]
    both = [source for source in named if 2 * hits.get(source.id, 0) >= most > 0]
    local = _is_file(address) or not _WEB.match(address)
    marked = sum(mark.has_words for mark in marks)
    if len(both) == 1:
        return Found(both[0], "the title or file of the document and its words are those of this source")
    if local and len(named) == 1 and not best:
        return Found(named[0], "the title or file of the document is that of this source")
    if local and len(best) == 1 and not named and 2 * most >= marked:
        count = f"{most} of its {marked} highlights" if marked > 1 else "its highlight"
        return Found(best[0], f"this copy has the words of {count}, and no other copy has as many")
    return Found(None, "", shown, _hint(best or named, local=local))


def _is_file(address: str) -> bool:
    """Say whether an address is that of a PDF: its words say more than the place where it was read, for many places have one PDF."""
    return bool(re.search(r"\A(?:urn:x-pdf:|file:)|\.pdf(?:[?#]|\Z)", address, re.IGNORECASE))


def _hits(marks: Sequence[Mark], copy: Copy) -> int:
    """Return how many annotations have their words in a copy. One or two words can be in any text and do not count."""
    long = [mark for mark in marks if len((mark.quote or " ".join(mark.fragment)).split()) >= _ENOUGH]
    return sum(bool(places_of(mark, copy).spans) for mark in long)


def _hint(like: Sequence[Source], *, local: bool) -> str:
    names = ", ".join(f"'{each.id}'" for each in like[:6])
    if local:
        few = f"Its words or its title may be those of {names}, which is not certain." if like else "No copy has its words."
        what = "'briefing excerpts import FILE --as SOURCE-ID' takes what has no address of a source for one of this source."
        return f"{few} {what}"
    words = f"The copy of {names} has its words. " if len(like) == 1 else ""
    return f"{words}If it is one of your sources, write the address as 'URL: …' into its record, or import again with --as SOURCE-ID."


def _is_named(source: Source, mark: Mark, library: Library) -> bool:
    """Say whether a document has the title of a source, or the name of the file that its copy was read from."""
    copy = library.originals.get(source.id)
    files = {unquote(address).replace("\\", "/").rsplit("/", 1)[-1].lower() for address in (*mark.addresses, *mark.names)}
    if copy is not None and copy.provenance.file.lower() in files:
        return True
    titles = {form for title in (source.title, source.title_short) for form in _titles(title)}
    return any(not titles.isdisjoint(_titles(name)) for name in (*mark.names, *files))


def _titles(text: str) -> set[str]:
    """Return the forms of a title that are compared: the whole, and the part before a subtitle or a series, if it has two words."""
    head = re.split(r"\s*[:;(（]|\s[–—-]\s|\.\s", text.strip(), maxsplit=1)[0]
    return {form for form in (_title(text), _title(head) if len(head.split()) > 1 else "") if form}


def _title(text: str) -> str:
    """Return a title as it is compared: in small letters, without signs and without the end of the name of a file."""
    bare = re.sub(r"\.(?:pdf|docx?|html?|txt|epub|md)\Z", "", text.strip(), flags=re.IGNORECASE)
    return " ".join(re.findall(r"\w+", normalise(bare).text.casefold().replace("_", " ")))

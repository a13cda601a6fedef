"""Excerpts and their notes as web annotations (W3C Web Annotation Data Model and Vocabulary, 2017), written and read as JSON-LD.

An excerpt becomes an annotation of its source, which describes and tags a passage. Each of its notes becomes another annotation, which
comments on words in that passage. A text fragment (first and last words) selects the passage: it has no more words of the source than the
excerpt's file. If the user has a copy, a quote with the text around it and a position select the passage, too. Properties that the model
does not name begin with `briefing:`. The reader also takes exports of Hypothesis, whose targets follow the model.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem
from briefing.library import Annotation, Excerpt, Library
from briefing.passages.finding import PROVED, find, reading

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"briefing": "urn:briefing:"}]
FRAGMENTS = "https://wicg.github.io/scroll-to-text-fragment/"
"""The specification of text fragments, for `conformsTo` (Web Annotation Data Model, section 4.2.1)."""
_AROUND = 32
"""How many characters before and after a quote are written, as in Hypothesis."""
EXCERPT = "urn:briefing:excerpt:"
"""The beginning of the ids of annotations that are excerpts of briefing."""
_SOURCE = "urn:briefing:source:"

# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


PAGE = "urn:briefing:excerpts"
"""The id of every export."""


def page(excerpts: Iterable[Excerpt], library: Library) -> dict[str, Any]:
    """Return excerpts and their notes as an annotation page (section 5.2).

    Args:
        excerpts: The excerpts to write.
        library: The library with the sources and the user's copies.
    """
    items = [item for excerpt in excerpts for item in _annotations(excerpt, library)]
    return {"@context": CONTEXT, "id": PAGE, "type": "AnnotationPage", "items": items}


def _annotations(excerpt: Excerpt, library: Library) -> Iterator[dict[str, Any]]:
    source = library.sources[excerpt.source]
    selectors = [_fragment(excerpt), *_in_copy(excerpt, library)]
    target = {"source": source.URL or f"{_SOURCE}{source.id}", "selector": selectors}
    identity = f"{EXCERPT}{excerpt.id}"
    tags = {"topics": excerpt.topics, "countries": excerpt.countries, "actors": excerpt.actors}
    yield {
        "id": identity,
        "type": "Annotation",
        "motivation": ["describing", "tagging"],
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/markdown", "value": excerpt.digest},
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for values in tags.values() for tag in values),
        ],
        "target": target,
        "briefing:title": excerpt.title,
        "briefing:source": source.id,
        "briefing:paragraphs": list(excerpt.paragraphs),
        "briefing:words": excerpt.words,
        **_filled({"briefing:sha256": excerpt.sha256, "briefing:trace": excerpt.trace}),
        **{f"briefing:{kind}": list(values) for kind, values in tags.items()},
        **({"briefing:edits": [_filled(vars(edit)) for edit in excerpt.edits]} if excerpt.edits else {}),
    }
    for number, note in enumerate(excerpt.notes, 1):
        yield _note(note, f"{identity}:note:{number}", identity, target)


def _note(note: Annotation, identity: str, excerpt: str, target: Mapping[str, Any]) -> dict[str, Any]:
    """Return a note as an annotation. It selects its words within the passage (`refinedBy`, section 4.2.9)."""
    selectors = target["selector"]
    if note.on_original:
        words = {"type": "TextQuoteSelector", "exact": note.on_original}
        selectors = [{**selectors[0], "refinedBy": words}, *selectors[1:2]]
    return {
        "id": identity,
        "type": "Annotation",
        "motivation": "commenting",
        "body": {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": note.text},
        "target": {**target, "selector": selectors[:1]},
        "briefing:excerpt": excerpt,
        **_filled({f"briefing:{key}": value for key, value in (("kind", note.kind), ("on", note.on), ("for", note.audience))}),
    }


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value and not key.startswith("__")}


def _fragment(excerpt: Excerpt) -> dict[str, Any]:
    words = ",".join(quote(part, safe="").replace("-", "%2D") for part in (excerpt.select.start, excerpt.select.end))
    return {"type": "FragmentSelector", "conformsTo": FRAGMENTS, "value": f":~:text={words}"}


def _in_copy(excerpt: Excerpt, library: Library) -> list[dict[str, Any]]:
    """Return selectors of a passage by its words (section 4.2.4) and by its place in the normalised copy (4.2.5); none if not proved."""
    copy = library.originals.get(excerpt.source)
    passage = find(excerpt, copy)
    if copy is None or passage.status not in PROVED:
        return []
    body = reading(copy.paragraphs)
    start, end = next(
        span
        for span in body.pairs(excerpt.select, len(body.text))
        if body.sha256(span) == excerpt.sha256 and body.paragraphs(span) == passage.paragraphs
    )
    around = {"prefix": body.text[max(start - _AROUND, 0) : start], "suffix": body.text[end : end + _AROUND]}
    exact = {"type": "TextQuoteSelector", "exact": " ".join(passage.text.split()), **around}
    return [exact, {"type": "TextPositionSelector", "start": start, "end": end}]


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Mark:
    """The parts of an annotation of a source that briefing uses."""

    iri: str
    """The name of the annotation (W3C Web Annotation Data Model, 3.1)."""
    source: str
    """The id of the source, or its address."""
    quote: str = ""
    """All words of the passage that the annotation is about."""
    fragment: tuple[str, str] = ("", "")
    """The first and the last words of the passage."""
    around: tuple[str, str] = ("", "")
    """The text before and after the passage. It says which place is meant if the words are in several places."""
    words: str = ""
    """Words within the passage, if the annotation is about some of its words only."""
    comments: tuple[str, ...] = ()
    description: str = ""
    tags: tuple[str, ...] = ()
    own: Mapping[str, Any] | None = None
    """The properties that begin with `briefing:`, without this prefix."""
    addresses: tuple[str, ...] = ()
    """All addresses of the document: where it was read, and those that the document gives of itself."""
    names: tuple[str, ...] = ()
    """The titles of the document, and the name of its file."""


def marks(text: str, name: str) -> tuple[list[Mark], int]:
    """Read an annotation, a list, a page or a collection of them, or an export of Hypothesis.

    Args:
        text: JSON.
        name: The file, as the user knows it.

    Returns:
        The annotations that mark words, and the number of other annotations, such as notes on a whole page.

    Raises:
        BriefingError: The text is not JSON, or has no annotations of words.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise BriefingError([Problem(name, line, "this is not JSON", "Export the annotations again, as JSON.")]) from None
    found = [_mark(item) for item in _annotations_in(data)]
    usable = [mark for mark in found if mark is not None]
    if not usable:
        hint = "Use an export of Hypothesis, or W3C annotations as JSON-LD."
        raise BriefingError([Problem(name, 0, "the file has no annotation of words in a text", hint)])
    return usable, len(found) - len(usable)


def _annotations_in(data: Any) -> list[Any]:
    """Return the annotations in a list, a page or a collection, or the only annotation."""
    if isinstance(data, list):
        return data
    if not isinstance(data, Mapping):
        return []
    for key in ("items", "annotations", "rows", "first"):
        if key in data:
            return _annotations_in(data[key])
    return [data] if "target" in data else []


def _mark(item: Any) -> Mark | None:
    if not isinstance(item, Mapping):
        return None
    target = next((each for each in _list(item.get("target")) if isinstance(each, Mapping)), None)
    if target is None:
        return None
    selectors = [each for each in _list(target.get("selector")) if isinstance(each, Mapping)]
    exact = next((each for each in selectors if each.get("type") == "TextQuoteSelector"), {})
    refined: Mapping[str, Any] = next((each["refinedBy"] for each in selectors if isinstance(each.get("refinedBy"), Mapping)), {})
    document: Mapping[str, Any] = item["document"] if isinstance(item.get("document"), Mapping) else {}
    own = {str(key).removeprefix("briefing:"): value for key, value in item.items() if str(key).startswith("briefing:")}
    fragment, around = next(filter(None, map(_fragment_words, selectors)), (("", ""), ("", "")))
    if not (exact.get("exact") or any(fragment)):
        return None
    addresses = _addresses(item, target, document)
    return Mark(
        _text(item.get("id")),
        next(filter(None, (_text(own.get("source")), *addresses)), ""),
        _text(exact.get("exact")),
        fragment,
        (_text(exact.get("prefix")), _text(exact.get("suffix"))) if exact else around,
        _text(refined.get("exact")),
        tuple(filter(None, (_block(item.get("text")), *_bodies(item, "commenting")))),
        next(iter(_bodies(item, "describing")), ""),
        (*map(_text, _list(item.get("tags"))), *_bodies(item, "tagging")),
        own or None,
        addresses,
        tuple(filter(None, map(_text, (*_list(document.get("title")), *_list(document.get("filename")))))),
    )


def _addresses(item: Mapping[str, Any], target: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the addresses of a document: those of the annotation before the links of the document, which name it elsewhere, too."""
    links = [*_list(target.get("source")), *_list(item.get("uri")), *_list(document.get("link"))]
    texts = (_text(each.get("href") or each.get("id")) if isinstance(each, Mapping) else _text(each) for each in links)
    return tuple(dict.fromkeys(filter(None, texts)))


def _fragment_words(selector: Mapping[str, Any]) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Return the first and the last words of a text fragment, `prefix-,start,end,-suffix`, and the words before and after them."""
    match = re.search(r":~:text=([^&]*)", _text(selector.get("value")))
    if selector.get("type") != "FragmentSelector" or not match:
        return None
    found = match[1].split(",")
    parts = [unquote(part) for part in found if not (part.endswith("-") or part.startswith("-"))]
    before = next((unquote(part[:-1]) for part in found[:1] if part.endswith("-")), "")
    after = next((unquote(part[1:]) for part in found[-1:] if part.startswith("-")), "")
    return ((parts[0], parts[-1]), (before, after)) if parts else None


def _bodies(item: Mapping[str, Any], purpose: str) -> list[str]:
    """Return the texts of the bodies with a purpose. A body without a purpose has the purpose of the annotation (section 3.3.5)."""
    general = _list(item.get("motivation")) or ["commenting"]
    bodies = [{"value": body} if isinstance(body, str) else body for body in _list(item.get("body"))]
    return [
        _block(body.get("value"))
        for body in bodies
        if isinstance(body, Mapping) and body.get("value") and purpose in (_list(body.get("purpose")) or general)
    ]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    """Return a text as one line without characters that cannot be printed; empty if the value is not text."""
    return " ".join(_line(value).split()) if isinstance(value, str) else ""


def _block(value: Any) -> str:
    """Return a text of several lines without characters that cannot be printed; empty if the value is not text."""
    return "\n".join(map(_line, value.split("\n"))).strip() if isinstance(value, str) else ""


def _line(value: str) -> str:
    return "".join(each if each.isprintable() else " " for each in value).rstrip()


def source_key(mark: Mark) -> str:
    """Return the id of the source that an annotation of briefing is about."""
    return mark.source.removeprefix(_SOURCE)

"""Excerpts and their notes as web annotations (W3C Web Annotation Data Model and Vocabulary, 2017), written as JSON-LD.

An excerpt becomes an annotation of its source, which describes and tags a passage. Each of its notes becomes another annotation, which
comments on words in that passage. A text fragment (first and last words) selects the passage: it has no more words of the source than the
excerpt's file. If the user has a copy, a quote with the text around it and a position select the passage, too. Properties that the model
does not name begin with `briefing:`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from briefing.library import Annotation, Excerpt, Library
from briefing.passages.finding import PROVED, find
from briefing.passages.mark import EXCERPT, SOURCE
from briefing.passages.readings import reading

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"briefing": "urn:briefing:"}]
FRAGMENTS = "https://wicg.github.io/scroll-to-text-fragment/"
"""The specification of text fragments, for `conformsTo` (Web Annotation Data Model, section 4.2.1)."""
_AROUND = 32
"""How many characters before and after a quote are written, as in Hypothesis."""
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
    target = {"source": source.URL or f"{SOURCE}{source.id}", "selector": selectors}
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

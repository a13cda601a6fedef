"""Turning annotations into drafts of excerpts.

Annotations that briefing wrote become the same excerpts again. Annotations of other programs become new excerpts and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from briefing import markup
from briefing.document.identifiers import ID, first_free, slug
from briefing.errors import BriefingError, Problem, nearest
from briefing.files.origin import Origin
from briefing.library import Annotation, Excerpt, Library, NoteKind, Selector, Source
from briefing.library.excerpts import DIGEST
from briefing.library.references import outside_body
from briefing.library.texts import text_problems
from briefing.originals.copies import Copy
from briefing.originals.normal import normalise
from briefing.passages.annotations import EXCERPT, Mark, source_of
from briefing.passages.finding import PROVED, Passage, Reading, Span, find, reading, whole_words
from briefing.passages.traces import trace
from briefing.passages.verdict import place, shortened, verdict

_EXCERPT = TypeAdapter(Excerpt)
_ANNOTATION = TypeAdapter(Annotation)
_ENDS = 4
"""How many words of a passage its selector has on each side."""
_SLACK = 50
"""How many more characters than the context has are compared with it, because white space may differ."""


@dataclass
class Drafts:
    """The excerpts drafted from a file of annotations, and the annotations that could not be used."""

    excerpts: list[Excerpt] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """A problem for each annotation that cannot be used."""
    left_out: list[Problem] = field(default_factory=list)
    """Annotations that are not for this library: of pages that are no sources, or of passages that are already excerpts."""


def drafts(marks: Sequence[Mark], library: Library, name: str) -> Drafts:
    """Draft excerpts and notes.

    Args:
        marks: The annotations.
        library: The library with the sources and the user's copies.
        name: The file of the annotations, as the user knows it.
    """
    found = Drafts()
    for mark in filter(_is_ours, marks):
        _take(found, _ours(mark, marks), library, name)
    others = [mark for mark in marks if not (mark.own and mark.iri.startswith(EXCERPT))]
    for excerpt in _theirs(others, library, found):
        _take(found, excerpt, library, name)
    return found


def coming(marks: Sequence[Mark]) -> frozenset[str]:
    """Return the ids that the drafts will have of excerpts that briefing wrote."""
    return frozenset(_id(mark) for mark in filter(_is_ours, marks))


def _is_ours(mark: Mark) -> bool:
    return mark.own is not None and mark.iri.startswith(EXCERPT) and "excerpt" not in mark.own


def _id(mark: Mark) -> str:
    return slug(mark.iri.removeprefix(EXCERPT).encode("ascii", "ignore").decode())


def _take(found: Drafts, excerpt: Excerpt | Problem, library: Library, name: str) -> None:
    """Keep an excerpt if the library could read it. Otherwise keep its problems."""
    if isinstance(excerpt, Problem):
        found.problems.append(replace(excerpt, file=name))
        return
    problems = [*text_problems(Origin(name, {}, 0), excerpt, library), *strangers(excerpt, library, name)]
    found.problems += [replace(problem, line=0, message=f"{excerpt.id}: {problem.message}") for problem in problems]
    if not problems:
        found.excerpts.append(excerpt)


def strangers(excerpt: Excerpt, library: Library, name: str) -> Iterator[Problem]:
    """Yield a problem for each name that the library does not have, and for a paragraph outside of the body of the source."""
    outside = outside_body(excerpt, library)
    if outside:
        yield Problem(name, 0, outside, f"If it belongs to the body, add it to 'body' in seeds/sources/{excerpt.source}.md.")
    shelves: tuple[tuple[str, Sequence[str], Mapping[str, object]], ...] = (
        ("source", [excerpt.source], library.sources),
        ("country", excerpt.countries, library.countries),
        ("actor", excerpt.actors, library.actors),
    )
    for kind, keys, shelf in shelves:
        for key in keys:
            if key not in shelf:
                yield Problem(name, 0, f"there is no {kind} '{key}' in this workspace", nearest(key, shelf, "Add it first."))


# ── annotations that we wrote ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ours(mark: Mark, marks: Sequence[Mark]) -> Excerpt | Problem:
    own = dict(mark.own or {})
    notes = [_own_note(each) for each in marks if each.own and each.own.get("excerpt") == mark.iri]
    paragraphs = own.pop("paragraphs", [])
    data: dict[str, Any] = {
        **own,
        "id": _id(mark),
        "paragraphs": ", ".join(map(str, paragraphs)) if isinstance(paragraphs, list) else paragraphs,
        "select": {"start": mark.fragment[0], "end": mark.fragment[1]},
        "digest": mark.description or DIGEST,
        "notes": notes,
    }
    try:
        return _EXCERPT.validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        what = f"the annotation '{mark.iri}' is not a complete excerpt of briefing: '{where}' is missing or wrong"
        return Problem("", 0, what, "Export it again, or delete it from the file.")


def _own_note(mark: Mark) -> dict[str, Any]:
    own = mark.own or {}
    settings = {"on": own.get("on", ""), "on-original": mark.words, "kind": own.get("kind"), "for": own.get("for", "everyone")}
    return {**settings, "text": mark.comments[0] if mark.comments else ""}


# ── annotations of others ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class _Place:
    """An annotation of another program, with its place in a copy."""

    mark: Mark
    copy: Copy
    span: Span


def _theirs(marks: Sequence[Mark], library: Library, found: Drafts) -> Iterator[Excerpt | Problem]:
    """Yield an excerpt for each passage that is not inside another passage, with a note for each comment on it or inside it."""
    places: list[_Place] = []
    for mark in marks:
        source = source_of(mark, library)
        if source is None:
            found.left_out.append(_of_another_page(mark))
            continue
        located = _located(mark, source, library)
        if isinstance(located, Problem):
            yield located
        else:
            places.append(located)
    places.sort(key=lambda each: (each.copy.source, each.span[0], -each.span[1]))
    taken = {*library.excerpts, *(excerpt.id for excerpt in found.excerpts)}
    while places:
        outer = places.pop(0)
        inner = [each for each in places if each.copy.source == outer.copy.source and each.span[1] <= outer.span[1]]
        places = [each for each in places if each not in inner]
        excerpt = _excerpt_of(outer, inner, library, taken)
        same = [each.id for each in library.excerpts.values() if (each.source, each.sha256) == (excerpt.source, excerpt.sha256)]
        if same:
            hint = "The import did not change its file. Write new notes there."
            found.left_out.append(Problem("", 0, f"“{_shown(outer.mark)}” is already the excerpt '{same[0]}'", hint))
        else:
            taken.add(excerpt.id)
            yield _proved(excerpt, outer.copy)


def _of_another_page(mark: Mark) -> Problem:
    hint = "If it is one of your sources, write the address as 'URL: …' into its record, and import again."
    what = f"no source of the library has the address {mark.source}" if mark.source else "the annotation does not name its source"
    return Problem("", 0, f"“{_shown(mark)}”: {what}", hint)


def _shown(mark: Mark) -> str:
    return shortened(mark.quote or " … ".join(mark.fragment), 4)


def _proved(excerpt: Excerpt, copy: Copy) -> Excerpt | Problem:
    """Return an excerpt if its passage can be found again, else a problem. A passage that its paragraph repeats cannot be found again."""
    passage = find(excerpt, copy)
    if passage.status in PROVED:
        return excerpt
    return Problem("", 0, f"{excerpt.id}: {verdict(excerpt, passage, copy)}", "Mark more words, and export again.")


def _located(mark: Mark, source: Source, library: Library) -> _Place | Problem:
    shown = _shown(mark)
    copy = library.originals.get(source.id)
    if copy is None:
        return Problem("", 0, f"“{shown}” cannot be found: there is no copy of '{source.id}'", "Run 'briefing sources add FILE' first.")
    body = reading(copy.paragraphs)
    spans = _spans(mark, body)
    if len(spans) == 1:
        return _Place(mark, copy, spans[0])
    if spans:
        where = ", ".join(place(body.paragraphs(span)) for span in spans[:6])
        return Problem("", 0, f"“{shown}” is in '{source.id}' {len(spans)} times ({where})", "Mark more words, and export again.")
    hint = "Check that the copy is of the same text. The page may have changed."
    return Problem("", 0, f"“{shown}” is not in the copy of '{source.id}'", hint)


def _spans(mark: Mark, body: Reading) -> list[Span]:
    """Return the places of the words of an annotation. Of several places, return those with the same text around them, if there are any."""
    found = [match.span() for match in body.places(mark.quote)] if mark.quote else body.shortest(Selector(*mark.fragment))
    before, after = (_solid(normalise(text).text) for text in mark.around)
    if len(found) < 2 or not (before or after):
        return found
    fitting = [(start, end) for start, end in found if _between(body, start, end, before, after)]
    return fitting or found


def _between(body: Reading, start: int, end: int, before: str, after: str) -> bool:
    """Say whether a stretch has these texts before and after it.

    White space does not count, because a web page may have no white space between two paragraphs.
    """
    preceding = _solid(body.text[max(start - 2 * len(before) - _SLACK, 0) : start])
    following = _solid(body.text[end : end + 2 * len(after) + _SLACK])
    return preceding.endswith(before) and following.startswith(after)


def _solid(text: str) -> str:
    return "".join(text.split())


def _excerpt_of(outer: _Place, inner: Sequence[_Place], library: Library, taken: set[str]) -> Excerpt:
    body = reading(outer.copy.paragraphs)
    words = body.text[slice(*outer.span)].split()
    ends = max(1, min(_ENDS, len(words) // 2))
    selector = Selector(start=" ".join(words[:ends]), end=" ".join(words[-ends:]))
    passage = Passage("unproved", "", body.paragraphs(outer.span), body.printed(outer.span), body.sha256(outer.span))
    topics = tuple(dict.fromkeys(slug(tag) for tag in outer.mark.tags if tag not in get_args(NoteKind)))
    notes = tuple(note for each in (outer, *inner) for note in _notes(each, body, outer.span, whole=each is outer))
    return drafted(library.sources[outer.copy.source], selector, passage, taken, topics=topics, notes=notes)


def drafted(
    source: Source, selector: Selector, passage: Passage, taken: set[str], identity: str = "", title: str = "", **more: object
) -> Excerpt:
    """Return a new excerpt without a digest.

    Args:
        source: The source of the passage.
        selector: The first and the last words of the passage.
        passage: The passage, as a candidate.
        taken: The ids of the excerpts that exist.
        identity: The id of the excerpt. Default: made from source and paragraph.
        title: The title of the excerpt. Default: made from source and paragraph.
        more: Other fields of the excerpt.

    Raises:
        BriefingError: `identity` cannot be an id.
    """
    if identity and not ID.fullmatch(identity):
        hint = "Use only small letters a to z, digits and single hyphens, as in the-toll."
        raise BriefingError([Problem("--id", 0, f"'{identity}' cannot be an id", hint)])
    first, last = passage.paragraphs[0], passage.paragraphs[-1]
    return _EXCERPT.validate_python(
        {
            "id": identity or first_free(f"{source.id}-p{first}", taken),
            "title": title or f"{source.short}, {place(passage.paragraphs)}",
            "source": source.id,
            "paragraphs": f"{first}-{last}",
            "select": selector,
            "words": len(passage.candidate.split()),
            "digest": DIGEST,
            "sha256": passage.sha256,
            "trace": trace(passage.candidate),
            **more,
        }
    )


def _notes(found: _Place, body: Reading, within: Span, *, whole: bool) -> Iterator[Annotation]:
    kind = next((tag for tag in found.mark.tags if tag in get_args(NoteKind)), "context")
    words = "" if whole else body.text[slice(*_alone(found.span, within, body))]
    for comment in found.mark.comments:
        yield _ANNOTATION.validate_python({"text": _plain(comment), "kind": kind, "on-original": words})


def _alone(span: Span, within: Span, body: Reading) -> Span:
    """Return a stretch, made longer until the passage has it only once: a note goes to the first place that has its words."""
    passage = body.text[slice(*within)]
    while span != within and len(whole_words(body.text[slice(*span)]).findall(passage)) > 1:
        before, after = body.text[within[0] : span[0]].rstrip(), body.text[span[1] : within[1]].split()
        start = within[0] + before.rfind(" ") + 1
        end = body.text.index(after[0], span[1]) + len(after[0]) if after else span[1]
        span = (start, end)
    return span


def _plain(comment: str) -> str:
    """Return a comment as Markdown that prints the same words. If the comment is not valid Markdown, escape every sign of Markdown."""
    text = " ".join(comment.split())
    parsed = markup.parse(text, "line")
    return re.sub(r"([\\`*_\[\]<>^@#|])", r"\\\1", text) if parsed.faults or parsed.citations else text

"""Turning annotations into drafts of excerpts.

Annotations that briefing wrote become the same excerpts again. Annotations of other programs become new excerpts and notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, get_args

from briefing.dataclass import dataclass
from briefing.document.identifiers import ID, first_free, slug
from briefing.errors import BriefingError, Problem, nearest
from briefing.files.origin import Origin
from briefing.files.validation import adapter, errors_of
from briefing.library import Annotation, Excerpt, Library, NoteKind, Selector, Source
from briefing.library.citation_keys import by_key, with_ids
from briefing.library.excerpts import DIGEST
from briefing.library.references import outside_body
from briefing.library.texts import text_problems
from briefing.markup import parse
from briefing.markup.comments import Comment, comment
from briefing.originals.copies import Copy
from briefing.passages.annotated import sources_of
from briefing.passages.finding import PROVED, Passage, find
from briefing.passages.locating import nearest_text, places_of, unmarked
from briefing.passages.mark import EXCERPT, Asked, Mark
from briefing.passages.pasted import copied
from briefing.passages.readings import Reading, Span, reading
from briefing.passages.traces import trace
from briefing.passages.verdict import place, shortened, verdict

_ENDS = 4
"""How many words of a passage its selector has on each side."""


@dataclass
class Drafts:
    """The excerpts drafted from a file of annotations, and the annotations that could not be used."""

    excerpts: list[Excerpt] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    """A problem for each annotation that is not drafted."""
    there: list[Problem] = field(default_factory=list)
    """A notice for each annotation whose passage is an excerpt already."""
    completed: dict[str, Excerpt] = field(default_factory=dict)
    """Excerpts that were there already, with the notes and the digest that people have written into notes of their own since then."""
    questions: list[tuple[str, Asked]] = field(default_factory=list)
    """Questions about the passages, each with the id of its excerpt."""
    copied: list[Problem] = field(default_factory=list)
    """A warning for each comment that has words of the source itself."""
    lines: dict[str, int] = field(default_factory=dict)
    """The excerpts that notes in Markdown have, each with its line."""
    told: list[Problem] = field(default_factory=list)
    """What was guessed about an annotation that is drafted, and what is left out of its comment."""


def drafts(marks: Sequence[Mark], library: Library, name: str, source: str = "") -> Drafts:
    """Draft excerpts and notes. An annotation that cannot be drafted does not keep out the others.

    Args:
        marks: The annotations.
        library: The library with the sources and the user's copies.
        name: The file of the annotations, as the user knows it.
        source: The id of the source of annotations whose address is that of no source. Default: it is looked for.
    """
    found = Drafts()
    for mark in filter(_is_ours, marks):
        identity = _id(mark)
        if identity in library.excerpts or any(each.id == identity for each in found.excerpts):
            hint = "Delete its file first, or take the excerpt out of the annotations."
            found.left_out.append(Problem(name, 0, f"there is an excerpt '{identity}' already", hint))
        else:
            _take(found, _ours(mark, marks), library, name)
    _theirs([mark for mark in marks if not mark.is_ours], library, found, name, source)
    return found


def coming(marks: Sequence[Mark]) -> frozenset[str]:
    """Return the ids that the drafts will have of excerpts that briefing wrote."""
    return frozenset(_id(mark) for mark in filter(_is_ours, marks))


def _is_ours(mark: Mark) -> bool:
    return mark.is_ours and "excerpt" not in (mark.own or {})


def _id(mark: Mark) -> str:
    return slug(mark.iri.removeprefix(EXCERPT).encode("ascii", "ignore").decode())


def _take(found: Drafts, excerpt: Excerpt | Problem, library: Library, name: str) -> bool:
    """Keep an excerpt if the library could read it, and say so. Otherwise keep its problems."""
    if isinstance(excerpt, Problem):
        found.left_out.append(replace(excerpt, file=name))
        return False
    if is_right := _is_right(found, excerpt, library, name):
        found.excerpts.append(excerpt)
    return is_right


def _is_right(found: Drafts, excerpt: Excerpt, library: Library, name: str) -> bool:
    """Say whether the library could read an excerpt. If not, keep its problems."""
    read = with_ids(excerpt, by_key(library.sources.values()))
    problems = [*text_problems(Origin(name, {}, 0), read, library), *strangers(excerpt, library, name)]
    found.left_out += [replace(problem, line=0, message=f"{excerpt.id}: {problem.message}") for problem in problems]
    return not problems


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
        return adapter(Excerpt).validate_python(data)
    except ValueError as error:
        first = errors_of(error)[0]
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


def _theirs(marks: Sequence[Mark], library: Library, found: Drafts, name: str, source: str) -> None:
    """Draft an excerpt for each passage that is not inside another passage, with a note for each comment on it or inside it."""
    places = sorted(_placed(marks, library, found, name, source), key=lambda each: (each.copy.source, each.span[0], -each.span[1]))
    taken = {*library.excerpts, *(excerpt.id for excerpt in found.excerpts)}
    while places:
        outer = _over_pages(places.pop(0), places)
        inner = [each for each in places if each.copy.source == outer.copy.source and each.span[1] <= outer.span[1]]
        excerpt = _excerpt_of(outer, inner, library, taken)
        same = [each.id for each in library.excerpts.values() if (each.source, each.sha256) == (excerpt.source, excerpt.sha256)]
        if outer.mark.is_markdown:
            found.lines.setdefault(same[0] if same else excerpt.id, outer.mark.line)
        if same:
            known = found.completed.get(same[0], library.excerpts[same[0]])
            if outer.mark.is_markdown and (more := _completed(known, excerpt)) and _is_right(found, more, library, name):
                found.completed[known.id] = known = more
            found.questions += [(known.id, each) for each in outer.mark.questions]
            found.there += [_there_already(each, known, name, whole=each is outer) for each in (outer, *inner)]
        elif not _take(found, _proved(excerpt, outer, name), library, name):
            found.lines.pop(excerpt.id, None)
            continue  # each passage inside it is tried alone
        else:
            taken.add(excerpt.id)
            found.questions += [(excerpt.id, each) for each in outer.mark.questions]
            found.told += [_problem(name, each.mark, f": {what}") for each in (outer, *inner) for what in _changed(each.mark)]
        places = [each for each in places if not any(each is other for other in inner)]


def _over_pages(first: _Place, others: Sequence[_Place]) -> _Place:
    """Return a mark with those on the next pages that go on with its paragraph: viewers cut a highlight at the end of a page."""
    body, page = reading(first.copy.paragraphs), first.mark.page
    for each in others:
        follows = each.copy.source == first.copy.source and each.mark.page == page + 1 > 1 and first.span[0] < each.span[0]
        between = body.text[slice(*sorted((first.span[1], each.span[0])))]
        # A word that is cut at the end of the page is in both marks.
        if follows and first.span[1] < each.span[1] and "\n" not in between and len(between.split()) <= (each.span[0] < first.span[1]):
            first, page = replace(first, span=(first.span[0], each.span[1])), each.mark.page
    return first


def _completed(known: Excerpt, new: Excerpt) -> Excerpt | None:
    """Return an excerpt with the notes and the digest of a new one that it lacks; None if it lacks nothing."""
    texts = {note.text for note in known.notes}
    notes = (*known.notes, *(note for note in new.notes if note.text not in texts))
    digest = new.digest if known.digest.strip() == DIGEST else known.digest
    return replace(known, notes=notes, digest=digest) if (notes, digest) != (known.notes, known.digest) else None


def _named_above(mark: Mark, library: Library) -> str:
    """Return what to do about a passage in notes in Markdown that is from no source."""
    like = nearest(mark.names[0] if mark.names else "", library.originals)
    return (
        f"Begin the heading above it with the name of a source that has a text: # {next(iter(library.originals), 'name')}. {like}".strip()
    )


def _there_already(found: _Place, excerpt: Excerpt, name: str, *, whole: bool) -> Problem:
    what = "is already" if whole else "is within a passage that is already"
    notes = {note.text for note in excerpt.notes}
    new = [text for text in (each.text for each in _comments(found.mark)) if text and text not in notes]
    hint = f"Its comment “{shortened(' '.join(new[0].split()))}” is not among the notes. Write it there." if new else ""
    return _problem(name, found.mark, f" {what} the excerpt '{excerpt.id}', which the import did not change", hint)


def _changed(mark: Mark) -> list[str]:
    """Return what the notes on a passage lack of their comments."""
    return [f"in its comment, {what}" for each in _comments(mark) for what in each.left_out]


def _comments(mark: Mark) -> Iterator[Comment]:
    """Yield the comments of a mark as a note can have them. Signs of a citation are plain signs, except where people write for briefing."""
    for text in mark.comments:
        line = " ".join(text.split())
        parsed = parse(line, "line") if mark.is_markdown else None
        yield Comment(line) if parsed and parsed.citations and not parsed.faults else comment(text)


def _placed(marks: Sequence[Mark], library: Library, found: Drafts, name: str, source: str) -> Iterator[_Place]:
    """Yield the annotations that have one place in a copy. Keep a problem for each of the others, and a notice for each guess."""
    guessed: dict[tuple[str, str], list[Mark]] = {}
    for mark, about in zip(marks, sources_of(marks, library, source), strict=True):
        if about.source is None:
            found.left_out.append(
                _problem(name, mark, f": {about.reason}", _named_above(mark, library) if mark.is_markdown else about.hint)
            )
            continue
        copy = library.originals.get(about.source.id)
        if copy is None:
            what = f" cannot be found: there is no copy of '{about.source.id}'"
            found.left_out.append(_problem(name, mark, what, "Run 'briefing sources add FILE' first."))
            continue
        if not mark.has_words:
            found.left_out.append(_problem(name, mark, *unmarked(mark, copy)))
            continue
        there = places_of(mark, copy)
        if len(there.spans) != 1:
            found.left_out.append(_problem(name, mark, *_not_once(mark, there.spans, copy)))
            continue
        if about.guessed:
            guessed.setdefault((about.source.id, about.guessed), []).append(mark)
        found.copied += _copied(name, mark, copy)
        where = place(reading(copy.paragraphs).paragraphs(there.spans[0]))
        told = [f" ({where} of '{about.source.id}') {what}" for what in (*mark.told, *there.guessed)]
        found.told += [_problem(name, mark, what, _COMPARE) for what in told]
        yield _Place(mark, copy, there.spans[0])
    for (identity, why), these in guessed.items():
        if len(these) == 1:
            found.told.append(_problem(name, these[0], f" is taken for a passage of '{identity}': {why}"))
        else:
            found.told.append(Problem(name, 0, f"{len(these)} annotations are taken for passages of '{identity}': {why}"))


def _copied(name: str, mark: Mark, copy: Copy) -> Iterator[Problem]:
    """Yield a warning for each comment that has words of the source as if they were the reader's own."""
    for text in mark.comments:
        if words := copied(text, reading(copy.paragraphs)):
            what = f": its note has {len(words.split())} words of '{copy.source}' itself, “{shortened(words)}”"
            rest = "begin each of its lines with '>'" if mark.is_markdown else "mark them, too"
            yield _problem(name, mark, what, f"If they belong to the passage, {rest}. If you quote them, put them between quotation marks.")


_COMPARE = "Compare the excerpt with the text."


def _problem(name: str, mark: Mark, what: str, hint: str = "") -> Problem:
    """Return a problem with an annotation.

    Args:
        name: The file.
        mark: The annotation, which the message begins with.
        what: How the message goes on.
        hint: What to do.
    """
    words = mark.quote or " … ".join(filter(None, mark.fragment)) or " ".join(mark.comments).replace("\n", " ")
    where = f" on {mark.where}" if mark.where else ""
    return Problem(name, mark.line, f"“{shortened(words, 4)}”{where}{what}", hint)


def _not_once(mark: Mark, spans: Sequence[Span], copy: Copy) -> tuple[str, str]:
    """Return how a message about an annotation with no place, or with several places, goes on, and what to do."""
    if not spans:
        why = "The page may have changed, or the copy is of another text."
        if mark.lazy:
            why = "The lines directly below a line with '>' belong to the passage. Leave an empty line before a note."
        return f" is not in the copy of '{copy.source}'", f"{nearest_text(mark, copy)} {why}"
    where = ", ".join(place(reading(copy.paragraphs).paragraphs(span)) for span in spans[:6])
    return f" is in '{copy.source}' {len(spans)} times ({where})", "Mark more words, and export again."


def _proved(excerpt: Excerpt, place_: _Place, name: str) -> Excerpt | Problem:
    """Return an excerpt if its passage can be found again, else a problem. A passage that its paragraph repeats cannot be found again."""
    passage = find(excerpt, place_.copy)
    if passage.status in PROVED:
        return excerpt
    return _problem(name, place_.mark, f": {verdict(excerpt, passage, place_.copy)}", "Mark more words, and export again.")


def _excerpt_of(outer: _Place, inner: Sequence[_Place], library: Library, taken: set[str]) -> Excerpt:
    body = reading(outer.copy.paragraphs)
    words = body.text[slice(*outer.span)].split()
    ends = max(1, min(_ENDS, len(words) // 2))
    selector = Selector(start=" ".join(words[:ends]), end=" ".join(words[-ends:]))
    passage = Passage("unproved", "", body.paragraphs(outer.span), body.printed(outer.span), body.sha256(outer.span))
    topics = tuple(dict.fromkeys(slug(tag) for tag in outer.mark.tags if tag not in get_args(NoteKind)))
    notes = tuple(note for each in (outer, *inner) for note in _notes(each, body, outer.span, whole=each is outer))
    mark = outer.mark
    own: dict[str, Any] = {"topics": topics, "notes": notes, **({"digest": mark.description} if mark.description else {})}
    return drafted(library.sources[outer.copy.source], selector, passage, taken, title=mark.title, **own)


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
    return adapter(Excerpt).validate_python(
        {
            "id": identity or first_free(f"{source.id}-p{first}", taken),
            "title": title or f"{source.name}, {place(passage.paragraphs)}",
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
    kind = next((tag for tag in found.mark.tags if tag in get_args(NoteKind)), None)
    words = "" if whole else body.text[slice(*body.alone(found.span, within))]
    for text in filter(None, (each.text for each in _comments(found.mark))):
        yield adapter(Annotation).validate_python({"text": text, "kind": kind, "on-original": words})

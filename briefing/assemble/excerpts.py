"""Sections of annotated excerpts."""

from __future__ import annotations

from briefing.assemble.context import Context
from briefing.assemble.source_line import attribution
from briefing.document import Blocks, Digest, Inline, Inlines, Note, NoteMark, Paragraph, Section, Text, plain, walk
from briefing.files import Location
from briefing.library import Annotation, Excerpt
from briefing.markup import parse_inline
from briefing.outline import ExcerptsSection
from briefing.rights import Printed

SERIES = "Editor"
"""Whose the notes are that everybody may see."""
_KINDS = {"context": "Context", "term": "Term", "criticism": "Criticism", "link": "Link"}


def excerpts(context: Context, plan: ExcerptsSection, location: Location) -> Blocks:
    """Return a section for each excerpt."""
    found = [_excerpt(context, excerpt, with_notes=plan.notes) for excerpt in _chosen(context, plan, location)]
    if not found and not context.problems:
        context.none_left(location, "excerpt")
    return tuple(found)


def section_id(excerpt: str) -> str:
    """Return the id of an excerpt's section."""
    return f"excerpt-{excerpt}"


def _chosen(context: Context, plan: ExcerptsSection, location: Location) -> list[Excerpt]:
    library = context.library
    if plan.select:
        candidates = context.chosen(plan.select, library.excerpts, "excerpt", (*location, "select"))
    else:
        candidates = sorted(library.excerpts.values(), key=lambda e: (_age(context, e), e.source, e.paragraphs))
    context.chosen(plan.countries, library.countries, "country", (*location, "countries"))
    context.chosen(plan.sources, library.sources, "source", (*location, "sources"))
    topics = {topic: None for excerpt in library.excerpts.values() for topic in excerpt.topics}
    context.chosen(plan.topics, topics, "topic", (*location, "topics"))
    return [
        excerpt
        for excerpt in candidates
        if (not plan.topics or set(plan.topics) & set(excerpt.topics))
        and (not plan.countries or set(plan.countries) & set(excerpt.countries))
        and (not plan.sources or excerpt.source in plan.sources)
    ]


def _age(context: Context, excerpt: Excerpt) -> tuple[int, int, int]:
    issued = context.library.sources[excerpt.source].issued
    return issued.order if issued else (9999, 0, 0)


def _excerpt(context: Context, excerpt: Excerpt, *, with_notes: bool) -> Section:
    identity = context.claim(section_id(excerpt.id))
    shown = [note for note in excerpt.notes if note.audience == "everyone"] if with_notes else []
    blocks, notes = _annotated(context.blocks(excerpt.digest, identity), shown, identity)
    digest = Digest(context.claim(f"digest-{excerpt.id}"), blocks, attribution(context.library.sources[excerpt.source], excerpt))
    context.printed.append(Printed(excerpt.source, 0))
    return Section(identity, (Text(excerpt.title),), (digest, *notes))


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _annotated(blocks: Blocks, annotations: list[Annotation], prefix: str) -> tuple[Blocks, list[Note]]:
    """Anchor annotations on the words that they are about; return the blocks with their marks, and the notes in the order of the marks.

    An annotation about the whole, or about words that the text does not hold in one run, stands at its end.
    """
    pending = dict(enumerate(annotations))
    marked = list(blocks)
    for number, annotation in list(pending.items()):
        for index, block in enumerate(marked):
            if annotation.on and isinstance(block, Paragraph):
                anchored = _anchor(block.children, plain(parse_inline(annotation.on)), f"{prefix}-note-{number}")
                if anchored is not None:
                    marked[index] = Paragraph(anchored, block.style)
                    del pending[number]
                    break
    if pending:
        marks = tuple(NoteMark(f"{prefix}-note-{number}", ()) for number in pending)
        last = marked[-1] if marked else None
        if isinstance(last, Paragraph):
            marked[-1] = Paragraph((*last.children, *marks), last.style)
        else:
            marked.append(Paragraph(marks))
    order = [node.note for node in walk(tuple(marked)) if isinstance(node, NoteMark)]
    notes = [_note(annotations[int(identity.rsplit("-", 1)[1])], identity, letter(place)) for place, identity in enumerate(order)]
    return tuple(marked), notes


def _note(annotation: Annotation, identity: str, mark: str) -> Note:
    return Note(identity, mark, _KINDS[annotation.kind], parse_inline(annotation.text), "margin", SERIES)


def _anchor(children: Inlines, words: str, note: str) -> Inlines | None:
    """Return the inlines with a mark on the first run of `words`, or None where no single text holds them."""
    for index, inline in enumerate(children):
        if isinstance(inline, Text) and words in inline.text:
            before, _, after = inline.text.partition(words)
            parts: list[Inline] = [NoteMark(note, (Text(words),))]
            if before:
                parts.insert(0, Text(before))
            if after:
                parts.append(Text(after))
            return (*children[:index], *parts, *children[index + 1 :])
    return None


def letter(number: int) -> str:
    """Return the letters of a number, counted from 0: a to z, then aa, ab and so on."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text

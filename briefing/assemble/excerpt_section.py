"""Sections of annotated excerpts."""

from __future__ import annotations

import itertools
from dataclasses import replace

from briefing.assemble import selection
from briefing.assemble.context import Context
from briefing.assemble.quotation import Says, mark_place, paragraphs
from briefing.assemble.source_line import Quotation, attribution
from briefing.document import (
    Block,
    Blocks,
    Digest,
    Inline,
    Inlines,
    Note,
    NoteMark,
    Numbering,
    Paragraph,
    Quote,
    Section,
    Text,
    plain,
    walk,
)
from briefing.document.numbering import letter
from briefing.errors import Problem
from briefing.files.origin import Location
from briefing.files.reading import read_markdown
from briefing.languages import same_language
from briefing.library import Annotation, Excerpt
from briefing.outline import ExcerptsSection
from briefing.passages.editing import anchors, edited
from briefing.passages.finding import PROVED, Passage, find
from briefing.passages.verdict import refusal
from briefing.rights.conditions import Printed


def excerpts(context: Context, plan: ExcerptsSection, location: Location) -> Blocks:
    """Return a section for each excerpt."""
    given = plan.numbering or context.outline.numbering
    numbering: Numbering = "" if given == "none" else given
    made = (_excerpt(context, excerpt, with_notes=plan.notes) for excerpt in selection.excerpts(context, plan, location))
    return tuple(replace(each, blocks=tuple(_numbered(block, numbering) for block in each.blocks)) if numbering else each for each in made)


def _numbered(block: Block, numbering: Numbering) -> Block:
    """Return a passage with numbers for its paragraphs; anything else as it is."""
    if not isinstance(block, Quote | Digest):
        return block
    numbers = itertools.count(1)
    blocks = tuple(replace(each, number=str(next(numbers))) if isinstance(each, Paragraph) else each for each in block.blocks)
    return replace(block, blocks=blocks, numbering=numbering)


def _excerpt(context: Context, excerpt: Excerpt, *, with_notes: bool) -> Section:
    identity = context.claim_for("excerpt", excerpt.id)
    shown = [note for note in excerpt.notes if note.audience == "everyone"] if with_notes else []
    copy = context.library.originals.get(excerpt.source)
    if copy is None or excerpt.source in context.refused:
        return _noted(context, excerpt, _digest(context, excerpt, shown, identity), identity, with_notes=with_notes)
    passage = find(excerpt, copy)
    if passage.status not in PROVED:
        context.noted.problems.append(_fault(context, excerpt, ("select",), *refusal(excerpt, passage, copy)))
        return Section(identity, (Text(context.words_of(excerpt.title)),), ())
    return _noted(context, excerpt, _quote(context, excerpt, passage, shown), identity, with_notes=with_notes)


def _noted(context: Context, excerpt: Excerpt, blocks: Blocks, identity: str, *, with_notes: bool) -> Section:
    """Return the section of an excerpt, noting its passage where it is printed with notes."""
    if with_notes:
        context.noted.annotated.update({block.id: excerpt for block in blocks if isinstance(block, Quote | Digest)})
    return Section(identity, (Text(context.words_of(excerpt.title)),), blocks)


def _digest(context: Context, excerpt: Excerpt, annotations: list[Annotation], identity: str) -> Blocks:
    blocks, notes = _annotated(context, context.blocks(excerpt.digest, identity), _named(annotations, identity))
    context.noted.printed.append(Printed(excerpt, 0))
    return (
        Digest(context.claim(f"digest-{excerpt.id}"), blocks, attribution(context, context.library.sources[excerpt.source], excerpt)),
        *notes,
    )


def _quote(context: Context, excerpt: Excerpt, passage: Passage, annotations: list[Annotation]) -> Blocks:
    """Return the passage itself, with its edits and notes; edits that cannot be made become problems of the excerpt's file."""
    wording = edited(passage.text, excerpt.edits)
    for fault in wording.faults:
        context.noted.problems.append(_fault(context, excerpt, ("edits", fault.edit), fault.message, fault.hint))
    identity = context.claim(f"quote-{excerpt.id}")
    context.noted.passages.add(identity)
    named = _named(annotations, identity)
    source = context.library.sources[excerpt.source]
    language = None if same_language(source.language, context.outline.language) else source.language
    says = Says(context.say("excerpt.omission"), context.say("excerpt.insertion"), context.outline.language if language else "")
    blocks = paragraphs(wording, anchors(wording, annotations), list(named), says)
    quotation = Quotation(wording.words, passage.paragraphs, emphasis_added=bool(wording.emphases))
    context.noted.printed.append(Printed(excerpt, wording.words))
    return (Quote(identity, blocks, attribution(context, source, excerpt, quotation), language), *_notes(context, blocks, named))


def _fault(context: Context, excerpt: Excerpt, location: Location, message: str, hint: str) -> Problem:
    """Return what is wrong with an excerpt, at one of its settings."""
    file = f"seeds/excerpts/{excerpt.id}.md"
    path = context.root / file
    return read_markdown(path, file).problem(location, message, hint) if path.is_file() else Problem(file, 0, message, hint)


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _named(annotations: list[Annotation], prefix: str) -> dict[str, Annotation]:
    """Return annotations by the ids of their notes."""
    return {f"{prefix}-note-{number}": annotation for number, annotation in enumerate(annotations)}


def _annotated(context: Context, blocks: Blocks, named: dict[str, Annotation]) -> tuple[Blocks, list[Note]]:
    """Anchor annotations on the words that they are about; return the blocks with their marks, and the notes in the order of the marks.

    An annotation about the whole, or about words that the text does not hold in one run, stands at its end.
    """
    pending = dict(named)
    marked = list(blocks)
    for identity, annotation in named.items():
        for index, block in enumerate(marked):
            if annotation.on and isinstance(block, Paragraph):
                anchored = _anchor(block.children, plain(context.inlines(annotation.on)), identity)
                if anchored is not None:
                    marked[index] = Paragraph(anchored, block.style)
                    del pending[identity]
                    break
    if pending:
        marks = tuple(NoteMark(identity, ()) for identity in pending)
        last = marked[-1] if marked else None
        if isinstance(last, Paragraph):
            marked[-1] = Paragraph((*last.children, *marks), last.style)
        else:
            marked.append(Paragraph(marks))
    return tuple(marked), _notes(context, tuple(marked), named)


def _notes(context: Context, blocks: Blocks, named: dict[str, Annotation]) -> list[Note]:
    """Return the notes in the order of their marks."""
    order = [node.note for node in walk(blocks) if isinstance(node, NoteMark)]
    return [_note(context, named[identity], identity, letter(place)) for place, identity in enumerate(order)]


def _note(context: Context, annotation: Annotation, identity: str, mark: str) -> Note:
    text = context.inlines(annotation.text)
    return Note(identity, mark, context.say(f"excerpt.notes.{annotation.kind}"), text, "margin", context.say("excerpt.editor"))


def _anchor(children: Inlines, words: str, note: str) -> Inlines | None:
    """Return the inlines with a mark on the first run of `words`, or None where no single text holds them."""
    for index, inline in enumerate(children):
        if isinstance(inline, Text) and words in inline.text:
            start = inline.text.index(words)
            end = mark_place(inline.text, start + len(words))
            parts: list[Inline] = [NoteMark(note, (Text(inline.text[start:end]),))]
            if start:
                parts.insert(0, Text(inline.text[:start]))
            if end < len(inline.text):
                parts.append(Text(inline.text[end:]))
            return (*children[:index], *parts, *children[index + 1 :])
    return None

"""Sections of annotated excerpts."""

from __future__ import annotations

import itertools
from dataclasses import replace

from briefing.assemble import selection, update_section
from briefing.assemble.context import Context
from briefing.assemble.quotation import Says, mark_place, paragraphs
from briefing.assemble.source_line import Quotation, attribution
from briefing.dataclass import dataclass
from briefing.document import (
    Block,
    Blocks,
    Column,
    Digest,
    Inline,
    Inlines,
    Language,
    LineBreak,
    Note,
    NoteMark,
    Numbering,
    Paragraph,
    Quote,
    Section,
    Table,
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
from briefing.outline import ExcerptsSection, SourcesSection
from briefing.outline import walk as walk_sections
from briefing.outline.section_fields import Updates
from briefing.passages.editing import anchors, edited
from briefing.passages.finding import PROVED, find
from briefing.passages.verdict import refusal
from briefing.rights.conditions import Printed

_NARROW = 0.12
"""The weight of a column of numbers beside columns of text."""


def excerpts(context: Context, plan: ExcerptsSection, location: Location) -> Blocks:
    """Return a section for each excerpt."""
    given = plan.numbering or context.outline.numbering
    numbering: Numbering = "" if given == "none" else given
    chosen = selection.excerpts(context, plan, location)
    made = (_excerpt(context, excerpt, with_notes=plan.notes, updates=plan.updates) for excerpt in chosen)
    return tuple(replace(each, blocks=tuple(_numbered(block, numbering) for block in each.blocks)) if numbering else each for each in made)


def _numbered(block: Block, numbering: Numbering) -> Block:
    """Return a passage with numbers for its paragraphs; anything else as it is."""
    if not isinstance(block, Quote | Digest):
        return block
    if any(isinstance(each, Table) for each in block.blocks):
        return replace(block, blocks=tuple(_numbered_rows(each) if isinstance(each, Table) else each for each in block.blocks))
    numbers = itertools.count(1)
    blocks = tuple(replace(each, number=str(next(numbers))) if isinstance(each, Paragraph) else each for each in block.blocks)
    return replace(block, blocks=blocks, numbering=numbering)


def _numbered_rows(table: Table) -> Table:
    """Return a passage and its translation with a column for the numbers of paragraphs. A single cell of several is not numbered."""
    if len(table.rows) < 2:
        return table
    rows = tuple(((Text(str(number)),), *row) for number, row in enumerate(table.rows, 1))
    return replace(table, columns=(Column((Text("¶"),), _NARROW, "end"), *table.columns), rows=rows)


def _excerpt(context: Context, excerpt: Excerpt, *, with_notes: bool, updates: Updates) -> Section:
    identity = context.claim_for("excerpt", excerpt.id)
    other = context.library.excerpts.get(excerpt.translation)
    if other is None or context.homes.has("excerpt", other.id):
        blocks = _printed(context, excerpt, identity, with_notes=with_notes)
    elif _can_be_quoted(context, excerpt) and _can_be_quoted(context, other):
        blocks = _beside(context, excerpt, other, with_notes=with_notes)
    else:
        beside = context.claim_for("excerpt", other.id)
        title = (Text(context.words_of(other.title)),)
        below = Section(beside, title, _printed(context, other, beside, with_notes=with_notes))
        blocks = (*_printed(context, excerpt, identity, with_notes=with_notes), below)
    since = update_section.lines(context, ("excerpt", excerpt.id), updates)
    return Section(identity, (Text(context.words_of(excerpt.title)),), (*blocks, *since))


def _printed(context: Context, excerpt: Excerpt, identity: str, *, with_notes: bool) -> Blocks:
    """Return the passage of an excerpt, or its digest, with notes."""
    shown = _shown(excerpt, with_notes=with_notes)
    copy = context.library.originals.get(excerpt.source)
    if copy is None or excerpt.source in context.refused:
        return _noted(context, excerpt, _digest(context, excerpt, shown, identity), with_notes=with_notes)
    passage = find(excerpt, copy)
    if passage.status not in PROVED:
        context.noted.problems.append(_fault(context, excerpt, ("select",), *refusal(excerpt, passage, copy)))
        return ()
    quoted = _quoted(context, excerpt, shown)
    blocks: Blocks = (Quote(quoted.identity, quoted.blocks, quoted.attribution, quoted.language), *quoted.notes)
    return _noted(context, excerpt, blocks, with_notes=with_notes)


def _is_known(context: Context, excerpt: Excerpt) -> bool:
    """Return whether a passage above is from the same source, in a pack that says once what its short names of sources stand for."""
    lists = any(isinstance(plan, SourcesSection) and plan.when for _, plan in walk_sections(context.outline.sections))
    return context.outline.citations == "short" and lists and any(each.excerpt.source == excerpt.source for each in context.noted.printed)


def _shown(excerpt: Excerpt, *, with_notes: bool) -> list[Annotation]:
    return [note for note in excerpt.notes if note.audience == "everyone"] if with_notes else []


def _noted(context: Context, excerpt: Excerpt, blocks: Blocks, *, with_notes: bool) -> Blocks:
    """Return the blocks of an excerpt, noting its passage where it is printed with notes."""
    if with_notes:
        context.noted.annotated.update({block.id: excerpt for block in blocks if isinstance(block, Quote | Digest)})
    return blocks


# ── a passage and its translation ────────────────────────────────────────────────────────────────────────────────────────────────────


def _can_be_quoted(context: Context, excerpt: Excerpt) -> bool:
    copy = context.library.originals.get(excerpt.source)
    return copy is not None and excerpt.source not in context.refused and find(excerpt, copy).status in PROVED


def _beside(context: Context, excerpt: Excerpt, other: Excerpt, *, with_notes: bool) -> Blocks:
    """Return a passage and its translation side by side, paragraph by paragraph."""
    _tell_of_lost_notes(context, excerpt, other)
    sides = [_quoted(context, each, _shown(each, with_notes=with_notes)) for each in (excerpt, other)]
    sources = [context.library.sources[each.source] for each in (excerpt, other)]
    names = [context.words.language(source.language) for source in sources]
    if names[0] == names[1]:
        names = [source.name for source in sources]
    texts = [[each.children for each in side.blocks if isinstance(each, Paragraph)] for side in sides]
    if len(texts[0]) != len(texts[1]):  # nobody has said which of them belong together
        texts = [[_run_on(each)] for each in texts]
    rows = tuple(
        tuple((Language(side.language, cell),) if side.language else cell for side, cell in zip(sides, row, strict=True))
        for row in zip(*texts, strict=True)
    )
    columns = tuple(Column((context.own(name),)) for name in names)
    table = Table(
        context.claim_for("excerpt", other.id), (), columns, rows, context.say("excerpt.parallel"), row_heads=False, layout="parallel"
    )
    first, second = ((context.own(f"{name}: "), *side.attribution) for name, side in zip(names, sides, strict=True))
    quote = Quote(sides[0].identity, (table,), (*first, LineBreak(), *second))
    return _noted(context, excerpt, (quote, *sides[0].notes, *sides[1].notes), with_notes=with_notes)


def _run_on(texts: list[Inlines]) -> Inlines:
    """Return paragraphs as lines of one cell."""
    first, *others = texts
    return (*first, *(inline for each in others for inline in (LineBreak(), *each)))


def _tell_of_lost_notes(context: Context, excerpt: Excerpt, other: Excerpt) -> None:
    for number, note in enumerate(other.notes):
        if note.audience == "teacher":
            what = f"'{other.id}' is printed as the translation of '{excerpt.id}', and no pack has this note for the teacher"
            fault = _fault(context, other, ("notes", number), what, f"Move it to the excerpt '{excerpt.id}'.")
            context.noted.warnings.append(replace(fault, severity="warning"))


# ── one passage ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A passage as it is printed, before it stands anywhere."""

    identity: str
    blocks: Blocks
    attribution: Inlines
    language: str | None
    notes: list[Note]


def _digest(context: Context, excerpt: Excerpt, annotations: list[Annotation], identity: str) -> Blocks:
    blocks, notes = _annotated(context, context.blocks(excerpt.digest, identity), _named(annotations, identity))
    source, is_known = context.library.sources[excerpt.source], _is_known(context, excerpt)
    context.noted.printed.append(Printed(excerpt, 0))
    return (
        Digest(context.claim(f"digest-{excerpt.id}"), blocks, attribution(context, source, excerpt, is_known=is_known)),
        *notes,
    )


def _quoted(context: Context, excerpt: Excerpt, annotations: list[Annotation]) -> _Quoted:
    """Return the passage itself, with its edits and notes; edits that cannot be made become problems of the excerpt's file."""
    passage = find(excerpt, context.library.originals.get(excerpt.source))
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
    line = attribution(context, source, excerpt, quotation)
    return _Quoted(identity, blocks, line, language, _notes(context, blocks, named))


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
    return Note(identity, mark, kind_of(context, annotation), text, "margin", context.say("excerpt.editor"))


def kind_of(context: Context, annotation: Annotation) -> str:
    """Return the word that is printed before a note; empty where its writer names no kind."""
    return context.say(f"excerpt.notes.{annotation.kind}") if annotation.kind else ""


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

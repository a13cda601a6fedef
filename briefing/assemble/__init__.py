"""Step 3: make a document from a library and an outline. It decides everything that formats could otherwise do differently."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from briefing.assemble import (
    citeproc,
    cross_references,
    endnotes,
    glossary,
    index_section,
    link_notes,
    placed_pictures,
    teacher,
    teachers_guide,
    tongues,
    worded_formulas,
)
from briefing.assemble.context import Context
from briefing.assemble.cover_map import cover_map
from briefing.assemble.draft import Draft, made, withheld
from briefing.assemble.question_numbers import taken_over as taken_over
from briefing.assemble.rights_page import Credit, credits_of, problems, rights
from briefing.assemble.status import information, newest, status
from briefing.assemble.typed_quotations import misquoted, quoted_words, teachers_answers, teachers_notes, typed_in, unchecked_marked
from briefing.assemble.wording import hold_style, numbered, said_of_sources, with_citations, with_teacher_citations
from briefing.dataclass import dataclass
from briefing.dates import PartialDate
from briefing.document import Blocks, Callout, Document, Labels, Note, Picture, Section, changing, walk_blocks
from briefing.document.breaks import NO_BREAK_HYPHEN
from briefing.document.directions import runs_backward
from briefing.document.index import Index, index_of
from briefing.errors import BriefingError, Problem
from briefing.files.origin import Origin
from briefing.library import Library
from briefing.outline import Edition, Outline, RightsSection
from briefing.passages.quotation_marks import Quotation
from briefing.rights.conditions import Conditions, Use, compare


@dataclass(frozen=True)
class Assembled:
    """The document of a pack, and what its maker should know."""

    document: Document
    index: Index
    """What of the library is in it, and where."""
    left_out: tuple[str, ...]
    """A sentence for each section that leaves something out, because of its length or because another section has it."""
    warnings: tuple[Problem, ...]
    """What is likely to be wrong."""
    withheld: tuple[str, ...] = ()
    """The texts of the outline's sections for the teacher, as they are written."""
    information: PartialDate | None = None
    """Up to when it has information."""
    updated: PartialDate | None = None
    """The date of the newest thing that it tells: of an update, or of a source."""


def assembled(
    library: Library,
    outline: Outline,
    origin: Origin,
    root: Path,
    conditions: Conditions,
    editions: Sequence[Edition],
    numbers: Mapping[str, str] | None = None,
) -> list[Assembled]:
    """Make the document of a pack in some editions. They share all that students get: it is made once.

    Args:
        library: What there is to choose from.
        outline: What to choose, with its parameters put in.
        origin: The outline's file, for the lines of problems.
        root: The workspace, where a citation style may lie.
        conditions: When the pack is made, and what to do with passages that may not be printed.
        editions: Whether the teacher's matter is added. It is never in the student's document.
        numbers: The numbers that questions have in another pack, by their ids.

    Returns:
        A document for each edition, in their order.

    Raises:
        BriefingError: All that is wrong between outline and library, and all conditions of sources that the pack does not keep.
    """
    draft = made(library, outline, origin, root, unprinted=conditions.unprinted, numbers=numbers)
    typed = _typed(draft)
    found = _uses(draft, typed, conditions)
    refused = frozenset(use.source.id for use in found if use.breaches)
    if refused and conditions.allow_unlicensed:
        draft = made(library, outline, origin, root, refused, conditions.unprinted, numbers)
        typed = _typed(draft)
    elif refused:
        draft.context.noted.problems += problems(found, outline.id, root)
    draft.context.noted.problems += misquoted(draft.context, typed)
    noted, kept = draft.context.noted, tuple(withheld(draft.context))

    def with_index(document: Document) -> Assembled:
        things, told = index_of(document, noted.things), (information(draft), newest(draft))
        return Assembled(document, things, tuple(noted.left_out), tuple(noted.warnings), kept, *told)

    student = _finished(draft, found, root)
    done: dict[Edition, Assembled] = {"student": with_index(student)}
    if "teacher" in editions:
        done["teacher"] = with_index(_for_teacher(draft, student, root))
    return [done[edition] for edition in editions]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a pack takes from others."""

    uses: tuple[Use, ...]
    """From its sources, together with what they allow; in both editions."""
    pictures: tuple[Credit, ...]


def taken(library: Library, outline: Outline, origin: Origin, conditions: Conditions, root: Path) -> Taken:
    """Return what a pack takes from others.

    Raises:
        BriefingError: All that is wrong between outline and library.
    """
    draft = made(library, outline, origin, root)
    if draft.context.noted.problems:
        raise BriefingError(draft.context.noted.problems)
    pictures = credits_of((*placed_pictures.frontispiece(draft.context), *draft.blocks))
    as_typed = tuple(replace(each, credit=each.credit.replace(NO_BREAK_HYPHEN, "-")) for each in pictures)
    return Taken(_uses(draft, _typed(draft), conditions), as_typed)


def _uses(draft: Draft, typed: Sequence[Quotation], conditions: Conditions) -> tuple[Use, ...]:
    """Compare what the pack prints with what its sources allow, on the day of the pack or of the build, whichever is later.

    Quotations in answers, in notes for the teacher and in sections for the teacher count for both editions: their pages are the same.

    Args:
        draft: The pack.
        typed: The quotations that both editions print.
        conditions: The day.
    """
    outline = draft.context.outline
    day = max(conditions.day, outline.date.first) if outline.date else conditions.day
    more = (*draft.aside, *teachers_notes(draft.context), *teachers_answers(draft.context))
    quoted = quoted_words(draft.context, (*typed, *typed_in(draft.context, more)))
    printed = quoted_words(draft.context, typed)
    aside = {key: count - printed.get(key, 0) for key, count in quoted.items()}
    noted, cited = draft.context.noted, citeproc.cited(draft.clusters)
    return compare(draft.context.library, noted.printed, cited, outline.readers, day, quoted, aside, noted.bound)


def _typed(draft: Draft) -> tuple[Quotation, ...]:
    """Return the quotations in what both editions print, and in what the lists of sources will say about them."""
    return tuple(typed_in(draft.context, (*draft.blocks, *said_of_sources(draft.context, draft.clusters, draft.late))))


def _finished(draft: Draft, found: tuple[Use, ...], root: Path) -> Document:
    context = draft.context
    front, drawn = placed_pictures.frontispiece(context), cover_map(context)
    pictures = credits_of((*front, *draft.blocks))
    pages = {key: rights(context, plan, found, pictures) for key, (plan, _) in draft.late.items() if isinstance(plan, RightsSection)}
    hold_style(context, root)
    on_cover = [each for each in placed_pictures.placed(context, front) if isinstance(each, Picture)]
    blocks = placed_pictures.placed(context, changing.fill(draft.blocks, pages))
    teachers = (draft.aside, teachers_notes(context), teachers_answers(context))
    blocks = cross_references.linked(context, worded_formulas.worded(context, blocks), also=teachers)
    blocks = with_citations(context, link_notes.noted(context, unchecked_marked(context, blocks)), draft.late, root)
    if context.noted.problems:
        raise BriefingError(context.noted.problems)
    blocks = glossary.linked(blocks, context.library)
    blocks = endnotes.at_the_end(context, numbered(context, changing.without_dead_ends(blocks)))
    blocks = index_section.with_index(context, blocks, draft.late)
    if context.noted.problems:
        raise BriefingError(context.noted.problems)
    if context.mixed:
        blocks = tongues.told_apart(blocks, context.outline.language, context.content)
    document = dataclasses.replace(
        _document(context, blocks), frontispiece=next(iter(on_cover), None), cover_map=drawn, status=status(draft)
    )
    return document if document.stamp else dataclasses.replace(document, newest=_stamp(_newest(draft)))


def _newest(draft: Draft) -> PartialDate | None:
    """Return the newest date of the sources that the pack prints and cites, and of their last visit.

    That is what its words rest on. The dates of events and facts are not counted: an event may be planned for years to come.
    """
    context = draft.context
    keys = {
        *citeproc.cited(draft.clusters),
        *(each.excerpt.source for each in context.noted.printed),
        *(each.source for each in context.noted.bound),
    }
    sources = [context.library.sources[key] for key in keys if key in context.library.sources]
    dates = (date for source in sources for date in (source.issued, source.accessed) if date)
    return max(dates, key=lambda date: date.first, default=None)


def _for_teacher(draft: Draft, document: Document, root: Path) -> Document:
    """Return the student's document with the teacher's notes on leaves and a supplement.

    If the whole outline is for the teacher, the notes and answers are in the text itself.
    """
    context = draft.context
    alone = context.outline.edition == "teacher"
    blocks, notes = teacher.marked(context, document.blocks)
    added = teacher.answers(context, blocks) if alone else _supplement(draft, blocks, len(notes))
    context.noted.problems += misquoted(context, typed_in(context, (*teachers_notes(context), *added)))
    fresh = worded_formulas.worded(context, placed_pictures.placed(context, (*notes, *added)))
    fresh = link_notes.noted(context, cross_references.linked(context, fresh, document.blocks))
    matter = with_teacher_citations(draft, document, fresh, root)
    if context.noted.problems:
        raise BriefingError(context.noted.problems)
    blocks = teacher.with_notes(blocks, {note.id: note for note in matter if isinstance(note, Note)})
    rest = tuple(block for block in matter if not isinstance(block, Note))
    if alone:
        blocks = teacher.with_answers(blocks, {answer.beside: answer for answer in rest if isinstance(answer, Section)})
    edition = context.say("teacher.edition")
    whole = dataclasses.replace(
        document,
        blocks=blocks,
        supplement=() if alone else rest,
        columns=1 if _wants_one_column(blocks) else document.columns,
        edition=edition,
        kicker=" · ".join(filter(None, (document.kicker, edition))) if document.cover == "page" else document.kicker,
        identifier=uuid.uuid5(uuid.UUID(document.identifier), "teacher").urn,
    )
    return teachers_guide.with_guide(context, whole)


def _supplement(draft: Draft, blocks: Blocks, notes: int) -> Blocks:
    """Return what is for the teacher only, with the answers to the questions among the blocks, under one heading."""
    context = draft.context
    answers = teacher.answers(context, blocks)
    lead = teacher.summary(context, len(answers), notes)
    if not (draft.aside or answers or lead):
        return ()
    return (Section(context.claim("teacher"), (context.label("titles.teacher"),), (*lead, *draft.aside, *answers)),)


def _document(context: Context, blocks: Blocks) -> Document:
    outline, words = context.outline, context.words
    date = outline.date
    return Document(
        title=context.words_of(outline.title),
        blocks=blocks,
        identifier=uuid.uuid5(uuid.NAMESPACE_URL, f"urn:briefing:{outline.id}:{outline.title}:{outline.subtitle}").urn,
        language=outline.language,
        direction="rtl" if runs_backward(context.content) else "",
        subtitle=context.words_of(outline.subtitle),
        kicker=context.words_of(outline.kicker),
        byline=context.words_of(outline.byline),
        date=words.date(date) if date else "",
        stamp=_stamp(date),
        description=context.words_of(outline.description),
        subject=outline.subject,
        keywords=outline.keywords,
        rights=outline.rights,
        certified_by=outline.accessibility.certified_by if outline.accessibility else "",
        cover=outline.cover.kind,
        key=" · ".join(f"{short}: {name}" for short, name in context.noted.short_names.items() if short not in name),
        contents_depth=outline.contents,
        columns=_columns(context, blocks),
        marking=context.words_of(outline.running.head) if outline.running else "",
        foot=context.words_of(outline.running.foot) if outline.running else "",
        across=context.words_of(outline.running.across) if outline.running else "",
        labels=Labels(**{field.name: words.say(f"labels.{field.name.replace('_', '-')}") for field in dataclasses.fields(Labels)}),
    )


def _columns(context: Context, blocks: Blocks) -> Literal[1, 2]:
    """Return in how many columns the text stands. What stands beside it or at the foot of pages wants one, and that is said."""
    if context.outline.columns == 2 and _wants_one_column(blocks):
        what = "the text stands in one column, because notes or boxes stand beside it or at the foot of its pages"
        context.warn(("columns",), what, "Write 'columns: 1', or leave out what has notes; 'citations: endnotes' needs no foot.")
        return 1
    return context.outline.columns


def _wants_one_column(blocks: Blocks) -> bool:
    notes_apart = (node for node in walk_blocks(blocks) if isinstance(node, Note | Callout))
    return any(node.placement == "margin" if isinstance(node, Callout) else node.placement != "end" for node in notes_apart)


def _stamp(date: PartialDate | None) -> str:
    """Return the moment for the metadata; nothing without a date, for the clock would change the bytes."""
    return f"{date.first.isoformat()}T00:00:00Z" if date else ""

"""Step 3: a library and an outline to a document. Everything that formats could do differently is decided here."""

from __future__ import annotations

import dataclasses
import itertools
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

from briefing.assemble import citations, glossary, rewrite, teacher, tongues
from briefing.assemble.citations import Resolver
from briefing.assemble.context import Context
from briefing.assemble.countries import countries, matrix
from briefing.assemble.excerpts import excerpts
from briefing.assemble.figures import figures
from briefing.assemble.forms import blanks, comparison
from briefing.assemble.questions import questions, room
from briefing.assemble.rights import problems, rights
from briefing.assemble.run_sheet import Session, note_length, run_sheets, sessions
from briefing.assemble.sources import sources, wanted
from briefing.assemble.styles import read_style
from briefing.assemble.timeline import timeline
from briefing.dates import PartialDate
from briefing.document import NO_DATE, Blocks, Document, Labels, Note, NoteMark, Paragraph, Section, SectionRole, notes, walk
from briefing.errors import BriefingError, Problem
from briefing.files import Location, Source
from briefing.library import BACKGROUND, Library
from briefing.markup import slug
from briefing.outline import (
    BlanksSection,
    ComparisonSection,
    CountriesSection,
    Edition,
    ExcerptsSection,
    FiguresSection,
    GlossarySection,
    LinesSection,
    MatrixSection,
    Outline,
    QuestionsSection,
    RightsSection,
    RunSheetSection,
    SourcesSection,
    TextSection,
    TimelineSection,
)
from briefing.outline import Section as Plan
from briefing.outline import walk as walk_sections
from briefing.rights import Conditions, Use
from briefing.rights import uses as compared
from briefing.seeds import text_problems

_ROLES: dict[str, SectionRole] = {"glossary": "glossary", "sources": "references", "questions": "questions"}
_TITLED = frozenset({"glossary", "sources", "rights", "run-sheet"})
"""Kinds of section that have a heading even where they are given none."""
_FOR_ALL = (ExcerptsSection, QuestionsSection, GlossarySection, SourcesSection, RightsSection)
"""Kinds of section whose numbers, counts and terms are those of the text that all have."""


@dataclasses.dataclass(frozen=True)
class _Draft:
    """A pack before what is said of its rights, and before its citations are worded."""

    context: Context
    blocks: Blocks
    late: dict[str, tuple[Plan, Location]]
    """The sections that depend on the rest, by their ids, with their places in the outline."""
    aside: Blocks
    """The run sheets and the sections that are for the teacher only."""


@dataclasses.dataclass(frozen=True)
class Assembled:
    """The document of a pack, and what its maker should know."""

    document: Document
    left_out: tuple[str, ...]
    """What did not fit where the outline gives a length."""
    warnings: tuple[Problem, ...]
    """What is likely to be wrong."""
    withheld: tuple[str, ...] = ()
    """The texts of the outline's sections for the teacher, as they are written."""


def assemble(library: Library, outline: Outline, origin: Source, root: Path, conditions: Conditions | None = None) -> Document:
    """Make the document of a pack: `assembled`, without what its maker should know."""
    return assembled(library, outline, origin, root, conditions).document


def assembled(
    library: Library,
    outline: Outline,
    origin: Source,
    root: Path,
    conditions: Conditions | None = None,
    edition: Edition = "student",
) -> Assembled:
    """Make the document of a pack.

    Args:
        library: What there is to choose from.
        outline: What to choose, with its parameters put in.
        origin: The outline's file, for the lines of problems.
        root: The workspace, where a citation style may lie.
        conditions: When the pack is made, and what to do with passages that may not be printed; left out for today, and to refuse it.
        edition: Whether the teacher's matter is added. It is never in the student's document.

    Raises:
        BriefingError: All that is wrong between outline and library, and all conditions of sources that the pack does not keep.
    """
    conditions = conditions or Conditions()
    draft = _draft(library, outline, origin, root)
    found = _uses(draft, conditions)
    refused = frozenset(use.source.id for use in found if use.breaches)
    if refused and conditions.allow_unlicensed:
        draft = _draft(library, outline, origin, root, refused)
    elif refused:
        draft.context.problems += problems(found, root)
    withheld = tuple(_withheld(draft.context))
    document = _finished(draft, found, root)
    if edition == "teacher":
        document = _for_teacher(draft, document, root)
    return Assembled(document, tuple(draft.context.left_out), tuple(draft.context.warnings), withheld)


def uses(library: Library, outline: Outline, origin: Source, conditions: Conditions, root: Path = Path()) -> tuple[Use, ...]:
    """Return what a pack takes from its sources, beside what they allow.

    Raises:
        BriefingError: All that is wrong between outline and library.
    """
    draft = _draft(library, outline, origin, root)
    if draft.context.problems:
        raise BriefingError(draft.context.problems)
    return _uses(draft, conditions)


def _draft(library: Library, outline: Outline, origin: Source, root: Path, refused: frozenset[str] = frozenset()) -> _Draft:
    context = Context(library, outline, origin, refused, root)
    context.problems += text_problems(origin, outline, library)
    late: dict[str, tuple[Plan, Location]] = {}
    if not any(plan.when for plan in outline.sections):
        hint = "Add one, such as '- use: excerpts'." if not outline.sections else "Change a 'when:', or add a section without one."
        context.problem(("sections",), "this pack has no section to print", hint)
    blocks = _blocks(context, outline.sections, ("sections",), late)
    found = sessions(context, blocks)
    blocks = rewrite.fill(blocks, run_sheets(context, late, found))
    return _Draft(context, _with_glossaries(context, blocks, late), late, _aside(context, found))


def _uses(draft: _Draft, conditions: Conditions) -> tuple[Use, ...]:
    """Compare what the pack prints with what its sources allow, on the day of the pack or of the build, whichever is later."""
    outline = draft.context.outline
    day = max(conditions.day, outline.date.first) if outline.date else conditions.day
    cited = citations.cited(citations.clusters(draft.blocks))
    return compared(draft.context.library, draft.context.printed, cited, outline.readers, day)


def _finished(draft: _Draft, found: tuple[Use, ...], root: Path) -> Document:
    context = draft.context
    pages = {key: rights(context, plan, found) for key, (plan, _) in draft.late.items() if isinstance(plan, RightsSection)}
    blocks = _with_citations(context, rewrite.fill(draft.blocks, pages), draft.late, root)
    if context.problems:
        raise BriefingError(context.problems)
    blocks = glossary.linked(blocks, context.library)
    blocks = _numbered(rewrite.without_dead_ends(blocks))
    return _document(context, tongues.told_apart(blocks, context.outline.language, context.content) if context.mixed else blocks)


def _blocks(context: Context, plans: tuple[Plan, ...], location: Location, late: dict[str, tuple[Plan, Location]]) -> Blocks:
    found: list[Blocks] = []
    for number, plan in enumerate(plans):
        if plan.when and _is_for_teacher(context, plan):
            context.set_aside.append((plan, (*location, number)))
        elif plan.when:
            found.append(_section(context, plan, (*location, number), late))
    return tuple(itertools.chain.from_iterable(found))


def _is_for_teacher(context: Context, plan: Plan) -> bool:
    """Say whether a section is kept out of the text, because students get the text."""
    alone = isinstance(plan, RunSheetSection) or (isinstance(plan, TextSection) and plan.edition == "teacher")
    return alone and context.outline.edition != "teacher"


def _section(context: Context, plan: Plan, location: Location, late: dict[str, tuple[Plan, Location]]) -> Blocks:
    """Return the blocks of one planned section, under its heading where it has one. Those that depend on the rest stay empty for now."""
    title = plan.title or (context.say(f"titles.{plan.use}") if plan.use in _TITLED else "")
    identity = context.claim(plan.id or slug(title)) if title else context.claim(f"part-{'-'.join(map(str, location[1::2]))}")
    lead = (Paragraph(context.planned(plan.lead), "lead"),) if plan.lead else ()
    content = _content(context, plan, location, identity, late)
    if isinstance(plan, ExcerptsSection | QuestionsSection) and not content:
        return ()
    blocks: Blocks = (*lead, *content)
    if isinstance(plan, TextSection) and plan.minutes:
        note_length(context, plan, location, identity)
    if not title:
        return blocks
    heading = context.planned(title, "title") if plan.title else (context.own(title),)
    return (Section(identity, heading, blocks, plan_role(plan)),)


def plan_role(plan: Plan) -> SectionRole:
    """Return what readers come to a section for."""
    if isinstance(plan, TextSection) and plan.id in ("introduction", "colophon"):
        return "introduction" if plan.id == "introduction" else "colophon"
    if isinstance(plan, RightsSection):
        return "colophon"
    return _ROLES.get(plan.use, "chapter")


def _content(context: Context, plan: Plan, location: Location, identity: str, late: dict[str, tuple[Plan, Location]]) -> Blocks:
    match plan:
        case TextSection():
            return (*_text(context, plan, location, identity), *_blocks(context, plan.sections, (*location, "sections"), late))
        case ExcerptsSection():
            return excerpts(context, plan, location)
        case CountriesSection():
            return countries(context, plan, location)
        case MatrixSection():
            return matrix(context, plan, location)
        case TimelineSection():
            return timeline(context, plan, location)
        case FiguresSection():
            return figures(context, plan, location)
        case QuestionsSection():
            return questions(context, plan, location)
        case BlanksSection():
            return blanks(context, plan)
        case LinesSection():
            return (room(plan.lines, plan.title or context.say("handout.notes")),)
        case ComparisonSection():
            return comparison(context, plan, location)
        case GlossarySection() | SourcesSection() | RightsSection() | RunSheetSection():
            late[identity] = (plan, location)
            return ()
        case _:
            assert_never(plan)


def _text(context: Context, plan: TextSection, location: Location, identity: str) -> Blocks:
    shelf = {**context.library.activities, **context.library.texts}
    own = context.planned_blocks(plan.text, identity)
    files = context.chosen(plan.texts, shelf, "text", (*location, "texts"))
    if not (plan.text or plan.texts or plan.sections or plan.lead):
        context.problem(location, "this section holds nothing", "Give it a 'text:', 'texts:' or 'sections:'.")
    return (*own, *itertools.chain.from_iterable(context.blocks(prose.text, identity) for prose in files))


# ── what depends on the rest ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_glossaries(context: Context, blocks: Blocks, late: dict[str, tuple[Plan, Location]]) -> Blocks:
    used = glossary.mentioned(blocks, context.library)
    content = {
        identity: glossary.glossary(context, plan, location, used)
        for identity, (plan, location) in late.items()
        if isinstance(plan, GlossarySection)
    }
    return rewrite.fill(blocks, content)


def _with_citations(context: Context, blocks: Blocks, late: dict[str, tuple[Plan, Location]], root: Path) -> Blocks:
    plans = {identity: plan for identity, (plan, _) in late.items() if isinstance(plan, SourcesSection)}
    found = _cited_in_all(context, citations.clusters(blocks), list(plans.values()))
    keys = citations.cited(found)
    if context.problems or not (found or plans):
        return blocks
    listed = [key for plan in plans.values() for key in wanted(context, plan, keys)]
    bibliography = citations.compile_bibliography(found, listed, context.library, context.outline.language, _style(context, root))
    content = {
        identity: sources(context, plan, bibliography, wanted(context, plan, keys), background=BACKGROUND in keys)
        for identity, plan in plans.items()
    }
    resolver = Resolver(bibliography)
    return rewrite.with_notes(rewrite.fill(blocks, content), resolver.change, resolver.change_in_note, resolver.taken)


def _cited_in_all(context: Context, found: list[str], plans: list[SourcesSection]) -> list[str]:
    """Return the clusters of the text and of what the lists of sources say about their sources, which can cite others in turn."""
    while True:
        listed = [key for plan in plans if plan.about for key in wanted(context, plan, citations.cited(found))]
        records = [context.library.sources[key] for key in listed if key in context.library.sources]
        texts = tuple(context.inlines(text) for record in records for text in (record.about, record.lacks))
        more = list(dict.fromkeys([*found, *citations.clusters(texts)]))
        if more == found:
            return found
        found = more


def _style(context: Context, root: Path) -> str | None:
    name = context.outline.csl
    if not name:
        return None
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()) or path.suffix != ".csl" or not path.is_file():
        context.problem(
            ("csl",),
            f"there is no citation style '{name}' in the workspace",
            "Put a .csl file there and write its path from the workspace's folder.",
        )
        raise BriefingError(context.problems)
    return read_style(path, name)


def _numbered(blocks: Blocks, before: int = 0) -> Blocks:
    """Number the notes at the foot of pages through the whole pack, in order of their marks; so many stand `before` these."""
    foot = {identity for identity, note in notes(blocks).items() if note.placement == "foot"}
    order = dict.fromkeys(node.note for node in walk(blocks) if isinstance(node, NoteMark) and node.note in foot)
    return rewrite.renumbered(blocks, {identity: number for number, identity in enumerate(order, before + 1)}) if order else blocks


# ── the teacher edition ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _for_teacher(draft: _Draft, document: Document, root: Path) -> Document:
    """Return the student's document with notes on leaves and a supplement."""
    context = draft.context
    blocks, notes = teacher.marked(context, document.blocks)
    matter = _with_teacher_citations(draft, document, (*notes, *_supplement(draft, document.blocks, len(notes))), root)
    if context.problems:
        raise BriefingError(context.problems)
    edition = context.say("teacher.edition")
    return dataclasses.replace(
        document,
        blocks=teacher.with_notes(blocks, {note.id: note for note in matter if isinstance(note, Note)}),
        supplement=tuple(block for block in matter if not isinstance(block, Note)),
        edition=edition,
        kicker=" · ".join(filter(None, (document.kicker, edition))) if document.cover == "page" else document.kicker,
        identifier=uuid.uuid5(uuid.UUID(document.identifier), "teacher").urn,
    )


def _withheld(context: Context) -> Iterator[str]:
    """Yield the texts of the sections that are set aside, without the files of the library that the text prints, too."""
    shelf = {**context.library.activities, **context.library.texts}
    shown = set(_shown(context, context.outline.sections))
    for _, plan in walk_sections(tuple(plan for plan, _ in context.set_aside)):
        if isinstance(plan, TextSection):
            yield from filter(None, (plan.lead, plan.text, *(shelf[key].text for key in plan.texts if key in shelf and key not in shown)))


def _shown(context: Context, plans: tuple[Plan, ...]) -> Iterator[str]:
    for plan in plans:
        if isinstance(plan, TextSection) and plan.when and not _is_for_teacher(context, plan):
            yield from plan.texts
            yield from _shown(context, plan.sections)


def _aside(context: Context, found: list[Session]) -> Blocks:
    """Return what the outline has for the teacher only, with a run sheet first where it asks for none."""
    plans = list(context.set_aside)
    if found and not any(isinstance(plan, RunSheetSection) for plan, _ in plans) and context.outline.edition != "teacher":
        plans.insert(0, (RunSheetSection(), ("sections",)))
    for plan, location in plans:
        for place, inner in walk_sections((plan,)):
            if isinstance(inner, _FOR_ALL):
                what = f"a section 'use: {inner.use}' cannot be for the teacher only"
                context.problem((*location, *place[2:]), what, "Take it out of the section with 'edition: teacher'.")
    if context.problems:
        return ()
    late: dict[str, tuple[Plan, Location]] = {}
    blocks = tuple(itertools.chain.from_iterable(_section(context, plan, location, late) for plan, location in plans))
    return rewrite.fill(blocks, run_sheets(context, late, found))


def _supplement(draft: _Draft, blocks: Blocks, notes: int) -> Blocks:
    """Return what is for the teacher only, with the answers to the questions among the blocks, under one heading."""
    context = draft.context
    answers = teacher.answers(context, blocks)
    lead = teacher.summary(context, len(answers), notes)
    if not (draft.aside or answers or lead):
        return ()
    return (Section(context.claim("teacher"), (context.label("titles.teacher"),), (*lead, *draft.aside, *answers)),)


def _with_teacher_citations(draft: _Draft, document: Document, matter: Blocks, root: Path) -> Blocks:
    """Word the citations of what is added to a text whose own citations and list of sources stay as they are."""
    context = draft.context
    found = [*citations.clusters(draft.blocks), *citations.clusters(matter)]
    if not citations.clusters(matter):
        return matter
    bibliography = citations.compile_bibliography(found, (), context.library, context.outline.language, _style(context, root))
    before = [note for note in notes(document.blocks).values() if note.placement == "foot"]
    resolver = Resolver(bibliography, len(before))
    worded = rewrite.with_notes(matter, resolver.change, resolver.change_in_note, resolver.taken)
    worded = _numbered(rewrite.without_dead_ends(worded, document.blocks), len(before))
    return tongues.told_apart(worded, context.outline.language, context.content) if context.mixed else worded


# ── the whole ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _document(context: Context, blocks: Blocks) -> Document:
    outline, words = context.outline, context.words
    date = outline.date
    return Document(
        title=outline.title,
        blocks=blocks,
        identifier=uuid.uuid5(uuid.NAMESPACE_URL, f"urn:briefing:{outline.id}:{outline.title}:{outline.subtitle}").urn,
        language=outline.language,
        subtitle=outline.subtitle,
        kicker=outline.kicker,
        byline=outline.byline,
        date=words.date(date) if date else "",
        stamp=_stamp(date),
        description=outline.description,
        subject=outline.subject,
        keywords=outline.keywords,
        rights=outline.rights,
        cover=outline.cover,
        contents_depth=outline.contents,
        labels=Labels(**{field.name: words.say(f"labels.{field.name.replace('_', '-')}") for field in dataclasses.fields(Labels)}),
    )


def _stamp(date: PartialDate | None) -> str:
    """Return the moment for the metadata. Without a date it is one that nobody takes for real: the same input gives the same bytes."""
    if date is None:
        return NO_DATE
    return f"{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z"

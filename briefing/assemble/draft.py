"""A draft of a pack: the sections of an outline as blocks, before the page of rights is filled and the citations are formatted."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import assert_never

from briefing.assemble import citeproc, glossary, teacher
from briefing.assemble.context import Context
from briefing.assemble.countries import countries, matrix
from briefing.assemble.excerpt_section import excerpts
from briefing.assemble.figure_section import figures
from briefing.assemble.fill_in import blanks, comparison, people
from briefing.assemble.map_section import maps
from briefing.assemble.noted import Noted
from briefing.assemble.placed_pictures import picture
from briefing.assemble.programme import programme
from briefing.assemble.question_section import questions, room
from briefing.assemble.reading_section import reading, reading_title
from briefing.assemble.run_sheet import Session, note_session, note_time, run_sheets, sessions
from briefing.assemble.session_numbers import QuestionNumbers
from briefing.assemble.timeline import timeline
from briefing.assemble.update_section import updates
from briefing.assemble.way_in import with_ways_in
from briefing.dataclass import dataclass
from briefing.document import Blocks, Paragraph, Section, SectionRole, changing, plain
from briefing.document.identifiers import slug
from briefing.files.origin import Location, Origin
from briefing.library import Library, Prose
from briefing.library.texts import text_problems
from briefing.outline import (
    BlanksSection,
    ComparisonSection,
    CountriesSection,
    ExcerptsSection,
    FiguresSection,
    GlossarySection,
    IndexSection,
    LinesSection,
    MapSection,
    MatrixSection,
    Outline,
    PeopleSection,
    PictureSection,
    PlannedSection,
    ProgrammeSection,
    QuestionsSection,
    ReadingSection,
    RightsSection,
    RunSheetSection,
    SourcesSection,
    TextSection,
    TimelineSection,
    UpdatesSection,
)
from briefing.outline import walk as walk_sections
from briefing.outline.length_limits import stated
from briefing.passages.misquotations import in_outline

_ROLES: dict[str, SectionRole] = {"glossary": "glossary", "index": "index", "sources": "references", "questions": "questions"}
_TITLED = frozenset({"glossary", "index", "sources", "rights", "run-sheet", "updates"})
"""Kinds of section that have a heading even if the outline gives them no title."""
_LATE = (GlossarySection, IndexSection, SourcesSection, RightsSection, RunSheetSection)
"""Kinds of section that depend on other sections, and are filled when these are there."""
_FOR_ALL = (ExcerptsSection, ReadingSection, QuestionsSection, GlossarySection, IndexSection, SourcesSection, RightsSection)
"""Kinds of section that cannot be for the teacher only: their numbers, counts and terms belong to the students' text."""


@dataclass(frozen=True)
class Draft:
    """A pack before its page of rights is filled and its citations are formatted."""

    context: Context
    blocks: Blocks
    late: dict[str, tuple[PlannedSection, Location]]
    """The sections that depend on other sections, by their ids, with their places in the outline."""
    aside: Blocks
    """The run sheets and the sections that are for the teacher only."""

    @cached_property
    def clusters(self) -> list[str]:
        """Return the citations in the blocks, each once, in reading order."""
        return citeproc.clusters(self.blocks)


def made(
    library: Library,
    outline: Outline,
    origin: Origin,
    root: Path,
    refused: frozenset[str] = frozenset(),
    unprinted: frozenset[str] = frozenset(),
    numbers: Mapping[str, str] | None = None,
) -> Draft:
    """Return the draft of a pack; what is wrong is noted in its context.

    Args:
        library: What there is to choose from.
        outline: What to choose, with its parameters put in.
        origin: The outline's file.
        root: The workspace.
        refused: Sources whose passages may not be printed.
        unprinted: Sources with letters that no typeface has.
        numbers: The numbers that questions have in another pack, by their ids.
    """
    context = Context(library, outline, origin, refused, root, unprinted, Noted(numbers=QuestionNumbers(numbers)))
    context.noted.problems += text_problems(origin, outline, library)
    context.noted.problems += (typed.problem for typed in in_outline(origin, outline, library) if typed.is_wrong)
    late: dict[str, tuple[PlannedSection, Location]] = {}
    if not any(plan.when for plan in outline.sections):
        hint = "Add one, such as '- use: excerpts'." if not outline.sections else "Change a 'when:', or add a section without 'when:'."
        context.problem(("sections",), "this pack has no section to print", hint)
    blocks = (*_imprint(context), *_blocks(context, outline.sections, ("sections",), late))
    found = sessions(context, blocks)
    blocks = _with_glossaries(context, changing.fill(blocks, run_sheets(context, late, found)), late)
    context.settle_empty(blocks)
    return Draft(context, with_ways_in(context, blocks), late, _aside(context, found))


def withheld(context: Context) -> Iterator[str]:
    """Yield the texts and charts of the sections that only the teacher gets, but for those that the students' text prints as well."""
    shelf = {**context.library.activities, **context.library.texts}
    shown = set(_shown(context, context.outline.sections))
    charts = context.library.figures
    for _, plan in walk_sections(tuple(plan for plan, _ in context.noted.set_aside)):
        if isinstance(plan, TextSection):
            yield from filter(None, (plan.lead, plan.text, *(shelf[key].text for key in plan.texts if key in shelf and key not in shown)))
        elif isinstance(plan, PictureSection):
            yield from filter(None, (plan.file, plan.caption))
        elif isinstance(plan, FiguresSection):
            own = [charts[key] for key in plan.figures or charts if key in charts and f"figures/{key}" not in shown]
            yield from filter(None, (text for chart in own for text in (chart.finding, chart.description)))


def _shown(context: Context, plans: tuple[PlannedSection, ...]) -> Iterator[str]:
    """Yield the ids of the texts that students get, and those of charts, as `figures/ID`."""
    for plan in plans:
        if isinstance(plan, TextSection) and plan.when and not _is_for_teacher(context, plan):
            yield from plan.texts
            yield from _shown(context, plan.sections)
        elif isinstance(plan, FiguresSection) and plan.when:
            yield from (f"figures/{key}" for key in plan.figures or context.library.figures)


def _imprint(context: Context) -> Blocks:
    """Return the texts in small print below the list of contents."""
    texts = context.chosen(context.outline.imprint, context.library.texts, "text", ("imprint",))
    blocks = itertools.chain.from_iterable(context.blocks(each.text, context.claim("imprint")) for each in texts)
    return tuple(replace(each, style="small") if isinstance(each, Paragraph) else each for each in blocks)


def _aside(context: Context, found: list[Session]) -> Blocks:
    """Return the sections for the teacher only. If there is no run sheet among them, add one at the beginning."""
    plans = list(context.noted.set_aside)
    if found and not any(isinstance(plan, RunSheetSection) for plan, _ in plans) and context.outline.edition != "teacher":
        plans.insert(0, (RunSheetSection(), ("sections",)))
    for plan, location in plans:
        for place, inner in walk_sections((plan,)):
            if isinstance(inner, _FOR_ALL):
                what = f"a section 'use: {inner.use}' cannot be for the teacher only"
                context.problem((*location, *place[2:]), what, "Move it out of the section with 'edition: teacher'.")
    if context.noted.problems:
        return ()
    late: dict[str, tuple[PlannedSection, Location]] = {}
    blocks = tuple(itertools.chain.from_iterable(_section(context, plan, location, late) for plan, location in plans))
    return (*changing.fill(blocks, run_sheets(context, late, found)), *teacher.debriefs(context))


def _blocks(
    context: Context, plans: tuple[PlannedSection, ...], location: Location, late: dict[str, tuple[PlannedSection, Location]]
) -> Blocks:
    found: list[Blocks] = []
    for number, plan in enumerate(plans):
        if plan.when and _is_for_teacher(context, plan):
            context.noted.set_aside.append((plan, (*location, number)))
        elif plan.when:
            found.append(_section(context, plan, (*location, number), late))
    return tuple(itertools.chain.from_iterable(found))


def _is_for_teacher(context: Context, plan: PlannedSection) -> bool:
    """Say whether a section is kept out of the text, because students get the text."""
    alone = isinstance(plan, RunSheetSection) or (isinstance(plan, TextSection) and plan.edition == "teacher")
    return alone and context.outline.edition != "teacher"


def _section(context: Context, plan: PlannedSection, location: Location, late: dict[str, tuple[PlannedSection, Location]]) -> Blocks:
    """Return the blocks of one planned section, with its heading if it has one. Sections that depend on others stay empty for now."""
    title = plan.title or (context.say(f"titles.{plan.use}") if plan.use in _TITLED else "")
    if isinstance(plan, ReadingSection) and not title:
        title = reading_title(context, plan)
    identity = context.claim(plan.id or slug(title)) if title else context.claim(f"part-{'-'.join(map(str, location[1::2]))}")
    lead = (Paragraph(context.planned(plan.lead), "lead"),) if plan.lead else ()
    if title:
        context.noted.within.append(title)
    content = _content(context, plan, location, identity, late)
    if title:
        context.noted.within.pop()
    if not content and not isinstance(plan, _LATE) and not (lead and isinstance(plan, TextSection)):
        return ()
    blocks: Blocks = (*lead, *content)
    if isinstance(plan, TextSection):
        note_session(context, plan, location, identity)
    if isinstance(plan, QuestionsSection) and (minutes := stated(plan.minutes)):
        note_time(context, TextSection(title=title, minutes=minutes), location, identity)
    if not title:
        return blocks
    heading = context.planned(title, "title") if plan.title else (context.own(title),)
    return (Section(identity, heading, blocks, plan_role(plan), runs_on=plan.runs_on),)


def plan_role(plan: PlannedSection) -> SectionRole:
    """Return what readers come to a section for."""
    if isinstance(plan, TextSection) and plan.id in ("introduction", "colophon"):
        return "introduction" if plan.id == "introduction" else "colophon"
    if isinstance(plan, RightsSection):
        return "colophon"
    return _ROLES.get(plan.use, "chapter")


def _content(
    context: Context, plan: PlannedSection, location: Location, identity: str, late: dict[str, tuple[PlannedSection, Location]]
) -> Blocks:
    match plan:
        case TextSection():
            own = _text(context, plan, location, identity)
            with context.noted.numbers.in_session(plan.session):
                return (*own, *_blocks(context, plan.sections, (*location, "sections"), late))
        case ExcerptsSection():
            return excerpts(context, plan, location)
        case ReadingSection():
            return reading(context, plan, location, identity)
        case CountriesSection():
            return countries(context, plan, location)
        case MatrixSection():
            return matrix(context, plan, location)
        case TimelineSection():
            return timeline(context, plan, location)
        case UpdatesSection():
            return updates(context, plan, location, identity)
        case FiguresSection():
            return figures(context, plan, location)
        case MapSection():
            return maps(context, plan, location)
        case PictureSection():
            return picture(context, plan, location)
        case QuestionsSection():
            return questions(context, plan, location)
        case BlanksSection():
            return blanks(context, plan)
        case LinesSection():
            return (room(plan.lines, plan.title or context.say("handout.notes")),)
        case ComparisonSection():
            return comparison(context, plan, location)
        case PeopleSection():
            return people(context, plan)
        case ProgrammeSection():
            return programme(context, plan, location)
        case GlossarySection() | IndexSection() | SourcesSection() | RightsSection() | RunSheetSection():
            late[identity] = (plan, location)
            return ()
        case _:
            assert_never(plan)


def _text(context: Context, plan: TextSection, location: Location, identity: str) -> Blocks:
    shelf = {**context.library.activities, **context.library.texts}
    own = context.planned_blocks(plan.text, identity)
    files = context.chosen(plan.texts, shelf, "text", (*location, "texts"))
    if not (plan.text or plan.texts or plan.sections or plan.lead):
        context.problem(location, "this section is empty", "Give it a 'text:', 'texts:' or 'sections:'.")
    return (*own, *itertools.chain.from_iterable(_prose(context, prose, identity) for prose in files))


def _part(context: Context) -> str:
    """Return the heading of what an activity without a heading has for the teacher: it names the section that the activity is in."""
    within = context.noted.within[-1:]
    return context.say("teacher.part", title=plain(context.planned(within[0], "title"))) if within else context.say("titles.teacher")


def _prose(context: Context, prose: Prose, identity: str) -> Blocks:
    """Return a text or an activity. What an activity has for the teacher follows it in a pack for the teacher, else it is set aside."""
    blocks = context.blocks(prose.text, identity)
    if prose.id in context.library.activities and (first := next((each for each in blocks if isinstance(each, Section)), None)):
        context.noted.activities[prose.id] = first.id
    if prose.id not in context.library.activities or prose.id not in context.library.answers:
        return blocks
    of = next((block for block in blocks if isinstance(block, Section)), None)
    if context.outline.edition != "teacher":
        context.noted.debriefs.append((prose.id, of.id if of else identity, plain(of.title) if of else _part(context)))
        return blocks
    part = teacher.debrief(context, prose.id, context.say("titles.teacher"))
    return (*blocks[:-1], replace(of, blocks=(*of.blocks, part))) if of and of is blocks[-1] else (*blocks, part)


def _with_glossaries(context: Context, blocks: Blocks, late: dict[str, tuple[PlannedSection, Location]]) -> Blocks:
    used = glossary.mentioned(blocks, context.library)
    content = {
        identity: glossary.glossary(context, plan, location, used)
        for identity, (plan, location) in late.items()
        if isinstance(plan, GlossarySection)
    }
    empty = {identity for identity, entries in content.items() if not entries}
    return changing.without_sections(changing.fill(blocks, content), empty)

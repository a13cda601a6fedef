"""Sheets: a kind of handout, filled in for one country, session or pack. A sheet is made when somebody needs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from types import MappingProxyType

from briefing import steps
from briefing.assemble import programme
from briefing.dataclass import dataclass
from briefing.document import Document, Question
from briefing.document import walk as walk_document
from briefing.errors import BriefingError, Problem, collect
from briefing.files.origin import Origin
from briefing.files.validation import adapter
from briefing.handout import kinds, subjects
from briefing.handout.fitting import fitted, grown, lower, spill, too_long
from briefing.handout.kind_values import OF_PERSON, PEOPLE, declared, own
from briefing.handout.subjects import Subject
from briefing.languages import catalogue
from briefing.library import Library
from briefing.outline import (
    FilledOutline,
    Handout,
    IndexSection,
    Parameter,
    PeopleSection,
    ProgrammeSection,
    RunSheetSection,
    Template,
    fill,
    read,
    walk,
)
from briefing.outline.outline import Per
from briefing.theme.model import PAPERS, PLAIN, Finish, PaperName, Size, Theme, without_margin_notes
from briefing.workspace import Workspace

LARGE_PRINT_PAGES = 5
"""In large print a sheet may have this many times its usual number of pages."""
SMALL_PAPER_PAGES = 2
"""On A5 a sheet may have this many times its usual number of pages."""
WIDTH = 475.0
"""The width of the text on a sheet without margin notes, in points."""
_OF_PACK = frozenset({"language", "content-language", "citations", "csl", "theme", "paper", "readers", "rights", "date", "running"})
_LETTERS_OF_COUNTRIES = 2
"""Letters of the id of a country (ISO 3166-1); an id of another length is that of a role, a river or a treaty."""
EDGE = 56.0
"""The distance of the text from the upper and the lower edge of the paper, in points."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, as it is for everybody."""

    kind: str
    subject: Subject
    document: Document
    theme: Theme
    pages: int
    """How many it may have."""
    fault: Problem | None = None
    """By how much it is longer than that; it is not made."""

    @property
    def name(self) -> str:
        """Return what the sheet is called in names of files."""
        return f"{self.kind}-{self.subject.id}" if self.subject.id else self.kind


@dataclass(frozen=True)
class Request:
    """What is asked for."""

    kinds: Sequence[str] = ()
    """Empty: all for which the pack has something."""
    per: Per | None = None
    """Instead of what the kinds say."""
    lines: str = ""
    """Instead of what the kinds say: a number, or `fill`."""
    pages: int = 0
    """How many each may have, more in large print and on A5; 0: what the kinds say."""
    paper: PaperName | None = None
    finish: Finish = PLAIN
    allow_unlicensed: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Offer:
    """A sheet that a pack has something for. It costs next to nothing until it is made."""

    subject: Subject
    make: Callable[[], Sheet]
    """Assembles the sheet and fits it to its pages. A sheet that is longer than its pages has a fault; all else raises BriefingError."""


@dataclass(frozen=True)
class Packed:
    """A pack from which sheets are made."""

    plan: FilledOutline
    pack: steps.Pack
    of_cards: steps.Pack
    """Where the countries are that get a sheet each: another pack if the outline says so (`cards:`)."""
    params: Mapping[str, Parameter]
    """The parameters of its outline."""

    @property
    def numbers(self) -> dict[str, str]:
        """Return the numbers of its questions, by their ids: sheets have the same."""
        labels = {node.id: node.label for node in walk_document(self.pack.document) if isinstance(node, Question)}
        return {entry.key: labels[entry.id] for entry in self.pack.index.questions}


def packed(workspace: Workspace, library: Library, plans: Sequence[FilledOutline], request: Request) -> Packed:
    """Assemble a pack from its outline and, where it has one, that of its cards."""
    found = steps.packs(workspace, library, plans, request.paper, allow_unlicensed=request.allow_unlicensed)
    by_name = {pack.name: pack for pack in found}
    name = plans[0].outline.id
    return Packed(plans[0], by_name[name], by_name[plans[-1].outline.id], read(workspace.templates, name, workspace.root).params)


def offers(
    workspace: Workspace, library: Library, packed: Packed, request: Request, given: Mapping[str, str] = MappingProxyType({})
) -> list[Offer]:
    """Return the sheets that a pack has something for, kind by kind.

    Args:
        workspace: Where the pack and the user's own kinds are.
        library: What they choose from.
        packed: The pack.
        request: Which sheets, and how they look.
        given: Values of parameters of the kinds.

    Raises:
        BriefingError: A kind is wrong, or the pack has nothing for it. The problems of sheets of other kinds are included.
    """
    problems: list[Problem] = []
    found: dict[str, list[Offer]] = {}
    for name in request.kinds or kinds.names(workspace):
        template = collect(problems, lambda name=name: kinds.read(workspace, name))  # type: ignore[misc]
        if template is not None:
            template = declared(template, packed.params)
            more = collect(problems, lambda t=template: _of_kind(workspace, library, packed, t, request, given))  # type: ignore[misc]
            found.update({name: more} if more is not None else {})
    if request.kinds:
        problems += [_nothing(workspace, library, packed, name, request) for name, more in found.items() if not more]
    elif not problems and not any(found.values()):
        hint = "Add a section of countries, questions or excerpts to its outline."
        problems.append(Problem("", 0, f"the pack '{packed.pack.name}' has nothing for a handout", hint))
    every = [offer for more in found.values() for offer in more]
    if problems:
        for offer in every:
            collect(problems, offer.make)
        raise BriefingError(problems)
    return every


def _nothing(workspace: Workspace, library: Library, packed: Packed, kind: str, request: Request) -> Problem:
    """Say that there is no sheet of a kind, what the pack would need for one, and for which kinds it has something."""
    template = kinds.read(workspace, kind)
    per_country = (request.per or handout_of(template).per) == "country"
    asked = _asked(template)
    needs = ["use: countries"] if per_country or "country" in asked else []
    needs += [f"use: {name}" for name in ("questions", "excerpts") if name in asked]
    needs += ["use: excerpts"] if "compared" in asked else []
    lacks = f"Add '{needs[0]}' to its outline" if needs else "Name terms of seeds/actors/ in its texts"
    has = [f"-k {name}" for name in kinds.USUAL if name != kind and _subjects(packed, library, kinds.read(workspace, name), None)]
    name = packed.of_cards.name if per_country else packed.pack.name
    other = f", or write {' or '.join(has)}" if has else ", or choose another pack"
    return Problem("--kind", 0, f"the pack '{name}' has nothing for '{kind}'", f"{lacks}{other}.")


def _asked(template: Template) -> set[str]:
    """Return what the subject of a sheet of a kind must have."""
    return {"country", "questions", "excerpts", "compared", "actors"} & set(template.params)


def _subjects(packed: Packed, library: Library, template: Template, per: Per | None) -> list[Subject]:
    """Return the subjects of the sheets of a kind; none where the pack has nothing for it."""
    found: list[Subject] = []
    match per or handout_of(template).per:
        case "country":
            found = subjects.countries(packed.of_cards, library)
        case "session":
            found = subjects.sessions(packed.pack, library)
        case "pack" | "list":
            found = [subjects.whole(packed.pack, library)]
    return [subject for subject in found if all(subject.values()[name] for name in _asked(template))]


def _of_kind(
    workspace: Workspace, library: Library, packed: Packed, template: Template, request: Request, given: Mapping[str, str]
) -> list[Offer]:
    """Return the sheets of one kind; none where the pack has nothing for it."""
    handout = handout_of(template)
    found = _subjects(packed, library, template, request.per)
    more = LARGE_PRINT_PAGES if request.finish.large_print else SMALL_PAPER_PAGES if packed.pack.theme.paper.name == "a5" else 1
    pages = (request.pages or handout.pages) * more

    def offer(subject: Subject) -> Offer:
        filled = _filled(library, packed, template, subject, request, given)
        return Offer(subject, partial(_made, workspace, library, template, subject, filled, pages, request))

    return [offer(subject) for subject in found]


def handout_of(template: Template) -> Handout:
    """Return the setting `handout` of a kind, before the kind is filled in."""
    given = template.origin.data.get("handout") or {}
    try:
        known = {each.name for each in fields(Handout)}
        return adapter(Handout).validate_python({key: value for key, value in given.items() if key in known})
    except (TypeError, ValueError, AttributeError):
        line = template.origin.line(("handout",))
        hint = "Write handout: {per: country, pages: 2}. 'per' is country, session, pack or list; 'pages' is at most 4."
        raise BriefingError([Problem(template.origin.name, line, "'handout:' cannot be read", hint)]) from None


def _filled(
    library: Library, packed: Packed, template: Template, subject: Subject, request: Request, values: Mapping[str, str]
) -> FilledOutline:
    """Return the outline of one sheet, in the language and with the look of the pack."""
    plan, pack = packed.plan, packed.pack
    words = catalogue(plan.outline.language)
    is_role = template.id == "cards" and len(subject.country) != _LETTERS_OF_COUNTRIES
    of_kind = "handout.role-card" if is_role else f"handout.{template.id}"
    kind = words.say(of_kind) if template.id in kinds.SHIPPED else template.title
    given = {
        **{name: value for name, value in {**plan.settings, **values}.items() if name in own(template)},
        "title": subject.title,
        "kicker": f"{pack.document.title} · {kind}" if subject.title != pack.document.title else kind,
        "notes": words.say("handout.notes"),
        "sources": words.say("titles.sources"),
        **{f"certificate_{name}": words.say(f"certificate.{name}") for name in ("took_part", "dated", "signed")},
        **subject.values(),
        **({"lines": request.lines} if request.lines else {}),
    }
    filled = fill(
        _like(template, plan), library, {name: value for name, value in given.items() if name in template.params and value}, OF_PERSON
    )
    if filled.outline.edition == "teacher" or any(isinstance(each, RunSheetSection) for _, each in walk(filled.outline.sections)):
        hint = "Take out 'edition: teacher' and 'use: run-sheet'. 'briefing build' prints them."
        raise BriefingError([Problem(template.origin.name, 0, "a handout cannot have sections for the teacher", hint)])
    if any(isinstance(each, IndexSection) for _, each in walk(filled.outline.sections)):
        raise BriefingError([Problem(template.origin.name, 0, "a handout cannot have an index", "Take out 'use: index'.")])
    filled = replace(filled, numbers=packed.numbers)
    if any(isinstance(each, ProgrammeSection) for each in filled.outline.sections):
        filled = _with_programme(filled, programme.rows(plan.outline.sections, words.say))
    return _with_people(filled, values[PEOPLE]) if PEOPLE in values else filled


def _with_programme(filled: FilledOutline, rows: tuple[str, ...]) -> FilledOutline:
    """Return the outline of a sheet with the sessions of the pack in its programme."""
    sections = (replace(each, rows=each.rows or rows) if isinstance(each, ProgrammeSection) else each for each in filled.outline.sections)
    return replace(filled, outline=replace(filled.outline, sections=tuple(sections)))


def _with_people(filled: FilledOutline, names: str) -> FilledOutline:
    """Return an outline with the names of a roster in its sections for people. They are nobody's text: no `{{ … }}` in them counts."""
    people = tuple(names.split("\n"))
    sections = (replace(each, people=people) if isinstance(each, PeopleSection) else each for each in filled.outline.sections)
    return replace(filled, outline=replace(filled.outline, sections=tuple(sections)))


def _like(template: Template, plan: FilledOutline) -> Template:
    """Return a kind with the language, the look and the readers of the pack, unless the kind has its own."""
    of_pack = {name: value for name, value in plan.origin.data.items() if name in _OF_PACK}
    data = {**of_pack, **template.origin.data, "cover": "block", "contents": 0}
    return replace(template, origin=Origin(template.origin.name, data, template.origin.first, parts={(): (template.origin, ())}))


def _made(
    workspace: Workspace, library: Library, template: Template, subject: Subject, plan: FilledOutline, pages: int, request: Request
) -> Sheet:
    """Assemble a sheet and fit it to its pages."""
    finish = replace(request.finish, bound=False)
    (pack,) = steps.packs(workspace, library, [plan], request.paper, allow_unlicensed=request.allow_unlicensed, finish=finish)
    document = replace(pack.document, date="", status=(), logo=None, frontispiece=None)
    handout = handout_of(template)
    theme = scaled(sheet_theme(pack.theme, landscape=handout.landscape), handout.scale)
    theme = replace(theme, centred=handout.centred)
    if not finish.large_print:
        document = lower(document, theme)
        document, theme = fitted(document, theme, pages)
    what = spill(document, theme, pages)
    fault = too_long(kinds.shown(template), template.id, document.title, what, may_shorten="lines" in template.params) if what else None
    return Sheet(template.id, subject, grown(document, theme, pages), theme, pages, fault)


def sheet_theme(theme: Theme, *, landscape: bool = False) -> Theme:
    """Return the theme for a sheet: text over the whole width if there are no margin notes. The user's own margins stay."""
    paper, usual = theme.paper, PAPERS[theme.paper.name]
    if landscape:
        width = paper.height - 2 * EDGE
        paper = replace(paper, width=paper.height, height=paper.width, left=EDGE, measure=width, gutter=0, margin=0, top=EDGE, bottom=EDGE)
        return replace(theme, paper=paper)
    if paper in (without_margin_notes(usual), without_margin_notes(usual, is_filled=True)):
        width = min(WIDTH, paper.width - 2 * min(EDGE, usual.left))
        paper = replace(paper, left=(paper.width - width) / 2, measure=width, margin=0)
    if (paper.top, paper.bottom) == (usual.top, usual.bottom):
        paper = replace(paper, top=EDGE, bottom=EDGE)
    return replace(theme, paper=paper)


def scaled(theme: Theme, scale: float) -> Theme:
    """Return a theme whose texts, titles and headings are `scale` times as large. What is beside and below texts keeps its size."""

    def size(usual: Size) -> Size:
        return Size(usual.size * scale, usual.leading * scale)

    if scale == 1:
        return theme
    return replace(
        theme,
        title=size(theme.title),
        headings=tuple(map(size, theme.headings)),
        lead=size(theme.lead),
        body=size(theme.body),
        digest=size(theme.digest),
        table=size(theme.table),
        entry=size(theme.entry),
        paragraph_gap=theme.paragraph_gap * scale,
        section_gap=theme.section_gap * scale,
    )

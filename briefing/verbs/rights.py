"""`rights`: show what a pack takes from its sources and what they allow, and write letters that ask for permission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path

from briefing import outline as outlines
from briefing import steps
from briefing.assemble import rights_page
from briefing.assemble.rights_page import Credit
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, near
from briefing.files import scraps
from briefing.files.reading import read_text
from briefing.files.writing import all_or_nothing
from briefing.languages import ENGLISH, catalogue
from briefing.library import Excerpt, Library
from briefing.library.references import source_named
from briefing.render import renderer
from briefing.rights.conditions import Use, address, circle_of
from briefing.rights.letter import blanks, letter
from briefing.rights.register import with_row
from briefing.rights.request import Request
from briefing.rights.standing import standing
from briefing.system.clock import today
from briefing.theme.model import A4, Theme, compact, without_margin_notes
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SourceUse:
    """What a pack takes from one source, and what the source allows."""

    id: str
    name: str
    """Author and year, as the pack cites the source."""
    title: str
    holder: str
    terms: str
    words: int
    """How many of the source's words the pack prints, or would print."""
    whole: int
    """Words of the source's body."""
    passages: int
    """How many passages and whole readings the pack prints, in the source's words or as digests."""
    limit: str
    link: str
    """The address; empty where none is known."""
    link_required: bool
    is_publisher: bool
    """Whether the address is only that of the publisher's site."""
    breaches: tuple[Problem, ...]
    """Conditions that the pack does not keep."""
    quoted: int = 0
    """How many of the words stand between quotation marks in other texts."""
    aside: int = 0
    """How many of the quoted words are only in the teacher edition."""
    verdict: str = ""
    """Whether the pack keeps the conditions, and what is not known."""
    advice: str = ""
    """What to do about what is not known."""


@dataclass(frozen=True, slots=True)
class Uses:
    """What a pack takes from all its sources."""

    outline: str
    summary: str
    sources: tuple[SourceUse, ...]
    unknown: str
    """A sentence on what the records do not say yet. It is empty if they say everything."""
    caveat: str
    pictures: tuple[Credit, ...] = ()
    """The pictures of the pack, and whose they are."""

    @property
    def stopped(self) -> int:
        """Return how many sources stop a build."""
        return sum(bool(each.breaches) for each in self.sources)


@dataclass(frozen=True, slots=True)
class Requested:
    """A letter that asks for permission to print."""

    letter: Path
    table: Path
    """The table of all requests."""
    blanks: tuple[str, ...]
    """What is left to fill in in the letter."""


@dataclass(frozen=True, slots=True)
class Details:
    """What a rights holder wants to know about a pack. Empty: as the outline says, or a blank to fill in."""

    course: str = ""
    readers: str = ""
    price: str = ""
    period: str = ""
    territory: str = ""
    contact: str = ""


def show(workspace: Workspace, outline: str = "", *, settings: Mapping[str, str] | None = None) -> Uses:
    """Compare what a pack takes from its sources with what they allow.

    Args:
        workspace: Where the library and the outlines are.
        outline: The id of the outline. Default: `seminar`, or the only outline.
        settings: Values of its parameters, by their names.

    Raises:
        BriefingError: Everything that is wrong between outline and library.
    """
    names = [outline] if outline else outlines.default_names(workspace.templates)
    library = steps.load(workspace, outlines=names)
    (taken,) = steps.taken(workspace, library, steps.plans(workspace, library, names, settings or {}))
    found = taken.uses
    words = catalogue(ENGLISH)
    summary, unknown = rights_page.summary(words, found), rights_page.unknown(words, found)
    described = tuple(_described(use, names[0]) for use in found)
    return Uses(names[0], summary, described, unknown, words.say("rights.no-advice"), taken.pictures)


def _described(use: Use, outline: str) -> SourceUse:
    rights, found, words = use.source.rights, address(use.source), catalogue(ENGLISH)
    return SourceUse(
        use.source.id,
        rights_page.name(use.source),
        use.source.title,
        rights_page.holder(words, rights),
        rights_page.terms(words, rights),
        use.words,
        use.source.original.words,
        len(use.excerpts) + len(use.bound),
        rights_page.limit(words, use),
        found.url if found else "",
        rights.link_required,
        bool(found and found.kind == "publisher"),
        tuple(Problem(f"seeds/sources/{use.source.id}.md", 0, breach.message, breach.advice(outline)) for breach in use.breaches),
        use.quoted,
        use.aside,
        **asdict(standing(use)),
    )


def request(
    workspace: Workspace,
    source: str,
    outline: str = "",
    details: Details | None = None,
    *,
    settings: Mapping[str, str] | None = None,
    into: Path | None = None,
    anew: bool = False,
) -> Requested:
    """Write a letter that asks for permission to print passages of a source, and enter it in the table of requests.

    Args:
        workspace: Where the library and the outlines are.
        source: The id of the source.
        outline: Ask for the passages of this pack only. Default: every excerpt of the source.
        details: What the letter says of course and readers.
        settings: Values of the outline's parameters, by their names.
        into: The folder of letter and table. Default: `permissions/` in the output folder of the workspace.
        anew: Write the letter although there is one.

    Raises:
        BriefingError: There is no such source or passage, there is a letter already, or nothing can be written.
    """
    library = steps.load(workspace)
    source = source_named(library, source).id
    asked = _request(workspace, library, source, outline, settings or {})
    given = {each.name: " ".join(str(getattr(details, each.name)).split()) for each in fields(Details)} if details else {}
    asked = replace(asked, **{name: value for name, value in given.items() if value})  # type: ignore[arg-type]  # each is a text
    paper, table = _write(asked, into or workspace.output / "permissions", anew=anew)
    return Requested(paper, table, tuple(blanks(asked)))


def _request(workspace: Workspace, library: Library, source: str, outline: str, settings: Mapping[str, str]) -> Request:
    """Return the request for the passages of an outline, or for every excerpt of the source."""
    record = library.sources[source]
    if not outline:
        excerpts = tuple(excerpt for excerpt in library.excerpts.values() if excerpt.source == source)
        return Request(record, _some(excerpts, source, "in the library"), library.originals.get(source))
    plans = steps.plans(workspace, library, [outline], settings)
    (taken,) = steps.taken(workspace, library, plans)
    found = taken.uses
    plan = plans[0].outline
    excerpts = tuple(excerpt for use in found if use.source.id == source for excerpt in use.excerpts)
    quoted = sum(use.quoted for use in found if use.source.id == source)
    bound = tuple(each for use in found if use.source.id == source for each in use.bound)
    chosen = () if (quoted or bound) and not excerpts else _some(excerpts, source, f"in the pack '{outline}'")
    copy, circle = library.originals.get(source), circle_of(plan.readers)
    return Request(record, chosen, copy, outline, plan.title, plan.kicker, circle=circle, quoted=quoted, bound=bound)


def _some(excerpts: tuple[Excerpt, ...], source: str, where: str) -> tuple[Excerpt, ...]:
    if not excerpts:
        raise BriefingError([Problem("", 0, f"there is no passage of '{source}' {where} to ask for", "Add an excerpt of it first.")])
    return tuple(sorted(excerpts, key=lambda excerpt: excerpt.paragraphs))


def _write(asked: Request, folder: Path, *, anew: bool) -> tuple[Path, Path]:
    """Write the letter and the table; neither where one of the two cannot be written."""
    scraps.clear([folder])  # a run that was killed may have written all
    paper, table = folder / f"permission-{asked.source.id}.docx", folder / "permissions.csv"
    if paper.exists() and not anew:
        hint = "Add --replace to write it again, or choose another folder with -o."
        raise BriefingError([Problem(near(paper), 0, "this letter exists already", hint)])
    text, _ = with_row(read_text(table, near(table)) if table.exists() else "", asked, near(table))
    with all_or_nothing(folder) as batch:
        batch.write(table, text)
        renderer("docx").render(letter(asked, today()), compact(Theme(paper=without_margin_notes(A4))), batch.draft(paper))
    return paper, table

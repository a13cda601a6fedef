"""Format the citations of a draft, and fill its lists of sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing.assemble import citeproc, named_styles, tongues
from briefing.assemble.bound_citations import led_to_pages
from briefing.assemble.citation_places import Place, in_series, places, told_apart
from briefing.assemble.citation_styles import CitationStyle, read_style
from briefing.assemble.citeproc import Bibliography, Manner
from briefing.assemble.context import Context
from briefing.assemble.draft import Draft
from briefing.assemble.placed_citations import Resolver
from briefing.assemble.short_citations import twins
from briefing.assemble.source_list import is_described, key_of_names, sources, wanted
from briefing.document import Blocks, Document, Inlines, NoteMark, Reference, changing, notes, walk
from briefing.errors import BriefingError, nearest
from briefing.files.origin import Location
from briefing.library import BACKGROUND
from briefing.markup import CITATION
from briefing.outline import PlannedSection, SourcesSection


def with_citations(context: Context, blocks: Blocks, late: dict[str, tuple[PlannedSection, Location]], root: Path) -> Blocks:
    """Return the blocks with their citations worded and with the planned lists of sources filled."""
    plans = {identity: plan for identity, (plan, _) in late.items() if isinstance(plan, SourcesSection)}
    found = _cited_in_all(context, citeproc.clusters(blocks), list(plans.values()))
    keys = citeproc.cited(found)
    if context.noted.problems or not (found or plans):
        return blocks
    style = _style(context, root)
    if _manner(context, style) != "styled":
        context.noted.problems += twins(keys, context.library)
    listed = [key for plan in plans.values() for key in wanted(context, plan, keys)]
    bibliography = _bibliography(context, [Place(each, each) for each in found], listed, style)
    content = {
        identity: sources(context, plan, bibliography, wanted(context, plan, keys), background=BACKGROUND in keys)
        for identity, plan in plans.items()
    }
    if style and not style.has_list and listed:
        _warn_of_list(context, style, late)
    empty = {identity for identity, entries in content.items() if not entries}
    for identity in empty:
        what = "this section is left out: the pack cites no source"
        context.noted.warnings.append(
            context.origin.problem(late[identity][1], what, "Cite one, or take the section out.", severity="unfinished")
        )
    blocks = (*key_of_names(context, keys), *changing.without_sections(changing.fill(blocks, content), empty))
    return _resolved(context, blocks, listed, style, bibliography)


def _manner(context: Context, style: CitationStyle | None) -> Manner:
    """Return how the text cites: as its style has it, or by short names."""
    asked = context.outline.citations
    if asked == "author-date" or (asked != "short" and style and style.in_notes):
        return "styled"
    return "short" if asked == "short" else "noted"


def _bibliography(
    context: Context, found: Sequence[Place], listed: Sequence[str], style: CitationStyle | None, manner: Manner | None = None
) -> Bibliography:
    manner = manner or _manner(context, style)
    made = citeproc.compile_bibliography(found, listed, context.library, context.outline.language, style, manner)
    in_text = [each for each in found if each.cluster not in context.noted.reading_heads]
    return led_to_pages(made, in_text, context.noted.bound_pages)


def _resolved(context: Context, blocks: Blocks, listed: Sequence[str], style: CitationStyle | None, bibliography: Bibliography) -> Blocks:
    """Return the blocks with their citations worded. Where a citation depends on those before it, each place is worded by itself."""
    if style and style.remembers and _manner(context, style) == "styled":
        blocks = told_apart(blocks)
        found = places(blocks, in_notes=style.in_notes, with_margin=_is_one_series(context))
        bibliography = _bibliography(context, found, listed, style)
    return _put_in(blocks, bibliography, 0)


def _put_in(blocks: Blocks, bibliography: Bibliography, before: int) -> Blocks:
    resolver = Resolver(bibliography, before)
    if raised := bibliography.raised:
        blocks = changing.closed_up(blocks, lambda node: isinstance(node, Reference) and node.target.removeprefix(CITATION) in raised)
    return changing.with_notes(blocks, resolver.change, resolver.change_in_note, resolver.taken)


def _warn_of_list(context: Context, style: CitationStyle, late: dict[str, tuple[PlannedSection, Location]]) -> None:
    for plan, location in late.values():
        if isinstance(plan, SourcesSection):
            message = f"the citation style '{style.name}' has no list of sources, so the list has each source as a first citation has it"
            context.warn(location, message, "Take this section out, or choose a citation style with a bibliography.")


def said_of_sources(context: Context, clusters: list[str], late: dict[str, tuple[PlannedSection, Location]]) -> tuple[Inlines, ...]:
    """Return what the planned lists of sources will say about the sources that they name, as it is written.

    Args:
        context: The pack.
        clusters: The citations of its text.
        late: The sections that are filled when all others are.
    """
    plans = [plan for plan, _ in late.values() if isinstance(plan, SourcesSection)]
    return _abouts(context, plans, _cited_in_all(context, clusters, plans))


def _abouts(context: Context, plans: list[SourcesSection], found: list[str]) -> tuple[Inlines, ...]:
    listed = [key for plan in plans for key in wanted(context, plan, citeproc.cited(found)) if is_described(context, plan, key)]
    records = [context.library.sources[key] for key in listed if key in context.library.sources]
    return tuple(context.inlines(text) for record in records for text in (record.about, record.lacks))


def _cited_in_all(context: Context, found: list[str], plans: list[SourcesSection]) -> list[str]:
    """Return the clusters of the text and of what the lists of sources say about their sources, which can cite others in turn."""
    while True:
        more = list(dict.fromkeys([*found, *citeproc.clusters(_abouts(context, plans, found))]))
        if more == found:
            return found
        found = more


def with_teacher_citations(draft: Draft, document: Document, matter: Blocks, root: Path) -> Blocks:
    """Word the citations of what is added to a text whose own citations and list of sources stay as they are."""
    context, style = draft.context, _style(draft.context, root)
    if not citeproc.clusters(matter):
        return matter
    with_margin = _is_one_series(context)
    before = len(in_series(notes(document.blocks), with_margin=with_margin))
    manner = _manner(context, style)
    if manner == "noted" and context.outline.citations == "endnotes":  # the notes are at the end of the students' text
        manner = "short"
    if style and style.remembers and manner == "styled":
        text, matter = told_apart(draft.blocks), told_apart(matter, "matter-")
        student = places(text, in_notes=style.in_notes, with_margin=with_margin)
        found = [*student, *places(matter, before, in_notes=style.in_notes)]
    else:
        found = [Place(each, each) for each in dict.fromkeys([*draft.clusters, *citeproc.clusters(matter)])]
    bibliography = _bibliography(context, found, (), style, manner)
    worded = _put_in(matter, bibliography, before)
    worded = numbered(context, changing.without_dead_ends(worded, document.blocks), before)
    return tongues.told_apart(worded, context.outline.language, context.content) if context.mixed else worded


def hold_style(context: Context, root: Path) -> None:
    """Read the citation style that the outline names, even if the pack cites nothing.

    Raises:
        BriefingError: There is no such style.
    """
    _style(context, root)


def _style(context: Context, root: Path) -> CitationStyle | None:
    name = context.outline.csl
    if not name:
        return None
    if not name.lower().endswith(".csl") and "/" not in name:
        found = named_styles.find(name)
        if found is None:
            otherwise = (
                f"Write {', '.join(named_styles.NAMES)}, another name of the CSL project, or the path of a .csl file in the workspace."
            )
            context.problem(("csl",), f"there is no citation style '{name}'", nearest(name, named_styles.known(), otherwise))
            raise BriefingError(context.noted.problems)
        return read_style(found, name)
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()) or path.suffix != ".csl" or not path.is_file():
        context.problem(
            ("csl",),
            f"there is no citation style '{name}' in the workspace",
            "Put a .csl file into the workspace, and write its path from there, such as 'csl: my-style.csl'.",
        )
        raise BriefingError(context.noted.problems)
    return read_style(path, name)


def _is_one_series(context: Context) -> bool:
    """Say whether notes in the margin are numbered with the footnotes.

    They are where Word numbers both as footnotes: a note that a text names by its number is then the same in all formats. As comments they
    have no mark in Word, and each passage has notes a, b, c in its margin.
    """
    return context.outline.annotations == "notes"


def numbered(context: Context, blocks: Blocks, before: int = 0) -> Blocks:
    """Number the notes through the whole pack, in the order of their marks. `before` is the number of notes that come before them."""
    counted = in_series(notes(blocks), with_margin=_is_one_series(context))
    order = dict.fromkeys(node.note for node in walk(blocks) if isinstance(node, NoteMark) and node.note in counted)
    return changing.renumbered(blocks, {identity: number for number, identity in enumerate(order, before + 1)}) if order else blocks

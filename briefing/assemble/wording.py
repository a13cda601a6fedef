"""Format the citations of a draft, and fill its lists of sources."""

from __future__ import annotations

from pathlib import Path

from briefing.assemble import citeproc, tongues
from briefing.assemble.citation_styles import read_style
from briefing.assemble.citeproc import Resolver
from briefing.assemble.context import Context
from briefing.assemble.draft import Draft
from briefing.assemble.source_list import sources, wanted
from briefing.document import Blocks, Document, NoteMark, changing, notes, walk
from briefing.errors import BriefingError
from briefing.files.origin import Location
from briefing.library import BACKGROUND
from briefing.outline import PlannedSection, SourcesSection


def with_citations(context: Context, blocks: Blocks, late: dict[str, tuple[PlannedSection, Location]], root: Path) -> Blocks:
    """Return the blocks with their citations worded and with the planned lists of sources filled."""
    plans = {identity: plan for identity, (plan, _) in late.items() if isinstance(plan, SourcesSection)}
    found = _cited_in_all(context, citeproc.clusters(blocks), list(plans.values()))
    keys = citeproc.cited(found)
    if context.noted.problems or not (found or plans):
        return blocks
    listed = [key for plan in plans.values() for key in wanted(context, plan, keys)]
    bibliography = citeproc.compile_bibliography(found, listed, context.library, context.outline.language, _style(context, root))
    content = {
        identity: sources(context, plan, bibliography, wanted(context, plan, keys), background=BACKGROUND in keys)
        for identity, plan in plans.items()
    }
    resolver = Resolver(bibliography)
    return changing.with_notes(changing.fill(blocks, content), resolver.change, resolver.change_in_note, resolver.taken)


def _cited_in_all(context: Context, found: list[str], plans: list[SourcesSection]) -> list[str]:
    """Return the clusters of the text and of what the lists of sources say about their sources, which can cite others in turn."""
    while True:
        listed = [key for plan in plans if plan.about for key in wanted(context, plan, citeproc.cited(found))]
        records = [context.library.sources[key] for key in listed if key in context.library.sources]
        texts = tuple(context.inlines(text) for record in records for text in (record.about, record.lacks))
        more = list(dict.fromkeys([*found, *citeproc.clusters(texts)]))
        if more == found:
            return found
        found = more


def with_teacher_citations(draft: Draft, document: Document, matter: Blocks, root: Path) -> Blocks:
    """Word the citations of what is added to a text whose own citations and list of sources stay as they are."""
    context = draft.context
    found = [*citeproc.clusters(draft.blocks), *citeproc.clusters(matter)]
    if not citeproc.clusters(matter):
        return matter
    bibliography = citeproc.compile_bibliography(found, (), context.library, context.outline.language, _style(context, root))
    before = [note for note in notes(document.blocks).values() if note.placement == "foot"]
    resolver = Resolver(bibliography, len(before))
    worded = changing.with_notes(matter, resolver.change, resolver.change_in_note, resolver.taken)
    worded = numbered(changing.without_dead_ends(worded, document.blocks), len(before))
    return tongues.told_apart(worded, context.outline.language, context.content) if context.mixed else worded


def hold_style(context: Context, root: Path) -> None:
    """Read the citation style that the outline names, even if the pack cites nothing.

    Raises:
        BriefingError: There is no such style.
    """
    _style(context, root)


def _style(context: Context, root: Path) -> str | None:
    name = context.outline.csl
    if not name:
        return None
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()) or path.suffix != ".csl" or not path.is_file():
        context.problem(
            ("csl",),
            f"there is no citation style '{name}' in the workspace",
            "Put a .csl file into the workspace, and write its path from there, such as 'csl: my-style.csl'.",
        )
        raise BriefingError(context.noted.problems)
    return read_style(path, name)


def numbered(blocks: Blocks, before: int = 0) -> Blocks:
    """Number the footnotes through the whole pack, in the order of their marks. `before` is the number of notes that come before them."""
    foot = {identity for identity, note in notes(blocks).items() if note.placement == "foot"}
    order = dict.fromkeys(node.note for node in walk(blocks) if isinstance(node, NoteMark) and node.note in foot)
    return changing.renumbered(blocks, {identity: number for number, identity in enumerate(order, before + 1)}) if order else blocks

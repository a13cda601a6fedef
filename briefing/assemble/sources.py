"""The list of sources."""

from __future__ import annotations

from briefing.assemble.citations import BACKGROUND_ID, Bibliography, entry_id
from briefing.assemble.context import Context
from briefing.document import Block, Blocks, Definition, Definitions, Paragraph, Strong, Text
from briefing.library import BACKGROUND, SourceRecord
from briefing.outline import RightsSection, SourcesSection, walk
from briefing.rights import BASIS


def wanted(context: Context, plan: SourcesSection, cited: list[str]) -> list[str]:
    """Return the sources that the list names."""
    return list(context.library.sources) if plan.include == "all" else [key for key in cited if key != BACKGROUND]


def sources(context: Context, plan: SourcesSection, bibliography: Bibliography, keys: list[str], *, background: bool) -> Blocks:
    """Return the entries in the order of the citation style, and what background means where it is cited."""
    items = [
        Definition(context.claim(entry_id(key)), (), (Paragraph(entry), *_about(context, plan, key)))
        for key, entry in bibliography.entries.items()
        if key in keys
    ]
    if background:
        words = " General knowledge of the editors, which none of the sources states. Check it before you rely on it."
        items.append(Definition(context.claim(BACKGROUND_ID), (), (Paragraph((Strong((Text("Background."),)), Text(words))),)))
    return (Definitions(tuple(items), "references"),) if items else ()


def _about(context: Context, plan: SourcesSection, key: str) -> list[Block]:
    if not plan.about:
        return []
    source = context.library.sources[key]
    found: list[Block] = [Paragraph(context.inlines(source.about), "small")]
    if source.lacks:
        found.append(Paragraph((Strong((Text("Not in the text."),)), Text(" "), *context.inlines(source.lacks)), "small"))
    if not _has_rights_page(context):
        found.append(_rights(source))
    return found


def _has_rights_page(context: Context) -> bool:
    return any(isinstance(section, RightsSection) and section.table and section.when for _, section in walk(context.outline.sections))


def _rights(source: SourceRecord) -> Paragraph:
    rights = source.rights
    words = f" Holder: {rights.holder}. Basis: {BASIS[rights.basis]}. Terms: {rights.terms}"
    return Paragraph((Strong((Text("Rights."),)), Text(words)), "small")

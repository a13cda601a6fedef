"""The list of sources."""

from __future__ import annotations

import re

from briefing.assemble.citeproc import BACKGROUND_ID, Bibliography, entry_id
from briefing.assemble.context import Context
from briefing.assemble.scan_codes import scan_code
from briefing.document import Block, Blocks, Definition, Definitions, Inline, Inlines, Language, Link, Paragraph, Text, changing, plain
from briefing.document.changing import joined
from briefing.library import BACKGROUND, Source
from briefing.outline import RightsSection, SourcesSection, walk


def wanted(context: Context, plan: SourcesSection, cited: list[str]) -> list[str]:
    """Return the sources that the list names."""
    return list(context.library.sources) if plan.include == "all" else [key for key in cited if key != BACKGROUND]


def sources(context: Context, plan: SourcesSection, bibliography: Bibliography, keys: list[str], *, background: bool) -> Blocks:
    """Return the entries in the order of the citation style, and what background means where it is cited."""
    items = [
        Definition(context.claim(entry_id(key)), (), (*_words(context, plan, key, entry), *_about(context, plan, key)))
        for key, entry in bibliography.entries.items()
        if key in keys
    ]
    if background:
        words = (context.stressed("background.title"), context.own(f" {context.say('background.meaning')}"))
        items.append(Definition(context.claim(BACKGROUND_ID), (), (Paragraph(words),)))
    return (Definitions(tuple(items), "references"),) if items else ()


def _words(context: Context, plan: SourcesSection, key: str, entry: Inlines) -> Blocks:
    """Return an entry; with a code, its address stands beside that."""
    code = scan_code(context, context.library.sources[key].URL or "") if plan.qr else None
    if code is None:
        return (Paragraph(_entry(context, key, entry)),)
    return (Paragraph(_entry(context, key, _without_address(entry))), code)


def _without_address(entry: Inlines) -> Inlines:
    """Return an entry without its address and without the full stop that came after that."""
    bare = joined(changing.inlines(entry, lambda inline: () if _is_address(inline) else None))
    return tuple(Text(re.sub(r"(?<=[.?!’”»]) +\.", "", each.text)) if isinstance(each, Text) else each for each in bare)


def _entry(context: Context, key: str, entry: Inlines) -> Inlines:
    """Return an entry, marked with the language of its source, in which most of it is, where languages are mixed."""
    entry = changing.inlines(entry, lambda inline: _outward(context, inline))
    return (Language(context.library.sources[key].language, entry),) if context.mixed else entry


def _outward(context: Context, inline: Inline) -> Inlines | None:
    """Return a link on words, for a listener, with a bare address beside it, for a reader of paper (WCAG 2.1, 2.4.4)."""
    if not (isinstance(inline, Link) and _is_address(inline)):
        return None
    return (Link(inline.url, (context.label("excerpt.online"),)), Text(f": {plain(inline)}"))


def _is_address(inline: Inline) -> bool:
    return isinstance(inline, Link) and plain(inline).startswith(("http://", "https://"))


def _about(context: Context, plan: SourcesSection, key: str) -> list[Block]:
    if not plan.about:
        return []
    source = context.library.sources[key]
    found: list[Block] = [Paragraph(context.inlines(source.about), "small")]
    if source.lacks:
        found.append(Paragraph((context.stressed("sources.lacks"), Text(" "), *context.inlines(source.lacks)), "small"))
    if not _has_rights_page(context):
        found.append(_rights(context, source))
    return found


def _has_rights_page(context: Context) -> bool:
    return any(isinstance(section, RightsSection) and section.table and section.when for _, section in walk(context.outline.sections))


def _rights(context: Context, source: Source) -> Paragraph:
    rights = source.rights
    basis = context.say(f"rights.basis.{rights.basis}")
    words = context.say("sources.terms", holder=rights.holder, basis=basis, terms=rights.terms)
    return Paragraph((context.stressed("sources.rights"), context.own(f" {words}")), "small")

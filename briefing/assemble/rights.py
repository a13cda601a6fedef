"""The page of rights: for each source who holds it, on what basis and terms, and how much of it the pack prints."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.assemble.citations import entry_id
from briefing.assemble.context import Context
from briefing.assemble.rewrite import paragraph
from briefing.dates import spoken
from briefing.document import Block, Blocks, BulletList, Column, Inlines, Link, Paragraph, Reference, Table, Text
from briefing.errors import Problem
from briefing.files import read_markdown
from briefing.library import Rights, SourceRecord
from briefing.outline import RightsSection
from briefing.rights import BASIS, CIRCLE, Use, address

NO_ADVICE = (
    "This is no legal advice. It sets out what the texts say of their rights and what this pack takes from them. Whether a use is allowed "
    "depends on the law of your country and the agreements of your institution; ask your library or rights office."
)


def rights(context: Context, plan: RightsSection, uses: Sequence[Use]) -> Blocks:
    """Return what the pack takes from its sources, as a table or in a few sentences."""
    if not plan.table:
        return (_in_brief(uses), *_refusals(uses))
    found: list[Block] = [paragraph(summary(uses))]
    if uses:
        found.append(_table(context, uses))
    found += _refusals(uses)
    missing = unknown(uses)
    if missing:
        found.append(paragraph(missing, style="small"))
    found.append(paragraph(NO_ADVICE, style="small"))
    return tuple(found)


def _in_brief(uses: Sequence[Use]) -> Paragraph:
    demands = [_link_demand(use) for use in uses if use.source.rights.link_required]
    return paragraph(summary(uses), *itertools.chain.from_iterable(demands), " This is no legal advice.", style="small")


def summary(uses: Sequence[Use]) -> str:
    """Say in one or two sentences how much of the sources a pack prints."""
    quoted = [use for use in uses if use.printed]
    if not quoted:
        return "No passage of a source is printed in this pack. Its digests and summaries are the editors’ own words."
    words = sum(use.printed for use in quoted)
    count = "one source" if len(quoted) == 1 else f"{len(quoted)} sources"
    quotes = f"This pack quotes {words:,} words of {count}, exactly as in the originals."
    return f"{quotes} Its digests and summaries are the editors’ own words."


def name(source: SourceRecord) -> str:
    """Return a short name with a year, much as citations have it."""
    if source.issued is None:
        return source.short
    return f"{source.short} [{source.issued.year}?]" if source.issued.inferred else f"{source.short} {source.issued.year}"


def problems(uses: Sequence[Use], root: Path) -> Iterator[Problem]:
    """Yield a problem for each condition that is not kept, at its line in the record of the source.

    Args:
        uses: What the pack takes from its sources.
        root: The workspace.
    """
    for use in uses:
        if use.breaches:
            file = f"seeds/sources/{use.source.id}.md"
            origin = read_markdown(root / file, file)
            for breach in use.breaches:
                hint = f"{breach.hint} With --allow-unlicensed the pack prints digests of this source instead."
                yield Problem(file, origin.line(("rights", breach.key)), breach.message, hint)


# ── the table ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(context: Context, uses: Sequence[Use]) -> Table:
    heads = (("Source", 1.2), ("Holder and basis", 1.5), ("Terms", 2.2), ("Words printed", 1.1), ("Limit", 0.9), ("Link", 1.3))
    columns = tuple(Column((Text(head),), weight) for head, weight in heads)
    listener = "One row for each source: who holds the rights, the terms, the words printed of all its words, the limit, and the link."
    caption = (Text("What this pack takes from its sources"),)
    return Table(context.claim("table-rights"), caption, columns, tuple(map(_row, uses)), listener)


def _row(use: Use) -> tuple[Inlines, ...]:
    source = use.source
    named: Inlines = (Reference(entry_id(source.id), (Text(name(source)),)),)
    return (named, *((Text(cell),) for cell in (holder(source.rights), terms(source.rights), words(use), limit(use))), _link(source))


def holder(rights: Rights) -> str:
    """Return who holds a text and on what basis it is used."""
    return f"{rights.holder[:1].upper()}{rights.holder[1:].removesuffix('.')}. Basis: {BASIS[rights.basis]}."


def terms(rights: Rights) -> str:
    """Return the terms as stated, with the licence, the dates and the readers for whom they hold."""
    is_named = rights.license.replace("-", " ") in rights.terms.replace("-", " ")
    more = [] if is_named else [rights.license]
    if rights.valid_from or rights.valid_until:
        parts = ((f"from {spoken(rights.valid_from)}" if rights.valid_from else ""), _until(rights))
        more.append("Valid " + " ".join(filter(None, parts)))
    if rights.audience != "everyone":
        more.append(f"For {CIRCLE[rights.audience]}")
    return " ".join([_closed(rights.terms), *(f"{part}." for part in more)])


def _until(rights: Rights) -> str:
    return f"until {spoken(rights.valid_until)}" if rights.valid_until else ""


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def words(use: Use) -> str:
    """Return how many words are printed of how many, and their share."""
    share = f" ({use.share:.1%})" if use.printed else ""
    return f"{use.printed:,} of {use.source.original.words:,}{share}"


def limit(use: Use) -> str:
    """Return the limit in words and as it is stated."""
    if use.limit is None:
        return "none stated"
    stated = use.source.rights.limit
    return f"{use.limit:,} ({stated})" if stated.endswith("%") else f"{use.limit:,} words"


def _link(source: SourceRecord) -> Inlines:
    found = address(source)
    if found is None:
        return (Text("asked for; none known" if source.rights.link_required else "not asked for"),)
    demand: Inlines = (Text("asked for: "),) if source.rights.link_required else ()
    words = "the publisher’s site" if found.kind == "publisher" else "the text"
    return (*demand, Link(found.url, (Text(words),)), Text(f", {found.url}"))


# ── what else is to be said ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _link_demand(use: Use) -> Inlines:
    return (Text(f" {name(use.source)}: a link is "), *_link(use.source), Text("."))


def _refusals(uses: Sequence[Use]) -> list[Block]:
    """Name the sources of which digests stand in place of quotations, and why."""
    refused = [use for use in uses if use.breaches]
    if not refused:
        return []
    items = tuple((paragraph(f"{name(use.source)}: {'; '.join(breach.message for breach in use.breaches)}."),) for use in refused)
    return [paragraph("Of these sources the pack prints digests, because a condition is not kept:"), BulletList(items)]


def unknown(uses: Sequence[Use]) -> str:
    """Return one sentence that says what is not known of which sources; empty where nothing is missing."""
    groups: dict[str, list[str]] = {}
    for use in uses:
        if use.missing:
            groups.setdefault(" and ".join(use.missing), []).append(name(use.source))
    parts = [f"{gaps} ({', '.join(names)})" for gaps, names in groups.items()]
    return f"Not known, and to be found out before more is printed: {'; '.join(parts)}." if parts else ""

"""The page of rights: for each source the rights holder, the basis, the terms, and how much of it the pack prints."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.assemble.context import Context
from briefing.assemble.csl_words import entry_id
from briefing.dataclass import dataclass
from briefing.document import (
    Block,
    Blocks,
    BulletList,
    Column,
    InlinePicture,
    Inlines,
    Link,
    Paragraph,
    Picture,
    Reference,
    Table,
    Text,
    plain,
    walk,
)
from briefing.document.breaks import NO_BREAK_HYPHEN
from briefing.document.changing import paragraph
from briefing.errors import Problem
from briefing.files.reading import read_markdown
from briefing.languages import Catalogue
from briefing.library import Rights, Source
from briefing.markup import parse_inline
from briefing.outline import RightsSection
from briefing.rights.conditions import Use, address


def rights(context: Context, plan: RightsSection, uses: Sequence[Use], pictures: Sequence[Credit] = ()) -> Blocks:
    """Return what the pack takes from its sources, as a table or in a few sentences. Of a source that is only cited it takes nothing."""
    uses = [use for use in uses if use.takes]
    if not plan.table:
        return (_in_brief(context, uses), *_refusals(context, uses), *_pictures(context, pictures))
    found: list[Block] = [paragraph(context.own(summary(context.words, uses)))]
    if uses:
        found.append(_table(context, uses))
    found += _refusals(context, uses)
    found += _pictures(context, pictures)
    missing = unknown(context.words, uses)
    if missing:
        found.append(paragraph(context.own(missing), style="small"))
    found.append(paragraph(context.label("rights.no-advice"), style="small"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Credit:
    """A picture that a pack prints."""

    file: str
    name: str
    """Its caption, else what it shows."""
    credit: str
    """Whose it is and under which licence, as printed; empty where that is not stated."""


def credits_of(blocks: Blocks) -> tuple[Credit, ...]:
    """Return the pictures in blocks, each once, but for those that only decorate and say nothing of their rights."""
    found = (each for each in walk(blocks) if isinstance(each, Picture | InlinePicture) and (each.alt or each.credit))
    return tuple(dict.fromkeys(map(_credit, found)))


def _credit(shown: Picture | InlinePicture) -> Credit:
    if isinstance(shown, InlinePicture):
        return Credit(shown.file, shown.alt or shown.file, plain(parse_inline(shown.credit)))
    return Credit(shown.file, plain(shown.caption) or shown.alt or shown.file, plain(shown.credit))


def _pictures(context: Context, pictures: Sequence[Credit]) -> Iterator[Block]:
    """Yield whose pictures the pack prints."""
    if pictures:
        yield paragraph(context.label("rights.pictures"))
        unknown = context.say("rights.picture-unknown")
        yield BulletList(tuple((paragraph(f"{each.name}: {each.credit or unknown}"),) for each in pictures))


def _in_brief(context: Context, uses: Sequence[Use]) -> Paragraph:
    demands = [_link_demand(context, use) for use in uses if use.source.rights.link_required]
    gist, remark = context.own(summary(context.words, uses)), context.own(f" {context.say('rights.in-brief')}")
    return paragraph(gist, *itertools.chain.from_iterable(demands), remark, style="small")


def summary(words: Catalogue, uses: Sequence[Use]) -> str:
    """Say in one or two sentences how much of the sources a pack prints."""
    quoted = [use for use in uses if use.printed]
    if not quoted:
        return words.say("rights.none")
    taken_from = words.say("rights.of-sources", count=len(quoted))
    key = "rights.quoted" if all(use.has_copy for use in quoted) else "rights.not-compared"
    said = words.say(key, count=sum(use.printed for use in quoted), sources=taken_from)
    aside = sum(use.aside for use in quoted)
    return f"{said} {words.say('rights.aside', count=aside)}" if aside else said


def name(source: Source) -> str:
    """Return a short name with a year, like a citation."""
    if source.issued is None:
        return source.name
    return f"{source.name} [{source.issued.year}?]" if source.issued.inferred else f"{source.name} {source.issued.year}"


_OF_THE_PACK = ("limit", "audience")
"""Conditions that another pack may keep."""


def problems(uses: Sequence[Use], outline: str, root: Path) -> Iterator[Problem]:
    """Yield a problem for each condition that is not kept, at its line in the record of the source.

    Args:
        uses: What the pack takes from its sources.
        outline: Its id.
        root: The workspace.
    """
    for use in uses:
        if use.breaches:
            file = f"seeds/sources/{use.source.id}.md"
            origin = read_markdown(root / file, file)
            for breach in use.breaches:
                hint = f"{breach.advice(outline)} Or add --allow-unlicensed: the pack then prints digests of this source."
                where = f"outline '{outline}': " if breach.key in _OF_THE_PACK else ""
                yield origin.problem(("rights", breach.key), f"{where}{breach.message}", hint)


# ── the table ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(context: Context, uses: Sequence[Use]) -> Table:
    weights = {"source": 1.2, "holder": 1.5, "terms": 2.2, "words": 1.1, "limit": 0.9, "link": 1.3}
    columns = tuple(Column((context.label(f"rights.head.{head}"),), weight) for head, weight in weights.items())
    caption, listener = (context.label("rights.caption"),), context.say("rights.summary")
    return Table(context.claim("table-rights"), caption, columns, tuple(_row(context, use) for use in uses), listener)


def _row(context: Context, use: Use) -> tuple[Inlines, ...]:
    source, words = use.source, context.words
    named: Inlines = (Reference(entry_id(source.id), (Text(name(source)),)),)
    stated = _whole(terms(words, source.rights), source.rights.license)
    cells = (holder(words, source.rights), stated, extent(words, use), limit(words, use))
    return (named, *((context.own(cell),) for cell in cells), _link(context, source))


def _whole(text: str, licence: str) -> str:
    """Return a text in which no line ends within the name of a licence, as in CC BY-SA 4.0."""
    if not 0 < len(licence) <= _LONGEST_WHOLE:
        return text
    wanted = re.escape(licence).replace(r"\-", "[- ]")
    return re.sub(wanted, lambda found: found[0].replace("-", NO_BREAK_HYPHEN).replace(" ", "\u00a0"), text)


_LONGEST_WHOLE = 20
"""Letters of a name up to which it stays on one line in a column."""


def holder(words: Catalogue, rights: Rights) -> str:
    """Return who holds a text and on what basis it is used."""
    name = f"{rights.holder[:1].upper()}{rights.holder[1:].removesuffix('.')}"
    return words.say("rights.holder", holder=name, basis=words.say(f"rights.basis.{rights.basis}"))


def terms(words: Catalogue, rights: Rights) -> str:
    """Return the terms as stated, with the licence, the dates and the readers for whom they hold."""
    is_named = rights.license.replace("-", " ") in rights.terms.replace("-", " ")
    more = [] if is_named else [f"{rights.license}."]
    if rights.valid_from and rights.valid_until:
        more.append(words.say("rights.valid-between", first=words.date(rights.valid_from), last=words.date(rights.valid_until)))
    elif rights.valid_from:
        more.append(words.say("rights.valid-from", date=words.date(rights.valid_from)))
    elif rights.valid_until:
        more.append(words.say("rights.valid-until", date=words.date(rights.valid_until)))
    if rights.audience != "everyone":
        more.append(words.say("rights.for-circle", circle=words.say(f"rights.circle.{rights.audience}")))
    return " ".join([_closed(rights.terms), *more])


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def extent(words: Catalogue, use: Use) -> str:
    """Return how many words are printed of how many, and their share; the first number alone if the others are not known."""
    if not use.source.original.words:
        return words.number(use.printed)
    form = "rights.share" if use.printed else "rights.words"
    return words.say(form, printed=use.printed, all=use.source.original.words, share=words.share(use.share))


def limit(words: Catalogue, use: Use) -> str:
    """Return the limit in words and as it is stated."""
    if use.limit is None:
        return words.say("rights.limit-none")
    stated = use.source.rights.limit
    return f"{words.number(use.limit)} ({stated})" if stated.endswith("%") else words.say("rights.limit-words", count=use.limit)


def _link(context: Context, source: Source) -> Inlines:
    found = address(source)
    if found is None:
        return (context.label("rights.link-unknown" if source.rights.link_required else "rights.link-none"),)
    demand: Inlines = (context.own(f"{context.say('rights.link-asked')} "),) if source.rights.link_required else ()
    words = context.label("rights.link-publisher" if found.kind == "publisher" else "rights.link-text")
    return (*demand, Link(found.url, (words,)), Text(f", {found.url}"))


# ── what else is to be said ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _link_demand(context: Context, use: Use) -> Inlines:
    demand = context.say("rights.link-demand", source=name(use.source))
    return (context.own(f" {demand} "), *_link(context, use.source), Text("."))


def _refusals(context: Context, uses: Sequence[Use]) -> list[Block]:
    """Name the sources of which the pack prints digests instead of quotations, and say why."""
    refused = [use for use in uses if use.breaches]
    if not refused:
        return []
    items = tuple((paragraph(f"{name(use.source)}: ", context.own(f"{_reasons(context.words, use)}.")),) for use in refused)
    return [paragraph(context.label("rights.refused")), BulletList(items)]


def _reasons(words: Catalogue, use: Use) -> str:
    return "; ".join(breach.reason(words) for breach in use.breaches)


def unknown(words: Catalogue, uses: Sequence[Use]) -> str:
    """Return one sentence that says what is not known of which sources; empty where nothing is missing."""
    groups: dict[str, list[str]] = {}
    for use in uses:
        if use.missing and use.takes:
            groups.setdefault(words.joined([words.say(f"rights.gap.{gap}") for gap in use.missing]), []).append(name(use.source))
    parts = [f"{gaps} ({', '.join(names)})" for gaps, names in groups.items()]
    return words.say("rights.unknown", gaps="; ".join(parts)) if parts else ""

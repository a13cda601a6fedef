"""Sections of country summaries, and the matrix of memberships."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing.assemble import placed_pictures, update_section
from briefing.assemble.citeproc import placeholder
from briefing.assemble.context import Context
from briefing.assemble.locators import can_be_located, locator
from briefing.assemble.noted import node_id
from briefing.document import (
    Block,
    Blocks,
    Callout,
    Column,
    Definition,
    Definitions,
    Figure,
    Fill,
    Inlines,
    MatrixChart,
    Paragraph,
    Section,
    Table,
    Term,
    Text,
    plain,
)
from briefing.document.changing import paragraph
from briefing.errors import nearest
from briefing.files.origin import Location
from briefing.library import BACKGROUND, Actor, Country, Membership
from briefing.outline import CountriesSection, MatrixSection

FEWEST_ROWS, MOST_ROWS = 3, 24
FEWEST_BODIES, MOST_BODIES = 3, 8
"""Of a drawing of memberships: fewer show no pattern, more no order."""
MEMBERSHIPS = "Memberships"
"""The name of the row of memberships in outlines, whatever the language of the pack."""
LONGEST_NAME = 24
"""In letters: longer ones leave no room for squares."""


def countries(context: Context, plan: CountriesSection, location: Location) -> Blocks:
    """Return a section for each country: its fact box and its summary."""
    shelf = context.library.countries
    chosen = context.chosen(plan.countries, shelf, "country", (*location, "countries")) if plan.countries else _in_place(shelf.values())
    if not chosen:
        context.none_left(plan, location, "country")
    _check_labels(context, plan, location)
    sections = [_country(context, plan, country, location) for country in chosen]
    return tuple(sections) if plan.heading else tuple(block for section in sections for block in section.blocks)


def _in_place(found: Iterable[Country]) -> list[Country]:
    return sorted(found, key=lambda country: (country.order < 1, country.order, country.name))


def _country(context: Context, plan: CountriesSection, country: Country, location: Location) -> Section:
    identity = context.claim_for("country", country.id)
    blocks = context.blocks(country.text, identity)
    if plan.parts:
        blocks = _parts(context, blocks, plan.parts, country, (*location, "parts"))
    box = (
        [_fact_box(context, country, identity, plan.without_facts)]
        if plan.facts and (country.facts or country.capital or country.picture)
        else []
    )
    if update_section.are_dates(context, ("country", country.id), plan.updates):
        blocks = _after_first(blocks, update_section.lines(context, ("country", country.id), plan.updates))
    elif plan.updates != "no":
        blocks = _in_second_half(blocks, update_section.box(context, ("country", country.id), identity))
    if plan.map and can_be_located(country.id):
        blocks = _after_first(blocks, locator(context, country.id, is_described=False))
    return Section(identity, (Text(country.name),), (*box, *blocks))


def _after_first(blocks: Blocks, added: Blocks) -> Blocks:
    """Return blocks with others at the end of the first section, or after the first block, so that the fact box stays at the head."""
    if not blocks:
        return added
    first = blocks[0]
    if isinstance(first, Section):
        return (replace(first, blocks=(*first.blocks, *added)), *blocks[1:])
    return (first, *added, *blocks[1:])


def _in_second_half(blocks: Blocks, added: Blocks) -> Blocks:
    """Return blocks with others at the head of the section with which the second half begins: the margin beside the first has the facts."""
    place = len(blocks) // 2
    if place < len(blocks) and isinstance(section := blocks[place], Section):
        return (*blocks[:place], replace(section, blocks=(*added, *section.blocks)), *blocks[place + 1 :])
    return (*blocks, *added)


def _parts(context: Context, blocks: Blocks, wanted: Sequence[str], country: Country, location: Location) -> Blocks:
    """Return the sections under the headings that the outline names; where it names one only, without the heading."""
    by_title = {plain(block.title): block for block in blocks if isinstance(block, Section)}
    for title in wanted:
        if title not in by_title:
            context.problem(location, f"the summary of {country.name} has no heading '{title}'", nearest(title, by_title))
    found = [by_title[title] for title in wanted if title in by_title]
    return found[0].blocks if len(found) == 1 else tuple(found)


def _check_labels(context: Context, plan: CountriesSection, location: Location) -> None:
    """Note labels of facts that no country has."""
    shelf = context.library.countries.values()
    known = dict.fromkeys([*(fact.label for country in shelf for fact in country.facts), MEMBERSHIPS])
    for label in plan.without_facts:
        if label not in known:
            context.problem((*location, "without_facts"), f"no country has a fact '{label}'", nearest(label, known))


def _fact_box(context: Context, country: Country, identity: str, left_out: Sequence[str]) -> Callout:
    facts = [fact for fact in country.facts if fact.label not in left_out]
    context.noted.as_of += [fact.as_of for fact in facts]
    rows = [
        Definition(
            context.claim(f"{identity}-fact-{number}"),
            (Text(context.words_of(fact.label)),),
            (Paragraph((*context.inlines(fact.value), context.own(f", {context.day(fact.as_of)} "), placeholder(fact.cite))),),
        )
        for number, fact in enumerate(facts, 1)
    ]
    if country.capital:
        capital = (Paragraph((Text(country.capital),)),)
        rows.insert(0, Definition(context.claim(f"{identity}-fact-capital"), (context.label("country.capital"),), capital))
    memberships = _memberships(context, country) if MEMBERSHIPS not in left_out else None
    if memberships:
        rows.append(Definition(context.claim(f"{identity}-fact-memberships"), (context.label("country.memberships"),), (memberships,)))
    shown = placed_pictures.of_country(context, country, identity)
    listed = (Definitions(tuple(rows), "facts"),) if rows else ()
    return Callout(context.claim(f"{identity}-facts"), (context.label("country.facts"),), (*shown, *listed), "margin")


def _memberships(context: Context, country: Country) -> Paragraph | None:
    """Return `CSTO, EAEU; observer: OTS` with one cluster of citations for all."""
    found = [
        (actor, m) for actor in _bodies(context) for m in actor.members if m.country == country.id and m.status not in ("none", "unknown")
    ]
    if not found:
        return None
    groups: dict[str, list[str]] = {}
    for actor, membership in found:
        groups.setdefault(membership.status, []).append(actor.label)
    texts = [context.say(f"country.{status}", bodies=context.words.joined(labels)) for status, labels in groups.items()]
    text = "; ".join(texts)
    latest = max((membership.as_of for _, membership in found), key=lambda date: date.order)
    context.noted.as_of.append(latest)
    words = context.own(f"{text[:1].upper()}{text[1:]}, {context.day(latest)} ")
    return paragraph(words, placeholder(together(m.cite for _, m in found)))


def together(cites: Iterable[str]) -> str:
    """Return one cluster for several, each citation once, background last."""
    parts = dict.fromkeys(part.strip() for cite in cites for part in cite.strip("[]").split(";"))
    by_source: dict[str, list[str]] = {}
    for part in parts:
        key, _, locator = part.partition(",")
        by_source.setdefault(key, []).append(locator.strip().removeprefix("¶"))
    keys = sorted(by_source, key=lambda key: key == f"@{BACKGROUND}")
    joined = [f"{key}, ¶{', '.join(_in_order(by_source[key]))}" if any(by_source[key]) else key for key in keys]
    return f"[{'; '.join(joined)}]"


def _in_order(locators: Iterable[str]) -> list[str]:
    """Return `13`, `30–31`, `47` for any order of them."""
    single = dict.fromkeys(part.strip() for locator in locators for part in locator.split(",") if part.strip())
    return sorted(single, key=lambda part: int(re.sub(r"\D.*", "", part) or 0))


def _bodies(context: Context) -> list[Actor]:
    return [actor for actor in context.library.actors.values() if actor.members]


# ── the matrix ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def matrix(context: Context, plan: MatrixSection, location: Location) -> Blocks:
    """Return a table of countries and bodies, and where each column comes from."""
    library = context.library
    rows = context.chosen(plan.countries, library.countries, "country", (*location, "countries")) or _in_place(library.countries.values())
    bodies = context.chosen(plan.actors, library.actors, "actor", (*location, "actors")) or _bodies(context)
    for body in bodies:
        if not body.members:
            context.problem((*location, "actors"), f"the actor '{body.id}' has no members", "Name actors that have 'members'.")
    if not rows or not bodies:
        context.none_left(plan, location, "country or body")
        return ()
    columns = (Column((context.label("matrix.country"),), 1.3), *(Column((_term(body),)) for body in bodies))
    cells = tuple(((Text(country.name),), *(_cell(context, country, body) for body in bodies)) for country in rows)
    caption = (context.label("matrix.caption"),)
    table = Table(context.claim("table-memberships"), caption, columns, cells, context.say("matrix.summary"))
    is_drawn = plan.drawing and _shows_pattern(rows, bodies)
    has_table = plan.table or not is_drawn
    remarks = _remarks(context, rows, bodies, on_cells=plan.remarks, has_stars=has_table)
    if not is_drawn:
        return (table, *remarks)
    chart = _chart(rows, bodies)
    gist = _gist(context, chart)
    alt = f"{gist} {context.say('figure.follows')}" if has_table else f"{gist} {_in_words(context, rows, bodies)}"
    drawn = Figure(context.claim("drawing-memberships"), caption, alt, chart, table.id if has_table else "")
    key = paragraph(context.label("matrix.key"), style="small")
    if not has_table:
        return (drawn, key, *remarks)
    return (drawn, key, replace(table, caption=(context.label("matrix.words"),)), *remarks)


def _shows_pattern(rows: Sequence[Country], bodies: Sequence[Actor]) -> bool:
    names = [*(country.name for country in rows), *(body.label for body in bodies)]
    in_bounds = FEWEST_ROWS <= len(rows) <= MOST_ROWS and FEWEST_BODIES <= len(bodies) <= MOST_BODIES
    return in_bounds and max(map(len, names)) <= LONGEST_NAME


def _chart(rows: Sequence[Country], bodies: Sequence[Actor]) -> MatrixChart:
    fills = tuple((country.name, tuple(_fill(_membership(country, body)) for body in bodies)) for country in rows)
    return MatrixChart(tuple(body.label for body in bodies), fills)


def _fill(membership: Membership | None) -> Fill:
    match membership.status if membership else "unknown":
        case "member":
            return "full"
        case "observer" | "associate" | "partner":
            return "half"
        case "none":
            return "empty"
        case _:
            return "missing"


def _gist(context: Context, chart: MatrixChart) -> str:
    members = [sum(fills[place] == "full" for _, fills in chart.rows) for place in range(len(chart.columns))]
    counts = context.words.joined([f"{body} {context.words.number(count)}" for body, count in zip(chart.columns, members, strict=True)])
    return context.say("matrix.alt", count=len(chart.rows), bodies=counts)


def _in_words(context: Context, rows: Sequence[Country], bodies: Sequence[Actor]) -> str:
    """Return each membership, country by country."""
    found = []
    for country in rows:
        statuses = (getattr(_membership(country, body), "status", "unknown") for body in bodies)
        each = ", ".join(f"{body.label} {context.say(f'matrix.status.{status}')}" for body, status in zip(bodies, statuses, strict=True))
        found.append(f"{country.name}: {each}")
    return f"{'; '.join(found)}."


def _term(body: Actor) -> Term:
    return Term(node_id("term", body.id), (Text(body.label),))


def _membership(country: Country, body: Actor) -> Membership | None:
    return next((membership for membership in body.members if membership.country == country.id), None)


def _cell(context: Context, country: Country, body: Actor) -> Inlines:
    membership = _membership(country, body)
    if membership is None:
        return (context.label("matrix.status.unknown"),)
    mark = "*" if BACKGROUND in membership.cite else ""
    return (context.own(context.say(f"matrix.status.{membership.status}") + mark),)


def _remarks(context: Context, rows: Sequence[Country], bodies: Sequence[Actor], *, on_cells: bool, has_stars: bool) -> list[Block]:
    """Return what stands under the table: the mark of background, remarks on single cells, and the citations of each column."""
    found = [(country, body, membership) for body in bodies for country in rows if (membership := _membership(country, body))]
    parts: list[Block] = []
    if has_stars and any(BACKGROUND in membership.cite for _, _, membership in found):
        parts.append(paragraph(context.label("matrix.background"), style="small"))
    if on_cells:
        context.noted.cited_beside += [membership for _, _, membership in found]
        remarks = [(context.words.joined([country.name, body.label]), membership.note) for country, body, membership in found]
        parts += context.remarks(remarks)
    cited: list[object] = []
    for body in bodies:
        stated = [m for _, each, m in found if each is body and not (has_stars and BACKGROUND in m.cite)]
        if stated:
            cited += ["; "] if cited else [context.own(f"{context.say('matrix.stated')} ")]
            cited += [f"{body.label} ", placeholder(together(m.cite for m in stated))]
    if cited:
        parts.append(paragraph(*cited, ".", style="small"))  # type: ignore[arg-type]
    return parts

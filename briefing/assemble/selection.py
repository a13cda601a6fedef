"""Choose excerpts and questions: by id, by what they are about, by their length, and as many as fit."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from briefing import markup
from briefing.assemble.context import Context
from briefing.assemble.homes import Home, kind_of
from briefing.assemble.source_line import attribution
from briefing.document import plain
from briefing.files.origin import Location
from briefing.library import DiscussionQuestion, Excerpt
from briefing.outline import ExcerptsSection, QuestionsSection
from briefing.outline.length_limits import Unit, amount, bounds

Item = TypeVar("Item", Excerpt, DiscussionQuestion)
Lengths = Mapping[Unit, float]


def excerpts(context: Context, plan: ExcerptsSection, location: Location) -> list[Excerpt]:
    """Return the excerpts of a section, in the order given, else in that of their files of notes, else by the dates of their sources."""
    library = context.library
    if plan.select:
        candidates = context.chosen(plan.select, library.excerpts, "excerpt", (*location, "select"))
    else:
        beside = {excerpt.translation for excerpt in library.excerpts.values()}
        alone = (excerpt for excerpt in library.excerpts.values() if excerpt.id not in beside)
        candidates = sorted(alone, key=lambda e: (e.order, _age(context, e), e.source, e.paragraphs))
    _check_names(context, plan, location)
    low, high = bounds(plan.words)
    found = [excerpt for excerpt in candidates if _is_about(excerpt, plan) and low <= excerpt.words <= high]
    return _chosen(context, plan, location, found, lambda excerpt: _time_to_read(context, _printed_words(context, plan, excerpt)))


def questions(context: Context, plan: QuestionsSection, location: Location) -> list[DiscussionQuestion]:
    """Return the questions of a section, in the order given, else by the numbers of another pack, else by level and excerpt."""
    library = context.library
    if plan.select:
        candidates = context.chosen(plan.select, library.questions, "question", (*location, "select"))
    else:
        places = {key: excerpt.order for key, excerpt in library.excerpts.items()}
        candidates = sorted(library.questions.values(), key=lambda q: (q.order, min((places.get(key, 0) for key in q.excerpts), default=0)))
        if context.outline.numbers_of:
            candidates.sort(key=lambda question: context.noted.numbers.place(question.id))
    context.chosen(plan.excerpts, library.excerpts, "excerpt", (*location, "excerpts"))
    _check_names(context, plan, location)
    low, high = bounds(plan.minutes)
    found = [
        question
        for question in candidates
        if (not plan.levels or question.level in plan.levels)
        and (not plan.excerpts or set(plan.excerpts) & set(question.excerpts))
        and _asks_about(context, question, plan)
        and low <= question.minutes <= high
    ]
    return _chosen(context, plan, location, found, lambda q: {"minutes": q.minutes, "words": _count(q.text)})


# ── what they are about ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_names(context: Context, plan: ExcerptsSection | QuestionsSection, location: Location) -> None:
    library = context.library
    topics = {topic: None for excerpt in library.excerpts.values() for topic in excerpt.topics}
    context.chosen(plan.topics, topics, "topic", (*location, "topics"))
    context.chosen(plan.countries, library.countries, "country", (*location, "countries"))
    context.chosen(plan.actors, library.actors, "actor", (*location, "actors"))
    context.chosen(plan.sources, library.sources, "source", (*location, "sources"))


def _is_about(excerpt: Excerpt, plan: ExcerptsSection | QuestionsSection) -> bool:
    return (
        (not plan.topics or bool(set(plan.topics) & set(excerpt.topics)))
        and (not plan.countries or bool(set(plan.countries) & set(excerpt.countries)))
        and (not plan.actors or bool(set(plan.actors) & set(excerpt.actors)))
        and (not plan.sources or excerpt.source in plan.sources)
    )


def _asks_about(context: Context, question: DiscussionQuestion, plan: QuestionsSection) -> bool:
    """Say whether an excerpt of the question meets the conditions of the plan. Without conditions every question does."""
    if not (plan.topics or plan.countries or plan.actors or plan.sources):
        return True
    return any(_is_about(context.library.excerpts[key], plan) for key in question.excerpts)


def _age(context: Context, excerpt: Excerpt) -> tuple[int, int, int]:
    issued = context.library.sources[excerpt.source].issued
    return issued.order if issued else (9999, 0, 0)


# ── each of them once ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _chosen(
    context: Context, plan: ExcerptsSection | QuestionsSection, location: Location, found: Sequence[Item], length: Callable[[Item], Lengths]
) -> list[Item]:
    """Return the things that the section prints, out of all that meet its conditions."""
    once = _once(context, plan, location, found)
    if isinstance(plan, QuestionsSection):
        context.noted.numbers.take(item.id for item in once)
    taken = _fitting(context, plan, location, once, length)
    context.homes.settle(kind_of(plan), [item.id for item in taken], Home.of(plan, location))
    return taken


def _once(context: Context, plan: ExcerptsSection | QuestionsSection, location: Location, found: Sequence[Item]) -> list[Item]:
    """Return the things that no other section prints, and note the others for the user."""
    kind, here = kind_of(plan), Home.of(plan, location)
    if not found:
        context.none_left(plan, location, kind)
    others = {item.id: home for item in found if (home := context.homes.elsewhere(kind, item.id, here))}
    for key, home in others.items():
        if key in plan.select:
            what = f"the {kind} '{key}' is already in {home.name}, and a pack prints it only once"
            context.warn((*location, "select", plan.select.index(key)), what, "Take it out of one of the two sections.")
    if others:
        names = ", ".join(f"{key} (in {home.name})" for key, home in others.items())
        what = "is left out, because other sections have all of it" if len(others) == len(found) else "leaves out what other sections have"
        context.noted.left_out.append(f"{here.name} {what}: {names}.")
    return [item for item in found if item.id not in others]


# ── how long they are ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _fitting(
    context: Context, plan: ExcerptsSection | QuestionsSection, location: Location, found: Sequence[Item], length: Callable[[Item], Lengths]
) -> list[Item]:
    """Return the things that fit into the section, in their order. Skip each that is too long for the rest, and note it for the user."""
    limit, unit = amount(plan.fit) if plan.fit else (0, "minutes")
    if not limit or not found:
        return list(found)
    taken: list[Item] = []
    left: list[str] = []
    total = 0.0
    for item in found:
        cost = length(item)[unit]
        if total + cost <= limit:
            total += cost
            taken.append(item)
        else:
            left.append(f"{item.id} ({math.ceil(cost)})")
    kind = "questions" if isinstance(plan, QuestionsSection) else "excerpts"
    if not taken:
        shortest = math.ceil(min(length(item)[unit] for item in found))
        context.problem(
            (*location, "fit"),
            f"nothing fits into {plan.fit}",
            f"Write at least {shortest} {unit}: the shortest {kind.removesuffix('s')} takes that.",
        )
    elif left:
        where = f"'{plan.title}'" if plan.title else f"a section 'use: {kind}'"
        context.noted.left_out.append(
            f"{where}, {plan.fit}: {_counted(len(taken), kind)} {math.ceil(total)} {unit}. No room for {', '.join(left)}."
        )
    return taken


def _counted(count: int, kind: str) -> str:
    return f"1 {kind.removesuffix('s')} takes" if count == 1 else f"{count} {kind} take"


def _time_to_read(context: Context, words: int) -> Lengths:
    return {"words": words, "minutes": words / context.outline.words_a_minute}


def _printed_words(context: Context, plan: ExcerptsSection, excerpt: Excerpt) -> int:
    """Return how many words a pack prints for an excerpt: of the passage or else of the digest, and of title, notes and source line."""
    quoted = excerpt.source in context.library.originals and excerpt.source not in context.refused
    text = excerpt.words if quoted else _count(excerpt.digest)
    notes = sum(_count(note.text) for note in excerpt.notes if note.audience == "everyone") if plan.notes else 0
    source_line = plain(attribution(context, context.library.sources[excerpt.source], excerpt))
    return text + notes + len(excerpt.title.split()) + len(source_line.split())


def _count(text: str) -> int:
    return len(plain(markup.parse(text).blocks).split())

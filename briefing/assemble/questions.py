"""Sections of discussion questions."""

from __future__ import annotations

from briefing.assemble.context import Context
from briefing.assemble.excerpts import section_id
from briefing.document import Block, Blocks, Inline, Inlines, Question, Reference, Text, WritingSpace
from briefing.files import Location
from briefing.library import LEVELS, DiscussionQuestion
from briefing.outline import QuestionsSection


def questions(context: Context, plan: QuestionsSection, location: Location) -> Blocks:
    """Return the questions, numbered through the whole pack, with room to write where the outline asks for it."""
    found = _chosen(context, plan, location)
    if not found and not context.problems:
        context.none_left(location, "question")
    blocks: list[Block] = []
    for question in found:
        label = str(next(context.questions))
        identity = context.claim(f"question-{question.id}")
        details = _details(context, question) if plan.details else ()
        blocks.append(Question(identity, label, context.blocks(question.text, identity), details))
        if plan.lines:
            blocks.append(WritingSpace(plan.lines, f"Answer to question {label}"))
    return tuple(blocks)


def _chosen(context: Context, plan: QuestionsSection, location: Location) -> list[DiscussionQuestion]:
    library = context.library
    if plan.select:
        candidates = context.chosen(plan.select, library.questions, "question", (*location, "select"))
    else:
        candidates = sorted(library.questions.values(), key=lambda question: (LEVELS.index(question.level), question.id))
    context.chosen(plan.excerpts, library.excerpts, "excerpt", (*location, "excerpts"))
    return [
        question
        for question in candidates
        if (not plan.levels or question.level in plan.levels) and (not plan.excerpts or set(plan.excerpts) & set(question.excerpts))
    ]


def _details(context: Context, question: DiscussionQuestion) -> Inlines:
    """Return `Analyse · 10 minutes · Read: Rank and ritual; Birthday missed`."""
    parts: list[Inline] = [Text(f"{question.level.capitalize()} · {question.minutes} minutes")]
    for number, key in enumerate(question.excerpts):
        parts.append(Text("; " if number else " · Read: "))
        parts.append(Reference(section_id(key), (Text(context.library.excerpts[key].title),)))
    return tuple(parts)

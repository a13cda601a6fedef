"""Sections of discussion questions."""

from __future__ import annotations

from briefing.assemble import selection
from briefing.assemble.context import Context
from briefing.assemble.noted import node_id
from briefing.document import Block, Blocks, Inline, Inlines, Question, Reference, Text, WritingSpace
from briefing.files.origin import Location
from briefing.library import DiscussionQuestion
from briefing.outline import GROWING, LEAST_LINES, QuestionsSection


def questions(context: Context, plan: QuestionsSection, location: Location) -> Blocks:
    """Return the questions with their numbers, with room to write where the outline asks for it."""
    blocks: list[Block] = []
    for question in selection.questions(context, plan, location):
        label = context.noted.numbers.of(question.id)
        identity = context.claim_for("question", question.id)
        details = _details(context, question) if plan.details else ()
        blocks.append(Question(identity, label, context.blocks(question.text, identity), details))
        if plan.lines:
            blocks.append(room(plan.lines, context.say("question.answer", label=label)))
    return tuple(blocks)


def room(lines: int, label: str) -> WritingSpace:
    """Return ruled lines: a number of them, or those that a handout has room for."""
    return WritingSpace(LEAST_LINES, label, grows=True) if lines == GROWING else WritingSpace(lines, label)


def _details(context: Context, question: DiscussionQuestion) -> Inlines:
    """Return `Analyse · 10 minutes · Read: Rank and ritual; Birthday missed`."""
    level = context.say(f"question.level.{question.level}") if question.level else ""
    minutes = context.say("question.minutes", count=question.minutes) if question.minutes else ""
    read = f"{context.say('question.read')} " if question.excerpts else ""
    words = " · ".join(filter(None, (level, minutes, read)))
    parts: list[Inline] = [context.own(words)] if words else []
    for number, key in enumerate(question.excerpts):
        parts += [Text("; ")] if number else []
        parts.append(Reference(node_id("excerpt", key), (Text(context.library.excerpts[key].title),)))
    return tuple(parts)

"""The parts that only the teacher gets: notes on leaves, and a supplement. They do not change the student's text.

If the whole outline is for the teacher, there is no student's text: notes are in the margin, and answers follow their questions.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence

from briefing.assemble.context import Context
from briefing.assemble.excerpt_section import kind_of
from briefing.assemble.noted import node_id
from briefing.assemble.quotation import mark_place
from briefing.document import (
    Block,
    Blocks,
    Digest,
    Inline,
    Inlines,
    Note,
    NoteMark,
    Paragraph,
    Question,
    Quote,
    Reference,
    Section,
    Text,
    WritingSpace,
    plain,
    walk,
)
from briefing.library import Annotation, Excerpt
from briefing.passages.editing import occurrences


def marked(context: Context, blocks: Blocks) -> tuple[Blocks, list[Note]]:
    """Mark the words that the teacher's notes are about; return the blocks with the marks, and the notes, numbered through the pack."""
    blocks, notes = _marked(context, blocks)
    letter = context.say("labels.supplement")
    return blocks, [dataclasses.replace(note, mark=f"{letter}{number}") for number, note in enumerate(notes, 1)]


def _marked(context: Context, blocks: Blocks) -> tuple[Blocks, list[Note]]:
    found: list[Block] = []
    notes: list[Note] = []
    for block in blocks:
        inner: Sequence[Note] = ()
        if isinstance(block, Section):
            below, inner = _marked(context, block.blocks)
            block = dataclasses.replace(block, blocks=below)  # noqa: PLW2901
        elif isinstance(block, Quote | Digest) and block.id in context.noted.annotated:
            block, inner = _marked_passage(context, block, context.noted.annotated[block.id])  # noqa: PLW2901
        found.append(block)
        notes += inner
    return tuple(found), notes


def with_notes(blocks: Blocks, notes: Mapping[str, Note]) -> Blocks:
    """Return the blocks with notes put behind the block that has their mark, after the other notes to it."""

    def marked_in(block: Block) -> list[Block]:
        return [notes[mark.note] for mark in walk(block) if isinstance(mark, NoteMark) and mark.note in notes]

    return _put_behind(blocks, marked_in, after=Note)


def answers(context: Context, blocks: Blocks) -> Blocks:
    """Return what the library has to the questions among the blocks, in their order, each a section beside its question."""
    return tuple(_answers(context, blocks))


def with_answers(blocks: Blocks, answers: Mapping[str, Section]) -> Blocks:
    """Return the blocks with answers, given by the ids of their questions, put after them and the room to write under them."""

    def answer_to(block: Block) -> list[Block]:
        return [dataclasses.replace(answers[block.id], beside="")] if isinstance(block, Question) and block.id in answers else []

    return _put_behind(blocks, answer_to, after=WritingSpace)


def _put_behind(blocks: Blocks, added: Callable[[Block], list[Block]], after: type[Note | WritingSpace]) -> Blocks:
    """Return the blocks with more put behind each of them, after the blocks of one kind that follow it."""
    found: list[Block] = []
    waiting: list[Block] = []
    for block in blocks:
        if not isinstance(block, after):
            found += waiting
            waiting = []
        if isinstance(block, Section):
            found.append(dataclasses.replace(block, blocks=_put_behind(block.blocks, added, after)))
        else:
            found.append(block)
            waiting += added(block)
    return (*found, *waiting)


def _answers(context: Context, blocks: Blocks) -> Iterator[Section]:
    for question in walk(blocks):
        if isinstance(question, Question) and (answer := context.library.answers.get(context.noted.key(question.id))):
            identity = context.claim(f"answer-{answer.id}")
            title = context.numbered("question.answer", question)
            yield Section(identity, title, (*_asked(context, question), *context.blocks(answer.text, identity)), beside=question.id)


def _asked(context: Context, question: Question) -> Blocks:
    """Return the words of a question, where its answer does not stand right below it."""
    if context.outline.edition == "teacher":
        return ()
    return (Paragraph((Reference(question.id, (Text(plain(question.blocks)),)),), "small"),)


def debriefs(context: Context) -> Blocks:
    """Return what activities of the students' text have for the teacher, each a section beside its activity."""
    return tuple(dataclasses.replace(debrief(context, key, title), beside=beside) for key, beside, title in context.noted.debriefs)


def debrief(context: Context, key: str, title: str) -> Section:
    """Return what an activity has for the teacher."""
    identity = context.claim(f"answer-{key}")
    return Section(identity, (context.own(title),), context.blocks(context.library.answers[key].text, identity))


def summary(context: Context, answered: int, notes: int) -> Blocks:
    """Return a sentence or two that say what there is."""
    parts = [context.say(f"teacher.{name}", count=count) for name, count in (("notes", notes), ("answers", answered)) if count]
    holds = context.say("teacher.holds", parts=context.words.joined(parts))
    return (Paragraph((context.own(f"{holds} {context.say('teacher.same')}"),)),) if parts else ()


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _marked_passage(context: Context, passage: Quote | Digest, excerpt: Excerpt) -> tuple[Quote | Digest, list[Note]]:
    blocks, notes = list(passage.blocks), list[Note]()
    for annotation in excerpt.notes:
        if annotation.audience != "teacher":
            continue
        identity = context.claim(f"{passage.id}-teacher-{len(notes) + 1}")
        words = _mark(blocks, annotation, identity)
        kind = kind_of(context, annotation)
        text = context.inlines(annotation.text)
        if context.outline.edition == "teacher":
            notes.append(Note(identity, "", kind, text, "margin", context.say("teacher.series"), for_teacher=True))
        else:
            about = Text(f", {_quoted(context, words)}: " if words else ": ")
            place = Reference(node_id("excerpt", excerpt.id), (Text(context.words_of(excerpt.title)),))
            notes.append(Note(identity, "", kind, (place, about, *text), "leaf", context.say("teacher.series"), for_teacher=True))
    order = [node.note for node in walk(tuple(blocks)) if isinstance(node, NoteMark)]
    return dataclasses.replace(passage, blocks=tuple(blocks)), sorted(notes, key=lambda note: order.index(note.id))


def _quoted(context: Context, words: str) -> str:
    return f"{context.words.quotes[0]}{words}{context.words.quotes[1]}"


def _mark(blocks: list[Block], annotation: Annotation, note: str) -> str:
    """Mark the words of an annotation where they are printed first and return them; else mark the end of the passage and return nothing."""
    for words in filter(None, (annotation.on_original, annotation.on)):
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph) and (found := occurrences(plain(block.children), words)):
                start, end = found[0]
                text = plain(block.children)
                blocks[index] = dataclasses.replace(block, children=_around(block.children, start, mark_place(text, end), note))
                return text[start:end]
    last = blocks[-1] if blocks else None
    if isinstance(last, Paragraph):
        blocks[-1] = dataclasses.replace(last, children=(*last.children, NoteMark(note, ())))
    else:
        blocks.append(Paragraph((NoteMark(note, ()),)))
    return ""


def _around(children: Inlines, start: int, end: int, note: str) -> Inlines:
    """Return inlines with a mark on the characters from `start` to `end`; it is drawn wider where they end within an inline."""
    before: list[Inline] = []
    inside: list[Inline] = []
    after: list[Inline] = []
    place = 0
    for inline in children:
        length = len(plain((inline,)))
        first, last = max(start - place, 0), min(end - place, length)
        if first >= last:
            (before if place + length <= start else after).append(inline)
        elif isinstance(inline, Text):
            before += [Text(inline.text[:first])] if first else []
            inside.append(Text(inline.text[first:last]))
            after += [Text(inline.text[last:])] if last < length else []
        else:
            inside.append(inline)
        place += length
    return (*before, NoteMark(note, tuple(inside)), *after)

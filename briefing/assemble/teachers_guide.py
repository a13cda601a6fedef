"""The way into the teacher's edition: a paragraph on the page of contents names what is for the teacher, with its pages."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from briefing.assemble.context import Context
from briefing.assemble.way_in import filled, numbered
from briefing.document import Block, Document, Inline, Inlines, Paragraph, Question, Reference, Section, Strong, Text, walk_blocks


def with_guide(context: Context, document: Document) -> Document:
    """Return a pack with what it has for the teacher named on the page of contents, if it has such a page of its own.

    A pack may have only a sentence about its notes for the teacher. Then the sentence is there, and not on a page of its own.
    """
    if not document.contents_depth or document.cover != "page":
        return document
    parts = list(_parts(context, document)) or _sentences(document)
    if not parts:
        return document
    supplement = document.supplement if any(map(_has_sections, document.supplement)) else ()
    words: list[Inline] = [Strong((context.label("teacher.guide"),)), Text(" ")]
    for number, part in enumerate(parts):
        words += [Text("; ")] if number else []
        words += part
    front = len(list(itertools.takewhile(lambda block: not isinstance(block, Section), document.blocks)))
    guide = Paragraph((*words, Text("." if supplement else "")), "small")
    return replace(document, blocks=(*document.blocks[:front], guide, *document.blocks[front:]), supplement=supplement)


def _has_sections(block: Block) -> bool:
    return isinstance(block, Section) and any(isinstance(each, Section) for each in block.blocks)


def _sentences(document: Document) -> list[Inlines]:
    """Return what a supplement says that is nothing but a paragraph."""
    found = [each for top in document.supplement if isinstance(top, Section) for each in top.blocks]
    return [each.children for each in found if isinstance(each, Paragraph)] if len(found) == 1 else []


def _parts(context: Context, document: Document) -> Iterator[Inlines]:
    """Yield each section for the teacher and each run of answers to questions of one session, with their pages."""
    questions = {each.id: each.label for each in walk_blocks(document.blocks) if isinstance(each, Question)}
    sections = [each for top in document.supplement if isinstance(top, Section) for each in top.blocks if isinstance(each, Section)]
    for session, run in itertools.groupby(sections, key=lambda each: _session(questions.get(each.beside))):
        found = list(run)
        if session is None:
            for each in found:
                yield filled(context, "way-in.found", each.id, (Reference(each.id, each.title),))
        else:
            words = (Reference(found[0].id, (Text(numbered(questions[each.beside] for each in found)),)),)
            yield filled(context, "teacher.guide-answers", found[0].id, words)


def _session(label: str | None) -> str | None:
    """Return the session of a question by its number; None for what is no answer."""
    return None if label is None else label.rpartition(".")[0]

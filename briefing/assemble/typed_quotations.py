"""Quotations typed in the texts of a pack: those that are not exact stop it, and their words count as words of their sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from briefing import markup
from briefing.assemble.context import Context
from briefing.document import Block, Blocks, Inlines, Quote, Text
from briefing.document.changing import replaced
from briefing.errors import Problem
from briefing.library.texts import lines_beside_citations
from briefing.passages.finding import find
from briefing.passages.misquotations import in_library, in_line, in_outline
from briefing.passages.quotation_marks import Quotation, quotations
from briefing.passages.readings import reading
from briefing.passages.typed import LEAST, WRONG, compare, spans, verdict, words_of


def misquoted(context: Context, typed: Iterable[Quotation]) -> list[Problem]:
    """Return what is wrong with quotations, at their places in the files."""
    wrong: dict[str, Problem] = {}
    for quotation in typed:
        compared = compare(quotation, context.library)
        if compared and compared.status in WRONG:
            wrong[_key(quotation)] = context.origin.problem((), *verdict(quotation, compared))
    if not wrong:
        return []
    placed = [*in_library(context.library, context.root), *in_outline(context.origin, context.outline, context.library)]
    found = [(_key(each.quotation), each.problem) for each in placed if each.is_wrong]
    known = {key for key, _ in found}
    return [*(problem for key, problem in found if key in wrong), *(problem for key, problem in wrong.items() if key not in known)]


def typed_in(context: Context, blocks: tuple[Block | Inlines, ...]) -> Iterator[Quotation]:
    """Yield the quotations in blocks whose citations are not yet worded, and in what the pack prints beside citations."""
    yield from quotations(blocks, context.noted.passages)
    for record in context.noted.cited_beside:
        for text, cite in lines_beside_citations(record):
            yield from in_line(text, cite)


def unchecked_marked(context: Context, blocks: Blocks) -> Blocks:
    """Return blocks in which block quotations that nobody could compare with a copy say so, behind their citations."""

    def change(node: Any) -> Any:
        if not isinstance(node, Quote) or node.id in context.noted.passages:
            return None
        compared = [compare(each, context.library) for each in quotations((node,))]
        if any(each and each.status == "no copy" for each in compared):
            before = (*node.attribution, Text(" · ")) if node.attribution else ()
            return replace(node, attribution=(*before, context.label("quotation.unchecked")))
        return node

    return replaced(blocks, change)


def teachers_notes(context: Context) -> tuple[Inlines, ...]:
    """Return the teacher's notes on the passages of a pack as they are written, without the words that they are about."""
    notes = (note for excerpt in context.noted.annotated.values() for note in excerpt.notes if note.audience == "teacher")
    return tuple(context.inlines(note.text) for note in notes)


def teachers_answers(context: Context) -> Blocks:
    """Return the answers to the questions of a pack as they are written."""
    keys = dict.fromkeys(key for kind, key in context.noted.things.values() if kind == "question")
    found = (context.library.answers[key].text for key in keys if key in context.library.answers)
    return tuple(block for text in found for block in markup.parse(text).blocks)


def _key(quotation: Quotation) -> str:
    return " ".join(re.findall(r"\w+", quotation.text))


def quoted_words(context: Context, typed: Iterable[Quotation]) -> Mapping[str, int]:
    """Return how many words of each source stand between quotation marks.

    Quotations that are too short to tell do not count. Words that a passage of the pack has, too, or that are quoted twice, count once.
    """
    words: dict[tuple[str, str], int] = {}
    for quotation in typed:
        compared = compare(quotation, context.library) if words_of(quotation) >= LEAST else None
        if compared and not any(_holds(text, quotation) for text in _passages(context, compared.source)):
            words[compared.source, _key(quotation)] = words_of(quotation)
    total: Counter[str] = Counter()
    for (source, _), count in words.items():
        total[source] += count
    return total


def _passages(context: Context, source: str) -> Iterator[str]:
    """Yield the passages of a source that the pack prints."""
    for printed in context.noted.printed:
        if printed.words and printed.excerpt.source == source:
            yield find(printed.excerpt, context.library.originals.get(source)).text


def _holds(text: str, quotation: Quotation) -> bool:
    return any(True for _ in spans(quotation.text, reading(tuple(text.split("\n")))))

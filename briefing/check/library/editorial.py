"""Texts that break the rules of their library: claims without citations, wrong lengths, questions without answers, unknown abbreviations.

None of these stops a build. `briefing check` reports them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefing import markup
from briefing.document import Blocks, Paragraph, Reference, Section, plain, walk
from briefing.errors import Problem
from briefing.library import BACKGROUND, Library
from briefing.library.answers_within import file_of
from briefing.library.house_rules import Length, Rules
from briefing.library.several_questions import QuestionWithin
from briefing.markup import CITATION
from briefing.rights.conditions import limit_in_words

_ABBREVIATION = re.compile(r"\b[A-Z]{4,}\b")


_METHOD = frozenset({"traps", "follow-up", "criteria", "rubric"})
"""Headings of an answer with advice below them, or with what it is marked by. These need no citation."""


def problems(library: Library, rules: Rules, folder: str) -> Iterator[Problem]:
    """Yield a problem for each text that breaks a rule, and for each source that has more excerpts than it allows.

    Args:
        library: What to read.
        rules: What the library asks.
        folder: The path of `seeds/` as the user knows it.
    """
    broken = (
        *(_claims(library, folder) if rules.citations else ()),
        *_lengths(library, rules, folder),
        *(_unread(library, folder) if rules.readings else ()),
        *(_unanswered(library, folder) if rules.answers else ()),
        *(_aimless(library, folder) if rules.objectives else ()),
        *(_terms(library, folder) if rules.abbreviations else ()),
    )
    yield from (replace(problem, severity="rule") for problem in broken)
    yield from _limits(library, folder)


# ── claims ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _claims(library: Library, folder: str) -> Iterator[Problem]:
    """Find paragraphs and list items of countries, actors and answers that cite nothing."""
    for key, country in library.countries.items():
        yield from _uncited(f"{folder}/countries/{key}.md", country.text)
    for key, actor in library.actors.items():
        yield from _uncited(f"{folder}/actors/{key}.md", actor.text)
        yield from _uncited(f"{folder}/actors/{key}.md", actor.summary)
    for key, answer in library.answers.items():
        if key not in library.questions:
            continue
        points = [block for block in markup.parse(answer.text).blocks if not (isinstance(block, Section) and block.id in _METHOD)]
        yield from _uncited_in(file_of(library, "answers", key, folder), points)


def _uncited(name: str, text: str) -> Iterator[Problem]:
    yield from _uncited_in(name, markup.parse(text).blocks)


def _uncited_in(name: str, blocks: Iterable[object]) -> Iterator[Problem]:
    for node in walk(tuple(blocks)):
        if isinstance(node, Paragraph) and not any(_is_citation(each) for each in walk(node)):
            words = " ".join(plain(node).split()[:8])
            yield Problem(
                name,
                0,
                f"this claim has no citation: “{words} …”",
                f"Add the source as [@SOURCE, ¶1], or [@{BACKGROUND}] if no source says it.",
            )


def _is_citation(node: object) -> bool:
    return isinstance(node, Reference) and node.target.startswith(CITATION)


# ── lengths ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def words(text: str) -> int:
    """Return how many words of a Markdown text are the writer's: without citations and headings."""
    paragraphs = [block for block in walk(markup.parse(text).blocks) if isinstance(block, Paragraph)]
    return sum(len(re.findall(r"\w[\w’'.,-]*", plain(_without_citations(block)))) for block in paragraphs)


def _without_citations(paragraph: Paragraph) -> tuple[object, ...]:
    return tuple(child for child in paragraph.children if not _is_citation(child))


def _lengths(library: Library, rules: Rules, folder: str) -> Iterator[Problem]:
    for key, excerpt in library.excerpts.items():
        name = f"{folder}/excerpts/{key}.md"
        yield from _out_of_length(name, "the passage", excerpt.words, rules.passage)
        yield from _out_of_length(name, "the digest", words(excerpt.digest), rules.digest)
    for key, country in library.countries.items():
        yield from _out_of_length(f"{folder}/countries/{key}.md", "the summary", words(country.text), rules.country)
    for key, actor in library.actors.items():
        name = f"{folder}/actors/{key}.md"
        yield from _out_of_length(name, "the summary", words(actor.summary), rules.summary)
        if actor.text:
            yield from _out_of_length(name, "the entry", words(actor.text), rules.entry)


def _out_of_length(name: str, what: str, count: int, length: Length | None) -> Iterator[Problem]:
    if length is not None and not length.least <= count <= length.most:
        advice = "Cut it" if count > length.most else "Say more"
        yield Problem(name, 0, f"{what} has {count} words", f"{advice}: it should have {length.least} to {length.most}.")


# ── questions, limits, terms ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _named(library: Library, key: str) -> str:
    return f"the question '{key}'" if isinstance(library.questions[key], QuestionWithin) else "this question"


def _unread(library: Library, folder: str) -> Iterator[Problem]:
    for key, question in library.questions.items():
        if not question.excerpts:
            hint = f"Add a line such as 'excerpts: [{next(iter(library.excerpts), 'toll')}]'."
            yield Problem(file_of(library, "questions", key, folder), 0, f"{_named(library, key)} has no excerpt to read", hint)


def _unanswered(library: Library, folder: str) -> Iterator[Problem]:
    for key in library.questions:
        if key not in library.answers:
            yield Problem(
                file_of(library, "questions", key, folder),
                0,
                f"{_named(library, key)} has no answer",
                "Write it below the question, under a heading '## Answer'.",
            )


def _aimless(library: Library, folder: str) -> Iterator[Problem]:
    for key, question in library.questions.items():
        if not question.objective:
            hint = "Add a line such as 'objective: Tell a rule from a custom'."
            yield Problem(
                file_of(library, "questions", key, folder), 0, f"{_named(library, key)} does not say what students learn from it", hint
            )


def _limits(library: Library, folder: str) -> Iterator[Problem]:
    for key, source in library.sources.items():
        allowed = limit_in_words(source.rights.limit, source.original.words)
        taken = sum(excerpt.words for excerpt in library.excerpts.values() if excerpt.source == key)
        if allowed is not None and taken > allowed:
            message = f"the excerpts take {taken} words of this source, over its limit of {allowed} ({source.rights.limit})"
            hint = "Shorten an excerpt, or delete one. No pack can print them all."
            yield Problem(f"{folder}/sources/{key}.md", 0, message, hint, severity="warning")


def _terms(library: Library, folder: str) -> Iterator[Problem]:
    """Find abbreviations of four letters and more that no actor explains."""
    known = {word for actor in library.actors.values() for name in actor.names for word in re.findall(r"\w+", name)}
    texts = [
        *((f"{folder}/countries/{key}.md", item.text) for key, item in library.countries.items()),
        *((f"{folder}/actors/{key}.md", f"{item.summary}\n\n{item.text}") for key, item in library.actors.items()),
        *((f"{folder}/excerpts/{key}.md", item.digest) for key, item in library.excerpts.items()),
        *((f"{folder}/texts/{key}.md", item.text) for key, item in library.texts.items()),
    ]
    for name, text in texts:
        for word in dict.fromkeys(_ABBREVIATION.findall(_printed(text))):
            if word not in known:
                yield Problem(
                    name, 0, f"the abbreviation “{word}” is not explained", "Write it out, or add a file for it to seeds/actors/."
                )


def _printed(text: str) -> str:
    blocks: Blocks = markup.parse(text).blocks
    return " ".join(plain(_without_citations(block)) for block in walk(blocks) if isinstance(block, Paragraph))

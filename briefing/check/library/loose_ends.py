"""Things that are not used: excerpts and questions in no pack, sources that no text cites, actors that no text mentions.

It also finds notes on words that are not in the passage, and outlines that are not read. `briefing check` tells all these. With
`--strict` it fails because of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.check.library import doubts
from briefing.check.record_texts import texts
from briefing.document.index import Index
from briefing.errors import Problem
from briefing.files.reading import read_markdown
from briefing.library import Library, Rights
from briefing.library.answers_within import file_of
from briefing.originals.normal import normalise
from briefing.outline import FilledOutline
from briefing.passages.finding import PROVED, find
from briefing.passages.verdict import cuts


def warnings(library: Library, indexes: Sequence[Index] | None, plans: Sequence[FilledOutline], root: Path) -> Iterator[Problem]:
    """Yield a warning for each thing in a workspace that is not used, or that does not do what its writer expects.

    Args:
        library: What there is.
        indexes: The index of every pack of the workspace. None: the packs could not be made.
        plans: Their outlines.
        root: The workspace, for the lines of its files.
    """
    yield from _passed_over(root)
    if indexes is not None:
        yield from _in_no_pack(library, indexes)
        yield from _not_cited(library, plans)
        yield from _not_mentioned(library, indexes)
    yield from _without_rights(library)
    yield from _without_words(library, root)
    yield from _cut_sentences(library, root)
    yield from doubts.warnings(library, plans, root)


def _warning(file: str, message: str, hint: str) -> Problem:
    return Problem(file, 0, message, hint, severity="warning")


def _unfinished(file: str, message: str, hint: str) -> Problem:
    return Problem(file, 0, message, hint, severity="unfinished")


def _passed_over(root: Path) -> Iterator[Problem]:
    for path in sorted((root / "templates").glob("*.yml")):
        yield _warning(f"templates/{path.name}", "this outline is not read", f"Rename it to {path.stem}.yaml.")


def _in_no_pack(library: Library, indexes: Sequence[Index]) -> Iterator[Problem]:
    if not indexes:
        return
    excerpts = {entry.key for index in indexes for entry in index.excerpts}
    questions = {entry.key for index in indexes for entry in index.questions}
    for key in library.excerpts:
        if key not in excerpts:
            hint = f"Add '{key}' to a section 'use: excerpts', or leave it for later."
            yield _unfinished(f"seeds/excerpts/{key}.md", "this excerpt is in no pack", hint)
    for key in library.questions:
        if key not in questions:
            hint = f"Add '{key}' to a section 'use: questions', or leave it for later."
            yield _unfinished(file_of(library, "questions", key), f"the question '{key}' is in no pack", hint)


def _texts(library: Library) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, the id and the words of each record."""
    for kind in ("sources", "excerpts", "countries", "actors", "figures", "maps", "questions", "answers", "texts", "activities"):
        for key, item in getattr(library, kind).items():
            yield kind, key, "\n".join(texts(item))
    for event in library.events:
        yield "events", "", "\n".join(texts(event))


def _not_cited(library: Library, plans: Sequence[FilledOutline]) -> Iterator[Problem]:
    cited = {excerpt.source for excerpt in library.excerpts.values()}
    cited |= {key for plan in plans for text in texts(plan.outline) for key in re.findall(r"@([\w-]+)", text)}
    for kind, own, text in _texts(library):
        cited |= {key for key in re.findall(r"@([\w-]+)", text) if (kind, key) != ("sources", own)}
    for key, source in library.sources.items():
        if key not in cited and source.imported is None:  # a whole bibliography is there to choose from
            hint = f"Cite it where you use it, as [@{key}, ¶1], or delete the file."
            yield _unfinished(f"seeds/sources/{key}.md", "no text cites this source", hint)


def _without_rights(library: Library) -> Iterator[Problem]:
    """Find sources with passages whose records say nothing of their rights."""
    quoted = {excerpt.source for excerpt in library.excerpts.values()}
    for key in sorted(quoted & library.sources.keys()):
        if library.sources[key].rights == Rights():
            message = "this source has excerpts, and its record does not say who holds the rights and what may be printed"
            hint = "Write below 'rights:' lines such as 'holder: Ines Calloway', 'basis: licence', 'terms: By letter for this course.'"
            yield _unfinished(f"seeds/sources/{key}.md", message, f"{hint} and 'limit: 300 words'.")


def _not_mentioned(library: Library, indexes: Sequence[Index]) -> Iterator[Problem]:
    """Find actors that no text names and no glossary prints."""
    names = {name: key for key, actor in library.actors.items() for name in actor.names}
    if not names:
        return
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    mentioned = {key for excerpt in library.excerpts.values() for key in excerpt.actors}
    for kind, own, text in _texts(library):
        mentioned |= {names[name] for name in pattern.findall(text) if (kind, names[name]) != ("actors", own)}
    explained = {entry.key for index in indexes for entry in index.terms}
    for key, actor in library.actors.items():
        if key not in mentioned and not actor.members and key not in explained:
            hint = "Add the spelling that your texts use under 'aliases', or delete the file."
            yield _unfinished(f"seeds/actors/{key}.md", f"no text mentions '{actor.label}'", hint)


def _without_words(library: Library, root: Path) -> Iterator[Problem]:
    """Find notes on words that are not in the passage, where a copy shows the passage."""
    for key, excerpt in library.excerpts.items():
        copy = library.originals.get(excerpt.source)
        numbered = [(number, note.on_original) for number, note in enumerate(excerpt.notes) if note.on_original]
        passage = find(excerpt, copy) if copy and numbered else None
        if passage is None or passage.status not in PROVED:
            continue
        file = f"seeds/excerpts/{key}.md"
        for number, words in numbered:
            if normalise(words).text not in normalise(passage.text).text:
                message, hint = (
                    f"the passage does not contain the words '{words}'",
                    f"Copy the words from the passage. 'briefing verify {key}' shows it.",
                )
                yield read_markdown(root / file, file).problem(("notes", number, "on-original"), message, hint, severity="warning")


def _cut_sentences(library: Library, root: Path) -> Iterator[Problem]:
    """Find passages that begin or end within a sentence: what stands outside of them may turn their meaning around."""
    for key, excerpt in library.excerpts.items():
        if excerpt.within_sentence:
            continue
        for cut in cuts(find(excerpt, library.originals.get(excerpt.source)), excerpt.edits):
            file = f"seeds/excerpts/{key}.md"
            yield read_markdown(root / file, file).problem(("select", cut.end), cut.message, cut.hint, severity="warning")

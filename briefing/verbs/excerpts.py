"""`excerpt` and `excerpts export`: choose passages from copies, search for words, write excerpts for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from briefing import steps
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, near, shown_path
from briefing.files.origin import Origin
from briefing.files.writing import all_or_nothing, replacing
from briefing.library import Annotation, Selector, citation_keys
from briefing.library.excerpts import DIGEST
from briefing.library.references import excerpts_named, source_named
from briefing.library.texts import text_problems
from briefing.passages import drafts, importing, verdict
from briefing.passages.annotations import PAGE, page
from briefing.passages.choosing import Point, between, named, only
from briefing.passages.search import Hit, as_pasted, scattered, search
from briefing.verbs.copy_text import copy_of
from briefing.workspace import Workspace, targets


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage that became an excerpt."""

    file: Path
    """Of the new excerpt."""
    id: str
    source: str
    paragraphs: tuple[int, ...]
    words: int
    passage: str
    has_digest: bool
    """Whether its digest is written."""
    problems: tuple[Problem, ...] = ()
    """Warnings: where the passage begins or ends within a sentence, and where the copy is doubtful."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where words are."""

    words: str
    in_order: bool
    """Whether the words were found in this order. If not, the hits are paragraphs that have all of them."""
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """Excerpts written for other programs."""

    file: Path
    excerpts: int
    problems: tuple[Problem, ...]
    """A warning if the file contains words from the user's copies."""
    kept: Path | None = None
    """Where the bin of the workspace keeps the older export of this name; None where there was none."""


def choose(
    workspace: Workspace,
    source: str,
    start: str,
    end: str,
    *,
    paragraph: int | None = None,
    identity: str = "",
    title: str = "",
    digest: str = "",
    notes: Sequence[str] = (),
) -> Chosen:
    """Make an excerpt of a passage.

    Args:
        workspace: Where the library is.
        source: The id of the source.
        start: The first words of the passage.
        end: The last words of the passage.
        paragraph: Where the passage begins, if the words are in several places.
        identity: The id of the new excerpt. Default: made from source and paragraph.
        title: The heading over the excerpt. Default: made from source and paragraph.
        digest: What the passage says, in your own words. Default: a line that asks for it.
        notes: What notes on the whole passage say.

    Raises:
        BriefingError: There is no such passage, there are several, or the excerpt cannot be written.
    """
    library = steps.load(workspace)
    record = source_named(library, source)
    source = record.id
    copy = library.originals.get(source)
    if copy is None:
        raise _refusal(f"there is no copy of '{source}' to choose from", "Add your copy with 'briefing sources add FILE'.")
    choice = only(copy, Selector(start=start.strip(), end=end.strip()), paragraph)
    passage = choice.passage
    own = {"digest": digest.strip() or DIGEST, "notes": tuple(Annotation(note.strip()) for note in notes)}
    excerpt = importing.drafted(record, choice.selector, passage, set(library.excerpts), identity, title, **own)
    folder = workspace.seeds / "excerpts"
    problems = list(importing.strangers(excerpt, library, shown_path(folder / f"{excerpt.id}.md", workspace.root)))
    read = citation_keys.with_ids(excerpt, citation_keys.by_key(library.sources.values()))
    problems += text_problems(Origin("--digest", {}, 0), replace(read, notes=()), library)
    problems += [problem for note in read.notes for problem in text_problems(Origin("--note", {}, 0), note, library)]
    if problems:
        raise BriefingError(problems)
    with all_or_nothing(workspace.root, lambda: steps.load(workspace)) as batch:
        path = drafts.write(folder, excerpt, workspace.root, batch)
    found = [(f"your copy has these words in another form, in which the passage has them: {each}", _OWN) for each in choice.differences]
    found += [(cut.message, cut.hint) for cut in verdict.cuts(passage)]
    unsure = {*passage.paragraphs} - {*record.original.compared}
    found += [(verdict.doubtful(reason), verdict.compared(source, copy, copy.doubted(unsure))) for reason in copy.doubts(unsure)]
    warnings = tuple(Problem(near(path), 0, message, advice, severity="warning") for message, advice in found)
    return Chosen(path, excerpt.id, source, tuple(passage.paragraphs), excerpt.words, passage.candidate, excerpt.digest != DIGEST, warnings)


def choose_between(
    workspace: Workspace, source: str, start: Point, end: Point, *, identity: str = "", title: str = "", digest: str = ""
) -> Chosen:
    """Make an excerpt of the words between two places of a copy. Words that the places cut are taken whole.

    Args:
        workspace: Where the library is.
        source: The id of the source.
        start: Before the first word.
        end: Behind the last word.
        identity: The id of the new excerpt. Default: made from source and paragraph.
        title: The heading over the excerpt. Default: made from source and paragraph.
        digest: What the passage says, in your own words. Default: a line that asks for it.

    Raises:
        BriefingError: There are no words between the places, or the excerpt cannot be written.
    """
    copy = copy_of(steps.load(workspace), source)
    selector, paragraph = named(copy, between(copy, start, end))
    words = selector.start, selector.end
    return choose(workspace, source, *words, paragraph=paragraph, identity=identity, title=title, digest=digest)


_OWN = "Compare the passage with the page. A pack prints what the copy has."


def find(workspace: Workspace, words: str, *, source: str = "") -> Found:
    """Search the copies and the digests.

    Args:
        workspace: Where the library is.
        words: What to look for.
        source: The id of the only source to search. Default: all.

    Raises:
        BriefingError: The words are nowhere.
    """
    library = steps.load(workspace)
    source = source_named(library, source).id if source else ""
    together = search(library, words, source or None) or as_pasted(library, words, source or None)
    hits = together or scattered(library, words, source or None)
    if not hits:
        raise _refusal(f"no copy and no digest contains “{words}”", "Search for fewer words, or for one rare word.")
    return Found(words, bool(together), tuple(hits))


def export(workspace: Workspace, file: Path, excerpts: Sequence[str] = ()) -> Exported:
    """Write excerpts and their notes as W3C web annotations (JSON-LD).

    Args:
        workspace: Where the library is.
        file: The file to write. An older export of that name goes into the bin of the workspace.
        excerpts: Ids of excerpts. Default: all.

    Raises:
        BriefingError: There is no such excerpt, or the file cannot be written.
    """
    targets.hold(file, ".json")
    library = steps.load(workspace)
    chosen = excerpts_named(library, excerpts)
    text = json.dumps(page(chosen, library), ensure_ascii=False, indent=2) + "\n"
    kept = None
    if file.exists():
        if not _is_export(file):
            raise targets.theirs(file, "an export of excerpts")
        kept = targets.keep(file, workspace.root) if workspace.takes_additions else None
    with replacing(file, lasting=True) as draft:
        draft.write_text(text, encoding="utf-8")
    what, hint = "the file contains passages from your copies", "Give it only to people who may have these passages."
    holds_passages = '"TextPositionSelector"' in text
    warnings = (Problem(near(file), 0, what, hint, severity="warning"),) if holds_passages else ()
    return Exported(file, len(chosen), warnings, kept)


def _is_export(file: Path) -> bool:
    try:
        data = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(data, dict) and data.get("id") == PAGE


def _refusal(message: str, hint: str) -> BriefingError:
    return BriefingError([Problem("", 0, message, hint)])

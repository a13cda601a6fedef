"""`briefing excerpt`, `briefing excerpts` and `briefing verify`: choosing passages, exchanging them, proving them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import WORDS, found_workspace, near, own_workspace, workspace_option
from briefing.errors import BriefingError, Problem, nearest, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.library import Excerpt, Library
    from briefing.originals.copies import Copy
    from briefing.passages.finding import Passage
    from briefing.workspace import Workspace

# ── excerpt ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@click.command()
@click.argument("source", required=False)
@click.option("--from", "start", type=WORDS, metavar="WORDS", help="The first words of the passage.")
@click.option("--to", "end", type=WORDS, metavar="WORDS", help="Its last words.")
@click.option("--paragraph", type=click.IntRange(1), metavar="N", help="Where it begins, if the words stand in several places.")
@click.option("--id", "identity", type=WORDS, metavar="ID", help="The name of the new file. Left out: source and paragraph.")
@click.option("--title", type=WORDS, metavar="WORDS", help="The heading over the excerpt. Left out: source and paragraph.")
@click.option("--find", "wanted", type=WORDS, metavar="WORDS", help="Search copies and digests, and show where the words stand.")
@workspace_option
def excerpt(
    source: str | None,
    start: str | None,
    end: str | None,
    paragraph: int | None,
    identity: str | None,
    title: str | None,
    wanted: str | None,
    folder: Path | None,
) -> None:
    """Choose a passage of a source by its first and last words, and write the file of a new excerpt.

    \b
    Examples:
      briefing excerpt --find "toll on barges"
      briefing excerpt voss-2021 --find toll
      briefing excerpt voss-2021 --from "The toll was" --to "of the river" --id the-toll
      briefing excerpt voss-2021 --from "In spring" --to "were lifted." --paragraph 12
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing import build as verbs

    workspace = found_workspace(folder)
    library = verbs.load(workspace)
    if source is not None and source not in library.sources:
        raise _refusal(f"there is no source '{source}'", nearest(source, library.sources, "'briefing list sources' shows all."))
    if wanted is not None:
        _search(library, wanted, source)
    elif source is None or not start or not end:
        raise click.UsageError("Name a source with --from and --to, or search with --find.")
    else:
        _write(library, own_workspace(workspace), _chosen(library, source, start, end, paragraph, identity, title))


def _search(library: Library, wanted: str, source: str | None) -> None:
    from briefing.passages.search import scattered, search

    together = search(library, wanted, source)
    hits = together or scattered(library, wanted, source)
    if not hits:
        raise _refusal(f"“{wanted}” stands in no copy and in no digest", "Search for fewer words, or for one rare word.")
    if not together:
        click.echo(f"No text has “{wanted}” in this order. Paragraphs that have all of its words:")
    width = max(len(hit.source) for hit in hits)
    for number, hit in enumerate(hits, 1):
        click.echo(f"{number:>3}  {hit.source:{width}}  {hit.place:<8} {hit.kind:<7} {hit.context}")


def _chosen(
    library: Library, source: str, start: str, end: str, paragraph: int | None, identity: str | None, title: str | None
) -> tuple[Excerpt, Passage]:
    """Return the new excerpt and its passage.

    Raises:
        BriefingError: There is no such passage, or more than one.
    """
    from briefing.library import Selector
    from briefing.passages.importing import drafted

    copy = library.originals.get(source)
    if copy is None:
        raise _refusal(f"there is no copy of '{source}' to choose from", "Put yours in with 'briefing sources add FILE'.")
    selector = Selector(start=start, end=end)
    passage = _only(copy, selector, paragraph)
    return drafted(library.sources[source], selector, passage, set(library.excerpts), identity or "", title or ""), passage


def _only(copy: Copy, selector: object, paragraph: int | None) -> Passage:
    from briefing.library import Selector
    from briefing.passages.finding import select
    from briefing.passages.verdict import lost, nearest, place, shortened

    assert isinstance(selector, Selector)
    found = select(copy, selector, paragraph)
    if len(found) == 1:
        return found[0]
    if found:
        shown = "\n  ".join(f"{place(each.paragraphs)}: {shortened(' '.join(each.candidate.split()))}" for each in found[:10])
        raise _refusal(f"there are {len(found)} passages with these words", f"Say which with --paragraph, or write more words.\n  {shown}")
    elsewhere = select(copy, selector) if paragraph else []
    if elsewhere:
        where = ", ".join(place(each.paragraphs) for each in elsewhere[:10])
        raise _refusal(f"no passage with these words begins in ¶{paragraph}", f"There is one in {where}.")
    raise _refusal(lost(selector, copy), " ".join(nearest(selector, copy)) or "'briefing excerpt --find WORDS' searches the copies.")


def _write(library: Library, workspace: Workspace, chosen: tuple[Excerpt, Passage]) -> None:
    from briefing.passages import drafts, importing
    from briefing.passages.verdict import place

    excerpt, passage = chosen
    folder = workspace.seeds / "excerpts"
    file = shown_path(folder / f"{excerpt.id}.md", workspace.root)
    problems = list(importing.strangers(excerpt, library, file))
    if problems:
        raise BriefingError(problems)
    path = drafts.write(folder, excerpt, workspace.root)
    click.echo(f"{passage.candidate}\n")
    click.echo(f"{place(passage.paragraphs)}, {excerpt.words} words. Written to {near(path)}; write its digest there.")


# ── verify ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@click.command()
@click.argument("names", nargs=-1, metavar="[EXCERPT]...")
@workspace_option
def verify(names: tuple[str, ...], folder: Path | None) -> None:
    """Compare every excerpt with your copies: exact, moved, changed, ambiguous, missing, unproved, or no original.

    Exit code 1 where one is changed, ambiguous, missing or unproved; no pack quotes such a passage. Of excerpts that are named, the passage
    is shown.

    \b
    Examples:
      briefing verify
      briefing verify the-toll
    """  # noqa: D301
    from collections import Counter

    from briefing import build as verbs
    from briefing.passages.finding import find

    library = verbs.load(found_workspace(folder))
    chosen = _named(library, names)
    width = max((len(each.id) for each in chosen), default=0)
    counts: Counter[str] = Counter()
    for each in chosen:
        copy = library.originals.get(each.source)
        passage = find(each, copy)
        counts[passage.status] += 1
        for line in _report(each, passage, copy, width, whole=bool(names)):
            click.echo(line)
    click.echo(f"\n{_counted(len(chosen))}: {', '.join(f'{count} {status}' for status, count in counts.items()) or 'nothing to verify'}.")
    if {"changed", "ambiguous", "missing", "unproved"} & set(counts):
        click.get_current_context().exit(1)


def _report(excerpt: Excerpt, passage: Passage, copy: Copy | None, width: int, *, whole: bool) -> Iterable[str]:
    """Yield what is said of an excerpt; `whole` shows a passage also where nothing is wrong with it."""
    from briefing.passages.finding import PROVED
    from briefing.passages.verdict import advice, verdict

    yield f"{passage.status:<11}  {excerpt.id:{width}}  {verdict(excerpt, passage, copy)}"
    if passage.status in PROVED:
        count = len(passage.text.split())
        if count != excerpt.words:
            yield f"{'':13}The passage has {count} words: correct 'words: {excerpt.words}'."
        if passage.status == "moved":
            span = f"{passage.paragraphs[0]}-{passage.paragraphs[-1]}" if len(passage.paragraphs) > 1 else f"{passage.paragraphs[0]}"
            yield f"{'':13}It is quoted all the same. To have it exact, write paragraphs: {span}"
        yield from (f"{'':13}> {line}" for line in (passage.text.splitlines() if whole else ()))
    elif copy is not None:
        yield from (f"{'':13}{line.strip()}" for line in advice(excerpt, passage, copy).split("\n") if line)
        yield from (f"{'':13}> {line}" for line in passage.candidate.splitlines())


def _named(library: Library, names: Sequence[str]) -> list[Excerpt]:
    problems = [
        Problem("", 0, f"there is no excerpt '{name}'", nearest(name, library.excerpts, "'briefing list excerpts' shows all."))
        for name in names
        if name not in library.excerpts
    ]
    if problems:
        raise BriefingError(problems)
    return [library.excerpts[name] for name in dict.fromkeys(names or library.excerpts)]


# ── excerpts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@click.group()
def excerpts() -> None:
    """Exchange excerpts and their notes with other programs, as W3C web annotations.

    \b
    Examples:
      briefing excerpts export readings.json
      briefing excerpts import hypothesis.json
    """  # noqa: D301


@excerpts.command(name="export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("names", nargs=-1, metavar="[EXCERPT]...")
@workspace_option
def export(file: Path, names: tuple[str, ...], folder: Path | None) -> None:
    """Write excerpts and notes to FILE as JSON-LD (left out: all excerpts). An older file of that name is replaced.

    \b
    Examples:
      briefing excerpts export readings.json
      briefing excerpts export toll.json the-toll
    """  # noqa: D301
    import json

    from briefing import build as verbs
    from briefing.files.writing import replacing
    from briefing.passages.annotations import page

    library = verbs.load(found_workspace(folder))
    chosen = _named(library, names)
    data = page(chosen, library)
    with replacing(file) as draft:
        draft.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo(f"{_counted(len(chosen))} written to {near(file)}.")
    if '"TextPositionSelector"' in json.dumps(data):
        click.echo("The file holds passages of your copies: hand it on only to people who may have them.", err=True)


@excerpts.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@workspace_option
def import_(file: Path, folder: Path | None) -> None:
    """Draft excerpts from FILE: annotations as JSON-LD, or an export of Hypothesis.

    A highlight becomes an excerpt, and its comment a note; a highlight within another one becomes a note on these words. The texts must
    be among your copies, except for excerpts that briefing itself has written.

    \b
    Example:
      briefing excerpts import hypothesis.json
    """  # noqa: D301
    from briefing import build as verbs
    from briefing.files.reading import read_text
    from briefing.passages import drafts
    from briefing.passages.annotations import marks
    from briefing.passages.importing import coming
    from briefing.passages.importing import drafts as drafted

    workspace = own_workspace(found_workspace(folder))
    annotations, wordless = marks(read_text(file, near(file)), near(file))
    library = verbs.load(workspace, coming(annotations))
    found = drafted(annotations, library, near(file))
    taken = [each for each in found.excerpts if each.id in library.excerpts]
    hint = "Delete its file first, or take it out of the annotations."
    clashes = [Problem(near(file), 0, f"there is an excerpt '{each.id}' already", hint) for each in taken]
    if found.problems or clashes:
        raise BriefingError([*found.problems, *clashes])
    if not found.excerpts:
        alone = Problem(near(file), 0, "the file holds notes without the excerpts that they are about", "Export the excerpts again.")
        raise BriefingError(found.left_out or [alone])
    if wordless:
        click.echo(f"{_counted(wordless, 'annotation')} left out: no words of the text are marked.", err=True)
    for reason in found.left_out:
        click.echo(f"Left out: {reason.message}.\n  {reason.hint}", err=True)
    for each in found.excerpts:
        path = drafts.write(workspace.seeds / "excerpts", each, workspace.root)
        click.echo(f"{near(path)}  {each.words} words, {len(each.notes)} notes")
    click.echo(f"{_counted(len(found.excerpts))} drafted. 'briefing check' says what is still to be written.")


def _counted(number: int, what: str = "excerpt") -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


def _refusal(message: str, hint: str) -> BriefingError:
    return BriefingError([Problem("", 0, message, hint)])

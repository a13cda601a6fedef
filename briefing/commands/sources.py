"""`briefing sources`: the user's own copies of sources, which packs quote from."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import found_workspace, near, own_workspace, workspace_option
from briefing.errors import BriefingError, Problem, nearest

if TYPE_CHECKING:
    from briefing.library import Library, Source
    from briefing.originals.adding import Addition, Shelf
    from briefing.originals.copies import Copy
    from briefing.originals.readers.result import Reading
    from briefing.originals.recognise import Known, Match
    from briefing.workspace import Workspace


@click.group()
def sources() -> None:
    """Add your own copies of articles, and see what there is to quote from.

    \b
    Examples:
      briefing sources add ~/Downloads/*.pdf
      briefing sources list
      briefing sources show engvall-2023
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)


@sources.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--as", "source", default="", metavar="SOURCE-ID", help="The source whose text the file holds. Left out: recognised.")
@click.option("--new", is_flag=True, help="Begin a record for a text that no source of the library fits.")
@click.option("--replace", is_flag=True, help="Put the file in place of the copy that is there.")
@click.option("--yes", is_flag=True, help="Ask nothing: take what is recognised surely, refuse what is in doubt.")
@workspace_option
def add(files: tuple[Path, ...], source: str, new: bool, replace: bool, yes: bool, folder: Path | None) -> None:
    """Add copies of articles: .txt .md .html .docx .odt .epub .rtf .pdf. The files themselves are left as they are.

    \b
    Examples:
      briefing sources add article.pdf
      briefing sources add article.docx --as engvall-2023
      briefing sources add *.html --new
      briefing sources add better.docx --replace
    """  # noqa: D301
    from briefing import build as verbs
    from briefing.originals import adding

    workspace = own_workspace(found_workspace(folder))
    if source and len(files) > 1:
        raise BriefingError([Problem("--as", 0, f"{len(files)} files cannot be copies of one source", "Add one file at a time.")])
    library = verbs.load(workspace)
    wishes = adding.Wishes(source, new=new, replace=replace)
    plan = adding.plan(_read(files), _shelf(library), wishes, _asker(yes=yes))
    adding.write(plan, workspace.seeds, dt.datetime.now(tz=dt.UTC).date().isoformat())
    after = verbs.load(workspace)
    for addition in plan:
        for line in _report(addition, after, workspace):
            click.echo(line)


@sources.command(name="list")
@workspace_option
def list_sources(folder: Path | None) -> None:
    """List the sources, whether there is a copy of each, and how many excerpts can be quoted.

    \b
    Example:
      briefing sources list
    """  # noqa: D301
    from briefing import build as verbs

    library = verbs.load(found_workspace(folder))
    rows = [("source", "copy", "added", "¶", "words", "quotable"), *(_row(library, source) for source in library.sources.values())]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


@sources.command()
@click.argument("source", metavar="SOURCE-ID")
@workspace_option
def show(source: str, folder: Path | None) -> None:
    """Show what there is of a source: its record, the copy, the excerpts that can be quoted, the words left under its limit.

    \b
    Example:
      briefing sources show engvall-2023
    """  # noqa: D301
    from briefing import build as verbs

    library = verbs.load(found_workspace(folder))
    if source not in library.sources:
        hint = nearest(source, library.sources, "'briefing sources list' shows all.")
        raise BriefingError([Problem("", 0, f"there is no source '{source}'", hint)])
    for line in _details(library, library.sources[source]):
        click.echo(line)


# ── adding ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read(files: Sequence[Path]) -> list[tuple[Path, Reading]]:
    from briefing.errors import collect
    from briefing.originals.any_format import read

    problems: list[Problem] = []
    found = [(file, collect(problems, lambda file=file: read(file))) for file in files]  # type: ignore[misc]
    if problems:
        raise BriefingError(problems)
    return [(file, reading) for file, reading in found if reading is not None]


def _shelf(library: Library) -> Shelf:
    from briefing.originals.adding import Shelf

    return Shelf({key: _known(record) for key, record in library.sources.items()}, library.originals)


def _known(record: Source) -> Known:
    from briefing.originals.recognise import Known

    text = record.original
    return Known(record.id, record.title, text.paragraphs, text.body, text.sha256 or "", text.sketch)


def _asker(*, yes: bool) -> Callable[[str, Match], bool] | None:
    if yes or not sys.stdin.isatty():
        return None
    return lambda name, match: click.confirm(f"{name} may be '{match.id}' ({match.score:.2f}: {match.reason}). Is it?", default=False)


def _report(addition: Addition, library: Library, workspace: Workspace) -> Iterator[str]:
    """Say where a file went, what it unlocks, and what the user should look at."""
    yield f"{addition.file.name} → {addition.source} ({addition.reason})"
    if addition.present:
        yield "  Nothing was changed."
        return
    copy, record = library.originals[addition.source], library.sources[addition.source]
    quotable, of = _quotable(library, record)
    yield f"  {_counted(len(copy.paragraphs), 'paragraph')}, {_counted(_words(copy), 'word')}" + (
        f"; {quotable} of {_counted(of, 'excerpt')} can be quoted" if of else "; no excerpts yet"
    )
    for notice in addition.reading.notices:
        yield f"  Note: {notice}."
    if addition.record:
        yield f"  Complete its record: {near(workspace.seeds / 'sources' / f'{addition.source}.md')}"
    elif quotable < of:
        yield f"  'briefing sources show {addition.source}' names the others."


# ── showing ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _row(library: Library, source: Source) -> tuple[str, ...]:
    copy = library.originals.get(source.id)
    quotable, of = _quotable(library, source)
    if copy is None:
        return (source.id, "none", "", str(source.original.paragraphs), str(source.original.words), f"0 of {of}")
    return (source.id, copy.provenance.file, copy.provenance.added, str(len(copy.paragraphs)), str(_words(copy)), f"{quotable} of {of}")


def _details(library: Library, source: Source) -> Iterator[str]:
    copy = library.originals.get(source.id)
    yield f"{source.id}: {source.short}, {source.title}"
    yield f"  record   {_counted(source.original.paragraphs, 'paragraph')}, {_counted(source.original.words, 'word')} in the body"
    if copy is None:
        yield "  copy     none; add yours with 'briefing sources add FILE'"
    else:
        origin = copy.provenance
        pages = f", {_counted(max(origin.pages), 'page')}" if origin.pages else ""
        yield f"  copy     {origin.file} (read as {origin.format}{pages}), added {origin.added}"
        yield f"           {_counted(len(copy.paragraphs), 'paragraph')}, {_counted(_words(copy), 'word')}; SHA-256 {origin.sha256}"
    yield f"  rights   {_rights(library, source)}"
    yield from _excerpts(library, source, copy)
    if copy is not None and not source.original.sketch:
        yield from _marks(copy, source)


def _rights(library: Library, source: Source) -> str:
    from briefing.languages import ENGLISH, catalogue
    from briefing.rights.conditions import limit_in_words

    basis = f"basis {catalogue(ENGLISH).say(f'rights.basis.{source.rights.basis}')}"
    allowed = limit_in_words(source.rights.limit, source.original.words)
    taken = sum(excerpt.words for excerpt in library.excerpts.values() if excerpt.source == source.id)
    if allowed is None:
        return f"{basis}; no limit stated; all excerpts take {_counted(taken, 'word')}"
    left = f"{allowed - taken:,} left" if taken <= allowed else f"{taken - allowed:,} too many"
    return f"{basis}; limit {source.rights.limit}: {_counted(allowed, 'word')}; all excerpts take {taken:,}, {left}"


def _excerpts(library: Library, source: Source, copy: Copy | None) -> Iterator[str]:
    from briefing.passages import finding as passages
    from briefing.passages.verdict import place

    found = [(excerpt, passages.find(excerpt, copy)) for excerpt in library.excerpts.values() if excerpt.source == source.id]
    if not found:
        yield "  excerpts none"
    for number, (excerpt, passage) in enumerate(found):
        where = place(passage.paragraphs or excerpt.paragraphs)
        yield f"  {'excerpts' if not number else '':8} {excerpt.id}: {passage.status}, {where}, {_counted(excerpt.words, 'word')}"


def _marks(copy: Copy, source: Source) -> Iterator[str]:
    from briefing.originals.recognise import body_of
    from briefing.originals.records import marks

    yield f"  To let another copy be recognised, add to seeds/sources/{source.id}.md, under 'original:':"
    yield from (f"  {line}" for line in marks(body_of(copy.paragraphs, source.original.body)))


def _quotable(library: Library, source: Source) -> tuple[int, int]:
    """Return how many excerpts of a source can be quoted, and how many it has."""
    from briefing.passages import finding as passages

    copy = library.originals.get(source.id)
    found = [passages.find(excerpt, copy).status for excerpt in library.excerpts.values() if excerpt.source == source.id]
    return sum(status in passages.PROVED for status in found), len(found)


def _words(copy: Copy) -> int:
    return sum(len(paragraph.split()) for paragraph in copy.paragraphs)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"

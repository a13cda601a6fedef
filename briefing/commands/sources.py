"""`briefing sources`: the user's own copies of sources, which packs quote from."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.bibliographies import export_sources, import_sources
from briefing.commands.options import found_workspace, own_workspace, workspace_option
from briefing.commands.reporting import answer, json_option, wants_json
from briefing.errors import counted, near

if TYPE_CHECKING:
    from briefing.originals.recognise import Match
    from briefing.verbs.copy_text import CopyText
    from briefing.verbs.page_pictures import PagePictures
    from briefing.verbs.sources import AddedFile, Removed, SourceCopy, SourceDetails


@click.group()
def sources() -> None:
    """Take over a bibliography, add your own copies of articles, and see what you can quote.

    \b
    Examples:
      briefing sources add ~/Downloads/*.pdf
      briefing sources import library.bib
      briefing sources list
      briefing sources show engvall-2023
      briefing sources remove engvall-2023
      briefing sources rename the-keepers-book keeper-1931
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)


sources.add_command(import_sources)
sources.add_command(export_sources)


@sources.command(short_help="Add copies of articles")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--as", "source", default="", metavar="SOURCE-ID", help="The source whose text the file holds. Default: briefing recognises it."
)
@click.option("--new", is_flag=True, help="Begin a new record if the text is from no source in the library.")
@click.option("--replace", is_flag=True, help="Replace the copy that is there.")
@click.option("--keep", is_flag=True, help="Keep PDFs themselves, too: packs can then print their pages.")
@click.option("--yes", is_flag=True, help="Ask nothing: add files that are recognised for sure, refuse the others.")
@workspace_option
@json_option
def add(files: tuple[Path, ...], source: str, new: bool, replace: bool, keep: bool, yes: bool, folder: Path | None) -> None:
    """Add copies of articles: .txt .md .html .mhtml .eml .docx .odt .epub .rtf .pdf.

    The files themselves stay as they are.

    \b
    Examples:
      briefing sources add article.pdf
      briefing sources add article.docx --as engvall-2023
      briefing sources add *.html --new
      briefing sources add better.docx --replace
      briefing sources add chapter.pdf --keep
    """  # noqa: D301
    from briefing.verbs import sources as verb

    workspace = own_workspace(found_workspace(folder))
    added = verb.add(workspace, files, source=source, new=new, replace=replace, keep=keep, ask=_asker(yes=yes))
    answer(added, (line for each in added.files for line in _added(each)))


@sources.command(short_help="Take a copy out again")
@click.argument("source", metavar="SOURCE-ID")
@click.option("--record", is_flag=True, help="Remove the record of the source, too.")
@workspace_option
@json_option
def remove(source: str, record: bool, folder: Path | None) -> None:
    """Take your copy of a source out of the workspace. It goes into .bin/, from where you can move it back.

    \b
    Examples:
      briefing sources remove engvall-2023
      briefing sources remove engvall-2023 --record
    """  # noqa: D301
    from briefing.verbs import sources as verb

    removed = verb.remove(own_workspace(found_workspace(folder)), source, record=record)
    answer(removed, _removed(removed))


@sources.command(short_help="Give a source another id")
@click.argument("old", metavar="SOURCE-ID")
@click.argument("new", metavar="NEW-ID")
@workspace_option
@json_option
def rename(old: str, new: str, folder: Path | None) -> None:
    """Give a source another id, and change every citation and setting that names it.

    \b
    Example:
      briefing sources rename the-keepers-book keeper-1931
    """  # noqa: D301
    from briefing.verbs.renaming import rename as verb

    found = verb(own_workspace(found_workspace(folder)), old, new)
    answer(found, [f"{counted(found.places, 'place')} changed in {counted(len(found.files), 'file')}: '{found.old}' is now '{found.new}'."])


@sources.command(name="list", short_help="List sources, copies and what can be quoted")
@workspace_option
@json_option
def list_sources(folder: Path | None) -> None:
    """List the sources, whether there is a copy of each, and how many excerpts can be quoted.

    \b
    Example:
      briefing sources list
    """  # noqa: D301
    from briefing.verbs import sources as verb
    from briefing.verbs.views.catalogue import table

    found = verb.list_sources(found_workspace(folder))
    answer(found, [table(("source", "copy", "added", "¶", "words", "quotable"), map(_row, found.sources))])


@sources.command(short_help="Show one source")
@click.argument("source", metavar="SOURCE-ID")
@click.option("--text", is_flag=True, help="Show the text of your copy, with the numbers of its paragraphs and pages.")
@click.option("--pages", is_flag=True, help="Make a picture of each page of the PDF, with the numbers of the paragraphs on it.")
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PDF",
    help="With --pages: the PDF that the copy was made from. Default: the file of its name, here or in the workspace.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="With --pages: the folder for the pictures. Default: output/SOURCE-ID-pages in the workspace.",
)
@workspace_option
@json_option
def show(source: str, text: bool, pages: bool, file: Path | None, output: Path | None, folder: Path | None) -> None:
    """Show one source: its record, your copy, the excerpts, and how many words its limit leaves.

    \b
    Examples:
      briefing sources show engvall-2023
      briefing sources show engvall-2023 --text
      briefing sources show engvall-2023 --pages --file ~/Downloads/article.pdf
    """  # noqa: D301
    from briefing.verbs import sources as verb

    if text and pages:
        raise click.UsageError("--text and --pages cannot be used together.")
    if not pages and (file or output):
        raise click.UsageError(f"{'--file' if file else '--output'} is only for --pages.")
    if text:
        from briefing.verbs.copy_text import text as read

        copy = read(found_workspace(folder), source)
        answer(copy, _text(copy))
        return
    if pages:
        from briefing.verbs.page_pictures import pages as draw

        made = draw(found_workspace(folder), source, file=file, into=output)
        answer(made, (), after=_pictures(made))
        return
    found = verb.show(found_workspace(folder), source)
    answer(found, _details(found))


def _text(copy: CopyText) -> Iterator[str]:
    page = 0
    for each in copy.paragraphs:
        if each.page != page:
            yield f"page {each.page}"
            page = each.page
        yield f"  ¶{each.number}  {each.text}"
        yield from (f"      Doubtful: {reason}." for reason in each.doubts)


def _pictures(made: PagePictures) -> Iterator[str]:
    yield f"{near(made.folder)}  {counted(len(made.files), 'picture')}"
    if made.missing:
        yield f"  The copy does not have {counted(made.missing, 'part')} of the pages: red in the pictures."


def _asker(*, yes: bool) -> Callable[[str, Match], bool] | None:
    if yes or wants_json() or sys.stdin is None or not sys.stdin.isatty():
        return None
    return lambda name, match: click.confirm(f"{name} may be a copy of '{match.id}' ({match.reason}). Is it?", default=False)


def _added(each: AddedFile) -> Iterator[str]:
    """Yield the lines about an added file: its source, what can be quoted now, and what the user should look at."""
    copy = each.copy
    yield f"{each.file.name} → {copy.id} ({each.reason})"
    if each.is_present:
        yield "  Nothing was changed."
        return
    yield f"  {counted(copy.paragraphs, 'paragraph')}, {counted(copy.words, 'word')}" + (
        f"; {copy.quotable} of {counted(copy.excerpts, 'excerpt')} can be quoted" if copy.excerpts else "; no excerpts yet"
    )
    for notice in each.notices:
        yield f"  Note: {notice}."
    if each.kept:
        yield f"  The copy that was there is in {near(each.kept)}"
    if each.record_follows:
        yield f"  Its record follows: {', '.join(each.record_follows)}"
    if each.record:
        yield f"  Complete its record: {near(each.record)}"
    elif copy.quotable < copy.excerpts:
        yield f"  'briefing sources show {copy.id}' names the other excerpts."


def _removed(found: Removed) -> Iterator[str]:
    for file, kept in zip(found.files, found.kept, strict=True):
        yield f"{near(file)} → {near(kept)}"
    if found.excerpts:
        yield f"  {counted(found.excerpts, 'excerpt')} of '{found.source}' cannot be quoted without a copy."


def _row(copy: SourceCopy) -> tuple[str, ...]:
    quotable = f"{copy.quotable} of {copy.excerpts}"
    return (copy.id, copy.file or "none", copy.added, str(copy.paragraphs), str(copy.words), quotable)


def _details(found: SourceDetails) -> Iterator[str]:
    from briefing.passages.verdict import place

    copy = found.copy
    yield f"{copy.id}: {found.short}, {found.title}"
    yield f"  record   {counted(found.record_paragraphs, 'paragraph')}, {counted(found.record_words, 'word')} in the body"
    if not copy.file:
        yield "  copy     missing; add yours with 'briefing sources add FILE'"
    else:
        pages = f", {counted(found.pages, 'page')}" if found.pages else ""
        yield f"  copy     {copy.file} (read as {found.format}{pages}), added {copy.added}"
        yield f"           {counted(copy.paragraphs, 'paragraph')}, {counted(copy.words, 'word')}; SHA-256 {found.sha256}"
    for number, notice in enumerate(found.notices):
        yield f"  {'' if number else 'reading':8} {notice}"
    for doubt in found.doubts:
        yield f"  doubtful {place(doubt.paragraphs)}: {doubt.reason}"
    yield f"  rights   {_rights(found)}"
    yield from _excerpts(found)
    if found.marks:
        yield f"  To let another copy be recognised, add to seeds/sources/{copy.id}.md, under 'original:':"
        yield from (f"  {line}" for line in found.marks)


def _rights(found: SourceDetails) -> str:
    basis = f"basis {found.basis}"
    if found.allowed is None:
        return f"{basis}; no limit stated; all excerpts take {counted(found.taken, 'word')}"
    left = found.allowed - found.taken
    shown = f"{left:,} left" if left >= 0 else f"{-left:,} too many"
    return f"{basis}; limit {found.limit}: {counted(found.allowed, 'word')}; all excerpts take {found.taken:,}, {shown}"


def _excerpts(found: SourceDetails) -> Iterator[str]:
    from briefing.passages.verdict import place

    if not found.excerpts:
        yield "  excerpts none yet"
    for number, each in enumerate(found.excerpts):
        where = place(each.paragraphs)
        yield f"  {'excerpts' if not number else '':8} {each.id}: {each.status}, {where}, {counted(each.words, 'word')}"
        yield from (f"           doubtful: {reason}" for reason in each.doubts)

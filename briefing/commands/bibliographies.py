"""`briefing sources import` and `sources export`: exchanging the records of sources with other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import found_workspace, own_workspace, workspace_option
from briefing.commands.reporting import answer, json_option
from briefing.errors import counted, near

if TYPE_CHECKING:
    from briefing.verbs.sources_export import ExportedSources
    from briefing.verbs.sources_import import ImportedBibliographies, ImportedRecord

_TEXTS = (".pdf", ".docx", ".odt", ".rtf", ".epub", ".html", ".htm", ".xhtml", ".md", ".txt")
"""The endings of texts. Behind `--match`, a shell puts further names between the bibliographies."""
_SHOWN = 12
"""How many records with the same outcome are named one by one."""


@click.command(name="import", short_help="Take over a bibliography")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--match",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILES...",
    help="Texts, or folders with texts, that become the copies of the records that they belong to.",
)
@workspace_option
@json_option
def import_sources(files: tuple[Path, ...], match: tuple[Path, ...], folder: Path | None) -> None:
    """Make a record for each work of a bibliography: BibTeX, BibLaTeX, RIS, CSL-JSON, or what Zotero or EndNote exports.

    FILE may be Zotero RDF, Better BibTeX JSON, MODS, EndNote XML or Refer (.enw), too, or a folder that Zotero has exported with its files.
    A second import changes the records that are there. What you have changed in a record stays, and you are told.

    \b
    Examples:
      briefing sources import library.bib
      briefing sources import ~/Desktop/"My Library"
      briefing sources import nile.ris --match ~/Downloads/*.pdf
    """  # noqa: D301
    from briefing.verbs.sources_import import import_

    texts = [file for file in files if match and file.suffix.lower() in _TEXTS]
    found = import_(own_workspace(found_workspace(folder)), [file for file in files if file not in texts], match=[*match, *texts])
    answer(found, _imported(found))


def _imported(found: ImportedBibliographies) -> Iterator[str]:
    counts = Counter(each.outcome for each in found.records)
    for outcome in ("new", "updated"):
        these = [each for each in found.records if each.outcome == outcome]
        yield from _few([f"{each.id}  {_short(each.title)} ({outcome})" for each in these])
    for each in found.records:
        yield from _about(each)
    yield from _few([f"{each.file}: {each.reason}." for each in found.left])
    yield from (f"Note: {notice}." for notice in found.notices)
    copies = sum(bool(each.copy) for each in found.records)
    shown = ", ".join(f"{counts[outcome]} {outcome}" for outcome in ("new", "updated", "unchanged"))
    entries = len(found.records) + sum(len(each.twins) for each in found.records)
    works = counted(len(found.records), "work") + (f" in {entries:,} entries" if entries > len(found.records) else "")
    yield f"{works}: {shown}. {counted(copies, 'copy') if copies == 1 else f'{copies} copies'} added."


def _about(each: ImportedRecord) -> Iterator[str]:
    place = f"{near(each.bibliography)}:{each.line}" if each.line else near(each.bibliography)
    if each.outcome == "updated":
        yield f"{each.id}: changed: {', '.join(each.changed)}"
    for kept in each.kept:
        mine = f"“{_short(kept.in_record)}”" if kept.in_record else "taken out"
        yield f"{each.id}: '{kept.setting}' stays as you wrote it ({mine}); {place} has “{_short(kept.in_bibliography)}”"
    if each.copy:
        yield f"{each.id}: copy from {each.copy} ({each.copy_reason})"
    if each.remarks and each.outcome != "unchanged":
        names = ", ".join(remark.partition(":")[0] for remark in each.remarks)
        yield f"{each.id}: kept as remarks, because no setting can hold it: {names}"
    if each.outcome != "unchanged":
        yield from (f"{each.id}: {notice} ({place})" for notice in each.notices)
    yield from (f"{each.id}: {twin.said}: one record ({place})" for twin in each.twins if twin.is_remarkable)


def _few(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"… and {len(lines) - _SHOWN} more"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


@click.command(name="export", short_help="Write a bibliography for other programs")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.argument("sources", nargs=-1, metavar="[SOURCE-ID]...")
@workspace_option
@json_option
def export_sources(file: Path, sources: tuple[str, ...], folder: Path | None) -> None:
    """Write the records of sources as CSL-JSON or BibTeX: the ending of FILE says which. Default: all sources.

    \b
    Examples:
      briefing sources export library.json
      briefing sources export nile.bib okello-2019 haddad-2016
    """  # noqa: D301
    from briefing.verbs.sources_export import export

    found = export(found_workspace(folder), file, sources)
    answer(found, _exported(found))


def _exported(found: ExportedSources) -> Iterator[str]:
    yield f"{near(found.file)}  {counted(found.sources, 'source')} as {found.format}"
    if found.kept:
        yield f"  The file that was there is in {near(found.kept)}"

"""`briefing texts`: your own texts, written with another program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import found_workspace, own_workspace, workspace_option
from briefing.commands.reporting import answer, json_option
from briefing.errors import counted, near

if TYPE_CHECKING:
    from briefing.verbs.roles import ImportedRoles
    from briefing.verbs.texts import ImportedText


@click.group()
def texts() -> None:
    """Bring in texts of your own that you wrote with Word, LibreOffice or Google Docs.

    \b
    Example:
      briefing texts import introduction.docx
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)


@texts.command(name="import", short_help="Make texts of Word files, .odt or .md")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--as", "identity", default="", metavar="ID", help="The name of the new text. Default: made from the name of the file.")
@click.option("--replace", is_flag=True, help="Replace a text that is there. It goes into .bin/.")
@workspace_option
@json_option
def import_texts(files: tuple[Path, ...], identity: str, replace: bool, folder: Path | None) -> None:
    """Make texts of the library of your own .docx, .odt or .md files.

    Headings, lists, tables, pictures, captions, footnotes, quotations, terms
    and links come in as Markdown. Pictures are put into seeds/images/.
    Comments become remarks, which no pack prints. briefing says what it had
    to change.

    \b
    Examples:
      briefing texts import introduction.docx
      briefing texts import notes.odt --as session-1
      briefing texts import introduction.docx --replace
    """  # noqa: D301
    from briefing.verbs.texts import import_

    found = import_(own_workspace(found_workspace(folder)), files, identity=identity, replace=replace)
    answer(found, (line for each in found.texts for line in _imported(each)))


def _imported(text: ImportedText) -> Iterator[str]:
    yield f"{text.source.name}: {counted(text.words, 'word')}, written to {near(text.file)}. Name it in an outline: texts: [{text.id}]."
    if text.kept:
        yield f"  The text that was there is in {near(text.kept)}."
    if text.pictures:
        yield f"  {counted(len(text.pictures), 'picture')} put into {near(text.pictures[0].parent)}/."
    yield from (f"  {notice}" for notice in text.notices)


@texts.command(name="roles", short_help="Make role cards of a table (CSV)")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--replace", is_flag=True, help="Replace roles that say something else than the table. They go into .bin/.")
@click.option("--encoding", default="", metavar="NAME", help="Encoding of FILE, such as cp1250. Default: as FILE says, UTF-8, or a guess.")
@workspace_option
@json_option
def import_roles(file: Path, replace: bool, encoding: str, folder: Path | None) -> None:
    """Make a role of each row of a table: 'briefing handout' prints its card.

    FILE is CSV, as Excel and LibreOffice save it. The first column has the
    names of the roles. The name of each further column is a heading on the
    cards, and its cells are the texts below. Roles that are placeholders
    still make room.

    \b
    Examples:
      briefing texts roles roles.csv
      briefing texts roles roles.csv --replace
    """  # noqa: D301
    from briefing.verbs.roles import import_

    found = import_(own_workspace(found_workspace(folder)), file, replace=replace, encoding=encoding)
    answer(found, _roles(found))


def _roles(found: ImportedRoles) -> Iterator[str]:
    for each in found.roles:
        yield f"{each.id}  {each.name} ({each.outcome})"
    if found.removed:
        yield f"  Out of the way, because nobody had written them: {', '.join(path.stem for path in found.removed)}."
    if found.kept:
        yield f"  What was there is in {near(found.kept[0].parent)}."
    yield f"{counted(len(found.roles), 'role')}. 'briefing handout --roster FILE' deals out their cards."

"""`briefing chart`: begin a figure with the numbers of a table."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.commands.options import WORDS, found_workspace, own_workspace, workspace_option
from briefing.commands.reporting import answer, json_option
from briefing.errors import counted, near


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--cite", type=WORDS, default="", metavar="WORDS", help="The source of the numbers, such as @haddad-2016, p. 3.")
@click.option("--title", type=WORDS, default="", metavar="WORDS", help="The title of the figure.")
@click.option("--unit", type=WORDS, default="", metavar="WORDS", help="The unit of all columns whose names have none.")
@workspace_option
@json_option
def chart(file: Path, cite: str, title: str, unit: str, folder: Path | None) -> None:
    """Begin a figure with the numbers of a table: .csv, .tsv or .xlsx.

    The first column has the labels, such as years; the others the numbers.
    A unit may be in brackets behind the name of a column: Flow (m³/s). The
    table is copied to seeds/data/. Sections 'use: figures' print the figure.

    \b
    Examples:
      briefing chart power.csv
      briefing chart power.xlsx --cite "@haddad-2016, p. 3" --title "Power"
    """  # noqa: D301
    from briefing.verbs.chart import chart as begin

    found = begin(own_workspace(found_workspace(folder)), file, cite=cite, title=title, unit=unit)
    lines = [f"{', '.join(found.series)} by {found.label}, {counted(found.rows, 'row')}. Written to {near(found.file)}."]
    if found.left_out:
        lines.append(f"  Columns without numbers: {', '.join(found.left_out)}.")
    lines.append(f"  The table is {near(found.data)}: change it there. 'briefing check' says what is still to be written.")
    if not cite:
        lines.append("  Name the source of the numbers in 'cite:': it says now that they need none.")
    answer(found, lines)

"""`briefing cache`: what builds remember."""

from __future__ import annotations

import click

from briefing.commands.reporting import answer, json_option
from briefing.errors import counted


@click.command()
@click.option("--clear", is_flag=True, help="Delete all of it. The next builds take as long as the first.")
@json_option
def cache(clear: bool) -> None:
    """Show what builds remember, or delete it.

    If nothing has changed since the last build, briefing does not build again.
    It remembers names, sizes and hashes of files, what the build said, how your
    citations are worded, and what the texts of your library say, so that a text
    is read once. Nobody else can read these files. To use another folder, set
    BRIEFING_CACHE to it; to remember nothing, set it to 'off'.

    \b
    Examples:
      briefing cache
      briefing cache --clear
    """  # noqa: D301
    from briefing.verbs import cache as verb

    found = verb.remembered(clear=clear)
    if found.folder is None:
        line = "Builds remember nothing: BRIEFING_CACHE is 'off'."
    else:
        line = f"{found.folder}: {counted(found.entries, 'file')}, {found.size / 1000:,.0f} kB{', deleted' * clear}"
    answer(found, [line])

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

    A build in which nothing has changed since the last one is not made again:
    briefing remembers names, sizes and hashes of files, and what the build said.
    It remembers no text of yours. Set BRIEFING_CACHE to another folder, or to
    'off'.

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
        line = f"{found.folder}: {counted(found.entries, 'build')}, {found.size / 1000:,.0f} kB{', deleted' * clear}"
    answer(found, [line])

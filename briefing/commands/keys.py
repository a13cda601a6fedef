"""`briefing keys`: what an outline, a section or a record may hold."""

from __future__ import annotations

import click

from briefing.commands.reporting import answer, json_option


@click.command()
@click.argument("kind", default="", metavar="[KIND]")
@json_option
def keys(kind: str) -> None:
    """Say in words what an outline, a section or a record may hold.

    KIND is a file, such as outline, source or excerpt; a kind of section, such
    as questions; or a setting. Without KIND, all kinds are listed. A word that
    briefing has another name for, such as toc or bibliography, leads there.

    \b
    Examples:
      briefing keys
      briefing keys outline
      briefing keys questions
      briefing keys toc
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.verbs.keys import keys as verb
    from briefing.verbs.views.keys import index, lines

    found = verb(kind)
    answer(found, ("\n".join(lines(table)) + "\n" for table in found.tables) if kind else index())

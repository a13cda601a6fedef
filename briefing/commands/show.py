"""`briefing show`: show what a pack holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import OUTLINE, edition_option, found_workspace, set_option, workspace_option
from briefing.commands.remembering import Said, unless_unchanged
from briefing.commands.reporting import json_option

if TYPE_CHECKING:
    from briefing.outline import Edition
    from briefing.verbs.show import Shown


@click.command()
@click.argument("outline", type=OUTLINE, required=False, default="")
@edition_option
@set_option
@click.option("--tree", "whole", is_flag=True, help="Print every node of the document.")
@click.option("--pages", is_flag=True, help="Show the page of the PDF on which each part begins. Takes longer.")
@workspace_option
@json_option
def show(outline: str, settings: dict[str, str], editions: tuple[Edition, ...], whole: bool, pages: bool, folder: Path | None) -> None:
    """Show what a pack holds: its sections, with words and reading minutes.

    Default for OUTLINE: the only outline, or seminar.

    \b
    Examples:
      briefing show seminar
      briefing show seminar --pages
      briefing show briefing --tree
    """  # noqa: D301
    from briefing.verbs.unchanged import Question

    workspace = found_workspace(folder)

    def once() -> Shown:
        from briefing.verbs import show as verb

        return verb.show(workspace, outline, settings=settings, editions=editions, pages=pages)

    options = {"outline": outline, "settings": settings, "editions": editions, "tree": whole, "pages": pages}
    question = Question("show", workspace.root, workspace.output, workspace.output, options)
    unless_unchanged(question, once, lambda shown: Said(_lines(shown, whole=whole)))


def _lines(shown: Shown, *, whole: bool) -> Iterator[str]:
    from briefing.verbs.views.overview import table

    for pack in shown.packs:
        yield pack.tree if whole else table(pack.overview)
        if not whole:
            yield from pack.left_out

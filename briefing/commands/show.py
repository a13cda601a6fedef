"""`briefing show`: show what a pack holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import OUTLINE, edition_option, found_workspace, set_option, workspace_option
from briefing.commands.reporting import answer, json_option

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
    from briefing.verbs import show as verb

    shown = verb.show(found_workspace(folder), outline, settings=settings, editions=editions, pages=pages)
    answer(shown, _lines(shown, whole=whole))


def _lines(shown: Shown, *, whole: bool) -> Iterator[str]:
    from briefing.views.overview import table

    for pack in shown.packs:
        yield pack.tree if whole else table(pack.overview)
        if not whole:
            yield from pack.left_out

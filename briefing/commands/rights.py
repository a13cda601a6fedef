"""`briefing rights`: what a pack takes from its sources and what they allow, and letters that ask for more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import OUTLINE, WORDS, found_workspace, set_option, workspace_option
from briefing.commands.reporting import answer, json_option
from briefing.errors import counted, near

if TYPE_CHECKING:
    from briefing.assemble.rights_page import Credit
    from briefing.verbs.rights import SourceUse, Uses


class _OutlineOrCommand(click.Group):
    """A group whose first word is an outline, unless it is a command."""

    def resolve_command(self, context: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Take a word that is no command for an outline of `show`."""
        known = self.get_command(context, args[0])
        return super().resolve_command(context, args if known else ["show", *args])

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Show the outline that is meant where none is named."""
        asks_for_help = bool(args) and args[0] in context.help_option_names
        first_is_option = not args or (args[0].startswith("-") and not asks_for_help)
        return super().parse_args(context, ["show", *args] if first_is_option else args)


@click.group(cls=_OutlineOrCommand, options_metavar="", subcommand_metavar="[OUTLINE] | request SOURCE")
def rights() -> None:
    """Show what a pack takes from its sources and what they allow, or ask for permission to print.

    \b
    Examples:
      briefing rights                        the pack that 'briefing build' makes
      briefing rights reading-pack           another one
      briefing rights request engvall-2023   a letter to the rights holder

    The exit code is 1 if a condition is not kept and the build would stop. This
    is not legal advice.
    """  # noqa: D301


@rights.command(short_help="Show what a pack takes from its sources")
@click.argument("outline", type=OUTLINE, required=False, default="")
@set_option
@workspace_option
@json_option
def show(outline: str, settings: dict[str, str], folder: Path | None) -> None:
    """Show what the pack of an outline takes from its sources.

    You can leave out the word 'show'. Default for OUTLINE: the only outline, or
    seminar.

    \b
    Example:
      briefing rights show seminar
    """  # noqa: D301
    from briefing.verbs import rights as verb

    found = verb.show(found_workspace(folder), outline, settings=settings)
    what = "1 source stops" if found.stopped == 1 else f"{found.stopped} sources stop"
    stop = [f"{what} the build. With --allow-unlicensed it prints digests of them instead."] if found.stopped else []
    answer(found, _lines(found), after=stop, ok=not found.stopped)


def _lines(found: Uses) -> Iterator[str]:
    described = (*map(_described, found.sources), *map(_credited, found.pictures))
    for text in (f"{found.outline}: {found.summary}", *described, found.unknown, found.caveat):
        if text:
            yield f"{text}\n"


def _credited(picture: Credit) -> str:
    """Return the line about one picture."""
    credit = picture.credit or "rights holder not stated: write credit= and licence= behind it"
    return f"picture {picture.file}: {credit}"


def _described(use: SourceUse) -> str:
    """Return a few lines about one source."""
    link = use.link or ("none known" if use.link_required else "none")
    asked, site = "asked for: " * use.link_required, " (the publisher’s site)" * use.is_publisher
    rows = {
        "title": use.title,
        "holder": use.holder,
        "terms": use.terms,
        "words": _words(use),
        "limit": use.limit,
        "link": f"{asked}{link}{site}",
        "verdict": use.verdict,
    }
    lines = [f"{use.name}  ({use.id})", *(f"  {key:8} {text}" for key, text in rows.items())]
    hints = [*(breach.hint for breach in use.breaches), *filter(None, [use.advice])]
    return "\n".join([*lines, *(f"  {'':8} {hint}" for hint in hints)])


def _words(use: SourceUse) -> str:
    passages = counted(use.passages, "passage")
    places = " and ".join([*([passages] if use.words > use.quoted else []), *(["quotations"] if use.quoted else [])])
    where = f" in {places}" if use.words else " (digests only)" if use.passages else " (cited only)"
    aside = f", {use.aside:,} of them only in the teacher edition" if use.aside else ""
    share = f" of {use.whole:,}, {use.words / use.whole:.1%}" if use.whole else ""
    return f"{use.words:,}{share}{where}{aside}"


@rights.command(short_help="Write a letter that asks for permission")
@click.argument("source")
@click.option(
    "--outline", type=OUTLINE, default="", metavar="OUTLINE", help="Ask for the passages of this pack only. Default: all excerpts."
)
@click.option("--course", type=WORDS, default="", metavar="TEXT", help="The course. Default: what the outline prints above its title.")
@click.option("--readers", type=WORDS, default="", metavar="TEXT", help="How many readers, such as 25.")
@click.option("--price", type=WORDS, default="", metavar="TEXT", help="What each reader pays for the pack, such as nothing.")
@click.option("--period", type=WORDS, default="", metavar="TEXT", help="When the pack is in use, such as 'October 2026 to July 2027'.")
@click.option("--territory", type=WORDS, default="", metavar="TEXT", help="Where the pack is handed out, such as Kenya.")
@click.option("--contact", type=WORDS, default="", metavar="TEXT", help="Your name, position, institution, address and e-mail.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write letter and table into this folder. Default: output/permissions/.",
)
@click.option("--replace", is_flag=True, help="Replace a letter that is there already.")
@set_option
@workspace_option
@json_option
def request(
    source: str,
    outline: str,
    course: str,
    readers: str,
    price: str,
    period: str,
    territory: str,
    contact: str,
    output: Path | None,
    replace: bool,
    settings: dict[str, str],
    folder: Path | None,
) -> None:
    """Write a letter that asks for permission to print passages of a source, and enter it in permissions.csv.

    The letter is a Word file. Blanks to fill in are in [brackets].

    \b
    Examples:
      briefing rights request engvall-2023
      briefing rights request engvall-2023 --outline seminar --readers 25
    """  # noqa: D301
    from briefing.verbs import rights as verb

    details = verb.Details(course, readers, price, period, territory, contact)
    done = verb.request(found_workspace(folder), source, outline, details, settings=settings, into=output, anew=replace)
    blanks = [f"Fill in, in the letter: {', '.join(done.blanks)}."] if done.blanks else []
    answer(done, [*map(near, (done.letter, done.table)), *blanks])

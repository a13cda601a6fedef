"""`briefing rights`: what a pack takes from its sources and what they allow, and letters that ask for more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import OUTLINE, WORDS, default_outlines, found_workspace, near, set_option, workspace_option
from briefing.errors import BriefingError, Problem, nearest

if TYPE_CHECKING:
    from briefing.library import Excerpt, Library
    from briefing.rights.conditions import Use
    from briefing.rights.request import Request
    from briefing.workspace import Workspace


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
    """Show what a pack takes from its sources and what they allow, or ask for leave to print.

    \b
    Examples:
      briefing rights                            the pack that 'briefing build' builds
      briefing rights reading-pack               another one
      briefing rights request engvall-2023       a letter to the rights holder

    The exit code is 1 where a condition is not kept and the build would stop. This is no legal advice.
    """  # noqa: D301


@rights.command()
@click.argument("outline", type=OUTLINE, required=False)
@set_option
@workspace_option
def show(outline: str | None, settings: dict[str, str], folder: Path | None) -> None:
    """Show the rights of an outline (left out: seminar, or the only outline there is). 'show' may be left out.

    \b
    Example:
      briefing rights show seminar
    """  # noqa: D301
    from briefing import build as verbs
    from briefing.assemble.rights_page import summary, unknown
    from briefing.languages import ENGLISH, catalogue

    workspace = found_workspace(folder)
    library = verbs.load(workspace)
    names = [outline] if outline else default_outlines(workspace)
    (found,) = verbs.uses(library, verbs.plans(workspace, library, names, settings))
    words = catalogue(ENGLISH)
    texts = (
        f"{names[0]}: {summary(words, found)}",
        *(_described(use) for use in found),
        unknown(words, found),
        words.say("rights.no-advice"),
    )
    for text in texts:
        if text:
            click.echo(f"{text}\n")
    stopped = sum(bool(use.breaches) for use in found)
    if stopped:
        what = "1 source stops" if stopped == 1 else f"{stopped} sources stop"
        click.echo(f"{what} the build. With --allow-unlicensed it prints digests of them instead.", err=True)
        raise SystemExit(1)


def _described(use: Use) -> str:
    """Return a few lines about one source."""
    from briefing.assemble.rights_page import holder, limit, name, terms
    from briefing.languages import ENGLISH, catalogue
    from briefing.rights.conditions import address

    rights, found, words = use.source.rights, address(use.source), catalogue(ENGLISH)
    link = found.url if found else "none known" if rights.link_required else "none"
    rows = {
        "title": use.source.title,
        "holder": holder(words, rights),
        "terms": terms(words, rights),
        "words": _words(use),
        "limit": limit(words, use),
        "link": f"{'asked for: ' if rights.link_required else ''}{link}{_site(use)}",
        "verdict": "; ".join(f"STOPS THE BUILD: {breach.message}" for breach in use.breaches) or "within what is stated",
    }
    lines = [f"{name(use.source)}  ({use.source.id})", *(f"  {key:8} {text}" for key, text in rows.items())]
    return "\n".join([*lines, *(f"  {'':8} {breach.hint}" for breach in use.breaches)])


def _words(use: Use) -> str:
    whole = use.source.original.words
    count = len(use.excerpts)
    passages = f" in {count} passage{'s' * (count != 1)}" if use.words else " (digests only)" if count else " (cited only)"
    return f"{use.words:,} of {whole:,}, {use.words / whole:.1%}{passages}"


def _site(use: Use) -> str:
    from briefing.rights.conditions import address

    found = address(use.source)
    return " (the publisher’s site)" if found and found.kind == "publisher" else ""


@rights.command()
@click.argument("source")
@click.option(
    "--outline", type=OUTLINE, metavar="OUTLINE", help="Ask for the passages of this pack only. Left out: every excerpt of the source."
)
@click.option("--course", type=WORDS, default="", metavar="TEXT", help="The course. Left out: what the outline prints above its title.")
@click.option("--readers", type=WORDS, default="", metavar="TEXT", help="How many readers, such as 25.")
@click.option("--price", type=WORDS, default="", metavar="TEXT", help="What each reader pays for the pack, such as nothing.")
@click.option("--period", type=WORDS, default="", metavar="TEXT", help="When the pack is in use, such as 'October 2026 to July 2027'.")
@click.option("--contact", type=WORDS, default="", metavar="TEXT", help="Your name, position, institution, address and e-mail.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where letter and table go. Left out: output/permissions/ in the workspace.",
)
@click.option("--replace", is_flag=True, help="Write the letter anew though there is one.")
@set_option
@workspace_option
def request(
    source: str,
    outline: str | None,
    course: str,
    readers: str,
    price: str,
    period: str,
    contact: str,
    output: Path | None,
    replace: bool,
    settings: dict[str, str],
    folder: Path | None,
) -> None:
    """Write a letter that asks for leave to print passages of a source, and enter it in permissions.csv.

    The letter is a Word file with [brackets] around what is left to fill in.

    \b
    Examples:
      briefing rights request engvall-2023
      briefing rights request engvall-2023 --outline seminar --readers 25 --period 'October 2026 to July 2027'
    """  # noqa: D301
    from briefing import build as verbs
    from briefing.rights.letter import blanks

    workspace = found_workspace(folder)
    library = verbs.load(workspace)
    if source not in library.sources:
        hint = nearest(source, library.sources, "'briefing list sources' shows all.")
        raise BriefingError([Problem("", 0, f"there is no source '{source}'", hint)])
    asked = _request(workspace, library, source, outline, settings)
    given = {"course": course, "readers": readers, "price": price, "period": period, "contact": contact}
    asked = _with(asked, {key: " ".join(value.split()) for key, value in given.items() if value.strip()})
    for path in _write(asked, output or workspace.output / "permissions", replace=replace):
        click.echo(near(path))
    left = blanks(asked)
    if left:
        click.echo(f"Fill in, in the letter: {', '.join(left)}.", err=True)


def _with(asked: Request, given: dict[str, str]) -> Request:
    import dataclasses

    return dataclasses.replace(asked, **given)  # type: ignore[arg-type]  # each of them is a text


def _request(workspace: Workspace, library: Library, source: str, outline: str | None, settings: dict[str, str]) -> Request:
    """Return the request for the passages of an outline, or for every excerpt of the source."""
    from briefing import build as verbs
    from briefing.rights.conditions import circle_of
    from briefing.rights.request import Request

    record = library.sources[source]
    if outline is None:
        excerpts = tuple(excerpt for excerpt in library.excerpts.values() if excerpt.source == source)
        return Request(record, _some(excerpts, source, "in the library"), library.originals.get(source))
    plans = verbs.plans(workspace, library, [outline], settings)
    (found,) = verbs.uses(library, plans)
    plan = plans[0].outline
    excerpts = tuple(excerpt for use in found if use.source.id == source for excerpt in use.excerpts)
    chosen = _some(excerpts, source, f"in the pack '{outline}'")
    return Request(record, chosen, library.originals.get(source), outline, plan.title, plan.kicker, circle=circle_of(plan.readers))


def _some(excerpts: tuple[Excerpt, ...], source: str, where: str) -> tuple[Excerpt, ...]:
    if not excerpts:
        raise BriefingError([Problem("", 0, f"there is no passage of '{source}' {where} to ask for", "Add an excerpt of it first.")])
    return tuple(sorted(excerpts, key=lambda excerpt: excerpt.paragraphs))


def _write(asked: Request, folder: Path, *, replace: bool) -> Iterator[Path]:
    """Write the letter and the table; neither where one of the two cannot be written."""
    from briefing.files.reading import read_text
    from briefing.files.writing import replacing
    from briefing.render import renderer
    from briefing.rights.letter import letter
    from briefing.rights.register import with_row
    from briefing.system.clock import today
    from briefing.theme.model import A4, Theme, compact, without_margin_notes

    paper, table = folder / f"permission-{asked.source.id}.docx", folder / "permissions.csv"
    if paper.exists() and not replace:
        hint = "Add --replace to write it anew, or choose another folder with -o."
        raise BriefingError([Problem(near(paper), 0, "this letter is there already", hint)])
    text, _ = with_row(read_text(table, near(table)) if table.exists() else "", asked, near(table))
    with replacing(table) as new_table, replacing(paper) as new_paper:
        new_table.write_bytes(text.encode())
        renderer("docx").render(letter(asked, today()), compact(Theme(paper=without_margin_notes(A4))), new_paper)
    yield from (paper, table)

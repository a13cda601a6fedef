"""What all commands share: the options for the workspace and for parameters, and how they are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.commands.reporting import change, remember, wants_json
from briefing.errors import BriefingError, Problem

if TYPE_CHECKING:
    from briefing.workspace import Workspace

Decorated = Callable[..., Any]


def workspace_option(command: Decorated) -> Decorated:
    """Add `--workspace DIR`, given to the command as `folder`."""
    return click.option(
        "-w",
        "--workspace",
        "folder",
        type=WORKSPACE_FOLDER,
        metavar="DIR",
        help="The workspace. Default: this folder, or the nearest workspace above.",
    )(command)


def set_option(command: Decorated) -> Decorated:
    """Add `--set NAME=VALUE`, given to the command as `settings`."""
    return click.option(
        "--set", "settings", multiple=True, metavar="NAME=VALUE", callback=_settings, help="Set a parameter of the outline. Repeatable."
    )(command)


def finish_options(command: Decorated) -> Decorated:
    """Add `--large-print` and `--ink-saver`."""
    large = click.option(
        "--large-print", is_flag=True, help="Print in 18 points and more: no italics, one column, no hyphens but in narrow tables."
    )
    grey = click.option("--ink-saver", is_flag=True, help="Print in black and greys, without filled areas.")
    return large(grey(command))


def output_option(command: Decorated) -> Decorated:
    """Add `--output DIR`, given to the command as a path or None."""
    return click.option(
        "-o", "--output", type=OUTPUT_FOLDER, metavar="DIR", help="Write the files into this folder. Default: output/ in the workspace."
    )(command)


def paper_option(command: Decorated) -> Decorated:
    """Add `--paper a4|a5|letter`."""
    papers = click.Choice(["a4", "a5", "letter"], case_sensitive=False)
    return click.option("--paper", type=papers, help="The sheet of paper. Default: the outline's own.")(command)


def no_cache_option(command: Decorated) -> Decorated:
    """Add `--no-cache`."""
    return click.option("--no-cache", is_flag=True, help="Build again, even if nothing has changed since the last build.")(command)


def unlicensed_option(command: Decorated) -> Decorated:
    """Add `--allow-unlicensed`."""
    text = "Print digests of sources whose conditions the pack does not keep."
    return click.option("--allow-unlicensed", is_flag=True, help=text)(command)


def edition_option(command: Decorated) -> Decorated:
    """Add `--edition student|teacher|both`, given to the command as `editions`."""
    return click.option(
        "--edition",
        "editions",
        type=click.Choice(["student", "teacher", "both"], case_sensitive=False),
        default="student",
        callback=_editions,
        help="Build for these readers. The teacher's edition adds answers, notes and run sheets. Default: student.",
    )(command)


def _editions(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    return ("student", "teacher") if value == "both" else (value,)


def words(text: str) -> str:
    """Return the words of an option as text. With LANG=C Python leaves letters such as é as bytes, and they are decoded here.

    Raises:
        click.BadParameter: It is not UTF-8.
    """
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        shown = text.encode("utf-8", "replace").decode("utf-8")
        raise click.BadParameter(f"'{shown}' is not UTF-8 text. Set LANG to a locale with UTF-8, such as C.UTF-8.") from None


class _Words(click.ParamType[str]):
    name = "text"

    def convert(self, value: str, _param: click.Parameter | None, _ctx: click.Context | None) -> str:
        """Return what was typed as text."""
        return words(value)


class _OutlineName(click.ParamType[str]):
    name = "outline"

    def convert(self, value: str, _param: click.Parameter | None, _ctx: click.Context | None) -> str:
        """Return the id of an outline: what was typed, or the name of the file that was named."""
        path = Path(words(value))
        is_file = path.suffix in (".yaml", ".yml") and path.parent.name in ("", "templates")
        return path.stem if is_file else words(value)


class _Folder(click.Path):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path of a folder. Refused are an empty path, which would be the current folder, and what looks like an option."""
        if value == "":
            self.fail("'' is not the name of a folder. Leave the option out, or name a folder.", param, ctx)
        if str(value).startswith("-"):
            self.fail(f"'{value}' is an option and not a folder. If a folder is called so, write './{value}'.", param, ctx)
        return super().convert(value, param, ctx)


class WholeNumber(click.ParamType[int]):
    """The type of an option that holds a whole number within limits. Click's own shows them as `[1<=x<=4]`."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        """Allow the numbers from `least` to `most`."""
        self.least, self.most = least, most

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return what was typed as a number."""
        text = str(value)
        if not (text.isascii() and text.isdecimal() and len(text) < 10) or not self.least <= int(text) <= self.most:
            self.fail(f"'{text}' is not a whole number from {self.least} to {self.most:,}.", param, ctx)
        return int(text)


OUTLINE = _OutlineName()
"""The type of an argument that names an outline, by its id or its file."""
OUTPUT_FOLDER = _Folder(path_type=Path, file_okay=False)
"""The type of an option that names the folder to write into."""
WORKSPACE_FOLDER = _Folder(path_type=Path, file_okay=False)
"""The type of an option that names a workspace."""
WORDS = _Words()
"""The type of an option that holds words of the user's own."""


def _settings(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Read NAME=VALUE; the last one of a name counts, as in pandoc."""
    found: dict[str, str] = {}
    for text in values:
        name, equals, value = words(text).partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"'{text}' is not NAME=VALUE, such as --set course='Water law'.")
        found[name.strip()] = value
    return found


WORKSPACE = "briefing.workspace"
"""The key of the folder that was named before the command, in the settings of the command line."""


def found_workspace(folder: Path | None) -> Workspace:
    """Return the workspace that the user named (after or before the command), else the nearest upwards, else the shipped one.

    Raises:
        BriefingError: The folder that the user named is no workspace.
    """
    from briefing.workspace import find

    workspace = find(folder or click.get_current_context().meta.get(WORKSPACE))
    remember(workspace.root)
    if workspace.is_shipped and not wants_json():
        click.echo("There is no workspace here, so briefing uses the pack that comes with it. 'briefing init DIR' makes your own.")
    return workspace


def own_workspace(workspace: Workspace) -> Workspace:
    """Return a workspace that the user can add to, and note that the command is about to.

    Raises:
        BriefingError: It is inside the installed program. The next update would delete the user's files.
    """
    if not workspace.takes_additions:
        hint = "Make a workspace of your own with 'briefing init DIR'. To begin with a copy of the shipped pack, add --shipped."
        raise BriefingError([Problem("", 0, "the shipped pack is part of the program, and nothing can be added to it", hint)])
    change()
    return workspace

"""`briefing desk`: the workspace in a browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from briefing.commands.options import OUTLINE, WORKSPACE, WholeNumber, workspace_option
from briefing.commands.reporting import remember


@click.command()
@click.argument("outline", type=OUTLINE, default="")
@click.option("--port", type=WholeNumber(0, 65535), default=0, metavar="NUMBER", help="The port of the desk. Default: one that is free.")
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
@workspace_option
def desk(outline: str, port: int, no_browser: bool, folder: Path | None) -> None:
    """Open the workspace in a browser: read the pack, choose, write, build.

    The desk works on the same files as the other commands, on this computer
    alone, without the network. In an empty folder it begins a workspace.
    Ctrl-C closes it.

    \b
    Examples:
      briefing desk
      briefing desk seminar
      briefing desk --no-browser --port 8800
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.desk.app import serve
    from briefing.desk.session import Session
    from briefing.workspace import find

    chosen = folder or click.get_current_context().meta.get(WORKSPACE)
    workspace = find(chosen)
    session = Session(Path.cwd(), None, outline) if workspace.is_shipped else Session(workspace.root, workspace, outline)
    remember(session.folder)

    def ready(address: str) -> None:
        click.echo(f"The desk is open at {address}\nThe address is for you alone. Ctrl-C closes the desk.")
        if not no_browser:
            webbrowser.open(address)

    serve(session, port, ready)

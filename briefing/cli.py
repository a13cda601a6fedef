"""The command line: one group, whose commands are loaded when they are used."""

from __future__ import annotations

import click

from briefing import __version__
from briefing.commands.reporting import Reporting

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=Reporting, context_settings=HELP)
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Build annotated teaching and briefing packs in Word, PDF and EPUB.

    \b
    Examples:
      briefing build                     every format of the shipped seminar pack, into output/
      briefing build briefing -f pdf     one outline, one format
      briefing show seminar              what is in a pack, with words and minutes
      briefing check                     everything that is wrong, at once
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)

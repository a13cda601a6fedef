"""Write the report on a pack as a web page and as a Word file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from briefing.check import files
from briefing.check.report import report, webpage
from briefing.check.report.criteria import criteria, law
from briefing.render import renderer
from briefing.theme.model import Theme


class Verdict(NamedTuple):
    """A report that was written."""

    files: tuple[Path, ...]
    failed: int
    """How many criteria the files fail, as far as briefing can tell."""


def publish(name: str, title: str, finished: Sequence[Path], folder: Path, day: dt.date) -> Verdict:
    """Check the files of a pack and write the report on them into a folder.

    Args:
        name: The pack's, with which the names of the reports begin.
        title: What the pack is called.
        finished: Its files.
        folder: Where the reports go.
        day: When the files were checked.
    """
    known = criteria()
    found = {path.name: files.findings(path, path.name) for path in finished}
    document = report.report(title, found, known, law(), day)
    page, word, book = (folder / f"{name}-accessibility.{ending}" for ending in ("html", "docx", "epub"))
    renderer("docx").render(document, Theme(), word)
    renderer("epub").render(document, Theme(), book)
    webpage.write(document, book, page)
    return Verdict((page, word), sum(bool(report.failed(each, found)) for each in known))

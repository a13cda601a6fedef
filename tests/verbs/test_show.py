"""`show --pages`: where each part of a pack begins."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

import briefing
from briefing import steps
from briefing.cli import main
from briefing.outline import Edition
from briefing.render import pdf


@pytest.mark.parametrize("edition", ["student", "teacher"])
def test_pages_are_those_of_the_pdf(inside_water: Path, edition: Edition) -> None:
    """Of every section, passage and question; the PDF's own list of places is asked."""
    workspace = briefing.find_workspace()
    outline = sorted((inside_water / "templates").glob("*.yaml"))[0].stem
    library = briefing.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, [outline], {}), editions=(edition,))
    pdf.render(pack.document, pack.theme, Path("pack.pdf"))
    reader = pypdf.PdfReader("pack.pdf")
    places = reader.named_destinations.items()
    printed = {name: reader.page_labels[reader.get_destination_page_number(place) or 0] for name, place in places}
    pages = steps.paged(pack).index.pages
    assert {entry.id for entry in (*pack.index.excerpts, *pack.index.questions)} <= pages.keys()
    assert pages == {name: printed[name] for name in pages}
    shown = briefing.show(workspace, outline, editions=[edition], pages=True).packs[0].overview
    assert {part.page for part in shown.parts} - {""} <= set(pages.values())
    assert next(part for part in shown.parts if not part.title.startswith("·")).page
    assert not [part.title for part in shown.parts if "p.\xa0." in part.title]


def test_pages_are_shown_when_they_are_asked_for(inside_water: Path) -> None:
    """Laying out takes time, which nobody spends unasked."""
    outline = sorted((inside_water / "templates").glob("*.yaml"))[0].stem
    without, with_pages = (CliRunner().invoke(main, ["show", outline, *more]).stdout.splitlines()[1] for more in ([], ["--pages"]))
    assert with_pages == f"{without}  page"

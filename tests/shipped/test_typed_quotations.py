"""The shipped texts beside the five articles: what they quote is there, word for word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing import outline, steps
from briefing.cli import main
from briefing.verbs import verify
from briefing.workspace import Workspace
from tests.support.needs import needs_articles
from tests.support.places import ARTICLES, SHIPPED


@needs_articles
@pytest.mark.slow
def test_articles_raise_no_false_alarm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No excerpt and no typed quotation is wrong, no passage begins within a sentence, and every outline is assembled for both editions."""
    for part in ("seeds", "templates"):
        shutil.copytree(SHIPPED / part, tmp_path / part, ignore=shutil.ignore_patterns("originals"))
    monkeypatch.chdir(tmp_path)
    added = CliRunner().invoke(main, ["sources", "add", *map(str, sorted(ARTICLES.glob("*.txt")))])
    assert added.exit_code == 0, added.output
    workspace = Workspace(tmp_path, tmp_path / "output")
    found = verify.run(workspace)
    assert {each.status for each in found.excerpts} == {"exact"}
    assert {each.status for each in found.quotations} == {"exact", "too short"}
    assert not [line for each in found.excerpts for line in each.advice]
    library = steps.load(workspace)
    plans = steps.plans(workspace, library, outline.names(workspace.templates), {})
    assert steps.packs(workspace, library, plans, editions=("student", "teacher"))

"""Words that are no Markdown, such as titles: they have the same signs as running text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing import steps
from briefing.document import Section, plain, walk
from briefing.workspace import Workspace


@pytest.mark.parametrize(
    ("language", "printed"),
    [("en", "The river’s “fair share”"), ("ru", "The river’s «fair share»")],
)
def test_front_of_a_pack_has_the_signs_of_print(water: Path, language: str, printed: str) -> None:
    """Its title and the lines around it, the words on every page, the properties of its files, and the titles of passages."""
    typed = 'The river\'s "fair share"'
    names = ("title", "subtitle", "kicker", "byline", "description")
    settings = "".join(f"{name}: {json.dumps(typed)}\n" for name in names)
    (water / "templates/front.yaml").write_text(
        f"{settings}language: {language}\nrunning: {{head: {json.dumps(typed)}, foot: {json.dumps(typed)}}}\nsections:\n- use: excerpts\n",
        encoding="utf-8",
    )
    excerpt = next(iter(sorted((water / "seeds/excerpts").glob("*.md"))))
    lines = excerpt.read_text(encoding="utf-8").splitlines()
    named = [f"title: {json.dumps(typed)}" if line.startswith("title:") else line for line in lines]
    excerpt.write_text("\n".join([*named, ""]), encoding="utf-8")
    workspace = Workspace(water, water / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["front"], {}))
    assert {getattr(pack.document, name) for name in (*names, "marking", "foot")} == {printed}
    assert printed in [plain(each.title) for each in walk(pack.document) if isinstance(each, Section)]

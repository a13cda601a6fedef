"""The addresses of links as footnotes, where an outline asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import steps
from briefing.document import Document, Link, Note, NoteMark, plain, walk
from briefing.workspace import Workspace

TEXT = """## See [a dam](https://example.org/head)

Watch [a lecture](https://example.org/watch?v=1) and <https://example.org/plain>; write to [Kim](mailto:kim@example.org).^[Or [read](https://example.org/read).]

| a |
| - |
| [a table](https://example.org/table) |
"""


def made(root: Path, links: str) -> Document:
    for folder in ("seeds/texts", "templates"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "seeds" / "texts" / "first.md").write_text(TEXT, encoding="utf-8")
    outline = f"title: Trial\n{links}sections:\n- {{use: text, title: First, texts: [first]}}\n"
    (root / "templates" / "trial.yaml").write_text(outline, encoding="utf-8")
    workspace = Workspace(root, root / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}))
    return pack.document


def test_addresses_are_footnotes_in_the_order_of_their_marks(tmp_path: Path) -> None:
    document = made(tmp_path, "links: notes\n")
    notes = {each.id: each for each in walk(document) if isinstance(each, Note)}
    marks = [notes[each.note] for each in walk(document) if isinstance(each, NoteMark)]
    assert [(each.mark, plain(each.children)) for each in marks] == [
        ("1", "https://example.org/watch?v=1"),
        ("2", "kim@example.org"),
        ("3", "Or read (https://example.org/read)."),
        ("4", "https://example.org/table"),
    ]
    assert "a lecture and https://example.org/plain; write" in plain(document)


@pytest.mark.parametrize("links", ["", "links: words\n"])
def test_links_are_their_words_otherwise(tmp_path: Path, links: str) -> None:
    document = made(tmp_path, links)
    assert [plain(each) for each in walk(document) if isinstance(each, Note)] == ["Or read."]
    assert len([each for each in walk(document) if isinstance(each, Link)]) == 6

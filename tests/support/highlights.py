"""Words of the article about water law that tests highlight, and what an import makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner, Result

from briefing.cli import main

SHARE = "No bank may take the whole of the water."
JUDGES = "The judges of “Tarsa” — there are seven"
DAM = "whoever plans a dam tells the neighbours first"
TITLE = "The Law of the Sarn"


def brought(folder: Path, name: str, content: str | bytes, *options: str) -> Result:
    """Write a file, and import its highlights."""
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return CliRunner().invoke(main, ["excerpts", "import", name, *options])


def notes(folder: Path) -> dict[str, list[str]]:
    """Return the notes of the excerpts, by the first and the last words of these."""
    files = sorted((folder / "seeds/excerpts").glob("lindqvist-2019-p*.md"))
    found: list[dict[str, Any]] = [yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1]) for path in files]
    assert all(each["sha256"] for each in found)
    return {f"{each['select']['start']} … {each['select']['end']}": [note["text"] for note in each.get("notes", ())] for each in found}

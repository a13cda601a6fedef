"""A workspace to quote in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.quotable import put_copy


@pytest.fixture
def quotable(inside_water: Path) -> Path:
    """Work in a workspace with the article, and with no excerpt of it yet."""
    put_copy(inside_water)
    for template in (inside_water / "templates").glob("*.yaml"):
        template.unlink()
    outline = "title: Pack\nsections:\n- use: sources\n  include: all\n"
    (inside_water / "templates" / "pack.yaml").write_text(outline, encoding="utf-8")
    for name in ("equitable-share", "notice-rule"):
        (inside_water / "seeds" / "excerpts" / f"{name}.md").unlink()
    for question in (inside_water / "seeds" / "questions").glob("*.md"):
        text = re.sub(r"^excerpts:.*\n", "", question.read_text(encoding="utf-8"), flags=re.MULTILINE)
        question.write_text(text, encoding="utf-8")
    return inside_water

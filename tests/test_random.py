"""Random packs through every renderer: whatever is put into whatever, the rules for each kind of file find nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from chance import Chance
from openxml_audit import FileFormat, OpenXmlValidator

from briefing.check.files import problems, reading
from briefing.render import Format, pdf, renderer
from briefing.render.theme import A4, LETTER, Theme


@pytest.mark.parametrize("seed", range(100, 112))
@pytest.mark.parametrize("name", ["docx", "epub"])
def test_random_packs_break_no_rule(tmp_path: Path, seed: int, name: Format) -> None:
    """Of a Word file and of an EPUB; PDF has a test of its own, which looks at the pages, too."""
    path = tmp_path / f"a.{name}"
    pack, theme = Chance(seed).pack(), Theme(paper=(A4, LETTER)[seed % 2])
    renderer(name).render(replace(pack, pages=pdf.pages(pack, theme)), theme, path)
    if name == "docx":
        assert [str(error) for error in OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors] == []
    assert [str(each) for each in problems(reading.check(path.read_bytes(), path.name), path.name)] == []

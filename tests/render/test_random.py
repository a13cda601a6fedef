"""Random packs through every renderer: whatever is put into whatever, the rules for each kind of file find nothing."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from briefing.check.files import inspection as reading
from briefing.check.files import problems
from briefing.document import Block, Chart, Document, Inline, Term, walk
from briefing.render import Format, pdf, renderer
from briefing.theme.further import of_package
from briefing.theme.model import A4, LETTER, Theme
from tests.support.chance import FOR_CHECKERS, Chance, for_checkers
from tests.support.variants import variants

FIRST_OF_TEACHER = 105


QUICK = [(104, "epub")]
"""The pack that is small enough for a plain `pytest`."""


@cache
def laid_out(seed: int) -> tuple[Document, Theme]:
    """Return a pack with the pages of its PDF, and its look."""
    chance, theme = Chance(seed), Theme(paper=(A4, LETTER)[seed % 2])
    pack = chance.pack() if seed < FIRST_OF_TEACHER else chance.teacher_pack()
    return replace(pack, pages=pdf.pages(pack, theme)), theme


@pytest.mark.parametrize(("seed", "name"), variants(itertools.product([102, 103, 104, 105, 107], ["docx", "epub"]), QUICK))
def test_random_packs_break_no_rule(tmp_path: Path, seed: int, name: Format) -> None:
    """Of a Word file and of an EPUB; PDF has a test of its own, which looks at the pages, too."""
    path = tmp_path / f"a.{name}"
    pack, theme = laid_out(seed)
    renderer(name).render(pack, theme, path)
    if name == "docx":
        assert [str(error) for error in OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors] == []
    assert [str(each) for each in problems(reading.check(path.read_bytes(), path.name), path.name)] == []


def test_packs_for_checkers_have_every_node() -> None:
    """But marked terms, which the seminar pack has."""
    made = {type(node) for seed in range(FOR_CHECKERS) for node in walk(for_checkers(seed))}
    assert {each for union in (Block, Inline, Chart) for each in get_args(union)} - made == {Term}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pdf", "docx", "epub"])
@pytest.mark.parametrize("seed", [3, 6])
def test_random_packs_of_two_directions_break_no_rule(tmp_path: Path, seed: int, name: Format) -> None:
    """Pages that begin on the right, with words of both directions in every block."""
    theme = Theme(more=tuple(of_package("manimgx_fonts")))
    pack = Chance(seed).backward_pack()
    path = tmp_path / f"a.{name}"
    renderer(name).render(replace(pack, pages=pdf.pages(pack, theme)), theme, path)
    if name == "docx":
        assert [str(error) for error in OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors] == []
    assert [str(each) for each in problems(reading.check(path.read_bytes(), path.name), path.name)] == []

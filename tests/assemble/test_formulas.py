"""Formulas in TeX as words of a line, in every part of a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import steps
from briefing.document import Document, Emphasis, Reference, Table, plain, walk
from briefing.errors import BriefingError
from briefing.workspace import Workspace

OUTLINE = "title: Trial\nsections:\n- {use: text, title: First, texts: [first]}\n"
Made = Callable[[str], Document]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Build a pack of one text."""

    def make(text: str) -> Document:
        for folder in ("seeds/texts", "templates"):
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / "texts" / "first.md").write_text(text, encoding="utf-8")
        (tmp_path / "templates" / "trial.yaml").write_text(OUTLINE, encoding="utf-8")
        workspace = Workspace(tmp_path, tmp_path / "output")
        library = steps.load(workspace)
        (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}))
        return pack.document

    return make


@pytest.mark.parametrize(
    ("tex", "printed"),
    [
        ("$Q = vA$", "Q = vA"),
        ("$x^2 + y_1$", "x² + y₁"),
        (r"$Q_t \geq 31$", "Qt ≥ 31"),
        (r"$\alpha \to \beta$", "α → β"),
        (r"$\frac{a+b}{2}$", "(a + b)/2"),
        (r"$\sqrt{x}$", "√x"),
        ("$$\nE = mc^2\n$$", "E = mc²"),
        ("$5 or $6 a day", "$5 or $6 a day"),
        (r"\$x\$", "$x$"),
    ],
)
def test_formula_is_words_of_its_line(made: Made, tex: str, printed: str) -> None:
    assert plain(made(f"So\n\n{tex}\n\nit is.")) == f"First So {printed} it is."


def test_letters_of_a_formula_are_in_italics(made: Made) -> None:
    assert [plain(each) for each in walk(made("It is $v = 3$.")) if isinstance(each, Emphasis)] == ["v"]


def test_formulas_are_words_in_headings_tables_and_notes(made: Made) -> None:
    document = made("## The law of $x^2$\n\n| $a_1$ | b |\n| --- | --- |\n| 1 | $b^3$ |\n\nIt is.^[With $c_2$.]")
    (table,) = (each for each in walk(document.blocks) if isinstance(each, Table))
    assert "".join(plain(table).split()) == "a₁b1b³"
    assert "The law of x²" in plain(document)
    assert "With c₂." in plain(document)


def test_formula_that_cannot_be_read_is_told_at_its_place(made: Made) -> None:
    with pytest.raises(BriefingError) as caught:
        made("It is $\\frac{a}{b}$.\n\nAnd $\\frac{a$.")
    (problem,) = caught.value.problems
    assert str(problem).startswith("seeds/texts/first.md:3:5: the formula $\\frac{a$ cannot be read")


def test_notes_for_the_teacher_have_formulas_and_references_as_words(inside_water: Path) -> None:
    excerpt = inside_water / "seeds" / "excerpts" / "equitable-share.md"
    before = excerpt.read_text(encoding="utf-8")
    lead = "  for: teacher\n  text: "
    excerpt.write_text(before.replace(lead, f"{lead}Flow is $x^2$; see [the table](#tbl-flow). "), encoding="utf-8")
    (inside_water / "seeds" / "texts" / "flow.md").write_text("| a | b |\n| - | - |\n| 1 | 2 |\n\n: Flow {#tbl-flow}\n", encoding="utf-8")
    sections = "- {use: text, title: First, texts: [flow]}\n- {use: excerpts, title: Read, select: [equitable-share]}\n"
    (inside_water / "templates" / "trial.yaml").write_text(f"title: Trial\nsections:\n{sections}", encoding="utf-8")
    workspace = Workspace(inside_water, inside_water / "output")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}), editions=("teacher",))
    (reference,) = (each for each in walk(pack.document) if isinstance(each, Reference) and plain(each) == "the table")
    (table,) = (each for each in walk(pack.document) if isinstance(each, Table))
    assert reference.target == table.id
    assert "Flow is x²; see the table." in plain(pack.document)

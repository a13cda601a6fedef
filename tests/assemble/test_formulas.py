"""Formulas in TeX, in every part of a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import steps
from briefing.document import Document, Equation, Formula, Reference, Table, plain, walk
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


WRITTEN = (
    ("$Q = vA$", "Q = vA"),
    ("$x^2 + y_1$", "x² + y₁"),
    (r"$Q_t \geq 31$", "Q_t ≥ 31"),
    (r"$\alpha \to \beta$", "α → β"),
    (r"$\frac{a+b}{2}$", "(a + b)/2"),
    (r"$\sqrt{x}$", "√x"),
    ("$$\nE = mc^2\n$$", "E = mc²"),
    ("$5 or $6 a day", "$5 or $6 a day"),
    (r"\$x\$", "$x$"),
)
"""Formulas, and the words that are printed of them."""


def test_formula_is_words_of_its_line(made: Made) -> None:
    text = "\n\n".join(f"So\n\n{tex}\n\nit is." for tex, _ in WRITTEN)
    assert plain(made(text)) == " ".join(["First", *(f"So {printed} it is." for _, printed in WRITTEN)])


def test_formula_of_its_own_line_is_a_block_with_a_number_if_it_has_an_id(made: Made) -> None:
    """The words before and behind it go on, and references have its number, whichever way its writer gave it an id."""
    environment = "\\begin{equation}\ny \\label{eq-b}\n\\end{equation}"
    document = made(f"Before $$x^2$$ {{#eq-a}} and behind, see @eq-b.\n\n{environment}\n\n$$\nz\n$$\n\nAs @eq-a says.")
    found = [each for each in walk(document.blocks) if isinstance(each, Equation)]
    assert [(plain(each), each.label) for each in found] == [("x²", "(1)"), ("y", "(2)"), ("z", "")]
    assert plain(document.blocks).split("First ")[1] == "Before x² and behind, see Equation\u00a02. y z As Equation\u00a01 says."
    references = [each.target for each in walk(document.blocks) if isinstance(each, Reference)]
    assert references == [found[1].id, found[0].id]
    assert [each.apart for each in walk(document.blocks) if isinstance(each, Formula)] == [True, True, True]


def test_formula_has_its_tex_as_mathematics_of_pages_and_of_word(made: Made) -> None:
    (formula,) = (each for each in walk(made(r"It is $\frac{a}{b}$.").blocks) if isinstance(each, Formula))
    assert formula.tex == r"\frac{a}{b}"
    assert "<mfrac><mi>a</mi><mi>b</mi></mfrac>" in formula.mathml
    assert formula.office.startswith("<m:oMath><m:f>")


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


@pytest.mark.parametrize(
    ("tex", "told"),
    [
        (r"\unknown{x}", r"the formula $\unknown{x}$ cannot be read: \unknown is not known"),
        ("{" * 70 + "x^2" + "}^2" * 70, "is nested too deeply"),
        (r"\sqrt{x+" * 16 + "1" + "}" * 16, "is nested too deeply"),
        ("x+" * 1_001 + "x", "is longer than 2000 characters"),
    ],
)
def test_formula_that_cannot_be_drawn_is_told(made: Made, tex: str, told: str) -> None:
    with pytest.raises(BriefingError) as caught:
        made(f"It is.\n\nAnd ${tex}$.")
    (problem,) = caught.value.problems
    assert told in problem.message
    assert (problem.file, problem.line) == ("seeds/texts/first.md", 3)


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

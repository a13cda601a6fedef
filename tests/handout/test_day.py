"""A day of training on paper: the programme, certificates, badges that are cut apart, and booklets with pages of their own."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner

from briefing.cli import main
from briefing.handout.imposition.arrangement import PAPERS, Size, n_up

DAY = """\
title: Ferries
sections:
- {use: programme}
- use: text
  title: Who owns the bank
  starts: "9:00"
  minutes: 90
  then: Coffee on deck
  text: Hello.
  sections:
  - {use: text, title: In pairs, text: Talk., minutes: 20}
  - {use: text, title: What nobody says, text: Watch for silence., minutes: 5, edition: teacher}
- use: text
  title: Who owns the water
  starts: "11:00"
  minutes: 60
  text: Hello again.
- {use: text, title: For the trainer, text: Count heads., minutes: 30, edition: teacher}
"""


DARK = 200
"""Grey from which on something is printed: 0 is black, 255 white."""


def run(*args: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, args)
    assert result.exit_code == code, result.output
    return result.output


def words(path: Path, page: int = 0) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(pdf[page].get_textpage().get_text_bounded().split())


def marks(path: Path) -> tuple[float, float, float, float]:
    """Return the white space around what the first page shows: left, above, right and below, as shares of the page."""
    with pypdfium2.PdfDocument(path) as pdf:
        picture = pdf[0].render(scale=1).to_pil().convert("L")
    box = picture.point(lambda shade: 255 * (shade < DARK)).getbbox()
    assert box
    (left, top, right, bottom), (width, height) = box, picture.size
    return left / width, top / height, 1 - right / width, 1 - bottom / height


@pytest.fixture
def day(inside_water: Path) -> Path:
    """Work in a workspace with an outline of a day."""
    (inside_water / "templates/day.yaml").write_text(DAY, encoding="utf-8")
    return inside_water


def test_programme_says_when_what_is_done_and_what_the_breaks_are(day: Path) -> None:
    """In the pack and on a sheet, and nothing of what is for the teacher."""
    run("build", "day", "--edition", "teacher", "-f", "pdf")
    run("handout", "day", "-k", "programme")
    sheet = words(day / "output/day-programme.pdf")
    rows = "9:00–10:30 Who owns the bank · In pairs (20 min) 10:30–11:00 Coffee on deck 11:00–12:00 Who owns the water"
    assert rows in sheet
    assert rows in words(day / "output/day-teacher.pdf", 1)
    for secret in ("nobody says", "For the trainer"):
        assert secret not in sheet


def test_programme_of_ones_own_keeps_its_rows(inside_water: Path) -> None:
    """The time is before the first space, where there is a time."""
    text = 'title: T\nsections:\n- {use: programme, rows: ["9:00–9:30 Registration", "Walk to the river", "10.15 Start"]}\n'
    (inside_water / "templates/own.yaml").write_text(text, encoding="utf-8")
    run("build", "own", "-f", "docx")
    table = docx.Document(str(inside_water / "output/own.docx")).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        ["9:00–9:30", "Registration"],
        ["", "Walk to the river"],
        ["10.15", "Start"],
    ]


def test_programme_without_a_session_says_what_to_write(inside_water: Path) -> None:
    (inside_water / "templates/own.yaml").write_text("title: T\nsections:\n- {use: programme}\n", encoding="utf-8")
    said = run("build", "own", "-f", "docx", code=1)
    assert "templates/own.yaml:3" in said
    assert "minutes: 90" in said


def test_certificate_and_badge_stand_in_the_middle_without_a_page_number(inside_water: Path) -> None:
    """As much white at the left as at the right, and above as below; nothing is at the foot."""
    (inside_water / "class.csv").write_text("name,institution\nAda Calder,Harbour Office\n", encoding="utf-8")
    for kind in ("certificate", "badge"):
        said = run("handout", "defaults", "-k", kind, "--roster", "class.csv")
        path = inside_water / f"output/defaults-{kind}-class.pdf"
        left, above, right, below = marks(path)
        assert left == pytest.approx(right, abs=0.02)
        assert above == pytest.approx(below, abs=0.06)
        assert not re.search(r"(^|\s)1(\s|$)", words(path))
        assert ("Harbour Office" in words(path)) is (kind == "badge"), said


def test_certificate_in_word_is_centred(inside_water: Path) -> None:
    run("handout", "defaults", "-k", "certificate", "-f", "docx")
    (path,) = (inside_water / "output").rglob("*certificate*.docx")
    file = docx.Document(str(path))
    assert file.element.body.sectPr.xpath("w:vAlign/@w:val") == ["center"]
    assert file.styles["Normal"].paragraph_format.alignment == 1
    assert not any(section.footer.paragraphs and section.footer.paragraphs[0].text for section in file.sections)


def test_eight_badges_are_cut_apart_between_them() -> None:
    """The lines are in the middle of the white between the cells, along both edges; without being asked for, there are none."""
    plan = n_up(9, 8, Size(297, 210), PAPERS["a4"], cut=True)
    assert plan.sheet == PAPERS["a4"]
    assert plan.upright_cuts == pytest.approx([105])
    assert len(plan.level_cuts) == 3
    for cuts, axis, size in ((plan.upright_cuts, 0, 2), (plan.level_cuts, 1, 3)):
        cells = {place.cell for place in plan.sides[0].places}
        assert all(not cell[axis] < cut < cell[axis] + cell[size] for cut in cuts for cell in cells)
    assert n_up(9, 8, Size(297, 210), PAPERS["a4"]).level_cuts == ()


def test_lines_to_cut_along_are_printed_if_asked_for(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    for _ in range(3):
        pdf.add_blank_page(page_size=(842, 595))
    pdf.save(tmp_path / "in.pdf")
    for options, is_dark in (((), False), (("--cut",), True)):
        run("impose", str(tmp_path / "in.pdf"), "--up", "8", *options, "-o", str(tmp_path / "out.pdf"))
        with pypdfium2.PdfDocument(io.BytesIO((tmp_path / "out.pdf").read_bytes())) as made:
            darkest, _ = made[0].render(scale=2).to_pil().convert("L").getextrema()
            assert (darkest < DARK) is is_dark
    assert "--cut is for --up" in run("impose", str(tmp_path / "in.pdf"), "--booklet", "--cut", code=2)


def test_pack_on_a5_fills_the_halves_of_a_booklet(inside_water: Path) -> None:
    """Its pages are printed at their own size, with smaller letters than on A4."""
    run("build", "defaults", "-f", "pdf", "--paper", "a5")
    small = inside_water / "output/defaults.pdf"
    with pypdfium2.PdfDocument(small) as pdf:
        assert pdf[0].get_size() == pytest.approx((419.5, 595.3), abs=0.1)
    assert "at 100% of their size" in run("impose", str(small), "--booklet")
    sizes = {}
    for paper in ("a4", "a5"):
        run("build", "defaults", "-f", "docx", "--paper", paper)
        (size,) = docx.Document(str(inside_water / "output/defaults.docx")).styles.element.xpath("w:docDefaults//w:sz/@w:val")
        sizes[paper] = int(size) / 2
    assert 8.5 <= sizes["a5"] < sizes["a4"]

"""Charts on their pages: bars that can be compared, and the words that introduce a chart beside it."""

from __future__ import annotations

from pathlib import Path

import docx
import pypdfium2
import pytest

from briefing.document import Bar, BarChart, Block, Figure, Panel, Row, Section
from briefing.render.docx import render as render_word
from briefing.render.figures import draw_parts
from briefing.render.figures.shapes import Area
from briefing.render.pdf import render
from briefing.theme.model import Theme
from tests.support.sample import document, para, t
from tests.support.variants import variants

THEME = Theme()


def lengths(chart: BarChart, width: float = 430) -> list[float]:
    """Return the lengths of the bars that are drawn full."""
    return [shape.width for part in draw_parts(chart, THEME, width, 600) for shape in part.shapes if isinstance(shape, Area)]


def test_panels_of_one_unit_share_their_scale() -> None:
    """2,600 is shorter than 14,800 beside it, though its words leave it more room, and also where panels stand in several rows."""
    labels = ("14,800 gigawatt hours, or nearly so", "2,600", "7,400")
    shares = (1.0, 2600 / 14800, 0.5)
    panels = tuple(Panel(f"Plant {n}", "GWh", (Bar(share, label),)) for n, (share, label) in enumerate(zip(shares, labels, strict=True)))
    other = Panel("Cost", "million", (Bar(1.0, "3"),))
    for width in (430, 250):
        first, second, third, cost = lengths(BarChart((Row("Dam"),), (*panels, other)), width)
        assert second == pytest.approx(first * 2600 / 14800)
        assert third == pytest.approx(first / 2)
        assert cost > third


def test_share_of_a_whole_is_on_the_scale_of_its_unit() -> None:
    """Of two wholes of one unit the smaller is drawn smaller: six of twelve seats are longer than four of five."""
    panels = (Panel("Now", "seats", (Bar(0.5, "6"),), 0, 1.0), Panel("Then", "seats", (Bar(0.8, "4"),), 0, 5 / 12))
    now, then = lengths(BarChart((Row("Party"),), panels))
    assert now / then == pytest.approx(6 / 4)


def page_of(path: Path, words: str) -> int:
    """Return the page on which words stand."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
    return next(number for number, text in enumerate(pages) if words in " ".join(text.split()))


def chart(rows: int = 8) -> Figure:
    """Return a chart with a caption that can be found."""
    bars = tuple(Bar(1 / (number + 1), str(number)) for number in range(rows))
    return Figure("f", t("The chart itself"), "Gist.", BarChart(tuple(Row(f"Row {n}") for n in range(rows)), (Panel("A", "m", bars),)), "")


@pytest.mark.parametrize("lines", variants(range(20, 44), range(20, 44, 3)))
def test_paragraph_that_introduces_a_chart_stays_with_it(tmp_path: Path, lines: int) -> None:
    """However much stands above: the end of the paragraph before a chart is on the page of the chart."""
    above = tuple(para(f"Line {number}.") for number in range(lines))
    render(document(*above, para("What the chart of boats shows at a glance."), chart(), *above), THEME, tmp_path / "a.pdf")
    assert page_of(tmp_path / "a.pdf", "at a glance") == page_of(tmp_path / "a.pdf", "The chart itself")


@pytest.mark.parametrize("lines", range(20, 26))
def test_short_section_does_not_follow_the_chart_of_the_next(tmp_path: Path, lines: int) -> None:
    """A section of one line stands where it would without the chart after it, while there is room for the section."""
    above: tuple[Block, ...] = (para("Above."), *(para(f"Line {number}.") for number in range(lines)))
    short = Section("short", t("A short section"), (para("Do it now."),))
    drawn = Section("drawn", t("A drawn section"), (chart(16), *above, *above))
    top = Section("top", t("At the top"), above)
    render(document(top, short, drawn), THEME, tmp_path / "a.pdf")
    render(document(top, short), THEME, tmp_path / "b.pdf")
    assert page_of(tmp_path / "a.pdf", "Do it now") == page_of(tmp_path / "b.pdf", "Do it now")


def test_word_keeps_the_paragraph_with_its_chart(tmp_path: Path) -> None:
    """In Word the paragraph before a drawing is kept with what follows."""
    render_word(document(para("What the chart shows."), chart(), para("After it.")), THEME, tmp_path / "a.docx")
    kept = {each.text: each.paragraph_format.keep_with_next for each in docx.Document(str(tmp_path / "a.docx")).paragraphs}
    assert kept["What the chart shows."]
    assert not kept["After it."]


def test_word_keeps_a_drawing_with_its_own_section_alone(tmp_path: Path) -> None:
    """With its key, but not with the heading of the next section: two drawings kept together are often higher than a page."""
    drawn = Section("a", t("First"), (chart(),)), Section("b", t("Second"), (chart(), para("A key.", "small")))
    render_word(document(*drawn, Section("c", t("Third"), (para("Text."),))), THEME, tmp_path / "a.docx")
    kept = [
        each.paragraph_format.keep_with_next
        for each in docx.Document(str(tmp_path / "a.docx")).paragraphs
        if each.style and each.style.name == "Figure"
    ]
    assert [bool(each) for each in kept] == [False, True]

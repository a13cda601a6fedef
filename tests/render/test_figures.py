"""Figures: drawn once, the same in all formats, readable without colour, sound whatever the numbers are."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from PIL import Image
from pydantic import ValidationError

from briefing import library
from briefing import steps as build
from briefing.document import (
    Band,
    Bar,
    BarChart,
    Chart,
    Column,
    Document,
    Figure,
    Fill,
    MapName,
    MatrixChart,
    Panel,
    Row,
    Section,
    Span,
    Table,
    Text,
    Tick,
    TimeChart,
    WorldMap,
    plain,
    walk,
)
from briefing.document.atlas import BORDERS
from briefing.document.plots import Dot, DotChart, DotRow, Group, GroupChart, Lane, LaneChart, LaneMark, Line, LineChart, LinePanel, Point
from briefing.files.validation import adapter
from briefing.render import docx, epub, pdf
from briefing.render.figures import draw, draw_parts
from briefing.render.figures.mirroring import mirrored
from briefing.render.figures.png import png
from briefing.render.figures.shapes import Area, Drawing, Patch, Stroke, Words, colour
from briefing.render.figures.shapes import Path as Lines
from briefing.render.figures.svg import svg
from briefing.render.figures.words import Setter
from briefing.theme.contrast import contrast
from briefing.theme.further import of_package
from briefing.theme.layers import Layers, shipped
from briefing.theme.model import LETTER, Size, Theme
from briefing.theme.resolve import resolve
from briefing.workspace import Workspace
from tests.support import docx_rules, epub_rules, pdf_structure
from tests.support.epubcheck import epubcheck
from tests.support.libraries import library_of
from tests.support.places import SHIPPED

SVG = "{http://www.w3.org/2000/svg}"


def bars(*values: tuple[float | None, str], panels: int = 1, parts: int | None = None, name: str = "Row") -> BarChart:
    """Return a chart with the same bars in each panel."""
    drawn = tuple(Bar(share, label, ("exact", "about", "limit")[number % 3]) for number, (share, label) in enumerate(values))
    rows = tuple(Row(f"{name} {number}", "in spring") for number in range(len(values)))
    return BarChart(rows, tuple(Panel(f"Series {number}", "boats", drawn, parts) for number in range(panels)))


def lines(*values: tuple[float | None, ...], name: str = "Reach", panels: int = 1) -> LineChart:
    """Return a chart with the same lines in each panel."""
    found = tuple(
        Line(f"{name} {number}", tuple(Point(at / max(1, len(line) - 1), y, f"{y} boats", at % 2 == 0) for at, y in enumerate(line)))
        for number, line in enumerate(values)
    )
    years = tuple(Tick(at / max(1, len(values[0]) - 1), str(1990 + at)) for at in range(len(values[0])))
    return LineChart(tuple(LinePanel("boats", found, SCALE) for _ in range(panels)), years, is_centred=True)


def groups(*values: tuple[float | None, ...], name: str = "Reach", is_stacked: bool = False, label: str = "boats") -> GroupChart:
    """Return a chart with a group of bars for each tuple."""
    found = tuple(
        Group(Row(f"{name} {number}", "in spring"), tuple(Bar(share, f"{share} {label}") for share in row))
        for number, row in enumerate(values)
    )
    return GroupChart(tuple(f"{name} of {n}" for n in range(len(values[0]))), "boats a year", found, is_stacked, is_stacked)


def dots(*values: tuple[float | None, ...], name: str = "Reach", label: str = "boats") -> DotChart:
    """Return a chart with a row of dots for each tuple."""
    found = tuple(
        DotRow(Row(f"{name} {number}"), tuple(Dot(at, f"{at} {label}", n % 2 == 0) for n, at in enumerate(row)))
        for number, row in enumerate(values)
    )
    return DotChart(tuple(f"{name} of {n}" for n in range(len(values[0]))), "boats a year", found, SCALE)


SCALE = tuple(Tick(at / 4, f"{at * 2500:,}") for at in range(5))
LONG = "a value that nobody could say in fewer words than these, and that has a Wasserstraßenverwaltungsvorschriftensammlung in it"
BODY = "Hydrometeorological zone"
MONTHS = tuple(Tick(month / 12, f"M{month}") for month in range(12))
CHARTS: dict[str, Chart] = {
    "one": bars((1, "one")),
    "none at all": bars((None, "not known"), (None, "not known")),
    "zero": bars((0, "0"), (0, "0")),
    "negative": bars((-1, "−1,000"), (0.5, "500"), (-0.001, "−1")),
    "only negative": bars((-1, "−1"), (-0.5, "−0.5")),
    "tiny beside huge": bars((1e-300, "one"), (1, "10³⁰⁰")),
    "eight series": bars((1, "about 1,000,000"), (0.5, "at most 500,000"), panels=8),
    "long labels": bars((1, LONG), (0.1, LONG), panels=3, name=LONG),
    "other scripts": bars((1, "мыңға жуық ₸"), (0.4, "тақрибан Ҷ"), name="Қызылорда Oʻzbekiston"),
    "parts": bars((0.6, "3"), (0.0, "0"), (1, "5"), parts=5),
    "share of an undivided whole": bars((0.333, "about a third"), (0.9, "up to 90%"), parts=0),
    "many rows": bars(*((number / 24, str(number)) for number in range(24))),
    "many rows of long labels": bars(*((number / 24, LONG) for number in range(24)), name=LONG),
    "an hour": TimeChart((Band((Span(0, 1),)),), (Tick(0, "2022"),)),
    "all at once": TimeChart((Band(tuple(Span(0.5, 0.5) for _ in range(400))),), (Tick(0, "1"), Tick(0.9, "9999"))),
    "years": TimeChart((Band((Span(0, 1), Span(0.9, 1, is_inferred=True)), "2021"), Band((), "2022")), MONTHS),
    "twelve crowded years": TimeChart(tuple(Band(tuple(Span(n / 99, n / 99) for n in range(99)), str(y)) for y in range(12)), MONTHS),
    "lines": lines((0.1, 0.5, 1), (0.9, None, 0.2), (0, 0, 0), (None, None, None)),
    "lines of one year": lines((0.5,), (0.4,)),
    "lines that end at one place": lines(*(((0.1, 0.5),) * 8), name=LONG, panels=2),
    "long lines": lines(tuple(abs(n % 40 - 20) / 20 for n in range(120))),
    "groups": groups((0.1, -0.5, 1), (0.9, None, 0.2), (0, 0, 0)),
    "groups of long words": groups((0.1, 1) * 2, (1, 1) * 2, name=LONG, label=LONG),
    "stacks": groups((0.1, 0.2, 0.7), (0.3, None, 0.2), (0, 0, 0), is_stacked=True),
    "stacks of long words": groups((0.01, 0.02) * 4, (0.2, 0.3, 0.4), name=LONG, label=LONG, is_stacked=True),
    "dots": dots((0.1, 0.5, 1), (0.9, None, 0.9), (0, 0, 0), (None, None, None)),
    "dots of long words": dots((0, 1), (1, 0), name=LONG, label=LONG),
    "lanes": LaneChart(
        (Lane("Upper", (LaneMark(0, 1, "1", "All of it"), LaneMark(0.5, 0.5, "2", is_inferred=True))), Lane("Lower", ())), MONTHS
    ),
    "crowded lanes": LaneChart(
        tuple(Lane(LONG, tuple(LaneMark(n / 30, n / 20, str(n), LONG[: n * 6]) for n in range(20))) for _ in range(2)), MONTHS
    ),
    "memberships": MatrixChart(("CSTO", "EAEU"), (("Kazakhstan", ("full", "half")), ("Turkmenistan", ("empty", "missing")))),
    "wide matrix": MatrixChart((BODY,) * 8, tuple((f"{BODY} {row}", ("half",) * 8) for row in range(6))),
}


def document(*charts: Chart) -> Document:
    """Return a pack of one figure for each chart, with a table of data."""
    table = Table("data", (Text("Data"),), (Column((Text("Row"),)), Column((Text("Value"),))), (((Text("a"),), (Text("1"),)),), "The data.")
    figures = tuple(
        Figure(f"f{number}", (Text(f"Figure {number}"),), f"Gist {number}.", chart, "data") for number, chart in enumerate(charts)
    )
    return Document("Figures", (Section("all", (Text("All"),), (*figures, table)),), "urn:uuid:00000000-0000-4000-8000-000000000007")


def edges(drawing: Drawing) -> list[tuple[float, float, float, float]]:
    """Return the left, upper, right and lower edge of each shape."""
    found = []
    for shape in drawing.shapes:
        match shape:
            case Area(x, y, width, height):
                found.append((x, y, x + width, y + height))
            case Lines(parts):
                found += [
                    (min(x for x, _ in part), min(y for _, y in part), max(x for x, _ in part), max(y for _, y in part)) for part in parts
                ]
            case Patch(points):
                found.append((min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points)))
            case Stroke(x0, y0, x1, y1):
                found.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
            case Words(x, y, _, width, _, _, size):
                found.append((x, y - size, x + width, y + 0.3 * size))
    return found


@pytest.mark.parametrize("width", [200.0, 318.0, 486.0])
@pytest.mark.parametrize("name", CHARTS)
def test_nothing_leaves_the_drawing(name: str, width: float) -> None:
    """Whatever the numbers and the words are."""
    drawing = draw(CHARTS[name], Theme(), width)
    assert 0 < drawing.height <= 560
    for left, top, right, bottom in edges(drawing):
        assert (left >= -0.01, top >= -1, right <= drawing.width + 0.5, bottom <= drawing.height + 1) == (True,) * 4


@pytest.mark.parametrize("name", CHARTS)
def test_no_two_words_lie_on_each_other(name: str) -> None:
    """Each is on ground of its own, and clear of the bars."""
    drawing = draw(CHARTS[name], Theme(), 486)
    boxes = [(shape.x, shape.y - 0.5 * shape.size, shape.x + shape.width, shape.y) for shape in drawing.shapes if isinstance(shape, Words)]
    areas = [(shape.x, shape.y, shape.x + shape.width, shape.y + shape.height) for shape in drawing.shapes if isinstance(shape, Area)]
    for number, one in enumerate(boxes):
        for other in (*boxes[number + 1 :], *areas):
            apart = one[2] <= other[0] + 0.2 or other[2] <= one[0] + 0.2 or one[3] <= other[1] + 0.2 or other[3] <= one[1] + 0.2
            assert apart, (one, other)


@pytest.mark.parametrize("name", CHARTS)
def test_all_words_of_the_chart_are_drawn(name: str) -> None:
    """No label is cut short."""
    chart = CHARTS[name]
    wanted: list[str] = []
    if isinstance(chart, TimeChart):
        wanted = [*(tick.label for tick in chart.ticks), *(band.label for band in chart.bands)]
    if isinstance(chart, MatrixChart):
        wanted = [*chart.columns, *(name for name, _ in chart.rows)]
    if isinstance(chart, BarChart):
        wanted = [text for row in chart.rows for text in (row.name, row.remark)]
        wanted += [text for panel in chart.panels for text in (panel.title, panel.unit, *(bar.label for bar in panel.bars))]
    if isinstance(chart, LineChart):
        wanted = [tick.label for panel in chart.panels for tick in panel.scale]
        for line in (line for panel in chart.panels for line in panel.lines):
            wanted += [line.name] if any(point.height is not None for point in line.points) else []
            wanted += [point.label for point in line.points if point.height is not None][-1:]
    if isinstance(chart, GroupChart):
        wanted = [*chart.series, chart.unit, *(text for group in chart.groups for text in (group.row.name, group.row.remark))]
        wanted += [bar.label for group in chart.groups for bar in group.bars]
    if isinstance(chart, DotChart):
        wanted = [*chart.series, chart.unit, *(row.row.name for row in chart.rows), *(tick.label for tick in chart.scale)]
        wanted += [each.label for row in chart.rows for each in sorted(row.dots, key=lambda dot: dot.at or 0)[-1:]]
    if isinstance(chart, LaneChart):
        wanted = [lane.name for lane in chart.lanes]
        wanted += [f"{mark.number}{mark.label}" for lane in chart.lanes for mark in lane.marks]
    drawn = "".join(shape.text for shape in draw(chart, Theme(), 486).shapes if isinstance(shape, Words))
    assert [text for text in wanted if re.sub(r"\s", "", text) not in re.sub(r"\s", "", drawn)] == []


def test_large_print_cuts_no_word() -> None:
    """Where the words are twice as large, so are the bars, and panels stand below one another."""
    theme = replace(Theme(), table=Size(18, 24), note=Size(18, 22))
    chart = bars((1, "about 294"), (0.5, "approximately one third"), panels=3, name="Turkmenistan")
    drawn = [shape.text for shape in draw(chart, theme, 430, 2000).shapes if isinstance(shape, Words)]
    words = (
        "about 294",
        "approximately one third",
        "Turkmenistan 0",
        "Turkmenistan 1",
        "Series 0",
        "Series 1",
        "Series 2",
        "in spring",
        "boats",
    )
    assert {word for text in drawn for word in text.split()} == {word for text in words for word in text.split()}


def test_bars_are_as_long_as_their_values() -> None:
    """Twice the value, twice the length, in every panel of a scale."""
    shapes = draw(bars((1, "a"), (None, "b"), (None, "c"), (0.25, "d")), Theme(), 400).shapes
    lengths = [shape.width for shape in shapes if isinstance(shape, Area)]
    assert lengths[0] == pytest.approx(4 * lengths[1])


def test_kinds_of_bars_differ_without_colour() -> None:
    """A stated value is full, an approximate one hatched, a limit empty: other shapes, in one ink."""
    drawings = [draw(BarChart((Row("a"),), (Panel("p", "u", (Bar(1, "1", kind),)),)), Theme(), 300) for kind in ("exact", "about", "limit")]
    looks = [([type(shape).__name__ for shape in drawing.shapes if shape.ink == "accent"]) for drawing in drawings]
    assert looks[0] != looks[1] != looks[2] != looks[0]


def test_squares_of_a_matrix_differ_without_colour() -> None:
    """A member is full, an observer half full, no member empty; where nothing is known, nothing is drawn."""
    drawings = [draw(MatrixChart(("CSTO",), (("Kazakhstan", (fill,)),)), Theme(), 300) for fill in get_args(Fill)]
    inked = [sum(shape.width for shape in drawing.shapes if isinstance(shape, Area)) for drawing in drawings]
    assert inked[0] > inked[1] > inked[2] == inked[3] == 0
    assert len(drawings[2].shapes) > len(drawings[3].shapes)


def test_labels_of_an_axis_that_would_meet_are_thinned_out() -> None:
    """Every second of them is left, or every third: never two on each other."""
    months = tuple(Tick(month / 12, f"a long month {month}") for month in range(12))
    for width, count in ((800, 12), (486, 6), (200, 3)):
        shapes = draw(TimeChart((Band((Span(0, 1),)),), months), Theme(), width).shapes
        assert sum(isinstance(shape, Words) for shape in shapes) == count


@pytest.mark.parametrize("name", ["academic", "policy"])
def test_inks_stand_out(name: str) -> None:
    """Words by 4.5 to 1, shapes by 3 to 1 and more, in both shipped themes; hairlines between rows say nothing."""
    theme = resolve(Layers((shipped(name),)), SHIPPED, paper=None, is_short=False, has_margin_notes=True).theme
    for chart in CHARTS.values():
        for shape in draw(chart, theme, 486).shapes:
            if shape.ink == "rule":
                assert isinstance(shape, Stroke)
                continue
            assert contrast(colour(shape.ink, theme.colours), "#ffffff") >= (4.5 if isinstance(shape, Words) else 3)


def test_drawing_taller_than_a_page_goes_on_on_the_next(tmp_path: Path) -> None:
    """In large print, between two panels, and as one figure to a listener."""
    theme = replace(Theme(), table=Size(18, 24), note=Size(18, 22))
    chart = bars((1, "about 294"), (0.5, "one third"), (0.2, "1"), (0.1, "0.5"), panels=8)
    pdf.render(document(chart), theme, tmp_path / "a.pdf")
    assert pdf_structure.problems(tmp_path / "a.pdf") == []
    with pikepdf.open(tmp_path / "a.pdf") as file:
        assert len(file.pages) > 1
        assert sum(isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure" for each in file.objects) == 1


# ── the files ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pdf_tags_each_drawing_as_a_figure(tmp_path: Path) -> None:
    """With its alternative text, its place on the page, and its words in embedded fonts."""
    charts = [*CHARTS.values()]
    pdf.render(document(*charts), Theme(), tmp_path / "a.pdf")
    assert pdf_structure.problems(tmp_path / "a.pdf") == []
    with pikepdf.open(tmp_path / "a.pdf") as file:
        figures = [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
        assert [str(each.Alt) for each in figures] == [f"Gist {number}." for number in range(len(charts))]
        for each in (each for each in figures if "/A" in each):  # a drawing that goes on on the next page has no place on one
            left, bottom, right, top = (float(value) for value in each.A.BBox)
            assert 0 <= left < right <= 595.28
            assert 0 <= bottom < top <= 841.89


@pytest.mark.slow
def test_word_has_each_drawing_as_svg_and_png(tmp_path: Path) -> None:
    """In the line of text, with an alternative text, under one number each."""
    docx.render(document(*CHARTS.values()), replace(Theme(), paper=LETTER), tmp_path / "a.docx")
    assert docx_rules.problems(tmp_path / "a.docx") == []
    assert [str(error) for error in OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(tmp_path / "a.docx").errors] == []
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        body = etree.fromstring(package.read("word/document.xml"))
        named = body.findall(".//{*}inline/{*}docPr")
        assert [each.get("descr") for each in named] == [f"Gist {number}." for number in range(len(CHARTS))]
        assert len({each.get("id") for each in named}) == len(named)
        assert len(body.findall(".//{*}svgBlip")) == len(CHARTS)
        for number in range(1, len(CHARTS) + 1):
            assert Image.open(io.BytesIO(package.read(f"word/media/picture{number}.png"))).size[0] > 300
            assert etree.fromstring(package.read(f"word/media/picture{number}.svg")).tag == f"{SVG}svg"


@pytest.mark.java
def test_epubcheck_takes_each_drawing(tmp_path: Path) -> None:
    """No message on any kind of chart."""
    epub.render(document(*CHARTS.values()), Theme(), tmp_path / "a.epub")
    assert epubcheck(tmp_path / "a.epub") == []


@pytest.mark.slow
def test_epub_names_each_drawing_and_leads_to_its_table(tmp_path: Path) -> None:
    """Drawn for a page and for a phone, each named by its gist, with a role, and the table as its details; the file says so.

    The title is heard with the caption, and so it is not said again.
    """
    epub.render(document(*CHARTS.values()), Theme(), tmp_path / "a.epub")
    files = epub_rules.unzipped(tmp_path / "a.epub")
    pages = [etree.fromstring(data) for name, data in files.items() if "/text/" in name]
    drawn = [each for page in pages for each in page.iter(f"{SVG}svg")]
    assert len(drawn) == 2 * len(CHARTS)
    for number, each in enumerate(drawn):
        parts = {part.get("id"): part.text for part in each if part.tag in (f"{SVG}title", f"{SVG}desc")}
        assert (each.get("role"), each.get("aria-details"), each.get("aria-describedby")) == ("img", "data", None)
        assert parts == {each.get("aria-labelledby"): f"Gist {number // 2}."}
    features = epub_rules.Book(files).meta("schema:accessibilityFeature")
    assert {"alternativeText", "longDescription"} <= set(features)


def test_png_has_no_ground() -> None:
    """So that a word across the page of a Word file is seen through it; what is drawn is not."""
    image = Image.open(io.BytesIO(png(Drawing(20, 20, (Area(5, 5, 10, 10, "ink"),)), Theme().colours))).convert("RGBA")
    assert image.getpixel((2, 2))[3] == 0  # type: ignore[index]
    assert image.getpixel((image.width // 2, image.height // 2))[3] == 255  # type: ignore[index]


@pytest.mark.slow
def test_same_drawing_gives_the_same_bytes() -> None:
    """As SVG; and every third as PNG, which is small. Nothing is remembered from one time to the other."""
    found = []
    for _ in range(2):
        draw_parts.cache_clear()
        png.cache_clear()
        drawings = [draw(chart, Theme(), 400) for chart in CHARTS.values()]
        found.append(([svg(each, Theme().colours) for each in drawings], [png(each, Theme().colours) for each in drawings[::3]]))
    assert found[0] == found[1]
    assert max(map(len, found[0][1])) < 200_000


# ── from the library ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_words_of_each_drawing_stand_in_its_table() -> None:
    """But for the dates of an axis and the names of lanes, which a listener hears: that is why drawings do not count as words.

    Where a drawing has no table, its alternative text has them.
    """
    workspace, known = Workspace(SHIPPED, SHIPPED / "output"), library_of(SHIPPED)
    pack = build.packs(workspace, known, build.plans(workspace, known, ["seminar"], {}))[0]
    tables = {each.id: plain(each) for each in walk(pack.document) if isinstance(each, Table)}
    figures = [each for each in walk(pack.document) if isinstance(each, Figure)]
    assert len(figures) >= 5
    for figure in figures:
        chart = figure.chart
        axis = {word for tick in getattr(chart, "ticks", ()) for word in tick.label.split()}
        axis |= {band.label for band in chart.bands} if isinstance(chart, TimeChart) else set()
        axis |= {word for lane in chart.lanes for word in lane.name.split()} if isinstance(chart, LaneChart) else set()
        beside = plain(next(each for each in walk(pack.document) if isinstance(each, Section) and figure in each.blocks))
        said = tables[figure.details] if figure.details else f"{figure.alt} {beside}"
        if isinstance(chart, WorldMap):
            # What it names around its countries is in the paragraph below it, or it has no room for one.
            axis |= {word for _, scale in chart.scales for word in scale.split()}
            said = f"{figure.alt} {beside}"
        drawn = "".join(shape.text + " " for shape in draw(figure.chart, Theme(), 486).shapes if isinstance(shape, Words))
        assert [word for word in drawn.split() if word not in said and word not in axis] == []


FIGURE: dict[str, Any] = {
    "id": "f", "title": "T", "caption": "C", "alt": "A", "label": "L", "description": "",
    "series": [{"name": "Boats", "unit": "a year"}],
    "rows": [{"label": "Upper", "values": [1], "shown": ["1"], "cite": "@background"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"series": [{"name": "a", "unit": "b"}] * 200}, "this figure has 200 series, but a page has room for 8"),
        ({"series": [{"name": "a", "unit": "b", "whole": 0.5}]}, "'Upper' has 1 in 'a', but the 'whole' of this series is 0.5"),
        ({"series": [{"name": "a", "unit": "b", "whole": 0}]}, "greater than 0"),
        ({"rows": [{**FIGURE["rows"][0], "values": [float("nan")]}]}, "finite number"),
        ({"rows": [{**FIGURE["rows"][0], "exactness": ["about", "about"]}]}, "'Upper' has 1 in 'values' but 2 in 'exactness'"),
    ],
)
def test_figure_that_cannot_be_drawn_is_refused(change: dict[str, Any], message: str) -> None:
    """With what is wrong with it."""
    adapter(library.Figure).validate_python(FIGURE)
    with pytest.raises(ValidationError, match=re.escape(message)):
        adapter(library.Figure).validate_python(FIGURE | change)


# ── for who reads from right to left ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_a_pack_read_from_the_right_is_mirrored(name: str) -> None:
    """Each shape is as far from the right as it was from the left, and nothing leaves the drawing or lies on something else."""
    straight, turned = (draw(CHARTS[name], Theme(), 486, backward=backward) for backward in (False, True))
    assert (turned.width, turned.height) == (straight.width, straight.height)
    ends = sorted((round(straight.width - right, 3), round(straight.width - left, 3)) for left, _, right, _ in edges(straight))
    if not any(isinstance(each, Words) and "₸" in each.text for each in straight.shapes):  # a line in two typefaces stays one
        assert sorted((round(left, 3), round(right, 3)) for left, _, right, _ in edges(turned)) == ends


def test_words_of_a_mirrored_line_keep_their_order() -> None:
    """A line in two typefaces is moved as one."""
    style = Setter((Theme().sans, Theme().text, *of_package("manimgx_fonts")), Size(9, 12))
    line = [each for each in style.set(["Kesh النهر Sarn"], 20, 0) if isinstance(each, Words)]
    moved = [each for each in mirrored(Drawing(200, 20, tuple(line))).shapes if isinstance(each, Words)]
    assert len(line) > 2
    assert [each.text for each in moved] == [each.text for each in line]
    assert [each.x for each in moved] == sorted(each.x for each in moved)
    assert moved[-1].x + moved[-1].width == pytest.approx(180)


def test_a_map_is_the_same_for_all_readers() -> None:
    chart = WorldMap((5, 40, 15, 50), BORDERS.owners, (MapName("it", "Italy", is_shown=True),))
    assert draw(chart, Theme(), 300, backward=True) == draw(chart, Theme(), 300)

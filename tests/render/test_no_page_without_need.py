"""No page ends early without need: what is kept together goes to the next page only where this one has no room for it."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import pytest

from briefing.document import Bar, BarChart, Block, Blocks, Callout, Column, Figure, Panel, Row, Section, Table
from briefing.document.plots import Group, GroupChart
from briefing.render.pdf.block_setter import BlockSetter
from briefing.render.pdf.columns import everything
from briefing.render.pdf.document_parts import cut
from briefing.render.pdf.page_breaks import Page
from briefing.render.pdf.strips import NEVER, Heading, Strip
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import make_styles
from briefing.theme.model import A4, Theme, compact, without_margin_notes
from tests.support.sample import document, para, prose, t

NEARLY_EMPTY = 0.25
"""A page with less text than this share of it."""
THEMES: dict[int, Theme] = {
    1: compact(Theme(paper=without_margin_notes(A4))),
    2: compact(Theme(paper=without_margin_notes(A4, is_filled=True))),
}


def set_and_cut(blocks: Blocks, columns: Literal[1, 2]) -> tuple[list[Page], Theme]:
    theme = THEMES[columns]
    setter = BlockSetter(
        replace(document(*blocks, cover="block"), columns=columns, contents_depth=0), theme, make_styles(theme), Element("Document")
    )
    setter.set()
    return cut(setter.strips, theme), theme


def used(page: Page) -> float:
    strip, depth = page.strips[-1]
    return depth + strip.height


def kept(strips: Sequence[Strip]) -> float:
    """Return the height of what no page break parts at the beginning of a page."""
    high = strips[0].space + strips[0].height
    for strip in strips[1:]:
        if strip.penalty != NEVER or strip.new_page:
            break
        high += strip.space + strip.height
    return high


def ended_without_need(pages: Sequence[Page], theme: Theme) -> list[int]:
    """Return the numbers of the pages that are nearly empty though what follows had room on them."""
    found = []
    for number, (page, following) in enumerate(itertools.pairwise(pages), 1):
        strips = list(everything([strip for strip, _ in following.strips]))
        is_forced = not strips or strips[0].new_page
        room = theme.paper.text_height - used(page)
        if not is_forced and used(page) < NEARLY_EMPTY * theme.paper.text_height and kept(strips) <= room:
            found.append(number)
    return found


def grouped(rows: int, series: int, name: str = "f") -> Figure:
    """Return a chart with several bars in each row, which no page break parts."""
    bars = tuple(Bar((number + 1) / series, str(number)) for number in range(series))
    chart = GroupChart(tuple(f"Series {n}" for n in range(series)), "m", tuple(Group(Row(f"{2000 + n}"), bars) for n in range(rows)))
    return Figure(name, t("What grew, and what did not"), "Gist.", chart, "", label="Figure 1", measure=t(prose(3, 1)))


def bars(rows: int, name: str) -> Figure:
    """Return a chart of bars in one row each."""
    shown = tuple(Bar((number + 1) / rows, str(number)) for number in range(rows))
    return Figure(name, t("What is drawn"), "Gist.", BarChart(tuple(Row(f"Row {n}") for n in range(rows)), (Panel("A", "m", shown),)), "")


def table(chance: random.Random, name: str) -> Table:
    """Return a table of two columns."""
    rows = tuple((t(f"Row {number}"), t(prose(number, 1))) for number in range(chance.randint(1, 12)))
    return Table(name, t("A table"), (Column(t("One")), Column(t("Two"))), rows)


def sections(chance: random.Random) -> Blocks:
    """Return sections of text, tables, boxes and charts, some of them with sections of their own."""

    def some(name: str, deeper: int) -> Section:
        blocks: list[Block] = []
        for number in range(chance.randint(1, 4)):
            key = f"{name}-{number}"
            match chance.randrange(8):
                case 0:
                    blocks.append(grouped(chance.randint(1, 16), chance.randint(1, 4), key))
                case 1:
                    blocks.append(bars(chance.randint(1, 24), key))
                case 2:
                    blocks.append(table(chance, key))
                case 3:
                    blocks.append(Callout(key, t("In short"), tuple(para(prose(each, 2)) for each in range(chance.randint(1, 5)))))
                case 4 if deeper:
                    blocks.append(some(key, deeper - 1))
                case 5:
                    blocks += [grouped(chance.randint(1, 10), 2, key), para(prose(number, 2), "small")]
                case _:
                    blocks.append(para(prose(number, chance.randint(1, 8))))
        return Section(name, t(f"Section {name}"), tuple(blocks))

    return tuple(some(f"s{number}", 2) for number in range(chance.randint(2, 7)))


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("seed", range(40))
def test_no_page_is_nearly_empty_where_what_follows_has_room(seed: int, columns: Literal[1, 2]) -> None:
    """Whatever the pack has, in one column and in two; every strip stands on one page."""
    pages, theme = set_and_cut(sections(random.Random(seed)), columns)
    assert ended_without_need(pages, theme) == []
    assert [number for number, page in enumerate(pages, 1) if not page.strips] == []


def test_chart_that_is_high_in_a_column_follows_a_full_text() -> None:
    """A chart of seven years and three series, then a section that begins with a chart: each with its headings on one page."""
    text = tuple(Section(f"t{number}", t("Text"), (para(prose(number, 9)),)) for number in range(4))
    charts = tuple(
        Section(f"c{number}", t("Numbers"), (Section(f"d{number}", t("Water"), (grouped(7, 3, f"f{number}"),)),)) for number in range(2)
    )
    pages, theme = set_and_cut((*text, *charts, Section("s", t("Sources"), (para(prose(1, 4)),))), 2)
    assert len(pages) <= 3
    assert ended_without_need(pages, theme) == []


@pytest.mark.parametrize("lines", range(0, 40, 3))
@pytest.mark.parametrize("columns", [1, 2])
def test_drawing_stands_below_its_headings_and_its_caption(lines: int, columns: Literal[1, 2]) -> None:
    """Two charts, one after the other, each with two headings: no page ends between a heading and the drawing below it."""
    above = tuple(para(f"Line {number}.") for number in range(lines))
    charts = tuple(
        Section(f"c{number}", t("Numbers"), (Section(f"d{number}", t("Water"), (grouped(9, 3, f"f{number}"),)),)) for number in range(3)
    )
    pages, _ = set_and_cut((*above, *charts), columns)
    ends = [list(everything([strip for strip, _ in page.strips]))[-1].leads for page in pages]
    assert not any(ends)


def test_drawing_as_high_as_a_page_is_drawn_smaller_for_what_stands_above_it() -> None:
    """Three headings, a caption and an explanation are on the page of a drawing that would fill it."""
    drawn = replace(grouped(48, 4), measure=t(prose(1, 3)))
    pages, theme = set_and_cut(
        (para("Before."), Section("a", t("A"), (Section("b", t("B"), (Section("c", t("C"), (drawn, para("Small.", "small"))),)),))), 1
    )
    assert len(pages) <= 2
    assert used(pages[-1]) <= theme.paper.text_height


@pytest.mark.parametrize(
    ("shares", "cut_at"),
    [(("text", "drawing", "heading", "drawing"), 2), (("heading", "drawing", "text", "drawing"), 2), (("text", "text", "drawing"), 2)],
    ids=["before a heading", "below a drawing", "as late as possible"],
)
def test_chain_that_is_longer_than_a_page_is_cut_where_readers_mind_least(shares: tuple[str, ...], cut_at: int) -> None:
    """Before a heading, else below a drawing, else as far down as the page reaches."""
    theme = THEMES[1]
    height = theme.paper.text_height
    line = strip_with_a_line()
    looks = {
        "text": {"height": 0.45 * height, "lines": line.lines},
        "drawing": {"height": 0.5 * height},
        "heading": {"height": 20.0, "leads": True, "heading": Heading(1, "A", "a"), "lines": line.lines},
    }
    chain = [Strip(penalty=NEVER if number else 0.0, **looks[kind]) for number, kind in enumerate(shares)]  # type: ignore[arg-type]
    assert [len(page.strips) for page in cut(chain, theme)] == [cut_at, len(chain) - cut_at]


def strip_with_a_line() -> Strip:
    setter = BlockSetter(document(para("A line.")), THEMES[1], make_styles(THEMES[1]), Element("Document"))
    setter.set()
    return setter.strips[0]

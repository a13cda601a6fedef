"""Running text of packs with one column: what stands in two columns all the same, and what is set closer to stand on one page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from briefing.document import Block, Blocks, Callout, Column, Note, Section, Table
from briefing.render.pdf.block_setter import CLOSER, BlockSetter
from briefing.render.pdf.columns import column_width, everything, fill
from briefing.render.pdf.page_breaks import Page, PageMaker
from briefing.render.pdf.strips import Strip
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import make_styles
from briefing.theme.model import A4, Binding, Theme, with_binding
from tests.support.sample import document, para, prose, t

THEME = Theme()
TEXT = tuple(para(prose(number, 4)) for number in range(4))
NOTE = Note("n", "a", "Context", t("A note."))
TABLE = Table("t", t("A table"), (Column(t("One")), Column(t("Two"))), ((t("first cell"), t("last cell")),))


def strips_of(*blocks: Block, theme: Theme = THEME, cover: str = "page") -> list[Strip]:
    setter = BlockSetter(document(*blocks, cover=cover), theme, make_styles(theme), Element("Document"))
    setter.set()
    return setter.strips


def pages_of(strips: Sequence[Strip]) -> list[Page]:
    paper = THEME.paper
    return PageMaker(strips, paper.text_height, paper.measure, paper.margin, column_width(THEME)).pages()


def in_columns(*blocks: Block) -> bool:
    return any(strip.in_columns for strip in strips_of(Section("s", t("Rivers"), blocks)))


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        (TEXT, True),
        ((*TEXT, TABLE), True),
        ((*TEXT, Callout("b", t("Facts"), (para("Small."),), "margin")), True),
        ((*TEXT, NOTE), False),
        ((para("A few words."),), False),
    ],
    ids=["text", "table", "box", "note", "few words"],
)
def test_text_without_notes_beside_it_stands_in_two_columns(blocks: Blocks, *, told: bool) -> None:
    """A few words have one column, too."""
    assert in_columns(*blocks) == told


def test_large_print_has_one_column() -> None:
    """A page without a margin has no room for two columns."""
    paper = A4.__class__("a4", A4.width, A4.height, 60, 318, 0, 0, 70, 70)
    assert not any(strip.in_columns for strip in strips_of(Section("s", t("Rivers"), TEXT), theme=Theme(paper=paper)))


def test_box_for_the_margin_is_in_a_column() -> None:
    """It has a rule above it, and the width of the column."""
    strips = strips_of(Section("s", t("Rivers"), (Callout("b", t("Facts"), (para(prose(1, 6)),), "margin"), *TEXT)))
    facts = next(strip for strip in strips if strip.lines and "Facts" in words(strip))
    assert facts.in_columns
    assert not any(strip.side for strip in strips)


def words(strip: Strip) -> str:
    return "".join(token.text for line in strip.lines for token in line.line.tokens)


def test_what_stands_over_both_columns_is_moved_with_them_on_left_hand_pages() -> None:
    """The margin of a left-hand page is on its left: headings of parts and small tables keep their place above the columns."""
    theme = Theme(paper=with_binding(A4, Binding(20, double=True)))
    strips = strips_of(Section("s", t("Rivers"), (*TEXT, Section("p", t("Part"), (TABLE,)))), theme=theme)
    assert all(strip.wide or strip.spreads or strip.in_columns for strip in strips)


def _part(number: int, paragraphs: int) -> Section:
    inner = Section(f"i{number}", t("Economy"), tuple(para(prose(each, 4)) for each in range(paragraphs)))
    return Section(f"p{number}", t(f"Country {number}"), (para(prose(1, 2)), inner))


def _chapter(paragraphs: int) -> Section:
    """Return a chapter with an introduction of more than half a page and two countries."""
    return Section(
        "c", t("Country by country"), (*(para(prose(each, 4)) for each in range(8)), *(_part(each, paragraphs) for each in (0, 1)))
    )


@cache
def _strips_of_chapter(paragraphs: int) -> list[Strip]:
    return strips_of(_chapter(paragraphs))


def _pages_of_parts(paragraphs: int) -> list[list[str]]:
    pages = pages_of(_strips_of_chapter(paragraphs))
    return [[strip.heading.title for strip in everything([each for each, _ in page.strips]) if strip.heading] for page in pages]


def _leading(paragraphs: int) -> float:
    """Return the distance between the lines of a country."""
    strips = _strips_of_chapter(paragraphs)
    return min(strip.height for strip in strips if strip.in_columns and strip.lines and not strip.heading)


def test_part_that_is_a_little_longer_than_a_page_is_set_closer() -> None:
    """A country has one page; one that needs two in any case keeps its size."""
    usual = THEME.entry.leading
    closer = [count for count in range(11, 17) if _leading(count) < usual]
    assert closer
    assert all(_leading(count) >= min(CLOSER)[0] * usual for count in closer)
    assert closer == list(range(closer[0], closer[-1] + 1))
    for count in (closer[0] - 1, *closer):
        assert _pages_of_parts(count) == [["Country by country"], ["Country 0", "Economy"], ["Country 1", "Economy"]]
    assert len(_pages_of_parts(closer[-1] + 1)) > 3


def test_columns_of_a_long_text_are_filled_without_looking_at_all_of_it() -> None:
    """Where the columns end is known: filling a page takes as long in a long text as in a short one."""

    class Counting(list[Strip]):
        seen = 0

        def __getitem__(self, index: object) -> object:  # type: ignore[override]
            Counting.seen += 1
            return super().__getitem__(index)  # type: ignore[call-overload]

    strips = Counting(Strip(12, in_columns=True) for _ in range(20_000))
    assert fill(strips, 0, len(strips), 600, 200) is not None
    assert Counting.seen < 2_000


def test_chapter_that_runs_on_begins_on_the_page_of_the_one_before() -> None:
    """Others begin a page."""
    for runs_on in (True, False):
        strips = strips_of(Section("a", t("A"), TEXT), Section("b", t("B"), TEXT, runs_on=runs_on))
        assert len(pages_of(strips)) == (1 if runs_on else 2)

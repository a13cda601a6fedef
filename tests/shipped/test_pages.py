"""The pages of the shipped packs, laid out but not drawn: how many there are, how full they are, and that a country has one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from briefing import steps as build
from briefing.document import Section, walk
from briefing.render.pdf.layout import Layout, laid_out, numbers_of_places
from briefing.render.pdf.page_breaks import Page
from briefing.render.pdf.structure_tree import Element
from briefing.workspace import Workspace
from tests.support.libraries import library_of, shipped_packs
from tests.support.places import SHIPPED
from tests.support.variants import variants

MOST = {"briefing": 3, "country-profile": 8, "glossary": 7, "lesson-plan": 23, "reading-pack": 17, "seminar": 35, "worksheet": 7}
"""How many pages the shipped packs may have, the title page among them."""


@cache
def layout(name: str) -> Layout:
    pack = shipped_packs(name)["student"] if "student" in shipped_packs(name) else shipped_packs(name)["teacher"]
    return laid_out(pack.document, pack.theme, Element("Document"))


def shares(name: str) -> Iterator[float]:
    """Yield how far down each page of the text is filled, as a share."""
    pack = next(iter(shipped_packs(name).values()))
    for sheet in layout(name).sheets:
        page = sheet.page
        assert isinstance(page, Page)
        if not sheet.is_leaf:
            ends = [depth + strip.height for strip, depth in page.strips]
            beside = [wish.depth + wish.note.height(pack.theme.paper.margin) for wish in page.margin]
            yield max([*ends, *beside], default=0.0) / pack.theme.paper.text_height


@pytest.mark.parametrize("name", variants(sorted(MOST), ["briefing", "worksheet"]))
def test_pages_are_at_least_a_third_full_and_no_more_than_they_need(name: str) -> None:
    """But the last page, and in the brief that of the notes."""
    full = list(shares(name))
    assert len(full) + (layout(name).title_page is not None) <= MOST[name]
    assert all(share >= 1 / 3 for share in full[:-1]), [round(share, 2) for share in full]


@pytest.mark.slow
def test_each_country_of_the_seminar_has_one_page() -> None:
    """It begins a page and ends on it."""
    document, numbers = shipped_packs("seminar")["student"].document, numbers_of_places(layout("seminar").sheets)
    ids = {f"country-{code}" for code in ("kz", "kg", "tj", "tm", "uz")}
    countries = [each for each in walk(document.blocks) if isinstance(each, Section) and each.id in ids]
    after = next(number for number, block in enumerate(document.blocks) if isinstance(block, Section) and block.id == "countries") + 1
    following = document.blocks[after]
    assert isinstance(following, Section)
    pages = [int(numbers[each.id]) for each in countries]
    assert pages == list(range(pages[0], pages[0] + 5))
    assert int(numbers[following.id]) == pages[-1] + 1
    for country, page in zip(countries, pages, strict=True):
        assert {int(numbers[each.id]) for each in walk(country.blocks) if isinstance(each, Section)} == {page}


@pytest.mark.slow
@pytest.mark.parametrize("code", ["tm"])
def test_profile_of_a_country_tells_of_it_on_its_first_page(code: str) -> None:
    """Set closer below the title where that is enough; what is longer goes on."""
    workspace, library = Workspace(SHIPPED, SHIPPED / "output"), library_of(SHIPPED)
    (pack,) = build.packs(workspace, library, build.plans(workspace, library, ["country-profile"], {"country": code}))
    numbers = numbers_of_places(laid_out(pack.document, pack.theme, Element("Document")).sheets)
    country = next(each for each in walk(pack.document.blocks) if isinstance(each, Section) and each.id == f"country-{code}")
    assert {numbers[each.id] for each in walk(country.blocks) if isinstance(each, Section)} == {"1"}
    assert numbers["timeline"] == "2"

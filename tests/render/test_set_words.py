"""What is set again when a text or a number of a page changes is as if all were set anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from briefing.document import Document, Inline, Inlines, PageNumber, Paragraph, Section, Text
from briefing.document.changing import inlines
from briefing.render import pdf
from briefing.render.pdf.page_views import PageViews
from briefing.render.pdf.set_words import SetWords
from briefing.render.pdf.structure_tree import Element
from briefing.theme.model import Theme
from tests.support.chance import Chance
from tests.support.variants import variants

MANY = 12
"""Chapters, so that some page has a number of two digits."""


def naming(seed: int) -> Document:
    """Return a pack of chance with a title page, whose chapters name the pages of one another."""
    found = Chance(seed).pack()
    last = Section("last", (Text("Last"),), (Paragraph((Text("The river rose. " * 40),)),) * MANY)
    sections = [each for each in found.blocks if isinstance(each, Section)]
    where = Paragraph((Text("See page "), PageNumber("last"), Text(" and page "), PageNumber(sections[0].id), Text(".")))
    blocks = tuple(replace(each, blocks=(where, *each.blocks)) if isinstance(each, Section) else each for each in found.blocks)
    return replace(found, cover="page", blocks=(*blocks, last), supplement=())


@pytest.mark.parametrize("seed", variants([3, 4, 157], [157]))
def test_pdf_is_the_same_when_all_words_are_set_anew(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bytes, so the structure, too."""
    document, again = naming(seed), list[bool]()
    made = SetWords.made

    def counted(self: SetWords, key: Hashable, element: Element, make: Callable[[], Any]) -> Any:
        again.append(key in self._before)
        return made(self, key, element, make)

    monkeypatch.setattr(SetWords, "made", counted)
    pdf.render(document, Theme(), tmp_path / "a.pdf")
    assert any(again)
    monkeypatch.setattr(SetWords, "made", lambda _self, _key, _element, make: make())
    pdf.render(document, Theme(), tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize("seed", variants([4], range(12, 18)))
def test_page_is_the_same_after_each_change(seed: int) -> None:
    """Whatever was set before it, and wherever in a chapter the change is."""
    document, views = naming(seed), PageViews()
    for place in range(0, 40, 13):
        changed = with_a_word_more(document, place)
        for section in changed.blocks[:3]:
            identity = getattr(section, "id", "")
            seen, anew = (each.view(changed, Theme(), place=identity) for each in (views, PageViews()))
            assert seen is not None
            assert anew is not None
            assert picture(seen.pdf) == picture(anew.pdf)


def with_a_word_more(document: Document, place: int) -> Document:
    """Return a pack in which one of the texts has a word more."""
    count = -1

    def change(inline: Inline) -> Inlines | None:
        nonlocal count
        count += isinstance(inline, Text)
        return (Text(f"{inline.text} besides"),) if isinstance(inline, Text) and count == place else None

    return replace(document, blocks=inlines(document.blocks, change))


def picture(file: bytes) -> bytes:
    """Return what the page of a PDF looks like."""
    return bytes(pypdfium2.PdfDocument(file)[0].render(scale=0.6).buffer)

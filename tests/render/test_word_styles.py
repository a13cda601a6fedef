"""Paragraphs of Word files look as their styles say, so that whoever changes a style changes all paragraphs of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import etree

from briefing.document import BulletList, Callout, NumberedList, Quote, Section, Text
from briefing.render.docx import render
from briefing.theme.model import Theme
from tests.support.docx_rules import W, WordFile, problems
from tests.support.sample import para, sample

OWN = {
    "pStyle": "the style itself",
    "keepNext": "where a page ends depends on what follows, not on the kind of paragraph",
    "keepLines": "the same",
    "pageBreakBefore": "the same",
    "sectPr": "a section of pages ends with a paragraph",
    "numPr": "a list that begins again is an instance of its own",
    "framePr": "LibreOffice knows frames of paragraphs, and not those of styles",
    "suppressLineNumbers": "only files whose passages have numbered lines have it, and in a house's file Normal is the house's",
}
"""What a paragraph has itself, and why no style can carry it."""
OF_HEADINGS = {"spacing", "ind"}
"""Word finds headings by their style, for the contents list and running heads, so that none has a style of its own."""


def direct(file: WordFile) -> Iterator[str]:
    """Yield each direct format of a paragraph, with its words."""
    for name, part in file.xml.items():
        if not name.startswith("word/") or name in ("word/styles.xml", "word/numbering.xml"):
            continue
        for paragraph in part.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            allowed = OWN.keys() | (OF_HEADINGS if style is not None and str(style.get(f"{W}val")).startswith("Heading") else set())
            for each in paragraph.iterfind(f"{W}pPr/*"):
                if (format_ := etree.QName(each).localname) not in allowed:
                    yield f"{name}: {format_} at “{''.join(paragraph.itertext())[:40]}”"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> WordFile:
    """Return a pack with each node, and with lists in every place."""
    lists = BulletList(((para("one"), NumberedList(((para("inner"),),))), (para("two"), BulletList(((para("inner"),),)))))
    places = (
        Callout("box", (), (para("First."), lists)),
        Callout("single", (), (para("Only."),)),
        Quote("deep", (para("Q."), lists, lists), ()),
    )
    document = sample()
    document = replace(
        document, blocks=(*document.blocks, Section("places", (Text("Places"),), places)), cover="page", description="What it is."
    )
    path = tmp_path_factory.mktemp("styles") / "pack.docx"
    render(replace(document, marking="RESTRICTED"), Theme(), path)
    assert problems(path) == []
    return WordFile(path)


def test_no_paragraph_has_formats_that_a_style_can_carry(everything: WordFile) -> None:
    assert list(direct(everything)) == []


def test_every_style_leads_to_one_of_all_packs(everything: WordFile) -> None:
    """A style that one file needs is based on the style that it differs from, so that a change of that reaches it."""
    styles = {each.get(f"{W}styleId"): each for each in everything.xml["word/styles.xml"].iter(f"{W}style")}
    made = [each for each in styles.values() if "pt" in each.find(f"{W}name").get(f"{W}val").split()]
    assert made
    assert all(each.find(f"{W}basedOn").get(f"{W}val") in styles for each in made)
    used = {each.get(f"{W}val") for each in everything.document.iter(f"{W}pStyle")}
    assert used <= styles.keys()

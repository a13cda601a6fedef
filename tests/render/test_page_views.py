"""A page that is looked at alone is the page of the finished PDF, to the pixel."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from briefing.document import Document, PageNumber, Paragraph, Section, Text
from briefing.render import pdf
from briefing.render.pdf import document_parts, page_views
from briefing.render.pdf.page_views import PageViews
from briefing.render.pdf.set_words import SetWords
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Styles
from briefing.theme.model import A4, LETTER, Theme
from tests.support.chance import Chance
from tests.support.variants import variants

SHARPNESS = 0.6


def built(pack: Document, theme: Theme) -> bytes:
    """Return a pack as a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pack.pdf"
        pdf.render(pack, theme, path)
        return path.read_bytes()


def pictures(file: bytes) -> list[bytes]:
    """Return what each page of a PDF looks like."""
    return [bytes(page.render(scale=SHARPNESS).buffer) for page in pypdfium2.PdfDocument(file)]


def labels(file: bytes) -> list[str]:
    """Return the numbers of the pages of a PDF."""
    document = pypdfium2.PdfDocument(file)
    return [document.get_page_label(number) or str(number + 1) for number in range(len(document))]


@pytest.mark.parametrize("seed", variants([4, 29, 40, 42], []))
def test_page_alone_is_the_page_of_the_pack(seed: int) -> None:
    """With a title page or without, on leaves and in the supplement, too."""
    theme = Theme(paper=(A4, LETTER)[seed % 2])
    pack = Chance(seed).teacher_pack() if seed % 3 == 0 else Chance(seed).pack()
    whole, views = built(pack, theme), PageViews()
    for label, picture in zip(labels(whole), pictures(whole), strict=True):
        view = views.view(pack, theme, page=label)
        assert view is not None, label
        assert (view.label, pictures(view.pdf)) == (label, [picture]), label


def chapter(name: str, words: int) -> Section:
    """Return a chapter of some length."""
    return Section(name, (Text(f"Chapter {name}"),), tuple(Paragraph((Text(f"The river {name} rose. " * 12),)) for _ in range(words // 48)))


def pack(*chapters: Section) -> Document:
    """Return a pack with a title page and a contents list."""
    return Document("Rivers", chapters, "urn:uuid:0", cover="page", contents_depth=1)


def test_change_of_a_chapter_sets_that_chapter_again_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Later pages move, and the contents list knows."""
    first = pack(chapter("a", 900), chapter("b", 1200), chapter("c", 700))
    then = replace(first, blocks=(chapter("a", 900), chapter("b", 2900), chapter("c", 700)))
    set_again: list[str] = []
    make = document_parts.set_part

    def counted(
        document: Document, theme: Theme, styles: Styles, part: document_parts.Part, root: Element, words: SetWords
    ) -> document_parts.SetPart:
        set_again.append(getattr(part.blocks[0], "id", "") if part.blocks else "contents")
        return make(document, theme, styles, part, root, words=words)

    monkeypatch.setattr(page_views, "set_part", counted)
    views, theme = PageViews(), Theme()
    before = views.view(first, theme, place="c")
    assert sorted(set_again) == ["a", "b", "c", "contents"]
    set_again.clear()
    after = views.view(then, theme, place="c")
    assert set_again == ["b"]
    assert before is not None
    assert after is not None
    assert int(after.label) > int(before.label)
    whole = pictures(built(then, theme))
    assert pictures(after.pdf) == [whole[int(after.label) - 1]]
    contents = views.view(then, theme, page="2")
    assert contents is not None
    assert pictures(contents.pdf) == [whole[1]]
    assert set_again == ["b"]


def test_pages_that_texts_name_are_as_in_the_pack_after_each_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """What names a page is set again when that page has another number; what names none and is the same is not."""
    set_again: list[str] = []
    make = document_parts.set_part

    def counted(
        document: Document, theme: Theme, styles: Styles, part: document_parts.Part, root: Element, words: SetWords
    ) -> document_parts.SetPart:
        set_again.append(getattr(part.blocks[0], "id", "") if part.blocks else "contents")
        return make(document, theme, styles, part, root, words=words)

    monkeypatch.setattr(page_views, "set_part", counted)
    names = Section("names", (Text("Where"),), tuple(Paragraph((Text("See page "), PageNumber(each), Text("."))) for each in "ba"))
    views, theme, labels_of_b = PageViews(), Theme(), []
    for words, again in (
        (300, ["a", "b", "contents", "names", "names"]),  # once without numbers, and once with them
        (400, ["a"]),
        (7300, ["a", "names"]),
        (7300, []),
    ):
        changed = pack(names, chapter("a", words), chapter("b", 300))
        whole = pictures(built(changed, theme))
        set_again.clear()
        for place in ("names", "b"):
            view = views.view(changed, theme, place=place)
            assert view is not None
            assert pictures(view.pdf) == [whole[int(view.label) - 1]]
            if place == "b":
                labels_of_b.append(int(view.label))
        assert sorted(set_again) == again
    assert labels_of_b[0] == labels_of_b[1] < 10 <= labels_of_b[2]


def test_page_that_is_not_there_is_none() -> None:
    """By its number as by an id."""
    views, document = PageViews(), pack(chapter("a", 96))
    assert views.view(document, Theme(), page="12") is None
    assert views.view(document, Theme(), place="z") is None


def test_other_look_is_seen_at_once() -> None:
    """Nothing that was set on other paper is used."""
    views, document = PageViews(), pack(chapter("a", 900))
    assert views.view(document, Theme(paper=A4), page="3") is not None
    view = views.view(document, Theme(paper=LETTER), page="3")
    assert view is not None
    assert pictures(view.pdf) == [pictures(built(document, Theme(paper=LETTER)))[2]]

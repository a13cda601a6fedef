"""Chinese and Japanese PDFs: no spaces at the ends of lines, paragraphs by the room at their ends, lines from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont

from briefing.originals.readers.pdf_reading import read_pdf
from tests.support.pdf_pages import At, changed, drawn

FACE = "STSong-Light"
FIRST = "委员会在春天开会，请两个镇把账簿送来，因为没有人知道旱季里有多少水流过那座桥，两个看水尺的人写下的数字又不一样。"
SECOND = "第二个镇回答说，看水尺的人那时病了，那个月的数字是从前一年的账簿里抄来的，而前一年的雨水比哪一年都多。"


def _rows(text: str, signs: int) -> list[str]:
    return [text[place : place + signs] for place in range(0, len(text), signs)]


def _across(texts: Sequence[str], *, signs: int = 20, top: float = 700) -> list[At]:
    """Return texts in lines from left to right, one below the other."""
    registerFont(UnicodeCIDFont(FACE))
    rows = [row for text in texts for row in _rows(text, signs)]
    return [At(80, top - 16 * number, row, 10, FACE) for number, row in enumerate(rows)]


def _down(texts: Sequence[str], *, signs: int = 20, top: float = 700) -> list[At]:
    """Return texts in lines from top to bottom, from right to left."""
    registerFont(UnicodeCIDFont(FACE))
    rows = [row for text in texts for row in _rows(text, signs)]
    return [At(500 - 16 * column, top - 10 * place, sign, 10, FACE) for column, row in enumerate(rows) for place, sign in enumerate(row)]


def test_lines_are_joined_without_spaces_and_end_with_their_paragraph() -> None:
    assert read_pdf(drawn(_across([FIRST, SECOND]))).paragraphs == (FIRST, SECOND)


def test_lines_from_top_to_bottom_are_read_so() -> None:
    reading = read_pdf(drawn(_down([FIRST, SECOND])))
    assert reading.paragraphs == (FIRST, SECOND)
    assert "the lines of page 1 run from top to bottom: compare their order with the page" in reading.notices
    assert {reason for _, reason in reading.doubts} == {"its lines run from top to bottom, and their order is a guess"}


def test_two_tiers_of_lines_from_top_to_bottom_are_read_one_after_the_other() -> None:
    upper, lower = _down([FIRST, SECOND]), _down([SECOND, FIRST], top=400)
    assert read_pdf(drawn([*upper, *lower])).paragraphs == (FIRST, SECOND, SECOND, FIRST)


def test_words_of_a_wide_page_are_seen_where_all_pages_share_its_size() -> None:
    """The size of the pages is that of the folder that holds them, so that no page has its own."""

    def share(document: object) -> None:
        pages = document.Root.Pages  # type: ignore[attr-defined]
        pages.MediaBox = [0, 0, 842, 595]
        for page in pages.Kids:
            del page["/MediaBox"]

    reading = read_pdf(changed(drawn([At(80, 500, "On the left of the page."), At(700, 500, "On its right.")]), share))
    assert " ".join(reading.paragraphs) == "On the left of the page. On its right."
    assert not reading.notices

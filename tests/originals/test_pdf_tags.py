"""Tagged PDFs: what their tags do not say, or say wrongly, is found by the places of the letters."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from reportlab.pdfbase.pdfmetrics import stringWidth

from briefing.originals.readers.pdf_beside import BESIDE
from briefing.originals.readers.pdf_reading import read_pdf
from tests.support.pdf_pages import MORE, TEXT, THIRD, At, changed, drawn, set_in


def tagged(groups: Sequence[tuple[str, Sequence[At]]]) -> bytes:
    """Return a page on which each group of lines is an element of the structure tree, or a `Div` whose lines belong to no paragraph."""
    content, marks = "", list[list[int]]()
    for _, lines in groups:
        marks.append([])
        for line in lines:
            number = sum(map(len, marks))
            marks[-1].append(number)
            content += f"/P <</MCID {number}>> BDC BT /F2 {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm ({line.words}) Tj ET EMC "

    def add(document: pikepdf.Pdf) -> None:
        page = document.pages[0].obj
        page.Contents = document.make_stream(content.encode("latin-1"))
        root = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        root.K = pikepdf.Array(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{kind}"), P=root, Pg=page, K=pikepdf.Array(own))
            for (kind, _), own in zip(groups, marks, strict=True)
        )
        document.Root.StructTreeRoot = root

    return changed(drawn([At(80, 700, "x")]), add)


def test_large_initial_is_not_lost() -> None:
    """Beside two lines, in the paragraph that has it."""
    letter, rest = TEXT[0], TEXT[1:]
    first = set_in(rest, 84, 700, 300)
    lines = [At(60, 688, letter, 30), *first[:2], *set_in(" ".join(line.words for line in first[2:]), 60, 676, 324)]
    found = read_pdf(tagged([("P", lines), ("P", set_in(MORE, 60, 580, 324)), ("P", set_in(THIRD, 60, 500, 324))]))
    assert found.paragraphs == (TEXT, MORE, THIRD)


def test_remark_in_the_margin_that_is_tagged_as_a_part_of_its_paragraph_is_apart() -> None:
    """As browsers tag a box within a paragraph."""
    text = set_in(MORE, 60, 640, 330)
    remark = set_in("Nobody asked the keepers.", 420, 640, 90, size=8)
    found = read_pdf(tagged([("P", set_in(TEXT, 60, 740, 330)), ("P", [*remark, *text]), ("P", set_in(THIRD, 60, 560, 330))]))
    assert found.paragraphs == (TEXT, MORE, "Nobody asked the keepers.", THIRD)
    assert found.doubts == ((3, BESIDE),)


def test_paragraph_in_the_margin_that_has_a_tag_of_its_own_stays_where_the_tags_put_it() -> None:
    remark = set_in("Nobody asked the keepers.", 420, 640, 90, size=8)
    body = [("P", set_in(text, 60, y, 330)) for text, y in ((TEXT, 740), (MORE, 640), (THIRD, 560))]
    found = read_pdf(tagged([("P", remark), *body]))
    assert found.paragraphs == ("Nobody asked the keepers.", TEXT, MORE, THIRD)
    assert not found.doubts


def test_pieces_of_a_line_that_no_paragraph_holds_are_one() -> None:
    """A name and the raised mark behind it. The line below is another one."""
    name, mark = At(60, 700, "Ada Roe"), "1"
    raised = At(60 + stringWidth(name.words, "Times-Roman", 10), 703.5, mark, 6.5)
    second = At(raised.x + stringWidth(mark, "Times-Roman", 6.5), 700, ", Ben Low")
    below = [At(60, 684, mark, 6.5), At(64, 680, "University of the Mill")]
    body = [("P", set_in(text, 60, y, 330)) for text, y in ((TEXT, 640), (MORE, 560), (THIRD, 480))]
    found = read_pdf(tagged([("Div", [name, raised, second]), ("Div", below), *body]))
    assert found.paragraphs == ("Ada Roe, Ben Low", "University of the Mill", TEXT, MORE, THIRD)


def test_captions_of_two_columns_in_one_element_are_two() -> None:
    """The one of the second column comes first in the file."""
    captions = [At(320, 400, "Figure 7. The gate of the lock."), At(60, 398, "Figure 6. The gauges of the towns.")]
    body = [("P", set_in(text, 60, y, 330)) for text, y in ((TEXT, 740), (MORE, 660), (THIRD, 580))]
    found = read_pdf(tagged([*body, ("P", captions)]))
    assert found.paragraphs == (TEXT, MORE, THIRD, "Figure 7. The gate of the lock.", "Figure 6. The gauges of the towns.")


def test_element_without_words_is_passed_over() -> None:
    body = [("P", set_in(text, 60, y, 330)) for text, y in ((TEXT, 740), (MORE, 660), (THIRD, 580))]
    found = read_pdf(tagged([body[0], ("P", [At(60, 700, " ")]), *body[1:]]))
    assert found.paragraphs == (TEXT, MORE, THIRD)

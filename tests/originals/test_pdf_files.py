"""What PDFs hold besides the letters of their pages: tags, forms, wrong letters, title and authors."""

from __future__ import annotations

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from briefing.originals import bylines
from briefing.originals.readers.pdf_letters import Letters, Piece
from briefing.originals.readers.pdf_lines import composed
from briefing.originals.readers.pdf_reading import read_pdf
from briefing.originals.readers.pdf_trust import put_right
from briefing.originals.readers.result import Reading
from briefing.theme.font_files import face_path
from briefing.theme.model import SPECTRAL
from tests.support.pdf_pages import MORE, TEXT, THIRD, At, broken, changed, drawn, set_in

# ── forms and free text ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def form(canvas: Canvas) -> None:
    canvas.acroForm.textfield(name="who", value="Ada Roe", x=140, y=595, width=200, height=16, fontSize=10)
    canvas.acroForm.choice(
        name="town", value="Upper Town", options=["Upper Town", "Lower Town"], x=140, y=565, width=200, height=16, fontSize=10
    )
    canvas.acroForm.checkbox(name="agreed", checked=True, x=140, y=540, size=12)


def test_words_in_form_fields_are_read_at_their_places_and_told() -> None:
    """A box to tick has no words: it is told."""
    reading = read_pdf(drawn([*set_in(TEXT, 80, 760, 430), At(80, 600, "Keeper:"), At(80, 570, "Town:")], change=form))
    assert reading.paragraphs[1:] == ("Keeper: Ada Roe", "Town: Upper Town")
    assert "read the words in 2 form fields, the first on page 1" in reading.notices
    assert "left out 1 box to tick in a form (1 ticked)" in reading.notices


def test_words_of_free_text_are_whole() -> None:
    """The box is narrower than the word, as its typeface is not known."""

    def annotated(document: pikepdf.Pdf) -> None:
        kind, box = pikepdf.Name("/FreeText"), [80, 500, 118, 520]
        document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=kind, Contents="Introductory remark", Rect=box)])

    assert read_pdf(changed(drawn(set_in(TEXT, 80, 760, 430)), annotated)).paragraphs == (TEXT, "Introductory remark")


def test_free_text_in_the_margin_is_apart_from_the_line_beside_it() -> None:
    def annotated(document: pikepdf.Pdf) -> None:
        kind, box = pikepdf.Name("/FreeText"), [20, 742, 76, 756]
        document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=kind, Contents="Who says?", Rect=box)])

    assert read_pdf(changed(drawn(set_in(TEXT, 80, 760, 430)), annotated)).paragraphs == (TEXT, "Who says?")


def test_free_text_is_read_and_comments_are_left_out() -> None:
    """A text typed onto the page is one of its words; what a reader thought of it is not, nor is what nobody sees."""

    def annotated(document: pikepdf.Pdf) -> None:
        kinds = (("/FreeText", "Typed onto the page.", 0), ("/FreeText", "Hidden words.", 2), ("/Highlight", "I doubt it.", 0))
        document.pages[0].Annots = pikepdf.Array(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name(kind),
                Contents=text,
                Rect=[80, 500 + 40 * number, 400, 514 + 40 * number],
                F=flags,
            )
            for number, (kind, text, flags) in enumerate(kinds)
        )

    reading = read_pdf(changed(drawn(set_in(TEXT, 80, 760, 430)), annotated))
    assert reading.paragraphs == (TEXT, "Typed onto the page.")
    assert "read 1 text that was written onto the pages, the first on page 1" in reading.notices
    assert "left out 1 comment of readers, the first on page 1" in reading.notices


# ── letters ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def letters(*words: str) -> Letters:
    return Letters(
        {0: [Piece(word, 0, 1, 0, 10, spaced=True, order=number) for number, word in enumerate(words)]}, count=sum(map(len, words))
    )


WRONG = {
    "swapped": (["con昀氀ict", "of", "昀椀ve"], ["conflict", "of", "five"], 4),
    "whole word swapped": (["the", "昀氀愀最"], ["the", "flag"], 4),
    "a text in Chinese": (["昀明", "是", "一个", "人名"], ["昀明", "是", "一个", "人名"], 0),
    "Cyrillic in UTF-8": (["킛킸톁톂"], ["Лист"], 4),
    "Korean": (["한국", "킛톁"], ["한국", "킛톁"], 0),
    "ligature": (["ﬁve", "oﬃces"], ["five", "offices"], 0),
    "old TeX": (["\x0cve", "o\x0eces"], ["five", "offices"], 2),
    "new TeX": (["\x1cve", "o\x1eces"], ["five", "offices"], 2),
    "glyph numbers": (
        ["7KH", "FRPPLVVLRQ", "RI", "WKH", "WRZQV", "PHW", "LQ", "WKH", "VSULQJ", "DQG", "DVNHG", "WKH", "NHHSHUV"],
        ["The", "commission", "of", "the", "towns", "met", "in", "the", "spring", "and", "asked", "the", "keepers"],
        55,
    ),
    "small capitals": (["\uf774\uf768\uf765"], ["THE"], 0),
}  # fmt: skip


@pytest.mark.parametrize(("words", "expected", "mended"), WRONG.values(), ids=WRONG)
def test_wrong_letters_are_put_right_where_it_is_certain(words: list[str], expected: list[str], mended: int) -> None:
    """And nowhere else."""
    page = letters(*words)
    put_right([page])
    assert [piece.text for piece in page.turned[0]] == expected
    assert (page.mended, page.unknown) == (mended, 0)


def test_letters_that_nobody_knows_are_counted_and_shown() -> None:
    """Alone, such a sign is an ornament, such as the mark of a list."""
    page = letters("the", "ri\ue123er", "\ue456", "of케cially")
    put_right([page])
    assert [piece.text for piece in page.turned[0]] == ["the", "ri\ufffder", "of\ufffdcially"]
    assert page.unknown == 3


def test_pages_with_unknown_letters_are_named_and_their_paragraphs_doubtful() -> None:
    """A file without a table of what its glyphs mean."""
    registerFont(TTFont("Known", str(face_path(SPECTRAL, "regular")), asciiReadable=0))

    def without_meaning(document: pikepdf.Pdf) -> None:
        for each in document.objects:
            if isinstance(each, pikepdf.Stream) and b"beginbf" in each.read_bytes():
                each.write(each.read_bytes().replace(b"<0065>", b"<E065>"))  # e

    pages = [set_in(TEXT, 80, 760, 430), set_in(MORE, 80, 760, 430, face="Known")]
    reading = read_pdf(changed(drawn(*pages), without_meaning))
    assert any("the file does not say what" in each and "on page 2" in each for each in reading.notices)
    assert [number for number, _ in reading.doubts] == [2]


# ── tags ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def tagged(lines: list[str], groups: list[tuple[str, list[int]]]) -> bytes:
    """Return lines on one page, each a piece of marked content, and the structure tree over them."""
    content = " ".join(
        f"/P <</MCID {number}>> BDC BT /F1 10 Tf 1 0 0 1 80 {700 - 12 * number} Tm ({line}) Tj ET EMC" for number, line in enumerate(lines)
    )

    def add(document: pikepdf.Pdf) -> None:
        page = document.pages[0].obj
        page.Contents = document.make_stream(content.encode("latin-1"))
        root = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        root.K = pikepdf.Array(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{kind}"), P=root, Pg=page, K=pikepdf.Array(marks))
            for kind, marks in groups
        )
        document.Root.StructTreeRoot = root

    return changed(drawn([At(80, 700, "x", face="Times-Roman")]), add)


def test_tags_say_what_a_paragraph_is() -> None:
    """Two paragraphs that no space, indent or short line divides; and a note."""
    lines = [
        "The first town sent its books at the end of",
        "the year, and all of them were read at once",
        "in the hall by the bridge. The second town",
        "The keepers came. See the harbour book.",
    ]
    found = read_pdf(tagged(lines, [("P", [0, 1]), ("P", [3]), ("Note", [2])])).paragraphs
    assert found == (f"{lines[0]} {lines[1]}", lines[3], lines[2])


def test_a_formula_in_a_sentence_stays_in_it() -> None:
    """Although it is an element of its own."""
    lines = ["The share of the upper town is", "a = b + c.", "The keepers came. See the harbour book."]

    def nest(document: pikepdf.Pdf) -> None:
        first, formula, _ = document.Root.StructTreeRoot.K
        first.K.append(formula)
        del document.Root.StructTreeRoot.K[1]

    found = read_pdf(changed(tagged(lines, [("P", [0]), ("Formula", [1]), ("P", [2])]), nest)).paragraphs
    assert found == (f"{lines[0]} {lines[1]}", lines[2])


def test_what_the_tags_call_no_part_of_the_text_is_told() -> None:
    """With its first words."""
    lines = broken(f"{TEXT} {MORE}", 380)
    data = tagged(lines, [("P", list(range(len(lines))))])

    def add(document: pikepdf.Pdf) -> None:
        page = document.pages[0].obj
        foot = b" /Artifact BMC BT /F1 10 Tf 1 0 0 1 80 400 Tm (Printed by the upper town) Tj ET EMC"
        page.Contents = document.make_stream(page.Contents.read_bytes() + foot)

    found = read_pdf(changed(data, add))
    assert found.paragraphs == (f"{TEXT} {MORE}",)
    assert any(notice.endswith("no part of its text, the first on page 1: “Printed by the upper town”") for notice in found.notices)


def test_tags_that_divide_sentences_are_not_used() -> None:
    """Some programs tag each line as a paragraph."""
    lines = broken(f"{TEXT} {MORE}", 380)
    assert read_pdf(tagged(lines, [("P", [number]) for number in range(len(lines))])).paragraphs == (f"{TEXT} {MORE}",)


def test_tags_that_join_lines_of_their_own_are_not_used() -> None:
    """Some programs guess the tags of a title page, and take lines that begin and end early for one paragraph."""
    lines = ["THE UPPER TOWN,", "Owner", "The Hall, Friday", "The above matter came on for argument before both of the keepers"]
    lines += ["at noon of the fourth day.", "SPEAKERS:", "JANE MILLER, for the Upper Town, and for all of the many mills on"]
    found = read_pdf(tagged(lines, [("P", [0, 1]), ("P", [2]), ("P", [3, 4, 5, 6])])).paragraphs
    assert found == (*lines[:3], f"{lines[3]} {lines[4]}", *lines[5:])


# ── title and authors ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def article(author: str) -> list[At]:
    return [
        At(80, 780, "People Downstream: Displacement from", 18, "Times-Bold"),
        At(80, 760, "River Works", 18, "Times-Bold"),
        At(80, 735, author, 10),
        *set_in(TEXT, 80, 700, 430),
        *set_in(THIRD, 80, 620, 430),
        At(80, 60, "1 Figures differ by source; see Table 1.", 8),
        At(80, 40, "Journal of Rivers 14 (2), 113–139. © 2021 The Authors. doi:10.1000/rivers.2021.7", 7),
    ]


AUTHORS = {
    "and": ("GRACE A. OKELLO and PIETER VAN DER MEER", ("Grace A. Okello", "Pieter van der Meer")),
    "commas": ("Almaz Tadesse, Hossam El-Sayed, and Ada Roe", ("Almaz Tadesse", "Hossam El-Sayed", "Ada Roe")),
    "by": ("By Ada Roe", ("Ada Roe",)),
    "not a person": ("Department of Geography, University of the Lake", ("Somebody Else",)),
}


@pytest.mark.parametrize(("line", "names"), AUTHORS.values(), ids=AUTHORS)
def test_title_authors_and_date_are_those_of_the_first_page(line: str, names: tuple[str, ...]) -> None:
    """The metadata counts where the page names nobody; nothing comes from a footnote."""
    reading = read_pdf(drawn(article(line), title="Microsoft Word - rivers_final.docx", author="Somebody Else"))
    assert reading.title == "People Downstream: Displacement from River Works"
    assert reading.author == names
    assert (reading.issued, reading.doi) == ("2021", "10.1000/rivers.2021.7")


@pytest.mark.parametrize("author", ["None", "Windows User", "PC3", "unknown", "admin", "user"])
def test_names_that_programs_write_are_no_authors(author: str) -> None:
    """Nor are those of machines."""
    assert read_pdf(drawn(set_in(f"{TEXT} {MORE}", 80, 700, 430), author=author)).author == ()


def test_several_authors_of_the_metadata_are_several() -> None:
    """They are divided by commas there."""
    reading = read_pdf(drawn(set_in(TEXT, 80, 700, 430), title="The Gauge and the Gate", author="Almaz Tadesse, Hossam El-Sayed"))
    assert [f"{name.given} {name.family}" for name in bylines.names(reading.author)] == ["Almaz Tadesse", "Hossam El-Sayed"]
    assert reading.title == "The Gauge and the Gate"


@pytest.mark.parametrize(
    ("drawn_apart", "whole"),
    [
        ("na¨ıve", "naïve"),
        ("´ecole", "école"),
        ("Poincar´e", "Poincaré"),
        ("voil`a", "voilà"),
        ("c¸a", "ça"),
        ("ˇCech", "Čech"),
        ("`so'", "`so'"),
    ],
)
def test_accents_that_are_drawn_apart_are_put_on_their_letters(drawn_apart: str, whole: str) -> None:
    """TeX draws them so with its old typefaces."""
    assert composed(drawn_apart) == whole


def test_words_below_the_picture_of_their_page_come_from_text_recognition() -> None:
    """Some programs draw the picture over the words, and not the words over the picture. A picture within the page covers nothing."""
    picture = Image.new("RGB", (8, 8), "grey")

    def reading(width: float, height: float) -> Reading:
        return read_pdf(
            drawn(set_in(f"{TEXT} {MORE}", 80, 740, 430), change=lambda canvas: canvas.drawInlineImage(picture, 0, 0, width, height))
        )

    covered, beside = reading(595, 842), reading(595, 200)
    assert covered.paragraphs == beside.paragraphs == (f"{TEXT} {MORE}",)
    assert covered.doubts == ((1, "its words come from text recognition (OCR)"),)
    assert beside.doubts == ()


def test_sign_where_spaces_should_be_is_told() -> None:
    """Then other letters are wrong, too. Addresses and amounts have such signs."""
    glued = "The#upper#town#and#the#lower#town#met."
    sure = "They paid $5 or 10 % to a#b, see https://example.org/the#upper#town#met and a#b."
    found = read_pdf(drawn([*set_in(TEXT, 80, 740, 430), At(80, 640, glued), At(80, 600, sure), *set_in(MORE, 80, 560, 430)]))
    assert [found.paragraphs[number - 1] for number, _ in found.doubts] == [glued]
    assert any("1 paragraph has a sign where spaces should be, the first on page 1" in notice for notice in found.notices)


def test_typeface_of_the_text_is_not_bold() -> None:
    """Some programs write the thickness of its stems wrongly. Then no line would be a heading, or all lines would be."""

    def thickened(document: pikepdf.Pdf) -> None:
        for font in document.objects:
            if isinstance(font, pikepdf.Dictionary) and str(font.get("/BaseFont")) == "/Times-Roman":
                font.BaseFont = pikepdf.Name("/Gaugeface")
                font.FirstChar, font.LastChar = 32, 126
                font.Widths = pikepdf.Array([500] * 95)
                font.FontDescriptor = document.make_indirect(
                    pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontName=font.BaseFont, Flags=34, StemV=180, ItalicAngle=0)
                )

    lines = ["The upper town sent its books to the hall by the bridge, and all of", "them were read at once.", "The lower town sent none."]
    page = [At(80, 700 - 12 * number, line) for number, line in enumerate(lines)]
    assert read_pdf(changed(drawn(page), thickened)).paragraphs == (f"{lines[0]} {lines[1]}", lines[2])


def test_upright_text_behind_words_that_stand_aslant_is_read() -> None:
    """As behind a draft's mark across the page, and before it."""

    def across(canvas: Canvas) -> None:
        for _ in range(2):
            canvas.saveState()
            canvas.translate(150, 300)
            canvas.rotate(40)
            canvas.setFont("Helvetica", 60)
            canvas.drawString(0, 0, "A DRAFT")
            canvas.restoreState()
            canvas.setFont("Helvetica", 11)
            canvas.drawString(80, 120, "The keeper reads the gauge at noon.")

    assert "The keeper reads the gauge at noon." in " ".join(read_pdf(drawn([*set_in(TEXT, 80, 760, 430)], change=across)).paragraphs)

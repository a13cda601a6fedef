"""What is not certain about a copy is kept with it, and told wherever the copy is used; its text and its pages can be looked at."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from briefing.cli import main
from briefing.library.excerpts import DIGEST
from briefing.originals.copies import Copy, Provenance, load, stored
from briefing.originals.readers.pdf_reading import read_pdf
from tests.support.pdf_pages import MORE, TEXT, At, changed, drawn, set_in


def without_meaning(document: pikepdf.Pdf) -> None:
    """Let a typeface say that some of its letters mean nothing."""
    for font in document.objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/BaseFont") == "/Times-Italic":
            table = "beginbfchar\n<65> <E065>\nendbfchar"
            head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 "
            font.ToUnicode = document.make_stream(f"{head}{table} endcmap end end".encode())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace with a PDF whose second page has letters that nobody knows, and its copy `letters`."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "w").exit_code == 0
    monkeypatch.chdir(tmp_path / "w")
    pages = [*set_in(TEXT, 80, 700, 430), At(80, 600, "A line of its own.")], set_in(MORE, 80, 700, 430, face="Times-Italic")
    Path("letters.pdf").write_bytes(changed(drawn(*pages, title="Letters"), without_meaning))
    assert run("sources", "add", "letters.pdf", "--new", "--as", "letters").exit_code == 0
    return tmp_path / "w"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_notices_and_doubts_are_kept_with_a_copy(tmp_path: Path) -> None:
    """Whatever signs they have."""
    origin = Provenance("a.pdf", "0" * 64, "2024-01-02", "pdf", (1, 2), ("left out: “a: b”",), {"its words, such as “c”: are \ufffd": (2,)})
    (tmp_path / "a.txt").write_text(stored(Copy("a", ("one", "two"), origin)), "utf-8")
    copy = load(tmp_path, tmp_path)["a"]
    assert copy.provenance == origin
    assert (copy.doubts((1,)), copy.doubts((1, 2))) == ((), tuple(origin.doubts))


def test_a_doubtful_copy_says_so(place: Path) -> None:
    """In `sources show` and in its text; not in `check`, where nothing quotes the place."""
    shown = run("sources", "show", "letters").output
    assert "  reading  " in shown
    assert "  doubtful ¶3: the file does not say what many letters of this page mean" in shown
    assert "Doubtful: the file does not say" in run("sources", "show", "letters", "--text").output
    assert "may be otherwise" not in run("check").output


def test_an_excerpt_from_a_doubtful_place_says_so(place: Path) -> None:
    """When it is chosen, and whenever the workspace is checked; an excerpt from elsewhere does not."""
    sure = run("excerpt", "letters", "--from", "The commission met", "--to", "same morning", "--id", "sure")
    assert "may be otherwise" not in sure.output
    doubtful = run("excerpt", "letters", "--from", "of that", "--to", "month", "--id", "doubtful")
    assert "the passage is from a place where your copy may be otherwise than its file" in doubtful.output
    for excerpt in (place / "seeds/excerpts").glob("*.md"):
        excerpt.write_text(excerpt.read_text("utf-8").replace(DIGEST, "The numbers are old."), "utf-8")
    found = json.loads(run("check", "--json").output)["problems"]
    files = [each["file"] for each in found if "the passage is from a place" in each["message"]]
    assert files == ["seeds/excerpts/doubtful.md"]
    shown = run("sources", "show", "letters").output
    assert shown.count("           doubtful: ") == 1


def test_doubts_about_letters_of_a_text_are_told_in_the_same_places(place: Path) -> None:
    """In `sources show`, in its text, at an excerpt from there, and at a typed quotation from there."""
    (place / "ferry.txt").write_bytes(b"Every ferry carries a lamp.\n\nThe caf\xe9 was shut all winter long.\n")
    assert run("sources", "add", "ferry.txt", "--new", "--as", "ferry").exit_code == 0
    assert "  doubtful ¶2: the encoding of the file is a guess" in run("sources", "show", "ferry").output
    assert run("sources", "show", "ferry", "--text").output.count("Doubtful: the encoding") == 1
    found = run("excerpt", "ferry", "--from", "The café", "--to", "winter long", "--id", "cold").output
    assert "the passage is from a place where your copy may be otherwise than its file" in found
    (place / "seeds/texts").mkdir(exist_ok=True)
    (place / "seeds/texts/winter.md").write_text("They say “The café was shut all winter long” [@ferry, ¶2].\n", "utf-8")
    problems = json.loads(run("check", "--json").output)["problems"]
    assert [each["file"] for each in problems if "from a place" in each["message"] and "texts" in each["file"]] == ["seeds/texts/winter.md"]


def test_the_text_has_numbers_of_paragraphs_and_pages(place: Path) -> None:
    """In the order of the copy."""
    lines = run("sources", "show", "letters", "--text").output.splitlines()
    assert lines[:4] == ["page 1", f"  ¶1  {TEXT}", "  ¶2  A line of its own.", "page 2"]
    assert [each["page"] for each in json.loads(run("sources", "show", "letters", "--text", "--json").output)["result"]["paragraphs"]] == [
        1,
        1,
        2,
    ]


def test_pictures_of_the_pages(place: Path) -> None:
    """One for each page, with frames in colours that the page does not have; they are made again over older ones."""
    for _ in range(2):
        result = run("sources", "show", "letters", "--pages")
        assert result.exit_code == 0, result.output
    made = sorted((place / "output/letters-pages").glob("*"))
    assert [each.name for each in made] == ["page-01.png", "page-02.png"]
    with Image.open(made[0]) as image:
        red, _, blue = image.convert("RGB").split()
        assert red.tobytes() != blue.tobytes()


def test_pictures_replace_no_file_of_another_program(place: Path) -> None:
    """Nothing is written then."""
    foreign = place / "pictures/page-02.png"
    foreign.parent.mkdir()
    foreign.write_bytes(b"mine")
    result = run("sources", "show", "letters", "--pages", "-o", "pictures")
    assert result.exit_code == 1
    assert "it is not a picture that briefing made" in result.output
    assert [each.name for each in foreign.parent.iterdir()] == ["page-02.png"]


def test_pictures_need_the_pdf_of_the_copy(place: Path) -> None:
    """Another file of the name is not drawn."""
    Path("letters.pdf").rename("moved.pdf")
    assert "the PDF that the copy of 'letters' was made from is not here" in run("sources", "show", "letters", "--pages").output
    assert run("sources", "show", "letters", "--pages", "--file", "moved.pdf").exit_code == 0
    Path("other.pdf").write_bytes(drawn([At(80, 700, "Another text.")]))
    assert "was made from another file" in run("sources", "show", "letters", "--pages", "--file", "other.pdf").output
    assert run("sources", "show", "letters", "--file", "moved.pdf").exit_code == 2


def test_words_that_were_left_out_are_not_kept_with_the_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who adds the file sees them; the copy, which is quoted from and searched, does not have them anywhere."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "w").exit_code == 0
    monkeypatch.chdir(tmp_path / "w")
    Path("page.html").write_text("<html><body><p>The gauge rose in May.</p><p hidden>The keeper was bribed.</p></body></html>", "utf-8")
    added = run("sources", "add", "page.html", "--new", "--as", "page")
    assert "The keeper was bribed" in added.output
    assert "bribed" not in Path("seeds/originals/page.txt").read_text("utf-8")
    assert "4 words that the file hides are left out: “…”" in run("sources", "show", "page").output


def doubts(lines: list[At]) -> dict[str, str]:
    """Return the doubts about the paragraphs of a page, by their first words."""
    reading = read_pdf(drawn(lines))
    return {" ".join(reading.paragraphs[number - 1].split()[:3]): reason for number, reason in reading.doubts}


def test_paragraphs_that_may_go_on_elsewhere_are_doubtful() -> None:
    """Two texts in two typefaces are side by side, and both go on on the next page."""
    columns = set_in(f"{TEXT} {MORE}", 60, 780, 220), set_in(f"{MORE} {TEXT}", 310, 780, 220, face="Times-Bold")
    rest = [At(each.x, 780 - 12 * number, each.words, face=each.face) for lines in columns for number, each in enumerate(lines[-3:])]
    reading = read_pdf(drawn([line for lines in columns for line in lines[:-3]], rest))
    assert {reason for _, reason in reading.doubts} == {
        "it ends within a sentence, which may go on elsewhere",
        "it begins within a sentence, whose beginning may be elsewhere",
    }


def test_rows_of_a_list_in_two_columns_are_doubtful() -> None:
    """If the words of an item go on in the line below."""
    items = [
        ("Number the gauges and the", "Send the books"),
        ("locks of the upper town", "Close the bridge"),
        ("Read the water", "Pay the keepers"),
    ]
    cells = [At(x, 600 - 12 * number, words) for number, row in enumerate(items) for x, words in zip((80, 330), row, strict=True)]
    found = doubts([*set_in(TEXT, 60, 780, 430), *cells])
    assert set(found) == {"Number the gauges", "locks of the"}


def test_footnotes_without_a_mark_in_the_text_are_doubtful() -> None:
    """They may be the questions of a form."""
    notes = [At(60, 120, "1. Are you the keeper of this gauge?", 8), At(60, 108, "2. Have you read it today?", 8)]
    page = [*set_in(f"{TEXT} {MORE} {TEXT}", 60, 780, 430), *notes]
    assert set(doubts(page).values()) == {"the text has no mark of this footnote, so it may be something else"}
    told = "2 footnotes without a mark in the text may be something else, the first on page 1: compare with the page"
    assert told in read_pdf(drawn(page)).notices


@pytest.mark.parametrize(("pitch", "count"), [(11, 2), (20, 0)], ids=["one head", "rows apart"])
def test_heads_of_tables_with_several_lines_are_doubtful(pitch: int, count: int) -> None:
    """If the table has no rules, nothing says which words of a head belong together."""
    rows = [("Town", "Depth of", "Days with"), ("of gauge", "the water", "ice above"), ("Upper", "3.4", "12"), ("Lower", "2.9", "17")]
    cells = [At(x, 600 - pitch * number, words) for number, row in enumerate(rows) for x, words in zip((80, 230, 380), row, strict=True)]
    found = doubts([*set_in(TEXT, 60, 780, 430), *cells])
    assert list(found.values()) == ["it is a row of a table or of columns, whose lines may be mixed"] * count


def nameless(document: pikepdf.Pdf) -> None:
    """Let a typeface name its letters and digits by numbers."""
    for font in document.objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/BaseFont") == "/Times-Bold":
            names = [pikepdf.Name(f"/g{code}") for code in range(48, 123)]
            font.Encoding = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=pikepdf.Array([48, *names]))


def test_digits_whose_meaning_the_file_does_not_say_are_doubtful() -> None:
    """Unless the typeface has a text of common words."""
    page = [*set_in(TEXT, 60, 780, 430), At(60, 700, "The gauge read"), At(130, 700, "1907", face="Times-Bold")]
    reading = read_pdf(changed(drawn(page), nameless))
    assert reading.doubts == ((2, "the file does not say what its letters or digits mean, so they may be others"),)
    told = "the file does not say what letters or digits of 1 paragraph mean, on page 1: they may be others, so compare with the page"
    assert told in reading.notices
    assert not read_pdf(drawn(page)).doubts
    assert not read_pdf(changed(drawn(set_in(TEXT, 60, 780, 430, face="Times-Bold")), nameless)).doubts

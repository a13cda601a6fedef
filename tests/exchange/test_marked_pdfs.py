"""What a reader marked in a PDF becomes excerpts with notes, or is named with the nearest passage."""

from __future__ import annotations

import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from click.testing import CliRunner, Result
from reportlab.pdfgen.canvas import Canvas

from briefing.cli import main
from tests.support.marked_pdfs import Marked
from tests.support.pdf_pages import At, after, changed, drawn, set_in
from tests.support.places import TESTS
from tests.support.variants import variants

FIRST = (
    "The two towns kept one weir, and nobody wrote down who had paid for its gates until the flood of that year took them away and the "
    "bill came to both. The older town said that a gate is a thing of the bank it hangs on."
)
SECOND = "In spring the gauges are read twice a day. A keeper who is ill sends his neighbour, and the neighbour signs the book for him."
THIRD = "Nobody asked the ferry. It had crossed above the weir for longer than either town had kept a book of any kind."
FOURTH = "In spring the gauges are read twice a day, said the rule of the ferry, too, though it had no gauge to read."


def weir(title: str = "The Weir of Two Towns") -> bytes:
    """Return an article of two pages."""
    line = At(60, 560, "The judges found that no bank had a right to the whole of the wa-")
    one = [At(60, 780, title, 16), *set_in(FIRST, 60, 720, 400), *set_in(SECOND, 60, 640, 400)]
    one += [line, At(60, 548, "ter, and that each bank owed the other a key")]
    one += (
        after(At(60, 548, "ter, and that each bank owed the other a key"), "1"),
        At(60, 536, "to its own gate, which it must never change."),
    )
    one += [At(60, 90, "1 The keys are still kept in the chapel of the older town.", 8)]
    two = [*set_in(THIRD, 60, 760, 400), *set_in(FOURTH, 60, 700, 400)]
    return drawn(one, two, title=title)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a workspace that has the article as a source."""
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["init", "work", "--empty"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "work")
    (tmp_path / "work/weir.pdf").write_bytes(weir())
    done = CliRunner().invoke(main, ["sources", "add", "weir.pdf", "--new", "--as", "weir-2020"])
    assert done.exit_code == 0, done.output
    return tmp_path / "work"


def brought(work: Path, mark: Callable[[Marked], Any], name: str = "marked.pdf", *options: str, data: bytes | None = None) -> Result:
    """Import a PDF after it was marked."""
    marked = Marked(data or weir())
    mark(marked)
    (work / name).write_bytes(marked.saved())
    return CliRunner().invoke(main, ["excerpts", "import", name, *options])


def excerpts(work: Path) -> dict[str, dict[str, Any]]:
    """Return the settings of the excerpts, by their ids."""
    files = sorted((work / "seeds/excerpts").glob("*.md"))
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1]) for path in files}


def passages(work: Path) -> list[str]:
    """Return the passages of the excerpts, each of which must be proved."""
    done = CliRunner().invoke(main, ["verify", *excerpts(work), "--json"])
    found = json.loads(done.output)["result"]["excerpts"]
    assert {each["status"] for each in found} == {"exact"}, done.output
    return [" ".join(each["passage"].split()) for each in found]


@pytest.mark.parametrize("kind", variants(["Highlight", "Underline", "Squiggly", "StrikeOut"], ["Highlight"]))
def test_marked_words_become_an_excerpt_with_the_note_of_the_reader(work: Path, kind: str) -> None:
    """Its hash is that of the copy's own words."""
    done = brought(work, lambda pdf: pdf.over("a gate is a thing of the bank it hangs on.", "Is it?", kind))
    assert done.exit_code == 0, done.output
    assert passages(work) == ["a gate is a thing of the bank it hangs on."]
    (excerpt,) = excerpts(work).values()
    assert [note["text"] for note in excerpt["notes"]] == ["Is it?"]
    assert len(excerpt["sha256"]) == 64


def test_words_over_several_lines_have_no_hyphen_and_no_mark_of_a_note(work: Path) -> None:
    """A word that the end of a line divides is whole."""
    data = weir()

    def mark(pdf: Marked) -> None:
        places = [(60.0, 533.0, 300.0, 545.0), (60.0, 545.0, 300.0, 557.0), (60.0, 557.0, 400.0, 569.0)]
        pdf.at([places[2], places[1], places[0]], "All three lines.")

    done = brought(work, mark, data=data)
    assert done.exit_code == 0, done.output
    whole = "The judges found that no bank had a right to the whole of the water, and that each bank owed the other a key to its own gate"
    assert passages(work)[0].startswith(whole)


def test_highlight_over_a_page_break_is_one_passage(work: Path) -> None:
    """Viewers cut it in two at the end of the page, also within a word. A mark on the next paragraph stays one of its own."""
    last, first = (
        "A gate that is shut by one town alone, without a word to the neigh-",
        "bours, is a gate that is broken, said the eldest judge.",
    )
    above = [
        At(60, 760 - 20 * number, f"Line {number} of the old rule says nothing of it, whatever the neighbours think")
        for number in range(34)
    ]
    data = drawn([*above, At(60, 80, last)], [At(60, 780, first), *set_in(THIRD, 60, 740, 400)], title="The Gate")
    (work / "gate.pdf").write_bytes(data)
    done = CliRunner().invoke(main, ["sources", "add", "gate.pdf", "--new", "--as", "gate-2021"])
    assert "joined 1 paragraph across pages" in done.output

    def mark(pdf: Marked) -> None:
        pdf.over("without a word to the neigh-", "Who says so?")
        pdf.over("bours, is a gate that is broken", "Broken how?", page=1)
        pdf.over("Nobody asked the ferry.", page=1)

    assert brought(work, mark, data=data).exit_code == 0
    assert passages(work) == ["without a word to the neighbours, is a gate that is broken", "Nobody asked the ferry."]
    over, _ = excerpts(work).values()
    assert [note["text"] for note in over["notes"]] == ["Who says so?", "Broken how?"]
    again = CliRunner().invoke(main, ["excerpts", "import", "marked.pdf"])
    assert "0 excerpts drafted." in again.output


@pytest.mark.slow
def test_line_that_is_covered_twice_has_its_words_once(work: Path) -> None:
    """Firefox covers the middle lines of a mark twice, with boxes of different heights."""
    boxes = [(60.0, 557.0, 400.0, 569.0), (60.0, 545.5, 300.0, 556.0), (60.0, 545.0, 300.0, 557.0), (60.0, 533.0, 300.0, 545.0)]
    done = brought(work, lambda pdf: pdf.at(boxes, "Once."))
    assert done.exit_code == 0, done.output
    (passage,) = passages(work)
    assert passage.count("each bank owed the other a key") == 1


@pytest.mark.slow
def test_corners_may_come_in_any_order(work: Path) -> None:
    """Programs write them clockwise, counter-clockwise and line by line."""

    def mark(pdf: Marked) -> None:
        found = pdf.over("nobody wrote down who had paid")
        left, top, right, _, _, low, _, _ = [float(each) for each in found.QuadPoints]
        found.QuadPoints = [left, low, right, low, right, top, left, top]

    assert brought(work, mark).exit_code == 0
    assert passages(work) == ["nobody wrote down who had paid"]


def test_replies_become_notes_behind_the_comment(work: Path) -> None:
    """What only says that somebody read a comment is no note."""

    def mark(pdf: Marked) -> None:
        root = pdf.over("nobody wrote down who had paid", "Why not?", T="Ada")
        reply = pdf.put("Text", [0, 0, 1, 1], Contents="The book was lost.", IRT=root, T="Ben")
        pdf.put("Text", [0, 0, 1, 1], Contents="Which book?", IRT=reply, T="Ada")
        pdf.put("Text", [0, 0, 1, 1], Contents="Marked set by Ben", IRT=root, StateModel="Marked", State="Marked")

    done = brought(work, mark)
    assert done.exit_code == 0, done.output
    (excerpt,) = excerpts(work).values()
    assert [note["text"] for note in excerpt["notes"]] == ["Why not?", "The book was lost.", "Which book?"]
    assert "the annotations are by 2 people (Ada, Ben)" in done.output


@pytest.mark.slow
def test_comment_that_repeats_the_marked_words_is_no_note(work: Path) -> None:
    """Some programs write the words there."""
    assert brought(work, lambda pdf: pdf.over("nobody wrote down who had paid", "nobody wrote down\nwho had paid")).exit_code == 0
    (excerpt,) = excerpts(work).values()
    assert "notes" not in excerpt


@pytest.mark.slow
def test_note_on_a_highlight_belongs_to_it(work: Path) -> None:
    """This is guessed, and told."""

    def mark(pdf: Marked) -> None:
        found = pdf.over("nobody wrote down who had paid")
        x, y = float(found.Rect[0]), float(found.Rect[1])
        pdf.put("Text", [x, y, x + 12, y + 10], Contents="Ask the archive.")

    done = brought(work, mark)
    (excerpt,) = excerpts(work).values()
    assert [note["text"] for note in excerpt["notes"]] == ["Ask the archive."]
    assert "has the comment of a note that is on the same place" in done.output


@pytest.mark.parametrize("kind", variants(["Text", "FreeText"], ["Text"]))
def test_note_without_words_is_named_with_the_passage_beside_it(work: Path, kind: str) -> None:
    """The command that the message gives makes an excerpt of this passage."""

    def mark(pdf: Marked) -> None:
        pdf.over("nobody wrote down who had paid")
        pdf.put(kind, [20, 638, 50, 648], Contents="Compare with the rule of the ferry.", DA="/Helv 10 Tf")

    done = brought(work, mark)
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert "“Compare with the rule of the ferry.” on page 1 marks no words: it is beside ¶3" in said
    assert "In spring the gauges" in said
    command = re.search(r"To quote this: briefing (.*?--note \"[^\"]*\")", said)
    assert command is not None, said
    made = CliRunner().invoke(main, shlex.split(command[1]))
    assert made.exit_code == 0, made.output
    assert ["Compare with the rule of the ferry."] in [[note["text"] for note in each.get("notes", ())] for each in excerpts(work).values()]


def test_copy_itself_needs_no_guess_and_another_save_is_found_by_its_title_or_words(work: Path) -> None:
    """What is guessed is told."""
    marked = Marked(weir())
    marked.over("Nobody asked the ferry.", page=1)
    (work / "weir-2.pdf").write_bytes(marked.saved())
    run = CliRunner()
    assert run.invoke(main, ["sources", "add", "weir-2.pdf", "--as", "weir-2020", "--replace"]).exit_code == 0
    own = run.invoke(main, ["excerpts", "import", "weir-2.pdf"])
    assert own.exit_code == 0, own.output
    assert "taken for" not in own.output
    titled = brought(work, lambda pdf: pdf.over("a gate is a thing of the bank"))
    assert "the title or file of the document and its words are those of this source" in titled.output
    other = brought(work, lambda pdf: pdf.over("the neighbour signs the book for him."), data=weir("Untitled draft"))
    assert other.exit_code == 0, other.output
    assert "this copy has the words of its highlight, and no other copy has as many" in " ".join(other.output.split())
    assert sorted(passages(work)) == ["Nobody asked the ferry.", "a gate is a thing of the bank", "the neighbour signs the book for him."]


def test_source_can_be_named_instead_of_the_file(work: Path) -> None:
    """The file of its copy must be there: the workspace keeps only its words."""
    assert brought(work, lambda pdf: pdf.over("nobody wrote down who had paid"), "weir.pdf").exit_code == 0
    (work / "seeds/excerpts/weir-2020-p2.md").unlink()
    done = CliRunner().invoke(main, ["excerpts", "import", "weir-2020"])
    assert done.exit_code == 0, done.output
    assert passages(work) == ["nobody wrote down who had paid"]
    (work / "weir.pdf").unlink()
    gone = CliRunner().invoke(main, ["excerpts", "import", "weir-2020"])
    assert gone.exit_code == 1
    assert "'weir.pdf' is not in this folder" in gone.output


def test_words_that_are_in_several_places_are_those_that_were_marked(work: Path) -> None:
    """The text around them says which."""
    assert brought(work, lambda pdf: pdf.over("In spring the gauges are read twice a day", page=1)).exit_code == 0
    (excerpt,) = excerpts(work).values()
    assert excerpt["paragraphs"] == 6


@pytest.mark.slow
def test_place_of_words_that_whole_paragraphs_repeat_is_counted(work: Path) -> None:
    """The text around them is the same, so their turn in the PDF says which is meant; the message says so."""
    chorus = [*set_in(SECOND, 60, 700, 400), *set_in(THIRD, 60, 640, 400), *set_in(SECOND, 60, 580, 400), *set_in(THIRD, 60, 520, 400)]
    data = drawn(chorus, chorus, title="Chorus")
    (work / "chorus.pdf").write_bytes(data)
    run = CliRunner()
    assert run.invoke(main, ["sources", "add", "chorus.pdf", "--new", "--as", "chorus-2020"]).exit_code == 0
    with_turn = brought(work, lambda pdf: pdf.over("Nobody asked the ferry.", page=1), "marked.pdf", "--as", "chorus-2020", data=data)
    assert with_turn.exit_code == 0, with_turn.output
    (excerpt,) = excerpts(work).values()
    assert excerpt["paragraphs"] == 5
    assert "is in the copy 4 times, as in its file: place 3 of 4 was taken" in with_turn.output


def test_second_import_doubles_nothing_and_takes_what_is_new(work: Path) -> None:
    """It says what is there already."""
    assert brought(work, lambda pdf: pdf.over("nobody wrote down who had paid", "Why?")).exit_code == 0
    before = excerpts(work)

    def mark(pdf: Marked) -> None:
        pdf.over("nobody wrote down who had paid", "Why?")
        pdf.over("Nobody asked the ferry.", "Nor the fish.", page=1)

    done = brought(work, mark)
    assert done.exit_code == 0, done.output
    assert "1 excerpt drafted. 1 highlight is an excerpt already." in done.output
    after_ = excerpts(work)
    assert len(after_) == 2
    assert {key: after_[key] for key in before} == before


def test_passage_that_the_copy_lacks_is_named_and_blocks_nothing(work: Path) -> None:
    """The nearest text is shown, with the page of the mark."""
    other = [At(60, 700, "Nobody wrote up who had paid for its gates"), *set_in(SECOND, 60, 640, 400)]

    def mark(pdf: Marked) -> None:
        pdf.over("Nobody wrote up who had paid for its gates", "Hm.")
        pdf.over("A keeper who is ill sends his neighbour")

    done = brought(work, mark, "marked.pdf", "--as", "weir-2020", data=drawn(other))
    assert done.exit_code == 0, done.output
    assert "on page 1 is not in the copy of 'weir-2020'" in done.output
    assert "Nearest text in ¶2" in done.output
    assert passages(work) == ["A keeper who is ill sends his neighbour"]


@pytest.mark.slow
def test_turned_pages_and_pages_with_an_offset_have_their_words(work: Path) -> None:
    """The places of words and of marks are those of the page before it is turned and cut."""

    def mark(pdf: Marked) -> None:
        pdf.over("nobody wrote down who had paid")

    def turn(document: Any) -> None:
        for page in document.pages:
            page.obj.Rotate = 90
            page.obj.CropBox = [20, 20, 595, 842]

    done = brought(work, mark, data=changed(weir(), turn))
    assert done.exit_code == 0, done.output
    assert passages(work) == ["nobody wrote down who had paid"]


@pytest.mark.slow
def test_text_that_is_drawn_sideways_has_its_words(work: Path) -> None:
    """As on a page that is wider than high."""

    def sideways() -> bytes:
        canvas = Canvas(file := io.BytesIO(), pagesize=(595, 842), invariant=1)
        canvas.rotate(90)
        canvas.setFont("Times-Roman", 10)
        for line in [*set_in(FIRST, 60, -100, 600), *set_in(SECOND, 60, -180, 600)]:
            canvas.drawString(line.x, line.y, line.words)
        canvas.save()
        return file.getvalue()

    done = brought(work, lambda pdf: pdf.over("nobody wrote down who had paid", "Why?"), data=sideways())
    assert done.exit_code == 0, done.output
    assert passages(work) == ["nobody wrote down who had paid"]


@pytest.mark.parametrize("points", variants([[], [1, 2, 3], ["/Broken"] * 8, [1e9] * 8], [[1, 2, 3]]))
def test_damaged_places_are_no_crash(work: Path, points: list[Any]) -> None:
    """Without places of words, the rectangle says where they are."""

    def mark(pdf: Marked) -> None:
        found = pdf.over("nobody wrote down who had paid")
        found.QuadPoints = pikepdf.Array([pikepdf.Name(each) if isinstance(each, str) else each for each in points])

    done = brought(work, mark)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert ("nobody wrote down who had paid" in done.output) or done.exit_code == 0


def test_file_without_marks_is_refused_in_words(work: Path) -> None:
    """It says where the marks may be."""
    done = CliRunner().invoke(main, ["excerpts", "import", "weir.pdf"])
    assert done.exit_code == 1
    assert "nothing is marked in this PDF" in done.output
    assert excerpts(work) == {}


@pytest.mark.slow
def test_tags_of_zotero_become_topics(work: Path) -> None:
    """Zotero writes them into the PDF beside the comment."""
    more: dict[str, Any] = {"Zotero:Tags": json.dumps(["Gates", "context"]), "Zotero:Key": "ABCD2345", "NM": "Zotero-ABCD2345"}
    assert brought(work, lambda pdf: pdf.over("nobody wrote down who had paid", "Why?", **more)).exit_code == 0
    (excerpt,) = excerpts(work).values()
    assert (excerpt["topics"], excerpt["notes"][0]["kind"]) == (["gates"], "context")


@pytest.mark.slow
def test_hidden_annotations_are_not_read(work: Path) -> None:
    """Nobody sees them."""
    assert brought(work, lambda pdf: pdf.over("nobody wrote down who had paid", F=2)).exit_code == 1
    assert excerpts(work) == {}


@pytest.mark.parametrize(
    ("program", "words", "comment"),
    [
        ("pdfjs", "The two towns kept one weir, and nobody wrote down who had paid for its gates until the flood of", "From Firefox."),
        ("mupdf", "a thing of the bank it hangs on", "Is it a thing?"),
        ("poppler", "nobody wrote down who had paid", "From poppler."),
    ],
)
def test_files_that_programs_wrote_have_their_marks(work: Path, program: str, words: str, comment: str) -> None:
    """This article was marked with pdf.js, the viewer of Firefox, with MuPDF, and with poppler, with which Okular and Evince save."""
    done = brought(work, lambda _: None, data=(TESTS / "data/marked" / f"{program}.pdf").read_bytes())
    assert done.exit_code == 0, done.output
    assert words in passages(work)
    assert comment in [note["text"] for excerpt in excerpts(work).values() for note in excerpt.get("notes", ())]


def drawn_over(data: bytes, boxes: list[tuple[float, float, float, float]], opacity: float) -> bytes:
    """Return a PDF with boxes that the viewer of Chromium 156 has drawn: paths of its highlighter (0.4) or of its pen (1)."""
    with pikepdf.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        state = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=opacity)
        name = page.add_resource(document.make_indirect(state), pikepdf.Name.ExtGState)
        path = "/GOOG:INKIsInker BMC\nq .99 .83 .38 rg {} gs {:.3f} {:.3f} {:.3f} {:.3f} re f Q\nEMC\n"
        lines = [path.format(name, right, top, left - right, bottom - top) for left, bottom, right, top in boxes]
        page.contents_add(document.make_stream("".join(["q\n", *lines, "Q"]).encode()))
        document.save(file := io.BytesIO())
    return file.getvalue()


def test_highlights_of_the_viewer_of_chromium_are_read(work: Path) -> None:
    """It saves no annotations. Lines that follow each other are one highlight; what its pen has drawn marks no words."""
    lines = [(60.0, 557.0, 400.0, 569.0), (60.0, 545.0, 300.0, 557.0)]
    data = drawn_over(drawn_over(weir(), [*lines, (60.0, 759.0, 400.0, 799.0)], 0.4), [(60.0, 300.0, 90.0, 303.0)], 1)
    (work / "chromium.pdf").write_bytes(data)
    done = CliRunner().invoke(main, ["excerpts", "import", "chromium.pdf"])
    assert done.exit_code == 0, done.output
    found = passages(work)
    assert [each for each in found if each.startswith("The judges found")] == [
        "The judges found that no bank had a right to the whole of the water, and that each bank owed the other a key"
    ]
    assert len(found) == 2
    assert "1 annotation was skipped: it marks no words" in done.output


def test_new_workspace_begins_with_what_is_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The passages are excerpts, and wait in `passages.md` for notes."""
    monkeypatch.chdir(tmp_path)
    marked = Marked(weir())
    marked.over("a gate is a thing of the bank it hangs on.", "Is it?")
    (tmp_path / "weir.pdf").write_bytes(marked.saved())
    done = CliRunner().invoke(main, ["init", "work", "weir.pdf"])
    assert done.exit_code == 0, done.output
    assert "weir.pdf (1 passage marked)" in done.output
    assert "\n\n> a gate is a … bank it hangs on.\n\n>\n" in (tmp_path / "work/passages.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path / "work")
    assert [note["text"] for each in excerpts(tmp_path / "work").values() for note in each["notes"]] == ["Is it?"]

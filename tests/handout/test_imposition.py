"""Imposition: every page once, in the right place and the right way up on both sides of the folded paper; and what is refused."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from briefing.cli import main
from briefing.handout.imposition import printing as sheets
from briefing.handout.imposition.arrangement import (
    GUTTER,
    PAPERS,
    Edge,
    Plan,
    Size,
    booklet,
    fitting_paper,
    main_size,
    n_up,
    odd_pages_out,
    page_numbers,
)
from tests.support.drawn_sample import put_sample
from tests.support.variants import variants

A4 = PAPERS["a4"]
POINTS = (595.276, 841.89)
EDGES: tuple[Edge | None, ...] = (None, "short", "long")


def made(path: Path, pages: int = 6, size: tuple[float, float] = POINTS, **keys: Any) -> Path:
    """Write a PDF whose pages show 001, 002 and so on in their middle."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=size)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        # Digits of Helvetica are 0.556 em wide and 0.7 em high.
        x, y = size[0] / 2 - 20 * 1.5 * 0.556, size[1] / 2 - 20 * 0.35
        page.obj.Contents = pdf.make_stream(f"BT /F 20 Tf {x:.2f} {y:.2f} Td ({number:03}) Tj ET".encode())
        for key, value in keys.items():
            page.obj[f"/{key}"] = value
    pdf.save(path)
    return path


def run(*args: str | Path) -> Result:
    result = CliRunner().invoke(main, ["impose", *map(str, args)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def done(*args: str | Path) -> str:
    result = run(*args)
    assert result.exit_code == 0, result.output
    return result.output


def ink(path: Path, page: int = 0) -> Image.Image:
    """Return a page, a pixel to a point: 255 where there is ink, else 0."""
    with pypdfium2.PdfDocument(path) as pdf:
        image: Image.Image = pdf[page].render(scale=1, grayscale=True).to_pil()
    return image.point(lambda grey: 255 if grey < 128 else 0)


class Seen(NamedTuple):
    """A page as it shows on a side of a sheet."""

    number: int
    x: float
    """Points from the left edge of the sheet to the middle of the number."""
    y: float
    upright: bool


def seen(path: Path) -> list[list[Seen]]:
    """Return what stands on each side of a file, by way of a reader that knows nothing of imposition."""
    sides = []
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            digits = [(text.get_text_range(at, 1), *text.get_charbox(at)) for at in range(text.count_chars())]
            digits = [digit for digit in digits if digit[0].isdigit()]
            side = []
            for start in range(0, len(digits), 3):
                three = digits[start : start + 3]
                upright = three[0][1] < three[-1][1] - 1 and abs(three[0][2] - three[-1][2]) < 1
                middle = [sum(digit[at] + digit[at + 2] for digit in three) / 6 for at in (1, 2)]
                side.append(Seen(int("".join(digit[0] for digit in three)), middle[0], middle[1], upright))
            sides.append(side)
    return sides


def turned_over(side: Sequence[Seen], size: tuple[float, float], edge: Edge) -> list[Seen]:
    """Return how a back shows to a reader who turns the leaf sideways, when the printer turned the sheet on `edge`.

    The printer lays point (x, y) of the back behind (w-x, y) of the front where it turns the sheet on an upright edge, and behind (x, h-y)
    where it turns it on a level one. The reader, turning sideways, sees what is behind (u, v) at (w-u, v).
    """
    width, height = size
    upright: Edge = "short" if width > height else "long"
    if edge == upright:
        return list(side)
    return [Seen(page.number, width - page.x, height - page.y, not page.upright) for page in side]


def folded(plan: Plan, *, rtl: bool) -> list[int | None]:
    """Stack the sheets of a booklet, fold them, and leaf through: the pages in the order in which they are read."""
    first, last = (0, 1) if rtl else (1, 0)  # which half of a front is the first leaf
    pairs = list(zip(plan.sides[::2], plan.sides[1::2], strict=True))
    leaves = [(front.places[first].page, back.places[last].page) for front, back in pairs]
    leaves += [(back.places[first].page, front.places[last].page) for front, back in reversed(pairs)]
    return [page for leaf in leaves for page in leaf]


# ── order ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rtl", [False, True])
def test_folded_booklet_reads_in_order_with_every_page_once(rtl: bool) -> None:
    """For any number of pages: leaves hold a page and the next one back to back, blank ones come last and are fewer than four."""
    for pages in [*range(1, 80), 999, 5000]:
        plan = booklet(pages, A4, rtl=rtl)
        order = folded(plan, rtl=rtl)
        assert order == [*range(pages), *[None] * plan.blanks]
        assert len(order) == 4 * plan.sheets
        assert plan.blanks < 4
        assert all(len(side.places) == 2 for side in plan.sides)


def test_booklet_of_eight_is_the_one_in_every_manual() -> None:
    """Sheet 1: 8 and 1, then 2 and 7; sheet 2: 6 and 3, then 4 and 5."""
    sides = [tuple((place.page or 0) + 1 for place in side.places) for side in booklet(8, A4).sides]
    assert sides == [(8, 1), (2, 7), (6, 3), (4, 5)]
    assert [sides[::-1] for sides in sides] == [tuple((p.page or 0) + 1 for p in side.places) for side in booklet(8, A4, rtl=True).sides]


def test_n_up_holds_every_page_once_in_reading_order() -> None:
    """For any number and shape of pages: along the lines, then down; cells lie on the sheet, apart by the gutter and no more."""
    chance = random.Random(6)
    for _ in range(300):
        up: Literal[2, 4] = chance.choice((2, 4))
        pages, rtl = chance.randint(1, 60), chance.random() < 0.5
        page, paper = Size(chance.uniform(50, 400), chance.uniform(50, 400)), chance.choice(list(PAPERS.values()))
        plan = n_up(pages, up, page, paper, edge=chance.choice(EDGES), rtl=rtl)
        places = [place for side in plan.sides for place in side.places]
        assert [place.page for place in places] == list(range(pages))
        assert all(len(side.places) == up for side in plan.sides[:-1])
        for side in plan.sides:
            assert list(side.places) == sorted(side.places, key=lambda place: (-place.cell.bottom, place.cell.left * (-1 if rtl else 1)))
        cells = {place.cell for place in plan.sides[0].places}
        lefts, bottoms = sorted({cell.left for cell in cells}), sorted({cell.bottom for cell in cells})
        if len(cells) == up:
            _, _, width, height = next(iter(cells))
            assert [GUTTER + at * (width + GUTTER) for at in range(len(lefts))] == pytest.approx(lefts)
            assert [GUTTER + at * (height + GUTTER) for at in range(len(bottoms))] == pytest.approx(bottoms)
            assert lefts[-1] + width + GUTTER == pytest.approx(plan.sheet.width)
            assert bottoms[-1] + height + GUTTER == pytest.approx(plan.sheet.height)


def test_sheet_lies_or_stands_as_shows_the_pages_larger() -> None:
    """Two upright pages stand side by side on a lying sheet; two slides stand one above the other on an upright one."""
    assert n_up(2, 2, A4, A4).sheet == A4.turned
    assert n_up(2, 2, Size(320, 180), A4).sheet == A4
    assert n_up(4, 4, A4, A4).sheet == A4
    assert n_up(4, 4, Size(320, 180), A4).sheet == A4.turned


def test_creep_moves_inner_pages_towards_the_spine() -> None:
    """The outermost sheet stays, the innermost moves by the whole creep, those between in even steps; a single sheet stays."""
    plan = booklet(16, A4, creep=1.5)
    assert [side.places[0].shift for side in plan.sides] == pytest.approx([0, 0, 0.5, 0.5, 1, 1, 1.5, 1.5])
    assert all(left.shift == -right.shift for left, right in (side.places for side in plan.sides))
    assert all(place.shift == 0 for side in booklet(4, A4, creep=1.5).sides for place in side.places)


# ── paper ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("edge", ["short", "long"])
@pytest.mark.parametrize("rtl", [False, True])
def test_printed_and_folded_booklet_is_right_way_up(tmp_path: Path, paper: str, edge: Edge, rtl: bool) -> None:
    """Whichever edge the printer turns the sheet on, the reader of the folded paper finds all pages upright and in order."""
    output = tmp_path / "out.pdf"
    done(made(tmp_path / "in.pdf", 10), "--booklet", "--paper", paper, "--duplex", edge, *(["--rtl"] if rtl else []), "-o", output)
    size = (PAPERS[paper].height / 25.4 * 72, PAPERS[paper].width / 25.4 * 72)  # type: ignore[index]
    halves: list[tuple[int, int]] = []
    for number, side in enumerate(seen(output)):
        view = turned_over(side, size, edge) if number % 2 else side
        assert all(page.upright for page in view)
        assert all(page.y == pytest.approx(size[1] / 2, abs=1) for page in view)
        assert all(min(abs(page.x - size[0] * part) for part in (0.25, 0.75)) < 1 for page in view)
        left, right = ([page.number for page in view if (page.x < size[0] / 2) == before] for before in (True, False))
        halves.append((sum(left), sum(right)))
    wanted = [(0, 1), (2, 0), (10, 3), (4, 9), (8, 5), (6, 7)]
    assert halves == ([pair[::-1] for pair in wanted] if rtl else wanted)


@pytest.mark.parametrize("up", ["2", "4"])
@pytest.mark.parametrize("edge", ["short", "long"])
def test_backs_of_n_up_are_right_way_up(tmp_path: Path, up: str, edge: Edge) -> None:
    """A reader who turns the leaves like those of a book reads on, on either setting of the printer."""
    output = tmp_path / "out.pdf"
    done(made(tmp_path / "in.pdf", 11), "--up", up, "--duplex", edge, "-o", output)
    width, height = (POINTS[1], POINTS[0]) if up == "2" else POINTS
    read: list[int] = []
    for number, side in enumerate(seen(output)):
        view = turned_over(side, (width, height), edge) if number % 2 else side
        assert all(page.upright for page in view)
        read += [page.number for page in sorted(view, key=lambda page: (page.y < height / 2 - 5, page.x))]
    assert read == list(range(1, 12))


def test_creep_shows_on_paper(tmp_path: Path) -> None:
    """Two millimetres are two millimetres, towards the spine."""
    output = tmp_path / "out.pdf"
    done(made(tmp_path / "in.pdf", 8), "--booklet", "--creep", "2", "-o", output)
    inner = seen(output)[3]
    shifts = [page.x - POINTS[1] * part for page, part in zip(inner, (0.25, 0.75), strict=True)]
    assert shifts == pytest.approx([2 / 25.4 * 72, -2 / 25.4 * 72], abs=0.5)


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90])
def test_page_is_drawn_as_a_viewer_shows_it(tmp_path: Path, turn: int) -> None:
    """Its rotation, its crop box off the middle and its unit are kept: the number stands where a viewer has it, turned as there."""
    keys: dict[str, Any] = {"Rotate": turn, "CropBox": pikepdf.Array([100, 200, 500, 800]), "UserUnit": 2}
    source, output = made(tmp_path / "in.pdf", 1, **keys), tmp_path / "out.pdf"
    done(source, "--up", "2", "-o", output)
    before, after = ink(source), ink(output)
    cell, sheet = n_up(1, 2, Size(*before.size), A4).sides[0].places[0].cell, Size(*after.size)
    points = 72 / 25.4
    grown = min(cell.width * points / before.width, cell.height * points / before.height)
    middle = ((cell.left + cell.width / 2) * points, sheet.height - (cell.bottom + cell.height / 2) * points)
    wanted = [centre + (at - size / 2) * grown for centre, at, size in zip(middle, spot(before), before.size, strict=True)]
    assert spot(after) == pytest.approx(wanted, abs=1)
    old, new = before.getbbox(), after.getbbox()
    assert old
    assert new
    assert (new[2] - new[0] > new[3] - new[1]) == (old[2] - old[0] > old[3] - old[1])


def spot(image: Image.Image) -> tuple[float, float]:
    """Return the middle of what is inked."""
    box = image.getbbox()
    assert box
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def test_what_lies_outside_a_page_is_cut_off_and_gutters_are_even(tmp_path: Path) -> None:
    """Ink beyond the media box does not reach the next page."""
    source, output = tmp_path / "in.pdf", tmp_path / "out.pdf"
    pdf = pikepdf.new()
    for _ in range(4):
        pdf.add_blank_page(page_size=POINTS).obj.Contents = pdf.make_stream(b"-900 -900 3000 3000 re f")
    pdf.save(source)
    done(source, "--up", "4", "-o", output)
    image, gutter = ink(output), GUTTER / 25.4 * 72
    across = changes(image, image.width, lambda at: (at, image.height // 4))
    assert [across[0], across[2] - across[1], image.width - across[3]] == pytest.approx([gutter] * 3, abs=2)
    down = changes(image, image.height, lambda at: (image.width // 4, at))
    assert down[0] == pytest.approx(image.height - down[3], abs=2)
    assert down[2] - down[1] >= gutter - 2


def changes(image: Image.Image, length: int, place: Callable[[int], tuple[int, int]]) -> list[int]:
    """Return where ink begins and ends along a line."""
    values = [image.getpixel(place(at)) for at in range(length)]
    return [at for at in range(1, length) if values[at] != values[at - 1]]


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_imposed_pack_keeps_its_words_and_claims_nothing_false(tmp_path: Path) -> None:
    """Title and words stay; tags, PDF/UA, dates, links and bookmarks do not; the bytes are the same each time."""
    source, one, two = (tmp_path / name for name in ("in.pdf", "one.pdf", "two.pdf"))
    put_sample(source)
    for output in (one, two):
        done(source, "--booklet", "-o", output)
    assert one.read_bytes() == two.read_bytes()
    with pikepdf.open(source) as old, pikepdf.open(one) as new:
        assert new.check_pdf_syntax() == []
        assert new.docinfo["/Title"] == old.docinfo["/Title"]
        assert set(new.docinfo.keys()) == {"/Title", "/Producer"}
        assert not {"/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names"} & set(new.Root.keys())
        assert not any("/Annots" in page or "/StructParents" in page for page in new.pages)
        said = new.Root.Metadata.read_bytes().decode()
        assert "pdfuaid" not in said
        assert "Date" not in said
        count = len(old.pages)
    with pypdfium2.PdfDocument(source) as old, pypdfium2.PdfDocument(one) as new:
        words = ["".join(page.get_textpage().get_text_range() for page in pdf) for pdf in (old, new)]
        assert len(new) == 2 * booklet(count, A4).sheets
    before, after = (sorted(filter(str.isalnum, text)) for text in words)  # where words end depends on the size, to this reader
    assert before == after


def test_sheets_are_labelled_with_the_labels_of_their_pages(tmp_path: Path) -> None:
    """Roman numbers and 12a stay findable, in the order in which they stand; a broken table gives plain numbers."""
    source, output = made(tmp_path / "in.pdf", 5), tmp_path / "out.pdf"
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        roman, letter = pikepdf.Dictionary(S=pikepdf.Name.r), pikepdf.Dictionary(P=pikepdf.String("12a"))
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, roman, 3, letter, 4, pikepdf.Dictionary(S=pikepdf.Name.D)]))
        pdf.save(source)
    assert labels(source, output) == [
        "sheet 1, front: blank, i",
        "sheet 1, back: ii, blank",
        "sheet 2, front: blank, iii",
        "sheet 2, back: 12a, 1",
    ]
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([pikepdf.String("x"), 7]))
        pdf.save(source)
    assert labels(source, output)[3] == "sheet 2, back: 4, 5"


def labels(source: Path, output: Path) -> list[str]:
    done(source, "--booklet", "-o", output)
    with pikepdf.open(output) as pdf:
        return [str(page.label) for page in pdf.pages]


def test_stamp_is_printed_and_hidden_layer_is_not(tmp_path: Path) -> None:
    """What a viewer would print is printed: annotations with an appearance are, layers that are switched off are not."""
    source, output = made(tmp_path / "in.pdf", 1), tmp_path / "out.pdf"
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("answers")))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer])))
        page.Resources.Properties = pikepdf.Dictionary(L=layer)
        page.Contents = pdf.make_stream(b"/OC /L BDC 0 0 300 842 re f EMC")
        look = pdf.make_stream(b"0 0 90 90 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=pikepdf.Array([0, 0, 90, 90]))
        stamp = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, F=4, AP=pikepdf.Dictionary(N=look))
        stamp.Rect = pikepdf.Array([400, 400, 490, 490])
        page.Annots = pikepdf.Array([pdf.make_indirect(stamp)])
        pdf.save(source)
    done(source, "--up", "2", "-o", output)
    left, top, right, bottom = ink(output).getbbox() or (0, 0, 0, 0)
    assert (right - left, bottom - top) == pytest.approx((90 * 0.67, 90 * 0.67), abs=2)


# ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (
            ["--booklet"],
            (
                "in-booklet.pdf  2 sheets of A4: 6 pages and 2 blank at the end, at 71% of their size.\n"
                "In the print dialogue choose A4, both sides, flip on short edge, and actual size (100%, not “fit to page”); "
                "then fold the stack in the middle, sheet 1 outside and the spine on the left, and staple the fold.\n"
            ),
        ),
        (
            ["--booklet", "--paper", "A3", "--duplex", "long", "--rtl"],
            (
                "in-booklet.pdf  2 sheets of A3: 6 pages and 2 blank at the end, at 100% of their size.\n"
                "In the print dialogue choose A3, both sides, flip on long edge, and actual size (100%, not “fit to page”); "
                "then fold the stack in the middle, sheet 1 outside and the spine on the right, and staple the fold.\n"
            ),
        ),
        (
            ["--up", "2", "--paper", "letter"],
            (
                "in-2up.pdf  2 sheets of Letter: 6 pages, at 63% of their size.\n"
                "In the print dialogue choose Letter, both sides, flip on short edge (or one side), "
                "and actual size (100%, not “fit to page”).\n"
            ),
        ),
        (
            ["--up", "4", "--duplex", "short"],
            (
                "in-4up.pdf  1 sheet of A4: 6 pages, at 46% of their size.\n"
                "In the print dialogue choose A4, both sides, flip on short edge, and actual size (100%, not “fit to page”).\n"
            ),
        ),
    ],
)
def test_command_says_what_it_wrote_and_how_to_print_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], expected: str
) -> None:
    """File, sheets, pages and scale in one line; the print dialogue in one sentence. The file lies beside the one that it is made from."""
    monkeypatch.chdir(tmp_path)
    assert done(made(tmp_path / "in.pdf"), *args) == expected
    assert (tmp_path / expected.split()[0]).exists()


def test_one_side_needs_no_duplex(tmp_path: Path) -> None:
    """A single side is printed as such."""
    said = done(made(tmp_path / "in.pdf", 4), "--up", "4")
    assert "1 sheet of A4: 4 pages" in said
    assert "choose A4, one side, and actual size" in said


def test_paper_follows_the_pages(tmp_path: Path) -> None:
    """Letter pages go on Letter sheets unless another paper is named."""
    assert "sheet of Letter" in done(made(tmp_path / "in.pdf", 4, (612, 792)), "--booklet")
    assert (fitting_paper(Size(279.4, 215.9)), fitting_paper(A4), fitting_paper(Size(148, 210))) == ("letter", "a4", "a4")


def test_mixed_sizes_are_scaled_with_a_warning(tmp_path: Path) -> None:
    """Each fits its own cell; in a booklet, pages that lie on their sides are turned."""
    source, output = made(tmp_path / "in.pdf", 6), tmp_path / "out.pdf"
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        for page in (1, 2, 5):
            pdf.pages[page].obj.MediaBox = pikepdf.Array([0, 0, 842, 595])
        pdf.pages[0].obj.MediaBox = pikepdf.Array([0, 0, 595, 842])  # rounded, and the same
        pdf.pages[5].obj.MediaBox = pikepdf.Array([0, 0, 612, 792])
        pdf.save(source)
    differ = "the pages differ in size: most are 210 × 297 mm, pages 2–3, 6 are not"
    result = run(source, "--booklet", "-o", output)
    scaled = f"{source}: warning: {differ}; each page is scaled to its place on the sheet\n"
    assert (result.exit_code, "2 sheets" in result.output) == (0, True)
    assert result.stderr == f"{scaled}{source}: warning: pages 2–3 are laid on their sides, head to the left, to be larger\n"
    result = run(source, "--up", "2", "-o", output)
    assert result.exit_code == 0
    assert result.stderr == scaled


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_page_that_lies_on_its_side_fills_its_half_of_a_booklet(tmp_path: Path, turn: int) -> None:
    """Its head is on the left; a page that only its viewer turns is the same."""
    source, output = made(tmp_path / "in.pdf", 3), tmp_path / "out.pdf"
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        page = pdf.pages[1].obj
        page.MediaBox = pikepdf.Array([0, 0, 842, 595] if turn == 0 else [0, 0, 595, 842])
        page.Rotate = turn
        # A bar along the head of the page, as it is seen, from its left edge to the middle.
        bar = {0: "0 575 421 20", 90: "0 0 20 421", 270: "575 421 20 421"}[turn]
        page.Contents = pdf.make_stream(f"{bar} re f".encode())
        for other in (0, 2):
            pdf.pages[other].obj.Contents = pdf.make_stream(b"")
        pdf.save(source)
    done(source, "--booklet", "-o", output)
    box = ink(output, 1).getbbox()
    # Of the left half of the back of the sheet: its left edge, from the middle down to the foot.
    assert box == pytest.approx((0, 595 / 2, 20 * 0.707, 595), abs=2)


def test_file_that_may_be_printed_is_imposed_and_what_it_forbids_is_said(tmp_path: Path) -> None:
    """Without a password to open it; with nothing forbidden, there is nothing to say."""
    source = tmp_path / "in.pdf"
    encrypted(source, modify_other=False, extract=False)
    result = run(source, "--booklet", "-o", tmp_path / "out.pdf")
    assert result.exit_code == 0
    assert "the file may be printed, but it forbids changes and copying of its text: use the sheets for printing only" in result.stderr
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert not pdf.is_encrypted


def test_comments_that_are_only_for_the_screen_are_told(tmp_path: Path) -> None:
    """They have no appearance of their own, or are not to be printed; links are no comments."""
    source = made(tmp_path / "in.pdf", 1)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        kinds = (("Text", 4), ("Highlight", 0), ("Link", 0), ("Text", 2))
        notes = [
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), F=flags, Rect=pikepdf.Array([0, 0, 20, 20]))
            for kind, flags in kinds
        ]
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note) for note in notes])
        pdf.save(source)
    assert "warning: 2 comments and marks of the file are not on the sheets" in run(source, "--up", "2").stderr


def test_pages_are_named_in_ranges() -> None:
    """Neighbours are drawn together, and a long list ends with a number."""
    assert page_numbers([2]) == "3"
    assert page_numbers([0, 1, 2, 6, 8, 9]) == "1–3, 7, 9–10"
    assert page_numbers(range(0, 40, 2)) == "1, 3, 5, 7, 9, 11, 13, 15 and 12 more"
    assert main_size([A4, A4.turned, A4.turned]) == A4.turned
    assert odd_pages_out([A4, Size(210.4, 297.4), A4.turned]) == (2,)


# ── bad input ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def broken(path: Path) -> None:
    path.write_bytes(made(path).read_bytes()[:-60])


def broken_content(path: Path) -> None:
    with pikepdf.open(made(path), allow_overwriting_input=True) as pdf:
        pdf.pages[1].obj.Contents.write(b"\x12 this is not deflated", filter=pikepdf.Name.FlateDecode)
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def encrypted(path: Path, user: str = "", **allowed: bool) -> None:
    with pikepdf.open(made(path), allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user=user, owner="boss", allow=pikepdf.Permissions(**allowed)))


def without_pages(path: Path) -> None:
    pikepdf.new().save(path)


def flat(path: Path) -> None:
    made(path, 1, CropBox=pikepdf.Array([700, 0, 800, 100]))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.parent, "this file cannot be read: No such file or directory"),
        (lambda path: path.mkdir(), "this file cannot be read: Is a directory"),
        (lambda path: path.write_bytes(b""), "this file is empty"),
        (lambda path: path.write_text("<html>" * 300), "this is not a PDF"),
        (lambda path: path.write_bytes(b"%PDF-1.7\n"), "this PDF is broken"),
        (broken, "this PDF is broken"),
        (broken_content, "this PDF is broken"),
        (lambda path: encrypted(path, user="secret"), "this PDF opens with a password only"),
        (lambda path: encrypted(path, print_highres=False, print_lowres=False), "this PDF forbids printing"),
        (lambda path: encrypted(path, print_highres=False), "this PDF forbids printing in full quality"),
        (without_pages, "this PDF has no pages"),
        (lambda path: made(path, 21), "this PDF has 21 pages, but at most 20 are possible"),
        (flat, "page 1 has a size that cannot be printed"),
        (lambda path: made(path, 1, UserUnit=1e9), "page 1 has a size that cannot be printed"),
        (lambda path: made(path, 1, UserUnit=pikepdf.Name.x), "this PDF is broken"),
        (lambda path: made(path, 1, CropBox=pikepdf.Array([pikepdf.String("x")] * 4)), "this PDF is broken"),
    ],
)
def test_bad_file_gets_one_clear_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Any, message: str) -> None:
    """What is wrong and what to do, exit code 1, and no file or half a file."""
    monkeypatch.setattr(sheets, "MOST_PAGES", 20)
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "in.pdf")
    for how in (["--booklet"], ["--up", "2"]):
        result = run("in.pdf", *how)
        assert result.exit_code == 1
        assert result.output.startswith(f"in.pdf: {message}\n  ")
        assert result.output.endswith("\n\n1 problem. Nothing was written.\n")
        assert {path.name for path in tmp_path.iterdir()} <= {"in.pdf"}


@pytest.mark.parametrize("times", variants([40, 150], [40]))
def test_damage_never_ends_in_a_traceback(tmp_path: Path, times: int) -> None:
    """Bytes changed at random give a file that still reads, or a message."""
    chance, source = random.Random(6), tmp_path / "in.pdf"
    whole = made(source, 3).read_bytes()
    for _ in range(times):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        source.write_bytes(data)
        assert run(source, "--up", "2").exit_code in (0, 1)


def test_older_imposition_goes_into_the_bin(tmp_path: Path) -> None:
    """In a workspace, and only if it had other pages; if the new one cannot be made, nothing is in the bin."""
    for name in ("seeds", "templates", "output"):
        (tmp_path / name).mkdir()
    one, two, target = made(tmp_path / "one.pdf"), made(tmp_path / "two.pdf", 3), tmp_path / "output" / "print.pdf"
    kept = tmp_path / ".bin" / "output"
    assert run(one, "--booklet", "-o", target).exit_code == 0
    first = target.read_bytes()
    assert run(one, "--booklet", "-o", target).exit_code == 0
    assert not list(kept.glob("*.pdf"))
    done = run(two, "--booklet", "-o", target)
    assert f"The older file is in {(kept / 'print.1.pdf').as_posix()}." in done.output
    assert (kept / "print.1.pdf").read_bytes() == first
    assert run(one, "--up", "2").exit_code == 0
    assert run(one, "--up", "2").exit_code == 0
    assert not list(tmp_path.glob(".bin/*.pdf"))


def test_file_is_never_written_over_itself(tmp_path: Path) -> None:
    """Nor by another name of the same file."""
    source, link = made(tmp_path / "in.pdf"), tmp_path / "link.pdf"
    link.symlink_to(source)
    before = source.read_bytes()
    for output in (source, link, tmp_path / "." / "in.pdf"):
        result = run(source, "--booklet", "-o", output)
        assert result.exit_code == 1
        assert "the new file would overwrite the file to impose" in result.output
    assert source.read_bytes() == before


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["--booklet", "--up", "2"],
        ["--up", "3"],
        ["--up", "2", "--creep", "1"],
        *(["--booklet", "--creep", length] for length in ("nan", "-1", "21", "inf", "thick")),
        ["--booklet", "--paper", "a5"],
    ],
)
def test_wrong_options_are_refused(tmp_path: Path, args: list[str]) -> None:
    """Wrong usage has exit code 2 and writes nothing."""
    source = made(tmp_path / "in.pdf")
    assert run(source, *args).exit_code == 2
    assert list(tmp_path.iterdir()) == [source]


def test_side_that_is_not_turned_is_the_usual_case() -> None:
    """Without --duplex no side is upside down: short edge for sheets that lie, long edge for those that stand."""
    plans = (booklet(8, A4), n_up(8, 2, A4, A4), n_up(9, 4, A4, A4))
    assert [plan.edge for plan in plans] == ["short", "short", "long"]
    assert not any(plan.backs_turned for plan in plans)
    assert [side.turned for side in booklet(8, A4, edge="long").sides] == [False, True, False, True]

"""Pictures in texts and outlines: found in the workspace, cleaned, told where something is wrong, the same in all formats."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from briefing import steps
from briefing.document import Callout, Document, InlinePicture, Note, Paragraph, Picture, Table, plain, walk
from briefing.errors import BriefingError, Problem
from briefing.render import FORMATS, Format, renderer
from briefing.theme.model import Theme
from briefing.verbs import rights
from briefing.workspace import Workspace

OUTLINE = "title: Trial\n{}sections:\n- {{use: text, title: First, texts: [first]}}\n{}- {{use: rights, title: Rights}}\n"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#eee"/>'
    '<text x="2" y="12" font-size="8">Sarn</text><image href="{}" width="9" height="9"/></svg>'
)
Made = Callable[..., tuple[Document, list[Problem]]]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Build a pack of one text, and perhaps of more sections, beside some pictures."""
    images = tmp_path / "seeds" / "images"
    images.mkdir(parents=True)
    photograph = Image.linear_gradient("L").resize((1200, 600)).convert("RGB")
    tags = Image.Exif()
    tags[0x0112], tags[0x010F] = 6, "Secret camera"
    photograph.save(images / "lake.jpg", exif=Image.Exif())
    photograph.resize((800, 400)).save(images / "turned.jpg", exif=tags)
    Image.new("RGBA", (400, 200), (200, 30, 30, 90)).save(images / "clear.png", pnginfo=None)
    photograph.save(images / "lake.webp", lossless=True)
    (images / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnot a picture")
    (images / "map.svg").write_text(SVG.format("file:///etc/hostname"), encoding="utf-8")
    (tmp_path / "outside.png").write_bytes((images / "clear.png").read_bytes())

    def make(first: str, more: str = "", head: str = "") -> tuple[Document, list[Problem]]:
        root = tmp_path
        for folder in ("seeds/texts", "templates"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        (root / "seeds" / "texts" / "first.md").write_text(first, encoding="utf-8")
        (root / "templates" / "trial.yaml").write_text(OUTLINE.format(head, more), encoding="utf-8")
        workspace = Workspace(root, root / "output")
        library = steps.load(workspace)
        (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}))
        return pack.document, list(pack.warnings)

    return make


def pictures(document: Document) -> list[Picture]:
    return [each for each in walk(document.blocks) if isinstance(each, Picture)]


def refused(made: Made, *parts: str) -> list[str]:
    with pytest.raises(BriefingError) as caught:
        made(*parts)
    return [str(each) for each in caught.value.problems]


def test_a_picture_has_its_words_and_its_size(made: Made) -> None:
    text = '![A lake](images/lake.jpg){#fig-lake caption="The *lake*" credit="Kim Roe" licence=CC-BY-4.0 width=60%}\n\nSee @fig-lake.'
    document, warnings = made(text)
    (found,) = pictures(document)
    assert (found.alt, plain(found.caption), plain(found.credit), found.share) == ("A lake", "The lake", "Kim Roe · CC‑BY‑4.0", 0.6)
    assert (found.form, found.wide, found.high, found.label) == ("jpeg", 1200, 600, "Figure 1")
    assert "See Figure\u00a01." in plain(document)
    assert warnings == []


@pytest.mark.parametrize("name", ["images/lake.jpg", "../images/lake.jpg", "seeds/images/lake.jpg", "lake.jpg"])
def test_a_picture_is_found_from_its_text_and_from_the_workspace(made: Made, name: str) -> None:
    document, _ = made(f"![A lake]({name})")
    assert [each.wide for each in pictures(document)] == [1200]


def test_pictures_are_upright_and_say_nothing_of_cameras(made: Made) -> None:
    document, _ = made("![A turned lake](images/turned.jpg){width=3cm}")
    (found,) = pictures(document)
    assert (found.wide, found.high) == (400, 800)
    assert b"Secret" not in found.data


@pytest.mark.parametrize(("name", "form"), [("clear.png", "png"), ("lake.webp", "png"), ("map.svg", "png")])
def test_pictures_of_other_kinds_become_one_of_two(made: Made, name: str, form: str) -> None:
    document, _ = made(f"![A picture](images/{name}){{width=20%}}")
    (found,) = pictures(document)
    with Image.open(io.BytesIO(found.data)) as image:
        assert (found.form, image.size) == (form, (found.wide, found.high))


def test_a_drawing_reads_no_file(made: Made, tmp_path: Path) -> None:
    """What it names outside itself is left out: it looks as if that was not there."""
    (tmp_path / "seeds" / "images" / "other.svg").write_text(SVG.format((tmp_path / "outside.png").as_posix()), encoding="utf-8")
    document, _ = made("![A map](images/map.svg)\n\n![A map](images/other.svg)")
    one, other = pictures(document)
    assert one.data == other.data


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("![](images/lake.jpg)", "seeds/texts/first.md:1:1: this picture has no alternative text"),
        ("![A lake](images/lak.jpg)", "there is no picture 'images/lak.jpg'"),
        ("![A lake](https://example.org/a.png)", "'https://example.org/a.png' is an address"),
        ("![A lake](images/broken.png)", "'broken.png' cannot be read as a picture"),
        ("![A lake](images/lake.jpg){width=wide}", "'wide' is not a width"),
        ("![A lake](images/lake.jpg){colour=red}", "the attribute colour= of a picture is not known"),
        ("Words and ![a lake](images/lak.jpg) and words.", "there is no picture 'images/lak.jpg'"),
        ("Words and ![](images/lake.jpg) and words.", "this picture has no alternative text"),
        ('Words and ![a lake](images/lake.jpg "The lake") and words.', "has no caption of its own"),
        ("Words and ![a lake](images/lake.jpg){#fig-lake} and words.", "has no id of its own"),
        ("## Lakes ![a lake](images/lake.jpg)", "a picture cannot be inside a heading"),
    ],
)
def test_what_is_wrong_with_a_picture_is_told_at_its_place(made: Made, text: str, told: str) -> None:
    (problem,) = refused(made, text)
    assert told in problem
    assert problem.startswith("seeds/texts/first.md:1:")


def test_the_nearest_picture_is_named(made: Made) -> None:
    (problem,) = refused(made, "![A lake](images/lak.jpg)")
    assert "images/lake.jpg" in problem


def test_a_link_out_of_the_workspace_is_refused(made: Made, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.png"
    outside.write_bytes((tmp_path / "outside.png").read_bytes())
    (tmp_path / "seeds" / "images" / "link.png").symlink_to(outside)
    (problem,) = refused(made, "![A lake](images/link.png)")
    assert "'images/link.png' is outside the workspace" in problem


def test_a_picture_that_is_too_coarse_for_print_is_told(made: Made) -> None:
    _, (warning,) = made("![A square](images/clear.png){width=100%}")
    assert "looks coarse in print" in warning.message
    assert (warning.file, warning.severity) == ("seeds/texts/first.md", "warning")


def test_a_section_can_be_a_picture(made: Made) -> None:
    more = "- {use: picture, file: images/map.svg, alt: The river, caption: The *Sarn*, credit: Kim Roe, licence: CC0-1.0, width: 8cm}\n"
    document, _ = made("Words.", more)
    (found,) = pictures(document)
    assert (found.alt, plain(found.caption), plain(found.credit)) == ("The river", "The Sarn", "Kim Roe · CC0‑1.0")
    assert round(found.points) == 227


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("- {use: picture, alt: The river}\n", "this section names no picture"),
        ("- {use: picture, file: images/map.svg}\n", "this picture has no alternative text"),
        ("- {use: picture, file: images/map.svg, alt: The river, width: wide}\n", "'wide' is not a width"),
    ],
)
def test_what_is_wrong_with_such_a_section_is_told(made: Made, section: str, told: str) -> None:
    assert any(told in each and each.startswith("templates/trial.yaml:") for each in refused(made, "Words.", section))


COVER = "{picture: images/lake.jpg, alt: A lake, credit: Kim *Roe*, licence: CC-BY-4.0}"


def test_a_cover_can_have_a_picture(made: Made, tmp_path: Path) -> None:
    """It is on the page of rights, and in each format with its alternative text and its credit."""
    document, _ = made("Words.", "", f"cover: {COVER}\n")
    front = document.frontispiece
    assert front is not None
    assert (document.cover, front.alt, plain(front.credit), front.wide) == ("page", "A lake", "Kim Roe · CC‑BY‑4.0", 1200)
    assert "A lake: Kim Roe · CC‑BY‑4.0" in plain(document.blocks)
    taken = rights.show(Workspace(tmp_path, tmp_path / "output"), "trial")
    assert [(each.file, each.credit) for each in taken.pictures] == [("images/lake.jpg", "Kim Roe · CC-BY-4.0")]
    drawn = {name: tmp_path / f"a.{name}" for name in FORMATS}
    for name, path in drawn.items():
        renderer(name).render(document, Theme(), path)
    with pikepdf.open(drawn["pdf"]) as pdf:
        assert [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"] == ["A lake"]
    with zipfile.ZipFile(drawn["epub"]) as book:
        title = book.read("EPUB/title.xhtml").decode()
    assert 'alt="A lake"' in title
    assert "Kim Roe" in title
    with zipfile.ZipFile(drawn["docx"]) as file:
        assert 'descr="A lake"' in file.read("word/document.xml").decode()


def test_a_fact_box_can_have_a_picture(made: Made, tmp_path: Path) -> None:
    (tmp_path / "seeds" / "countries").mkdir()
    record = (
        "---\nname: Sarn\npicture: {file: images/map.svg, alt: A map, caption: The *Sarn*, licence: CC0-1.0}\n---\nWords [@background].\n"
    )
    (tmp_path / "seeds" / "countries" / "sa.md").write_text(record, encoding="utf-8")
    document, _ = made("Words.", "- {use: countries, title: Countries}\n")
    (box,) = (each for each in walk(document.blocks) if isinstance(each, Callout))
    (found,) = (each for each in walk(box) if isinstance(each, Picture))
    assert (found.alt, plain(found.caption), plain(found.credit), bool(found.svg)) == ("A map", "The Sarn", "CC0‑1.0", True)
    assert "The Sarn: CC0‑1.0" in plain(document.blocks)
    (tmp_path / "seeds" / "countries" / "sa.md").write_text(record.replace("alt: A map, ", ""), encoding="utf-8")
    (problem,) = refused(made, "Words.", "- {use: countries, title: Countries}\n")
    assert problem.startswith("seeds/countries/sa.md:3:17: this picture has no alternative text")


@pytest.mark.parametrize(
    ("cover", "told"),
    [
        ("{picture: images/lake.jpg}", "this picture has no alternative text"),
        ("{picture: images/lak.jpg, alt: A lake}", "there is no picture 'images/lak.jpg'"),
        ("{picture: images/lake.jpg, alt: A lake, kind: block}", "a picture needs a cover of its own"),
        ("{picture: images/clear.png, alt: A square}", "400 pixels for 6.5 inches, which looks coarse in print"),
    ],
)
def test_what_is_wrong_with_the_picture_of_a_cover_is_told_at_its_line(made: Made, cover: str, told: str) -> None:
    try:
        found = [str(each) for each in made("Words.", "", f"cover: {cover}\n")[1]]
    except BriefingError as error:
        found = [str(each) for each in error.problems]
    (problem,) = found
    assert told in problem
    assert problem.startswith("templates/trial.yaml:2:")


def test_the_page_of_rights_and_the_command_say_whose_pictures_are_printed(made: Made, tmp_path: Path) -> None:
    document, _ = made('![A lake](images/lake.jpg){credit="Kim Roe" licence=CC-BY-4.0}\n\n![A map](images/map.svg){caption="The Sarn"}')
    assert "A lake: Kim Roe · CC‑BY‑4.0" in plain(document)
    assert "The Sarn: rights holder not stated" in plain(document)
    taken = rights.show(Workspace(tmp_path, tmp_path / "output"), "trial")
    assert [(each.file, each.credit) for each in taken.pictures] == [("images/lake.jpg", "Kim Roe · CC-BY-4.0"), ("images/map.svg", "")]


def test_every_format_has_the_picture_and_its_alternative_text(made: Made, tmp_path: Path) -> None:
    """The same picture twice is in a file once; one that only decorates is no figure to a listener."""
    text = "![A *lake*](images/lake.jpg)\n\n![Again](images/lake.jpg)\n\n![](images/clear.png){.decorative width=20%}"
    document, _ = made(text)
    drawn = {name: tmp_path / f"a.{name}" for name in FORMATS}
    for name, path in drawn.items():
        renderer(name).render(document, Theme(), path)
    with pikepdf.open(drawn["pdf"]) as pdf:
        alts = [str(each.get("/Alt")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
        images = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Filter") == "/DCTDecode"]
    assert (alts, len(images)) == (["A lake", "Again"], 1)
    with zipfile.ZipFile(drawn["epub"]) as book:
        names = [name for name in book.namelist() if "/images/" in name]
        chapter = book.read("EPUB/text/ch001.xhtml").decode()
    assert len(names) == 2
    assert chapter.count('alt="A lake"') == chapter.count('alt="Again"') == chapter.count('alt=""') == 1
    with zipfile.ZipFile(drawn["docx"]) as file:
        body = file.read("word/document.xml").decode()
    assert body.count('descr="A lake"') == 2
    assert body.count("decorative") >= 1


# ── pictures in lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

FLAGS = """| State | Flag |
| --- | --- |
| Sarn | ![Flag of Sarn](images/clear.png){width=12mm credit="Kim Roe" licence=CC-BY-4.0} |
| Wold | ![Flag of Wold](images/map.svg){width=12mm credit="Lee Doe"} and words |

Words.^[See ![the lake](images/lake.jpg){width=50%}.]
"""


def inline_pictures(document: Document) -> list[InlinePicture]:
    """Return the pictures in lines, in order."""
    return [each for each in walk(document) if isinstance(each, InlinePicture)]


def test_pictures_stand_in_cells_and_in_notes(made: Made) -> None:
    document, _ = made(FLAGS)
    table = next(each for each in walk(document) if isinstance(each, Table))
    note = next(each for each in walk(document) if isinstance(each, Note))
    shown = inline_pictures(document)
    assert [each.alt for each in shown] == ["Flag of Sarn", "Flag of Wold", "the lake"]
    assert inline_pictures(table.rows) == shown[:2]  # type: ignore[arg-type]
    assert shown[2] in note.children
    assert all(each.data for each in shown)
    assert shown[1].svg


def test_who_made_pictures_of_a_table_is_said_below_it_and_on_the_page_of_rights(made: Made) -> None:
    document, _ = made(FLAGS)
    words = plain(document.blocks)
    assert words.count("Flag of Sarn: Kim Roe · CC\u2011BY\u20114.0; Flag of Wold: Lee Doe") == 1
    assert words.count("Kim Roe") == 2
    assert "the lake: rights holder not stated" in words


def test_one_maker_is_named_without_what_the_pictures_show(made: Made) -> None:
    document, _ = made("One ![a](images/clear.png){credit=Kim} and ![b](images/lake.jpg){credit=Kim}.")
    assert "Kim" in [plain(each) for each in walk(document) if isinstance(each, Paragraph) and each.style == "small"]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("![A lake](images/lake.jpg)\\", True),
        ("![A lake](images/lake.jpg) ![A map](images/map.svg)", False),
        ("- ![A lake](images/lake.jpg)", False),
        ('- ![A lake](images/lake.jpg){caption="The lake"}', True),
        ("[![A lake](images/lake.jpg)](https://example.org)", False),
    ],
)
def test_a_picture_alone_in_its_paragraph_is_a_block(made: Made, text: str, block: bool) -> None:
    document, _ = made(text)
    assert bool(pictures(document)) is block
    assert bool(inline_pictures(document)) is not block


def test_the_width_of_obsidian_is_no_alternative_text(made: Made) -> None:
    document, _ = made("Words ![A lake|120](images/lake.jpg) and\n\n![A map|300x200](images/map.svg)")
    (inline,), (block,) = inline_pictures(document), pictures(document)
    assert (inline.alt, inline.points, block.alt, block.points) == ("A lake", 90, "A map", 225)


@pytest.mark.parametrize("name", FORMATS)
def test_pictures_in_lines_are_in_every_format(made: Made, tmp_path: Path, name: Format) -> None:
    document, _ = made(FLAGS)
    path = tmp_path / f"trial.{name}"
    renderer(name).render(document, Theme(), path)
    if name == "pdf":
        with pikepdf.open(path) as pdf:
            figures = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
        assert [str(each.Alt) for each in figures] == ["Flag of Sarn", "Flag of Wold", "the lake"]
        parents = [str(each.P.S) for each in figures]
        assert parents[:2] == ["/TD", "/TD"]
        widths = [float(each.A.BBox[2]) - float(each.A.BBox[0]) for each in figures]
        assert widths[0] == pytest.approx(34, abs=0.1)
        assert widths[2] <= Theme().paper.measure / 2 + 0.1
        return
    with zipfile.ZipFile(path) as file:
        said = {each: file.read(each).decode() for each in file.namelist() if each.endswith((".xml", ".xhtml", ".rels"))}
    pages = "".join(said.values())
    assert all(pages.count(f'="{alt}"') >= 1 for alt in ("Flag of Sarn", "Flag of Wold", "the lake"))
    if name == "docx":
        assert "the lake" in said["word/footnotes.xml"]
        assert "media/" in said["word/_rels/footnotes.xml.rels"]
        assert said["word/_rels/document.xml.rels"].count("media/") == 3  # a drawing in two forms


def test_a_picture_is_never_wider_than_its_cell(made: Made, tmp_path: Path) -> None:
    cells = " | ".join("![A lake](images/lake.jpg)" for _ in range(5))
    document, _ = made(f"| a | b | c | d | e |\n| --- | --- | --- | --- | --- |\n| {cells} |\n")
    renderer("pdf").render(document, Theme(), tmp_path / "trial.pdf")
    with pikepdf.open(tmp_path / "trial.pdf") as pdf:
        boxes = sorted(
            [*map(float, each.A.BBox)] for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        )
    assert all(one[2] <= other[0] for one, other in itertools.pairwise(boxes))
    assert boxes[-1][2] <= Theme().paper.width

"""The look of a pack: shipped themes, what a workspace and an outline change in them, and what is refused."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pdfua
import pikepdf
import pytest
import uharfbuzz
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator
from PIL import Image

from briefing import steps as build
from briefing.document.units import MILLIMETRE
from briefing.errors import BriefingError
from briefing.files.reading import read_yaml
from briefing.files.validation import validate
from briefing.render import FORMATS
from briefing.steps import Pack
from briefing.theme import font_files as fonts
from briefing.theme import layers
from briefing.theme.contrast import contrast
from briefing.theme.layers import Layer, stacked
from briefing.theme.model import A4, FIRA_SANS, LETTER, SPECTRAL, Theme, compact
from briefing.theme.resolve import Look, resolve
from briefing.theme.settings import ThemeSettings
from briefing.workspace import Workspace
from tests.support import docx_rules, pdf_structure
from tests.support.docx_rules import W
from tests.support.epub_rules import Book, bad_links, unzipped
from tests.support.epubcheck import epubcheck
from tests.support.places import SHIPPED, WATER_LAW
from tests.support.variants import variants

ALT = "University of the River"


def looks(root: Path, text: str = "", *outline: str, short: bool = False, notes: bool = True) -> Look:
    """Return the look of a workspace whose theme file says `text`, for an outline that says `outline`."""
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates" / "theme.yaml").write_text(text or "{}", encoding="utf-8")
    own = layers.of_workspace(root / "templates", root)
    more = []
    for number, each in enumerate(outline):
        (root / f"{number}.yaml").write_text(each, encoding="utf-8")
        source = read_yaml(root / f"{number}.yaml", f"{number}.yaml")
        more.append(Layer(validate(source, source.data, ThemeSettings), source))
    return resolve(stacked(own, *more), root, paper=None, is_short=short, has_margin_notes=notes)


def refusal(root: Path, text: str) -> str:
    with pytest.raises(BriefingError) as caught:
        looks(root, text)
    return str(caught.value.format_message())


def picture(mode: str = "RGBA", size: tuple[int, int] = (300, 100), **settings: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, "teal").save(stream, "PNG" if mode == "RGBA" else "JPEG", **settings)
    return stream.getvalue()


# ── themes and layers ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("short", [False, True])
def test_academic_theme_is_the_one_that_renderers_know_by_themselves(tmp_path: Path, short: bool) -> None:
    """The data file says what the code says, so that a pack without a theme looks as one with this."""
    theme = looks(tmp_path, short=short).theme
    assert theme == (compact(Theme()) if short else Theme())


@pytest.mark.parametrize("name", layers.names())
def test_shipped_theme_is_easy_to_read(tmp_path: Path, name: str) -> None:
    """Every text has a contrast of 4.5:1 on white and in boxes, and no running size is below 7.5 points."""
    theme = looks(tmp_path, f"base: {name}").theme
    for text in (theme.colours.ink, theme.colours.muted, theme.colours.accent):
        assert min(contrast(text, "#ffffff"), contrast(text, theme.colours.tint)) >= 4.5
    assert min(size.size for size in (theme.body, theme.small, theme.note, theme.table, theme.digest, theme.entry)) >= 7.5


def test_policy_theme_has_titles_without_serifs_and_is_tighter(tmp_path: Path) -> None:
    academic, policy = looks(tmp_path).theme, looks(tmp_path, "base: policy").theme
    assert (academic.display_typeface, policy.display_typeface) == (SPECTRAL, FIRA_SANS)
    assert policy.body.leading < academic.body.leading
    assert policy.section_gap < academic.section_gap


def test_outline_has_the_last_word_and_the_workspace_keeps_the_rest(tmp_path: Path) -> None:
    """A base that the outline names does not undo the colours of the house."""
    house = 'base: policy\ncolours: {accent: "#7a1020"}\npaper: letter\nsizes: {body: 11}\n'
    theme = looks(tmp_path, house, 'base: academic\ncolours: {rule: "#aaaaaa"}\n').theme
    assert (theme.display, theme.colours.accent, theme.colours.rule, theme.paper) == ("text", "#7a1020", "#aaaaaa", LETTER)
    assert (theme.body.size, theme.body.leading) == (11, 14.7), "the distance of lines grows with the size"


def test_own_size_counts_in_short_packs_too(tmp_path: Path) -> None:
    """A size that somebody set is not undone by the smaller headings of a pack without a title page."""
    theme = looks(tmp_path, "sizes: {title: 33}\ncompact: {heading-1: 17}", short=True).theme
    assert (theme.title.size, theme.headings[0].size, theme.headings[1].size) == (33, 17, 12)


def test_margins_move_the_text(tmp_path: Path) -> None:
    """Beside notes the column grows or shrinks; without notes it is no longer than 75 letters, and what is wide has the rest."""
    text = "margins: {left: 25 mm, right: 1.5 cm, top: 30 mm, bottom: 1 in}"
    paper = looks(tmp_path, text).theme.paper
    right = paper.width - paper.left - paper.measure - paper.gutter - paper.margin
    assert [round(each / MILLIMETRE, 1) for each in (paper.left, right, paper.top, paper.bottom)] == [25, 15, 30, 25.4]
    alone = looks(tmp_path, "margins: {left: 60 mm}", notes=False).theme.paper
    assert round(alone.left / MILLIMETRE, 1) == 60
    assert round(alone.measure + 2 * alone.left, 1) == round(A4.width, 1)
    plain = looks(tmp_path, "", notes=False).theme.paper
    assert plain.measure == 364
    assert round(plain.measure + plain.margin + 2 * plain.left, 1) == round(A4.width, 1)


def test_theme_file_is_no_outline(water: Path) -> None:
    """`templates/theme.yaml` is not built and not listed."""
    (water / "templates" / "theme.yaml").write_text("base: policy\n")
    from briefing import outline

    assert "theme" not in outline.names(water / "templates")


# ── colours ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("colour", ["#e07b00", "#7fb2ff", "#999999", "#ffff00", "#00ff00"])
def test_faint_colour_is_refused_with_the_nearest_that_passes(tmp_path: Path, colour: str) -> None:
    """The colour that the message offers is taken; one shade lighter would not be."""
    message = refusal(tmp_path, f'colours: {{accent: "{colour}"}}')
    better = message.rstrip('."').rpartition('"')[2]
    theme = looks(tmp_path, f'colours: {{accent: "{better}"}}').theme
    assert theme.colours.accent == better
    assert contrast(better, theme.colours.tint) < 4.8, "no darker than need be"


def test_dark_ground_is_to_blame_where_it_was_set_and_the_text_was_not(tmp_path: Path) -> None:
    message = refusal(tmp_path, 'colours: {tint: "#9fb0c0"}')
    assert message.startswith("templates/theme.yaml:1:17: 'tint' #9fb0c0 is too dark behind text in #54585d: contrast 3.2:1\n")
    better = message.rstrip('."').rpartition('"')[2]
    assert looks(tmp_path, f'colours: {{tint: "{better}"}}').theme.colours.tint == better


# ── typefaces ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

FACES: tuple[fonts.Face, ...] = ("regular", "italic", "bold", "bold_italic")


def family(folder: Path, change: Callable[[bytes], bytes] = bytes) -> str:
    """Write the faces of Fira Sans, changed, into a workspace and return the setting that names them."""
    (folder / "fonts").mkdir(exist_ok=True)
    for face in FACES:
        (folder / "fonts" / f"House {face}.ttf").write_bytes(change(fonts.face_path(FIRA_SANS, face).read_bytes()))
    files = ", ".join(f"{face.replace('_', '-')}: fonts/House {face}.ttf" for face in FACES)
    return f"typefaces: {{text: {{{files}}}}}"


def restricted(bits: int) -> Callable[[bytes], bytes]:
    """Return what sets the embedding bits of a font file (`OS/2.fsType`)."""

    def change(data: bytes) -> bytes:
        for place in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16):
            if data[place : place + 4] == b"OS/2":
                start = struct.unpack(">I", data[place + 8 : place + 12])[0]
                return data[: start + 8] + struct.pack(">H", bits) + data[start + 10 :]
        raise AssertionError("no OS/2 table")

    return change


def without_cyrillic(data: bytes) -> bytes:
    keep = uharfbuzz.SubsetInput()
    keep.unicode_set.update(range(0x20, 0x250))
    keep.name_id_set.update(range(20))
    return bytes(uharfbuzz.subset(uharfbuzz.Face(data), keep).blob.data)


def test_typeface_of_files_goes_into_every_format(water: Path, tmp_path: Path) -> None:
    """Four files of the workspace, with spaces in their names, are embedded like the shipped ones."""
    (water / "templates" / "theme.yaml").write_text(family(water))
    _, folder = built(water, tmp_path / "out", "defaults")
    assert pdf_structure.problems(folder / "defaults.pdf") == []
    assert word_problems(folder / "defaults.docx") == []
    assert "EPUB/fonts/text-bold_italic.ttf" in unzipped(folder / "defaults.epub")


@pytest.mark.parametrize(
    ("bits", "reason"),
    [(2, "forbids embedding"), (4, "viewing and printing"), (8, "only in editable files"), (0x100, "only the whole font")],
)
def test_typeface_that_may_not_be_embedded_is_refused_with_the_reason(tmp_path: Path, bits: int, reason: str) -> None:
    """One message for each face; a typeface without restrictions is taken."""
    assert looks(tmp_path, family(tmp_path)).theme.text.family == "Fira Sans"
    message = refusal(tmp_path, family(tmp_path, restricted(bits)))
    assert message.count("cannot be put into a pack: its licence") == 4
    assert message.count(reason) == 4


def test_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, family(tmp_path, lambda _: b"OTTO, or so")).count("is not a TrueType font") == 4


@pytest.mark.parametrize("table", ["GPOS", "GSUB", "OS/2", "cmap", "glyf", "hhea", "hmtx", "loca", "maxp", "name", "post"])
def test_damage_in_any_table_of_a_font_is_found(tmp_path: Path, table: str) -> None:
    """One message for each face. Where it is in measures, everything could still be drawn, at wrong places."""

    def spoilt(data: bytes) -> bytes:
        entry = data.index(table.encode(), 12)
        start, length = struct.unpack_from(">2I", data, entry + 8)
        place = start + length // 2
        return data[:place] + bytes([data[place] ^ 0x15]) + data[place + 1 :]

    message = refusal(tmp_path, family(tmp_path, spoilt))
    assert message.count(f"is damaged, in its table '{table}'") == 4
    assert message.count(" is ") == 4


def test_font_whose_head_alone_has_a_wrong_checksum_is_taken(tmp_path: Path) -> None:
    """Programs change the dates in it last: one in a hundred good fonts is so."""

    def dated(data: bytes) -> bytes:
        start = struct.unpack_from(">I", data, data.index(b"head", 12) + 8)[0]
        return data[: start + 28] + b"\0\0\0\0\xda\x01\x02\x03" + data[start + 36 :]

    assert looks(tmp_path, family(tmp_path, dated)).theme.text.family == "Fira Sans"


def test_typeface_without_the_letters_of_the_pack_is_refused(tmp_path: Path) -> None:
    """Signs may come from the other typeface; letters and digits may not."""
    look = looks(tmp_path, family(tmp_path, without_cyrillic))
    assert list(look.problems("Sarn, 2022 → ←")) == []
    (problem,) = look.problems("Сарн Қ")
    assert problem.line == 1
    assert problem.message == "the typeface 'Fira Sans' lacks letters that the pack needs: С а н р Қ"


# ── the logo ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "CMYK", "L"])
def test_logo_is_stored_as_plain_pixels(tmp_path: Path, mode: str) -> None:
    """Whatever the user has becomes small, the same each time, and without what a camera wrote into it."""
    data = picture(mode, (2400, 800), **({} if mode == "RGBA" else {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0secret place"}))
    (tmp_path / "logo.jpg").write_bytes(data)
    first, second = (looks(tmp_path, f"logo: {{file: logo.jpg, alt: {ALT}, width: 30 mm}}").logo for _ in range(2))
    assert first is not None
    assert first == second
    assert (round(first.points / MILLIMETRE), round(first.height / MILLIMETRE)) == (30, 10)
    assert b"secret" not in first.data
    with Image.open(io.BytesIO(first.data)) as image:
        assert (image.mode in ("RGBA", "RGB", "L"), image.size) == (True, (1200, 400))


@pytest.mark.parametrize("mode", variants(["P", "RGB", "RGBA", "L"], ["RGB", "RGBA", "L"]))
def test_large_logo_is_made_smaller_before_it_is_copied(tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copies of a picture of 36 million pixels would take 600 MB."""
    (tmp_path / "logo.png").write_bytes(picture("RGB" if mode == "P" else mode, (5000, 500)))
    if mode == "P":
        with Image.open(tmp_path / "logo.png") as image:
            image.convert("P").save(tmp_path / "logo.png")
    largest: list[int] = []
    new = Image.new

    def noted(kind: str, size: tuple[int, int], *rest: Any) -> Image.Image:
        largest.append(size[0])
        return new(kind, size, *rest)

    monkeypatch.setattr(Image, "new", noted)
    logo = looks(tmp_path, f"logo: {{file: logo.png, alt: {ALT}}}").logo
    assert logo is not None
    assert max(largest) <= 2_500
    with Image.open(io.BytesIO(logo.data)) as image:
        assert image.size == (1200, 120)


@pytest.mark.parametrize(
    ("file", "alt", "fault"),
    [
        ("u.png", "U", ""),
        ("校.png", "校", ""),
        ("mit.png", "MIT", ""),
        ("mit.png", "mit.PNG", "is only 'mit.PNG'"),
        ("head_2.png", "Head_2", "is only 'Head_2'"),
        ("u.png", "Logo", "is only 'Logo'"),
        ("u.png", "…", "has no alternative text"),
        ("u.png", "U" * 201, "has 201 characters"),
    ],
)
def test_alternative_text_may_be_short_and_must_say_something(tmp_path: Path, file: str, alt: str, fault: str) -> None:
    (tmp_path / file).write_bytes(picture())
    setting = f"logo: {{file: {file}, alt: {alt}}}"
    if fault:
        assert fault in refusal(tmp_path, setting)
    else:
        assert looks(tmp_path, setting).logo


def test_logo_that_is_enormous_or_broken_is_refused_in_words(tmp_path: Path) -> None:
    setting = f"logo: {{file: logo.png, alt: {ALT}}}"
    (tmp_path / "logo.png").write_bytes(picture("1", (9000, 9000)))
    assert "'logo.png' is too large: 9000 × 9000 pixels\n  Scale it down" in refusal(tmp_path, setting)
    (tmp_path / "logo.png").write_bytes(picture()[:60])
    assert "'logo.png' cannot be read as a picture" in refusal(tmp_path, setting)
    (tmp_path / "logo.png").write_bytes(b"GIF89a" + bytes(50))
    assert "'logo.png' cannot be read as a picture" in refusal(tmp_path, setting)


# ── whole packs ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def built(workspace: Path, folder: Path, *names: str) -> tuple[list[Pack], Path]:
    folder.mkdir(exist_ok=True)
    place = Workspace(workspace, folder)
    library = build.load(place)
    ready = build.packs(place, library, build.plans(place, library, list(names), {}))
    build.draw(ready, FORMATS, folder)
    return ready, folder


def word_problems(path: Path) -> list[str]:
    """Return what our rules find, but for the addresses in source lines and the colours that a house chose for itself."""
    return [each for each in docx_rules.problems(path) if not each.startswith(("word-link-words", "word-contrast"))]


HOUSE_STYLE = f"base: policy\nlogo: {{file: logo.png, alt: {ALT}}}\ncss: house.css\npaper: letter\nreference: house.docx\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Pack], Path]:
    """Build packs with and without a title page in the look of a house."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(WATER_LAW, folder / "water")
    (folder / "water" / "logo.png").write_bytes(picture())
    (folder / "water" / "house.css").write_text("/* ours */ h2 { letter-spacing: 0.02em; }\n")
    reference = docx.Document()
    reference.styles["Heading 1"].font.name = "Courier New"
    reference.styles["Title"].element.set(f"{W}styleId", "a3")
    reference.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr").insert(1, etree.Element(f"{W}color", {f"{W}val": "202020"}))
    reference.save(str(folder / "water" / "house.docx"))
    (folder / "water" / "templates" / "theme.yaml").write_text(HOUSE_STYLE)
    return built(folder / "water", folder / "out", "defaults", "everything")


@pytest.mark.java
def test_epubcheck_takes_typefaces_of_files_and_the_look_of_a_house(water: Path, house: tuple[list[Pack], Path], tmp_path: Path) -> None:
    """With and without a title page."""
    (water / "templates" / "theme.yaml").write_text(family(water))
    _, own = built(water, tmp_path / "out", "defaults")
    for path in (own / "defaults.epub", *sorted(house[1].glob("*.epub"))):
        assert epubcheck(path) == []


@pytest.mark.slow
def test_every_checker_is_content_with_the_look_of_a_house(house: tuple[list[Pack], Path]) -> None:
    """Logo, style sheet and adopted styles break no rule of PDF/UA, of Word or of EPUB."""
    ready, folder = house
    assert {pack.document.cover for pack in ready} == {"page", "block"}
    for pack in ready:
        assert pdf_structure.problems(folder / f"{pack.name}.pdf") == []
        assert list(pdfua.validate(str(folder / f"{pack.name}.pdf")).findings) == []
        assert word_problems(folder / f"{pack.name}.docx") == []
        assert OpenXmlValidator(FileFormat.MICROSOFT_365).validate(str(folder / f"{pack.name}.docx")).errors == []
        assert bad_links(Book(unzipped(folder / f"{pack.name}.epub"))) == []


def test_logo_stands_first_with_its_alternative_text(house: tuple[list[Pack], Path]) -> None:
    """A listener hears in each format whose pack it is, before the title."""
    for pack in house[0]:
        path = house[1] / pack.name
        with pikepdf.open(path.with_suffix(".pdf")) as pdf:
            root = pdf.Root.StructTreeRoot.K
            figure = next(iter((root if isinstance(root, pikepdf.Dictionary) else root[0]).K)).K[0]
            assert (str(figure.S), str(figure.Alt)) == ("/Figure", ALT)
            assert len(figure.A.BBox) == 4
        with zipfile.ZipFile(path.with_suffix(".docx")) as package:
            body = etree.fromstring(package.read("word/document.xml"))[0]
            assert [each.get("descr") for each in body[0].iter("{*}docPr")] == [ALT]
        files = unzipped(path.with_suffix(".epub"))
        (page,) = (etree.fromstring(data) for name, data in files.items() if name.endswith(".xhtml") and b"<img" in data)
        assert [each.get("alt") for each in page.iter("{*}img")] == [ALT]
        assert b'"schema:accessMode">visual<' in files["EPUB/package.opf"]
        assert b"alternativeText" in files["EPUB/package.opf"]


def test_word_takes_the_styles_of_the_house(house: tuple[list[Pack], Path]) -> None:
    """Matched by name, whatever their identifiers; what the house lacks is the pack's; its fonts are not ours to embed."""
    file = docx.Document(str(house[1] / "defaults.docx"))
    assert file.styles["Heading 1"].font.name == "Courier New"
    assert file.styles["Title"].style_id == "Title"
    assert {"Digest", "Glossary Term", "Writing Line"} <= {style.name for style in file.styles}
    assert len({style.name.lower() for style in file.styles}) == len({style.style_id for style in file.styles})
    with zipfile.ZipFile(house[1] / "defaults.docx") as package:
        assert not [name for name in package.namelist() if "fonts/" in name]
        assert b"embedTrueTypeFonts" not in package.read("word/settings.xml")


def test_style_sheet_of_the_house_comes_last(house: tuple[list[Pack], Path]) -> None:
    rules = unzipped(house[1] / "defaults.epub")["EPUB/styles/screen.css"].decode()
    assert rules.endswith("/* From the workspace */\n\n/* ours */ h2 { letter-spacing: 0.02em; }\n")


@pytest.mark.slow
def test_same_look_gives_the_same_bytes(house: tuple[list[Pack], Path], tmp_path: Path) -> None:
    """Drawn again, each file is the same."""
    build.draw(house[0], FORMATS, tmp_path)
    for pack in house[0]:
        for name in FORMATS:
            assert (tmp_path / f"{pack.name}.{name}").read_bytes() == (house[1] / f"{pack.name}.{name}").read_bytes()


# ── reference documents and style sheets that are refused ────────────────────────────────────────────────────────────────────────────


def archived(path: Path, **changes: bytes) -> None:
    """Write a Word file with other bytes in some of its parts."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, changes.pop(name, source.read(name)))
        for name, data in changes.items():
            target.writestr(name, data)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:styles xmlns:w="u">&b;</w:styles>'
STRICT = b'<w:styles xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"word/vbaProject.bin": b"macro"}, "contains macros"),
        ({"word/styles.xml": BOMB}, "cannot be read as a Word file"),
        ({"word/styles.xml": STRICT}, "cannot be read as a Word file"),
        ({"word/styles.xml": b"<not xml"}, "cannot be read as a Word file"),
        ({"_rels/.rels": b"<Relationships/>"}, "cannot be read as a Word file"),
    ],
)
def test_word_file_that_cannot_be_trusted_is_refused(tmp_path: Path, changes: dict[str, bytes], words: str) -> None:
    """In words, with the line of the setting, and without a traceback."""
    archived(tmp_path / "house.docx", **changes)
    assert f"templates/theme.yaml:1:12: 'house.docx' {words}\n" in refusal(tmp_path, "reference: house.docx")


def test_word_file_with_a_password_is_refused(tmp_path: Path) -> None:
    (tmp_path / "house.docx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "has a password, or is in the old format of Word" in refusal(tmp_path, "reference: house.docx")


def test_file_behind_a_link_out_of_the_workspace_is_refused(tmp_path: Path) -> None:
    """A link inside the workspace to a file outside of it does not lead there."""
    root = tmp_path / "work"
    root.mkdir()
    (tmp_path / "secret.css").write_text("h1 { color: red }")
    (root / "house.css").symlink_to(tmp_path / "secret.css")
    assert "'house.css' is outside the workspace" in refusal(root, "css: house.css")


def test_installed_program_has_its_themes() -> None:
    """They are data beside the code, so the wheel takes them along."""
    code = "from briefing.theme import layers; print(layers.names())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SHIPPED)
    assert done.stdout.strip() == "['academic', 'policy']"


def test_theme_is_part_of_what_a_renderer_gets(tmp_path: Path) -> None:
    """A theme crosses to the process that draws, whole."""
    import pickle

    theme = replace(looks(tmp_path, "base: policy").theme, css="h1 { color: #000000 }")
    assert pickle.loads(pickle.dumps(theme)) == theme

"""Large print and ink saver, read back from the finished files: sizes, faces, colours, filled areas."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from briefing.assemble.large_print import for_large_print
from briefing.document import Callout, Document, Emphasis, Note, Strong, plain, walk
from briefing.render.docx import render as render_docx
from briefing.render.epub import render as render_epub
from briefing.render.pdf import render as render_pdf
from briefing.system.pictures.pixels import grey
from briefing.theme.contrast import contrast
from briefing.theme.model import A4, LETTER, Finish, Theme, finished
from tests.support.pdf_structure import problems
from tests.support.sample import sample
from tests.support.variants import variants

IN_FORMULAS = 0.7
MARK = 0.66
"""The size of the mark of a note, beside that of the words around it."""
ON_SCREEN = r'w:styleId="(?:AnnotationText|AnnotationReference)".*?</w:style>'
"""Comments of Word, which are not printed."""


@dataclass
class Ink:
    """What a PDF puts on paper."""

    sizes: set[float]
    text: set[tuple[float, ...]]
    lines: set[tuple[float, ...]]
    filled: dict[tuple[float, ...], float]
    """The area of rectangles by colour, in square points, on the page that has most."""
    faces: set[str]


def ink(path: Path) -> Ink:
    found = Ink(set(), set(), set(), {}, set())
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            fill: tuple[float, ...] = ()
            waiting = 0.0
            area: dict[tuple[float, ...], float] = {}
            for instruction in pikepdf.parse_content_stream(page):
                name, values = str(instruction.operator), list(instruction.operands)
                if name in ("rg", "RG"):
                    colour = tuple(float(each) for each in values)
                    fill = colour if name == "rg" else fill
                    found.lines |= {colour} if name == "RG" else set()
                elif name == "Tf":
                    found.sizes.add(float(values[1]))
                elif name == "TJ":
                    found.text.add(fill)
                elif name == "re":
                    waiting += abs(float(values[2]) * float(values[3]))
                elif name in ("f", "S"):
                    area[fill] = area.get(fill, 0) + (waiting if name == "f" else 0)
                    waiting = 0.0
            for colour, size in area.items():
                found.filled[colour] = max(found.filled.get(colour, 0), size)
            for font in page.Resources.Font.values():
                found.faces.add(str(font.BaseFont).split("+")[1])
    return found


def document() -> Document:
    return replace(sample(), cover="page", logo=None)


def drawn(tmp_path: Path, finish: Finish, theme: Theme | None = None, whole: Document | None = None) -> Path:
    path = tmp_path / "pack.pdf"
    made = whole or document()
    render_pdf(for_large_print(made) if finish.large_print else made, finished(theme or Theme(), finish), path)
    return path


def hexadecimal(colour: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


@pytest.mark.parametrize("paper", variants([A4, LETTER], [A4]), ids=lambda paper: paper.name)
def test_large_print_is_large_ragged_and_upright(tmp_path: Path, paper: object) -> None:
    """Nothing but marks of notes, exponents and indices is below 18 points, no face is italic, no line is stretched."""
    path = drawn(tmp_path, Finish(large_print=True), Theme(paper=paper))  # type: ignore[arg-type]
    found = ink(path)
    marks = {round(size * share, 1) for size in found.sizes for share in (MARK, IN_FORMULAS)}
    assert {round(size, 1) for size in found.sizes if size < 18} <= marks
    assert not [name for name in found.faces if "Italic" in name]
    assert problems(path) == []


def test_large_print_says_the_same_words() -> None:
    """Only places and looks change: the letters stay, and what was in italics is bold."""
    before, after = document(), for_large_print(document())
    assert plain(after.blocks) == plain(before.blocks)
    assert not [node for node in walk(after) if isinstance(node, Emphasis)]
    assert any(isinstance(node, Strong) for node in walk(after))
    assert {node.placement for node in walk(after) if isinstance(node, Note)} == {"foot"}
    assert {node.placement for node in walk(after) if isinstance(node, Callout)} == {"flow"}


def test_ink_saver_uses_greys_that_copiers_keep_and_fills_nothing(tmp_path: Path) -> None:
    """Words have a contrast of 7:1, lines of 3:1; filled rectangles are rules and the squares of codes."""
    found = ink(drawn(tmp_path, Finish(ink_saver=True)))
    for colour in (*found.text, *found.lines, *found.filled):
        assert len(set(colour)) == 1, f"{colour} is no grey"
    assert min(contrast(hexadecimal(colour), "#ffffff") for colour in found.text) >= 7
    assert min(contrast(hexadecimal(colour), "#ffffff") for colour in found.lines) >= 3
    assert max(found.filled.values()) < 0.01 * A4.width * A4.height


def test_without_ink_saver_there_is_colour_and_a_ground(tmp_path: Path) -> None:
    """The two tests above can fail."""
    found = ink(drawn(tmp_path, Finish()))
    assert [colour for colour in found.text if len(set(colour)) > 1]
    assert max(found.filled.values()) > 0.01 * A4.width * A4.height
    assert [name for name in found.faces if "Italic" in name]


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_ink_saver_takes_the_colours_from_a_logo(mode: str) -> None:
    """What is transparent stays so."""
    image = Image.new(mode, (4, 2), (200, 30, 40, 90)[: len(mode)])
    stream = io.BytesIO()
    image.save(stream, "PNG")
    with Image.open(io.BytesIO(grey(stream.getvalue()))) as found:
        pixel = found.convert("RGBA").getpixel((1, 1))
    assert isinstance(pixel, tuple)
    assert len(set(pixel[:3])) == 1
    assert pixel[3] == (90 if mode == "RGBA" else 255)


@pytest.mark.slow
def test_word_and_epub_have_no_italics_in_large_print(tmp_path: Path) -> None:
    """Styles and runs in Word, the style sheet in EPUB; sizes in Word are 17.5 points and more."""
    whole, theme = for_large_print(document()), finished(Theme(), Finish(large_print=True))
    render_docx(whole, theme, tmp_path / "a.docx")
    render_epub(whole, theme, tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.docx") as word:
        body, styles = word.read("word/document.xml").decode(), word.read("word/styles.xml").decode()
    assert "<w:i/>" not in body
    printed = re.sub(ON_SCREEN, "", styles, flags=re.DOTALL)
    assert min(int(size) for size in re.findall(r'<w:sz w:val="(\d+)"', printed)) >= 35
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        sheet = next(book.read(name).decode() for name in book.namelist() if name.endswith(".css"))
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    rules = re.sub(r"@font-face \{[^}]*\}", "", sheet)
    assert "italic" not in rules
    assert "<em>" not in pages

"""Drawings: made safe, and drawn in lines and letters as they look in pixels."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from briefing.errors import WrongValueError
from briefing.system import confined
from briefing.system.pictures import drawing_pages, drawing_reader, stored
from briefing.system.pictures.drawing_pages import in_pixels, page_of, same_picture
from briefing.system.pictures.safe_drawings import safe
from tests.support.forks import ended

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SIDE = 400
KINDS = {
    "shapes": '<rect width="200" height="100" fill="#eef"/><circle cx="50" cy="50" r="30" fill="red" fill-opacity=".5" stroke="#000"/>'
    '<path d="M100 20q20 40 40 0t40 0a10 15 30 1 0 5 40" fill="none" stroke="green" stroke-width="3" stroke-linecap="round"/>'
    '<polygon points="40,5 60,5 50,20" fill="hsl(120,50%,50%)"/>',
    "words": '<text x="100" y="40" text-anchor="middle" font-size="14" font-family="Georgia">Sarn '
    '<tspan font-style="italic">Қаз</tspan></text>'
    '<text x="10 30 50" y="80" rotate="20" font-size="10">abc</text><text x="90" y="80" textLength="90" font-size="10">spread</text>',
    "styles": "<style>.a{fill:#369;stroke:#000} #b{fill:orange} g .t{font:bold 14px 'DejaVu Sans';text-anchor:middle}</style>"
    '<rect class="a" x="10" y="10" width="50" height="30" style="stroke-width:3px"/><ellipse id="b" cx="120" cy="40" rx="30" ry="20"/>'
    '<g><text class="t" x="100" y="85">Middle</text></g>',
    "gradients": '<linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f" stop-opacity=".2"/>'
    '</linearGradient><pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse"><path d="M0 10L10 0" stroke="#333"/></pattern>'
    '<rect width="90" height="45" fill="url(#g)"/><rect y="50" width="190" height="45" fill="url(#p)" stroke="black"/>',
    "masks": '<clipPath id="c"><circle cx="50" cy="50" r="40"/></clipPath><mask id="m"><circle cx="150" cy="50" r="40" fill="#fff"/></mask>'
    '<rect width="100" height="100" fill="teal" clip-path="url(#c)"/><rect x="100" width="100" height="100" mask="url(#m)"/>',
    "filters": '<filter id="f"><feGaussianBlur stdDeviation="3"/></filter><rect x="20" y="20" width="60" height="60" filter="url(#f)"/>',
    "parts": '<symbol id="s" viewBox="0 0 10 10"><path d="M5 0L10 10H0z"/></symbol><marker id="a" refX="3" refY="3" orient="auto">'
    '<path d="M0 0L6 3L0 6z"/></marker><use href="#s" width="30" height="30" fill="blue"/>'
    '<use xlink:href="#s" x="60" width="50" height="20"/>'
    '<path d="M10 80L100 80L150 60" fill="none" stroke="black" stroke-width="2" marker-end="url(#a)"/>',
    "layers": '<g opacity=".5"><rect x="10" y="10" width="80" height="60" fill="red"/><rect x="50" y="30" width="80" height="60"/></g>'
    '<rect x="120" y="10" width="60" height="60" fill="yellow" style="mix-blend-mode:multiply"/>',
}


def svg(inner: str, size: str = 'viewBox="0 0 200 100"') -> bytes:
    return f"<svg {NAMES} {size}>{inner}</svg>".encode()


def text_of(page: bytes) -> str:
    with pypdfium2.PdfDocument(page) as document:
        return str(document[0].get_textpage().get_text_range()).replace("\r\n", " ")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what is made of drawings, in a copy of this process: the library that draws has threads, and these are in no later copy."""
    answer = tmp_path_factory.mktemp("drawn") / "answer"

    def draw() -> None:
        found: dict[str, Any] = {"alike": {}, "again": {}}
        for kind, inner in KINDS.items():
            drawing = safe(svg(inner))
            page = page_of(drawing)
            found["alike"][kind] = same_picture(page, in_pixels(drawing, SIDE))
            found["again"][kind] = page == page_of(drawing)
        pixels = in_pixels(safe(svg(KINDS["words"])), SIDE)
        found["less"] = same_picture(page_of(safe(svg(KINDS["words"].replace("spread", "")))), pixels)
        found["text"] = text_of(page_of(safe(svg(KINDS["words"]))))
        answer.write_text(json.dumps(found), encoding="utf-8")

    assert ended(draw) == 0
    return dict(json.loads(answer.read_text(encoding="utf-8")))


def test_a_drawing_in_lines_looks_as_in_pixels(drawn: dict[str, Any]) -> None:
    """Shapes, words, style sheets, gradients, patterns, masks, filters, parts used twice, layers: each kind, and in the same bytes."""
    assert [kind for kind, is_alike in drawn["alike"].items() if not is_alike] == []
    assert [kind for kind, is_same in drawn["again"].items() if not is_same] == []


def test_what_is_drawn_otherwise_is_seen(drawn: dict[str, Any]) -> None:
    """Such a drawing is printed in pixels. A word that is missing is enough."""
    assert not drawn["less"]


def test_words_of_a_drawing_are_text_in_print(drawn: dict[str, Any]) -> None:
    assert drawn["text"].startswith("Sarn Қаз")


@pytest.mark.parametrize(
    ("size", "sides"),
    [
        ('width="210mm" height="105mm" viewBox="0 0 210 105"', (794, 397)),
        ('width="8cm" viewBox="0 0 80 40"', (302, 151)),
        ('width="100%" height="100%" viewBox="0 0 300 150"', (300, 150)),
        ('width="3in" height="2in"', (288, 192)),
    ],
)
def test_a_drawing_has_the_size_that_it_states(size: str, sides: tuple[int, int]) -> None:
    drawing = safe(svg('<rect width="9" height="9"/>', size))
    assert (round(drawing.wide), round(drawing.high)) == sides
    with Image.open(io.BytesIO(in_pixels(drawing, SIDE))) as image:
        assert round(image.width / image.height, 1) == round(sides[0] / sides[1], 1)


HOSTILE = """<?xml version="1.0"?><?xml-stylesheet href="http://example.org/a.css"?>
<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="urn:i" viewBox="0 0 20 10"
 onload="alert(1)" inkscape:export-filename="C:\\\\Users\\\\kim\\\\secret.png"><title>Secret</title><metadata>Secret author</metadata>
<style>@import url(http://example.org/b.css); rect {fill: url(http://example.org/c#d)} text {background: url(file:///e)}</style>
<script>alert(2)</script><rect width="20" height="10" onclick="alert(3)" style="filter: url('http://example.org/f#g')"/>
<a href="javascript:alert(4)"><circle r="3"/></a><use href="http://example.org/h.svg#i"/><text>&x;Words</text>
<image href="file:///etc/hostname" width="9" height="9"/><image xlink:href="data:image/svg+xml;base64,AAAA" width="9" height="9"/>
<g style="display:none"><text>The hidden answer</text></g><text visibility="hidden">Hidden too</text>
<animate attributeName="x"/><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">Page</p></foreignObject></svg>"""


def test_of_a_hostile_drawing_only_what_draws_is_left() -> None:
    drawing = safe(HOSTILE.encode())
    assert not [
        each
        for each in ("http://example", "file:", "alert", "ecret", "idden", "script", "Page", "/etc", "data:")
        if each.encode() in drawing.svg
    ]
    left = [etree.QName(each).localname for each in etree.fromstring(drawing.svg).iter()]
    assert left == ["svg", "rect", "g", "circle", "use", "text"]


def test_what_is_left_out_of_a_drawing_is_told() -> None:
    assert set(safe(HOSTILE.encode()).notices) == {
        "moves; the pack shows it as it begins",
        "has words or pictures in HTML (foreignObject), which are not printed",
        "shows a picture from another file, which is not printed",
        "uses a part of another file, which is not printed",
    }
    other = '<switch><foreignObject width="9" height="9"/><text y="9">Other</text></switch>'
    assert safe(svg(other)).notices == ()


def test_pictures_within_a_drawing_stay() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (3, 2), "red").save(stream, "PNG")
    inner = f'<image href="data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}" width="90" height="60"/>'
    assert b"data:image/png" in safe(svg(inner)).svg


@pytest.mark.parametrize(
    ("names", "family"),
    [
        ("'Times New Roman', sans-serif", "Spectral, serif"),
        ("Arial", "Fira Sans, sans-serif"),
        ("Noto Sans", "Fira Sans, sans-serif"),
    ],
)
def test_a_drawing_is_set_in_our_typefaces(names: str, family: str) -> None:
    root = etree.fromstring(safe(svg(f'<text y="9" font-family="{names}">a</text>')).svg)
    assert root[0].get("font-family") == family


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (svg("", 'viewBox="0 0 0 9"'), "'a.svg' cannot be drawn"),
        (svg("", 'viewBox="0 0 9000 9"'), "'a.svg' cannot be drawn"),
        (b"<svg", "'a.svg' cannot be drawn"),
        (b"<html/>", "'a.svg' cannot be drawn"),
        (svg("<text>\u4e2d\u6587</text>"), "'a.svg' has letters that the typefaces for drawings do not have: \u4e2d \u6587"),
    ],
)
def test_a_drawing_that_cannot_be_printed_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "a.svg").write_bytes(content)
    with pytest.raises(WrongValueError, match=r"a\.svg") as caught:
        stored(tmp_path / "a.svg")
    assert str(caught.value) == told


def test_a_drawing_is_stored_in_three_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_pages, "in_pixels", lambda drawing: in_pixels(drawing, SIDE))
    (tmp_path / "a.svg").write_bytes(svg(KINDS["words"]))
    found = stored(tmp_path / "a.svg")
    assert (found.form, found.wide, found.high, found.notices) == ("png", SIDE, SIDE // 2, ())
    assert (found.svg[:4], found.pdf[:4]) == (b"<svg", b"%PDF")


def test_a_drawing_that_looks_otherwise_in_lines_is_stored_in_pixels_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_reader, "in_pixels", lambda drawing: in_pixels(drawing, SIDE))
    monkeypatch.setattr(drawing_reader, "page_of", lambda _: b"page")
    monkeypatch.setattr(drawing_reader, "same_picture", lambda *_: False)
    found = drawing_reader._read(svg(KINDS["shapes"]), "a.svg")
    assert (found["svg"], found["pdf"], found["notices"]) == ("", "", ["cannot be drawn in lines, and is printed in pixels"])


def test_a_drawing_is_read_by_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def run(module: str, *_: object) -> tuple[int, bytes]:
        asked.append(module)
        return 0, json.dumps({"refused": ["this file is strange", ""]}).encode()

    monkeypatch.setattr(confined, "_run", run)
    (tmp_path / "a.svg").write_bytes(svg(""))
    with pytest.raises(WrongValueError, match=r"'a\.svg' is strange"):
        stored(tmp_path / "a.svg")
    assert asked == ["briefing.system.pictures.drawing_reader"]

"""The files of pictures. Drawings have the letters that they show in them, as a picture in a book sees no typefaces of the book."""

from __future__ import annotations

import base64
import hashlib

from lxml import etree

from briefing.document import InlinePicture, Picture
from briefing.render.epub.package_document import Resource
from briefing.theme.font_files import Face, subset
from briefing.theme.model import FIRA_SANS, SPECTRAL, Typeface

SVG = "{http://www.w3.org/2000/svg}"
_FACES: dict[tuple[bool, bool], Face] = {
    (False, False): "regular",
    (False, True): "italic",
    (True, False): "bold",
    (True, True): "bold_italic",
}
"""Whether letters are bold, and whether they slant."""


def picture_file(picture: Picture | InlinePicture) -> str:
    """Return the name of the file of a picture, seen from the package document: the same picture is there once."""
    ending = "svg" if picture.svg else "jpg" if picture.form == "jpeg" else "png"
    return f"images/{hashlib.blake2b(picture.svg or picture.data, digest_size=8).hexdigest()}.{ending}"


def picture_resource(name: str, picture: Picture | InlinePicture) -> Resource:
    """Return the file of a picture."""
    return Resource(name, "image/svg+xml" if picture.svg else f"image/{picture.form}", picture_data(picture))


def picture_data(picture: Picture | InlinePicture) -> bytes:
    """Return what the file of a picture holds."""
    return with_letters(picture.svg) if picture.svg else picture.data


def with_letters(svg: bytes) -> bytes:
    """Return a drawing with the typefaces of its words in it, as far as it shows letters of them."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    used: dict[tuple[Typeface, Face], set[int]] = {}
    for element in root.iter(f"{SVG}text", f"{SVG}tspan", f"{SVG}textPath"):
        said = [str(element.text or ""), *(str(each.tail or "") for each in element)]
        used.setdefault(_face(element), set()).update(map(ord, "".join(said)))
    rules = [_rule(typeface, face, points) for (typeface, face), points in used.items() if points]
    if not rules:
        return svg
    sheet = etree.Element(f"{SVG}style")
    sheet.text = "".join(sorted(rules))
    root.insert(0, sheet)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _face(element: etree._Element) -> tuple[Typeface, Face]:
    def stated(name: str) -> str:
        return next((str(each.get(name)) for each in (element, *element.iterancestors()) if each.get(name)), "")

    typeface = SPECTRAL if SPECTRAL.family in stated("font-family") else FIRA_SANS
    return typeface, _FACES[stated("font-weight") == "600", stated("font-style") in ("italic", "oblique")]


def _rule(typeface: Typeface, face: Face, points: set[int]) -> str:
    font = base64.b64encode(subset(typeface, face, frozenset({*points, 0x20}))).decode()
    style, weight = "italic" if "italic" in face else "normal", 600 if "bold" in face else 400
    named = f"font-family: '{typeface.family}'; font-style: {style}; font-weight: {weight}"
    return f"@font-face {{{named}; src: url(data:font/ttf;base64,{font})}}"

"""Pictures that are for the teacher only, searched for in finished files by what they show: their pixels, or their lines."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from briefing import markup
from briefing.dataclass import dataclass
from briefing.document import InlinePicture, Picture, walk
from briefing.errors import WrongValueError
from briefing.library.finding_pictures import found
from briefing.system.pictures import ENDINGS, stored

Hit = tuple[str, str, str]
"""A place in a file, where the picture is named, and the picture."""
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP")
MOST_PIXELS = 80_000_000
"""Of a picture in a file that is searched."""


@dataclass(frozen=True, slots=True)
class SoughtPicture:
    """A picture for the teacher only."""

    file: str
    """As it is named."""
    passage: str
    """Where it is named: `seeds/answers/debt.md`."""
    prints: tuple[str, ...]
    """What it shows, as hashes."""


def sought(theirs: Mapping[str, str], public: Collection[str], root: Path) -> tuple[SoughtPicture, ...]:
    """Return the pictures that only texts for the teacher name.

    Args:
        theirs: These texts, by the place where they are written. One that is the name of a picture names it.
        public: The texts that students may read.
        root: The workspace.
    """
    named = {name: passage for passage, text in reversed([*theirs.items()]) for name in _named(text)}
    return tuple(_known(name, passage, root) for name, passage in named.items() if not any(name in text for text in public))


def is_picture(text: str) -> bool:
    """Say whether a text is the name of a picture, and no words."""
    return text.lower().endswith(ENDINGS) and not any(map(str.isspace, text))


def _named(text: str) -> Iterator[str]:
    if is_picture(text):
        yield text
    elif "![" in text:
        yield from (each.file for each in walk(markup.parse(text).blocks) if isinstance(each, Picture | InlinePicture))


def _known(name: str, passage: str, root: Path) -> SoughtPicture:
    try:
        picture = stored(found(root, name))
    except WrongValueError:
        return SoughtPicture(name, passage, ())  # a build has told that it cannot be read
    prints = [_of_pixels(picture.data), *([_of_lines(picture.svg), _of_page(picture.pdf)] if picture.svg else [])]
    return SoughtPicture(name, passage, tuple(filter(None, prints)))


def search_pictures(data: bytes, pictures: Iterable[SoughtPicture]) -> list[Hit]:
    """Return the pictures that are in a PDF, a Word file or an EPUB, each once."""
    prints = {each: picture for picture in pictures for each in picture.prints}
    hits: dict[SoughtPicture, Hit] = {}
    for place, shown in _in_pdf(data) if data.startswith(b"%PDF") else _in_package(data):
        if (picture := prints.get(shown)) and picture not in hits:
            hits[picture] = (place, picture.passage, picture.file)
    return list(hits.values())


def _in_package(data: bytes) -> Iterator[tuple[str, str]]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.lower().endswith(ENDINGS):
                content = package.read(name)
                yield name, _of_lines(content) if name.lower().endswith(".svg") else _of_pixels(content)


def _in_pdf(data: bytes) -> Iterator[tuple[str, str]]:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
                yield "", _of_image(thing)
            elif isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
                yield "", _hash(thing.read_bytes())


def _of_image(thing: Any) -> str:
    import pikepdf

    try:
        if int(thing.Width) * int(thing.Height) > MOST_PIXELS:
            return ""
        return _of_picture(pikepdf.PdfImage(thing).as_pil_image())
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, OSError, NotImplementedError):
        return ""  # no picture of a pack is written so


def _of_pixels(content: bytes) -> str:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            return _of_picture(image) if image.width * image.height <= MOST_PIXELS else ""
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ""


def _of_picture(image: Any) -> str:
    """Return the hash of the colours of a picture, whatever format it is in; a PDF has its transparency apart from them."""
    return _hash(f"{image.size}".encode() + image.convert("RGB").tobytes())


def _of_lines(svg: bytes) -> str:
    """Return the hash of a drawing without its style sheet: an EPUB has the typefaces there."""
    from lxml import etree

    from briefing.system.safe_xml import parsed

    try:
        root = parsed(svg, bare=True)
    except etree.XMLSyntaxError:
        return ""
    for sheet in root.findall("{*}style"):
        root.remove(sheet)
    return _hash(etree.tostring(root, method="c14n"))


def _of_page(pdf: bytes) -> str:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return _hash(document.pages[0].Contents.read_bytes())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

"""Texts that people wrote with Word, LibreOffice, Google Docs or as Markdown: `python -m briefing.exchange.own_texts FILE` reads one."""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from briefing.dataclass import dataclass
from briefing.exchange.pandoc_trees import OwnText, own_text
from briefing.files.reading import leads_out
from briefing.system import confined, pandoc, temporary
from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError
from briefing.system.confined.serving import serve

_FORMATS = {".docx": "docx+empty_paragraphs", ".odt": "odt", ".md": "markdown-smart+wikilinks_title_after_pipe", ".txt": "markdown-smart"}
"""The formats of pandoc, by the ending of the file."""
_FOLDERS = {".docx": ("word/", ""), ".odt": ("",)}
"""Where a package keeps its pictures, as seen from the places that pandoc names."""
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".emf", ".wmf", ".tif", ".tiff", ".bmp")
_LEFT_OUT = "picture, which is left out: its file is not there, or is too large"
_LARGEST = 30_000_000
"""Bytes of all pictures of a text."""


@dataclass(frozen=True)
class ReadText:
    """A text that somebody wrote with another program."""

    markdown: str
    title: str
    pictures: dict[str, bytes]
    """By the ends of their file names, such as `1.png`: their numbers in the text."""
    cited: tuple[str, ...]
    told: dict[str, int]
    """How often something has another form than in the file, by what it is."""


def read(path: Path) -> ReadText:
    """Read a file in a process of its own.

    Raises:
        BriefingError: It is missing, unreadable, or not a text in one of the formats.
    """
    answer = confined.ask("briefing.exchange.own_texts", path, path.as_posix(), "Copy the text that you need into a new file.")
    pictures = {name: base64.b64decode(data) for name, data in answer["pictures"].items()}
    told = dict(answer["told"])
    if answer["beside"]:
        pictures = dict(_pictures_beside(path, answer["beside"]))
        if left := len(answer["beside"]) - len(pictures):
            told[_LEFT_OUT] = left
    return ReadText(answer["markdown"], answer["title"], pictures, tuple(answer["cited"]), told)


def _pictures_beside(path: Path, places: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures that a Markdown file names and that are in its folder. Nothing else of the machine is read."""
    left = _LARGEST
    for number, place in enumerate(places, 1):
        file = path.parent / unquote(place)
        ending = file.suffix.lower()
        if ":" in place or ending not in _PICTURES or not file.is_file() or leads_out(file, path.parent):
            continue
        if file.stat().st_size <= left:
            content = file.read_bytes()
            left -= len(content)
            yield f"{number}{ending}", content


def _answer(data: bytes, name: str) -> dict[str, Any]:
    ending = Path(name).suffix.lower()
    if ending not in _FORMATS:
        raise UnreadableError(
            f"a text of your own cannot be read from a file that ends in {ending or 'nothing'}", "Save it as .docx, .odt or .md."
        )
    package = zip_packages.opened(data) if ending in _FOLDERS else None
    if ending in (".md", ".txt"):
        data = _unicode(data)
    try:
        with temporary.folder() as folder:
            args = ["--sandbox", f"--from={_FORMATS[ending]}", "--to=json", "--track-changes=all"]
            tree = json.loads(pandoc.run(args, data, folder, timeout=50, memory="400m"))
    except pandoc.PandocError as error:
        raise UnreadableError(f"this file cannot be read: {str(error).splitlines()[0]}", "Open it, and save it again as .docx.") from None
    found = own_text(tree)
    pictures = dict(_pictures(found, package, _FOLDERS[ending])) if package else {}
    if package and (left := len(found.pictures) - len(pictures)):
        found.told[_LEFT_OUT] += left
    shown = {name: base64.b64encode(content).decode() for name, content in pictures.items()}
    return {
        "markdown": found.markdown,
        "title": found.title,
        "pictures": shown,
        "beside": [] if package else found.pictures,
        "cited": list(dict.fromkeys(found.cited)),
        "told": dict(found.told),
    }


def _unicode(data: bytes) -> bytes:
    try:
        return data.decode("utf-8-sig").encode()
    except UnicodeDecodeError:
        raise UnreadableError("this file is not UTF-8 text", "Save it as UTF-8 in your editor.") from None


def _pictures(found: OwnText, package: zipfile.ZipFile, folders: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of a package, with their numbers in the text and their endings as names."""
    names = set(package.namelist())
    left = _LARGEST
    for number, place in enumerate(found.pictures, 1):
        inside = next((folder + place for folder in folders if folder + place in names), "")
        ending = Path(place).suffix.lower()
        if inside and ending in _PICTURES and package.getinfo(inside).file_size <= left:
            content = package.read(inside)
            left -= len(content)
            yield f"{number}{ending}", content


if __name__ == "__main__":
    serve(_answer)

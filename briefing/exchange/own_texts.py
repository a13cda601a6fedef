"""Texts that people wrote with Word, LibreOffice, Google Docs or as Markdown: `python -m briefing.exchange.own_texts FILE` reads one."""

from __future__ import annotations

import base64
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from briefing.dataclass import dataclass
from briefing.exchange.own_pictures import OwnPicture
from briefing.exchange.package_signs import SIGN, Signed, signed
from briefing.exchange.pandoc_lines import OwnText
from briefing.exchange.pandoc_trees import Origin, own_text
from briefing.files.reading import leads_out
from briefing.system import confined, pandoc, temporary
from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError
from briefing.system.confined.serving import serve
from briefing.system.pictures import ENDINGS

_MARKDOWN = "markdown-smart+mark-auto_identifiers"
_FORMATS = {".docx": "docx+empty_paragraphs", ".odt": "odt", ".md": f"{_MARKDOWN}+wikilinks_title_after_pipe", ".txt": _MARKDOWN}
"""The formats of pandoc, by the ending of the file."""
_FOLDERS = {".docx": ("word/", ""), ".odt": ("",)}
"""Where a package keeps its pictures, as seen from the places that pandoc names."""
_PICTURES = (*ENDINGS, ".emf", ".wmf")
_LEFT_OUT = "picture, which is left out: its file is not there, or is too large"
_BOX = re.compile(r'^(:{3,}) *([\w-]+) +([^{}":]*[^{}":\s]) *$')
"""The first line of a box that has a title behind its kind."""
_LARGEST = 30_000_000
"""Bytes of all pictures of a text."""


@dataclass(frozen=True)
class ReadText:
    """A text that somebody wrote with another program."""

    blocks: tuple[str, ...]
    """Its blocks, as Markdown. The places of pictures match `PLACE`."""
    title: str
    pictures: tuple[OwnPicture, ...]
    """The pictures of the text, by their numbers."""
    files: dict[str, bytes]
    """Their contents, by the ends of their file names, such as `1.png`."""
    cited: tuple[str, ...]
    told: dict[str, int]
    """How often something has another form than in the file, by what it is."""
    left: tuple[str, ...] = ()
    """Words that are left out, and told."""

    @property
    def markdown(self) -> str:
        """Return the whole text."""
        return "\n\n".join(self.blocks) + "\n"


def read(path: Path) -> ReadText:
    """Read a file in a process of its own.

    Raises:
        BriefingError: It is missing, unreadable, or not a text in one of the formats.
    """
    answer = confined.ask("briefing.exchange.own_texts", path, path.as_posix(), "Copy the text that you need into a new file.")
    pictures = tuple(OwnPicture(**each) for each in answer["pictures"])
    files = {name: base64.b64decode(data) for name, data in answer["files"].items()}
    told = dict(answer["told"])
    if path.suffix.lower() not in _FOLDERS:
        files = dict(_pictures_beside(path, [each.place for each in pictures]))
    if left := len(pictures) - len(files):
        told[_LEFT_OUT] = left
    return ReadText(tuple(answer["blocks"]), answer["title"], pictures, files, tuple(answer["cited"]), told, tuple(answer["left"]))


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
    marked = signed(data, package, ending) if package else Signed(boxes_named(_unicode(data)))
    try:
        with temporary.folder() as folder:
            args = ["--sandbox", f"--from={_FORMATS[ending]}", "--to=json", "--track-changes=all"]
            tree = json.loads(pandoc.run(args, marked.data, folder, timeout=50, memory="400m"))
    except pandoc.PandocError as error:
        raise UnreadableError(f"this file cannot be read: {str(error).splitlines()[0]}", "Open it, and save it again as .docx.") from None
    found = own_text(tree, Origin(is_markdown=package is None, joins_quotations=ending == ".odt", shows=marked.shows))
    files = dict(_pictures(found, package, _FOLDERS[ending])) if package else {}
    if any(map(str.strip, marked.left)):
        found.told["table of contents, which is left out: packs make one"] += 1
    return {
        "blocks": found.blocks,
        "title": found.title,
        "pictures": list(map(asdict, found.pictures)),
        "files": {name: base64.b64encode(content).decode() for name, content in files.items()},
        "cited": list(dict.fromkeys(found.cited)),
        "told": dict(found.told),
        "left": [*found.left, *marked.left],
    }


def _unicode(data: bytes) -> bytes:
    try:
        return data.decode("utf-8-sig").replace(SIGN, "").encode()
    except UnicodeDecodeError:
        raise UnreadableError("this file is not UTF-8 text", "Save it as UTF-8 in your editor.") from None


def boxes_named(text: bytes) -> bytes:
    """Return Markdown in which pandoc sees the boxes with a title behind their kind: `::: tip Before you go`."""
    lines, fence = list[str](), ""
    for line in text.decode().split("\n"):
        is_typed = bool(fence)
        if mark := re.match(r" {0,3}(```+|~~~+)", line):
            is_typed, fence = True, "" if fence and line.strip().startswith(fence) else fence or mark[1]
        lines.append(line if is_typed else _BOX.sub(r'\1 {.\2 title="\3"}', line))
    return "\n".join(lines).encode()


def _pictures(found: OwnText, package: zipfile.ZipFile, folders: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of a package, with their numbers in the text and their endings as names."""
    names = set(package.namelist())
    left = _LARGEST
    for number, picture in enumerate(found.pictures, 1):
        place = picture.place
        inside = next((folder + place for folder in folders if folder + place in names), "")
        ending = Path(place).suffix.lower()
        if inside and ending in _PICTURES and package.getinfo(inside).file_size <= left:
            content = package.read(inside)
            left -= len(content)
            yield f"{number}{ending}", content


if __name__ == "__main__":
    serve(_answer)

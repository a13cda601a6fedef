"""The file of a copy of a source, `seeds/originals/ID.txt`. Its settings say where it came from; below them, each line is a paragraph."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from pathlib import Path, PurePath

from briefing.dataclass import configured, dataclass, model
from briefing.errors import BriefingError, Problem, collect, shown_path
from briefing.files.reading import read_markdown
from briefing.files.validation import validate


@model(frozen=True)
@configured(str_strip_whitespace=False)
class Provenance:
    """Where a copy came from."""

    file: str
    """The name of the user's file, without its folder."""
    sha256: str
    """The SHA-256 hash of the bytes of that file."""
    added: str
    """The day on which it was added, as in ISO 8601."""
    format: str
    """The format as which it was read, such as `docx`."""
    pages: tuple[int, ...] = ()
    """The page of each paragraph, if the file has pages."""
    notices: tuple[str, ...] = ()
    """What the reader left out, joined or guessed."""
    doubts: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """The paragraphs that may be otherwise than in the file, by the reason."""
    printed: str = ""
    """The numbers that are printed on the pages of the file, in order (`document.page_labels`); empty if they are not known."""


@dataclass(frozen=True)
class Copy:
    """A copy of a source."""

    source: str
    """The id of the source."""
    paragraphs: tuple[str, ...]
    """The paragraphs as they are in the file, without white space at their ends. The first is ¶1."""
    provenance: Provenance

    def page(self, paragraph: int) -> int | None:
        """Return the page of a paragraph, or None if it is not known. Paragraphs and pages are counted from 1."""
        pages = self.provenance.pages
        return pages[paragraph - 1] if 0 < paragraph <= len(pages) else None

    def doubts(self, paragraphs: Collection[int]) -> tuple[str, ...]:
        """Return why some of these paragraphs may be otherwise than in the file; nothing if there is no doubt."""
        return tuple(reason for reason, where in self.provenance.doubts.items() if not set(where).isdisjoint(paragraphs))

    def doubted(self, paragraphs: Collection[int]) -> tuple[int, ...]:
        """Return which of these paragraphs may be otherwise than in the file."""
        return tuple(sorted({*paragraphs} & {number for where in self.provenance.doubts.values() for number in where}))


_BESIDE = frozenset({"README.md", "Thumbs.db", "desktop.ini"})
"""What may lie beside the copies: a file of the user's, and two that Windows makes by itself."""
_LARGEST = 50_000_000
"""Bytes of a copy: as many as the files that copies are made from may have."""


def lines(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a plain text: its lines that are not empty."""
    return tuple(line.strip() for line in text.splitlines() if line.replace("\u00a0", " ").strip())


def load(folder: Path, base: Path) -> Mapping[str, Copy]:
    """Read every copy in a folder; the keys of the result are the ids of the sources.

    Args:
        folder: The folder `seeds/originals`. It may be missing.
        base: Paths in messages are relative to it.

    Raises:
        BriefingError: A file in the folder is not a copy as briefing writes it.
    """
    problems: list[Problem] = []
    found: dict[str, Copy] = {}
    for path in sorted(folder.glob("*.txt")):
        copy = collect(problems, lambda path=path: read_one(path, base))  # type: ignore[misc]
        if copy is not None:
            found[copy.source] = copy
    problems += _strangers(folder, base, {name for each in found.values() for name in pdf_names(each)})
    if problems:
        raise BriefingError(problems)
    return found


def pdf_names(copy: Copy) -> tuple[str, ...]:
    """Return the names that the PDF of a copy may have beside it, for packs that print its pages; none if it was made from no PDF."""
    return (f"{copy.source}.pdf", copy.provenance.file) if copy.provenance.format == "pdf" else ()


def _strangers(folder: Path, base: Path, pdfs: Collection[str]) -> Iterator[Problem]:
    """Find files that would not be read: quotations would be missing without a word."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix != ".txt" and not path.name.startswith((".", "~")) and path.name not in _BESIDE and path.name not in pdfs:
            yield _stranger(path, base)


def _stranger(path: Path, base: Path) -> Problem:
    hint = f"Move it elsewhere, and add it: briefing sources add {path.name}."
    return Problem(shown_path(path, base), 0, "this file would not be read: a copy is a .txt that briefing has made", hint)


def read_one(path: Path, base: Path) -> Copy:
    """Read a copy.

    Raises:
        BriefingError: The file is not a copy as briefing writes it.
    """
    origin = read_markdown(path, shown_path(path, base), _LARGEST)
    if not origin.data:
        raise BriefingError([_stranger(path, base)])
    provenance = validate(origin, dict(origin.data), Provenance)
    return Copy(path.stem, lines(origin.text), provenance)


def stored(copy: Copy) -> str:
    """Return the text of `ID.txt`, the file of a copy."""
    origin = copy.provenance
    settings = {"file": _file_name(origin.file), "sha256": origin.sha256, "added": origin.added, "format": origin.format}
    head = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items()]
    head += [f"pages: {json.dumps(origin.pages)}"] if origin.pages else []
    head += [f"printed: {json.dumps(origin.printed)}"] if origin.printed else []
    head += ["notices:", *(f"- {json.dumps(notice, ensure_ascii=False)}" for notice in origin.notices)] if origin.notices else []
    doubts = [f"  {json.dumps(reason, ensure_ascii=False)}: {json.dumps(where)}" for reason, where in origin.doubts.items()]
    head += ["doubts:", *doubts] if doubts else []
    return "\n".join(["---", *head, "---", *copy.paragraphs, ""])


def _file_name(name: str) -> str:
    """Return the last part of a path, without characters that cannot be printed."""
    text = PurePath(name).name.encode("utf-8", "replace").decode()
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", "", text) or "unnamed"

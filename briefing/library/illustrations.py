"""A picture that a record or an outline names."""

from __future__ import annotations

from briefing.dataclass import model
from briefing.library.fields import MarkdownLine


@model(frozen=True)
class Illustration:
    """A picture: a photograph, a map, a drawing."""

    file: str
    """The picture, such as `images/map.png`: in `seeds/`, or in the workspace."""
    alt: str = ""
    """What it shows, for readers who cannot see it."""
    decorative: bool = False
    """Whether it shows nothing that readers who cannot see it would miss."""
    caption: MarkdownLine = ""
    """What is printed above it."""
    credit: MarkdownLine = ""
    """Whose it is; printed below it."""
    licence: str = ""
    """Under which licence it is printed, such as `CC-BY-4.0`."""

"""What has changed since a record was written, each change with a date and a source of its own."""

from __future__ import annotations

from briefing.dataclass import model
from briefing.dates import DateField
from briefing.library.fields import Citation, MarkdownLine


@model(frozen=True)
class Update:
    """Something that has changed since a record was written."""

    date: DateField
    """The day, month or year of the change."""
    text: MarkdownLine
    """What changed, in a sentence or two."""
    cite: Citation
    """The source that says so: `"@okello-2019, ¶3"`."""
    countries: tuple[str, ...] = ()
    """The codes of other countries for which it changes something, too."""
    actors: tuple[str, ...] = ()
    """The ids of other actors for which it changes something, too."""
    excerpts: tuple[str, ...] = ()
    """The ids of excerpts whose words it overtakes."""

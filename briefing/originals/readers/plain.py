"""Reading plain text: each line is a paragraph, unless the lines are wrapped by hand."""

from __future__ import annotations

from briefing.originals.readers import decoding, wrapped
from briefing.originals.readers.hidden import quoted
from briefing.originals.readers.result import Reading


def read_plain(data: bytes) -> Reading:
    """Read plain text.

    Raises:
        UnreadableError: The bytes are not text.
    """
    decoded = decoding.decode(data)
    found = wrapped.paragraphs(decoded.text.splitlines())
    return Reading("txt", found.paragraphs, notices=(*decoded.all_notices(found.paragraphs), *notices(found)))


def notices(found: wrapped.Joined) -> tuple[str, ...]:
    """Return what the user has to know about lines that were joined."""
    if not found.is_wrapped:
        return ()
    said = "its short lines were joined into paragraphs; an empty line or an indent begins a new paragraph"
    if not found.divided:
        return (said,)
    what = "1 word that is" if len(found.divided) == 1 else f"{len(found.divided)} words that are"
    return (said, f"{what} divided at the end of a line put together without the hyphen{quoted([found.divided[0]])}")

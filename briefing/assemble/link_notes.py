"""The addresses of links as footnotes, for readers of paper."""

from __future__ import annotations

import re

from briefing.assemble.context import Context
from briefing.document import Blocks, Inline, Inlines, Link, Note, NoteMark, ScanCode, Text, plain, walk
from briefing.document.changing import with_notes


def noted(context: Context, blocks: Blocks) -> Blocks:
    """Return blocks with a footnote behind each link whose words are not its address, if the outline asks for them.

    In a note, which can have none of its own, the address is in brackets. Headings have no footnotes.
    """
    if context.outline.links != "notes":
        return blocks
    made: list[Note] = []
    beside_codes = {id(link) for code in walk(blocks) if isinstance(code, ScanCode) for link in walk(code)}

    def change(inline: Inline) -> Inlines | None:
        if not _hides_address(inline) or id(inline) in beside_codes:
            return None
        note = Note(context.claim("link"), "1", "", (_address(inline),), "foot")
        made.append(note)
        return inline, NoteMark(note.id, ())

    def change_in_note(inline: Inline) -> Inlines | None:
        return (inline, Text(" ("), _address(inline), Text(")")) if _hides_address(inline) else None

    def taken() -> list[Note]:
        found = made[:]
        made.clear()
        return found

    return with_notes(blocks, change, change_in_note, taken)


def _hides_address(inline: Inline) -> bool:
    return isinstance(inline, Link) and _bare(plain(inline.children)) != _bare(inline.url)


def _address(inline: Inline) -> Link:
    assert isinstance(inline, Link)
    return Link(inline.url, (Text(inline.url.removeprefix("mailto:")),))


def _bare(address: str) -> str:
    return re.sub(r"^(?:https?://(?:www\.)?|mailto:)|/$", "", address.strip())

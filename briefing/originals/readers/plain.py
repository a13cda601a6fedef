"""Reading plain text: each line is a paragraph, unless the lines are wrapped by hand."""

from __future__ import annotations

import re
from collections import Counter

from briefing.originals.readers import decoding, wrapped
from briefing.originals.readers.hidden import quoted
from briefing.originals.readers.result import Reading
from briefing.originals.readers.telling import Told

_PAGE = "\f"
_NUMBER = re.compile(r"\W*(?:(?:page|seite|p\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von)\s*\d{1,4})?\W*", re.IGNORECASE)
"""The number of a page on a line of its own."""
_FEWEST = 3
"""On so many pages, and on half of them, a line stands at the top or at the bottom that is no part of the text."""
_DIVIDED = "a word was divided at the end of a line, and may have a hyphen"
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*\Z")
_ITALIC = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]{1,400}?)(?<=[^\s_])_(?![\w_])")
"""How the texts of Project Gutenberg mark words in italics."""


def read_plain(data: bytes) -> Reading:
    """Read plain text.

    Raises:
        UnreadableError: The bytes are not text.
    """
    return read_text(decoding.decode(data))


def read_text(decoded: decoding.Decoded) -> Reading:
    """Read a text that is decoded already."""
    told = Told()
    text = _without_heads(decoded.text, told) if _PAGE in decoded.text else decoded.text
    if "Project Gutenberg" in text:
        for words in _ITALIC.findall(text):
            told.add("italic", words)
        text = _ITALIC.sub(r"\1", text)
    found = wrapped.paragraphs(text.splitlines())
    doubts = (*decoded.doubts(found.paragraphs), *((number, _DIVIDED) for number in found.uncertain))
    return Reading(
        "txt", found.paragraphs, notices=(*decoded.all_notices(found.paragraphs), *notices(found), *told.notices()), doubts=doubts
    )


def notices(found: wrapped.Joined) -> tuple[str, ...]:
    """Return what the user has to know about lines that were joined."""
    said = []
    if found.lines:
        many = "" if len(found.paragraphs) == 1 else "s"
        joined = f"{found.lines:,} short lines were joined into {len(found.paragraphs):,} paragraph{many}"
        said.append(f"{joined}; an empty line or an indent begins a new paragraph")
    if found.going_on:
        lines = f"{len(found.going_on):,} lines are paragraphs of their own, as in verse, although their sentences go on in the next line"
        said.append(f"{lines}{quoted([found.going_on[0]])}")
    if found.divided:
        what = "1 word that a line divides has" if len(found.divided) == 1 else f"{len(found.divided)} words that lines divide have"
        said.append(f"it is not certain whether {what} a hyphen{quoted([found.divided[0]])}")
    return tuple(said)


def _without_heads(text: str, told: Told) -> str:
    """Return a text in pages without the lines that stand on each of them. A sentence goes on over the end of a page."""
    pages = [page.strip("\r\n") for page in text.split(_PAGE)]
    pages = [page for page in pages if page.strip()]
    for place in (0, -1):
        ends = [re.sub(r"\d+", "0", page.splitlines()[place].strip()) for page in pages]
        common = {line for line, count in Counter(ends).items() if count >= _FEWEST and 2 * count >= len(pages) - 1}
        are_numbered = 2 * sum(bool(_NUMBER.fullmatch(line)) for line in ends) >= len(pages) - 1 and len(pages) > 1
        for at, line in enumerate(ends):
            if line in common or (are_numbered and _NUMBER.fullmatch(line)):
                lines = pages[at].splitlines()
                if sum(map(bool, map(str.strip, lines))) > 1:
                    told.add("furniture", lines.pop(place))
                    pages[at] = "\n".join(lines).strip("\r\n")
    made = ""
    for page in filter(str.strip, pages):
        goes_on = made and not _ENDS.search(made.rstrip()) and page.lstrip()[:1].islower()
        made += ("\n" if goes_on else "\n\n" if made else "") + page
    return made

"""Write a passage as paragraphs, with its edits marked, and with the marks of notes on the words that they are about."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from briefing.dataclass import dataclass
from briefing.document import Blocks, Emphasis, Inline, Inlines, Language, NoteMark, Paragraph, Spoken, Text
from briefing.document.changing import joined
from briefing.passages.editing import Wording, inside
from briefing.passages.readings import Span

OMISSION = "[…]"
"""The mark for words that are left out (Chicago 17, 13.58: points in brackets are the quoter's)."""
_GENITIVE = re.compile(r"['’]s(?!\w)")


@dataclass(frozen=True, slots=True)
class _Insertion:
    """What is put in at a place of a passage."""

    place: int
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Says:
    """What a listener hears of the marks of edits."""

    omission: str
    """In place of `[…]`."""
    insertion: str
    """Before the words in brackets."""
    language: str = ""
    """BCP 47, where it is not that of the passage."""


# ── anchors ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of a paragraph that belongs to one note, or to none."""

    inline: Inline
    note: str | None


def mark_place(text: str, end: int) -> int:
    """Return where the mark of a note goes that is about words up to `end`: behind a genitive ending, so that the word stays whole."""
    genitive = _GENITIVE.match(text, end)
    return genitive.end() if genitive else end


def paragraphs(wording: Wording, spans: Sequence[Span | None], notes: Sequence[str], says: Says) -> Blocks:
    """Return the paragraphs of a passage.

    Args:
        wording: The passage with its edits.
        spans: The words that each note is about; None for the whole.
        notes: The ids of the notes.
        says: What a listener hears of the marks of edits.
    """
    spans = [span and (span[0], mark_place(wording.text, span[1])) for span in spans]
    anchored, marks = _placed(spans, notes)
    inserted = (*(_Insertion(place, _bracketed(words, says)) for place, words in wording.insertions), *marks)
    found: list[list[_Piece]] = [[]]
    for start, end in itertools.pairwise(_cuts(wording, anchored, inserted)):
        note = next((identity for span, identity in anchored if inside(start, [span])), None)
        inner = next((identity for span, identity in anchored if span[0] < start < span[1]), None)
        found[-1] += [_Piece(inline, inner) for each in inserted if each.place == start for inline in each.inlines]
        if wording.text[start:end] == "\n" and not inside(start, wording.elisions):
            found.append([])
        else:
            found[-1] += [_Piece(inline, note) for inline in _printed(wording, (start, end), says)]
    length = len(wording.text)
    found[-1] += [_Piece(inline, None) for each in inserted if each.place == length for inline in each.inlines]
    found[-1] += [_Piece(NoteMark(identity, ()), None) for span, identity in zip(spans, notes, strict=True) if span is None]
    return tuple(Paragraph(_inlines(pieces)) for pieces in found if pieces)


def _placed(spans: Sequence[Span | None], notes: Sequence[str]) -> tuple[list[tuple[Span, str]], list[_Insertion]]:
    """Return the notes that have words of their own, and the marks of the others, which stand after the words that they share."""
    anchored: list[tuple[Span, str]] = []
    others: list[tuple[int, str]] = []
    for span, identity in zip(spans, notes, strict=True):
        if span and any(span[0] < end and start < span[1] for (start, end), _ in anchored):
            others.append((span[1], identity))
        elif span:
            anchored.append((span, identity))
    return anchored, [_Insertion(_clear_of(place, anchored), (NoteMark(identity, ()),)) for place, identity in others]


def _clear_of(place: int, anchored: Sequence[tuple[Span, str]]) -> int:
    """Return a place that is not within the words of a note: the end of these words where it is."""
    return next((end for (start, end), _ in anchored if start < place < end), place)


def _cuts(wording: Wording, anchored: Sequence[tuple[Span, str]], inserted: Sequence[_Insertion]) -> list[int]:
    """Return every place where something begins or ends."""
    breaks = [place for place, character in enumerate(wording.text) if character == "\n"]
    spans = (*wording.elisions, *wording.emphases, *(span for span, _ in anchored))
    places = {0, len(wording.text), *itertools.chain.from_iterable(spans), *(each.place for each in inserted)}
    return sorted(places | {*breaks, *(place + 1 for place in breaks)})


def _bracketed(words: str, says: Says) -> Inlines:
    return Text(" "), Spoken(f"{says.insertion} {words}", (Text(f"[{words}]"),))


def _omission(says: Says) -> Inline:
    sign = Spoken(says.omission, (Text(OMISSION),))
    return Language(says.language, (sign,)) if says.language else sign


def _printed(wording: Wording, span: Span, says: Says) -> Inlines:
    for elision in wording.elisions:
        if inside(span[0], [elision]):
            return (_omission(says),) if span[0] == elision[0] else ()
    text = Text(wording.text[slice(*span)])
    return (Emphasis((text,)),) if inside(span[0], wording.emphases) else (text,)


def _inlines(pieces: Sequence[_Piece]) -> Inlines:
    """Return the pieces with those of one note under its mark, and with neighbouring texts joined."""
    found: list[Inline] = []
    for note, group in itertools.groupby(pieces, key=lambda piece: piece.note):
        children = joined(piece.inline for piece in group)
        found += [NoteMark(note, children)] if note else children
    return joined(found)

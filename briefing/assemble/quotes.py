"""A passage as paragraphs: in its author's words, with marked edits, and with the marks of notes on the words that they are about."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.document import Blocks, Emphasis, Inline, Inlines, Language, NoteMark, Paragraph, Spoken, Text
from briefing.library import Annotation, Edit
from briefing.originals.normal import normalise
from briefing.passages import whole
from briefing.rebuilding import joined

OMISSION = "[…]"
"""What stands for words that are left out (Chicago 17, 13.58: points in brackets are the quoter's)."""
_TO = re.compile(r"\s+(?:…|\.\.\.)\s+")
"""Between the first and the last of the words to leave out."""
_BROKEN = re.compile(r"(?<![.!?:;”\"’)\]])\n(?=[a-zà-ÿа-я])")
"""The end of a line within a sentence: copies taken from web pages break paragraphs where a link stood."""

Span = tuple[int, int]
"""From one character of a passage to another, the last not included."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An edit that cannot be made."""

    edit: int
    """Its place in the list."""
    message: str
    hint: str


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


@dataclass(frozen=True)
class Wording:
    """A passage with its edits and anchors, by places in its text."""

    text: str
    """The passage, a line for each paragraph."""
    elisions: tuple[Span, ...]
    emphases: tuple[Span, ...]
    insertions: tuple[tuple[int, str], ...]
    """What is put in after a character."""
    faults: tuple[Fault, ...]

    @property
    def words(self) -> int:
        """Return how many words of the source are printed."""
        kept = "".join(character for place, character in enumerate(self.text) if not _inside(place, self.elisions))
        return sum(1 for word in kept.split() if re.search(r"\w", word))


def edited(text: str, edits: Sequence[Edit]) -> Wording:
    """Find the words that edits are about; those that stand there not once, and edits that overlap, become faults.

    Args:
        text: The passage, a line for each paragraph.
        edits: What to leave out, put in and stress.
    """
    text = _BROKEN.sub(" ", text)
    elisions: list[Span] = []
    emphases: list[Span] = []
    insertions: list[tuple[int, str]] = []
    faults: list[Fault] = []
    for number, edit in enumerate(edits):
        words = edit.elide or edit.after or edit.emphasis
        found = _stretches(text, words)
        if len(found) != 1:
            faults.append(_not_once(number, words, len(found)))
            continue
        (span,) = found
        if edit.insert:
            clash = any(start < span[1] < end for start, end in (*elisions, *emphases))
            insertions.append((span[1], edit.insert))
        else:
            clash = any(span[0] < end and start < span[1] for start, end in (*elisions, *emphases))
            clash = clash or any(span[0] < place < span[1] for place, _ in insertions)
            (elisions if edit.elide else emphases).append(span)
        if clash:
            faults.append(Fault(number, f"the edit of “{words}” overlaps another one", "Let each edit have words of its own."))
        if edit.elide and not (text[: span[0]] + text[span[1] :]).strip(' .,;:!?”"'):
            faults.append(Fault(number, "this edit leaves out the whole passage", "Leave out less of it."))
    return Wording(text, tuple(elisions), tuple(emphases), tuple(insertions), tuple(faults))


def _not_once(number: int, words: str, count: int) -> Fault:
    if count:
        return Fault(number, f"the words “{words}” stand in the passage {count} times", "Write more of the words around them.")
    return Fault(
        number, f"the passage does not hold the words “{words}”", "Copy them from the passage; 'briefing verify EXCERPT' shows it."
    )


def _stretches(text: str, words: str) -> list[Span]:
    """Return where some words stand, or where a stretch begins and ends with the words before and after ` … `."""
    first, *rest = _TO.split(words, maxsplit=1)
    if not rest:
        return occurrences(text, words)
    ends = [end for _, end in occurrences(text, rest[0])]
    found = ((start, next((end for end in ends if end > after), 0)) for start, after in occurrences(text, first))
    return [(start, end) for start, end in found if end]


def occurrences(text: str, words: str) -> list[Span]:
    """Return every place of a passage where some words stand, whatever the forms of quotation marks and white space."""
    normal = normalise(text)
    if not normalise(words).text:
        return []
    return [(normal.places[m.start()], normal.places[m.end() - 1] + 1) for m in whole(words).finditer(normal.text)]


# ── anchors ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def anchors(wording: Wording, annotations: Sequence[Annotation]) -> list[Span | None]:
    """Return the words of the passage that each annotation is about: those it names of the original, else those it names of the digest.

    None stands for the whole passage: where an annotation names no words, or none that are printed in one paragraph.
    """
    return [_anchor(wording, annotation) for annotation in annotations]


def _anchor(wording: Wording, annotation: Annotation) -> Span | None:
    for words in filter(None, (annotation.on_original, annotation.on)):
        for span in occurrences(wording.text, words):
            printed = not any(span[0] < end and start < span[1] for start, end in wording.elisions)
            if printed and "\n" not in wording.text[slice(*span)]:
                return span
    return None


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of a paragraph that belongs to one note, or to none."""

    inline: Inline
    note: str | None


def paragraphs(wording: Wording, spans: Sequence[Span | None], notes: Sequence[str], says: Says) -> Blocks:
    """Return the paragraphs of a passage.

    Args:
        wording: The passage with its edits.
        spans: The words that each note is about; None for the whole.
        notes: The ids of the notes.
        says: What a listener hears of the marks of edits.
    """
    anchored, marks = _placed(spans, notes)
    inserted = (*(_Insertion(place, _bracketed(words, says)) for place, words in wording.insertions), *marks)
    found: list[list[_Piece]] = [[]]
    for start, end in itertools.pairwise(_cuts(wording, anchored, inserted)):
        note = next((identity for span, identity in anchored if _inside(start, [span])), None)
        inner = next((identity for span, identity in anchored if span[0] < start < span[1]), None)
        found[-1] += [_Piece(inline, inner) for each in inserted if each.place == start for inline in each.inlines]
        if wording.text[start:end] == "\n" and not _inside(start, wording.elisions):
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
        if _inside(span[0], [elision]):
            return (_omission(says),) if span[0] == elision[0] else ()
    text = Text(wording.text[slice(*span)])
    return (Emphasis((text,)),) if _inside(span[0], wording.emphases) else (text,)


def _inlines(pieces: Sequence[_Piece]) -> Inlines:
    """Return the pieces with those of one note under its mark, and with neighbouring texts joined."""
    found: list[Inline] = []
    for note, group in itertools.groupby(pieces, key=lambda piece: piece.note):
        children = joined(piece.inline for piece in group)
        found += [NoteMark(note, children)] if note else children
    return joined(found)


def _inside(place: int, spans: Sequence[Span]) -> bool:
    return any(start <= place < end for start, end in spans)

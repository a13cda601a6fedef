"""Marked edits of a passage: which words are left out, added or stressed, and which words each note is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.dataclass import dataclass
from briefing.library import Annotation, Edit
from briefing.originals.normal import as_in, fold, whole
from briefing.passages.readings import Span, whole_words
from briefing.system.patterns import pattern

_TO = pattern(r"\s+(?:…|\.\.\.)\s+")
"""The sign between the first and the last of the words to leave out."""
_BROKEN = pattern(r"(?<![.!?:;”\"’)\]])\n(?=[a-zà-ÿа-я])")
"""The end of a line inside a sentence: copies taken from web pages break paragraphs where the page had a link."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An edit that cannot be made."""

    edit: int
    """The place of the edit in the list, counted from 0."""
    message: str
    hint: str


@dataclass(frozen=True)
class Wording:
    """A passage with its edits, as places in its text."""

    text: str
    """The passage, with one line for each paragraph."""
    elisions: tuple[Span, ...]
    emphases: tuple[Span, ...]
    insertions: tuple[tuple[int, str], ...]
    """The words to add, each with the place after which they are added."""
    faults: tuple[Fault, ...]

    @property
    def words(self) -> int:
        """Return how many words of the source are printed."""
        kept = "".join(character for place, character in enumerate(self.text) if not inside(place, self.elisions))
        return sum(1 for word in kept.split() if re.search(r"\w", word))


def edited(text: str, edits: Sequence[Edit]) -> Wording:
    """Find the words that edits are about. An edit is a fault if its words are not there exactly once, or if it overlaps another edit.

    Args:
        text: The passage, with one line for each paragraph.
        edits: The edits.
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
            faults.append(Fault(number, f"the edit of “{words}” overlaps another edit", "Choose words that no other edit has."))
        if edit.elide and not (text[: span[0]] + text[span[1] :]).strip(' .,;:!?”"'):
            faults.append(Fault(number, "this edit leaves out the whole passage", "Leave out less of it."))
    return Wording(text, tuple(elisions), tuple(emphases), tuple(insertions), tuple(faults))


def _not_once(number: int, words: str, count: int) -> Fault:
    if count:
        return Fault(number, f"the words “{words}” are in the passage {count} times", "Add more of the words around them.")
    hint = "Copy the words from the passage. 'briefing verify EXCERPT' shows it."
    return Fault(number, f"the passage does not contain the words “{words}”", hint)


def _stretches(text: str, words: str) -> list[Span]:
    """Return every place of some words. Words with ` … ` in them stand for a stretch that begins and ends with the words around ` … `."""
    first, *rest = _TO.split(words, maxsplit=1)
    if not rest:
        return occurrences(text, words)
    ends = [end for _, end in occurrences(text, rest[0])]
    found = ((start, next((end for end in ends if end > after), 0)) for start, after in occurrences(text, first))
    return [(start, end) for start, end in found if end]


def occurrences(text: str, words: str) -> list[Span]:
    """Return every place of some words in a passage. The forms of quotation marks and white space do not matter."""
    normal = whole(text)
    wanted = as_in(normal.text, words)
    if not wanted:
        return []
    found = ((normal.places[m.start()], normal.places[m.end() - 1] + 1) for m in whole_words(wanted).finditer(normal.text))
    return [(start, end) for start, end in found if fold(text[start:end]) == wanted]


def anchors(wording: Wording, annotations: Sequence[Annotation]) -> list[Span | None]:
    """Return the place of the words that each annotation is about: its words of the original, else its words of the digest.

    None stands for the whole passage. An annotation is about the whole passage if it names no words, or if its words are not printed in
    one paragraph.
    """
    return [_anchor(wording, annotation) for annotation in annotations]


def _anchor(wording: Wording, annotation: Annotation) -> Span | None:
    for words in filter(None, (annotation.on_original, annotation.on)):
        for span in occurrences(wording.text, words):
            printed = not any(span[0] < end and start < span[1] for start, end in wording.elisions)
            if printed and "\n" not in wording.text[slice(*span)]:
                return span
    return None


def inside(place: int, spans: Sequence[Span]) -> bool:
    """Return whether a character of a passage is within one of the spans."""
    return any(start <= place < end for start, end in spans)

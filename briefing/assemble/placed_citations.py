"""Put the printed citations in the place of their placeholders: in the text, or in notes of their own."""

from __future__ import annotations

from briefing.assemble.citeproc import Bibliography
from briefing.assemble.csl_words import is_raised
from briefing.assemble.short_citations import ShortCitation
from briefing.document import Citation, Inline, Inlines, Note, NoteMark, Reference, Text
from briefing.markup import CITATION


class Resolver:
    """Puts the printed citations in the place of their placeholders; where citations are notes, makes the notes."""

    def __init__(self, bibliography: Bibliography, before: int = 0) -> None:
        """Begin to number notes after the number `before`."""
        self._bibliography = bibliography
        self._notes: list[Note] = []
        self._count = before

    def change(self, inline: Inline) -> Inlines | None:
        """Word one placeholder, in a note where citations are notes; leave other inlines."""
        if (target := _target(inline)) is None:
            return None
        if (short := self._bibliography.short.get(target)) is not None:
            return self._short(short)
        worded = self._bibliography.clusters[target]
        if not self._bibliography.in_notes:
            return _quiet(worded)
        return (*self._bibliography.authors.get(target, ()), self._noted(worded))

    def change_in_note(self, inline: Inline) -> Inlines | None:
        """Word one placeholder on the spot; leave other inlines."""
        if (target := _target(inline)) is None:
            return None
        if (short := self._bibliography.short.get(target)) is not None:
            return _in_brackets(short)
        worded = self._bibliography.clusters[target]
        if not self._bibliography.in_notes:
            return _quiet(worded)
        if worded and (author := self._bibliography.authors.get(target, ())):
            worded = (*author, Text(", "), *worded)
        if worded and isinstance(last := worded[-1], Text) and last.text.endswith("."):
            rest = last.text[:-1]  # the stop is that of a note of its own
            return (*worded[:-1], Text(rest)) if rest else worded[:-1]
        return worded

    def _short(self, short: ShortCitation) -> Inlines:
        if not (self._bibliography.in_notes and short.can_be_noted and short.words):
            return _in_brackets(short)
        last = short.words[-1]
        stop = () if isinstance(last, Text) and last.text.endswith(".") else (Text("."),)
        return (*short.name, self._noted((*short.name, *((Text(" "),) if short.name else ()), *short.words, *stop)))

    def _noted(self, words: Inlines) -> NoteMark:
        self._count += 1
        note = Note(f"citation-{self._count}", "", "", words, "foot")
        self._notes.append(note)
        return NoteMark(note.id, ())

    def taken(self) -> list[Note]:
        """Return the notes made since the last call."""
        made, self._notes = self._notes, []
        return made


def _target(inline: Inline) -> str | None:
    is_placeholder = isinstance(inline, Reference) and inline.target.startswith(CITATION)
    return inline.target.removeprefix(CITATION) if is_placeholder and isinstance(inline, Reference) else None


def _in_brackets(short: ShortCitation) -> Inlines:
    gap: Inlines = (Text(" "),) if short.name and short.words else ()
    rest: Inlines = (Citation((Text("("), *short.words, Text(")"))),) if short.words else ()
    return (*short.name, *gap, *rest)


def _quiet(worded: Inlines) -> Inlines:
    """Return a citation in brackets as one that is not so dark as the words around it. Names in `@key says` belong to the sentence."""
    in_brackets = isinstance(worded[0], Text) and isinstance(worded[-1], Text) if worded else False
    return (Citation(worded),) if in_brackets and not is_raised(worded) else worded

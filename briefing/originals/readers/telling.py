"""What a reader has to tell about a file: what it left out, put elsewhere or computed. Each with a count, the first place and words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefing.originals.readers.hidden import quoted

_NOTICES = {
    "hidden": ("{n} word{s} that the file hides {are} left out", "words"),
    "deleted": ("tracked changes count as accepted: {n} deleted word{s} left out", "words"),
    "struck": ("{n} word{s} that {are} struck through {are} read all the same", "words"),
    "contents": ("the table of contents is left out ({n} line{s})", "items"),
    "comment": ("{n} comment{s} left out", "items"),
    "reading": ("{n} reading{s} above words (ruby) left out", "items"),
    "furniture": ("{n} word{s} of page headers and footers left out", "words"),
    "revealed": ("{n} word{s} that the page hides until its scripts run {are} read", "words"),
    "outside": ("{n} word{s} outside of the text left out (menus, forms, boxes)", "words"),
    "italic": ("the marks _ around {n} text{s} in italics left out", "items"),
    "page number": ("{n} number{s} of pages of the printed text left out", "items"),
    "line number": ("{n} number{s} of lines of the printed text left out", "items"),
    "raised": ("{n} raised number{s} left out, because {they} seem{one} to be {a_mark}", "items"),
    "fallback": ("{n} word{s} that {are} shown only where a picture cannot be shown {are} left out", "words"),
    "drawn": ("{n} word{s} in drawings left out", "words"),
    "box": ("{n} text box{es} or frame{s} put after the paragraph at which {they} {are} anchored", "items"),
    "number": ("{n} automatic number{s} computed as the page should show {them}", "items"),
    "guessed number": ("{n} automatic number{s} may be wrong: {their} kind is not known", "items"),
    "list number": ("{n} automatic number{s} of lists and headings written as browsers show {them}", "items"),
    "tex": ("{n} formula{s} kept as TeX, because {they} cannot be read", "items"),
    "formula": ("{n} formula{s} written as a line of text", "items"),
    "picture formula": ("{n} formula{s} left out: there {are} only {pictures} of {them}", "items"),
    "drawing": ("{n} word{s} of charts and diagrams put after the paragraph at which {they} {are} anchored", "words"),
    "chunk": ("{n} embedded document{s} read in {their} place", "items"),
    "unread chunk": ("{n} embedded document{s} that cannot be read left out", "items"),
    "elsewhere": ("{n} part{s} of this document {are} in other files, which are not read", "items"),
    "field": ("{n} number{s} that Word computes only when it shows the file {are} left out (AUTONUM, LISTNUM)", "items"),
    "covered": ("{n} word{s} in covered cells of tables left out", "words"),
    "sign": ("{n} sign{s} of picture fonts {have} no code in Unicode and {are} shown as \ufffd", "items"),
    "letter": ("the letters of {n} part{s} of the text are a guess", "items"),
    "code page": ("{n} part{s} of the text {are} read as cp1252, which is a guess: check the letters and quotation marks", "items"),
    "after": ("{n} word{s} after the end of the document left out", "words"),
}
"""The notice about each kind, and whether the count is of the words or of the items."""
_DOUBTS = {
    "struck": "words of it are struck through",
    "guessed number": "its automatic number may be wrong",
    "picture formula": "a formula that is a picture is missing",
    "unread chunk": "an embedded document that cannot be read is missing",
    "elsewhere": "a part that is in another file is missing",
    "field": "a number that Word computes only when it shows the file is missing",
    "sign": "it has signs of a picture font that have no code in Unicode",
    "letter": "some of its letters are a guess",
    "code page": "its letters are read as cp1252, which is a guess",
}
"""Why a paragraph with something of a kind is doubtful."""


class _Item(NamedTuple):
    words: str
    place: int


class Told:
    """Collects what a reader has to tell."""

    def __init__(self) -> None:
        self._items: dict[str, list[_Item]] = {}

    def add(self, kind: str, words: str = "", place: int = 0) -> None:
        """Remember an item.

        Args:
            kind: What it is.
            words: Its words, or what is quoted of it.
            place: The paragraph in which it is, counted from 1; a paragraph of the notes, which come at the end, counted from -1 down; 0 if
                it has no place.
        """
        if kind and (words.strip() or _NOTICES[kind][1] == "items"):
            self._items.setdefault(kind, []).append(_Item(" ".join(words.split()), place))

    def words(self, *kinds: str) -> Iterator[str]:
        """Yield the texts of some kinds."""
        for kind in kinds:
            yield from (item.words for item in self._items.get(kind, ()))

    def notices(self, body: int = 0, notes: int = 0) -> tuple[str, ...]:
        """Return one notice for each kind, in a fixed order.

        Args:
            body: How many paragraphs the text has without its notes.
            notes: How many paragraphs the notes have.
        """
        return tuple(_notice(kind, self._settled(kind, body, notes)) for kind in _NOTICES if kind in self._items)

    def doubts(self, body: int, notes: int = 0) -> tuple[tuple[int, str], ...]:
        """Return the paragraphs that are doubtful, and why."""
        found = ((item.place, reason) for kind, reason in _DOUBTS.items() for item in self._settled(kind, body, notes) if item.place)
        return tuple(sorted(set(found)))

    def _settled(self, kind: str, body: int, notes: int) -> list[_Item]:
        """Return the items of a kind with their places in the whole copy. What was left out behind the last paragraph is in it."""
        settled = [
            item._replace(place=min(item.place, body) if item.place > 0 else min(body - item.place, body + notes) if item.place < 0 else 0)
            for item in self._items.get(kind, ())
        ]
        return sorted(settled, key=lambda item: item.place)


def _notice(kind: str, items: list[_Item]) -> str:
    template, counted = _NOTICES[kind]
    words = " ".join(item.words for item in items).split()
    number = len(words) if counted == "words" else len(items)
    many = number != 1
    text = template.format(
        n=f"{number:,}",
        s="s" if many else "",
        pictures="pictures" if many else "a picture",
        one="" if many else "s",
        a_mark="marks of notes" if many else "the mark of a note",
        es="es" if many else "",
        are="are" if many else "is",
        have="have" if many else "has",
        they="they" if many else "it",
        them="them" if many else "it",
        their="their" if many else "its",
    )
    first = words if counted == "words" else next((item.words for item in items if item.words), "").split()
    place = next((item.place for item in items if item.place), 0)
    where = f", {'the first ' * (len(items) > 1)}at ¶{place}" if place else ""
    return f"{text}{where}{quoted(first)}"


# ── counting again ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def lost(shown: Iterable[str], told: Iterable[str], paragraphs: Iterable[str]) -> tuple[str, ...]:
    """Return a notice if words that a file shows are neither in its paragraphs nor told as left out.

    Args:
        shown: The texts of the file, as another way of reading it finds them.
        told: The texts that are known to be left out.
        paragraphs: The paragraphs of the reading.
    """
    texts, lines = list(shown), list(paragraphs)
    missing = _words(texts)
    missing.subtract(_words(lines))
    missing.subtract(_words(told))
    there, read = _together(texts), _together(lines)  # a word may be divided otherwise in the other way of reading
    left = {word: count for word, count in missing.items() if count > 0 and read.count(word) < there.count(word)}
    if not left:
        return ()
    first = dict.fromkeys(word for text in texts for word in _split(text) if word in left)
    total = sum(left.values())
    what = "1 word of this file may be" if total == 1 else f"{total:,} words of this file may be"
    return (f"{what} missing from the copy{quoted(list(first))}",)


def _together(texts: list[str]) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", "".join(texts)))


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _split(text))


def _split(text: str) -> list[str]:
    return re.findall(r"[^\W_]{2,}", unicodedata.normalize("NFKC", text.replace("\u00ad", "")))

"""Reading what readers marked in a PDF: highlights, underlines, strikes, notes and texts over the pages (ISO 32000-1, 12.5.6).

The words of a highlight are those of its quadrilaterals, as briefing reads this PDF: hyphens at the ends of lines are gone, and marks of
notes are left out. So they are the words of the copy, if the copy was made of this text. A note without words belongs to the highlight that
it is on.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.exchange.highlights import pdf_ink
from briefing.exchange.highlights.gathered import Gathered, block_of, is_same, line_of, people
from briefing.exchange.highlights.pdf_ink import Stroke
from briefing.exchange.highlights.pdf_places import Box, Places
from briefing.originals.readers.pdf_reading import read_text
from briefing.passages.mark import COPY, Mark
from briefing.system.confined.limits import UnreadableError

_OVER_WORDS = frozenset(("/Highlight", "/Underline", "/Squiggly", "/StrikeOut"))
_NOTES = frozenset(("/Text", "/FreeText", "/Caret", "/Square", "/Circle", "/Polygon", "/Ink", "/Line", "/PolyLine", "/Stamp"))
"""Annotations that mark no words, but may say something."""
_HIDDEN = 0b100010
"""Flags of an annotation that nobody sees: hidden, and no view (ISO 32000-1, table 165)."""
_MOST = 50_000
"""Annotations that are looked at."""
_DEEPEST = 50
"""How many replies may answer each other."""
_NEAR = 4.0
"""Points by which a note may be outside of the highlight that it belongs to."""


_Key = tuple[int, int]


@dataclass(slots=True)
class _Found:
    """An annotation of the file."""

    key: _Key
    page: int
    kind: str
    boxes: list[Box]
    """The quadrilaterals of its words, else its rectangle."""
    whole: list[Box]
    """Its rectangle, if it has one."""
    text: str
    answers: _Key | None
    """The annotation that it answers or belongs to."""
    is_state: bool
    """Whether it only says that another one was accepted, rejected or read."""
    author: str
    tags: tuple[str, ...] = ()
    replies: list[str] = field(default_factory=list)


def read(data: bytes, name: str) -> Gathered:
    """Read the annotations of a PDF.

    Args:
        data: The PDF.
        name: The name of its file.

    Raises:
        UnreadableError: It cannot be read, or nothing is marked in it.
    """
    found, title, bare = _annotations(data)
    drawn = pdf_ink.strokes(data)
    if not found and not drawn:
        hint = "Save your highlights as annotations of the PDF: in Zotero, with 'Save As…' or 'Export PDFs…' and annotations included."
        raise UnreadableError("nothing is marked in this PDF", hint)
    roots = _threads(found)
    text = read_text(bare)
    places = Places(text)
    document = {
        "source": f"file:///{name}",
        "addresses": (f"{COPY}{hashlib.sha256(data).hexdigest()}", *([f"doi:{text.front.doi}"] if text.front.doi else [])),
        "names": tuple(filter(None, (title, line_of(text.front.title), name))),
    }
    marked = [*(each for each in roots if each.kind in _OVER_WORDS), *_highlighted(drawn, places)]
    notes = [each for each in roots if each.kind not in _OVER_WORDS]
    guessed = _on_highlights(notes, marked)
    marks = [mark for each in marked for mark in _marks(each, places, document, guessed.get(each.key, ()))]
    said = [each for each in notes if each.text and not any(each in group for group in guessed.values())]
    marks += [_note(each, places, document) for each in said]
    said_nothing = [each for each in marks if not each.has_words and not each.comments]
    silent = sum(not each.text and each.kind != "/FreeText" for each in notes) + len(said_nothing)
    silent += sum(not each.is_over_words for each in drawn)
    return Gathered([each for each in marks if each not in said_nothing], silent, people({each.author for each in found}, set()))


# ── annotations of the file ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _annotations(data: bytes) -> tuple[list[_Found], str, bytes]:
    """Return the annotations that readers made, the title that the file has of itself, and the file without texts over the pages."""
    import pikepdf

    found: list[_Found] = []
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            title = line_of(str(document.docinfo.get("/Title", ""))) if "/Info" in document.trailer else ""
            for number, page in enumerate(document.pages, 1):
                for place, annotation in enumerate(_of_page(page.obj.get("/Annots"))):
                    if len(found) < _MOST and (one := _one(annotation, number, place)) is not None:
                        found.append(one)
            if any(each.kind == "/FreeText" for each in found):
                data = _without_texts(document)
    except pikepdf.PasswordError:
        raise UnreadableError("this PDF has a password", "Open it with its password and save it without one.") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, OverflowError):
        raise UnreadableError(
            "the annotations of this PDF are damaged", "Open it, and save it again from the program that made it."
        ) from None
    return found, title, data


def _without_texts(document: Any) -> bytes:
    """Return a PDF without the texts that somebody wrote over its pages: they are not words of the text."""
    for page in document.pages:
        kept = [each for each in page.obj.get("/Annots") or () if str(each.get("/Subtype", "")) != "/FreeText"]
        page.obj["/Annots"] = kept
    document.save(file := io.BytesIO())
    return file.getvalue()


def _of_page(annotations: Any) -> Iterator[Any]:
    import pikepdf

    for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
        if isinstance(annotation, pikepdf.Dictionary) and not _number(annotation.get("/F", 0)) & _HIDDEN:
            yield annotation


def _one(annotation: Any, page: int, place: int) -> _Found | None:
    import pikepdf

    kind = str(annotation.get("/Subtype", ""))
    if kind not in _OVER_WORDS and kind not in _NOTES:
        return None
    whole = _quads(_corners(annotation.get("/Rect")))
    boxes = _quads(annotation.get("/QuadPoints")) if kind in _OVER_WORDS else []
    answered = annotation.get("/IRT")
    answers = _key(answered) if isinstance(answered, pikepdf.Dictionary) else None
    text = block_of(_string(annotation.get("/Contents")))
    author = line_of(_string(annotation.get("/T")))
    is_state = "/StateModel" in annotation or "/State" in annotation
    tags = _tags(annotation.get("/Zotero:Tags"))
    return _Found(_key(annotation, page, place), page, kind, boxes or whole, whole, text, answers, is_state, author, tags)


def _tags(value: Any) -> tuple[str, ...]:
    """Return the tags that Zotero writes into a PDF, as JSON."""
    try:
        found = json.loads(_string(value) or "[]")
    except (ValueError, RecursionError):
        return ()
    return tuple(filter(None, map(line_of, found))) if isinstance(found, list) else ()


def _key(annotation: Any, page: int = 0, place: int = 0) -> _Key:
    """Return what tells an annotation apart from all others: its number in the file, else its place."""
    number, generation = annotation.objgen
    return (number, generation) if number else (-page, place)


def _string(value: Any) -> str:
    import pikepdf

    return str(value) if isinstance(value, pikepdf.String) else ""


def _number(value: Any) -> int:
    try:
        return int(value)
    except (ValueError, TypeError, OverflowError):
        return 0


def _corners(rectangle: Any) -> Sequence[Any]:
    found = list(rectangle) if rectangle is not None else []
    return [*found[:2], *found[2:4], *found[:2], *found[2:4]] if len(found) == 4 else []


def _quads(points: Any) -> list[Box]:
    """Return the boxes around quadrilaterals. Programs write their corners in several orders."""
    try:
        values = [float(each) for each in points or ()]
    except (ValueError, TypeError):
        return []
    return [
        Box(min(values[at : at + 8 : 2]), min(values[at + 1 : at + 8 : 2]), max(values[at : at + 8 : 2]), max(values[at + 1 : at + 8 : 2]))
        for at in range(0, len(values) - 7, 8)
    ]


# ── strokes ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _highlighted(drawn: Sequence[Stroke], places: Places) -> list[_Found]:
    """Return the highlights that a viewer has drawn on the pages. Lines that follow each other in the text are one highlight."""
    found: list[_Found] = []
    last: tuple[Stroke, str] | None = None
    for number, stroke in enumerate(each for each in drawn if each.is_over_words):
        words = places.stretches(stroke.page, [stroke.box])
        if last and words and (last[0].page, last[0].colour) == (stroke.page, stroke.colour) and _goes_on(last[1], words[0].words):
            found[-1].boxes.append(stroke.box)
        else:
            key = (-stroke.page, _MOST + number)
            found.append(_Found(key, stroke.page, "/Highlight", [stroke.box], [], "", None, is_state=False, author=""))
        last = (stroke, words[-1].around[1]) if words else None
    return found


def _goes_on(after: str, words: str) -> bool:
    """Say whether some words are those that come next in a text."""
    coming, these = (re.sub(r"[\W_]+", "", text) for text in (after, words))
    least = min(len(coming), len(these))
    return least > 0 and coming[:least] == these[:least]


# ── who answers whom ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _threads(found: Sequence[_Found]) -> list[_Found]:
    """Return the annotations that answer none, each with the replies to it in the order of the file."""
    known = {each.key: each for each in found}
    roots = []
    for each in found:
        root, left = each, _DEEPEST
        while root.answers in known and root.answers != root.key and left:
            root, left = known[root.answers], left - 1
        if root is each or not left:
            roots.append(each)
        elif each.text and not each.is_state:
            root.replies.append(each.text)
    return [each for each in roots if not each.is_state]


def _on_highlights(notes: Iterable[_Found], marked: Sequence[_Found]) -> Mapping[_Key, list[_Found]]:
    """Return the notes that are on highlights, by the keys of these."""
    found: dict[_Key, list[_Found]] = {}
    for note in notes:
        if not (note.text and note.boxes and note.kind in ("/Text", "/Caret")):
            continue
        x, y = note.boxes[0].middle
        under = next((each for each in marked if each.page == note.page and any(box.holds(x, y, _NEAR) for box in each.boxes)), None)
        if under is not None:
            found.setdefault(under.key, []).append(note)
    return found


# ── marks ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _marks(found: _Found, places: Places, document: Mapping[str, Any], notes: Sequence[_Found]) -> Iterator[Mark]:
    """Yield a mark for each stretch of the text that an annotation covers. The comments are on the first."""
    stretches = places.stretches(found.page, found.boxes) or places.stretches(found.page, found.whole)
    if not stretches:
        yield Mark(**document, comments=_comments(found, notes), where=f"page {found.page}", page=found.page, beside=_beside(found, places))
        return
    words = " ".join(each.words for each in stretches)
    told = ("has the comment of a note that is on the same place",) if notes else ()
    comments = tuple(text for text in _comments(found, notes) if not is_same(text, words))
    for number, each in enumerate(stretches):
        own: dict[str, Any] = {"comments": comments, "told": told} if not number else {}
        where: dict[str, Any] = {"where": f"page {each.page}", "page": each.page, "turn": each.turn}
        yield Mark(**document, **own, **where, quote=each.words, around=each.around, tags=found.tags)


def _comments(found: _Found, notes: Sequence[_Found] = ()) -> tuple[str, ...]:
    every = [found.text, *found.replies, *(text for note in notes for text in (note.text, *note.replies))]
    return tuple(dict.fromkeys(filter(None, every)))


def _note(found: _Found, places: Places, document: Mapping[str, Any]) -> Mark:
    where = f"page {found.page}"
    return Mark(**document, comments=_comments(found), where=where, page=found.page, beside=_beside(found, places))


def _beside(found: _Found, places: Places) -> str:
    return places.beside(found.page, found.boxes[0]) if found.boxes else ""

"""The words of a PDF that are not in its pages but in annotations over them: values of form fields, and free text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_letters import Piece

_MOST = 20_000
"""Annotations that are looked at."""
_HIDDEN = 0b100010
"""Flags of an annotation that nobody sees: hidden, and no view (ISO 32000-1, table 165)."""
_MULTI_LINE, _PASSWORD = 1 << 12, 1 << 13
_BUTTON, _RADIO = 1 << 16, 1 << 15
_DEEPEST = 12
"""How many fields may be in each other."""


@dataclass(slots=True)
class Added:
    """Words over the pages."""

    pieces: dict[int, list[Piece]] = field(default_factory=dict)
    """Those in form fields, by the page."""
    texts: dict[int, list[list[Piece]]] = field(default_factory=dict)
    """Those of each text that was written onto a page."""
    notices: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Counts:
    fields: int = 0
    first_field: int = 0
    free: int = 0
    first_free: int = 0
    comments: int = 0
    first_comment: int = 0
    boxes: int = 0
    ticked: int = 0


def words(data: bytes) -> Added:
    """Return the words that annotations show, at their places."""
    added = Added()
    if b"/Annots" not in data and b"/ObjStm" not in data:
        return added
    import pikepdf

    counts = _Counts()
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            left = _MOST
            for number, page in enumerate(document.pages, 1):
                for annotation in _annotations(page):
                    left -= 1
                    if left < 0:
                        break
                    _look(annotation, number, added, counts)
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError, AttributeError, OverflowError):
        return added
    added.notices += _notices(counts)
    return added


def _annotations(page: Any) -> Iterator[Any]:
    import pikepdf

    found = page.obj.get("/Annots")
    if isinstance(found, pikepdf.Array):
        for annotation in found:
            if isinstance(annotation, pikepdf.Dictionary) and not int(annotation.get("/F", 0)) & _HIDDEN:
                yield annotation


def _look(annotation: Any, page: int, added: Added, counts: _Counts) -> None:
    kind = str(annotation.get("/Subtype", ""))
    if kind == "/Widget":
        text, is_long = _value(annotation, counts)
        if text:
            counts.fields += 1
            counts.first_field = counts.first_field or page
    elif kind == "/FreeText":
        text, is_long = str(annotation.get("/Contents", "")), True
        if text.strip():
            counts.free += 1
            counts.first_free = counts.first_free or page
    else:
        if (
            kind in ("/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret")
            and str(annotation.get("/Contents", "")).strip()
        ):
            counts.comments += 1
            counts.first_comment = counts.first_comment or page
        return
    if text.strip():
        pieces = list(_placed(text, [float(each) for each in annotation.Rect], is_long=is_long))
        if kind == "/FreeText":
            added.texts.setdefault(page, []).append(pieces)
        else:
            added.pieces.setdefault(page, []).extend(pieces)


def beside(text: Sequence[Piece], page: Sequence[Piece]) -> bool:
    """Say whether a text that was written onto a page is beside all that is printed there, as a remark in the margin is."""
    left, right = min(piece.left for piece in text), max(piece.right for piece in text)
    return bool(page) and (right <= min(piece.left for piece in page) or left >= max(piece.right for piece in page))


def _value(field_: Any, counts: _Counts) -> tuple[str, bool]:
    """Return the text that a form field shows, and whether it may have several lines."""
    import pikepdf

    kind, flags, value = (_inherited(field_, key) for key in ("/FT", "/Ff", "/V"))
    bits = int(flags) if flags is not None else 0
    if str(kind) == "/Btn" and not bits & _BUTTON:
        counts.boxes += 1
        counts.ticked += str(field_.get("/AS", "/Off")) != "/Off"
        return "", False
    if str(kind) not in ("/Tx", "/Ch") or bits & _PASSWORD or value is None:
        return "", False
    chosen = list(value) if isinstance(value, pikepdf.Array) else [value]
    shown = {str(pair[0]): str(pair[1]) for pair in _inherited(field_, "/Opt") or () if isinstance(pair, pikepdf.Array) and len(pair) == 2}
    texts = [bytes(each.read_bytes()).decode("utf-8", "replace") if isinstance(each, pikepdf.Stream) else str(each) for each in chosen]
    return "\n".join(shown.get(text, text) for text in texts), str(kind) == "/Ch" or bool(bits & _MULTI_LINE)


def _inherited(field_: Any, key: str) -> Any:
    """Return a value of a form field, or of a field that it belongs to."""
    for _ in range(_DEEPEST):
        if key in field_:
            return field_[key]
        if "/Parent" not in field_:
            return None
        field_ = field_["/Parent"]
    return None


def _placed(text: str, box: list[float], *, is_long: bool) -> Iterator[Piece]:
    """Yield the words of an annotation, line by line, as wide as they fit into its box."""
    left, right = sorted((box[0], box[2]))
    bottom, top = sorted((box[1], box[3]))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    size = min(max((top - bottom) / max(len(lines), 1) / 1.2, 4.0), 12.0)
    wide = max(int((right - left) / (0.4 * size)), 8)
    rows = [row for line in lines for row in (_wrapped(line, wide) if is_long else [line])]
    pitch = 1.2 * size if len(rows) > 1 else top - bottom
    for number, row in enumerate(rows):
        base = (top - pitch * (number + 0.8)) if len(rows) > 1 else (bottom + top) / 2 - 0.3 * size
        place, every = left + 2, row.split()
        step = min((right - left - 4) / max(len(row), 1), 0.5 * size)
        for word in every:
            yield Piece(word, place, place + step * len(word), base, size, spaced=True, order=1 << 30)
            place += step * (len(word) + 1)


def _wrapped(line: str, wide: int) -> list[str]:
    import textwrap

    return textwrap.wrap(line, wide, break_long_words=False, break_on_hyphens=False) or [""]


def _notices(counts: _Counts) -> Iterator[str]:
    if counts.fields:
        yield f"read the words in {counts.fields} form field{'s' * (counts.fields > 1)}, the first on page {counts.first_field}"
    if counts.boxes:
        yield f"left out {counts.boxes} box{'es' * (counts.boxes > 1)} to tick in a form ({counts.ticked} ticked)"
    if counts.free:
        written = f"{counts.free} texts that were" if counts.free > 1 else "1 text that was"
        yield f"read {written} written onto the pages, the first on page {counts.first_free}"
    if counts.comments:
        yield f"left out {counts.comments} comment{'s' * (counts.comments > 1)} of readers, the first on page {counts.first_comment}"

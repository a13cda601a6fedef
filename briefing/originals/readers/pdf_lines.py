"""Reading PDF files: pdfium reads the lines of each page. They are joined to paragraphs, without page headers and footers."""

from __future__ import annotations

import ctypes
import itertools
import math
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefing.originals.readers import hidden
from briefing.originals.readers.pdf_replaced import not_shown
from briefing.originals.readers.pdf_unseen import Unseen
from briefing.originals.readers.result import Reading
from briefing.system.confined.limits import UnreadableError

_MOST = 2_000
"""How many pages a file may have."""
_AGAIN = "Download it again, or print it to a new PDF."
_SHOWN = 12
"""Words that a notice quotes."""
_BREAKS = frozenset("\r\n")
_HYPHENS = frozenset("\ufffe\x02")
"""The characters that pdfium writes for the hyphen of a word divided at the end of a line."""
_BELOW, _ABOVE = 0.25, 0.9
"""How far most typefaces reach below and above their base line, as a share of their size."""
_END = re.compile(r"[.!?…:;”\"’')\]]\s*$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page. Its measures are in points from the lower left corner of the page."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


def read_pdf(data: bytes) -> Reading:
    """Read a PDF. Each paragraph has the page on which it begins.

    Raises:
        UnreadableError: The PDF has a password, is damaged, has too many pages, or is a scan.
    """
    import pypdfium2 as pdfium

    document = _opened(data)
    pages: list[list[_Line]] = []
    unseen: list[str] = []
    try:
        for number in range(len(document)):
            page = document[number]
            pages.append(list(_lines(page, number + 1, unseen)))
            page.close()
        said = document.get_metadata_dict()
    except pdfium.PdfiumError:
        raise UnreadableError("this file is damaged", _AGAIN) from None
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        hint = "Make it searchable first, with a program for text recognition (OCR)."
        raise UnreadableError("this PDF is a scan: its pages are pictures without text", hint)
    notices = (f"no text on {_numbers(empty)}: pictures or empty pages",) if empty else ()
    notices = (*notices, *hidden.notices("".join(unseen)), *_replaced(data, pages))
    lines, furniture = _without_furniture(pages)
    if furniture:
        notices = (*notices, f"left out page headers and footers: {'; '.join(f'“{text}”' for text in furniture[:4])}")
    found = _paragraphs(lines)
    title, author = _said(said, "Title"), _said(said, "Author")
    texts, places = tuple(text for text, _ in found), tuple(page for _, page in found)
    return Reading("pdf", texts, places, title=title, author=(author,) if author else (), notices=notices)


def _replaced(data: bytes, pages: list[list[_Line]]) -> tuple[str, ...]:
    """Return a notice if the file says words in place of those that it shows. They are read as the file says them."""
    words = not_shown(data, ["\n".join(line.text for line in lines) for lines in pages])
    if not words:
        return ()
    shown = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
    return (f"{len(words)} word{'s' * (len(words) > 1)} of this file cannot be seen on its pages, which show others: “{shown}”",)


def _opened(data: bytes) -> Any:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnreadableError("this PDF has a password", "Open it with its password and save it without one.") from None
        raise UnreadableError("this file is not a PDF, or is damaged", _AGAIN) from None
    if len(document) > _MOST:
        what = f"this PDF has {len(document):,} pages, but briefing reads at most {_MOST:,}"
        raise UnreadableError(what, "Save the pages that you need as a new PDF.")
    return document


def _said(metadata: dict[str, str], key: str) -> str:
    """Return a property of a PDF; empty if it looks like the default value of a program."""
    value = str(metadata.get(key, "")).strip()
    return (
        ""
        if re.search(r"^(microsoft word\b|untitled|\(?unspecified|\(?anonymous)|\.(docx?|pdf|tex|indd)$", value, re.IGNORECASE)
        else value
    )


def _numbers(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:8])) + (" …" if len(pages) > 8 else "")
    return f"page {shown}" if len(pages) == 1 else f"pages {shown}"


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(page: Any, number: int, unseen: list[str]) -> Iterator[_Line]:
    """Yield the lines of a page in the order of its content. A word divided at the end of a line keeps its hyphen.

    Args:
        page: The page.
        number: Its number.
        unseen: Where letters that nobody can see are put.
    """
    import pypdfium2.raw as raw

    text = page.get_textpage()
    eye = Unseen(page, text)
    characters: list[str] = []
    first = last = -1
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, place)
        character = chr(code) if code < 0x110000 else "\ufffd"
        if character in _BREAKS or character in _HYPHENS:
            if character in _HYPHENS:
                characters.append("-")
            yield from _line(text, characters, first, last, number)
            characters, first = [], -1
            unseen.append(" " if unseen else "")
            continue
        if eye.is_unseen(place):
            unseen.append(character)
            continue
        characters.append(character)
        if not character.isspace():
            first, last = (place if first < 0 else first), place
    yield from _line(text, characters, first, last, number)
    text.close()


def _line(text: Any, characters: list[str], first: int, last: int, number: int) -> Iterator[_Line]:
    if first < 0:
        return
    (left, low, high), (_, other_low, other_high) = _extent(text, first), _extent(text, last)
    right = text.get_charbox(last, loose=True)[2]
    words = " ".join(_whole("".join(characters)).split())
    yield _Line(words, number, left, right, min(low, other_low), max(high, other_high))


def _extent(text: Any, place: int) -> tuple[float, float, float]:
    """Return the left side of a character, and the lower and the upper edge of its line.

    The edges come from the size of the typeface, not from the box of the character. In many files the box is only as high as the letter,
    so that a line of small letters would seem to be in a smaller size.
    """
    import pypdfium2.raw as raw

    x, baseline, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(text, place, x, baseline)
    scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(text, place, matrix) else 1.0
    size = raw.FPDFText_GetFontSize(text, place) * scale
    return text.get_charbox(place, loose=True)[0], baseline.value - _BELOW * size, baseline.value + _ABOVE * size


def _whole(text: str) -> str:
    """Join the halves of characters that pdfium counts as two (UTF-16)."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# ── furniture ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _without_furniture(pages: list[list[_Line]]) -> tuple[list[_Line], list[str]]:
    """Return the lines without page headers and footers, and the headers and footers. They repeat on other pages, except for numbers."""
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_shape(line) for line in _edges(lines)})
    filled = sum(1 for lines in pages if lines)
    least = max(2, min(3, filled // 2)) if filled > 1 else 2
    repeated = {shape for shape, count in counts.items() if count >= least}
    kept: list[_Line] = []
    dropped: dict[str, str] = {}
    for lines in pages:
        edges = _edges(lines)
        for line in lines:
            if line in edges and (_shape(line) in repeated or re.fullmatch(r"\W*\d{1,4}\W*", line.text)):
                dropped.setdefault(_shape(line), line.text)
            else:
                kept.append(line)
    return kept, list(dropped.values())


def _edges(lines: list[_Line]) -> list[_Line]:
    """Return the lines at the upper and the lower edge of a page that have a gap to the text, at most three at each edge."""
    ordered = sorted(lines, key=lambda line: -line.top)
    return [*_apart(ordered), *_apart(ordered[::-1])]


def _apart(ordered: list[_Line]) -> list[_Line]:
    for count in range(1, min(4, len(ordered))):
        near, far = ordered[count - 1], ordered[count]
        if max(near.bottom - far.top, far.bottom - near.top) > 0.5 * near.height:
            return ordered[:count]
    return []


def _shape(line: _Line) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.lower())


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _paragraphs(lines: list[_Line]) -> list[tuple[str, int]]:
    """Join lines to paragraphs. Return each paragraph with the page on which it begins."""
    if not lines:
        return []
    pitch, measure = _pitch(lines), statistics.median(line.right - line.left for line in lines)
    known = Counter(word.lower() for line in lines for word in re.findall(r"[\w-]*\w", line.text))
    divides = sum(line.text.endswith("-") for line in lines) > 0.02 * len(lines)
    groups: list[list[_Line]] = [[lines[0]]]
    for before, line in itertools.pairwise(lines):
        if _begins(before, line, groups[-1], pitch, measure):
            groups.append([])
        groups[-1].append(line)
    return [(_joined([line.text for line in group], known, divides=divides), group[0].page) for group in groups]


def _pitch(lines: list[_Line]) -> float:
    """Return the usual distance from line to line, in points."""
    steps = [
        before.bottom - line.bottom
        for before, line in itertools.pairwise(lines)
        if before.page == line.page and 0 < before.bottom - line.bottom < 4 * max(before.height, 1)
    ]
    return statistics.median(steps) if steps else 14.0


def _begins(before: _Line, line: _Line, group: list[_Line], pitch: float, measure: float) -> bool:
    """Say whether a line begins a paragraph: after a gap or a short last line, with an indent, or in another size."""
    if before.page != line.page or line.bottom > before.bottom + pitch:  # another page or another column
        return not _goes_on(before, line, measure)
    if abs(before.height - line.height) > 0.15 * max(before.height, line.height) and len(line.text) > 3:
        return True
    if before.bottom - line.bottom > 1.25 * pitch:
        return True
    left = min(each.left for each in group)
    right = max(each.right for each in group)
    indented = line.left - left > 0.6 * line.height and len(group) > 1 and bool(_END.search(before.text))
    short = right - before.right > 0.2 * (right - left) and bool(_END.search(before.text))
    return indented or short


def _goes_on(before: _Line, line: _Line, measure: float) -> bool:
    """Say whether a sentence goes on across a page or a column."""
    if before.text.endswith("-"):
        return True
    full = before.right - before.left > 0.75 * measure and abs(before.height - line.height) < 0.15 * before.height
    return not _END.search(before.text) and (full or line.text[:1].islower())


def _joined(texts: list[str], known: Counter[str], *, divides: bool) -> str:
    """Join the lines of a paragraph.

    Args:
        texts: The lines.
        known: How often the whole text has each word.
        divides: Whether the text divides words at the ends of lines, so that a hyphen there seldom belongs to the word.
    """
    whole = texts[0]
    for text in texts[1:]:
        divided = re.search(r"(\w+)[-\u2010]$", whole)
        rest = re.match(r"\w+", text)
        if divided and rest and rest[0][0].islower():
            whole = (whole if _keeps_hyphen(divided[1], rest[0], known, divides=divides) else whole[:-1]) + text
        else:
            whole = f"{whole} {text}" if not divided else f"{whole}{text}"
    return whole


def _keeps_hyphen(start: str, rest: str, known: Counter[str], *, divides: bool) -> bool:
    """Say whether the hyphen at the end of a line belongs to the word: the rest of the text shows how the word is spelled."""
    with_hyphen, without = known[f"{start}-{rest}".lower()], known[f"{start}{rest}".lower()]
    return with_hyphen > without or (with_hyphen == without and not divides)

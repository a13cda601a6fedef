"""Reading PDF files: pdfium gives the letters of each page. Lines, columns and paragraphs are found by the places of the letters.

Running heads, page numbers and line numbers are left out. Footnotes are put at the end, and their marks are taken out of the text.
"""

from __future__ import annotations

import dataclasses
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.document import page_labels
from briefing.originals.readers import (
    hidden,
    lexicon,
    pdf_annotations,
    pdf_beside,
    pdf_blacked,
    pdf_first_page,
    pdf_formulas,
    pdf_front,
    pdf_notices,
    pdf_shapes,
    pdf_struck,
    pdf_tables,
    pdf_tags,
    pdf_titles,
    pdf_trust,
)
from briefing.originals.readers.east_asian import is_wide
from briefing.originals.readers.pdf_blocks import Block
from briefing.originals.readers.pdf_columns import Column, columns
from briefing.originals.readers.pdf_flow import flow
from briefing.originals.readers.pdf_furniture import without_furniture
from briefing.originals.readers.pdf_hyphens import spelling
from briefing.originals.readers.pdf_letters import Letters, letters
from briefing.originals.readers.pdf_line_numbers import counted, without_line_numbers
from briefing.originals.readers.pdf_lines import Line, lines, usual_size
from briefing.originals.readers.pdf_margins import layout
from briefing.originals.readers.pdf_marks import Marks, affiliations
from briefing.originals.readers.pdf_notes import LETTERS, Note, label, without_label, without_notes
from briefing.originals.readers.pdf_paragraphs import blocks, text_of
from briefing.originals.readers.pdf_rows import doubt_verse, doubt_wrapped
from briefing.originals.readers.pdf_strips import Rule, Strip
from briefing.originals.readers.pdf_upright import turn_upright
from briefing.originals.readers.result import Reading
from briefing.system.confined.limits import UnreadableError

_MOST = 2_000
"""How many pages a file may have."""
_AGAIN = "Download it again, or print it to a new PDF."
_FEW = 3
"""Pages of a text in which the space between two columns need not come twice to be known."""
_PROSE = 20
"""Words of a paragraph of prose at least. A form, such as a bill, has none; its names are not those of authors."""
_OFTEN, _HUGE = 2, 2.5
"""Words that are turned otherwise than the text are left out if they come so often, or if they are so many times as large as the text."""


@dataclass(slots=True)
class Pages:
    """What is on the pages of a PDF."""

    lines: list[list[Line]] = field(default_factory=list)
    letters: list[Letters] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    """The left, lower, right and upper edge of each page."""
    labels: list[str] = field(default_factory=list)
    """The number of each page as the file states it."""
    heights: list[tuple[float, float]] = field(default_factory=list)
    """The lower and the upper edge of each page, as it is read."""
    turns: list[int] = field(default_factory=list)
    """The quarters of a turn by which the text of each page is turned."""
    rules: list[list[pdf_shapes.Shape]] = field(default_factory=list)
    """The rules that are drawn on each page."""
    remarks: list[Block] = field(default_factory=list)
    """Texts that were written into the margins."""
    beside: list[list[Line]] = field(default_factory=list)
    """Lines of each page that are turned otherwise than its text."""
    notices: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Text:
    """The paragraphs of a PDF."""

    blocks: list[tuple[str, Block]]
    """Each paragraph with its lines."""
    pages: Pages
    notices: list[str]
    doubts: dict[int, str]
    """Why a page cannot be trusted."""
    front: pdf_front.Front
    printed: str
    """The numbers that are printed on the pages, in order; empty if they are not known."""


def read_pdf(data: bytes) -> Reading:
    """Read a PDF. Each paragraph has the page on which it begins.

    Raises:
        UnreadableError: The PDF has a password, is damaged, has too many pages, or is a scan.
    """
    text = read_text(data)
    found = [(words, block) for words, block in text.blocks if words]
    pages = tuple(block.page for _, block in found)
    doubts = tuple(
        (number, reason)
        for number, (_, block) in enumerate(found, 1)
        for reason in (*block.doubts, *(text.doubts.get(page, "") for page in sorted({line.page for line in block.lines})))
        if reason
    )
    front = text.front
    return Reading(
        "pdf",
        tuple(words for words, _ in found),
        pages,
        printed=text.printed,
        title=front.title,
        author=front.authors,
        issued=front.issued,
        language=front.language,
        doi=front.doi,
        work=dict(front.work),
        notices=tuple(text.notices),
        doubts=doubts,
    )


def read_text(data: bytes) -> Text:
    """Read the paragraphs of a PDF with their lines.

    Raises:
        UnreadableError: The PDF has a password, is damaged, has too many pages, or is a scan.
    """
    pages = _pages(data)
    shown = ["\n".join(line.text for line in lines) for lines in pages.lines]
    doubts: dict[int, str] = {}
    notices = list(pages.notices)
    notices += pdf_notices.doubtful(pages.letters, doubts)
    for number, each in enumerate(pages.letters, 1):
        if each.scanned and each.count:
            doubts.setdefault(number, "its words come from text recognition (OCR)")
        if each.upright:
            doubts.setdefault(number, "its lines run from top to bottom, and their order is a guess")
    notices += pdf_notices.about_replaced(data, shown)
    first_page = pdf_first_page.rows(next(filter(None, pages.lines), []))
    kept, numbers = without_line_numbers(pages.lines)
    before = sum(map(len, kept))
    kept, furniture, first = without_furniture(kept, pages.heights)
    notices += pdf_notices.about_furniture(furniture, before - sum(map(len, kept)))
    notices += filter(None, [counted(numbers)])
    done = [*(_by_tags(data, kept, notices) or _by_places(kept, pages, notices)), *pages.remarks]
    known = spelling(line.text.removeprefix(line.initial) for block in done for line in block.lines)
    guesses: list[tuple[str, int]] = []
    found = [(text_of(block.lines, known, guesses), block) for block in done]
    notices += pdf_notices.about_hyphens(guesses)
    notices += pdf_notices.about_glued(found)
    doubt_verse(done)
    notices += pdf_notices.about_torn(done)
    notices += pdf_notices.about_unsaid(done)
    notices += pdf_notices.about_blacked(found)
    notices += pdf_notices.about_half_covered(done)
    notices += pdf_notices.about_struck(done)
    notices += pdf_notices.about_formulas(pdf_formulas.mark(done))
    front = _front(data, first_page, found)
    return Text(found, pages, notices, doubts, front, _printed(pages, first))


def _printed(pages: Pages, first: int | None) -> str:
    """Return the numbers that are printed on the pages: those at their edges, else those that the file states for them."""
    count = len(pages.lines)
    if first is not None:
        return page_labels.write([str(number) if number > 0 else "" for number in range(first, first + count)])
    is_plain = all(label in ("", str(number)) for number, label in enumerate(pages.labels, 1))
    return "" if is_plain else page_labels.write(pages.labels)


def _front(data: bytes, page: Sequence[pdf_first_page.Row], found: Sequence[tuple[str, Block]]) -> pdf_front.Front:
    """Return what the first page and the metadata say of the text. The language is that of its words if nothing says it."""
    words = Counter(word for text, _ in found if not pdf_titles.is_in_capitals(text) for word in re.findall(r"[^\W\d_]+", text))
    first = [text for text, block in found if block.kind != "note" and block.page == found[0][1].page]
    usual = usual_size(line for _, block in found for line in block.lines)
    front = pdf_front.front(data, page, first, words, usual)
    if all(len(text.split()) < _PROSE for text, _ in found):
        front = dataclasses.replace(front, authors=front.said)
    small: Counter[str] = Counter()
    for word, count in words.items():
        small[word.lower()] += count
    return dataclasses.replace(front, language=front.language or lexicon.language_of(small))


def _by_places(kept: Sequence[list[Line]], pages: Pages, notices: list[str]) -> list[Block]:
    """Return the paragraphs as the places of the lines say."""
    # The upper half of the pages decides which size the text has: notes may have more words than the text above them.
    usual = usual_size(line for lines in kept for line in lines if line.base >= (lines[0].base + lines[-1].base) / 2)
    rules = [
        [pdf_shapes.turned(rule, turn) for rule in rules] if turn < 4 else [] for turn, rules in zip(pages.turns, pages.rules, strict=True)
    ]
    margins = pdf_beside.beside([pdf_tables.with_rows(*page) for page in zip(kept, rules, strict=True)])
    notices += margins.notices()
    ordered = _ordered(margins.main, [pdf_tables.level(each) for each in rules])
    notes = without_notes(ordered, usual)
    marks = _settled([[line for column in page for line in column.lines] for page in ordered], notes)
    notices += pdf_notices.about_notes(notes, marks)
    every = [column for page in ordered for column in page]
    measured = layout(every, usual)
    done = flow([*margins.placed(blocks(every, measured)), *_turned(pages, usual, notices)], measured)
    notices += pdf_notices.about_joins(done.joins, done.guesses)
    found = {mark for mark, _ in marks.taken}
    return [*done.blocks, *(Block(note.lines, "note", doubts=note.doubts(found)) for note in notes)]


def _by_tags(data: bytes, kept: Sequence[list[Line]], notices: list[str]) -> list[Block]:
    """Return the paragraphs as the tags of the file say; nothing if it has none, or none that fit."""
    margins = pdf_beside.beside(kept)
    found = pdf_tags.blocks(data, kept, margins)
    if found is None:
        return []
    notices += margins.notices()
    body = [block for block in found if block.kind != "note"]
    doubt_wrapped(body)
    notes = [Note(label(block.lines[0], LETTERS) or "", block.page, block.lines) for block in found if block.kind == "note"]
    by_page: list[list[Line]] = [[] for _ in kept]
    for block in body:
        for line in block.lines:
            by_page[line.page - 1].append(line)
    marks = _settled(by_page, notes)
    notices += pdf_notices.about_artifacts(kept)
    notices += pdf_notices.about_notes(notes, marks)
    notices += pdf_notices.about_joins([(block.page, block.lines[-1].page) for block in body if block.page != block.lines[-1].page])
    return [*body, *(Block(note.lines, "note") for note in notes)]


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pages(data: bytes) -> Pages:
    import pypdfium2 as pdfium

    document = _opened(data)
    found = Pages()
    unseen: list[str] = []
    try:
        for number in range(len(document)):
            page = document[number]
            found.letters.append(letters(page))
            drawn = pdf_shapes.shapes(page)
            pdf_blacked.black_out(page, found.letters[-1], drawn.boxes)
            pdf_struck.mark_struck(found.letters[-1], drawn.rules)
            found.rules.append(drawn.rules)
            unseen += [*found.letters[-1].unseen, " "]
            found.boxes.append(page.get_bbox())
            found.labels.append(document.get_page_label(number))
            page.close()
    except pdfium.PdfiumError:
        raise UnreadableError("this file is damaged", _AGAIN) from None
    finally:
        document.close()
    pdf_trust.put_right(found.letters)
    added = pdf_annotations.words(data)
    found.notices += added.notices
    for number, each in enumerate(found.letters, 1):
        printed = each.turned.setdefault(0, [])
        printed += added.pieces.get(number, ())
        texts = added.texts.get(number, ())
        margin = [text for text in texts if pdf_annotations.beside(text, printed)]
        printed += (piece for text in texts if text not in margin for piece in text)
        found.remarks += (Block(lines(text, number), "aside") for text in margin)
        if each.scanned:
            _level_sizes(each)
        turn_upright(each)
        _turn(found, each, number)
    empty = [number for number, lines in enumerate(found.lines, 1) if not lines]
    if len(empty) == len(found.lines):
        hint = "Make it searchable first, with a program for text recognition (OCR)."
        raise UnreadableError("this PDF is a scan: its pages are pictures without text", hint)
    if empty:
        found.notices.append(f"no text on {pdf_notices.numbered(empty)}: pictures or empty pages")
    scanned = [number for number, each in enumerate(found.letters, 1) if each.scanned and each.count]
    if scanned:
        found.notices.append(f"the words of {pdf_notices.numbered(scanned)} come from text recognition (OCR) and may have mistakes")
    upright = [number for number, each in enumerate(found.letters, 1) if each.upright]
    if upright:
        found.notices.append(f"the lines of {pdf_notices.numbered(upright)} run from top to bottom: compare their order with the page")
    found.notices += hidden.notices("".join(unseen))
    return found


def _turn(found: Pages, page: Letters, number: int) -> None:
    """Add the lines of a page. Most of its text decides how it is turned."""
    by_turn = sorted(page.turned, key=lambda turn: -sum(len(piece.text) for piece in page.turned[turn]))
    turn = by_turn[0] if by_turn else 0
    left, bottom, right, top = found.boxes[number - 1]
    found.heights.append({0: (bottom, top), 1: (-right, -left), 2: (-top, -bottom), 3: (left, right)}.get(turn, (bottom, top)))
    found.turns.append(turn)
    found.lines.append(lines(page.turned.get(turn, ()), number))
    found.beside.append([line for other in by_turn[1:] for line in lines(page.turned[other], number)])


def _level_sizes(page: Letters) -> None:
    """Give words of about one size the same size: a program for text recognition measures each word or line anew."""
    for pieces in page.turned.values():
        usual = statistics.median(piece.size for piece in pieces) if pieces else 1.0
        for piece in pieces:
            if 0.75 < piece.size / usual < 1.33:
                piece.size = usual


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


# ── columns and notes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ordered(pages: Sequence[list[Line]], rules: Sequence[Sequence[Rule]]) -> list[list[Column]]:
    """Return the columns of each page. The spaces between columns that several pages have are looked for on all."""
    first = [columns(lines, (), each) for lines, each in zip(pages, rules, strict=True)]
    every = [strip for _, strips in first for strip in strips]
    if not every:
        return [found for found, _ in first]
    known = _common(every, 1 if len(pages) <= _FEW else 2)
    return [columns(lines, known, each)[0] if lines else [] for lines, each in zip(pages, rules, strict=True)]


def _common(strips: Sequence[Strip], least: int) -> list[Strip]:
    """Return the strips that are at the same place so many times at least."""
    found: list[Strip] = []
    for strip in strips:
        near = [other for other in strips if abs(sum(other) - sum(strip)) < 16]
        if len(near) >= least and not any(abs(sum(other) - sum(strip)) < 24 for other in found):
            found.append((statistics.median(low for low, _ in near), statistics.median(high for _, high in near)))
    return found


def _settled(pages: Sequence[list[Line]], notes: Sequence[Note]) -> Marks:
    """Decide about all raised letters, page by page."""
    marks = Marks()
    for number, found in enumerate(pages, 1):
        here = [note for note in notes if note.page == number]
        marks.labels = {note.label for note in here}
        marks.affiliations = affiliations(found)
        marks.bracketed = any(note.lines[0].text.startswith("(") for note in here if note.lines)
        for line in found:
            marks.settle(line)
        for note in here:
            without_label(note)
    inside = Marks()
    for note in notes:
        for line in note.lines:
            inside.settle(line)
    return marks


def _turned(pages: Pages, usual: float, notices: list[str]) -> list[Block]:
    """Return the lines that are turned otherwise than the text of their page. Watermarks and words in the margins are left out and told."""
    every = [line for beside in pages.beside for line in beside if len(line.text) > 1 or is_wide(line.text)]
    often = Counter(line.text for line in every)
    kept = [line for line in every if often[line.text] < _OFTEN and line.size < _HUGE * usual]
    gone = [line for line in every if line not in kept]
    if gone:
        shown = "; ".join(f"“{text}”" for text in list(dict.fromkeys(line.text for line in gone))[:4])
        what = pdf_notices.counted(len(gone), "line")
        notices.append(f"left out {what} across or beside the pages, the first on page {gone[0].page}: {shown}")
    return [Block([line], "aside") for line in kept]

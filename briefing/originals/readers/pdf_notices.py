"""What is told of the reading of a PDF: what was left out, joined or guessed, how often, and on which page first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from briefing.originals.readers import pdf_trust
from briefing.originals.readers.pdf_blacked import SIGN
from briefing.originals.readers.pdf_blocks import Block
from briefing.originals.readers.pdf_flow import BEGUN, TORN
from briefing.originals.readers.pdf_letters import Letters, Piece
from briefing.originals.readers.pdf_lines import Line, spelled
from briefing.originals.readers.pdf_marks import Marks
from briefing.originals.readers.pdf_notes import UNMARKED, Note
from briefing.originals.readers.pdf_replaced import not_shown
from briefing.originals.readers.pdf_rows import VERSE, WRAPPED

_SHOWN = 12
"""Words that a notice quotes."""
_UNKNOWN = 0.02
"""The part of the letters of a page that are not known from which the page is doubtful."""


def doubtful(pages: Sequence[Letters], doubts: dict[int, str]) -> Iterator[str]:
    """Yield notices about letters that are not known, page by page, and note these pages."""
    mixed = [number for number, each in enumerate(pages, 1) if any(pdf_trust.is_mixed(group) for group in each.turned.values())]
    if mixed:
        doubts.update(dict.fromkeys(mixed, "its words mix letters of several scripts, so the file gives wrong letters"))
        yield f"the words on {numbered(mixed)} mix letters of several scripts, so the file gives wrong letters there"
    unknown = [(number, each.unknown, each.count) for number, each in enumerate(pages, 1) if each.unknown]
    for number, count, every in unknown:
        if count > _UNKNOWN * every:
            doubts[number] = "the file does not say what many letters of this page mean"
        else:
            doubts.setdefault(number, "the file does not say what some letters of this page mean")
    if unknown:
        total = sum(count for _, count, _ in unknown)
        on = numbered([number for number, _, _ in unknown])
        yield f"the file does not say what {counted(total, 'letter')} mean{'s' * (total == 1)}, on {on}: they are written as \ufffd"
    crowded = [number for number, each in enumerate(pages, 1) if each.crowded]
    if crowded:
        doubts.update((number, "the page has so many boxes that words may be hidden or blacked out without a sign") for number in crowded)
        have = "has" if len(crowded) == 1 else "have"
        yield f"{numbered(crowded)} {have} so many boxes that words may be hidden or blacked out without a sign"
    mended = [(number, each.mended) for number, each in enumerate(pages, 1) if each.mended]
    if mended:
        total = sum(count for _, count in mended)
        yield f"put {counted(total, 'letter')} right that the file gives wrongly, the first on page {mended[0][0]}"


def about_furniture(found: Sequence[tuple[str, int]], count: int) -> Iterator[str]:
    """Yield a notice about running heads and feet.

    Args:
        found: Each of them once, with its first page.
        count: How many lines were left out.
    """
    if not found:
        return
    shown = "; ".join(f"“{text}”" for text, _ in found[:4]) + (f" and {len(found) - 4} others" if len(found) > 4 else "")
    first = min(page for _, page in found)
    yield f"left out {counted(count, 'line')} of page headers and footers, the first on page {first}: {shown}"


def about_artifacts(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Yield a notice about what the tags of the file call no part of its text."""
    every = ((spelled([piece for piece in line.pieces if piece.artifact]), line.page) for lines in pages for line in lines)
    found = [(text, page) for text, page in every if any(map(str.isalnum, text))]
    if found:
        shown = "; ".join(f"“{text}”" for text, _ in found[:4]) + (f" and {len(found) - 4} others" if len(found) > 4 else "")
        yield f"left out {counted(len(found), 'line')} that the file calls no part of its text, the first on page {found[0][1]}: {shown}"


def about_notes(notes: Sequence[Note], marks: Marks) -> Iterator[str]:
    """Yield notices about footnotes and their marks."""
    if notes:
        yield f"put {counted(len(notes), 'footnote')} at the end, the first from page {notes[0].page}"
    if marks.taken:
        mark, page = marks.taken[0]
        yield f"left out {counted(len(marks.taken), 'mark')} of notes in the text, the first (“{mark}”) on page {page}"
    if marks.doubtful:
        shown = ", ".join(f"“{word}” (page {page})" for word, page in marks.doubtful[:4])
        few = "1 raised number belongs" if len(marks.doubtful) == 1 else f"{len(marks.doubtful)} raised numbers belong"
        yield f"it is not certain whether {few} to a note: {shown}"


def about_joins(joins: Sequence[tuple[int, int]], guesses: Sequence[int] = ()) -> Iterator[str]:
    """Yield notices about paragraphs that were joined across pages: the pages of their parts, and those of guesses."""
    if joins:
        yield f"joined {counted(len(joins), 'paragraph')} across pages, the first from page {joins[0][0]} to page {joins[0][1]}"
    if guesses:
        what = "1 paragraph is" if len(guesses) == 1 else f"{len(guesses)} paragraphs are"
        yield f"{what} joined although a sentence ends at the end of the page or column, which is a guess, the first on page {guesses[0]}"


def about_hyphens(guesses: Sequence[tuple[str, int]]) -> Iterator[str]:
    """Yield a notice about divided words that may have a hyphen or not, each with its page."""
    if guesses:
        shown = ", ".join(f"“{word}” (page {page})" for word, page in guesses[:4])
        words = "1 word that a line divides has" if len(guesses) == 1 else f"{len(guesses)} words that lines divide have"
        yield f"it is not certain whether {words} a hyphen: {shown}"


def about_glued(found: Sequence[tuple[str, Block]]) -> Iterator[str]:
    """Yield a notice about paragraphs that have a sign where spaces should be, and note these."""
    glued = [block for text, block in found if pdf_trust.is_glued(text)]
    for block in glued:
        block.doubts.append("it has a sign where spaces should be, so the file gives wrong letters")
    if glued:
        what = "1 paragraph has" if len(glued) == 1 else f"{len(glued):,} paragraphs have"
        yield f"{what} a sign where spaces should be, the first on page {glued[0].page}: the file gives wrong letters there"


def about_torn(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield notices about paragraphs that may go on elsewhere, rows whose lines may be mixed, and footnotes without a mark."""
    for reasons, one, more, what in (
        ((TORN, BEGUN), "paragraph", "paragraphs", "may go on or begin elsewhere"),
        ((WRAPPED,), "row of a table or of columns", "rows of tables or of columns", "may be mixed with the next line"),
        ((VERSE,), "paragraph", "paragraphs", "may be lines of verse"),
        ((UNMARKED,), "footnote", "footnotes", "without a mark in the text may be something else"),
    ):
        found = [block for block in blocks if any(reason in block.doubts for reason in reasons)]
        if found:
            yield f"{len(found):,} {one if len(found) == 1 else more} {what}, the first on page {found[0].page}: compare with the page"


def about_unsaid(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield a notice about paragraphs with letters or digits whose meaning the file does not say, and note these."""
    found = [block for block in blocks if any(_is_unsaid(piece) for line in block.lines for piece in line.pieces)]
    for block in found:
        block.doubts.append("the file does not say what its letters or digits mean, so they may be others")
    if found:
        what = "1 paragraph" if len(found) == 1 else f"{len(found):,} paragraphs"
        on = numbered(sorted({block.page for block in found}))
        yield f"the file does not say what letters or digits of {what} mean, on {on}: they may be others, so compare with the page"


def _is_unsaid(piece: Piece) -> bool:
    return piece.unsaid > 0 and any(map(str.isalnum, piece.text))


def about_blacked(found: Sequence[tuple[str, Block]]) -> Iterator[str]:
    """Yield a notice about words that are blacked out on the page, and note their paragraphs."""
    blacked = [(text.count(SIGN), block) for text, block in found if SIGN in text]
    for _, block in blacked:
        block.doubts.append(f"words are blacked out in it, and each place is written as {SIGN}")
    if blacked:
        places = counted(sum(count for count, _ in blacked), "place")
        yield f"words are blacked out at {places}, the first on page {blacked[0][1].page}: each is written as {SIGN}"


def about_half_covered(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield a notice about words that something covers in part, and note their paragraphs."""
    if found := _doubted(blocks, lambda piece: piece.half, "something that is drawn over the page covers words of it in part"):
        words = f"{counted(len(found), 'word')} {'is' if len(found) == 1 else 'are'} covered in part"
        yield f"{words} by what is drawn over the page, {_first(found)}"


def about_struck(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield a notice about words that are struck through, and note their paragraphs."""
    if found := _doubted(blocks, lambda piece: piece.struck, "words of it are struck through"):
        verb = "is" if len(found) == 1 else "are"
        yield f"{counted(len(found), 'word')} that {verb} struck through {verb} read all the same, {_first(found)}"


def _doubted(blocks: Sequence[Block], is_meant: Callable[[Piece], bool], doubt: str) -> list[tuple[Piece, Block]]:
    """Return words with their paragraphs, and note a doubt about each of these."""
    found = [(piece, block) for block in blocks for line in block.lines for piece in line.pieces if is_meant(piece)]
    for block in dict.fromkeys(block for _, block in found):
        block.doubts.append(doubt)
    return found


def _first(found: Sequence[tuple[Piece, Block]]) -> str:
    piece, block = found[0]
    return f"the first (“{piece.text}”) on page {block.page}"


def about_formulas(found: Sequence[Block]) -> Iterator[str]:
    """Yield a notice about paragraphs that have formulas."""
    if found:
        what = "1 paragraph has a formula" if len(found) == 1 else f"{len(found):,} paragraphs have formulas"
        yield f"{what} or letters above or below the line, the first on page {found[0].page}: compare with the page"


def about_replaced(data: bytes, shown: Sequence[str]) -> tuple[str, ...]:
    """Return a notice if the file says words in place of those that it shows. They are read as the file says them."""
    words = not_shown(data, shown)
    if not words:
        return ()
    shown_words = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
    return (f"{len(words)} word{'s' * (len(words) > 1)} of this file cannot be seen on its pages, which show others: “{shown_words}”",)


def numbered(pages: Sequence[int]) -> str:
    """Return the numbers of pages as words."""
    shown = ", ".join(map(str, pages[:8])) + (" …" if len(pages) > 8 else "")
    return f"page {shown}" if len(pages) == 1 else f"pages {shown}"


def counted(number: int, noun: str) -> str:
    """Return a number with a noun."""
    return f"{number:,} {noun}{'s' * (number != 1)}"

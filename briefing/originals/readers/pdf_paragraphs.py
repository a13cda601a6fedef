"""The paragraphs of a PDF: lines that belong together, also across columns and pages. Headings, captions and rows of tables are apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.originals.readers.east_asian import is_wide
from briefing.originals.readers.lexicon import lexicon
from briefing.originals.readers.pdf_blacked import SIGN
from briefing.originals.readers.pdf_blocks import Block
from briefing.originals.readers.pdf_columns import Column
from briefing.originals.readers.pdf_ends import BULLET, END, HYPHEN, ITEM, STOP
from briefing.originals.readers.pdf_hyphens import Guess, Spelling, joined
from briefing.originals.readers.pdf_lines import Line
from briefing.originals.readers.pdf_margins import APART, Layout, Margins
from briefing.originals.readers.pdf_rows import doubt_wrapped, has_label, has_label_beside, is_row

_NUMBERED = re.compile(r"(\d{1,3})[.)]\s?(?=[^\W\d_])")
_DATED = re.compile(r"(?:[^\W\d_]{3,9}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,9}(?:\s\d{4})?|\d{4})(?:\s?[–-]\s?\d{1,4})?\s?[–—:]\s")
"""The date before an entry of a calendar or a chronology."""
_CAPTION = re.compile(
    r"(?:(?:supplementary |extended data )?(?:table|figure|fig|tab|map|chart|box|plate|photo|graph|diagram|exhibit|"
    r"abbildung|abb|tabelle|karte|"
    r"tableau|graphique|carte|cuadro|tabla|gráfico|figura|mapa|таблица|рисунок|рис|карта))\.?\s*(?:\d+|[IVXL]+|[A-Z])?(?:[.-]\d+)*\s*[a-z]?\s*([.:|–—]|$|(?=[A-Z]))",
    re.IGNORECASE,
)
_ROOM = 2.5
"""Room at the end of a line of Chinese or Japanese from which its paragraph ends, as a share of the size."""


def is_caption(text: str) -> bool:
    """Say whether a line begins a caption: a name such as Figure, a number, and a stop."""
    found = _CAPTION.match(text)
    return found is not None and found[1] != "" and any(map(str.isdigit, found[0]))


# ── lines to blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def blocks(columns: Sequence[Column], layout: Layout) -> list[Block]:
    """Group the lines of all columns, in reading order."""
    found: list[Block] = []
    for column in columns:
        margins = Margins(column, layout)
        group: list[Line] = []
        first = len(found)
        for number, line in enumerate(column.lines):
            after = column.lines[number + 1] if number + 1 < len(column.lines) else None
            if group and _begins(group, line, after, margins, layout):
                found.append(_block(group, margins, layout))
                group = []
            group.append(line)
        if group:
            found.append(_block(group, margins, layout))
        doubt_wrapped(found[first:])
        if column.cell:
            for block in found[first:]:
                block.kind = "row" if block.kind in ("body", "aside") else block.kind
    return found


def _block(lines: list[Line], margins: Margins, layout: Layout) -> Block:
    text, first = lines[0].text, lines[0]
    caption = _CAPTION.match(text)
    kind = "body"
    if is_row(first) and len(lines) == 1:
        kind = "row"
    elif caption and (first.size < 0.97 * layout.usual or caption[1] or first.bold or caption.end() == len(text)):
        kind = "caption"
    elif sum(len(line.text) for line in lines) < 220 and (first.size > 1.08 * layout.usual or first.bold) and not text[:1].islower():
        kind = "heading"
    elif first.size < 0.9 * layout.usual:
        kind = "aside"
    return Block(lines, kind, margins.indent(first) < 0.4, margins.right - lines[-1].right)


def _begins(group: list[Line], line: Line, after: Line | None, margins: Margins, layout: Layout) -> bool:
    """Say whether a line begins a paragraph."""
    before = group[-1]
    if (
        HYPHEN.search(before.text)
        and re.match(r"\w", line.text)
        and abs(before.size - line.size) < 0.15 * before.size
        and not is_row(before)
    ):
        return False
    if (
        is_row(line)
        or (is_row(before) and not has_label_beside(before, line, margins))
        or not any(letter.isalnum() or letter == SIGN for letter in before.text)
    ):
        return True
    unfinished = not END.search(before.text) and line.text[:1].islower()
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size) and len(line.text) > 3 and len(before.text) > 3:
        return True
    gap = (before.base - line.base) / max(layout.pitch(line), layout.pitch(before), 0.9 * line.size)
    if gap > 1.9 or (gap > APART and not (unfinished and not margins.is_short(before, line))):
        return True
    if unfinished and not (before.bold and not line.bold) and before.mono == line.mono:
        return False
    return _begins_by_style(group, line, margins) or _begins_by_place(group, line, after, margins, layout)


def _begins_by_style(group: Sequence[Line], line: Line, margins: Margins) -> bool:
    """Say whether a line begins a paragraph because a heading ends or begins."""
    before = group[-1]
    if before.mono != line.mono:
        return True
    if before.bold != line.bold:
        return bool(before.bold and all(each.bold for each in group)) or bool(END.search(before.text)) or margins.is_short(before, line)
    if before.italic != line.italic:
        return margins.is_short(before, line) and not line.text[:1].islower()
    return before.text.isupper() != line.text.isupper() and margins.is_short(before, line) and len(line.text) > 8 and len(before.text) > 3


def _begins_by_place(group: Sequence[Line], line: Line, after: Line | None, margins: Margins, layout: Layout) -> bool:
    before = group[-1]
    ended, short = bool(END.search(before.text)), margins.is_short(before, line)
    is_heading = (line.size > 1.08 * layout.usual or (line.bold and before.bold)) and not (short and STOP.search(before.text))
    step = margins.indent(line) - margins.indent(before)
    if BULLET.match(line.text) or _is_next(group[0], line):
        return True
    if is_heading or _is_centred(before, line, margins):
        return False
    if _ends_between_signs(group, line, margins):
        return True
    if (
        (ITEM.match(line.text) or has_label(line))
        and (ended or short or step < -0.6)
        and abs(margins.indent(line)) < 8
        and not _is_number_in_text(before, line)
    ):
        return True
    if _DATED.match(line.text) and _DATED.match(group[0].text) and abs(margins.indent(line) - margins.indent(group[0])) < 0.3:
        return True
    if id(line) in margins.hangs and id(before) in margins.hangs:
        if step < -0.6:
            return ended or short
        # An item of one line may have a paragraph below it that begins where its words do.
        return short and (ended or (step > 0.6 and _has_room(before, line, margins)))
    if step > 0.6:
        if line.indented or before.indented:
            return False
        returns = after is not None and margins.indent(after) < margins.indent(line) - 0.6
        return ended or short or (returns and line.text[:1].isupper() and not HYPHEN.search(before.text) and step < 4)
    if step < -0.6 and len(group) > 1 and not (before.indented or line.indented):
        return (ended and short) or (short and not line.text[:1].islower())
    if ended and short:
        return True
    return short and _has_room(before, line, margins)


def _has_room(before: Line, line: Line, margins: Margins) -> bool:
    """Say whether a line has so much room that its sentence ends with it, though no stop says so."""
    return not line.text[:1].islower() and margins.right - before.right > 0.28 * margins.width


def _is_next(first: Line, line: Line) -> bool:
    """Say whether a line has the next number of a list whose numbers may have no space behind them."""
    number, following = _NUMBERED.match(first.text), _NUMBERED.match(line.text)
    if not number or not following or abs(first.left - line.left) > line.size:
        return False
    return int(following[1]) == int(number[1]) + 1


def _ends_between_signs(group: Sequence[Line], line: Line, margins: Margins) -> bool:
    """Say whether a line of Chinese or Japanese ends early. It can end after any sign, so that those within a paragraph are full."""
    before = group[-1]
    if not is_wide(before.text[-1:]) or not is_wide(line.text[:1]) or margins.right - before.right < _ROOM * before.size:
        return False
    around = [line, *group[-2:-1]]  # lines beside a picture are all as long
    return not any(abs(each.right - before.right) < 0.6 * before.size for each in around)


def _is_number_in_text(before: Line, line: Line) -> bool:
    """Say whether a number at the beginning of a line belongs to the sentence, as in "the 19. / century", and is no list item."""
    return not END.search(before.text) and not re.match(r"[•▪●■◦∙❖➢✓(]", line.text)


def _is_centred(before: Line, line: Line, margins: Margins) -> bool:
    """Say whether two lines of different lengths have one middle, that of their column."""
    middle = (margins.left + margins.right) / 2
    return all(
        abs((each.left + each.right) / 2 - middle) < 0.02 * margins.width and each.left - margins.left > 0.05 * margins.width
        for each in (before, line)
    )


def text_of(lines: Sequence[Line], spelling: Spelling, guesses: list[tuple[str, int]] | None = None) -> str:
    """Return the words of a block.

    Args:
        lines: Its lines.
        spelling: How the text spells its words.
        guesses: Where divided words are put that may have a hyphen or not, with their pages.
    """
    for line in lines:
        if line.initial:
            line.initial = _initial(line, spelling)
            line.forget()
    shown = [line for line in lines if line.text]
    told: list[Guess] = []
    text = joined([line.text for line in shown] or [""], spelling, told)
    if guesses is not None:
        guesses += [(guess.word, shown[guess.line].page) for guess in told]
    return text


def _initial(line: Line, spelling: Spelling) -> str:
    """Return a large initial with a space if it is a word of its own, such as A or I."""
    letter = line.initial.strip()
    rest = line.text[len(line.initial) :]
    word = re.match(r"[^\W\d_]+", rest)
    if not word or letter[-1:] not in "AIOÀYÉ" or not rest[:1].isalpha():
        return letter if not rest[:1].isdigit() else letter + " "
    whole, alone = (letter[-1] + word[0]).lower(), word[0].lower()
    others = spelling.known[alone] - 1  # without this place
    if spelling.known[whole] != max(others, 0):
        return letter + " " if others > spelling.known[whole] else letter
    words = lexicon(spelling.language)
    return letter + " " if not words.count(whole) and words.count(alone) else letter

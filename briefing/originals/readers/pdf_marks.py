"""Raised and lowered letters of a PDF: marks of notes are taken out, exponents and indices are kept as raised and lowered digits.

A raised number behind a word is the mark of a note. It is an exponent behind a unit of length (m²), a letter that stands alone (x²) or the
number ten (10⁶), and a part of the name before a sign of a chemical element (¹⁴C). The notes of the page decide where both are possible.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import field
from functools import partial

from briefing.dataclass import dataclass
from briefing.document.small_figures import can_move, moved
from briefing.originals.readers.pdf_letters import Piece
from briefing.originals.readers.pdf_lines import Line, spelled
from briefing.originals.readers.pdf_notes import RAISED_DIGITS, SYMBOLS, bare

_ONE = rf"(?:(?:\d{{1,3}}[a-z]?|[a-z])[{SYMBOLS}]{{0,3}}|[{SYMBOLS}]{{1,4}})"
_MARK = re.compile(rf"[\[(]?{_ONE}(?:\s*[,;–—-]\s*{_ONE})*[\])]?[,.]?")
_SEVERAL = re.compile(rf"(?:[\s,;()\[\]]|\d{{1,2}}|[^\W\d_]|[{SYMBOLS}✉])+")
"""Marks of affiliations behind a name."""
_NAMED = re.compile(r"\d{1,2}|[^\W\d_]")
_SYMBOL = re.compile(rf"[{SYMBOLS}]")
_NAME = re.compile(r"(?<![^\W_])[^\W\d_a-zа-я][^\W\d_]+[.,]?\Z")
_BODY = re.compile(r"[A-ZÀ-ÞА-ЯЁ][^\W\d_]{2}")
"""The beginning of the name of a body, and not the sign of a chemical element."""
_ORDINAL = re.compile(r"st|nd|rd|th|e|er|ère|re|ème|es|o|os|a|as|do|ta|to")
_UNIT = re.compile(
    r"(?<![^\W\d_])(?:[kcdmµμn]?m|ft|in|yd|mi|s|sec|min|h|hr|yr|y|kg|g|ha|Pa|mol|l|L|V|W|A|K|px|dm|inches|feet|miles?|"
    r"metres?|meters?|kilomet(?:re|er)s?|км|м|см|мм|дм)\Z"
)
_AMOUNT = re.compile(
    r"(?:[\d⁰¹²³⁴-⁹]|/|\b(?:per|square|cubic|in|of|million|billion|thousand|bn))[\s\u00a0]*[^\W\d_]+\Z|[·⋅/×]\s*[^\W\d_]+\Z"
)
_LONE = re.compile(r"(?:^|[^\w’'.])[^\W\d_]\Z|\b(?:mc|pr|πr|ax|bx|cx)\Z")
_NUMBER = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)*)\Z")
_ELEMENT = re.compile(r"(?:[A-Z][a-z]?)(?![a-z])")
_RAISED_RUN = re.compile(rf"[{RAISED_DIGITS}]+(?:[,–-][{RAISED_DIGITS}]+)*")


@dataclass(slots=True)
class Marks:
    """The marks of notes that were taken out of the text."""

    labels: Collection[str] = ()
    """The marks of the notes of this page."""
    affiliations: Collection[str] = ()
    """The raised letters and numbers of this page before names of bodies."""
    bracketed: bool = False
    """Whether the notes of this page have their numbers in round brackets."""
    last: int = 0
    """The last number of a note."""
    taken: list[tuple[str, int]] = field(default_factory=list)
    """Each mark with its page."""
    doubtful: list[tuple[str, int]] = field(default_factory=list)
    """Words with a raised number that may be a mark or an exponent, with their pages."""

    _tail: str = ""
    """The last words of the line before."""

    def settle(self, line: Line) -> None:
        """Decide about the raised and lowered letters of a line."""
        if any(piece.level for piece in line.pieces):
            self._settle_pieces(line)
        self._settle_characters(line)
        line.forget()
        self._tail = " ".join(line.text.split()[-3:])

    def _settle_pieces(self, line: Line) -> None:
        kept: list[Piece] = []
        place = 0
        pieces = line.pieces
        while place < len(pieces):
            piece = pieces[place]
            if not piece.level:
                kept.append(piece)
                place += 1
                continue
            end = place + 1
            while end < len(pieces) and pieces[end].level == piece.level and not pieces[end].spaced:
                end += 1
            run = pieces[place:end]
            after = pieces[end] if end < len(pieces) else None
            below = _below(run, pieces[end:])
            if below and _is_fraction(run, below, kept, pieces[end + len(below) :]):
                piece.text, piece.level = f"{_text(run)}⁄{_text(below)}", 0
                piece.spaced |= bool(kept) and kept[-1].text[-1:].isdigit()
                kept.append(piece)
                end += len(below)
            elif below or piece.level < 0:
                _move(run)
                kept += run
            elif after is not None and after.text.startswith("⁄") and _text(run).isdecimal():  # the numerator of a fraction
                run[0].spaced |= bool(kept) and kept[-1].text[-1:].isdigit()
                kept += run
            elif self._is_mark(run, kept, after, line):
                self._take(_text(run), line)
                if kept:
                    kept[-1].right = max(kept[-1].right, run[-1].right)
                if after is not None and run[0].spaced and run[0] is not pieces[0]:
                    after.spaced = True
            else:
                kept += run
            place = end
        line.pieces = kept or line.pieces

    def _is_mark(self, run: Sequence[Piece], kept: Sequence[Piece], after: Piece | None, line: Line) -> bool:
        """Say whether a raised run is the mark of a note. If not, its letters become raised ones."""
        text = _text(run)
        before = "" if not kept or run[0].left - kept[-1].right > 0.5 * kept[-1].size else self._before(kept)
        glued = before if not run[0].spaced or run[0].left - (kept[-1].right if kept else 0) < 0.1 * run[0].size else before + " "
        close = after is not None and (not kept or (not after.spaced and after.left - run[-1].right < 0.12 * after.size))
        follows = after.text if after is not None and close else ""
        verdict = self._verdict(text, glued, follows, line)
        if verdict == "raised":
            _move(run)
        return verdict == "mark"

    def _before(self, pieces: Sequence[Piece]) -> str:
        """Return the words before a place, with those of the line before if there are few."""
        found = spelled(pieces[-8:])
        return f"{self._tail} {found}" if len(pieces) < 3 and self._tail else found

    def _verdict(self, text: str, before: str, follows: str, line: Line) -> str:
        """Return `mark`, `raised` or `plain`."""
        last = before[-1:]
        if self._is_affiliation(text, before, follows):
            return "mark"
        if (last.isdigit() or re.search(r"(?<!\w)[IVXLC]+\Z", before)) and _ORDINAL.fullmatch(text.lower().strip(".")):
            return "plain"
        if not _MARK.fullmatch(text):
            return "raised"
        label = bare(re.split(r"[,;–—-]", text.strip("[]()"))[0])
        if label[:1] in SYMBOLS:
            return "mark"
        label = _SYMBOL.sub("", label)
        if not label.isdigit():
            return self._letter(label, before, follows)
        value = int(re.sub(r"\D", "", label) or 0)
        is_listed, is_next = label in self.labels, value == self.last + 1
        if not before.strip() or last.isspace():
            return "raised" if _ELEMENT.match(follows) else "mark" if is_listed or is_next or before.strip() else "raised"
        if _ELEMENT.match(follows) and not last.isalnum():
            return "raised"
        number = _NUMBER.search(before)
        if number:
            if number[1] == "10" or re.search(r"[×x·⋅]\s*\d+\Z", before):
                return "raised"
            return (
                "mark"
                if is_listed or is_next
                else self._doubt(before, text, line, "raised" if len(number[1]) < 4 and value < 13 else "mark")
            )
        is_power = len(text) == 1 and text in "23456789"
        if is_power and _UNIT.search(before):
            if _AMOUNT.search(before) or not (is_listed or is_next):
                return "raised"
            return self._doubt(before, text, line, "mark")
        if is_power and _LONE.search(before):
            return "mark" if is_listed and is_next else "raised"
        return "mark"

    def _is_affiliation(self, text: str, before: str, follows: str) -> bool:
        """Return whether raised letters or numbers lead to affiliations: each also stands before the name of a body."""
        if not _SEVERAL.fullmatch(text) or not (_NAME.search(before) or (not before.strip() and _BODY.match(follows))):
            return False
        found = _NAMED.findall(text)
        known = {*self.affiliations, *self.labels}
        return bool(found) and all(each in known or set(each) <= known for each in found)

    def _letter(self, label: str, before: str, follows: str) -> str:
        if label in self.labels:
            return "mark"
        if re.search(r"(?:^|[^\w])[^\W\d_]{1,2}\Z|\d\Z", before):
            return "raised" if label == "n" else "plain"
        return "mark" if before.strip() or follows[:1].isupper() else "plain"

    def _doubt(self, before: str, text: str, line: Line, verdict: str) -> str:
        word = before.split()[-1] if before.split() else ""
        self.doubtful.append((word + moved(text, raised=True), line.page))
        return verdict

    def _take(self, mark: str, line: Line) -> None:
        for each in re.split(r"[,;]", mark):
            label = bare(each)
            self.taken.append((label, line.page))
            if label.isdigit() and label not in self.affiliations:
                self.last = int(label)
        line.notes.append(mark)

    def _settle_characters(self, line: Line) -> None:
        """Take marks out that are letters of the text: raised digits, and symbols that the notes of the page have."""
        signs = set("".join(label for label in self.labels if label and label[0] in SYMBOLS))
        inside = {label for label in self.labels if label.isdigit()}
        for number, piece in enumerate(line.pieces):
            if piece.level:
                continue
            text = piece.text
            if any(character in RAISED_DIGITS for character in text):
                piece.text = _RAISED_RUN.sub(partial(self._character, line=line, number=number, text=text), text)
            if signs and number + 1 <= len(line.pieces) and text[-1:].replace("∗", "*") in signs and len(text) > 1:
                stripped = text.rstrip("".join(signs) + "∗")
                if stripped and (stripped[-1].isalnum() or stripped[-1] in ".,;:!?)”’\"'"):
                    self._take(text[len(stripped) :], line)
                    piece.text = stripped
            if self.bracketed and inside:
                piece.text = self._without_bracketed(piece.text, inside, line)

    def _without_bracketed(self, text: str, inside: set[str], line: Line) -> str:
        match = re.fullmatch(r"(.*?)\((\d{1,3})\)([.,;:]?)", text)
        if not match or match[2] not in inside:
            return text
        self._take(match[2], line)
        return match[1] + match[3]

    def _character(self, match: re.Match[str], line: Line, number: int, text: str) -> str:
        before = self._before(line.pieces[:number])
        before += (" " if number and line.pieces[number].spaced else "") + text[: match.start()]
        plain = match[0].translate(str.maketrans(RAISED_DIGITS, "0123456789"))
        alone = not before or before[-1].isspace()
        if (alone and plain not in self.labels) or self._verdict(plain, before, text[match.end() :], line) != "mark":
            return match[0]
        self._take(plain, line)
        return ""


def affiliations(lines: Sequence[Line]) -> set[str]:
    """Return the raised letters and numbers of a page that begin a line or follow a space, and stand right before names of bodies."""
    found: set[str] = set()
    for line in lines:
        runs = [(level, list(run)) for level, run in itertools.groupby(line.pieces, key=lambda piece: max(piece.level, 0))]
        for number, ((level, run), (_, after)) in enumerate(itertools.pairwise(runs)):
            if level and (not number or run[0].spaced) and _BODY.match(spelled(after[:8])):
                found.update(_NAMED.findall(_text(run)))
    return found


def _below(run: Sequence[Piece], after: Sequence[Piece]) -> Sequence[Piece]:
    """Return the lowered numbers that are straight below a raised run of numbers; nothing if there are none."""
    below = list(itertools.takewhile(lambda piece: piece.level < 0, after))
    if run[0].level < 0 or not below or not (_text(run) + _text(below)).isdecimal():
        return ()
    return () if below[0].left > run[-1].right or below[-1].right < run[0].left else below


def _is_fraction(run: Sequence[Piece], below: Sequence[Piece], kept: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Say whether two numbers above each other are a fraction, and not those of an ion, a letter or an isotope beside them."""
    has_base = bool(kept) and kept[-1].text[-1:].isalpha() and run[0].left - kept[-1].right < 0.1 * kept[-1].size
    return not has_base and not (after and after[0].text[0].isalpha() and after[0].left - below[-1].right < 0.1 * after[0].size)


def _text(run: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in run)


def _move(run: Sequence[Piece]) -> None:
    """Write raised or lowered digits and signs as such."""
    if can_move(_text(run).replace("–", "−")):
        for piece in run:
            piece.text = moved(piece.text.replace("–", "−"), raised=piece.level > 0)

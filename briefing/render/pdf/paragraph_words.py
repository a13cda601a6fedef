"""The words of a paragraph, and where they may be divided."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from briefing.dataclass import dataclass
from briefing.document.directions import is_upright
from briefing.render.opportunities import between_letters, between_syllables
from briefing.render.pdf import faces, hyphenation
from briefing.render.pdf.faces import SOFT_HYPHEN
from briefing.render.pdf.font_tokens import HANG, NO_BREAK, READ_BEFORE, Reading, Token
from briefing.render.pdf.linebreak import DIVISION, Division, Word
from briefing.render.pdf.runs import Run
from briefing.render.pdf.text_styles import Style

AFTER = "-–—/\u200b"
"""Characters after which a word may be divided without a hyphen."""
ANYWHERE = 3000.0
"""What it costs to divide a word where no rule allows it."""
LONG = 400
"""Letters of a word beyond which it is not divided after each of them: the ways to break a line grow with the square of the places."""

Piece = tuple[Run, Token]
"""A part of a word in one run."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a paragraph as a row of tokens. A word in several runs has a token in each; between two words stands a space."""

    tokens: list[Token]
    runs: Sequence[Run]
    """Of the tokens."""
    starts: Sequence[int]
    """Of each word its first token …"""
    ends: Sequence[int]
    """… and what follows its last."""
    words: list[Word]
    """What line breaking knows of them, undivided."""
    spaces: list[float]
    """The widths of the spaces after them."""
    run: Run | None = None
    """The run of all, where they are in one and hold no spaces."""

    def __len__(self) -> int:
        return len(self.words)

    def part(self, start: int, stop: int) -> Words:
        """Return some of the words."""
        return Words(
            self.tokens,
            self.runs,
            self.starts[start:stop],
            self.ends[start:stop],
            self.words[start:stop],
            self.spaces[start:stop],
            self.run,
        )

    def pieces(self, start: int, stop: int) -> list[Piece]:
        """Return tokens with their runs."""
        return [*zip(self.runs[start:stop], self.tokens[start:stop], strict=True)]

    def divided(self, style: Style, room: float) -> list[Word]:
        """Return the words with the places where they may be divided: by rule, and anywhere if they are wider than `room`."""
        justify = style.align == "justify"
        found: list[Word] = []
        for word, start, end in zip(self.words, self.starts, self.ends, strict=True):
            anywhere = word.width > room
            hyphenate = style.hyphenate or anywhere
            if end - start == 1:
                found.append(_divided(self.tokens[start], self.runs[start].language if hyphenate else "", anywhere, justify))
            else:
                pieces = self.pieces(start, end)
                cuts = _divisions([(token, run.language if hyphenate else "") for run, token in pieces], anywhere=anywhere, justify=justify)
                found.append(word.divided(tuple(cuts)))
        return found


def make_words(runs: Sequence[Run]) -> Words:
    """Return the words of runs that follow one another."""
    ends_between = between_letters([run.text for run in runs])
    if len(runs) == 1 and NO_BREAK not in runs[0].text and not ends_between:
        return _of_one(runs[0])
    tokens: list[Token] = []
    owners: list[Run] = []
    starts: list[int] = []
    ends: list[int] = []
    start, read = 0, 0
    for run in runs:
        made = run.font.tokens
        if ends_between:
            start = _add_letters(run, read, ends_between, (tokens, owners, starts, ends), start)
            read += len(run.text)
            continue
        for number, text in enumerate(run.text.split(" ")):
            if number and len(tokens) > start:
                starts.append(start)
                ends.append(len(tokens))
                tokens.append(run.font.space)
                owners.append(run)
                start = len(tokens)
            parts = re.split(f"({NO_BREAK})", text) if NO_BREAK in text else [text]
            for part in filter(None, parts):
                tokens.append(made[part])
                owners.append(run)
    if len(tokens) > start:
        starts.append(start)
        ends.append(len(tokens))
    words = [_word(tokens[start:end]) for start, end in zip(starts, ends, strict=True)]
    spaces = [tokens[end].width if end < len(tokens) and tokens[end].text == " " else 0.0 for end in ends]
    return Words(tokens, owners, starts, ends, words, spaces)


def _add_letters(
    run: Run, read: int, ends_between: Container[int], row: tuple[list[Token], list[Run], list[int], list[int]], start: int
) -> int:
    """Add the tokens of a run in which lines may end between letters, too, and return where the word under way begins.

    Args:
        run: The run.
        read: How many characters of the paragraph are before it.
        ends_between: Where lines may end without a space, in characters of the paragraph.
        row: The tokens, their runs, and where words begin and end.
        start: The first token of the word under way.
    """
    tokens, owners, starts, ends = row
    if read in ends_between and len(tokens) > start:
        tokens[-1] = owners[-1].font.before_break(tokens[-1].text)
        start = _end_word(tokens, starts, ends, start)
    for match in re.finditer(f" |{NO_BREAK}|[^ {NO_BREAK}]+", run.text):
        cuts = [place for place in range(match.start() + 1, match.end()) if read + place in ends_between]
        for begin, end in itertools.pairwise([match.start(), *cuts, match.end()]):
            text = run.text[begin:end]
            if text == " ":
                if len(tokens) == start:
                    continue
                start = _end_word(tokens, starts, ends, start) + 1
            is_end = end in cuts or (end == match.end() < len(run.text) and read + end in ends_between)
            tokens.append(run.font.before_break(text) if is_end and text != " " else run.font.tokens[text])
            owners.append(run)
            if is_end and text != " ":
                start = _end_word(tokens, starts, ends, start)
    return start


def _end_word(tokens: list[Token], starts: list[int], ends: list[int], start: int) -> int:
    starts.append(start)
    ends.append(len(tokens))
    return len(tokens)


def _of_one(run: Run) -> Words:
    """Return the words of a run without spaces that never end a line, as most paragraphs are."""
    texts = [*filter(None, run.text.split(" "))]
    count, space = len(texts), run.font.space
    tokens = [space] * (2 * count)
    made = run.font.tokens
    tokens[::2] = [made[text] for text in texts]
    spaces = [space.width] * count
    if texts and not run.text.endswith(" "):
        spaces[-1] = 0.0
    words = [token.word for token in tokens[::2]]
    return Words(tokens, [run] * (2 * count), range(0, 2 * count, 2), range(1, 2 * count, 2), words, spaces, run)


def _word(tokens: Sequence[Token]) -> Word:
    if len(tokens) == 1:
        return tokens[0].word
    inner = sum(token.width for token in tokens if token.text == NO_BREAK) + (tokens[-1].word.inner if tokens[-1].text != NO_BREAK else 0)
    return Word(sum(token.width for token in tokens), tokens[-1].hang, inner=inner)


@lru_cache(50_000)
def _divided(token: Token, language: str, anywhere: bool, justify: bool) -> Word:
    """Return a word that is one token with the places where it may be divided."""
    return token.word.divided(tuple(_divisions([(token, language)], anywhere=anywhere, justify=justify)))


def _divisions(pieces: Sequence[tuple[Token, str]], *, anywhere: bool, justify: bool) -> Iterator[Division]:
    """Yield where a word may be divided, given as its tokens with the languages whose rules count."""
    reached = 0.0
    for number, (token, language) in enumerate(pieces):
        font, text = token.font, token.text
        for index, hyphened, penalty in places(text, language, anywhere=anywhere):
            if index < len(text) or number < len(pieces) - 1:
                hyphen = faces.width(font.face, font.size, SOFT_HYPHEN) if hyphened else 0.0
                hang = HANG[SOFT_HYPHEN] * hyphen if justify else 0.0
                yield Division(number, index, reached + font.width(text[:index]), hyphen, penalty, hang)
        reached += token.width


@lru_cache(50_000)
def places(text: str, language: str, *, anywhere: bool) -> tuple[tuple[int, bool, float], ...]:
    """Return (index, whether a hyphen is added, penalty) for each place where `text` may be divided, in order."""
    found = dict.fromkeys(hyphenation.divisions(text, language) if language and len(text) <= LONG else (), (True, DIVISION))
    for index, character in enumerate(text[:-1], 1):
        if (
            character in AFTER
            and index > 1
            and (character != "/" or (len(text) > 12 and "/" not in (text[index], text[index - 2 : index - 1])))
        ):
            found[index] = (False, DIVISION / 2)
    for index in between_syllables(text):
        found.setdefault(index, (False, DIVISION / 2))
    if anywhere:
        for index in range(2, len(text) - 1, 1 + len(text) // LONG):
            letters = text[index - 1].isalpha() and text[index].isalpha() and "/" not in text and not is_upright(text)
            found.setdefault(index, (letters, ANYWHERE))
    return tuple((index, hyphened, penalty) for index, (hyphened, penalty) in sorted(found.items()))


def before(pieces: list[Piece], cut: Division) -> list[Piece]:
    """Return what of a word stands before a cut. Its last piece is read as a whole, with what comes on the next line."""
    run, last = pieces[cut.piece]
    whole = Reading(last.text) if cut.index < len(last.text) else None
    kept = [*pieces[: cut.piece], (run, Token(run.font, last.text[: cut.index], whole))]
    return [*kept, (run, Token(run.font, SOFT_HYPHEN, whole))] if cut.hyphen else kept


def after(pieces: list[Piece], cut: Division) -> list[Piece]:
    """Return what of a word stands behind a cut. What was read on the line before is not read again."""
    (run, first), *others = pieces[cut.piece :]
    read = Reading(READ_BEFORE)
    rest = [(run, Token(run.font, first.text[cut.index :], read))] if cut.index < len(first.text) else []
    if first.reading is not None:
        # The same piece is cut again at the end of this line, and its hyphen follows.
        others = [(run, Token(run.font, token.text, read)) for run, token in others]
    return [*rest, *others]


def read_with_hyphen(token: Token) -> Token:
    """Return the last token of a line; programs that join divided words would take the hyphen of "pre- and post-war" away."""
    return Token(token.font, token.text, Reading(token.text + READ_BEFORE)) if token.text.endswith("-") and token.reading is None else token

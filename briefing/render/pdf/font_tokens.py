"""Fonts and tokens. A font is a face at one size; a token is a word, or a part of one, set in a font.

Most words of a text come again and again, so there is one token for all places where a font shows the same characters.
"""

from __future__ import annotations

from functools import lru_cache

from briefing.dataclass import dataclass
from briefing.render.pdf import faces
from briefing.render.pdf.faces import SOFT_HYPHEN, UNSEEN, Face, Features, Glyph, Placed
from briefing.render.pdf.linebreak import Word

HANG = {"-": 0.5, SOFT_HYPHEN: 0.5, ",": 0.6, ".": 0.6, ";": 0.35, ":": 0.35, "”": 0.4, "’": 0.5, "»": 0.3}
"""The share of a character that may stand outside a justified column."""
NO_BREAK = "\u00a0"
READ_BEFORE = "\u200b"
"""What is read in the place of the rest of a divided word: nothing that is seen. Some programs take an empty text for none."""
ROOM_BETWEEN = 0.3
"""Chinese and Japanese signs stretch and shrink apart as if a space that takes no room were between them, of this width in sizes."""
SPACES = (" ", NO_BREAK)
"""What grows and shrinks in a justified line. A line never ends at the second."""
MOST = 50_000
"""Tokens of a font that are kept. When there are more, all are forgotten; they are made again where they are needed."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What programs read in the place of characters that follow one another: `ActualText` (14.9.4)."""

    text: str


class Token:
    """Characters that stand together in a line."""

    __slots__ = ("font", "grows", "hang", "reading", "shown", "text", "width", "word")

    def __init__(self, font: Font, text: str, reading: Reading | None = None) -> None:
        self.font = font
        self.text = text
        self.reading = reading
        """What programs read in its place: the whole word, where this is the first part of a divided one."""
        self.width = font.width(text)
        """In points."""
        share = HANG.get(text[-1])
        self.hang = share * faces.width(font.face, font.size, text[-1]) if share else 0.0
        """What of it may stand outside a justified column."""
        self.grows = text in SPACES
        """Whether what is added to spaces in a justified line is added behind it."""
        # More programs know "-" at the end of a line than a soft hyphen.
        self.shown = "-" if text == SOFT_HYPHEN else text
        if reading is None and UNSEEN in (glyph.text for glyph in font.signs(text)):
            self.reading = Reading(text)
        self.word = Word(self.width, self.hang, inner=self.width if text == NO_BREAK else 0)
        """The word that it is, where it is a whole one and is not divided."""


class Drawn(Token):
    """A part of a line that is drawn and not written."""

    __slots__ = ("above", "below")

    above: float
    below: float
    """How far it reaches above and below the base line, in points."""


class Gap(Token):
    """The place between two parts of a formula, or beside a picture: a space that is nothing but a place where the line may end."""

    __slots__ = ()

    def __init__(self, around: Font) -> None:
        self.font, self.text, self.shown, self.reading = around, " ", " ", None
        self.width = self.hang = 0.0
        self.grows = True
        self.word = Word(0, 0)


class Font:
    """A face at one size. There is one object for each (`find_font`)."""

    __slots__ = ("endings", "face", "features", "size", "space", "tokens")

    is_drawn = False
    """Whether it stands in the place of the font of a run that is drawn and not written: a formula, a picture."""

    def __init__(self, face: Face, size: float, features: Features) -> None:
        self.face = face
        self.size = size
        self.features = features
        self.endings: dict[str, Token] = {}
        self.tokens = _Tokens(self)
        """Those of its words that were set, by their characters; others are made when they are asked for."""
        self.space = self.tokens[" "]

    @property
    def ending(self) -> Token:
        """Return the space after the last word of a line."""
        return self.space

    def width(self, text: str) -> float:
        """Return the width of `text` in points."""
        return faces.width(self.face, self.size, text, self.features)

    def signs(self, text: str) -> tuple[Glyph, ...]:
        """Return the glyphs of words in a script whose signs are not in the order of their characters; nothing in other scripts.

        From right to left, programs turn around what is said to be read, too: there the glyphs alone have to say it.
        """
        is_forward = isinstance(self.features, Placed) and not self.features.backward
        return faces.shape(self.face, text, self.features).glyphs if is_forward else ()

    def before_break(self, text: str) -> Token:
        """Return a token after which a line may end without a space."""
        if text not in self.endings:
            self.endings[text] = Token(self, text)
            self.endings[text].grows = True
            self.endings[text].word.inner = self.size * ROOM_BETWEEN
        return self.endings[text]


class _Tokens(dict[str, Token]):
    """The tokens of a font."""

    def __init__(self, font: Font) -> None:
        self._font = font

    def __missing__(self, text: str) -> Token:
        if len(self) >= MOST:
            self.clear()
        token = self[text] = Token(self._font, text)
        return token


@lru_cache(1_000)
def find_font(face: Face, size: float, features: Features = "") -> Font:
    """Return a face at a size."""
    return Font(face, size, features)

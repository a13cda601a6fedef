"""Formulas among words: each part of a formula after which a line may end is a token, which is drawn and not written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from briefing.render.pdf import faces
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.faces import GLYPHS, Face, find_face, numbered
from briefing.render.pdf.font_tokens import READ_BEFORE, Drawn, Font, Gap, Reading, Token, find_font
from briefing.render.pdf.formula_layout import BarAt, FormulaLayout, GlyphAt, LineAt, Mark, WordsAt, formula_layout
from briefing.render.pdf.linebreak import Word
from briefing.render.pdf.structure_tree import Slot
from briefing.theme.mathematics import typeface

LARGE_PRINT = 17.0
"""From this size on, in points, words are large for those who need it, and no fraction is set smaller than they are."""
HAIR = 0.35
"""The least thickness of a bar, in points: what is thinner is lost in print."""


class FormulaFont(Font):
    """Stands in the place of the font of a run that is a formula. Its words are the numbers of its parts."""

    __slots__ = ("_around", "_fallback", "_mathml", "words")

    is_drawn = True

    def __init__(self, mathml: str, words: str, around: Font, fallback: Face, scale: float = 1) -> None:
        """Lay a formula out.

        Args:
            mathml: The formula.
            words: What is read in its place.
            around: The font of the words around it.
            fallback: The face for characters that this font lacks.
            scale: The size beside that of the words around it.
        """
        self.face, self.size, self.features = around.face, around.size, around.features
        self._around, self._mathml, self.words, self._fallback = around, mathml, words, fallback
        laid = formula_layout(mathml, words, _widths(around.face, fallback), is_tall=around.size >= LARGE_PRINT)
        places = [0.0, *laid.cuts, laid.width]
        self.tokens = {str(number): Piece(self, laid, fallback, span, scale) for number, span in enumerate(pairwise(places))}  # type: ignore[assignment]
        self.space = Gap(around)

    @property
    def ending(self) -> Token:
        """Return the space after the last word of a line: that of the words around."""
        return self._around.space

    @property
    def text(self) -> str:
        """Return the words of a run that is this formula."""
        return " ".join(self.tokens)

    def scaled(self, scale: float) -> FormulaFont:
        """Return the formula in another size."""
        return FormulaFont(self._mathml, self.words, self._around, self._fallback, scale)

    @property
    def pieces(self) -> list[Piece]:
        """Return its parts."""
        return [each for each in self.tokens.values() if isinstance(each, Piece)]


class Piece(Drawn):
    """A part of a formula."""

    __slots__ = ("fallback", "marks", "scale", "start", "words")

    def __init__(self, font: FormulaFont, laid: FormulaLayout, fallback: Face, span: tuple[float, float], scale: float) -> None:
        self.start, end = span
        self.font, self.text, self.shown, self.reading = font, "\ufffc", "\ufffc", None
        self.scale = scale * font.size
        self.width = (end - self.start) * self.scale
        self.hang = 0.0
        self.grows = False
        self.word = Word(self.width, 0)
        self.marks: Sequence[Mark] = [each for each in laid.marks if self.start <= each.x < end or (not self.start and each.x < 0)]
        self.above, self.below = laid.above * self.scale, laid.below * self.scale
        self.fallback = fallback
        self.words = font.words

    def glyphs(self, canvas: Canvas, slot: Slot, x: float, y: float, colour: str, reading: Reading) -> None:
        """Draw its glyphs with its left edge at `x` on the base line `y`."""
        size, left = self.scale, x - self.start * self.scale
        math = find_face(typeface(), "regular")
        for each in self.marks:
            match each:
                case GlyphAt():
                    font = find_font(math, each.size * size, GLYPHS)
                    text = numbered(each.index, each.text)
                    canvas.show(slot, left + each.x * size, y + each.y * size, text, font.width(text), font, colour, reading)
                case WordsAt():
                    font = find_font(_face(each.text, self.font.face, self.fallback), each.size * size)
                    at = left + each.x * size, y + each.y * size
                    canvas.show(slot, *at, each.text, font.width(each.text), font, colour, reading)
                case _:
                    pass

    def bars(self, canvas: Canvas, slot: Slot, x: float, y: float, colour: str) -> None:
        """Draw its bars and lines."""
        size, left = self.scale, x - self.start * self.scale
        for each in self.marks:
            match each:
                case BarAt():
                    height = max(each.height * size, HAIR)
                    canvas.area(slot, left + each.x * size, y + each.y * size, each.width * size, height, colour)
                case LineAt():
                    ends = ((left + at * size, y + up * size) for at, up in ((each.x, each.y), (each.to_x, each.to_y)))
                    canvas.stroke(slot, next(ends), next(ends), max(each.weight * size, HAIR), colour)
                case _:
                    pass


def draw_pieces(canvas: Canvas, slot: Slot, pieces: list[tuple[float, Piece]], y: float, colour: str) -> None:
    """Draw the pieces of a formula that are in one line, from their left edges on.

    The words of the formula are read in the place of all glyphs of its first line, and of those of the others nothing. A bar would end what
    is read as one, so the bars come last.
    """
    reading = Reading(READ_BEFORE if pieces and pieces[0][1].start else pieces[0][1].words if pieces else "")
    for x, piece in pieces:
        piece.glyphs(canvas, slot, x, y, colour, reading)
    for x, piece in pieces:
        piece.bars(canvas, slot, x, y, colour)


@cache
def _widths(face: Face, fallback: Face) -> Callable[[str], float]:
    """Return what measures words in the typeface of the text, in ems."""
    return lambda text: faces.width(_face(text, face, fallback), 1, text)


def _face(text: str, face: Face, fallback: Face) -> Face:
    return face if faces.covers(face, text) else fallback

"""The letters of a PDF page, as pdfium gives them: where each is, how large, in which face, and whether it can be trusted."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.readers import font_signs, tex_faces
from briefing.originals.readers.pdf_unseen import Unseen

_HYPHENS = frozenset((0x02, 0xAD, 0xFFFE))
"""What pdfium gives for the hyphen of a word divided at the end of a line, and the soft hyphen."""
_SPACES = frozenset((0x20, 0xA0, 0x3000, 0x202F, 0x205F, *range(0x2000, 0x200B)))
_GAP = 0.08
"""The space between two letters that ends a piece, as a share of their size. Whether it is a space between words is decided by its line."""
_ASLANT, _WIDE = 4, 0.45
"""The number from which turns are aslant, and the same space for letters whose width is not known."""
_OVERHANG = 0.3
"""How far a letter reaches over its place at most, as a share of its size."""
_BOLD = 600
"""The weight from which a typeface is bold."""
_TEXT = 0.5
"""The part of the letters of a page from which a typeface is that of the text, which is not bold."""
_MONO = (b"mono", b"courier", b"consol", b"typewriter", b"menlo")
"""Parts of the names of typefaces whose letters are all as wide."""
_MATH = re.compile(
    rb"(?:[a-z]{6}\+)?(?:cm(?:mi|sy|ex|bsy|mib)\w*\d|lm(?:mi|sy|ex)\d|lmmath|latinmodernmath|(?:msam|msbm|eu[fsr][mb]|eufb|euex|rsfs|stmary|wasy|bbm)\d"
    rb"|(?:tx|px|np?tx|newtx|newpx|zx)\w{0,2}(?:mi|sy|ex)|rtxmi|rpxmi|mt(?:mi|sy|ex|extra)|(?:nc|newcm|newcomputermodern)math|fourier-math|futm|mdput"
    rb"|stix(?:two)?(?:math|size|nonuni|general-?variants|variants|integrals)|xits-?math|essti|mathjax_(?!main|typewriter|sansserif)|mjxtex-(?!r\b|b\b)"
    rb"|katex_(?!main|typewriter|sansserif)|euclid-?(?:symbol|extra|math)|math(?:ematical)?pi|universal-\w+math|cambria-?math|asana-?math"
    rb"|[\w-]*(?:pagella|termes|schola|bonum|dejavu|libertinus|fira|garamond|neo-?euler|gfsneohellenic|concrete|minion)-?math)"
)
"""Names of typefaces for formulas."""
_ITALIC_FLAG, _FORCED_BOLD = 1 << 6, 1 << 18
"""Flags of a font descriptor (ISO 32000-1, table 123)."""


@dataclass(slots=True, eq=False)
class Piece:
    """Letters that follow each other without a space. Its measures are in points; text that is turned is turned back."""

    text: str
    left: float
    right: float
    base: float
    size: float
    spaced: bool
    """Whether the file has a space before it."""
    order: int
    """Its place in the file."""
    bold: bool = False
    italic: bool = False
    mark: int = -1
    """The number of the marked content that it belongs to (ISO 32000-1, 14.6)."""
    artifact: bool = False
    """Whether the file says that it does not belong to the text."""
    mono: bool = False
    """Whether its letters are all as wide, as those of programs are."""
    math: bool = False
    """Whether its typeface is one for formulas."""
    level: int = 0
    """1 if it is raised above its line, -1 if it is lowered."""
    upright: bool = False
    """Whether its line runs from top to bottom, and its signs are not turned."""
    unsaid: int = 0
    """A number for its typeface if the file does not say what some of its letters and digits mean: they are read by their numbers."""
    half: bool = False
    """Whether something that is drawn later covers a part of it."""
    struck: bool = False
    """Whether it is struck through."""


@dataclass(slots=True)
class Letters:
    """The pieces of a page, by how they are turned."""

    turned: dict[int, list[Piece]] = field(default_factory=dict)
    """By the quarters of a turn from upright, counter-clockwise; letters that stand aslant by their angle in degrees, and more than 4."""
    unseen: list[str] = field(default_factory=list)
    """Letters that nobody can see."""
    unknown: int = 0
    """Letters of which the file does not say what they mean."""
    mended: int = 0
    """Letters that were put right."""
    count: int = 0
    scanned: bool = False
    """Whether the words are those of a program for text recognition, laid over the picture of a page."""
    upright: bool = False
    """Whether its lines run from top to bottom."""
    crowded: bool = False
    """Whether it has so many boxes that they are not compared with its words."""


@dataclass(slots=True)
class _Style:
    """What the letters of one piece of text in the file have in common."""

    size: float
    turn: int
    bold: bool
    heavy: bool
    """Whether nothing but the thickness of its stems, as the file gives it, says that it is bold."""
    italic: bool
    mark: int
    artifact: bool
    unseen: bool
    mono: bool
    math: bool
    symbol: bool
    """Whether it is in the typeface Symbol."""
    signs: Mapping[int, str]
    """What the numbers of its letters mean, if it is in a typeface of TeX for formulas."""
    cosine: float
    sine: float
    """Of the angle at which it stands."""
    face: int
    """A number for its typeface."""
    wide: float
    """The size along the line."""


def letters(page: Any) -> Letters:
    """Return the letters of a page of pypdfium2."""
    text = page.get_textpage()
    try:
        return _Reader(page, text).read()
    finally:
        text.close()


def text_owner() -> Callable[[Any, int], int | None]:
    """Return the function of pdfium that tells to which text in the file a letter belongs, as a number, which is soon compared."""
    import pypdfium2.raw as raw

    kind = ctypes.CFUNCTYPE(ctypes.c_void_p, raw.FPDF_TEXTPAGE, ctypes.c_int)
    return kind(ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0)


class _Reader:
    def __init__(self, page: Any, text: Any) -> None:
        import pypdfium2.raw as raw

        self.raw, self.page, self.text = raw, page, text
        self.eye = Unseen(page, text)
        self.found = Letters()
        self.styles: dict[int, _Style] = {}
        self.heavy: list[Piece] = []
        self.owner = text_owner()

    def read(self) -> Letters:
        """Read the page letter by letter. This is the loop that takes the time: about a million letters in a long book."""
        raw, text, owner, styles = self.raw, self.text.raw, self.owner, self.styles
        unicode, loose, origin = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
        is_unsaid, unsaid = raw.FPDFText_HasUnicodeMapError, False
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
        piece: list[str] = []
        left = right = base = begun = 0.0
        last: int | None = None
        spaced, starts_spaced, order, risen = False, False, 0, 0
        is_apart, before = False, 0
        style: _Style | None = None
        for place in range(self.text.count_chars()):
            code = unicode(text, place)
            mine = owner(text, place)
            if not mine:  # a space that pdfium puts in: the places of the letters say where words end
                is_apart = True
                if self.found.unseen and self.found.unseen[-1] != " ":
                    self.found.unseen.append(" ")
                continue
            own = styles.get(mine) or self._style(mine, place) if mine != last else style or self._style(mine, place)
            if own.unseen:
                self._hide(code)
                continue
            if code in _SPACES:
                spaced = True
                continue
            loose(text, place, box_at)
            origin(text, place, x_at, y_at)
            turn = own.turn
            if turn == 0:
                start, end, line = box.left, box.right, y.value
            elif turn == 1:
                start, end, line = box.bottom, box.top, -x.value
            elif turn == 2:
                start, end, line = -box.right, -box.left, -y.value
            elif turn == 3:
                start, end, line = -box.top, -box.bottom, x.value
            else:  # aslant: the boxes of the letters are not upright, so each is taken for half as wide as high
                start = x.value * own.cosine + y.value * own.sine
                end, line = start + 0.5 * own.size, y.value * own.cosine - x.value * own.sine
            is_level = style is not None and abs(line - base) < 0.05 * own.size and abs(own.size - style.size) < 0.1
            is_level = is_level and chr(code).isalpha() and bool(piece) and piece[-1].isalpha()
            if is_apart and piece and style is not None and is_level and max(turn, style.turn) < _ASLANT:
                right -= self._overhang(style, before)[1]
                start += self._overhang(own, place)[0]
            is_apart, before = False, place
            character = "-" if code in _HYPHENS else chr(code) if code < 0x110000 else "\ufffd"
            size = own.size
            level = self._drawn_level(place, line, size, turn) if 0x30 <= code <= 0x39 else 0
            near = (
                piece
                and own is style
                and level == risen
                and not spaced
                and abs(line - base) < 0.05 * size + 0.01
                and (-0.6 * size < start - right < (_GAP if turn < _ASLANT else _WIDE) * size or abs(start - begun) < 0.01)
            )
            if near:
                piece.append(character)
                unsaid = unsaid or is_unsaid(text, place) == 1
                right, begun = max(right, end), start
            elif (
                piece
                and own is style
                and level == risen
                and not spaced
                and abs(line - base) < 0.05 * size + 0.01
                and -0.6 * size < left - end < _GAP * size
            ):
                piece.append(character)  # from right to left
                unsaid = unsaid or is_unsaid(text, place) == 1
                left, begun = min(left, start), start
            else:
                if piece and style:
                    self._put(piece, (left, right, base), style, (order, risen), spaced=starts_spaced, unsaid=unsaid)
                unsaid = is_unsaid(text, place) == 1
                piece, left, right, base, style, last, begun = [character], start, end, line, own, mine, start
                order, risen, starts_spaced, spaced = place, level, spaced, False
        if piece and style:
            self._put(piece, (left, right, base), style, (order, risen), spaced=starts_spaced, unsaid=unsaid)
        self.found.scanned = self.eye.shows_scan()
        if sum(len(each.text) for each in self.heavy) > _TEXT * self.found.count:
            for each in self.heavy:
                each.bold = False
        return self.found

    def _overhang(self, style: _Style, place: int) -> tuple[float, float]:
        """Return how far a letter such as j reaches over its place on the left, and one such as f on the right, where a space may be."""
        raw, text, advance, box = self.raw, self.text.raw, ctypes.c_float(), self.raw.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetLooseCharBox(text, place, box)
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        start, end, begin = (
            (box.left, box.right, x.value),
            (box.bottom, box.top, y.value),
            (-box.right, -box.left, -x.value),
            (-box.top, -box.bottom, -y.value),
        )[style.turn]
        most = _OVERHANG * style.wide
        left = begin - start if 0 < begin - start < most else 0.0
        font = raw.FPDFTextObj_GetFont(raw.FPDFText_GetTextObject(text, place))
        if not font or not raw.FPDFFont_GetGlyphWidth(font, raw.FPDFText_GetUnicode(text, place), style.wide, advance):
            return left, 0.0
        right = end - start - left - advance.value
        return left, right if advance.value > 0 and 0 < right < most else 0.0

    def _hide(self, code: int) -> None:
        character = chr(code) if code < 0x110000 else ""
        self.found.unseen.append(character if code not in _SPACES else " ")

    def _drawn_level(self, place: int, base: float, size: float, turn: int) -> int:
        """Return 1 or -1 for a digit that is drawn raised or lowered by its typeface, which has such digits of its own."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        if not self.raw.FPDFText_GetCharBox(self.text.raw, place, left, right, bottom, top):
            return 0
        low, high = {0: (bottom, top), 1: (right, left), 2: (top, bottom), 3: (left, right)}.get(turn, (bottom, top))
        sign = -1 if turn in (1, 2) else 1
        under, over = sign * low.value - base, sign * high.value - base
        if not 0.2 * size < over - under < 0.52 * size:
            return 0
        return 1 if under > 0.2 * size else -1 if under < -0.06 * size and over < 0.42 * size else 0

    def _put(
        self, piece: list[str], box: tuple[float, float, float], style: _Style, place: tuple[int, int], *, spaced: bool, unsaid: bool
    ) -> None:
        (left, right, base), (order, level) = box, place
        text = _whole("".join(piece))
        if style.symbol:
            text = font_signs.with_private(text, "Symbol")
        if style.signs:
            text, plain = text.translate(style.signs), text
            self.found.mended += sum(before != after for before, after in zip(plain, text, strict=True))
        self.found.count += len(text)
        made = Piece(
            text,
            left,
            right,
            base,
            style.size,
            spaced,
            order,
            style.bold,
            style.italic,
            style.mark,
            style.artifact,
            style.mono,
            style.math,
            level,
            unsaid=style.face if unsaid and not style.signs else 0,
        )
        self.found.turned.setdefault(style.turn, []).append(made)
        if style.heavy:
            self.heavy.append(made)

    def _style(self, mine: int, place: int) -> _Style:
        """Look at the piece of text in the file that a letter belongs to."""
        raw, text = self.raw, self.text
        matrix = raw.FS_MATRIX()
        scale, turn, angle, along = 1.0, 0, 0.0, 1.0
        if raw.FPDFText_GetMatrix(text, place, matrix):
            scale = math.hypot(matrix.c, matrix.d)
            along = math.hypot(matrix.a, matrix.b)
            angle = math.atan2(matrix.b, matrix.a)
            turn = _turn(math.degrees(angle))
        flags, name = ctypes.c_int(), ctypes.create_string_buffer(128)
        raw.FPDFText_GetFontInfo(text, place, name, 128, flags)
        face = name.value.lower()
        is_bold, is_slanted, is_mono = tex_faces.style(face)
        bold = is_bold or b"bold" in face or b"black" in face or b"heavy" in face
        bold = bold or bool(flags.value & _FORCED_BOLD)
        heavy = not bold and raw.FPDFText_GetFontWeight(text, place) >= _BOLD
        italic = is_slanted or b"italic" in face or b"oblique" in face or bool(flags.value & _ITALIC_FLAG)
        thing = raw.FPDFText_GetTextObject(text, place)
        size = raw.FPDFText_GetFontSize(text, place) * scale
        style = _Style(
            size if size > 0 else 1.0,
            turn,
            bold or heavy,
            heavy,
            italic,
            raw.FPDFPageObj_GetMarkedContentID(thing),
            _is_artifact(thing),
            self.eye.is_unseen(place),
            is_mono or any(name in face for name in _MONO),
            _MATH.match(face.replace(b" ", b"")) is not None,
            b"symbol" in face,
            tex_faces.signs(face),
            math.cos(angle),
            math.sin(angle),
            ctypes.cast(raw.FPDFTextObj_GetFont(thing), ctypes.c_void_p).value or 1,
            max(raw.FPDFText_GetFontSize(text, place) * along, 0.01),
        )
        self.styles[mine] = style
        return style


def _turn(degrees: float) -> int:
    """Return the quarters of a turn. For text that stands aslant, return its angle in degrees, and 4 more."""
    quarters = round(degrees / 90)
    return quarters % 4 if abs(degrees - 90 * quarters) < 3 else _ASLANT + round(degrees) % 360


def _is_artifact(thing: Any) -> bool:
    """Say whether the file marks a piece of text as an artifact, such as a running head."""
    import pypdfium2.raw as raw

    for number in range(max(raw.FPDFPageObj_CountMarks(thing), 0)):
        mark = raw.FPDFPageObj_GetMark(thing, number)
        name, size = (raw.FPDF_WCHAR * 16)(), ctypes.c_ulong()
        if mark and raw.FPDFPageObjMark_GetName(mark, name, 32, size) and bytes(name).startswith("Artifact\0".encode("utf-16-le")):
            return True
    return False


def _whole(text: str) -> str:
    """Join the halves of characters that pdfium counts as two (UTF-16)."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if not text.isascii() else text

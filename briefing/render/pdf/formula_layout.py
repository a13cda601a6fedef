"""Where the parts of a formula are: glyphs of the typeface for mathematics, bars and lines, in ems from the base line.

ziamath lays MathML out by the tables of that typeface, as TeX does. It is loaded for the first formula of a pack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from briefing.dataclass import dataclass
from briefing.theme import font_files
from briefing.theme.mathematics import typeface

SIZE = 100.0
"""The size at which formulas are laid out. They are drawn at any other: what ziamath takes for too small depends on this one."""
_EM = 1.333
"""How long ziamath takes an em to be, in sizes of its letters."""
_RELATIONS = frozenset("=<>≤≥≠≈≡≅∼≃∝→←↔⇒⇐⇔⟶⟹⟺↦∈∉⊂⊃⊆⊇≪≫≔:+−±∓×·÷∪∩∧∨")
"""Signs after which a formula may go on in another line."""
_WORDS_HEIGHT, _WORDS_DEPTH = 0.72, 0.22
"""How far words that the typeface for mathematics lacks reach from the base line, in sizes."""
_BARS = frozenset("‾¯_")
"""Signs for a line above or below."""
_ACCENTS = {"\u0302": "ˆ", "\u0303": "~", "\u0307": "˙", "\u0308": "¨", "\u030c": "ˇ", "\u0306": "˘", "\u0301": "´", "\u0300": "`"}
"""Signs above a letter that join it, and the same as signs of their own."""
_CELLS, _EQUATIONS = "0.6em", "0em 1.2em"
"""The white between the columns of a matrix, and between the sides of equations below one another, as ziamath counts ems."""


@dataclass(frozen=True, slots=True)
class GlyphAt:
    """A glyph of the typeface for mathematics."""

    index: int
    text: str
    """The character that it shows."""
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class WordsAt:
    """Words in the typeface of the text around the formula, which has letters that the one for mathematics lacks."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class BarAt:
    """A filled rectangle: of a fraction, a root, an overline."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class LineAt:
    """A line from one place to another, such as one that strikes out."""

    x: float
    y: float
    to_x: float
    to_y: float
    weight: float


Mark = GlyphAt | WordsAt | BarAt | LineAt


@dataclass(frozen=True, slots=True)
class FormulaLayout:
    """A formula, laid out."""

    marks: tuple[Mark, ...]
    width: float
    above: float
    """How far it reaches above the base line …"""
    below: float
    """… and below it; not less than 0."""
    cuts: tuple[float, ...]
    """Where it may be divided, from its left edge."""


@lru_cache(2_000)
def formula_layout(mathml: str, words: str, width_of: Callable[[str], float], *, is_tall: bool = False) -> FormulaLayout:
    """Lay a formula out.

    Args:
        mathml: The formula.
        words: It in one line: what is printed of a formula that ziamath cannot lay out.
        width_of: Returns the width of words in the typeface of the text, in ems.
        is_tall: Whether its fractions and sums are as large within a line as on a line of their own.
    """
    from xml.etree import ElementTree as ET  # here: most packs have no formulas

    from ziamath.zmath import Math  # it takes a quarter of a second to load

    root = ET.fromstring(mathml)  # noqa: S314  # pandoc made it, without entities
    _prepare(root, width_of)
    if is_tall:
        root.set("display", "block")
    try:
        node: Any = Math(root, size=SIZE, font=typeface().regular).node
    except Exception:  # whatever ziamath stumbles over: the words are there
        wide = width_of(words)
        return FormulaLayout((WordsAt(words, 0, 0, 1),), wide, _WORDS_HEIGHT, _WORDS_DEPTH, ())
    marks = tuple(_marks(node, 0.0, 0.0))
    box = node.bbox
    left = min(0.0, box.xmin / SIZE)
    width = max(box.xmax, node.xadvance()) / SIZE - left
    return FormulaLayout(marks, width, max(box.ymax, 0) / SIZE, max(-box.ymin, 0) / SIZE, tuple(_cuts(node)))


def _prepare(element: Any, width_of: Callable[[str], float]) -> None:
    """Turn what ziamath does not know into what it knows. Words with other letters than those of the typeface become room for them."""
    known = font_files.characters(typeface())
    for each in element.iter():
        name = each.tag.rpartition("}")[2]
        text = "".join(each.itertext()).strip() if name in ("mi", "mn", "mo", "mtext") else ""
        if text and any(ord(letter) not in known and not letter.isspace() for letter in text):
            size = {"width": width_of(text), "height": _WORDS_HEIGHT, "depth": _WORDS_DEPTH}
            each.tag, each.text = "mspace", None
            each.attrib.update({key: f"{value / _EM:.5f}em" for key, value in size.items()} | {"words": text})
        elif name == "mtext":
            each.text = text  # the spaces around it are elements of their own
        elif name == "mstyle" and not each.attrib:
            each.tag = "mrow"
        elif name == "mspace" and each.get("width", "").endswith("em"):
            each.set("width", f"{float(each.get('width').removesuffix('em')) / _EM:.5f}em")
        elif name in ("mover", "munder", "munderover"):
            _set_accents(each)
        elif name == "mtable":
            sides = [cell.get("columnalign") for row in list(each)[:1] for cell in row][:2]
            each.set("columnspacing", _EQUATIONS if sides == ["right", "left"] else _CELLS)


def _set_accents(element: Any) -> None:
    """Set the signs above and below others as ziamath knows them: those of one letter do not stretch."""
    base, *accents = list(element)
    is_short = len("".join(base.itertext()).strip()) == 1
    for each in accents:
        sign = (each.text or "").strip()
        if sign in _BARS:
            each.text = "―"
        elif is_short and sign in _ACCENTS:
            each.text = _ACCENTS[sign]


def _marks(node: Any, x: float, y: float) -> Iterator[Mark]:
    """Yield the marks of a node of ziamath and of those in it. Its coordinates go down, those of PDF up."""
    if getattr(node, "phantom", False):
        return
    match type(node).__name__:
        case "Glyph":
            yield from _glyph(node, x, y)
        case "HLine" if node.lw > 0:
            yield BarAt(x / SIZE, -(y + node.lw) / SIZE, node.length / SIZE, node.lw / SIZE)
        case "VLine" if node.lw > 0:
            yield BarAt((x - node.lw / 2) / SIZE, -(y + node.height) / SIZE, node.lw / SIZE, node.height / SIZE)
        case "Box":
            weight, wide, high, low = node.lw / SIZE, node.width / SIZE, node.height / SIZE, -y / SIZE
            left = x / SIZE
            yield from (BarAt(left, at, wide, weight) for at in (low, low + high - weight))
            yield from (BarAt(at, low, weight, high) for at in (left, left + wide - weight))
        case "Diagonal":
            yield LineAt(x / SIZE, (node.height - y) / SIZE, (x + node.width) / SIZE, -y / SIZE, node.lw / SIZE)
        case "Mspace" if words := node.element.get("words"):
            yield WordsAt(words, x / SIZE, -y / SIZE, node.glyphsize / SIZE)
    for (right, down), child in zip(getattr(node, "nodexy", ()), node.nodes, strict=False):
        yield from _marks(child, x + right, y + down)


def _glyph(node: Any, x: float, y: float) -> Iterator[Mark]:
    """Yield a glyph, or the pieces of which a tall bracket or a wide brace is put together."""
    glyph, size = node.glyph, node.size / SIZE
    scale = size / glyph.font.info.layout.unitsperem
    if pieces := getattr(glyph, "glyphs", ()) if glyph.index < 0 else ():
        for piece, offset in zip(pieces, glyph.offsets, strict=True):
            right, up = (0.0, offset * scale) if glyph.vert else (offset * scale, 0.0)
            yield GlyphAt(piece.index, node.char, x / SIZE + right, -y / SIZE + up, size)
    elif glyph.operators:
        yield GlyphAt(glyph.index, node.char, x / SIZE, -y / SIZE, size)


def _cuts(node: Any) -> Iterator[float]:
    """Yield where a formula may be divided: behind relations and signs that join terms, in its outermost row."""
    x = 0.0
    while len(node.nodes) == 1 and node.nodes[0].mtag == "mrow":
        x += node.nodexy[0][0]
        node = node.nodes[0]
    if node.mtag != "mrow":
        return
    for place, each in enumerate(node.nodes[1:-1], 1):
        following = node.nodes[place + 1]
        if each.mtag == "mo" and getattr(each, "string", "") in _RELATIONS and following.mtag != "mo":
            yield (x + node.nodexy[place + 1][0]) / SIZE

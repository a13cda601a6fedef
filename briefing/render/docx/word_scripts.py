"""Scripts that Word has to be told of: directions of paragraphs, tables and runs, and the typefaces and languages of runs.

All of it is put into parts that are written already. Word reads complex scripts by attributes of their own (ECMA-376 Part 1, 17.3.2.30 and
17.3.1.6): `w:bidi` lets a paragraph begin on the right, `w:rtl` says that a run is of words that run from right to left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from copy import deepcopy
from itertools import groupby

from lxml import etree

from briefing.dataclass import dataclass
from briefing.document import Document, Text, walk
from briefing.document.directions import has_backward, is_backward, is_upright, runs_backward, script
from briefing.render.bidi import levels_in
from briefing.render.docx.language_tags import word_language
from briefing.render.docx.style_model import Style, style_id
from briefing.render.docx.wml import Element, add, serialise, w
from briefing.theme.font_files import characters
from briefing.theme.model import Theme, Typeface

_AFTER_JC = frozenset(
    w(name)
    for name in ("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange")
)
"""What follows `w:jc` in the properties of a paragraph …"""
_AFTER_BIDI = _AFTER_JC | {
    w(name) for name in ("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc")
}
"""… and what follows `w:bidi`."""
_AS_PAGES = tuple(map(style_id, ("Kicker", "Title", "Subtitle", "Byline", "TOC Heading", "Caption", "Heading")))
"""What the names of the styles of titles and captions begin with: these begin where pages do, whatever the direction of their words."""
_RUN_ORDER = {
    w(name): place
    for place, name in enumerate(
        (
            *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "color", "spacing", "position", "sz", "szCs"),
            *("highlight", "u", "shd", "vertAlign", "rtl", "cs", "em", "lang"),
        )
    )
}
"""The order of the properties of a run, as far as packs have them."""
_EASTERN = {"Japanese": "ja-JP", "Korean": "ko-KR", "Chinese": "zh-CN"}
_BACKWARD = {"Hebrew": "he-IL", "Arabic": "ar-SA", "Syriac": "syr-SY", "Thaana": "dv-MV"}
"""The languages that a program is told where a text names none."""
_LIST = re.compile(r"List(Bullet|Number|Continue)")


def is_needed(document: Document, theme: Theme) -> bool:
    """Say whether there is anything to tell: a word that runs from right to left, or one in a further typeface."""
    if document.backward:
        return True
    texts = (document.title, document.subtitle, document.kicker, document.byline, document.running, document.marking, document.description)
    known = characters(theme.text) | characters(theme.sans)
    found = (*texts, *(node.text for node in walk(document) if isinstance(node, Text)))
    return any(has_backward(text) or (theme.more and not text.isascii() and not known.issuperset(map(ord, text))) for text in found)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is alike in a stretch of a run."""

    typeface: Typeface | None
    """The further typeface that has its letters; None for those of the theme."""
    backward: bool


class Settler:
    """Settles the parts of one file."""

    def __init__(self, document: Document, theme: Theme, styles: Sequence[Style]) -> None:
        self._backward = document.backward
        self._language = document.language
        self._theme = theme
        self._known = characters(theme.text) | characters(theme.sans)
        self._slanted: Container[str] = {style_id(each.name) for each in styles if each.run.italic}
        self.used: dict[Typeface, set[str]] = {}
        """The further typefaces that are used, with their characters."""

    def settled(self, part: bytes) -> bytes:
        """Return a part with directions, typefaces and languages."""
        top = etree.fromstring(part)
        self._blocks(top, self._backward)
        if self._backward:
            for section in top.iter(w("sectPr")):
                add(section, "bidi")
            for border in top.iter(w("pgBorders")):  # the band of the title page
                if (left := border.find(w("left"))) is not None:
                    left.tag = w("right")
                    border.append(left)
        return serialise(top)

    def style(self, styles: Element) -> None:
        """Let paragraphs begin on the right where the whole document does."""
        if self._backward:
            normal = next(each for each in styles.iter(w("style")) if each.get(w("styleId")) == "Normal")
            properties = normal.find(w("pPr"))
            if properties is None:
                properties = etree.Element(w("pPr"))
                following = normal.find(w("rPr"))
                normal.append(properties) if following is None else following.addprevious(properties)
            _begin(properties, right=True)

    def _blocks(self, parent: Element, backward: bool) -> None:
        """Settle the paragraphs and tables below an element, in which words without a direction begin on the right or not."""
        for is_list, group in groupby(parent, _is_item):
            members = [*group]
            around = is_backward(_texts(members), otherwise=backward) if is_list else backward
            for each in members:
                if each.tag == w("p"):
                    self._paragraph(each, around, whole=is_list)
                elif each.tag == w("tbl"):
                    self._table(each, backward)
                elif isinstance(each.tag, str) and len(each):
                    self._blocks(each, around)

    def _table(self, table: Element, backward: bool) -> None:
        own = is_backward(_texts([table]), otherwise=backward)
        if own:
            visual = etree.Element(w("bidiVisual"))
            properties = table.find(w("tblPr"))
            style = properties.find(w("tblStyle"))
            properties.insert(0 if style is None else 1, visual)
        for row in table.iterfind(w("tr")):
            self._blocks(row, own)

    def _paragraph(self, paragraph: Element, backward: bool, *, whole: bool) -> None:
        runs = [run for run in paragraph.iter(w("r")) if run.find(w("t")) is not None]
        text = "".join(_words(run) for run in runs)
        own = backward if whole else is_backward([text], otherwise=backward)
        properties = paragraph.find(w("pPr"))
        if own != self._backward:
            if properties is None:
                properties = etree.Element(w("pPr"))
                paragraph.insert(0, properties)
            _begin(properties, right=own)
            if self._backward and (style := properties.find(w("pStyle"))) is not None and str(style.get(w("val"))).startswith(_AS_PAGES):
                told = etree.Element(w("jc"))
                told.set(w("val"), "right")
                _insert(properties, told, _AFTER_JC)
        if text.isascii() and not own:
            return
        style = None if properties is None else properties.find(w("pStyle"))
        is_slanted = style is not None and str(style.get(w("val"))) in self._slanted
        every: Sequence[int] = (0,) * len(text)
        if own or has_backward(text):
            groups = groupby(runs, self._language_of)
            every = levels_in([(language, "".join(map(_words, group))) for language, group in groups], backward=own)
        read = 0
        for run in runs:
            length = len(_words(run))
            self._run(run, every[read : read + length], is_slanted=is_slanted)
            read += length

    def _language_of(self, run: Element) -> str:
        told = run.find(f"{w('rPr')}/{w('lang')}")
        return self._language if told is None else str(told.get(w("val")))

    def _run(self, run: Element, own: Sequence[int], *, is_slanted: bool) -> None:
        """Cut a run into pieces, each with its typeface and its direction."""
        made: list[Element] = []
        read = 0
        for child in run:
            if child.tag == w("rPr"):
                continue
            if child.tag != w("t"):
                made.append(_copy(run, child))
                continue
            words = child.text or ""
            for piece, text in self._pieces(words, own[read : read + len(words)]):
                part = deepcopy(child)
                part.text = text
                if text[0].isspace() or text[-1].isspace():
                    part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                made.append(_copy(run, part))
                self._tell(made[-1], text, piece, is_slanted=is_slanted)
            read += len(words)
        for each in made:
            run.addprevious(each)
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)

    def _pieces(self, words: str, own: Sequence[int]) -> Iterator[tuple[_Piece, str]]:
        found: list[tuple[_Piece, str]] = []
        for place, (character, level) in enumerate(zip(words, own, strict=True)):
            backward = bool(level % 2) or (level > 0 and unicodedata.bidirectional(character) != "L")
            piece = _Piece(self._typeface(words, place, found[-1][0].typeface if found else None), backward)
            if found and found[-1][0] == piece:
                found[-1] = piece, found[-1][1] + character
            else:
                found.append((piece, character))
        return iter(found)

    def _typeface(self, words: str, place: int, last: Typeface | None) -> Typeface | None:
        """Return the further typeface of a character: for a sign or a space within such words, that of the words."""
        character = words[place]
        if last is not None and not character.isalpha() and ord(character) in characters(last):
            following = next((each for each in words[place:] if each.isalpha()), "")
            if not following or ord(following) in characters(last):
                return last
        if ord(character) in self._known:
            return None
        return next((each for each in self._theme.more if ord(character) in characters(each)), None)

    def _tell(self, run: Element, text: str, piece: _Piece, *, is_slanted: bool) -> None:
        upright = is_upright(text)
        if piece.typeface is None and not piece.backward and not upright:
            return
        properties = run.find(w("rPr"))
        if properties is None:
            properties = etree.Element(w("rPr"))
            run.insert(0, properties)
        if piece.typeface is not None:
            self.used.setdefault(piece.typeface, set()).update(text)
            _put(properties, "rFonts", **dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), piece.typeface.family))
        if upright and properties.find(w("i")) is not None:
            for name in ("i", "iCs"):
                properties.remove(properties.find(w(name)))
            _put(properties, "b")
            _put(properties, "bCs")
        elif upright and is_slanted:
            _put(properties, "i", val="0")
            _put(properties, "iCs", val="0")
        if piece.backward:
            _put(properties, "rtl")
        self._say_language(properties, text, backward=piece.backward)

    def _say_language(self, properties: Element, text: str, *, backward: bool) -> None:
        letters = [script(each) for each in text if each.isalpha()]
        known = properties.find(w("lang"))
        named = self._language if known is None else str(known.get(w("val")))
        if backward and letters:
            language = word_language(named) if runs_backward(named) else _BACKWARD.get(letters[0], "ar-SA")
            _put(properties, "lang", **({} if known is None else {"val": named}), bidi=language)
        elif eastern := {_EASTERN[each] for each in letters if each in _EASTERN}:
            language = named if named.split("-")[0] in ("ja", "ko", "zh") else max(eastern, key=lambda each: (each != "zh-CN", each))
            _put(properties, "lang", **({} if known is None else {"val": named}), eastAsia=word_language(language))


def _is_item(element: Element) -> bool:
    """Say whether an element is a paragraph of a list."""
    style = element.find(f"{w('pPr')}/{w('pStyle')}") if element.tag == w("p") else None
    return style is not None and _LIST.match(str(style.get(w("val")))) is not None


def _texts(elements: Sequence[Element]) -> Iterator[str]:
    return (str(each.text or "") for element in elements if isinstance(element.tag, str) for each in element.iter(w("t")))


def _words(run: Element) -> str:
    return "".join(each.text or "" for each in run.iterfind(w("t")))


def _copy(run: Element, child: Element) -> Element:
    """Return a run like another with one of its children."""
    made = etree.Element(w("r"))
    properties = run.find(w("rPr"))
    if properties is not None:
        made.append(deepcopy(properties))
    made.append(deepcopy(child))
    return made


def _begin(properties: Element, *, right: bool) -> None:
    """Say in the properties of a paragraph on which side it begins."""
    told = etree.Element(w("bidi"))
    if not right:
        told.set(w("val"), "0")
    _insert(properties, told, _AFTER_BIDI)


def _insert(properties: Element, told: Element, after: Container[str]) -> None:
    """Put a property before the first of those that come after it."""
    following = next((each for each in properties if each.tag in after), None)
    properties.append(told) if following is None else following.addprevious(told)


def _put(properties: Element, name: str, **attributes: str) -> None:
    """Give a run a property, in place of the one that it has."""
    had = properties.find(w(name))
    if had is not None:
        properties.remove(had)
    made = etree.Element(w(name))
    for key, value in attributes.items():
        made.set(w(key), value)
    place = _RUN_ORDER[w(name)]
    following = next((each for each in properties if _RUN_ORDER.get(str(each.tag), len(_RUN_ORDER)) > place), None)
    properties.append(made) if following is None else following.addprevious(made)

"""Make runs from inlines. A run is a stretch of characters in one face, one colour and one place of the structure tree."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from briefing.dataclass import dataclass
from briefing.document import (
    Citation,
    Code,
    Emphasis,
    Formula,
    Indexed,
    InlinePicture,
    Inlines,
    Language,
    LineBreak,
    Link,
    NoteMark,
    PageNumber,
    Reference,
    Script,
    SmallCaps,
    Spoken,
    Strong,
    Struck,
    Term,
    Text,
    plain,
    walk,
)
from briefing.document.directions import is_upright
from briefing.errors import BriefingError, Problem
from briefing.render.pdf.canvas import Target
from briefing.render.pdf.faces import SMALL_CAPS, SOFT_HYPHEN, Face, Placed, covers
from briefing.render.pdf.font_tokens import Font, find_font
from briefing.render.pdf.formula_pieces import FormulaFont
from briefing.render.pdf.pdf_file import text_string
from briefing.render.pdf.picture_pieces import SIGN, PictureFont
from briefing.render.pdf.structure_tree import Element, Slot
from briefing.render.pdf.text_styles import Style
from briefing.theme import font_files
from briefing.theme.font_files import characters
from briefing.theme.model import Typeface

MARK_SIZE = 0.66
"""The size of a note's mark beside that of the words before it."""
MARK_RISE = 0.36
"""How far a mark is raised, in sizes of the words before it."""
SCRIPT_SIZE = MARK_SIZE
"""The size of superscripts and subscripts beside that of the words around them."""
SCRIPT_RISES = {"super": 0.33, "sub": -0.14}
"""How far they are raised, in sizes of the words around them."""
UNKNOWN = "00"
"""The number of a page until the pages are laid out: about as wide as the number will be."""
CODE_SIZE = 0.94
"""The size of code beside that of the words around it, whose letters are smaller."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A stretch of characters."""

    text: str
    font: Font
    colour: str
    slot: Slot
    language: str
    rise: float = 0
    target: Target | None = None
    note: str = ""
    """The id of the note whose mark this run is."""
    annotated: bool = False
    """Whether the words are what a note is about."""
    term: str = ""
    """The colour of dots under a defined term."""
    struck: bool = False
    """Whether a line goes through it."""
    place: str = ""
    """The id of the mention that it belongs to."""
    level: int = 0
    """Odd where it runs from right to left, in a paragraph of both directions."""

    @property
    def is_plain(self) -> bool:
        """Return whether it is nothing but words."""
        return self.target is None and not (self.note or self.annotated or self.term or self.struck or self.font.is_drawn)


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a note."""

    text: str
    description: str
    """What a listener hears of the link to the note."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What the inlines around a text say of it."""

    element: Element
    language: str
    colour: str
    bold: bool = False
    italic: bool = False
    target: Target | None = None
    annotated: bool = False
    term: str = ""
    struck: bool = False
    scale: float = 1
    """The size beside that of the paragraph."""
    rise: float = 0
    small_caps: bool = False
    typed: bool = False
    """Whether it is code: in the typeface that the paragraph is not in."""
    place: str = ""


class RunMaker:
    """Makes the runs of one paragraph and the elements of its links and foreign words."""

    def __init__(self, style: Style, element: Element, language: str, marks: dict[str, Mark]) -> None:
        """Prepare for a paragraph in `element`. `marks` are the marks of the notes, by id."""
        self._style = style
        self._marks = marks
        self._lines: list[list[Run]] = [[]]
        self._context = _Context(element, language, style.colour)
        self._whole: Inlines = ()
        self._order: dict[str, Sequence[Typeface]] = {}
        """The further typefaces in the order in which they are asked, by language."""

    def make(self, inlines: Inlines) -> list[list[Run]]:
        """Return the runs, in a list for each stretch between line breaks. Raises BriefingError for a character that no face has."""
        self._whole = inlines
        self._add(inlines, self._context)
        has_pictures = any(isinstance(run.font, PictureFont) for runs in self._lines for run in runs)
        return [_spaced(runs) for runs in self._lines] if has_pictures else self._lines

    def _add(self, inlines: Inlines, context: _Context) -> None:  # noqa: C901  # an arm for each node
        for node in inlines:
            match node:
                case Text():
                    self._text(node.text, context)
                case Emphasis():
                    self._add(node.children, replace(context, italic=not context.italic))
                case Strong():
                    self._add(node.children, replace(context, bold=True))
                case Script():
                    size = self._style.size * context.scale
                    inner = replace(context, scale=context.scale * SCRIPT_SIZE, rise=context.rise + size * SCRIPT_RISES[node.place])
                    self._add(node.children, inner)
                case SmallCaps():
                    self._add(node.children, replace(context, small_caps=True))
                case Struck():
                    self._add(node.children, replace(context, struck=True))
                case Code():
                    element = context.element.add("Code")
                    self._add(node.children, replace(context, element=element, typed=True, scale=context.scale * CODE_SIZE))
                case Formula():
                    self._formula(node, context)
                case InlinePicture():
                    self._picture(node, context)
                case Link():
                    self._link(node.children, replace(context, colour=self._style.accent), url=node.url)
                case Reference():
                    self._link(node.children, replace(context, colour=self._style.quiet), name=node.target)
                case Citation():
                    self._add(node.children, replace(context, colour=self._style.quiet))
                case PageNumber():
                    self._link((Text(node.label or UNKNOWN),), replace(context, colour=self._style.quiet), name=node.target)
                case Term():
                    self._link(node.children, replace(context, term=self._style.accent), name=node.target)
                case NoteMark():
                    self._note_mark(node, context)
                case Indexed():
                    self._add(node.children, replace(context, place=node.id or context.place))
                case Language():
                    element = context.element.add("Span", Lang=text_string(node.tag))
                    self._add(node.children, replace(context, element=element, language=node.tag))
                case Spoken():
                    # Not ActualText, which would also stand in the place of the signs for who searches and copies.
                    element = context.element.add("Span", Alt=text_string(node.words))
                    self._add(node.children, replace(context, element=element))
                case LineBreak():
                    self._lines.append([])
                case _:
                    assert_never(node)

    def _link(self, children: Inlines, context: _Context, url: str = "", name: str = "") -> None:
        element = context.element.add("Link")
        shown = " ".join(each.alt for each in walk(children) if isinstance(each, InlinePicture))
        target = Target(element, plain(children).strip() or shown or url or name, url, name)
        self._add(children, replace(context, element=element, target=target))

    def _formula(self, node: Formula, context: _Context) -> None:
        element = context.element.add("Formula", Alt=text_string(plain(node.children)))
        faces = [self._style.face(each, bold=False, italic=False) for each in (self._style.typeface, self._style.fallback)]
        around = find_font(faces[0], self._style.size * context.scale, self._style.features)
        font = FormulaFont(node.mathml, plain(node.children), around, faces[1])
        run = Run(font.text, font, context.colour, element.slot(), "", context.rise, context.target, struck=context.struck)
        self._lines[-1].append(run)

    def _picture(self, node: InlinePicture, context: _Context) -> None:
        element = context.element.add("Figure", Alt=text_string(node.alt)) if node.alt else context.element
        around = find_font(self._style.face(self._style.typeface, bold=False, italic=False), self._style.size * context.scale)
        self._lines[-1].append(
            Run(SIGN, PictureFont(node, around, node.natural), context.colour, element.slot(), "", target=context.target)
        )

    def _note_mark(self, node: NoteMark, context: _Context) -> None:
        self._add(node.children, replace(context, annotated=True))
        mark = self._marks[node.note]
        element = context.element.add("Reference").add("Link")
        size = self._style.size
        for text, face in self._pieces(mark.text, replace(context, bold=False, italic=self._style.italic)):
            self._lines[-1].append(
                Run(
                    text,
                    find_font(face, size * MARK_SIZE),
                    self._style.accent,
                    element.slot(),
                    context.language,
                    rise=size * MARK_RISE,
                    target=Target(element, mark.description, name=node.note),
                    note=node.note,
                    place=context.place,
                )
            )

    def _text(self, text: str, context: _Context) -> None:
        for piece, face in self._pieces(text.replace(SOFT_HYPHEN, ""), context):
            self._lines[-1].append(
                Run(
                    piece,
                    self._font(face, context),
                    context.colour,
                    context.element.slot(),
                    context.language,
                    rise=context.rise,
                    target=context.target,
                    annotated=context.annotated,
                    term=context.term,
                    struck=context.struck,
                    place=context.place,
                )
            )

    def _pieces(self, text: str, context: _Context) -> Iterator[tuple[str, Face]]:
        """Yield stretches of `text` with the face that shows them."""
        style = self._style
        typefaces = (style.fallback, style.typeface) if context.typed else (style.typeface, style.fallback)
        first, second = (style.face(each, bold=context.bold, italic=context.italic) for each in typefaces)
        if covers(first, text):
            yield text, first
            return
        start, current = 0, first
        for place, character in enumerate(text):
            if covers(first, character):
                face = first
            elif covers(second, character):
                face = second
            else:
                face = self._other_face(character, context)
            if face is not current and current.typeface in style.more and covers(current, character):
                joined = _joins(character) or (_is_neutral(character) and self._goes_on(text, place, first, second))
                face = current if joined else face
            if face is not current:
                if place > start:
                    yield text[start:place], current
                start, current = place, face
        if start < len(text):
            yield text[start:], current

    @staticmethod
    def _goes_on(text: str, place: int, first: Face, second: Face) -> bool:
        """Say whether words in another script go on behind a space or a sign, or nothing follows it."""
        following = next((each for each in text[place:] if not _is_neutral(each)), "")
        return not following or not (covers(first, following) or covers(second, following))

    def _other_face(self, character: str, context: _Context) -> Face:
        """Return the face of a character that both typefaces lack. Where its script has no italics, what is emphasised is bold."""
        style = self._style
        found = next((each for each in self._others(context.language) if ord(character) in characters(each)), None)
        if found is None:
            raise _missing(character, plain(self._whole))
        if is_upright(character) or not found.has_italics:
            return style.face(found, bold=context.bold or context.italic, italic=style.italic)
        return style.face(found, bold=context.bold, italic=context.italic)

    def _others(self, language: str) -> Sequence[Typeface]:
        """Return the further typefaces, before all others those that have the forms of the language, then those that have every letter."""
        style = self._style
        if language not in self._order:
            usual = characters(style.typeface) | characters(style.fallback)
            letters = {ord(each) for each in plain(self._whole) if ord(each) not in usual and each.isalpha()}
            self._order[language] = sorted(
                style.more, key=lambda each: (not font_files.writes(each, language), not letters <= characters(each))
            )
        return self._order[language]

    def _font(self, face: Face, context: _Context) -> Font:
        size = self._style.size * context.scale
        if face.typeface in self._style.more:
            return find_font(face, size, Placed(size))
        return find_font(face, size, SMALL_CAPS if context.small_caps else self._style.features)


def _spaced(runs: Sequence[Run]) -> list[Run]:
    """Return the runs of a stretch. Beside their pictures a line may end, but for where signs and the marks of notes belong to one."""
    found = list(runs)
    for number, run in enumerate(runs):
        if isinstance(run.font, PictureFont):
            before = runs[number - 1].text[-1:] if number else ""
            after = runs[number + 1].text[:1] if number + 1 < len(runs) and not runs[number + 1].note else ""
            opens, follows = before.isalnum() or before in tuple(",.;:)]»”’"), after.isalnum() or after in tuple("([«“‘")
            found[number] = replace(run, text=f"{' ' * opens}{SIGN}{' ' * follows}")
    return found


def _joins(character: str) -> bool:
    """Say whether a character belongs to the one before it, such as an accent or a joiner."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")


def _is_neutral(character: str) -> bool:
    """Say whether a character is a space, a digit or a sign between words."""
    return unicodedata.category(character)[0] in "NPZ"


def _around(character: str, whole: str) -> str:
    place = whole.find(character)
    return whole[max(place - 30, 0) : place + 30].strip()


def _missing(character: str, whole: str) -> BriefingError:
    around = _around(character, whole)
    name = unicodedata.name(character, "a character without a name")
    return BriefingError(
        [
            Problem(
                "",
                0,
                f"no typeface of this pack has the character {character!r} (U+{ord(character):04X}, {name}): “…{around}…”",
                "Write it with other letters, or take it out.",
            )
        ]
    )

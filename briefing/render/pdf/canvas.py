"""Draw on pages. Everything in the content streams is tagged or an artifact (ISO 32000-1, 14.6 and 14.8.2).

All is artifact unless a slot is open: a page begins as an artifact, opening a slot closes it, and nothing nests. Coordinates are
points from the lower left corner of the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from functools import lru_cache
from itertools import product
from math import inf

from briefing.dataclass import dataclass
from briefing.render.pdf import font_programs
from briefing.render.pdf.drawn_pages import Drawn, OtherFontsError
from briefing.render.pdf.faces import EmbeddedFont, Face, find_face
from briefing.render.pdf.font_tokens import Font, Reading, Token
from briefing.render.pdf.pdf_file import PdfFile, array, compressed, dictionary, name_string, number, numbers, text_string
from briefing.render.pdf.structure_tree import Element, ParentEntry, Slot
from briefing.theme.font_files import FACES
from briefing.theme.model import Typeface

ARTIFACT = "/Artifact BMC"
DOT_GAP = 2.1
OUTLINE = 0.03
"""How thick the outline of letters is that should be bold, in sizes of the type."""
LEAST_JUMP = 0.5
"""A jump within a line that is smaller is none. In thousandths of an em."""
NEAR = 4000
"""Jumps within a line up to this size, such as the spaces of justified text, stay in one array. In thousandths of an em."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads."""

    element: Element
    """The `Link` element that its words and annotations belong to."""
    description: str
    """What a listener hears."""
    url: str = ""
    """Of a link that leaves the pack."""
    name: str = ""
    """The id of a place in the pack."""


@dataclass(slots=True)
class _Page:
    reference: str
    code: list[str] = field(default_factory=lambda: [ARTIFACT])
    marked: list[Element] = field(default_factory=list)
    """The element of each marked-content id."""
    annotations: list[str] = field(default_factory=list)


class Canvas:
    """Draws the pages of one file, one after another."""

    def __init__(self, file: PdfFile, size: tuple[float, float], rule: str, typefaces: Sequence[Typeface] = ()) -> None:
        """Begin. `rule` is the colour of dots under annotated words. The fonts of `typefaces` have the same names in every file."""
        self.file = file
        self.size = size
        """Of the sheet of the pages to come, in points."""
        self._rule = rule
        self._fonts: dict[Face, EmbeddedFont] = {}
        self._names = {find_face(typeface, style): f"F{number}" for number, (typeface, style) in enumerate(product(typefaces, FACES), 1)}
        """The names of fonts, for faces that have fixed ones."""
        self._faces = {name: face for face, name in self._names.items()}
        self.is_keeping = False
        """Whether what pages show is kept …"""
        self.drawn: dict[int, Drawn] = {}
        """… by their index."""
        self._kept: Drawn | None = None
        """What the page under way shows, if it is to be kept."""
        self._packed = b""
        """The content of the page under way, if it was compressed before."""
        self._thick: set[str] = set()
        """The names of fonts that stand for a bold face that there is not."""
        self._is_thick = False
        self._pictures: dict[str, str] = {}
        """Names of image objects in the resources of the pages."""
        self._foreign: dict[str, dict[str, str]] = {}
        """What the content of other files needs: references by category and name."""
        self._resources = file.reserve()
        self.prefix = ""
        """What the names of places begin with, so that they are unique in the file."""
        self.pages: list[str] = []
        """The references to the pages there are."""
        self._parents: list[ParentEntry] = []
        self._keys = 0
        """Of the parent tree, as far as they are given away."""
        self._destinations: dict[str, str] = {}
        """Places of the pack by id, as explicit destinations."""
        self._asked: set[str] = set()
        """Ids that links lead to."""
        self._state: Slot | str = ARTIFACT
        self._text: list[str] = []
        """Operators of the text object under way."""
        self._strings: list[str] = []
        """Items of its last `TJ` array."""
        self._pen = (0.0, 0.0)
        self._look = ("", 0.0, "")
        self._reading: Reading | None = None
        """Of the characters shown last."""
        self._is_artifact = False
        self._shift = 0.0
        self.is_mirrored = False
        """Whether left and right are exchanged, or were exchanged twice."""
        self._turn: tuple[int, float] = (1, 0.0)
        """How places are turned around: the sign of a place and what is added to it."""

    # ── what begins on the right ──

    @contextmanager
    def mirrored(self, *columns: float) -> Iterator[None]:
        """Exchange left and right in columns, the outer first. Each is said by its two ends, added up."""
        saved = self._turn, self.is_mirrored
        self.is_mirrored = self.is_mirrored or bool(columns)
        for ends in columns:
            sign, offset = self._turn
            self._turn = (-sign, sign * ends + offset)
        yield
        self._turn, self.is_mirrored = saved

    @contextmanager
    def straight(self, x: float, width: float) -> Iterator[float]:
        """Give the place of something that is drawn as it is, though left and right are exchanged around it."""
        saved, place = (self._turn, self.is_mirrored), self._across(x, width)
        self._turn, self.is_mirrored = (1, 0.0), False
        yield place
        self._turn, self.is_mirrored = saved

    def _across(self, x: float, width: float = 0) -> float:
        """Return where something begins, without the shift."""
        if not self.is_mirrored:
            return x
        sign, offset = self._turn
        start = x + self._shift
        return (start + offset if sign > 0 else offset - start - width) - self._shift

    @property
    def shift(self) -> float:
        """Return how far what is drawn now is moved to the right."""
        return self._shift

    @contextmanager
    def shifted(self, distance: float) -> Iterator[None]:
        """Draw what follows that far to the right."""
        saved, self._shift = self._shift, self._shift + distance
        yield
        self._shift = saved

    @contextmanager
    def turned(self, cosine: float, sine: float, x: float, y: float) -> Iterator[None]:
        """Draw what follows turned around a point, which becomes the origin."""
        self._end_text()
        self._page.code.append(f"q {cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f} {numbers(x, y)} cm")
        saved, self._shift = self._shift, 0.0
        yield
        self._shift = saved
        self._end_text()
        self._page.code.append("Q")

    # ── marked content ──

    def _open(self, state: Slot | str) -> None:
        if self._is_artifact and isinstance(state, Slot):
            state = ARTIFACT
        if state is self._state or state == self._state:
            return
        self._end_text()
        page = self._page
        page.code.append("EMC")
        page.code.append(self._marked(state) if isinstance(state, Slot) else state)
        self._state = state

    def begin_artifact(self, subtype: str = "") -> None:
        """Draw all that follows as artifact; `subtype` is `Header` or `Footer` for page furniture (14.8.2.2)."""
        self._open(f"/Artifact <</Type /Pagination /Subtype /{subtype}>> BDC" if subtype else ARTIFACT)
        self._is_artifact = True

    def end_artifact(self) -> None:
        """Let slots count again."""
        self._is_artifact = False
        self._open(ARTIFACT)

    # ── text ──

    def show(
        self, slot: Slot, x: float, y: float, text: str, width: float, font: Font, colour: str, reading: Reading | None = None
    ) -> None:
        """Show `text`, which is `width` wide, with its first character at `x` on the base line `y`, as content of `slot`.

        Programs that search and copy take `reading` for all characters in a row that are shown with it.
        """
        if not self._is_artifact:
            self._open(slot)
        x += self._shift
        embedded = self._font(font.face)
        look = (embedded.name, font.size, colour)
        jump = (x - self._pen[0]) * 1000 / font.size
        if not self._text or look != self._look or y != self._pen[1] or abs(jump) > NEAR:
            self._set_look(look)
            self._text.append(f"1 0 0 1 {numbers(x, y)} Tm")
            jump = 0
        self._read_as(reading)
        if abs(jump) >= LEAST_JUMP:
            self._strings.append(number(-jump))
        self._strings.append(embedded.encoded(font.features)[text])
        self._pen = (x + width, y)

    def show_row(self, slot: Slot, x: float, y: float, tokens: Sequence[Token], extra: float, colour: str) -> float:
        """Show tokens of one font side by side, with `extra` added to each space, as `show` would; return where the next begins.

        Most of what is drawn are the words of a line, so this does for all but the first only what can differ from word to word.
        """
        font, shift = tokens[0].font, self._shift
        encoded = self._font(font.face).encoded(font.features)
        strings, reading, size, pen = self._strings, self._reading, font.size, inf
        for token in tokens:
            start = x + shift
            jump = 0.0 if start == pen else (start - pen) * 1000 / size
            if token.reading is not reading or abs(jump) > NEAR:
                if pen < inf:
                    self._pen = (pen, y)
                self.show(slot, x, y, token.shown, token.width, font, colour, token.reading)
                strings, reading = self._strings, self._reading
            else:
                if abs(jump) >= LEAST_JUMP:
                    strings.append(number(-jump))
                strings.append(encoded[token.shown])
            pen = start + token.width
            x += token.width
            if token.grows:
                x += extra
        self._pen = (pen, y)
        return x

    def _set_look(self, look: tuple[str, float, str]) -> None:
        name, size, colour = look
        is_new = not self._text
        if is_new:
            self._text = ["BT"]
        self._end_strings()
        if is_new or look != self._look:
            self._text.append(f"/{name} {number(size)} Tf {_colour(colour)} rg")
            if self._thick and (thickness := self._thickness(name, size, colour)):
                self._text.append(thickness)
        self._look = look

    def _thickness(self, name: str, size: float, colour: str) -> str:
        """Return the operators that draw an outline around letters that should be bold and have no bold face, or that end this."""
        was_thick, self._is_thick = self._is_thick, name in self._thick
        if self._is_thick:
            return f"2 Tr {number(size * OUTLINE)} w {_colour(colour)} RG"
        return "0 Tr" if was_thick else ""

    def _end_strings(self) -> None:
        if self._strings:
            self._text.append(f"[{' '.join(self._strings)}] TJ")
            self._strings = []

    def _read_as(self, reading: Reading | None) -> None:
        """Begin what is read as one, and end what was before. It lies within a text object and within one slot."""
        if reading is self._reading:
            return
        self._end_strings()
        if self._reading is not None:
            self._text.append("EMC")
        if reading is not None:
            self._text.append(f"/Span <</ActualText {text_string(reading.text)}>> BDC")
        self._reading = reading

    def _end_text(self) -> None:
        if self._text:
            self._read_as(None)
            self._end_strings()
            self._page.code.append(" ".join([*self._text, "ET"]))
            self._text = []

    def _font(self, face: Face) -> EmbeddedFont:
        font = self._fonts.get(face)
        if font is None:
            name = self._names.get(face) or f"F{len(self._names) + len(self._fonts) + 1}"
            font = self._fonts[face] = EmbeddedFont(name, face)
            if face.style.startswith("bold") and not face.typeface.has_bold:
                self._thick.add(name)
            if self._kept:
                font.begin_page()
        return font

    # ── what is drawn again ──

    def begin_body(self) -> None:
        """Begin what a page shows below its running head. It is kept, if `drawn` is there."""
        if self.is_keeping:
            self._open(ARTIFACT)
            self._end_text()
            for font in self._fonts.values():
                font.begin_page()
            self._kept = Drawn("\n".join(self._page.code), "")

    def _keep(self) -> None:
        """Keep what the page has shown since `begin_body`."""
        kept, page = self._kept, self._page
        if kept is None:
            return
        kept.body = "\n".join(page.code)[len(kept.head) + 1 :]
        kept.marked = list(page.marked)
        kept.fonts = [(font.name, shown) for font in self._fonts.values() if (shown := font.shown())]
        kept.is_whole &= all(name in self._faces for name, _ in kept.fonts)
        self.drawn[len(self.pages) - 1] = kept
        self._kept = None

    def draw_again(self, drawn: Drawn, elements: Sequence[Element]) -> None:
        """Draw what another page has shown, with the elements by their numbers.

        Raises:
            OtherFontsError: This file has other codes.
        """
        self._open(ARTIFACT)
        self._end_text()
        page = self._page
        for name, shown in drawn.fonts:
            if not self._font(self._faces[name]).show_again(shown):
                raise OtherFontsError
        if "\n".join(page.code) == drawn.head:
            self._packed = drawn.packed
        page.code.append(drawn.body)
        page.marked += [elements[each] for each in drawn.marked]
        for box, element, description, url, name in drawn.links:
            self.link(box, Target(elements[element], description, url, name))
        for name, x, y in drawn.places:
            self.place(name, x, y)

    # ── shapes ──

    def rule(self, x0: float, x1: float, y: float, weight: float, colour: str) -> None:
        """Draw a horizontal line as artifact."""
        x0, x1 = self.ends(x0, x1)
        self._shape(f"{_colour(colour)} RG {number(weight)} w {numbers(x0, y)} m {numbers(x1, y)} l S")

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a filled rectangle as artifact."""
        x = self._across(x, width)
        self._shape(f"{_colour(colour)} rg {numbers(x + self._shift, y, width, height)} re f")

    def frame(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw the outline of a rectangle as artifact."""
        x = self._across(x, width)
        self._shape(f"{_colour(colour)} RG 0.5 w {numbers(x + self._shift, y, width, height)} re S")

    def dots(self, x0: float, x1: float, y: float, colour: str = "", gap: float = DOT_GAP, weight: float = 0.8) -> None:
        """Draw a dotted line as artifact; the first dot stands at `x0`."""
        x0, x1 = self.ends(x0, x1)
        self._shape(
            f"q {_colour(colour or self._rule)} RG {number(weight)} w 1 J [0 {number(gap)}] 0 d {numbers(x0, y)} m {numbers(x1, y)} l S Q"
        )

    def ruled_line(self, slot: Slot, x0: float, x1: float, y: float, colour: str) -> None:
        """Draw a horizontal line that is content."""
        x0, x1 = x0 + self._shift, x1 + self._shift
        self._open(slot)
        x0, x1 = self.ends(x0, x1)
        self._page.code.append(f"{_colour(colour)} RG 0.5 w {numbers(x0, y)} m {numbers(x1, y)} l S")

    def modules(self, slot: Slot, x: float, top: float, rows: Sequence[str], side: float, colour: str) -> None:
        """Draw the dark squares of a code, each `side` wide, as content of `slot`; those side by side are one rectangle."""
        x = self._across(x, side * len(rows[0]) if rows else 0)
        self._open(slot)
        self._end_text()
        runs = ((number, match) for number, row in enumerate(rows) for match in re.finditer("1+", row))
        boxes = (
            numbers(x + self._shift + run.start() * side, top - (number + 1) * side, (run.end() - run.start()) * side, side)
            for number, run in runs
        )
        self._page.code.append(f"{_colour(colour)} rg " + " ".join(f"{box} re" for box in boxes) + " f")

    def area(self, slot: Slot, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Draw a filled rectangle that is content."""
        self._open(slot)
        self._end_text()
        self._page.code.append(f"{_colour(colour)} rg {numbers(x + self._shift, y, width, height)} re f")

    def stroke(self, slot: Slot, start: tuple[float, float], end: tuple[float, float], weight: float, colour: str) -> None:
        """Draw a line that is content."""
        self._open(slot)
        self._end_text()
        (x0, y0), (x1, y1) = start, end
        path = f"{numbers(x0 + self._shift, y0)} m {numbers(x1 + self._shift, y1)} l S"
        self._page.code.append(f"{_colour(colour)} RG {number(weight)} w {path}")

    def patch(self, slot: Slot, points: Sequence[tuple[float, float]], colour: str) -> None:
        """Draw a filled area with straight edges that is content."""
        self._open(slot)
        self._end_text()
        path = " l ".join(numbers(x + self._shift, y) for x, y in points).replace(" l ", " m ", 1)
        self._page.code.append(f"{_colour(colour)} rg {path} l h f")

    def path(self, slot: Slot, lines: Sequence[Sequence[tuple[float, float]]], weight: float, dash: float, colour: str) -> None:
        """Draw lines that are content, with dashes of some length; without a weight, fill what is inside an odd number of them."""
        self._open(slot)
        self._end_text()
        shift = self._shift
        code = " ".join(f"{numbers(x + shift, y)} {'l' if place else 'm'}" for line in lines for place, (x, y) in enumerate(line))
        if not weight:
            self._page.code.append(f"{_colour(colour)} rg {code} f*")
        else:
            dashed = f"[{number(dash)}] 0 d " if dash else ""
            self._page.code.append(f"q {_colour(colour)} RG {number(weight)} w 1 j {dashed}{code} S Q")

    def picture(self, slot: Slot | str, x: float, y: float, width: float, height: float, image: str) -> None:
        """Draw an image object, with its lower left corner at `x` and `y`, as content of `slot`, or as none."""
        self._open(slot)
        self._end_text()
        x = self._across(x, width)
        if self._kept:
            self._kept.is_whole = False
        name = self._pictures.setdefault(image, f"I{len(self._pictures) + 1}")
        self._page.code.append(f"q {numbers(width, 0, 0, height, x + self._shift, y)} cm /{name} Do Q")

    def foreign(self, before: str, pieces: Sequence[bytes], slots: Sequence[Slot | None], needs: Mapping[str, Mapping[str, str]]) -> None:
        """Draw content of another file.

        Args:
            before: Operators that turn and cut it.
            pieces: The content. Marked content begins between two pieces, and is closed again within the second of the two.
            slots: Whose content that is; None for what is no content.
            needs: References to its resources, by category and name. The names are those of nothing else.
        """
        self._open(ARTIFACT)
        self._end_text()
        if self._kept:
            self._kept.is_whole = False
        page = self._page
        page.code += ["EMC q", before, pieces[0].decode("latin-1")]
        for slot, piece in zip(slots, pieces[1:], strict=True):
            page.code += [ARTIFACT if slot is None else self._marked(slot), piece.decode("latin-1")]
        page.code += ["Q", ARTIFACT]
        for category, things in needs.items():
            self._foreign.setdefault(category, {}).update(things)

    def mention(self, slot: Slot) -> None:
        """Give a slot a place on the page where nothing is drawn of it, so that a listener hears what its element says."""
        if not slot.contents:
            self._open(slot)
            self._end_text()

    def _marked(self, slot: Slot) -> str:
        """Return the operator that begins content of a slot."""
        page = self._page
        slot.contents.append((len(self.pages) - 1, len(page.marked)))
        page.marked.append(slot.element)
        return f"/{slot.element.tag} <</MCID {len(page.marked) - 1}>> BDC"

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """Draw the letters that follow so that nobody sees them: those of a picture of words, for who listens and for who searches."""
        self._end_text()
        self._page.code.append("q 3 Tr")
        yield
        self._open(ARTIFACT)
        self._end_text()
        self._page.code.append("Q")

    def ends(self, x0: float, x1: float) -> tuple[float, float]:
        """Return where something begins and ends, with the shift."""
        if not self.is_mirrored:
            return x0 + self._shift, x1 + self._shift
        start = self._across(x0, x1 - x0) + self._shift
        return start, start + x1 - x0

    def _shape(self, code: str) -> None:
        if isinstance(self._state, Slot):
            self._open(ARTIFACT)
        self._end_text()
        self._page.code.append(code)

    # ── links and places ──

    def link(self, box: tuple[float, float, float, float], target: Target) -> None:
        """Make a rectangle lead somewhere (12.5.6.5)."""
        if self._is_artifact:
            return
        bottom, top = box[1], box[3]
        left, right = self.ends(box[0], box[2])
        if self._kept:
            self._kept.links.append(((left, bottom, right, top), target.element, target.description, target.url, target.name))
        entries = {
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": array([numbers(left, bottom, right, top)]),
            "Border": "[0 0 0]",
            "F": "4",
            "Contents": text_string(target.description),
            "StructParent": str(self._keys),
        }
        if target.url:
            entries["A"] = dictionary(Type="/Action", S="/URI", URI=text_string(target.url))
        else:
            entries["Dest"] = name_string(self.prefix + target.name)
            self._asked.add(self.prefix + target.name)
        reference = self.file.add(entries)
        self._add_key(target.element)
        target.element.annotations.append(reference)
        self._page.annotations.append(reference)

    def place(self, name: str, x: float, y: float) -> None:
        """Give a place on this page a name."""
        x = self._across(x) + self._shift
        if self._kept:
            self._kept.places.append((name, x, y))
        self._destinations.setdefault(self.prefix + name, array([self._page.reference, "/XYZ", numbers(x, min(y, self.size[1])), "0"]))

    def _add_key(self, entry: ParentEntry) -> None:
        self._parents.append(entry)
        self._keys += 1

    def taken_parents(self) -> list[ParentEntry]:
        """Return what the keys of the parent tree stand for that were given away since the last call."""
        taken, self._parents = self._parents, []
        return taken

    def taken_places(self) -> dict[str, str]:
        """Return the places that were named since the last call, by their names. All links since then must lead to them.

        Raises:
            AssertionError: A link leads to a place that is nowhere.
        """
        nowhere = self._asked - self._destinations.keys()
        assert not nowhere, f"links lead to ids that no block has: {sorted(nowhere)}"
        taken, self._destinations, self._asked = self._destinations, {}, set()
        return taken

    # ── pages ──

    def begin_page(self) -> None:
        """Begin the next page."""
        self._page = _Page(self.file.reserve())
        self.pages.append(self._page.reference)
        self._state = ARTIFACT
        self._is_thick = False

    def end_page(self) -> None:
        """Finish the page."""
        self._end_text()
        page, kept = self._page, self._kept
        self._keep()
        page.code.append("EMC")
        packed = self._packed or compressed("\n".join(page.code).encode("latin-1"))
        if kept:
            kept.packed = packed
        self._packed = b""
        entries = {
            "MediaBox": array(["0 0", numbers(*self.size)]),
            "Resources": self._resources,
            "Contents": self.file.add_stream(packed, is_compressed=True),
            "Tabs": "/S",
            "StructParents": str(self._keys),
        }
        if page.annotations:
            entries["Annots"] = array(page.annotations)
        self._add_key(page.marked)
        self.file.add_page(page.reference, entries)

    def finish(self) -> None:
        """Write the fonts and pictures that the pages use."""
        resources = {
            "Font": dictionary(**{font.name: font_programs.write(self.file, font.face, font.shown_pairs) for font in self._fonts.values()})
        }
        if self._pictures:
            resources["XObject"] = dictionary(**{name: image for image, name in self._pictures.items()})
        for category, things in self._foreign.items():
            resources[category] = f"{resources.get(category, '<<>>')[:-2]}{dictionary(**things)[2:]}"
        self.file.write(self._resources, resources)


@lru_cache(100)
def _colour(colour: str) -> str:
    return " ".join(f"{int(colour[place : place + 2], 16) / 255:.3f}".rstrip("0").rstrip(".") for place in (1, 3, 5))

"""What the content of a page needs, such as typefaces, copied into another PDF: nothing else is, so no scripts, links or files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

DEEPEST = 12
"""How deep things may be nested."""
MOST = 20_000
"""How many things may be copied for one page."""
_KEPT = {
    "font": "Type Subtype BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode",
    "composite": "Type Subtype BaseFont Encoding DescendantFonts ToUnicode",
    "descendant": "Type Subtype BaseFont CIDSystemInfo FontDescriptor DW W DW2 W2 CIDToGIDMap",
    "descriptor": "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight "
    "StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3",
    "image": "Type Subtype Width Height ColorSpace BitsPerComponent Intent ImageMask Mask SMask Decode Interpolate SMaskInData Matte "
    "Filter DecodeParms",
    "state": "Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK",
    "shading": "ShadingType ColorSpace Background BBox AntiAlias Domain Matrix Function Coords Extend BitsPerCoordinate BitsPerComponent "
    "BitsPerFlag Decode VerticesPerRow Filter DecodeParms",
    "pattern": "Type PatternType Shading Matrix",
}
"""The entries that are copied, by the kind of thing (ISO 32000-1)."""
_DROPPED = frozenset(
    ("/Metadata", "/OC", "/OPI", "/Parent", "/P", "/PieceInfo", "/StructParent", "/StructParents", "/Alternates", "/Measure")
)


class OtherContentError(Exception):
    """Something that cannot be taken over; the argument says what."""


class Copier:
    """Copies things of one PDF into another."""

    def __init__(self, target: pikepdf.Pdf) -> None:
        """Begin."""
        self._target = target
        self._made: dict[tuple[str, tuple[int, int]], Any] = {}
        self._count = 0

    def font(self, font: Any) -> Any:
        """Copy a typeface."""

        def make() -> Any:
            is_composite = font.get("/Subtype") == "/Type0"
            found = self._picked(font, "composite" if is_composite else "font", {"/FontDescriptor": self._descriptor})
            if is_composite:
                found.DescendantFonts = pikepdf.Array([self._descendant(font.DescendantFonts[0])])
            return found

        return self._once("font", font, make)

    def _descendant(self, font: Any) -> Any:
        found = self._picked(font, "descendant", {"/FontDescriptor": self._descriptor})
        if font.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in font:
            found.CIDToGIDMap = pikepdf.Name.Identity  # it is the default; PDF/UA asks for it
        return self._target.make_indirect(found)

    def _descriptor(self, descriptor: Any) -> Any:
        return self._once("descriptor", descriptor, lambda: self._picked(descriptor, "descriptor"))

    def image(self, image: Any) -> Any:
        """Copy a picture."""

        def make() -> Any:
            found = self._picked(
                image, "image", {"/SMask": self.image, "/Mask": lambda mask: self.image(mask) if _is_stream(mask) else self.plain(mask)}
            )
            return self._stream(image, found)

        return self._once("image", image, make)

    def state(self, state: Any) -> Any:
        """Copy a graphics state."""
        if "/SMask" in state and state.SMask != "/None":
            raise OtherContentError("a part of it shines through another")
        return self._picked(state, "state")

    def shading(self, shading: Any) -> Any:
        """Copy a shading."""
        found = self._picked(shading, "shading")
        return self._stream(shading, found) if _is_stream(shading) else found

    def pattern(self, pattern: Any) -> Any:
        """Copy a pattern of a shading."""
        if int(pattern.get("/PatternType", 0)) != 2:
            raise OtherContentError("it is filled with patterns")
        return self._picked(pattern, "pattern", {"/Shading": self.shading})

    def plain(self, thing: Any, depth: int = 0) -> Any:
        """Copy a thing of any kind, such as a colour space or a function."""
        self._count += 1
        if depth > DEEPEST or self._count > MOST:
            raise OtherContentError("it is nested too deep")
        if _is_stream(thing):
            entries = {key: self.plain(value, depth + 1) for key, value in thing.items() if key not in _DROPPED and key != "/Length"}
            return self._once("plain", thing, lambda: self._stream(thing, pikepdf.Dictionary(entries)))
        if isinstance(thing, pikepdf.Dictionary):
            return pikepdf.Dictionary({key: self.plain(value, depth + 1) for key, value in thing.items() if key not in _DROPPED})
        if isinstance(thing, pikepdf.Array):
            return pikepdf.Array([self.plain(each, depth + 1) for each in thing])
        if isinstance(thing, pikepdf.String):
            return pikepdf.String(bytes(thing))
        return pikepdf.Name(str(thing)) if isinstance(thing, pikepdf.Name) else thing

    def _picked(self, thing: Any, kind: str, ways: dict[str, Callable[[Any], Any]] | None = None) -> Any:
        kept = _KEPT[kind].split()
        found = pikepdf.Dictionary()
        for name in kept:
            key = f"/{name}"
            if key in thing and not (kind == "composite" and name == "DescendantFonts"):
                found[key] = (ways or {}).get(key, self.plain)(thing[key])
        return found

    def _stream(self, thing: Any, entries: Any) -> Any:
        made = pikepdf.Stream(self._target, thing.read_raw_bytes())
        for key, value in entries.items():
            made[key] = value
        return made

    def _once(self, kind: str, thing: Any, make: Callable[[], Any]) -> Any:
        """Return what was made of a thing before, or make it."""
        place = (kind, thing.objgen)
        if thing.objgen == (0, 0):
            return make()
        if place not in self._made:
            self._made[place] = None  # a thing that is part of itself
            made = make()
            self._made[place] = made if made.is_indirect else self._target.make_indirect(made)
        if self._made[place] is None:
            raise OtherContentError("it is part of itself")
        return self._made[place]


def _is_stream(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Stream)

"""What the styles of a Word document say of a run of text: whether anybody can see it, its height on the line, and its font."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_MOST_PARENTS = 20
"""How many styles in a row may be based on each other."""
_TINY = 4
"""The size in half points up to which nobody can read a text."""
_WHITE = 0xF7
"""How much red, green and blue a colour has at least that cannot be seen on white paper."""
_CLEAR = 95_000
"""How transparent letters are that nobody can see, in thousandths of a per cent."""
_MOVED = 4
"""How far a superior or inferior text is moved at least, in half points."""
_OFF = ("0", "false", "off")
_BOXES = ("txbxContent", "txbx")
"""Text boxes: they may be filled with a colour."""


class Styles:
    """What the styles and the defaults of a document say of its text."""

    def __init__(self, root: Any, *, is_coloured: bool = False) -> None:
        """Read a part of styles.

        Args:
            root: The tree of the part, or None.
            is_coloured: Whether the pages of the document have a colour.
        """
        self.is_coloured = is_coloured
        self._chains: dict[str, tuple[Any, ...]] = {}
        every = list(root.iter("{*}style")) if root is not None else []
        self.by_id = {attribute(style, "styleId"): style for style in every}
        self.usual = {
            attribute(style, "type"): attribute(style, "styleId") for style in every if attribute(style, "default", "0") not in _OFF
        }
        """The style of what names none, by kind: `paragraph`, `character`, `table`."""
        self.defaults = root.find("{*}docDefaults/{*}rPrDefault/{*}rPr") if root is not None else None

    def chain(self, name: str) -> tuple[Any, ...]:
        """Return a style, and the styles that it is based on."""
        if name not in self._chains:
            found: list[Any] = []
            based = name
            while (style := self.by_id.get(based)) is not None and len(found) < _MOST_PARENTS:
                found.append(style)
                based = attribute(style.find("{*}basedOn"), "val")
            self._chains[name] = tuple(found)
        return self._chains[name]

    def name(self, paragraph: Any) -> str:
        """Return the name of the style of a paragraph in small letters, as people see it: `heading 1`, `title`."""
        style = self.by_id.get(self.named(mark_in(paragraph, "pPr"), "pStyle", "paragraph"))
        return attribute(mark_in(style, "name"), "val").lower()

    def of_paragraph(self, paragraph: Any, name: str) -> Iterator[Any]:
        """Yield a property of a paragraph wherever it is said, the nearest first: the paragraph itself, its style, its style's style."""
        own = mark_in(paragraph, "pPr")
        said = (own, *(style.find("{*}pPr") for style in self.chain(self.named(own, "pStyle", "paragraph"))))
        yield from (found for properties in said if (found := mark_in(properties, name)) is not None)

    def hides_run(self, run: Any) -> bool:
        """Say whether nobody can see a run.

        Text is hidden by `w:vanish` (ISO/IEC 29500-1, 17.3.2.41) on a run, in a style, in a style that it is based on, or in the defaults
        of the document. White text counts as hidden where nothing behind it is known to have a colour, and so does tiny text.
        """
        paragraph = next(run.iterancestors("{*}p"), None)
        if _vanishes(run, paragraph, self):
            return True
        said = list(_properties(run, paragraph, self))
        size = _first(said, "sz")
        if size is not None and _number(size, 10) <= _TINY:
            return True
        colour, fill = _colour(said), _first(said, "textFill")
        if fill is not None and _shows_nothing(fill):
            return _first(said, "textOutline") is None
        if self.is_coloured or not _is_white(colour):
            return False
        return not _may_be_on_colour(run, paragraph, said, self)

    def level(self, run: Any, paragraph: Any) -> int:
        """Return 1 if a run is superior, -1 if it is inferior, else 0."""
        said = list(_properties(run, paragraph, self))
        if (place := _first(said, "vertAlign")) is not None:
            return {"superscript": 1, "subscript": -1}.get(attribute(place, "val"), 0)
        by = _number(_first(said, "position"), 10)
        return 0 if abs(by) < _MOVED or by == 0xFFFF else 1 if by > 0 else -1

    def is_struck(self, run: Any, paragraph: Any) -> bool:
        """Say whether a run is struck through."""
        said = list(_properties(run, paragraph, self))
        return is_on(_first(said, "strike")) or is_on(_first(said, "dstrike"))

    def font(self, run: Any, paragraph: Any) -> str:
        """Return the font of a run; empty if nothing says it."""
        return attribute(_first(list(_properties(run, paragraph, self)), "rFonts"), "ascii")

    def hides(self, properties: Any, tag: str, kind: str) -> bool:
        """Say whether the style that some properties name hides its text: the nearest of it and those that it is based on decides."""
        marks = (mark_in(style.find("{*}rPr"), "vanish") for style in self.chain(self.named(properties, tag, kind)))
        return is_on(next((mark for mark in marks if mark is not None), None))

    def named(self, properties: Any, tag: str, kind: str) -> str:
        """Return the style that some properties name, or the usual one of its kind."""
        found = mark_in(properties, tag)
        return attribute(found, "val") if found is not None else self.usual.get(kind, "")


def attribute(element: Any, name: str, default: str = "") -> str:
    """Return an attribute in whatever namespace: Word has one for its usual files and one for strict ones."""
    if element is None:
        return default
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), default)


def mark_in(properties: Any, name: str) -> Any:
    """Return a property, or None if it is not there. The properties of a paragraph are its first element, which may have many others."""
    if properties is None:
        return None
    if name == "pPr":
        first = next(iter(properties), None)
        return first if first is not None and str(first.tag).endswith("}pPr") else None
    return properties.find(f"{{*}}{name}")


def is_on(mark: Any) -> bool:
    """Say whether a property that is on or off is there and on."""
    return mark is not None and attribute(mark, "val", "true") not in _OFF


def _vanishes(run: Any, paragraph: Any, styles: Styles) -> bool:
    """Say whether a run is hidden: it says so itself; the defaults do; or an odd number of its styles do, for they toggle (17.7.3)."""
    own = run.find("{*}rPr")
    if (mark := mark_in(own, "vanish")) is not None:
        return is_on(mark)
    table = next(run.iterancestors("{*}tbl"), None)
    hiding = styles.hides(own, "rStyle", "character") + styles.hides(mark_in(paragraph, "pPr"), "pStyle", "paragraph")
    hiding += table is not None and styles.hides(mark_in(table, "tblPr"), "tblStyle", "table")
    return is_on(mark_in(styles.defaults, "vanish")) or hiding % 2 == 1


def _properties(run: Any, paragraph: Any, styles: Styles) -> Iterator[Any]:
    """Yield what says how a run looks, the nearest first."""
    own = run.find("{*}rPr")
    yield own
    named = own.find("{*}rStyle") if own is not None else None
    if named is not None:
        yield from (style.find("{*}rPr") for style in styles.chain(attribute(named, "val")))
    yield from (style.find("{*}rPr") for style in _paragraph_styles(paragraph, styles))
    yield styles.defaults


def _paragraph_styles(paragraph: Any, styles: Styles) -> Iterator[Any]:
    yield from styles.chain(styles.named(mark_in(paragraph, "pPr"), "pStyle", "paragraph"))


def _first(said: list[Any], name: str) -> Any:
    """Return the nearest element of a name."""
    return next(
        (found for properties in said if properties is not None for found in [properties.find(f"{{*}}{name}")] if found is not None), None
    )


def _number(element: Any, base: int) -> int:
    try:
        return int(attribute(element, "val"), base) if element is not None else 0xFFFF
    except ValueError:
        return 0xFFFF


def _shows_nothing(fill: Any) -> bool:
    """Say whether the fill of letters (Word 2010 and later) is none, or one that is wholly transparent."""
    alphas = (_number(each, 10) for each in fill.iter("{*}alpha"))
    return fill.find("{*}noFill") is not None or any(alpha >= _CLEAR for alpha in alphas)


def _colour(said: list[Any]) -> str:
    """Return the colour of letters as six digits, or nothing: that of their fill, else that of the theme, else the plain one."""
    fill, colour = _first(said, "textFill"), _first(said, "color")
    if fill is not None:
        plain = next(fill.iter("{*}srgbClr"), None)
        themes = next(fill.iter("{*}schemeClr"), None)
        is_changed = themes is not None and len(themes) > 0
        return attribute(plain, "val") if plain is not None else _of_theme(attribute(themes, "val"), is_changed=is_changed)
    if theme := attribute(colour, "themeColor"):
        return _of_theme(theme, is_changed=bool(attribute(colour, "themeShade")))
    return attribute(colour, "val")


def _of_theme(name: str, *, is_changed: bool) -> str:
    return "FFFFFF" if name in ("background1", "light1", "bg1", "lt1") and not is_changed else ""


def _is_white(colour: str) -> bool:
    try:
        return len(colour) == 6 and all(part >= _WHITE for part in bytes.fromhex(colour))
    except ValueError:
        return False


def _may_be_on_colour(run: Any, paragraph: Any, said: list[Any], styles: Styles) -> bool:
    """Say whether anything behind a run is coloured, or may be: then its white letters can be seen."""
    if _first(said, "highlight") is not None or _is_shaded(_first(said, "shd")):
        return True
    shades = [mark_in(mark_in(paragraph, "pPr"), "shd")]
    shades += [style.find("{*}pPr/{*}shd") for style in _paragraph_styles(paragraph, styles)]
    for above in run.iterancestors():
        name = str(above.tag).rpartition("}")[2]
        if name in _BOXES or (name == "tbl" and above.find("{*}tblPr/{*}tblStyle") is not None):
            return True
        if name in ("tc", "tbl"):
            shades.append(above.find(f"{{*}}{name}Pr/{{*}}shd"))
    return any(map(_is_shaded, shades))


def _is_shaded(shade: Any) -> bool:
    """Say whether a shade has a colour, or one that a theme names."""
    if shade is None:
        return False
    fill, pattern = attribute(shade, "fill", "auto"), attribute(shade, "val", "clear")
    return bool(attribute(shade, "themeFill")) or pattern not in ("clear", "nil") or not (fill == "auto" or _is_white(fill))

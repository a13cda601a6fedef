"""Removing hidden text from Word documents: what a property hides, and what nobody can see because it is white or tiny."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError

_MAIN = "word/document.xml"
_PARTS = (_MAIN, "word/footnotes.xml", "word/endnotes.xml")
_MARKS = (b"vanish", b":hidden", b":color ", b":sz ")
"""What a part has that hides anything."""
_MOST_PARENTS = 20
"""How many styles in a row may be based on each other."""
_TINY = 4
"""The size in half points up to which nobody can read a text."""
_WHITE = 0xF7
"""How much red, green and blue a colour has at least that cannot be seen on white paper."""
_OFF = ("0", "false", "off")
_BOXES = ("txbxContent", "txbx")
"""Text boxes: they may be filled with a colour."""


def without_hidden(package: zipfile.ZipFile, data: bytes) -> tuple[bytes, str]:
    """Return a Word document without its hidden text, and the words that were hidden.

    Text is hidden by `w:vanish` (ISO/IEC 29500-1, 17.3.2.41) on a run, in a style, in a style that it is based on, or in the defaults of
    the document, and in hidden rows of tables; so too in footnotes and endnotes. White text counts as hidden where nothing behind it is
    known to have a colour, and so does text of at most two points.

    Raises:
        UnreadableError: It is no Word document.
    """
    names = set(package.namelist())
    if _MAIN not in names:
        raise UnreadableError("this file looks like a Word document, but is not one", "Save it as .docx from the program that made it.")
    sheet = package.read("word/styles.xml") if "word/styles.xml" in names else b""
    read = {name: package.read(name) for name in _PARTS if name in names}
    if not any(mark in part for part in (sheet, *read.values()) for mark in _MARKS):
        return data, ""
    styles, words, trees = _Styles(sheet), list[str](), dict[str, Any]()
    is_coloured = b"<w:background" in read[_MAIN]
    for name, part in read.items():
        root = zip_packages.parsed(part)
        hidden = [*_hidden_rows(root), *(run for run in root.iter("{*}r") if _is_hidden(run, styles, is_coloured=is_coloured))]
        for each in hidden:
            if each.getparent() is not None:
                words.append(
                    " ".join("".join(text.itertext("{*}t")) for text in (each.iter("{*}p") if str(each.tag).endswith("}tr") else [each]))
                )
                each.getparent().remove(each)
                trees[name] = root
    return (zip_packages.replaced(package, trees) if trees else data), " ".join(" ".join(words).split())


class _Styles:
    """What the styles and the defaults of a document say of its text."""

    def __init__(self, sheet: bytes) -> None:
        root = zip_packages.parsed(sheet) if sheet else None
        every = list(root.iter("{*}style")) if root is not None else []
        self.by_id = {_attribute(style, "styleId"): style for style in every}
        self.usual = {
            _attribute(style, "type"): _attribute(style, "styleId") for style in every if _attribute(style, "default", "0") not in _OFF
        }
        """The style of what names none, by kind: `paragraph`, `character`, `table`."""
        self.defaults = root.find("{*}docDefaults/{*}rPrDefault/{*}rPr") if root is not None else None

    def chain(self, name: str) -> Iterator[Any]:
        """Yield a style, and the styles that it is based on."""
        for _ in range(_MOST_PARENTS):
            style = self.by_id.get(name)
            if style is None:
                return
            yield style
            based = style.find("{*}basedOn")
            name = _attribute(based, "val") if based is not None else ""

    def hides(self, properties: Any, tag: str, kind: str) -> bool:
        """Say whether the style that some properties name hides its text: the nearest of it and those that it is based on decides."""
        marks = (_mark(style.find("{*}rPr"), "vanish") for style in self.chain(self.named(properties, tag, kind)))
        return _is_on(next((mark for mark in marks if mark is not None), None))

    def named(self, properties: Any, tag: str, kind: str) -> str:
        """Return the style that some properties name, or the usual one of its kind."""
        found = _mark(properties, tag)
        return _attribute(found, "val") if found is not None else self.usual.get(kind, "")


def _attribute(element: Any, name: str, default: str = "") -> str:
    """Return an attribute in whatever namespace: Word has one for its usual files and one for strict ones."""
    return next((str(value) for key, value in element.attrib.items() if key.endswith(f"}}{name}")), default)


def _mark(properties: Any, name: str) -> Any:
    return properties.find(f"{{*}}{name}") if properties is not None else None


def _hidden_rows(root: Any) -> list[Any]:
    return [row for row in root.iter("{*}tr") if _is_on(row.find("{*}trPr/{*}hidden"))]


def _is_on(mark: Any) -> bool:
    return mark is not None and _attribute(mark, "val", "true") not in _OFF


def _is_hidden(run: Any, styles: _Styles, *, is_coloured: bool) -> bool:
    paragraph = next(run.iterancestors("{*}p"), None)
    said = list(_properties(run, paragraph, styles))
    if _vanishes(run, paragraph, styles):
        return True
    size, colour = _first(said, "sz"), _first(said, "color")
    if size is not None and _number(size, 10) <= _TINY:
        return True
    return (
        not is_coloured
        and colour is not None
        and _is_white(_attribute(colour, "val"))
        and not _may_be_on_colour(run, paragraph, said, styles)
    )


def _vanishes(run: Any, paragraph: Any, styles: _Styles) -> bool:
    """Say whether a run is hidden: it says so itself; the defaults do; or an odd number of its styles do, for they toggle (17.7.3)."""
    own = run.find("{*}rPr")
    if (mark := _mark(own, "vanish")) is not None:
        return _is_on(mark)
    table = next(run.iterancestors("{*}tbl"), None)
    hiding = styles.hides(own, "rStyle", "character") + styles.hides(_mark(paragraph, "pPr"), "pStyle", "paragraph")
    hiding += table is not None and styles.hides(_mark(table, "tblPr"), "tblStyle", "table")
    return _is_on(_mark(styles.defaults, "vanish")) or hiding % 2 == 1


def _properties(run: Any, paragraph: Any, styles: _Styles) -> Iterator[Any]:
    """Yield what says how a run looks, the nearest first."""
    own = run.find("{*}rPr")
    yield own
    named = own.find("{*}rStyle") if own is not None else None
    if named is not None:
        yield from (style.find("{*}rPr") for style in styles.chain(_attribute(named, "val")))
    yield from (style.find("{*}rPr") for style in _paragraph_styles(paragraph, styles))
    yield styles.defaults


def _paragraph_styles(paragraph: Any, styles: _Styles) -> Iterator[Any]:
    yield from styles.chain(styles.named(_mark(paragraph, "pPr"), "pStyle", "paragraph"))


def _first(said: list[Any], name: str) -> Any:
    """Return the nearest element of a name."""
    return next(
        (found for properties in said if properties is not None for found in [properties.find(f"{{*}}{name}")] if found is not None), None
    )


def _number(element: Any, base: int) -> int:
    try:
        return int(_attribute(element, "val"), base)
    except ValueError:
        return 0xFFFF


def _is_white(colour: str) -> bool:
    try:
        return len(colour) == 6 and all(part >= _WHITE for part in bytes.fromhex(colour))
    except ValueError:
        return False


def _may_be_on_colour(run: Any, paragraph: Any, said: list[Any], styles: _Styles) -> bool:
    """Say whether anything behind a run is coloured, or may be: then its white letters can be seen."""
    if _first(said, "highlight") is not None or _is_shaded(_first(said, "shd")):
        return True
    shades = [paragraph.find("{*}pPr/{*}shd")] if paragraph is not None else []
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
    fill, pattern = _attribute(shade, "fill", "auto"), _attribute(shade, "val", "clear")
    return "{*}themeFill" in shade.attrib or pattern not in ("clear", "nil") or not (fill == "auto" or _is_white(fill))

"""Removing hidden text from OpenDocument texts. An element with its words is left in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lxml import etree

from briefing.system.patterns import pattern

HIDDEN = "{urn:briefing}hidden"
"""The name of the element that is in the place of hidden text. Its attribute `words` has the text."""
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SETTERS = tuple(f"{_TEXT}{name}" for name in ("variable-set", "variable-get", "user-field-get", "page-variable-get", "expression"))
"""Fields that may be there only for their value."""
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_POINTS = pattern(r"(\d{1,4}(?:\.\d{1,4})?)pt")
_TINY = 2
"""The size of letters that nobody can read, in points, as in Word files."""
_MOST_PARENTS = 20
"""How many styles in a row may be based on each other."""

Shown = bool | None
"""Whether a style or an element shows its text; None if it does not say."""


def hide(root: Any, styles: Iterable[Any]) -> None:
    """Remove the hidden text of an OpenDocument text.

    Hidden text is in sections, paragraphs and spans with `text:display` (their own or from a style), in `text:hidden-paragraph`, in
    `text:hidden-text`, in rows and columns of tables that are not visible, in fields that only set a variable, and in letters of 2 points
    or less.

    Args:
        root: The tree with the text.
        styles: The trees with the styles.
    """
    _drop_fields(root)
    trees = list(styles)
    for says in (_shown, _is_legible):
        found = {key: shown for tree in trees for key, shown in _styles(tree, says)}
        for body in root.iter(f"{_OFFICE}text"):
            _blank(body, _inherited(found))


def _drop_fields(root: Any) -> None:
    """Remove hidden sections, and the text of hidden paragraphs and fields."""
    hidden = [each for each in root.iter(f"{_TEXT}section", *_SETTERS) if _shown(each) is False]
    hidden += [each for each in root.iter(f"{_TABLE}table-row") if each.get(f"{_TABLE}visibility", "visible") != "visible"]
    fields = [each for tag in ("hidden-text", "hidden-paragraph") for each in root.iter(f"{_TEXT}{tag}")]
    for field in fields:
        paragraph = next(field.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), None)
        if field.get(f"{_TEXT}is-hidden") == "false":  # it is shown
            field.tail = "".join(field.itertext()) + (field.tail or "")
            _drop(field)
        else:
            hidden.append(paragraph if field.tag.endswith("paragraph") and paragraph is not None else field)
    for each in hidden:
        if each.getparent() is not None:
            mark = _mark(" ".join(each.itertext()))
            mark.tail = each.tail
            each.getparent().replace(each, mark)


def _mark(words: str) -> Any:
    mark = etree.Element(HIDDEN)
    mark.set("words", "".join(letter for letter in words if letter.isprintable() or letter.isspace()))
    return mark


def _drop(element: Any) -> None:
    """Remove an element, but not the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _shown(properties: Any) -> Shown:
    """Return whether `text:display` shows a text. Its third value, `condition`, hides the text: the only defined condition is `none`."""
    value = properties.get(f"{_TEXT}display") if properties is not None else None
    return None if value is None else value == "true"


def _is_legible(properties: Any) -> Shown:
    """Return whether letters are large enough to be read; None if nothing says how large they are in points."""
    size = _POINTS.fullmatch(properties.get(f"{_FO}font-size", "")) if properties is not None else None
    return None if size is None else float(size[1]) > _TINY


def _styles(tree: Any, says: Callable[[Any], Shown]) -> Iterable[tuple[tuple[str, str], tuple[Shown, str]]]:
    """Yield for each style its family and name, whether it shows its text, and the name of the style that it is based on."""
    for style in tree.iter(f"{_STYLE}style"):
        said = says(style.find(f"{_STYLE}text-properties"))
        yield (style.get(f"{_STYLE}family", ""), style.get(f"{_STYLE}name", "")), (said, style.get(f"{_STYLE}parent-style-name", ""))


def _inherited(styles: Mapping[tuple[str, str], tuple[Shown, str]]) -> Callable[[Any], Shown]:
    """Return a function that says whether the style of an element, or a style that it is based on, shows the text."""

    def shown(element: Any) -> Shown:
        family = "text" if element.tag == f"{_TEXT}span" else "paragraph"
        name = element.get(f"{_TEXT}style-name", "")
        for _ in range(_MOST_PARENTS):
            said, name = styles.get((family, name), (None, ""))
            if said is not None or not name:
                return said
        return None

    return shown


def _blank(element: Any, shown: Callable[[Any], Shown], *, visible: bool = True) -> None:
    """Remove the hidden texts below an element."""
    said = shown(element)
    here = visible if said is None else said
    for child in list(element):
        _blank(child, shown, visible=here)
        if child.tail and not here:
            mark, child.tail = _mark(child.tail), ""
            child.addnext(mark)
    if element.text and not here:
        element.insert(0, _mark(element.text))
        element.text = ""

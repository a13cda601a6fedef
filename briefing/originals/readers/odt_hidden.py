"""Removing hidden text from OpenDocument texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SETTERS = tuple(f"{_TEXT}{name}" for name in ("variable-set", "variable-get", "user-field-get", "page-variable-get", "expression"))
"""Fields that may be there only for their value."""
_MOST_PARENTS = 20
"""How many styles in a row may be based on each other."""

Shown = bool | None
"""Whether a style or an element shows its text; None if it does not say."""


def removed(root: Any, styles: Iterable[Any]) -> str:
    """Remove the hidden text of an OpenDocument text, and return its words.

    Hidden text is in sections, paragraphs and spans with `text:display` (their own or from a style), in `text:hidden-paragraph`, in
    `text:hidden-text`, in rows and columns of tables that are not visible, and in fields that only set a variable.

    Args:
        root: The tree with the text.
        styles: The trees with the styles.
    """
    words = _drop_fields(root)
    found = {key: shown for tree in styles for key, shown in _styles(tree)}
    for body in root.iter(f"{_OFFICE}text"):
        words += _blanked(body, _inherited(found))
    return " ".join(words)


def _drop_fields(root: Any) -> list[str]:
    """Remove hidden sections, and the text of hidden paragraphs and fields. Return their texts."""
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
    words: list[str] = []
    for each in hidden:
        if each.getparent() is not None:
            words += each.itertext()
            _drop(each)
    return words


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


def _styles(tree: Any) -> Iterable[tuple[tuple[str, str], tuple[Shown, str]]]:
    """Yield for each style its family and name, whether it shows its text, and the name of the style that it is based on."""
    for style in tree.iter(f"{_STYLE}style"):
        said = _shown(style.find(f"{_STYLE}text-properties"))
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


def _blanked(element: Any, shown: Callable[[Any], Shown], *, visible: bool = True) -> Iterable[str]:
    """Remove the hidden texts below an element, and yield them."""
    said = shown(element)
    here = visible if said is None else said
    if element.text and not here:
        yield element.text
        element.text = ""
    for child in element:
        yield from _blanked(child, shown, visible=here)
        if child.tail and not here:
            yield child.tail
            child.tail = ""

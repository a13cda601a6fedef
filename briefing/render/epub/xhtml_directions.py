"""Which elements of a content document begin on the right, and which have letters that are never slanted."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.document.directions import has_backward, is_backward, is_upright, runs_backward
from briefing.render.epub.xhtml import Element, html, serialise

_WHOLE = {html(name) for name in ("ul", "ol", "dl", "table", "blockquote", "aside")}
"""Elements that begin on one side as a whole: most of their words decide."""
_PASSAGES = frozenset({"quote", "digest", "question", "blanks"})
"""The classes of other such elements."""
_LINES = {html(name) for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "li", "th", "td", "caption", "figcaption")}
_SLANTED = {html(name) for name in ("em", "cite", "dfn", "h4", "h5", "h6")}
UPRIGHT = "upright"
"""The class of elements that a style sheet would slant, and that have letters without italics."""


def finished(root: Element) -> bytes:
    """Return a content document as bytes. Each element says on which side it begins, where that is not the side of those around it."""
    _settle_all(root, backward=root.get("dir") == "rtl")
    return serialise(root)


def _settle_all(root: Element, *, backward: bool) -> None:
    text = "".join(map(str, root.itertext()))
    if text.isascii():
        return
    for each in root.iter(*_SLANTED, html("p")):
        is_subtitle = each.tag != html("p") or "subtitle" in str(each.get("class", ""))
        if is_subtitle and is_upright("".join(map(str, each.itertext()))):
            each.set("class", " ".join(filter(None, (each.get("class"), UPRIGHT))))
    if backward or has_backward(text):
        for child in root:
            _settle(child, backward=backward)


def _settle(element: Element, *, backward: bool) -> None:
    if not isinstance(element.tag, str):
        return
    language = element.get("lang")
    is_whole = element.tag in _WHOLE or bool(_PASSAGES & set(str(element.get("class", "")).split()))
    if is_whole or element.tag in _LINES or (language and element.tag == html("span")):
        own = is_backward(_words(element), otherwise=runs_backward(language) if language else backward)
        if own != backward:
            element.set("dir", "rtl" if own else "ltr")
            backward = own
    for child in element:
        _settle(child, backward=backward)


def _words(element: Element) -> Iterator[str]:
    """Yield what an element says; of a table, without its caption."""
    parts = (child for child in element if child.tag != html("caption")) if element.tag == html("table") else (element,)
    yield from (str(text) for part in parts for text in part.itertext())

"""What an element of a web page is: a part of the page, a word of a sentence, one of several forms of the same."""

from __future__ import annotations

import re
from typing import Any

from briefing.originals.readers import page_marks
from briefing.originals.readers.page_marks import local

_REGIONS = ("article", "main", "nav", "form", "aside", "footer", "header", "button", "noscript", "noframes", "dialog", "menu")
_ROLES = {
    "main": "main",
    "article": "article",
    "navigation": "nav",
    "search": "form",
    "form": "form",
    "menu": "nav",
    "menubar": "nav",
    "toolbar": "nav",
    "complementary": "aside",
    "contentinfo": "footer",
    "button": "button",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
_KNOWN = ("", "http://www.w3.org/1998/Math/MathML", "http://www.w3.org/1999/xhtml")
"""Namespaces of which the words are read."""


def size(text: str) -> int:
    """Return how many words a text has. Two ideographs count as a word."""
    ideographs = len(re.findall(r"[\u3041-\u30ff\u3400-\u9fff\u0e01-\u0e4e]", text))
    return len(re.findall(r"\w+", text)) + ideographs // 2


def region(element: Any, name: str) -> str:
    """Return the kind of the part of a page that begins with an element; empty if none does."""
    if name in ("a", "sup", "html", "body") or (name == "button" and is_in_sentence(element)):
        return ""
    if name == "div" and element.get("title") in ("header", "footer"):
        return "footer"  # LibreOffice writes the head of each page so
    if name not in ("main", "article") and page_marks.is_notes(element):
        return "notes"
    if name == "textarea":
        return name
    return _ROLES.get(str(element.get("role", "")).strip().lower()) or (name if name in _REGIONS else "")


def is_unclosed(element: Any) -> bool:
    """Say whether an element holds paragraphs that cannot be its own: somebody forgot to close it."""
    texts = [page_marks.text_of(each) for each in element.iter("*") if local(each) == "p"]
    return len(texts) > 1 and sum(map(size, texts)) >= 20


def is_in_sentence(button: Any) -> bool:
    """Say whether a button is a word of a sentence."""
    parent = button.getparent()
    around = [parent.text or "", *(child.tail or "" for child in parent)] if parent is not None else []
    return any(c.isalnum() for text in around for c in text)


def is_chosen(element: Any, name: str) -> bool:
    """Say whether one of several forms of the same (`epub:switch`) is the first that is understood."""
    cases = [each for each in element.getparent() if local(each) == "case"] if element.getparent() is not None else []
    known = next((each for each in cases if each.get("required-namespace", "") in _KNOWN), None)
    return known is None if name == "default" else element is known


def is_in_paragraph(element: Any) -> bool:
    """Say whether an element is inside a paragraph."""
    return any(local(above) in ("p", "span") for above in element.iterancestors())

"""The words of a Word document or a page as a reader meets them: without what is deleted or hidden, fields, and the marks of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

_OFFICE = re.compile(r"/(?:wordprocessingml|drawingml|presentationml|spreadsheetml)\b|^w:")
_WORD = "/wordprocessingml/"
_LEFT_OUT = frozenset(
    {"del", "delText", "moveFrom", "instrText", "delInstrText", "rt", "rp", "Fallback", "script", "style", "template", "indexterm"}
)
"""Elements of Word, HTML and SVG that are left out, by their local names."""
_HIDDEN = re.compile(r"display:none|visibility:hidden|opacity:0(?![.\d])|font-size:0(?![.\d])")
_RAISED = 3
"""Letters and digits of a raised text that is the mark of a note."""
_SAYING = frozenset({"t", "delText", "instrText", "v", "sym"})
"""Elements of Word that have words or a symbol."""
_BETWEEN = frozenset(
    {"p", "tc", "tr", "br", "tab", "cr", "div", "td", "th", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "text", "pt", "si"}
)
"""Elements after which a word has ended."""


def flowing(root: Any) -> tuple[str, str]:
    """Return the words of a tree that a reader meets, and those that are left out.

    Args:
        root: The root of a Word part, of a page, or of any other XML.
    """
    kept: list[str] = []
    dropped: list[str] = []
    _walk(root, kept, dropped, is_office=bool(_OFFICE.search(str(root.tag))))
    return "".join(kept), "".join(dropped)


def _walk(root: Any, kept: list[str], dropped: list[str], *, is_office: bool) -> None:
    """Collect words. This follows events and calls no element's function inside another's: a tree may be deep."""
    is_page = root.tag in ("html", "{http://www.w3.org/1999/xhtml}html")
    outside = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = _local(element.tag)
        if event == "start":
            outside += bool(outside or (not _is_plain(element.tag) and _is_left_out(element, name)))
            if not is_office or name in _SAYING:
                (dropped if outside else kept).extend(_said(element, name, is_office=is_office))
        else:
            into = dropped if outside else kept
            if name in _BETWEEN or not (is_office or is_page):
                into.append(" ")
            outside -= bool(outside)
            if not is_office and element.tail and element is not root:
                (dropped if outside else kept).append(element.tail)


@lru_cache(10_000)
def _is_plain(tag: Any) -> bool:
    """Say whether elements of a kind are never left out themselves: those of Word without attributes that hide."""
    return isinstance(tag, str) and _WORD in tag and _local(tag) not in _LEFT_OUT and _local(tag) != "r"


def _said(element: Any, name: str, *, is_office: bool) -> Iterator[str]:
    """Yield the words at the beginning of an element: its attributes that a style sheet can show, and its text."""
    if name == "sym":
        yield symbol(next((value for key, value in element.attrib.items() if key.endswith("char")), ""))
    elif not is_office:
        yield from (f" {value} " for key, value in element.attrib.items() if key.startswith("data-"))
    if element.text and not callable(element.tag) and (not is_office or name != "sym"):
        yield element.text


def symbol(code: str) -> str:
    """Return the letter of a symbol in Word (ISO/IEC 29500-1, 17.3.3.30), whose code may be moved to U+F000."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number & 0xFF if 0xF000 <= number < 0xF100 else number) if number < 0xD800 or 0xF000 <= number < 0x110000 else ""


def _is_left_out(element: Any, name: str) -> bool:
    if callable(element.tag) or name in _LEFT_OUT:  # a remark, an instruction
        return True
    if name == "r":
        return _is_hidden_run(element)
    if name == "sup":
        return len("".join(element.itertext()).strip()) <= _RAISED
    said = element.attrib
    if not said:
        return False
    style = "".join(said.get("style", "").split()).lower()
    return (
        "hidden" in said
        or bool(style and _HIDDEN.search(style))
        or "noteref" in said.get("{http://www.idpf.org/2007/ops}type", "")
        or said.get("role") == "doc-noteref"
    )


def _is_hidden_run(run: Any) -> bool:
    """Say whether a run of Word is hidden, or the mark of a note."""
    for properties in run:
        if _local(properties.tag) == "rPr":
            for each in properties:
                value = next((value for key, value in each.attrib.items() if key.endswith("val")), "true")
                if _local(each.tag) == "vanish" and value not in ("0", "false", "off"):
                    return True
                if _local(each.tag) == "vertAlign" and value == "superscript":
                    return len("".join(run.itertext()).strip()) <= _RAISED
    return False


@lru_cache(10_000)
def _local(tag: Any) -> str:
    """Return the name of an element without its namespace or prefix; nothing for remarks and instructions."""
    return "" if callable(tag) else str(tag).rpartition("}")[2].rpartition(":")[2]

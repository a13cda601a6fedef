"""What is among the words of a page or a chapter and is no word of the text: marks of notes, page and line numbers, readings of ruby."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from briefing.originals.readers.above_words import with_reading

_TYPE = "{http://www.idpf.org/2007/ops}type"
_MARK = re.compile(r"[\s\[({⁽]*(?:(?:note|n\.)\s*)?(?:\d{1,4}|[*†‡§¶#∗]{1,4}|[a-z]|[ivxl]{1,6})[\s\])}.:*⁾]*", re.IGNORECASE)
"""What stands for a note."""
_NOTE_ID = re.compile(
    r"(?:foot|end|rear|side)?-?(?:notes?|nt|cite|ftn|edn|fn|en|sdfootnote|sdendnote|rn|reference|ref|bib|n)(?:[-_:.]?.{0,40}?\d|[-_:.])",
    re.I,
)
"""How ids of notes begin."""
_BACK = re.compile(r"[\s\[(]*(?:[↩↵↑⤴⏎⮐^⇧◄←∧\ufe0e\ufe0f]+|back|return)[\s\])]*", re.IGNORECASE)
_PAGE = re.compile(
    r"[\s\[({|–—-]*(?:(?:p|pp|pg|page|seite|s|str|pag|página|pagina)\.?\s*)?(?:\d{1,5}[a-z]?|[ivxlcdm]{1,8})?[\s\])}|–—-]*", re.IGNORECASE
)
_PAGE_CLASS = re.compile(
    r"(?:page-?_?(?:num(?:ber)?|no|break|marker|start)s?|pag?e?num|pb|pgnum|pageno|folio|newpage|printpage|x-ebookmaker-pageno)\d?",
    re.IGNORECASE,
)
_LINE_CLASS = re.compile(r"(?:l(?:ine)?-?_?(?:num(?:ber)?|no|nr)s?|ln|lnum|linenum|linenr|zeilennummer|line-?_?n|poem-?num)", re.IGNORECASE)
_LINE = re.compile(r"[\s\[(]*\d{1,5}[\s\])]*")
_NOTES = re.compile(r"(?:foot|end|rear|side)-?_?notes?\b|\bnotes?\b|\bdoc-(?:foot|end)note")


def said(element: Any) -> str:
    """Return what the type and the role of an element say it is, in small letters."""
    return f"{element.get(_TYPE) or element.get('epub:type') or ''} {element.get('role', '')}".strip().lower()


def classes(element: Any) -> list[str]:
    """Return the classes of an element."""
    return str(element.get("class", "")).split()


def text_of(element: Any) -> str:
    """Return all text in an element, on one line."""
    return " ".join("".join(element.itertext()).split())


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def is_mark(link: Any, before: str, is_note: Callable[[str], bool]) -> bool:
    """Say whether a link is the mark of a note, or the way back from one.

    Args:
        link: The element `a`.
        before: The text before it in the paragraph.
        is_note: Says whether an address leads to a note.
    """
    text, role, href = text_of(link), said(link), str(link.get("href", ""))
    if "backlink" in role or any(name in ("footnote-back", "footnote-backref", "reversefootnote") for name in classes(link)):
        return len(text) < 16
    if not text:
        return False
    if "noteref" in role or any(name in ("footnote-ref", "footnote-anchor", "noteref") for name in classes(link)):
        return bool(_MARK.fullmatch(text))
    if "#" not in href:
        return False
    if _BACK.fullmatch(text):
        return True
    if not _MARK.fullmatch(text):
        return False
    if _is_raised(link):
        return True
    is_glued = text[0] in "[({" or bool(before and not before[-1].isspace() and before[-1] not in "([{")
    return is_glued and (bool(_NOTE_ID.match(href.rpartition("#")[2])) or is_note(href))


def _is_raised(link: Any) -> bool:
    inner = [child for child in link if isinstance(child.tag, str)]
    if len(inner) == 1 and _local(inner[0]) == "sup" and not (link.text or "").strip() and not (inner[0].tail or "").strip():
        return True
    return any(_local(above) == "sup" for above in link.iterancestors())


def is_only_mark(raised: Any, is_note: Callable[[str], bool]) -> bool:
    """Say whether a superior text is nothing but the mark of a note."""
    links = [child for child in raised.iter() if isinstance(child.tag, str) and _local(child) == "a"]
    if not links or not any(is_mark(link, "x", is_note) for link in links):
        return False
    rest = text_of(raised)
    for link in links:
        rest = rest.replace(text_of(link), "", 1)
    return not any(c.isalnum() for c in rest)


def is_notes(element: Any) -> bool:
    """Say whether an element is a note, or the place of notes."""
    return bool(_NOTES.search(f"{said(element)} {' '.join(classes(element))} {element.get('id', '')}".lower()))


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def number_kind(element: Any) -> str:
    """Return `page` or `line` if an element is the number of a page or a line of a printed book; else nothing."""
    role, names = said(element), classes(element)
    is_page = "pagebreak" in role or any(map(_PAGE_CLASS.fullmatch, names))
    is_line = not is_page and any(map(_LINE_CLASS.fullmatch, names))
    if not is_page and not is_line:
        return ""
    text = text_of(element)
    return "page" if is_page and _PAGE.fullmatch(text) else "line" if is_line and _LINE.fullmatch(text) else ""


# ── ruby ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def ruby(element: Any) -> tuple[str, str]:
    """Return the words of a ruby element, and the readings above them that were left out."""
    return with_reading(*_parts(element))


def _parts(element: Any) -> tuple[str, str]:
    base, above = element.text or "", ""
    for child in element:
        name = _local(child) if isinstance(child.tag, str) else ""
        if name in ("rt", "rtc"):
            above += "".join(child.itertext())
        elif name == "ruby" or (name and name != "rp"):
            inner = _parts(child)
            base, above = base + inner[0], above + inner[1]
        base += child.tail or ""
    return base, above


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()

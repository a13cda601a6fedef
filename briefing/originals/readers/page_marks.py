"""What is among the words of a page or a chapter and is no word of the text: page and line numbers, readings of ruby. What elements are."""

from __future__ import annotations

import re
from typing import Any

from briefing.document.small_figures import moved
from briefing.originals.readers.above_words import with_reading

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """html body address article aside blockquote center details dialog dd dir div dl dt fieldset figcaption figure footer form frameset
        h1 h2 h3 h4 h5 h6 head header hgroup hr legend li listing main menu nav noframes noscript ol optgroup option p plaintext pre search
        section summary table caption colgroup col tbody td template tfoot th thead tr ul xmp textarea level
        level1 level2 level3 level4 level5 level6 doctitle docauthor imggroup prodnote line note""",
    )
)
"""Elements that begin and end a paragraph."""
VERSE = re.compile(r"(?:line-block|verse|poem|poetry|stanza|lg|linegroup)s?")
"""Classes of verse, in which each line is a paragraph."""
_TYPE = "{http://www.idpf.org/2007/ops}type"
_PAGE = re.compile(
    r"[\s\[({|–—-]*(?:(?:p|pp|pg|page|seite|s|str|pag|página|pagina)\.?\s*)?(?:\d{1,5}[a-z]?|[ivxlcdm]{1,8})?[\s\])}|–—-]*", re.IGNORECASE
)
_PAGE_CLASS = re.compile(
    r"(?:[a-z]+[-_])*(?:orig(?:inal)?|print|source)?-?_?(?:page|pag|pg)-?_?(?:num(?:ber)?|no|nr|break|brk|marker|mark|start)s?\d?"
    r"|(?:[a-z]+[-_])*(?:pb|pgbrk|folio|newpage|printpage|origpage|printedpage|x-ebookmaker-pageno|pagination)\d?",
    re.IGNORECASE,
)
_PAGE_WORD = re.compile(r"(?:[a-z]+[-_])*(?:page|pages|pg|pag|p)\d?", re.IGNORECASE)
"""Classes of the number of a page, if its id or title says so, too."""
_PAGE_ID = re.compile(r"(?:[a-z]+[-_])*(?:page|pag|pg|pb|p|seite)[-_.]?(\d{1,5}|[ivxlcdm]{1,8})", re.IGNORECASE)
_LINE_CLASS = re.compile(
    r"(?:l(?:ine)?-?_?(?:num(?:ber)?|no|nr|nm)s?|ln|lnum|linenum|linenr|zeilennummer|line-?_?n|poem-?_?(?:num|no)|num-?line)", re.IGNORECASE
)
_LINE = re.compile(r"[\s\[(]*\d{1,5}[\s\])]*")
_NUMBER_CLASS = re.compile(f"{_PAGE_CLASS.pattern}|{_LINE_CLASS.pattern}", re.IGNORECASE)
_SLASH = re.compile(r"\s*[⁄/∕]\s*")
_INLINE = ("a", "span", "small", "i", "em", "b", "sup")
_PARTS = 3
"""A number has no more elements in it."""
_EVERY = 5
"""Editions number each fifth line of verse."""
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_NOTES = re.compile(r"(?:foot|end|rear|side)-?_?notes?\b|\bnotes?\b|\bdoc-(?:foot|end)note")


def local(element: Any) -> str:
    """Return the name of an element without a namespace, in small letters; nothing for a comment."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def said(element: Any) -> str:
    """Return what the type and the role of an element say it is, in small letters."""
    return f"{element.get(_TYPE) or element.get('epub:type') or ''} {element.get('role', '')}".strip().lower()


def classes(element: Any) -> list[str]:
    """Return the classes of an element."""
    return str(element.get("class", "")).split()


def text_of(element: Any) -> str:
    """Return all text in an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def is_notes(element: Any) -> bool:
    """Say whether an element is a note, or the place of notes."""
    return bool(_NOTES.search(f"{said(element)} {' '.join(classes(element))} {element.get('id', '')}".lower()))


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def number_kind(element: Any) -> str:
    """Return `page` or `line` if an element is the number of a page or a line of a printed book; else nothing."""
    name, names = local(element), classes(element)
    says = "pagebreak" in said(element) or name in ("pagenum", "pb", "linenum") or any(_NUMBER_CLASS.fullmatch(each) for each in names)
    if len(element) > _PARTS or (not says and name not in _INLINE):
        return ""
    text = text_of(element).translate(_UNSEEN).strip()
    if _is_page(element, name, text):
        return "page"
    is_line = name == "linenum" or any(map(_LINE_CLASS.fullmatch, names)) or _is_in_verse(element, text)
    return "line" if is_line and _LINE.fullmatch(text) else ""


def _is_page(element: Any, name: str, text: str) -> bool:
    if not _PAGE.fullmatch(text):
        return False
    names = classes(element)
    if "pagebreak" in said(element) or name in ("pagenum", "pb") or any(map(_PAGE_CLASS.fullmatch, names)):
        return True
    if name not in _INLINE[:6] or not any(c.isalnum() for c in text):
        return False
    number = "".join(re.findall(r"\w+", text))
    says = [_PAGE_ID.fullmatch(element.get(key, "")) for key in ("id", "name")]
    is_named = element.get("title", "") == number or any(each and each[1].lower() == number.lower() for each in says)
    if is_named and any(map(_PAGE_WORD.fullmatch, names)):
        return True
    inside = (element.get("class") or element.get("id")) and number.isdecimal()
    return bool(inside) and before(element)[-1:].islower() and (element.tail or "")[:1].islower()


def _is_in_verse(element: Any, text: str) -> bool:
    """Say whether an element is the number of each fifth line, at the end or the beginning of a line of verse."""
    if not (text.isdecimal() and int(text) % _EVERY == 0 and local(element) in _INLINE):
        return False
    if not any(VERSE.fullmatch(each) or "verse" in said(above) for above in element.iterancestors() for each in (*classes(above), "")):
        return False
    following = element.getnext()
    ends = not (element.tail or "").strip() and (following is None or local(following) in ("br", *BLOCKS))
    return ends or not before(element).strip()


def before(element: Any) -> str:
    """Return the last text before an element in its block; empty if the block begins with the element."""
    node = element
    while True:
        for earlier in node.itersiblings(preceding=True):
            if earlier.tail:
                return str(earlier.tail)
            if not isinstance(earlier.tag, str):
                continue
            if local(earlier) in BLOCKS or local(earlier) == "br":
                return ""
            if inner := "".join(earlier.itertext()):
                return inner
        parent = node.getparent()
        if parent is None:
            return ""
        if parent.text:
            return str(parent.text)
        if local(parent) in BLOCKS:
            return ""
        node = parent


# ── ruby ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def ruby(element: Any) -> tuple[str, str]:
    """Return the words of a ruby element, and the readings above them that were left out."""
    return with_reading(*_parts(element))


def _parts(element: Any) -> tuple[str, str]:
    base, above = element.text or "", ""
    for child in element:
        name = local(child)
        if name in ("rt", "rtc"):
            above += "".join(child.itertext())
        elif name == "ruby" or (name and name != "rp"):
            inner = _parts(child)
            words = moved(inner[0], raised=name == "sup") if name in ("sup", "sub") else inner[0]
            base, above = base + words, above + inner[1]
        base += child.tail or ""
    return base, above


def is_fraction(above: Any, below: Any) -> bool:
    """Say whether two elements are the numbers of a fraction, with a slash between them."""
    if above is None or below is None or local(above) != "sup" or local(below) != "sub":
        return False
    return text_of(above).isdecimal() and bool(_SLASH.fullmatch(above.tail or ""))

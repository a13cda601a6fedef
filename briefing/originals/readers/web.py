"""Reading saved web pages: their text as a reader of the page sees it, without menus, scripts and hidden text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from lxml import etree, html

from briefing.originals.readers import declared, hidden, page_marks, page_metadata, page_parts, publication
from briefing.originals.readers.hidden import quoted
from briefing.originals.readers.page_walk import Left, Walk, size
from briefing.originals.readers.result import Reading
from briefing.originals.readers.undisplayed import undisplayed
from briefing.system.confined.limits import UnreadableError

_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
"""The end of a page, after which libxml2 reads nothing; browsers do."""
_WAITING = re.compile(
    r"\b(?:wow|aos-\S*|animat\S*|fade-?\S*|reveal\S*|elementor-invisible|lazy\S*|scroll\S*|appear\S*|slide-?(?:in|up)\S*|js-\S*|no-js)\b"
)
"""Classes of what scripts show when somebody scrolls to it."""
_TEX = re.compile(r"mathjax|katex", re.IGNORECASE)


def read_html(data: bytes) -> Reading:
    """Read a saved web page.

    Raises:
        UnreadableError: It is no text, or has none.
    """
    decoded = declared.decode(data)
    root = parsed(decoded.text)
    found = read_page(root, decoded.all_notices)
    return replace(found, work={**publication.of_saved(decoded.text), **found.work})


def read_page(root: Any, decoding: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Reading:
    """Read the tree of a page. The function returns notices about the letters of its paragraphs."""
    found = page_metadata.metadata(root)
    concealed = _hidden(root, [node.text or "" for node in root.iter("style")])
    is_note, has_tex = _notes(root), any(_TEX.search(f"{node.get('src', '')}{node.text or ''}") for node in root.iter("script"))
    walk = Walk(concealed, is_note, has_tex=has_tex)
    blocks = walk.of(root)
    opened = page_parts.opened(blocks, {each for each in concealed if _waits(each)})
    revealed = [block.text for block in blocks if block.hidden and all(each in opened for each in block.hidden)]
    if revealed:
        walk = Walk([each for each in concealed if each not in opened], is_note, has_tex=has_tex)
        blocks = walk.of(root)
    parts = page_parts.chosen([block for block in blocks if not block.hidden])
    lines = tuple(block.text for block in parts.blocks)
    hides = " ".join(block.text for block in blocks if block.hidden)
    notices = (*hidden.notices(hides), *_told(parts, revealed), *told(walk.left))
    if (body := _body_in_script(root)) and size(body) > 2 * sum(map(size, lines)):
        lines = (*lines, *filter(None, (line.strip() for line in body.splitlines())))
        notices = ("the text is in a script of the page (articleBody), and was taken from there", *notices)
    return Reading("html", lines, notices=(*decoding(lines), *notices), **found)


def parsed(text: str) -> Any:
    """Return the tree of a page. Names of elements that XML does not know are changed; an address in angle brackets stays as a text.

    Raises:
        UnreadableError: There is nothing in it, or it is nested too deeply.
    """
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(_closed(_END.sub("", text)).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise UnreadableError("there is no text in this file", "Check that it is the right file.") from None
    if any("depth" in str(entry.message).lower() for entry in parser.error_log):
        raise UnreadableError("this page is nested too deeply", "Copy its text into a new file.")
    for node in [*root.iter("iframe", "noframes")]:
        _open(node)
    for node in root.iter():
        if not _NAME.fullmatch(node.tag):
            node.set("data-name", node.tag)
            node.tag = re.sub(r"[^\w.-]|^(?=[^A-Za-z_])", "_", node.tag, flags=re.ASCII)
    return root


def _closed(text: str) -> str:
    """Return a page without the start of an element that is never closed, and that would take all the rest for its own text."""
    for name in ("title", "textarea", "iframe", "noframes", "xmp"):
        starts = [*re.finditer(rf"<{name}\b[^>]*>", text, re.IGNORECASE)]
        if starts and not re.search(rf"</{name}\b", text[starts[-1].end() :], re.IGNORECASE):
            text = text[: starts[-1].start()] + text[starts[-1].end() :]
    return text


def _open(node: Any) -> None:
    """Put the page that a frame holds within this page in its place."""
    inner = node.get("srcdoc", "") if node.tag == "iframe" else node.text or ""
    if "<" in inner:
        node.text = None
        node.append(html.fragment_fromstring(inner, create_parent="div"))
        node.tag = "div" if node.tag == "iframe" else "noframes"


def _hidden(root: Any, sheets: list[str]) -> list[Any]:
    """Return what is not displayed, but not formulas that are there for those who cannot see the picture of them."""
    found = [each for each in undisplayed(root, sheets) if each.get("hidden") != "until-found"]
    found += [each for each in root.iter("template") if "shadowrootmode" not in each.attrib]
    return [each for each in found if next(each.iter("math"), None) is None or size(page_marks.text_of(each)) > 200]


def _waits(element: Any) -> bool:
    """Say whether a hidden element only waits for somebody to scroll to it."""
    style = str(element.get("style", "")).lower()
    if "display" in style or "hidden" in element.attrib:
        return False
    if re.search(r"opacity\s*:\s*0", style) and "transform" in style:
        return True
    animates = any(re.match(r"data-(?:w-id|aos|anim|scroll|framer|sal|wow|reveal|appear|inview)", key) for key in element.attrib)
    return animates or bool(_WAITING.search(str(element.get("class", "")).lower()))


def _notes(root: Any) -> Any:
    """Return a function that says whether an address leads to a note of this page."""
    places = {each.get("id") or each.get("name"): each for each in root.iter() if each.get("id") or each.get("name")}

    def is_note(href: str) -> bool:
        place = places.get(href.partition("#")[2]) if href.startswith("#") else None
        return place is not None and any(page_marks.is_notes(each) for each in (place, *place.iterancestors()))

    return is_note


# ── what is told ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _told(parts: page_parts.Chosen, revealed: list[str]) -> Iterator[str]:
    if revealed:
        words = " ".join(revealed).split()
        yield f"{len(words):,} words that the page hides until its scripts run are read{quoted(words)}"
    if parts.left:
        words = " ".join(block.text for block in (*filter(page_parts.is_prose, parts.left), *parts.left)).split()
        count = sum(len(block.text.split()) for block in parts.left)
        yield f"{count:,} word{'s' * (count > 1)} outside of the text left out (menus, forms, boxes){quoted(words[:count])}"


def told(left: Left) -> Iterator[str]:
    """Yield notices about what was left out among the words."""
    for count, what in ((left.pages, "page"), (left.lines, "line")):
        if count:
            yield f"{count:,} number{'s' * (count > 1)} of {what}s of the printed text left out"
    if left.readings:
        yield f"{len(left.readings):,} reading{'s' * (len(left.readings) > 1)} above words (ruby) left out{quoted(left.readings[:1])}"
    if left.formulas:
        yield f"{left.formulas:,} formula{'s' * (left.formulas > 1)} left out: the page has only pictures of them"
    if left.written:
        yield f"{left.written:,} formula{'s' * (left.written > 1)} written as a line of text"
    if left.drawn:
        words = " ".join(left.drawn).split()
        yield f"{len(words):,} word{'s' * (len(words) > 1)} in drawings left out{quoted(words)}"
    if left.fallbacks:
        words = " ".join(left.fallbacks).split()
        yield f"{len(words):,} words that are shown only where a picture cannot be shown are left out{quoted(words)}"


def _body_in_script(root: Any) -> str:
    """Return the longest text of an article that a script holds for search engines (schema.org, `articleBody`)."""
    found = [""]
    for each in page_metadata.scripts(root):
        found += _bodies(each)
    longest = max(found, key=len)
    return page_marks.text_of(html.fromstring(f"<div>{longest}</div>")) if "<" in longest else longest


def _bodies(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "articleBody" and isinstance(each, str):
                yield each
            else:
                yield from _bodies(each)
    elif isinstance(value, list):
        for each in value:
            yield from _bodies(each)

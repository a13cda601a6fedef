"""Reading saved web pages: their text as a reader of the page sees it, without menus, scripts and hidden text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from lxml import etree, html

from briefing.originals.readers import declared, note_links, page_formulas, page_marks, page_metadata, page_parts, publication, xml_pages
from briefing.originals.readers.decoding import Decoded
from briefing.originals.readers.note_links import NoteLinks
from briefing.originals.readers.page_elements import size
from briefing.originals.readers.page_furniture import without_furniture
from briefing.originals.readers.page_looks import looks, raised
from briefing.originals.readers.page_styles import Styles, styles
from briefing.originals.readers.page_walk import Block, Walk
from briefing.originals.readers.result import Reading
from briefing.originals.readers.telling import Told
from briefing.originals.readers.undisplayed import undisplayed
from briefing.system.confined.limits import UnreadableError

_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_PREFIXED = re.compile(r"(?:x?html|m|mml|math|mathml|svg):([a-z][a-z0-9-]*)")
"""Names with the usual prefixes of the namespaces that HTML knows itself."""
_ADDRESS = re.compile(r"<((?:(?:https?|ftp)://|mailto:|doi:10\.)[^\s<>\"']+)>", re.IGNORECASE)
"""An address in angle brackets, which somebody has typed as text."""
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
"""The end of a page, after which libxml2 reads nothing; browsers do."""
_BODY = re.compile(r"<!DOCTYPE[^>]*>|</?(?:html|body)\b[^>]*>|<head\b.*?</head\s*>", re.IGNORECASE | re.DOTALL)
"""What only a whole page has."""
_WAITING = re.compile(
    r"\b(?:wow|aos-\S*|animat\S*|fade-?\S*|reveal\S*|elementor-invisible|lazy\S*|scroll\S*|appear\S*|slide-?(?:in|up)\S*|js-\S*|no-js)\b"
)
"""Classes of what scripts show when somebody scrolls to it."""


def read_html(data: bytes) -> Reading:
    """Read a saved web page.

    Raises:
        UnreadableError: It is no text, or has none.
    """
    decoded = declared.decode(data)
    root = parsed(decoded.text)
    found = read_page(root, decoded)
    return replace(found, work={**publication.of_saved(decoded.text), **found.work})


def read_page(root: Any, decoded: Decoded) -> Reading:
    """Read the tree of a page."""
    found = page_metadata.metadata(root)
    said = styles(root, [node.text or "" for node in root.iter("style")])
    links = NoteLinks({"": root}, raised=raised(said))
    concealed = _hidden(root, said)
    blocks, told = _walked(root, said, concealed, links)
    opened = page_parts.opened(blocks, {each for each in concealed if _waits(each)})
    revealed = [block.text for block in blocks if block.hidden and all(each in opened for each in block.hidden)]
    if revealed:
        blocks, told = _walked(root, said, [each for each in concealed if each not in opened], links)
    parts = page_parts.chosen([block for block in blocks if not block.hidden])
    furniture = without_furniture(parts.blocks)
    tell(told, furniture.kept, links)
    told.add("hidden", " ".join(block.text for block in blocks if block.hidden))
    told.add("revealed", " ".join(revealed))
    told.add("outside", " ".join(block.text for block in (*filter(page_parts.is_prose, parts.left), *_without_prose(parts.left))))
    lines = tuple(block.line for is_note in (False, True) for block in furniture.kept if block.is_note == is_note)
    notices = (*furniture.notice(), *told.notices(len(lines)))
    if (body := _body_in_script(root)) and size(body) > 2 * sum(map(size, lines)):
        lines = (*lines, *filter(None, (line.strip() for line in body.splitlines())))
        notices = ("the text is in a script of the page (articleBody), and was taken from there", *notices)
    return Reading(
        "html",
        lines,
        notices=(*decoded.all_notices(lines), *notices),
        doubts=(*decoded.doubts(lines), *told.doubts(len(lines)), *doubts_about_formulas(told, lines)),
        **found,
    )


def tell(told: Told, blocks: Iterable[Block], links: NoteLinks) -> None:
    """Tell of the automatic numbers of blocks, of words that are struck through, and of marks of notes that are a guess."""
    found = list(blocks)
    for block in found:
        told.add("list number" if block.number else "", block.line)
    ordered = (block for is_note in (False, True) for block in found if block.is_note == is_note)
    for number, block in enumerate(ordered, 1):
        told.add("struck" if block.struck else "", block.struck, number)
    for words in links.guessed:
        told.add("raised", words)


def doubts_about_formulas(told: Told, lines: Iterable[str]) -> tuple[tuple[int, str], ...]:
    """Return the paragraphs, counted from 1, that have formulas which cannot be read, or lack those that are only pictures; and why."""
    kept, before = (set(filter(None, map(" ".join, map(str.split, told.words(kind))))) for kind in ("tex", "picture formula"))
    if not kept and not before:
        return ()
    numbered = [(number, " ".join(line.split())) for number, line in enumerate(lines, 1)]
    found = [(number, "a formula that cannot be read is kept as TeX") for number, line in numbered if any(each in line for each in kept)]
    return (
        *found,
        *((number, "a formula that is a picture is missing") for number, line in numbered if any(each in line for each in before)),
    )


def _walked(root: Any, said: Styles, concealed: list[Any], links: NoteLinks) -> tuple[list[Block], Told]:
    """Return the blocks of a page, and what is left out between them."""
    told = Told()
    is_styled = not any("stylesheet" in str(each.get("rel", "")).lower() for each in root.iter("link"))
    has_tex, has_dollars = page_formulas.uses_scripts(root)
    shown = looks(root, said, concealed, links, is_styled=is_styled)
    return Walk(shown, told, has_tex=has_tex, has_dollars=has_dollars).of(root), told


def _without_prose(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if not page_parts.is_prose(block)]


def parsed(text: str, frame: Callable[[str], str] = lambda _: "") -> Any:
    """Return the tree of a page. Names of elements that XML does not know are changed; an address in angle brackets stays as a text.

    Args:
        text: The page.
        frame: Returns the page that a frame shows, by its address; empty if nobody knows it.

    Raises:
        UnreadableError: There is nothing in it, or it is nested too deeply.
    """
    if xml_pages.is_xml(text):
        text = xml_pages.without_sections(xml_pages.without_entities(text))
    text = _ADDRESS.sub(r"&lt;\1&gt;", text)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(_closed(_END.sub("", text)).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise UnreadableError("there is no text in this file", "Check that it is the right file.") from None
    if any("depth" in str(entry.message).lower() for entry in parser.error_log):
        raise UnreadableError("this page is nested too deeply", "Copy its text into a new file.")
    for node in [*root.iter("iframe", "frame", "noframes")]:
        _open(node, frame(node.get("src", "")) if "src" in node.attrib else "")
    for node in root.iter():
        if prefixed := _PREFIXED.fullmatch(str(node.tag)):
            node.tag = prefixed[1]
        elif not _NAME.fullmatch(node.tag):
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


def _open(node: Any, known: str) -> None:
    """Put the page that a frame shows in its place, if it is within this page or known otherwise."""
    inner = known or (node.get("srcdoc", "") if node.tag == "iframe" else node.text or "")
    if "<" in inner:
        node.text = None
        node.append(html.fragment_fromstring(_BODY.sub("", inner), create_parent="div"))
        node.tag = "noframes" if node.tag == "noframes" else "div"


def _hidden(root: Any, said: Styles) -> list[Any]:
    """Return what is not displayed, but neither notes that pop up, nor formulas for those who cannot see the picture of them."""
    found = [each for each in undisplayed(root, said) if each.get("hidden") != "until-found" and not note_links.is_inline_note(each)]
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

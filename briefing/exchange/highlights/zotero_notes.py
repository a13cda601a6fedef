"""Reading notes that Zotero makes from annotations, as it exports them: HTML, Markdown, and Zotero RDF with notes in it.

In a note, marked words have quotation marks around them. A link to their place in the file is around or behind them, and the comment of the
reader follows in the same paragraph. HTML is turned into the form of Markdown first, so that both are read in one way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from briefing.dataclass import dataclass
from briefing.exchange.highlights.gathered import Gathered, block_of, line_of
from briefing.passages.mark import Mark
from briefing.system import safe_xml
from briefing.system.confined.limits import UnreadableError

_LINK = re.compile(r"\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<target>zotero://[^)\s]*)\)")
"""A link to Zotero in Markdown. Its label may be the marked words themselves."""
_OPENS = re.compile(r"zotero://open(?:-pdf)?/")
"""The address of a place in a file. Others lead to the entry of the work."""
_MARKED = re.compile(r"<mark[^>]*>(?P<words>(?:(?!<mark).)+?)</mark>\Z", re.DOTALL)
_PAIRS = (("“", "”"), ('"', '"'), ("„", "“"), ("«", "»"), ("»", "«"), ("‘", "’"), ("‚", "‘"), ("「", "」"), ("『", "』"))
_PLAIN = re.compile(
    r"^[ \t>*+-]*[“\"«„»‘「](?P<words>.+?)[”\"»“«’」]\s*"
    r"\((?P<cited>[^()\n]*\b(?:\d{4}[a-z]?\b|n\.\s?d\.)[^()\n]*)\)(?P<comment>.*)",
    re.MULTILINE,
)
"""Marked words with a citation, as Zotero exports them without links: “words” (Lindqvist, 2019, p. 3) comment."""
_LOCATOR = re.compile(r",?\s*(?:pp?|S|с|стр|fol)\.\s*[\w–-]+\s*\Z")
_BLOCKS = frozenset(("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "div", "td", "th", "pre", "dd", "dt"))
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@dataclass(frozen=True, slots=True)
class _Cited:
    """What a note says of the works in it."""

    addresses: Mapping[str, tuple[str, ...]]
    """Further addresses of a work, by each address that Zotero has for it."""
    titles: Mapping[str, tuple[str, ...]]


def is_note(text: str) -> bool:
    """Say whether a text has annotations of Zotero in it."""
    return "data-annotation=" in text or bool(_OPENS.search(text) or _PLAIN.search(text))


def read_rdf(data: bytes) -> Gathered:
    """Read the notes in Zotero RDF.

    Raises:
        UnreadableError: It is no XML.
    """
    try:
        root = safe_xml.parsed(data)
    except etree.XMLSyntaxError:
        raise UnreadableError("this file is damaged, or not complete", "Export it again from Zotero.") from None
    found = Gathered()
    for value in root.iter(f"{{{_RDF}}}value"):
        if value.text and is_note(value.text):
            inside = read_html(value.text)
            found.marks += inside.marks
            found.notices += [each for each in inside.notices if each not in found.notices]
    return found


def read_html(text: str) -> Gathered:
    """Read a note, or a page of notes."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    root = html.document_fromstring(f"<div>{text}</div>".encode(), parser=parser)
    cited = _cited(root)
    found = Gathered()
    for number, block in enumerate(_blocks(root), 1):
        found.marks += _marks(block, cited, number, 0)
    return _settled(found)


def read_markdown(text: str) -> Gathered:
    """Read a note as Markdown, also with marked words in tags of HTML as some programs leave them."""
    found = Gathered()
    line = 1
    for block in re.split(r"(\n\s*\n)", text):
        if is_note(block):
            plain = re.sub(r"^[ \t]*(?:(?:[>*+-]|\d+\.)[ \t]+)+", "", block, flags=re.MULTILINE)
            if "data-annotation=" in block:
                root = html.document_fromstring(f"<div>{plain}</div>", parser=html.HTMLParser(no_network=True))
                plain = "\n".join(_blocks(root))
            found.marks += _marks(plain, _Cited({}, {}), 0, line)
        line += block.count("\n")
    return _settled(found)


def _settled(found: Gathered) -> Gathered:
    silent = [mark for mark in found.marks if not mark.has_words and not mark.comments]
    found.marks = [mark for mark in found.marks if mark not in silent]
    found.wordless = len(silent)
    return found


# ── a paragraph ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _marks(block: str, cited: _Cited, number: int, line: int) -> Iterator[Mark]:
    """Yield the annotations of a paragraph: the words before a place in a file, and the comment after it.

    Args:
        block: The paragraph, with its links as in Markdown.
        cited: The works of the note.
        number: The number of the paragraph in the note; 0 for Markdown.
        line: The line on which it begins; 0 for HTML.
    """
    if not _OPENS.search(block):
        yield from _plain_marks(block, number, line)
        return
    found = []
    before = 0
    for links, start, end in _groups(block):
        place = next((link for link in links if _OPENS.match(link["target"])), None)
        if place is not None:
            found.append((links, place, *_words(place["label"], block, before, start), end))
        before = end
    for at, (links, place, words, begin, end) in enumerate(found):
        after = found[at + 1][3] if at + 1 < len(found) else len(block)
        yield _mark(links, place, words, comment_of(_bare(block[end:after])), cited, number, line + block.count("\n", 0, begin))


def _plain_marks(block: str, number: int, line: int) -> Iterator[Mark]:
    """Yield the annotations of a paragraph without links. The arguments are those of `_marks`."""
    for match in _PLAIN.finditer(block):
        cited = line_of(match["cited"])
        comment = comment_of(_bare(match["comment"]))
        work = _LOCATOR.sub("", cited)
        yield Mark(
            source=f"zotero:{work}",
            quote=line_of(match["words"]),
            comments=(comment,) if comment else (),
            names=(work,),
            line=line + block.count("\n", 0, match.start()) if line else 0,
            where=cited if line else f"paragraph {number}",
        )


def _groups(block: str) -> Iterator[tuple[list[re.Match[str]], int, int]]:
    """Yield links that follow each other, with the places where they begin and end: the citation and the place in the file."""
    group: list[re.Match[str]] = []
    for match in _LINK.finditer(block):
        if (group and not re.fullmatch(r"[\s)(\[\],;]*", block[group[-1].end() : match.start()])) or (group and _quoted(match["label"])):
            yield group, group[0].start(), group[-1].end()
            group = []
        group.append(match)
    if group:
        yield group, group[0].start(), group[-1].end()


def _words(label: str, block: str, since: int, start: int) -> tuple[str, int]:
    """Return the marked words, and where they begin: the label of the link to them, else the words in quotation marks before the link.

    If there are no quotation marks, it is all that is on the line before the link.

    Args:
        label: The label of the link.
        block: The paragraph.
        since: Where the links before this one end.
        start: Where the link begins.
    """
    if words := _quoted(label):
        return words, start
    head = re.sub(r"[\s(\[]*\Z", "", block[:start])
    if match := _MARKED.search(head):
        return line_of(match["words"]), match.start()
    opening = max((_opening(head, *pair) for pair in _PAIRS), default=-1)
    if opening >= since:
        return line_of(head[opening + 1 : -1]), opening
    begin = max(since, head.rfind("\n") + 1)
    words = line_of(head[begin:].strip(" )].,;"))
    return (words, begin) if words else ("", start)


def _opening(text: str, opening: str, closing: str) -> int:
    """Return where the quotation begins that ends with a text; -1 if it ends with none. Quotations may be in it."""
    if not text.endswith(closing):
        return -1
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        if text[place] == closing and (opening != closing or not depth):
            depth += 1
        elif text[place] == opening:
            depth -= 1
            if not depth:
                return place
    return -1


def _quoted(text: str) -> str:
    """Return the words between quotation marks that are around the whole of a text; nothing if it has none."""
    text = line_of(text)
    for opening, closing in _PAIRS:
        if len(text) > 2 and text.startswith(opening) and text.endswith(closing):
            return text[1:-1].strip()
    return ""


def _bare(text: str) -> str:
    """Return what follows links, without the brackets that close around them; nothing if it has no letter."""
    found = re.sub(r"^[\s)\]\\.,;]+|[\s(\[\\]+\Z", "", text)
    return found if re.search(r"\w", found) else ""


def _mark(links: list[re.Match[str]], place: re.Match[str], words: str, comment: str, cited: _Cited, number: int, line: int) -> Mark:
    target = unquote(place["target"])
    page = re.search(r"[?&]page=(\d+)", target)
    work = next((link["target"] for link in links if "/select/" in link["target"]), "")
    label = next((line_of(link["label"]) for link in links if "/select/" in link["target"]), "")
    key = (re.search(r"/items/(\w+)", work) or [None, ""])[1] or ""
    file = (re.search(r"/items/(\w+)", target) or [None, ""])[1] or ""
    return Mark(
        source=f"zotero:{key or file}",
        quote=words,
        comments=(comment,) if comment else (),
        addresses=cited.addresses.get(key, ()),
        names=cited.titles.get(key) or tuple(filter(None, [_LOCATOR.sub("", label)])),
        line=line,
        where=f"page {page[1]}" if page else (f"paragraph {number}" if number else label),
        page=int(page[1]) if page else 0,
    )


def comment_of(text: str) -> str:
    """Return a comment of Zotero as Markdown: it has tags for bold and italic letters."""
    text = re.sub(r"<br\s*/?>", "\n", text)
    text = re.sub(r"</?(?:b|strong)>", "**", text)
    text = re.sub(r"</?(?:i|em)>", "*", text)
    return block_of(re.sub(r"</?(?:sub|sup|span|p|u)\b[^>]*>", "", text))


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _blocks(root: Any) -> Iterator[str]:
    """Yield the paragraphs of a page in which there are marked words, with links as in Markdown."""
    for element in root.iter():
        if element.tag in _BLOCKS and not any(child.tag in _BLOCKS for child in element.iterdescendants()):
            text = _inline(element)
            if _OPENS.search(text) or _PLAIN.search(text.strip()):
                yield re.sub(r"[ \t\r\n]+", " ", text).strip()


def _inline(element: Any) -> str:
    """Return the content of an element with its links to Zotero as in Markdown, and with bold and italic letters."""
    inside = (element.text or "") + "".join(_inline(child) + (child.tail or "") for child in element)
    match element.tag:
        case "a" if str(element.get("href", "")).startswith("zotero://"):
            return _link(inside, element.get("href"))
        case "b" | "strong" if inside.strip():
            return f"**{inside}**"
        case "i" | "em" if inside.strip():
            return f"*{inside}*"
        case "br":
            return " "
        case "img":  # a part of a page that was marked as a picture
            return ""
        case _ if element.get("data-annotation"):
            return _annotated(element, inside)
        case _:
            return inside


def _link(label: str, target: str) -> str:
    shown, address = label.replace("[", "(").replace("]", ")"), re.sub(r"[()\s]", "", target)
    return f"[{shown}]({address})"


def _annotated(element: Any, inside: str) -> str:
    """Return marked words as a link to their place, which the element says if no link does."""
    link = _LINK.search(inside)
    words = link["label"] if link else inside
    quoted = words if _quoted(words) else f"“{line_of(words)}”"
    data = _json(element.get("data-annotation"))
    key = line_of(data.get("attachmentURI")).rpartition("/")[2]
    position: Any = data.get("position")
    index = position.get("pageIndex") if isinstance(position, Mapping) else None
    page = f"?page={index + 1}" if type(index) is int and index >= 0 else ""
    cited: Any = data.get("citationItem")
    uris = cited.get("uris") if isinstance(cited, Mapping) else None
    work = line_of(uris[0]).rpartition("/")[2] if isinstance(uris, list) and uris else ""
    return _link(quoted, f"zotero://open/library/items/{key}{page}") + (_link("", f"zotero://select/library/items/{work}") if work else "")


def _cited(root: Any) -> _Cited:
    """Return what the note says of its works: it has their titles and numbers."""
    addresses: dict[str, tuple[str, ...]] = {}
    titles: dict[str, tuple[str, ...]] = {}
    for element in root.iter():
        for item in _json_list(element.get("data-citation-items")):
            data: Any = item.get("itemData")
            if not isinstance(data, Mapping):
                continue
            doi, url = line_of(data.get("DOI")), line_of(data.get("URL"))
            found = tuple(filter(None, (f"doi:{doi}" if doi else "", url)))
            names = tuple(filter(None, (line_of(data.get("title")), line_of(data.get("title-short")))))
            for uri in item.get("uris") or ():
                key = line_of(uri).rpartition("/")[2]
                addresses[key], titles[key] = found, names
    return _Cited(addresses, titles)


def _json(text: Any) -> Mapping[str, Any]:
    found = _loaded(text)
    return found if isinstance(found, Mapping) else {}


def _json_list(text: Any) -> list[Mapping[str, Any]]:
    found = _loaded(text) if text else []
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _loaded(text: Any) -> Any:
    try:
        return json.loads(unquote(str(text)))
    except (ValueError, RecursionError):
        return None

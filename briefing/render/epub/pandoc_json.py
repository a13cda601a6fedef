"""The few nodes of pandoc's JSON tree (pandoc-types 1.23) that a pack needs, and XHTML elements that pandoc has no node for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from html import escape

Json = dict[str, object]
Attributes = list[object]

API_VERSION = (1, 23, 1)


def attributes(identifier: str = "", classes: Sequence[str] = (), **others: str) -> Attributes:
    """Return pandoc's triple of id, classes and other attributes; `epub__type` stands for `epub:type`, `aria_label` for `aria-label`."""
    return [identifier, list(classes), [[_name(key), value] for key, value in others.items() if value]]


def anchor(identifier: str) -> str:
    """Return an id that XML, URLs and old reading systems all take: the same one where it is plain ASCII, else a digest of it."""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", identifier):
        return identifier
    return "id-" + hashlib.sha256(identifier.encode()).hexdigest()[:12]


def text(words: str) -> Json:
    """Return a run of characters. Spaces may stand in it: pandoc writes them as they are."""
    return {"t": "Str", "c": words}


def breakable(words: str) -> list[Json]:
    """Return a run of characters, in which a line may end after each part of a web address: else a table is as wide as its longest."""
    parts = re.split(r"(?<=[^/]/)(?=[^/])", words) if "://" in words else [words]
    found: list[Json] = [text(parts[0])]
    for part in parts[1:]:
        found += [{"t": "RawInline", "c": ["html", "<wbr/>"]}, text(part)]
    return found


def styled(node: str, inlines: list[Json]) -> Json:
    """Return `Emph` or `Strong`."""
    return {"t": node, "c": inlines}


def span(attribute: Attributes, inlines: list[Json]) -> Json:
    """Return a run of inlines with attributes."""
    return {"t": "Span", "c": [attribute, inlines]}


def link(attribute: Attributes, inlines: list[Json], url: str) -> Json:
    """Return a link."""
    return {"t": "Link", "c": [attribute, inlines, [url, ""]]}


def line_break() -> Json:
    """Return a new line within a paragraph."""
    return {"t": "LineBreak"}


def heading(level: int, attribute: Attributes, inlines: list[Json]) -> Json:
    """Return a heading; its attributes go to the XHTML section that pandoc makes of it."""
    return {"t": "Header", "c": [level, attribute, inlines]}


def section(blocks: list[Json]) -> Json:
    """Return a section that ends where its blocks end; the first of them is its heading."""
    return {"t": "Div", "c": [attributes(), blocks]}


def paragraph(inlines: list[Json]) -> Json:
    """Return a paragraph."""
    return {"t": "Para", "c": inlines}


def plain(inlines: list[Json]) -> Json:
    """Return inlines as a block without an element of their own."""
    return {"t": "Plain", "c": inlines}


def bullet_list(items: list[list[Json]]) -> Json:
    """Return an unordered list."""
    return {"t": "BulletList", "c": items}


def ordered_list(items: list[list[Json]], start: int) -> Json:
    """Return an ordered list."""
    return {"t": "OrderedList", "c": [[start, {"t": "DefaultStyle"}, {"t": "DefaultDelim"}], items]}


def raw(xhtml: str) -> Json:
    """Return XHTML as a block."""
    return {"t": "RawBlock", "c": ["html", xhtml]}


def start_tag(tag: str, **attribute: str) -> str:
    """Return a start tag; `class_` stands for `class`, names else as in `attributes`. Empty values are left out."""
    return f"<{tag}" + "".join(f' {_name(key)}="{escape(value)}"' for key, value in attribute.items() if value) + ">"


def element(tag: str, blocks: list[Json], **attribute: str) -> list[Json]:
    """Return blocks inside an element that pandoc has no node for."""
    return [raw(start_tag(tag, **attribute)), *blocks, raw(f"</{tag}>")]


def leaf(tag: str, inlines: list[Json], **attribute: str) -> list[Json]:
    """Return inlines inside an element that pandoc has no node for, such as a paragraph with a class."""
    return element(tag, [plain(inlines)], **attribute)


def _name(key: str) -> str:
    return key.rstrip("_").replace("__", ":").replace("_", "-")

"""Author and date as a page shows them, where its tags name none. Browsers that save a page in one file leave its scripts out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefing.originals import bylines
from briefing.system.patterns import pattern

_CLASS = pattern(r"(?:^|[\s_-])(?:byline|by-line|authors?|writers?)(?:[\s_-]+(?:names?|list|links?|info|text))*(?:$|\s)", re.I)
_ELSEWHERE = pattern(
    r"(?:^|[\s_-])(?:comments?|respond|related|recommend\w*|sidebar|footer|teasers?|cards?|more|promo\w*|bio\w*)(?:$|[\s_-])", re.I
)
_OPENING = pattern(r"\s*(?:by|von|par|por|di|door|av|автор\w*:?)\s", re.I)
_TAIL = pattern(r"\s*(?:[|·•–—,]|\bon\b|\bam\b|\ble\b|\bel\b)?\s*(?:\d|published|updated|posted|last)\b.*$", re.I | re.S)
_LONGEST = 160
"""Characters of a line that names authors."""
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")


def authors(root: Any) -> tuple[str, ...]:
    """Return the authors whom the page shows: by what it calls them (microdata, `rel`), else by the looks of a byline."""
    for candidates in (_stated(root), _looking(root)):
        found = [text for element in candidates if (text := _names(element))]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def date(root: Any) -> str:
    """Return the day on which the page says that it was published; empty if it says none, or several."""
    shown = [
        (node, match[0])
        for node in root.iter("time")
        if (match := _DAY.match(str(node.get("datetime") or ""))) and not _is_elsewhere(node) and not re.search("updat|modif", _about(node))
    ]
    stated = [day for node, day in shown if re.search("publish|datePublished", _about(node), re.I)]
    days = list(dict.fromkeys(stated or [day for _, day in shown]))
    return days[0] if len(days) == 1 or (stated and days) else ""


def _stated(root: Any) -> Iterator[Any]:
    for element in root.iter():
        if not isinstance(element.tag, str) or _is_elsewhere(element):
            continue
        if "author" in str(element.get("itemprop") or "").lower().split():
            named = [each for each in element.iter() if isinstance(each.tag, str) and str(each.get("itemprop") or "").lower() == "name"]
            yield from named or [element]
        elif element.tag == "a" and "author" in str(element.get("rel") or "").lower().split():
            yield element


def _looking(root: Any) -> Iterator[Any]:
    """Yield the first element that has the class of a byline, or the links in it if each of them is a name."""
    for element in root.iter("p", "div", "span", "address", "a", "li", "h2", "h3", "h4"):
        if _CLASS.search(str(element.get("class") or "")) and not _is_elsewhere(element) and _names(element):
            links = [each for each in element.iter("a") if _names(each)]
            yield from links if len(links) > 1 else [element]
            return


def _names(element: Any) -> str:
    """Return what an element says if it is the names of persons, without what stands behind them."""
    text = " ".join("".join(element.itertext()).split())
    if not text or len(text) > _LONGEST:
        return ""
    opened = _OPENING.match(text)
    text = _TAIL.sub("", text[opened.end() :] if opened else text).strip(" ,|·•")
    found = bylines.names([text])
    is_persons = bool(found) and all(each.family and each.given and len(f"{each.family}{each.given}") < 50 for each in found)
    is_body = bool(opened) and len(found) == 1 and bool(found[0].literal) and bylines.is_body(text)
    return text if is_persons or is_body else ""


def _is_elsewhere(element: Any) -> bool:
    """Say whether an element is in a part of the page that is not its text."""
    return any(
        each.tag in ("footer", "nav", "aside") or _ELSEWHERE.search(f"{each.get('class') or ''} {each.get('id') or ''}")
        for each in (element, *element.iterancestors())
        if isinstance(each.tag, str) and each.tag not in ("html", "body")
    )


def _about(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('pubdate') or ''}".lower()

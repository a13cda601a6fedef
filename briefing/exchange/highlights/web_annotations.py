"""Reading web annotations (W3C Web Annotation Data Model, 2017) and exports of Hypothesis, whose targets follow the model.

A reply of Hypothesis names the annotations that it answers. It becomes a comment behind the comment that begins the conversation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from briefing.exchange.highlights.gathered import Gathered, block_of, line_of, people
from briefing.passages.mark import Mark
from briefing.passages.verdict import shortened

_PUBLIC = "__world__"
"""The group of Hypothesis that everybody reads."""
_SHOWN = 5
"""How many replies that are skipped are named."""


def read(data: Any) -> Gathered:
    """Read an annotation, a list, a page or a collection of them, or an export of Hypothesis.

    Args:
        data: What the JSON holds.
    """
    items = [item for item in annotations_in(data) if isinstance(item, Mapping)]
    answers = dict[str, list[str]]()
    for item in items:
        if thread := _thread(item):
            answers.setdefault(thread[0], []).append(block_of(item.get("text")))
    found = [(item, mark) for item in items if not _thread(item) and (mark := _mark(item)) is not None]
    known = {line_of(item.get("id")) for item, _ in found}
    marks = [replace(mark, comments=(*mark.comments, *filter(None, answers.get(line_of(item.get("id")), ())))) for item, mark in found]
    lost = [text for root, texts in answers.items() if root not in known for text in texts]
    others = sum(not _thread(item) for item in items) - len(found)
    return Gathered(marks, others, [*_lost(lost), *people(set(_users(items)), set(_groups(items)))])


def _thread(item: Mapping[str, Any]) -> list[str]:
    """Return the ids of the annotations that a reply of Hypothesis answers, the first of them before the others."""
    return [line_of(each) for each in _list(item.get("references")) if line_of(each)]


def _lost(texts: Sequence[str]) -> Iterator[str]:
    """Name the replies to annotations that the file does not have."""
    if texts:
        count = len(texts)
        replies = "1 reply answers an annotation that is" if count == 1 else f"{count} replies answer annotations that are"
        shown = ", ".join(f"“{shortened(text)}”" for text in texts[:_SHOWN]) + (" …" if count > _SHOWN else "")
        yield f"{replies} not in the file, and {'was' if count == 1 else 'were'} skipped: {shown}"


def _users(items: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for item in items:
        info = item.get("user_info")
        shown = line_of(info.get("display_name")) if isinstance(info, Mapping) else ""
        yield shown or line_of(item.get("user")).removeprefix("acct:").partition("@")[0]


def _groups(items: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for item in items:
        info = item.get("group_info")
        name = line_of(info.get("name")) if isinstance(info, Mapping) else line_of(item.get("group"))
        if name and name != _PUBLIC:
            yield name


def annotations_in(data: Any) -> list[Any]:
    """Return the annotations in a list, a page or a collection, or the only annotation."""
    if isinstance(data, list):
        return data
    if not isinstance(data, Mapping):
        return []
    for key in ("items", "annotations", "rows", "first"):
        if key in data:
            return annotations_in(data[key])
    return [data] if "target" in data else []


def _mark(item: Mapping[str, Any]) -> Mark | None:
    target = next((each for each in _list(item.get("target")) if isinstance(each, Mapping)), None)
    if target is None:
        return None
    selectors = [each for each in _list(target.get("selector")) if isinstance(each, Mapping)]
    exact = next((each for each in selectors if each.get("type") == "TextQuoteSelector"), {})
    refined: Mapping[str, Any] = next((each["refinedBy"] for each in selectors if isinstance(each.get("refinedBy"), Mapping)), {})
    document: Mapping[str, Any] = item["document"] if isinstance(item.get("document"), Mapping) else {}
    own = {str(key).removeprefix("briefing:"): value for key, value in item.items() if str(key).startswith("briefing:")}
    fragment, around = next(filter(None, map(_fragment_words, selectors)), (("", ""), ("", "")))
    comments = tuple(filter(None, (block_of(item.get("text")), *_bodies(item, "commenting"))))
    if not (exact.get("exact") or any(fragment) or comments):
        return None
    addresses = _addresses(item, target, document)
    return Mark(
        line_of(item.get("id")),
        next(filter(None, (line_of(own.get("source")), *addresses)), ""),
        line_of(exact.get("exact")),
        fragment,
        (line_of(exact.get("prefix")), line_of(exact.get("suffix"))) if exact else around,
        line_of(refined.get("exact")),
        comments,
        next(iter(_bodies(item, "describing")), ""),
        (*map(line_of, _list(item.get("tags"))), *_bodies(item, "tagging")),
        own or None,
        addresses,
        tuple(filter(None, map(line_of, (*_list(document.get("title")), *_list(document.get("filename")))))),
        page=next((each["index"] + 1 for each in selectors if each.get("type") == "PageSelector" and type(each.get("index")) is int), 0),
    )


def _addresses(item: Mapping[str, Any], target: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the addresses of a document: those of the annotation before the links of the document, which name it elsewhere, too."""
    links = [*_list(target.get("source")), *_list(item.get("uri")), *_list(document.get("link"))]
    texts = (line_of(each.get("href") or each.get("id")) if isinstance(each, Mapping) else line_of(each) for each in links)
    return tuple(dict.fromkeys(filter(None, texts)))


def _fragment_words(selector: Mapping[str, Any]) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Return the first and the last words of a text fragment, `prefix-,start,end,-suffix`, and the words before and after them."""
    match = re.search(r":~:text=([^&]*)", line_of(selector.get("value")))
    if selector.get("type") != "FragmentSelector" or not match:
        return None
    found = match[1].split(",")
    parts = [unquote(part) for part in found if not (part.endswith("-") or part.startswith("-"))]
    before = next((unquote(part[:-1]) for part in found[:1] if part.endswith("-")), "")
    after = next((unquote(part[1:]) for part in found[-1:] if part.startswith("-")), "")
    return ((parts[0], parts[-1]), (before, after)) if parts else None


def _bodies(item: Mapping[str, Any], purpose: str) -> list[str]:
    """Return the texts of the bodies with a purpose. A body without a purpose has the purpose of the annotation (section 3.3.5)."""
    general = _list(item.get("motivation")) or ["commenting"]
    bodies = [{"value": body} if isinstance(body, str) else body for body in _list(item.get("body"))]
    return [
        block_of(body.get("value"))
        for body in bodies
        if isinstance(body, Mapping) and body.get("value") and purpose in (_list(body.get("purpose")) or general)
    ]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]

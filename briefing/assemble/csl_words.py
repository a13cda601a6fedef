"""What citeproc writes, in pandoc's types, as the inlines of a document."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from briefing.document import Emphasis, Inline, Inlines, LineBreak, Link, Reference, Strong, Text, plain
from briefing.document.changing import inlines, joined
from briefing.document.small_figures import RAISED_DIGITS, can_move, moved


def entry_id(source: str) -> str:
    """Return the id of a source's entry in the list."""
    return f"source-{source}"


def worded(nodes: Sequence[Any]) -> Inlines:
    """Return pandoc's inlines as ours. Small capitals and lines through or under words are dropped."""
    return _trimmed(inlines(_inlines(nodes), _single_spaced))


def _single_spaced(inline: Inline) -> Inlines | None:
    return (Text(re.sub(" {2,}", " ", inline.text)),) if isinstance(inline, Text) else None


def _inline(node: Any) -> Inlines:
    kind, content = node["t"], node.get("c")
    match kind:
        case "Str":
            return (Text(content),) if content else ()
        case "Space" | "SoftBreak" | "LineBreak":
            return (Text(" "),)
        case "Emph":
            return tuple(_emphasis(content))
        case "Strong":
            return (Strong(_inlines(content)),)
        case "Link":
            target, children = content[2][0], _inlines(content[1])
            if target.startswith("#ref-"):
                return (Reference(entry_id(target.removeprefix("#ref-")), children),)
            return (Link(target, children),)
        case "Span":
            return _span(content[0][1], _inlines(content[1]))
        case "Cite" | "Quoted":
            return _inlines(content[1])
        case "Note":
            return tuple(inline for block in content for inline in _inlines(block["c"]))
        case "Superscript":
            return _moved(_inlines(content), raised=True)
        case "Subscript":
            return _moved(_inlines(content), raised=False)
        case "SmallCaps" | "Strikeout" | "Underline":
            return _inlines(content)
        case _:
            return ()


def _inlines(nodes: Sequence[Any]) -> Inlines:
    return joined(inline for node in nodes for inline in _inline(node))


def _emphasis(content: Sequence[Any]) -> Iterator[Inline]:
    """Yield emphasised words. What is emphasised within them, such as a ship's name in a title, is upright."""
    for is_upright, nodes in itertools.groupby(content, lambda node: node["t"] == "Emph"):
        if is_upright:
            yield from (inline for node in nodes for inline in _inlines(node["c"]))
        else:
            yield Emphasis(_inlines(list(nodes)))


def _span(classes: Sequence[str], words: Inlines) -> Inlines:
    """Return a part of an entry that a style sets apart with `display` (CSL 1.0.2): on a line of its own, or in the margin."""
    if "csl-block" in classes or "csl-indent" in classes:
        return (LineBreak(), *words, LineBreak())
    if "csl-left-margin" in classes:  # it begins a line, which the words after it share
        return (LineBreak(), *words, Text(" "))
    return (*words, LineBreak()) if "csl-right-inline" in classes else words


def _trimmed(found: Inlines) -> Inlines:
    """Return inlines with one line break where there are several, none at the ends, and no space beside one."""
    kept: list[Inline] = []
    for each in found:
        after_break = not kept or isinstance(kept[-1], LineBreak)
        if isinstance(each, LineBreak):
            _end_line(kept)
            if kept and not isinstance(kept[-1], LineBreak):
                kept.append(each)
        elif isinstance(each, Text) and after_break:
            kept += [Text(each.text.lstrip())] if each.text.strip() else []
        else:
            kept.append(each)
    _end_line(kept)
    if kept and isinstance(kept[-1], LineBreak):
        kept.pop()
    return tuple(kept)


def _end_line(kept: list[Inline]) -> None:
    if kept and isinstance(last := kept[-1], Text):
        kept[-1:] = [Text(last.text.rstrip())] if last.text.strip() else []


def _moved(words: Inlines, *, raised: bool) -> Inlines:
    """Return numbers and signs as superscripts or subscripts.

    Where some characters have no such form, all stay as they are, but for the numbers of sources: `¹, ¶3`.
    """

    def change(inline: Inline) -> Inlines | None:
        return (Text(moved(inline.text, raised=raised)),) if isinstance(inline, Text) else None

    if can_move(plain(words)):
        return inlines(words, change)
    return inlines(words, lambda each: inlines((each,), change) if isinstance(each, Reference) else None)


def is_raised(words: Inlines) -> bool:
    """Say whether words begin with a superscript: no space comes before it."""
    return plain(words)[:1] in RAISED_DIGITS

"""The numbers of captions, and references of texts to what the pack has elsewhere: headings, tables, figures, excerpts, questions."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from briefing import markup
from briefing.assemble.context import Context
from briefing.assemble.text_places import problem_at
from briefing.document import (
    Blocks,
    Equation,
    Figure,
    Inline,
    Inlines,
    PageNumber,
    Picture,
    Question,
    Reference,
    Section,
    Table,
    Text,
    plain,
    walk,
    walk_blocks,
)
from briefing.document.changing import inlines, replaced
from briefing.errors import nearest

_HERE = "\0"
"""Stands for the number of a page in a text of the catalogue."""


def linked(context: Context, blocks: Blocks, around: Blocks = (), also: Sequence[object] = ()) -> Blocks:
    """Number the captions, and lead references to them and to other parts of the pack. Where one leads nowhere, its words stay.

    Args:
        context: The pack. What leads nowhere is noted in it.
        blocks: A text of the pack.
        around: What comes before it; its references are led already.
        also: Texts that refer to it, and are led later: a caption that only they ask for has a number, too.
    """
    named = [each for each in walk((blocks, *also)) if isinstance(each, Reference | PageNumber)]
    wanted = {name for node in named for name in (_name(node), _paged(node))} - {""}
    if not wanted:
        return _numbered(context, blocks, around, frozenset())
    find = _resolver(context, blocks, around)
    blocks = _numbered(context, blocks, around, frozenset(map(find, wanted)))
    labels = dict(_labels(context, (*around, *blocks)))
    printed = {str(getattr(each, "id", "")) for each in walk(around or blocks)} - {""}

    def change(inline: Inline) -> Inlines | None:
        if isinstance(inline, PageNumber):
            return _page(context, inline, find(_paged(inline)), printed)
        if not (isinstance(inline, Reference) and (name := _name(inline))):
            return None
        identity = find(name)
        words = inlines(inline.children, change) or labels.get(identity, ())
        if words and inline.target.startswith(markup.BARE):
            number = re.search(r"[^\s\u00a0]*\d[^\s\u00a0]*$", plain(words))
            words = (Text(number[0]),) if number else words
        if not identity or not words:
            if not inline.target.startswith(markup.LOOSE):
                lost = next((each for each in walk((*around, *blocks)) if identity and getattr(each, "id", "") == identity), None)
                _lost(context, name, lost, has_words=bool(inline.children))
            return words
        return (Reference(identity, words),)

    return inlines(blocks, change)


def _name(node: object) -> str:
    """Return what a reference that is not led yet calls its target; empty for all else."""
    return re.sub("^[?-]", "", markup.unled(node, markup.ANCHOR))


def _paged(node: object) -> str:
    """Return what the number of a page calls what is on it; empty for all else."""
    return re.sub("^#@?", "", node.target) if isinstance(node, PageNumber) else ""


def _page(context: Context, number: PageNumber, identity: str, printed: Collection[str]) -> Inlines:
    """Return the number of a page, with `on page` before it where it stands behind a reference.

    The pages for the teacher have numbers that readers of other formats do not have: there nothing is printed.
    """
    if identity not in printed:
        if not identity and not number.target.startswith(markup.PAGE):
            _lost(context, _paged(number), None, has_words=False)
        return ()
    led = replace(number, target=identity)
    if not number.target.startswith(markup.PAGE):
        return (led,)
    before, after = context.say("references.page", page=_HERE).split(_HERE)
    words = Text(f" {before.rstrip()}\u00a0" if before else " ")
    return (words, led, Text(after)) if after else (words, led)


def _resolver(context: Context, blocks: Blocks, around: Blocks) -> Callable[[str], str]:
    known = {str(getattr(each, "id", "")) for each in walk((*around, *blocks))} - {""}
    anchors = context.noted.anchors
    things = {key: identity for identity, (_, key) in context.noted.things.items()}

    def find(name: str) -> str:
        """Return the id in the document of what a writer calls by a name; empty if there is nothing."""
        short = re.sub("^(?:tbl|fig|map|sec|eq)-", "", name)  # prefixes, most of them Quarto’s, which ids of the library lack
        found = (anchors.get(name, ""), name, things.get(name, ""), anchors.get(short, ""))
        return next((each for each in found if each in known), "")

    return find


def _numbered(context: Context, blocks: Blocks, around: Blocks, wanted: frozenset[str]) -> Blocks:
    """Return blocks with numbers in the captions of drawings, and of tables that belong to no drawing. One alone needs none."""
    before, found = list(_captioned(around)), list(_captioned(blocks))
    counts = Counter(kind for kind, _ in before)
    many = {kind for kind, count in Counter(kind for kind, _ in found).items() if count > 1 and kind not in counts}
    many |= {kind for kind, node in before if node.label} | {kind for kind, node in found if node.id in wanted}
    labels: dict[str, str] = {}
    for kind, node in found:
        counts[kind] += 1
        if kind in many:
            labels[node.id] = context.say(f"captions.{kind}", number=str(counts[kind]))

    equations = itertools.count(1 + sum(isinstance(each, Equation) and bool(each.number) for each in walk_blocks(around)))

    def change(node: Any) -> Any:
        if isinstance(node, Equation) and node.number:
            return replace(node, number=str(next(equations)))
        if not isinstance(node, Table | Figure | Picture):
            return None
        return replace(node, label=labels[node.id]) if node.id in labels else node

    return replaced(blocks, change)


def _captioned(blocks: Blocks) -> Iterator[tuple[str, Table | Figure | Picture]]:
    found = [each for each in walk_blocks(blocks) if isinstance(each, Table | Figure | Picture)]
    details = {each.details for each in found if isinstance(each, Figure)}
    for each in found:
        if isinstance(each, Figure | Picture) and each.caption:
            yield "figure", each
        elif isinstance(each, Table) and each.caption and each.id not in details:
            yield "table", each


def _labels(context: Context, blocks: Blocks) -> Iterator[tuple[str, Inlines]]:
    """Yield the words of a reference that has none of its own, by the id of what it leads to."""
    quotes = context.words.quotes
    for each in walk_blocks(blocks):
        if isinstance(each, Table | Figure | Picture) and each.label:
            yield each.id, (Text(each.label.replace(" ", "\u00a0")),)
        elif isinstance(each, Equation) and each.number:
            yield each.id, (Text(context.say("captions.equation", number=each.number).replace(" ", "\u00a0")),)
        elif isinstance(each, Section):
            yield each.id, (Text(f"{quotes[0]}{plain(each.title)}{quotes[1]}"),)
        elif isinstance(each, Question):
            yield each.id, (Text(f"{context.say('labels.question')} {each.label}"),)


def _lost(context: Context, name: str, target: object, *, has_words: bool) -> None:
    """Note that a reference leads nowhere. Its words can be printed; without words there is nothing to print."""
    if isinstance(target, Table | Picture) and not target.caption:
        message, hint = f"'{name}' has no number to refer to", f"Give it a caption, or write the words: [the table](#{name})."
    elif target is not None:
        message, hint = f"'{name}' has no number to refer to", f"Write the words: [the box](#{name})."
    else:
        message = f"nothing in this pack has the id '{name}'"
        hint = nearest(name, [*context.noted.anchors, *(key for _, key in context.noted.things.values())], "")
        hint = f"{hint} Only the words are printed.".strip() if has_words else f"{hint} Or write the words: [the table](#{name}).".strip()
    written = re.escape(name)
    label = "[-:]".join(map(re.escape, name.split("-")))  # LaTeX's is fig:map
    pattern = rf"\(#{written}\)|(?<![\w.])@{written}(?![\w-])|\{{{label}\}}"
    location = problem_at(context, pattern, message, hint, "warning" if has_words else "error")
    (context.noted.warnings if has_words else context.noted.problems).append(location)

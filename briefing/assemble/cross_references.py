"""The numbers of captions, and references of texts to what the pack has elsewhere: headings, tables, figures, excerpts, questions."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, cast

from briefing import markup
from briefing.assemble.context import Context
from briefing.document import Blocks, Figure, Inline, Inlines, Question, Reference, Section, Table, Text, plain, walk
from briefing.document.changing import below, inlines
from briefing.errors import Problem, nearest
from briefing.files.reading import read_markdown
from briefing.library.shelves import SHELVES
from briefing.library.texts import is_body, texts


def linked(context: Context, blocks: Blocks, around: Blocks = ()) -> Blocks:
    """Number the captions, and lead references to them and to other parts of the pack. Where one leads nowhere, its words stay.

    Args:
        context: The pack. What leads nowhere is noted in it.
        blocks: A text of the pack.
        around: What comes before it; its references are led already.
    """
    find = _resolver(context, blocks, around)
    wanted = {name for node in walk(blocks) if (name := _name(node))}
    blocks = _numbered(context, blocks, around, frozenset(map(find, wanted)))
    if not wanted:
        return blocks
    labels = dict(_labels(context, (*around, *blocks)))

    def change(inline: Inline) -> Inlines | None:
        name = _name(inline)
        if not (name and isinstance(inline, Reference)):
            return None
        identity = find(name)
        words = inlines(inline.children, change) or labels.get(identity, ())
        if not identity or not words:
            if not inline.target.startswith(markup.LOOSE):
                _lost(context, name, known=bool(identity), has_words=bool(inline.children))
            return words
        return (Reference(identity, words),)

    return inlines(blocks, change)


def _name(node: object) -> str:
    """Return what a reference that is not led yet calls its target; empty for all else."""
    is_open = isinstance(node, Reference) and node.target.startswith(markup.ANCHOR)
    return node.target.removeprefix(markup.ANCHOR).removeprefix(markup.LOOSE[1:]) if is_open and isinstance(node, Reference) else ""


def _resolver(context: Context, blocks: Blocks, around: Blocks) -> Callable[[str], str]:
    known = {str(getattr(each, "id", "")) for each in walk((*around, *blocks))} - {""}
    anchors = context.noted.anchors
    things = {key: identity for identity, (_, key) in context.noted.things.items()}

    def find(name: str) -> str:
        """Return the id in the document of what a writer calls by a name; empty if there is nothing."""
        short = re.sub("^(?:tbl|fig|sec)-", "", name)  # Quarto's prefixes, which ids of the library lack
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

    def change(node: Any) -> Any:
        if isinstance(node, tuple):
            items = tuple(change(each) for each in node)
            return node if all(new is old for new, old in zip(items, node, strict=True)) else items
        node = below(node, change)
        label = labels.get(node.id, "") if isinstance(node, Table | Figure) else ""
        return dataclasses.replace(node, label=label) if label else node

    return cast(Blocks, change(blocks)) if labels else blocks


def _captioned(blocks: Blocks) -> Iterator[tuple[str, Table | Figure]]:
    details = {each.details for each in walk(blocks) if isinstance(each, Figure)}
    for each in walk(blocks):
        if isinstance(each, Figure):
            yield "figure", each
        elif isinstance(each, Table) and each.caption and each.id not in details:
            yield "table", each


def _labels(context: Context, blocks: Blocks) -> Iterator[tuple[str, Inlines]]:
    """Yield the words of a reference that has none of its own, by the id of what it leads to."""
    quotes = context.words.quotes
    for each in walk(blocks):
        if isinstance(each, Table | Figure) and each.label:
            yield each.id, (Text(each.label.replace(" ", "\u00a0")),)
        elif isinstance(each, Section):
            yield each.id, (Text(f"{quotes[0]}{plain(each.title)}{quotes[1]}"),)
        elif isinstance(each, Question):
            yield each.id, (Text(f"{context.say('labels.question')} {each.label}"),)


def _lost(context: Context, name: str, *, known: bool, has_words: bool) -> None:
    """Note that a reference leads nowhere. Its words can be printed; without words there is nothing to print."""
    if known:
        message, hint = f"'{name}' has no number to refer to", f"Give it a caption, or write the words: [the table](#{name})."
    else:
        message = f"nothing in this pack has the id '{name}'"
        hint = nearest(name, [*context.noted.anchors, *(key for _, key in context.noted.things.values())], "")
        hint = f"{hint} Only the words are printed.".strip() if has_words else f"{hint} Or write the words: [the table](#{name}).".strip()
    location = _placed(context, name, message, hint, "warning" if has_words else "error")
    (context.noted.warnings if has_words else context.noted.problems).append(location)


def _placed(context: Context, name: str, message: str, hint: str, severity: Any) -> Problem:
    """Return the problem at the first place that refers to a name."""
    pattern = re.compile(rf"\(#{re.escape(name)}\)|(?<![\w.])@{re.escape(name)}(?![\w-])")
    for shelf in SHELVES:
        for key, item in getattr(context.library, shelf).items():
            for place, text, _, _ in texts(item):
                if found := pattern.search(text):
                    file = f"seeds/{shelf}/{key}.md"
                    at = None if is_body(item, place) else place
                    return read_markdown(context.root / file, file).text_problem(at, text, found.start(), message, hint, severity=severity)
    return context.origin.problem((), message, hint, severity=severity)

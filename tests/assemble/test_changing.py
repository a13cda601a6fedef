"""Changes of trees: what does not change is not made again."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from briefing.document import Inline, Inlines, Note, NoteMark, Paragraph, Section, Strong, Text, changing, walk
from tests.support.chance import Chance
from tests.support.sample import para, t


def shout(inline: Inline) -> Inlines | None:
    """Set words with an e in bold, and take out those with an x."""
    match inline:
        case Text(text) if "x" in text:
            return ()
        case Text(text) if "e" in text:
            return (Strong((Text(text.upper()),)),)
        case Strong():
            return (inline,)
    return None


def changed(node: Any) -> Any:
    """Return a tree whose inlines are changed by `shout`, all of it made anew."""
    if isinstance(node, tuple):
        found: list[Any] = []
        for item in node:
            new = shout(item) if isinstance(item, Inline) else None
            found += [changed(item)] if new is None else new
        return tuple(found)
    if is_dataclass(node) and not isinstance(node, type):
        tuples = {each.name: value for each in fields(node) if isinstance(value := getattr(node, each.name), tuple)}
        return replace(node, **{name: changed(value) for name, value in tuples.items()})
    return node


@pytest.mark.parametrize("seed", range(6))
def test_every_inline_is_changed(seed: int) -> None:
    """Whatever tree it is in."""
    blocks = Chance(seed).pack().blocks
    assert changing.inlines(blocks, shout) == changed(blocks)


def test_nodes_that_stay_the_same_are_shared() -> None:
    """So that a later step finds what it knows, and nothing is made twice."""
    noted = Paragraph((Text("The gauge "), NoteMark("n", t("rose")), Text(".")))
    note = Note("n", "1", "", t("At noon."))
    section = Section("s", t("Readings"), (para("Nothing here."), noted, note, para("Nor here.")))
    blocks = (section, Section("o", t("Others"), (para("Plain words."),)))
    renumbered = changing.renumbered(blocks, {"n": 4})
    closed = changing.closed_up(blocks, lambda node: isinstance(node, NoteMark))
    assert [each.mark for each in walk(renumbered) if isinstance(each, Note)] == ["4"]
    assert closed != blocks
    for after, same in ((renumbered, 3), (closed, 3)):
        assert after[1] is blocks[1]
        assert isinstance(after[0], Section)
        assert sum(new is old for new, old in zip(after[0].blocks, section.blocks, strict=True)) == same
    assert changing.renumbered(blocks, {"other": 2}) is blocks
    assert changing.inlines(blocks, lambda _: None) is blocks


def test_neighbouring_notes_stand_in_order_of_their_numbers() -> None:
    """Others stay between which blocks they stood."""
    first, second, third, loose = (Note(name, "", "", t("Said.")) for name in "abcd")
    blocks = (para("One."), third, first, second, para("Two."), loose, para("Three."))
    found = changing.renumbered(blocks, {"a": 1, "b": 2, "c": 3, "d": 4})
    assert [each.id for each in found if isinstance(each, Note)] == ["a", "b", "c", "d"]
    assert [isinstance(each, Note) for each in found] == [isinstance(each, Note) for each in blocks]

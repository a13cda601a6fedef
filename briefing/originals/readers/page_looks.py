"""How a page shows its elements: which are hidden, which are paragraphs of their own, which are raised, and which numbers it counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.readers import list_numbers
from briefing.originals.readers.invisible import Said
from briefing.originals.readers.note_links import NoteLinks
from briefing.originals.readers.page_marks import BLOCKS, local
from briefing.originals.readers.page_styles import Styles

_BLOCK = re.compile(
    r"(?:inline-)?(?:block|flex|grid|table|table-(?:row|cell|caption|row-group|header-group|footer-group)|list-item|flow-root)\b.*"
)
_ROW = re.compile(r"(?:inline-)?(?:flex|grid)\b")
_RUN_IN = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "figcaption", "summary", "legend"})
"""Blocks that go on in the same line if a style says so."""
_RAISED = re.compile(r"super|text-top|(?!0+(?:\.0+)?(?:px|em|ex|pt|%|rem)?\Z)\d*\.?\d+(?:px|em|ex|pt|%|rem)")
_MOVED_UP = re.compile(r"-0?\.\d+em")
_INLINE_BLOCK_WORDS = 3
"""An element that is a block within a line is a paragraph of its own if it has more words."""


@dataclass(frozen=True, slots=True)
class Looks:
    """How a page shows its elements."""

    links: NoteLinks
    """The marks of notes, and the notes."""
    hidden: frozenset[Any] = frozenset()
    blocks: frozenset[Any] = frozenset()
    """Elements that styles make paragraphs of their own."""
    inline: frozenset[Any] = frozenset()
    """Elements that are usually such, and that styles put into the line."""
    raised: frozenset[Any] = frozenset()
    """Elements that styles raise above the line, and those that they lower."""
    lowered: frozenset[Any] = frozenset()
    struck: frozenset[Any] = frozenset()
    """Elements that styles strike through."""
    numbers: Mapping[Any, str] = field(default_factory=dict)
    """The automatic number of each element that has one."""


def raised(said: Styles) -> frozenset[Any]:
    """Return the elements that styles raise above the line."""
    return frozenset(element for (element, pseudo), values in said.values.items() if not pseudo and _is_raised(values))


def _lowered(said: Styles) -> frozenset[Any]:
    """Return the elements that styles lower below the line."""
    return frozenset(element for (element, pseudo), values in said.values.items() if not pseudo and values.get("vertical-align") == "sub")


def _is_raised(values: Said) -> bool:
    return bool(_RAISED.fullmatch(values.get("vertical-align", "")) or _MOVED_UP.fullmatch(values.get("top", "")))


def _is_struck(values: Said) -> bool:
    return "line-through" in values.get("text-decoration-line", values.get("text-decoration", ""))


def looks(root: Any, said: Styles, hidden: Collection[Any], links: NoteLinks, *, is_styled: bool = True) -> Looks:
    """Return how a page shows its elements.

    Args:
        root: The page.
        said: What its style sheets say.
        hidden: Elements that are not displayed.
        links: The marks of its notes.
        is_styled: Whether all style sheets of the page are known.
    """
    blocks, inline = set[Any](), set[Any]()
    for (element, pseudo), values in said.values.items():
        if pseudo:
            continue
        display, name = values.get("display", ""), local(element)
        if name not in BLOCKS and _is_block(element, display):
            blocks.add(element)
        elif name in _RUN_IN and display == "inline":
            inline.add(element)
        if _ROW.match(display) and name not in ("p", "a", "span", "button", *_RUN_IN - {"div"}):
            blocks |= {child for child in element if local(child) and local(child) not in BLOCKS}
    struck = (each for (each, pseudo), values in said.values.items() if not pseudo and _is_struck(values))
    numbered = list_numbers.numbers(root, said, hidden, links.notes, is_styled=is_styled)
    return Looks(links, frozenset(hidden), frozenset(blocks), frozenset(inline), raised(said), _lowered(said), frozenset(struck), numbered)


def _is_block(element: Any, display: str) -> bool:
    if not _BLOCK.fullmatch(display):
        return False
    return not display.startswith("inline") or (len("".join(element.itertext()).split()) > _INLINE_BLOCK_WORDS and "table" in display)

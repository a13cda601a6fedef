"""Lists of tasks: the signs of their items."""

from __future__ import annotations

import re

from briefing.document import Blocks, BulletList, Paragraph, Text
from briefing.document.blocks import BULLET

_TASK = re.compile(r"\[([ xX])\]\s+")


def tasks(items: tuple[Blocks, ...]) -> BulletList:
    """Return a list. An item that begins with `[ ]` or `[x]` is a task: its sign is a box, not a bullet."""
    found = [_task(item) for item in items]
    signs = "".join(sign for sign, _ in found)
    return BulletList(tuple(item for _, item in found), signs if signs.strip(BULLET) else "")


def _task(item: Blocks) -> tuple[str, Blocks]:
    """Return the sign of an item, and the item without the letters that stand for it."""
    first = item[0] if item else None
    words = first.children if isinstance(first, Paragraph) else ()
    opening = words[0] if words else None
    match = _TASK.match(opening.text) if isinstance(opening, Text) else None
    if not match or not isinstance(opening, Text):
        return BULLET, item
    rest = opening.text[match.end() :]
    children = (*((Text(rest),) if rest else ()), *words[1:])
    return "☐" if match[1] == " " else "☑", (Paragraph(children), *item[1:])

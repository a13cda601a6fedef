"""The kinds of box that a text can have, as pandoc, Quarto, Obsidian and others name them."""

from __future__ import annotations

import re

from briefing.markup.attributes import Attributes, attributes

BOXES = ("box", "tip", "note", "warning", "important", "bottom-line")
"""The kinds of box that a text can have. A box without a title has its kind as a title, but for `box`."""
BOX = "box:"
"""The beginning of the title of a box whose words depend on the language of the pack. Its kind follows."""
_ALSO = {
    "callout": "box",
    "caution": "warning",
    "danger": "warning",
    "info": "note",
    "hint": "tip",
    "attention": "warning",
    "error": "warning",
    "abstract": "bottom-line",
    "summary": "bottom-line",
    "tldr": "bottom-line",
    "example": "box",
    "question": "box",
    "quote": "box",
    "admonition": "box",
    "success": "tip",
    "seealso": "note",
    "todo": "note",
}
"""What other programs call these kinds."""
_SIGN = re.compile(r"\[!([\w-]+)\][+-]?\s*")
"""The sign at the beginning of a box, as Obsidian and GitHub write it: `[!note] The title`."""


def named(info: str) -> tuple[str, str, str]:
    """Return the kind, the title and the id of a box."""
    head, braces, rest = info.partition("{")
    found = attributes(braces + rest) if braces else Attributes()
    if found is None:
        return "", "", ""
    words = head.split(maxsplit=1)
    kind = words[0] if words else found.kinds[0] if found.kinds else ""
    kind = kind.removeprefix("callout-").lower()
    title = words[1].strip() if len(words) > 1 else found.values.get("title", "")
    return _ALSO.get(kind, kind), title, found.id


def signed(line: str) -> tuple[str, int] | None:
    """Return the kind of a box that begins as Obsidian and GitHub write it, and where the words begin; None for other lines."""
    match = _SIGN.match(line)
    return (_ALSO.get(match[1].lower(), match[1].lower()), match.end()) if match else None

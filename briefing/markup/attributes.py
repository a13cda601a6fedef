"""Attributes in braces, as pandoc writes them: `{#id .class key=value}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field

from briefing.dataclass import dataclass

NO_NUMBER = frozenset({"unnumbered", "unlisted"})
"""Classes that say what is so in packs anyhow: headings have no numbers."""
_PART = re.compile(
    r"""\s*(?:\#(?P<id>[^\s{}#.="']+)|\.(?P<kind>[^\s{}#.="']+)|-|(?P<key>[\w:-]+)=(?:"(?P<quoted>[^"{}]*)"|(?P<bare>[^\s{}"']+)))\s*"""
)
_CURLY = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True, slots=True)
class Attributes:
    """What braces say of the thing before them."""

    id: str = ""
    kinds: tuple[str, ...] = ()
    """Its classes, without their points."""
    values: Mapping[str, str] = field(default_factory=dict)


def attributes(text: str) -> Attributes | None:
    """Read attributes.

    Args:
        text: They with their braces, such as `{#map .wide caption="The delta"}`.

    Returns:
        None if the text is something else.
    """
    inside = text.strip()
    if not (inside.startswith("{") and inside.endswith("}")):
        return None
    inside, place = inside[1:-1].translate(_CURLY), 0
    identity, kinds, values = "", list[str](), dict[str, str]()
    while place < len(inside):
        match = _PART.match(inside, place)
        if not match or match.end() == place:
            return None
        identity = match["id"] or identity
        if match["kind"]:
            kinds.append(match["kind"])
        elif match[0].strip() == "-":
            kinds.append("unnumbered")
        elif match["key"]:
            values[match["key"]] = match["quoted"] if match["quoted"] is not None else match["bare"]
        place = match.end()
    return Attributes(identity, tuple(kinds), values) if inside.strip() else None


def trailing(text: str) -> tuple[str, Attributes | None]:
    """Return a text without the attributes at its end, and these."""
    match = re.search(r"\s*(\{[^{}]*\})\s*$", text)
    found = attributes(match[1]) if match else None
    return (text[: match.start()], found) if match and found else (text, None)

"""Styles that hide an element of a page: nobody could see it, or nobody could read it.

Where it is in doubt whether an element can be seen, it counts as seen: if it may move or fade in, or if something behind white letters may
be dark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_FAR = r"-(?:\d{4,}|[5-9]\d\d)(?:\.\d+)?(?:px|pt)|-(?:\d{2,})(?:\.\d+)?(?:em|rem)|-\d{3,}(?:\.\d+)?(?:%|vw|vh)"
_WHITE = r"#f[c-f]?f[c-f]?f[c-f]?|#(?:f[a-f]){3}|white|rgba?\(\s*25[0-5]\s*[, ]\s*25[0-5]\s*[, ]\s*25[0-5][^)]*\)|transparent"
_ZERO = r"0+(?:\.0+)?(?:px|pt|em|rem|%|vh|vw)?"
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility", ("display", "visibility", "content-visibility")),
    (r"opacity\s*:\s*0", ("opacity", "transition", "animation", "animation-name")),
    (rf"font-size\s*:\s*{_ZERO}", ("font-size",)),
    (rf"{_FAR}|scale", ("position", "left", "right", "top", "bottom", "margin-left", "text-indent", "transform", "scale")),
    (r"clip", ("clip", "clip-path", "position")),
    (
        r"(?:height|width)\s*:\s*0",
        ("height", "max-height", "width", "max-width", "overflow", "overflow-x", "overflow-y", "transition", "animation", "animation-name"),
    ),
    (rf"(?<![-\w])color\s*:\s*(?:{_WHITE})", ("color", "background", "background-color", "background-image")),
)
"""What a style says that may hide, and the properties that then decide whether it does."""
_CLIPPED = re.compile(r"rect\((?:[01](?:px)?[\s,]*){4}\)|inset\((?:50|100)%[^)]*\)|circle\(0[^)]*\)|polygon\((?:0\S*[\s,]*)+\)")
_SHRUNK = re.compile(rf"scale(?:3d|x|y)?\(\s*0(?:\.0+)?\s*[,)]|translate(?:3d|x|y)?\([^)]*(?:{_FAR})")
_CLEAR = re.compile(rf"(?:{_WHITE}|none|initial|inherit|unset)?")
_INHERITED = ("font-size", "color")
"""Properties that an element inside another one can set again."""

Said = Mapping[str, str]
"""The values of properties of an element, in small letters."""


def watched(text: str) -> frozenset[str]:
    """Return the properties that have to be known to say whether anything is hidden by styles with this text."""
    return frozenset(name for mark, names in GROUPS if re.search(mark, text, re.IGNORECASE) for name in names)


def hides(element: Any, name: str, said: Callable[[Any], Said]) -> bool:
    """Say whether an element is hidden by its own styles or by what it is.

    Args:
        element: The element.
        name: Its name, without a namespace.
        said: Returns what styles say of an element.
    """
    mine = said(element)
    if name == "del" or (name == "dialog" and "open" not in element.attrib and "display" not in mine) or mine.get("display") == "none":
        return True
    if mine.get("visibility") in ("hidden", "collapse") or mine.get("content-visibility") == "hidden":
        return True
    return _is_away(mine) or _is_flat(mine) or _is_unreadable(element, mine, said)


def _is_away(mine: Said) -> bool:
    """Say whether an element is off the screen, or clipped to nothing."""
    is_placed = mine.get("position") in ("absolute", "fixed")
    far = [*(("left", "right", "top", "bottom") if is_placed else ()), "margin-left", "text-indent"]
    if any(re.fullmatch(_FAR, mine.get(each, "")) for each in far) or mine.get("scale") in ("0", "0 0"):
        return True
    clipped = (mine.get("clip", "") if is_placed else "", mine.get("clip-path", ""))
    return bool(_SHRUNK.search(mine.get("transform", ""))) or any(map(_CLIPPED.fullmatch, clipped))


def _is_flat(mine: Said) -> bool:
    """Say whether an element has no height, no width or no colour at all, for good."""
    if any(mine.get(each, "none") not in ("none", "0s", "") for each in ("transition", "animation", "animation-name")):
        return False
    if re.fullmatch(r"0+%?|0*\.0\d*|[01]%", mine.get("opacity", "")):
        return True
    sides = any(re.fullmatch(_ZERO, mine.get(each, "")) for each in ("height", "max-height", "width", "max-width"))
    return sides and any(mine.get(each, "").split()[:1] in (["hidden"], ["clip"]) for each in ("overflow", "overflow-x", "overflow-y"))


def _is_unreadable(element: Any, mine: Said, said: Callable[[Any], Said]) -> bool:
    """Say whether the letters of an element have no size, or are white with nothing dark behind them."""
    is_nothing = bool(re.fullmatch(_ZERO, mine.get("font-size", "")))
    colour = mine.get("color", element.get("color", "").lower() if str(element.tag).endswith("font") else "")
    is_white = bool(re.fullmatch(_WHITE, colour)) and not any(
        _is_coloured(each, said(each)) for each in (element, *element.iterancestors(), *element.iterdescendants())
    )
    inherited = [name for name, is_so in zip(_INHERITED, (is_nothing, is_white), strict=True) if is_so]
    return any(not any(name in said(each) for each in element.iterdescendants()) for name in inherited)


def _is_coloured(element: Any, said: Said) -> bool:
    backgrounds = (
        *(said.get(each, "") for each in ("background", "background-color", "background-image")),
        str(element.get("bgcolor", "")),
    )
    return any(not _CLEAR.fullmatch(each.lower()) for each in backgrounds)

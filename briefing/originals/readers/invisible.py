"""Styles that hide an element of a page: nobody could see it, or nobody could read it.

Where it is in doubt whether an element can be seen, it counts as seen: if it may move or fade in, or if something behind white letters may
be dark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import tinycss2.color4

_FAR = r"-(?:\d{4,}|[5-9]\d\d)(?:\.\d+)?(?:px|pt)|-(?:\d{2,})(?:\.\d+)?(?:em|rem)|-\d{3,}(?:\.\d+)?(?:%|vw|vh|vmin|vmax)"
_ZERO = r"0+(?:\.0+)?(?:px|pt|em|rem|%|vh|vw)?|0*\.0\d*(?:em|rem)"
_TINY = rf"{_ZERO}|(?:0*\.\d+|0*1(?:\.0*)?)(?:px|pt)"
"""Up to a pixel, or a point."""
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility", ("display", "visibility", "content-visibility")),
    (r"opacity\s*:\s*0?\.?0|opacity\(\s*0", ("opacity", "filter", "transition", "animation", "animation-name")),
    (rf"font-size\s*:\s*(?:{_TINY})|\bfont\s*:[^;}}]*?\b0(?:px|pt|em|rem|%)?\s*[/\s]", ("font-size", "font")),
    (
        rf"{_FAR}|scale|zoom|rotate[xy]",
        (
            "position", "left", "right", "top", "bottom", "inset", "margin-left", "margin-top", "margin", "text-indent", "transform",
            "scale", "translate", "zoom",
        ),
    ),
    (r"clip", ("clip", "clip-path", "position")),
    (
        rf"(?:height|width|-size)\s*:\s*(?:{_TINY})",
        (
            "height", "max-height", "width", "max-width", "block-size", "max-block-size", "inline-size", "max-inline-size", "overflow",
            "overflow-x", "overflow-y", "transition", "animation", "animation-name",
        ),
    ),
    (
        r"color\s*:\s*(?:#(?:f|\w{3}0\b|\w{6}00\b)|white|snow|ghost|mint|transparent|(?:rgb|hsl|hwb)a?\(|color\(|(?:ok)?l(?:ab|ch)\()",
        ("color", "-webkit-text-fill-color", "background", "background-color", "background-image"),
    ),
)  # fmt: skip
"""What a style says that may hide, and the properties that then decide whether it does."""
_CLIPPED = re.compile(r"rect\((?:[01](?:px)?[\s,]*){4}\)|inset\((?:50|100)%[^)]*\)|circle\(0[^)]*\)|polygon\((?:0\S*[\s,]*)+\)")
_SHRUNK = re.compile(rf"scale(?:3d|x|y)?\(\s*0*(?:\.0\d*)?\s*[,)]|rotate[xy]\(\s*-?90deg\s*\)|translate(?:3d|x|y)?\([^)]*(?:{_FAR})")
_WHITE = 0xF7 / 255
"""How much red, green and blue a colour has at least that cannot be seen on white paper."""
_UNCOLOURED = ("", "none", "initial", "inherit", "unset")
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
    return bool(mine or name == "font") and (_is_away(mine) or _is_flat(mine) or _is_unreadable(element, mine, said))


def _is_away(mine: Said) -> bool:
    """Say whether an element is off the screen, or clipped or shrunk to nothing."""
    is_placed = mine.get("position") in ("absolute", "fixed")
    sides = ("left", "right", "top", "bottom", "inset") if is_placed or mine.get("position") in ("relative", "sticky") else ()
    far = (*sides, "margin-left", "margin-top", "margin", "text-indent", "translate")
    if any(re.fullmatch(_FAR, part) for each in far for part in mine.get(each, "").split()):
        return True
    if re.fullmatch(r"0*(?:\.0\d*)?(?:\s+0*(?:\.0\d*)?)?", mine.get("scale", "1")) or re.fullmatch(r"0+%?|0*\.0\d*", mine.get("zoom", "1")):
        return True
    clipped = (mine.get("clip", "") if is_placed else "", mine.get("clip-path", ""))
    return bool(_SHRUNK.search(mine.get("transform", ""))) or any(map(_CLIPPED.fullmatch, clipped))


def _is_flat(mine: Said) -> bool:
    """Say whether an element has no height, no width or no colour at all, for good."""
    if any(mine.get(each, "none") not in ("none", "0s", "") for each in ("transition", "animation", "animation-name")):
        return False
    if re.fullmatch(r"0+%?|0*\.0\d*|[01]%", mine.get("opacity", "")) or re.search(
        r"opacity\(\s*(?:0+%?|0*\.0\d*)\s*\)", mine.get("filter", "")
    ):
        return True
    if not any(mine.get(each, "").split()[:1] in (["hidden"], ["clip"]) for each in ("overflow", "overflow-x", "overflow-y")):
        return False
    sizes = ("height", "max-height", "width", "max-width", "block-size", "max-block-size", "inline-size", "max-inline-size")
    return any(re.fullmatch(_TINY, mine.get(each, "")) for each in sizes)


def _is_unreadable(element: Any, mine: Said, said: Callable[[Any], Said]) -> bool:
    """Say whether the letters of an element have no size, or are white with nothing dark behind them."""
    sizes = [mine["font-size"]] if "font-size" in mine else _sizes(mine.get("font", ""))
    is_nothing = any(re.fullmatch(_TINY, each) for each in sizes)
    own = element.get("color", "").lower() if str(element.tag).endswith("font") else ""
    colour = mine.get("-webkit-text-fill-color") or mine.get("color") or own
    is_white = _is_pale(colour) and not any(
        _is_coloured(each, said(each)) for each in (element, *element.iterancestors(), *element.iterdescendants())
    )
    inherited = [name for name, is_so in zip(_INHERITED, (is_nothing, is_white), strict=True) if is_so]
    return any(not any(name in said(each) for each in element.iterdescendants()) for name in inherited)


def _sizes(font: str) -> list[str]:
    """Return the size in a `font`: the first length, before the line height and the family."""
    return re.findall(r"(?<![\w.-])((?:\d+(?:\.\d+)?|\.\d+)(?:px|pt|em|rem|%)?)(?=[/\s])", font)[:1]


@lru_cache(2_000)
def _is_pale(colour: str) -> bool:
    """Say whether letters of a colour cannot be seen on white paper."""
    parsed: Any = tinycss2.color4.parse_color(colour) if colour else None
    if parsed is None or isinstance(parsed, str):
        return False
    if parsed.alpha == 0:
        return True
    parts = parsed.coordinates
    match parsed.space:
        case "srgb":
            return bool(min(parts) >= _WHITE)
        case "hsl":
            return bool(parts[2] >= 100 * _WHITE)
        case "hwb":
            return bool(parts[1] >= 100 * _WHITE)
        case "lab" | "lch":
            return bool(parts[0] >= 100 * _WHITE)
        case "oklab" | "oklch":
            return bool(parts[0] >= _WHITE)
        case _:
            return False


def _is_coloured(element: Any, said: Said) -> bool:
    backgrounds = (
        *(said.get(each, "") for each in ("background", "background-color", "background-image")),
        str(element.get("bgcolor", "")),
    )
    return any(each not in _UNCOLOURED and not _is_pale(each) for each in (every.lower() for every in backgrounds))

"""Checking that the colours of text are readable, and finding the nearest colour with enough contrast."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Sequence

from briefing.errors import Problem
from briefing.theme.contrast import LEAST_CONTRAST, channels, contrast
from briefing.theme.layers import Layer, Layers
from briefing.theme.model import Colours

WHITE = "#ffffff"
_TEXT = ("ink", "muted", "accent")
_NAMES = (*_TEXT, "rule", "tint")


def colours(layers: Layers) -> Colours:
    """Return the colours of a look."""
    return Colours(**{name: layers.get("colours", name) for name in _NAMES})


def problems(layers: Layers) -> Iterator[Problem]:
    """Yield a problem for each colour of text that is hard to read on white or in boxes, with the nearest colour that is readable."""
    chosen = {name: str(layers.get("colours", name)) for name in _NAMES}
    tint, faint = chosen["tint"], []
    for name in _TEXT:
        if contrast(chosen[name], WHITE) >= LEAST_CONTRAST and _is_to_blame(layers, "tint", name):
            faint += [name] if contrast(chosen[name], tint) < LEAST_CONTRAST else []
            continue
        ground = min((WHITE, tint), key=lambda ground: contrast(chosen[name], ground))
        if contrast(chosen[name], ground) < LEAST_CONTRAST:
            yield _problem(_author(layers, name), name, chosen[name], ground, _darker(chosen[name], (WHITE, tint)))
    if faint:
        name = min(faint, key=lambda name: contrast(chosen[name], tint))
        yield _problem(_author(layers, "tint"), "tint", tint, chosen[name], _lighter(tint, [chosen[each] for each in faint]))


def _author(layers: Layers, name: str) -> Layer:
    layer = layers.last("colours", name)
    assert layer is not None, "a shipped theme sets every colour"
    return layer


def _is_to_blame(layers: Layers, one: str, other: str) -> bool:
    """Say whether the first colour was chosen after the second."""
    every = layers.every
    return every.index(_author(layers, one)) > every.index(_author(layers, other))


def _problem(layer: Layer, name: str, colour: str, beside: str, better: str) -> Problem:
    ratio = int(contrast(colour, beside) * 10) / 10
    where = f"too dark behind text in {beside}" if name == "tint" else f"hard to read on {_named(beside)}"
    hint = f'The contrast must be at least {LEAST_CONTRAST}:1. The nearest colour with this contrast is "{better}".'
    return layer.problem(("colours", name), f"'{name}' {colour} is {where}: contrast {ratio}:1", hint)


def _named(ground: str) -> str:
    return "white" if ground == WHITE else f"the background of boxes ({ground})"


def _darker(colour: str, grounds: Sequence[str]) -> str:
    """Return the lightest colour of the same hue that is readable on all backgrounds, or black if no colour is."""
    return next((each for each in _shades(colour, -1) if _passes(each, grounds)), "#000000")


def _lighter(colour: str, texts: Sequence[str]) -> str:
    """Return the darkest colour of the same hue on which all texts are readable, or white if they are readable on no such colour."""
    return next((each for each in _shades(colour, 1) if _passes(each, texts)), WHITE)


def _passes(colour: str, others: Sequence[str]) -> bool:
    return all(contrast(colour, other) >= LEAST_CONTRAST for other in others)


def _shades(colour: str, step: int) -> Iterator[str]:
    """Yield the colour darker and darker, or lighter and lighter, in steps of 1/255."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*channels(colour))
    level = round(lightness * 255)
    while 0 <= level <= 255:
        yield "#" + "".join(f"{round(channel * 255):02x}" for channel in colorsys.hls_to_rgb(hue, level / 255, saturation))
        level += step

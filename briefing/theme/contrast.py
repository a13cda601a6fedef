"""The contrast between two colours: how well one can be read on the other (WCAG 2.1, 1.4.3)."""

from __future__ import annotations

LEAST_CONTRAST = 4.5
"""The least contrast of text to its background."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours `#rrggbb`, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue of a colour `#rrggbb`, from 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""Widths of pictures, as people write them."""

from __future__ import annotations

import re

from briefing.document.units import MILLIMETRE
from briefing.errors import WrongValueError

_WIDTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(%|cm|mm|in|pt|px)")
_POINTS = {"cm": 10 * MILLIMETRE, "mm": MILLIMETRE, "in": 72.0, "pt": 1.0, "px": 0.75}


def measured(text: str) -> tuple[float, float]:
    """Return a width as a share of the column and in points. One of them is 0; both are for an empty text.

    Raises:
        WrongValueError: The text is no width.
    """
    match = _WIDTH.fullmatch(text.strip())
    if text and not (match and float(match[1])):
        raise WrongValueError(f"'{text}' is not a width", "Write a share of the column, such as 60%, or a length, such as 8cm.")
    if not match:
        return 0, 0
    size = float(match[1])
    return (min(size / 100, 1), 0) if match[2] == "%" else (0, size * _POINTS[match[2]])

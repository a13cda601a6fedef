"""Units of length. Packs are drawn in points; people measure paper in millimetres."""

from __future__ import annotations

MILLIMETRE = 72 / 25.4
"""In points."""
POINT = 25.4 / 72
"""In millimetres."""

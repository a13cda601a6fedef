"""The typeface for formulas, STIX Two Math, which comes with ziamath. Themes do not change it: few typefaces have what formulas need."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from briefing.theme.model import Typeface


@cache
def typeface() -> Typeface:
    """Return the typeface. It has one face."""
    spec = importlib.util.find_spec("ziamath")
    assert spec is not None, "ziamath is not installed"
    assert spec.origin is not None
    path = str(Path(spec.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf")
    return Typeface("STIX Two Math", "", path, path, path, path)

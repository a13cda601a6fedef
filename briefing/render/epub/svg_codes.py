"""Codes to scan as SVG: for a second screen, a class that looks at a projector, and whoever prints the book."""

from __future__ import annotations

from html import escape

from briefing.document import ScanCode

QUIET = 4
"""Modules of white around a code."""


def code_svg(code: ScanCode) -> str:
    """Return a code as an element: black on white whatever the colours of the page, as cameras want it."""
    side = len(code.modules) + 2 * QUIET
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(code.modules, QUIET) for x, module in enumerate(row, QUIET) if module == "1")
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" aria-label="{escape(code.alt)}">'
    ground = f'<rect fill="#ffffff" width="{side}" height="{side}"/>'
    return f'{head}{ground}<path fill="#000000" shape-rendering="crispEdges" d="{dark}"/></svg>'

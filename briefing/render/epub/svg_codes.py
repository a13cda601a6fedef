"""Codes to scan, as SVG. They are useful on a projector, or if somebody prints the book."""

from __future__ import annotations

from lxml import etree

from briefing.document import ScanCode
from briefing.render.epub.xhtml import SVG, Element

QUIET = 4
"""Modules of white around a code."""


def add_code(parent: Element, code: ScanCode) -> None:
    """Add a code to an element: black on white whatever the colours of the page, as cameras want it."""
    side = str(len(code.modules) + 2 * QUIET)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(code.modules, QUIET) for x, module in enumerate(row, QUIET) if module == "1")
    attributes = {"viewBox": f"0 0 {side} {side}", "role": "img", "aria-label": code.alt}
    svg = etree.SubElement(parent, f"{{{SVG}}}svg", attributes, {None: SVG})
    etree.SubElement(svg, f"{{{SVG}}}rect", {"fill": "#ffffff", "width": side, "height": side})
    etree.SubElement(svg, f"{{{SVG}}}path", {"fill": "#000000", "shape-rendering": "crispEdges", "d": dark})

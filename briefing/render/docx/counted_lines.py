"""Numbers beside passages: every fifth line (ECMA-376 Part 1, 17.6.8), or each paragraph.

Word counts the lines of a section of pages. So each passage is such a section, whose lines are counted from 1. LibreOffice counts all lines
of a file with such a section, so those of all other paragraphs are not to be counted (17.3.1.35).
"""

from __future__ import annotations

from collections.abc import Collection

from briefing.render.docx.wml import BEFORE_LINES, Element, add, root, twips, w

EVERY = 5
"""Each line with a multiple of this number has its number beside it."""
TO_TEXT = 12.0
"""From a number to the left margin, in points."""


def count_lines() -> Element:
    """Return the property of a section of pages that numbers its lines, from 1."""
    return add(root("sectPr"), "lnNumType", countBy=EVERY, distance=twips(TO_TEXT), restart="newSection")


def suppress_others(part: Element, numbered: Collection[Element] = ()) -> None:
    """Let no paragraph of a part but those of numbered passages count its lines."""
    passages = set(numbered)
    for paragraph in part.iter(w("p")):
        if paragraph not in passages:
            properties = paragraph.find(w("pPr"))
            if properties is None:
                properties = paragraph.makeelement(w("pPr"))
                paragraph.insert(0, properties)
            before = [child for child in properties if child.tag in BEFORE_LINES]
            properties.insert(len(before), properties.makeelement(w("suppressLineNumbers")))

"""Fields (ECMA-376 Part 1, 17.16). None of them makes Word ask whether to update it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefing.render.docx.wml import PLAIN, XML_SPACE, Element, RunLook, add, add_run, w

PAGE_UNKNOWN = "0"
"""A placeholder for the number of a page until the body is written."""
_PAGE = re.compile(r" PAGEREF (\S+)")


def fill_pages(part: Element, pages: Mapping[str, int]) -> None:
    """Fill in the numbers of pages, by the bookmarks that the fields name."""
    for instruction in part.iter(w("instrText")):
        match = _PAGE.match(instruction.text or "")
        run = instruction.getparent() if match and match[1] in pages else None
        if match and run is not None:
            result = next(text for each in run.itersiblings() if (text := each.find(w("t"))) is not None)
            result.text = str(pages[match[1]])


def field(parent: Element, code: str, result: str, look: RunLook = PLAIN) -> None:
    """Append a whole field, with the result that is shown until a program works it out."""
    begin(parent, code)
    if result:
        add_run(parent, result, look)
    end(parent)


def begin(parent: Element, code: str) -> None:
    """Append the head of a field; its result follows."""
    add(add_run(parent), "fldChar", fldCharType="begin")
    instruction = add(add_run(parent), "instrText")
    instruction.set(XML_SPACE, "preserve")
    instruction.text = f" {code} "
    add(add_run(parent), "fldChar", fldCharType="separate")


def end(parent: Element) -> None:
    """Append the end of a field."""
    add(add_run(parent), "fldChar", fldCharType="end")

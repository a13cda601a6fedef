"""The user's own citation styles: CSL files in the workspace."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from briefing.errors import BriefingError, Problem
from briefing.files.reading import read_text
from briefing.system.safe_xml import parsed


def read_style(path: Path, name: str) -> str:
    """Return the text of a CSL style.

    Args:
        path: The file.
        name: Its path as the user knows it.

    Raises:
        BriefingError: It cannot be read, is not XML, or only refers to another style.
    """
    text = read_text(path, name)
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        what = "this citation style declares a type or entities, which are not read"
        raise BriefingError([Problem(name, text[: text.index("<!")].count("\n") + 1, what, "Take out the lines that begin with <!.")])
    try:
        root = parsed(text.encode())
    except etree.XMLSyntaxError as error:
        hint = "Download the citation style again."
        raise BriefingError([Problem(name, error.lineno or 0, "this citation style is not XML", hint)]) from None
    tags = {etree.QName(node).localname for node in root.iter(etree.Element)}
    if etree.QName(root).localname != "style" or not {"citation", "bibliography"} <= tags or "independent-parent" in text:
        what = "this is not a citation style with its own rules for citations and a bibliography"
        raise BriefingError([Problem(name, 0, what, "A dependent style only names another style. Use the file of that other style.")])
    if circle := _circle(root):
        what = f"the macro '{circle[0]}' of this citation style uses itself: {' → '.join(circle)}"
        hint = "Take the last use out of it. A style that repeats itself has no end, and pandoc takes all memory."
        raise BriefingError([Problem(name, _line_of(root, circle[0]), what, hint)])
    return text


def _macros(root: etree._Element) -> dict[str, list[str]]:
    """Return the macros of a style, each with those that it uses."""
    found = {node.get("name", ""): node for node in root.iter("{*}macro")}
    return {name: [each.get("macro", "") for each in node.iter(etree.Element) if each.get("macro")] for name, node in found.items()}


def _circle(root: etree._Element) -> list[str]:
    """Return the names on the way from a macro back to itself; empty if there is no such way."""
    uses = _macros(root)
    done: set[str] = set()
    for start in uses:
        way, waiting = [start], [iter(uses[start])]
        while waiting:
            name = next(waiting[-1], "")
            if not name:
                waiting.pop()
                done.add(way.pop())
            elif name in way:
                return [*way[way.index(name) :], name]
            elif name in uses and name not in done:
                way.append(name)
                waiting.append(iter(uses[name]))
    return []


def _line_of(root: etree._Element, macro: str) -> int:
    return next((node.sourceline or 0 for node in root.iter("{*}macro") if node.get("name") == macro), 0)

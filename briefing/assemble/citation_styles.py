"""The user's own citation styles: CSL files in the workspace (CSL 1.0.2)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem
from briefing.files.reading import read_text

if TYPE_CHECKING:
    from lxml import etree

_NEVER = "never"
"""A type that no source has."""


@dataclass(frozen=True)
class CitationStyle:
    """A citation style that the user has put into the workspace."""

    name: str
    """Its path as the user knows it."""
    text: str
    """The XML."""
    in_notes: bool
    """Whether its citations are notes at the foot of the page."""
    has_list: bool
    """Whether it has rules for a list of sources. Styles for lawyers often have none."""

    @property
    def replaces_authors(self) -> bool:
        """Return whether the style says what to print if the author is unknown."""
        return "<substitute" in self.text

    @property
    def remembers(self) -> bool:
        """Return whether a citation depends on those before it, as `ibid.` and `(n 3)` do."""
        return bool(re.search(r"\bposition\s*=|\bet-al-subsequent-", self.text))

    @cached_property
    def forgetful(self) -> CitationStyle:
        """Return the style with every citation worded as the first one of its source.

        Citations in the margin and entries of a list are read by themselves: `ibid.` would be wrong there.
        """
        from lxml import etree  # here and below: most packs have no style of their own

        from briefing.system.safe_xml import parsed

        root = parsed(self.text.encode())
        for test in root.iter("{*}if", "{*}else-if"):
            if "position" in test.attrib:
                _decide(test)
        for node in root.iter(etree.Element):
            for name in [name for name in node.attrib if str(name).startswith("et-al-subsequent-")]:
                del node.attrib[name]
        return replace(self, text=etree.tostring(root, encoding="unicode"))


def _decide(test: Any) -> None:
    """Take the condition `position` out of a test (CSL 1.0.2, choose), as it is decided for a first citation."""
    is_first, match = "first" in test.attrib.pop("position").split(), test.get("match", "all")
    others = [name for name in test.attrib if name != "match"]
    holds = is_first if match != "none" else not is_first
    if others and (holds if match != "any" else not holds):
        return  # the other conditions decide
    for name in (*others, "match"):
        test.attrib.pop(name, None)
    test.set("type", _NEVER)
    test.set("match", "none" if holds else "any")


def read_style(path: Path, name: str) -> CitationStyle:
    """Return a CSL style.

    Args:
        path: The file.
        name: Its path as the user knows it.

    Raises:
        BriefingError: It cannot be read, is not XML, or only refers to another style.
    """
    from lxml import etree

    from briefing.system.safe_xml import parsed

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
    if etree.QName(root).localname != "style" or "citation" not in tags or "independent-parent" in text:
        what = "this is not a citation style with its own rules for citations"
        raise BriefingError([Problem(name, 0, what, "A dependent style only names another style. Use the file of that other style.")])
    if circle := _circle(root):
        what = f"the macro '{circle[0]}' of this citation style uses itself: {' → '.join(circle)}"
        hint = "Take the last use out of it. A style that repeats itself has no end, and pandoc takes all memory."
        raise BriefingError([Problem(name, _line_of(root, circle[0]), what, hint)])
    if missing := _undefined(root):
        macro, line = missing
        what = f"this citation style uses the macro '{macro}', which it does not have"
        raise BriefingError(
            [Problem(name, line, what, "Download the citation style again, or write the macro. Without it, pandoc prints nothing.")]
        )
    return CitationStyle(name, text, root.get("class") == "note", "bibliography" in tags)


def _undefined(root: etree._Element) -> tuple[str, int] | None:
    """Return a macro that is used and not there, with the line of its use."""
    known = {node.get("name") for node in root.iter("{*}macro")}
    uses = ((str(node.get("macro")), node.sourceline or 0) for node in root.iter("*") if node.get("macro"))
    return next(((macro, line) for macro, line in uses if macro not in known), None)


def _macros(root: etree._Element) -> dict[str, list[str]]:
    """Return the macros of a style, each with those that it uses."""
    found = {node.get("name", ""): node for node in root.iter("{*}macro")}
    return {name: [each.get("macro", "") for each in node.iter("*") if each.get("macro")] for name, node in found.items()}


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

"""Removing hidden text from Word documents (ISO/IEC 29500-1, 17.3.2.41 and 17.7). The words of hidden text are counted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError

_MAIN = "word/document.xml"
_PARTS = re.compile(r"word/(?:document|footnotes|endnotes)\.xml")
"""The parts whose words become paragraphs of a copy."""
_MOST_PARENTS = 20
"""How many styles in a row may be based on each other; Word allows fewer."""


@dataclass(frozen=True, slots=True)
class _Styles:
    """Which styles hide their text."""

    by_default: bool = False
    """Whether the defaults of the document hide all text."""
    said: Mapping[str, bool | None] = field(default_factory=dict)
    """What each style says of its text: hidden, shown, or nothing."""
    based_on: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    """The style of what names none, by kind: `paragraph`, `character`, `table`."""

    def hides(self, name: str) -> bool:
        """Say whether a style hides its text: the nearest of it and those that it is based on decides."""
        for _ in range(_MOST_PARENTS):
            said = self.said.get(name)
            if said is not None or name not in self.based_on:
                return bool(said)
            name = self.based_on[name]
        return False


def without_in_docx(package: zipfile.ZipFile, data: bytes) -> tuple[bytes, int]:
    """Return a Word document without the hidden text of its pages, notes and rows of tables, and how many words that had."""
    names = [name for name in package.namelist() if _PARTS.fullmatch(name)]
    if _MAIN not in names:
        raise UnreadableError("this file looks like a Word document, but is not one", "Save it as .docx from the program that made it.")
    read = {name: package.read(name) for name in names}
    sheet = package.read("word/styles.xml") if "word/styles.xml" in package.namelist() else b""
    if not any(b"vanish" in part or b":hidden" in part for part in (*read.values(), sheet)):
        return data, 0
    styles, words, trees = _styles(sheet), 0, {}
    for name, part in read.items():
        root = zip_packages.parsed(part)
        hidden = [row for row in root.iter("{*}tr") if _is_on(row.find("{*}trPr"), "hidden")]
        hidden += [run for run in root.iter("{*}r") if _is_hidden(run, styles)]
        for each in hidden:
            words += sum(len("".join(run.itertext("{*}t")).split()) for run in each.iter("{*}r"))
            if each.getparent() is not None:
                each.getparent().remove(each)
        if hidden:
            trees[name] = root
    return (zip_packages.replaced(package, trees) if trees else data), words


def _styles(sheet: bytes) -> _Styles:
    if b"vanish" not in sheet:
        return _Styles()
    root = zip_packages.parsed(sheet)
    found = [(_attribute(style, "styleId"), style) for style in root.iter("{*}style")]
    parents = ((name, style.find("{*}basedOn")) for name, style in found)
    return _Styles(
        bool(_is_on(root.find("{*}docDefaults/{*}rPrDefault/{*}rPr"), "vanish")),
        {name: _is_on(style.find("{*}rPr"), "vanish") for name, style in found},
        {name: _attribute(parent, "val") for name, parent in parents if parent is not None},
        {_attribute(style, "type"): name for name, style in found if _attribute(style, "default") in ("1", "true", "on")},
    )


def _is_hidden(run: Any, styles: _Styles) -> bool:
    """Say whether a run is hidden: it says so itself; the defaults do; or an odd number of its styles do, for they toggle (17.7.3)."""
    properties = run.find("{*}rPr")
    said = _is_on(properties, "vanish")
    if said is not None:
        return said
    paragraph = next(run.iterancestors("{*}p"), None)
    table = next(run.iterancestors("{*}tbl"), None)
    named = (
        (properties, "rStyle", "character"),
        (paragraph.find("{*}pPr") if paragraph is not None else None, "pStyle", "paragraph"),
        (table.find("{*}tblPr") if table is not None else None, "tblStyle", "table"),
    )
    hiding = sum(styles.hides(_style(*each, styles)) for each in named if each[2] != "table" or table is not None)
    return styles.by_default or hiding % 2 == 1


def _style(properties: Any, tag: str, kind: str, styles: _Styles) -> str:
    """Return the style that some properties name, or the usual one of its kind."""
    named = properties.find(f"{{*}}{tag}") if properties is not None else None
    return _attribute(named, "val") if named is not None else styles.usual.get(kind, "")


def _attribute(element: Any, name: str) -> str:
    """Return an attribute in whatever namespace: Word has one for its usual files and one for strict ones."""
    return next((str(value) for key, value in element.attrib.items() if key.endswith(f"}}{name}")), "")


def _is_on(properties: Any, tag: str) -> bool | None:
    """Say whether a property is on or off; None if it is not there."""
    mark = properties.find(f"{{*}}{tag}") if properties is not None else None
    return None if mark is None else (_attribute(mark, "val") or "true") not in ("0", "false", "off")

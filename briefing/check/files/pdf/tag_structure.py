"""Checks of the structure tree: types, nesting, headings, figures, notes, lists (ISO 14289-1, 7.1 to 7.9; ISO 32000-1, 14.8)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field
from itertools import pairwise
from typing import Any

from briefing.check.files.pdf import tagged_tables
from briefing.check.files.pdf.file import DEEPEST, TaggedFile
from briefing.check.files.pdf.trees import attribute, is_element, kids, name, name_tree
from briefing.check.files.rule import LANGUAGE
from briefing.dataclass import dataclass

_PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
"""Which elements may hold an element (7.2)."""
_CHILDREN = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "TR": {"TH", "TD"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
"""Which elements an element may hold (7.2)."""
_HEADINGS = {f"H{level}" for level in range(1, 7)}
_GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "Index", "NonStruct", "Private", "P", "H"}
_INLINES = {
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Figure",
    "Formula",
    "Form",
    "Lbl",
    "Ruby",
    "Warichu",
}
_ASIAN = {"RB", "RT", "RP", "WT", "WP"}
_STANDARD = _HEADINGS | _GROUPS | _INLINES | _ASIAN | _CHILDREN.keys() | _PARENTS.keys()
_TRANSPARENT = {"NonStruct"}
"""Elements that mean nothing by themselves: what they hold belongs to the element above (14.8.4.2)."""
_MAY_BE_EMPTY = {"TD", "TH", "NonStruct", "Private"}
_CAPTIONED = {"Table": "first or last", "L": "first", "TOC": "first"}


@dataclass(slots=True)
class _Walk:
    """What a walk through the tree gathers."""

    headings: list[tuple[int, int | None]] = field(default_factory=list)
    """Levels and pages, in order."""
    unnumbered: int = 0
    """Headings of type H."""
    ids: Counter[str] = field(default_factory=Counter)
    seen: set[Any] = field(default_factory=set)


def check(file: TaggedFile) -> None:
    """Walk the tree."""
    if file.tree is None:
        return
    for own, role in file.roles.items():
        if own in _STANDARD and role != own:
            file.say("pdf-types", f"the standard type {own} is mapped to another type, {role}")
    walk = _Walk()
    for kid in kids(file.tree):
        _element(file, walk, kid, "StructTreeRoot", None, 0)
    _headings(file, walk)
    if any(count > 1 for count in walk.ids.values()):
        twice = sorted(each for each, count in walk.ids.items() if count > 1)
        file.say("pdf-notes", f"several elements have the same ID ({len(twice)} IDs), such as '{twice[0][:40]}'")
    if set(name_tree(file.tree.get("/IDTree"))) != set(walk.ids):
        file.say("pdf-tree", "the list of element IDs (IDTree) does not match the elements")


def _element(file: TaggedFile, walk: _Walk, element: Any, parent: str, page: Any, depth: int) -> None:
    if depth > DEEPEST or (element.is_indirect and element.objgen in walk.seen):
        file.say("pdf-tree", "elements contain each other in a circle, or are nested too deep")
        return
    walk.seen.add(element.objgen)
    tag, where = file.tag(element), file.page_of(element)
    _type(file, element, tag, parent, where)
    _entries(file, walk, element, tag, where)
    _groups(file, element, tag, where)
    page = element.get("/Pg", page)
    found = kids(element)
    if not found and tag not in _MAY_BE_EMPTY:
        file.say("pdf-empty", f"an element {tag} is empty", where)
    for kid in found:
        if is_element(kid):
            if kid.get("/P") is None or kid.P.objgen != element.objgen:
                file.say("pdf-tree", f"an element {file.tag(kid)} names the wrong parent element", where)
            _element(file, walk, kid, parent if tag in _TRANSPARENT else tag, page, depth + 1)
        else:
            _leaf(file, element, tag, page, kid)


def _leaf(file: TaggedFile, element: Any, tag: str, page: Any, kid: Any) -> None:
    """Take down what content an element owns; a reference to an annotation must be answered by the parent tree."""
    if isinstance(kid, int):
        file.owners[file.page_numbers[page.objgen], kid] = element.objgen
    elif kid.get("/Type") == "/MCR":
        if "/Stm" not in kid:
            file.owners[file.page_numbers[kid.get("/Pg", page).objgen], int(kid.MCID)] = element.objgen
    elif kid.get("/Type") == "/OBJR":
        here = file.page_numbers.get(kid.get("/Pg", page).objgen) if kid.get("/Pg", page) is not None else None
        owner = file.parents.get(int(kid.Obj.get("/StructParent", -1)))
        if owner is None or owner.objgen != element.objgen:
            file.say("pdf-tree", "the parent tree does not match an annotation", here)
        if kid.Obj.get("/Subtype") == "/Link" and tag != "Link":
            file.say("pdf-links", f"a link is in an element {tag} instead of Link", here)


def _type(file: TaggedFile, element: Any, tag: str, parent: str, where: int | None) -> None:
    if tag not in _STANDARD:
        own = name(element.get("/S"))
        file.say("pdf-types", f"the type '{own[:40]}' is neither a standard type nor mapped to one", where)
    elif tag not in _TRANSPARENT and (tag not in _CHILDREN.get(parent, _STANDARD) or parent not in _PARENTS.get(tag, {parent})):
        file.say("pdf-nesting", f"an element {tag} is in {parent}, which is not allowed", where)


def _entries(file: TaggedFile, walk: _Walk, element: Any, tag: str, where: int | None) -> None:
    if re.fullmatch("H[1-6]", tag):
        walk.headings.append((int(tag[1]), where))
    walk.unnumbered += tag == "H"
    if tag in ("Figure", "Formula") and not (str(element.get("/Alt", "")).strip() or str(element.get("/ActualText", "")).strip()):
        file.say("pdf-figures", f"a {tag.lower()} has no alternative text", where)
    if tag == "Note" and "/ID" not in element:
        file.say("pdf-notes", "a note has no ID", where)
    if "/ID" in element:
        walk.ids[str(element.ID)] += 1
    if "/Lang" in element and str(element.Lang) and not LANGUAGE.fullmatch(str(element.Lang)):
        file.say("pdf-languages", f"'{str(element.Lang)[:40]}' is not a language tag such as 'kk'", where)


def _groups(file: TaggedFile, element: Any, tag: str, where: int | None) -> None:
    tags = [file.tag(kid) for kid in file.parts(element)]
    if tag in _CAPTIONED and (tags.count("Caption") > 1 or "Caption" in (tags[1:-1] if tag == "Table" else tags[1:])):
        file.say("pdf-nesting", f"an element {tag} has more than one caption, or its caption is not {_CAPTIONED[tag]}", where)
    if tag == "LI" and tags.count("LBody") != 1:
        file.say("pdf-lists", "a list item has no body, or two", where)
    if tag == "L" and attribute(element, "/ListNumbering") is None and _has_labels(file, element):
        file.say("pdf-lists", "a list does not say whether its labels are numbers or bullets", where)
    if tag == "Table":
        tagged_tables.check(file, element, tags, where)


def _has_labels(file: TaggedFile, element: Any) -> bool:
    return any(file.tag(part) == "Lbl" for item in file.parts(element) for part in file.parts(item))


def _headings(file: TaggedFile, walk: _Walk) -> None:
    if walk.headings and walk.unnumbered:
        file.say("pdf-headings", "headings with a level (H1) and headings without a level (H) are mixed")
    if walk.headings and walk.headings[0][0] != 1:
        level, where = walk.headings[0]
        file.say("pdf-headings", f"the first heading has level {level} instead of 1", where)
    for (before, _), (after, where) in pairwise(walk.headings):
        if after > before + 1:
            file.say("pdf-headings", f"a heading of level {after} follows a heading of level {before}", where)

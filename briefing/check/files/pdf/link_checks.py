"""Checks of links, comments and form fields (ISO 14289-1, 7.18)."""

from __future__ import annotations

from typing import Any

import pikepdf

from briefing.check.files.pdf.file import TaggedFile
from briefing.check.files.pdf.trees import is_dictionary, name, name_tree

_HIDDEN = 2
"""The flag of an annotation that nobody sees."""
_OWNERS = {"Link": "Link", "Widget": "Form"}
"""The element that an annotation belongs in, by the type of the annotation. Other types belong in Annot."""
_WITHOUT_TAG = {"Popup", "PrinterMark"}


def check(file: TaggedFile) -> None:
    """Look at the annotations of all pages."""
    targets = _targets(file)
    for number, page in enumerate(file.pdf.pages):
        found = list(page.obj.get("/Annots", []))
        if found and page.obj.get("/Tabs") != "/S":
            file.say("pdf-order", "the Tab key does not follow the structure of the page (Tabs)", number)
        for each in found:
            kind = name(each.get("/Subtype"))
            if kind not in _WITHOUT_TAG and not int(each.get("/F", 0)) & _HIDDEN:
                _annotation(file, each, kind, number)
                if kind == "Link":
                    _destination(file, each, targets, number)


def _annotation(file: TaggedFile, annotation: Any, kind: str, number: int) -> None:
    rule = "pdf-links" if kind == "Link" else "pdf-annotations"
    owner: Any = file.parents.get(int(annotation.get("/StructParent", -1)))
    what = "a link" if kind == "Link" else f"an annotation of type {kind}"
    if file.tree is not None and not is_dictionary(owner):
        file.say(rule, f"{what} is not tagged", number)
    elif file.tree is not None and file.tag(owner) != _OWNERS.get(kind, "Annot"):
        file.say(rule, f"{what} is in an element {file.tag(owner)} instead of {_OWNERS.get(kind, 'Annot')}", number)
    described = str(annotation.get("/Contents", "")).strip()
    if kind == "Link":
        if not described:
            file.say("pdf-link-words", "a link has no description (Contents)", number)
    elif not described and not _field_name(annotation) and not (is_dictionary(owner) and str(owner.get("/Alt", "")).strip()):
        file.say(rule, f"{what} has no description", number)


def _field_name(annotation: Any) -> str:
    """Return what a form calls the field that an annotation shows, itself or by a field above."""
    for _ in range(20):
        if not is_dictionary(annotation):
            break
        if str(annotation.get("/TU", "")).strip():
            return str(annotation.TU)
        annotation = annotation.get("/Parent")
    return ""


def _targets(file: TaggedFile) -> set[str]:
    old = file.root.get("/Dests", {})
    return {*name_tree(file.root.get("/Names", {}).get("/Dests")), *(str(key) for key in dict(old))}


def _destination(file: TaggedFile, link: Any, targets: set[str], number: int) -> None:
    action = link.get("/A", pikepdf.Dictionary())
    to: Any = link.get("/Dest") if "/Dest" in link else action.get("/D") if action.get("/S") == "/GoTo" else None
    if to is None:
        return
    if isinstance(to, pikepdf.Array):
        good = len(to) > 0 and is_dictionary(to[0]) and to[0].objgen in file.page_numbers
    else:
        good = str(to) in targets
    if not good:
        file.say("pdf-link-targets", "a link leads to a place that does not exist", number)

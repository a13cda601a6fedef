"""Checks of what a PDF says about itself (title, language, claims), and of settings that can stop a screen reader."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from briefing.check.files.pdf.file import DEEPEST, TaggedFile
from briefing.check.files.pdf.trees import is_dictionary, is_sorted, name_tree
from briefing.check.files.rule import LANGUAGE

_TITLE = re.compile(r"<dc:title>.*?<rdf:li[^>]*>\s*\S.*?</rdf:li>", re.DOTALL)
_PART = re.compile(r"pdfuaid:part(?:>|\s*=\s*[\"'])\s*1\b")
_LONG = 21
"""Pages from which a reader needs bookmarks (WCAG technique PDF2 names no number; this is Acrobat's)."""


def check(file: TaggedFile) -> None:
    """Check the catalog, and the settings and lists that it refers to."""
    for message in file.pdf.check_pdf_syntax()[:5]:
        file.say("pdf-sound", f"its syntax is damaged: {message}")
    if file.tree is None:
        file.say("pdf-tagged", "it has no tags: a screen reader must guess the reading order, and what is a heading, a list or a table")
    _trees(file)
    _claims(file)
    _language(file)
    _access(file)
    _bookmarks(file)


def _trees(file: TaggedFile) -> None:
    root, tags = file.root, file.tree if file.tree is not None else {}
    names = root.get("/Names", {})
    trees = {
        "destinations": names.get("/Dests"),
        "attached files": names.get("/EmbeddedFiles"),
        "page labels": root.get("/PageLabels"),
        "elements": tags.get("/IDTree"),
        "parents of contents": tags.get("/ParentTree"),
    }
    for what, tree in trees.items():
        if not is_sorted(tree):
            file.say("pdf-sound", f"the index of its {what} is not sorted, so that programs do not find what is in it")


def _claims(file: TaggedFile) -> None:
    root = file.root
    if not re.match(rb"%PDF-1\.\d[\r\n]", file.header):
        file.say("pdf-version", "its first line does not name a version 1.x of PDF")
    marks = root.get("/MarkInfo", {})
    if file.tree is not None and marks.get("/Marked") is not True:
        file.say("pdf-marked", "it does not say that it is tagged")
    if marks.get("/Suspects") is True:
        file.say("pdf-marked", "the program that made it says that its tags may be wrong")
    xmp = root.Metadata.read_bytes().decode("utf-8", "replace") if "/Metadata" in root else ""
    if not _PART.search(xmp):
        file.say("pdf-version", "its metadata do not say that it is PDF/UA-1")
    if not _TITLE.search(xmp):
        file.say("pdf-title", "its metadata have no title (dc:title)")
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        file.say("pdf-title", "the window shows the file name instead of the title")


def _language(file: TaggedFile) -> None:
    language = str(file.root.get("/Lang", ""))
    if not language:
        file.say("pdf-language", "it does not name its language, so a screen reader cannot choose a voice")
    elif not LANGUAGE.fullmatch(language):
        file.say("pdf-language", f"its language '{language[:40]}' is not a language tag such as 'en'")


def _access(file: TaggedFile) -> None:
    if file.pdf.is_encrypted and not file.pdf.allow.accessibility:
        file.say("pdf-open", "its security settings forbid screen readers to read it")
    if "/XFA" in file.root.get("/AcroForm", {}):
        file.say("pdf-forms", "it holds a dynamic form (XFA)")
    layers = file.root.get("/OCProperties", {})
    settings = [each for each in (layers.get("/D"), *layers.get("/Configs", [])) if is_dictionary(each)]
    if any(not str(each.get("/Name", "")) or "/AS" in each for each in settings):
        file.say("pdf-layers", "a setting of its layers has no name, or switches layers automatically")
    for attached in name_tree(file.root.get("/Names", {}).get("/EmbeddedFiles")).values():
        if not str(attached.get("/F", "")) or not str(attached.get("/UF", "")):
            file.say("pdf-attachments", "an attached file has no name")


def _bookmarks(file: TaggedFile) -> None:
    first = file.root.get("/Outlines", {}).get("/First")
    if first is None:
        if len(file.pdf.pages) >= _LONG:
            file.say("pdf-bookmarks", f"its {len(file.pdf.pages)} pages have no bookmarks")
        elif "/Outlines" in file.root:
            file.say("pdf-bookmarks", "its list of bookmarks is empty")
        return
    if not all(str(each.get("/Title", "")).strip() for each in _outline(first)):
        file.say("pdf-bookmarks", "a bookmark has no words")


def _outline(first: Any) -> list[Any]:
    """Return all items of an outline; of one that turns in circles, each once."""
    found: list[Any] = []
    waiting, seen = [(first, 0)], set[Any]()
    while waiting:
        item, depth = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen or depth > DEEPEST:
            continue
        seen.add(item.objgen)
        found.append(item)
        waiting += [(item.get("/First"), depth + 1), (item.get("/Next"), depth)]
    return found

"""The words of a document: as they are printed, as they are spoken, and as pandoc reads them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypandoc
import pypdf
import pypdfium2

from briefing.document import (
    Blank,
    Blanks,
    BulletList,
    Callout,
    Citation,
    Code,
    Definition,
    Definitions,
    Digest,
    Divider,
    Document,
    Emphasis,
    Equation,
    Figure,
    Formula,
    Indexed,
    InlinePicture,
    Language,
    LineBreak,
    Link,
    NameIndex,
    Note,
    NoteMark,
    NumberedList,
    PageBreak,
    PageNumber,
    Paragraph,
    Picture,
    Question,
    Quote,
    Reference,
    ScanCode,
    Script,
    Section,
    SmallCaps,
    SourcePage,
    Spoken,
    Strong,
    Struck,
    Table,
    Term,
    Text,
    WritingSpace,
    labelled,
    notes,
)
from briefing.document.list_signs import sign
from briefing.document.name_index import as_definitions
from briefing.document.pages_of_blocks import has_page_numbers, with_page_numbers

BULLETS = "•–·"


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def printed(node: object) -> Iterator[str]:
    """Yield what a node prints where it stands, in reading order: notes are printed elsewhere."""
    match node:
        case Text():
            yield node.text
        case LineBreak():
            yield " "
        case Formula():
            yield re.sub("<[^<>]*>", "", node.mathml)
        case Equation():
            yield from printed(node.children)
            yield node.label
        case Note():
            return
        case Table() | Figure() | Picture() if node.label:
            yield node.label
            yield from printed(replace(node, label=""))
        case Question():
            yield node.label
            yield from printed((node.blocks, node.details))
        case NameIndex():
            yield from printed(as_definitions(node))
        case Blank():
            yield from (node.label, node.value)
        case tuple():
            for each in node:
                yield from printed(each)
        case _ if hasattr(node, "__dataclass_fields__"):
            for name in node.__dataclass_fields__:
                if isinstance(getattr(node, name), tuple):
                    yield from printed(getattr(node, name))


def sections(node: object, level: int = 1) -> Iterator[tuple[int, Section]]:
    for each in node if isinstance(node, tuple) else ():
        if isinstance(each, Section):
            yield level, each
            yield from sections(each.blocks, level + 1)


def heard(node: object, marks: dict[str, str]) -> Iterator[str]:  # noqa: C901  # an arm for each node
    """Yield what a listener hears of a node, in order: the words of the tree, and the marks and numbers that the renderer sets."""
    match node:
        case Text():
            yield node.text
        case PageNumber():
            yield node.label
        case NoteMark():
            yield from heard(node.children, marks)
            yield marks[node.note]
        case Section() | Callout():
            yield from heard((node.title, node.blocks), marks)
        case NameIndex():
            yield from heard(as_definitions(node).items, marks)
        case Quote() | Digest():
            for each in node.blocks:
                yield each.number if isinstance(each, Paragraph) and node.numbering == "paragraphs" else ""
                yield from heard(each, marks)
            yield from heard(node.attribution, marks)
        case SourcePage():
            yield from heard(node.blocks, marks)
        case Note():
            yield from (node.mark, node.kind)
            yield from heard(node.children, marks)
        case NumberedList():
            for number, item in enumerate(node.items, node.start):
                yield sign(number, node.numeral, node.frame)
                yield from heard(item, marks)
        case Definition():
            yield from heard((node.term, node.blocks), marks)
        case Table():
            yield from heard((labelled(node), [column.head for column in node.columns], node.rows), marks)
        case Figure():
            yield from heard((labelled(node), node.measure), marks)
        case Picture():
            yield from heard((labelled(node), node.credit), marks)
        case Question():
            yield node.label
            yield from heard((node.blocks, node.details), marks)
        case tuple() | list():
            for each in node:
                yield from heard(each, marks)
        case Blank() | Equation():
            yield from (node.label, node.value) if isinstance(node, Blank) else (*heard(node.children, marks), node.label)
        case (
            Paragraph()
            | ScanCode()
            | Emphasis()
            | Strong()
            | Script()
            | SmallCaps()
            | Struck()
            | Code()
            | Formula()
            | Link()
            | Reference()
            | Citation()
            | Term()
            | Indexed()
            | Language()
            | Spoken()
        ):
            yield from heard(node.children, marks)
        case BulletList():
            for own, item in node.signed():
                yield own
                yield from heard(item, marks)
        case Definitions() | Blanks():
            yield from heard(node.items, marks)
        case _:
            assert isinstance(node, InlinePicture | LineBreak | WritingSpace | Divider | PageBreak)


def numbered(pack: Document, path: Path) -> Document:
    """Return a pack with the numbers of the pages that its texts name: of those to which links lead in its PDF."""
    if not has_page_numbers(pack):
        return pack
    reader = pypdf.PdfReader(path)
    labels = {page.indirect_reference: label for page, label in zip(reader.pages, reader.page_labels, strict=True)}
    return with_page_numbers(pack, {name: labels[place.raw_get("/Page")] for name, place in reader.named_destinations.items()})


def spoken(pack: Document, path: Path | None = None) -> str:
    """Return all that a listener hears of a pack but its contents list, without white space and bullets. `path` is its PDF."""
    pack = numbered(pack, path) if path else pack
    order = (pack.kicker, pack.title, pack.subtitle, pack.byline, pack.date, *heard(pack.status, {}))
    marks = {note.id: "" if note.placement == "leaf" else note.mark for note in notes(pack).values()}
    credit = heard(pack.frontispiece, marks) if pack.frontispiece else ()
    front = [*order, *credit, pack.description] if pack.cover == "page" else list(order)
    return bare("".join([*front, *heard((*pack.blocks, *pack.supplement), marks)]))


def bare(text: str) -> str:
    """Return text without white space, bullets and the dots between title lines."""
    return re.sub(rf"[\s{BULLETS}]", "", text)


def page_texts(path: Path) -> list[str]:
    """Return the words of each page of a PDF."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]


def pandoc(path: Path) -> dict[str, Any]:
    command = [pypandoc.get_pandoc_path(), "--sandbox", "-f", "docx", "-t", "json", "--track-changes=all", str(path)]
    return dict(json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout))

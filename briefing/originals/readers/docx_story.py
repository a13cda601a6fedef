"""The paragraphs of a part of a Word document, in the order of the page.

Every element is looked through for words unless it is known to have none: what a page does not show is left out by name, and told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.readers import font_signs, formulas
from briefing.originals.readers.above_words import with_reading
from briefing.originals.readers.docx_elements import (
    SIGNS,
    chart_words,
    is_hidden_drawing,
    is_inner_link,
    is_kept,
    kind,
    private_sign,
    shape_words,
    shown_branch,
    stray_fields,
    words_of,
)
from briefing.originals.readers.docx_numbers import Numbers
from briefing.originals.readers.docx_parts import Parts, Relation
from briefing.originals.readers.docx_styles import Styles, attribute, is_on, mark_in
from briefing.originals.readers.docx_tables import covered_cells
from briefing.originals.readers.field_codes import Field
from briefing.originals.readers.pieces import BREAK, NEW_PAGE, Pieces, mark_of, without_mark
from briefing.originals.readers.telling import Told

_NOTHING = frozenset({
    "w:pPr", "w:rPr", "w:sectPr", "w:tblPr", "w:tblGrid", "w:tblPrEx", "w:trPr", "w:tcPr", "w:sdtPr", "w:sdtEndPr", "w:customXmlPr",
    "w:smartTagPr", "w:rubyPr", "w:fldData", "w:delText", "w:delInstrText", "w:footnoteRef", "w:endnoteRef", "w:annotationRef",
    "w:separator", "w:continuationSeparator", "w:softHyphen", "w:proofErr", "w:bookmarkStart", "w:bookmarkEnd",
    "w:lastRenderedPageBreak", "w:pgNum", "m:oMathParaPr", "m:ctrlPr",
})  # fmt: skip
"""Elements without words that a page shows."""


@dataclass(slots=True)
class Document:
    """What the parts of a document share while they are read."""

    parts: Parts
    styles: Styles
    numbers: Numbers
    told: Told
    notes: dict[tuple[str, str], tuple[Any, str]]
    """The notes, and the parts that they are in, by their kind (`footnote`, `endnote`) and id."""
    chunk: Callable[[str], list[str] | None]
    """Returns the paragraphs of an embedded document; None if it cannot be read."""
    ending: list[str] = field(default_factory=list)
    """The paragraphs of the notes, in the order of their marks."""
    used: set[tuple[str, str]] = field(default_factory=set)
    """The notes that were read."""


class Story:
    """Reads a part, a note or a text box."""

    def __init__(self, document: Document, name: str, before: int = 0, *, is_note: bool = False) -> None:
        """Begin to read.

        Args:
            document: What all parts share.
            name: The name of the part.
            before: How many paragraphs come before it, in the text or among the notes.
            is_note: Whether it is a note.
        """
        self.document = document
        self.name = name
        self.is_note = is_note
        self._before = before
        self.paragraphs: list[str] = []
        self._relations: dict[str, Relation] | None = None
        self._line = Pieces()
        self._contents = Pieces()
        self._boxes: list[Any] = []
        self._fields: list[Field] = []
        self._stray: set[Any] = set()
        self._covered: set[Any] = set()
        self._paragraph: Any = None
        self._mark_ends = False
        self._in_contents = False

    def read(self, root: Any) -> list[str]:
        """Return the paragraphs of an element and of the text boxes in it."""
        self._stray = stray_fields(root)
        self._inside(root)
        self._end()
        return self.paragraphs

    # ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _inside(self, element: Any) -> None:
        for child in element:
            self._visit(child)

    def _visit(self, element: Any) -> None:
        name = kind(element)
        if name in _NOTHING or not name or self._is_hidden(element, name):
            return
        match name:
            case "w:t" | "a:t":
                self._text(element)
            case "w:r":
                self._run(element)
            case "w:p":
                self._one_paragraph(element)
            case "w:tc" | "w:altChunk" | "w:txbxContent":
                self._cell_or_box(element, name)
            case "w:tbl":
                self._covered |= covered_cells(element)
                self._inside(element)
            case "w:tr":
                self._row(element)
            case "w:del" | "w:moveFrom":
                self._deleted(element)
            case "w:fldChar" | "w:instrText" | "w:fldSimple":
                self._field(element, name)
            case "w:br":
                self._add(NEW_PAGE if attribute(element, "type") == "page" else BREAK)
            case "w:sym":
                self._add(self._signs(private_sign(attribute(element, "char")), attribute(element, "font")))
            case "w:footnoteReference" | "w:endnoteReference":
                self._note(element, name.removeprefix("w:").removesuffix("Reference"))
            case "w:commentReference" | "w:subDoc":
                self._tell("comment" if name == "w:commentReference" else "elsewhere")
            case "w:ruby":
                self._ruby(element)
            case "mc:AlternateContent":
                self._inside(shown_branch(element))
            case "m:oMath":
                self._formula(element)
            case "a:p" | "v:textpath" | "c:chart" | "dgm:relIds":
                self._boxes.append(element)
            case "o:OLEObject" if attribute(element, "ProgID").startswith("Equation"):
                self._tell("picture formula")
            case _ if name in SIGNS:
                self._add(SIGNS[name])
            case _:
                self._inside(element)

    def _is_hidden(self, element: Any, name: str) -> bool:
        """Say whether a drawing is hidden, and tell its words."""
        if not is_hidden_drawing(element, name):
            return False
        self._tell("hidden", words_of(element))
        return True

    def _one_paragraph(self, element: Any) -> None:
        outer, self._paragraph = self._paragraph, element
        properties = mark_in(element, "pPr")
        self._in_contents = self._is_entry(element)
        if not self._is_gone(properties) and (label := self.document.numbers.label(element)) is not None:
            self._line.add(label.text)
            self._tell("number" if label.is_sure else "guessed number", label.text)
        self._inside(element)
        mark = mark_in(properties, "rPr")
        is_run_on = any(is_on(mark_in(mark, name)) for name in ("del", "moveFrom", "specVanish", "vanish"))
        if attribute(mark_in(properties, "framePr"), "dropCap") in ("drop", "margin"):
            is_run_on = True  # the first letter of the next paragraph, which is set large
        elif is_on(mark_in(mark, "specVanish")) and not self._line.ends_with_space:
            self._line.add(" ")
        if not is_run_on:
            self._end()
        self._paragraph, self._in_contents = outer, False

    def _is_entry(self, paragraph: Any) -> bool:
        """Say whether a paragraph is a line of a table of contents that is no field (any more), or the title of such a table."""
        if _is_link_to_page(paragraph):
            return True
        name = self.document.styles.name(paragraph)
        if not re.fullmatch(r"toc (?:\d|heading)", name):
            return False
        links = (attribute(each, "anchor") for each in paragraph.iter("{*}hyperlink"))
        return name == "toc heading" or bool(re.search(r"\d\s*$", words_of(paragraph))) or any(each.startswith("_Toc") for each in links)

    def _is_gone(self, properties: Any) -> bool:
        """Say whether a paragraph is deleted or hidden with its end, so that it is not shown and has no number."""
        mark = mark_in(properties, "rPr")
        if not any(is_on(mark_in(mark, name)) for name in ("del", "moveFrom", "vanish")):
            return False
        runs = (each for each in self._paragraph.iter("{*}r") if kind(each) == "w:r" and is_kept(each) and words_of(each))
        return all(map(self.document.styles.hides_run, runs))

    def _end(self) -> None:
        """End the paragraph, and read the text boxes that are anchored in it."""
        self.paragraphs += self._line.taken()
        for line in self._contents.taken():
            self._tell("contents", line)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._box(box)

    def _cell_or_box(self, element: Any, name: str) -> None:
        match name:
            case "w:txbxContent":
                self._boxes.append(element)
            case "w:altChunk":
                self._end()
                found = self._related(attribute(element, "id"))
                if found is None or found.is_outside:
                    self._tell("elsewhere")
                else:
                    paragraphs = self.document.chunk(found.target)
                    self._tell("unread chunk" if paragraphs is None else "chunk", found.target)
                    self.paragraphs += paragraphs or ()
            case _ if element in self._covered:
                self._tell("covered", words_of(element))
            case _ if mark_in(mark_in(element, "tcPr"), "cellDel") is not None:
                self._deleted(element)
            case _:
                self._end()
                self._inside(element)
                self._end()

    def _row(self, element: Any) -> None:
        properties = mark_in(element, "trPr")
        if mark_in(properties, "del") is not None:
            self._deleted(element)
        elif is_on(mark_in(properties, "hidden")):
            self._tell("hidden", words_of(element))
        else:
            self._inside(element)

    def _deleted(self, element: Any) -> None:
        self._tell("deleted", words_of(element, deleted=True))
        for each in element.iter("{*}commentReference"):
            self._visit(each)

    def _tell(self, kind: str, words: str = "") -> None:
        place = self._before + len(self.paragraphs) + 1
        self.document.told.add(kind, words, -place if self.is_note else place)

    # ── boxes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _box(self, element: Any) -> None:
        match kind(element):
            case "v:textpath":
                found = list(filter(None, [attribute(element, "string").strip()]))
            case "c:chart" | "dgm:relIds":
                found = self._drawing(element)
                self._tell("drawing", " ".join(found))
                self.paragraphs += found
                return
            case _:
                found = Story(self.document, self.name, self._before + len(self.paragraphs), is_note=self.is_note).read(element)
        if found:
            self._tell("box", found[0])
            self.paragraphs += found

    def _drawing(self, element: Any) -> list[str]:
        """Return the words of a chart or of a diagram, which are in another part."""
        is_chart = kind(element) == "c:chart"
        found = self._related(attribute(element, "id" if is_chart else "dm"))
        root = self.document.parts.tree(found.target) if found is not None and not found.is_outside else None
        return [] if root is None else list(chart_words(root) if is_chart else shape_words(root))

    def _related(self, key: str) -> Relation | None:
        if self._relations is None:
            self._relations = self.document.parts.relations(self.name)
        return self._relations.get(key)

    # ── runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _run(self, element: Any) -> None:
        self._mark_ends = False
        if self.document.styles.hides_run(element):
            self._tell("hidden", words_of(element))
            for each in element.iter("{*}fldChar", "{*}instrText"):  # a hidden field still ends
                self._field(each, kind(each))
            return
        self._inside(element)

    def _text(self, element: Any) -> None:
        text = element.text or ""
        if "\n" in text and attribute(element, "space") != "preserve":
            text = text.strip()
        run = element.getparent()
        font = self.document.styles.font(run, self._paragraph) if kind(run) == "w:r" else ""
        if font_signs.is_of_signs(font) or any("\uf000" <= letter <= "\uf0ff" for letter in text):
            text = self._signs(text, font)
        self._add(text, run)

    def _add(self, text: str, run: Any = None) -> None:
        if self._mark_ends:
            return  # the rest of the run is the mark of a note
        if not all(each.in_result for each in self._fields):
            return
        line = self._contents if self._in_contents or any(each.is_contents for each in self._fields) else self._line
        level = self.document.styles.level(run, self._paragraph) if run is not None and kind(run) == "w:r" else 0
        if level > 0 and mark_of([text]) == text.strip() and is_inner_link(run):
            return  # the mark of a note that is a link
        if run is not None and kind(run) == "w:r" and line is self._line and self.document.styles.is_struck(run, self._paragraph):
            self._tell("struck", text)
        line.add(text, level)

    def _signs(self, text: str, font: str) -> str:
        found = (font_signs.signs if font_signs.is_of_signs(font) else font_signs.with_private)(text, font)
        if "\ufffd" in found:
            self._tell("sign", font)
        return found

    def _ruby(self, element: Any) -> None:
        base = element.find("{*}rubyBase")
        text, reading = with_reading(words_of(base), words_of(element.find("{*}rt")))
        self._add(text)
        if reading:
            self._tell("reading", reading)

    def _formula(self, element: Any) -> None:
        text = formulas.office(element, words_of)
        self._add(text)
        self._tell("formula", text)

    # ── fields ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _field(self, element: Any, name: str) -> None:
        if element in self._stray:
            return
        match name, attribute(element, "fldCharType"):
            case "w:fldSimple", _:
                self._fields.append(Field(attribute(element, "instr") or " "))
                self._inside(element)
                self._fields.pop()
            case "w:instrText", _:
                if self._fields and not self._fields[-1].in_result:
                    self._fields[-1].code += element.text or ""
            case _, "begin":
                self._fields.append(Field())
                self._fields[-1].form = mark_in(element, "ffData")
            case _, "separate":
                self._fields[-1].in_result = True
            case _, "end":
                ended = self._fields.pop()
                if ended.is_computed:
                    self._tell("field")
                if not ended.in_result or ended.name in ("FORMCHECKBOX", "FORMDROPDOWN"):
                    self._add(ended.shown())

    # ── notes ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _note(self, element: Any, name: str) -> None:
        self._mark_ends = is_on(element) and attribute(element, "customMarkFollows", "0") not in ("0", "false", "off")
        key = name, attribute(element, "id")
        note = self.document.notes.get(key)
        if note is None or key in self.document.used:
            return
        self.document.used.add(key)
        place = len(self.document.ending)
        found = Story(self.document, note[1], place, is_note=True).read(note[0])
        custom = words_of(element.getparent()).strip() if self._mark_ends else ""
        mark = mark_of(found)
        if mark and custom == mark:
            found[0] = without_mark(found[0])
        self.document.ending[place:place] = found  # a note within this note comes after it


def _is_link_to_page(paragraph: Any) -> bool:
    """Say whether all words of a paragraph are a link to a heading, with the number of its page at the end."""
    links = [each for each in paragraph.iter("{*}hyperlink") if attribute(each, "anchor").startswith("_Toc")]
    words = words_of(paragraph).strip()
    has_page = (
        any("PAGEREF" in (each.text or "") for each in paragraph.iter("{*}instrText")) or next(paragraph.iter("{*}tab"), None) is not None
    )
    return bool(links) and has_page and bool(re.search(r"[\divxlc]\s*$", words)) and words == "".join(map(words_of, links)).strip()

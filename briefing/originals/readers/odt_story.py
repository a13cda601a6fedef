"""The paragraphs of an OpenDocument text, in the order of the page.

Every element is looked through for words unless it is known to have none: what a page does not show is left out by name, and told.
"""

from __future__ import annotations

import re
from typing import Any

from briefing.originals.readers import font_signs
from briefing.originals.readers.above_words import with_reading
from briefing.originals.readers.odt_document import Document
from briefing.originals.readers.odt_elements import attribute, kind
from briefing.originals.readers.odt_hidden import HIDDEN
from briefing.originals.readers.odt_numbers import Counter
from briefing.originals.readers.pieces import BREAK, Pieces

_NOTHING = frozenset({
    "text:tracked-changes", "text:note-citation", "text:script", "text:sequence-decls", "text:variable-decls", "text:user-field-decls",
    "text:dde-connection-decls", "text:alphabetical-index-auto-mark-file", "text:bibliography-configuration", "text:number",
    "office:forms", "office:scripts", "office:event-listeners", "office:binary-data", "office:settings", "office:styles",
    "office:automatic-styles", "office:master-styles", "office:meta", "office:font-face-decls", "office:annotation-end", "svg:title",
    "svg:desc", "draw:glue-point", "draw:image-map", "table:title", "table:desc", "table:table-source", "table:shapes",
    "text:soft-page-break", "text:index-title-template",
})  # fmt: skip
"""Elements without words that a page shows."""
_MOST_REPEATED = 100
"""How often a row or a cell is repeated at most."""


class Story:
    """Reads a text, a note or a text box."""

    def __init__(self, document: Document, before: int = 0, *, is_note: bool = False) -> None:
        """Begin to read.

        Args:
            document: What all stories share.
            before: How many paragraphs come before it, in the text or among the notes.
            is_note: Whether it is a note.
        """
        self.document = document
        self.is_note = is_note
        self._before = before
        self.paragraphs: list[str] = []
        self._line = Pieces()
        self._boxes: list[Any] = []
        self._list: Counter | None = None
        self._level = 0
        self._label = ""
        self._height = 0
        self._font = ""
        self._is_struck = False
        self._kept_space = True

    def read(self, root: Any) -> list[str]:
        """Return the paragraphs of an element and of the text boxes in it."""
        self._inside(root)
        self._end()
        return self.paragraphs

    # ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _inside(self, element: Any) -> None:
        for child in element:
            self._visit(child)

    def _visit(self, element: Any) -> None:
        name = kind(element)
        if not name or name in _NOTHING or name.endswith("-source"):
            return
        match name:
            case "text:p" | "text:h":
                self._paragraph(element, name)
            case "text:list":
                self._one_list(element)
            case "text:numbered-paragraph":
                self._numbered(element)
            case "text:table-of-content":
                for line in Story(self.document).read(element):
                    self._tell("contents", line)
            case "office:annotation" | "text:change" | "?:hidden":
                self._left_out(element, name)
            case "table:table-row":
                for _ in range(_times(element, "rows")):
                    self._inside(element)
            case "table:table-cell":
                for _ in range(_times(element, "columns")):
                    self._cell(element)
            case "table:covered-table-cell":
                self._tell("covered", " ".join("".join(element.itertext()).split()))
            case _ if name.startswith("draw:"):
                self._boxes.append(element)
                self._end()
            case _:
                self._inside(element)

    def _cell(self, element: Any) -> None:
        outer = self._list, self._level, self._label
        self._list, self._level, self._label = None, 0, ""
        self._end()
        self._inside(element)
        self._end()
        self._list, self._level, self._label = outer

    def _paragraph(self, element: Any, name: str) -> None:
        stored = next((each for each in element if kind(each) == "text:number"), None)
        label = self._label
        self._label = ""
        if name == "text:h" and self._list is None:
            label = self._heading(element)
        if stored is not None:
            label = "".join(stored.itertext()).strip()
        if label:
            self._line.add(f"{label} ")
        self._kept_space = True
        self._is_struck = self.document.property(element, "paragraph", "text-line-through-style") not in (None, "none")
        self._inline(element)
        self._end()

    def _heading(self, element: Any) -> str:
        level = element.get(attribute("text", "outline-level"), "1")
        if (
            element.get(attribute("text", "is-list-header")) == "true"
            or self.document.property(element, "paragraph", "list-style-name") == ""
        ):
            return ""
        start = element.get(attribute("text", "start-value"), "")
        if element.get(attribute("text", "restart-numbering")) == "true":
            start = start or "1"
        return self._told(self.document.numbers.heading(int(level) if level.isdigit() else 1, start))

    def _told(self, label: tuple[str, bool]) -> str:
        if label[0]:
            self._tell("number" if label[1] else "guessed number", label[0])
        return label[0]

    def _left_out(self, element: Any, name: str) -> None:
        match name:
            case "office:annotation":
                self._tell("comment")
            case "text:change":
                self._tell("deleted", self.document.deleted.pop(element.get(attribute("text", "change-id"), ""), ""))
            case _ if element.tag == HIDDEN:
                self._tell("hidden", element.get("words", ""))

    def _tell(self, kind: str, words: str = "") -> None:
        place = self._before + len(self.paragraphs) + 1
        self.document.told.add(kind, words, -place if self.is_note else place)

    def _end(self) -> None:
        """End the paragraph, and read the text boxes that are anchored in it."""
        self.paragraphs += self._line.taken()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._box(box)

    # ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _one_list(self, element: Any) -> None:
        outer, self._level = self._list, self._level + 1
        style = element.get(attribute("text", "style-name"), outer.style if outer else "")
        self._list = self._counter(element, outer, style)
        for item in element:
            if kind(item) == "text:list-header":
                self._inside(item)
            elif kind(item) == "text:list-item":
                self._item(item)
        self._level -= 1
        if outer is None:
            self.document.numbers.last = self._list
        self._list = outer

    def _counter(self, element: Any, outer: Counter | None, style: str) -> Counter:
        numbers = self.document.numbers
        goes_on = element.get(attribute("text", "continue-numbering")) == "true"
        if outer is not None:
            if not goes_on:
                outer.counts.pop(self._level, None)
            found = outer if style == outer.style else Counter(style, outer.counts)
        elif (named := element.get(attribute("text", "continue-list"), "")) in numbers.lists:
            found = numbers.lists[named]
        elif goes_on and numbers.last is not None:
            found = Counter(style, numbers.last.counts)
        else:
            found = Counter(style)
        if key := element.get("{http://www.w3.org/XML/1998/namespace}id"):
            numbers.lists[key] = found
        return found

    def _item(self, element: Any) -> None:
        first = next((each for each in element if kind(each) not in ("text:number", "")), None)
        if self._list is not None and (first is None or kind(first) != "text:list"):
            start = element.get(attribute("text", "start-value"), "")
            self._label = self._told(self.document.numbers.item(self._list, self._level, start))
            if (stored := next((each for each in element if kind(each) == "text:number"), None)) is not None:
                self._label = "".join(stored.itertext()).strip()
        self._inside(element)
        self._label = ""

    def _numbered(self, element: Any) -> None:
        numbers = self.document.numbers
        key = element.get(attribute("text", "list-id"), "")
        level = element.get(attribute("text", "level"), "1")
        counter = numbers.lists.setdefault(key, Counter(element.get(attribute("text", "style-name"), "")))
        start = element.get(attribute("text", "start-value"), "")
        self._label = self._told(numbers.item(counter, int(level) if level.isdigit() else 1, start))
        if (stored := next((each for each in element if kind(each) == "text:number"), None)) is not None:
            self._label = "".join(stored.itertext()).strip()
        outer, self._list = self._list, counter
        self._inside(element)
        self._list, self._label = outer, ""

    # ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _inline(self, element: Any) -> None:
        self._text(element.text)
        for child in element:
            self._one(child)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        """Add text in which white space of any length is one space."""
        if not text:
            return
        text = re.sub(r"[ \t\r\n]+", " ", text)
        if self._kept_space and text[0] == " ":
            text = text[1:]
        if any("\uf000" <= letter <= "\uf0ff" for letter in text):
            text = self._signs(text)
        if self._is_struck:
            self._tell("struck", text)
        self._line.add(text, self._height)
        if text:
            self._kept_space = text[-1] == " "

    def _signs(self, text: str) -> str:
        found = font_signs.with_private(text, self._font)
        if "\ufffd" in found:
            self._tell("sign", self._font)
        return found

    def _exact(self, text: str) -> None:
        self._line.add(text, self._height)
        self._kept_space = False

    def _one(self, element: Any) -> None:
        name = kind(element)
        if not name or name in _NOTHING:
            return
        match name:
            case "text:s":
                count = element.get(attribute("text", "c"), "1")
                self._exact(" " * min(int(count) if count.isdigit() else 1, 100))
            case "text:tab":
                self._exact("\t")
            case "text:line-break":
                self._exact(BREAK)
            case "text:note":
                self._note(element)
            case "text:ruby":
                self._ruby(element)
            case "text:span":
                self._span(element)
            case "draw:frame" | "draw:a" if (formula := self.document.formula(element)) is not None:
                self._exact(formula)
                self._tell("formula", formula)
            case "draw:a" | "draw:frame" | "draw:g" | "draw:control":
                self._boxes.append(element)
            case "office:annotation" | "text:change" | "?:hidden":
                self._left_out(element, name)
            case "text:p" | "text:h" | "text:list" | "table:table" | "text:section":
                self._visit(element)
            case _ if name.startswith("draw:"):
                self._boxes.append(element)
            case _:
                self._inline(element)

    def _span(self, element: Any) -> None:
        outer = self._height, self._font, self._is_struck
        if (through := self.document.property(element, "text", "text-line-through-style")) is not None:
            self._is_struck = through != "none"
        self._font = self.document.property(element, "text", "font-name") or self._font
        place = self.document.property(element, "text", "text-position")
        if place is not None:
            is_lowered = place.startswith(("sub", "-"))
            self._height = 0 if re.match(r"-?0", place) else -1 if is_lowered else 1
        self._inline(element)
        self._height, self._font, self._is_struck = outer

    def _ruby(self, element: Any) -> None:
        parts = {kind(child): "".join(child.itertext()) for child in element}
        text, reading = with_reading(parts.get("text:ruby-base", ""), parts.get("text:ruby-text", ""))
        self._exact(text)
        if reading:
            self._tell("reading", reading)

    def _note(self, element: Any) -> None:
        place = len(self.document.notes)
        for body in element:
            if kind(body) == "text:note-body":
                self.document.notes[place:place] = Story(self.document, place, is_note=True).read(body)

    # ── frames ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _box(self, element: Any) -> None:
        if kind(element) == "draw:control":
            found = [self.document.controls.get(element.get(attribute("draw", "control"), ""), "")]
        elif (objects := [each for each in element.iter() if kind(each) == "draw:object"]) and not _has_words(element):
            drawn = [line for each in objects for line in self.document.drawing(each)]
            self._tell("drawing", " ".join(drawn))
            self.paragraphs += drawn
            return
        elif (formula := self.document.formula(element)) is not None:
            found = [formula]
        else:
            found = Story(self.document, self._before + len(self.paragraphs), is_note=self.is_note).read(element)
        if found and found[0]:
            if kind(element) == "draw:control" or any(kind(each).startswith(("text:", "table:")) for each in element):
                self._tell("box", found[0])  # and not what is only around a box
            self.paragraphs += found


def _has_words(element: Any) -> bool:
    return any(kind(each) == "text:p" for each in element.iter())


def _times(element: Any, name: str) -> int:
    """Return how often a row or a cell is repeated: once if it has no words."""
    count = element.get(attribute("table", f"number-{name}-repeated"), "1")
    return min(int(count), _MOST_REPEATED) if count.isdigit() and count != "0" and "".join(element.itertext()).strip() else 1

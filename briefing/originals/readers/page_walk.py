"""Walking through a web page or a chapter of an EPUB: its words in blocks, each with the parts of the page that it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from briefing.dataclass import dataclass
from briefing.document.small_figures import can_move, moved
from briefing.originals.readers import note_links, page_marks, wrapped
from briefing.originals.readers.east_asian import BROKEN
from briefing.originals.readers.page_elements import is_chosen, is_in_paragraph, is_in_sentence, is_unclosed, region, size
from briefing.originals.readers.page_formulas import PageFormulas
from briefing.originals.readers.page_looks import Looks
from briefing.originals.readers.page_marks import BLOCKS, VERSE, local
from briefing.originals.readers.telling import Told

_NEVER = frozenset(
    re.findall(
        r"\w+",
        """head title meta link base script style select datalist iframe svg canvas audio video embed applet noembed input map area
        progress meter frame object rp rt rtc""",
    )
)
"""Elements whose content is not among the words that are shown."""
_PREFORMATTED = ("pre", "listing", "xmp", "plaintext", "textarea")
_DISPLAYED_OBJECT = re.compile(
    r"^(?:image|video|audio)/|^(?:text/html|application/(?:pdf|xhtml\+xml))\b|\.(?:svgz?|png|jpe?g|gif|webp|html?|xhtml|pdf)$"
)
_NOTE, _NOTES = re.compile(r"\b(?:foot|end|rear)note\b"), re.compile(r"(?:foot|end|rear)notes\b")
_SEAM = re.compile(r"[\w.,:;!?)\]»”’]\Z")
_STRIKES = ("s", "strike")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page."""

    text: str
    linked: int
    """How many of its characters are in links."""
    element: Any
    regions: tuple[tuple[Any, str], ...]
    """The parts of the page that it is in, from the outermost to the innermost, each with its kind: `nav`, `article` and so on."""
    hidden: tuple[Any, ...] = ()
    """The elements around it that are not displayed."""
    is_note: bool = False
    number: str = ""
    """Its automatic number."""
    struck: str = ""
    """Words of it that are struck through."""

    @property
    def line(self) -> str:
        """The words with the number before them, as the page shows them."""
        return f"{self.number} {self.text}" if self.number else self.text


class _Struck(str):
    """Words that are struck through."""


class Walk:
    """Collects the blocks of a page."""

    def __init__(self, looks: Looks, told: Told, *, is_book: bool = False, has_tex: bool = False, has_dollars: bool = False) -> None:
        """Prepare a walk.

        Args:
            looks: How the page shows its elements.
            told: Collects what is left out or computed.
            is_book: Whether it is a chapter of a book, in which pictures in SVG may have text.
            has_tex: Whether a script of the page shows TeX in its text as formulas.
            has_dollars: Whether it does so between single dollar signs, too.
        """
        self._looks, self._told, self._is_book = looks, told, is_book
        self._formulas = PageFormulas(told, has_tex=has_tex, has_dollars=has_dollars)
        self._blocks: list[Block] = []
        self._pieces: list[str] = []
        self._linked = self._links = self._pre = self._verse = self._strikes = 0
        self._around: list[Any] = []
        self._regions: list[tuple[Any, str]] = []
        self._shades: list[Any] = []
        self._outside: list[tuple[list[str], int, str, str]] = []
        self._notes: list[Any] = []
        self._quotes = 0
        self._seam = self._is_after_mark = False
        self._number = ""
        self._mark = ""

    def of(self, root: Any) -> list[Block]:
        """Return the blocks below an element, in their order."""
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if not self._begin(element):
                    walk.skip_subtree()
                continue
            if event == "end":
                self._end(element)
            if element is not root and element not in self._looks.links.gaps:
                self._add(element.tail)
        self._flush(root)
        found = self._formulas.in_words([block.text for block in self._blocks])
        return [block if text == block.text else replace(block, text=text) for block, text in zip(self._blocks, found, strict=True)]

    # ── elements ──

    def _begin(self, element: Any) -> bool:
        """Begin an element. Return whether its content is to be read, too."""
        name = local(element)
        if self._is_block(element, name):
            self._flush(element.getparent())
        if not self._is_read(element, name):
            self._around.append(None)
            return False
        self._around.append(element)
        if element in self._looks.hidden:
            self._shades.append(element)
            self._set_aside()
        if part := region(element, name):
            self._regions.append((element, part))
        if self._is_moved(element):
            self._apart(element)
        if number := self._looks.numbers.get(element, ""):
            self._number = f"{self._number} {number}".strip()
        if mark := self._looks.links.notes.get(element, ""):
            self._expect(mark)
        if name in _PREFORMATTED:
            self._pre += 1
        elif name == "a":
            self._links += 1
        elif name in _STRIKES or element in self._looks.struck:
            self._strikes += 1
        elif name == "q":
            self._add("‘" if self._quotes % 2 else "“")
            self._quotes += 1
        if any(map(VERSE.fullmatch, page_marks.classes(element))):
            self._verse += 1
        self._add(element.text)
        return True

    def _end(self, element: Any) -> None:
        name = local(element)
        if self._around.pop() is None:
            return
        if name == "q":
            self._quotes -= 1
            self._add("’" if self._quotes % 2 else "”")
        if self._is_block(element, name) or (self._notes and self._notes[-1] is element):
            self._flush(element)
        if element in self._looks.numbers:
            self._number = ""
        if name in _PREFORMATTED:
            self._pre -= 1
        elif name == "a":
            self._links -= 1
        elif name in _STRIKES or element in self._looks.struck:
            self._strikes -= 1
        if any(map(VERSE.fullmatch, page_marks.classes(element))):
            self._verse -= 1
        if self._notes and self._notes[-1] is element:
            self._notes.pop()
            self._pieces, self._linked, self._number, self._mark = self._outside.pop()
        if self._shades and self._shades[-1] is element:
            self._flush(element)
            self._shades.pop()
            self._pieces, self._linked, self._number, self._mark = self._outside.pop()
        if self._regions and self._regions[-1][0] is element:
            self._regions.pop()
        self._seam = not (element.tail or "").strip(" ") and not (element.tail or "") and element.getnext() is not None

    def _is_block(self, element: Any, name: str) -> bool:
        """Say whether an element is a paragraph of its own: as such, by a style, or as an element of the page's own with sentences."""
        if name in BLOCKS:
            return element not in self._looks.inline and not (
                name == "div" and page_marks.number_kind(element) and is_in_paragraph(element)
            )
        if element in self._looks.blocks:
            return True
        if name == "button":
            return not is_in_sentence(element)
        if name == "text":
            return self._is_book
        if "-" not in name or "data-name" in element.attrib or name.startswith("mjx-"):
            return False
        text = page_marks.text_of(element)
        return bool(re.search(r"[.!?…:]\W*\Z", text)) and size(text) > 2

    def _is_read(self, element: Any, name: str) -> bool:
        """Say whether the content of an element is read as usual. If not, add what stands for it."""
        if name == "br":
            self._pieces.append("\n")
            return False
        if element in self._looks.links.marks:
            self._is_after_mark = True
            return False
        if (formula := self._formulas.of(element)) is not None:
            self._pieces += [formula] if formula else []
            return False
        if name in ("object", "audio", "video", "canvas"):
            return self._is_shown_instead(element, name)
        if name == "svg" and self._is_book:
            return True
        if name in _NEVER:
            return self._is_none(element, name)
        if name == "ruby":
            base, reading = page_marks.ruby(element)
            self._add(base)
            self._told.add("reading" if reading else "", reading)
            return False
        if kind := page_marks.number_kind(element):
            self._told.add(f"{kind} number", page_marks.text_of(element) or element.get("title", ""))
            return False
        is_raised = name == "sup" or element in self._looks.raised
        if (is_raised or name == "sub" or element in self._looks.lowered) and self._adds_small(element, is_raised=is_raised):
            return False
        if name in ("case", "default") and not is_chosen(element, name):
            return False
        if "@" in str(element.get("data-name", "")):
            self._add(f"<{element.get('data-name')}>")
        return True

    def _adds_small(self, element: Any, *, is_raised: bool) -> bool:
        """Add a superior or inferior number, or one of the two of a fraction. Return whether it was one."""
        text = page_marks.text_of(element)
        if not text or not can_move(text):
            return False
        if is_raised and page_marks.is_fraction(element, element.getnext()):
            self._add(f"{' ' if self._before()[-1:].isdecimal() else ''}{text}")
        elif not is_raised and page_marks.is_fraction(element.getprevious(), element):
            self._add(text)
        else:
            self._add(f"{moved(text, raised=is_raised)}{' ' if (element.text or '')[-1:].isspace() else ''}")
        return True

    def _is_none(self, element: Any, name: str) -> bool:
        """Leave out an element that has no words of the text. Return whether it has some after all."""
        if name in ("svg", "select", "map") and is_unclosed(element):
            return True
        if name == "svg":
            drawn = " ".join(page_marks.text_of(each) for each in element.iter("*") if local(each) == "text")
            self._told.add("drawn", drawn)
        elif name == "select" and is_in_sentence(element):
            options = [each for each in element.iter("*") if local(each) == "option"]
            chosen = next((each for each in options if "selected" in each.attrib), options[0] if options else None)
            self._add(page_marks.text_of(chosen) if chosen is not None else "")
        elif name == "input" and element.get("type", "text").lower() == "text" and is_in_sentence(element):
            self._add(element.get("value"))
        return False

    def _is_shown_instead(self, element: Any, name: str) -> bool:
        """Say whether the content of an object is shown: because it names nothing that can be shown."""
        if name == "object" and not _DISPLAYED_OBJECT.search(f"{element.get('type', '')} {element.get('data', '')}".strip().lower()):
            return True
        if is_unclosed(element):
            return True
        text = page_marks.text_of(element)
        is_told = size(text) > 3 and not re.search(r"brows[ei]r|javascript|support|HTML ?5|Flash", text, re.IGNORECASE)
        self._told.add("fallback" if is_told else "", text)
        return False

    # ── notes ──

    def _is_moved(self, element: Any) -> bool:
        """Say whether an element comes at the end: a note that is not among others of its kind already, or a part that holds only notes."""
        if self._notes:
            return False
        if note_links.is_inline_note(element) or self._is_note(element):
            return not any(_NOTES.search(page_marks.said(above)) for above in element.iterancestors())
        parts = [each for each in element if local(each)]
        if not any(map(self._is_note, parts)):
            return False
        return all(self._is_note(each) or local(each) in _HEADINGS or not page_marks.text_of(each) for each in parts)

    def _is_note(self, element: Any) -> bool:
        return bool(_NOTE.search(page_marks.said(element))) or (local(element) == "note" and self._is_book)

    def _apart(self, element: Any) -> None:
        """Put what follows apart from the paragraph around it."""
        if local(element) in BLOCKS and not is_in_paragraph(element):
            self._flush(element.getparent())
        self._notes.append(element)
        self._set_aside()

    def _set_aside(self) -> None:
        """Begin a text that is not part of the one around it."""
        self._outside.append((self._pieces, self._linked, self._number, self._mark))
        self._pieces, self._linked, self._number, self._mark = [], 0, "", ""

    def _expect(self, mark: str) -> None:
        """Remember the mark with which a note begins, and take it away if it is there already."""
        text = "".join(self._pieces)
        if not text.strip():
            self._mark = mark
        elif len(text.strip()) < len(mark) + 4 and not note_links.without_mark(text, mark).strip():
            self._pieces.clear()

    # ── words ──

    def _before(self) -> str:
        return self._pieces[-1] if self._pieces else ""

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if not self._pre:
            text = re.sub(r"[ \t\n\r\f]+", " ", text if text.isascii() else BROKEN.sub("", text))
            if self._seam and text[0].isupper() and self._pieces and _SEAM.search(self._pieces[-1]) and not self._pieces[-1][-1].isupper():
                text = f" {text}"
        if self._is_after_mark and self._pieces and text[0] in ".,;:!?) ":
            self._pieces[-1] = self._pieces[-1].rstrip(" ") if self._pieces[-1].strip() or text[0] == " " else self._pieces[-1]
        self._seam = self._is_after_mark = False
        self._pieces.append(_Struck(text) if self._strikes else text)
        self._linked += len(text) if self._links else 0

    def _flush(self, element: Any) -> None:
        text, linked = "".join(self._pieces), self._linked
        struck = [piece.strip() for piece in self._pieces if isinstance(piece, _Struck) and piece.strip()]
        self._pieces.clear()
        self._linked, self._seam = 0, False
        if not text.strip():
            return
        if self._mark:
            self._number = "" if self._number.rstrip(".") == self._mark else self._number
            text, self._mark = note_links.without_mark(text, self._mark), ""
        for line in self._lines(text):
            if line.strip():
                hidden, number = tuple(self._shades), self._number
                self._number = ""
                words = " ".join(piece for piece in struck if piece in line)
                self._blocks.append(Block(line.strip(), linked, element, tuple(self._regions), hidden, bool(self._notes), number, words))

    def _lines(self, text: str) -> Iterator[str]:
        if self._pre:
            yield from wrapped.paragraphs(text.splitlines(), is_prose=False).paragraphs
            return
        text = re.sub(r" {2,}", " ", text)
        if self._verse:
            yield from text.split("\n")
            return
        for part in re.split(r"\n[ \t]*\n\s*", text):
            yield re.sub(r" ?\n ?", " ", part)

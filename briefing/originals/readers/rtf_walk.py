"""Following the groups of a Rich Text file: every word that a page shows, in its order, in the code page of its font."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from lxml import etree

from briefing.originals.readers import font_signs, formulas
from briefing.originals.readers.pieces import mark_of, without_mark
from briefing.originals.readers.rtf_groups import (
    BOXES,
    CAUGHT,
    DESTINATIONS,
    ENDS,
    HEADS,
    LABELS,
    LOOKS,
    MATHS,
    NOTES,
    SHAPES,
    SIGNS,
    SKIPPED,
    FieldGroup,
    Font,
    Group,
    Shape,
    Sink,
)
from briefing.originals.readers.rtf_pages import DOS, MAC, OS2, SYMBOL, WINDOWS, codec, page_of
from briefing.originals.readers.rtf_tokens import Token, tokens
from briefing.originals.readers.telling import Told
from briefing.system.confined.limits import UnreadableError

_DEEPEST = 5_000
_MOVED = 4
"""How far a superior or inferior text is moved at least, in half points."""
_TINY = 4
"""The size of letters that nobody can read, in half points, as in Word files."""
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PAGES = {"ansi": WINDOWS, "mac": MAC, "pc": DOS, "pca": OS2}


class Walk:
    """Follows the groups of a file, and collects its words."""

    def __init__(self) -> None:
        self.told = Told()
        self.text = Sink()
        self.notes: list[str] = []
        self.said: dict[str, list[str]] = {"title": [], "author": []}
        self._contents = Sink()
        self._group = Group(sink=self.text)
        self._outer: list[Group] = []
        self._fonts: dict[int, Font] = {}
        self._font = Font()
        self._usual_font: int | None = None
        self._page: int | None = None
        self._is_page_fixed = False
        self._bytes = bytearray()
        self._skip = 0
        self._high = 0
        self._is_starred = False
        self._unseen_kind = ""
        self._unseen_text: list[str] = []

    def read(self, data: bytes) -> bytes | None:
        """Read the first group. Return what is behind it, or None if it does not end."""
        for token, place in tokens(data):
            if token.letters:
                self._letters(token)
                continue
            self._flush()
            if token.brace == "{":
                self._open()
            elif token.brace:
                self._close()
                if not self._outer:
                    self._finish()
                    return data[place:]
            elif token.word:
                self._word(token.word, token.number)
        while self._outer:  # groups that do not end
            self._close()
        self._finish()
        return None

    def _finish(self) -> None:
        self._unseen("", "")
        self.text.end()
        self._contents.end()
        for line in self._contents.paragraphs:
            self.told.add("contents", line)

    # ── letters ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _letters(self, token: Token) -> None:
        letters = token.letters
        if self._skip:
            taken = min(self._skip, len(letters))
            self._skip -= taken
            letters = letters[taken:]
        if letters:
            self._end_pair()
        if self._group.kind not in ("skip", "upr"):
            self._bytes += letters

    def _end_pair(self) -> None:
        """Put a sign for half a letter without its other half."""
        if self._high:
            self._high = 0
            self._put("\ufffd")

    def _flush(self) -> None:
        """Decode the bytes that were read in one font."""
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        font = self._fonts.get(self._group.font if self._group.font is not None else -1, Font())
        if self._group.kind != "fonttbl" and (font.charset == SYMBOL or font_signs.is_of_signs(font.name)):
            name = font.name if font_signs.is_of_signs(font.name) else "Symbol"
            self._put(self._signs(data.decode("latin-1"), name))
            return
        page = self._page or WINDOWS
        page = font.page or page_of(font.charset, page)
        if self._page is None and font.charset is None and not data.isascii() and self._group.kind == "text":
            self._tell("code page", data.decode("cp1252", "replace"))
        known = codec(page)
        text = data.decode(known or "cp1252", "replace")
        if ("\ufffd" in text or known is None) and self._group.kind == "text":
            self._tell("letter", text)
        self._put(text)

    def _signs(self, text: str, name: str) -> str:
        found = font_signs.signs(text, name)
        if "\ufffd" in found and self._group.kind == "text":
            self._tell("sign", name)
        return found

    def _unicode(self, number: int) -> None:
        number = number + 0x10000 if number < 0 else number
        if 0xDC00 <= number < 0xE000 and self._high:
            number = 0x10000 + ((self._high - 0xD800) << 10) + number - 0xDC00
        self._high = number if 0xD800 <= number < 0xDC00 else 0
        self._skip = self._group.unicode_skip
        if self._high:
            return
        letter = chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
        font = self._fonts.get(self._group.font if self._group.font is not None else -1, Font())
        is_private = 0xF000 <= number < 0xF100
        self._put(self._signs(letter, font.name or "Symbol") if is_private and font.charset == SYMBOL else letter)

    def _put(self, text: str) -> None:
        """Put text where the group says."""
        group = self._group
        match group.kind:
            case "skip" | "shape" | "upr":
                return
            case "fonttbl":
                self._font.name += text.partition(";")[0]
            case "caught":
                group.caught.append(text)
            case "math":
                group.math.text = (group.math.text or "") + text
            case _ if group.is_deleted or group.is_hidden or group.is_tiny:
                self._unseen("deleted" if group.is_deleted else "hidden", text)
            case _:
                self._unseen("", "")
                if group.in_field is not None and text.strip():
                    group.in_field.is_printed = True
                if group.is_struck:
                    self._tell("struck", text)
                group.sink.line.add(text, group.level)

    def _tell(self, kind: str, words: str = "") -> None:
        """Remember what is to be told, with its place. A text box is in the paragraph at which it is anchored."""
        place = len(self.text.paragraphs) + 1
        if self._group.sink.is_note:
            place = -1 - len(self.notes) - len(self._group.sink.paragraphs)
        self.told.add(kind, words, place)

    def _unseen(self, kind: str, text: str) -> None:
        """Collect text that is not shown, and tell of it when other text follows."""
        if kind != self._unseen_kind:
            self._tell(self._unseen_kind, "".join(self._unseen_text))
            self._unseen_kind, self._unseen_text = kind, []
        self._unseen_text.append(text)

    # ── groups ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _open(self) -> None:
        if len(self._outer) > _DEEPEST:
            raise UnreadableError("this file is nested too deeply", "Copy its text into a new file.")
        self._outer.append(self._group)
        self._group = dataclasses.replace(self._group, ends="")
        self._skip = 0
        self._is_starred = False

    def _close(self) -> None:
        ended = self._group
        self._group = self._outer.pop() if self._outer else Group()
        self._skip = 0
        self._is_starred = False
        if ended.ends:
            self._ended(ended)

    def _word(self, word: str, number: int | None) -> None:
        group, is_starred = self._group, self._is_starred
        self._is_starred = False
        if self._skip and word in SIGNS:
            self._skip -= 1
            return
        self._skip = 0
        if word == "u" and number is not None:
            self._unicode(number)
            return
        if group.kind == "skip" or (group.kind == "upr" and word not in ("ud", "*")):
            return
        match word:
            case "*":
                self._is_starred = True
            case _ if word in DESTINATIONS:
                self._begin(word)
            case _ if group.kind == "math" and re.fullmatch(r"m[a-zA-Z]+", word) and number is None:
                group.math = etree.SubElement(group.math, f"{_MATH}{word[1:]}")
            case _ if is_starred and word not in LOOKS:
                group.kind = "skip"
            case _ if word in ENDS:
                if group.kind == "text" and not (group.is_deleted or group.is_hidden):
                    group.sink.end()
                elif group.is_hidden:
                    self._put(" ")
            case _ if word in SIGNS:
                self._put(SIGNS[word])
            case "uc":
                group.unicode_skip = max(number or 0, 0)
            case "ffres" if group.in_field is not None:
                group.in_field.chosen = number
            case "ffdefres" if group.in_field is not None:
                group.in_field.usual = number or 0
            case _:
                self._look(word, number)

    def _look(self, word: str, number: int | None) -> None:
        group = self._group
        match word:
            case "f":
                if group.kind == "fonttbl":
                    self._font = self._fonts.setdefault(number or 0, Font())
                    self._font.name = ""
                else:
                    group.font = number
            case "fcharset":
                self._font.charset = number
            case "cpg":
                self._font.page = number if number and codec(number) else None
            case "deff":
                self._usual_font = group.font = number
            case "ansicpg" if number and codec(number):
                self._page, self._is_page_fixed = number, True
            case "ansi" | "mac" | "pc" | "pca":
                if not self._is_page_fixed:
                    self._page = _PAGES[word]
            case "plain":
                group.font, group.is_hidden, group.is_tiny, group.level, group.is_struck = self._usual_font, False, False, 0, False
            case "fs" if number is not None:
                group.is_tiny = number <= _TINY
            case "v":
                group.is_hidden = number != 0
            case "deleted":
                group.is_deleted = number != 0
            case "strike" | "striked":
                group.is_struck = number != 0
            case "super" | "sub":
                group.level = 0 if number == 0 else 1 if word == "super" else -1
            case "up" | "dn":
                group.level = 0 if number is not None and number < _MOVED else 1 if word == "up" else -1
            case "nosupersub":
                group.level = 0

    def _begin(self, word: str) -> None:
        """Begin a destination."""
        group = self._group
        if word == "ud":
            group.kind = group.outer_kind
            return
        if word in SKIPPED or (word == "shprslt" and group.in_shape is not None and group.in_shape.has_words):
            group.kind = "skip"
            return
        if group.kind in ("caught", "math") and word not in ("ffl", "sn", "sv"):
            return
        group.ends = word
        if word == "upr":
            group.outer_kind, group.kind = group.kind, "upr"
        elif word == "fonttbl":
            group.kind = word
        elif word in ("info", "formfield"):
            group.kind = "shape"
        elif word in SHAPES or word == "sp":
            group.kind = "shape"
            if word in ("shp", "do", "sp") and (word != "sp" or group.in_shape is None):
                group.in_shape = Shape()
        elif word in CAUGHT:
            group.kind, group.caught = "caught", self._catcher(word, group)
        elif word == "field":
            group.in_field = FieldGroup()
        elif word == "fldrslt":
            if group.in_field is not None and group.in_field.as_field().is_contents:
                group.sink = self._contents
        elif word in LABELS:
            group.kind, group.caught = "caught", []
        elif word == "annotation":
            group.kind = "skip"
            self._tell("comment")
        elif word in MATHS:
            group.kind, group.math = "math", etree.Element(f"{_MATH}oMath")
        elif word in BOXES or word in NOTES or word in HEADS or word == "shprslt":
            group.kind, group.sink, group.level, group.in_field = "text", Sink(is_note=word in NOTES or group.sink.is_note), 0, None

    def _catcher(self, word: str, group: Group) -> list[str]:
        if word in ("title", "author"):
            return self.said[word]
        if word == "fldinst" and group.in_field is not None:
            return group.in_field.code
        if word in ("sn", "sv") and group.in_shape is not None:
            found = group.in_shape.name if word == "sn" else group.in_shape.value
            found.clear()
            return found
        return []

    def _ended(self, ended: Group) -> None:
        """Do what is to be done at the end of a destination."""
        word, outer = ended.ends, self._group
        if word in LABELS:
            self._label("".join(ended.caught).strip())
        elif word in MATHS:
            text = formulas.office(_with_runs(ended.math))
            self._tell("formula", text)
            self._put(text)
        elif word == "field" and ended.in_field is not None:
            if ended.in_field.as_field().name in ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM") and not ended.in_field.is_printed:
                self._tell("field")
            elif not ended.in_field.is_printed:
                self._put(ended.in_field.shown())
            if outer.in_field is not None and ended.in_field.is_printed:
                outer.in_field.is_printed = True
        elif word == "ffl" and ended.in_field is not None:
            ended.in_field.entries.append("".join(ended.caught))
        elif word == "sp" and ended.in_shape is not None:
            if "".join(ended.in_shape.name).strip() == "gtextUNICODE":
                self._box(ended, ["".join(ended.in_shape.value).strip()])
        elif word in BOXES or word == "shprslt":
            ended.sink.end()
            self._box(ended, ended.sink.paragraphs)
        elif word in NOTES:
            ended.sink.end()
            self._note(outer, ended.sink.paragraphs)
        elif word in HEADS:
            ended.sink.end()
            self.told.add("furniture", " ".join(re.findall(r"\S*[^\W\d_]\S*", " ".join(ended.sink.paragraphs))))

    def _label(self, label: str) -> None:
        """Put the number of an item of a list, as the file stores it. A bullet is no number."""
        if re.search(r"\w", label) and label != "o":
            self._put(f"{label} ")

    def _box(self, ended: Group, found: list[str]) -> None:
        if not any(found):
            return
        if ended.in_shape is not None:
            ended.in_shape.has_words = True
        self._tell("box", found[0])
        self._group.sink.boxes.append(found)

    def _note(self, outer: Group, found: list[str]) -> None:
        mark = mark_of(found)
        if mark and outer.sink.line.ends_with(mark):
            outer.sink.line.take_mark(mark)
            found[0] = without_mark(found[0])
        self.notes += found


def _with_runs(element: Any) -> Any:
    """Turn the groups of a formula into the elements that Word writes: text is in runs, and the value of a property in its attribute."""
    for each in element.iter():
        if each.text and each.tag == f"{_MATH}r":
            etree.SubElement(each, f"{_MATH}t").text = each.text
        elif each.text and each.getparent() is not None and str(each.getparent().tag).endswith("Pr"):
            each.set(f"{_MATH}val", each.text.strip())
    return element

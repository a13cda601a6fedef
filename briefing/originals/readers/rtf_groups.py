"""The groups of Rich Text: what is in them, and what they do with it (Rich Text Format 1.9.1, destinations)."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.readers.field_codes import Field
from briefing.originals.readers.pieces import Pieces

SIGNS = {
    "tab": "\t", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
    "line": "\n", "lbr": "\n", "softline": "\n", "column": "\n", "page": "\n\n", "~": "\u00a0", "_": "\u2011", "{": "{", "}": "}",
    "\\": "\\",
}  # fmt: skip
"""Control words and symbols that print something."""
ENDS = frozenset({
    "par", "sect", "cell", "row", "nestcell", "nestrow", "\n", "\r",
})  # fmt: skip
"""Control words that end a paragraph."""
SKIPPED = frozenset({
    "colortbl", "stylesheet", "pict", "nonshppict", "shppict", "xe", "tc", "tcn", "rxe", "txe", "ftnsep", "ftnsepc", "ftncn", "aftnsep",
    "aftnsepc", "aftncn", "listtable", "listoverridetable", "revtbl", "filetbl", "private", "objdata", "objclass", "objname",
    "objalias", "objsect", "mmathPict", "nonesttables", "subject", "operator", "keywords", "comment", "doccomm", "hlinkbase", "company",
    "manager", "category", "creatim", "revtim", "printim", "buptim", "passwordhash", "userprops", "bkmkstart", "bkmkend", "datafield",
    "template", "generator", "pn", "pnseclvl", "background", "atnid", "atnauthor", "atntime", "atndate", "atnref", "atrfstart",
    "atrfend", "atnicn", "atnparent", "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "rsidtbl", "mmathPr",
    "picprop", "fname", "falt", "panose", "fontemb", "fontfile", "ffname", "ffdeftext", "ffformat", "ffhelptext", "ffstattext",
    "ffentrymcr", "ffexitmcr", "list", "listlevel", "leveltext", "levelnumbers", "listname", "liststylename", "listpicture",
    "listoverride", "lfolevel",
})  # fmt: skip
"""Groups without words that a page shows."""
LOOKS = frozenset({
    "cs", "s", "ds", "ts", "f", "af", "fs", "afs", "b", "ab", "i", "ai", "ul", "ulnone", "uld", "uldb", "ulw", "plain", "pard", "lang",
    "langfe", "langnp", "langfenp", "noproof", "cf", "cb", "chcbpat", "highlight", "super", "sub", "nosupersub", "strike", "striked",
    "caps", "scaps", "outl", "shad", "embo", "impr", "up", "dn", "v", "webhidden", "kerning", "expnd", "expndtw", "charscalex",
    "insrsid", "charrsid", "delrsid", "pararsid", "rtlch", "ltrch", "loch", "hich", "dbch", "fcs", "ql", "qr", "qc", "qj", "li", "ri",
    "fi", "sb", "sa", "sl", "slmult", "cgrid", "intbl", "itap", "ls", "ilvl", "outlinelevel", "widctlpar", "nowidctlpar", "aspalpha",
    "aspnum", "faauto", "adjustright", "lin", "rin",
})  # fmt: skip
"""Control words of looks. Behind an asterisk they are no group to be passed over."""
HEADS = frozenset({
    "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
})  # fmt: skip
NOTES = frozenset({"footnote"})
BOXES = frozenset({"shptxt", "dptxbxtext"})
SHAPES = frozenset({"shpinst", "do", "shpgrp", "shp"})
LABELS = frozenset({"listtext", "pntext"})
CAUGHT = frozenset({"title", "author", "fldinst", "sn", "sv", "ffl"})
"""Groups whose text is kept for another purpose."""
MATHS = frozenset({"moMath", "moMathPara"})
DESTINATIONS = (
    SKIPPED
    | HEADS
    | NOTES
    | BOXES
    | SHAPES
    | LABELS
    | CAUGHT
    | MATHS
    | {"fonttbl", "info", "field", "fldrslt", "formfield", "annotation", "shprslt", "sp", "upr", "ud", "mmath", "object", "result"}
)
"""Control words that begin a group of their own kind."""


@dataclass(slots=True)
class Sink:
    """Where words go: the text, a note, a text box."""

    is_note: bool = False
    line: Pieces = field(default_factory=Pieces)
    paragraphs: list[str] = field(default_factory=list)
    boxes: list[list[str]] = field(default_factory=list)
    """Text boxes that are anchored in the paragraph."""

    def end(self) -> None:
        """End the paragraph. The text boxes that are anchored in it come after it."""
        self.paragraphs += self.line.taken()
        for box in self.boxes:
            self.paragraphs += box
        self.boxes.clear()


@dataclass(slots=True)
class Font:
    """A font of the font table."""

    name: str = ""
    charset: int | None = None
    page: int | None = None


@dataclass(slots=True)
class FieldGroup:
    """A field with its code and its result."""

    code: list[str] = field(default_factory=list)
    is_printed: bool = False
    """Whether its result has words."""
    chosen: int | None = None
    usual: int = 0
    entries: list[str] = field(default_factory=list)

    def as_field(self) -> Field:
        """Return the field for reading its code."""
        return Field("".join(self.code))

    def shown(self) -> str:
        """Return what the field shows if its result has no words."""
        found = self.as_field()
        number = self.usual if self.chosen in (None, 25) else self.chosen or 0
        match found.name:
            case "FORMCHECKBOX":
                return "☒" if number else "☐"
            case "FORMDROPDOWN":
                return self.entries[number] if 0 <= number < len(self.entries) else ""
            case "QUOTE":
                return ""
            case _:
                return found.shown()


@dataclass(slots=True)
class Shape:
    """A drawn shape."""

    has_words: bool = False
    name: list[str] = field(default_factory=list)
    value: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Group:
    """The state of a group. An inner group begins with the state of the outer one."""

    kind: str = "text"
    """What the group is: `text`, `skip`, `caught`, `math`, `shape`, `fonttbl`, or a destination that does something when it ends."""
    ends: str = ""
    """The destination that ends with this group; empty if it only continues the outer group."""
    sink: Sink = field(default_factory=Sink)
    caught: list[str] = field(default_factory=list)
    font: int | None = None
    unicode_skip: int = 1
    is_hidden: bool = False
    is_tiny: bool = False
    """Whether its letters are so small that nobody can read them."""
    is_deleted: bool = False
    is_struck: bool = False
    level: int = 0
    """1 if the text is superior, -1 if it is inferior."""
    outer_kind: str = "text"
    in_field: FieldGroup | None = None
    in_shape: Shape | None = None
    math: Any = None

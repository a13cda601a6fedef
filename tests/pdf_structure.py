"""A check of tagged PDF without a JVM: what PDF/UA-1 (ISO 14289-1) asks of catalog, tree, pages, annotations and fonts.

`problems` names what is wrong, `read` gives back the words in the order of the structure tree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import uharfbuzz

PARENTS = {  # ISO 14289-1, 7.2: which elements may hold which
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
CHILDREN = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "TR": {"TH", "TD"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}
GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "Index", "NonStruct", "Private", "P", "H"}
INLINE = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Figure", "Formula", "Form", "Lbl"}
STANDARD = HEADINGS | GROUPING | INLINE | CHILDREN.keys() | PARENTS.keys()
PAINT = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "BI"}
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
SOFT_HYPHEN = "\u00ad"


def problems(path: Path) -> list[str]:
    """Return what is wrong with a file, in words; nothing for a good one."""
    with pikepdf.open(path) as pdf:
        found = [f"syntax: {message}" for message in pdf.check_pdf_syntax()]
        return found + _Check(pdf, path.read_bytes()[:9]).run()


def read(path: Path, skip: tuple[str, ...] = ()) -> str:
    """Return the text in the order of the structure tree, but elements of type `skip`; words divided at the end of a line are joined."""
    with pikepdf.open(path) as pdf:
        check = _Check(pdf, b"")
        check.pages()
        return "".join(_spoken(check, pdf.Root.StructTreeRoot.K[0], None, skip)).replace(SOFT_HYPHEN, "")


def _spoken(check: _Check, element: Any, page: Any, skip: tuple[str, ...]) -> Iterator[str]:
    if str(element.S)[1:] in skip:
        return
    page = element.get("/Pg", page)
    for kid in _kids(element):
        if _is_element(kid):
            yield from _spoken(check, kid, page, skip)
        elif isinstance(kid, int):
            yield check.texts[check.page_numbers[page.objgen], kid]
        elif kid.get("/Type") == "/MCR":
            yield check.texts[check.page_numbers[kid.get("/Pg", page).objgen], int(kid.MCID)]


def _kids(element: Any) -> list[Any]:
    if "/K" not in element:
        return []
    kids = list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]
    return [kid if _is_dictionary(kid) else int(kid) for kid in kids]


def _is_dictionary(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary)


def _is_element(item: Any) -> bool:
    return _is_dictionary(item) and "/S" in item and item.get("/Type") != "/OBJR"


def number_tree(node: Any) -> dict[int, Any]:
    """Return the entries of a number tree."""
    values = list(node.get("/Nums", []))
    entries = {int(key): value for key, value in zip(values[::2], values[1::2], strict=True)}
    for kid in node.get("/Kids", []):
        entries |= number_tree(kid)
    return entries


class _Check:
    def __init__(self, pdf: pikepdf.Pdf, header: bytes) -> None:
        self.pdf = pdf
        self.header = header
        self.found: list[str] = []
        self.texts: dict[tuple[int, int], str] = {}
        """What each marked content shows, by page and id."""
        self.owners: dict[tuple[int, int], Any] = {}
        self.codes: dict[Any, tuple[Any, set[int]]] = {}
        """Fonts, and the codes that are shown in them."""
        self.page_numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.root: Any = pdf.Root
        self.tree: Any = self.root.get("/StructTreeRoot")
        self.parents = number_tree(self.tree.get("/ParentTree", {})) if self.tree is not None else {}
        self.unicode: dict[Any, dict[int, str]] = {}

    def say(self, *words: object) -> None:
        self.found.append(" ".join(map(str, words)))

    def run(self) -> list[str]:
        if self.tree is None:
            return ["no structure tree"]
        self.catalog()
        self.elements()
        self.pages()
        self.fonts()
        for place in self.owners.keys() - self.texts.keys():
            self.say("element points at missing content", place)
        return self.found

    # ── catalog ──

    def catalog(self) -> None:
        root = self.root
        if not self.header.startswith(b"%PDF-1."):
            self.say("header")
        if root.get("/MarkInfo", {}).get("/Marked") is not True:
            self.say("not marked as tagged")
        if root.get("/MarkInfo", {}).get("/Suspects") is True:
            self.say("marked as suspect")
        if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
            self.say("title is not displayed")
        if "/Lang" not in root or not LANGUAGE.fullmatch(str(root.Lang)):
            self.say("no language")
        xmp = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
        for needle in ("<pdfuaid:part>1</pdfuaid:part>", "<dc:title>", "<dc:language>"):
            if needle not in xmp:
                self.say("metadata lack", needle)
        if "/Outlines" in root and "/First" not in root.Outlines:
            self.say("empty outline")
        for number, page in enumerate(self.pdf.pages):
            if page.obj.get("/Tabs") != "/S":
                self.say("page", number + 1, "tab order")

    # ── structure tree ──

    def elements(self) -> None:
        self.roles = {str(key)[1:]: str(value)[1:] for key, value in self.tree.get("/RoleMap", {}).items()}
        for role in self.roles.keys() & STANDARD:
            self.say("role map changes", role)
        self.levels: list[int] = []
        self.ids: Counter[str] = Counter()
        for kid in self.tree.K:
            self.element(kid, "StructTreeRoot", None)
        if self.levels and (self.levels[0] != 1 or any(after > before + 1 for before, after in pairwise(self.levels))):
            self.say("heading levels", self.levels[:20])
        for name in (name for name, count in self.ids.items() if count > 1):
            self.say("two elements with ID", name)
        if self.ids:
            names = [str(name) for name in list(self.tree.get("/IDTree", {}).get("/Names", []))[::2]]
            if sorted(names) != sorted(self.ids):
                self.say("ID tree and elements differ")

    def element(self, element: Any, parent: str, page: Any) -> None:
        own = str(element.S)[1:]
        tag = self.roles.get(own, own)
        if tag not in STANDARD:
            self.say("unknown type", tag)
        if (parent in CHILDREN and tag not in CHILDREN[parent]) or (tag in PARENTS and parent not in PARENTS[tag]):
            self.say(tag, "in", parent)
        if re.fullmatch("H[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.attributes(element, tag)
        if tag in ("Table", "L", "TOC", "TR", "LI"):
            self.group(element, tag)
        page = element.get("/Pg", page)
        kids = _kids(element)
        if not kids and tag not in ("TD", "TH"):
            self.say("empty", tag)
        for kid in kids:
            self.kid(element, tag, page, kid)

    def kid(self, element: Any, tag: str, page: Any, kid: Any) -> None:
        if isinstance(kid, int):
            self.owners[self.page_numbers[page.objgen], kid] = element.objgen
        elif kid.get("/Type") == "/MCR":
            self.owners[self.page_numbers[kid.get("/Pg", page).objgen], int(kid.MCID)] = element.objgen
        elif kid.get("/Type") == "/OBJR":
            key = int(kid.Obj.get("/StructParent", -1))
            if key not in self.parents or self.parents[key].objgen != element.objgen:
                self.say("annotation and parent tree disagree")
            if kid.Obj.get("/Subtype") == "/Link" and tag != "Link":
                self.say("link in", tag)
        else:
            if kid.P.objgen != element.objgen:
                self.say("wrong parent entry")
            self.element(kid, tag, page)

    def attributes(self, element: Any, tag: str) -> None:
        if tag in ("Figure", "Formula") and not (str(element.get("/Alt", "")) or str(element.get("/ActualText", ""))):
            self.say("no alternative text on", tag)
        if tag == "Note" and "/ID" not in element:
            self.say("note without ID")
        if "/ID" in element:
            self.ids[str(element.ID)] += 1
        if tag == "TH" and str(element.get("/A", {}).get("/Scope", "")) not in ("/Row", "/Column", "/Both"):
            self.say("head cell without scope")
        if "/Lang" in element and not LANGUAGE.fullmatch(str(element.Lang)):
            self.say("language", element.Lang)

    def group(self, element: Any, tag: str) -> None:
        tags = [str(kid.S)[1:] for kid in _kids(element) if _is_element(kid)]
        if tags.count("Caption") > 1 or "Caption" in tags[1:-1]:
            self.say("caption within", tag)
        if tag == "LI" and tags.count("LBody") != 1:
            self.say("list item without body")
        if tag != "Table":
            return
        if tags.count("THead") > 1 or ("THead" in tags and "TBody" not in tags):
            self.say("table head")
        groups = [kid for kid in _kids(element) if kid.S != "/Caption"]
        rows = [row for group in groups for row in ([group] if group.S == "/TR" else _kids(group))]
        if len({len(_kids(row)) for row in rows}) != 1:
            self.say("irregular table")
        if not any(cell.S == "/TH" for cell in _kids(rows[0])):
            self.say("table without head cells")

    # ── pages ──

    def pages(self) -> None:
        for number, page in enumerate(self.pdf.pages):
            self.content(number, page)
            for annotation in page.obj.get("/Annots", []):
                self.annotation(annotation)

    def content(self, number: int, page: Any) -> None:
        parents = self.parents.get(int(page.obj.get("/StructParents", -1)), [])
        opened: list[tuple[int | None, bool]] = []
        in_text, font = False, None
        instructions: Any = pikepdf.parse_content_stream(page)
        for operands, operator in instructions:
            match str(operator):
                case "BDC" | "BMC":
                    mcid = int(operands[1].MCID) if str(operator) == "BDC" and "/MCID" in operands[1] else None
                    if opened:
                        self.say("page", number + 1, "nested marked content")
                    opened.append((mcid, in_text))
                    if mcid is not None:
                        self.marked(number, mcid, parents)
                case "EMC":
                    if not opened:
                        self.say("page", number + 1, "end without begin")
                    elif opened.pop()[1] != in_text:
                        self.say("page", number + 1, "marked content crosses text object")
                case "BT" | "ET":
                    in_text = str(operator) == "BT"
                case "Tf":
                    font = page.obj.Resources.Font[str(operands[0])]
                case other if other in PAINT:
                    if not opened:
                        self.say("page", number + 1, "unmarked", other)
                    elif other == "TJ":
                        self.shown(font, operands[0], (number, opened[-1][0]))
        if opened:
            self.say("page", number + 1, "marked content left open")

    def marked(self, number: int, mcid: int, parents: Any) -> None:
        if (number, mcid) in self.texts:
            self.say("page", number + 1, "id twice", mcid)
        self.texts.setdefault((number, mcid), "")
        owner = self.owners.get((number, mcid))
        if self.owners and owner is None:
            self.say("page", number + 1, "content without element", mcid)
        elif owner is not None and (mcid >= len(parents) or parents[mcid].objgen != owner):
            self.say("page", number + 1, "parent tree differs", mcid)

    def shown(self, font: Any, items: Any, place: tuple[int, int | None]) -> None:
        if font.objgen not in self.unicode:
            self.unicode[font.objgen] = _to_unicode(font)
        known = self.unicode[font.objgen]
        codes = self.codes.setdefault(font.objgen, (font, set()))[1]
        for item in items:
            if isinstance(item, pikepdf.String):
                data = bytes(item)
                here = [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]
                codes.update(here)
                if place[1] is not None:
                    self.texts[place[0], place[1]] += "".join(known.get(code, "") for code in here)

    def annotation(self, annotation: Any) -> None:
        if "/StructParent" not in annotation:
            self.say("annotation without StructParent")
        if not str(annotation.get("/Contents", "")):
            self.say("annotation without Contents")
        if annotation.get("/Subtype") == "/Link" and "/Dest" in annotation and str(annotation.Dest) not in destinations(self.pdf):
            self.say("link to nowhere", annotation.Dest)

    # ── fonts ──

    def fonts(self) -> None:
        for page in self.pdf.pages:
            for font in page.obj.Resources.get("/Font", {}).values():
                descriptor: Any = font.DescendantFonts[0].get("/FontDescriptor", {}) if "/DescendantFonts" in font else {}
                if "/FontFile2" not in descriptor:
                    self.say("font is not embedded:", font.get("/BaseFont"))
                    return
        for font, codes in self.codes.values():
            self.font(font, codes)

    def font(self, font: Any, codes: set[int]) -> None:
        name, descendant = font.BaseFont, font.DescendantFonts[0]
        face = uharfbuzz.Face(descendant.FontDescriptor.FontFile2.read_bytes())
        shaper, scale = uharfbuzz.Font(face), 1000 / face.upem
        glyphs = descendant.CIDToGIDMap.read_bytes()
        first, widths = int(descendant.W[0]), list(descendant.W[1])
        for code in sorted(codes):
            glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
            if not 0 < glyph < face.glyph_count:
                self.say(name, "code", code, "has no glyph")
            elif abs(shaper.get_glyph_h_advance(glyph) * scale - float(widths[code - first])) > 1:
                self.say(name, "code", code, "has another width")
            text = self.unicode[font.objgen].get(code, "")
            if not text or any(character in "\0\ufeff\ufffe" or "\ue000" <= character <= "\uf8ff" for character in text):
                self.say(name, "code", code, "has no character")


def destinations(pdf: pikepdf.Pdf) -> set[str]:
    """Return the names of all places that links can lead to."""
    root: Any = pdf.Root
    names = root.Names.Dests.Names if "/Names" in root else []
    return {str(name) for name in list(names)[::2]}


def _to_unicode(font: Any) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    pairs = re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", font.ToUnicode.read_bytes().decode(), re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}

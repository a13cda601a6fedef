"""Letters of a PDF that a page shows and that no program can read, because the file does not say which letters its glyphs are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from briefing.check.leaks.pdf_objects import Written, is_font, is_stream, name
from briefing.dataclass import dataclass
from briefing.system.confined.limits import UnreadableError

if TYPE_CHECKING:
    import pikepdf

_FEWEST = 12
"""Letters of a page that cannot be read: fewer are bullets and ornaments, and too few for words."""
_KINDS = 5
"""Different ones among them: fewer are bullets and ornaments, too."""
_SAME = 12
"""Glyphs that a font gives the same letter: small capitals, ornamented forms and spaces of several widths are fewer."""
_NO_LETTER = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_NOTHING = "\ufffd"
_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_SIGNS = {
    "space": " ", "period": ".", "comma": ",", "colon": ":", "semicolon": ";", "hyphen": "-", "endash": "–", "emdash": "—",
    "exclam": "!", "question": "?", "parenleft": "(", "parenright": ")", "quotesingle": "'", "quotedbl": '"', "quoteleft": "‘",
    "quoteright": "’", "quotedblleft": "“", "quotedblright": "”", "slash": "/", "percent": "%", "plus": "+", "equal": "=",
    "bracketleft": "[", "bracketright": "]", "asterisk": "*", "minus": "−", "underscore": "_", "ampersand": "&",
    "fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl",
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
"""Names of glyphs that are no letters (Adobe Glyph List); those of Latin letters are the letters."""
_CODED_NAME = re.compile(r"(?:uni|u)([0-9A-F]{4,6})")


def refuse_unreadable(page: Any, text: str, place: str, *, is_told: bool = False) -> None:
    """Refuse a page with words whose letters are not known.

    Args:
        page: The page of text, as pypdfium2 has it.
        text: What it says.
        place: What the page is called.
        is_told: Whether the file says of all its glyphs which letters they are.

    Raises:
        UnreadableError: It is such a page.
    """
    import pypdfium2.raw as pdfium

    numbers = range(0 if is_told else page.count_chars())
    unknown: list[object] = [number for number in numbers if pdfium.FPDFText_HasUnicodeMapError(page.raw, number) == 1]
    unknown = [pdfium.FPDFText_GetUnicode(page.raw, number) for number in unknown]
    unknown += _NO_LETTER.findall(text)
    empty = text.count(_NOTHING)
    if "\ufffe" in text:  # a hyphen, or a glyph that is said to be the character 0
        empty += sum(pdfium.FPDFText_GetUnicode(page.raw, number) == 0 for number in range(page.count_chars()))
    if empty >= _FEWEST or (len(unknown) >= _FEWEST and len(set(unknown)) >= _KINDS):
        raise _refusal(place)


def _refusal(place: str) -> UnreadableError:
    what = f"the text of {place} cannot be read: the file does not say which letters its glyphs are"
    return UnreadableError(what, "Build the pack again, or make the PDF with a program that makes text searchable.")


def refuse_same_letters(drawn: Sequence[Drawing], within: str) -> None:
    """Refuse words in a font that calls many different glyphs by one letter, such as a space: nobody can read them.

    Raises:
        UnreadableError: One of the drawings has such words.
    """
    for place, font in _fonts(drawn):
        told = font.get("/ToUnicode")
        codes = _same(_content(told)) if told is not None and is_stream(told) else ()
        if len(codes) >= _SAME and _is_drawn(drawn, font, codes):
            raise _refusal(f"{within}{place}")


def _content(stream: Any) -> bytes:
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, RuntimeError):
        return b""


def _same(table: bytes) -> Collection[int]:
    """Return the codes of the commonest letter of a table of letters (ISO 32000-1, 9.10.3)."""
    letters: dict[bytes, set[int]] = {}
    for kind, body in _SECTION.findall(table):
        for code, letter in _codes(body) if kind == b"char" else _ranges(body):
            letters.setdefault(letter, set()).add(code)
    return max(letters.values(), key=len, default=())


def _codes(body: bytes) -> Iterator[tuple[int, bytes]]:
    found = [b"".join(match[1].split()).lower() for match in _CODES.finditer(body) if match[1] is not None]
    yield from ((int(code or b"0", 16), letter) for code, letter in zip(found[::2], found[1::2], strict=False))


def _ranges(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the codes of ranges with a list of letters, and the first code of the others, whose letters differ."""
    place, code, is_list = 0, 0, False
    for match in _CODES.finditer(body):
        if match[2] or match[3]:
            is_list, place = bool(match[2]), 2 if match[2] else 0
            continue
        digits = b"".join(match[1].split()).lower()
        if place == 2:  # first, last, then letters
            yield code, digits
            code, place = code + 1, 2 if is_list else 0
        else:
            code = int(digits or b"0", 16) if place == 0 else code
            place += 1


def _is_drawn(drawn: Sequence[Drawing], font: Any, codes: Collection[int]) -> bool:
    """Say whether many of the codes are drawn: fonts may name more than they draw, and call all of that spaces."""
    width = 2 if name(font.get("/Subtype")) == "/Type0" else 1
    met = set[int]()
    for each in drawn:
        for text in _shown(each.content, each.resources, font):
            met.update(int.from_bytes(text[place : place + width], "big") for place in range(0, len(text), width))
    return len(met.intersection(codes)) >= _SAME


@dataclass(frozen=True, slots=True)
class Drawing:
    """Something that draws: a page, a form, a pattern, the appearance of an annotation, a glyph."""

    place: str
    content: Any
    resources: Any


def drawings(document: pikepdf.Pdf, objects: Iterable[Written]) -> list[Drawing]:
    """Return everything in a document that draws. A form without resources has those of what draws it.

    Args:
        document: The document.
        objects: Its objects.
    """
    found = [Drawing(f"page {number}", page.obj, page.obj.get("/Resources")) for number, page in enumerate(document.pages, 1)]
    for each in objects:
        if each.is_stream and b"/Resources" in each.text:
            found.append(Drawing("a drawing", each.thing, each.thing.get("/Resources")))
        elif b"/CharProcs" in each.text and is_font(each.thing):
            glyphs = each.thing.CharProcs.as_dict().values()
            found += (Drawing("a drawing", glyph, each.thing.get("/Resources")) for glyph in glyphs)
    inside = (
        Drawing(each.place, form, each.resources) for each in list(found) for form in _forms(each.resources) if "/Resources" not in form
    )
    return [*found, *inside]


def _forms(resources: Any) -> Iterator[Any]:
    import pikepdf

    things = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    for each in things.as_dict().values() if isinstance(things, pikepdf.Dictionary) else ():
        if is_stream(each) and name(each.get("/Subtype")) == "/Form":
            yield each


def _shown(content: Any, resources: Any, font: Any) -> Iterator[bytes]:
    """Yield the strings that a page or a form draws in a font."""
    import pikepdf

    fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(fonts, pikepdf.Dictionary):
        return
    names = {key for key, value in fonts.as_dict().items() if value.objgen == font.objgen}
    is_this = False
    try:
        for step in pikepdf.parse_content_stream(content, "Tf Tj TJ ' \"") if names else ():
            operands, operator = list(step.operands), str(step.operator)
            if operator == "Tf":
                is_this = name(operands[0]) in names
            elif is_this:
                things: list[Any] = list(operands[0]) if operator == "TJ" else [operands[-1]]
                yield from (bytes(each) for each in things if isinstance(each, pikepdf.String))
    except (pikepdf.PdfError, IndexError, TypeError):
        return


def _fonts(drawn: Iterable[Drawing]) -> Iterator[tuple[str, Any]]:
    """Yield the fonts of drawings, with the first place of each."""
    import pikepdf

    seen = set[tuple[int, int]]()
    for each in drawn:
        fonts = each.resources.get("/Font") if isinstance(each.resources, pikepdf.Dictionary) else None
        for font in fonts.as_dict().values() if isinstance(fonts, pikepdf.Dictionary) else ():
            if isinstance(font, pikepdf.Dictionary) and (font.objgen not in seen or font.objgen == (0, 0)):
                seen.add(font.objgen)
                yield each.place, font


def are_told(document: pikepdf.Pdf, drawn: Sequence[Drawing]) -> bool:
    """Say whether a file tells of every glyph that its pages can draw which letters it is, in the way in which our files do.

    Asking of each letter on the pages takes as long as reading them. Of other files this is False, and each letter is asked for.
    """
    import pikepdf

    for page in document.pages:
        resources = page.obj.get("/Resources")
        if not isinstance(resources, pikepdf.Dictionary) or any(_forms(resources)):
            return False
    return all(_is_told(font) for _, font in _fonts(drawn))


def _is_told(font: Any) -> bool:
    """Say whether a font of two-byte codes has a table of letters with every code that it has a glyph for."""
    import pikepdf

    told, below = font.get("/ToUnicode"), font.get("/DescendantFonts")
    descendant = below[0] if isinstance(below, pikepdf.Array) and len(below) == 1 else None
    glyphs = descendant.get("/CIDToGIDMap") if isinstance(descendant, pikepdf.Dictionary) else None
    if not (font.is_indirect and name(font.get("/Encoding")) == "/Identity-H" and is_stream(told) and is_stream(glyphs)):
        return False
    table = _content(told)
    if b"beginbfrange" in table:
        return False
    letters = {code: int(letter or b"0", 16) for _, body in _SECTION.findall(table) for code, letter in _codes(body)}
    indexes = _content(glyphs)
    return all(letters.get(place // 2) for place in range(0, len(indexes) - 1, 2) if indexes[place : place + 2] != b"\0\0")


def spell_out(document: pikepdf.Pdf, drawn: Sequence[Drawing]) -> bool:
    """Say what the letters of Type 3 fonts are, where the names of their glyphs tell it. Return whether there was such a font."""
    import pikepdf

    found = False
    for _, font in _fonts(drawn):
        if name(font.get("/Subtype")) == "/Type3" and "/ToUnicode" not in font:
            encoding = font.get("/Encoding")
            differences = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
            letters = dict(_named(list(differences))) if isinstance(differences, pikepdf.Array) else {}
            if letters:
                font.ToUnicode = document.make_stream(_table(letters))
                found = True
    return found


def _named(differences: Sequence[Any]) -> Iterator[tuple[int, str]]:
    code = 0
    for each in differences:
        called = name(each).removeprefix("/")
        if not called:
            code = int(each)
            continue
        coded = _CODED_NAME.fullmatch(called)
        letter = chr(int(coded[1], 16)) if coded and int(coded[1], 16) < 0xD800 else called if len(called) == 1 else _SIGNS.get(called)
        if letter and 0 <= code < 256:
            yield code, letter
        code += 1


def _table(letters: dict[int, str]) -> bytes:
    lines = "\n".join(f"<{code:02X}> <{letter.encode('utf-16-be').hex()}>" for code, letter in letters.items())
    head = "begincmap /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange"
    return f"{head} {len(letters)} beginbfchar\n{lines}\nendbfchar endcmap".encode()

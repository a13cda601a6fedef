"""Fields of Word: their codes, and what of them a page shows (ISO/IEC 29500-1, 17.16)."""

from __future__ import annotations

import re
from typing import Any

from briefing.document.small_figures import moved
from briefing.originals.readers import font_signs
from briefing.originals.readers.above_words import with_reading
from briefing.originals.readers.docx_styles import attribute, is_on, mark_in

_COMPUTED = ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM")
_LONGEST = 5_000
"""Characters of a field code that are looked at."""


class Field:
    """A field while it is read."""

    def __init__(self, code: str = "") -> None:
        self.code = code
        self.in_result = bool(code)
        self.form: Any = None
        """The data of a field of a form, or None."""

    @property
    def name(self) -> str:
        """The kind of the field in capitals, such as `REF`."""
        found = re.match(r"\s*([A-Za-z=]+)", self.code)
        return found[1].upper() if found else ""

    @property
    def is_contents(self) -> bool:
        """Whether the field is a table of contents, and not a list of figures or tables."""
        return self.name == "TOC" and not re.search(r'\\[aAcC]\s*"?\w', self.code[:_LONGEST])

    @property
    def is_computed(self) -> bool:
        """Whether Word computes what the field shows and does not store it."""
        return self.name in _COMPUTED and not self.in_result

    def shown(self) -> str:
        """Return what a field shows that has no result of its own."""
        code = self.code.strip()[:_LONGEST]
        match self.name:
            case "SYMBOL":
                return symbol(code)
            case "EQ":
                return equation(code)
            case "MACROBUTTON" | "GOTOBUTTON":
                return [*code.split(maxsplit=2), "", "", ""][2]
            case "QUOTE" if found := re.search(r'"([^"]*)"', code):
                return found[1]
            case "FORMCHECKBOX":
                return "☒" if self._is_checked() else "☐"
            case "FORMDROPDOWN":
                return self._chosen()
            case _:
                return ""

    def _is_checked(self) -> bool:
        box = mark_in(self.form, "checkBox")
        mark = mark_in(box, "checked")
        return is_on(mark if mark is not None else mark_in(box, "default"))

    def _chosen(self) -> str:
        choice = mark_in(self.form, "ddList")
        entries = choice.findall("{*}listEntry") if choice is not None else []
        number = attribute(mark_in(choice, "result"), "val") or attribute(mark_in(choice, "default"), "val") or "0"
        return attribute(entries[int(number)], "val") if number.isdigit() and int(number) < len(entries) else ""


def symbol(code: str) -> str:
    r"""Return the sign that a field such as `SYMBOL 97 \f "Symbol"` shows."""
    found = re.match(r"\s*SYMBOL\s+(?:(0x[0-9a-f]{1,5})|(\d{1,6})|(\S))", code, re.IGNORECASE)
    if not found:
        return ""
    number = int(found[1], 16) if found[1] else int(found[2]) if found[2] else ord(found[3])
    font = re.search(r'\\f\s*(?:"([^"]*)"|(\S+))', code)
    name = (font[1] or font[2] or "") if font else ""
    if font_signs.is_of_signs(name):
        return font_signs.signs(chr(number), name)
    if re.search(r"\\[uU]\b", code) or number > 0xFF:
        return chr(number) if number < 0x110000 else ""
    return bytes([number]).decode("cp1252", "replace")


# ── EQ ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_TOKEN = re.compile(r"\\([a-z]{1,2})(-?\d+(?:\.\d+)?)?|\\(.)|([(),;])|([^\\(),;]+)", re.IGNORECASE | re.DOTALL)


_Token = tuple[str | None, str | None, str | None, str | None, str | None]
"""A command and its number, a sign behind a backslash, a sign, and letters; all but one of them are None."""


def equation(code: str) -> str:
    r"""Return what an old equation shows: `EQ \f(1,3)` is 1/3, and of a reading above a word only the word is left."""
    plain = re.sub(r'^\s*EQ|\\\*\s*(?:"[^"]*"|\S+)', "", code, flags=re.IGNORECASE)
    tokens: list[_Token] = [(found[1], found[2], found[3], found[4], found[5]) for found in _TOKEN.finditer(plain)]
    return " ".join(_sequence(tokens, [0], top=True).split())


def _sequence(tokens: list[_Token], at: list[int], *, top: bool = False) -> str:
    text = ""
    while at[0] < len(tokens):
        name, number, escaped, sign, letters = tokens[at[0]]
        if sign and not (top or sign == "("):
            return text
        at[0] += 1
        if name:
            text += _command(name.lower(), number or "", tokens, at)
        elif sign == "(" and not top:
            text += f"({_sequence(tokens, at)})"
            at[0] += 1
        else:
            text += escaped or sign or letters or ""
    return text


def _command(name: str, number: str, tokens: list[_Token], at: list[int]) -> str:
    options: list[tuple[str, str]] = [(name, number)]
    while at[0] < len(tokens) and tokens[at[0]][0]:
        options.append(((tokens[at[0]][0] or "").lower(), tokens[at[0]][1] or ""))
        at[0] += 1
    if at[0] < len(tokens) and re.fullmatch(r"\s*-?\d*\s*", tokens[at[0]][4] or "x"):
        at[0] += 1
    if at[0] >= len(tokens) or tokens[at[0]][3] != "(":
        return ""
    given: list[str] = []
    while at[0] < len(tokens) and tokens[at[0]][3] in ("(", ",", ";"):
        at[0] += 1
        given.append(_sequence(tokens, at).strip())
    at[0] += 1
    return _written(options, given)


def _written(options: list[tuple[str, str]], given: list[str]) -> str:
    match options[0][0], given:
        case "f", [above, below]:
            return f"{above}/{below}" if re.fullmatch(r"\w+", above + below) else f"({above})/({below})"
        case "r", [inner]:
            return f"√{inner}" if len(inner) < 2 else f"√({inner})"
        case "r", [degree, inner]:
            return f"{moved(degree, raised=True) if degree != '2' else ''}√({inner})"
        case "s", [inner]:
            return moved(inner, raised=True) if any(name == "up" for name, _ in options) else inner
        case "o", [first, second] if first and second and any(name[0] == "a" for name, _ in options):
            return with_reading(second, first)[0]
        case "b", [inner]:
            return f"({inner})"
        case _:
            return ", ".join(filter(None, given)) if options[0][0] in ("a", "l") else "".join(given)

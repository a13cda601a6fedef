"""Formulas as one line of readable text: `Q = v·A`, `(a + b)/2`, `√(x² + y²)`. There is no TeX in it.

Word has formulas in Office Math (ISO/IEC 29500-1, 22.1), OpenDocument and web pages in MathML 3. Both are trees of the same few shapes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

_RAISED = dict(zip("0123456789+-−=()n′*°", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ′*°", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_WIDE = "=<>≤≥≠≈≡≅∼≃∝→←↔⇒⇐⇔∈∉⊂⊃⊆⊇±∓≪≫≔×÷∩∪∧∨"
"""Signs with a space on either side."""
_TIGHT = {ord(sign): 0xE000 + number for number, sign in enumerate(f"+−{_WIDE}")}
"""Stand-ins for signs in a script or a limit, where they have no spaces."""
_LOOSE = {stand_in: sign for sign, stand_in in _TIGHT.items()}
_UNSEEN = dict.fromkeys([0x2061, 0x2062, 0x2063, 0x2064, 0x200B, 0xFEFF, 0x2060])
_BRACKETS = {"(": ")", "[": "]", "{": "}", "|": "|", "‖": "‖", "⌊": "⌋", "⌈": "⌉", "⟨": "⟩", "〈": "〉"}
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_OVERS = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0305", "‾": "\u0305", "_": "\u0332", "→": "\u20d7",
    "⃗": "\u20d7", ".": "\u0307", "˙": "\u0307", "¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˇ": "\u030c", "˘": "\u0306",
    "⇀": "\u20d1",
}  # fmt: skip
"""Signs above or below a letter, as signs that join it."""
_BRACES = frozenset("⏞⏟⎴⎵⏜⏝")
"""Signs that reach over or under a whole expression: what is beyond them says what it is."""
_BARS = "¯‾_ˉ―─‗̲̅"


def spaced(text: str) -> str:
    """Return a formula with spaces around its relations, and around plus and minus between two terms, and no others."""
    text = re.sub(rf"\s*([{re.escape(_WIDE)}]+)\s*", r" \1 ", text)
    text = re.sub(r"(?<=[\w)\]}′″‴²³⁰¹⁴⁵⁶⁷⁸⁹ⁿ₀₁₂₃₄₅₆₇₈₉!|…])\s*([+−])\s*(?=[\w(\[{√∛∜∑∫∏|∂∞…])", r" \1 ", text)
    text = re.sub(r"(?<=[(\[{])\s+|\s+(?=[)\]},;.!′″])", "", text)
    return " ".join(text.split())


def _tight(text: str) -> str:
    """Return a text without spaces around its signs, which stay so."""
    return re.sub(rf"\s*([+−{re.escape(_WIDE)}])\s*", r"\1", text.strip()).translate(_TIGHT)


def _finished(text: str) -> str:
    return spaced(text).translate(_LOOSE)


# ── shapes ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_whole(text: str) -> bool:
    """Say whether a text can be a part of a formula without brackets around it: a number, a word or a letter with marks, or in brackets."""
    if len(text) <= 1 or re.fullmatch(r"\d+(?:[.,]\d+)*%?|[^\W\d_]{3,}(?: [^\W\d_]{2,})*", text):
        return True
    if re.fullmatch(r"[d∂δΔ]?[^\W\d_][\u0300-\u036f\u20d0-\u20ff]*(?:[₀-₉₊₋]+|_[^\W_]+)?[′″²³⁰¹⁴-⁹ⁿ⁺⁻]*", text):
        return True
    end = _BRACKETS.get(text[0])
    return end is not None and text.endswith(end) and not re.search(r"[()\[\]{}|]", text[1:-1])


def _kept(text: str) -> str:
    return text if _is_whole(text) else f"({text})"


def _fraction(above: str, below: str) -> str:
    over = above if _is_whole(above) or not re.search(rf"[+−/{_WIDE}]", above) else f"({above})"
    return f" {over}/{_kept(below)} "


def _scripts(base: str, below: str, above: str) -> str:
    marks = f"{_lowered(below)}{_raised(above)}"
    return f"{base}{marks} " if re.search(r"[_^]", marks) else f"{base}{marks}"


def _raised(text: str) -> str:
    plain = _tight(text).translate(_LOOSE)
    if all(letter in _RAISED for letter in plain):
        return "".join(_RAISED[letter] for letter in plain)
    return plain if set(plain) <= set("′″‴") else f"^{_kept(_tight(text))}"


def _lowered(text: str) -> str:
    plain = _tight(text).translate(_LOOSE)
    if all(letter in _LOWERED for letter in plain):
        return "".join(_LOWERED[letter] for letter in plain)
    return f"_{plain}" if re.fullmatch(r"[^\W_]+", plain) else f"_{_kept(_tight(text))}"


def _root(degree: str, inner: str) -> str:
    return f"{_ROOTS[degree]}{_kept(inner)}" if degree in _ROOTS else f"{_raised(degree)}√{_kept(inner)}"


def _large(sign: str, below: str, above: str, of: str) -> str:
    """Return a sum, an integral and the like, with its limits."""
    return f" {sign}{_lowered(below)}{_raised(above)} {of} "


def _limit(base: str, below: str, above: str) -> str:
    """Return a base with what is exactly below or above it."""
    return f"{base}{f'_{_kept(_tight(below))}' if below else ''}{f'^{_kept(_tight(above))}' if above else ''}"


def _accented(base: str, accent: str, *, below: bool = False) -> str:
    mark = accent if unicodedata.combining(accent[:1] or " ") else _OVERS.get(accent, "")
    if accent in _BARS:
        mark = "\u0332" if below else "\u0305"
    if not mark:
        return _limit(base, accent if below else "", "" if below else accent)
    return unicodedata.normalize("NFC", "".join(f"{letter}{mark}" for letter in base)) if len(base) <= 3 else f"({base}){mark}"


def _applied(name: str, argument: str) -> str:
    return f" {name}{argument}" if argument[:1] in ("(", "[", "{") else f" {name} {argument} "


def _rows(rows: list[list[str]]) -> str:
    return "; ".join(", ".join(filter(None, row)) for row in rows)


def _letters(text: str) -> str:
    """Return the letters of a formula: those of mathematical alphabets as plain ones, and minus for the hyphen."""
    plain = "".join(unicodedata.normalize("NFKC", each) if "\U0001d400" <= each <= "\U0001d7ff" else each for each in text)
    return plain.translate(_UNSEEN).replace("\u2212", "−").replace("-", "−")


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


# ── Office Math ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def office(element: Any, other: Callable[[Any], str] | None = None) -> str:
    """Return a formula of Word as text.

    Args:
        element: `m:oMath` or what is in it.
        other: Returns the text of an element that is no formula, such as a run of Word with a note.
    """
    return _finished(_Office(other or (lambda _: "")).of(element))


class _Office:
    def __init__(self, other: Callable[[Any], str]) -> None:
        self.other = other

    def of(self, element: Any) -> str:
        """Return the text of the children of an element; nothing if there is no element."""
        return "" if element is None else "".join(map(self._one, element))

    def _part(self, element: Any, name: str) -> str:
        return self.of(element.find(f"{{*}}{name}")).strip()

    def _one(self, element: Any) -> str:
        name, properties = _name(element), _Properties(element)
        match name:
            case "t":
                return _letters(element.text or "")
            case "f" if properties.said("type") == "noBar":
                return f"{self._part(element, 'num')}¦{self._part(element, 'den')}"
            case "f":
                return _fraction(spaced(self._part(element, "num")), spaced(self._part(element, "den")))
            case "sSup" | "sSub" | "sSubSup":
                return _scripts(_base(self._part(element, "e")), self._part(element, "sub"), self._part(element, "sup"))
            case "sPre":
                return f"{_lowered(self._part(element, 'sub'))}{_raised(self._part(element, 'sup'))}{self._part(element, 'e')}"
            case "rad":
                return _root("" if properties.on("degHide") else self._part(element, "deg"), spaced(self._part(element, "e")))
            case "nary":
                below, above = self._part(element, "sub"), self._part(element, "sup")
                return _large(properties.said("chr", "∫"), below, above, self._part(element, "e"))
            case "d":
                between = properties.said("sepChr", "|")
                inner = between.join(self.of(each).strip() for each in element.findall("{*}e"))
                return f"{properties.said('begChr', '(')}{spaced(inner)}{properties.said('endChr', ')')}"
            case "m":
                return _rows([[self.of(cell).strip() for cell in row.findall("{*}e")] for row in element.findall("{*}mr")])
            case "eqArr":
                return "; ".join(self.of(each).strip() for each in element.findall("{*}e"))
            case "acc":
                return _accented(self._part(element, "e"), properties.said("chr", "\u0302"))
            case "bar":
                return _accented(self._part(element, "e"), "¯", below=properties.said("pos", "bot") != "top")
            case "groupChr" | "box" | "borderBox":
                return self._part(element, "e")
            case "phant":
                return "" if properties.off("show") else self._part(element, "e")
            case "limLow" | "limUpp":
                limit = self._part(element, "lim")
                return _limit(self._part(element, "e"), *((limit, "") if name == "limLow" else ("", limit)))
            case "func":
                return _applied(self._part(element, "fName"), self._part(element, "e"))
            case "del" | "moveFrom" | "delText" | "instrText" | "":
                return ""
            case _ if name.endswith("Pr"):
                return ""
            case "r" if element.tag != "{http://schemas.openxmlformats.org/officeDocument/2006/math}r" and "/math" not in element.tag:
                return self.other(element)
            case _:
                return self.of(element)


class _Properties:
    """What the properties of an element of Office Math say."""

    def __init__(self, element: Any) -> None:
        self.element = element.find(f"{{*}}{_name(element)}Pr") if _name(element) else None

    def said(self, name: str, usual: str = "") -> str:
        found = self.element.find(f"{{*}}{name}") if self.element is not None else None
        if found is None:
            return usual
        return next((str(value) for key, value in found.attrib.items() if key.rpartition("}")[2] == "val"), "")

    def on(self, name: str) -> bool:
        return self.said(name, "0") not in ("0", "off", "false")

    def off(self, name: str) -> bool:
        return self.said(name, "1") in ("0", "off", "false")


def _base(text: str) -> str:
    """Return a base with scripts, in brackets where it is longer than what they belong to would be."""
    return f"({text})" if re.search(rf"[+−/{_WIDE}]", text) and not _is_whole(text) else text


# ── MathML ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂")


def mathml(element: Any) -> str:
    """Return a formula in MathML as text.

    Args:
        element: `math` or what is in it, with or without namespaces.
    """
    return _finished(_inside(element))


def _inside(element: Any) -> str:
    return "".join(map(_token, _parts(element)))


def _parts(element: Any) -> list[Any]:
    return [each for each in element if isinstance(each.tag, str)]


def _token(element: Any) -> str:
    name, parts = _name(element), _parts(element)
    texts = [_token(each).strip() for each in parts] if name not in ("mi", "mn", "mo", "mtext", "ms") else []
    match name, texts:
        case "mi" | "mn" | "mo" | "mtext" | "ms", _:
            return _leaf(element, name)
        case "mfrac", [above, below]:
            is_binomial = re.fullmatch(r"0+(?:\.0+)?(?:pt|px|em|ex|%)?", element.get("linethickness", "1"))
            return f"{above}¦{below}" if is_binomial else _fraction(spaced(above), spaced(below))
        case "msup", [base, above]:
            return _scripts(_base(base), "", above)
        case "msub", [base, below]:
            return _scripts(_base(base), below, "")
        case "msubsup", [base, below, above]:
            return _scripts(_base(base), below, above)
        case "munder", [base, below]:
            return _under_over(base, below, "")
        case "mover", [base, above]:
            return _under_over(base, "", above)
        case "munderover", [base, below, above]:
            return _under_over(base, below, above)
        case "msqrt", _:
            return _root("", spaced(_inside(element)))
        case "mroot", [inner, degree]:
            return _root(degree, spaced(inner))
        case "mfenced", _:
            between = element.get("separators", ",").strip()[:1]
            inner = f"{between} ".join(texts) if between else "".join(texts)
            return f"{element.get('open', '(')}{spaced(inner)}{element.get('close', ')')}"
        case "mtable", _:
            return "; ".join(texts)
        case "mtr" | "mlabeledtr", _:
            return ("" if _is_aligned(element) else ", ").join(filter(None, texts))
        case "mmultiscripts", [base, *_]:
            return _multiscripts(parts, base)
        case "semantics" | "maction", [first, *_]:
            return first
        case "mphantom" | "annotation" | "annotation-xml" | "none" | "mprescripts", _:
            return ""
        case "mspace", _:
            return " "
        case _:
            return _inside(element)


def _is_aligned(row: Any) -> bool:
    """Say whether the cells of a row are the two sides of an equation."""
    said = [each.get("columnalign", "") for each in _parts(row)[:2]]
    table = row.getparent()
    return said == ["right", "left"] or (table is not None and str(table.get("columnalign", "")).startswith("right left"))


def _leaf(element: Any, name: str) -> str:
    text = "".join(element.itertext())
    if name == "mtext":
        return re.sub(r"\s+", " ", text)
    text = _letters(" ".join(text.split()))
    return f" {text} " if name == "mi" and len(text) > 2 and text.isalpha() and text.isascii() else text


def _under_over(base: str, below: str, above: str) -> str:
    if base.strip() in _LARGE:
        return _large(base.strip(), below, above, "")
    if _BRACES.issuperset(above or below):
        return base
    if above and not below and (above in _OVERS or above in _BARS or unicodedata.combining(above[0])):
        return _accented(base, above)
    if below and not above and below in _BARS:
        return _accented(base, below, below=True)
    return f"{_limit(base, below, above)} " if len(base) > 1 else _limit(base, below, above)


def _multiscripts(parts: list[Any], base: str) -> str:
    names = [_name(each) for each in parts]
    split = names.index("mprescripts") if "mprescripts" in names else len(parts)
    after, before = ([_token(each).strip() for each in some] for some in (parts[1:split], parts[split + 1 :]))
    marks = [f"{_lowered(''.join(some[::2]))}{_raised(''.join(some[1::2]))}" for some in (before, after)]
    return f"{marks[0]}{base}{marks[1]}"

"""TeX's own typefaces: which are bold, slanted or of programs; and what the numbers of signs in formulas mean.

The file need not say it. The numbers are those of `cmmi10`, `cmsy10` and `cmex10` (D. E. Knuth, The TeXbook, appendix F). Numbers that are
letters of ASCII in other encodings are left alone, unless the typeface has no such letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_FACE = re.compile(rb"(?:[a-z]{6}\+)?(?:cm|lm)(mi|mib|sy|bsy|ex)\d*", re.IGNORECASE)
_TEXT_FACE = re.compile(rb"(?:[a-z]{6}\+)?(?:cm|sf|ec|ae|tc)(\D+)\d", re.IGNORECASE)
_BOLD = frozenset((b"b", b"bx", b"bi", b"bl", b"rb", b"sx", b"so", b"xc", b"ssbx", b"bxti", b"bxsl"))
_SLANTED = frozenset((b"ti", b"sl", b"bi", b"bl", b"si", b"so", b"ui", b"ssi", b"bxti", b"bxsl"))
_MONO = frozenset((b"tt", b"it", b"st", b"tc", b"vt", b"itt", b"sltt"))
"""How TeX names them, between the family and the size: `bx` in `cmbx10` and `sfbx1095`."""
_GREEK = dict(enumerate("ΓΔΘΛΞΠΣΥΦΨΩαβγδϵζηθικλμνξπρστυϕχ"))
_SYMBOLS = {
    **dict(enumerate("−·×∗÷⋄±∓⊕⊖⊗⊘⊙○◦•≍≡⊆⊇≤≥≼≽∼≈⊂⊃≪≫≺≻")),
    **dict(
        zip(
            map(ord, "!\"#$%&'()+,./0123456789:;<>?@[]^_`abcdefghijklmnopqrstuvwxyz"),
            "→↑↓↔↗↘≃⇐⇒⇓⇔↙∝′∞∈∋△▽\u0338↦∀∃¬∅ℜ⊤⊥ℵ∪⊎∧∨⊢⊣⌊⌋⌈⌉{}⟨⟩|‖↕⇕\\≀√∐∇∫⊔⊓⊑⊒§†‡",
            strict=True,
        )
    ),
}
_LARGE = dict(
    zip(
        (*range(0x20), *range(0x21, 0x28), *range(0x30, 0x5B), *range(0x70, 0x75)),
        ("()[]⌊⌋⌈⌉{}⟨⟩|‖/\\()()[]⌊⌋⌈⌉{}⟨⟩/\\)[]⌊⌋⌈⌉⎛⎞⎡⎤⎣⎦⎢⎥⎧⎫⎩⎭⎨⎬⎪⏐⎝⎠⎜⎟⟨⟩⨆⨆∮∮⨀⨀⨁⨁⨂⨂∑∏∫⋃⋂⨄⋀⋁∑∏∫√√√√√"),
        strict=True,
    )
)
_TABLES: dict[bytes, Mapping[int, str]] = {b"mi": _GREEK, b"mib": _GREEK, b"sy": _SYMBOLS, b"bsy": _SYMBOLS, b"ex": _LARGE}
_NONE: Mapping[int, str] = {}


def composed(text: str) -> str:
    """Return a text with one sign for two that TeX draws over each other: ≠, ↦ and ©."""
    for parts, whole in (("\u0338=", "≠"), ("\u0338 =", "≠"), ("\u0338∈", "∉"), ("↦→", "↦"), ("↦ →", "↦"), ("○c", "©")):
        text = text.replace(parts, whole)
    return text


def style(face: bytes) -> tuple[bool, bool, bool]:
    """Say whether a typeface is bold, slanted, or has letters that are all as wide."""
    found = _TEXT_FACE.match(face)
    kind = found[1].lower() if found else b""
    return kind in _BOLD, kind in _SLANTED, kind in _MONO


def signs(face: bytes) -> Mapping[int, str]:
    """Return the signs of a typeface by their numbers; none if it is not one of TeX's."""
    found = _FACE.match(face)
    return _TABLES[found[1].lower()] if found else _NONE

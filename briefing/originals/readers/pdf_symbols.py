"""The letters and signs of the typeface Symbol, which PDFs give with numbers for private use, 0xF000 more than in the typeface."""

from __future__ import annotations

_GREEK = (
    dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
    | dict(zip("abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
)  # fmt: skip
_SIGNS = {
    0x2D: "−", 0x40: "≅", 0x5E: "⊥", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC7: "∩",
    0xC8: "∪", 0xCC: "⊂", 0xCE: "∈", 0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xDB: "⇔", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_PRIVATE = {
    **{0xF000 + code: chr(code) for code in range(0x20, 0x7F)},
    **{0xF000 + ord(letter): sign for letter, sign in _GREEK.items()},
    **{0xF000 + code: sign for code, sign in _SIGNS.items()},
}


def of_symbol(text: str) -> str:
    """Return what letters of the typeface Symbol mean."""
    return text.translate(_PRIVATE)

"""Signs of fonts that have pictures in the places of letters: what they are in Unicode."""

from __future__ import annotations

import re

_FIRST = 0x20
_PRIVATE = 0xF000
"""Programs add this to the codes of such a font. The sums are in the private part of Unicode."""
_SYMBOL = (
    " !∀#∃%&∍()*+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩ"
    "ΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~                 "
    "                €ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩"
    "∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ "
)
_WINGDINGS = (
    " 🖉✂✁👓🕭🕮🕯🕿✆🖂🖃📪📫📬📭🗀🗁🗎🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍🖎✌🖏👍👎☜☞☝☟🖐☺😐☹💣🕱🏳🏱✈☼🌢❄🕆✞🕈"
    "✠✡☪☯🕉☸♈♉♊♋♌♍♎♏♐♑♒♓🙰🙵⚫🔾◼🞏🞐❑❒🞟⧫◆❖⬩⌧⮹⌘🏵🏶🙶🙷▯🄋➀➁➂➃➄➅➆➇➈➉🄌➊➋➌➍"
    "➎➏➐➑➒➓🙢🙠🙡🙣🙞🙜🙝🙟∙•⬝⭘🞆🞈🞊🞋🔿▪🞎🟁🟅★🟋🟏🟓🟑⯐⌖⯎⯏⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛⮰⮱⮲⮳⮴"
    "⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦⮘⮚⮙⮛⮈⮊⮉⮋🡨🡪🡩🡫🡬🡭🡯🡮🡸🡺🡹🡻🡼🡽🡿🡾⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂🢬🢭🗶✓🗷🗹 "
)
_TABLES = {"symbol": _SYMBOL, "symbolmt": _SYMBOL, "standardsymbolsps": _SYMBOL, "wingdings": _WINGDINGS}
"""The signs of each font, from code 32. A space is a place without a sign that Unicode has."""
_PICTURES = re.compile(r"symbol(mt)?|standardsymbols\w*|wingdings[23]?|webdings|zapfdingbats|monotypesorts|marlett|mtextra")


def is_of_signs(font: str) -> bool:
    """Say whether a font has pictures in the places of letters."""
    return bool(_PICTURES.fullmatch(_plain(font)))


def signs(text: str, font: str) -> str:
    """Return the signs that a text shows in such a font. A sign that has no code in Unicode becomes U+FFFD."""
    return "".join(_sign(ord(letter), font) for letter in text)


def with_private(text: str, font: str) -> str:
    """Return a text with signs for its private letters, which belong to such a font; it is Symbol if the font is another one."""
    font = font if is_of_signs(font) else "Symbol"
    return re.sub(r"[\uf000-\uf0ff]", lambda match: _sign(ord(match[0]), font), text)


def _sign(code: int, font: str) -> str:
    table = _TABLES.get(_plain(font), "")
    if _PRIVATE <= code < _PRIVATE + 0x100:
        code -= _PRIVATE
    if code > 0xFF:
        return chr(code)  # the program took this letter from another font
    if code <= _FIRST or code == 0xA0:
        return chr(code)
    found = table[code - _FIRST : code - _FIRST + 1].strip()
    return found or "\ufffd"


def _plain(font: str) -> str:
    return re.sub(r"[\s_-]", "", font).lower()

"""Scripts that run from right to left. Nothing here sets them yet: their words would be printed in reverse order."""

from __future__ import annotations

import re
import unicodedata

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""A character of Arabic, Hebrew, Syriac, Thaana, N'Ko and the other scripts in the blocks that Unicode keeps for this direction."""


def script(character: str) -> str:
    """Return the name of the script of a character, such as `Arabic`."""
    name = unicodedata.name(character, "unknown").split()[0]
    return _SCRIPTS.get(name, name.capitalize())


_SCRIPTS = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
"""Names of scripts that Unicode calls otherwise than people do."""

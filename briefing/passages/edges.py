"""Places inside a word, a number or a measure, where no quotation may begin or end.

`5 per cent` is not in `2.5 per cent`, `can` not in `can't`, `violent` not in `non-violent`, `3 m` not in `−3 m`, `10` not in `10 million`.
"""

from __future__ import annotations

import re

from briefing.system.patterns import pattern

WIDTH = 24
"""Characters before and after a place that are looked at."""
_NUMBER = r"[\d²³¹⁰-⁹₀-₉¼-¾⅐-⅞]"
_CURRENCY = "$€£¥₽₸₴₹₺"
_SCALE = (
    r"(?:per ?cent|percent|percentage points?|hundred|thousand|million|billion|trillion|dozen|degrees?|Mio|Mrd|Tsd|Prozent|Million(?:en)?"
    r"|Milliarden?|Tausend|millions?|milliards?|mille|pour ?cent|por ciento|миллион\w*|миллиард\w*|тысяч\w*|процент\w*|млн|млрд|тыс)\b"
)
_HYPHENS = "-\u2010\u2011\u00ad"
"""Signs of the copy that join the parts of a word. All dashes are `-` where the copy is normalised."""
_INSIDE = tuple(
    (pattern(rf"(?:{before})\Z"), pattern(after, re.IGNORECASE))
    for before, after in (
        (rf"{_NUMBER}", rf"[.,:/⁄×·^*'-]{_NUMBER}"),  # 2|.5, 10|,000, 1|/2, 1914|–18
        (rf"{_NUMBER}[.,:/⁄×·^*'-]", _NUMBER),  # 2.|5
        (r"(?:\A|[\s(\[\"'])[.,]", r"\d"),  # .|5
        (r"(?<![\d.,])\d{1,3}(?: \d{3})*", r" \d{3}(?:[ .,;:!?)\"']|\Z)(?! ?\d{4})"),  # 10| 000
        (r"(?<![\d.,])\d{1,3}(?: \d{3})* ", r"\d{3}(?:[ .,;:!?)\"']|\Z)"),  # 10 |000
        (rf"(?<![\w)])[-+±~]|[<>≤≥≈=≠{_CURRENCY}]", r"\d"),  # −|3, $|5
        (rf"(?<!\w)[-+±~]?[{_CURRENCY}]", r"\d"),
        (_NUMBER, rf" ?[%‰‱°{_CURRENCY}]"),  # 5|%
        (_NUMBER, r"\(\w{1,4}\)|\[\d"),  # 5|(2), 12|[3],000
        (rf"{_NUMBER}[(\[]\w{{0,4}}", r"\w{0,4}[)\]]"),
        (rf"{_NUMBER}", rf"[ -]{_SCALE}"),  # 5| million
        (rf"{_NUMBER}[ -]", _SCALE),
        (r"\w", r"/\w"),  # km|/h
        (r"\w/", r"\w"),
        (r"n", r"'t(?!\w)"),  # can|'t
        (r"n'", r"t(?!\w)"),
    )
)
_JOINED = (re.compile(r"\w\Z"), re.compile(r"-\w")), (re.compile(r"\w-\Z"), re.compile(r"\w"))
"""The parts of a word with a hyphen: non-|violent, toll|-free."""


def is_inside(before: str, after: str, hyphen: str) -> bool:
    """Say whether a place is inside a word, a number or a measure.

    Args:
        before: The normalised text up to the place; the last `WIDTH` characters do.
        after: The normalised text from the place on.
        hyphen: The copy's own sign at the place, or before it, if the text has `-` there.
    """
    if any(start.search(before) and end.match(after) for start, end in _INSIDE):
        return True
    return hyphen in _HYPHENS and any(start.search(before) and end.match(after) for start, end in _JOINED)

"""Readings above words, as Chinese and Japanese texts have them (ruby)."""

from __future__ import annotations

import re

_IDEOGRAPH = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆]")
_PHONETIC = re.compile(
    r"[\s\u3041-\u30ff\u3100-\u312f\u31a0-\u31bf\uff61-\uff9fa-zA-ZāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüĀÁǍÀ\u02c7\u02ca\u02cb\u02d9가-힣・·'’0-9-]+"
)


def with_reading(base: str, above: str) -> tuple[str, str]:
    """Return words with what is above them, and what of it was left out.

    The reading of an ideograph is left out, for it says the same again; anything else above the words is put behind them in brackets.
    """
    base, above = "".join(base.split()) if _IDEOGRAPH.search(base) else base, above.strip()
    if not above:
        return base, ""
    if _IDEOGRAPH.search(base) and _PHONETIC.fullmatch(above):
        return base, above
    return f"{base} ({above})", ""

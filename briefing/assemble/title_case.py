"""Titles that citation styles may set in the English way, with capitals: only those that are English themselves.

Records without a language count as English, and many bibliographies have none. So the words of each title are looked at.
"""

from __future__ import annotations

import re
from typing import Any

from briefing.originals.readers.lexicon import lexicon


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FIELDS = ("title", "title-short", "container-title", "collection-title", "volume-title", "event-title", "original-title", "reviewed-title")
"""The variables of CSL that have titles."""
_ENGLISH = _words(
    """the of and to for from with by at on as is are was were be it its this that these what who how why when where which into under
    between through after before about against among across during their our your his her not or but if than towards toward
    without within beyond upon new"""
)
_OTHERS = _words(
    """der das dem den des und von vom zu zum zur im ein eine einer eines einem für auf aus bei mit nach über unter zwischen oder wie
    als ist sind nicht durch gegen les la le du et en une dans sur aux au entre ou pour par avec sans qui que el los las del y por una
    uno con para sobre e lo gli della dello dei delle degli nel nella di da il un o os dos das em na no ao uma com het de een van voor
    naar uit bij tot zum i w z na dla ze od av och på til og af med till fra från att det som u iz za od kod ve ile için bir ja ili
    az és egy şi și din pe cu la"""
) - {"no", "do", "o", "i", "u", "e", "az", "ja", "com", "pour", "unter", "sur", "con", "pe", "cu", "w", "z"}
"""Small words of other languages that are none of English."""
_SPAN = '<span class="nocase">'


def as_written(fields: dict[str, Any]) -> dict[str, Any]:
    """Return a record of CSL-JSON in which titles that are not English keep their capitals and small letters."""
    if not str(fields.get("language", "en")).lower().startswith("en"):
        return fields
    kept = {name: f"{_SPAN}{fields[name]}</span>" for name in _FIELDS if name in fields and not may_be_english(fields[name])}
    return {**fields, **kept}


def may_be_english(title: str) -> bool:
    """Say whether a title is English, or has nothing that capitals would change. By its small words; without any, by the others."""
    plain = re.sub(r"<[^<>]*>", "", title)
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", plain)
    if not any(word[0].islower() for word in words):
        return True
    small = [word.casefold() for word in words]
    own, others = (sum(word in known for word in small) for known in (_ENGLISH, _OTHERS))
    if own != others:
        return own > others
    english = lexicon("en")
    return english.is_empty or 2 * sum(bool(english.count(word.replace("’", "'"))) for word in small) >= len(small)

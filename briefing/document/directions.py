"""Scripts and the directions in which they run: which script a character is of, and whether words begin on the right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

_BACKWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
RIGHT_TO_LEFT = re.compile(f"[{_BACKWARD}\u200f\u202b\u202e\u2067]")
"""A character of Arabic, Hebrew, Syriac, Thaana, N'Ko and the other scripts in the blocks that Unicode keeps for this direction, or a mark
of this direction."""
_LANGUAGES = frozenset(
    (
        "apc",
        "ar",
        "arc",
        "ary",
        "bal",
        "bgn",
        "bqi",
        "brh",
        "ckb",
        "dv",
        "fa",
        "glk",
        "he",
        "iw",
        "ji",
        "ks",
        "lrc",
        "mzn",
        "nqo",
        "ps",
        "rhg",
        "sd",
        "sdh",
        "skr",
        "syr",
        "trw",
        "ug",
        "ur",
        "yi",
    )
)
"""Languages that are written from right to left (CLDR, `characterOrder`)."""
_SCRIPTS_OF_TAGS = frozenset(["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"])
BACKWARD, FORWARD = "und-Arab", "und-Latn"
"""Tags of languages that are not known, where only the direction is."""
_NAMES = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
"""Names of scripts that Unicode calls otherwise than people do."""


def script(character: str) -> str:
    """Return the name of the script of a character, such as `Arabic`."""
    name = unicodedata.name(character, "unknown").split()[0]
    return _NAMES.get(name, name.capitalize())


@cache
def unspaced() -> re.Pattern[str]:
    """Return what finds a character of a script without spaces between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer."""
    return re.compile(
        "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
    )


@cache
def syllables() -> re.Pattern[str]:
    """Return what finds a Korean syllable, or a sign between Ethiopic words: a line may end after it, but better at a space."""
    return re.compile("[\u1100-\u11ff\u1360-\u1368\ua960-\ua97f\uac00-\ud7ff]")


@cache
def _upright() -> re.Pattern[str]:
    return re.compile(
        f"[{_BACKWARD}\u0900-\u109f\u10a0-\u10ff\u1100-\u11ff\u1200-\u139f\u1780-\u17ff\u2d00-\u2ddf\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff"
        "\uff00-\uffef\U00020000-\U0003ffff]"
    )


def is_upright(text: str) -> bool:
    """Say whether a text has letters of a script without italics: what is emphasised in it is bold."""
    return not text.isascii() and _upright().search(text) is not None


def has_backward(text: str) -> bool:
    """Say whether a text has characters of a script that runs from right to left."""
    return not text.isascii() and RIGHT_TO_LEFT.search(text) is not None


@lru_cache(1_000)
def runs_backward(language: str) -> bool:
    """Say whether a language, given as its tag in BCP 47, is written from right to left."""
    first, *others = language.split("-")
    named = [each.title() for each in others if len(each) == 4 and each.isalpha()]
    return named[0] in _SCRIPTS_OF_TAGS if named else first.lower() in _LANGUAGES


def is_backward(texts: Iterable[str], *, otherwise: bool) -> bool:
    """Say whether words that stand together begin on the right: most of their letters decide; `otherwise` is the answer where none do."""
    every = [*texts]
    backward = sum(len(RIGHT_TO_LEFT.findall(text)) for text in every if not text.isascii())
    letters = sum(map(_forward, every))
    return otherwise if backward == letters else backward > letters


def _forward(text: str) -> int:
    """Return how many letters run from left to right."""
    if text.isascii():
        return sum(map(str.isalpha, text))
    return sum(unicodedata.bidirectional(each) == "L" for each in text)

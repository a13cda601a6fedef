"""Languages as bibliographies name them, as BCP 47 tags."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from briefing.languages import is_known, is_tag

_NAMES_IN = ("en", "de", "fr", "es", "it", "ru")
"""Languages in which names of languages are read."""
_OF_TEX = {
    "ngerman": "de", "naustrian": "de-AT", "austrian": "de-AT", "nswissgerman": "de-CH", "swissgerman": "de-CH", "american": "en-US",
    "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB", "canadian": "en-CA", "australian": "en-AU", "newzealand": "en-NZ",
    "francais": "fr", "brazilian": "pt-BR", "brazil": "pt-BR", "portuges": "pt", "magyar": "hu", "bahasa": "id", "farsi": "fa",
    "mexican": "es-MX",
}  # fmt: skip
"""Names of languages in LaTeX that are not their names in English (babel, polyglossia)."""
_SCRIPTS = {
    "ARABIC": "ar", "HEBREW": "he", "GREEK": "el", "CYRILLIC": "ru", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CJK": "zh",
    "THAI": "th", "ETHIOPIC": "am", "GEORGIAN": "ka", "ARMENIAN": "hy", "DEVANAGARI": "hi",
}  # fmt: skip
"""The language that is usually meant by a script."""


def tag(text: str) -> str:
    """Return a language as a tag: `en_US`, `eng`, `English`, `ngerman`, `Deutsch`; empty if it is not known."""
    name = text.strip().lower().split(";")[0].split(",")[0].strip()
    code = text.strip().replace("_", "-")
    if is_tag(code) and is_known(code):
        return code
    bare = re.sub(r"\s*\(.*\)$", "", name)
    return _OF_TEX.get(bare) or _of_three_letters(bare) or _names().get(bare, "")


def tag_of_letters(title: str) -> str:
    """Return the language that is usual for the letters of a title; empty for Latin letters."""
    letters = [unicodedata.name(each, "").split()[0] for each in title if each.isalpha()]
    found = [_SCRIPTS.get(name.split("-")[0], "") for name in letters]
    if not letters or sum(map(bool, found)) * 2 < len(letters):
        return ""
    return "ja" if "ja" in found else max(set(filter(None, found)), key=found.count)


def _of_three_letters(name: str) -> str:
    if not re.fullmatch("[a-z]{3}", name):
        return ""
    import babel.core

    found = babel.core.get_global("language_aliases").get(name, "")
    return found if found and is_known(found) else ""


@cache
def _names() -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for language in reversed(_NAMES_IN):
        locale = Locale(language)
        found |= {str(name).lower(): code.replace("_", "-") for code, name in locale.languages.items() if len(code) == 2}
        found.update({str(Locale(code).display_name or "").lower(): code for code in _NAMES_IN})
    return found

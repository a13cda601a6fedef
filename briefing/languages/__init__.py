"""The words that a pack prints by itself: gettext catalogues, one file for each language. Plurals, dates, numbers and lists are CLDR's."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefing.dataclass import dataclass
from briefing.dates import SEASONS, PartialDate
from briefing.languages.po_file import Message, decided, plural_form, read

if TYPE_CHECKING:
    from babel import Locale

ENGLISH = "en"
"""The language of the template, which stands in where another has no text."""
_FOLDER = Path(__file__).resolve().parent
_INTERNATIONAL = "en-001"
"""English without a country: days before months, no comma before `and`."""
_YEARS = frozenset({"year", "first", "last"})
"""Values that are printed without marks between thousands."""


@dataclass(frozen=True)
class Catalogue:
    """The texts of one language."""

    english: Mapping[str, Message]
    """In English, by keys such as `question.minutes`: a text, or its singular and its plural."""
    translated: Mapping[str, Message]
    """In its own language; what it lacks stays English."""
    tag: str
    """The language and its region, whose way to write dates, numbers and lists is asked for."""
    code: str
    """The language of the texts."""

    @property
    def locale(self) -> Locale:
        """Return how dates, numbers and lists are written."""
        return _locale(self.tag, self.code)

    def say(self, key: str, **values: object) -> str:
        """Return a text with its values put in; `count` decides the form, and numbers and dates are printed as the language has them.

        Raises:
            KeyError: No text has this key: a mistake of ours.
        """
        english, own = self.english[key].english, self.translated.get(key)
        forms, plural = english, "n != 1"
        if own and own.forms and own.english == english:
            forms, plural = own.forms, plural_form(self.translated[""])
        text = forms[decided(plural, int(str(values["count"])))] if len(english) > 1 else forms[0]
        return text.format(**{name: self._shown(name, value) for name, value in values.items()})

    def texts(self, prefix: str) -> dict[str, str]:
        """Return the texts whose keys begin in one way, by the rest of their keys; the names in braces are still in them."""
        found = {}
        for key, message in self.english.items():
            if key.startswith(prefix):
                own = self.translated.get(key)
                is_there = own is not None and own.forms and own.english == message.english
                found[key.removeprefix(prefix)] = own.forms[0] if own and is_there else message.english[0]
        return found

    def _shown(self, name: str, value: object) -> object:
        if isinstance(value, PartialDate):
            return self.date(value)
        return self.number(value) if isinstance(value, int) and name not in _YEARS else value

    def number(self, number: int) -> str:
        """Return a whole number with marks between its thousands."""
        from babel.numbers import format_decimal

        return _printable(format_decimal(number, locale=self.locale))

    def decimal(self, number: float, decimals: int | None = None) -> str:
        """Return a number with marks between its thousands, the sign for minus, and as many decimals as it has, or as are asked for."""
        from babel.numbers import format_decimal

        exact = Decimal(repr(abs(number)))
        if decimals is None:
            shown = format_decimal(exact.normalize(), locale=self.locale, decimal_quantization=False)
        else:
            exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
            pattern = re.sub(r"\..*", f".{'0' * decimals}" if decimals else "", self.locale.decimal_formats[None].pattern)
            shown = format_decimal(exact, pattern, locale=self.locale)
        return f"{'−' if number < 0 and exact else ''}{_printable(shown)}"

    def share(self, share: float) -> str:
        """Return a share of 1 in percent, with one decimal."""
        from babel.numbers import format_percent

        return _printable(format_percent(share, self.locale.percent_formats[None].pattern.replace("0", "0.0"), self.locale))

    def date(self, date: PartialDate | None) -> str:
        """Return a date as printed, as exactly as it is known: `24 February 2022`, `about 2022`, `no date`."""
        from babel.dates import format_date, format_skeleton

        if date is None:
            return self.say("date.none")
        if date.end:
            parts = [self.date(dataclasses.replace(each, inferred=False, end=None)) for each in (date, date.end)]
            text = (" – " if any(" " in part for part in parts) else "–").join(parts)
        elif date.season:
            text = self.say(f"date.{SEASONS[date.season - 1]}", year=date.year)
        elif date.year < 1:
            text = f"{1 - date.year} {self.locale.eras['abbreviated'][0]}"
        elif date.day:
            text = format_date(date.first, "long", self.locale)
        else:
            text = format_skeleton("yMMMM", date.first, locale=self.locale) if date.month else self.say("date.year", year=date.year)
        return self.say("date.inferred", date=_printable(text)) if date.inferred else _printable(text)

    def day_of_month(self, month: int, day: int) -> str:
        """Return a day without its year, `24 февраля`; nothing where the month has no such day."""
        from babel.dates import format_skeleton

        first = dt.date(2000, month, 1) + dt.timedelta(days=day - 1)
        return _printable(format_skeleton("MMMMd", first, locale=self.locale)) if first.month == month else ""

    def month(self, month: int, width: Literal["wide", "abbreviated"] = "wide") -> str:
        """Return the name of a month that stands alone: `февраль`, `февр.`."""
        from babel.dates import get_month_names

        return str(get_month_names(width, "stand-alone", self.locale)[month])

    def month_of_year(self, year: int, month: int) -> str:
        """Return a month with its year as short as possible: `Feb 2022`."""
        from babel.dates import format_skeleton

        return _printable(format_skeleton("yMMM", dt.date(year, month, 1), locale=self.locale))

    def language(self, tag: str) -> str:
        """Return the name of a language, such as `Kazakh`, with a capital letter; the tag itself for one that CLDR does not know."""
        name = str(self.locale.languages.get(tag.partition("-")[0].lower(), tag))
        return name[:1].upper() + name[1:]

    def joined(self, items: Sequence[str]) -> str:
        """Return `one`, `one and two`, `one, two and three`."""
        from babel.lists import format_list

        return format_list(items, locale=self.locale)

    @property
    def quotes(self) -> str:
        """Return the four quotation marks: outer opening and closing, inner opening and closing."""
        return self.say("quotes")


def _printable(text: str) -> str:
    """Put the no-break space that every typeface has in the place of the narrow one, which few have."""
    return text.replace("\u202f", "\u00a0")


def is_tag(text: str) -> bool:
    """Say whether a text has the form of a language tag (BCP 47), such as `en` or `kk-KZ`."""
    return bool(re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text))


@cache
def is_known(tag: str) -> bool:
    """Say whether CLDR knows the language of a tag, and the script and the region that it names."""
    if _has_conventions(tag):
        return True
    from babel import Locale

    names = Locale(ENGLISH)
    language, *parts = tag.split("-")
    known = [language in names.languages]
    for part in parts:
        if len(part) == 4 and part.isalpha():
            known.append(part.title() in names.scripts)
        elif (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdecimal()):
            known.append(part.upper() in names.territories)
    return all(known)


def _has_conventions(tag: str) -> bool:
    """Say whether Babel has a file of a language in its region. To look at the names of all languages and regions takes long."""
    spec = find_spec("babel")
    if spec is None or spec.origin is None:
        return False
    return (Path(spec.origin).parent / "locale-data" / f"{tag.replace('-', '_')}.dat").is_file()


def available() -> list[str]:
    """Return the codes of the languages that have texts."""
    return sorted([ENGLISH, *(path.stem for path in _FOLDER.glob("*.po"))])


def closest(tag: str) -> str:
    """Return the code of the texts for a language: its own, that of the language without its region, else English."""
    parts = tag.split("-")
    wider = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((code for code in wider if code in available()), ENGLISH)


def has_texts(tag: str) -> bool:
    """Say whether there are texts in a language, so that none has to be in English instead."""
    return closest(tag) != ENGLISH or tag.split("-")[0] == ENGLISH


@cache
def catalogue(tag: str) -> Catalogue:
    """Return the texts for a language, and how dates and numbers are written in it and its region."""
    code = closest(tag)
    return Catalogue(_english(), _translated(code), tag if has_texts(tag) else ENGLISH, code)


@cache
def _english() -> Mapping[str, Message]:
    return read(_FOLDER / "messages.pot")


@cache
def _translated(code: str) -> Mapping[str, Message]:
    return {} if code == ENGLISH else read(_FOLDER / f"{code}.po")


@cache
def _locale(tag: str, code: str) -> Locale:
    """Return the conventions of a region where CLDR has them, else those of its language, else those of English."""
    from babel import Locale, UnknownLocaleError

    for each in (_INTERNATIONAL if tag == ENGLISH else tag, code):
        try:
            return Locale.parse(each, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_INTERNATIONAL, sep="-")


def same_language(one: str, other: str) -> bool:
    """Say whether one tag is the other or a wider form of it: `en` and `en-GB` (BCP 47, RFC 4647, section 3.3.1)."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return f"{long}-".startswith(f"{short}-")

"""Dates as bibliographies have them, in the form of a record: `2021-03-04`, `2021/2023`, `2021-22`, `44 BC`, `1920~`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from briefing.dates import parse_of_work
from briefing.errors import WrongValueError

_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "ru", "pl")
"""Languages whose names of months are read."""
_SEASONS = {"spring": 1, "summer": 2, "fall": 3, "autumn": 3, "winter": 4}
_CIRCA = re.compile(r"^\[?(?:c\.|ca\.?|circa|approx\.?|около|um|vers)\s*(?=\d)|[~?%]+\]?$|^\[(?=\d)|\]$", re.IGNORECASE)
_BEFORE = re.compile(r"(\d{1,5})\s*(?:BCE?|B\.\s?C\.(?:\s?E\.)?|до н\.\s?э\.|v\.\s?Chr\.)", re.IGNORECASE)
_SPAN = re.compile(r"\s*(?:--|–|—|/|\bto\b)\s*|(?<=\d{4})-(?=\d{4}$)")
_SECONDS = re.compile(r"(?<=\d)[T ]\d\d?:\d\d.*$")


def read(value: Any) -> str:
    """Return a date in the form of a record; empty if it cannot be read."""
    text = _from_parts(value) if isinstance(value, Mapping) else _from_text(str(value))
    try:
        parse_of_work(text)
    except WrongValueError:
        return ""
    return text


def words(value: Any) -> str:
    """Return in words what a bibliography says of a date."""
    if not isinstance(value, Mapping):
        return str(value)
    spans = value.get("date-parts")
    parts = ["/".join("-".join(map(str, part)) for part in spans if isinstance(part, Sequence))] if isinstance(spans, list) else []
    return ", ".join([*filter(None, parts), *(f"{key} {each}" for key, each in value.items() if key != "date-parts")])


def _from_parts(value: Mapping[str, Any]) -> str:
    """Read a date of CSL-JSON. It counts years before our era without a year 0: -44 is 44 BC."""
    for name in ("literal", "raw", "edtf"):
        if isinstance(value.get(name), str) and not value.get("date-parts"):
            return _from_text(value[name])
    stated = str(value.get("season", "")).lower()
    season = _SEASONS.get(stated) or (int(stated) if re.fullmatch(r"[1-4]|2[1-4]", stated) else 0)
    spans = [each for each in value.get("date-parts") or [] if isinstance(each, list) and any(each)]
    try:
        found = [_edtf([int(part) for part in each if str(part).strip()], season % 20) for each in spans[:2]]
    except ValueError:
        return ""
    circa = "~" if value.get("circa") and str(value["circa"]).lower() not in ("false", "0") else ""
    return "/".join(found) + circa


def _edtf(parts: Sequence[int], season: int = 0) -> str:
    year, month, day = (*parts, 0, 0)[:3]
    if 13 <= month <= 16 or 21 <= month <= 24:
        season, month = (month - 12, 0) if month <= 16 else (month - 20, 0)
    if year < 0 and not month and not season:
        return f"{-year} BC"
    shown = f"{year:04}" if year > 0 else f"-{abs(year + 1):04}"
    if season and not month:
        return f"{shown}-{20 + season}"
    return "-".join([shown, *(f"{part:02}" for part in (month, day if month else 0) if part)])


def _from_text(text: str) -> str:
    text = " ".join(_SECONDS.sub("", text.strip()).split())
    bare = _CIRCA.sub("", _CIRCA.sub("", text)).strip()
    circa = "~" if bare != text else ""
    bare = re.sub(r"/\s*(?:open|unknown|\.\.)?\s*$", "", bare) if re.match(r"-?\d{4}(?:-\d\d)*/", bare) else bare
    if whole := _one(bare):
        return whole + circa
    ends = _SPAN.split(bare)
    if len(ends) == 2 and all(ends):
        first, last = ends
        year = re.search(r"\d{4}", last)
        if year and not re.search(r"\d{4}", first):
            first = f"{first} {year[0]}"  # Jan–Feb 2020
        elif re.fullmatch(r"\d{1,2}", last) and re.fullmatch(r"\d{4}", first):
            last = first[: 4 - len(last)] + last  # 2019–20
        if (begin := _one(first)) and (end := _one(last)):
            return f"{begin}/{end}{circa}"
    return ""


def _one(text: str) -> str:
    """Read one end of a date."""
    if match := re.fullmatch(r"(-?\d{4})(?:[-/.](\d{0,2})(?:[-/.](\d{0,2}))?)?", text) or re.fullmatch(
        r"(\d{4})/(\d{0,2})/(\d{0,2})/(.*)", text
    ):
        return _joined(*(part or "" for part in match.groups()))
    if match := re.fullmatch(r"(1\d{3}|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", text):
        return _joined(*match.groups())
    if match := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text):
        return _joined(match[3], match[2], match[1])
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        first, second = int(match[1]), int(match[2])  # in America the month is first: only one order may be possible
        return _joined(
            match[3], *((match[1], match[2]) if second > 12 else (match[2], match[1]) if first > 12 or first == second else ("", ""))
        )
    if match := re.fullmatch(r"(\d{1,2})/(\d{4})", text):
        return _joined(match[2], match[1])
    if match := _BEFORE.fullmatch(text):
        return f"{int(match[1])} BC"
    if re.fullmatch(r"\d{3}", text):
        return f"0{text}"
    return _with_words(text)


def _with_words(text: str) -> str:
    """Read `4 March 2021`, `March 4, 2021`, `mar 2021`, `Spring 2021`."""
    tokens = re.findall(r"\d+|[^\W\d_]+", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:г|de|of)\b", " ", text, flags=re.IGNORECASE))
    years = [token for token in tokens if re.fullmatch(r"\d{4}", token)]
    days = [token for token in tokens if re.fullmatch(r"\d{1,2}", token)]
    names = [token.lower() for token in tokens if not token.isdigit()]
    if len(years) != 1 or len(names) != 1 or len(days) > 1:
        return ""
    if names[0] in _SEASONS and not days:
        return f"{years[0]}-{20 + _SEASONS[names[0]]}"
    month = _months().get(names[0]) or _months().get(names[0][:3] if len(names[0]) > 3 and names[0].isascii() else "")
    return _joined(years[0], str(month), *days) if month else ""


def _joined(year: str, month: str = "", day: str = "", more: str = "") -> str:
    parts = [int(month or 0), int(day or 0)]
    if more.strip() and not parts[0]:
        return _with_words(f"{more} {year}") or ""
    shown = [year, *(f"{part:02}" for part in (parts if parts[0] else []) if part)]
    return "-".join(shown)


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names

    found: dict[str, int] = {}
    for language in reversed(_LANGUAGES):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                found |= {str(name).lower().rstrip("."): number for number, name in get_month_names(width, context, language).items()}
    return found | {"sept": 9}

"""Where the text of a PDF appeared, as the lines of its first page say: journal, volume, issue, pages, publisher, date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.originals.readers import publication

_DASH = "[-–—]"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_PAGES = rf"(?:pp?\.?\s*|pages?\s+|S\.\s*|С\.\s*)?(?P<page>[e\d]\d*(?:\s*{_DASH}\s*\d+)?)"
_JOURNAL = r"(?P<journal>[^\W\d_][^\d;|]{3,90}?)"
_ISSUE = r"(?:,?\s*(?:no\.?|number|issue|iss\.)\s*(?P<issue>[\d–-]+))"
_CITED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Water Law Review, Vol. 12, No. 3 (Summer, 1987), pp. 201-224
        rf"(?:source:\s*)?{_JOURNAL},?\s+vol(?:ume)?\.?\s*(?P<volume>\d+){_ISSUE}?,?\s*\(?(?:[^()\d]*\b)?{_YEAR}\)?(?:,?\s*{_PAGES})?",
        # Water Policy 24 (2021) 113–139
        rf"{_JOURNAL},?\s+(?P<volume>\d{{1,4}})(?:\s*\((?P<issue>\d{{1,3}})\)|,?\s*no\.\s*(?P<number>\d{{1,3}}))?,?\s*\({_YEAR}\)[,:]?\s*{_PAGES}",
        # Int J Water Law (2019) 7:113–139
        rf"{_JOURNAL}\s+\({_YEAR}\)\s+(?P<volume>\d{{1,4}})(?:\((?P<issue>\d{{1,3}})\))?:\s*{_PAGES}",
        # Water Politics Quarterly 14 (2), 113–139 · © 2021
        rf"{_JOURNAL},?\s+(?P<volume>\d{{1,4}})\s*\((?P<issue>\d{{1,3}})\),?\s*{_PAGES}(?:\D+{_YEAR})?",
        # Water 2023, 15, 2201
        rf"{_JOURNAL}\s+{_YEAR},\s*(?P<volume>\d{{1,4}})(?:\((?P<issue>\d{{1,3}})\))?,\s*{_PAGES}",
    )
)
_AFTER_TITLE = re.compile(
    rf"[,.]?\s*{_JOURNAL},\s*(?P<volume>\d{{1,4}}):(?P<issue>\d{{1,3}}),\s*{_PAGES}",
)
"""Behind a title that is cited: Central Asian Survey, 36:4, 490-513."""
_LABEL = re.compile(r"(?:citation|to cite this|cite this article|how to cite)", re.IGNORECASE)
_NO_JOURNAL = re.compile(
    r"©|https?:|www\.|@|\b(?:received|accepted|published|table|figure|copyright|downloaded|doi|et al)\b", re.IGNORECASE
)
_PUBLISHER = re.compile(r"published by:?\s+(?P<publisher>[^\d.]{4,80})\.?", re.IGNORECASE)
_STABLE = re.compile(r"stable url:\s*(?P<address>https?://\S+)", re.IGNORECASE)
_MONTHS = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
)
_MONTH = {name: number for names in _MONTHS for number, name in enumerate(names.split(), 1)} | {
    name[:3]: number for number, name in enumerate(_MONTHS[0].split(), 1)
}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DATES = (
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?P<month>{_NAMES})\.?,?\s+{_YEAR}", re.IGNORECASE),
    re.compile(rf"(?P<month>{_NAMES})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}", re.IGNORECASE),
    re.compile(rf"(?P<month>{_NAMES})\.?,?\s+{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)"),
    re.compile(_YEAR),
)
_BESIDE_DATE = re.compile(
    r"(?:[^\W\d_][\w.’' -]{2,40},\s+|[^\W\d_]+\s)?@\s*(?:г\.)?|(?:date|datum|published|issued|distributed|distr\.?)?:?\s*@"
    r"|.{2,60}(?:\||·|•|,\s|\s[–—-]\s)\s*@|@\s*(?:\||·|•)\s*.{2,60}",
    re.IGNORECASE,
)
"""What may be in the line of a date, which is @: a place, a number of a report."""


def where(texts: Sequence[str], title: str) -> tuple[dict[str, str], str]:
    """Return where a text appeared, by the names of CSL, and the year that is said there.

    Args:
        texts: The lines of the first page.
        title: The title of the text.
    """
    found: dict[str, str] = {}
    year = ""
    parts = (part for text in texts for part in (re.split(r"(?<=[^\W\d_]{2})\.\s+", text) if _LABEL.match(text) else [text]))
    for text in parts:
        match = next((match for pattern in _CITED if (match := pattern.match(text))), None)
        if match and not _NO_JOURNAL.search(match["journal"]):
            found, year = _fields(match.groupdict()), match.groupdict().get("year") or ""
            break
    whole = " ".join(texts)
    if not found and title and (place := whole.find(title, whole.lower().find("cite this"))) > 0:
        match = _AFTER_TITLE.match(whole[place + len(title) :])
        found = _fields(match.groupdict()) if match else {}
    if match := next(filter(None, map(_PUBLISHER.match, texts)), None):
        found["publisher"] = match["publisher"].strip()
    if match := _STABLE.search(whole):
        found["URL"] = match["address"]
    if licence := publication.spdx(whole):
        found["license"] = licence
    return found, year


def _fields(parts: dict[str, str | None]) -> dict[str, str]:
    named = {
        "type": "article-journal",
        "container-title": (parts.get("journal") or "").strip(" ,.:"),
        "volume": parts.get("volume") or "",
        "issue": parts.get("issue") or parts.get("number") or "",
        "page": re.sub(rf"\s*{_DASH}\s*", "-", parts.get("page") or ""),
    }
    return {key: text for key, text in named.items() if text}


def date_alone(text: str) -> str:
    """Return the date of a line that has nothing else but a place or the number of a report, as in ISO 8601; empty if there is none."""
    match = next(filter(None, (pattern.search(text) for pattern in _DATES)), None)
    is_alone = match and _BESIDE_DATE.fullmatch((text[: match.start()] + "@" + text[match.end() :]).strip())
    return _iso(match) if match and is_alone else ""


def first_date(text: str) -> str:
    """Return the most exact date in a text, as in ISO 8601; empty if it has none."""
    match = next(filter(None, (pattern.search(text) for pattern in _DATES)), None)
    return _iso(match) if match else ""


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = parts.get("month") or ""
    number = int(month) if month.isdigit() else _MONTH.get(month.lower(), 0)
    day = int(parts.get("day") or 0)
    if number > 12 or day > 31:
        return ""
    return "-".join([parts["year"], *([f"{number:02}"] if number else []), *([f"{day:02}"] if day else [])])

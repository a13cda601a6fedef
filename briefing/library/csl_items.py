"""Sources as items of CSL-JSON 1.0.2."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

from briefing.dates import PartialDate
from briefing.library.bibliographic import UNDERSCORED, Item, Name
from briefing.library.sources import Source
from briefing.library.titles import as_csl


def item(source: Source) -> dict[str, Any]:
    """Return a source as an item of CSL-JSON."""
    fields: dict[str, Any] = {"id": source.id, "type": source.type, "title": as_csl(source.title), "language": source.language}
    for name, key in _variables():
        if value := getattr(source, name):
            fields[key] = _value(value)
    return {key: value for key, value in fields.items() if value}


@cache
def _variables() -> tuple[tuple[str, str], ...]:
    """Return the names of the fields of a record, each with its name in CSL."""
    return tuple((field.name, variable(field.name)) for field in dataclasses.fields(Item))


def variable(field: str) -> str:
    """Return the name of a field of a record in CSL."""
    return field if field in UNDERSCORED else field.replace("_", "-")


def _value(value: Any) -> Any:
    """Return the value of a field in the form of CSL-JSON."""
    match value:
        case PartialDate():
            return _date(value)
        case tuple():
            return [_name(name) for name in value]
        case str():
            return as_csl(value)
    return value


def _name(name: Name) -> dict[str, Any]:
    parts = dataclasses.asdict(name)
    return {key.replace("_", "-"): part for key, part in parts.items() if part}


def _date(date: PartialDate) -> dict[str, Any]:
    """Return a date. CSL counts years before our era without a year 0: -44 is 44 BC."""
    ends = [each for each in (date, date.end) if each]
    by_code = len(ends) > 1  # a span has one season for both ends, or the codes of EDTF in the place of months
    spans = [[each.year if each.year > 0 else each.year - 1, *filter(None, (_month(each, by_code=by_code), each.day))] for each in ends]
    season = {"season": date.season} if date.season and not by_code else {}
    return {"date-parts": spans, **season, **({"circa": True} if date.inferred else {})}


def _month(date: PartialDate, *, by_code: bool) -> int:
    return 20 + date.season if by_code and date.season else date.month

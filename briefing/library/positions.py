"""Places on the globe, as people write them: `51.18 N, 71.43 E`, as an encyclopaedia does (42°51′11″N 74°50′47″E), or 51.18, 71.43."""

from __future__ import annotations

import re
from typing import Annotated

from briefing.dataclass import PlainValidator
from briefing.errors import WrongValueError
from briefing.system.patterns import pattern

_PART = pattern(
    r"\s*(?P<degrees>[-−+]?\d{1,3}(?:\.\d+)?)\s*°?\s*"
    r"(?:(?P<minutes>\d{1,2}(?:\.\d+)?)\s*['′’]\s*)?"
    r"""(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*(?:["″”]|'')\s*)?"""
    r"(?P<side>[NSEW]?)\s*"
)
_HINT = 'Write the latitude, then the longitude: "51.18 N, 71.43 E".'


def position(value: object) -> tuple[float, float]:
    """Read a place, as longitude and latitude.

    Raises:
        WrongValueError: It is none.
    """
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    found = _two(text[:80])
    if found is None:
        raise WrongValueError(f"'{text[:80]}' is not a place on the globe", _HINT)
    (latitude, one), (longitude, other) = found
    if one in "EW" and other in "NS" and one and other:
        latitude, longitude = longitude, latitude
    elif (one and one in "EW") or (other and other in "NS"):
        raise WrongValueError(f"'{text}' is not a place on the globe", _HINT)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        what = f"'{text}' is not a place on the globe: a latitude is 90 at most, a longitude 180"
        raise WrongValueError(what, _HINT)
    return longitude, latitude


def _two(text: str) -> tuple[tuple[float, str], tuple[float, str]] | None:
    """Return two angles, each with its side."""
    first = _PART.match(text)
    if not first:
        return None
    rest = text[first.end() :]
    second = _PART.fullmatch(rest.removeprefix(","))
    if not second or not (rest.startswith(",") or first["side"]):
        return None
    return _angle(first), _angle(second)


def _angle(found: re.Match[str]) -> tuple[float, str]:
    degrees = float(found["degrees"].replace("−", "-"))
    part = float(found["minutes"] or 0) / 60 + float(found["seconds"] or 0) / 3600
    angle = degrees + part if degrees >= 0 else degrees - part
    return (-angle if found["side"] in ("S", "W") and found["side"] else angle), found["side"]


Position = Annotated[tuple[float, float], PlainValidator(position, json_schema_input_type=str | tuple[float, float])]
"""A place on the globe."""

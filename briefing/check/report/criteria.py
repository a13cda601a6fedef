"""The success criteria of WCAG 2.1 and the dates in the law, read from data files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pydantic import TypeAdapter

from briefing.dataclass import dataclass
from briefing.files.reading import read_yaml

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Criterion:
    """A success criterion: what a person has to try, why every pack meets it, or why it does not apply to packs."""

    id: str
    name: str
    level: str
    try_: str = ""
    made: str = ""
    none: str = ""

    @property
    def title(self) -> str:
        """Return the number, the name and the level, as the guidelines write them."""
        return f"{self.id} {self.name} ({self.level})"


@dataclass(frozen=True)
class Date:
    """A day from which a law asks for accessible material."""

    where: str
    who: str
    day: dt.date
    what: str
    source: str
    url: str


@dataclass(frozen=True)
class Law:
    """Dates of the law, and when they were read."""

    read: dt.date
    dates: tuple[Date, ...]


def criteria() -> tuple[Criterion, ...]:
    """Return all criteria of the levels A and AA."""
    data = read_yaml(_HERE / "criteria.yaml", "criteria.yaml").data["criteria"]
    plain = [{("try_" if key == "try" else key): str(value) for key, value in dict(each).items()} for each in data]
    return TypeAdapter(tuple[Criterion, ...]).validate_python(plain)


def law() -> Law:
    """Return the dates of the law."""
    data = read_yaml(_HERE / "law.yaml", "law.yaml").data
    dates = [{("day" if key == "from" else key): str(value) for key, value in dict(each).items()} for each in data["dates"]]
    return TypeAdapter(Law).validate_python({"read": str(data["read"]), "dates": dates})

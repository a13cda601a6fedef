"""What a library asks of its own texts: citations, answers, lengths. It is in `seeds/rules.yaml`; without the file nothing is asked."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Annotated

from briefing.dataclass import PlainValidator, model
from briefing.dataclass import dataclass as plain_dataclass
from briefing.dates import PartialDate
from briefing.errors import WrongValueError, shown_path
from briefing.files.reading import read_yaml
from briefing.files.validation import validate


@plain_dataclass(frozen=True, slots=True)
class Length:
    """How many words a text should have, citations not counted."""

    least: int
    most: int


def _length(value: object) -> Length:
    match = re.fullmatch(r"(\d{1,5})\s*[-–]\s*(\d{1,5})", str(value).strip())
    if not match or int(match[1]) > int(match[2]):
        raise WrongValueError(f"'{value}' is not a length: write the fewest and the most words, such as 40-100")
    return Length(int(match[1]), int(match[2]))


@plain_dataclass(frozen=True, slots=True)
class Age:
    """How old something may be."""

    months: int

    def allows(self, date: PartialDate, day: dt.date) -> bool:
        """Say whether something of this date is not too old on a day. Of a month or a year, the last day counts."""
        last = date.last
        passed = (day.year - last.year) * 12 + day.month - last.month
        return passed < self.months or (passed == self.months and day.day <= last.day)

    def __str__(self) -> str:
        """Return `18 months` or `3 years`."""
        count, unit = (self.months // 12, "year") if self.months % 12 == 0 else (self.months, "month")
        return f"{count} {unit}{'' if count == 1 else 's'}"


def _age(value: object) -> Age:
    match = re.fullmatch(r"([1-9]\d{0,2})\s*(month|year)s?", str(value).strip())
    if not match:
        raise WrongValueError(f"'{value}' is not an age: write months or years, such as 18 months or 3 years")
    return Age(int(match[1]) * (12 if match[2] == "year" else 1))


AgeField = Annotated[Age, PlainValidator(_age, json_schema_input_type=str)]
LengthField = Annotated[Length, PlainValidator(_length, json_schema_input_type=str)]


@model(frozen=True)
class Rules:
    """The rules that a library sets for its texts. None stops a build: `briefing check` tells where one is broken."""

    citations: bool = False
    """Whether each paragraph of a country, an actor and an answer has to cite something."""
    answers: bool = False
    """Whether each question has to have an answer."""
    objectives: bool = False
    """Whether each question has to say what students learn from it."""
    readings: bool = False
    """Whether each question has to name an excerpt to read."""
    abbreviations: bool = False
    """Whether each abbreviation of four letters and more has to be explained by an actor."""
    facts: AgeField | None = None
    """How old a fact or a membership may be on the date of the newest pack: `2 years`. A record with a newer update is left alone."""
    sources: AgeField | None = None
    """How much older than a pack its newest source or update may be: `18 months`."""
    passage: LengthField | None = None
    """How many words the passage of an excerpt should have: `40-120`."""
    digest: LengthField | None = None
    """How many words a digest should have, citations not counted."""
    country: LengthField | None = None
    """How many words the text of a country should have."""
    summary: LengthField | None = None
    """How many words the one line of an actor should have."""
    entry: LengthField | None = None
    """How many words the longer text of an actor should have."""


def load(folder: Path, base: Path) -> Rules:
    """Read the rules of a library, or none.

    Args:
        folder: The folder `seeds`.
        base: Paths in messages are relative to it.

    Raises:
        BriefingError: The file is wrong.
    """
    path = folder / "rules.yaml"
    if not path.exists():
        return Rules()
    origin = read_yaml(path, shown_path(path, base))
    return validate(origin, origin.data, Rules)

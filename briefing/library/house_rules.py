"""What a library asks of its own texts: citations, answers, lengths. It is in `seeds/rules.yaml`; without the file nothing is asked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from briefing.dataclass import PlainValidator, model
from briefing.dataclass import dataclass as plain_dataclass
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

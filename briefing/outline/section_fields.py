"""The types of the settings that sections have: what people may write in a setting, and how it is read."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from briefing.dataclass import AfterValidator, BeforeValidator, Limits
from briefing.document import page_labels
from briefing.errors import WrongValueError
from briefing.library import Level
from briefing.markup.picture_widths import measured
from briefing.outline.length_limits import budget, span, time_or_span


def one_or_many(value: object) -> object:
    """Turn a text with commas, such as `kz, tj`, into a list: parameters are put in as text."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


Keys = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
"""A list of ids, written as a list or as text with commas."""
Levels = Annotated[tuple[Level, ...], BeforeValidator(one_or_many)]
Span = Annotated[str, AfterValidator(span)]
"""How long each excerpt or question may be: `at most 10`, `at least 5` or `5-10`."""
TimeOrSpan = Annotated[
    str, BeforeValidator(time_or_span, json_schema_input_type=int | str), Limits(pattern=r"^(?:\d{1,3}|\D.*|\d+\s*[-–].*)?$")
]
"""How long the section takes in class, in minutes: `45`; or which questions it has, by their own minutes: `at most 10`."""
Budget = Annotated[str, AfterValidator(budget)]
"""How long all of them may be together: `50 minutes` or `600 words`. The first ones that fit are taken; 0 means no limit."""
GROWING = -1
"""Stands for a number of lines: as many as fit into the free space of a handout."""
LEAST_LINES = 2
"""The least number of lines in a space that grows with the free space of a handout."""


def _lines(value: object) -> object:
    """Read a number of lines, or `fill`."""
    if isinstance(value, int) and value < 0:
        raise WrongValueError(f"'{value}' is less than 0", "Write a number from 0 to 60, or 'fill' for as many lines as fit on a handout.")
    return GROWING if value == "fill" else value


Lines = Annotated[int, BeforeValidator(_lines, json_schema_input_type=int | Literal["fill"]), Limits(ge=GROWING, le=60)]
"""A number of ruled lines to write on, or `fill` for as many as fit on the handout."""
NameKind = Literal["actors", "countries", "authors", "words"]
Edition = Literal["student", "teacher"]
"""Who may see something: `student` means everyone, `teacher` means only the teacher."""
Minutes = Annotated[int, Limits(ge=0, le=600)]


def _clock(value: object) -> str:
    """Read a time of day, `9:00` or `14:30`."""
    match = re.fullmatch(r"\s*(\d{1,2}):(\d\d)\s*", value) if isinstance(value, str) else None
    if value == "" or (match and int(match[1]) < 24 and int(match[2]) < 60):
        return f"{int(match[1])}:{match[2]}" if match else ""
    raise WrongValueError(f"'{value}' is not a time of day", "Write hours and minutes with a colon: 9:00 or 14:30.")


Clock = Annotated[str, BeforeValidator(_clock, json_schema_input_type=str)]
"""A time of day, such as `9:00`."""


Updates = Literal["yes", "dates", "no"]
"""Whether to print what has changed since something was written; `dates` prints only when, where a section lists all changes."""


def _about(value: object) -> object:
    """Read `true` as `yes`, and `false` as `no`."""
    return {True: "yes", "true": "yes", False: "no", "false": "no"}.get(value, value) if isinstance(value, bool | str) else value


About = Annotated[Literal["yes", "read", "no"], BeforeValidator(_about, json_schema_input_type=Literal["yes", "read", "no"])]
"""Of which sources a list says who wrote them and why: of all, or only of those that are `read` in the pack."""


def _share(value: str) -> str:
    """Refuse a width that is no share, or that leaves no room for words."""
    if value and not (re.fullmatch(r"[0-9]{2,3}%", value) and 30 <= int(value[:-1]) <= 100):
        raise WrongValueError(f"'{value}' is not a width for a map", "Write a share from 30% to 100%.")
    return value


def _width(value: str) -> str:
    """Refuse a width that is none."""
    measured(value)
    return value


def _some_pages(value: object) -> str:
    """Check a list of pages such as `3-17`."""
    try:
        page_labels.read(str(value))
    except ValueError:
        raise WrongValueError(f"'{value}' is not a list of pages", "Write 3-17, or 3-5, 9, as they are numbered in the copy.") from None
    return str(value)


SomePages = Annotated[str, BeforeValidator(_some_pages, json_schema_input_type=int | str)]
"""Pages of a source, such as `113-120`."""
Share = Annotated[str, AfterValidator(_share)]
"""A share of the room from 30% to 100%."""
Width = Annotated[str, AfterValidator(_width)]
"""A share of the column, such as `60%`, or a length, such as `8cm`."""
NameKinds = Annotated[tuple[NameKind, ...], BeforeValidator(one_or_many)]

"""The parameters of an outline, which users set, and reading their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

from briefing.dataclass import model
from briefing.dates import PartialDate, parse
from briefing.document.breaks import without_unseen
from briefing.errors import WrongValueError, choice_of, nearest
from briefing.library import LEVELS, Library
from briefing.library.country_names import country_id
from briefing.outline.section_fields import one_or_many

Value = str | int | bool | PartialDate | tuple[str, ...]
"""A value of a parameter."""


@model(frozen=True)
class Parameter:
    """A parameter, which users set with `--set NAME=VALUE`."""

    type: Literal["text", "integer", "yes-no", "date", "choice", "country", "countries", "level"]
    """What the value is."""
    help: str
    """What it is for. Lists of outlines show it."""
    default: Any
    """The value if none is set."""
    choices: tuple[str, ...] = ()
    """The possible values of a parameter of type `choice`."""
    minimum: int | None = None
    """The least value of an integer."""
    maximum: int | None = None
    """The greatest value of an integer."""


def country_names(name: str, value: Value, parameter: Parameter, library: Library) -> dict[str, Value]:
    """Return the names of the countries in a parameter as another value, for titles: `{{ country_name }}` for `{{ country }}`."""
    if parameter.type == "country":
        return {f"{name}_name": library.countries[str(value)].name}
    if parameter.type == "countries":
        return {f"{name}_name": ", ".join(library.countries[key].name for key in cast(tuple[str, ...], value))}
    return {}


def read_value(parameter: Parameter, given: Any, library: Library) -> Value:
    """Read a value of a parameter.

    Raises:
        WrongValueError: The parameter cannot have this value. The message is the end of a sentence that begins with the parameter's name.
    """
    match parameter.type:
        case "text":
            return _text(given)
        case "integer":
            return _integer(parameter, given)
        case "yes-no":
            return _yes_no(given)
        case "date":
            return _date(given)
        case "choice":
            return _one_of(_text(given), parameter.choices)
        case "level":
            return _one_of(_text(given), LEVELS)
        case "country":
            return _country(_text(given), library)
        case "countries":
            parts = given if isinstance(given, list) else cast(tuple[str, ...], one_or_many(_text(given)))
            return tuple(_country(str(part), library) for part in parts)


def _country(given: str, library: Library) -> str:
    return country_id(given, library.countries) or _one_of(given, library.countries)


def _text(given: Any) -> str:
    if isinstance(given, Mapping):
        raise WrongValueError("must be words, not settings", "Put the words in quotation marks.")
    parts = given if isinstance(given, list | tuple) else [given]
    text = " ".join(without_unseen(", ".join(map(_written, parts))).split())
    if any(ord(character) < 32 for character in text):
        raise WrongValueError("has a character that cannot be printed", "Write plain text.")
    return text


def _written(given: Any) -> str:
    """Return a value of the file as text, as the user would write it after `--set`."""
    if given is None:
        return ""
    return str(given).lower() if isinstance(given, bool) else str(given)


def _integer(parameter: Parameter, given: Any) -> int:
    try:
        number = int(str(given))
    except ValueError:
        raise WrongValueError(f"must be a whole number, not '{given}'", "Write digits only.") from None
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        limits = [f"at least {low}" if low is not None else "", f"at most {high}" if high is not None else ""]
        raise WrongValueError(f"must be {' and '.join(filter(None, limits))}, not {number}", "Write a number within these limits.")
    return number


def _yes_no(given: Any) -> bool:
    words = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
    if str(given).lower() not in words:
        raise WrongValueError(f"must be yes or no, not '{given}'", "Write yes or no.")
    return words[str(given).lower()]


def _date(given: Any) -> PartialDate:
    try:
        return parse(given)
    except WrongValueError as error:
        raise WrongValueError(f"has a wrong value: {error.message}", error.hint) from None


def _one_of(given: str, known: Any) -> str:
    if given not in known:
        otherwise = choice_of(known) if known else "There is nothing to choose from."
        raise WrongValueError(f"cannot be '{given}'", nearest(given, known, otherwise))
    return given

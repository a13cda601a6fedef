"""Replacing parameters in the texts and conditions of an outline (`{{ name }}`, `when:`), in Jinja2's sandbox."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.dates import PartialDate
from briefing.errors import Problem, nearest
from briefing.files.origin import Location, Origin
from briefing.files.places import named
from briefing.languages import ENGLISH, Catalogue, catalogue
from briefing.outline.parameters import Value


@cache
def _environment(language: str) -> ImmutableSandboxedEnvironment:
    finalize = partial(_printed, catalogue(language))
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, finalize=finalize)
    environment.globals.clear()
    return environment


def _language(origin: Origin) -> str:
    """Return the language in which an outline prints dates: the language that it names, else English."""
    return str(origin.data.get("language") or ENGLISH) if isinstance(origin.data, Mapping) else ENGLISH


def _printed(words: Catalogue, value: Any) -> Any:
    if isinstance(value, PartialDate):
        return words.date(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    return value


_PLAIN_NODES = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Tuple, nodes.List),
    *(nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.CondExpr),
)
"""The nodes of Jinja2 that are allowed in `{{ … }}`: names, values and comparisons, but no arithmetic, calls or attributes.

So an expression can neither run for long nor read anything else.
"""
_LONGEST = 20_000
"""The greatest length of a text with `{{ … }}` in it, in characters."""
_TOO_LONG = f"a text with {{{{ name }}}} in it can have at most {_LONGEST:,} characters"


def rendered(origin: Origin, text: str, location: Location, values: Mapping[str, Value], problems: list[Problem]) -> str:
    """Return a text with each `{{ name }}` replaced. Add a problem to `problems` if something cannot be replaced."""
    is_condition = location[-1] == "when"
    unknown = None
    hint = "Write yes, no or a comparison, such as level == 'apply'." if is_condition else "Write {{ name }} with the name of a parameter."
    try:
        if len(text) > _LONGEST:
            raise TemplateSyntaxError(_TOO_LONG, 1)
        environment = _environment(_language(origin))
        parsed = environment.parse(text)
        if not all(isinstance(node, _PLAIN_NODES) for node in (parsed, *parsed.find_all(nodes.Node))):
            raise TemplateSyntaxError(_ONLY_NAMES, 1)
        return environment.from_string(parsed).render(values)
    except TemplateError as error:
        unknown = re.search(r"'(\w+)' is undefined", str(error.message))
        message = f"there is no parameter '{unknown[1]}'" if unknown else _jinja_words(str(error.message), is_condition=is_condition)
        hint = (nearest(unknown[1], values) or "Declare it under 'params:'.") if unknown else hint
        if unknown and unknown[1] == "date" and location[0] == "running":
            hint = "Add a line such as 'date: 2024-05-14' to the outline."
    except TypeError:
        message = "this compares two things of different types, such as words and a number"
    except RecursionError:
        message = "this is nested too deeply"
    inside = re.search(rf"{{{{[^}}]*\b(?={unknown[1]}\b)", text) if unknown else None
    begin = inside.end() if inside else max(text.find("{{"), 0)
    problems.append(origin.text_problem(location, text, named(message, text, begin) or begin, message, hint))
    return ""


_ONLY_NAMES = "only the name of a parameter or a comparison is allowed here"


def _jinja_words(message: str, *, is_condition: bool) -> str:
    """Return an error message of Jinja2 in plain words."""
    if message == _TOO_LONG:
        return message
    if message == _ONLY_NAMES or "nknown tag" in message:
        return _ONLY_NAMES
    if is_condition:
        return "this condition cannot be read"
    if "unexpected end of template" in message or "end of print statement" in message:
        return "a {{ is not closed, or has more than one name after it"
    return "the text between {{ and }} cannot be read"


def is_wanted(origin: Origin, condition: Any, location: Location, values: Mapping[str, Value], problems: list[Problem]) -> bool:
    """Return whether a condition (`when:`) is true."""
    if isinstance(condition, bool):
        return condition
    text = str(condition).strip()
    if text.lower() in {"yes", "no", "true", "false"}:
        return text.lower() in {"yes", "true"}
    expression = text.removeprefix("{{").removesuffix("}}").strip()
    return rendered(origin, "{{ 'yes' if (" + expression + ") else 'no' }}", location, values, problems) == "yes"

"""Writing the first version of an outline that extends another. Comments in it show everything that the user can set and change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.outline.parameters import Parameter
from briefing.outline.templates import Template
from briefing.outline.tree import Tree, grow

_HEADINGS = ("title", "subtitle", "kicker", "byline", "date")


def beginning(name: str, base: Template, settings: Mapping[str, str]) -> str:
    """Return the text of an outline that extends another.

    Args:
        name: The id of the new outline.
        base: The outline to extend.
        settings: Values of its parameters.
    """
    return "\n".join(
        (
            f"# {name} extends '{base.id}': what changes there changes here, too. Build it with 'briefing build {name}'.",
            "# With '--edition both' you also get the teacher's edition: it has answers, notes and run sheets.",
            "# A line that begins with # is a remark. Delete the '# ' to make the line count.",
            f"extends: {base.id}",
            "",
            *_headings(base),
            *_parameters(base, settings),
            *_sections(base),
            *_CHANGES.format(first=_first(base)).splitlines(),
            "",
        )
    )


def sections(template: Template) -> list[tuple[int, str, str, str]]:
    """Return the sections of an outline: for each, how many sections are around it, its id, its title and its kind."""
    tree = Tree(grow(template.origin, template.origin.data.get("sections")))
    settings = ((depth, node.id, node.data) for depth, node in tree.walk() if isinstance(node.data, Mapping))
    return [(depth, identity, str(data.get("title", "")), str(data.get("use", ""))) for depth, identity, data in settings]


def _headings(base: Template) -> Iterator[str]:
    found = {key: base.origin.data[key] for key in _HEADINGS if base.origin.data.get(key)}
    if found:
        yield f"# The title page of '{base.id}':"
        yield from (f"# {key}: {_scalar(value)}" for key, value in found.items())
        yield ""


def _parameters(base: Template, settings: Mapping[str, str]) -> Iterator[str]:
    if not base.params:
        return
    yield f"# The parameters of '{base.id}'."
    yield "set:"
    for name, parameter in base.params.items():
        yield f"  # {' '.join(parameter.help.split())} {_allowed(parameter)}"
        value = _scalar(settings.get(name, parameter.default))
        yield f"  {name}: {value}" if name in settings else f"  # {name}: {value}"
    yield ""


def _allowed(parameter: Parameter) -> str:
    """Return the possible values of a parameter in words, in brackets."""
    match parameter.type:
        case "choice":
            return f"({', '.join(parameter.choices)})"
        case "integer" if parameter.minimum is not None and parameter.maximum is not None:
            return f"(a whole number, {parameter.minimum} to {parameter.maximum})"
        case "integer":
            return "(a whole number)"
        case "yes-no":
            return "(yes or no)"
        case "country":
            return "(a code of two letters)"
        case "countries":
            return "(codes of two letters: [kz, kg])"
        case "level":
            return "(a level of questions: analyse)"
        case "date":
            return "(2022, 2022-02 or 2022-02-24)"
        case "text":
            return "(text)"


def _scalar(value: Any) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_scalar, value))}]"
    text = " ".join(str("" if value is None else value).split())
    if re.fullmatch(r"[^\W_][\w .’–/()-]*", text) and text == text.strip():
        return text
    return json.dumps(text, ensure_ascii=False)


def _sections(base: Template) -> Iterator[str]:
    rows = [(f"{'  ' * depth}{identity}", title or f"({use})") for depth, identity, title, use in sections(base)]
    width = max((len(identity) for identity, _ in rows), default=0)
    yield f"# The sections of '{base.id}': the id of each, and its title."
    yield from (f"#   {identity:{width}}  {title}" for identity, title in rows)
    yield ""


def _first(base: Template) -> str:
    return next((identity for _, identity, _, _ in sections(base)), "ID")


_CHANGES = """\
# How to change the sections, by their ids:
# drop: [{first}]           # leave sections out
# change:                         # change settings of a section
#   {first}:
#     title: Another title
# replace:                        # write your own section instead
#   {first}:
#     use: text
#     title: My introduction
#     text: Words of your own.
# add:                            # add a section, before: or after: another
# - after: {first}
#   section:
#     use: text
#     title: My reading
#     text: Words of your own.
# move:                           # move a section, before: or after: another
# - {{id: ID, before: {first}}}

# Look and language:
# paper: letter                   # or a4
# language: ru                    # for the pack's own words, such as Contents; for the library: content-language: en
# theme:
#   base: policy                  # or academic
#   colours: {{accent: "#7a1020"}}  # in quotation marks
#   logo: {{file: images/logo.png, alt: Name of the university}}   # a file of this workspace"""

"""The parameters of kinds of handouts: those that a kind declares, and those that its texts print without declaring them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from briefing.handout.heads import ORGANISATIONS
from briefing.outline import Parameter, Template
from briefing.outline.section_fields import one_or_many

FILLED = frozenset(
    {
        "certificate_dated",
        "certificate_signed",
        "certificate_took_part",
        "title",
        "kicker",
        "notes",
        "sources",
        "lines",
        "country",
        "questions",
        "excerpts",
        "compared",
        "actors",
    }
)
"""The parameters that are filled in from the pack, and by `--lines`."""
PEOPLE = "people of the roster"
"""Under this name, which no parameter can have, go the names for a list: one on each line, with the group behind a tab."""
OF_PERSON = frozenset({"name", "group"})
"""The parameters that are filled in from the roster, and nobody need declare."""
_DOTS = "…………………"
"""What stands for a name on sheets for everybody: people write on it."""
_UNDECLARED = {
    "name": Parameter(type="text", help="The name of the person.", default=_DOTS),
    "group": Parameter(type="text", help="The group of the person.", default=_DOTS),
    "place": Parameter(type="text", help="Where the pack is used.", default=_DOTS),
}


def printed(data: Any) -> frozenset[str]:
    """Return the names in the `{{ … }}` of all texts, but for those that `for:` sets."""
    texts = list(_texts(data))
    turns = {found[1] for key, text in texts if key == "for" and (found := re.match(r"\s*(\w+)\s+in\s", text))}
    return frozenset(name for _, text in texts for part in re.findall(r"\{\{(.*?)\}\}", text) for name in _NAME.findall(part)) - turns


_NAME = re.compile(r"(?<!['\"\w])[A-Za-z_]\w*")


def _texts(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, Mapping):
        for inner, value in data.items():
            yield from _texts(value, str(inner))
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value, key)
    elif isinstance(data, str):
        yield key, data


def declared(template: Template, of_pack: Mapping[str, Parameter]) -> Template:
    """Return a kind in which the parameters are declared that its texts print: of the person, the place, and those of the pack.

    Args:
        template: The kind.
        of_pack: The parameters of the outline of the pack.
    """
    known = {**_UNDECLARED, **of_pack, **{name: _UNDECLARED[name] for name in OF_PERSON}}
    used = printed(template.origin.data)
    lacking = {name: each for name, each in known.items() if name not in FILLED | template.params.keys()}
    more = {name: each for name, each in lacking.items() if name in used or f"{name}_name" in used}
    return replace(template, params={**template.params, **more})


def columns_of_lists(template: Template) -> list[str]:
    """Return the headings of the columns of a list of people: `ORGANISATIONS` where the kind names none."""
    sections = template.origin.data.get("sections")
    given = [one_or_many(each.get("columns")) for each in sections or () if isinstance(each, Mapping) and each.get("use") == "people"]
    named = [head for each in given if isinstance(each, list | tuple) for head in each if isinstance(head, str)]
    return [head for head in named if head == " ".join(head.split())] if any(given) else list(ORGANISATIONS)


def own(template: Template) -> frozenset[str]:
    """Return the parameters of a kind that a column or `--set` can set."""
    return frozenset(template.params) - FILLED

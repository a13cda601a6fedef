"""What people may write into a file, in words: each setting with what it can be. Made from the same models as the JSON Schemas."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, nearest
from briefing.files.other_words import KINDS, MEANT
from briefing.verbs.views.text_forms import ABOUT, FORMS, WHERE
from briefing.workspace.schema import schema

_WIDTH = 80
"""Columns of a table."""


@dataclass(frozen=True, slots=True)
class Key:
    """A setting."""

    name: str
    required: bool
    values: str
    """What it can be, in words: `a whole number`, `yes or no`, `page or block`."""
    about: str
    default: str = ""
    """Its value if it is not written; empty if it has none."""
    inside: tuple[Key, ...] = ()
    """The settings below it."""


@dataclass(frozen=True, slots=True)
class Table:
    """The settings of a kind of file, or of a kind of section."""

    name: str
    where: str
    """The file, or the line with which a section begins."""
    about: str
    keys: tuple[Key, ...]


_FILES = {
    "outline": "templates/ID.yaml",
    "source": "seeds/sources/ID.md",
    "excerpt": "seeds/excerpts/ID.md",
    "country": "seeds/countries/ID.md",
    "actor": "seeds/actors/ID.md",
    "question": "seeds/questions/ID.md",
    "figure": "seeds/figures/ID.md",
    "map": "seeds/maps/ID.md",
    "event": "seeds/events.yaml",
    "rules": "seeds/rules.yaml",
}
_BESIDE = {"theme": "templates/theme.yaml, or 'theme:' in an outline", "handout": "'handout:' in templates/handouts/ID.yaml"}
"""Parts of an outline that have tables of their own."""
_MARKDOWN = "markdown"
"""The table of the forms of texts. They are no settings, but people look for them in the same place."""
_DEEP = frozenset({"sections", "add", "replace", "change", *_BESIDE})
"""Settings of an outline whose insides are in other tables."""


@cache
def tables() -> Mapping[str, Table]:
    """Return all tables, by their names: kinds of file, parts of an outline, kinds of section."""
    found: dict[str, Table] = {}
    for name, where in _FILES.items():
        whole = schema("events" if name == "event" else name)  # type: ignore[arg-type]
        part = whole.get("items", whole)
        keys = _keys(part, whole)
        if name == "outline":
            for inner, place in _BESIDE.items():
                key = next(key for key in keys if key.name == inner)
                found[inner] = Table(inner, place, key.about, key.inside)
            keys = tuple(replace(key, inside=()) if key.name in _DEEP else key for key in keys)
            for section in _sections(whole):
                found[section.name] = section
        found[name] = Table(name, where, part.get("description", "") or whole.get("description", ""), keys)
    found[_MARKDOWN] = Table(
        _MARKDOWN, WHERE, ABOUT, tuple(Key(form, required=False, values=what, about=more) for form, what, more in FORMS)
    )
    return found


def named(word: str) -> tuple[Table, ...]:
    """Return what a word names: a table; each table that has a setting of this name, with this setting alone; or what else it means.

    Raises:
        BriefingError: Nobody knows the word.
    """
    every = tables()
    plain = word.lower().replace("_", "-").replace(" ", "-")
    found = (every[word],) if word in every else _with_setting(word)
    if not found and plain in KINDS:
        found = (every[KINDS[plain]],)
    for choice in MEANT.get(plain, ()):
        outer, _, inner = choice.partition(": ")
        if outer == "file":
            return (every[inner],)
        found += (every[inner],) if outer == "use" else _with_setting(inner or outer, only=outer if inner else "") or _with_setting(outer)
    if not found:
        known = {*every, *KINDS, *MEANT, *(key.name for table in every.values() for key in _all(table.keys))}
        hint = nearest(word, known, "'briefing keys' lists what there is.")
        raise BriefingError([Problem("", 0, f"nothing is called '{word}'", hint)], "")
    return tuple(dict.fromkeys(found))


def _with_setting(name: str, only: str = "") -> tuple[Table, ...]:
    """Return each table that has a setting of this name, with this setting alone."""
    chosen = [
        (table, tuple(key for key in _all(table.keys) if key.name == name)) for table in tables().values() if only in ("", table.name)
    ]
    return tuple(replace(table, keys=keys[:1]) for table, keys in chosen if keys)


def _all(keys: tuple[Key, ...]) -> Iterator[Key]:
    for key in keys:
        yield key
        yield from _all(key.inside)


def _sections(whole: Mapping[str, Any]) -> Iterator[Table]:
    for part in whole["$defs"].values():
        use = part.get("properties", {}).get("use", {}).get("const")
        if use:
            keys = tuple(key for key in _keys(part, whole) if key.name != "use")
            yield Table(use, f"- use: {use}", part.get("description", ""), keys)


# ── what a schema says, in words ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _keys(part: Mapping[str, Any], whole: Mapping[str, Any], depth: int = 0) -> tuple[Key, ...]:
    required = set(part.get("required", ())) | set(part.get("then", {}).get("required", ()))
    properties = part.get("properties", {})
    ordered = sorted(properties, key=lambda name: name not in required)
    return tuple(_key(name, properties[name], name in required, whole, depth) for name in ordered)


def _key(name: str, node: Mapping[str, Any], required: bool, whole: Mapping[str, Any], depth: int) -> Key:
    values, inner = _values(node, whole)
    default = node.get("default")
    shown = "" if default in (None, "", [], {}, False) or isinstance(default, dict) else _shown(default)
    inside = _keys(inner, whole, depth + 1) if inner and depth < 3 and name != "sections" else ()
    about = str(node.get("description", "")) or (str(inner.get("description", "")) if inner else "")
    return Key(name, required, values, " ".join(about.split("\n\n")[0].split()), shown, inside)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _values(node: Mapping[str, Any], whole: Mapping[str, Any]) -> tuple[str, Mapping[str, Any] | None]:
    """Return what a value can be, in words, and the schema of the settings below it."""
    if "$ref" in node:
        part = whole["$defs"][str(node["$ref"]).rsplit("/", 1)[-1]]
        return ("settings", part) if "properties" in part else ("section", None) if "discriminator" in part else _values(part, whole)
    choices = [choice for choice in node.get("anyOf", ()) if choice.get("type") != "null" and "\\{" not in str(choice.get("pattern", ""))]
    if "discriminator" in node:
        return "section", None
    choices = [choice for choice in choices if choice.get("enum") != ["yes", "no", "on", "off"]]
    if choices:
        found = [_values(choice, whole) for choice in choices]
        words = list(dict.fromkeys(word for word, _ in found))
        if any(word.startswith("list of") for word in words):
            words = [word for word in words if word != "text"]
        return " or ".join(words), next((inner for _, inner in found if inner), None)
    if "enum" in node:
        return " | ".join(str(each) for each in node["enum"] if each != ""), None
    if "const" in node:
        return str(node["const"]), None
    kind = node.get("type")
    if kind == "array":
        word, inner = _values(node.get("items", {}), whole)
        return f"list of {word}", inner
    if kind == "object":
        inner = node.get("additionalProperties")
        found_inner = _values(inner, whole)[1] if isinstance(inner, Mapping) else None
        return "settings by name", found_inner
    if isinstance(kind, list) and kind[0] == "number":  # which may be written as text; a text may be a number, too
        return "number", None
    plain = {"boolean": "yes | no", "integer": "whole number", "number": "number"}
    return plain.get(str(kind), "text" if kind == "string" or (isinstance(kind, list) and "string" in kind) else "number"), None


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def lines(table: Table) -> Iterator[str]:
    """Yield a table as lines of at most 80 columns. `*` marks what may not be missing."""
    yield f"{table.name}: {table.where}"
    yield from textwrap.wrap(" ".join(table.about.split()), _WIDTH)
    yield ""
    yield from _lines(table.keys, "  ")
    if any(key.required for key in _all(table.keys)):
        yield "\n* may not be missing (below another setting: if that is there)"


def _lines(keys: tuple[Key, ...], indent: str) -> Iterator[str]:
    for key in keys:
        head = f"{indent}{key.name}{'*' if key.required else ''}: {key.values}"
        yield from textwrap.wrap(head, _WIDTH, subsequent_indent=f"{indent}  ", break_on_hyphens=False)
        about = f"{key.about}{f' Default: {key.default}.' if key.default and 'Default' not in key.about else ''}"
        yield from textwrap.wrap(about, _WIDTH, initial_indent=f"{indent}    ", subsequent_indent=f"{indent}    ", break_on_hyphens=False)
        yield from _lines(key.inside, f"{indent}      ")


def index() -> Iterator[str]:
    """Yield the names of all tables, with what each is for."""
    every = tables()
    files = [*_FILES, *_BESIDE, _MARKDOWN]
    yield "Files and parts of files:"
    yield from (f"  {name:12} {every[name].where}" for name in files)
    yield "\nKinds of section in an outline ('- use: KIND'):"
    for name in every:
        if name not in files:
            about = textwrap.shorten(" ".join(every[name].about.split()), _WIDTH - 15, placeholder=" …")
            yield f"  {name:12} {about}"

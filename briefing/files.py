"""One file to one model, or the lines that are wrong. Knows YAML, front matter and pydantic; knows no subject."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from briefing.errors import BriefingError, Problem, nearest

Model = TypeVar("Model")
Location = tuple[int | str, ...]

LARGEST = 2_000_000
"""Bytes that a file of a library may have; more is a mistake or an attack."""
DEEPEST = 30
"""Levels of nesting that a YAML file may have."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its settings as plain data and, for Markdown, its text."""

    name: str
    """The path as the user knows it."""
    data: Any
    """What YAML gives; keeps the line of each key."""
    first: int
    """The line on which the YAML begins."""
    text: str = ""
    """What follows the front matter."""
    text_line: int = 1
    """The line on which it begins."""

    def line(self, location: Location = ()) -> int:
        """Return the line of a key or of an item, or of the nearest thing above it that has one."""
        node, line = self.data, self.first
        for step in location:
            marks = getattr(node, "lc", None)
            try:
                position = marks.key(step) if isinstance(node, Mapping) else marks.item(step)  # type: ignore[union-attr]
                node = node[step]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
            line = self.first + int(position[0])
        return line


def read_text(path: Path, name: str) -> str:
    """Return the text of a UTF-8 file.

    Raises:
        BriefingError: It is missing, unreadable, too large or not UTF-8.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise BriefingError(
                [Problem(name, 0, f"the file is larger than {LARGEST // 1_000_000} MB", "Split it, or check that it is the right file.")]
            )
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BriefingError([Problem(name, line, "the file is not UTF-8 text", "Save it as UTF-8 in your editor.")]) from None
    except OSError as error:
        raise BriefingError([Problem(name, 0, f"the file cannot be read: {error.strerror}")]) from None


def read_yaml(path: Path, name: str) -> Source:
    """Read a YAML file.

    Raises:
        BriefingError: It cannot be read, or it is not YAML.
    """
    return Source(name, _load(read_text(path, name), name, 1), 1)


def read_markdown(path: Path, name: str) -> Source:
    """Read a Markdown file, with front matter between two lines of `---` or without any.

    Raises:
        BriefingError: It cannot be read, or its front matter is not YAML.
    """
    text = read_text(path, name)
    if not text.startswith("---\n"):
        return Source(name, {}, 1, text)
    end = re.search(r"^---[ \t]*$", text[4:], re.MULTILINE)
    if not end:
        raise BriefingError(
            [Problem(name, 1, "the settings at the top are not closed", "Write a line of --- between the settings and the text.")]
        )
    head, body = text[4 : 4 + end.start()], text[4 + end.end() :].removeprefix("\n")
    return Source(name, _load(head, name, 2), 2, body, text[: 4 + end.end()].count("\n") + 2)


def _load(text: str, name: str, first: int) -> Any:
    yaml = YAML(typ="rt")
    yaml.allow_duplicate_keys = False
    try:
        _refuse_aliases(text, name, first)
        data = yaml.load(text)
    except DuplicateKeyError as error:
        mark = error.problem_mark
        key = re.search(r'duplicate key "(.*?)"', str(error.problem))
        raise BriefingError(
            [Problem(name, first + mark.line if mark else first, f"'{key[1] if key else 'a key'}' is set twice", "Keep one of the two.")]
        ) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first + mark.line if mark else first
        raise BriefingError([Problem(name, line, f"this is not YAML: {_plain_words(error)}", _yaml_hint(text, line - first))]) from None
    except (YAMLError, RecursionError, ValueError) as error:
        raise BriefingError([Problem(name, first, f"this is not YAML: {error}".split("\n")[0])]) from None
    return {} if data is None else data


def _refuse_aliases(text: str, name: str, first: int) -> None:
    """Anchors and aliases can make a small file unfold into a huge one, and no file of ours needs them."""
    for number, line in enumerate(text.split("\n")):
        if re.match(r"\s*(?:- |[\w-]+: )+[&*]\w", line):
            raise BriefingError(
                [
                    Problem(
                        name,
                        first + number,
                        "YAML anchors and aliases (& and *) are not read here",
                        "Put a value that begins with & or * in quotation marks.",
                    )
                ]
            )
        if len(line) - len(line.lstrip()) > DEEPEST * 8 or line.count("[") + line.count("{") > DEEPEST * 10:
            raise BriefingError([Problem(name, first + number, "this is nested too deeply")])


def _plain_words(error: MarkedYAMLError) -> str:
    text = str(error.problem or error.context or "it cannot be read")
    return {
        "mapping values are not allowed here": "there is a second ': ' in one line",
        "could not find expected ':'": "a key has no ':' after it",
        "found character '\\t' that cannot start any token": "there is a tab where spaces belong",
    }.get(text, text)


def _yaml_hint(text: str, index: int) -> str:
    lines = text.split("\n")
    line = lines[index].strip() if 0 <= index < len(lines) else ""
    if line.count(": ") > 1:
        return "Put the value in quotation marks, because it holds ': '."
    if line.count('"') % 2:
        return "A quotation mark is not closed."
    return "Indent with spaces, write 'key: value', and put values with special characters in quotation marks."


def validate(source: Source, data: Any, adapter: TypeAdapter[Model], location: Location = ()) -> Model:
    """Turn plain data into a model.

    Args:
        source: The file that the data is from.
        data: The whole data of the file or a part of it.
        adapter: The model.
        location: Where the part stands in the file.

    Raises:
        BriefingError: One problem for each thing that is wrong, with its line and the nearest valid name.
    """
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        raise BriefingError(_problem(source, data, location, each, adapter) for each in error.errors()) from None


def _problem(source: Source, data: Any, location: Location, error: Mapping[str, Any], adapter: TypeAdapter[Any]) -> Problem:
    inside = tuple(step for step in error["loc"] if not (isinstance(step, str) and step.startswith(("function-", "tagged-union"))))
    place = _known_part(data, inside)
    line = source.line(location + place)
    field = _field_name(inside)
    kind, context = error["type"], error.get("ctx", {})
    given = error.get("input")
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        return Problem(source.name, line, f"unknown setting '{inside[-1]}'", nearest(str(inside[-1]), _known_keys(adapter, error["loc"])))
    if kind in {"missing", "missing_argument"}:
        return Problem(source.name, line, f"'{inside[-1]}' is missing", f"Add a line '{inside[-1]}: …'.")
    if kind in {"literal_error", "enum"}:
        known = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        return Problem(
            source.name, line, f"'{given}' is not a value for '{field}'", nearest(str(given), known) or f"Known: {', '.join(known)}."
        )
    if kind == "union_tag_invalid":
        known = re.findall(r"'([^']+)'", str(context.get("expected_tags", "")))
        tag = context.get("tag", "")
        return Problem(
            source.name, source.line((*location, *place, "use")), f"there is no kind of section '{tag}'", nearest(str(tag), known)
        )
    if kind == "union_tag_not_found":
        return Problem(source.name, line, "a section does not say of what kind it is", "Add a line 'use: …' to it.")
    message = str(error["msg"]).removeprefix("Value error, ")
    if kind == "value_error":
        return Problem(source.name, line, f"{field}: {message}" if field else message)
    return Problem(source.name, line, f"'{field}' {_expected(kind, message)}, not {_shown(given)}" if field else _expected(kind, message))


def _known_part(data: Any, location: Location) -> Location:
    """Drop the steps that pydantic adds (names of union members) and that the file does not have."""
    found: list[int | str] = []
    node = data
    for step in location:
        if (isinstance(node, Mapping) and step in node) or (isinstance(node, list) and isinstance(step, int) and step < len(node)):
            node = node[step]
            found.append(step)
    return tuple(found)


def _field_name(location: Location) -> str:
    return next((str(step) for step in reversed(location) if isinstance(step, str)), "")


def _known_keys(adapter: TypeAdapter[Any], location: Location) -> list[str]:
    """Return the keys that a model knows beside the last one of `location`, by way of its JSON Schema."""
    schema = adapter.json_schema()
    node: dict[str, Any] = schema
    for step in location[:-1]:
        node = _resolve(schema, node)
        if isinstance(step, int):
            node = node.get("items", {})
        elif step in node.get("properties", {}):
            node = node["properties"][step]
        else:
            node = {"$ref": node.get("discriminator", {}).get("mapping", {}).get(step, "#")}
    return list(_resolve(schema, node).get("properties", {}))


def _resolve(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node or "anyOf" in node:
        if "anyOf" in node:
            node = next((each for each in node["anyOf"] if each.get("type") != "null"), {})
        elif node["$ref"] == "#":
            return schema
        else:
            node = schema["$defs"][str(node["$ref"]).rsplit("/", 1)[-1]]
    return node


def _expected(kind: str, message: str) -> str:
    words = {
        "string_type": "must be text",
        "int_type": "must be a whole number",
        "int_parsing": "must be a whole number",
        "bool_type": "must be true or false",
        "bool_parsing": "must be true or false",
        "list_type": "must be a list",
        "tuple_type": "must be a list",
        "dict_type": "must be settings of its own",
        "dataclass_type": "must be settings of its own",
        "mapping_type": "must be settings of its own",
    }
    return words.get(kind, message[:1].lower() + message[1:])


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "settings"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary file beside `path` to write to; move it to `path` when all went well, else leave `path` as it was.

    Raises:
        BriefingError: The folder cannot be written to, or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        os.close(handle)
    except OSError as error:
        raise BriefingError([_unwritable(path, error)]) from None
    try:
        yield Path(temporary)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        raise BriefingError([_unwritable(path, error)]) from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem(path.as_posix(), 0, f"this file cannot be written: {error.strerror}", "Choose another folder with -o, or make room.")


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def collect(problems: list[Problem], read: Callable[[], Model]) -> Model | None:
    """Call `read`; where it fails, keep its problems for later and return None."""
    try:
        return read()
    except BriefingError as error:
        problems.extend(error.problems)
        return None

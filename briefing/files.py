"""One file read and written: YAML and front matter, with the line and the column of each setting. Knows no subject."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString
from ruamel.yaml.tokens import AliasToken, AnchorToken, DirectiveToken, TagToken

from briefing.errors import BriefingError, Problem
from briefing.places import beginning_of, line_and_column, written
from briefing.yaml_words import fault

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
    whole: str = field(default="", repr=False)
    """The file as it was read."""
    parts: Mapping[Location, tuple[Source, Location]] = field(default_factory=dict)
    """Where data comes from that was put together from several places: the file and the place in it, by the place here."""

    def home(self, location: Location) -> tuple[Source, Location]:
        """Return the file in which a piece of the data stands, and its place in that file. Ask that file for the line."""
        for end in range(len(location), -1, -1):
            if location[:end] in self.parts:
                source, place = self.parts[location[:end]]
                return source.home((*place, *location[end:]))
        return self, location

    def line(self, location: Location = ()) -> int:
        """Return the line of a key or of an item, or of the nearest thing above it that has one."""
        return self.position(location)[0]

    def position(self, location: Location, *, of_key: bool = False) -> tuple[int, int]:
        """Return the line of a key or of an item, or of the nearest thing above it that has one, and a column; 0 where none is known.

        The column is that of the value where it begins on the line of its key, else that of the key. Both count from 1.
        """
        node, line, column = self.data, self.first, 0
        for number, step in enumerate(location, 1):
            marks = getattr(node, "lc", None)
            try:
                place = marks.key(step) if isinstance(node, Mapping) else marks.item(step)  # type: ignore[union-attr]
                value = marks.value(step) if isinstance(node, Mapping) else place  # type: ignore[union-attr]
                node = node[step]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
            is_meant = number == len(location) and not of_key and value[0] == place[0]
            line, column = self.first + int(place[0]), int((value if is_meant else place)[1]) + 1
        return line, column

    def problem(
        self, location: Location, message: str, hint: str = "", *, of_key: bool = False, severity: Literal["error", "warning"] = "error"
    ) -> Problem:
        """Return what is wrong with a piece of the data, in the file in which it stands.

        Args:
            location: Where the piece is.
            message: What is wrong.
            hint: What to write instead.
            of_key: Whether its key is meant, not its value.
            severity: Whether it stops anything.
        """
        source, place = self.home(location)
        line, column = source.position(place, of_key=of_key)
        return Problem(source.name, line, message, hint, column, severity=severity)

    def text_problem(
        self,
        location: Location | None,
        text: str,
        offset: int,
        message: str,
        hint: str = "",
        *,
        severity: Literal["error", "warning"] = "error",
    ) -> Problem:
        """Return what is wrong at a place in a text.

        Args:
            location: Where the text stands among the settings; None for the text below them.
            text: The text as it was read.
            offset: The place in it.
            message: What is wrong.
            hint: What to write instead.
            severity: Whether it stops anything.
        """
        source, at = (self, None) if location is None else self.home(location)
        begin, line = source.text_begins(at)
        place = written(source.whole, begin, text, offset)
        if place is not None:
            line, column = line_and_column(source.whole, place)
            return Problem(source.name, line, message, hint, column, severity=severity)
        return Problem(source.name, line + text.count("\n", 0, offset), message, hint, severity=severity)

    def text_begins(self, location: Location | None) -> tuple[int, int]:
        """Return where a text begins in the file, and on which line: below its key where it is written as a block (`|`, `>`)."""
        if location is None:
            leading = self.text[: len(self.text) - len(self.text.lstrip())].count("\n")
            return beginning_of(self.whole, self.text_line), self.text_line + leading
        above, node = None, self.data
        with contextlib.suppress(KeyError, IndexError, TypeError):
            for step in location:
                above, node = node, node[step]
        marks = getattr(above, "lc", None)
        if marks is None or not location:
            return 0, self.line(location)
        row, column = marks.value(location[-1]) if isinstance(above, Mapping) else marks.item(location[-1])
        line = self.first + row
        if isinstance(node, LiteralScalarString | FoldedScalarString):
            return beginning_of(self.whole, line + 1), line + 1
        begin = beginning_of(self.whole, line) + column
        return begin + (self.whole[begin : begin + 1] in ("'", '"')), line


class _Constructor(RoundTripConstructor):
    """Leaves dates as they are written: YAML knows whole days only, and says nothing of the line of a wrong one."""


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: str(node.value))


def leads_out(path: Path, root: Path) -> bool:
    """Say whether a path is a link, or lies below a link, to a place outside of `root`. A link to itself leads nowhere."""
    try:
        return not path.resolve().is_relative_to(root.resolve())
    except RuntimeError:  # what Python before 3.13 makes of a link to itself
        return False


def read_text(path: Path, name: str) -> str:
    """Return the text of a UTF-8 file.

    Raises:
        BriefingError: It is missing, unreadable, too large, not UTF-8, or holds what is no text.
    """
    text = _decoded(path, name)
    control = re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", text)
    if control:
        line, column = text.count("\n", 0, control.start()) + 1, control.start() - text.rfind("\n", 0, control.start())
        what = f"the file holds a character that cannot be printed (U+{ord(control[0]):04X})"
        raise BriefingError([Problem(name, line, what, "Take it out; it may have come along when text was pasted.", column)])
    return text


def _decoded(path: Path, name: str) -> str:
    try:
        status = path.stat()
        if stat.S_ISFIFO(status.st_mode) or stat.S_ISSOCK(status.st_mode) or stat.S_ISCHR(status.st_mode):
            what = "this is a pipe or a device, which would be waited for without end"
            raise BriefingError([Problem(name, 0, what, "Put an ordinary file in its place.")])
        if status.st_size > LARGEST:
            raise BriefingError(
                [Problem(name, 0, f"the file is larger than {LARGEST // 1_000_000} MB", "Split it, or check that it is the right file.")]
            )
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BriefingError([Problem(name, line, "the file is not UTF-8 text", "Save it as UTF-8 in your editor.")]) from None
    except OSError as error:
        raise BriefingError(
            [Problem(name, 0, f"the file cannot be read: {error.strerror}", "Look whether it is still there and may be read.")]
        ) from None


def read_yaml(path: Path, name: str) -> Source:
    """Read a YAML file.

    Raises:
        BriefingError: It cannot be read, or it is not YAML.
    """
    text = read_text(path, name)
    return Source(name, _load(text, name, 1), 1, whole=text)


def read_markdown(path: Path, name: str) -> Source:
    """Read a Markdown file, with front matter between two lines of `---` or without any.

    Raises:
        BriefingError: It cannot be read, or its front matter is not YAML.
    """
    text = re.sub(r"\A---[ \t]+\n", "---\n", read_text(path, name))
    if not text.startswith("---\n"):
        return Source(name, {}, 1, text, whole=text)
    end = re.search(r"^---[ \t]*$", text[4:], re.MULTILINE)
    if not end:
        raise BriefingError(
            [Problem(name, 1, "the settings at the top are not closed", "Write a line of --- between the settings and the text.")]
        )
    head, body = text[4 : 4 + end.start()], text[4 + end.end() :].removeprefix("\n")
    return Source(name, _load(head, name, 2), 2, body, text[: 4 + end.end()].count("\n") + 2, whole=text)


def _load(text: str, name: str, first: int) -> Any:
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    yaml.allow_duplicate_keys = False
    try:
        _refuse_attacks(text, name, first)
        data = yaml.load(text)
    except DuplicateKeyError as error:
        mark = error.problem_mark
        key = re.search(r'duplicate key "(.*?)"', str(error.problem))
        raise BriefingError([_at(name, first, mark, f"'{key[1] if key else 'a key'}' is set twice", "Keep one of the two.")]) from None
    except MarkedYAMLError as error:
        raise BriefingError([fault(error, text, name, first)]) from None
    except RecursionError:
        raise BriefingError([Problem(name, first, "the settings are nested too deeply", _PLAINER)]) from None
    except (YAMLError, ReaderError, ValueError) as error:
        raise BriefingError([Problem(name, first, f"this is not YAML: {error}".split("\n")[0], "Write 'key: value'.")]) from None
    return {} if data is None else data


_PLAINER = "Write them in fewer levels."


def _refuse_attacks(text: str, name: str, first: int) -> None:
    """Refuse what makes a small file unfold into a huge one; no file of ours needs it."""
    for number, line in enumerate(text.split("\n")):
        if len(line) - len(line.lstrip()) > DEEPEST * 8 or line.count("[") + line.count("{") > DEEPEST * 10:
            raise BriefingError([Problem(name, first + number, "the settings are nested too deeply", _PLAINER)])
    if not re.search(r"[&*]\w|!|^%", text, re.MULTILINE):
        return
    for token in YAML(typ="rt").scan(text):
        if isinstance(token, AnchorToken | AliasToken | TagToken | DirectiveToken):
            what = "a value that begins with &, *, ! or % is something else in YAML, and not read here"
            raise BriefingError([_at(name, first, token.start_mark, what, "Put the value in quotation marks.")])


def _at(name: str, first: int, mark: Any, message: str, hint: str) -> Problem:
    return Problem(name, first + mark.line, message, hint, mark.column + 1) if mark else Problem(name, first, message, hint)


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

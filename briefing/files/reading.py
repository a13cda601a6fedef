"""Reading one file: text, YAML, or Markdown with front matter."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefing.errors import BriefingError, Problem, shown_path
from briefing.files.origin import Origin
from briefing.files.places import line_and_column
from briefing.files.yaml_nodes import NotPlain, plain
from briefing.files.yaml_words import UNPRINTABLE, too_deep, unprintable

LARGEST = 2_000_000
"""The largest size of a file of a library, in bytes. A larger file is a mistake or an attack."""
DEEPEST = 30
"""How many levels of nesting a YAML file may have."""
_LONG_NUMBER = re.compile(r"(?<![\w.'\"-])[-+]?(?:[0-9][0-9_]{99,}|0[xob][0-9a-fA-F_]{100,})(?![\w.])")
"""A number with more digits than anything has: Python refuses to read or to write some of them."""


def leads_out(path: Path, root: Path) -> bool:
    """Say whether a path leads outside of `root`, because it or a folder above it is a link. A link to itself does not."""
    whole, above = str(path), str(root)
    if whole.startswith(f"{above}{os.sep}") and f"{os.sep}.." not in whole:
        while len(whole) > len(above) and not os.path.islink(whole):  # noqa: PTH114  # for each file of a library
            whole = os.path.dirname(whole)  # noqa: PTH120
        if whole == above:
            return False
    try:
        return not path.resolve().is_relative_to(root.resolve())
    except RuntimeError:  # Python before 3.13 raises this for a link to itself
        return False


def read_text(path: Path, name: str, largest: int = LARGEST) -> str:
    """Return the text of a UTF-8 file of at most `largest` bytes.

    Raises:
        BriefingError: The file is missing, unreadable, too large or not UTF-8, or it has characters that cannot be printed.
    """
    text = _decoded(path, name, largest)
    control = UNPRINTABLE.search(text)
    if control:
        line, column = line_and_column(text, control.start())
        hint = "Delete it. Such characters often come with pasted text."
        raise BriefingError([Problem(name, line, unprintable(control[0]), hint, column)])
    return text


def _decoded(path: Path, name: str, largest: int) -> str:
    try:
        status = path.stat()
        if stat.S_ISFIFO(status.st_mode) or stat.S_ISSOCK(status.st_mode) or stat.S_ISCHR(status.st_mode):
            what = "this is a pipe or a device, not a file with text"
            raise BriefingError([Problem(name, 0, what, "Put an ordinary file in its place.")])
        if status.st_size > largest:
            raise BriefingError(
                [Problem(name, 0, f"the file is larger than {largest // 1_000_000} MB", "Split it, or check that it is the right file.")]
            )
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BriefingError([Problem(name, line, "the file is not UTF-8 text", "Save it as UTF-8 in your editor.")]) from None
    except OSError as error:
        raise BriefingError(
            [Problem(name, 0, f"the file cannot be read: {error.strerror}", "Check that the file is still there and that you may read it.")]
        ) from None


def read_yaml(path: Path, name: str) -> Origin:
    """Read a YAML file.

    Raises:
        BriefingError: The file cannot be read, or it is not YAML.
    """
    text = read_text(path, name)
    return Origin(name, _load(text, name, 1), 1, whole=text)


def parsed_yaml(text: str, name: str, first: int = 1) -> Any:
    """Return the settings in a text, which begins on the line `first` of its file.

    Raises:
        BriefingError: It is not YAML.
    """
    return _load(text, name, first)


def read_settings(path: Path, root: Path, what: str, beginning: str) -> Origin:
    """Read a YAML file of a workspace that holds settings.

    Args:
        path: The file.
        root: The workspace; paths in messages are relative to it.
        what: What the file is, for messages: `an outline`.
        beginning: How such a file can begin, for messages.

    Raises:
        BriefingError: The file is outside the workspace, cannot be read, or does not hold settings.
    """
    name = shown_path(path, root)
    if leads_out(path, root):
        message = "this link leads out of the workspace, so briefing does not follow it"
        raise BriefingError([Problem(name, 0, message, "Replace the link with a copy of the file.")])
    origin = read_yaml(path, name)
    if not isinstance(origin.data, Mapping):
        raise BriefingError([Problem(name, 1, f"{what} must consist of 'key: value' lines", f"Begin with '{beginning}'.")])
    return origin


def read_markdown(path: Path, name: str, largest: int = LARGEST) -> Origin:
    """Read a Markdown file of at most `largest` bytes. It may begin with front matter, between two lines with `---`.

    Raises:
        BriefingError: The file cannot be read, or its front matter is not YAML.
    """
    text = re.sub(r"\A---[ \t]+\n", "---\n", read_text(path, name, largest))
    if not text.startswith("---\n"):
        return Origin(name, {}, 1, text, whole=text)
    end = re.search(r"^---[ \t]*$", text[4:], re.MULTILINE)
    if not end:
        raise BriefingError(
            [Problem(name, 1, "there is no --- after the settings at the top", "Write a line with --- between the settings and the text.")]
        )
    head, body = text[4 : 4 + end.start()], text[4 + end.end() :].removeprefix("\n")
    return Origin(name, _known(head, name), 2, body, text[: 4 + end.end()].count("\n") + 2, whole=text)


@lru_cache(4_000)
def _known(head: str, name: str) -> Any:
    """Return the settings at the top of a file. A process that reads a library again and again has read most of them before."""
    return _load(head, name, 2)


def _load(text: str, name: str, first: int) -> Any:
    try:
        _refuse_attacks(text, name, first)
        data = plain(text)
    except NotPlain:
        from briefing.files import yaml_whole  # it takes longer to load than a small library takes to read

        data = yaml_whole.load(text, name, first)
    except RecursionError:
        raise too_deep(name, first) from None
    return {} if data is None else data


def _refuse_attacks(text: str, name: str, first: int) -> None:
    """Refuse what takes long to read, whoever reads it."""
    for number, line in enumerate(text.split("\n")):
        if len(line) - len(line.lstrip()) > DEEPEST * 8 or line.count("[") + line.count("{") > DEEPEST * 10:
            raise too_deep(name, first + number)
        if digits := _LONG_NUMBER.search(line):
            what, hint = f"there is a number of {len(digits[0])} digits", "Write fewer; if it is no number, put it in quotation marks."
            raise BriefingError([Problem(name, first + number, what, hint, digits.start() + 1)])

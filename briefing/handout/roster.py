"""Rosters: the people who get a sheet, from a CSV file of a spreadsheet program."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from briefing.document.breaks import without_unseen
from briefing.errors import BriefingError, Problem
from briefing.system.signatures import OLD_OFFICE, ZIP

LARGEST = 5_000_000
"""Bytes that a roster may have."""
MOST = 20_000
"""Rows that it may have."""
LONGEST = 120
"""Characters of a name; longer ones leave no room on the line for it."""
_HEADS = {"name": "name", "имя": "name", "фио": "name", "group": "group", "группа": "group"}
"""Heads of columns that are no parameters, in any case."""
_USUAL = ("name", "group")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAVE = "Save it as CSV again: in Excel 'CSV UTF-8', in LibreOffice 'Text CSV'."


@dataclass(frozen=True, slots=True)
class Person:
    """A row of a roster."""

    name: str
    group: str
    row: int
    """The line of the file on which it begins."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Parameters that are not as for the others, by name."""


def read(path: Path, name: str, parameters: Sequence[str]) -> tuple[list[Person], list[Problem]]:
    """Read a roster.

    Args:
        path: The file.
        name: The file as the user knows it.
        parameters: What columns can be called besides `name` and `group`.

    Returns:
        The people, in the order of their rows, and the problems of single rows. Rows with an error are left out.

    Raises:
        BriefingError: It is not a roster, or its columns cannot be used.
    """
    rows = list(_rows(_text(path, name), name))
    if not rows:
        raise BriefingError(
            [Problem(name, 0, "the roster is empty", "Write name,group into its first line, and a line for each person below it.")]
        )
    heads = _heads(rows[0][1], rows[0][0], name, parameters)
    if len(rows) == 1:
        raise BriefingError(
            [Problem(name, rows[0][0], "the roster has no rows below the names of its columns", "Write a line for each person.")]
        )
    if len(rows) > MOST + 1:
        what = f"the roster has {len(rows) - 1:,} rows, but at most {MOST:,} are possible"
        raise BriefingError([Problem(name, 0, what, "Split it into several files.")])
    people: list[Person] = []
    problems: list[Problem] = []
    for line, cells in rows[1:]:
        found = list(_wrong(line, cells, heads, name))
        problems += found
        if not found:
            values = dict(zip(heads, cells, strict=False))
            settings = {key: value for key, value in values.items() if key not in ("name", "group") and value}
            people.append(Person(values.get("name", ""), values.get("group", ""), line, settings))
    return people, [*problems, *_twice(people, name)]


# ── bytes to text ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(path: Path, name: str) -> str:
    """Return the text of the file, in whatever encoding a spreadsheet has written it."""
    try:
        if not path.is_file():
            what = "this is a folder" if path.is_dir() else "there is no such file"
            raise BriefingError([Problem(name, 0, what, "Name a CSV file with the columns name and group.")])
        if path.stat().st_size > LARGEST:
            what = f"the roster is larger than {LARGEST // 1_000_000} MB"
            raise BriefingError([Problem(name, 0, what, "Check that it is the right file. If it is, split it.")])
        data = path.read_bytes()
    except OSError as error:
        raise BriefingError(
            [Problem(name, 0, f"the roster cannot be read: {error.strerror}", "Check that you are allowed to read it.")]
        ) from None
    if data.startswith((ZIP, OLD_OFFICE)):
        raise BriefingError([Problem(name, 0, "this is a workbook, not a CSV file", _SAVE)])
    if data.startswith(b"%PDF"):
        raise BriefingError([Problem(name, 0, "this is a PDF, not a CSV file", "Export the list as CSV.")])
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        raise BriefingError([Problem(name, 0, "the encoding of this file is not known", _SAVE)]) from None
    if "\0" in text:
        raise BriefingError([Problem(name, 0, "this is not a text, so it is not a CSV file", _SAVE)])
    return text


def _encoding(data: bytes) -> str:
    """Return the encoding: that of the byte order mark, else UTF-8 if it can be, else the one that Excel uses in the West or in Russia."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        # Accented letters stand alone among others; Cyrillic ones side by side.
        high = len(re.findall(rb"[\x80-\xff]", data))
        joined = sum(map(len, re.findall(rb"[\xc0-\xff\xa8\xb8]{2,}", data)))
        return "cp1251" if joined > high / 2 else "cp1252"
    return "utf-8"


# ── text to rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the line on which it begins.

    Cells come without white space around them, and without what shows nothing, such as marks of direction in names from a chat.
    """
    skipped = 0
    if told := re.match(r"sep=(.)\r?\n", text, re.IGNORECASE):  # what Excel writes and reads
        text, skipped = text[told.end() :], 1
    delimiter = told[1] if told else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1 + skipped
    try:
        for cells in reader:
            clean = [unicodedata.normalize("NFC", " ".join(without_unseen(cell).split())) for cell in cells]
            if any(clean):
                yield line, clean
            line = reader.line_num + 1 + skipped
    except csv.Error:
        what = "from this line on, quotation marks are not in pairs, or a cell is far too long"
        raise BriefingError([Problem(name, line, what, 'Put words with commas between " and ", or take a lone " out.')]) from None


def _delimiter(text: str) -> str:
    """Return the character between the names of the columns: the most frequent of semicolon, tab and comma."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    return max((";", "\t", ","), key=lambda mark: (first.count(mark), mark == ","))


# ── heads and rows ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _heads(cells: Sequence[str], line: int, name: str, parameters: Sequence[str]) -> list[str]:
    """Return the meaning of each column by its name, in capital or small letters. A column without a name is skipped."""
    known = {**{each.casefold(): each for each in parameters}, **_HEADS}
    problems = []
    heads = [known.get(cell.casefold(), "") for cell in cells]
    if not {"name", "group"} & set(heads):
        hint = "Write 'name' above the column with the names, in the first line of the file."
        problems.append(Problem(name, line, "no column is called name or group", hint))
    for cell, head in zip(cells, heads, strict=True):
        if cell and not head:
            close = get_close_matches(cell.casefold(), known, n=1, cutoff=0.6)
            otherwise = f"Take the column out, or call it one of: {', '.join((*_USUAL, *parameters))}."
            hint = f"Did you mean '{close[0]}'?" if close else otherwise
            problems.append(Problem(name, line, f"column '{_shown(cell)}' is not name, group or a parameter of the pack", hint))
    twice = sorted({head for head in heads if head and heads.count(head) > 1})
    problems += [
        Problem(name, line, f"two columns are called '{head}'", "Take one of them out, or give it another name.") for head in twice
    ]
    if problems:
        raise BriefingError(problems)
    return heads


def _wrong(line: int, cells: Sequence[str], heads: Sequence[str], name: str) -> Iterator[Problem]:
    """Yield what is wrong with a row."""
    if any(cells[len(heads) :]):
        what = f"row {line} has {len(cells)} cells, but there are {len(heads)} columns"
        yield Problem(name, line, what, 'Put a name with a comma between quotation marks: "Osei, Ama".')
    values = dict(zip(heads, cells, strict=False))
    if not values.get("name") and not values.get("group"):
        yield Problem(name, line, f"row {line} has no name and no group", "Fill in the name, or take the row out.")
    for head, value in values.items():
        if head and len(value) > LONGEST:
            what = f"row {line}, column '{head}': {len(value):,} characters are too many for a sheet"
            yield Problem(name, line, what, f"Write at most {LONGEST} characters.")
        elif head and (control := next((c for c in value if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn")), "")):
            what = f"row {line}, column '{head}': a character that cannot be printed (U+{ord(control):04X})"
            yield Problem(name, line, what, "Type the words of this cell again.")


def _twice(people: Sequence[Person], name: str) -> Iterator[Problem]:
    """Yield a warning for each person who is in the roster twice, with the same group."""
    seen: dict[tuple[str, str], int] = {}
    for person in people:
        key = (person.name.casefold(), person.group.casefold())
        if person.name and key in seen:
            what = f"row {person.row}: '{_shown(person.name)}' is already in row {seen[key]}, and gets a second sheet"
            yield Problem(name, person.row, what, "If it is the same person, take out one of the rows.", severity="warning")
        seen.setdefault(key, person.row)


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"

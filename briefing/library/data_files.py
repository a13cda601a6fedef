"""Files with the numbers of figures: found in the workspace, read as tables of cells, with what was guessed on the way."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, nearest, shown_path
from briefing.files.table_text import text_of
from briefing.library.data_numbers import WORDS
from briefing.library.figures import DATA_ENDINGS
from briefing.system import cache, confined
from briefing.system.signatures import OLD_OFFICE, ZIP

FOLDERS = ("seeds/data", "data", "seeds/figures", "seeds", "")
"""Folders of the workspace in which a file may be."""
LARGEST = 5_000_000
"""Bytes that a file may have."""
MOST_LINES = 5_000
"""Lines that are read."""
_ABOVE = 30
"""Among so many lines the heads of the columns are looked for: exports have titles above them."""
_SEPARATORS = (",", ";", "\t", "|")

Line = tuple[int, list[str]]
"""The number of a line, and its cells."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of cells."""

    file: str
    """The file as the user knows it."""
    heads: list[str]
    line: int
    """The line of the heads."""
    rows: list[Line]
    """The lines below the heads that are not empty."""
    separator: str = ""
    """What is between cells; empty in a workbook, where numbers are numbers."""
    told: tuple[Problem, ...] = ()
    """Warnings of what was guessed."""


def found(root: Path, name: str) -> Path:
    """Return the file of a name, as people write it in a figure.

    Raises:
        BriefingError: There is none, it is outside the workspace, or no table. The problem has no place.
    """
    root = root.resolve()
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:", name):
        raise _refused(f"'{name}' is an address", "Save the file into seeds/data, and write its name.")
    candidates = [(root / folder / name).resolve() for folder in FOLDERS]
    inside = [each for each in candidates if each.is_relative_to(root)]
    file = next((each for each in inside if each.is_file()), None)
    if file is None:
        if any(each.is_file() for each in candidates):
            raise _refused(f"'{name}' is outside the workspace", "Copy the file into seeds/data, and write its name.")
        raise _refused(f"there is no file '{name}'", nearest(name, _files(root), "Put it into seeds/data, and write its name."))
    if file.suffix.lower() not in DATA_ENDINGS:
        raise _refused(f"'{name}' is no table that can be read", "Save it as CSV UTF-8 or as .xlsx.")
    return file


def _refused(message: str, hint: str) -> BriefingError:
    return BriefingError([Problem("", 0, message, hint)])


def _files(root: Path) -> Iterator[str]:
    for folder in FOLDERS[:-1]:
        if (root / folder).is_dir():
            yield from (each.name for each in (root / folder).iterdir() if each.suffix.lower() in DATA_ENDINGS)


def read(path: Path, root: Path, wanted: Sequence[str], sheet: str = "") -> Sheet:
    """Return the table of a file that has some columns.

    Args:
        path: The file.
        root: The workspace; paths in messages are relative to it.
        wanted: The heads of columns that the table has.
        sheet: The sheet of a workbook; empty for the only one that has the columns.

    Raises:
        BriefingError: It cannot be read, or has not the columns.
    """
    name = shown_path(path, root.resolve())
    data = _bytes(path, name)
    if path.suffix.lower() == ".xlsx":
        return _of_workbook(path, name, data, wanted, sheet)
    if data.startswith((ZIP, OLD_OFFICE)):
        hint = "Give it a name that ends in .xlsx, or save it as CSV."
        raise BriefingError([Problem(name, 0, "this is a workbook, not a CSV file", hint)])
    text, told = text_of(data, name, option="")
    tables = []
    given = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)  # what Excel writes and reads
    for mark in (given[1],) if given else _SEPARATORS:
        lines, wrong = _lines(text, mark)
        if (place := _heads(lines, wanted)) is not None:
            if wrong:
                what = "from this line on, quotation marks are not in pairs, or a cell is far too long"
                hint = f'Put words with {"commas" if mark == "," else "such signs"} between " and ", or take a lone " out.'
                raise BriefingError([Problem(name, wrong, what, hint)])
            return _sheet(name, lines, place, mark, tuple(told))
        tables.append(lines)
    raise _no_columns(name, max(tables, key=lambda lines: max((len(cells) for _, cells in lines[:_ABOVE]), default=0)), wanted)


def _bytes(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        what, hint = f"the file cannot be read: {error.strerror}", "Check that you are allowed to read it."
        raise BriefingError([Problem(name, 0, what, hint)]) from None
    if len(data) > LARGEST:
        what = f"the file is larger than {LARGEST // 1_000_000} MB"
        raise BriefingError([Problem(name, 0, what, "Keep the rows and columns that the figure needs.")])
    return data


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(text: str, mark: str) -> tuple[list[Line], int]:
    """Return the lines that are not empty, as far as quotation marks are in pairs, and the line from which on they are not, or 0."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    found: list[Line] = []
    line = 1
    try:
        for cells in reader:
            clean = [" ".join(cell.split()) for cell in cells]
            if any(clean):
                found.append((line, clean))
            line = reader.line_num + 1
            if len(found) > MOST_LINES:
                break
    except csv.Error:
        return found, line
    return found, 0


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_workbook(path: Path, name: str, data: bytes, wanted: Sequence[str], sheet: str) -> Sheet:
    entry = cache.key("workbook", hashlib.sha256(data).hexdigest(), version("openpyxl"))
    answer = cache.read(entry)
    if not answer:
        answer = confined.ask("briefing.library.workbooks", path, name, "Save it as CSV UTF-8.")
        cache.write(entry, answer)
    sheets = {str(each["name"]): each for each in answer["sheets"]}
    if sheet and sheet not in sheets:
        raise BriefingError([Problem(name, 0, f"the workbook has no sheet '{sheet}'", nearest(sheet, sheets))])
    tables = {key: [(number, row) for number, row in enumerate(each["rows"], 1) if any(row)] for key, each in sheets.items()}
    tables = {key: lines for key, lines in tables.items() if key == sheet or not (sheet or sheets[key]["is_hidden"])}
    fitting = {key: place for key, lines in tables.items() if (place := _heads(lines, wanted)) is not None}
    if len(fitting) > 1:
        what = f"several sheets have these columns: {', '.join(fitting)}"
        raise BriefingError([Problem(name, 0, what, f"Name one in the figure: 'sheet: {next(iter(fitting))}'.")])
    for key, place in fitting.items():
        return _sheet(name, tables[key], place, "", ())
    largest = max(tables.values(), key=lambda lines: max((len(cells) for _, cells in lines[:_ABOVE]), default=0), default=[])
    raise _no_columns(name, largest, wanted)


# ── columns ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def plain(head: str) -> str:
    """Return the head of a column without what people write now so, now so."""
    return " ".join(head.removeprefix(WORDS).split()).casefold()


def _heads(lines: Sequence[Line], wanted: Sequence[str]) -> int | None:
    """Return the place of the first line that has all columns."""
    for place, (_, cells) in enumerate(lines[:_ABOVE]):
        if {plain(each) for each in wanted} <= {plain(cell) for cell in cells}:
            return place
    return None


def _sheet(name: str, lines: Sequence[Line], place: int, separator: str, told: tuple[Problem, ...]) -> Sheet:
    line, heads = lines[place]
    return Sheet(name, heads, line, list(lines[place + 1 :]), separator, told)


def _no_columns(name: str, lines: Sequence[Line], wanted: Sequence[str]) -> BriefingError:
    """Return the error about columns that no line names: those that are missing in the line that has the most of them."""
    if not lines:
        return BriefingError([Problem(name, 0, "there is nothing in this file", "Write the names of the columns into its first line.")])
    names = {plain(each) for each in wanted}
    line, cells = max(lines[:_ABOVE], key=lambda each: (len(names & {plain(cell) for cell in each[1]}), len(each[1])))
    missing = [each for each in wanted if plain(each) not in {plain(cell) for cell in cells}]
    known = [cell.removeprefix(WORDS) for cell in cells if cell]
    return BriefingError(
        Problem(name, line, f"no column is called '{each}'", nearest(each, known, f"The columns are: {', '.join(known[:12])}."))
        for each in missing
    )

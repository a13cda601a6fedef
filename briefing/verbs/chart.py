"""`chart`: begin a figure with the numbers of a table."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from briefing import steps
from briefing.dataclass import dataclass
from briefing.dates import parse
from briefing.document.identifiers import first_free
from briefing.errors import BriefingError, Problem, WrongValueError, near
from briefing.files.writing import all_or_nothing
from briefing.library import data_files, data_numbers
from briefing.library.data_files import Sheet
from briefing.library.data_numbers import FORMULA, WORDS
from briefing.library.references import source_named
from briefing.originals.records import TO_WRITE
from briefing.workspace import Workspace

_UNITS = r"[kMGT]?Wh?|[kM]?t|kg|k?m[23]?|mm|ha|USD|EUR|%"
"""Units that people write behind the names of columns."""
_SHORT = 4
"""A shorter name is a sign, such as `pH`, and keeps its small letter."""


@dataclass(frozen=True, slots=True)
class BegunChart:
    """A figure that was begun."""

    file: Path
    id: str
    data: Path
    """The table, in the workspace."""
    label: str
    """The column of the labels."""
    series: tuple[str, ...]
    """The columns of numbers."""
    left_out: tuple[str, ...]
    """The columns without numbers."""
    rows: int


def chart(workspace: Workspace, file: Path, *, cite: str = "", title: str = "", unit: str = "") -> BegunChart:
    """Begin a figure with all columns of numbers of a table. The table goes into `seeds/data/`.

    Args:
        workspace: Where the library is.
        file: A table: .csv, .tsv or .xlsx. The first line that is no title has the names of the columns.
        cite: The source of the numbers: `@haddad-2016, p. 3`. Default: a line that asks for it.
        title: The title. Default: a line that asks for it.
        unit: The unit of the columns whose names have none. Default: a line that asks for it.

    Raises:
        BriefingError: The table cannot be read, has no numbers, or the figure cannot be written.
    """
    library = steps.load(workspace)
    if not file.is_file():
        raise BriefingError([Problem(near(file), 0, "there is no such file", "Name a table: .csv, .tsv or .xlsx.")])
    cite = cite.strip().removeprefix("[").removesuffix("]")
    cite = cite if cite.startswith("@") or not cite else f"@{cite}"
    if key := re.match(r"@([^\s,;]+)", cite):
        source_named(library, key[1]) if key[1] != "background" else None
    sheet = _table(file)
    label, numbers, others = _columns(sheet, file)
    plain = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "figure"
    identity = first_free(plain, library.figures)
    data = _inside(workspace, file)
    path = workspace.seeds / "figures" / f"{identity}.md"
    text = _text(sheet, label, numbers, data, cite, title, unit)
    with all_or_nothing(workspace.root, lambda: steps.load(workspace)) as batch:
        if not data.exists():
            draft = batch.draft(data)
            shutil.copyfile(file, draft)
        batch.write(path, text)
    heads = [sheet.heads[place] for place in numbers]
    return BegunChart(
        path, identity, data, sheet.heads[label], tuple(heads), tuple(sheet.heads[place] for place in others), len(sheet.rows)
    )


def _table(file: Path) -> Sheet:
    """Return the table: its heads are the first line with as many cells as the longest has, whatever is between cells."""
    folder = file.resolve().parent
    first = data_files.read(file, folder, [])
    heads = _longest([first.heads, *(cells for _, cells in first.rows)])
    if first.separator:
        text = "\n".join(first.separator.join(cells) for cells in (first.heads, *(cells for _, cells in first.rows)))
        every = [_longest([cells for cells in csv.reader(io.StringIO(text), delimiter=mark) if cells]) for mark in ";\t|,"]
        heads = max(every, key=len)
    return data_files.read(file, folder, [" ".join(each.split()) for each in heads if each.strip()])


def _longest(lines: Sequence[list[str]]) -> list[str]:
    """Return the first of the lines with the most cells that are not empty."""
    return max(lines, key=lambda cells: sum(map(bool, cells)))


def _columns(sheet: Sheet, file: Path) -> tuple[int, list[int], list[int]]:
    """Return the places of the labels, of the columns of numbers, and of the others."""
    mark = "." if sheet.separator != ";" else ","
    numbers = [place for place, head in enumerate(sheet.heads) if place and head and _has_numbers(sheet, place, mark)]
    others = [place for place, head in enumerate(sheet.heads) if place and head and place not in numbers]
    are_named = bool(sheet.heads[0]) and not all(map(_is_number, sheet.heads[1:]))
    if not are_named or not numbers:
        what = "this table has no column of numbers beside the first one" if are_named else "the columns have no names"
        hint = "The first column has the labels, such as years; the others have numbers. Name them in the first line."
        raise BriefingError([Problem(near(file), sheet.line, what, hint)])
    return 0, numbers, others


def _has_numbers(sheet: Sheet, place: int, mark: str) -> bool:
    cells = [cells[place].removeprefix(WORDS) for _, cells in sheet.rows if place < len(cells) and cells[place] != FORMULA]
    try:
        return any(data_numbers.read(cell, mark).value is not None for cell in cells)
    except WrongValueError:
        return False


def _is_number(head: str) -> bool:
    try:
        return data_numbers.read(head, ".").value is not None
    except WrongValueError:
        return False


def _inside(workspace: Workspace, file: Path) -> Path:
    """Return where the table is in the workspace, or will be.

    Raises:
        BriefingError: There is another table of this name.
    """
    target = workspace.seeds / "data" / file.name
    if target.exists() and target.resolve() != file.resolve() and target.read_bytes() != file.read_bytes():
        what = f"there is another table of this name, {near(target)}"
        raise BriefingError([Problem(near(file), 0, what, "Give one of them another name.")])
    return target


def _text(sheet: Sheet, label: int, numbers: list[int], data: Path, cite: str, title: str, unit: str) -> str:
    head = sheet.heads[label]
    series = [_series(sheet.heads[place].removeprefix(WORDS), unit) for place in numbers]
    is_time = all(map(_is_date, (cells[label].removeprefix(WORDS) for _, cells in sheet.rows if cells[label])))
    return "\n".join([
        "---",
        f"title: {_quoted(title or f'{TO_WRITE}: what was counted')}",
        f"# finding: {TO_WRITE}, or leave it out: what the numbers show, in one sentence",
        f"caption: {_quoted(f'{TO_WRITE}: what was measured, where and when')}",
        f"draw: {'lines' if is_time and len(sheet.rows) > 2 else 'bars'}  # bars, grouped, stacked, lines or dots",
        f"data: {_quoted(data.name)}",
        f"label: {_quoted(head.removeprefix(WORDS))}",
        "series:",
        *series,
        f"cite: {_quoted(cite or '@background')}" + ("" if cite else "  # the source of the numbers, such as @haddad-2016, p. 3"),
        "---",
        f"{TO_WRITE}: how to read the numbers, and how not to. Or delete this line.",
        "",
    ])  # fmt: skip


def _series(head: str, unit: str) -> str:
    """Return the lines of a column: its unit is behind its name, in brackets or after a low line, as in `hydro_GWh`."""
    found = re.fullmatch(r"(.*\S)\s*[(\[]([^()\[\]]+)[)\]]", head) or re.fullmatch(rf"(.+)_({_UNITS})", head)
    name, of = (found[1], found[2]) if found else (head, unit)
    shown = " ".join(name.replace("_", " ").split())
    shown = shown if len(shown) < _SHORT else f"{shown[0].upper()}{shown[1:]}"
    column = f", column: {_quoted(head)}" if shown != head else ""
    return f"- {{name: {_quoted(shown)}, unit: {_quoted(of or f'{TO_WRITE}: the unit')}{column}}}"


def _is_date(text: str) -> bool:
    try:
        return bool(parse(text))
    except WrongValueError:
        return False


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z][\w .-]*\w|\w[\w-]*\.\w+", text) else json.dumps(text, ensure_ascii=False)

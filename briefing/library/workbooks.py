"""Workbooks of spreadsheet programs (.xlsx), read in a process of their own: `python -m briefing.library.workbooks FILE`.

Each cell becomes what a table of text has in its place: a number with all its digits, a date as `2022-03-15`, words, or nothing.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
import warnings
from collections.abc import Iterator
from typing import Any

from briefing.library.data_numbers import FORMULA, WORDS
from briefing.system.confined import serving, zip_packages
from briefing.system.confined.limits import UnreadableError

MOST_SHEETS = 50
MOST_ROWS = 5_000
MOST_COLUMNS = 200


def read(data: bytes, name: str) -> dict[str, Any]:
    """Return the sheets of a workbook: the name of each, and the lines with their cells.

    Raises:
        UnreadableError: It is no workbook, or is damaged.
    """
    zip_packages.opened(data)
    import openpyxl

    warnings.simplefilter("ignore")  # what a workbook has besides its cells is of no concern here
    try:
        results, formulas = (openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=each) for each in (True, False))
        found = []
        for sheet in results.worksheets[:MOST_SHEETS]:
            pairs = zip(_rows(sheet), _rows(formulas[sheet.title]), strict=False)
            lines = [[_text(cell, formula) for cell, formula in zip(row, other, strict=False)] for row, other in pairs]
            found.append({"name": sheet.title, "is_hidden": sheet.sheet_state != "visible", "rows": _trimmed(lines)})
    except UnreadableError:
        raise
    except Exception as error:  # damaged workbooks end in any error of openpyxl
        what = f"'{name}' cannot be read as a workbook"
        raise UnreadableError(what, "Open it in a spreadsheet program, and save it as .xlsx or as CSV UTF-8.") from error
    return {"sheets": found}


def _rows(sheet: Any) -> Iterator[Any]:
    """Yield the rows of a sheet, each as long as it is, whatever size the sheet says that it has."""
    sheet.reset_dimensions()
    for row in itertools.islice(sheet.iter_rows(), MOST_ROWS):
        yield row[:MOST_COLUMNS]


def _trimmed(lines: list[list[str]]) -> list[list[str]]:
    """Return lines without the empty cells at their ends, and without empty lines at the end."""
    short = [line[: max((place + 1 for place, cell in enumerate(line) if cell), default=0)] for line in lines]
    while short and not short[-1]:
        short.pop()
    return short


def _text(cell: Any, formula: Any) -> str:
    value = cell.value
    if value is None:
        return FORMULA if isinstance(formula.value, str) and formula.value.startswith("=") else ""
    form = str(getattr(cell, "number_format", "") or "")
    if isinstance(value, dt.datetime | dt.date):
        return _date(value, form)
    if isinstance(value, bool) or not isinstance(value, int | float):
        words = str(value).strip()
        return f"{WORDS}{words}" if re.match(r"[^\w]{0,3}[\d.,]", words) else words
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", form)
    return f"{_number(value * 100)}%" if "%" in plain else _number(value)


def _number(value: float) -> str:
    """Return a number with the 15 digits that spreadsheet programs keep, so that 0.1 + 0.2 is 0.3."""
    rounded = float(f"{value:.15g}")
    return str(int(rounded)) if rounded == int(rounded) and abs(rounded) < 1e15 else repr(rounded)


def _date(value: dt.date, form: str) -> str:
    """Return a date as exactly as its cell shows it: a year, a month or a day."""
    shown = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", form).lower()
    if "d" in shown or "y" not in shown:
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"


if __name__ == "__main__":
    serving.serve(read)

"""Lists in workbooks (.xlsx), as the text of a CSV file: whoever reads lists reads workbooks, too."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from briefing.errors import BriefingError, Problem
from briefing.library.data_numbers import FORMULA, WORDS
from briefing.library.workbooks import MOST_ROWS
from briefing.system import confined

_SAVE = "Save it as CSV UTF-8."


def as_csv(path: Path, name: str) -> str:
    """Return the first sheet that is visible and not empty, as CSV with commas.

    Args:
        path: The workbook.
        name: The file as the user knows it.

    Raises:
        BriefingError: It cannot be read, has nothing in it, or is too long.
    """
    answer = confined.ask("briefing.library.workbooks", path, name, _SAVE)
    rows: list[list[str]] = next((each["rows"] for each in answer["sheets"] if each["rows"] and not each["is_hidden"]), [])
    if not rows:
        raise BriefingError(
            [Problem(name, 0, "no sheet of this workbook has anything in it", "Write the names of the columns into line 1.")]
        )
    if len(rows) >= MOST_ROWS:
        raise BriefingError([Problem(name, 0, f"this workbook has {MOST_ROWS:,} rows or more", f"Split it. Or: {_SAVE}")])
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows([_plain(cell) for cell in row] for row in rows)
    return target.getvalue()


def _plain(cell: str) -> str:
    return "" if cell == FORMULA else cell.removeprefix(WORDS)

"""The table of requests: `permissions.csv`, a row for each source and pack, made to be opened and filled in with a spreadsheet."""

from __future__ import annotations

import csv
import io

from briefing.errors import BriefingError, Problem
from briefing.rights.request import Request

COLUMNS = (
    *("source", "pack", "work", "author", "publisher", "rights holder", "address", "passages", "words", "share", "use", "course"),
    *("audience size", "price", "format", "period", "contact", "asked on", "answer"),
)
"""What a row tells. The last two are the user's."""
_KEY = ("source", "pack")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What spreadsheets take for the beginning of a formula (OWASP, CSV Injection)."""


def with_row(text: str, request: Request, name: str) -> tuple[str, bool]:
    """Return the table with the row of a request, and whether it had one, of which the user's own entries stay.

    Args:
        text: The table as it is; empty for a new one.
        request: What to enter.
        name: The path of the table as the user knows it.

    Raises:
        BriefingError: The table has not the columns of one of ours.
    """
    delimiter, rows = _read(text, name)
    new = {column: _harmless(value) for column, value in _values(request).items()}
    known = next((row for row in rows if all(row[column] == new[column] for column in _KEY)), None)
    if known is None:
        rows.append(dict.fromkeys(COLUMNS, "") | new)
    else:
        known.update({column: value for column, value in new.items() if value})
    return _written(rows, delimiter), known is not None


def _values(request: Request) -> dict[str, str]:
    return {
        "source": request.source.id,
        "pack": request.pack,
        "work": request.work,
        "author": request.author,
        "publisher": request.publisher,
        "rights holder": request.holder,
        "address": request.web,
        "passages": "; ".join(f"{request.place(excerpt)} ({excerpt.words} words)" for excerpt in request.excerpts),
        "words": str(request.words),
        "share": request.share,
        "use": request.use,
        "course": request.course,
        "audience size": request.readers,
        "price": request.price,
        "format": request.format,
        "period": request.period,
        "contact": request.contact,
    }


def _harmless(value: str) -> str:
    """Return a text that no spreadsheet runs: with an apostrophe before what would begin a formula."""
    flat = " ".join(value.split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat


def _read(text: str, name: str) -> tuple[str, list[dict[str, str]]]:
    """Return the separator and the rows. Spreadsheets of many countries write semicolons in place of commas."""
    body = text.removeprefix("\ufeff")
    if not body.strip():
        return ",", []
    head = body.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(body, newline=""), delimiter=delimiter, restval="")
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        hint = "Rename or move the file away; a new one is made."
        raise BriefingError([Problem(name, 1, f"this table has no column '{missing[0]}'", hint)])
    try:
        return delimiter, [{column: row[column] or "" for column in COLUMNS} for row in reader]
    except csv.Error as error:
        raise BriefingError(
            [Problem(name, reader.line_num, f"this table cannot be read: {error}", "Move it away; a new one is made.")]
        ) from None


def _written(rows: list[dict[str, str]], delimiter: str) -> str:
    """Return the table with a byte order mark, by which Excel knows UTF-8, and with lines as RFC 4180 has them."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return f"\ufeff{out.getvalue()}"

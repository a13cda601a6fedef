"""The table of requests, `permissions.csv`: a row for each source and pack. Users open it in a spreadsheet and fill it in."""

from __future__ import annotations

import csv
import io

from briefing.errors import BriefingError, Problem
from briefing.rights.request import Request

COLUMNS = (
    *("source", "pack", "work", "author", "publisher", "rights holder", "address", "passages", "words", "share", "use", "course"),
    *("audience size", "price", "format", "period", "contact", "asked on", "answer"),
    *("edition", "ISBN", "ISSN", "DOI", "pages of the work", "pages of the passages", "territory"),
)
"""The columns of the table. The user fills in `asked on` and `answer`."""
_FIRST = COLUMNS.index("edition")
"""How many columns the first tables had. Tables without the others get them."""
_AGAIN = "Rename this file, or move it to another folder. Then run the command again: it makes a new table."
_KEY = ("source", "pack")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""The characters that begin a formula in spreadsheets (OWASP, CSV Injection)."""


def with_row(text: str, request: Request, name: str) -> tuple[str, bool]:
    """Return the table with the row of a request, and whether the table had this row before. The user's own entries in the row stay.

    Args:
        text: The table as it is; empty for a new table.
        request: The request to enter.
        name: The path of the table as the user knows it.

    Raises:
        BriefingError: The table does not have the columns of `permissions.csv`.
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
        "passages": "; ".join(f"{request.place(excerpt)} ({request.count(excerpt)} words)" for excerpt in request.excerpts),
        "words": str(request.words),
        "share": request.share,
        "use": request.use,
        "course": request.course,
        "audience size": request.readers,
        "price": request.price,
        "format": request.format,
        "period": request.period,
        "contact": request.contact,
        "edition": request.source.edition,
        "ISBN": request.source.ISBN,
        "ISSN": request.source.ISSN,
        "DOI": request.source.DOI,
        "pages of the work": request.all_pages,
        "pages of the passages": request.pages,
        "territory": request.territory,
    }


def _harmless(value: str) -> str:
    """Return a text that no spreadsheet runs as a formula: if it begins like a formula, it gets an apostrophe in front."""
    flat = " ".join(value.split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat


def _read(text: str, name: str) -> tuple[str, list[dict[str, str]]]:
    """Return the separator and the rows. In many countries, spreadsheets write semicolons instead of commas."""
    body = text.removeprefix("\ufeff")
    if not body.strip():
        return ",", []
    head = body.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(body, newline=""), delimiter=delimiter, restval="")
    missing = [column for column in COLUMNS[:_FIRST] if column not in (reader.fieldnames or ())]
    if missing:
        raise BriefingError([Problem(name, 1, f"this table has no column '{missing[0]}'", _AGAIN)])
    try:
        return delimiter, [{column: row.get(column) or "" for column in COLUMNS} for row in reader]
    except csv.Error as error:
        raise BriefingError([Problem(name, reader.line_num, f"this table cannot be read: {error}", _AGAIN)]) from None


def _written(rows: list[dict[str, str]], delimiter: str) -> str:
    """Return the table as text, with the line ends of RFC 4180 and a byte order mark, by which Excel recognises UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return f"\ufeff{out.getvalue()}"

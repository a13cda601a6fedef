"""Tables of roles from a spreadsheet program (.csv or .xlsx): a row for each role, a column for each part of its card."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from briefing.dataclass import dataclass
from briefing.document.identifiers import ID, RESERVED
from briefing.errors import BriefingError, Problem, near
from briefing.files.table_text import SAVE, text_of
from briefing.library import workbook_tables
from briefing.system.signatures import OLD_OFFICE, ZIP

LARGEST = 2_000_000
"""Bytes that a table may have."""
MOST = 500
"""Rows that it may have."""
_EXAMPLE = "Write the names of the columns into its first line, such as role,Who you are,What you know."


@dataclass(frozen=True, slots=True)
class Role:
    """A row of the table."""

    id: str
    name: str
    parts: tuple[tuple[str, str], ...]
    """The headings of the card, and what is below them, in Markdown."""
    row: int
    """The line of the file on which it begins."""


def read(path: Path, encoding: str = "") -> tuple[list[Role], list[Problem]]:
    """Read a table. Its first column has the names of the roles; the heads of the others are the headings of the cards.

    Args:
        path: The file.
        encoding: Of the file, as Python calls it. Default: what the file says, UTF-8, or a guess.

    Returns:
        The roles, and a warning if the encoding was guessed.

    Raises:
        BriefingError: All that is wrong with it.
    """
    name = near(path)
    text, told = _text(path, name, encoding)
    rows = [(line, [_cell(each) for each in cells]) for line, cells in _rows(text) if any(each.strip() for each in cells)]
    if len(rows) < 2 or len(rows[0][1]) < 2:
        raise BriefingError([Problem(name, 0, "this table has no role with a text", _EXAMPLE)])
    if len(rows) > MOST + 1:
        raise BriefingError([Problem(name, 0, f"this table has more than {MOST} roles", "Split it into several files.")])
    line, heads = rows[0]
    problems = [
        Problem(name, line, f"column {number} has a text and no name", "Write the heading of this part of the card into the first line.")
        for number, head in enumerate(heads, 1)
        if not head and any(number <= len(cells) and cells[number - 1] for _, cells in rows[1:])
    ]
    roles = [_role(each, heads, cells) for each, cells in rows[1:]]
    problems += _wrong(roles, name)
    if problems:
        raise BriefingError(problems)
    return roles, told


def markdown(role: Role, place: int) -> str:
    """Return the file of a role.

    Args:
        role: The role.
        place: Its place in the table: roles are printed and dealt out in this order.
    """
    parts = "\n\n".join(f"## {head}\n\n{text}" for head, text in role.parts)
    quoted = role.name.replace("\\", "\\\\").replace('"', '\\"')
    return f'---\nname: "{quoted}"\norder: {place}\n---\n{parts}\n'


def _role(row: int, heads: list[str], cells: list[str]) -> Role:
    name = cells[0]
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    identity = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or f"role-{row - 1}"
    parts = tuple((head, _paragraphs(text)) for head, text in zip(heads[1:], cells[1:], strict=False) if text)
    return Role(identity if ID.fullmatch(identity) and not RESERVED.fullmatch(identity) else f"{identity}-1", name, parts, row)


def _wrong(roles: list[Role], name: str) -> Iterator[Problem]:
    seen: dict[str, Role] = {}
    for role in roles:
        if not role.name:
            yield Problem(name, role.row, f"row {role.row} has no name in its first column", "Write the name of the role there.")
        elif role.id in seen:
            what = f"row {role.row}: '{role.name}' has the name of the role in row {seen[role.id].row}"
            yield Problem(name, role.row, what, "Give each role a name of its own.")
        elif not role.parts:
            yield Problem(
                name, role.row, f"row {role.row}: '{role.name}' has no text", "Write what this role is and knows, or take the row out."
            )
        seen.setdefault(role.id, role)


def _paragraphs(text: str) -> str:
    """Return the lines of a cell as Markdown: each is a paragraph, unless it is an item of a list."""
    lines = [line.strip() for line in text.split("\n")]
    kept = [re.sub(r"^[•·–]\s+", "- ", line) for line in lines]
    out = ""
    for line in filter(None, kept):
        is_item = bool(re.match(r"(?:[-*]|\d+[.)])\s", line))
        out += ("" if not out else "\n" if is_item and re.match(r"(?:[-*]|\d+[.)])\s", out.rpartition("\n")[2]) else "\n\n") + line
    return out


def _cell(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\N{NO-BREAK SPACE}", " ").strip()


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=False)
    begin = 0
    for cells in reader:
        line, begin = begin + 1, reader.line_num
        yield line, cells


def _text(path: Path, name: str, encoding: str) -> tuple[str, list[Problem]]:
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError as error:
        what = "there is no such file" if isinstance(error, FileNotFoundError) else f"this file cannot be read: {error.strerror}"
        raise BriefingError([Problem(name, 0, what, "Name a table with a row for each role, saved as CSV.")]) from None
    if data.startswith(ZIP) and path.suffix.lower() == ".xlsx":
        return workbook_tables.as_csv(path, name), []
    if data.startswith((ZIP, OLD_OFFICE)):
        raise BriefingError([Problem(name, 0, "this is a workbook, not a CSV file", SAVE)])
    return text_of(data, name, encoding)

"""Rosters: the people who get a sheet, from a file of a spreadsheet program (.csv or .xlsx) or a learning platform."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from difflib import get_close_matches
from pathlib import Path

from briefing.dataclass import dataclass
from briefing.document.breaks import without_unseen
from briefing.errors import BriefingError, Problem, counted
from briefing.files.table_text import SAVE, text_of
from briefing.handout import garbled
from briefing.handout.heads import Columns, columns, plain, whole_name
from briefing.library import workbook_tables
from briefing.system.signatures import OLD_OFFICE, ZIP

LARGEST = 5_000_000
"""Bytes that a roster may have."""
MOST = 20_000
"""Rows that it may have."""
LONGEST = 120
"""Characters of a name; longer ones leave no room on the line for it."""
_ABOVE = 10
"""Among so many lines the heads of the columns are looked for: exports may have a title above them."""
_LONGEST_HEADS = 20_000
"""Characters of a line with the heads of columns; gradebooks have hundreds of columns."""
_SEPARATORS = (",", ";", "\t", "|")
_NOBODY = frozenset({"points possible", "points", "date", "class average", "student, test", "test student"})
"""What gradebooks of learning platforms have in place of a name, in rows that are not people."""


@dataclass(frozen=True, slots=True)
class Person:
    """A row of a roster."""

    name: str
    group: str
    row: int
    """The line of the file on which it begins."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Parameters that are not as for the others, by name."""
    cards: Mapping[str, str] = field(default_factory=dict)
    """What is in columns that may name the person's card, by their heads."""


def read(
    path: Path, name: str, parameters: Sequence[str], encoding: str = "", *, for_list: bool = False
) -> tuple[list[Person], list[Problem]]:
    """Read a roster.

    Args:
        path: The file.
        name: The file as the user knows it.
        parameters: What columns can be called besides names and groups.
        encoding: Of the file, as Python calls it. Default: what the file says, UTF-8, or a guess.
        for_list: Whether the people are printed as a list, which has other columns than sheets for each of them.

    Returns:
        The people, in the order of their rows, and the problems of single rows, of guesses and of columns that are not used. Rows with an
        error are left out.

    Raises:
        BriefingError: It is not a roster, its encoding is not clear, or its columns cannot be used.
    """
    text, problems = _text(path, name, encoding)
    mark, first = _layout(text, parameters)
    rows = [each for each in _rows(text, name, mark) if each[0] >= first]
    if not rows:
        raise BriefingError(
            [Problem(name, 0, "the roster is empty", "Write name,group into its first line, and a line for each person below it.")]
        )
    line, heads = rows[0]
    found = columns(heads, parameters, for_cards=not for_list)
    _refuse(found, line, name)
    if len(rows) == 1:
        raise BriefingError([Problem(name, line, "the roster has no rows below the names of its columns", "Write a line for each person.")])
    if len(rows) > MOST + 1:
        what = f"the roster has {len(rows) - 1:,} rows, but at most {MOST:,} are possible"
        raise BriefingError([Problem(name, 0, what, "Split it into several files.")])
    problems += [*_not_used(found, line, name, parameters, for_list=for_list)]
    people = list(_people(rows[1:], found, name, problems))
    return people, [*problems, *garbled.told([(person.name, person.row) for person in people], name), *_twice(people, name)]


def _people(rows: Sequence[tuple[int, list[str]]], found: Columns, name: str, problems: list[Problem]) -> Iterator[Person]:
    """Yield the people of the rows that are right; add the problems of the others."""
    nobody: list[tuple[int, str]] = []
    for line, cells in rows:
        values = {meaning: value for meaning, value in zip(found.meanings, cells, strict=False) if meaning}
        values["name"] = values.get("name") or whole_name(values.pop("given", ""), values.pop("family", ""))
        if found.unused and values["name"].casefold() in _NOBODY and not any("@" in cell for cell in cells):
            nobody.append((line, values["name"]))
            continue
        wrong = list(_wrong(line, cells, len(found.meanings), values, name))
        problems += wrong
        if not wrong:
            settings = {key: value for key, value in values.items() if key not in ("name", "group") and value}
            cards = {head: value for head, value in zip(found.cards, cells, strict=False) if head and value}
            yield Person(values["name"], values.get("group", ""), line, settings, cards)
    if nobody:
        those = ", ".join(f"'{each}'" for _, each in nobody[:4])
        what = f"{counted(len(nobody), 'row')} left out, which a gradebook adds: {those}"
        problems.append(Problem(name, nobody[0][0], what, "If this is somebody's name, take the other columns out.", severity="warning"))


# ── bytes to text ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(path: Path, name: str, encoding: str) -> tuple[str, list[Problem]]:
    """Return the text of the file, in whatever encoding a spreadsheet has written it, and a warning if the encoding is a guess."""
    data = _bytes(path, name)
    if data.startswith(ZIP) and path.suffix.lower() == ".xlsx":
        return workbook_tables.as_csv(path, name), []
    if data.startswith((ZIP, OLD_OFFICE)):
        raise BriefingError([Problem(name, 0, "this is a workbook, not a CSV file", SAVE)])
    if data.startswith(b"%PDF"):
        raise BriefingError([Problem(name, 0, "this is a PDF, not a CSV file", "Export the list as CSV.")])
    return text_of(data, name, encoding)


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir() or not path.exists():
            what = "this is a folder" if path.is_dir() else "there is no such file"
            raise BriefingError([Problem(name, 0, what, "Name a CSV file with the columns name and group.")])
        with path.open("rb") as file:  # a pipe has no size before it is read
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise BriefingError(
            [Problem(name, 0, f"the roster cannot be read: {error.strerror}", "Check that you are allowed to read it.")]
        ) from None
    if len(data) > LARGEST:
        what = f"the roster is larger than {LARGEST // 1_000_000} MB"
        raise BriefingError([Problem(name, 0, what, "Check that it is the right file. If it is, split it.")])
    return data


# ── text to rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _layout(text: str, parameters: Sequence[str]) -> tuple[str, int]:
    """Return the character between cells, and the line with the heads of the columns."""
    lines = re.split(r"\r\n|\r|\n", text, maxsplit=_ABOVE)[:_ABOVE]
    if told := re.fullmatch(r"sep=(.)", lines[0], re.IGNORECASE):  # what Excel writes and reads
        return told[1], 2
    ways: list[tuple[int, int, int, str]] = []
    for (number, line), mark in itertools.product(enumerate(lines, 1), _SEPARATORS):
        if len(line) < _LONGEST_HEADS:
            cells = next(csv.reader([line], delimiter=mark), [])
            found = columns([_clean(cell) for cell in cells], parameters)
            if found.has_people:
                ways.append((sum(map(bool, found.meanings)), len(cells), -number, mark))
    if ways:
        _, _, number, mark = max(ways, key=lambda way: (*way[:3], way[3] == ","))
        return mark, -number
    top = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    return max(_SEPARATORS, key=lambda mark: (top.count(mark), mark == ",")), 1


def _rows(text: str, name: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the line on which it begins; cells without white space around them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    line = 1
    try:
        for cells in reader:
            clean = [_clean(cell) for cell in cells]
            if any(clean):
                yield line, clean
            line = reader.line_num + 1
    except csv.Error:
        what = "from this line on, quotation marks are not in pairs, or a cell is far too long"
        raise BriefingError([Problem(name, line, what, 'Put words with commas between " and ", or take a lone " out.')]) from None


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", " ".join(without_unseen(cell).split()))


# ── heads and rows ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _refuse(found: Columns, line: int, name: str) -> None:
    """Refuse a roster whose columns cannot be used.

    Raises:
        BriefingError: No column has names or groups, or two have the same head.
    """
    problems = []
    if not found.has_people:
        hint = "Write 'name' above the column with the names, in the first line of the file."
        problems.append(Problem(name, line, "no column is called name or group", hint))
    problems += [
        Problem(name, line, f"two columns are called '{each}'", "Take one of them out, or give it another name.") for each in found.twice
    ]
    if problems:
        raise BriefingError(problems)


def _not_used(found: Columns, line: int, name: str, parameters: Sequence[str], *, for_list: bool) -> Iterator[Problem]:
    """Yield a warning for all columns that mean nothing, and one for each that is nearly the name of a parameter."""
    rest = []
    for head in found.unused:
        if close := get_close_matches(plain(head), parameters, n=1, cutoff=0.75):
            yield Problem(name, line, f"column '{_shown(head)}' is not used", f"Did you mean '{close[0]}'?", severity="warning")
        else:
            rest.append(_shown(head))
    if rest:
        what = f"{counted(len(rest), 'column')} not used: {', '.join(rest[:8])}{', …' if len(rest) > 8 else ''}"
        own = "_".join(re.findall(r"\w+", rest[0].casefold())) or "more"
        hint = f"briefing uses columns with these names: {', '.join(('name', 'group', *parameters, 'role'))}. To print '{rest[0]}', write "
        hint += f"{{{{ {own} }}}} into a kind of your own, and below its 'params:' {own}: {{type: text, help: {own}, default: ''}}."
        if for_list:
            heads = ", ".join(each if re.fullmatch(r"[^\W\d][\w ]*", each) else json.dumps(each, ensure_ascii=False) for each in rest[:4])
            hint = (
                "To print them, make a kind of your own, such as templates/handouts/list.yaml, with 'handout: {per: list}' and the section "
            )
            hint += f"'- {{use: people, columns: [{heads}, Signature]}}'."
        yield Problem(name, line, what, hint, severity="warning")


def _wrong(line: int, cells: Sequence[str], count: int, values: Mapping[str, str], name: str) -> Iterator[Problem]:
    """Yield what is wrong with a row."""
    if any(cells[count:]):
        what = f"row {line} has {len(cells)} cells, but there are {count} columns"
        yield Problem(name, line, what, 'Put a name with a comma between quotation marks: "Osei, Ama".')
    if not values["name"] and not values.get("group"):
        yield Problem(name, line, f"row {line} has no name and no group", "Fill in the name, or take the row out.")
    for head, value in values.items():
        if len(value) > LONGEST:
            what = f"row {line}, column '{head}': {len(value):,} characters are too many for a sheet"
            yield Problem(name, line, what, f"Write at most {LONGEST} characters.")
        elif control := next((c for c in value if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn")), ""):
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

"""The rows of a figure from its data file."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from briefing import markup
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, WrongValueError, nearest
from briefing.files.yaml_words import UNPRINTABLE, unprintable
from briefing.library import data_numbers
from briefing.library.data_files import Line, Sheet, found, plain, read
from briefing.library.data_numbers import FORMULA, WORDS
from briefing.library.figure_rows import Measure, Series
from briefing.library.figure_rules import MOST_ROWS
from briefing.library.figures import Figure

LONGEST = 300
"""Characters of a label, a time or a remark."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a table, by its head and its place."""

    head: str
    place: int

    def raw(self, cells: Sequence[str]) -> str:
        """Return the cell of a line, with the sign for words of a workbook."""
        return cells[self.place] if self.place < len(cells) else ""

    def of(self, cells: Sequence[str]) -> str:
        """Return the words of the cell of a line."""
        return self.raw(cells).removeprefix(WORDS).strip()


def completed(figure: Figure, root: Path) -> tuple[Figure, tuple[Problem, ...]]:
    """Return a figure with the rows of its data file, and warnings of what was guessed.

    Args:
        figure: It names a file.
        root: The workspace, which the file must be in.

    Raises:
        BriefingError: The file cannot be read, or its numbers cannot be drawn. A problem without a file is one of the figure.
    """
    numbers = [series.column or series.name for series in figure.series]
    label = figure.columns.label or figure.label
    extra = [head for head in (figure.columns.period, figure.columns.note) if head]
    sheet = read(found(root, figure.data), root, [label, *numbers, *extra], figure.sheet)
    columns = {head: _column(sheet, head) for head in (label, *numbers, *extra)}
    lines = _chosen(figure, sheet, columns[label])
    mark, warnings = _mark(figure, sheet, [columns[head].raw(cells) for _, cells in lines for head in numbers])
    warnings = (*warnings, *_notes_below(sheet, lines, columns[label]))
    problems: list[Problem] = []
    rows: list[Measure] = []
    for line, cells in lines:
        words = [columns[head].of(cells) if head else "" for head in (label, figure.columns.period, figure.columns.note)]
        try:
            values = _values(words[0], [(columns[head], columns[head].raw(cells)) for head in numbers], sheet, mark)
            rows.append(_row(words, values))
        except WrongValueError as error:
            problems.append(Problem(sheet.file, line, error.message, error.hint))
            continue
        warnings = (*warnings, *_shares(figure, values, sheet.file, line))
    if problems:
        raise BriefingError(problems)
    if sheet.separator:
        figure = replace(figure, series=tuple(_as_written(each, columns, lines, mark) for each in figure.series))
    try:
        whole = replace(figure, rows=tuple(rows), data="", sheet="", columns=type(figure.columns)(), only=(), decimal=None)
    except WrongValueError as error:
        line = next((line for line, cells in lines if f"'{columns[label].of(cells)}'" in error.message), sheet.line)
        raise BriefingError([Problem(sheet.file, line, error.message, error.hint)]) from None
    return whole, warnings


def _as_written(series: Series, columns: Mapping[str, _Column], lines: Sequence[Line], mark: str) -> Series:
    """Return a column with the decimals that all its numbers have in the file: 47.0 beside 46.9 is not 47."""
    cells = [columns[series.column or series.name].of(cells) for _, cells in lines]
    counts = {data_numbers.decimals(cell, mark) for cell in cells if cell.lower() not in data_numbers.MISSING}
    return replace(series, decimals=counts.pop()) if series.decimals is None and len(counts) == 1 else series


def _row(words: Sequence[str], values: Sequence[data_numbers.Read]) -> Measure:
    """Return a row of the figure from its label, its time, the remark on it, and its numbers.

    Raises:
        WrongValueError: It cannot be printed.
    """
    _refuse_words(*words)
    exactness = tuple(each.exactness for each in values)
    label, period, note = words
    numbers = tuple(each.value for each in values)
    return Measure(label, numbers, period=period, note=note, exactness=exactness if {*exactness} - {"exact"} else ())


def _column(sheet: Sheet, head: str) -> _Column:
    places = [place for place, cell in enumerate(sheet.heads) if plain(cell) == plain(head)]
    if len(places) > 1:
        what = f"two columns are called '{head}'"
        raise BriefingError([Problem(sheet.file, sheet.line, what, "Give one of them another name, in the file and in the figure.")])
    return _Column(head, places[0])


def _chosen(figure: Figure, sheet: Sheet, label: _Column) -> list[Line]:
    """Return the lines that the figure takes."""
    lines = [each for each in sheet.rows if label.of(each[1])]
    others = (series.column or series.name for series in figure.series)
    numbers = [_column(sheet, head) for head in others]
    nameless = [line for line, cells in sheet.rows if not label.of(cells) and any(each.of(cells) for each in numbers)]
    if nameless and not figure.only:
        what = f"this row has numbers, but nothing in column '{label.head}'"
        raise BriefingError(Problem(sheet.file, line, what, "Write its label, or take the row out.") for line in nameless[:5])
    if figure.only:
        by_label: dict[str, Line] = {}
        counts = Counter(label.of(cells) for _, cells in lines)
        for each in lines:
            by_label.setdefault(label.of(each[1]), each)
        for name in figure.only:
            if name not in by_label:
                hint = nearest(name, by_label, "Write the labels as they are in the file.")
                raise BriefingError([Problem("", 0, f"'{figure.data}' has no row '{name}'", hint)])
            if counts[name] > 1:
                what = f"'{figure.data}' has {counts[name]} rows '{name}'"
                raise BriefingError([Problem("", 0, what, "Give each row a label of its own, or leave out 'only'.")])
        lines = [by_label[name] for name in figure.only]
    if not lines:
        what = "there are no rows below the names of the columns"
        raise BriefingError([Problem(sheet.file, sheet.line, what, "Write one for each label.")])
    if len(lines) > MOST_ROWS:
        what = f"there are {len(lines):,} rows, but a figure has at most {MOST_ROWS}"
        hint = "Keep fewer, or name in the figure those that it takes: 'only: [First, Second]'."
        raise BriefingError([Problem(sheet.file, lines[MOST_ROWS][0], what, hint)])
    return lines


def _mark(figure: Figure, sheet: Sheet, cells: Sequence[str]) -> tuple[str, tuple[Problem, ...]]:
    """Return the mark of decimals, and the warnings of the file with one if the mark is a guess.

    The numbers of a workbook have a point. Only words in it that could be numbers need a mark.
    """
    if figure.decimal:
        return ("," if figure.decimal == "comma" else "."), sheet.told
    written = [cell.removeprefix(WORDS) for cell in cells if sheet.separator or cell.startswith(WORDS)]
    mark, doubtful = data_numbers.mark_of(written, default="," if sheet.separator == ";" else ".")
    if not doubtful:
        return mark, sheet.told
    name, other = ("point", "comma") if mark == "." else ("comma", "point")
    what = f"'{doubtful}' is read with a {name} before the decimals, which is a guess"
    hint = f"Write in the figure 'decimal: {name}', or 'decimal: {other}' if that is right."
    return mark, (*sheet.told, Problem(sheet.file, 0, what, hint, severity="warning"))


def _refuse_words(label: str, period: str, note: str) -> None:
    """Refuse words that cannot be printed.

    Raises:
        WrongValueError: They have signs that nobody sees, are far too long, or are marked as only a text of the library can be.
    """
    for words in (label, period, note):
        if control := UNPRINTABLE.search(words):
            raise WrongValueError(unprintable(control[0]), "Delete it. Such characters often come with pasted text.")
        if len(words) > LONGEST:
            raise WrongValueError(f"'{words[:40]}…' has {len(words):,} characters", f"Write at most {LONGEST}.")
    parsed = markup.parse(note, "line")
    for fault in parsed.faults:
        raise WrongValueError(f"the remark on '{label}': {fault.message}", fault.hint)
    if parsed.citations:
        what = f"the remark on '{label}' cites a source, which a file with data cannot"
        raise WrongValueError(what, "Cite it in the text below the figure, or write the rows into the figure.")


def _notes_below(sheet: Sheet, lines: Sequence[Line], label: _Column) -> Iterator[Problem]:
    """Yield a warning for each line at the end that has a label and nothing else: it may be a note on the table."""
    for number, cells in itertools.takewhile(lambda each: sum(map(bool, each[1])) == 1, reversed(lines)):
        what = f"the row '{label.of(cells)[:40]}' has no number"
        hint = "If it is a note, take it out of the file, or name the rows with 'only'."
        yield Problem(sheet.file, number, what, hint, severity="warning")


def _values(label: str, cells: Sequence[tuple[_Column, str]], sheet: Sheet, mark: str) -> list[data_numbers.Read]:
    """Return the numbers of a row.

    Args:
        label: Of the row.
        cells: The cells, with their columns.
        sheet: The table; the numbers of a workbook have a point, whatever the mark in words is.
        mark: The mark of decimals.

    Raises:
        WrongValueError: One of them is no number.
    """
    values = []
    for column, cell in cells:
        if cell == FORMULA:
            what = f"the formula of '{label}' in column '{column.head}' has no result in the file"
            raise WrongValueError(what, "Open the workbook in a spreadsheet program, and save it again.")
        try:
            is_written = sheet.separator or cell.startswith(WORDS)
            values.append(data_numbers.read(cell.removeprefix(WORDS), mark if is_written else "."))
        except WrongValueError as error:
            raise WrongValueError(f"column '{column.head}': {error.message}", error.hint) from None
    return values


def _shares(figure: Figure, values: Sequence[data_numbers.Read], file: str, line: int) -> Iterator[Problem]:
    """Yield a warning for each number with a sign for per cent whose unit has none."""
    for series, each in zip(figure.series, values, strict=True):
        if each.is_share and not any(word in series.unit.lower() for word in ("%", "cent", "процент")):
            what = f"'{each.value:g}%' is drawn as {each.value:g}, but the unit of '{series.name}' is '{series.unit}'"
            yield Problem(file, line, what, "Write a unit such as '% of GDP', or take the sign out.", severity="warning")

"""The rows of a figure from its data file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, WrongValueError, nearest
from briefing.library import data_numbers
from briefing.library.data_files import Line, Sheet, found, plain, read
from briefing.library.data_numbers import FORMULA, WORDS
from briefing.library.figure_rows import Measure
from briefing.library.figure_rules import MOST_ROWS
from briefing.library.figures import Figure


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
    extra = {key: head for key, head in (("period", figure.columns.period), ("note", figure.columns.note)) if head}
    sheet = read(found(root, figure.data), root, [label, *numbers, *extra.values()], figure.sheet)
    columns = {head: _column(sheet, head) for head in (label, *numbers, *extra.values())}
    lines = _chosen(figure, sheet, columns[label])
    mark, warnings = _mark(figure, sheet, [columns[head].raw(cells) for _, cells in lines for head in numbers])
    problems: list[Problem] = []
    rows: list[Measure] = []
    for line, cells in lines:
        found_cells = [(columns[head], columns[head].raw(cells)) for head in numbers]
        period, note = (columns[extra[key]].of(cells) if key in extra else "" for key in ("period", "note"))
        try:
            values = _values(columns[label].of(cells), found_cells, "." if sheet.separator == "" else mark, mark)
            exactness = tuple(each.exactness for each in values)
            numbered = tuple(each.value for each in values)
            kinds = exactness if {*exactness} - {"exact"} else ()
            rows.append(Measure(columns[label].of(cells), numbered, period=period, note=note, exactness=kinds))
        except WrongValueError as error:
            problems.append(Problem(sheet.file, line, error.message, error.hint))
            continue
        warnings = (*warnings, *_shares(figure, values, sheet.file, line))
    if problems:
        raise BriefingError(problems)
    try:
        whole = replace(figure, rows=tuple(rows), data="", sheet="", columns=type(figure.columns)(), only=(), decimal=None)
    except WrongValueError as error:
        line = next((line for line, cells in lines if f"'{columns[label].of(cells)}'" in error.message), sheet.line)
        raise BriefingError([Problem(sheet.file, line, error.message, error.hint)]) from None
    return whole, warnings


def _column(sheet: Sheet, head: str) -> _Column:
    places = [place for place, cell in enumerate(sheet.heads) if plain(cell) == plain(head)]
    if len(places) > 1:
        what = f"two columns are called '{head}'"
        raise BriefingError([Problem(sheet.file, sheet.line, what, "Give one of them another name, in the file and in the figure.")])
    return _Column(head, places[0])


def _chosen(figure: Figure, sheet: Sheet, label: _Column) -> list[Line]:
    """Return the lines that the figure takes."""
    lines = [each for each in sheet.rows if label.of(each[1])]
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


def _values(label: str, cells: Sequence[tuple[_Column, str]], of_numbers: str, of_words: str) -> list[data_numbers.Read]:
    """Return the numbers of a row.

    Args:
        label: Of the row.
        cells: The cells, with their columns.
        of_numbers: The mark of decimals.
        of_words: The mark of decimals in words of a workbook.

    Raises:
        WrongValueError: One of them is no number.
    """
    found_values = []
    for column, cell in cells:
        if cell == FORMULA:
            what = f"the formula of '{label}' in column '{column.head}' has no result in the file"
            raise WrongValueError(what, "Open the workbook in a spreadsheet program, and save it again.")
        try:
            mark = of_words if cell.startswith(WORDS) else of_numbers
            found_values.append(data_numbers.read(cell.removeprefix(WORDS), mark))
        except WrongValueError as error:
            raise WrongValueError(f"column '{column.head}': {error.message}", error.hint) from None
    return found_values


def _shares(figure: Figure, values: Sequence[data_numbers.Read], file: str, line: int) -> Iterator[Problem]:
    """Yield a warning for each number with a sign for per cent whose unit has none."""
    for series, each in zip(figure.series, values, strict=True):
        if each.is_share and not any(word in series.unit.lower() for word in ("%", "cent", "процент")):
            what = f"'{each.value:g}%' is drawn as {each.value:g}, but the unit of '{series.name}' is '{series.unit}'"
            yield Problem(file, line, what, "Write a unit such as '% of GDP', or take the sign out.", severity="warning")

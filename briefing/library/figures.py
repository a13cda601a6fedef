"""The records of figures: numbers that belong together, with the words that a drawing of them needs."""

from __future__ import annotations

from typing import Literal

from briefing.dataclass import model
from briefing.errors import WrongValueError
from briefing.library import figure_rules
from briefing.library.fields import Citation, Markdown, MarkdownLine, Title
from briefing.library.figure_rows import Measure, Series

DATA_ENDINGS = (".csv", ".tsv", ".xlsx")
"""How the names of files with data end."""


@model(frozen=True)
class Columns:
    """Which columns of a data file a figure takes, besides the numbers. Each is the head of a column."""

    label: str = ""
    """The column of the labels. Default: the one that is called as `label` of the figure."""
    period: str = ""
    """The column of the times that rows are about."""
    note: str = ""
    """The column of remarks."""


@model(frozen=True)
class Figure:
    """Numbers that belong together, with the words that a drawing of them needs."""

    id: str
    title: Title
    """The title."""
    caption: MarkdownLine
    """What the numbers are, in one sentence: what was measured, where, when, and in which unit."""
    label: str
    """The heading of the column of labels."""
    series: tuple[Series, ...]
    """The columns: what each counts, and its unit."""
    description: Markdown
    """How to read the numbers, and how not to read them."""
    rows: tuple[Measure, ...] = ()
    """The rows, each with its values and its source."""
    finding: MarkdownLine = ""
    """What the numbers show, in one sentence: `A third of the river is gone by August`. It is printed above the caption, in bold."""
    alt: str = ""
    """The main point, for readers who cannot see the drawing. Default: the finding, and the first, last, highest and lowest numbers."""
    draw: figure_rules.Drawn = "bars"
    """How the numbers are drawn: `bars` beside each other, in a column for each series; `grouped` bars of all series in each row; `stacked`
    bars, whose parts make a sum; `lines` over time; `dots` on a scale, with a line from the lowest to the highest of a row."""
    zero: bool = True
    """Whether the scale of lines and dots begins at zero. Bars always begin there."""
    cite: Citation = ""
    """The source of all rows that name none. If that is all of them, it is printed once, in the caption."""
    data: str = ""
    """A file with the rows, instead of `rows`: `flow.csv` or `flow.xlsx`, in `seeds/data/` or elsewhere in the workspace."""
    sheet: str = ""
    """With `data`: the sheet of the workbook. Default: the only one that has the columns."""
    columns: Columns = Columns()
    """With `data`: the columns of labels, times and remarks."""
    only: tuple[str, ...] = ()
    """With `data`: the labels of the rows to take, in this order. Default: all rows."""
    decimal: Literal["point", "comma"] | None = None
    """With `data`: the mark of decimals in the file. Default: what its numbers say. If they do not say it, a guess, which you are told."""

    def __post_init__(self) -> None:
        """Check that the numbers can be drawn truly, and that each row has a source and a value for each series."""
        self._check_data()
        figure_rules.check(self.series, self.rows, self.draw, self.cite, zero=self.zero)

    @property
    def has_one_source(self) -> bool:
        """Return whether all rows have the source of the figure, so that no row need name its own."""
        return bool(self.cite) and all(row.cite in ("", self.cite) for row in self.rows)

    def _check_data(self) -> None:
        """Check that the rows are here or in a file."""
        if self.rows and self.data:
            raise WrongValueError("this figure has both 'rows' and 'data'", "Delete one of them.")
        if not (self.rows or self.data):
            raise WrongValueError("this figure has no rows", "Write 'rows', or the name of a file: 'data: flow.csv'.")
        if self.data and not self.cite:
            raise WrongValueError("the data of this figure have no source", "Write 'cite' beside 'title'; '@background' if it needs none.")
        given = {"sheet": self.sheet, "only": self.only, "decimal": self.decimal, "columns": any(vars(self.columns).values())}
        found = [key for key, value in given.items() if value and not self.data]
        if found:
            hint = "Delete it, or write 'data: flow.csv' in the place of 'rows'."
            raise WrongValueError(f"'{found[0]}' is for a figure with 'data'", hint)

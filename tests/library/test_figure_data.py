"""Figures whose rows are in a file: which rows and numbers they get, what is guessed and told, and what is refused with its line."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from briefing.errors import BriefingError, Problem
from briefing.library import Figure, Series, figure_data
from briefing.system.confined.limits import UnreadableError

FLOW = Figure(
    "flow", "Flow", "Flow at the bridge", "Year", (Series("Flow", "m³/s"), Series("Dry months", "months")), "Read it.",
    data="flow.csv", cite="[@background]",
)  # fmt: skip


def read(root: Path, text: str | bytes, figure: Figure = FLOW, folder: str = "seeds/data") -> tuple[Figure, tuple[Problem, ...]]:
    """Return the figure with the rows of a file."""
    (root / folder).mkdir(parents=True, exist_ok=True)
    (root / folder / figure.data).write_bytes(text if isinstance(text, bytes) else text.encode())
    return figure_data.completed(figure, root)


def rows(figure: Figure) -> list[tuple[Any, ...]]:
    """Return the label, the values and the exactness of each row."""
    return [(row.label, *row.values, *row.exactness) for row in figure.rows]


def refusal(root: Path, text: str | bytes, figure: Figure = FLOW) -> tuple[str, int, str, str]:
    """Return the file, the line, the message and the hint of the first problem."""
    with pytest.raises(BriefingError) as error:
        read(root, text, figure)
    each = error.value.problems[0]
    return each.file, each.line, each.message, each.hint


@pytest.mark.parametrize(
    "text",
    [
        "Year,Flow,Dry months\n1950,1200.5,1\n1990,,3\n2018,~900,7\n",
        "Year;Flow;Dry months\n1950;1200,5;1\n1990;..;3\n2018;≈ 900;7\n",
        "Year\tFlow\tDry months\n1950\t1 200,5\t1\n1990\tn/a\t3\n2018\t~900\t7\n",
        'sep=|\r\nyear|dry  MONTHS|Flow\r\n1950|1|"1,200.5"\r\n1990|3|–\r\n2018|7|~900\r\n',
        "Measured at the bridge\n\nNo.,Year,Flow,Dry months,Remark\n1,1950,1200.5,1,old\n2,1990,,3,\n3,2018,~900,7,\n",
    ],
)
def test_tables_of_every_usual_form_give_the_same_rows(tmp_path: Path, text: str) -> None:
    """Whatever is between cells and before decimals, with titles above and further columns."""
    figure, told = read(tmp_path, text)
    expected = [("1950", 1200.5, 1.0), ("1990", None, 3.0), ("2018", 900.0, 7.0, "about", "exact")]
    assert (rows(figure), told) == (expected, ())


def test_encoding_that_is_guessed_is_told(tmp_path: Path) -> None:
    """A name in the encoding of an old spreadsheet program is read rightly, with a warning."""
    text = "Reach;Flow;Dry months\nDunaújváros;12,5;1\nGyőr;3,5;2\nSzékesfehérvár;3;2\n".encode("cp1250")
    figure, told = read(tmp_path, text, replace(FLOW, label="Reach"))
    assert [row.label for row in figure.rows] == ["Dunaújváros", "Győr", "Székesfehérvár"]
    assert [each.severity for each in told] == ["warning"]
    assert "the encoding is a guess" in told[0].message


@pytest.mark.parametrize(("separator", "name", "value"), [(";", "comma", 1.234), (",", "point", 1234.0)])
def test_number_that_could_be_two_is_told(tmp_path: Path, separator: str, name: str, value: float) -> None:
    """With the way to say which it is; and then nothing is told."""
    text = f'Year{separator}Flow{separator}Dry months\n1950{separator}"1,234"{separator}5\n'
    figure, told = read(tmp_path, text)
    assert rows(figure) == [("1950", value, 5.0)]
    assert [each.message for each in told] == [f"'1,234' is read with a {name} before the decimals, which is a guess"]
    figure, told = read(tmp_path, text, replace(FLOW, decimal="comma"))
    assert (rows(figure), told) == ([("1950", 1.234, 5.0)], ())


def test_rows_are_chosen_and_columns_are_named(tmp_path: Path) -> None:
    """By their labels, in the order of the figure; by the heads of the file, where they differ from the figure's own words."""
    columns = replace(FLOW.columns, label="yr", period="to", note="rem")
    chosen = replace(
        FLOW, series=(Series("Flow", "m³/s", column="q_mean"),), columns=columns, only=("2018", "1950")
    )  # fmt: skip
    figure, _ = read(tmp_path, "yr,q_mean,to,rem\n1950,40,June,\n1990,30,,\n2018,21,July,the gauge was new\n", chosen)
    assert [(row.label, row.values, row.period, row.note) for row in figure.rows] == [
        ("2018", (21.0,), "July", "the gauge was new"),
        ("1950", (40.0,), "June", ""),
    ]


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("Year,Flo,Dry months\n1,2,3\n", 1, "no column is called 'Flow'", "Did you mean 'Flo'?"),
        ("Year,Flow,Flow,Dry months\n1,2,3,4\n", 1, "two columns are called 'Flow'", "Give one of them another name"),
        ("Year,Flow,Dry months\n", 1, "there are no rows below the names of the columns", "Write one for each label."),
        ("Year,Flow,Dry months\n1950,40 m³,1\n", 2, "column 'Flow': '40 m³' is not a number", "without its unit"),
        ("Year,Flow,Dry months\n1950,<5,1\n", 2, "column 'Flow': '<5' is not a number", "Write ≤ or ≥"),
        ('Year,Flow,Dry months\n1950,1.5,1\n1951,"2,5",1\n', 3, "column 'Flow': '2,5' is not a number", "'decimal: comma'"),
        ('Year,Flow,Dry months,R\n1950,4,1,"old\n1951,3,1,\n', 2, "from this line on, quotation marks are not in pairs", "take a lone"),
        ("Year,Flow,Dry months\n1950,4,1\n,3,1\n", 3, "this row has numbers, but nothing in column 'Year'", "Write its label"),
        ("Year,Flow,Dry months\n19\x0750,4,1\n", 2, "the file has a character that cannot be printed", "Delete it"),
        (f"Year,Flow,Dry months\n{'9' * 301},4,1\n", 2, f"'{'9' * 40}…' has 301 characters", "Write at most 300."),
        ("", 0, "there is nothing in this file", "Write the names of the columns"),
        ("Year,Flow,Dry months\n" + "1,2,3\n" * 401, 402, "there are 401 rows, but a figure has at most 400", "only: ["),
        (b"PK\x03\x04 no text", 0, "this is a workbook, not a CSV file", "ends in .xlsx"),
        (b"\x00\x01\x02\x00\x00", 0, "this is not a text, so it is not a CSV file", "Save it as CSV again"),
        (b"Year,Flow,Dry months\n" + b"9" * 5_000_001, 0, "the file is larger than 5 MB", "Keep the rows"),
    ],
)
def test_file_that_cannot_be_drawn_is_refused(tmp_path: Path, text: str | bytes, line: int, message: str, hint: str) -> None:
    """With its line, what is wrong, and what to do."""
    file, at, what, instead = refusal(tmp_path, text)
    assert (file, at) == ("seeds/data/flow.csv", line)
    assert what.startswith(message)
    assert hint in instead


def test_remarks_of_a_file_are_texts_without_citations(tmp_path: Path) -> None:
    """They are checked as those of a figure are."""
    noted = replace(FLOW, columns=replace(FLOW.columns, note="Remark"))
    text = "Year,Flow,Dry months,Remark\n1950,4,1,{}\n"
    assert read(tmp_path, text.format("the *old* gauge"), noted)[0].rows[0].note == "the *old* gauge"
    assert "cites a source, which a file with data cannot" in refusal(tmp_path, text.format("[@calloway-2019]"), noted)[2]
    assert refusal(tmp_path, text.format("<b>old</b>"), noted)[2].startswith("the remark on '1950':")


def test_row_without_numbers_is_told(tmp_path: Path) -> None:
    """It may be a line of notes below the table."""
    figure, told = read(tmp_path, "Year,Flow,Dry months\n1950,4,1\nSource: the commission,,\n")
    assert [(each.line, each.message) for each in told] == [(3, "the row 'Source: the commission' has no number")]
    assert len(figure.rows) == 2
    assert read(tmp_path, "Year,Flow,Dry months\n1950,,\n1951,4,1\n1952,..,..\n")[1] == ()


def test_all_wrong_cells_are_told_at_once(tmp_path: Path) -> None:
    """Each row with its line."""
    with pytest.raises(BriefingError) as error:
        read(tmp_path, "Year,Flow,Dry months\n1950,x,1\n1951,2,1\n1952,3,y\n")
    assert [each.line for each in error.value.problems] == [2, 4]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../outside.csv", "'../outside.csv' is outside the workspace"),
        ("https://example.org/flow.csv", "'https://example.org/flow.csv' is an address"),
        ("flaw.csv", "there is no file 'flaw.csv'"),
        ("flow.ods", "'flow.ods' is no table that can be read"),
    ],
)
def test_only_files_of_the_workspace_are_read(tmp_path: Path, name: str, message: str) -> None:
    """No network, no other folder, not even through a link."""
    root = tmp_path / "pack"
    (root / "seeds/data").mkdir(parents=True)
    for each in (tmp_path / "outside.csv", root / "seeds/data/flow.ods", root / "seeds/data/flow.csv"):
        each.write_text("Year,Flow,Dry months\n1,2,3\n", encoding="utf-8")
    (root / "seeds/data/link.csv").symlink_to(tmp_path / "outside.csv")
    for wrong in (name, "link.csv"):
        with pytest.raises(BriefingError) as error:
            figure_data.completed(replace(FLOW, data=wrong), root)
        assert error.value.problems[0].file == ""
    with pytest.raises(BriefingError, match=r"link\.csv' is outside the workspace"):
        figure_data.completed(replace(FLOW, data="link.csv"), root)
    with pytest.raises(BriefingError, match=re.escape(message)):
        figure_data.completed(replace(FLOW, data=name), root)


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def workbook(path: Path, **cells: Any) -> bytes:
    """Write a workbook with a sheet of notes and one of numbers, in which some cells are changed; return its bytes."""
    book = openpyxl.Workbook()
    book.active.append(["Nothing but notes here"])
    sheet = book.create_sheet("Numbers")
    for row in (["Flow at the bridge"], [], ["Year", "Flow", "Dry months"], [dt.date(1950, 1, 1), 0.1 + 0.2, 1], [1990, None, 0.25]):
        sheet.append(row)
    sheet["A4"].number_format = "yyyy"
    sheet["C5"].number_format = "0%"
    for place, value in cells.items():
        sheet[place] = value
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path.read_bytes()


XLSX = replace(FLOW, data="flow.xlsx")


def test_workbook_gives_what_its_cells_show(tmp_path: Path) -> None:
    """Years of dates, per cent as such, 0.3 without the noise of binary numbers; a sign for per cent without its unit is told."""
    figure, told = read(tmp_path, workbook(tmp_path / "flow.xlsx"), XLSX)
    assert rows(figure) == [("1950", 0.3, 1.0), ("1990", None, 25.0)]
    assert [each.message for each in told] == ["'25%' is drawn as 25, but the unit of 'Dry months' is 'months'"]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read workbooks in this process, as in another: the way there has its own test."""
    from briefing.library import workbooks
    from briefing.system import confined

    def ask(_: str, path: Path, name: str, instead: str) -> dict[str, Any]:
        try:
            return workbooks.read(path.read_bytes(), path.name)
        except UnreadableError as error:
            raise BriefingError([Problem(name, 0, error.message, error.hint or instead)]) from None

    monkeypatch.setattr(confined, "ask", ask)


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"B4": "=1+1"}, "the formula of '1950' in column 'Flow' has no result in the file"),
        ({"B4": "1,5"}, ""),
        ({"B4": "a lot"}, "column 'Flow': 'a lot' is not a number"),
        ({"B3": "Flaw"}, "no column is called 'Flow'"),
    ],
)
def test_cells_that_are_no_numbers_are_refused(tmp_path: Path, cells: dict[str, Any], message: str) -> None:
    """A formula without a result is not taken for a gap; words that are a number are read as in a text."""
    if not message:
        assert rows(read(tmp_path, workbook(tmp_path / "flow.xlsx", **cells), XLSX)[0])[0] == ("1950", 1.5, 1.0)
        return
    assert refusal(tmp_path, workbook(tmp_path / "flow.xlsx", **cells), XLSX)[2] == message


@pytest.mark.usefixtures("reader")
def test_sheet_is_found_by_its_columns(tmp_path: Path) -> None:
    """Unless several have them: then the figure names one."""
    path = tmp_path / "flow.xlsx"
    workbook(path)
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["Numbers"]).title = "Again"
    book.save(path)
    assert refusal(tmp_path, path.read_bytes(), XLSX)[2:] == (
        "several sheets have these columns: Numbers, Again",
        "Name one in the figure: 'sheet: Numbers'.",
    )
    assert len(read(tmp_path, path.read_bytes(), replace(XLSX, sheet="Again"))[0].rows) == 2
    assert refusal(tmp_path, path.read_bytes(), replace(XLSX, sheet="Agin"))[2:] == (
        "the workbook has no sheet 'Agin'",
        "Did you mean 'Again'?",
    )


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("data", [b"no workbook", b"PK\x03\x04 no more"])
def test_damaged_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    """With what to do."""
    assert "damaged" in refusal(tmp_path, data, XLSX)[2]


def test_numbers_keep_the_decimals_that_all_of_a_column_have(tmp_path: Path) -> None:
    """47.0 beside 46.9 is as exact as that. Where some have more than others, each has its own; what the figure says goes before."""
    figure, _ = read(tmp_path, "Reach;Flow;Dry months\nA;47,0;1\nB;46,9;2\nC;-;3\n", replace(FLOW, label="Reach"))
    assert [each.decimals for each in figure.series] == [1, 0]
    figure, _ = read(tmp_path, "Reach;Flow;Dry months\nA;47;1\nB;46,9;2\n", replace(FLOW, label="Reach"))
    assert figure.series[0].decimals is None
    own = replace(FLOW, label="Reach", series=tuple(replace(each, decimals=2) for each in FLOW.series))
    figure, _ = read(tmp_path, "Reach;Flow;Dry months\nA;47,0;1\nB;46,9;2\n", own)
    assert [each.decimals for each in figure.series] == [2, 2]

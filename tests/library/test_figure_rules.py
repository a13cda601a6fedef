"""Figures that would be drawn wrongly are refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import ValidationError

from briefing import library
from briefing.files.validation import adapter

FIGURE: dict[str, Any] = {
    "id": "f", "title": "T", "caption": "C", "label": "Year", "description": "", "cite": "@background",
    "series": [{"name": "Flow", "unit": "m³/s"}, {"name": "Rain", "unit": "m³/s"}],
    "rows": [{"label": "1950", "values": [40, 3]}, {"label": "1990", "values": [None, 2]}],
}  # fmt: skip
OTHER_UNIT = [{"name": "Flow", "unit": "m³/s"}, {"name": "Rain", "unit": "mm"}]
OF_TEN = [{"name": "Flow", "unit": "%", "whole": 10}, {"name": "Rain", "unit": "%", "whole": 10}]


@pytest.mark.parametrize("draw", ["bars", "grouped", "stacked", "lines", "dots"])
def test_figure_without_an_alternative_text_is_taken(draw: str) -> None:
    """Its numbers say one."""
    assert adapter(library.Figure).validate_python(FIGURE | {"draw": draw}).alt == ""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rows": []}, "this figure has no rows"),
        ({"data": "flow.csv"}, "this figure has both 'rows' and 'data'"),
        ({"sheet": "One"}, "'sheet' is for a figure with 'data'"),
        ({"columns": {"note": "Remarks"}}, "'columns' is for a figure with 'data'"),
        ({"zero": "no"}, "bars begin at zero, or they show wrong proportions"),
        ({"draw": "grouped", "zero": "no"}, "bars begin at zero"),
        ({"draw": "dots", "series": OTHER_UNIT}, "these series have different units, 'm³/s' and 'mm', so they cannot be on one scale"),
        ({"draw": "stacked", "series": OTHER_UNIT}, "different units"),
        ({"draw": "lines", "series": OF_TEN}, "'whole' is not for 'draw: lines'"),
        ({"draw": "stacked", "series": [OF_TEN[0], {"name": "Rain", "unit": "%"}]}, "the parts of a stacked bar have different wholes"),
        ({"draw": "stacked", "series": OF_TEN, "rows": [{"label": "a", "values": [7, 4]}]}, "the parts of 'a' are 11 together"),
        ({"draw": "stacked", "rows": [{"label": "a", "values": [7, -4]}]}, "'a' has -4, and a part below zero cannot be stacked"),
        ({"draw": "lines", "rows": [{"label": "Upper", "values": [1, 2]}]}, "lines are drawn over time, but 'Upper' is not a date"),
        ({"draw": "lines", "rows": [{"label": "1950", "values": [1, 2]}] * 2}, "two rows are about the same time, '1950' and '1950'"),
        ({"rows": [{"label": "a", "values": [1, 2]}] * 401}, "this figure has 401 rows, but at most 400 are possible"),
        ({"rows": [{"label": "a", "values": [1500, 2], "shown": ["1,400", "2"]}]}, "'a' is drawn as 1500, but its label says '1,400'"),
    ],
)
def test_figure_that_would_be_drawn_wrongly_is_refused(change: dict[str, Any], message: str) -> None:
    """With what is wrong with it."""
    with pytest.raises(ValidationError, match=re.escape(message)):
        adapter(library.Figure).validate_python(FIGURE | change)


def test_data_without_a_source_are_refused() -> None:
    """The file has none that a pack could print."""
    figure = {key: value for key, value in FIGURE.items() if key not in ("cite", "rows")} | {"data": "flow.csv"}
    with pytest.raises(ValidationError, match="the data of this figure have no source"):
        adapter(library.Figure).validate_python(figure)

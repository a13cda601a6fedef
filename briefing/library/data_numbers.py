"""Numbers as people and programs write them in tables: with a comma or a point before the decimals, with marks between thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.dataclass import dataclass
from briefing.errors import WrongValueError
from briefing.library.figure_rows import Exactness

MISSING = frozenset({"", "-", "–", "—", "..", "...", "…", ":", "n/a", "na", "n.a.", "nd", "null", "none", "nan", "#n/a"})
"""What stands for a number that there is not, in small letters."""
FORMULA = "\0formula"
"""In the place of a cell whose formula has no result."""
WORDS = "\0"
"""Before words that could be a number: the workbook does not have them as one."""
_EXACTNESS: dict[str, Exactness] = {"~": "about", "≈": "about", "≤": "at-most", "≥": "at-least"}
_SPACES = "'’ \u00a0\u202f\u2009"
"""What may be between thousands, whatever the mark of decimals is."""


@dataclass(frozen=True, slots=True)
class Read:
    """A cell as a number."""

    value: float | None
    exactness: Exactness = "exact"
    is_share: bool = False
    """Whether a sign for per cent was behind it."""


def mark_of(cells: Iterable[str], *, default: str) -> tuple[str, str]:
    """Return the mark of decimals in some cells and, if it is a guess, the first cell that could be another number.

    Args:
        cells: What is written.
        default: The mark, where nothing in the cells says it.
    """
    plain = [_bare(cell)[1] for cell in cells]
    fits = {mark: all(_form(mark).fullmatch(cell) for cell in plain if _is_number(cell)) for mark in ".,"}
    if fits["."] != fits[","]:
        return ("." if fits["."] else ","), ""
    return default, next((cell for cell in plain if _is_number(cell) and _value(cell, ".") != _value(cell, ",")), "")


def read(cell: str, mark: str) -> Read:
    """Return a cell as a number.

    Args:
        cell: What is written.
        mark: The mark of decimals.

    Raises:
        WrongValueError: It is no number.
    """
    if cell.strip().lower() in MISSING:
        return Read(None)
    exactness, plain = _bare(cell)
    if not _form(mark).fullmatch(plain):
        raise WrongValueError(f"'{cell.strip()[:40]}' is not a number", _hint(cell, plain, mark))
    return Read(_value(plain, mark), exactness, is_share=cell.rstrip().endswith("%"))


def decimals(cell: str, mark: str) -> int:
    """Return how many decimals a number is written with."""
    digits = re.search(rf"\{mark}([0-9]+)$", _bare(cell)[1])
    return len(digits[1]) if digits else 0


def _hint(cell: str, plain: str, mark: str) -> str:
    if _form("," if mark == "." else ".").fullmatch(plain):
        name, other = ("point", "comma") if mark == "." else ("comma", "point")
        return f"Here the mark of decimals is the {name}. If it is the {other} in the whole file, write 'decimal: {other}'."
    if re.match(r"\s*[<>]", cell):
        return "Write ≤ or ≥ before a limit, ~ before an approximate number."
    return "Write the number alone, without its unit; leave the cell empty if there is none."


def _bare(cell: str) -> tuple[Exactness, str]:
    """Return how exact a cell says its number is, and the number without signs around it."""
    text = cell.strip()
    exactness = _EXACTNESS.get(text[:1], "exact")
    text = text.lstrip("~≈≤≥").strip().removesuffix("%").strip()
    return exactness, re.sub("^[−–]", "-", text).removeprefix("+")


def _is_number(plain: str) -> bool:
    return any(_form(mark).fullmatch(plain) for mark in ".,")


def _form(mark: str) -> re.Pattern[str]:
    """Return the form of numbers with a mark of decimals. The other mark may be between thousands, where no number begins with 0."""
    return _FORMS[mark]


def _written(mark: str) -> re.Pattern[str]:
    between = f"[{_SPACES}{',' if mark == '.' else '.'}]"
    thousands = rf"[1-9]\d{{0,2}}(?P<between>{between})\d{{3}}(?:(?P=between)\d{{3}})*"
    return re.compile(rf"-?(?:{thousands}|\d+|(?=\{mark}\d))(?:\{mark}\d+)?(?:[eE][-+]?\d{{1,3}})?")


_FORMS = {mark: _written(mark) for mark in ".,"}


def _value(plain: str, mark: str) -> float | None:
    if not _form(mark).fullmatch(plain):
        return None
    digits = re.sub(f"[{_SPACES}{',' if mark == '.' else '.'}]", "", plain)
    return float(digits.replace(",", "."))

r"""Formulas of chemistry as mhchem writes them, `\ce{H2O}`, in plain TeX, which pandoc reads."""

from __future__ import annotations

import re

_CHEMISTRY = re.compile(r"\\(?:ce|chem)\{((?:[^{}]|\{[^{}]*\}){1,300})\}")
_ARROWS = {"<=>": r"\rightleftharpoons ", "<->": r"\leftrightarrow ", "->": r"\to ", "<-": r"\leftarrow "}


def plain_tex(formula: str) -> str:
    """Return a formula with its chemistry in plain TeX; one without any is returned as it is."""
    return _CHEMISTRY.sub(lambda match: _written_out(match[1]), formula)


def _written_out(formula: str) -> str:
    """Return a formula of chemistry, `H2O` or `SO4^2-`, as TeX."""
    for sign, arrow in _ARROWS.items():
        formula = formula.replace(sign, arrow)
    formula = re.sub(r"(?<=[A-Za-z)\]])(\d+)", r"_{\1}", formula)
    formula = re.sub(r"\^(\d*[+-])", r"^{\1}", formula)
    formula = re.sub(r"(?<=[A-Za-z\d)\]}])([+-])(?=\s|\Z)", r"^{\1}", formula)
    return re.sub(r"(?<![\\a-z])([A-Z][A-Za-z]*)", r"\\mathrm{\1}", formula)

"""Formulas in TeX, as pages and Markdown have them, as words: pandoc turns them into MathML first."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from lxml import etree

from briefing.originals.readers import formulas
from briefing.system import pandoc, temporary

_HEAP, _SECONDS = "200m", 20
"""What pandoc may use for the formulas of one file: the size of its heap, and seconds."""
_CHEMISTRY = re.compile(r"\\(?:ce|chem)\{((?:[^{}]|\{[^{}]*\}){1,300})\}")
_ARROWS = {"<=>": r"\rightleftharpoons ", "<->": r"\leftrightarrow ", "->": r"\to ", "<-": r"\leftarrow "}


def _chemistry(formula: str) -> str:
    """Return a formula of chemistry (mhchem), `H2O` or `SO4^2-`, as TeX."""
    for sign, arrow in _ARROWS.items():
        formula = formula.replace(sign, arrow)
    formula = re.sub(r"(?<=[A-Za-z)\]])(\d+)", r"_{\1}", formula)
    formula = re.sub(r"\^(\d*[+-])", r"^{\1}", formula)
    formula = re.sub(r"(?<=[A-Za-z\d)\]}])([+-])(?=\s|\Z)", r"^{\1}", formula)
    return re.sub(r"(?<![\\a-z])([A-Z][A-Za-z]*)", r"\\mathrm{\1}", formula)


def words(found: Sequence[str]) -> list[str]:
    """Return formulas of TeX as lines of text. A formula that pandoc cannot read stays as it is."""
    if not found:
        return []
    made = list(found)
    plain = [_CHEMISTRY.sub(lambda match: _chemistry(match[1]), formula) for formula in found]
    blocks = [{"t": "Para", "c": [{"t": "Math", "c": [{"t": "InlineMath"}, formula]}]} for formula in plain]
    with temporary.folder() as folder:
        try:
            tree = {"pandoc-api-version": pandoc.api_version(), "meta": {}, "blocks": blocks}
            args = ["--sandbox", "--from", "json", "--to", "html5", "--mathml", "--wrap=none"]
            page = pandoc.run(args, json.dumps(tree).encode(), folder, timeout=_SECONDS, memory=_HEAP)
        except pandoc.PandocError:
            return made
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    for number, paragraph in enumerate(etree.fromstring(b"<body>" + page + b"</body>", parser)):
        math = next(paragraph.iter("{*}math"), None)
        if math is not None:
            made[number] = formulas.mathml(math) or made[number]
    return made

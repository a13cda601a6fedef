"""Formulas in TeX, as pages and Markdown have them, as words: pandoc turns them into MathML first."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from briefing.originals.readers import formulas
from briefing.system import pandoc

_HEAP, _SECONDS = "200m", 20
"""What pandoc may use for the formulas of one file: the size of its heap, and seconds."""


def words(found: Sequence[str]) -> list[str]:
    """Return formulas of TeX as lines of text. A formula that pandoc cannot read stays as it is."""
    if not found:
        return []
    try:
        answers = pandoc.mathml([(formula, False) for formula in found], is_kept=False, timeout=_SECONDS, memory=_HEAP)
    except pandoc.PandocError:
        return list(found)
    return [
        formula if isinstance(answer, pandoc.FormulaError) else in_words(answer) or formula
        for formula, answer in zip(found, answers, strict=True)
    ]


def in_words(mathml: str) -> str:
    """Return a formula in MathML, as pandoc writes it, as a line of text."""
    return formulas.mathml(etree.fromstring(mathml, etree.XMLParser(resolve_entities=False, no_network=True, recover=True)))

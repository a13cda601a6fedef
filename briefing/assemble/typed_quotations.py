"""Quotations typed in the texts of a pack: those that are not exact stop it, and their words count as words of their sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from briefing.assemble.context import Context
from briefing.document import Blocks
from briefing.errors import Problem
from briefing.passages.misquotations import in_library, in_outline
from briefing.passages.quotation_marks import Quotation, quotations
from briefing.passages.typed import LEAST, WRONG, compare, verdict, words_of


def misquoted(context: Context, blocks: Blocks) -> list[Problem]:
    """Return what is wrong with the quotations in blocks whose citations are not yet worded, at their places in the files."""
    wrong: dict[str, Problem] = {}
    for quotation in quotations(blocks, context.noted.passages):
        compared = compare(quotation, context.library)
        if compared and compared.status in WRONG:
            wrong[_key(quotation)] = context.origin.problem((), *verdict(quotation, compared))
    if not wrong:
        return []
    placed = [*in_library(context.library, context.root), *in_outline(context.origin, context.outline, context.library)]
    found = [(_key(typed.quotation), typed.problem) for typed in placed if typed.is_wrong]
    known = {key for key, _ in found}
    return [*(problem for key, problem in found if key in wrong), *(problem for key, problem in wrong.items() if key not in known)]


def _key(quotation: Quotation) -> str:
    return " ".join(re.findall(r"\w+", quotation.text))


def quoted_words(context: Context, blocks: Blocks) -> Mapping[str, int]:
    """Return how many words of each source stand between quotation marks in blocks. Quotations that are too short to tell do not count."""
    words: Counter[str] = Counter()
    for quotation in quotations(blocks, context.noted.passages):
        compared = compare(quotation, context.library)
        count = words_of(quotation)
        if compared and count >= LEAST:
            words[compared.source] += count
    return words

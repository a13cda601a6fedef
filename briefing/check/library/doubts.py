"""Quoted passages from places where a copy may be otherwise than its file, and that nobody has compared yet.

Of places that nothing quotes, `briefing sources show` tells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from briefing.errors import Problem
from briefing.files.reading import read_markdown
from briefing.library import Library
from briefing.outline import FilledOutline
from briefing.passages.finding import PROVED, find
from briefing.passages.misquotations import in_library, in_outline
from briefing.passages.verdict import compared, doubtful


def warnings(library: Library, plans: Sequence[FilledOutline], root: Path) -> Iterator[Problem]:
    """Yield a warning for each excerpt and each typed quotation from a doubtful place that nobody has compared with the file.

    Args:
        library: Where the quotations and the copies are.
        plans: The outlines, whose texts may quote.
        root: The workspace, for the lines of its files.
    """
    if not any(copy.provenance.doubts for copy in library.originals.values()):
        return
    for key, excerpt in library.excerpts.items():
        passage = find(excerpt, library.originals.get(excerpt.source))
        for message, hint in _doubts(library, excerpt.source, passage.paragraphs) if passage.status in PROVED else ():
            file = f"seeds/excerpts/{key}.md"
            yield read_markdown(root / file, file).problem(("select",), message, hint, severity="warning")
    typed = [*in_library(library, root), *(each for plan in plans for each in in_outline(plan.origin, plan.outline, library))]
    for quotation in typed:
        found = quotation.compared
        for message, hint in _doubts(library, found.source, found.paragraphs) if found.status == "exact" else ():
            yield replace(quotation.problem, message=message, hint=hint, severity="warning")


def _doubts(library: Library, source: str, paragraphs: Collection[int]) -> Iterator[tuple[str, str]]:
    """Yield a message and a hint for each reason to doubt paragraphs of a copy."""
    copy = library.originals.get(source)
    unsure = {*paragraphs} - {*library.sources[source].original.compared}
    for reason in copy.doubts(unsure) if copy else ():
        assert copy is not None
        yield doubtful(reason), compared(source, copy, copy.doubted(unsure))

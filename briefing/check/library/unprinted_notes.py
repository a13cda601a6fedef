"""Notes of sources that nobody reads: most citation styles have no place for `note`, and bibliographies put all kinds of things there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.document import Definitions, Document, plain, walk_blocks
from briefing.errors import Problem
from briefing.library import Library

_SHOWN = 5
"""How many sources are named."""


def warnings(library: Library, documents: Sequence[Document]) -> Iterator[Problem]:
    """Yield one problem for all sources with a note that the lists of sources of the packs leave out.

    Args:
        library: What there is.
        documents: All packs.
    """
    noted = {key: source for key, source in library.sources.items() if source.note}
    if not noted:
        return
    lists = [_bare(plain(node)) for document in documents for node in walk_blocks(document) if isinstance(node, Definitions)]
    listed = [key for key, source in noted.items() if any(_bare(source.title) in each for each in lists)]
    lost = [key for key in listed if not any(_bare(noted[key].note) in each for each in lists)]
    if lost:
        names = ", ".join(lost[:_SHOWN]) + (" …" if len(lost) > _SHOWN else "")
        have = "1 source has a 'note'" if len(lost) == 1 else f"{len(lost):,} sources have a 'note'"
        what = f"{have} that the citation style of no pack prints: {names}"
        hint = "Put what readers need into another setting ('briefing keys source' lists them), or into a text that cites the source."
        yield Problem(f"seeds/sources/{lost[0]}.md", 0, what, hint, severity="unfinished")


def _bare(text: str) -> str:
    """Return the letters and digits of a text: a style changes its signs and its capitals."""
    return re.sub(r"[\W_]+|</?\w+>", "", text).casefold()

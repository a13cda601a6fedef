"""Reading clusters of citations as people write them: `[@key, ¶13; @other]`."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.dataclass import dataclass
from briefing.document.numbering import spread

BACKGROUND = "background"
"""The key of a citation for common knowledge, which comes from no source of the library."""
KEY = r"\w(?:[\w:.#$%&+?<>~/-]*[\w/])?"
"""The form of a key: the id of a source, or what a bibliography calls it, with the signs that pandoc allows within a key."""
MOST_SPANS = 100
"""How many spans of paragraphs one citation may name."""


@dataclass(frozen=True, slots=True)
class Cite:
    """One citation of a cluster."""

    key: str
    locator: str
    """The text after the comma, such as `¶13–14`; may be empty."""


@lru_cache(10_000)
def parse_cluster(cluster: str) -> tuple[Cite, ...]:
    """Read `[@key, locator; @key]`.

    Raises:
        ValueError: The text does not have this form.
    """
    cites = []
    for part in cluster.strip().removeprefix("[").removesuffix("]").split(";"):
        match = re.fullmatch(rf"\s*@({KEY})\s*(?:,\s*(.+?)\s*)?", part)
        if not match:
            raise ValueError(f"'{cluster}' is not a citation")
        cites.append(Cite(match[1], match[2] or ""))
    return tuple(cites)


def cited_paragraphs(locator: str) -> tuple[int, ...]:
    """Return the paragraph numbers in a locator: (13, 14, 17) for `¶13–14, 17`. The result is empty if the locator has none."""
    parts = locator.split(",")
    if not locator.startswith("¶") or len(parts) > MOST_SPANS:
        return ()
    try:
        return spread(part.strip().lstrip("¶") for part in parts)
    except ValueError:
        return ()

"""Reading citations as people write them, in pandoc's forms: `[see @key, ¶13; -@other]`, and `@key [p. 3]` as words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from briefing.dataclass import dataclass
from briefing.document.numbering import spread

BACKGROUND = "background"
"""The key of a citation for common knowledge, which comes from no source of the library."""
KEY = r"\w(?:[\w:.#$%&+?<>~/-]*[\w/])?"
"""The form of a key: the id of a source, or what a bibliography calls it, with the signs that pandoc allows within a key."""
MOST_SPANS = 100
"""How many spans of paragraphs one citation may name."""
_BEGINS = r"(?<![\w.])-?@"
CROSS_KEY = rf"(?:[Tt]bl|[Ff]ig|[Mm]ap|[Ss]ec|[Ee]q)-{KEY}"
"""The form of the id of a table, a figure, a section or a formula, as Quarto writes it; large or small at the beginning of a sentence."""
CLUSTER = rf"\[(?:[^\[\]@]*?{_BEGINS}{KEY}|@)[^\[\]]*\]"
"""A citation in brackets. What begins with `[@` is meant as one, whatever follows."""
IN_TEXT = rf"(?<![\w.])@({KEY})(?:[ \t]+\[(?!\^)([^\[\]@]+)\](?![(\[{{]))?"
"""A citation whose author is a word of the sentence: the key, and where in the source."""
_CITE = re.compile(rf"\s*(?P<prefix>[^@]*?)(?P<minus>-?)@(?P<key>{KEY})\s*(?:,\s*(?P<locator>.+?)|\s(?P<spaced>.+?))?\s*", re.DOTALL)
Mode = Literal["normal", "suppressed", "in-text"]
"""With the author in the brackets; without the author; or with the author before the brackets."""


@dataclass(frozen=True, slots=True)
class Cite:
    """One citation of a cluster."""

    key: str
    locator: str
    """The text after the comma, such as `¶13–14`; may be empty."""
    prefix: str = ""
    """The text before it, such as `see`."""
    mode: Mode = "normal"


@lru_cache(10_000)
def parse_cluster(cluster: str) -> tuple[Cite, ...]:
    """Read `[see @key, locator; -@key]` or `@key [locator]`.

    Raises:
        ValueError: The text does not have this form.
    """
    text = cluster.strip()
    if match := re.fullmatch(IN_TEXT, text):
        return (Cite(match[1], (match[2] or "").strip(), "", "in-text"),)
    cites = []
    for part in text.removeprefix("[").removesuffix("]").split(";"):
        match = _CITE.fullmatch(part)
        prefix = match["prefix"] if match else ""
        if not match or (prefix and prefix[-1] not in " \t\n(“‘\"'"):
            raise ValueError(f"'{cluster}' is not a citation")
        locator = match["locator"] or match["spaced"] or ""
        cites.append(Cite(match["key"], " ".join(locator.split()), " ".join(prefix.split()), "suppressed" if match["minus"] else "normal"))
    return tuple(cites)


_CROSS = re.compile(
    rf"\s*(?P<prefix>[^@,;]*?)(?P<minus>-?)@(?P<key>{CROSS_KEY})\s*(?:,\s*(?P<page>page|p\.?|pages|pp\.?))?\s*",
)


@dataclass(frozen=True, slots=True)
class Cross:
    """A reference to a part of the pack."""

    name: str
    prefix: str = ""
    """What is printed in the place of its kind: `Fig.` of `Fig. 2`."""
    is_bare: bool = False
    """Whether only its number is printed."""
    has_page: bool = False
    """Whether its page is named, too."""


def parse_cross(cluster: str) -> tuple[Cross, ...]:
    """Read `@fig-map`, `-@fig-map`, `[@fig-map, page]` or `[Fig. @fig-map; @tbl-flow]`; nothing if one of them is no such reference."""
    found = []
    for part in cluster.strip().removeprefix("[").removesuffix("]").split(";"):
        match = _CROSS.fullmatch(part)
        if not match:
            return ()
        name, prefix = match["key"][0].lower() + match["key"][1:], match["prefix"].strip()
        found.append(Cross(name, prefix, bool(match["minus"] or prefix), bool(match["page"])))
    return tuple(found)


def write_cluster(cites: Iterable[Cite]) -> str:
    """Return citations as people write them: what `parse_cluster` reads."""
    found = tuple(cites)
    if len(found) == 1 and found[0].mode == "in-text":
        return f"@{found[0].key} [{found[0].locator}]" if found[0].locator else f"@{found[0].key}"
    parts = (
        f"{each.prefix}{' ' * bool(each.prefix)}{'-' * (each.mode == 'suppressed')}@{each.key}{', ' * bool(each.locator)}{each.locator}"
        for each in found
    )
    return f"[{'; '.join(parts)}]"


def cited_paragraphs(locator: str) -> tuple[int, ...]:
    """Return the paragraph numbers in a locator: (13, 14, 17) for `¶13–14, 17`. The result is empty if the locator has none."""
    parts = locator.split(",")
    if not locator.startswith("¶") or len(parts) > MOST_SPANS:
        return ()
    try:
        return spread(part.strip().lstrip("¶") for part in parts)
    except ValueError:
        return ()

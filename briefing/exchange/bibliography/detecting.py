"""Finding out in which format a bibliography is, by its first words, and reading it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from briefing.exchange.bibliography import bibtex, csl_data, endnote_xml, ris
from briefing.exchange.bibliography.settling import settled
from briefing.exchange.bibliography.work import MOST, Raw, Work
from briefing.originals.readers.decoding import decode
from briefing.system.confined.limits import UnreadableError

SUFFIXES = frozenset({".bib", ".bibtex", ".ris", ".json", ".csljson", ".yaml", ".yml", ".xml", ".txt", ".enw"})
"""The endings of bibliographies."""
_ADVICE = "Export it as BibTeX, BibLaTeX, RIS, EndNote XML or CSL-JSON: Zotero does so with 'Export Library…'."


def read(data: bytes, name: str) -> tuple[str, list[Work], list[str]]:
    """Return the format of a bibliography, its works, and notices.

    Raises:
        UnreadableError: It is in no format that is known, or a mistake in it keeps it from being read.
    """
    if re.match(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<", data):
        return "EndNote XML", *_works(endnote_xml.read(data))
    decoded = decode(data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    kind, reader = _format(text, PurePath(name).suffix.lower())
    works, notices = _works(reader(text))
    return kind, works, [*decoded.all_notices(()), *notices]


def _format(text: str, suffix: str) -> tuple[str, Callable[[str], list[Raw]]]:
    head = text.lstrip()[:200_000]
    if head.startswith(("{", "[")):
        return "CSL-JSON", csl_data.read_json
    if re.search(r"^\s{0,3}TY\s{0,3}-\s", head, re.MULTILINE):
        return "RIS", ris.read
    if re.search(r"^\s*@\s*\w+\s*[{(]", head, re.MULTILINE):
        return "BibTeX", bibtex.read
    if re.search(r"^references:", head, re.MULTILINE) or (suffix in (".yaml", ".yml") and head.startswith("- ")):
        return "CSL-YAML", csl_data.read_yaml
    if not head:
        raise UnreadableError("this file is empty", _ADVICE)
    raise UnreadableError("this is no bibliography that briefing can read", _ADVICE)


def _works(found: list[Raw]) -> tuple[list[Work], list[str]]:
    if len(found) > MOST:
        raise UnreadableError(
            f"this bibliography has {len(found):,} works, and {MOST:,} are the most", "Export the collection that you need."
        )
    left_out = sorted({name for raw in found for name in raw.left_out})
    notice = f"left out, because it says nothing of the works: {', '.join(left_out)}"
    return [settled(raw) for raw in found], [notice] if left_out else []

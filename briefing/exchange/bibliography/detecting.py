"""Finding out in which format a bibliography is, by its first words, and reading it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from lxml import etree

from briefing.exchange.bibliography import bibtex, csl_data, endnote_xml, mods, refer, ris, zotero_json, zotero_rdf
from briefing.exchange.bibliography.settling import settled
from briefing.exchange.bibliography.work import MOST, Raw, Work
from briefing.originals.readers.decoding import decode
from briefing.system.confined.limits import UnreadableError
from briefing.system.safe_xml import parsed

SUFFIXES = frozenset({".bib", ".bibtex", ".ris", ".json", ".csljson", ".yaml", ".yml", ".xml", ".rdf", ".txt", ".enw"})
"""The endings of bibliographies."""
_ADVICE = "Export it as BibTeX, BibLaTeX, RIS, CSL-JSON, EndNote XML, MODS or Zotero RDF: Zotero does so with 'Export Library…'."


def read(data: bytes, name: str) -> tuple[str, list[Work], list[str]]:
    """Return the format of a bibliography, its works, and notices.

    Raises:
        UnreadableError: It is in no format that is known, or a mistake in it keeps it from being read.
    """
    if re.match(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<", data):
        return _read_xml(data)
    decoded = decode(data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    kind, reader = _format(text, PurePath(name).suffix.lower())
    works, notices = _works(reader(text))
    return kind, works, [*decoded.all_notices(()), *notices]


def _read_xml(data: bytes) -> tuple[str, list[Work], list[str]]:
    try:
        root = parsed(data)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"line {error.lineno}: this is not XML: {error.msg}", "Export the bibliography again.") from None
    if zotero_rdf.is_rdf(root):
        found, notices = zotero_rdf.read(root)
        works, told = _works(found)
        return "Zotero RDF", works, [*notices, *told]
    if mods.NAMESPACE in data[:4_000]:
        return "MODS", *_works(mods.read(root))
    if next(root.iter("record"), None) is None:
        raise UnreadableError("this XML is no bibliography that briefing can read", _ADVICE)
    return "EndNote XML", *_works(endnote_xml.read(root))


def _format(text: str, suffix: str) -> tuple[str, Callable[[str], list[Raw]]]:
    head = text.lstrip()[:200_000]
    if head.startswith(("{", "[")):
        return ("Zotero JSON", zotero_json.read) if zotero_json.is_items(text) else ("CSL-JSON", csl_data.read_json)
    if re.search(r"^\s{0,3}TY\s{0,3}-\s", head, re.MULTILINE):
        return "RIS", ris.read
    if re.search(r"^\s*@\s*\w+\s*[{(]", head, re.MULTILINE):
        return "BibTeX", bibtex.read
    if re.match(r"\ufeff?%[A-Z0-9@] ", head) and re.search(r"^%T ", head, re.MULTILINE):
        return "Refer", refer.read
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

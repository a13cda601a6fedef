"""Refer, also called BibIX, which EndNote and Google Scholar save as `.enw`: lines with a percent sign and a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.exchange.bibliography.endnote_xml import KINDS
from briefing.exchange.bibliography.ris_tags import Tagged, work
from briefing.exchange.bibliography.work import Raw

_LINE = re.compile(r"^\ufeff?%([A-Z0-9?@!(+^~\[>&$])[ \t]+(.*)$")
_TAGS = {
    "A": "AU", "B": "T2", "C": "CY", "D": "PY", "E": "ED", "F": "ID", "G": "LA", "H": "TA", "I": "PB", "J": "T2", "K": "KW", "L": "CN",
    "M": "AN", "N": "IS", "P": "SP", "R": "DO", "S": "T3", "T": "TI", "U": "UR", "V": "VL", "W": "DP", "X": "AB", "Y": "A3", "Z": "N1",
    "6": "NV", "7": "ET", "8": "DA", "9": "M3", "?": "A4", "@": "SN", "!": "ST", "(": "OP", "~": "DB", "[": "Y2", ">": "L1", "&": "SE",
}  # fmt: skip
"""What the signs mean, as tags of RIS."""


def read(text: str) -> list[Raw]:
    """Read the records of Refer. An empty line ends a record, and so does the sign of the next one."""
    return list(map(work, _records(text)))


def _records(text: str) -> Iterator[Tagged]:
    record: Tagged | None = None
    is_ended, is_typed = False, False
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.match(line)
        if match is None:
            if line.strip() and record is not None and record.values:  # the value goes on
                tag, value = record.values[-1]
                record.values[-1] = (tag, f"{value} {line.strip()}")
            is_ended = is_ended or not line.strip()
            continue
        if record is None or (match[1] == "0" and is_typed) or (match[1] in "0T" and is_ended):
            if record is not None:
                yield record
            record, is_typed = Tagged(number, "GEN", []), False
        is_ended = False
        value = match[2].strip()
        if match[1] == "0":
            is_typed = True
            record.type = KINDS.get(value.lower(), "GEN")
        elif match[1] == "P" and re.search(r"\d\s*[-–]+\s*\w", value):
            first, last = re.split(r"\s*[-–]+\s*", value, maxsplit=1)
            record.values += [("SP", first), ("EP", last)]
        elif match[1] == "D" and not re.search(r"\d{4}", value):
            record.values.append(("DA", value))
        else:
            record.values.append((_TAGS.get(match[1], f"%{match[1]}"), value))
    if record is not None:
        yield record

"""RIS: lines with a tag of two letters. A record begins with `TY` and ends with `ER`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.exchange.bibliography.ris_tags import Tagged, work
from briefing.exchange.bibliography.work import Raw
from briefing.system.confined.limits import UnreadableError

LINE = re.compile(r"^\s{0,3}([A-Z][A-Z0-9])\s{0,3}-(?:\s|$)(.*)$")


def read(text: str) -> list[Raw]:
    """Read RIS.

    Raises:
        UnreadableError: There is no record in the text.
    """
    found = list(map(work, _records(text)))
    if not found:
        raise UnreadableError("there is no record in this file", "A record of RIS begins with a line 'TY  - JOUR'. Export it again.")
    return found


def _records(text: str) -> Iterator[Tagged]:
    record: Tagged | None = None
    for number, line in enumerate(text.splitlines(), 1):
        match = LINE.match(line)
        if match is None:
            if record is None or not line.strip():
                continue
            if record.values:  # the value goes on
                tag, value = record.values[-1]
                record.values[-1] = (
                    tag,
                    f"{value}\n{line.strip()}" if tag in ("N1", "AB", "N2", "RN") else f"{value} {line.strip()}".strip(),
                )
        elif match[1] == "TY":
            if record is not None:
                yield record  # the end of the one before is missing
            record = Tagged(number, match[2].strip(), [])
        elif match[1] == "ER":
            if record is not None:
                yield record
            record = None
        elif record is not None:
            record.values.append((match[1], match[2].strip()))
        else:
            raise UnreadableError(f"line {number}: '{match[1]}' is before the first 'TY', which begins a record", "Export the file again.")
    if record is not None:
        yield record

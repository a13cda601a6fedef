"""Addresses as codes that phones read (ISO/IEC 18004)."""

from __future__ import annotations

from briefing.assemble.context import Context
from briefing.document import Link, ScanCode, Text

LONGEST = 250
"""Characters of an address: the code of a longer one is too fine for print."""


def scan_code(context: Context, address: str) -> ScanCode | None:
    """Return the code of an address of a record, with the address beside it; None where there is none, or it is too long to be scanned.

    A sixth of the code may be dirty or torn (level M).
    """
    if not address.startswith(("https://", "http://")) or len(address) > LONGEST:
        return None
    import segno  # which loads half of the modules for the web

    code = segno.make_qr(address, error="m", boost_error=False)
    rows = tuple("".join("1" if module else "0" for module in row) for row in code.matrix)
    words = (Link(address, (context.label("excerpt.online"),)), Text(f": {address}"))
    return ScanCode(address, rows, context.say("code.alt", address=address), words)

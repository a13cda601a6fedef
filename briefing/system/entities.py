"""Entities that an XML file declares for itself: short plain texts are put in, and all others are refused.

An entity of XML can read another file, and entities within entities can grow without bounds. Some programs declare harmless ones, such as
the names of letters.
"""

from __future__ import annotations

import re

_DECLARES = "<!ENTITY"
_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^\[>]*\[(.*?)\]\s*>", re.DOTALL)
_PLAIN = re.compile(rb"""<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(["'])((?:(?!\2)[^<&]|&#(?:\d{1,7}|x[0-9A-Fa-f]{1,6});)*)\2\s*>""")
_REFERENCE = re.compile(rb"<!\[CDATA\[.*?\]\]>|&([A-Za-z_][\w.-]*);", re.DOTALL)
_LONGEST, _MOST = 500, 1_000_000
"""Bytes of one entity, and bytes by which a file may grow."""


class UnsafeEntitiesError(ValueError):
    """A file declares entities that are not short plain texts."""


def put_in(data: bytes) -> bytes:
    """Return XML with its own entities put in.

    Raises:
        UnsafeEntitiesError: One of them is not a short plain text.
    """
    if any(_DECLARES.encode(encoding) in data for encoding in ("utf-16-le", "utf-16-be")):
        raise UnsafeEntitiesError
    if _DECLARES.encode() not in data:
        return data
    found = _DOCTYPE.search(data)
    texts = _declared(found[1]) if found else {}
    if found is None or len(texts) != data.count(_DECLARES.encode()):
        raise UnsafeEntitiesError
    head, rest = data[: found.start()], data[found.end() :]
    if sum(len(texts.get(match[1], b"")) for match in _REFERENCE.finditer(rest)) > _MOST:
        raise UnsafeEntitiesError
    return head + _REFERENCE.sub(lambda match: texts.get(match[1], match[0]), rest)


def _declared(subset: bytes) -> dict[bytes, bytes]:
    """Return the plain entities of a DOCTYPE: their texts have no signs of XML but the numbers of letters."""
    return {match[1]: match[3] for match in _PLAIN.finditer(subset) if len(match[3]) <= _LONGEST}

"""The zip file of a publication. The same files give the same bytes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping

from briefing.render.remembered import Memory, recalled
from briefing.render.zip_file import Member, deflated, stored, zipped


def archive(files: Mapping[str, bytes | Member], memory: Memory | None = None) -> bytes:
    """Return the files as an EPUB container: the media type first and uncompressed (OCF, EPUB 3.3, 4.3.3), the rest by name."""
    packed = ((name, data if isinstance(data, Member) else _packed(data, memory)) for name, data in sorted(files.items()))
    return zipped([("mimetype", stored(b"application/epub+zip")), *packed])


def _packed(content: bytes, memory: Memory | None) -> Member:
    """Compress a file, or take it from a memory."""
    if memory is None:
        return deflated(content)
    made_from = hashlib.blake2b(content, digest_size=20).digest()
    return Member(recalled(memory, "packed", made_from, lambda: deflated(content).data), zlib.crc32(content), len(content))

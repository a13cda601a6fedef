"""The parts that a file is taken apart into, and the limits on their size and number."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefing.system.confined.limits import UnreadableError

_BYTES = 600_000_000
"""That a file may unpack to, all parts together."""
_PARTS = 400_000
_DEPTH = 6
"""Files in files in files."""


@dataclass(frozen=True, slots=True)
class Part:
    """A place in a file, and what stands there: words, or bytes that may be words in any encoding."""

    place: str
    text: str | bytes
    repeats: bool = False
    """It holds what other parts hold too, with places that say less."""


Opened = Callable[[bytes, str], Iterator[Part]]
"""Takes apart a file that is in another one. The second argument is its whole place, as `inside` writes it."""


def inside(outer: str, place: str) -> str:
    """Return the name of a place inside a file. `outer` is empty for a file that the user named."""
    return f"{outer} › {place}" if outer else place


class Budget:
    """How much of a file is still taken apart before it is refused."""

    def __init__(self) -> None:
        self.bytes = _BYTES
        self.parts = _PARTS
        self.depth = _DEPTH

    def spend(self, size: int) -> None:
        """Count a part with its size in bytes.

        Raises:
            UnreadableError: There are more than any pack has.
        """
        self.bytes -= size
        self.parts -= 1
        if self.bytes < 0 or self.parts < 0:
            raise UnreadableError(
                f"this file is too large to be searched: it unpacks to more than {_BYTES // 1_000_000} MB or {_PARTS:,} parts",
                "Split it into smaller files.",
            )

    def inflated(self, data: bytes, form: int = zlib.MAX_WBITS) -> tuple[bytes, bytes]:
        """Unpack a stream of zlib (or, by `form`, of bare deflate or gzip), and return it with what lies behind its end.

        Raises:
            zlib.error: It is none, or damaged.
            UnreadableError: It is too large.
        """
        stream = zlib.decompressobj(form)
        found = stream.decompress(data, max(self.bytes, 0) + 1)
        self.spend(len(found))
        return found, stream.unused_data

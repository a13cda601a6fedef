"""The parts that a file is taken apart into, and the limits on their size and number."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Literal, Protocol, get_args

from briefing.dataclass import dataclass
from briefing.system.confined.limits import UnreadableError

_BYTES = 600_000_000
"""That a file may unpack to, all parts together."""
_PARTS = 400_000
_DEPTH = 6
"""Files in files in files."""
_STEP = 1_000_000
"""Bytes that are unpacked at once."""
_RATIO, _SMALL = 200, 50_000_000
"""How many times larger a part may become, unless it stays this small (in bytes): texts and drawings grow about ten times."""
_TOO_LARGE = (
    f"this file is too large to be searched: it unpacks to over {_BYTES // 1_000_000} MB, {_PARTS:,} parts, or {_RATIO} times its size",
    "Split it into smaller files.",
)

View = Literal["written", "drawn"]
"""How a PDF can be looked at: what its objects and bytes say, or what its pages show."""
VIEWS: tuple[View, ...] = get_args(View)


@dataclass(frozen=True, slots=True)
class Part:
    """A place in a file, and what stands there: words, or bytes that may be words in any encoding."""

    place: str
    text: str | bytes
    repeats: bool = False
    """It holds what other parts hold too, with places that say less."""
    is_whole: bool = False
    """It is a whole text in the order of reading: words may be found in it though others stand between them, or in other letters."""
    apart: Callable[[], Iterator[Part]] | None = None
    """Returns the parts that were joined to this one, by places that say more. Where nothing is in this one, nothing is in them."""


class Unpacker(Protocol):
    """An unpacker of the standard library."""

    @property
    def eof(self) -> bool:
        """Whether the end of the packed data was reached."""

    @property
    def unused_data(self) -> bytes:
        """The data after that end."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Unpack some data, to so many bytes at most."""


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
            raise UnreadableError(*_TOO_LARGE)

    def inflated(self, data: bytes, form: int = zlib.MAX_WBITS) -> tuple[bytes, bytes]:
        """Unpack a stream of zlib (or, by `form`, of bare deflate or gzip), and return it with what lies behind its end.

        Raises:
            zlib.error: It is none, or damaged.
            UnreadableError: It is too large.
        """
        return self.expanded(data, zlib.decompressobj(form))

    def expanded(self, data: bytes, unpacker: Unpacker) -> tuple[bytes, bytes]:
        """Unpack data step by step, and return it with what lies behind its end.

        Raises:
            zlib.error: It is not what this unpacker knows; others raise OSError, EOFError or lzma.LZMAError.
            UnreadableError: It becomes too large, or so many times larger that it is no text and no picture.
        """
        found, size, rest = list[bytes](), 0, data
        while step := unpacker.decompress(rest, _STEP):
            found.append(step)
            size += len(step)
            if size > self.bytes or size > max(_SMALL, _RATIO * len(data)):
                self.spend(size)
                raise UnreadableError(*_TOO_LARGE)
            if unpacker.eof:
                break
            rest = getattr(unpacker, "unconsumed_tail", b"")  # bz2 and lzma keep it to themselves
        self.spend(size)
        return b"".join(found), unpacker.unused_data

"""Rich Text for the tests, made on the spot."""

from __future__ import annotations

from briefing.originals.readers.result import Reading
from briefing.originals.readers.rtf_reader import read_rtf

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\froman\fcharset2 Symbol;}{\f2\fcharset204 Arial Cyr{\*\falt Arial};}"
    r"{\f3\fcharset128 MS Mincho;}{\f4\fcharset2 Wingdings;}}"
)


def rtf(body: str | bytes, head: str = r"\ansi\ansicpg1252\deff0") -> Reading:
    """Return what is read of a body."""
    raw = body if isinstance(body, bytes) else body.encode("latin-1")
    return read_rtf(rf"{{\rtf1{head}{FONTS}".encode() + b"\n" + raw + b"}")

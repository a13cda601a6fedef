"""The process that reads one file of highlights: `python -m briefing.exchange.highlights FILE` prints its annotations as JSON."""

from __future__ import annotations

import dataclasses
from typing import Any

from briefing.exchange.highlights import highlight_formats
from briefing.system.confined.serving import serve


def _read(data: bytes, name: str) -> dict[str, Any]:
    return dataclasses.asdict(highlight_formats.read(data, name))


if __name__ == "__main__":
    serve(_read)

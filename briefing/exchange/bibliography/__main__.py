"""The process that reads one bibliography: `python -m briefing.exchange.bibliography FILE` prints its works as JSON."""

from __future__ import annotations

import dataclasses
from typing import Any

from briefing.exchange.bibliography import detecting
from briefing.system.confined.serving import serve


def _read(data: bytes, name: str) -> dict[str, Any]:
    kind, works, notices = detecting.read(data, name)
    return {"format": kind, "works": [dataclasses.asdict(work) for work in works], "notices": notices}


if __name__ == "__main__":
    serve(_read)

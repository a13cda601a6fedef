"""The process that checks one file: `python -m briefing.check.files FILE` prints what it found as JSON."""

from __future__ import annotations

from typing import Any

from briefing.check.files.inspection import check
from briefing.system.confined.serving import serve


def _answer(data: bytes, name: str) -> dict[str, Any]:
    return {"findings": check(data, name)}


if __name__ == "__main__":
    serve(_answer)

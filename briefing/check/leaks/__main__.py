"""The process that searches one file: `python -m briefing.check.leaks FILE` prints what it found as JSON."""

from __future__ import annotations

from typing import Any

from briefing.check.leaks.finder import Finder
from briefing.check.leaks.searching import search
from briefing.check.leaks.sought import Passage
from briefing.system.confined.serving import given, serve


def _answer(data: bytes, _name: str) -> dict[str, Any]:
    told = given()
    passages = [Passage(name, text, tuple(stretches)) for name, text, stretches in told["passages"]]
    return {"found": search(data, Finder(passages, told["readable"]))}


if __name__ == "__main__":
    serve(_answer)

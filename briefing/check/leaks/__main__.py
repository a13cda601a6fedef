"""The process that searches one file: `python -m briefing.check.leaks FILE` prints what it found as JSON."""

from __future__ import annotations

from typing import Any

from briefing.check.leaks.finder import Finder
from briefing.check.leaks.searching import search
from briefing.check.leaks.sought import Passage
from briefing.check.leaks.teacher_pictures import SoughtPicture, search_pictures
from briefing.system.confined.serving import given, serve


def _answer(data: bytes, _name: str) -> dict[str, Any]:
    told = given()
    passages = [Passage(name, text, tuple(stretches)) for name, text, stretches in told["passages"]]
    pictures = [SoughtPicture(file, passage, tuple(prints)) for file, passage, prints in told["pictures"]]
    found = search(data, Finder(passages, told["readable"]))
    return {"found": found, "shown": search_pictures(data, pictures) if pictures else []}


if __name__ == "__main__":
    serve(_answer)

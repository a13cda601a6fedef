"""Answers that are in the files of their questions, below a heading `## Answer`. Only the teacher gets what is below it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from briefing.dataclass import model
from briefing.files.origin import Origin
from briefing.files.reading import read_markdown
from briefing.library import Library, Prose

_WORDS = (
    r"(?:model |sample |suggested )?(?:answers?|solutions?)|antwort(?:en)?|lösung(?:en)?|musterlösung|réponses?|respuestas?"
    r"|ответы?|жауап(?:тар)?"
)
"""How people call an answer, in languages that packs are written in."""
_HEADING = re.compile(rf"^ {{0,3}}#{{1,6}}[ \t]+[*_]*(?:{_WORDS})[*_]*[ \t]*:?[*_]*[ \t]*#*[ \t]*$", re.IGNORECASE | re.MULTILINE)
LINE = re.compile(rf"^ {{0,3}}[*_]*(?:{_WORDS})[*_]*[ \t]*(?::|$)", re.IGNORECASE | re.MULTILINE)
"""A line that begins as answers do, without being a heading."""


@model(frozen=True)
class AnswerWithin(Prose):
    """An answer that is in the file of its question."""


def question_of(origin: Origin) -> Origin:
    """Return the file of a question without the answer in it."""
    heading = _HEADING.search(origin.text)
    return replace(origin, text=origin.text[: heading.start()]) if heading else origin


def answer_of(origin: Origin) -> Origin | None:
    """Return the answer in the file of a question; None if there is none."""
    body = "".join(origin.whole.splitlines(keepends=True)[origin.text_line - 1 :])
    heading = _HEADING.search(body)
    if heading is None or not body[heading.end() :].strip():
        return None
    line = origin.text_line + body.count("\n", 0, heading.end()) + 1
    return Origin(origin.name, {}, 1, body[heading.end() :].removeprefix("\n"), line, origin.whole)


def file_of(library: Library, shelf: str, key: str, folder: str = "seeds") -> str:
    """Return the file of a record, as the user knows it.

    Args:
        library: The library with the record.
        shelf: The folder of records of its kind.
        key: Its id.
        folder: The folder of the library, as the user knows it.
    """
    is_within = shelf == "answers" and isinstance(library.answers.get(key), AnswerWithin)
    return f"{folder}/{'questions' if is_within else shelf}/{key}.md"


def origin_of(library: Library, shelf: str, key: str, root: Path) -> Origin:
    """Return the file of a record, or the part of it that the record is in.

    Args:
        library: The library with the record.
        shelf: The folder of records of its kind.
        key: Its id.
        root: The workspace.
    """
    name = file_of(library, shelf, key)
    origin = read_markdown(root / name, name)
    return (answer_of(origin) if shelf == "answers" and "/questions/" in name else None) or origin

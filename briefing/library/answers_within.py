"""What files for students hold for the teacher alone: below `## Answer` in a question, below `## For the teacher` in an activity.

Both headings, and their like, mean the same in both kinds of files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from briefing.dataclass import model
from briefing.files.origin import Origin
from briefing.files.reading import read_markdown
from briefing.library import Library, Prose, several_questions
from briefing.system.patterns import pattern

_WORDS = (
    r"(?:model |sample |suggested )?(?:answers?|solutions?)|antwort(?:en)?|lösung(?:en)?|musterlösung|réponses?|respuestas?"
    r"|ответы?|жауап(?:тар)?|for the teachers?|(?:teacher[’']?s?[’']? )notes?|für die lehrkraft|pour l[’']enseignante?|para el profesorado"
    r"|для учителя|для преподавателя|мұғалімге"
)
"""How people call an answer and what is for the teacher, in languages that packs are written in."""
FOLDERS = ("questions", "activities")
"""The folders with such files."""
_HEADING = pattern(
    rf"^ {{0,3}}#{{1,6}}[ \t]+[*_]*(?:{_WORDS})(?:[ \t]+\d{{1,3}})?[*_]*[ \t]*:?[*_]*[ \t]*#*[ \t]*$", re.IGNORECASE | re.MULTILINE
)
LINE = pattern(rf"^ {{0,3}}[*_]*(?:{_WORDS})[*_]*[ \t]*(?::|$)", re.IGNORECASE | re.MULTILINE)
"""A line that begins as answers do, without being a heading."""


@model(frozen=True)
class AnswerWithin(Prose):
    """What the file of a question or an activity holds for the teacher alone."""

    folder: str = "questions"
    """The folder of that file."""


def student_part(origin: Origin) -> Origin:
    """Return the file of a question or an activity without what is for the teacher."""
    heading = _HEADING.search(origin.text)
    return replace(origin, text=origin.text[: heading.start()]) if heading else origin


def answer_of(origin: Origin) -> Origin | None:
    """Return what is for the teacher in the file of a question or an activity; None if there is nothing."""
    heading = _HEADING.search(origin.text)
    if heading is None or not origin.text[heading.end() :].strip():
        return None
    line = origin.text_line + origin.text.count("\n", 0, heading.end()) + 1
    return Origin(origin.name, {}, 1, origin.text[heading.end() :].removeprefix("\n"), line, origin.whole)


def parts_of(origin: Origin, shelf: str, stem: str) -> Mapping[str, Origin]:
    """Return the parts of a file by the ids of their records: a file of questions may have several, any other is one.

    Raises:
        BriefingError: The parts cannot be told apart.
    """
    return several_questions.parts(origin, stem) if shelf == "questions" else {stem: origin}


def file_of(library: Library, shelf: str, key: str, folder: str = "seeds") -> str:
    """Return the file of a record, as the user knows it.

    Args:
        library: The library with the record.
        shelf: The folder of records of its kind.
        key: Its id.
        folder: The folder of the library, as the user knows it.
    """
    answer = library.answers.get(key) if shelf == "answers" else None
    shelf = answer.folder if isinstance(answer, AnswerWithin) else shelf
    question = library.questions.get(key) if shelf == "questions" else None
    return f"{folder}/{shelf}/{question.file if isinstance(question, several_questions.QuestionWithin) else key}.md"


def origin_of(library: Library, shelf: str, key: str, root: Path) -> Origin:
    """Return the file of a record, or the part of it that the record is in.

    Args:
        library: The library with the record.
        shelf: The folder of records of its kind.
        key: Its id.
        root: The workspace.
    """
    name = file_of(library, shelf, key)
    folder, stem = name.split("/")[-2], name.split("/")[-1].removesuffix(".md")
    origin = parts_of(read_markdown(root / name, name), folder, stem)[key]
    return (answer_of(origin) if shelf == "answers" and folder in FOLDERS else None) or origin

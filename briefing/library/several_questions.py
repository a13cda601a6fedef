"""Files with several questions: each begins with a heading `## Question`, below which its own settings and its answer may be.

A name behind the heading is the id of the question: `## Question: which-years`. Without one, the id is the name of the file with a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields

from briefing.dataclass import model
from briefing.document.identifiers import ID, slug
from briefing.errors import BriefingError, Problem
from briefing.files.origin import Location, Origin
from briefing.files.reading import parsed_yaml
from briefing.library import DiscussionQuestion
from briefing.system.patterns import pattern

_WORDS = r"questions?|fragen?|preguntas?|вопросы?|сұрақ(?:тар)?"
"""How people call a question, in languages that packs are written in."""
LINE = pattern(rf"^ {{0,3}}[*_]*(?:{_WORDS})(?:[ \t]+\d{{1,3}})?[*_]*[ \t]*:", re.IGNORECASE)
"""The beginning of a paragraph that is a question."""
_HEADING = pattern(
    rf"^ {{0,3}}#{{1,6}}[ \t]+(?:{_WORDS})(?:[ \t]+(?P<number>\d{{1,3}}))?"
    r"(?:[ \t]*[:.–-][ \t]*(?P<name>[^\n#]*?))?[ \t]*#*[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SETTINGS = pattern(r"(?:[ \t]*\n)*(?P<lines>(?:(?:level|minutes|objective|excerpts):[ \t]*\S.*(?:\n|\Z))+)")


@model(frozen=True)
class QuestionWithin(DiscussionQuestion):
    """A question in a file with several of them."""

    file: str = ""
    """The name of the file, without its ending."""

    @staticmethod
    def of(question: DiscussionQuestion, file: str) -> QuestionWithin:
        """Return a question that is in a file of another name."""
        return QuestionWithin(**{each.name: getattr(question, each.name) for each in fields(question)}, file=file)


def parts(origin: Origin, stem: str) -> Mapping[str, Origin]:
    """Return the questions of a file by their ids: for each the part of the file that it is in.

    Args:
        origin: The file.
        stem: Its name, without the ending. If the file has no heading `## Question`, it is one question with this id.

    Raises:
        BriefingError: There is text above the first heading, or two questions have one id.
    """
    headings = list(_HEADING.finditer(origin.text))
    if not headings:
        return {stem: origin}
    problems = list[Problem]()
    if re.sub(r"<!--.*?-->", "", origin.text[: headings[0].start()], flags=re.DOTALL).strip():
        what = "there is text above the first question of this file, and no pack would print it"
        problems.append(origin.text_problem(None, origin.text, 0, what, "Put it below a heading '## Question', or into a text of its own."))
    found: dict[str, Origin] = {}
    for number, (heading, end) in enumerate(zip(headings, [*(each.start() for each in headings[1:]), len(origin.text)], strict=True), 1):
        key = _id(heading, stem, number)
        if key in found:
            what, hint = f"two questions of this file have the id '{key}'", "Write another name: ## Question: NAME."
            problems.append(Problem(origin.name, _line(origin, heading.start()), what, hint))
        found[key] = _part(origin, heading.end(), end)
    if problems:
        raise BriefingError(problems)
    return found


def _id(heading: re.Match[str], stem: str, number: int) -> str:
    name = slug(heading["name"]) if heading["name"] else ""
    return name if ID.fullmatch(name) else f"{stem}-{heading['number'] or number}"


def _line(origin: Origin, place: int) -> int:
    return origin.text_line + origin.text.count("\n", 0, place)


def _part(origin: Origin, start: int, end: int) -> Origin:
    """Return a part of a file as if it was a file: the settings of the whole file hold for it, too, unless it has its own."""
    begin, line, data = min(start + 1, end), _line(origin, start), origin.data
    homes: dict[Location, tuple[Origin, Location]] = {(key,): (origin, (key,)) for key in data} if isinstance(data, Mapping) else {}
    if (settings := _SETTINGS.match(origin.text, begin, end)) and isinstance(data, Mapping):
        begin, first = settings.end(), _line(origin, settings.start("lines"))
        own = Origin(origin.name, parsed_yaml(settings["lines"], origin.name, first), first, whole=origin.whole)
        data = {**data, **own.data}
        homes |= {(key,): (own, (key,)) for key in own.data}
    return Origin(origin.name, data, line, origin.text[begin:end], _line(origin, begin), origin.whole, homes)

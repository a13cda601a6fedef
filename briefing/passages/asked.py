"""Questions that people write into notes in Markdown: they become files of the library."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence

from briefing.dataclass import dataclass
from briefing.errors import Problem
from briefing.files.origin import Origin
from briefing.library import DiscussionQuestion, Library, Prose
from briefing.library.answers_within import file_of
from briefing.library.texts import text_problems
from briefing.passages.mark import Asked
from briefing.passages.verdict import shortened


@dataclass(frozen=True, slots=True)
class MovedQuestion:
    """A question of the library whose passage was replaced by another one."""

    id: str
    excerpts: tuple[str, ...]
    """The ids of the excerpts that it is about now."""


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question that the library does not have yet."""

    id: str
    excerpt: str
    """The id of the excerpt that it is about; empty if it is about none."""
    asked: Asked

    @property
    def text(self) -> str:
        """Return its file."""
        head = f"---\nexcerpts: [{self.excerpt}]\n---\n" if self.excerpt else ""
        return f"{head}{self.asked.text}\n" + (f"\n## Answer\n\n{self.asked.answer}\n" if self.asked.answer else "")


def new(
    found: Sequence[tuple[str, Asked]], library: Library, name: str, gone: Collection[str] = ()
) -> Iterator[NewQuestion | MovedQuestion | Problem]:
    """Yield the questions that the library lacks, and a problem for each that is not right or has another answer by now.

    Args:
        found: Questions, each with the id of its excerpt or with none.
        library: What there is.
        name: The file of the questions, as the user knows it.
        gone: Excerpts that are no longer in this file: a question about one of them is about another one now.
    """
    there = {_bare(each.text): key for key, each in library.questions.items()}
    taken = {*library.questions, *library.answers, *library.activities}
    for excerpt, asked in found:
        known = there.get(_bare(asked.text))
        problems = list(_problems(asked, library, name))
        if known:
            about = library.questions[known].excerpts
            if excerpt and excerpt not in about and any(each in gone for each in about):
                yield MovedQuestion(known, tuple(dict.fromkeys(excerpt if each in gone else each for each in about)))
            answer = library.answers.get(known)
            if asked.answer and _bare(answer.text if answer else "") != _bare(asked.answer):
                what = f"the answer to “{shortened(_bare(asked.text), 4)}” is not that of '{known}', which the import did not change"
                yield Problem(name, asked.line, what, f"Write it into {file_of(library, 'questions', known)}.")
        elif problems:
            yield from problems
        else:
            names = (f"{excerpt}-question-{number}".removeprefix("-") for number in itertools.count(1))
            key = next(each for each in names if each not in taken)
            taken.add(key)
            there[_bare(asked.text)] = key
            if asked.more:
                what = f"this paragraph counts to the answer to “{shortened(_bare(asked.text), 4)}”, so only the teacher gets it"
                yield Problem(name, asked.more, what, "Write a note that all may read above the question.")
            yield NewQuestion(key, excerpt, asked)


def _problems(asked: Asked, library: Library, name: str) -> Iterator[Problem]:
    origin = Origin(name, {}, asked.line)
    for each in (DiscussionQuestion("", asked.text), Prose("", asked.answer)):
        for problem in text_problems(origin, each, library):
            yield Problem(name, asked.line, f"the question “{shortened(_bare(asked.text), 4)}”: {problem.message}", problem.hint)


def _bare(text: str) -> str:
    return " ".join(text.split())

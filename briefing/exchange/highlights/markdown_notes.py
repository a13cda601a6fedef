"""Reading notes in Markdown: passages as block quotations, and below each the notes on it.

The lines directly below a line with `>` belong to the passage, as in Markdown: people paste several lines behind one sign. A paragraph that
begins with `Question:` is a question for class about the passage, and what is below it and begins with `Answer:` its answer. A heading says
which work the passages below it are from, by its name in the library, its key in the bibliography, or its title. Settings at the top of the
file may say so, too, as programs for notes write them. A heading below that is the title of the passage that follows. The file
`passages.md` of a new workspace has this form.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from briefing.dataclass import dataclass
from briefing.exchange.highlights.gathered import Gathered, block_of, line_of
from briefing.library import answers_within, several_questions
from briefing.passages.mark import Asked, Mark

_QUOTED = re.compile(r"^ {0,3}> ?(?P<words>.*)$")
_HEADING = re.compile(r"^ {0,3}(?P<signs>#{1,6})[ \t]+(?P<words>.*?)[ \t#]*$")
_REMARK = re.compile(r"<!--.*?-->|%%.*?%%", re.DOTALL)
_SETTING = re.compile(r"^(?P<key>[\w-]+)[ \t]*:[ \t]*(?P<value>\S.*?)[ \t]*$", re.MULTILINE)
_ADDRESSES = frozenset(("citekey", "citation-key", "source", "url", "doi"))
_CALLOUT = re.compile(r"^\[![\w-]+\][+-]?.*$")
_DIGEST = re.compile(r"^Digest:\s*")
_MARKS = re.compile(r"^[*_]*\s*")
"""What is left of the marks of a bold word and its colon."""
_NO_LINE_OF_IT = re.compile(r"^(?: {0,3}(?:[-+*]|\d{1,9}[.)])[ \t]| {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$)")
"""An item of a list, or a line across the page: neither goes on with a passage."""
_GAP = re.compile(r"\s*(?:\[(?:…|\.{3})\]|(?<!\S)(?:…|\.{3})(?!\S))\s*")
"""What stands for words between the first and the last words of a passage."""
_ALONE = "the answer on line {} was skipped, and so was what follows it: no question is directly above it"
_FEW = 3
"""How many passages may be below a heading that is the title of the first of them."""
_NAME = re.compile(r"^@?(?P<name>[^\s:]+)(?::[ \t]+(?P<title>.+))?$")


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that belong together."""

    line: int
    kind: str
    """`quote`, `text`, or as many `#` as a heading has."""
    words: str
    lazy: int = 0
    """How many lines of a passage have no `>` of their own."""


def is_notes(text: str) -> bool:
    """Say whether a text has passages as block quotations, or questions."""
    return any(block.kind == "quote" or several_questions.LINE.match(block.words) for block in _blocks(text))


def read(text: str) -> Gathered:
    """Read notes."""
    blocks = list(_blocks(text))
    questions, alone = _of_no_passage(blocks)
    return Gathered(list(_marks(blocks, *_settings(text))), questions=questions, notices=[_ALONE.format(each.line) for each in alone])


def _marks(blocks: Sequence[_Block], addresses: tuple[str, ...], names: tuple[str, ...]) -> Iterator[Mark]:
    """Yield a mark for each passage.

    Args:
        blocks: The blocks of the file.
        addresses: The names and addresses that the settings of the file give to the work.
        names: Its titles in the settings.
    """
    top = "#" * min((len(block.kind) for block in blocks if block.kind.startswith("#")), default=0)
    is_named, title = bool(addresses or names), ""
    for number, block in enumerate(blocks):
        if block.kind == "quote":
            yield _mark(block, _while_text(blocks[number + 1 :]), title, addresses, names)
            title = ""
        elif block.kind == top and not is_named:
            addresses, names, title = *_work(block.words), ""
        elif block.kind != "text":
            title = block.words if _has_title(blocks[number + 1 :]) else ""


def _while_text(blocks: Sequence[_Block]) -> list[_Block]:
    return list(itertools.takewhile(lambda block: block.kind == "text", blocks))


def _of_no_passage(blocks: Sequence[_Block]) -> tuple[list[Asked], list[_Block]]:
    """Return the questions that are below a heading and not below a passage, and the answers of the whole file to no question."""
    questions, alone = list[Asked](), list[_Block]()
    for place, block in enumerate(blocks):
        if block.kind == "text" and (place == 0 or blocks[place - 1].kind != "text"):
            below = _below(_while_text(blocks[place:]))
            alone += below.alone
            questions += below.questions if place == 0 or blocks[place - 1].kind != "quote" else []
    return questions, alone


@dataclass(slots=True)
class _Below:
    """What the paragraphs below a passage are."""

    notes: list[str] = field(default_factory=list)
    digest: str = ""
    questions: list[Asked] = field(default_factory=list)
    alone: list[_Block] = field(default_factory=list)
    """Answers that no question is above."""


def _below(blocks: Sequence[_Block]) -> _Below:
    """Return what paragraphs are. What follows an answer belongs to it: only the teacher may read it."""
    found, kind = _Below(), "note"
    between: list[str] = []
    for block in blocks:
        if begins := several_questions.LINE.match(block.words):
            found.notes += between
            found.questions.append(Asked(_MARKS.sub("", block.words[begins.end() :]), "", block.line))
            kind, between = "question", []
        elif begins := answers_within.LINE.match(block.words):
            if kind != "question":
                found.alone.append(block)
            else:
                asked = found.questions.pop()
                answer = _MARKS.sub("", block.words[begins.end() :])
                found.questions.append(replace(asked, text="\n\n".join((asked.text, *between)), answer=answer))
            kind, between = "answer", []
        elif _DIGEST.match(block.words):
            found.digest = found.digest or _DIGEST.sub("", block.words)
            kind = "note"
        elif kind == "question":
            between.append(block.words)
        elif kind == "note":
            found.notes.append(block.words)
        elif found.questions and not (found.alone and found.alone[-1].line > found.questions[-1].line):
            last = found.questions[-1]
            found.questions[-1] = replace(last, answer=f"{last.answer}\n\n{block.words}".strip(), more=last.more or block.line)
    found.notes += between
    return found


def _has_title(blocks: Sequence[_Block]) -> bool:
    """Say whether the heading before some blocks is the title of the passage that is first: it is not over a list of passages."""
    passages = 0
    for block in blocks:
        if block.kind.startswith("#"):
            break
        passages += block.kind == "quote"
    return blocks[:1] != [] and blocks[0].kind == "quote" and passages <= _FEW


def _work(heading: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a heading may mean: the name of a work in the library, and its title."""
    match = _NAME.match(heading)
    if match is None:
        return (), (heading,)
    return (match["name"],), (match["title"] or match["name"],)


def _mark(block: _Block, rest: Sequence[_Block], title: str, addresses: tuple[str, ...], names: tuple[str, ...]) -> Mark:
    below = _below(rest)
    parts = _GAP.split(block.words)
    told = ("has words left out in the notes: the passage has them all; 'edits' leave words out",) if len(parts) > 2 else ()
    return Mark(
        quote="" if len(parts) > 1 else block.words,
        fragment=(parts[0], parts[-1]) if len(parts) > 1 else ("", ""),
        comments=tuple(below.notes),
        questions=tuple(below.questions),
        title=title,
        description=below.digest,
        is_markdown=True,
        addresses=addresses,
        names=names,
        line=block.line,
        told=told,
        lazy=block.lazy,
    )


def _settings(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses and the titles that settings at the top of a file give to the work."""
    head = re.match(r"---\n(.*?)^---[ \t]*$", text, re.DOTALL | re.MULTILINE)
    found = {match["key"].casefold(): match["value"].strip("\"'") for match in _SETTING.finditer(head[1])} if head else {}
    addresses = tuple(f"doi:{value}" if key == "doi" else value.lstrip("@") for key, value in found.items() if key in _ADDRESSES)
    return addresses, tuple(value for key, value in found.items() if key == "title")


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the headings, passages and paragraphs of a text. Remarks are none, and neither is an empty quotation."""
    plain = re.sub(r"\A---\n.*?^---[ \t]*$", _blank, text, count=1, flags=re.DOTALL | re.MULTILINE)
    lines = _REMARK.sub(_blank, plain).split("\n")
    kind, start, lazy, held = "", 0, 0, list[str]()
    for number, line in enumerate([*lines, "# "], 1):
        quoted, heading, begins = _QUOTED.match(line), _HEADING.match(line), _begins(line)
        now = heading["signs"] if heading else "quote" if quoted else "text" if line.strip() else ""
        if now == "text" and kind == "quote" and held and held[-1].strip() and not (begins or _NO_LINE_OF_IT.match(line)):
            now, lazy = "quote", lazy + 1
        if now != kind or heading or (now == "text" and begins):
            words = line_of(" ".join(held)) if kind == "quote" else block_of("\n".join(held))
            if words and kind:
                yield _Block(start, kind, words, lazy)
            kind, start, lazy, held = now, number, 0, []
        words = heading["words"] if heading else quoted["words"] if quoted else line
        held += [] if quoted and _CALLOUT.match(words) else [words]


def _begins(line: str) -> bool:
    """Say whether a line begins a paragraph of its own, whatever is above it."""
    return any(each.match(line) for each in (several_questions.LINE, answers_within.LINE, _DIGEST))


def _blank(match: re.Match[str]) -> str:
    """Return as many lines as some text has, without the text."""
    return "\n" * match[0].count("\n")

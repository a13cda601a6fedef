"""Reading notes in Markdown: passages as block quotations, and below each the notes on it.

A paragraph that begins with `Question:` is a question for class about the passage, and one below it that begins with `Answer:` its answer.
A heading says which work the passages below it are from, by its name in the library, its key in the bibliography, or its title. Settings at
the top of the file may say so, too, as programs for notes write them. A heading below that is the title of the passage that follows.
The file `passages.md` of a new workspace has this form.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

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
_GAP = re.compile(r"\s*(?:\[(?:…|\.{3})\]|(?<!\S)(?:…|\.{3})(?!\S))\s*")
"""What stands for words between the first and the last words of a passage."""
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


def is_notes(text: str) -> bool:
    """Say whether a text has passages as block quotations, or questions."""
    return any(block.kind == "quote" or several_questions.LINE.match(block.words) for block in _blocks(text))


def read(text: str) -> Gathered:
    """Read notes."""
    blocks = list(_blocks(text))
    return Gathered(list(_marks(blocks, *_settings(text))), questions=list(_asked(_of_no_passage(blocks))))


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


def _of_no_passage(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Yield the paragraphs that are below a heading, and not below a passage."""
    before = ""
    for block in blocks:
        before = before if block.kind == "text" else block.kind
        if before != "quote" and block.kind == "text":
            yield block


def _asked(blocks: Iterable[_Block]) -> Iterator[Asked]:
    """Yield the questions among paragraphs, each with the answer that follows it."""
    for block, after in itertools.pairwise((*blocks, _Block(0, "", ""))):
        if begins := several_questions.LINE.match(block.words):
            answers = answers_within.LINE.match(after.words)
            words, answer = block.words[begins.end() :], after.words[answers.end() :] if answers else ""
            yield Asked(_MARKS.sub("", words), _MARKS.sub("", answer), block.line)


def _are_notes(blocks: Sequence[_Block]) -> Iterator[str]:
    """Yield the paragraphs that are no digest, no question and no answer to one."""
    for before, block in itertools.pairwise((_Block(0, "", ""), *blocks)):
        answers = several_questions.LINE.match(before.words) and answers_within.LINE.match(block.words)
        if not (answers or several_questions.LINE.match(block.words) or _DIGEST.match(block.words)):
            yield block.words


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
    digest = next((_DIGEST.sub("", each.words) for each in rest if _DIGEST.match(each.words)), "")
    parts = _GAP.split(block.words)
    told = ("has words left out in the notes: the passage has them all; 'edits' leave words out",) if len(parts) > 2 else ()
    return Mark(
        quote="" if len(parts) > 1 else block.words,
        fragment=(parts[0], parts[-1]) if len(parts) > 1 else ("", ""),
        comments=tuple(_are_notes(rest)),
        questions=tuple(_asked(rest)),
        title=title,
        description=digest,
        is_markdown=True,
        addresses=addresses,
        names=names,
        line=block.line,
        told=told,
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
    kind, start, held = "", 0, list[str]()
    for number, line in enumerate([*lines, "# "], 1):
        quoted, heading = _QUOTED.match(line), _HEADING.match(line)
        now = heading["signs"] if heading else "quote" if quoted else "text" if line.strip() else ""
        if now != kind or heading or (now == "text" and (several_questions.LINE.match(line) or answers_within.LINE.match(line))):
            words = line_of(" ".join(held)) if kind == "quote" else block_of("\n".join(held))
            if words and kind:
                yield _Block(start, kind, words)
            kind, start, held = now, number, []
        words = heading["words"] if heading else quoted["words"] if quoted else line
        held += [] if quoted and _CALLOUT.match(words) else [words]


def _blank(match: re.Match[str]) -> str:
    """Return as many lines as some text has, without the text."""
    return "\n" * match[0].count("\n")

"""Turning Markdown into nodes of the document: CommonMark, tables, and pandoc's citations, footnotes, language spans and pipe tables.

`[@key, ¶13; @other]` becomes a `Reference` whose target begins with `CITATION`. Assembly replaces it with the printed citation.
`^[A footnote.]` becomes a mark, and a `Note` after its block. `[слово]{lang=ru}` becomes a `Language` span.
A text is read in one of three forms: as `blocks`, as a `line` (one paragraph, such as a cell) or as a `title` (a line without citations).
"""

from __future__ import annotations

from functools import lru_cache

from briefing.dataclass import dataclass
from briefing.document import Blocks, Inlines, LineBreak, Paragraph
from briefing.markup.box_kinds import BOX, BOXES
from briefing.markup.clusters import BACKGROUND, Cite, cited_paragraphs, parse_cluster, write_cluster
from briefing.markup.inline_reader import ANCHOR, BARE, CITATION, DISPLAYED, FORMULA, LOOSE, PAGE, Fault, Form, unled
from briefing.markup.memory import Memory, fingerprint
from briefing.markup.reader import QUOTES, Reader
from briefing.markup.tokens import DEEPEST, line_tokens, markdown, print_signs, too_deep

__all__ = [
    "ANCHOR",
    "BACKGROUND",
    "BARE",
    "BOX",
    "BOXES",
    "CITATION",
    "DISPLAYED",
    "FORMULA",
    "LOOSE",
    "PAGE",
    "Cite",
    "Fault",
    "Form",
    "Parsed",
    "cited_paragraphs",
    "parse",
    "parse_cluster",
    "parse_inline",
    "print_signs",
    "unled",
    "write_cluster",
]

MEMORY = Memory()
"""What this process and those before it have read."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as nodes, with its mistakes and its citations."""

    blocks: Blocks
    faults: tuple[Fault, ...]
    citations: tuple[tuple[int, str], ...]
    """The line and the cluster of each citation."""


def parse(text: str, form: Form = "blocks", quotes: str = QUOTES) -> Parsed:
    """Read a text. The result is remembered, because every outline that uses a text reads it again."""
    return _parsed(text, form, quotes)


@lru_cache(maxsize=20_000)
def _parsed(text: str, form: Form, quotes: str) -> Parsed:
    name = fingerprint(form, quotes, text)
    if known := MEMORY.get(name):
        return Parsed(*known)
    found = _read(text, form, quotes)
    MEMORY.put(name, (found.blocks, found.faults, found.citations))
    return found


def _read(text: str, form: Form, quotes: str) -> Parsed:
    reader = Reader(form)
    try:
        tokens = markdown(quotes).parse(text) if form == "blocks" else line_tokens(text, quotes)
        line = too_deep(tokens)
    except RecursionError:
        line = 0
    if line is not None:
        hint = f"Write at most {DEEPEST // 2 - 1} lists inside each other."
        return Parsed((), (Fault(line, "this text is nested too deeply", hint),), ())
    return Parsed(reader.read(tokens), tuple(sorted(reader.faults)), tuple(reader.citations))


def parse_inline(text: str, form: Form = "line", quotes: str = QUOTES) -> Inlines:
    """Read a text of one paragraph, such as a title or a cell. An empty line in the text becomes a line break."""
    paragraphs = (block for block in parse(text, form, quotes).blocks if isinstance(block, Paragraph))
    return tuple(child for number, each in enumerate(paragraphs) for child in ((LineBreak(),) if number else ()) + each.children)

"""The works that a new workspace begins with, and the file in which people write the passages of them that they choose."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.dataclass import dataclass

PASSAGES = "passages.md"
"""The file in which people write the passages that they choose. `excerpts import` reads it."""


@dataclass(frozen=True, slots=True)
class FirstWork:
    """A work that a new workspace knows."""

    id: str
    title: str
    copy: str
    """The name of the file with its text; empty if there is none."""
    marked: tuple[str, ...]
    """The first and the last words of each passage that was marked in this file and is an excerpt now."""


def passages_file(works: Iterable[FirstWork]) -> str:
    """Return the file in which passages are to be written: what to do, and a heading for each work that has a text."""
    parts = [part for work in works if work.copy for part in (f"# {work.id}: {work.title}", *(f"> {words}" for words in work.marked), ">")]
    return "\n\n".join((_HOW, *parts)) + "\n"


_HOW = """\
<!--
Paste each passage that you want to print behind a ">", below the work that it is from. Its first and its last words with … between
them are enough. Leave an empty line, and write your notes on it, a paragraph each; they are printed beside it. A heading above it is
its title:

## Four words

> The trouble is in four words … each capital chose the ten years that suited it.

Nobody says which year is a common one.

Digest: The passage in your own words, if you want. Readers who may not get the passage get the digest.

Question: A question for class, if you want. Packs number it.
Answer: What only the teacher gets.

Then: briefing excerpts import passages.md
You can do this as often as you like: new passages and new notes are added, and the others stay as they are. The pack has the
passages in this order.
-->"""

"""What packs print and nobody has written yet: digests of excerpts, and lines of records that briefing began from a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.document import Digest, Document, plain, walk
from briefing.document.index import Index
from briefing.errors import Problem
from briefing.files.origin import Origin
from briefing.files.reading import read_markdown
from briefing.library import Library
from briefing.library.excerpts import DIGEST
from briefing.originals.records import ISSUED, TO_WRITE
from briefing.outline import FilledOutline, ReadingSection
from briefing.outline import walk as walk_sections


def problems(
    library: Library, packs: Sequence[tuple[Document, Index]], plans: Sequence[FilledOutline], folder: str, root: Path
) -> Iterator[Problem]:
    """Yield a problem for each excerpt and each source of which a pack prints what is still to be written.

    Args:
        library: What there is.
        packs: All packs of a workspace.
        plans: Their outlines.
        folder: The path of `seeds/` as the user knows it.
        root: The workspace, for the lines of its files.
    """
    listed, unwritten, readings = set[str](), set[tuple[str, str]](), set[str]()
    for document, index in packs:
        places = [*(("excerpts", entry) for entry in index.excerpts), *(("sources", entry) for entry in index.sources)]
        ids = {entry.id for _, entry in places}
        words = {identity: plain(node) for node in walk(document) if (identity := getattr(node, "id", "")) in ids}
        unwritten |= {(shelf, entry.key) for shelf, entry in places if _is_open(words[entry.id])}
        listed |= {entry.key for entry in index.sources}
        readings |= {plain(node) for node in walk(document) if isinstance(node, Digest) and TO_WRITE in plain(node)}
    for key in sorted(key for shelf, key in unwritten if shelf == "excerpts"):
        origin = _read(f"{folder}/excerpts/{key}.md", root)
        if DIGEST in origin.text:
            hint = "Write below the settings what the passage says, in your own words."
            yield Problem(origin.name, origin.text_line, "the digest is not written yet", hint, severity="unfinished")
    whole = {each.source for plan in plans for _, each in walk_sections(plan.outline.sections) if isinstance(each, ReadingSection)}
    read = whole if readings else set[str]()
    for key in sorted((read | listed) & library.sources.keys()):
        origin = _read(f"{folder}/sources/{key}.md", root)
        yield from _of_record(origin, is_cited=key in listed, about=("sources", key) in unwritten, digest=key in read)


def _is_open(words: str) -> bool:
    return TO_WRITE in words or DIGEST in words


def _of_record(origin: Origin, *, is_cited: bool, about: bool, digest: bool) -> Iterator[Problem]:
    """Yield a problem for a record of which packs print lines that are still to be written, or a work without its date."""
    settings = [key for key in ("about", "lacks") if about and str(origin.data.get(key, "")).startswith(TO_WRITE)]
    lines, names = [origin.line((key,)) for key in settings], [f"'{key}'" for key in settings]
    if digest and TO_WRITE in origin.text:
        lines.append(origin.text_line + origin.text.count("\n", 0, origin.text.index(TO_WRITE)))
        names.append("the text below the settings")
    if lines:
        what = f"packs print what this record does not have yet: {', '.join(names)}"
        yield Problem(origin.name, lines[0], what, "Write it in your own words.", severity="unfinished")
    if is_cited and ISSUED in origin.whole and "issued" not in origin.data:
        line = origin.whole[: origin.whole.index(ISSUED)].count("\n") + 1
        hint = "Write it there, as in 'issued: 2019'. If the work has no date, delete the line."
        yield Problem(origin.name, line, "packs cite this source, and its record has no date", hint, severity="unfinished")


def _read(name: str, root: Path) -> Origin:
    return read_markdown(root / name, name)

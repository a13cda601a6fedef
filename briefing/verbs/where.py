"""Where something printed comes from: the file that somebody wrote, and the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.library.answers_within import file_of
from briefing.verbs.latest import Now
from briefing.verbs.outlining import plan
from briefing.workspace import Workspace


def where(workspace: Workspace, now: Now, identities: Sequence[str], said: str) -> tuple[str, int]:
    """Return the file and the line that something printed comes from.

    Args:
        workspace: Where its files are.
        now: The pack.
        identities: The ids of the nodes of the document around it, the nearest first.
        said: The words that are printed there.

    Returns:
        An empty name if nothing in the workspace has these words.
    """
    files = list(dict.fromkeys([*_files_of(now, identities), *_all_files(workspace)]))
    wanted = _letters(said)[:_ENOUGH]
    for name in files if wanted else ():
        line = _line(workspace.root / name, wanted)
        if line:
            return name, line
    own = next(_files_of(now, identities), "")
    if own:
        return own, 1
    part = next((each for each in plan(workspace, now.pack.outline.id).parts if each.id in identities), None)
    return (part.file, part.line) if part else ("", 0)


_ENOUGH = 48
"""Letters that tell a paragraph from others. Citations and links further on are printed in another form than they are written."""
_LEAST = 12
"""Letters that must agree, for a short paragraph."""


def _files_of(now: Now, identities: Sequence[str]) -> Iterator[str]:
    index = now.pack.index
    for shelf, entries in (
        ("excerpts", index.excerpts),
        ("questions", index.questions),
        ("countries", index.countries),
        ("actors", index.terms),
    ):
        for entry in entries:
            if entry.id in identities:
                yield file_of(now.library, shelf, entry.key)


def _all_files(workspace: Workspace) -> Iterator[str]:
    for pattern in ("templates/*.yaml", "seeds/*/*.md", "seeds/*.yaml"):
        for path in sorted(workspace.root.glob(pattern)):
            yield path.relative_to(workspace.root).as_posix()


def _line(path: Path, wanted: str) -> int:
    """Return the line of a file on which some letters begin; 0 if it does not have them. A name that is printed may be written as an id."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError):
        return 0
    letters, lines = [], []
    for number, line in enumerate(text.split("\n"), 1):
        found = _letters(line)
        letters.append(found)
        lines += [number] * len(found)
    whole = "".join(letters)
    for length in (len(wanted), len(wanted) * 2 // 3, len(wanted) // 2):
        place = whole.find(wanted[:length]) if length >= min(_LEAST, len(wanted)) else -1
        if place >= 0:
            return lines[place]
    return 0


def _letters(text: str) -> str:
    """Return the letters and figures of a text, without what Markdown and YAML add to them."""
    return re.sub(r"[\W_]+", "", re.sub(r"\[@[^\]]*\]|\]\([^)]*\)|\{[^}]*\}", "", text)).casefold()

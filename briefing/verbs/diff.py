"""`diff`: compare two packs, or a finished file of a pack with the pack as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import outline, steps
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, near
from briefing.passages.verdict import shortened
from briefing.render import FORMATS
from briefing.steps import Pack
from briefing.system import temporary
from briefing.verbs.views.changes import changes
from briefing.verbs.views.changes import shortened as shortened_changes
from briefing.verbs.views.comparison import contents, difference
from briefing.workspace import Workspace

if TYPE_CHECKING:
    from briefing.exchange import word_reviews

_TEACHER = "-teacher"
"""How the names of the files of a teacher's edition end."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How one pack differs from another, or from a file of its own."""

    base: str
    """The id of an outline, or the path of a file."""
    mine: str
    lines: tuple[str, ...]
    """A line for each difference, and for each comment of a reader in the file; none where the two are the same."""
    theirs: tuple[str, ...] = ()
    """With a Word file that came back: what its readers have changed and written, a line for each, with their names."""
    came_back: bool = False
    """Whether somebody has worked on the file: without tracked changes, `lines` has what the file says and the pack does not as new."""


def diff(workspace: Workspace, base: str, mine: str = "") -> Difference:
    """Compare two packs: sections, excerpts, questions, words, minutes. Or compare a finished file with its pack, word by word.

    Args:
        workspace: Where the library and the outlines are.
        base: The id of the outline to compare with; or a PDF, a Word file or an EPUB that was built before.
        mine: The id of the other outline. Default: with a file, the outline whose name the file has, or the only outline.

    Raises:
        BriefingError: Everything that is wrong.
    """
    file = Path(base)
    if file.suffix.removeprefix(".").lower() in FORMATS:
        return _since(workspace, file, mine)
    if not mine:
        outline.read(workspace.templates, base, workspace.root)
        hint = f"Write 'briefing diff {base} OTHER', or name a file that you built before: 'briefing diff output/{base}.docx'."
        raise BriefingError([Problem("", 0, f"there is no second pack to compare '{base}' with", hint)])
    names = list(dict.fromkeys((base, mine)))
    library = steps.load(workspace, outlines=names)
    plans = steps.plans(workspace, library, names, {})
    packs = {pack.outline.id: pack for pack in steps.packs(workspace, library, plans)}
    ours, theirs = (contents(packs[name].document, packs[name].index, packs[name].reading_speed) for name in (mine, base))
    return Difference(base, mine, tuple(difference(theirs, ours)))


def _since(workspace: Workspace, file: Path, mine: str) -> Difference:
    """Return what the pack has now and a file of it has not, and the other way round. Both are read in the same way."""
    from briefing.exchange import page_words, word_reviews
    from briefing.originals.any_format import read

    if not file.is_file():
        raise BriefingError([Problem(near(file), 0, "there is no such file", "Name a file that you built before.")])
    stem = file.stem.removesuffix(_TEACHER)
    known = {path.stem for path in workspace.templates.glob("*.y*ml")}
    name = mine or (stem if stem in known else outline.default_names(workspace.templates)[0])
    library = steps.load(workspace, outlines=[name])
    plans = steps.plans(workspace, library, [name], {})
    packs = steps.packs(workspace, library, plans, editions=["teacher" if file.stem.endswith(_TEACHER) else "student"])
    with temporary.folder() as folder:
        now = _drawn(packs, file.suffix.lower(), folder)
        running = [f"on every page: {line}" for line in changes(page_words.read(file), page_words.read(now))]
        review = word_reviews.read(file) if file.suffix.lower() == ".docx" else word_reviews.Review()
        comments = tuple(_comments(file, now, review))
        sent = file
        if review.without:
            sent = folder / "sent.docx"
            sent.write_bytes(review.without)
        versions = read(sent).paragraphs, read(now).paragraphs
        if not review.came_back:
            return Difference(file.as_posix(), name, (*running, *changes(*versions), *comments))
        # With tracked changes it is known what the readers have changed; the rest has changed in the pack since the file was sent.
        lines = changes(*(versions if review.without else reversed(versions)))
        tracked = (f"{each.by}{_where(workspace, each.before)}: {shortened_changes(each.text)}" for each in review.changes)
        return Difference(file.as_posix(), name, (*running, *lines), (*tracked, *comments), came_back=True)


def _where(workspace: Workspace, paragraph: str) -> str:
    """Return the file and the line of a text in the workspace, by six words in a row; nothing if it is not found."""
    words = [re.sub(r"\W", "", each).casefold() for each in paragraph.split()]
    runs = [" ".join(words[at : at + 6]) for at in range(max(1, len(words) - 5))] if any(words) else []
    for path in (*sorted(workspace.seeds.rglob("*.md")), *sorted(workspace.templates.glob("*.yaml"))):
        if path.parent.name not in ("originals", "sources"):
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                plain = " ".join(re.sub(r"\W", "", each).casefold() for each in line.split())
                if any(f" {run} " in f" {plain} " for run in runs):
                    return f" ({near(path)}:{number})"
    return ""


def _comments(file: Path, now: Path, review: word_reviews.Review) -> Iterator[str]:
    """Yield what readers of a file have written beside its words; the notes of the pack are in the file as it is now, too."""
    own = _marks(now)
    for mark in (each for each in _marks(file) if each not in own):
        words, said = mark
        by = f" by {review.authors[said]}" if said in review.authors else ""
        yield f"comment{by} on “{shortened(words)}”: {said}" if words else f"comment{by}: {said}"


def _marks(file: Path) -> list[tuple[str, str]]:
    """Return the words that are marked in a file, each with a comment on them."""
    from briefing.exchange import highlight_files

    try:
        marks = highlight_files.read(file).marks if file.suffix.lower() in (".docx", ".pdf") else []
    except BriefingError:  # nothing is marked
        return []
    return [(" ".join(mark.quote.split()), " ".join(text.split())) for mark in marks for text in mark.comments]


def _drawn(packs: list[Pack], suffix: str, folder: Path) -> Path:
    """Draw a pack in one format; return the file."""
    drafts = steps.draw(packs, [each for each in FORMATS if f".{each}" == suffix], folder, lambda _: None)
    return next(iter(drafts))

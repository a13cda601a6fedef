"""`diff`: compare two packs, or a finished file of a pack with the pack as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefing import steps
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Problem, near
from briefing.outline import default_names
from briefing.passages.verdict import shortened
from briefing.render import FORMATS
from briefing.steps import Pack
from briefing.system import temporary
from briefing.verbs.views.changes import changes
from briefing.verbs.views.comparison import contents, difference
from briefing.workspace import Workspace

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
        hint = f"Write 'briefing diff {base} OTHER', or name a file that you built before: 'briefing diff output/{base}.docx'."
        raise BriefingError([Problem("", 0, "there is no second pack to compare", hint)])
    names = list(dict.fromkeys((base, mine)))
    library = steps.load(workspace, outlines=names)
    plans = steps.plans(workspace, library, names, {})
    packs = {pack.outline.id: pack for pack in steps.packs(workspace, library, plans)}
    ours, theirs = (contents(packs[name].document, packs[name].index, packs[name].reading_speed) for name in (mine, base))
    return Difference(base, mine, tuple(difference(theirs, ours)))


def _since(workspace: Workspace, file: Path, mine: str) -> Difference:
    """Return what the pack has now and a file of it has not, and the other way round. Both are read in the same way."""
    from briefing.exchange import page_words
    from briefing.originals.any_format import read

    if not file.is_file():
        raise BriefingError([Problem(near(file), 0, "there is no such file", "Name a file that you built before.")])
    stem = file.stem.removesuffix(_TEACHER)
    known = {path.stem for path in workspace.templates.glob("*.y*ml")}
    name = mine or (stem if stem in known else default_names(workspace.templates)[0])
    library = steps.load(workspace, outlines=[name])
    plans = steps.plans(workspace, library, [name], {})
    packs = steps.packs(workspace, library, plans, editions=["teacher" if file.stem.endswith(_TEACHER) else "student"])
    with temporary.folder() as folder:
        now = _drawn(packs, file.suffix.lower(), folder)
        running = [f"on every page: {line}" for line in changes(page_words.read(file), page_words.read(now))]
        changed = changes(read(file).paragraphs, read(now).paragraphs)
        return Difference(file.as_posix(), name, (*running, *changed, *_comments(file, now)))


def _comments(file: Path, now: Path) -> Iterator[str]:
    """Yield what readers of a file have written beside its words; the notes of the pack are in the file as it is now, too."""
    own = _marks(now)
    for mark in (each for each in _marks(file) if each not in own):
        words, said = mark
        yield f"comment on “{shortened(words)}”: {said}" if words else f"comment: {said}"


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

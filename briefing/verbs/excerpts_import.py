"""`excerpts import`: draft excerpts, notes and questions from what people marked and wrote in other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from briefing import steps
from briefing.dataclass import dataclass
from briefing.document.identifiers import ID
from briefing.errors import BriefingError, Problem, counted, near
from briefing.exchange import highlight_files
from briefing.exchange.highlights.gathered import Gathered
from briefing.files.writing import all_or_nothing
from briefing.library.references import source_named
from briefing.originals.copies import read_one
from briefing.passages import asked, drafts, importing, notes_file
from briefing.verbs.own_packs import advice, own_pack
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportedExcerpt:
    """An excerpt drafted from annotations. Its digest is still to be written."""

    file: Path
    id: str
    words: int
    notes: int


@dataclass(frozen=True, slots=True)
class ImportedQuestion:
    """A question from notes in Markdown."""

    file: Path
    id: str
    has_answer: bool


@dataclass(frozen=True, slots=True)
class Imported:
    """Excerpts drafted from annotations."""

    excerpts: tuple[ImportedExcerpt, ...]
    problems: tuple[Problem, ...]
    """Warnings: annotations that were left out, and why; what was guessed, and what notes lack of their comments."""
    there: int = 0
    """Annotations whose passages are excerpts already."""
    completed: tuple[Path, ...] = ()
    """Excerpts that have further notes, or a digest, from notes in Markdown."""
    questions: tuple[ImportedQuestion, ...] = ()
    from_notes: bool = False
    """Whether the file was of notes in Markdown, which people write for briefing."""


def import_(workspace: Workspace, file: Path, source: str = "") -> Imported:
    """Draft excerpts from the annotations of a file. What cannot be drafted is left out and named.

    Args:
        workspace: Where the library is.
        file: A marked PDF or Word file, or annotations that another program exported; or the id of a source, whose file is in the current
            folder or in the workspace.
        source: The id of the source of annotations whose address is that of no source. Default: it is looked for by title and words.

    Raises:
        BriefingError: The file cannot be read, or holds nothing that can be drafted. No file is written.
    """
    file, source = _file_of(workspace, file, source)
    read = highlight_files.read(file)
    library = steps.load(workspace, importing.coming(read.marks))
    source = source_named(library, source).id if source else ""
    name = near(file)
    found = importing.drafts(read.marks, library, name, source)
    gone = notes_file.settle(found, library, _named(file, workspace.root))
    every = list(asked.new([*found.questions, *(("", each) for each in read.questions)], library, name, gone))
    questions = [each for each in every if isinstance(each, asked.NewQuestion)]
    if not (found.excerpts or found.there or read.questions):
        alone = Problem(name, 0, "the file contains notes, but not the excerpts that they belong to", "Export the excerpts again.")
        raise BriefingError([*_own_pack(workspace, read, file)] or found.left_out or [alone])
    folder = workspace.seeds / "excerpts"
    with all_or_nothing(workspace.root) as batch:
        paths = [drafts.write(folder, each, workspace.root, batch) for each in found.excerpts]
        completed = [drafts.complete(folder, each, batch) for each in found.completed.values()]
        for each in questions:
            batch.write(workspace.seeds / "questions" / f"{each.id}.md", each.text)
        for moved in every:
            if isinstance(moved, asked.MovedQuestion):
                drafts.tie(workspace.seeds / "questions" / f"{moved.id}.md", moved.excerpts, batch)
    written = [ImportedExcerpt(path, each.id, each.words, len(each.notes)) for path, each in zip(paths, found.excerpts, strict=True)]
    there = [each for each in found.there if each.hint] if _is_own(read) else found.there
    told = () if _is_own(read) and not found.excerpts else found.told
    lacking = [_not_completed(each) for each, path in zip(found.completed, completed, strict=True) if path is None]
    problems = dict.fromkeys(
        (
            *_whole_file(read, name),
            *found.left_out,
            *found.copied,
            *_gone(gone, name),
            *there,
            *told,
            *lacking,
            *(each for each in every if isinstance(each, Problem)),
        )
    )
    warnings = tuple(replace(each, severity="warning") for each in problems)
    news = (path for path, each in zip(completed, found.completed.values(), strict=True) if path and notes_file.has_news(each, library))
    return Imported(
        tuple(written),
        warnings,
        len(found.there),
        tuple(news),
        tuple(_drafted(each, workspace) for each in questions),
        _is_own(read),
    )


def _named(file: Path, root: Path) -> str:
    """Return a file of notes as excerpts name it: from the folder of the workspace; a file elsewhere by its name alone."""
    path, base = file.absolute(), root.absolute()
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else file.name


def _gone(ids: Sequence[str], name: str) -> Iterator[Problem]:
    """Yield a warning of excerpts that are from a file of notes and no longer in it."""
    if ids:
        names = ", ".join(ids)
        what = f"{counted(len(ids), 'excerpt')} came from this file, with passages that it no longer has: {names}. Packs still print them"
        yield Problem(name, 0, what, f"To take them out: briefing excerpts remove {' '.join(ids)}")


def _own_pack(workspace: Workspace, read: Gathered, file: Path) -> Iterator[Problem]:
    """Yield a problem if the marked file is a pack of this workspace that somebody has sent back: it is no source."""
    if outline := own_pack(workspace, {each for mark in read.marks for each in mark.names}):
        yield Problem(near(file), 0, f"this is the pack '{outline}', and no source to quote from", advice(file, outline))


def _drafted(question: asked.NewQuestion, workspace: Workspace) -> ImportedQuestion:
    return ImportedQuestion(workspace.seeds / "questions" / f"{question.id}.md", question.id, bool(question.asked.answer))


def _not_completed(identity: str) -> Problem:
    what = "your new notes were not added to this excerpt, because its lines are written in an unusual way"
    return Problem(f"seeds/excerpts/{identity}.md", 0, what, "Write them below 'notes:' in this file.")


def _is_own(read: Gathered) -> bool:
    """Say whether people write a file for briefing, and import it again with each new passage: what it had before is not told again."""
    return any(mark.is_markdown for mark in read.marks)


def _whole_file(read: Gathered, name: str) -> Iterator[Problem]:
    """Yield what is told of a file of annotations as a whole."""
    yield from (Problem(name, 0, notice) for notice in read.notices)
    if read.wordless:
        skipped = "1 annotation was skipped: it marks" if read.wordless == 1 else f"{read.wordless} annotations were skipped: they mark"
        yield Problem(name, 0, f"{skipped} no words of the text", "Mark the words that each annotation is about.")


def _file_of(workspace: Workspace, file: Path, source: str) -> tuple[Path, str]:
    """Return the file to read, and the source that its annotations are about. The user may name the source instead of its file."""
    identity = file.as_posix()
    folder = workspace.seeds / "originals"
    if file.exists() or not ID.fullmatch(identity) or not (folder / f"{identity}.txt").is_file():
        return file, source
    named = read_one(folder / f"{identity}.txt", workspace.root).provenance.file
    there = next((each for each in (Path(named), workspace.root / named) if each.is_file()), None)
    if there is None:
        hint = f"Name the file, wherever it is: 'briefing excerpts import {named}'."
        what = f"briefing keeps the words of '{identity}', but not the file that they are from, and '{named}' is not in this folder"
        raise BriefingError([Problem("", 0, what, hint)])
    return there, source or identity

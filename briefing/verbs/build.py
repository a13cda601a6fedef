"""`build`: build packs from outlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Protocol

from briefing import steps
from briefing.check.leaks.proof import Proof
from briefing.dataclass import dataclass
from briefing.document import full_title
from briefing.errors import BriefingError, Problem, counted
from briefing.files.scratch import scratch_for
from briefing.outline import Edition, FilledOutline, default_names
from briefing.outline.length_limits import bounds
from briefing.render import FORMATS, Format
from briefing.steps import Pack
from briefing.theme.model import PLAIN, Finish, PaperName
from briefing.verbs.views.overview import minutes, words
from briefing.workspace import Workspace

LONGEST_NAME = 40
"""Characters of a title where a pack that is too long is described."""


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A finished file."""

    path: Path
    pack: str
    """The name of its pack."""
    format: Format
    size: int
    """In bytes."""
    pages: int
    """Of a PDF; 0 for the other formats, whose pages depend on the program that shows them."""


@dataclass(frozen=True, slots=True)
class BuiltPack:
    """A pack that was built."""

    name: str
    """The name of its files, without the ending."""
    outline: str
    edition: Edition
    title: str
    words: int
    minutes: int
    """To read it all, at the speed of its readers."""
    left_out: tuple[str, ...]
    """A sentence for each section that leaves something out, because of its length or because another section has it."""


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build."""

    files: tuple[BuiltFile, ...]
    packs: tuple[BuiltPack, ...]
    proof: Proof
    """The proof that no file for students contains words for the teacher."""
    problems: tuple[Problem, ...]
    """Warnings."""


class Watch(Protocol):
    """Something that follows the progress of a build."""

    def step(self, number: int, what: str) -> AbstractContextManager[None]:
        """Run one of the five steps."""

    def line(self, text: str) -> None:
        """Show what is going on, in one line."""


class _Silent:
    def step(self, _number: int, _what: str) -> AbstractContextManager[None]:
        return nullcontext()

    def line(self, _text: str) -> None:
        pass


SILENT = _Silent()


def build(
    workspace: Workspace,
    outlines: Sequence[str] = (),
    *,
    settings: Mapping[str, str] | None = None,
    formats: Sequence[Format] = FORMATS,
    editions: Sequence[Edition] = ("student",),
    paper: PaperName | None = None,
    finish: Finish = PLAIN,
    allow_unlicensed: bool = False,
    into: Path | None = None,
    watch: Watch = SILENT,
) -> Built:
    """Build packs: all five steps. No file is placed unless the leak proof holds.

    Args:
        workspace: Where the library and the outlines are.
        outlines: Ids of outlines. Default: `seminar`, or the only outline.
        settings: Values of parameters, by their names, for each of the outlines.
        formats: The formats to write.
        editions: For whom. An outline that is for the teacher as a whole has one edition only.
        paper: The sheet. Default: each outline's own.
        finish: Large print, little ink.
        allow_unlicensed: Print digests of sources whose conditions a pack does not keep, and do not refuse the pack.
        into: The folder of the files. Default: `output/` in the workspace.
        watch: Follows the progress of the build.

    Raises:
        BriefingError: Everything that is wrong. The files of the last build are as they were.
    """
    names = list(outlines) or default_names(workspace.templates)
    target = into or workspace.output
    with watch.step(1, "read the library"):
        library = steps.load(workspace, outlines=names)
    with watch.step(2, "read the outlines"):
        plans = steps.plans(workspace, library, names, settings or {})
    with watch.step(3, "assemble"):
        packs = steps.packs(workspace, library, plans, paper, allow_unlicensed=allow_unlicensed, finish=finish, editions=editions)
    for pack in packs:
        for text in pack.left_out:
            watch.line(f"{pack.name}: {text}")
    watch.line(f"Rendering {', '.join(names)}: {', '.join(formats)} …")
    with scratch_for(target) as scratch:
        with watch.step(4, "render"):
            drafts = steps.draw(packs, formats, scratch, watch.line)
        _hold_pages(packs, plans, drafts)
        with watch.step(5, "prove and write"):
            proof = steps.prove(packs, drafts, workspace, library)
            files = [_built(draft, pages, target) for draft, pages in drafts.items()]
            steps.place(packs, drafts, target, proof)
    watch.line("")
    warnings = dict.fromkeys(warning for pack in packs for warning in (*pack.warnings, *pack.placeholders()))
    return Built(tuple(files), tuple(map(_described, packs)), proof, tuple(warnings))


def _hold_pages(packs: Sequence[Pack], plans: Sequence[FilledOutline], drafts: Mapping[Path, int]) -> None:
    """Refuse a pack for students with more or fewer pages than its outline allows: those of its PDF, whatever formats are built.

    Raises:
        BriefingError: There is such a pack.
    """
    pages = {draft.stem: count for draft, count in drafts.items() if draft.suffix == ".pdf"}
    origins = {plan.outline.id: plan.origin for plan in plans}
    problems = []
    for pack in packs:
        if not pack.outline.pages or pack.edition != pack.outline.edition:
            continue
        low, high = bounds(pack.outline.pages)
        count = pages.get(pack.name) or steps.page_count(pack)
        if not low <= count <= high:
            what = f"the PDF has {counted(count, 'page')}, and this outline allows {pack.outline.pages}"
            over, hint = _too_long(pack, count, high) if count > high else ("", f"Print more, or write 'pages: {count}'.")
            problems.append(origins[pack.outline.id].problem(("pages",), f"{what}{over}", hint))
    if problems:
        raise BriefingError(problems)


def _too_long(pack: Pack, count: int, most: int) -> tuple[str, str]:
    """Return by how much a pack is too long, and what to do about it: where most can be saved, and how to see the pages."""
    from briefing.render.pdf.page_shares import page_shares  # here: a pack that is not too long is not measured

    found = page_shares(pack.document, pack.theme, most)
    named = {
        is_drawing: ", ".join(f"{each.name[:LONGEST_NAME]} {each.millimetres} mm" for each in found.parts if each.is_drawing == is_drawing)
        for is_drawing in (False, True)
    }
    hints = [f"The sections are so high: {named[False]}."] if named[False] else []
    hints += [f"The drawings: {named[True]}; 'width: 40%' makes a map smaller, 'table: no' leaves tables out."] if named[True] else []
    hints += ["'contents: 0' and 'cover: block' save pages."] if pack.document.contents_depth or pack.document.cover == "page" else []
    hints.append(f"To see the pages, write 'pages: {count}' for now.")
    return f", by {counted(found.lines_over, 'line')}", " ".join(hints)


def _built(draft: Path, pages: int, folder: Path) -> BuiltFile:
    kind: Format = next(each for each in FORMATS if draft.suffix == f".{each}")
    return BuiltFile(folder / draft.name, draft.stem, kind, draft.stat().st_size, pages)


def _described(pack: Pack) -> BuiltPack:
    count = words((pack.document.blocks, pack.document.supplement))
    reading = minutes(count, pack.reading_speed)
    return BuiltPack(pack.name, pack.outline.id, pack.edition, full_title(pack.document), count, reading, pack.left_out)

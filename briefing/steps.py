"""The five steps from a workspace to finished files: 1 read the library, 2 read the outlines, 3 assemble, 4 render, 5 prove and write."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from briefing import assemble
from briefing.assemble.large_print import for_large_print
from briefing.check.library import characters, page_signs
from briefing.dataclass import dataclass
from briefing.dates import PartialDate
from briefing.document import Callout, Document, InlinePicture, Note, Picture, Text, walk, walk_blocks
from briefing.document.index import Index
from briefing.errors import BriefingError, Gathered, Problem, collect, counted, near, nearest, shown_path
from briefing.files import scraps, writing
from briefing.library import Library, citation_keys, loading, read_before
from briefing.library.excerpts import DIGEST
from briefing.originals import copies
from briefing.originals.records import TO_WRITE
from briefing.outline import Edition, FilledOutline, Outline, SourcesSection, fill, read
from briefing.outline import names as outline_names
from briefing.outline import walk as walk_sections
from briefing.render import Format
from briefing.rights.conditions import Conditions
from briefing.system import cache, clock, known_answers, program
from briefing.system.processes import cores
from briefing.theme.layers import Layer, of_workspace, stacked
from briefing.theme.model import PLAIN, Finish, PaperName, Theme, Typeface, finished
from briefing.theme.resolve import Look, resolve
from briefing.workspace import Workspace

if TYPE_CHECKING:
    from briefing.check.leaks.proof import Proof
    from briefing.drafting import Report

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Pack:
    """A pack that is ready to be drawn."""

    name: str
    """The outline's id, with the edition where that is the teacher's: the name of its files."""
    document: Document
    index: Index
    """What of the library is in the document, and where."""
    theme: Theme
    outline: Outline
    """With its parameters put in."""
    left_out: tuple[str, ...] = ()
    """A sentence for each section that leaves something out, because of its length or because another section has it."""
    warnings: tuple[Problem, ...] = ()
    """What is likely to be wrong with it."""
    withheld: tuple[str, ...] = ()
    """The texts of the outline's sections for the teacher, as they are written."""
    edition: Edition = "student"
    information: PartialDate | None = None
    """Up to when it has information."""
    updated: PartialDate | None = None
    """The date of the newest thing that it tells: of an update, or of a source."""

    @property
    def reading_speed(self) -> int:
        """Return how many words a minute its readers read."""
        return self.outline.words_a_minute

    def placeholders(self) -> Iterator[Problem]:
        """Yield a problem if the pack prints texts that are still to be written. `check` names each of them instead."""
        if count := len(unwritten(self.document)):
            what = f"this pack prints {counted(count, 'text')} still to be written"
            yield Problem(f"templates/{self.outline.id}.yaml", 0, what, "'briefing check' names them.", severity="unfinished")


def load(workspace: Workspace, coming: Collection[str] = (), *, outlines: Sequence[str] = ()) -> Library:
    """Step 1: read the library, and the user's copies of its sources.

    Args:
        workspace: Where it is.
        coming: Ids of excerpts that are about to be written. Other files may name them already.
        outlines: Ids of outlines that are read next. If the library is wrong, their own mistakes are told together with its.

    Raises:
        BriefingError: All that is wrong with it.
    """
    if workspace.takes_additions:
        scraps.clear(workspace.written_to())
    read_before.recall(workspace.root)
    problems = Gathered()
    library = collect(problems, lambda: loading.load(workspace.seeds, workspace.root, coming))
    originals = collect(problems, lambda: copies.load(workspace.seeds / "originals", workspace.root))
    read_before.keep(workspace.root)
    if library is None or originals is None:
        for name in outlines:
            collect(problems, lambda name=name: read(workspace.templates, name, workspace.root))  # type: ignore[misc]
        raise BriefingError(problems, whole=False)
    strangers = sorted(set(originals) - set(library.sources))
    if strangers:
        hint = "Give the file the name of its source, or write a record for it."
        raise BriefingError(
            Problem(f"seeds/originals/{key}.txt", 0, f"there is no source '{key}' for this copy", hint) for key in strangers
        )
    return replace(library, originals=originals)


def plans(workspace: Workspace, library: Library, names: Sequence[str], settings: Mapping[str, str]) -> list[FilledOutline]:
    """Step 2: read outlines and put the settings in.

    Args:
        workspace: Where the outlines are.
        library: What countries and levels can be.
        names: Ids of outlines.
        settings: Parameters by name, for each of the outlines.

    Raises:
        BriefingError: All that is wrong with all of them. Where one is wrong, step 3 is tried with the others, to tell its problems, too.
    """
    ids = citation_keys.by_key(library.sources.values())

    def numbers(plan: FilledOutline) -> Mapping[str, str]:
        return assemble.taken_over(library, plan, workspace.templates, workspace.root)

    def plan(name: str) -> FilledOutline:
        filled = fill(read(workspace.templates, name, workspace.root), library, settings)
        if cards := filled.outline.cards:
            others = set(outline_names(workspace.templates)) - {name}
            if cards not in others:
                hint = nearest(cards, others) or "Write the name of another outline in templates/, or delete the line."
                raise BriefingError([filled.origin.problem(("cards",), f"there is no other outline '{cards}' for the cards", hint)])
        return replace(filled, outline=citation_keys.with_ids(filled.outline, ids), numbers=numbers(filled))

    problems = Gathered()
    found = [collect(problems, lambda name=name: plan(name)) for name in dict.fromkeys(names)]  # type: ignore[misc]
    planned = [each for each in found if each is not None]
    if problems:
        collect(problems, lambda: packs(workspace, library, planned))
        raise BriefingError(problems, whole=False)
    return planned


def packs(
    workspace: Workspace,
    library: Library,
    planned: Sequence[FilledOutline],
    paper: PaperName | None = None,
    *,
    allow_unlicensed: bool = False,
    finish: Finish = PLAIN,
    editions: Sequence[Edition] = ("student",),
) -> list[Pack]:
    """Step 3: assemble, and make sure that each character can be shown.

    Args:
        workspace: Where a citation style may be.
        library: What the outlines choose from.
        planned: The outlines.
        paper: The sheet, where it is not the outlines' own.
        allow_unlicensed: Print digests of sources whose conditions a pack does not keep, instead of refusing it.
        finish: Large print, little ink.
        editions: Which editions of each; an outline that is for the teacher as a whole has no other.

    Raises:
        BriefingError: All that is wrong with all of them.
    """
    conditions = Conditions(clock.today(), allow_unlicensed)
    files = [*loading.files(workspace.seeds), *(workspace.seeds / "originals" / f"{key}.txt" for key in library.originals)]

    def of_plan(plan: FilledOutline) -> list[Pack]:
        problems, wanted = list[Problem](), _editions(plan, editions)
        met = _told_of_letters(workspace, library, plan, conditions, paper)
        made = collect(problems, lambda: assemble.assembled(library, plan.outline, plan.origin, workspace.root, met, wanted, plan.numbers))
        if made is None:
            collect(problems, lambda: _look(workspace, plan, None, paper))
            raise BriefingError(problems, whole=False)  # the letters of the texts were not looked at
        return _all(lambda each: pack(plan, *each), list(zip(wanted, made, strict=True)))

    def pack(plan: FilledOutline, edition: Edition, made: assemble.Assembled) -> Pack:
        outline, document = plan.outline, replace(made.document, stamp=clock.stamp() or made.document.stamp)
        if finish.large_print:
            document = for_large_print(document)
        look = _look(workspace, plan, document, paper)
        document, lost = page_signs.replaced(document, look.theme)
        document, printed = characters.settled(document, look.theme)
        problems = list(look.problems(printed))
        style = [outline.csl] if outline.csl.endswith(".csl") else []  # another name is of a style that no user can change
        own = [workspace.root / name for name in (*plan.origin.files(), *style)]
        problems += list(characters.problems(document, printed, look.theme, [*own, *files], workspace.root, plan))
        if problems:
            raise BriefingError(problems)
        whole = replace(document, logo=look.logo)
        if whole.cover_map:
            from briefing.render.figures.as_picture import as_picture  # here: most packs have no map on their cover

            known = cache.Box(cache.key("cover", outline.id, program.identity()))
            whole = replace(whole, frontispiece=as_picture(whole.cover_map, look.theme, known), cover_map=None)
            known.save()
        if finish.ink_saver:
            whole = replace(whole, logo=_grey(whole.logo), frontispiece=_grey(whole.frontispiece))
        name = f"{outline.id}-teacher" if edition == "teacher" != outline.edition else outline.id
        theme = finished(replace(look.theme, annotations=outline.annotations), finish)
        told = made.information, made.updated
        warnings = (*made.warnings, *page_signs.warnings(lost, plan.origin.name))
        return Pack(name, whole, made.index, theme, outline, made.left_out, warnings, made.withheld, edition, *told)

    ready = [each for editions_of_one in _all(of_plan, planned) for each in editions_of_one]
    read_before.keep(workspace.root)
    known_answers.keep()
    return ready


def unwritten(document: Document) -> list[str]:
    """Return the texts of a document that are still to be written."""
    return [text for text in _texts(document) if TO_WRITE in text or DIGEST in text]


def _texts(document: Document) -> Iterator[str]:
    """Yield what a document says: its title and what is around it, its words, and what its pictures show."""
    yield from (document.title, document.subtitle, document.kicker, document.byline, document.description)
    for node in walk(document):
        if isinstance(node, Text):
            yield node.text
        elif isinstance(node, Picture | InlinePicture):
            yield node.alt


def _editions(plan: FilledOutline, wanted: Sequence[Edition]) -> Sequence[Edition]:
    """Return the editions of a pack that are made."""
    return ("teacher",) if plan.outline.edition == "teacher" else wanted


def _look(workspace: Workspace, plan: FilledOutline, document: Document | None, paper: PaperName | None) -> Look:
    """Return how a pack looks: a shipped theme, changed by the workspace and then by the outline. Without a document, for its mistakes."""
    from briefing.render.whole_width import fills_width  # here: what only reads or checks looks at no drawing

    outline = plan.outline
    own = Layer(outline.theme, plan.origin, ("theme",)) if outline.theme else None
    return resolve(
        stacked(of_workspace(workspace.templates, workspace.root), own),
        workspace.root,
        paper=paper or outline.paper or None,
        is_short=outline.cover.kind == "block",
        has_margin_notes=any(isinstance(node, Note | Callout) and node.placement == "margin" for node in walk_blocks(document)),
        is_filled=fills_width(document) if document else outline.columns > 1,
    )


def _told_of_letters(
    workspace: Workspace, library: Library, plan: FilledOutline, conditions: Conditions, paper: PaperName | None
) -> Conditions:
    """Return the conditions with the sources that the typefaces of a pack cannot show, where it lists all that there are."""
    lists = (each for _, each in walk_sections(plan.outline.sections) if isinstance(each, SourcesSection))
    if not any(each.include == "all" for each in lists):
        return conditions
    look = collect([], lambda: _look(workspace, plan, None, paper))
    return replace(conditions, unprinted=characters.unprinted(library.sources, look.theme.typefaces)) if look else conditions


def typefaces_of(workspace: Workspace) -> tuple[Typeface, ...]:
    """Return the typefaces of packs whose outlines choose none of their own: those of the workspace, if its theme can be read."""
    own = collect([], lambda: of_workspace(workspace.templates, workspace.root))
    look = collect([], lambda: resolve(stacked(own), workspace.root, paper=None, is_short=False, has_margin_notes=False))
    theme = look.theme if look else Theme()
    return theme.typefaces


def _grey(picture: Picture | None) -> Picture | None:
    """Return a picture of the title page in shades of grey, and in pixels."""
    from briefing.system.pictures.pixels import grey

    return picture and replace(picture, form="png", data=grey(picture.data), svg=b"", pdf=b"")


def _all(make: Callable[[Given], Made], given: Sequence[Given]) -> list[Made]:
    """Make something of each; when any fails, raise the problems of all."""
    problems = Gathered()
    made = [collect(problems, lambda each=each: make(each)) for each in given]  # type: ignore[misc]
    if problems:
        raise BriefingError(problems)
    return [each for each in made if each is not None]


def loose_ends_of(workspace: Workspace, library: Library, planned: Sequence[FilledOutline], made: Sequence[Pack] | None) -> list[Problem]:
    """Return what is unfinished, and all warnings: those of the packs, those about things that are not used, and about likely slips.

    Without the packs, nothing is said of what they do not use.
    """
    from briefing.check.library import loose_ends, slips, unprinted_notes, unwritten  # a build asks for none of them

    found = loose_ends.warnings(library, None if made is None else [pack.index for pack in made], planned, workspace.root)
    slipped = slips.warnings(library, workspace.seeds, workspace.root)
    noted = unprinted_notes.warnings(library, [pack.document for pack in made or ()])
    shown = [(pack.document, pack.index) for pack in made or ()]
    printed = unwritten.problems(library, shown, planned, shown_path(workspace.seeds, workspace.root), workspace.root)
    return sorted({*(warning for pack in made or () for warning in pack.warnings), *found, *slipped, *noted, *printed})


def taken(workspace: Workspace, library: Library, planned: Sequence[FilledOutline]) -> list[assemble.Taken]:
    """Compare what each pack takes from its sources with what they allow, and return the pictures that it prints.

    Raises:
        BriefingError: All that is wrong with all of them.
    """
    day = Conditions(clock.today())
    return _all(lambda plan: assemble.taken(library, plan.outline, plan.origin, day, workspace.root), planned)


# ── steps 4 and 5 ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def draw(ready: Sequence[Pack], formats: Sequence[Format], folder: Path, report: Report = lambda _: None) -> dict[Path, int]:
    """Step 4: draw packs in formats, side by side on the cores there are.

    Args:
        ready: What to draw.
        formats: In which formats.
        folder: Where the files go.
        report: Told of each format that is done.

    Returns:
        The files, in the order of packs and formats, each with the number of its pages; 0 where it has none of its own.
    """
    from briefing import drafting  # here and below: showing and checking a pack draws and proves nothing

    drawings = [
        drafting.Drawing(pack.document, pack.theme, name, folder / f"{pack.name}.{name}")
        for pack in ready
        for name in dict.fromkeys(formats)
    ]
    counts = drafting.draw(drawings, min(cores(), len(drawings)), report)
    return {each.path: counts[each.path] for each in drawings}


def paged(pack: Pack) -> Pack:
    """Lay out the PDF of a pack, and return the pack with an index that knows its pages."""
    from briefing import drafting

    return replace(pack, index=replace(pack.index, pages=drafting.places(pack.document, pack.theme)))


def page_count(pack: Pack) -> int:
    """Lay out the PDF of a pack, and return the number of its pages."""
    from briefing import drafting

    return drafting.page_count(pack.document, pack.theme)


def prove(ready: Sequence[Pack], drafts: Collection[Path], workspace: Workspace, library: Library) -> Proof:
    """Search the files for students for every passage of the library that is for the teacher only."""
    from briefing import drafting
    from briefing.check.leaks.proof import Proof, proof

    folder = shown_path(workspace.seeds, workspace.root)
    files = {pack.name: {draft.name: draft for draft in drafts if draft.stem == pack.name} for pack in ready}

    def of_pack(pack: Pack) -> Proof:
        pages = drafting.box("pages", pack.document)
        found = proof(
            files[pack.name],
            pack.document,
            pack.outline,
            library,
            withheld_in(pack),
            folder,
            apart=_apart,
            root=workspace.root,
            memory=pages,
        )
        if pages is not None:
            pages.save()
        return found

    return Proof.of([of_pack(pack) for pack in ready if pack.edition == "student"])


def _apart(make: Callable[[Given], Made], given: Sequence[Given]) -> list[Made]:
    from briefing import drafting

    return drafting.each_apart(make, given, min(cores(), len(given)))


def withheld_in(pack: Pack) -> dict[str, str]:
    """Return the texts that the outline of a pack has for the teacher only, by the place where they are written."""
    return {f"section {number} for the teacher in templates/{pack.outline.id}.yaml": text for number, text in enumerate(pack.withheld, 1)}


def place(ready: Sequence[Pack], drafts: Collection[Path], folder: Path, proof: Proof) -> list[Path]:
    """Step 5: move the drafts of packs to their folder, over the files of the last build.

    Args:
        ready: The packs.
        drafts: Their files, as `draw` made them.
        folder: Where they go.
        proof: What `prove` found in them.

    Raises:
        BriefingError: The proof does not hold, or a folder has the name of one of the files. No file is moved.
        ValueError: The proof leaves out a file for students. No file is moved.
    """
    proof.hold()
    for_students = {pack.name for pack in ready if pack.edition == "student"}
    unproved = [draft.name for draft in drafts if draft.stem in for_students and draft.name not in proof.files]
    if unproved:
        raise ValueError(f"not proved: {', '.join(unproved)}")
    return move(drafts, folder)


def move(files: Collection[Path], folder: Path) -> list[Path]:
    """Move files into a folder, all of them or none. They take the place of older files with their names.

    Raises:
        BriefingError: A folder has the name of one of the files.
    """
    taken = [folder / each.name for each in files if (folder / each.name).is_dir()]
    if taken:
        hint = "Move the folder away, or choose another folder with -o."
        raise BriefingError(Problem(near(path), 0, "a folder has the name of this file", hint) for path in taken)
    whole = folder.resolve()
    placed = {whole / each.name: each.resolve() for each in files}
    if placed:
        writing.move(placed, Path(os.path.commonpath([whole, *placed.values()])))
    return [folder / each.name for each in files]

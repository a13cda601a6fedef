"""`check`: find what is wrong with a workspace, with finished files, or with the accessibility of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from briefing import outline, steps
from briefing.check.library import editorial, outdated, unready
from briefing.dataclass import dataclass
from briefing.errors import BriefingError, Gathered, Problem, collect, near, shown_path
from briefing.files.scratch import scratch_for
from briefing.library import Library, house_rules
from briefing.outline import FilledOutline
from briefing.passages import misquotations
from briefing.render import FORMATS
from briefing.system import clock
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CheckedWorkspace:
    """A workspace in which nothing stops a build, and no rule of the library is broken."""

    things: int
    """Records, events and copies in the library."""
    outlines: int
    problems: tuple[Problem, ...]
    """What is unfinished, and warnings."""


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """Finished files in which a program finds no fault."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    """Warnings."""


@dataclass(frozen=True, slots=True)
class Reported:
    """Reports on the accessibility of packs."""

    files: tuple[Path, ...]
    failed: int
    """How many criteria of WCAG 2.1 the packs fail, all together, as far as briefing can tell."""


def run(workspace: Workspace, *, strict: bool = False) -> CheckedWorkspace:
    """Check the whole library and every outline.

    Args:
        workspace: Where they are.
        strict: Whether what is unfinished, and a warning, make it fail, too.

    Raises:
        BriefingError: What stops a build, or breaks a rule of the library, together with everything else that was found.
    """
    names = outline.names(workspace.templates)
    library = steps.load(workspace, outlines=names)
    found = Gathered()
    plans = collect(found, lambda: steps.plans(workspace, library, names, {}))
    packs = collect(found, lambda: steps.packs(workspace, library, plans, editions=("student", "teacher"))) if plans is not None else None
    rules = collect(found, lambda: house_rules.load(workspace.seeds, workspace.root))
    found += _review(workspace, library, rules)
    if rules and packs is not None:
        found += outdated.problems(library, rules, _dated(plans or (), packs), workspace.root)
    found += steps.loose_ends_of(workspace, library, plans or (), packs)
    if found and (strict or any(problem.severity in ("error", "rule") for problem in found)):
        raise BriefingError(found)
    return CheckedWorkspace(sum(len(shelf) for shelf in vars(library).values()), len(names), tuple(dict.fromkeys(sorted(found))))


def files(paths: Sequence[Path], *, strict: bool = False) -> CheckedFiles:
    """Check whether people can read finished files with a screen reader or a keyboard, as far as a program can tell.

    Args:
        paths: PDFs, Word files and EPUBs, which may come from anywhere.
        strict: Whether a warning makes it fail, too.

    Raises:
        BriefingError: Everything that is wrong with any of the files.
    """
    from briefing.check import files as checker  # here and below: a workspace is checked without what reads finished files

    found: list[Problem] = []
    for path in dict.fromkeys(paths):
        name = near(path)
        try:
            found += checker.problems(checker.findings(path, name), name)
        except BriefingError as error:
            found += error.problems if path.exists() or path.suffix else [_no_file(name)]
    if found and (strict or any(problem.severity == "error" for problem in found)):
        raise BriefingError(found)
    return CheckedFiles(tuple(paths), tuple(found))


def report(workspace: Workspace, outlines: Sequence[str] = (), *, into: Path | None = None) -> Reported:
    """Build packs in a temporary folder, and write a report on the accessibility of their files. The packs are not kept.

    Args:
        workspace: Where the library and the outlines are.
        outlines: Ids of outlines. Default: `seminar`, or the only outline.
        into: The folder of the reports. Default: `output/` in the workspace.

    Raises:
        BriefingError: Everything that keeps a pack from being built.
    """
    from briefing.check.report import publishing

    library = steps.load(workspace)
    names = list(outlines) or outline.default_names(workspace.templates)
    packs = steps.packs(workspace, library, steps.plans(workspace, library, names, {}))
    target, failed, drafts = into or workspace.output, 0, list[Path]()
    with scratch_for(target) as scratch:
        for pack in packs:
            verdict = publishing.publish(pack.name, pack.document.title, list(steps.draw([pack], FORMATS, scratch)), scratch, clock.today())
            drafts += verdict.files
            failed += verdict.failed
        return Reported(tuple(steps.move(drafts, target)), failed)


def _dated(plans: Sequence[FilledOutline], packs: Sequence[steps.Pack]) -> list[outdated.Dated]:
    """Return the packs with a date, each once."""
    origins = {plan.outline.id: plan.origin for plan in plans}
    found = {pack.outline.id: pack for pack in packs if pack.outline.date}
    dated = ((origins[key], pack, pack.outline.date) for key, pack in found.items())
    return [outdated.Dated(origin, date, pack.information, pack.updated) for origin, pack, date in dated if date]


def _review(workspace: Workspace, library: Library, rules: house_rules.Rules | None) -> list[Problem]:
    """Read a library as an editor would: whether it keeps its own rules, and whether what no pack prints yet could be printed."""
    folder = shown_path(workspace.seeds, workspace.root)
    return [
        *(editorial.problems(library, rules, folder) if rules else ()),
        *unready.problems(library, folder, workspace.root),
        *_typed(library, workspace),
    ]


def _typed(library: Library, workspace: Workspace) -> Iterator[Problem]:
    """Yield a problem for each quotation in the library that is wrong, and for each that nobody can have compared with a copy.

    Where a record says how long its text is, somebody had a copy of it, though it may not be here.
    """
    for typed in misquotations.in_library(library, workspace.root):
        source = typed.compared.source
        if typed.is_wrong:
            yield typed.problem
        elif typed.compared.status == "no copy" and not library.sources[source].original.paragraphs:
            hint = f"Add your copy: briefing sources add FILE --as {source}. Without one, compare the words with the original yourself."
            yield replace(typed.problem, hint=hint, severity="unfinished")


def _no_file(name: str) -> Problem:
    hint = f"To check the workspace, leave the name out. To check a finished file, name the file: output/{name}.pdf."
    return Problem(name, 0, "there is no such file", hint)

"""`briefing check`: what is wrong with a workspace, or with finished files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from briefing.commands.options import default_outlines, found_workspace, near, workspace_option
from briefing.commands.reporting import json_option, say, warn
from briefing.errors import BriefingError, Problem


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--strict", is_flag=True, help="Take warnings for problems.")
@click.option(
    "--accessibility", is_flag=True, help="Build the outline that is named, and report on its files by WCAG 2.1, levels A and AA."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the reports of --accessibility go. Left out: output/ in the workspace.",
)
@workspace_option
@json_option
def check(files: tuple[Path, ...], strict: bool, accessibility: bool, output: Path | None, folder: Path | None) -> None:
    """Check the whole library and all outlines, and say everything that is wrong at once.

    What is likely to be forgotten, such as an excerpt that no pack prints, is a warning: it is said, and changes nothing.

    With files, which may be anybody's, check whether people can read them with a screen reader or a keyboard: .pdf by PDF/UA-1,
    .docx by the rules of Word's Accessibility Checker, .epub by EPUB Accessibility 1.1, as far as a program can tell.

    \b
    Examples:
      briefing check
      briefing check --strict
      briefing check output/seminar.pdf output/seminar.docx
      briefing check --accessibility seminar
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    if output and not accessibility:
        raise click.UsageError("-o is for the reports of --accessibility.")
    if accessibility:
        _report(files, output, folder)
    elif files:
        _check_files(files, strict=strict)
    else:
        _check_workspace(folder, strict=strict)


def _check_workspace(folder: Path | None, *, strict: bool) -> None:
    from briefing import build as verbs
    from briefing import outline

    workspace = found_workspace(folder)
    library = verbs.load(workspace)
    names = outline.names(workspace.templates)
    plans = verbs.plans(workspace, library, names, {})
    packs = verbs.packs(workspace, library, plans, editions=("student", "teacher"))
    verbs.review(workspace, library)
    warnings = verbs.loose_ends_of(workspace, library, plans, packs)
    _refuse(warnings, strict=strict)
    things = sum(len(shelf) for shelf in vars(library).values())
    outlines = "1 outline" if len(names) == 1 else f"{len(names)} outlines"
    say(f"No problems: {things} things in the library, {outlines}{_counted(warnings)}.")


def _check_files(paths: tuple[Path, ...], *, strict: bool) -> None:
    from briefing.check import files

    found: list[Problem] = []
    for path in dict.fromkeys(paths):
        name = near(path)
        try:
            found += files.problems(files.findings(path, name), name)
        except BriefingError as error:
            found += error.problems if path.exists() or path.suffix else [_no_file(name)]
    warnings = [problem for problem in found if problem.severity == "warning"]
    if len(warnings) < len(found):
        raise BriefingError(found)
    _refuse(warnings, strict=strict)
    what = "1 file" if len(paths) == 1 else f"{len(paths)} files"
    say(f"No problems that a program can find: {what}{_counted(warnings)}. Reading order, wording and looks need a person.")


def _report(outlines: tuple[Path, ...], output: Path | None, folder: Path | None) -> None:
    """Build packs aside, and write what was found in their files. The packs themselves are not kept."""
    from briefing import build as verbs
    from briefing.check.report import publishing
    from briefing.render import FORMATS
    from briefing.system import clock as moment

    workspace = found_workspace(folder)
    library = verbs.load(workspace)
    names = [outline.as_posix() for outline in outlines] or default_outlines(workspace)
    packs = verbs.packs(workspace, library, verbs.plans(workspace, library, names, {}))
    target, failed = output or workspace.output, 0
    with verbs.scratch(target) as scratch:
        drafts = list[Path]()
        for pack in packs:
            verdict = publishing.publish(pack.name, pack.document.title, verbs.draw([pack], FORMATS, scratch), scratch, moment.today())
            drafts += verdict.files
            failed += verdict.failed
        for path in verbs.place(drafts, target):
            say(near(path))
    if failed:
        say(f"{failed} {'criterion' if failed == 1 else 'criteria'} failed. The reports say where, and what to do.")
        click.get_current_context().exit(1)
    say("No criterion failed that a program can judge. The reports say what a person has to try.")


def _no_file(name: str) -> Problem:
    hint = f"To check what a pack is built from, leave the name out; to check a finished file, name it: output/{name}.pdf."
    return Problem(name, 0, "there is no such file", hint)


def _refuse(warnings: list[Problem], *, strict: bool) -> None:
    """Say warnings.

    Raises:
        BriefingError: They are to be taken for problems.
    """
    if strict and warnings:
        raise BriefingError(replace(warning, severity="error") for warning in warnings)
    warn(warnings)


def _counted(warnings: list[Problem]) -> str:
    return {0: "", 1: ", 1 warning"}.get(len(warnings), f", {len(warnings)} warnings")

"""`briefing check`: find what is wrong with a workspace, or with finished files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import found_workspace, output_option, workspace_option
from briefing.commands.remembering import Said, unless_unchanged
from briefing.commands.reporting import answer, json_option
from briefing.errors import Problem, counted, near

if TYPE_CHECKING:
    from briefing.verbs.check import CheckedWorkspace


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--strict", is_flag=True, help="Fail because of what is unfinished and of warnings, too.")
@click.option("--accessibility", is_flag=True, help="Build the outline FILE and report on its files by WCAG 2.1 A and AA.")
@output_option
@workspace_option
@json_option
def check(files: tuple[Path, ...], strict: bool, accessibility: bool, output: Path | None, folder: Path | None) -> None:
    """Check the whole library and all outlines, and report everything that is wrong at once.

    A problem stops the build; or it breaks a rule of your library (its rules are in
    seeds/rules.yaml); or something is unfinished, such as an excerpt that no pack
    prints; or it is a warning. Only the first two make the check fail.

    If you name files, whoever made them, check whether people can read them with
    a screen reader or a keyboard, as far as a program can tell. The rules are
    PDF/UA-1 for .pdf, Word's Accessibility Checker for .docx, and EPUB
    Accessibility 1.1 for .epub.

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
    from briefing.verbs.unchanged import Question

    workspace = found_workspace(folder)

    def once() -> CheckedWorkspace:
        from briefing.verbs import check as verb

        return verb.run(workspace, strict=strict)

    def said(found: CheckedWorkspace) -> Said:
        things = f"{found.things} things in the library, {counted(found.outlines, 'outline')}"
        return Said(after=[f"{_verdict(found.problems)}: {things}."])

    unless_unchanged(Question("check", workspace.root, workspace.output, workspace.output, {"strict": strict}), once, said)


def _check_files(files: tuple[Path, ...], *, strict: bool) -> None:
    from briefing.verbs import check as verb

    found = verb.files(files, strict=strict)
    person = "A person has to check reading order, wording and looks."
    answer(
        found, (), after=[f"No problems that a program can find: {counted(len(files), 'file')}{_warnings(len(found.problems))}. {person}"]
    )


def _report(outlines: tuple[Path, ...], output: Path | None, folder: Path | None) -> None:
    from briefing.verbs import check as verb

    found = verb.report(found_workspace(folder), [outline.as_posix() for outline in outlines], into=output)
    verdict = "No criterion failed, as far as a program can tell. The reports say what a person has to try."
    if found.failed:
        verdict = f"{found.failed} {'criterion' if found.failed == 1 else 'criteria'} failed. The reports say where, and what to do."
    answer(found, [*map(near, found.files), verdict], ok=not found.failed)


def _verdict(problems: Sequence[Problem]) -> str:
    """Return the answer if nothing fails: that there is no problem, or what there is that stops nothing."""
    kinds = [problem.severity for problem in problems]
    parts = [f"{kinds.count('unfinished')} unfinished"] if "unfinished" in kinds else []
    parts += [counted(kinds.count("warning"), "warning")] if "warning" in kinds else []
    return f"Nothing stops a build, {' and '.join(parts)}" if parts else "No problems"


def _warnings(count: int) -> str:
    return f", {counted(count, 'warning')}" if count else ""

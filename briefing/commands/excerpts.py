"""`briefing excerpt`, `briefing excerpts` and `briefing verify`: choose passages, exchange them, compare them with copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.commands.options import WORDS, WholeNumber, found_workspace, own_workspace, workspace_option
from briefing.commands.reporting import answer, json_option
from briefing.errors import counted, near

if TYPE_CHECKING:
    from briefing.verbs.accepting import AcceptedExcerpt
    from briefing.verbs.excerpt_removal import RemovedExcerpts
    from briefing.verbs.excerpts import Found
    from briefing.verbs.excerpts_import import Imported
    from briefing.verbs.verify import VerifiedExcerpt, VerifiedQuotation

# ── excerpt ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@click.command()
@click.argument("source", required=False)
@click.option("--from", "start", type=WORDS, metavar="WORDS", help="The first words of the passage.")
@click.option("--to", "end", type=WORDS, metavar="WORDS", help="The last words of the passage.")
@click.option(
    "--paragraph", type=WholeNumber(1, 1_000_000), metavar="N", help="The paragraph where it begins, if the words are in several places."
)
@click.option("--id", "identity", type=WORDS, default="", metavar="ID", help="The name of the new file. Default: source and paragraph.")
@click.option("--title", type=WORDS, default="", metavar="WORDS", help="The heading over the excerpt. Default: source and paragraph.")
@click.option("--digest", type=WORDS, default="", metavar="WORDS", help="What the passage says, in your own words.")
@click.option("--note", "notes", multiple=True, type=WORDS, metavar="WORDS", help="A note on the passage. Repeatable.")
@click.option("--find", "wanted", type=WORDS, metavar="WORDS", help="Search copies and digests for words.")
@workspace_option
@json_option
def excerpt(
    source: str | None,
    start: str | None,
    end: str | None,
    paragraph: int | None,
    identity: str,
    title: str,
    digest: str,
    notes: tuple[str, ...],
    wanted: str | None,
    folder: Path | None,
) -> None:
    """Choose a passage of a source by its first and last words, and write the file of a new excerpt.

    Words that you paste from a PDF may differ from your copy in spaces, hyphens,
    quotation marks and numbers of notes. The excerpt has the copy's own words.

    \b
    Examples:
      briefing excerpt --find "toll on barges"
      briefing excerpt voss-2021 --find toll
      briefing excerpt voss-2021 --from "The toll was" --to "of the river"
      briefing excerpt voss-2021 --from "In spring" --to "lifted." --paragraph 12
      briefing excerpt voss-2021 --from Nobody --to "a toll." --note "Who did?"
      briefing excerpt voss-2021 --from Then --to "a toll." --digest "A new toll."
    """  # noqa: D301 (\b is Click's mark for text that is not to be wrapped)
    from briefing.verbs import excerpts as verb

    workspace = found_workspace(folder)
    if wanted is not None:
        found = verb.find(workspace, wanted, source=source or "")
        answer(found, _hits(found))
        return
    if source is None or not start or not end:
        raise click.UsageError("Name a source with --from and --to, or search with --find.")
    chosen = verb.choose(
        own_workspace(workspace), source, start, end, paragraph=paragraph, identity=identity, title=title, digest=digest, notes=notes
    )
    where = f"{_place(chosen.paragraphs)}, {chosen.words} words"
    rest = "" if chosen.has_digest else " Write its digest there."
    answer(chosen, [f"{chosen.passage}\n", f"{where}. Written to {near(chosen.file)}.{rest}"])


def _hits(found: Found) -> Iterator[str]:
    if not found.in_order:
        yield f"No text has “{found.words}” in this order. Paragraphs with all these words:"
    width = max(len(hit.source) for hit in found.hits)
    for number, hit in enumerate(found.hits, 1):
        yield f"{number:>3}  {hit.source:{width}}  {hit.place:<8} {hit.kind:<7} {hit.context}"


def _place(paragraphs: tuple[int, ...]) -> str:
    from briefing.passages.verdict import place

    return place(paragraphs)


# ── verify ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@click.command()
@click.argument("names", nargs=-1, metavar="[EXCERPT]...")
@click.option("--accept", "taken", is_flag=True, help="Take the text that your copy has now as the passage, and show old and new.")
@workspace_option
@json_option
def verify(names: tuple[str, ...], taken: bool, folder: Path | None) -> None:
    """Compare every excerpt with your copies: exact, moved, changed, ambiguous, missing, unproved, or no original.

    The exit code is 1 if an excerpt is changed, ambiguous, missing or unproved.
    No pack quotes such a passage. If you name excerpts, their passages are
    printed.

    Quotation marks with a citation are compared, too: exact, changed,
    elsewhere, other source, not found, too short, or no copy. A quotation that
    is changed, elsewhere, from another source or not found stops every pack
    that prints it.

    \b
    Examples:
      briefing verify
      briefing verify the-toll
      briefing verify --accept the-toll
    """  # noqa: D301
    if taken:
        _accept(names, folder)
        return
    from briefing.verbs import verify as verb

    found = verb.run(found_workspace(folder), names)
    width = max((len(each.id) for each in found.excerpts), default=0)
    lines = [line for each in found.excerpts for line in _verified(each, width, whole=bool(names))]
    lines += ["", *(line for each in found.quotations for line in _typed(each))] if found.quotations else []
    ending = [f"\n{counted(len(found.excerpts), 'excerpt')}: {_totals(found.excerpts)}."]
    if found.quotations:
        ending.append(f"{counted(len(found.quotations), 'typed quotation')}: {_totals(found.quotations)}.")
    answer(found, [*lines, *ending], ok=found.holds)


def _accept(names: Sequence[str], folder: Path | None) -> None:
    from briefing.verbs.accepting import accept

    found = accept(own_workspace(found_workspace(folder)), names)
    answer(found, (line for each in found.excerpts for line in _accepted(each)))


def _accepted(excerpt: AcceptedExcerpt) -> Iterator[str]:
    """Yield what is said of an excerpt that has a new passage."""
    yield f"{excerpt.id}: {near(excerpt.file)} has new values for {', '.join(excerpt.settings)}. The file as it was: {near(excerpt.kept)}."
    if excerpt.old:
        yield f"  Old: {excerpt.old}"
    yield f"  New: {excerpt.new}"
    if excerpt.difference:
        yield f"  Changes: {excerpt.difference}"
        yield "  See whether the digest and the notes still fit."


def _totals(found: Sequence[VerifiedExcerpt | VerifiedQuotation]) -> str:
    """Return how many there are of each status."""
    counts = Counter(each.status for each in found)
    return ", ".join(f"{count} {status}" for status, count in counts.items()) or "nothing to verify"


def _typed(quotation: VerifiedQuotation) -> Iterator[str]:
    """Yield what is said of a quotation typed in a text."""
    yield f"{quotation.status:<12} {quotation.file}:{quotation.line}:{quotation.column}  {quotation.verdict}"
    yield from (f"{'':13}{line.strip()}" for line in quotation.advice.splitlines())


def _verified(excerpt: VerifiedExcerpt, width: int, *, whole: bool) -> Iterator[str]:
    """Yield the lines about an excerpt. `whole` shows its passage even if nothing is wrong with it."""
    yield f"{excerpt.status:<11}  {excerpt.id:{width}}  {excerpt.verdict}"
    yield from (f"{'':13}{line.strip()}" for line in excerpt.advice if line)
    if whole or excerpt.status not in ("exact", "moved"):
        yield from (f"{'':13}> {line}" for line in excerpt.passage.splitlines())


# ── excerpts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@click.group()
def excerpts() -> None:
    """Make excerpts of what you marked in other programs, and exchange them as W3C web annotations.

    \b
    Examples:
      briefing excerpts import voss-marked.pdf
      briefing excerpts export readings.json
    """  # noqa: D301


@excerpts.command(name="export", short_help="Write excerpts and notes to a file")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("names", nargs=-1, metavar="[EXCERPT]...")
@workspace_option
@json_option
def export(file: Path, names: tuple[str, ...], folder: Path | None) -> None:
    """Write excerpts and notes to FILE as JSON-LD.

    Default for EXCERPT: all. An older export of that name goes into .bin/ of the workspace.

    \b
    Examples:
      briefing excerpts export readings.json
      briefing excerpts export toll.json the-toll
    """  # noqa: D301
    from briefing.verbs import excerpts as verb

    done = verb.export(found_workspace(folder), file, names)
    kept = [f"The older export is in {near(done.kept)}."] if done.kept else []
    answer(done, [f"{counted(done.excerpts, 'excerpt')} written to {near(done.file)}.", *kept])


@excerpts.command(name="import", short_help="Draft excerpts from highlights")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--as", "source", default="", metavar="SOURCE-ID", help="The source of annotations that name no address of a source.")
@workspace_option
@json_option
def import_(file: Path, source: str, folder: Path | None) -> None:
    """Draft excerpts from the highlights in FILE.

    FILE is a PDF or a Word file that you marked, or what a program exports:
    Hypothesis (JSON, CSV), Zotero (notes, Better BibTeX JSON), Readwise (CSV),
    a Kindle (My Clippings.txt), web annotations (JSON-LD), or notes in Markdown
    such as passages.md: passages behind >, and your notes below them. You can
    name the source instead, if the file of its copy is in this folder.

    A highlight becomes an excerpt, and its comment a note. A highlight within
    another one becomes a note on these words. The texts must be among your
    copies, except for excerpts that briefing itself has written. What cannot
    be drafted is left out and named.

    \b
    Examples:
      briefing excerpts import passages.md
      briefing excerpts import voss-marked.pdf
      briefing excerpts import "My Clippings.txt"
      briefing excerpts import hypothesis.csv --as voss-2021
    """  # noqa: D301
    from briefing.verbs.excerpts_import import import_ as verb

    done = verb(own_workspace(found_workspace(folder)), file, source)
    answer(done, (), after=_imported(done))


@excerpts.command(name="remove", short_help="Take excerpts out again")
@click.argument("names", nargs=-1, required=True, metavar="EXCERPT...")
@workspace_option
@json_option
def remove(names: tuple[str, ...], folder: Path | None) -> None:
    """Take excerpts out of the workspace. They go into .bin/, from where you can move them back.

    Questions that were drafted with them and are about no other excerpt go, too.

    \b
    Example:
      briefing excerpts remove voss-2021-p12
    """  # noqa: D301
    from briefing.verbs.excerpt_removal import remove as verb

    done = verb(own_workspace(found_workspace(folder)), names)
    answer(done, _removed(done))


def _removed(done: RemovedExcerpts) -> Iterator[str]:
    for file, kept in zip(done.files, done.kept, strict=True):
        yield f"{near(file)} → {near(kept)}"
    for file in done.changed:
        yield f"{near(file)}  no longer names them"


def _imported(done: Imported) -> Iterator[str]:
    for each in done.excerpts:
        yield f"{near(each.file)}  {each.words} words, {counted(each.notes, 'note')}"
    for path in done.completed:
        yield f"{near(path)}  has your new notes"
    for question in done.questions:
        yield f"{near(question.file)}  a question{', with its answer' if question.has_answer else ''}"
    what = "passage" if done.from_notes else "highlight"
    there = f" {counted(done.there, what)} {'is an excerpt' if done.there == 1 else 'are excerpts'} already." if done.there else ""
    advice = " 'briefing build' prints them, and 'briefing check' says what is still to be written." if done.excerpts else ""
    yield f"{counted(len(done.excerpts), 'excerpt')} drafted.{there}{advice}"

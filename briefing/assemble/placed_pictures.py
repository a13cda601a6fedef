"""Pictures of texts: their files are found in the workspace and read."""

from __future__ import annotations

import re
from typing import TypeVar

from briefing.assemble.context import Context
from briefing.assemble.text_places import problem_at
from briefing.document import NATURAL, Blocks, InlinePicture, Inlines, Picture, Text, walk
from briefing.document.breaks import NO_BREAK_HYPHEN
from briefing.document.changing import inlines, replaced
from briefing.errors import Problem, Severity, WrongValueError
from briefing.files.origin import Location, Origin
from briefing.files.reading import read_markdown
from briefing.library import Country
from briefing.library.finding_pictures import found
from briefing.markup.picture_widths import measured
from briefing.outline import PictureSection
from briefing.system.pictures import stored

LEAST_RESOLUTION = 120
"""Pixels to the inch below which a picture looks coarse in print."""
FACT_WIDTH = 150.0
"""The width of a picture in a fact box, in points, where that is not wider than the box."""
WIDEST = 6.5
"""The width of a column in inches, at most."""
Shown = TypeVar("Shown", Picture, InlinePicture)


def placed(context: Context, blocks: Blocks) -> Blocks:
    """Return blocks with their pictures read. What cannot be read is noted, and so is what is too coarse for print."""
    unread = [each for each in walk(blocks) if isinstance(each, Picture | InlinePicture) and not each.data]
    if any(isinstance(each, Picture) for each in unread):
        blocks = replaced(blocks, lambda node: _read(context, node) if isinstance(node, Picture) and not node.data else None)
    if any(isinstance(each, InlinePicture) for each in unread):
        blocks = inlines(blocks, lambda node: (_read(context, node),) if isinstance(node, InlinePicture) and not node.data else None)
    return blocks


def picture(context: Context, plan: PictureSection, location: Location) -> Blocks:
    """Return the picture of a section."""
    if not plan.file:
        context.problem(location, "this section names no picture", "Add a line such as 'file: images/map.png'.")
        return ()
    _note(context, plan.file, context.origin, location, says=bool(plan.alt) or plan.decorative)
    share, points = measured(plan.width)
    credit = (*context.planned(plan.credit), *_licence(plan.credit, plan.licence))
    return (Picture(context.claim(plan.id or "picture"), plan.alt, context.planned(plan.caption), credit, share, points, file=plan.file),)


def frontispiece(context: Context) -> tuple[Picture, ...]:
    """Return the picture on the cover, if there is one."""
    cover = context.outline.cover
    if not cover.picture:
        return ()
    if cover.kind == "block":
        hint = "Delete 'kind: block', or put the picture into a section: {use: picture, file: …}."
        context.problem(("cover", "picture"), "a picture needs a cover of its own", hint)
    _note(context, cover.picture, context.origin, ("cover", "picture"), says=bool(cover.alt) or cover.decorative)
    credit = (*context.planned(cover.credit), *_licence(cover.credit, cover.licence))
    return (Picture("cover-picture", cover.alt, (), credit, 1, file=cover.picture),)


def of_country(context: Context, country: Country, identity: str) -> tuple[Picture, ...]:
    """Return the picture of a country's fact box, if it has one."""
    given = country.picture
    if not given:
        return ()
    file = f"seeds/countries/{country.id}.md"
    origin = read_markdown(context.root / file, file)
    _note(context, given.file, origin, ("picture", "file"), says=bool(given.alt) or given.decorative)
    credit = (*context.inlines(given.credit), *_licence(given.credit, given.licence))
    caption = context.inlines(given.caption)
    return (Picture(context.claim(f"{identity}-picture"), given.alt, caption, credit, points=FACT_WIDTH, file=given.file),)


def _licence(credit: str, licence: str) -> Inlines:
    return (Text(f"{' · ' * bool(credit)}{licence.replace('-', NO_BREAK_HYPHEN)}"),) if licence else ()


def _note(context: Context, file: str, origin: Origin, location: Location, *, says: bool) -> None:
    """Note where a picture is named; and a problem, if it `says` nothing to those who cannot see it."""
    context.noted.pictures[file] = (origin, location)
    if not says:
        hint = "Add a line 'alt:' that says what it shows; or 'decorative: yes', if it shows nothing that others would miss."
        what = "this picture has no alternative text, for readers who cannot see it"
        context.noted.problems.append(origin.problem(location, what, hint))


def _read(context: Context, node: Shown) -> Shown:
    def tell(message: str, hint: str, severity: Severity = "error") -> Problem:
        if place := context.noted.pictures.get(node.file):
            origin, location = place
            return origin.problem(location, message, hint, severity=severity)
        return problem_at(context, re.escape(node.file), message, hint, severity)

    try:
        read = stored(found(context.root, node.file))
    except WrongValueError as error:
        context.noted.problems.append(tell(str(error), error.hint))
        return node
    for notice in read.notices:
        hint = "If that is not enough, save it again in another way, or take it out."
        context.noted.warnings.append(tell(f"'{node.file}' {notice}", hint, "warning"))
    inches = min((node.share * WIDEST if node.share else node.points / 72) or read.wide / NATURAL, WIDEST)
    if not read.svg and read.wide / inches < LEAST_RESOLUTION:
        message = f"'{node.file}' has {read.wide} pixels for {inches:.1f} inches, which looks coarse in print"
        hint = f"Get it larger, or print it smaller: width={max(10, round(read.wide / LEAST_RESOLUTION / WIDEST * 100))}%."
        context.noted.warnings.append(tell(message, hint, "warning"))
    return read.put_into(node)

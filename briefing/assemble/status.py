"""Up to when a pack has information, and where it says what has changed since."""

from __future__ import annotations

from briefing.assemble import citeproc
from briefing.assemble.context import Context
from briefing.assemble.draft import Draft
from briefing.dates import PartialDate
from briefing.document import Inlines, PageNumber, Reference, Text

_HERE = "\0"
"""Stands for the number of a page in a text of the catalogue."""


def information(draft: Draft) -> PartialDate | None:
    """Return the day, month or year up to which a pack has information.

    That is what its outline says, else the newest date of its sources and facts. Sources of updates are not counted: an update is newer
    than the text that it is about.
    """
    context = draft.context
    if context.outline.information_to:
        return context.outline.information_to
    newer = citeproc.cited([told.update.cite for told in context.updates])
    keys = {*citeproc.cited(draft.clusters), *(each.excerpt.source for each in context.noted.printed)}.difference(newer)
    sources = [context.library.sources[key] for key in keys if key in context.library.sources]
    dates = (*(source.issued or source.accessed for source in sources), *context.noted.as_of)
    return max((date for date in dates if date), key=lambda date: (date.first, date.order), default=None)


def status(context: Context, date: PartialDate | None) -> Inlines:
    """Return `Information to September 2023; changes since on page 31`, in which the page is a link; nothing without a date."""
    if date is None or context.outline.handout:
        return ()
    told = context.say("status.information", date=context.day(date))
    at = context.noted.updates_at
    if not at:
        return (context.own(f"{told}; {context.say('status.marked')}" if context.noted.updated else told),)
    before, after = context.say("status.changes", page=_HERE).split(_HERE)
    link = Reference(at, (context.own(before.rstrip()),))
    return (context.own(f"{told}; "), link, Text("\u00a0"), PageNumber(at), *((Text(after),) if after else ()))

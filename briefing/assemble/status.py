"""Up to when a pack has information, and where it says what has changed since."""

from __future__ import annotations

from briefing.assemble import citeproc
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
    dates = [date for key, date in _issued(draft).items() if key not in newer] + context.noted.as_of
    return max(dates, key=lambda date: (date.first, date.order), default=None)


def newest(draft: Draft) -> PartialDate | None:
    """Return the date of the newest thing that a pack tells: of an update, or of a source that it cites."""
    return max((*draft.context.noted.updated, *_issued(draft).values()), key=lambda date: date.last, default=None)


def _issued(draft: Draft) -> dict[str, PartialDate]:
    """Return when the sources appeared that a pack prints or cites, or else when somebody read them."""
    shelf, printed = draft.context.library.sources, draft.context.noted.printed
    sources = [shelf[key] for key in {*citeproc.cited(draft.clusters), *(each.excerpt.source for each in printed)} if key in shelf]
    return {source.id: date for source in sources if (date := source.issued or source.accessed)}


def status(draft: Draft) -> Inlines:
    """Return `Information to September 2023; changes since on page 31`, in which the page is a link; nothing without a date."""
    context, date, last = draft.context, information(draft), newest(draft)
    if date is None or context.outline.handout:
        return ()
    told = context.say("status.information", date=context.day(date))
    at = context.noted.updates_at
    if not at:
        return (context.own(f"{told}; {context.say('status.marked')}" if last and last.first > date.last else told),)
    before, after = context.say("status.changes", page=_HERE).split(_HERE)
    link = Reference(at, (context.own(before.rstrip()),))
    return (context.own(f"{told}; "), link, Text("\u00a0"), PageNumber(at), *((Text(after),) if after else ()))

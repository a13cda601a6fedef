"""The pages of a source as they are printed, for the paragraphs of its copy."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.document import page_labels
from briefing.errors import counted
from briefing.library.sources import Source
from briefing.originals.copies import Copy
from briefing.system.patterns import pattern


def pages(source: Source, copy: Copy | None, paragraphs: Sequence[int]) -> tuple[str, ...]:
    """Return the printed pages on which paragraphs begin, each once; nothing if one of them is not known."""
    labels = labels_of(source, copy) if copy and paragraphs else ()
    if copy is None or not labels:
        return ()
    places = [copy.page(number) or 0 for number in paragraphs]
    found = [labels[place - 1] if 0 < place <= len(labels) else "" for place in places]
    return page_labels.distinct(found) if all(found) else ()


def of_words(source: Source, copy: Copy, paragraphs: Sequence[int]) -> tuple[str, ...]:
    """Return the printed pages on which words of paragraphs can be: to that on which the next one begins. Nothing if they are not known."""
    labels, count = labels_of(source, copy), len(copy.paragraphs)
    places = [copy.page(number) or 0 for number in (*paragraphs, min(paragraphs[-1] + 1, count))] if labels and paragraphs else [0]
    if paragraphs and paragraphs[-1] == count:
        places[-1] = len(labels)
    first, last = places[0], max(places)
    return labels[first - 1 : last] if min(places) > 0 and last <= len(labels) and all(labels[first - 1 : last]) else ()


def cited(locator: str) -> tuple[str, ...]:
    """Return the pages of a locator such as `pp. 3–4`; nothing where it names none, or not in this form."""
    match = _PAGES.fullmatch(locator)
    return _read(match["pages"]) if match else ()


def labels_of(source: Source, copy: Copy) -> tuple[str, ...]:
    """Return the number that is printed on each page of a copy; nothing if that is not known.

    A person's own list in the record is right in any case. Else the numbers on the pages of the file are, if the record does not speak of
    others, as it does for a manuscript of an article. Else the first page of the file is the first page that the record names, if the file
    has as many pages.
    """
    last = max(copy.provenance.pages, default=0)
    if not last:
        return ()
    if source.original.pages:
        return _read(source.original.pages)
    printed, stated = _read(copy.provenance.printed), _stated(source)
    if printed and (not stated or any(label in stated for label in printed)):
        return printed
    return stated if last == len(stated) else ()


def unknown(source: Source, copy: Copy) -> str:
    """Say why citations have paragraphs although the record has pages; empty if they have pages, or nothing says that there are any."""
    last, stated = max(copy.provenance.pages, default=0), _stated(source)
    if not last or not stated or labels_of(source, copy):
        return ""
    what = f"its record has {counted(len(stated), 'page')} ({source.page}), and the copy has {last}: citations of it have paragraphs (¶)"
    own = page_labels.write(stated[:last], dash="-")
    return f"{what}. If you know the numbers printed in the copy, write them below 'original:', such as 'pages: {own}'"


_PAGES = pattern(r"(?:pp?\.|pages?)\s*(?P<pages>[\w\s,–-]+)")


def beyond(source: Source, locator: str) -> str:
    """Return the first page of a locator such as `pp. 3–4` that an article or a chapter does not have; empty if it has all of them.

    It has the pages of its record, and those that a person has read on the pages of the copy.
    """
    stated = _stated(source) and (*_stated(source), *_read(source.original.pages))
    return next((label for label in cited(locator) if label not in stated), "") if stated else ""


def _stated(source: Source) -> tuple[str, ...]:
    """Return the pages that the record names; nothing for a whole book, whose pages some catalogues count there."""
    found = _read(source.page)
    return found if len(found) > 1 or source.type.startswith(("article", "chapter", "entry", "paper", "review")) else ()


def _read(text: str) -> tuple[str, ...]:
    try:
        return page_labels.read(text)
    except ValueError:
        return ()

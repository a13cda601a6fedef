"""Citations of sources whose pages are bound in: they lead to the page that they name, and not to the list of sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefing.assemble.citation_places import Place
from briefing.assemble.citeproc import Bibliography
from briefing.assemble.csl_words import entry_id
from briefing.assemble.noted import BoundPages
from briefing.document import Inline, Inlines, Reference, changing, walk
from briefing.markup import Cite, parse_cluster


def led_to_pages(found: Bibliography, places: Sequence[Place], bound: Mapping[str, BoundPages]) -> Bibliography:
    """Return citations that lead to the pages of sources that are bound in."""
    if not bound:
        return found
    clusters, short = dict(found.clusters), dict(found.short)
    for each in places:
        cites = [cite for cite in parse_cluster(each.cluster) if cite.key in bound]
        if cites and each.target in clusters:
            clusters[each.target] = _led(clusters[each.target], cites, bound)
        if cites and each.target in short:
            words = short[each.target]
            short[each.target] = replace(words, words=_led(words.words, cites, bound))
    return replace(found, clusters=clusters, short=short)


def _led(words: Inlines, cites: Sequence[Cite], bound: Mapping[str, BoundPages]) -> Inlines:
    """Return the words of a cluster with the links of each source in their order, as far as it is clear which citation is which."""
    waiting: dict[str, Iterator[str]] = {}
    for key in dict.fromkeys(cite.key for cite in cites):
        pages = [bound[key].of(cite.locator) for cite in cites if cite.key == key]
        links = sum(isinstance(each, Reference) and each.target == entry_id(key) for each in walk(words))
        if len(pages) in (1, links):
            waiting[entry_id(key)] = iter(pages * links if len(pages) == 1 else pages)

    def change(inline: Inline) -> Inlines | None:
        if isinstance(inline, Reference) and inline.target in waiting and (page := next(waiting[inline.target])):
            return (Reference(page, inline.children),)
        return None

    return changing.inlines(words, change)

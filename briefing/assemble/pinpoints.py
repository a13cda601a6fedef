"""Where in a source a citation points: to a page if the source has pages, else to a paragraph. Excerpts follow the same rule."""

from __future__ import annotations

from dataclasses import replace

from briefing.document import page_labels
from briefing.languages import Catalogue
from briefing.library import Library, printed_pages
from briefing.markup import Cite, cited_paragraphs, parse_cluster, write_cluster


def located(cluster: str, library: Library, words: Catalogue) -> str:
    """Return a cluster of citations with the printed pages of its paragraphs, as far as they are known."""
    return write_cluster(replace(cite, locator=_locator(cite, library, words)) for cite in parse_cluster(cluster))


def _locator(cite: Cite, library: Library, words: Catalogue) -> str:
    source = library.sources.get(cite.key)
    if source is None or not cite.locator.startswith("¶"):
        return cite.locator
    found = printed_pages.pages(source, library.originals.get(cite.key), cited_paragraphs(cite.locator))
    if not found:
        return cite.locator
    return f"{words.say('excerpt.pages' if len(found) > 1 else 'excerpt.page')} {page_labels.write(found, dash='–')}"

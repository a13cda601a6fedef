"""Citations by the short names of sources, `BESA ¶13`, as the outline asks for them; a citation style words the list of sources alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefing.assemble.csl_words import entry_id
from briefing.dataclass import dataclass
from briefing.document import Emphasis, Inline, Inlines, Reference, Text
from briefing.document.changing import joined
from briefing.errors import Problem
from briefing.library import BACKGROUND, Library, Source
from briefing.markup import Cite, parse_cluster

BACKGROUND_ID = "source-background"
"""The id of the entry that says what background is."""


@dataclass(frozen=True, slots=True)
class ShortCitation:
    """A citation without its brackets or the full stop of its note."""

    name: Inlines
    """What stands in the sentence: the source of `@key says`."""
    words: Inlines
    """The rest; empty if there is no more to say."""
    can_be_noted: bool
    """Whether it names a source. Background has no note of its own: its mark has to be in sight."""


def worded(cluster: str, library: Library, background: str) -> ShortCitation:
    """Word a cluster of citations.

    Args:
        cluster: The cluster, with pages in the place of paragraphs where they are known.
        library: Where the sources are.
        background: The mark of what no source states.
    """
    cites = parse_cluster(cluster)
    can_be_noted = any(cite.key != BACKGROUND for cite in cites)
    if cites[0].mode == "in-text":
        source = library.sources[cites[0].key]
        name: Inlines = (Reference(entry_id(source.id), (Text(source.short_name),)),)
        place = (Reference(entry_id(source.id), _words(cites[0].locator)),) if cites[0].locator else ()
        return ShortCitation(name, place, can_be_noted)
    parts: list[Inline] = []
    for number, cite in enumerate(cites):
        parts += [Text("; ")] if number else []
        parts += _cite(cite, library, background)
    return ShortCitation((), joined(parts), can_be_noted)


def _cite(cite: Cite, library: Library, background: str) -> Iterator[Inline]:
    if cite.key == BACKGROUND:
        yield Reference(BACKGROUND_ID, (Text(background),))
        return
    if cite.prefix:
        yield from (*_words(cite.prefix), Text(" "))
    name = "" if cite.mode == "suppressed" and cite.locator else library.sources[cite.key].short_name
    between = "" if not (name and cite.locator) else "\N{NO-BREAK SPACE}" if cite.locator.startswith("¶") else ", "
    yield Reference(entry_id(cite.key), joined((Text(name + between), *_words(cite.locator)) if name else _words(cite.locator)))


def _words(text: str) -> Inlines:
    """Return what stands before a source or after it; `*passim*` is in italics."""
    parts = enumerate(re.split(r"\*([^*]+)\*", text))
    return tuple(Emphasis((Text(part),)) if number % 2 else Text(part) for number, part in parts if part)


def twins(keys: Sequence[str], library: Library, root_name: str = "seeds/sources") -> Iterator[Problem]:
    """Yield a problem for each source whose short name is that of a source before it: nobody could tell the two apart."""
    seen: dict[str, str] = {}
    for key in keys:
        source = library.sources.get(key)
        if source is None:
            continue
        other = seen.setdefault(source.short_name, key)
        if other != key:
            year = f" {source.issued.year}" if source.issued else " 2"
            what = f"the short name of this source, '{source.short_name}', is that of '{other}', too, and both are cited"
            yield Problem(f"{root_name}/{key}.md", 0, what, f"Add a line such as 'short: {source.short_name}{year}'.")


def key_of(keys: Sequence[str], library: Library) -> Mapping[str, str]:
    """Return the sources whose short names readers have to be told, by these names in the order of the alphabet."""
    sources = (library.sources[key] for key in keys if key in library.sources)
    found = {source.short: source.id for source in sources if source.short and not _explains_itself(source)}
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


def _explains_itself(source: Source) -> bool:
    """Say whether a short name is the beginning of the usual name or of the title, alone or with a date: `24.kg 2025`."""
    bare = re.sub(r",?(?: [^\W\d]+)? \d{4}$", "", source.short).casefold()
    return source.name.casefold().startswith(bare) or source.title.casefold().startswith(bare)

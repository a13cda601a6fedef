"""Checking the references between the records of a library: each id must exist, and no name may belong to two actors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from briefing.document.identifiers import ID
from briefing.document.numbering import ranges
from briefing.errors import BriefingError, Problem, nearest
from briefing.files.origin import Location, Origin
from briefing.library import Excerpt, Library, Source, Update, citation_keys


def problems(library: Library, origins: Mapping[tuple[str, str], Origin], present: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Yield a problem for each reference to a record that does not exist. Records that could not be read (`present`) do exist."""
    for shelf in ("countries", "actors", "excerpts"):
        for key, record in getattr(library, shelf).items():
            yield from of_updates(origins[shelf, key], record.since, (), present)
    for key, excerpt in library.excerpts.items():
        origin = origins["excerpts", key]
        yield from unknown(origin, ("source",), "source", [excerpt.source], present["sources"])
        yield from unknown(origin, ("countries",), "country", excerpt.countries, present["countries"])
        yield from unknown(origin, ("actors",), "actor", excerpt.actors, present["actors"])
        if excerpt.translation:
            known = [each for each in present["excerpts"] if each != key]
            if excerpt.translation not in known:
                what = f"there is no other excerpt '{excerpt.translation}'"
                yield origin.problem(("translation",), what, nearest(excerpt.translation, known, all_of("excerpt", known)))
        yield from _excerpt_problems(origin, excerpt, library)
    for key, question in library.questions.items():
        yield from unknown(origins["questions", key], ("excerpts",), "excerpt", question.excerpts, present["excerpts"])
    for key in library.answers:
        if key not in present["questions"] and key not in present["activities"]:
            yield Problem(
                origins["answers", key].name,
                0,
                f"there is no question '{key}' for this answer",
                nearest(key, present["questions"], "Give the answer the file name of its question.")
                + f" If you deleted '{key}', delete this file, too.",
            )
    for key, actor in library.actors.items():
        yield from unknown(origins["actors", key], ("see-also",), "actor", actor.see_also, present["actors"])
        for number, membership in enumerate(actor.members):
            yield from unknown(
                origins["actors", key], ("members", number, "country"), "country", [membership.country], present["countries"]
            )
    for key, found in library.maps.items():
        for number, layer in enumerate(found.layers):
            place = ("layers", number, "actor")
            yield from unknown(origins["maps", key], place, "actor", [layer.actor] if layer.actor else [], present["actors"])
            named = library.actors.get(layer.actor)
            if named and not layer.countries and not any(each.status == "member" for each in named.members):
                yield origins["maps", key].problem(place, f"the actor '{named.id}' has no members", "Name one that has, or 'countries'.")
    for key in library.activities:
        if key in library.texts:
            hint = "Rename one of the two files: outlines find both by their ids."
            yield Problem(origins["activities", key].name, 0, f"an activity and a text have the same id '{key}'", hint)
    yield from _shared_names(library, origins)


def of_updates(origin: Origin, updates: Sequence[Update], location: Location, present: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Yield a problem for each record that an update of the record at a place names, and that does not exist."""
    for number, update in enumerate(updates):
        for name, kind in (("countries", "country"), ("actors", "actor"), ("excerpts", "excerpt")):
            yield from unknown(origin, (*location, "since", number, name), kind, getattr(update, name), present[name])


def all_of(kind: str, known: Collection[str]) -> str:
    """Return a hint that says where to find the ids of a kind."""
    plural = {"country": "countries"}.get(kind, f"{kind}s")
    if not known:
        return f"The library has no {plural} yet."
    if plural in ("sources", "excerpts", "countries", "actors", "questions"):
        return f"Run 'briefing list {plural}' to see all."
    return f"Look in seeds/ for {plural}."


def source_named(library: Library, key: str) -> Source:
    """Return the source that a user names by its id, or by the key that its bibliography gives it.

    Raises:
        BriefingError: There is no such source.
    """
    key = citation_keys.by_key(library.sources.values()).get(key, key)
    if key not in library.sources:
        message, hint = no_source(key, library.sources)
        raise BriefingError([Problem("", 0, message, hint)])
    return library.sources[key]


def no_source(key: str, sources: Mapping[str, Source], others: Sequence[str] = ()) -> tuple[str, str]:
    """Return the message about an id that no source has, and what to write instead.

    Args:
        key: What somebody wrote.
        sources: The sources that there are.
        others: What may be written besides their ids.
    """
    ids = citation_keys.ids_of(key, sources)
    if ids:
        shown = " or ".join(f"'{each}'" for each in ids)
        return f"'{key}' is the key of a bibliography, and no id", f"Write {shown}."
    hint = nearest(key, [*sources, *others], all_of("source", sources))
    if not hint.startswith("Did you mean") and ID.fullmatch(key):  # not misspelt
        hint += f" Or write its record, seeds/sources/{key}.md: to be cited, it needs lines with 'type:' and 'title:' alone."
    return f"there is no source '{key}'", hint


def excerpts_named(library: Library, keys: Sequence[str]) -> list[Excerpt]:
    """Return the excerpts that a user names, or all if the user names none.

    Raises:
        BriefingError: All ids that no excerpt has.
    """
    problems = [_no_such("excerpt", key, library.excerpts) for key in keys if key not in library.excerpts]
    if problems:
        raise BriefingError(problems)
    return [library.excerpts[key] for key in dict.fromkeys(keys or library.excerpts)]


def _no_such(kind: str, key: str, known: Collection[str]) -> Problem:
    return Problem("", 0, f"there is no {kind} '{key}'", nearest(key, known, all_of(kind, known)))


def unknown(origin: Origin, location: Location, kind: str, keys: Iterable[str], known: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each id in a list that is not known."""
    for number, key in enumerate(keys):
        if key not in known:
            hint = nearest(key, known, all_of(kind, known))
            if not hint.startswith("Did you mean"):  # a word that is misspelt
                hint += f" If you deleted '{key}', {'delete this file, too' if location == ('source',) else 'take it out here, too'}."
            yield origin.problem((*location, number), f"there is no {kind} '{key}'", hint)


def outside_body(excerpt: Excerpt, library: Library) -> str:
    """Say which paragraph of an excerpt is outside the body of its source. Return "" if none is, or if the source does not exist."""
    source = library.sources.get(excerpt.source)
    outside = [number for number in excerpt.paragraphs if source and source.original.body and number not in source.original.body]
    return f"¶{outside[0]} is not in the body of '{excerpt.source}'" if outside else ""


def _excerpt_problems(origin: Origin, excerpt: Excerpt, library: Library) -> Iterator[Problem]:
    outside = outside_body(excerpt, library)
    source = library.sources.get(excerpt.source)
    if source and not source.original.paragraphs:
        hint = f"Add your copy, and briefing writes them: briefing sources add FILE --as {source.id}."
        yield origin.problem(("source",), f"the record of '{source.id}' has no lines 'original:', which its excerpts need", hint)
    if outside:
        body = ranges(library.sources[excerpt.source].original.body)
        yield origin.problem(("paragraphs",), outside, f"Choose from the body: ¶{body}.")
    words = " ".join(excerpt.digest.split())
    for number, note in enumerate(excerpt.notes):
        if note.on and " ".join(note.on.split()) not in words:
            message = f"the digest does not contain the words '{note.on}'"
            yield origin.problem(("notes", number, "on"), message, "Copy the words from the digest below.")


def _shared_names(library: Library, origins: Mapping[tuple[str, str], Origin]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for key, actor in library.actors.items():
        for name in dict.fromkeys(actor.names):
            owner = owners.setdefault(name, key)
            if owner != key:
                origin = origins["actors", key]
                place = ("aliases", actor.aliases.index(name)) if name in actor.aliases else ("abbreviation",)
                yield origin.problem(
                    ("name",) if name == actor.name else place,
                    f"'{name}' is also a name of the actor '{owner}'",
                    "Delete the name in one of the two actors.",
                )

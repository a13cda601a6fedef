"""Comparing what a pack prints of each source with the conditions in its record: limit, dates, readers, and a required link.

Whether a use is lawful is for the user to judge.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from briefing.dataclass import dataclass
from briefing.dates import PartialDate
from briefing.languages import ENGLISH, Catalogue, catalogue
from briefing.library import LIMIT, READERS, Excerpt, Library, Readers, Rights, Source

_OUTLINE = "OUTLINE"
"""What stands in an advice for the id of the pack."""
_WHOLE = re.compile(r"100(?:\.0+)?\s*%")
"""A limit that is none: titles and notes of a whole text are printed in addition to the words of its body."""
_NO_TERMS = Rights().terms
"""The terms of a record that states none."""
UNSTATED = frozenset({"", "not stated", "not known", "unknown"})
"""The words, in small letters, that mean that the rights holder is not known."""


@dataclass(frozen=True, slots=True)
class Printed:
    """An excerpt in a pack, with its passage or its digest."""

    excerpt: Excerpt
    words: int
    """How many words of the source the pack prints: 0 for a digest."""


@dataclass(frozen=True, slots=True)
class BoundIn:
    """A whole reading in a pack: pages of a source as they are, or its whole text."""

    source: str
    words: int
    """How many words it has."""
    pages: str = ""
    """Which pages it has; empty if it has none."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """The day on which a pack is made, and what to do with passages that may not be printed."""

    day: dt.date
    """The day of the build."""
    allow_unlicensed: bool = False
    """Whether to print digests of such passages instead of refusing to build the pack."""
    unprinted: frozenset[str] = frozenset()
    """Sources with letters that no typeface of the pack has: a list of all sources leaves them out."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A condition that a pack does not keep."""

    key: str
    """The setting under `rights` that states the condition."""
    sentence: str
    """The key of the text that says what is wrong."""
    values: Mapping[str, int | str | PartialDate]
    """The values to put into that text."""
    hint: str

    def advice(self, outline: str) -> str:
        """Say what the user can do, for a pack."""
        return self.hint.replace(_OUTLINE, outline)

    def reason(self, words: Catalogue) -> str:
        """Say in a language what is wrong."""
        return words.say(self.sentence, **{name: _worded(words, value) for name, value in self.values.items()})

    @property
    def message(self) -> str:
        """Say in English, the language of messages, what is wrong."""
        return self.reason(catalogue(ENGLISH))


@dataclass(frozen=True, slots=True)
class Address:
    """The target of a link to a source."""

    url: str
    kind: Literal["text", "publisher"]
    """Whether the link leads to the text itself, or only to the website of its publisher."""


@dataclass(frozen=True, slots=True)
class Use:
    """The use that a pack makes of one source, and the conditions that it does not keep."""

    source: Source
    excerpts: tuple[Excerpt, ...]
    """The excerpts of this source in the pack, with their passages or their digests."""
    words: int
    """How many words of the source the pack would print if it kept all conditions."""
    breaches: tuple[Breach, ...]
    quoted: int = 0
    """How many of the words stand between quotation marks in other texts. They are printed although a condition is not kept."""
    aside: int = 0
    """How many of the quoted words are only in the teacher's edition."""
    bound: tuple[BoundIn, ...] = ()
    """The whole readings of this source. Their words are among `words`."""
    has_copy: bool = True
    """Whether there is a copy of the source, with which its words were compared."""

    @property
    def printed(self) -> int:
        """Return how many words of the source are printed. Of passages these are none if a condition is not kept."""
        return self.quoted if self.breaches else self.words

    @property
    def takes(self) -> bool:
        """Return whether the pack has something of the source, in its words or as a digest, and does not only cite it."""
        return bool(self.excerpts or self.words or self.quoted)

    @property
    def share(self) -> float:
        """Return the printed words as a share of the body, from 0 to 1; 0 if the record does not say how long the body is.

        A whole reading has titles and notes, too, which are not of the body.
        """
        return min(self.printed / self.source.original.words, 1.0) if self.source.original.words else 0.0

    @property
    def limit(self) -> int | None:
        """Return the limit in words, or None if there is no limit."""
        return limit_in_words(self.source.rights.limit, self.source.original.words)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the data that the record lacks and that somebody who prints passages needs: holder, basis, licence, address."""
        rights = self.source.rights
        gaps = {
            "holder": rights.holder.lower() in UNSTATED,
            "basis": rights.basis == "unknown",
            "licence": rights.basis == "open-licence" and not rights.license,
            "address": rights.link_required and not (self.source.URL or self.source.DOI),
        }
        return tuple(name for name, is_missing in gaps.items() if is_missing)


def compare(
    library: Library,
    printed: Iterable[Printed],
    cited: Iterable[str],
    readers: Readers,
    day: dt.date,
    quoted: Mapping[str, int] | None = None,
    aside: Mapping[str, int] | None = None,
    bound: Iterable[BoundIn] = (),
) -> tuple[Use, ...]:
    """Compare what a pack prints with the conditions in the records of its sources.

    Args:
        library: The library with the sources.
        printed: The excerpts of the pack.
        cited: The ids of the sources that the pack cites, with or without passages.
        readers: Who will get the pack.
        day: The day on which a permission must be valid.
        quoted: How many words of each source are between quotation marks in other texts, for students or for the teacher.
        aside: How many of those are for the teacher only.
        bound: The whole readings of the pack.

    Returns:
        A use for each source that has a passage or a citation in the pack, in the order of the library.
    """
    passages, readings = list(printed), list(bound)
    taken = {passage.excerpt.source for passage in passages} | {each.source for each in readings}
    own = {key: tuple(each for each in readings if each.source == key) for key in taken}
    return tuple(
        replace(
            _use(
                *(source, [passage for passage in passages if passage.excerpt.source == key], own.get(key, ())),
                *(readers, day, (quoted or {}).get(key, 0)),
            ),
            aside=(aside or {}).get(key, 0),
            has_copy=key in library.originals,
        )
        for key, source in library.sources.items()
        if key in taken or key in set(cited)
    )


def _use(source: Source, passages: list[Printed], bound: tuple[BoundIn, ...], readers: Readers, day: dt.date, quoted: int) -> Use:
    words = sum(passage.words for passage in passages) + sum(each.words for each in bound) + quoted
    found = [_without_address(source)] if passages or bound or quoted else []
    if words:
        found += [_over_limit(source, words), _out_of_term(source.rights, day), _wrong_readers(source.rights, readers)]
    if bound:
        found.append(_without_leave(source))
    excerpts = tuple(dict.fromkeys(passage.excerpt for passage in passages))
    return Use(source, excerpts, words, tuple(breach for breach in found if breach), quoted, bound=bound)


def _without_leave(source: Source) -> Breach | None:
    """Return what is missing in a record that has to say that a whole text may be printed."""
    rights, ask = source.rights, f"briefing rights request {source.id} --outline {_OUTLINE}"
    match rights.basis:
        case "own":
            return None
        case "open-licence":
            if rights.license:
                return None
            return Breach("license", "rights.breach.whole-licence", {}, "Add the code of the licence: 'license: CC-BY-4.0'.")
        case "licence" if rights.terms == _NO_TERMS or not rights.limit:
            hint = "Add who has permitted it, when, and how much: 'terms: By letter of the publisher, 3 November 2026.' and 'limit: 100%'."
            return Breach("terms" if rights.terms == _NO_TERMS else "limit", "rights.breach.whole-terms", {}, hint)
        case "statutory" if not rights.limit:
            hint = f"Add how much the law of your country permits: 'limit: 15%'. Or ask for permission: {ask}."
            return Breach("limit", "rights.breach.whole-limit", {}, hint)
        case "quotation" | "unknown":
            hint = (
                f"Ask for it: {ask}. Then write 'basis: licence', 'terms: By letter of the publisher, "
                "3 November 2026.' and 'limit: 100%'. If it has an open licence: 'basis: open-licence' and 'license: CC-BY-4.0'."
            )
            return Breach("basis", "rights.breach.whole", {}, hint)
    return None


def limit_in_words(limit: str, body: int) -> int | None:
    """Return how many words a limit such as `25%` or `400 words` allows. `body` is the length of the body in words. None means no limit."""
    form = LIMIT.fullmatch(limit)
    if not form:
        return None
    return int(form["words"]) if form["words"] else int(float(form["share"]) * body / 100)


def _over_limit(source: Source, words: int) -> Breach | None:
    allowed = limit_in_words(source.rights.limit, source.original.words)
    if allowed is None or words <= allowed or _WHOLE.fullmatch(source.rights.limit):
        return None
    sentence = "rights.breach.share" if source.rights.limit.endswith("%") else "rights.breach.limit"
    values: dict[str, int | str | PartialDate] = {"count": words, "limit": allowed, "share": source.rights.limit}
    over = f"{words - allowed:,} {'word' if words - allowed == 1 else 'words'}"
    hint = f"Leave out excerpts, together at least {over}. If you have permission for more, write a higher 'limit'."
    return Breach("limit", sentence, values, hint)


def _out_of_term(rights: Rights, day: dt.date) -> Breach | None:
    advice = "Ask the rights holder to extend the permission, or leave the quotations out."
    if rights.valid_until and day > rights.valid_until.last:
        return Breach("valid-until", "rights.breach.ended", {"date": rights.valid_until}, advice)
    if rights.valid_from and day < rights.valid_from.first:
        return Breach("valid-from", "rights.breach.not-begun", {"date": rights.valid_from}, "Wait until then, or leave the quotations out.")
    return None


def circle_of(readers: Readers) -> str:
    """Return the name of a circle of readers in English."""
    return catalogue(ENGLISH).say(f"rights.circle.{readers}")


def _worded(words: Catalogue, value: int | str | PartialDate) -> int | str | PartialDate:
    return words.say(f"rights.circle.{value}") if value in READERS else value


def _wrong_readers(rights: Rights, readers: Readers) -> Breach | None:
    if READERS.index(readers) >= READERS.index(rights.audience):
        return None
    values = {"allowed": rights.audience, "readers": readers}
    hint = f"If only these readers get the pack, write 'readers: {rights.audience}' in the outline."
    return Breach("audience", "rights.breach.audience", values, hint)


def address(source: Source) -> Address | None:
    """Return the target of a link to a source: its own address, else its DOI, else its publisher's website if a link is required."""
    if source.URL:
        return Address(source.URL, "text")
    if source.DOI:
        return Address(f"https://doi.org/{source.DOI}", "text")
    if source.rights.link_required and source.publisher_url:
        return Address(source.publisher_url, "publisher")
    return None


def _without_address(source: Source) -> Breach | None:
    if not source.rights.link_required or address(source):
        return None
    hint = "Add a line 'URL: https://…' with the address of the text, or 'publisher-url: https://…' with the publisher's website."
    return Breach("link-required", "rights.breach.link", {}, hint)

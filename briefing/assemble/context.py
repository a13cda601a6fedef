"""What all builders of sections share: the library, the outline, the words of the pack, and the notes of the assembly."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from briefing import markup
from briefing.assemble import tongues
from briefing.assemble.gathered_updates import Told, gathered
from briefing.assemble.homes import Homes
from briefing.assemble.noted import Noted, node_id
from briefing.dataclass import dataclass
from briefing.dates import PartialDate
from briefing.document import Blocks, Callout, Inline, Inlines, Language, Question, Reference, Section, Strong, Text, walk_blocks
from briefing.document.changing import adopt, inlines, joined, paragraph
from briefing.document.identifiers import first_free
from briefing.document.index import Kind
from briefing.errors import nearest
from briefing.files.origin import Location, Origin
from briefing.languages import Catalogue, catalogue, same_language
from briefing.library import Library
from briefing.library.references import all_of
from briefing.outline import Outline, PlannedSection

Item = TypeVar("Item")
_CONDITIONS = (
    "select",
    "topics",
    "countries",
    "actors",
    "sources",
    "figures",
    "maps",
    "levels",
    "excerpts",
    "words",
    "minutes",
    "fit",
    "since",
    "until",
)
"""The settings by which a section chooses."""
_LABEL = "\0"
"""A placeholder in a text for a number that becomes a link."""


@dataclass(frozen=True)
class Context:
    """One assembly: what it is given, and its notes."""

    library: Library
    outline: Outline
    origin: Origin
    """The file of the outline, for the lines of problems."""
    refused: frozenset[str] = frozenset()
    """Sources whose passages may not be printed: their digests are, with or without an original."""
    root: Path = Path()
    """The workspace, for the lines of its files."""
    unprinted: frozenset[str] = frozenset()
    """Sources with letters that no typeface has: they are listed only where they are cited."""
    noted: Noted = dataclasses.field(default_factory=Noted)

    @cached_property
    def homes(self) -> Homes:
        """Return which sections print which excerpts and questions."""
        return Homes(self.outline.sections)

    @cached_property
    def updates(self) -> tuple[Told, ...]:
        """Return the updates of the library, in order of their dates."""
        return gathered(self.library)

    def claim(self, wanted: str) -> str:
        """Take `wanted`, or the first of `wanted-2`, `wanted-3` … that is free, and return it."""
        free = first_free(wanted, self.noted.taken)
        self.noted.taken.add(free)
        return free

    def claim_for(self, kind: Kind, key: str) -> str:
        """Return a free id for the node that shows a thing of the library, and note what it shows."""
        identity = self.claim(node_id(kind, key))
        self.noted.things[identity] = (kind, key)
        return identity

    def problem(self, location: Location, message: str, hint: str = "") -> None:
        """Note what is wrong with the outline at a place."""
        self.noted.problems.append(self.origin.problem(location, message, hint))

    def warn(self, location: Location, message: str, hint: str = "") -> None:
        """Note what is likely to be wrong with the outline at a place."""
        self.noted.warnings.append(self.origin.problem(location, message, hint, severity="warning"))

    def blocks(self, text: str, prefix: str) -> Blocks:
        """Return a Markdown text of the library as blocks with ids of their own."""
        return self._adopted(text, prefix, catalogue(self.content))

    def inlines(self, text: str) -> Inlines:
        """Return a Markdown text of the library, of one paragraph."""
        return markup.parse_inline(text, quotes=catalogue(self.content).quotes)

    def words_of(self, text: str) -> str:
        """Return plain words of the user, such as a title, with the signs of print: `’` for `'`."""
        return markup.print_signs(text, catalogue(self.content).quotes)

    def remarks(self, found: Iterable[tuple[str, str]]) -> Blocks:
        """Return one paragraph of remarks of the library, each behind the name of what it is about; nothing if all are empty."""
        parts: list[Inline] = []
        for name, note in found:
            if note:
                parts += [Text(f"{'; ' if parts else ''}{name}: "), *self.inlines(note)]
        return (paragraph(*joined([*parts, Text(".")]), style="small"),) if parts else ()

    def planned_blocks(self, text: str, prefix: str) -> Blocks:
        """Return a Markdown text of the outline as blocks with ids of their own."""
        if self._is_content(text):
            return self.blocks(text, prefix)
        blocks = self._adopted(text, prefix, self.words)
        return tongues.marked(blocks, self.outline.language) if self.mixed else blocks

    def _adopted(self, text: str, prefix: str, words: Catalogue) -> Blocks:
        blocks, names = adopt(markup.parse(text, quotes=words.quotes).blocks, prefix, self.claim)
        for name, identity in names.items():
            self.noted.anchors.setdefault(name, identity)
        return boxes_titled(blocks, words)

    def planned(self, text: str, form: markup.Form = "line") -> Inlines:
        """Return a Markdown text of the outline, of one paragraph."""
        if self._is_content(text):
            return markup.parse_inline(text, form, catalogue(self.content).quotes)
        inlines = markup.parse_inline(text, form, self.words.quotes)
        return (Language(self.outline.language, inlines),) if self.mixed else inlines

    def _is_content(self, text: str) -> bool:
        """Say whether a text of the outline is in the language of the library: it comes from an outline that this one extends."""
        return self.mixed and not tongues.could_be(text, self.outline.language)

    # ── the pack's own words ──

    @cached_property
    def words(self) -> Catalogue:
        """Return the catalogue of the pack's language."""
        return catalogue(self.outline.language)

    @property
    def content(self) -> str:
        """Return the language in which the library is written."""
        return self.outline.content_language or self.outline.language

    @property
    def mixed(self) -> bool:
        """Say whether the library is in another language than the pack's own words."""
        return not same_language(self.content, self.outline.language)

    def day(self, date: PartialDate | None) -> str:
        """Return a date of the library in words of the pack's language."""
        return self.words.date(date)

    def say(self, key: str, **values: object) -> str:
        """Return a text of the catalogue."""
        return self.words.say(key, **values)

    def own(self, text: str) -> Inline:
        """Return words of the pack itself, marked with its language where the words around them are in another."""
        return Language(self.outline.language, (Text(text),)) if self.mixed and not self._is_content(text) else Text(text)

    def stressed(self, key: str) -> Inline:
        """Return a text of the catalogue that opens a paragraph, likewise."""
        return self.stressed_words(self.say(key))

    def stressed_words(self, text: str) -> Inline:
        """Return words of the pack itself that open a paragraph, likewise."""
        strong = Strong((Text(text),))
        return Language(self.outline.language, (strong,)) if self.mixed else strong

    def label(self, key: str, **values: object) -> Inline:
        """Return a text of the catalogue as words of the pack itself."""
        return self.own(self.say(key, **values))

    def numbered(self, key: str, question: Question) -> Inlines:
        """Return a text of the catalogue as words of the pack itself, as a link to the question whose number is in it.

        The number is a text by itself: Word writes a field there.
        """
        before, after = self.say(key, label=_LABEL).split(_LABEL)
        link = Reference(question.id, tuple(Text(each) for each in (before, question.label, after) if each))
        return (Language(self.outline.language, (link,)),) if self.mixed else (link,)

    def chosen(self, keys: Sequence[str], shelf: Mapping[str, Item], kind: str, location: Location) -> list[Item]:
        """Return the things that the outline names. A name that does not exist, or that is there twice, is a problem."""
        found = []
        for number, key in enumerate(keys):
            if key in shelf:
                found.append(shelf[key])
            else:
                self.problem((*location, number), f"there is no {kind} '{key}'", nearest(key, shelf, all_of(kind, shelf)))
        for key in {key for key in keys if list(keys).count(key) > 1}:
            self.problem(location, f"the {kind} '{key}' is named twice", "Take one of the two out.")
        return found

    def none_left(self, plan: PlannedSection, location: Location, what: str) -> None:
        """Note that a section would be empty: nothing meets its conditions, or it has none, and there is nothing to print."""
        if self.noted.problems:
            return  # what is missing may be what is wrong
        if any(getattr(plan, name, None) for name in _CONDITIONS):
            self.problem(location, *_nothing_fits(what))
        else:
            self.noted.empty.append((location, what))

    def settle_empty(self, blocks: Blocks) -> None:
        """Say of the sections that would be empty that they are left out; a pack without any other section is a problem.

        Args:
            blocks: What the pack has, without the sections that list what it cites.
        """
        if not self.noted.empty:
            return
        if not _prints(blocks):
            for location, what in self.noted.empty:
                self.problem(location, *_nothing_fits(what))
            return
        kinds, more = list(dict.fromkeys(what for _, what in self.noted.empty)), len(self.noted.empty) - 1
        missing = " or ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))
        message = f"this section is left out: there is no {missing} for it"
        if more:
            message = f"this section and {'another one' if more == 1 else f'{more} others'} are left out: there is no {missing}"
        hint = "Add one, or take the section out." if not more else "Add what is missing, or take the sections out."
        self.noted.warnings.append(self.origin.problem(self.noted.empty[0][0], message, hint, severity="unfinished"))


def boxes_titled(blocks: Blocks, words: Catalogue) -> Blocks:
    """Return blocks with the titles of those boxes that say only of what kind they are."""

    def change(inline: Inline) -> Inlines | None:
        if isinstance(inline, Text) and inline.text.startswith(markup.BOX):
            return (Text(words.say(f"boxes.{inline.text.removeprefix(markup.BOX)}")),)
        return None

    return inlines(blocks, change) if any(isinstance(each, Callout) for each in walk_blocks(blocks)) else blocks


def _prints(blocks: Blocks) -> bool:
    """Say whether blocks have anything besides headings."""
    return any(not isinstance(block, Section) or _prints(block.blocks) for block in blocks)


def _nothing_fits(what: str) -> tuple[str, str]:
    """Return the message about a section that would be empty, and what to do."""
    return f"no {what} fits this section", "Widen its conditions, or take the section out."

"""Notes that the builders of sections make for each other and for the user, and the ids of library things in a document."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from briefing.assemble.session_numbers import QuestionNumbers
from briefing.dataclass import dataclass
from briefing.dates import PartialDate
from briefing.document.index import Kind
from briefing.errors import Problem
from briefing.files.origin import Location, Origin
from briefing.library import Excerpt, printed_pages
from briefing.markup import cited_paragraphs
from briefing.outline import PlannedSection, TextSection
from briefing.rights.conditions import BoundIn, Printed


def node_id(kind: Kind, key: str) -> str:
    """Return the id that a thing of the library has in a document. Whoever needs the way back reads the index."""
    return f"{kind}-{key}"


@dataclass(slots=True)
class BoundPages:
    """The pages of a source that a pack has, as ids in the pack."""

    labels: dict[str, str] = dataclasses.field(default_factory=dict)
    """By their printed numbers; where these are not known, by their places in the file."""
    paragraphs: dict[int, str] = dataclasses.field(default_factory=dict)
    """By the paragraphs of the copy that begin on them."""

    def of(self, locator: str) -> str:
        """Return the page that a locator names first; nothing, where it names none that is there."""
        numbers = cited_paragraphs(locator)
        if numbers:
            return self.paragraphs.get(numbers[0], "")
        bare = (locator,) if re.fullmatch(r"\d+|[ivxlc]+", locator) else ()
        return next((self.labels[each] for each in (*printed_pages.cited(locator), *bare)[:1] if each in self.labels), "")


@dataclass
class Noted:
    """The notes of one assembly."""

    things: dict[str, tuple[Kind, str]] = dataclasses.field(default_factory=dict)
    """The kind and the library id of each excerpt, question, country and term, by the id of its node."""
    printed: list[Printed] = dataclasses.field(default_factory=list)
    """The passages that the pack prints. Whoever adds a quotation or a digest to the pack notes it here."""
    bound: list[BoundIn] = dataclasses.field(default_factory=list)
    """The whole readings that the pack prints."""
    bound_pages: dict[str, BoundPages] = dataclasses.field(default_factory=dict)
    """Their pages, by the ids of their sources."""
    reading_heads: set[str] = dataclasses.field(default_factory=set)
    """The citations at their heads, which lead to the list of sources."""
    passages: set[str] = dataclasses.field(default_factory=set)
    """The ids of the quotations that are computed from copies."""
    annotated: dict[str, Excerpt] = dataclasses.field(default_factory=dict)
    """The excerpts that are printed with notes, by the ids of their passages in the pack."""
    in_class: dict[str, tuple[TextSection, Location]] = dataclasses.field(default_factory=dict)
    """The plan of each section that has a length in class, and its place in the outline, by its id in the pack."""
    debriefs: list[tuple[str, str, str]] = dataclasses.field(default_factory=list)
    """The activities of the text that have a part for the teacher: id, id of the section in the pack, title."""
    within: list[str] = dataclasses.field(default_factory=list)
    """The titles of the planned sections that are being made, the innermost last."""
    set_aside: list[tuple[PlannedSection, Location]] = dataclasses.field(default_factory=list)
    """The planned sections that only the teacher edition has, with their places in the outline."""
    numbers: QuestionNumbers = dataclasses.field(default_factory=QuestionNumbers)
    """The numbers of the questions."""
    sessions: dict[int, Location] = dataclasses.field(default_factory=dict)
    """The places in the outline of the sections that are sessions, by the numbers of the sessions."""
    openers: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """The activities that sessions name, by the ids of their sections in the pack."""
    activities: dict[str, str] = dataclasses.field(default_factory=dict)
    """The ids in the pack of the sections that are activities, by the ids of the activities."""
    short_names: dict[str, str] = dataclasses.field(default_factory=dict)
    """The sources that the pack cites by short names, each as an author with a year, by these names."""
    cited_beside: list[Any] = dataclasses.field(default_factory=list)
    """The records whose captions, alternative texts, remarks and labels the pack prints, and cites beside them."""
    taken: set[str] = dataclasses.field(default_factory=set)
    """The ids that nodes have already."""
    anchors: dict[str, str] = dataclasses.field(default_factory=dict)
    """The ids in the document of what the texts name: headings, tables, boxes. Texts refer to them."""
    pictures: dict[str, tuple[Origin, Location]] = dataclasses.field(default_factory=dict)
    """Where outlines and records name pictures, by the names of the files."""
    empty: list[tuple[Location, str]] = dataclasses.field(default_factory=list)
    """The places in the outline of sections for which the library has nothing, and what it lacks."""
    as_of: list[PartialDate] = dataclasses.field(default_factory=list)
    """The days, months and years for which the facts hold that the pack prints."""
    updated: list[PartialDate] = dataclasses.field(default_factory=list)
    """The dates of the updates that the pack prints."""
    updates_at: str = ""
    """The id of the first section that lists updates."""
    left_out: list[str] = dataclasses.field(default_factory=list)
    """A sentence for each section that leaves something out, because of its length or because another section has it."""
    problems: list[Problem] = dataclasses.field(default_factory=list)
    warnings: list[Problem] = dataclasses.field(default_factory=list)
    """What is likely to be wrong and keeps no pack from being built."""

    def key(self, identity: str) -> str:
        """Return the library id of the thing that a node shows; empty if the node shows none."""
        _, key = self.things.get(identity, ("", ""))
        return key

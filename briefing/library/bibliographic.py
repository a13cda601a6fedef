"""The fields of bibliographic items, by the names of CSL 1.0.2 (appendix IV): people, dates, numbers and other data of a work."""

from __future__ import annotations

from briefing.dataclass import keyed, model
from briefing.dates import WorkDate
from briefing.library.fields import Address, Doi, Isbn, Issn
from briefing.library.titles import WorkTitle


@model(frozen=True)
class Name:
    """The name of a person or an organisation, as in CSL."""

    family: str = ""
    """The family name."""
    given: str = ""
    """The given names."""
    literal: str = ""
    """The whole name, if it has no family and given name."""
    non_dropping_particle: str = ""
    """A particle that stays with the family name: `de` Gaulle."""
    dropping_particle: str = ""
    """A particle that is left out where the family name is alone: Ludwig `van` Beethoven, Beethoven."""
    suffix: str = ""
    """What follows the name: `Jr.`, `III`."""
    comma_suffix: bool = False
    """Whether a comma comes before the suffix where the given name is first."""
    static_ordering: bool = False
    """Whether the family name is always first."""

    @property
    def full(self) -> str:
        """Return the whole name, with the given name first unless its order is fixed."""
        if self.literal:
            return self.literal
        parts = (self.given, self.dropping_particle, self.surname)
        name = _joined(*(reversed(parts) if self.static_ordering else parts))
        return f"{name}, {self.suffix}" if self.suffix and self.comma_suffix else _joined(name, self.suffix)

    @property
    def surname(self) -> str:
        """Return the name for running text: the family name with its particle, or the name of an organisation."""
        return _joined(self.non_dropping_particle, self.family) or self.literal or self.given


def _joined(*parts: str) -> str:
    """Return parts with spaces between them; none after an apostrophe or a hyphen: `d'Arc`, `al-Farabi`."""
    text = " ".join(filter(None, parts))
    for sign in "'’-":
        text = text.replace(f"{sign} ", sign)
    return text


Names = tuple[Name, ...]
UNDERSCORED = frozenset({"archive_collection", "archive_location"})
"""Names of CSL that have an underscore."""


@model(frozen=True, kw_only=True)
@keyed(archive_collection="archive_collection", archive_location="archive_location")
class Item:
    """What CSL-JSON can say of a work besides its title and its type."""

    title_short: WorkTitle = ""
    author: Names = ()
    chair: Names = ()
    collection_editor: Names = ()
    """The editor of the series."""
    compiler: Names = ()
    composer: Names = ()
    container_author: Names = ()
    """The author of the book that a chapter is in."""
    contributor: Names = ()
    curator: Names = ()
    director: Names = ()
    editor: Names = ()
    editorial_director: Names = ()
    editor_translator: Names = ()
    executive_producer: Names = ()
    guest: Names = ()
    host: Names = ()
    illustrator: Names = ()
    interviewer: Names = ()
    narrator: Names = ()
    organizer: Names = ()
    original_author: Names = ()
    performer: Names = ()
    producer: Names = ()
    recipient: Names = ()
    reviewed_author: Names = ()
    script_writer: Names = ()
    series_creator: Names = ()
    translator: Names = ()

    issued: WorkDate | None = None
    accessed: WorkDate | None = None
    available_date: WorkDate | None = None
    event_date: WorkDate | None = None
    original_date: WorkDate | None = None
    """When the work first appeared."""
    submitted: WorkDate | None = None

    chapter_number: str = ""
    collection_number: str = ""
    """The number in the series."""
    edition: str = ""
    issue: str = ""
    number: str = ""
    number_of_pages: str = ""
    """How many pages the whole work has. Permission offices ask for it."""
    number_of_volumes: str = ""
    page: str = ""
    page_first: str = ""
    part_number: str = ""
    printing_number: str = ""
    section: str = ""
    supplement_number: str = ""
    version: str = ""
    volume: str = ""

    container_title: WorkTitle = ""
    container_title_short: WorkTitle = ""
    collection_title: WorkTitle = ""
    original_title: WorkTitle = ""
    part_title: WorkTitle = ""
    reviewed_title: WorkTitle = ""
    volume_title: WorkTitle = ""
    abstract: str = ""
    annote: str = ""
    """A remark for an annotated bibliography."""
    archive: str = ""
    archive_collection: str = ""
    archive_location: str = ""
    archive_place: str = ""
    authority: str = ""
    """The court, the legislature or the office."""
    call_number: str = ""
    dimensions: str = ""
    division: str = ""
    event_place: str = ""
    event_title: str = ""
    genre: str = ""
    jurisdiction: str = ""
    keyword: str = ""
    license: str = ""
    """The licence as a catalogue states it. What you may print is under `rights`."""
    medium: str = ""
    note: str = ""
    original_publisher: str = ""
    original_publisher_place: str = ""
    publisher: str = ""
    publisher_place: str = ""
    references: str = ""
    reviewed_genre: str = ""
    scale: str = ""
    source: str = ""
    status: str = ""
    DOI: Doi = ""
    ISBN: Isbn = ""
    ISSN: Issn = ""
    PMCID: str = ""
    PMID: str = ""
    URL: Address | None = None

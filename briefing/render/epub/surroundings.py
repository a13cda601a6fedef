"""What a chapter asks of the rest of the pack while it is written: where links lead, which marks notes have, on which page something is.

The answers are noted. A chapter is the same as long as it says the same and is answered the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from briefing.document import Definitions, Document, Note, walk_blocks
from briefing.document.pages_of_blocks import pages_of_blocks
from briefing.render.epub.chapters import Chapters

Question = tuple[str, str]
"""What is asked, and the id of which it is asked."""
Answer = str | int


class Surroundings:
    """The rest of a pack, as its chapters see it one after the other."""

    def __init__(self, document: Document, chapters: Chapters) -> None:
        self._chapters = chapters
        self._chapter = ""
        lists = [each for each in walk_blocks(document) if isinstance(each, Note | Definitions)]
        self._notes = {each.id: each for each in lists if isinstance(each, Note)}
        self._sources = {entry.id for each in lists if isinstance(each, Definitions) and each.style == "references" for entry in each.items}
        self._pages = pages_of_blocks(document)
        self._marked: Counter[str] = Counter()
        self._find: Mapping[str, Callable[[str], Answer]] = {
            "link": lambda target: chapters.link(target, self._chapter),
            "link back": lambda note: chapters.link_back(note, self._chapter),
            "is source": lambda target: int(target in self._sources),
            "page": lambda target: self._pages.get(target, ""),
            "mark": lambda note: self._notes[note].mark,
            "marked": lambda note: self._marked[note],
        }
        self.asked: dict[Question, Answer] = {}
        """What the chapter has asked, with the answers."""
        self.marked: Counter[str] = Counter()
        """How often the chapter has marked each note."""

    def begin(self, chapter: str) -> None:
        """Go on with the chapter in the file of this name; empty for a file beside the package document."""
        self._chapter = chapter
        self.asked, self.marked = {}, Counter()

    def answers_are(self, asked: Mapping[Question, Answer]) -> bool:
        """Return whether a chapter that asks this would have these answers."""
        try:
            return all(self._find[kind](identifier) == answer for (kind, identifier), answer in asked.items())
        except (ValueError, KeyError):
            return False

    def link(self, target: str) -> str:
        """Return the address of a block or a definition.

        Raises:
            ValueError: There is none with this id.
        """
        return str(self._answer("link", target))

    def link_back(self, note: str) -> str:
        """Return the address of the first mark of a note; nothing if the note has no mark."""
        return str(self._answer("link back", note))

    def is_source(self, target: str) -> bool:
        """Return whether something is an entry of a list of sources."""
        return bool(self._answer("is source", target))

    def page(self, target: str) -> str:
        """Return the number of the page on which a block begins; nothing if that is not known."""
        return str(self._answer("page", target))

    def mark(self, note: str) -> str:
        """Return the mark of a note."""
        return str(self._answer("mark", note))

    def count_mark(self, note: str) -> int:
        """Count one more mark of a note, and return how many it has now: its second mark needs an id of its own."""
        self.asked.setdefault(("marked", note), self._marked[note])
        self.marked[note] += 1
        self._marked[note] += 1
        return self._marked[note]

    def take_marks(self, marked: Mapping[str, int]) -> None:
        """Count the marks of a chapter that is not written again."""
        self._marked.update(marked)

    def _answer(self, kind: str, identifier: str) -> Answer:
        answer = self.asked[kind, identifier] = self._find[kind](identifier)
        return answer

"""The proof that finished files for students contain no answer and no teacher's note."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing.check.leaks.budget import VIEWS, View
from briefing.check.leaks.sought import Passage
from briefing.check.leaks.teacher_passages import passage, passages, readable, written
from briefing.check.leaks.teacher_pictures import SoughtPicture, is_picture, search_pictures
from briefing.check.leaks.teacher_pictures import sought as sought_pictures
from briefing.dataclass import dataclass
from briefing.document import Document
from briefing.errors import BriefingError, Problem, counted
from briefing.library import Library
from briefing.system.confined.limits import UnreadableError

if TYPE_CHECKING:
    from briefing.check.leaks.page_readings import Memory
    from briefing.check.leaks.searching import Hit

_NAMED = 3
"""Passages that are named where there are more."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Words for the teacher in a file for students."""

    file: str
    place: str
    """`page 12`, `word/comments.xml`; empty where the file has no places."""
    passage: str
    """Where the passage is written."""
    words: str
    """Those that were found; of a picture the name of its file."""
    is_picture: bool = False

    @property
    def problem(self) -> Problem:
        """Return it as a problem of the file."""
        where = f"{self.place}: " if self.place else ""
        if self.is_picture:
            hint = f"It comes from {self.passage}. Take it out of the texts for students, and do not hand out this file."
            return Problem(self.file, 0, f"{where}a picture for the teacher: {self.words}", hint)
        hint = f"They come from {self.passage}. Take them out of the texts for students, and do not hand out this file."
        return Problem(self.file, 0, f"{where}words for the teacher: “{self.words}”", hint)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the search found."""

    files: tuple[str, ...]
    sought: tuple[str, ...]
    """The files, notes and sections of the passages that were searched for."""
    indistinct: tuple[str, ...]
    """The same of passages that were not searched for: they are too short, or students may read all their words anyway."""
    leaks: tuple[Leak, ...]
    unread: tuple[Problem, ...] = ()
    """Files that could not be searched completely, and so prove nothing."""
    pictures: tuple[str, ...] = ()
    """The pictures for the teacher only that were searched for."""
    unit: str = "file"
    """What a message calls the files: `file` or `sheet`."""

    @classmethod
    def of(cls, proofs: Sequence[Proof]) -> Proof:
        """Join the proofs of several packs: a passage that one pack lets students read is still looked for in the others."""
        sought = tuple(dict.fromkeys(name for each in proofs for name in each.sought))
        return cls(
            tuple(file for each in proofs for file in each.files),
            sought,
            tuple(dict.fromkeys(name for each in proofs for name in each.indistinct if name not in sought)),
            tuple(leak for each in proofs for leak in each.leaks),
            tuple(problem for each in proofs for problem in each.unread),
            tuple(dict.fromkeys(name for each in proofs for name in each.pictures)),
        )

    @property
    def summary(self) -> str:
        """Say in a sentence what was found."""
        if not (self.sought or self.indistinct or self.pictures):
            return "The library has no answer and no teacher's note, so nothing was searched for."
        searched, found = len(self.files) - len(self.unread), len({leak.passage for leak in self.leaks})
        if not searched:
            return f"No {self.unit} could be searched."
        where = f"{'this' if searched == 1 else f'these {searched}'} {self.unit}{'s' * (searched != 1)}"
        shown = f" and {counted(len(self.pictures), 'picture')}" if self.pictures else ""
        counts = f"{len(self.sought)}{shown} searched for"
        if self.indistinct:
            named = ", ".join(self.indistinct[:_NAMED]) + (" …" if len(self.indistinct) > _NAMED else "")
            are = "is" if len(self.indistinct) == 1 else "are"
            counts += f"; {len(self.indistinct)} {are} too short or too common to search for: {named}"
        if found:
            what = "1 answer or teacher's note is" if found == 1 else f"{found} answers or teacher's notes are"
            return f"{what} in {where} ({counts})."
        return f"No answer or teacher's note is in {where} ({counts})."

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return a problem for each leak, and for each file that could not be searched."""
        return (*(leak.problem for leak in self.leaks), *self.unread)

    @property
    def holds(self) -> bool:
        """Return whether every file was searched and no leak was found."""
        return not self.problems

    def hold(self) -> None:
        """Stop where a leak was found, or where a file could not be searched.

        Raises:
            BriefingError: All that was found.
        """
        if self.problems:
            raise BriefingError(self.problems)


Searched = tuple[list[Leak], Sequence[Problem], Mapping[str, bytes]]
"""What was found, what could not be read, and what pages say."""
One = tuple[str, Collection[View]]
"""The name of a file, and the views of it that are searched."""
Apart = Callable[[Callable[[One], Searched], Sequence[One]], list[Searched]]
"""A function that calls another with each of several files or views, and returns all results."""


def _in_turn(search: Callable[[One], Searched], asked: Sequence[One]) -> list[Searched]:
    return [search(one) for one in asked]


def proof(
    files: Mapping[str, Path],
    student: Document,
    outline: object,
    library: Library,
    withheld: Mapping[str, str] = MappingProxyType({}),
    folder: str = "seeds",
    *,
    is_confined: bool = False,
    apart: Apart = _in_turn,
    root: Path | None = None,
    memory: Memory | None = None,
) -> Proof:
    """Search files for every passage that is for the teacher only.

    Args:
        files: The files, by the names under which they are reported.
        student: The document that students get.
        outline: The filled outline of that document. Its words are for everyone.
        library: Its answers and teacher's notes are searched for. Words that its other texts have, too, do not count.
        withheld: Other texts that only the teacher's edition has, by the place where they are written. They are searched for, too.
        folder: The folder of the library, as the user knows it.
        is_confined: Read each file in a process of its own, with limits on time and memory: it may come from anywhere.
        apart: Searches each of the files; by default one after another.
        root: The workspace, if pictures for the teacher are searched for, too.
        memory: What pages of these files said when they were the same, if the program has just made the files itself.
    """
    theirs = {**written(library, folder), **withheld}
    # What a build has just written need not be read to say that nothing was sought in it. A file that comes from anywhere is.
    if not (theirs or is_confined):
        return Proof(tuple(files), (), (), ())
    from briefing.check.leaks.finder import Finder  # here and below: they load all that searches, and the readers of all kinds of files

    words = {name: text for name, text in withheld.items() if not is_picture(text)}
    sought = (*passages(library, folder), *(passage(name, text) for name, text in words.items()))
    public = list(readable(library, outline, student, withheld.values()))
    finder = Finder(sought, public)
    pictures = sought_pictures(theirs, public, root) if root else ()
    shown = tuple(each.file for each in pictures)
    if not (finder.sought or pictures or is_confined):
        return Proof(tuple(files), (), finder.indistinct, ())
    from briefing.check.leaks.page_readings import Readings
    from briefing.check.leaks.searching import search, views_of

    def searched(name: str, views: Collection[View] = VIEWS) -> Searched:
        path, readings = files[name], None if memory is None else Readings(memory)
        try:
            if is_confined:
                found, seen = _confined(name, path, sought, public, pictures)
            else:
                found = search(path.read_bytes(), finder, views, readings)
                seen = search_pictures(path.read_bytes(), pictures) if pictures and VIEWS[0] in views else []
        except UnreadableError as error:
            return [], [Problem(name, 0, error.message, error.hint)], {}
        except BriefingError as error:
            return [], error.problems, {}
        leaks = [*(Leak(name, *hit) for hit in found), *(Leak(name, *hit, is_picture=True) for hit in seen)]
        return leaks, [], {} if readings is None else readings.used

    # Views of one file are searched at the same time, unless most pages are known. If one shows anything, all views are searched in turn,
    # so that it is told as always.
    is_whole = is_confined or (memory is not None and not memory.is_empty)
    asked = [(name, views) for name, path in files.items() for views in ([VIEWS] if is_whole else views_of(path.read_bytes()))]
    seen = apart(lambda one: searched(*one), asked)
    if memory is not None:
        for key, said in (each for *_, used in seen for each in used.items()):
            memory.put(key, said)
    told = {name for (name, _), found in zip(asked, seen, strict=True) if any(found[:2])}
    whole = {name: found for (name, views), found in zip(asked, seen, strict=True) if len(views) == len(VIEWS)}
    results = [whole.get(name) or searched(name) for name in files if name in told]
    leaks = tuple(leak for found, *_ in results for leak in found)
    untold = tuple(problem for _, unread, _ in results for problem in unread)
    return Proof(tuple(files), finder.sought, finder.indistinct, leaks, untold, shown)


def _confined(
    name: str, path: Path, sought: Sequence[Passage], public: Sequence[str], pictures: Sequence[SoughtPicture]
) -> tuple[list[Hit], list[Hit]]:
    """Search a file in a process of its own; return the words and the pictures that were found."""
    from briefing.system import confined

    given = {
        "passages": [(each.name, each.text, each.stretches) for each in sought],
        "readable": public,
        "pictures": [(each.file, each.passage, each.prints) for each in pictures],
    }
    answer = confined.ask("briefing.check.leaks", path, name, "Build the pack again, and search the new file.", given)
    words, shown = ([(place, passage, what) for place, passage, what in answer[kind]] for kind in ("found", "shown"))
    return words, shown

"""Reading what readers marked in a Word file: comments with replies, and highlighted words (ISO/IEC 29500-1, 17.13.4, 17.3.2.15)."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.exchange.highlights.gathered import Gathered, block_of, line_of, people
from briefing.originals.readers.docx_elements import SIGNS, kind, shown_branch
from briefing.originals.readers.docx_parts import Parts
from briefing.originals.readers.docx_styles import attribute, mark_in
from briefing.originals.readers.properties import properties
from briefing.passages.mark import COPY, Mark
from briefing.system.confined import zip_packages
from briefing.system.confined.limits import UnreadableError

_PARAGRAPH_ID = re.compile(r"\{http://schemas\.microsoft\.com/office/word/20\d\d/word(?:ml)?\}paraId")
_DEEPEST = 50
"""How many replies may answer each other."""
_GONE = frozenset(("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:pPr", "w:footnoteReference", "w:endnoteReference"))
"""Elements whose words are not in the text."""
_AROUND = 40
"""Characters before and after marked words that say which place is meant."""


@dataclass(slots=True)
class _Comment:
    key: str
    text: str
    author: str
    paragraphs: tuple[str, ...]
    """The ids of its paragraphs, by which replies are known."""
    replies: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    """Comments without words of their own that are where the words of this one end."""


def read(data: bytes, name: str) -> Gathered:
    """Read the comments and the highlighted words of a Word file.

    Args:
        data: The file.
        name: Its name.

    Raises:
        UnreadableError: It cannot be read, or nothing is marked in it.
    """
    parts = Parts(zip_packages.opened(data))
    try:
        return _read(parts, data, name)
    except RecursionError:
        raise UnreadableError("this file is nested too deeply", "Copy its text into a new file.") from None
    except (zipfile.BadZipFile, OSError, EOFError):
        raise UnreadableError("this file is damaged, or not complete", "Save it again from the program that made it.") from None


def _read(parts: Parts, data: bytes, name: str) -> Gathered:
    main = parts.main()
    root = parts.tree(main) if main else None
    if root is None:
        raise UnreadableError("this file looks like a Word document, but is not one", "Save it as .docx from the program that made it.")
    comments, replies = _comments(parts, main)
    title, _, _ = properties(parts, parts.related("", "core-properties") or "docProps/core.xml")
    document: dict[str, Any] = {
        "source": f"file:///{name}",
        "addresses": (f"{COPY}{hashlib.sha256(data).hexdigest()}",),
        "names": tuple(filter(None, (line_of(title), name))),
    }
    every = [main, *filter(None, (parts.related(main, each) for each in ("footnotes", "endnotes")))]
    walks = [_Walk(root if part == main else parts.tree(part)) for part in every]
    places = {key: walk for walk in reversed(walks) for key in walk.anchors}
    joined = replies | _join_behind([each for key, each in comments.items() if key not in replies], places)
    found = Gathered(notices=people({each.author for each in comments.values()}, set()))
    found.marks = [_mark(each, places.get(key), document) for key, each in comments.items() if key not in joined]
    for walk in walks:
        for stretch in walk.highlights():
            found.marks.append(Mark(**document, quote=line_of(walk.words(*stretch)), around=walk.around(*stretch)))
    if not found.marks:
        raise UnreadableError("nothing is marked in this Word file", "Mark words with a comment or with the highlighter, and save it.")
    return found


def _mark(comment: _Comment, walk: _Walk | None, document: Mapping[str, Any]) -> Mark:
    said = tuple(filter(None, (comment.text, *comment.replies, *comment.behind)))
    told = ("has the comment that is right behind it",) if comment.behind else ()
    start, end = walk.anchors[comment.key] if walk else (0, 0)
    if walk is None or not line_of(walk.words(start, end)):
        return Mark(**document, comments=said, beside=walk.paragraph(start) if walk else "")
    return Mark(**document, quote=line_of(walk.words(start, end)), around=walk.around(start, end), comments=said, told=told)


# ── comments ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _comments(parts: Parts, main: str) -> tuple[dict[str, _Comment], set[str]]:
    """Return the comments by their ids, those that begin a conversation with the replies in it, and the ids of the replies."""
    part = parts.related(main, "comments")
    root = parts.tree(part) if part else None
    found: dict[str, _Comment] = {}
    for each in root if root is not None else ():
        if kind(each) == "w:comment":
            paragraphs = [inner for inner in each.iter() if kind(inner) == "w:p"]
            text = block_of("\n\n".join(filter(None, (_text(inner) for inner in paragraphs))))
            ids = tuple(value for inner in paragraphs for key, value in inner.attrib.items() if _PARAGRAPH_ID.match(str(key)))
            key = attribute(each, "id")
            found[key] = _Comment(key, text, line_of(attribute(each, "author")), ids)
    return found, _join(found, _parents(parts, main))


def _text(paragraph: Any) -> str:
    return line_of("".join(_Walk(paragraph).text))


def _parents(parts: Parts, main: str) -> dict[str, str]:
    """Return the paragraph that each paragraph of a reply answers."""
    part = parts.related(main, "commentsExtended")
    root = parts.tree(part) if part else None
    found = {}
    for each in root if root is not None else ():
        values = {str(key).rpartition("}")[2]: str(value) for key, value in each.attrib.items()}
        if values.get("paraIdParent"):
            found[values.get("paraId", "")] = values["paraIdParent"]
    return found


def _join(found: Mapping[str, _Comment], parents: Mapping[str, str]) -> set[str]:
    """Put each reply behind the comment that begins its conversation; return the ids of the replies."""
    owners = {paragraph: each for each in found.values() for paragraph in each.paragraphs}
    replies = set()
    for each in found.values():
        root, left = each, _DEEPEST
        while left:
            above = next((parents[paragraph] for paragraph in root.paragraphs if paragraph in parents), "")
            if above not in owners or owners[above] is root:
                break
            root, left = owners[above], left - 1
        if root is not each:
            replies.add(each.key)
            root.replies.append(each.text)
    return replies


def _join_behind(comments: Sequence[_Comment], places: Mapping[str, _Walk]) -> set[str]:
    """Put each comment without words behind the one whose words end where it is; return the ids of those that were put."""
    moved = set()
    for each in comments:
        walk = places.get(each.key)
        owner = next((other for other in comments if walk and walk.is_behind(each.key, other.key)), None)
        if owner is not None:
            owner.behind += [each.text, *each.replies]
            moved.add(each.key)
    return moved


# ── the text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Walk:
    """The text of a part, with the places where comments begin and end and the places that are highlighted."""

    def __init__(self, root: Any) -> None:
        self.text: list[str] = []
        self.anchors: dict[str, tuple[int, int]] = {}
        """Where the words of each comment begin and end in `text`, by the id of the comment."""
        self._open: dict[str, int] = {}
        self._lit: list[tuple[str, int, int]] = []
        """The colours of highlighted runs, and where they begin and end."""
        self._visit(root)

    def _visit(self, element: Any) -> None:
        name = kind(element)
        if name in _GONE or not name:
            return
        here = len(self.text)
        match name:
            case "w:t":
                self.text += element.text or ""
            case "w:commentRangeStart":
                self._open[attribute(element, "id")] = here
            case "w:commentRangeEnd":
                key = attribute(element, "id")
                self.anchors[key] = (self._open.get(key, here), here)
            case "w:commentReference":
                self.anchors.setdefault(attribute(element, "id"), (here, here))
            case "mc:AlternateContent":
                self._inside(shown_branch(element))
            case "w:br":
                self.text += " "
            case _ if name in SIGNS:
                self.text += SIGNS[name]
            case _:
                self._inside(element)
                if name == "w:p":
                    self.text += "\n"
                colour = _colour(mark_in(element, "rPr")) if name == "w:r" else ""
                if colour and len(self.text) > here:
                    self._lit.append((colour, here, len(self.text)))

    def _inside(self, element: Any) -> None:
        for child in element if element is not None else ():
            self._visit(child)

    def is_behind(self, key: str, other: str) -> bool:
        """Say whether a comment without words is where the words of another one end."""
        start, end = self.anchors[key]
        first, last = self.anchors.get(other, (0, 0))
        return key != other and start == end == last and first < last

    def highlights(self) -> Iterator[tuple[int, int]]:
        """Yield where highlighted words begin and end. Runs of one colour that follow each other are one highlight."""
        found: list[tuple[str, int, int]] = []
        for colour, start, end in self._lit:
            if found and found[-1][0] == colour and not "".join(self.text[found[-1][2] : start]).strip():
                found[-1] = (colour, found[-1][1], end)
            else:
                found.append((colour, start, end))
        yield from ((start, end) for _, start, end in found if self.words(start, end).strip())

    def words(self, start: int, end: int) -> str:
        """Return the text between two places."""
        return "".join(self.text[start:end])

    def around(self, start: int, end: int) -> tuple[str, str]:
        """Return the text before and after marked words."""
        return line_of(self.words(max(start - _AROUND, 0), start)), line_of(self.words(end, end + _AROUND))

    def paragraph(self, place: int) -> str:
        """Return the paragraph that a place is in."""
        whole = "".join(self.text)
        start = whole.rfind("\n", 0, place) + 1
        end = whole.find("\n", place)
        return line_of(whole[start : end if end >= 0 else len(whole)])


def _colour(properties: Any) -> str:
    """Return the colour behind a run; nothing if it has none. Word has a highlighter, and Google Docs shades the letters."""
    colour = attribute(mark_in(properties, "highlight"), "val") or attribute(mark_in(properties, "shd"), "fill")
    return "" if colour.lower() in ("none", "auto", "ffffff", "white") else colour

"""The paragraphs of a tagged PDF: its structure tree says what belongs together, across columns and pages (ISO 32000-1, 14.7).

Many files have tags that do not fit their pages. They are used only if they hold nearly all words, and divide these into paragraphs.
"""

from __future__ import annotations

import io
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_beside import Beside
from briefing.originals.readers.pdf_blocks import Block
from briefing.originals.readers.pdf_columns import rejoined
from briefing.originals.readers.pdf_letters import Piece
from briefing.originals.readers.pdf_lines import Line, lines
from briefing.originals.readers.pdf_paragraphs import is_caption

_KINDS = {
    **dict.fromkeys(("/P", "/BlockQuote", "/Formula", "/Index", "/BibEntry", "/TOCI", "/Aside", "/Form", "/Figure"), "body"),
    **dict.fromkeys(("/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Title", "/Subtitle"), "heading"),
    **dict.fromkeys(("/Note", "/FENote"), "note"),
    "/Caption": "caption",
    "/TR": "row",
    "/LI": "body",
}
_INLINE = frozenset(
    (
        "/Span",
        "/Link",
        "/Quote",
        "/Em",
        "/Strong",
        "/Reference",
        "/Sub",
        "/Annot",
        "/Code",
        "/Ruby",
        "/RB",
        "/RT",
        "/Lbl",
        "/LBody",
        "/TH",
        "/TD",
        "/Warichu",
    )
)
_DEEPEST = 60
_MOST = 200_000
"""Elements that are looked at."""
_WHOLE = 0.93
"""The part of the words that the tags hold at least."""
_MERGED = 0.2
"""The part of the paragraphs that have several lines which may be several paragraphs by their looks."""
_COLUMN = 30
"""Points between the left sides of lines that are of one column at most."""
_END = re.compile(r"[.!?…:;][”’\"')\]]*$")


@dataclass(slots=True, eq=False)
class _Element:
    """A paragraph of the structure tree."""

    kind: str
    marks: list[tuple[int, int]] = field(default_factory=list)
    """The page, from 1, and the number of each piece of marked content."""
    loose: bool = False
    """Whether it is a piece that no paragraph of the tree holds."""


def blocks(data: bytes, pages: Sequence[Sequence[Line]], margins: Beside) -> list[Block] | None:
    """Return the paragraphs as the tags say, without notices and notes put in order; None if there are no tags, or none that fit.

    Args:
        data: The PDF.
        pages: The lines of each page, without what does not belong to the text.
        margins: What is in the margins. It keeps what the tags mix with the text beside it.
    """
    if not any(piece.mark >= 0 for lines in pages for line in lines for piece in line.pieces):
        return None
    elements = _elements(data)
    if not elements:
        return None
    pieces: dict[tuple[int, int], list[Piece]] = defaultdict(list)
    gone = _apart(elements, pages, margins)
    total = artifacts = 0
    rest: dict[int, list[Piece]] = defaultdict(list)
    for number, found in enumerate(pages, 1):
        for line in found:
            for piece in line.pieces:
                if id(piece) in gone:
                    continue
                total += len(piece.text)
                if piece.artifact:
                    artifacts += len(piece.text)
                elif piece.mark >= 0:
                    pieces[number, piece.mark].append(piece)
                else:
                    rest[number].append(piece)
    made = [block for element in _joined_loose(elements, pieces) for block in _block(element, pieces)]
    _put_initials(made, pages)
    held = sum(len(piece.text) for block in made for line in block.lines for piece in line.pieces)
    if held < _WHOLE * (total - artifacts) or artifacts > 0.25 * total or not _fits(made):
        return None
    return margins.placed(_with_rest(made, rest))


def _apart(elements: Sequence[_Element], pages: Sequence[Sequence[Line]], margins: Beside) -> set[int]:
    """Return the pieces in the margins that are no part of the paragraphs which the tags put them into, by their identity."""
    if not margins.kept and not margins.remarks:
        return set()
    owners = {mark: element for element in elements for mark in element.marks}
    aside = {id(piece) for group in margins.kept for line in group for piece in line.pieces}
    text = {
        owners.get((number, piece.mark))
        for number, lines in enumerate(pages, 1)
        for line in lines
        for piece in line.pieces
        if id(piece) not in aside
    }
    margins.kept = [
        group
        for group in margins.kept
        if any(owner is not None and owner.kind != "row" and owner in text for owner in _owners(group, owners))
    ]
    return {id(piece) for group in (*margins.kept, *margins.remarks) for line in group for piece in line.pieces}


def _owners(group: Sequence[Line], owners: Mapping[tuple[int, int], _Element]) -> list[_Element | None]:
    return [owners.get((line.page, piece.mark)) for line in group for piece in line.pieces]


def _put_initials(made: Sequence[Block], pages: Sequence[Sequence[Line]]) -> None:
    """Put large initials before the lines that they belong to: they are no pieces of these lines."""
    initials = {id(line.pieces[0]): line for lines in pages for line in lines if line.initial and line.pieces}
    for line in (line for block in made for line in block.lines) if initials else ():
        found = next((initials[id(piece)] for piece in line.pieces if id(piece) in initials), None)
        if found is not None:
            line.initial, line.indented = found.initial, found.indented
            line.forget()


def _with_rest(made: list[Block], rest: Mapping[int, list[Piece]]) -> list[Block]:
    """Put the words without a tag after the last paragraph of their page."""
    for page, pieces in rest.items():
        found = [Block([line], "aside") for line in lines(pieces, page)]
        place = max((number for number, block in enumerate(made, 1) if block.page <= page), default=0)
        made[place:place] = found
    return made


def _fits(made: Sequence[Block]) -> bool:
    """Say whether tags divide a text into paragraphs: not into lines, and not into whole pages, and page after page."""
    body = [block for block in made if block.kind == "body"]
    if not body:
        return False
    cut = sum(not _END.search(before.lines[-1].text) and after.lines[0].text[:1].islower() for before, after in itertools.pairwise(body))
    long = sum(sum(len(line.text) for line in block.lines) > 6_000 for block in body)
    back = sum(after.page < before.page for before, after in itertools.pairwise(made) if "note" not in (before.kind, after.kind))
    several = [block for block in body if len(block.lines) > 1]
    edges: dict[tuple[int, int], float] = defaultdict(float)
    for line in (line for block in body for line in block.lines):
        edges[line.page, round(line.left / _COLUMN)] = max(edges[line.page, round(line.left / _COLUMN)], line.right)
    merged = sum(_ends_early(block, edges) for block in several)
    return (
        cut <= max(0.04 * len(body), 1)
        and long <= 0.02 * len(body)
        and back <= 0.02 * len(made)
        and merged <= max(_MERGED * len(several), 1)
    )


def _ends_early(block: Block, edges: Mapping[tuple[int, int], float]) -> bool:
    """Say whether a line ends within a paragraph although the next word, which begins a sentence or a name, would have had room.

    Args:
        block: The paragraph.
        edges: How far to the right lines reach that begin at the same place, by their page and this place.
    """
    return any(
        edges[line.page, round(line.left / _COLUMN)] - before.right > line.first + 2 * line.size
        and not line.text[:1].islower()
        and line.base < before.base
        for before, line in itertools.pairwise(block.lines)
    )


def _joined_loose(elements: Sequence[_Element], pieces: Mapping[tuple[int, int], list[Piece]]) -> Iterator[_Element]:
    """Yield the paragraphs. Pieces of one line that no paragraph holds, such as a name and the raised mark behind it, are one."""
    before: _Element | None = None
    for element in elements:
        if before is not None and before.loose and element.loose and _follows(before, element, pieces):
            before.marks += element.marks
            continue
        if before is not None:
            yield before
        before = element
    if before is not None:
        yield before


def _follows(before: _Element, element: _Element, pieces: Mapping[tuple[int, int], list[Piece]]) -> bool:
    """Say whether a piece is in the line of the one before it, right behind it."""
    ends, begins = pieces.get(before.marks[-1], ()), pieces.get(element.marks[0], ())
    if not ends or not begins or before.marks[-1][0] != element.marks[0][0]:
        return False
    last, first = max(ends, key=lambda piece: piece.order), min(begins, key=lambda piece: piece.order)
    size = max(last.size, first.size)
    return abs(last.base - first.base) < 0.6 * size and -0.3 * size < first.left - last.right < 1.5 * size


def _block(element: _Element, pieces: Mapping[tuple[int, int], list[Piece]]) -> Iterator[Block]:
    found: list[Line] = []
    stretch: list[Piece] = []
    page = 0
    for mark in element.marks:
        for piece in sorted(pieces.get(mark, ()), key=lambda piece: piece.order):
            # Letters far above the last ones are in the next column.
            is_back = bool(stretch) and abs(piece.base - stretch[-1].base) < piece.size and piece.right < stretch[0].left - piece.size
            if stretch and (mark[0] != page or is_back or piece.base > stretch[-1].base + 1.5 * piece.size):
                found += _lines(stretch, page)
                stretch = []
            page = mark[0]
            stretch.append(piece)
    found += _lines(stretch, page)
    begins = [number for number, line in enumerate(found) if not number or is_caption(line.text)]
    for start, end in itertools.pairwise([*begins, len(found)]):
        yield Block(found[start:end], element.kind)


def _lines(pieces: Sequence[Piece], page: int) -> list[Line]:
    """Return the lines of a stretch. The parts of a line that a wide gap divides are one line."""
    found = lines(pieces, page) if pieces else []
    return rejoined(found)


# ── the tree ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _elements(data: bytes) -> list[_Element]:
    """Return the paragraphs of the structure tree in order."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            root = document.Root.get("/StructTreeRoot")
            if not isinstance(root, pikepdf.Dictionary):
                return []
            return _Tree(document, root).read()
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError, AttributeError, KeyError):
        return []


class _Tree:
    def __init__(self, document: Any, root: Any) -> None:
        import pikepdf

        self.pikepdf = pikepdf
        self.root = root
        self.roles = root.get("/RoleMap") or {}
        self.pages = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        self.found: list[_Element] = []
        self.left = _MOST

    def read(self) -> list[_Element]:
        self._kids(self.root.get("/K"), 0, None, 0)
        return [element for element in self.found if element.marks]

    def _kids(self, kids: Any, page: int, into: _Element | None, depth: int) -> None:
        if kids is None or depth > _DEEPEST:
            return
        for kid in kids if isinstance(kids, self.pikepdf.Array) else [kids]:
            self.left -= 1
            if self.left < 0:
                return
            if isinstance(kid, self.pikepdf.Dictionary):
                self._kid(kid, page, into, depth)
            elif isinstance(kid, int) or str(kid).isdigit():
                self._mark(page, int(kid), into)

    def _kid(self, kid: Any, page: int, into: _Element | None, depth: int) -> None:
        own = self.pages.get(kid["/Pg"].objgen, page) if "/Pg" in kid else page
        if kid.get("/Type") == "/MCR":
            self._mark(own, int(kid["/MCID"]), into)
            return
        if "/S" not in kid:
            return
        role = self._role(str(kid["/S"]))
        if role == "/Artifact":
            return
        kind = _KINDS.get(role)
        if into is not None and (
            kind is None
            or (into.kind == "row" and kind != "note")
            or (role in ("/P", "/Formula") and into.kind in ("note", "caption", "body"))
        ):
            target = into  # a part of the paragraph, or of the row
        elif kind is not None:
            target = _Element(kind)
            self.found.append(target)
        else:
            target = None
        self._kids(kid.get("/K"), own, target, depth + 1)

    def _mark(self, page: int, number: int, into: _Element | None) -> None:
        if into is None:
            into = _Element("body", loose=True)
            self.found.append(into)
        into.marks.append((page, number))

    def _role(self, role: str) -> str:
        for _ in range(8):
            if role in _KINDS or role in _INLINE or role not in self.roles:
                return role
            role = str(self.roles[role])
        return role

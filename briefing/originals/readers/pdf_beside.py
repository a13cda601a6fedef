"""Texts in the margins of a PDF page: remarks of readers that a program drew there, and notes that an author put beside the text.

They are no columns, as they are few and narrow, and a sentence goes on beside them. Each comes after the paragraph beside it, or before
it if it begins there on the left. What a program for writing names as its own (`Commented [AB1]:`) is left out, as other comments are.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_blocks import Block
from briefing.originals.readers.pdf_ends import STOP
from briefing.originals.readers.pdf_lines import Line
from briefing.originals.readers.pdf_strips import are_numbers

_REMARK = re.compile(
    r"(?:comment(?:ed|aire|aar|o|ario)?|kommentar|kommentiert|komentarz|komentář|comentado|commenté|opmerking|примечание|комментарий)\s?"
    r"\[[^\]]{1,16}\]\s?:|(?:deleted|formatted|inserted|moved(?: down| up)?(?: \[\d+\])?|gelöscht|formatiert|eingefügt|supprimé|"
    r"mis en forme|inséré|eliminado|con formato|eliminato|formattato|удалено|отформатировано)\s?:",
    re.IGNORECASE,
)
"""How Word begins what it draws into the margin."""
_LABEL = re.compile(r".*\d|\W*\w{0,4}\W*\Z|.*[:.)]\Z|[^\w\s]")
"""What is a number, a mark or a name before a paragraph, and no text of its own."""
_WIDE = 0.6
"""The part of the widest line that a line of the text fills."""
_NARROW = 0.62
"""The part of the width of the text that a margin has at most."""
_FEW = 0.35
"""The part of the letters of a page that its margins have at most."""
_LEAST = 4
"""Lines of the text of a page at least."""
_PITCH = 1.7
"""How far apart two lines of a paragraph are at most, as a share of the size."""
_SAME = 3
"""How far apart the beginnings of two lines of one column are at most, in points."""
BESIDE = "it stands beside the text, so that it may be a remark of a reader, or a part of a table"
_Edges = tuple[float, float]
"""The left and the right edge of the text of a page."""


@dataclass(slots=True)
class Beside:
    """What is in the margins."""

    main: list[list[Line]]
    """The other lines of each page."""
    kept: list[list[Line]]
    """Texts in the margins, from top to bottom."""
    remarks: list[list[Line]]
    """What a program for writing drew there."""

    def placed(self, blocks: Sequence[Block]) -> list[Block]:
        """Return blocks with each text of a margin after the block beside it, or before it."""
        lines: dict[int, list[tuple[Line, Block]]] = {}
        for block in blocks:
            for line in block.lines:
                lines.setdefault(line.page, []).append((line, block))
        above: dict[Block, list[Block]] = {}
        below: dict[Block, list[Block]] = {}
        for group in self.kept:
            first = group[0]
            line, block = min(lines[first.page], key=lambda each: abs(each[0].base - first.base))
            is_before = first.right < line.left and line is block.lines[0]
            (above if is_before else below).setdefault(block, []).append(Block(group, "beside", doubts=[BESIDE]))
        return [each for block in blocks for each in (*above.get(block, ()), block, *below.get(block, ()))]

    def notices(self) -> Iterator[str]:
        """Yield notices about the margins."""
        for groups, one, more in (
            (self.remarks, "left out 1 remark", "left out {} remarks"),
            (self.kept, "put 1 text of the margin beside its paragraph", "put {} texts of the margins beside their paragraphs"),
        ):
            if groups:
                what = one if len(groups) == 1 else more.format(f"{len(groups):,}")
                whose = " that a program drew beside the text" if groups is self.remarks else ""
                yield f"{what}{whose}, the first on page {groups[0][0].page}: “{_begin(groups[0])}”"


def beside(pages: Sequence[list[Line]]) -> Beside:
    """Part the lines in the margins from the others."""
    found = Beside([], [], [])
    widths: dict[int, float] = {}
    for line in itertools.chain.from_iterable(pages):
        widths[round(line.left)] = max(widths.get(round(line.left), 0.0), line.width)
    for lines in pages:
        edges = _edges(lines)
        groups = [group for side in _sides(lines, edges) for group in _groups(side, lines, edges, widths)] if edges else []
        gone = {id(line) for group in groups for line in group}
        found.main.append([line for line in lines if id(line) not in gone])
        for group in sorted(groups, key=lambda group: -group[0].base):
            (found.remarks if _REMARK.match(" ".join(line.text for line in group)) else found.kept).append(group)
    return found


def _edges(lines: Sequence[Line]) -> _Edges | None:
    """Return the edges of the text of a page; nothing if it has few lines."""
    widest = max((line.width for line in lines), default=0.0)
    wide = [line for line in lines if line.width > _WIDE * widest and not line.row]
    if len(wide) < _LEAST:
        return None
    lefts, rights = sorted(line.left for line in wide), sorted(line.right for line in wide)
    return lefts[len(lefts) // 10], rights[-1 - len(rights) // 10]


def _sides(lines: Sequence[Line], edges: _Edges) -> Iterator[list[Line]]:
    """Yield the lines on the left and on the right of the text."""
    yield [line for line in lines if line.right < edges[0]]
    yield [line for line in lines if line.left > edges[1]]


def _groups(side: Sequence[Line], lines: Sequence[Line], edges: _Edges, widths: Mapping[int, float]) -> list[list[Line]]:
    """Return the texts in a margin. None is there if it is a column, or holds numbers."""
    if not side or are_numbers(side) or sum(len(line.text) for line in side) > _FEW * sum(len(line.text) for line in lines):
        return []
    left = round(min(line.left for line in side))
    if max(widths.get(near, 0.0) for near in range(left - _SAME, left + _SAME + 1)) > _NARROW * (edges[1] - edges[0]):
        return []
    ordered = sorted(side, key=lambda line: (-line.base, line.left))
    found = [ordered[:1]]
    for before, line in itertools.pairwise(ordered):
        if before.base - line.base > _PITCH * line.size or _REMARK.match(line.text):
            found.append([])
        found[-1].append(line)
    apart = {id(line) for line in side}
    text = [line for line in lines if id(line) not in apart]
    return [group for group in found if _is_beside(group, text, edges)]


def _is_beside(group: Sequence[Line], text: Sequence[Line], edges: _Edges) -> bool:
    """Say whether a sentence goes on beside the first line of a text in the margin, which is no label of a paragraph."""
    first = group[0]
    if first.right < edges[0] and len(group) == 1 and _LABEL.match(first.text):
        return False
    near = sorted((line for line in text if abs(line.base - first.base) < 2 * _PITCH * line.size), key=lambda line: -line.base)
    if not all(line.right < first.left or line.left > first.right for line in near):
        return False  # it stands between the lines of a column
    if any(line.left > first.right for line in near) and any(line.right < first.left for line in near):
        return False  # it stands between two columns
    full = [line for line in near if line.width > _WIDE * (edges[1] - edges[0]) and not line.row]
    return any(
        0 < before.base - line.base < _PITCH * line.size and line.text[:1].islower() and not STOP.search(before.text)
        for before, line in itertools.pairwise(full)
    )


def _begin(group: Sequence[Line]) -> str:
    words = " ".join(line.text for line in group).split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")

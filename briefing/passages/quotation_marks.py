"""Quotations typed in a text: words between quotation marks, or in a block of their own, with the citations that belong to them.

Where a quotation goes on in the next paragraph, its citation belongs to all of it. Quotation marks without a citation are titles or irony,
and nobody's words are claimed. If a citation is near, and nothing shows whether it belongs to them, the quotation is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from briefing.dataclass import dataclass
from briefing.document import (
    BulletList,
    Digest,
    Inline,
    Inlines,
    LineBreak,
    Note,
    NoteMark,
    NumberedList,
    Paragraph,
    Quote,
    Reference,
    Table,
    Text,
    plain,
)
from briefing.document.walking import branches, walk
from briefing.markup import CITATION, Cite, parse_cluster
from briefing.passages.attributions import AT_ONCE, CITED, belonging, cites_others, clusters_from, is_one_clause, is_pointer, leads_on
from briefing.system.patterns import pattern

_CLOSERS = {
    "“": "”\"‟", "„": "“”\"", "‟": "”‟", "«": "»", "»": "«»", "‹": "›", "›": "‹›", "‘": "’", "‚": "‘’", "’": "’", "`": "'’", "´": "´'’",
    '"': '"”', "'": "'’", "”": "”\"", "「": "」", "『": "』", "《": "》", "〈": "〉", "〝": "〞〟", "❝": "❞", "＂": "＂", "″": "″",
}  # fmt: skip
"""What closes what each opening mark opens."""
MARKS = frozenset(_CLOSERS)
"""All opening marks. A text without them has no quotation."""
_SURE = frozenset('“„«‹「『《〈〝❝"')
"""Marks that are never apostrophes, where they stand before a word."""
_OPENING = pattern(rf"(?<![\w.,;!?)])(?:[{re.escape(''.join(_CLOSERS))}](?=\S)|[“„«‹\"″](?=\s))|(?<=[\w.,;!?)])[\"”»“„«](?=\w)")
"""An opening mark. A space may follow some of them, as in French, and a space may be missing before it."""
_TYPED = {",,": "„", "``": "“", "''": '"', "’’": "”", "‘‘": "“", "<<": "«", ">>": "»"}
"""Two signs that are typed for one mark."""
_ENDS = pattern(rf"[{CITED}\s.,;:!?…)\]—–-]*")
"""What may be between the last words of a line and its end."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a text gives as another author's."""

    text: str
    """The words between the marks, in one line."""
    cites: tuple[Cite, ...]
    """The citations that belong to them."""
    is_sure: bool = True
    """Whether they belong to them; else they are only near."""
    is_block: bool = False
    """Whether it is a block behind `>`, without quotation marks."""


def quotations(blocks: object, skip: Collection[str] = (), cite: str = "") -> Iterator[Quotation]:
    """Yield the quotations with citations in blocks or lines, in reading order.

    Args:
        blocks: Nodes whose citations are not yet worded.
        skip: Ids of passages that are computed from a copy, and not typed.
        cite: The cluster that stands beside the text, for quotations that have none of their own.
    """
    notes, is_cited = dict[str, Note](), bool(cite)
    for each in walk(blocks):
        if isinstance(each, Note):
            notes[each.id] = each
        elif isinstance(each, Reference):
            is_cited = is_cited or each.target.startswith(CITATION)
    if not is_cited:
        return
    parts: list[_Marked] = []
    for each in _marked(blocks, skip, notes):
        if not each.goes_on:
            yield from _whole(parts, cite)
            parts = []
        parts.append(each)
    yield from _whole(parts, cite)


@dataclass(slots=True)
class _Marked:
    """Words between marks in a line, or in a block."""

    text: str
    clusters: list[str]
    """The citations that belong to them."""
    near: list[str]
    """The citations of the line, and of the other cells of its row."""
    goes_on: bool = False
    """Whether they go on with the quotation before them."""
    open_mark: str = ""
    """The mark that opens them, if nothing in the line closes it."""
    is_last: bool = False
    """Whether the line ends with them: the next line may name their source."""
    is_block: bool = False
    """Whether they are a block behind `>`."""


def _whole(parts: list[_Marked], cite: str) -> Iterator[Quotation]:
    """Yield the parts of one quotation, which share their citations."""
    own = next((each.clusters for each in reversed(parts) if each.clusters), [cite] if cite else [])
    for each in parts:
        cites = tuple(dict.fromkeys(cite for cluster in own or each.near for cite in parse_cluster(cluster)))
        if cites:
            yield Quotation(each.text, cites, is_sure=bool(own), is_block=each.is_block)


# ── from blocks to lines ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Line:
    """A run of inlines, or a block quotation."""

    node: object
    row: tuple[Inline, ...] = ()
    """The other cells of its row, if it is a cell."""
    is_item: bool = False
    """Whether it is in a list: the line before the list may introduce each of its items."""


def _marked(blocks: object, skip: Collection[str], notes: Mapping[str, Note]) -> Iterator[_Marked]:
    """Yield all words between marks, in reading order."""
    last: _Marked | None = None
    lead: list[str] = []
    for line in _lines(blocks, skip):
        if isinstance(line.node, Quote):
            beside = _flat(line.node.attribution, notes)[1] or _flat(_last_words(line.node), notes)[1]
            found = [_Marked(_of_block(line.node), beside, [], is_block=True)]
        else:
            text, clusters = _flat(line.node, notes)
            if last and last.is_last and not last.clusters and is_pointer(text):
                last.clusters = clusters
                continue
            found = list(_in_line(text, clusters, [*clusters, *_clusters(line.row)], last.open_mark if last else ""))
            if found and lead and not found[0].clusters and _OPENING.match(text):
                found[0].clusters = lead
            lead = clusters[-1:] if leads_on(text) else lead if line.is_item else []
        yield from (last, *found[:-1]) if last else found[:-1]
        last = found[-1] if found else None
    if last:
        yield last


def _last_words(quote: Quote) -> Inlines:
    """Return the last paragraph of a block quotation, where a footnote may hold the citation."""
    return next((each.children for each in reversed(quote.blocks) if isinstance(each, Paragraph)), ())


def _of_block(quote: Quote) -> str:
    """Return the words of a block quotation without a last line such as `— Roe`, and without quotation marks around the whole."""
    lines = [plain(each) for each in quote.blocks if not isinstance(each, Note)]
    if len(lines) > 1 and is_pointer(f"{lines[-1]} {CITED}"):
        lines.pop()
    block = " ".join(lines)
    return block[1:-1].strip() if block[-1:] in _CLOSERS.get(block[:1], "") and len(block) > 1 else block


def _clusters(node: object) -> list[str]:
    return [each.target.removeprefix(CITATION) for each in _references(node)]


def _references(node: object) -> list[Reference]:
    return [each for each in walk(node) if isinstance(each, Reference) and each.target.startswith(CITATION)]


def _lines(node: object, skip: Collection[str], is_item: bool = False) -> Iterator[_Line]:
    """Yield each run of inlines below a node, and each block quotation. A cell that only cites belongs to the other cells of its row."""
    if isinstance(node, Quote):
        if node.id not in skip:
            yield _Line(node)
    elif isinstance(node, Digest):
        yield from _lines(node.blocks, skip)
    elif isinstance(node, Table):
        yield from (_Line(each) for each in (node.caption, *(column.head for column in node.columns)) if each)
        for row in node.rows:
            citing = tuple(each for cell in row if cites_others(plain(_without_citations(cell))) for each in _references(cell))
            for cell in row:
                yield _Line(cell if _references(cell) else (*cell, *citing), tuple(each for other in row for each in _references(other)))
    elif isinstance(node, tuple):
        if node and isinstance(node[0], Inline):
            yield _Line(node, (), is_item)
        else:
            for each in node:
                yield from _lines(each, skip, is_item)
    else:
        is_list = isinstance(node, BulletList | NumberedList)
        for name in branches(type(node)) or ():
            yield from _lines(getattr(node, name), skip, is_item or is_list)


def _without_citations(cell: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(each for each in cell if not (isinstance(each, Reference) and each.target.startswith(CITATION)))


def _flat(node: object, notes: Mapping[str, Note]) -> tuple[str, list[str]]:
    """Return a run of inlines as text in which a sign stands for each citation, and the clusters. A footnote may hold the citation."""
    parts: list[str] = []
    clusters: list[str] = []

    def add(node: object) -> None:
        match node:
            case tuple():
                for each in node:
                    add(each)
            case Text(text):
                parts.append(text.replace(CITED, " "))
            case LineBreak():
                parts.append(" ")
            case Reference(target, children):
                if target.startswith(CITATION):
                    parts.append(CITED)
                    clusters.append(target.removeprefix(CITATION))
                else:
                    add(children)
            case NoteMark(note, children):
                add(children)
                for each in _references(notes[note].children) if note in notes else ():
                    add(each)
            case _:
                add(getattr(node, "children", ()))

    add(node)
    line = "".join(parts)
    for typed, mark in _TYPED.items():
        line = line.replace(typed, mark)
    return line, clusters


# ── in a line ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_line(line: str, clusters: list[str], near: list[str], open_mark: str) -> Iterator[_Marked]:
    """Yield the words between marks in a line.

    Args:
        line: The line.
        clusters: Its citations.
        near: These, and those of the other cells of its row.
        open_mark: The mark that the line before has left open.
    """
    place, goes_on = 0, bool(open_mark and _OPENING.match(line))
    if open_mark and not goes_on:
        end, opening = _closing(open_mark + line, 0), _OPENING.search(line)
        if end is not None and not (opening and opening.start() < end - 1):
            place = end
            yield _Marked(line[: end - 1].strip(), belonging(line, 0, end - 1, clusters), near, goes_on=True)
        elif end is None and not opening and not clusters:
            yield _Marked(line, [], [], goes_on=True, open_mark=open_mark)
            return
    before, end = _Marked("", [], []), 0
    while opening := _OPENING.search(line, place):
        start = opening.start()
        found = _from(line, start, clusters, near)
        place = start + 1
        if found:
            marked, place = found
            marked.goes_on, goes_on = goes_on, False
            if not marked.clusters and is_one_clause(line[end:start]):
                marked.clusters = before.clusters  # “one” and “two”: what introduces the first introduces the second
            before, end = marked, place
            yield marked


def _from(line: str, start: int, clusters: list[str], near: list[str]) -> tuple[_Marked, int] | None:
    """Return the words behind an opening mark, and the place after them; None if the mark opens nothing."""
    end, cited = _closing(line, start), line.find(CITED, start)
    if end is None:
        if line[start] not in _SURE or line[start + 1 : start + 2].isspace() or line[start - 1 : start].isalnum():
            return None
        if cited < 0:
            return _Marked(line[start + 1 :].strip(), [], near, open_mark=line[start]), len(line)
        return _Marked(line[start + 1 : cited].strip(f" {''.join(MARKS)}"), clusters_from(line, cited, clusters), near), cited
    if start < cited < end:
        if line[start] not in _SURE and not _ENDS.fullmatch(line, cited, end):
            return None
        words = re.sub(rf"\s*{CITED}", "", line[start + 1 : end]).strip()
        within = clusters[line.count(CITED, 0, start) : line.count(CITED, 0, end)]
        return _Marked(words, within, near), end + 1
    belong = belonging(line, start, end, clusters)
    return _Marked(line[start + 1 : end].strip(), belong, near, is_last=bool(_ENDS.fullmatch(line, end + 1))), end + 1


def _closing(line: str, start: int) -> int | None:
    """Return where the mark stands that closes the one at `start`; an apostrophe closes nothing within a word."""
    mark, depth = line[start], 0
    found: list[int] = []
    for place in range(start + 1, len(line)):
        sign = line[place]
        if sign in _CLOSERS[mark]:
            if sign in "'’" and line[place + 1 : place + 2].isalnum():
                continue
            if not depth:
                found.append(place)
                if sign not in "'’":
                    break
            depth -= bool(depth)
        elif sign == mark:
            depth += 1
        elif sign == CITED and found:
            break
    at_once = next((place for place in found if AT_ONCE.match(line, place + 1)), None)
    if mark == "’" and at_once is not None and not re.fullmatch(r"[^\W\d][^‘]*", line[start + 1 : at_once]):
        return None
    if mark == "’" or at_once is not None:
        return at_once
    return next((place for place in found if not _may_be_apostrophe(line, place)), found[-1] if found else None)


def _may_be_apostrophe(line: str, place: int) -> bool:
    """Say whether a mark may be an apostrophe that ends a word, as in `the banks’ share` and `o’ the north`."""
    goes_on = re.match(r"\s[^\W\d_A-Z]", line[place + 1 : place + 3]) is not None
    return line[place] in "'’" and goes_on and bool(re.search(r"(?:s|x|z|\b(?:o|th|t)|\w{3}in)\Z", line[:place], re.IGNORECASE))

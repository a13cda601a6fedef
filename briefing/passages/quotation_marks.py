"""Quotations typed in a text: words between quotation marks, or in a block of their own, with the citations that belong to them.

A citation belongs to a quotation if it follows the closing mark, at once or later in the same sentence, or if it introduces the quotation:
`Voss writes [@voss-2021, ¶3]: “…”`, `As Voss [@voss-2021, ¶3] says, “…”`. Where a quotation goes on in the next paragraph, with a new
opening mark and no closing mark before it, its citation belongs to all of it. Quotation marks without a citation are titles or irony, and
nobody's words are claimed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from briefing.dataclass import dataclass
from briefing.document import Digest, Inline, LineBreak, Note, NoteMark, Quote, Reference, Table, Text, plain
from briefing.document.walking import branches, walk
from briefing.markup import CITATION, Cite, parse_cluster

_CITED = "\ue000"
"""Stands for a citation in a line of text."""
_CLOSERS = {
    "“": "”\"‟", "„": "“”\"", "‟": "”", "«": "»", "»": "«", "‹": "›", "›": "‹", "‘": "’", "‚": "‘’",
    '"': '"', "'": "'’", "”": "”", "「": "」", "『": "』", "《": "》", "〈": "〉", "〝": "〞〟", "❝": "❞", "＂": "＂",
    "″": "″",
}  # fmt: skip
"""What closes what each opening mark opens."""
MARKS = frozenset(_CLOSERS)
"""All opening marks. A text without them has no quotation."""
_SURE = frozenset("“„«‹「『《〈〝❝")
"""Marks that are never closing marks or apostrophes, where they stand before a word."""
_OPENING = re.compile(rf"(?<![\w.,;!?)])(?:[{re.escape(''.join(_CLOSERS))}](?=\S)|[“„«‹\"″](?=\s))|(?<=\w)“(?=\w)")
"""An opening mark. A space may follow some of them, as in French, and a space may be missing before one that only opens."""
_AT_ONCE = re.compile(rf"[\s.,;:!?…)\]’”\"'»›]*{_CITED}")
_NEXT = re.compile(rf"[\s,;.]*{_CITED}")
_SAYS = (
    "say|says|said|write|writes|wrote|call|calls|called|speaks?|spoke|put|puts|argues?|argued|asks?|asked|notes?|noted|claims?|claimed"
    "|reports?|reported|states?|stated|describes?|described|tells?|told|warns?|warned|concludes?|concluded|adds?|added"
)
_WORD = rf"[^\s.;:!?…,{_CITED}]+"
_BEFORE = re.compile(
    rf"(?<![”\"’»“‘])(?<![”\"’»“‘][ (])(?<![”\"’»“‘] \()"
    rf"{_CITED}(?:[\s),]*(?:{_WORD}\s+){{0,2}}(?:{_SAYS})\b[^.;:!?…{_CITED}]{{0,60}}|[^.;:!?…{_CITED}]{{0,60}}:|[\s)]*(?:{_WORD}\s*){{0,2}},)?\s*\Z"
    rf"|{_CITED}[\s)]*[:,]?\s*\Z"
)
"""A citation that introduces the quotation behind it, and is not that of another: a colon, a comma, or a word for saying is between."""
_ONLY_CITES = re.compile(r"[\s()\[\],;.:]*(?:(?:see|cf|compare|source|from|after)\b[\s()\[\],;.:]*)?", re.IGNORECASE)
_END = re.compile(r"(\S*)[.!?…][”’\"'»)\]]*\s+[“„«‘\"'(\[]*(\w)")
"""Where a sentence may end: the word before it, and the first letter after it."""
_SHORTENED = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "st", "vs", "cf", "no", "p", "pp", "ed", "eds", "vol", "ch", "art", "e.g", "i.e", "u.s", "u.n", "u.k"}
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a text gives as another author's."""

    text: str
    """The words between the marks, in one line."""
    cites: tuple[Cite, ...]
    """The citations that belong to them."""


def quotations(blocks: object, skip: Collection[str] = (), cite: str = "") -> Iterator[Quotation]:
    """Yield the quotations with citations in blocks or lines, in reading order.

    Args:
        blocks: Nodes whose citations are not yet worded.
        skip: Ids of passages that are computed from a copy, and not typed.
        cite: The cluster that stands beside the text, for quotations that have none of their own.
    """
    found, is_cited = dict[str, Note](), bool(cite)
    for each in walk(blocks):
        if isinstance(each, Note):
            found[each.id] = each
        elif isinstance(each, Reference):
            is_cited = is_cited or each.target.startswith(CITATION)
    if not is_cited:
        return
    unclosed: list[Quotation] = []
    for node in _lines(blocks, skip):
        if isinstance(node, Quote):
            cites = _cites([each.target.removeprefix(CITATION) for each in _references(node.attribution)])
            if cites:
                yield Quotation(_without_marks(" ".join(map(plain, node.blocks))), cites)
        else:
            line, clusters = _flat(node, found)
            quoted = list(_in_line(line, clusters, cite))
            goes_on = bool(quoted) and line[:1] in _SURE
            if goes_on:
                yield from (Quotation(each.text, quoted[0].cites) for each in unclosed if quoted[0].cites)
            yield from (each for each in quoted if each.cites)
            last = [each for each in quoted[-1:] if not each.cites]
            unclosed = [*unclosed, *last] if goes_on and len(quoted) == 1 else last


def _without_marks(block: str) -> str:
    """Return the words of a block quotation without quotation marks around the whole."""
    return block[1:-1].strip() if block[-1:] in _CLOSERS.get(block[:1], "") and len(block) > 1 else block


def _references(node: object) -> list[Reference]:
    return [each for each in walk(node) if isinstance(each, Reference) and each.target.startswith(CITATION)]


def _lines(node: object, skip: Collection[str]) -> Iterator[object]:
    """Yield each run of inlines below a node, and each block quotation. A cell that only cites belongs to the other cells of its row."""
    if isinstance(node, Quote):
        if node.id not in skip:
            yield node
    elif isinstance(node, Digest):
        yield from _lines(node.blocks, skip)
    elif isinstance(node, Table):
        yield from filter(None, (node.caption, *(column.head for column in node.columns)))
        for row in node.rows:
            citing = tuple(each for cell in row if _ONLY_CITES.fullmatch(plain(_without_citations(cell))) for each in _references(cell))
            yield from ((*cell, *citing) for cell in row)
    elif isinstance(node, tuple):
        if node and isinstance(node[0], Inline):
            yield node
        else:
            for each in node:
                yield from _lines(each, skip)
    else:
        for name in branches(type(node)) or ():
            yield from _lines(getattr(node, name), skip)


def _without_citations(cell: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(each for each in cell if not (isinstance(each, Reference) and each.target.startswith(CITATION)))


def _flat(node: object, found: Mapping[str, Note]) -> tuple[str, list[str]]:
    """Return a run of inlines as text in which a sign stands for each citation, and the clusters. A footnote may hold the citation."""
    parts: list[str] = []
    clusters: list[str] = []

    def add(node: object) -> None:
        match node:
            case tuple():
                for each in node:
                    add(each)
            case Text(text):
                parts.append(text.replace(_CITED, " "))
            case LineBreak():
                parts.append(" ")
            case Reference(target, children):
                if target.startswith(CITATION):
                    parts.append(_CITED)
                    clusters.append(target.removeprefix(CITATION))
                else:
                    add(children)
            case NoteMark(note, children):
                add(children)
                for each in _references(found[note].children) if note in found else ():
                    add(each)
            case _:
                add(getattr(node, "children", ()))

    add(node)
    return "".join(parts), clusters


def _in_line(line: str, clusters: list[str], cite: str) -> Iterator[Quotation]:
    """Yield the quotations of a line that have citations, and those without that are not closed: they may go on in the next line."""
    place = 0
    while opening := _OPENING.search(line, place):
        start = opening.start()
        end = _closing(line, start)
        if end is None or _CITED in line[start:end]:
            place = start + 1
            unclosed = line.find(_CITED, start)
            if end is None and line[start] in _SURE and unclosed > 0:
                yield Quotation(line[start + 1 : unclosed].strip(), _cites(_clusters(line, unclosed, clusters)))
                place = unclosed
            elif end is None and line[start] in _SURE:
                yield Quotation(line[start + 1 :].strip(), ())
            continue
        cites = _cites(_belonging(line, start, end, clusters) or ([cite] if cite else []))
        if cites:
            yield Quotation(line[start + 1 : end].strip(), cites)
        place = end + 1


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
        elif sign == _CITED and found:
            break
    at_once = (place for place in found if _AT_ONCE.match(line, place + 1))
    sure = (place for place in found if not _may_be_apostrophe(line, place))
    return next(at_once, next(sure, found[-1] if found else None))


def _may_be_apostrophe(line: str, place: int) -> bool:
    """Say whether a mark may be an apostrophe that ends a word, as in `the banks’ share` and `o’ the north`."""
    goes_on = re.match(r"\s[^\W\d_A-Z]", line[place + 1 : place + 3]) is not None
    return line[place] in "'’" and goes_on and bool(re.search(r"(?:s|x|z|\b(?:o|th|t)|\w{3}in)\Z", line[:place], re.IGNORECASE))


def _belonging(line: str, start: int, end: int, clusters: list[str]) -> list[str]:
    """Return the clusters that belong to the quotation between two marks."""
    first = line.find(_CITED, end)
    if first >= 0 and (_AT_ONCE.match(line, end + 1) or not _is_over(line[end - 1], line[end + 1 : first])):
        return _clusters(line, first, clusters)
    return [clusters[line.count(_CITED, 0, start) - 1]] if _BEFORE.search(line[:start]) else []


def _is_over(last: str, between: str) -> bool:
    """Say whether a sentence ends with a quotation, or in the words between it and a citation.

    Args:
        last: The last sign within the quotation marks.
        between: The words up to the citation.
    """
    if last == "." and re.match(r"\s+[“„«‘\"'(\[]*(?=\w)[^a-zà-ÿа-я]", between):
        return True
    return any(
        not match[2].islower() and match[1].lower().strip("(“‘\"'") not in _SHORTENED and not re.fullmatch(r"\W*[A-Z]", match[1])
        for match in _END.finditer(between)
    )


def _clusters(line: str, first: int, clusters: list[str]) -> list[str]:
    """Return the cluster at a place of a line and those that follow it at once."""
    number = line.count(_CITED, 0, first)
    found, place = [clusters[number]], first + 1
    while following := _NEXT.match(line, place):
        found.append(clusters[number + len(found)])
        place = following.end()
    return found


def _cites(clusters: list[str]) -> tuple[Cite, ...]:
    return tuple(dict.fromkeys(cite for cluster in clusters for cite in parse_cluster(cluster)))

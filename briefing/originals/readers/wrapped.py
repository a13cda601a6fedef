"""Text whose paragraphs are divided into lines of about the same length: the lines are joined again.

Old mail, books of Project Gutenberg and text set in `<pre>` have such lines. A line belongs to the next one if the first word of the next
one had no room in it. Verse, lists and tables do not have such lines, and stay as they are.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.dataclass import dataclass
from briefing.originals.readers.east_asian import is_wide
from briefing.originals.readers.pdf_hyphens import Guess, Spelling, joined, spelling

_NARROWEST, _WIDEST = 36, 130
"""In characters, between which lines can be wrapped."""
_COLUMN = 22
"""The same for a text that divides words, such as a column of a newspaper."""
_NEAR = 14
"""How many characters short of the width a line is that counts as one of that width."""
_SLACK = 6
"""How many characters may be left although the next word would have had room."""
_END = re.compile(r"[.!?:…。！？][\"'”’»)\]*_]*\Z")
_ITEM = re.compile(r"(?:[-*•·–—+]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\s+\S")
_QUOTED = re.compile(r"\s{0,3}(?:>\s?)+")
_TABULAR = re.compile(r"\S(?: {3,}| *\| +)\S|^\W+\Z|<[^<>]+>[^<>]*</")
_COMMENT = re.compile(r"\s*(?:#|//|;|%|\*)(?:\s|\Z)")
_DIVIDED = re.compile(r"[^\W\d_][-\u00ad\u2010]\Z")
_SOFT = "\u00ad"
"""The hyphen of a word that has none elsewhere. At the end of a line, some programs write ¬ for it."""
_FEW, _FEW_NARROWEST = 14, 50
"""A text of so few lines is wrapped if its lines are as wide as that, and its sentences go on from line to line."""


_NARROW, _PAIRS = 18, 6
"""The narrowest column that is known without divided words, and lines that go on in it at least."""
_LEAST_SIGNS, _WIDE_PART, _PUNCTUATION = 16, 0.7, 3
"""Signs of the longest line of wrapped Chinese or Japanese at least, their part of the text, and how many a full line may lack."""
_MANY = 4
"""Lines that seem to go on at least, if they are told."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The paragraphs of a text."""

    paragraphs: tuple[str, ...]
    lines: int = 0
    """How many lines were joined; 0 if each line is a paragraph."""
    divided: tuple[str, ...] = ()
    """Words that were divided at the end of a line, of which nothing says whether they have a hyphen."""
    uncertain: tuple[int, ...] = ()
    """The paragraphs with such words, counted from 1."""
    going_on: tuple[str, ...] = ()
    """Lines that are kept apart, as in verse, although their sentences go on in the next line: if there are many of them."""


def paragraphs(lines: Sequence[str], *, is_prose: bool = True) -> Joined:
    """Return the paragraphs of some lines: each line, unless they are wrapped by hand.

    Args:
        lines: The lines.
        is_prose: Whether they are no program, so that a few long lines may be wrapped, too.
    """
    plain = [re.sub(r"(?<=[^\W\d_])¬\Z", _SOFT, line.expandtabs(4).rstrip()) for line in lines]
    if any(map(_QUOTED.match, plain)):
        bare = _without_quotes(plain)
        plain = bare if _width(bare) else plain
    width = _width(plain) or ((_width_of_few(plain) or _width_of_narrow(plain)) if is_prose else 0)
    if not width and (sides := _width_of_signs(plain)):
        return _of_signs(plain, sides)
    if not width:
        found = _with_whole_words([line.strip() for line in plain if line.strip()])
        is_whole = len(found.paragraphs) == sum(map(bool, map(str.strip, plain)))
        return replace(found, going_on=_going_on(plain)) if is_prose and is_whole else found
    blocks = [list(group) for is_text, group in itertools.groupby(plain, key=bool) if is_text]
    is_open = max(map(len, blocks)) > 12 and len(blocks) < len(plain) / 12
    known, told = spelling(line.strip() for line in plain if line), list[Guess]()
    made, uncertain = list[str](), list[int]()
    indents_tell = not any(_goes_on_indented(line, after, width) for line, after in itertools.pairwise(plain))
    for block in blocks:
        for unit in _units(block, width, ends_tell=is_open, indents_tell=indents_tell):
            texts = [line.strip() for line in unit]
            count = len(told)
            made += [_joined(texts, known, told)] if _is_prose(unit, width) else texts
            uncertain += [len(made)] if len(told) > count else []
    total = sum(map(bool, plain))
    return Joined(tuple(made), total if len(made) < total else 0, tuple(guess.word for guess in told), tuple(uncertain))


def _joined(texts: Sequence[str], known: Spelling, told: list[Guess]) -> str:
    return joined(texts, known, told).replace(f"{_SOFT} ", "")


def _with_whole_words(lines: list[str]) -> Joined:
    """Return lines that are paragraphs, but for those that end within a word: these go on in the next line."""
    if not any(_DIVIDED.search(line) and after[:1].islower() for line, after in itertools.pairwise(lines)):
        return Joined(tuple(lines))
    known, told, made, uncertain = spelling(lines), list[Guess](), list[str](), list[int]()
    units: list[list[str]] = []
    for line in lines:
        if units and _DIVIDED.search(units[-1][-1]) and line[:1].islower():
            units[-1].append(line)
        else:
            units.append([line])
    for unit in units:
        count = len(told)
        made.append(_joined(unit, known, told))
        uncertain += [len(made)] if len(told) > count else []
    return Joined(tuple(made), 0, tuple(guess.word for guess in told), tuple(uncertain))


def _without_quotes(lines: Sequence[str]) -> list[str]:
    """Return lines without the marks with which mail quotes; where the number of marks changes, a paragraph ends."""
    found: list[str] = []
    before = 0
    for line in lines:
        match = _QUOTED.match(line)
        depth = match[0].count(">") if match else 0
        found += [""] if depth != before else []
        found.append(line[match.end() :] if match else line)
        before = depth
    return found


def _of_signs(lines: Sequence[str], width: int) -> Joined:
    """Return the paragraphs of Chinese or Japanese: a full line goes on in the next one, unless that one has an indent."""
    units: list[list[str]] = []
    before = ""
    for line in lines:
        if line and before and len(before) >= width - _PUNCTUATION and not line.startswith((" ", "\u3000")):
            units[-1].append(line.strip())
        elif line:
            units.append([line.strip()])
        before = line
    known = spelling(line for unit in units for line in unit)
    return Joined(tuple(joined(unit, known) for unit in units), sum(map(len, units)))


# ── width ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _width(lines: Sequence[str]) -> int:
    """Return how wide wrapped lines are at most; 0 if the lines are not wrapped."""
    divided = sum(bool(_DIVIDED.search(line)) and after.lstrip()[:1].islower() for line, after in itertools.pairwise(lines))
    narrowest = _COLUMN if divided >= max(2, len(lines) / 40) else _NARROWEST
    lengths = sorted((len(line) for line in lines if narrowest <= len(line) <= _WIDEST and " " in line.strip()), reverse=True)
    enough = max(3, len(lengths) // 10)
    width = next((length for at, length in enumerate(lengths) if sum(length - each <= _NEAR for each in lengths[at:]) >= enough), 0)
    if not width:
        return 0
    pairs = [(line, after) for line, after in itertools.pairwise(lines) if line and after and len(line) <= width]
    broken = [(line, after) for line, after in pairs if _is_full(line, after, width)]
    if len(broken) < 3 or len(broken) < len(pairs) / 3:
        return 0
    inside = sum(not _END.search(line) and not _ITEM.match(after.strip()) for line, after in broken)
    lower = sum(after.lstrip(" \"'“‘«(*_")[:1].islower() for line, after in broken if not _END.search(line))
    cased = sum(after.lstrip(" \"'“‘«(*_")[:1].lower() != after.lstrip(" \"'“‘«(*_")[:1].upper() for _, after in broken)
    if inside < 0.55 * len(broken) or (cased > len(broken) / 2 and lower < 0.4 * inside):
        return 0
    return width


def _width_of_few(lines: Sequence[str]) -> int:
    """Return how wide the lines of a short text are at most; 0 if they are not wrapped."""
    texts = [line for line in lines if line]
    width = max(map(len, texts), default=0)
    if len(texts) > _FEW or not _FEW_NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [(line, after) for line, after in itertools.pairwise(lines) if line and after]
    inside = [(line, after) for line, after in pairs if not _END.search(line) and not _ITEM.match(after.strip())]
    lower = sum(after.lstrip(" \"'“‘«(*_")[:1].islower() for _, after in inside)
    return width if inside and 2 * lower > len(inside) and all(_is_full(line, after, width) for line, after in inside) else 0


def _width_of_signs(lines: Sequence[str]) -> int:
    """Return how many signs a line of Chinese or Japanese has at most; 0 if the lines are not wrapped: then they end with sentences."""
    width = max(map(len, lines), default=0)
    pairs = [(line, after) for line, after in itertools.pairwise(lines) if line and after]
    if not _LEAST_SIGNS <= width <= _WIDEST or len(pairs) < 2:
        return 0
    full = [line for line, _ in pairs if len(line) >= width - _PUNCTUATION]
    are_signs = sum(map(is_wide, "".join(lines))) > _WIDE_PART * sum(map(len, lines))
    inside = sum(not re.search(r"[。！？；…：」』”）]\Z", line) for line in full)
    return width if are_signs and len(full) > 0.6 * len(pairs) and inside > 0.6 * len(full) else 0


def _width_of_narrow(lines: Sequence[str]) -> int:
    """Return how wide the lines of a narrow column are at most; 0 if they may be verse. In a column, each is as full as it can be."""
    width = max(map(len, lines), default=0)
    pairs = [(line, after) for line, after in itertools.pairwise(lines) if line and after and not _END.search(line)]
    if not _NARROW <= width < _FEW_NARROWEST or len(pairs) < _PAIRS:
        return 0
    full = all(len(line) + 1 + len(after.split(maxsplit=1)[0]) > width for line, after in pairs)
    return width if full and sum(map(_goes_on, pairs)) > 0.6 * len(pairs) else 0


def _going_on(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines whose sentences go on in the next one, if these are many of all."""
    pairs = [(line.strip(), after.strip()) for line, after in itertools.pairwise(lines) if line.strip() and after.strip()]
    found = [line for line, after in pairs if _goes_on((line, after)) and " " in line and not _TABULAR.search(line)]
    return tuple(found) if len(found) >= _MANY and len(found) > 0.4 * len(pairs) else ()


def _goes_on(pair: tuple[str, str]) -> bool:
    line, after = pair
    return not _END.search(line) and after.lstrip(" \"'“‘«(*_")[:1].islower()


def _is_full(line: str, after: str, width: int) -> bool:
    """Say whether the first word of the next line had no room in a line."""
    first = after.split(maxsplit=1)[0] if after.strip() else ""
    return width - _SLACK < len(line) + 1 + len(first) and len(line) <= width


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _goes_on_indented(line: str, after: str, width: int) -> bool:
    """Say whether a sentence goes on from an indented line to another one, as in a quotation set apart."""
    first, second = (len(each) - len(each.lstrip()) for each in (line, after))
    return first == second > 0 and _is_full(line, after, width) and not _END.search(line)


def _units(block: Sequence[str], width: int, *, ends_tell: bool, indents_tell: bool) -> Iterator[list[str]]:
    """Divide a block of lines where a paragraph begins within it."""
    indents = [len(line) - len(line.lstrip()) for line in block]
    base = min(indents)
    hangs = indents[0] == base and len(block) > 1 and _hangs(block, indents, base)
    unit = [block[0]]
    for at in range(1, len(block)):
        line, before = block[at], block[at - 1]
        begins = len(before) > width + _SLACK or len(line) > width + _SLACK
        if hangs:
            begins |= indents[at] == base
        elif indents[at] > base:
            begins |= indents_tell or not (indents[at - 1] == indents[at] and _is_full(before, line, width))
        begins |= bool(_ITEM.match(line.strip())) and (bool(_ITEM.match(unit[0].strip())) or not _is_full(before, line, width))
        begins |= ends_tell and not _is_full(before, line, width) and bool(_END.search(before)) and not line.lstrip()[:1].islower()
        if begins:
            yield unit
            unit = []
        unit.append(line)
    yield unit


def _hangs(block: Sequence[str], indents: Sequence[int], base: int) -> bool:
    """Say whether the paragraphs of a block begin further left than they go on, as in a list or a bibliography."""
    later = [at for at in range(1, len(block)) if indents[at] > base]
    flush = [at for at in range(1, len(block)) if indents[at] == base]
    if not later or indents[1] == base:
        return False
    return all(not block[at].lstrip()[:1].islower() for at in flush) and len(later) >= len(flush)


def _is_prose(unit: Sequence[str], width: int) -> bool:
    """Say whether the lines of a paragraph were one line: most of them are full, and they are no table and no comment of a program."""
    if 3 * sum(bool(_TABULAR.search(line)) for line in unit) > len(unit) or all(map(_COMMENT.match, unit)):
        return False
    pairs = list(itertools.pairwise(unit))
    full = sum(_is_full(line, after, width) or bool(_DIVIDED.search(line)) for line, after in pairs)
    if full >= len(pairs) / 2:
        return True
    runs_on = sum(not _END.search(line) and after.lstrip()[:1].islower() and len(line) > width / 2 for line, after in pairs)
    return runs_on + full >= 0.75 * len(pairs)

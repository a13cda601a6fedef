"""Rules for blocks that CommonMark lacks and pandoc has: lists with letters, lines of verse, tables that are drawn."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from briefing.document.list_signs import Signs, read_signs

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

_ITEM = re.compile(r"(\((?:[a-zA-Z]|[ivxlcIVXLC]+|\d{1,3})\)|(?:[a-zA-Z]|[ivxlcIVXLC]+)[.)]|#\.)[ \t]+(?=\S)")
"""The sign of an item that CommonMark has not, and the space after it."""
_EXAMPLE = re.compile(r"\(@([\w-]*)\)[ \t]+(?=\S)")
"""The sign of an item of a list whose numbers go through the text."""
_DASHES = re.compile(r" {0,3}-{2,}(?: +-{2,})+ *$")
_CLOSING = re.compile(r"[\s>]*:{3,}\s*")
_IN_CELL = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s")
"""The beginning of an item of a list."""
_LEAST = 2
"""A list that begins within a paragraph has as many items at least."""
_WIDE = 4
"""The width of a letter, a full stop and two spaces."""
_BORDER = re.compile(r"\+(?:[-=:]{3,}\+)+$")
_VERSE = re.compile(r"\|(?: (.*))?$")


def add_to(parser: MarkdownIt) -> None:
    """Teach a parser these blocks."""
    within = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("list", "lettered_list", _lettered_list, {"alt": within})
    parser.block.ruler.before("hr", "dash_table", _dash_table, {"alt": [*within, "reference"]})
    parser.block.ruler.before("list", "example_list", _example_list, {"alt": within})
    parser.core.ruler.after("block", "lost_cells", _lost_cells)
    parser.core.ruler.after("block", "open_boxes", _open_boxes)
    parser.block.ruler.before("table", "grid_table", _grid_table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("table", "line_block", _line_block, {"alt": within})


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _lettered_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a list whose signs are letters, Roman numbers, or numbers in brackets."""
    if state.is_code_block(start):
        return False
    found = _items(state, start, end)
    if found is None or (silent and len(found[1]) < _LEAST):
        return False
    if silent:
        return True
    _push_list(state, start, *found)
    return True


def _example_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a list whose numbers go on through the text: `(@) words`, `(@good) words`. `(@good)` elsewhere is the number."""
    if state.is_code_block(start) or not _EXAMPLE.match(_line(state, start)):
        return False
    if silent:
        return True
    items, names = _rows(state, start, end, _EXAMPLE)
    first = state.env.get("example", 0) + 1
    state.env["example"] = first + len(items) - 1
    state.env.setdefault("examples", {}).update({name: str(first + place) for place, name in enumerate(names) if name})
    _push_list(state, start, Signs(first, "decimal", "(%)"), items)
    return True


def _dash_table(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read the line of dashes of a table that is drawn with them, which no pack prints."""
    if state.is_code_block(start) or not _DASHES.match(state.src[state.bMarks[start] : state.eMarks[start]]):
        return False
    if not silent:
        state.push("dash_table", "", 0).map = [start, start + 1]
        state.line = start + 1
    return True


def _lost_cells(state: StateCore) -> None:
    """Note on each row of a table the cells that it has beyond those of the head: they are not printed."""
    from markdown_it.rules_block.table import escapedSplit  # it takes longer to load than a text to read

    lines, columns = state.src.split("\n"), 0
    for token in state.tokens:
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and columns and token.map and token.map[0] < len(lines):
            cells = escapedSplit(lines[token.map[0]].strip().removeprefix(">").strip().removeprefix("|").removesuffix("|"))
            token.meta["lost"] = cells[columns:]


def _open_boxes(state: StateCore) -> None:
    """Note on each box whether it has no end: all that follows would be in it."""
    lines = state.src.split("\n")
    for token in state.tokens:
        if token.type == "container_block_open" and token.map:
            token.meta["is_open"] = not (token.map[1] < len(lines) and _CLOSING.fullmatch(lines[token.map[1]]))


def _push_list(state: StateBlock, start: int, signs: Signs, items: list[tuple[int, int, int]]) -> None:
    opening = state.push("ordered_list_open", "ol", 1)
    last = items[-1][2]
    opening.map = [start, last]
    opening.meta = {"signs": signs}
    for first, indent, after in items:
        item = state.push("list_item_open", "li", 1)
        item.map = [first, after]
        _nest(state, first, indent, after)
        state.push("list_item_close", "li", -1)
    state.push("ordered_list_close", "ol", -1)
    state.line = last


def _items(state: StateBlock, start: int, end: int) -> tuple[Signs, list[tuple[int, int, int]]] | None:
    """Return the signs of a list, and first line, indent and end of each item; None if no list begins here."""
    column = state.sCount[start]
    items, found = _rows(state, start, end, _ITEM)
    if not found:
        return None
    signs, count = read_signs(found)
    # A single letter with a full stop is an initial, and so is a large one at the head of a paragraph: `A. Smith`. After two spaces, as in
    # pandoc, it is the sign of an item.
    is_letter = found[0].endswith(".") and found[0] != "#."
    apart = len(items) > 1 and items[1][0] > items[0][2] and items[0][1] - column < _WIDE
    if is_letter and (count < _LEAST or (found[0].isupper() and apart)):
        return None
    return signs, items[:count]


def _rows(state: StateBlock, start: int, end: int, sign: re.Pattern[str]) -> tuple[list[tuple[int, int, int]], list[str]]:
    """Return first line, indent and end of each item of a list with such signs, and the signs."""
    column, items, found = state.sCount[start], list[tuple[int, int, int]](), list[str]()
    line = start
    while line < end:
        match = sign.match(_line(state, line)) if state.sCount[line] == column else None
        if not match:
            break
        indent = column + match.end()
        after = line + 1
        while after < end and (state.isEmpty(after) or state.sCount[after] > column):
            after += 1
        if after < end and not state.isEmpty(after - 1) and state.sCount[after] == column:
            after = _lazy(state, after, end, sign)
        while state.isEmpty(after - 1):
            after -= 1
        items.append((line, indent, after))
        found.append(match[1])
        line = after
        while line < end and state.isEmpty(line):
            line += 1
    return items, found


def _lazy(state: StateBlock, line: int, end: int, sign: re.Pattern[str]) -> int:
    """Return the end of the lines that go on with the paragraph of an item without being indented."""
    terminators = state.md.block.ruler.getRules("list")
    while line < end and not state.isEmpty(line) and not sign.match(_line(state, line)):
        if any(rule(state, line, end, True) for rule in terminators):  # noqa: FBT003  # a rule of the library
            break
        line += 1
    return line


def _nest(state: StateBlock, first: int, indent: int, after: int) -> None:
    """Read the blocks of an item: its first line begins after the sign, the others after as much space or less."""
    kept = state.tShift[first], state.sCount[first], state.blkIndent, state.parentType, state.lineMax, state.tight
    width = indent - state.sCount[first]
    state.tShift[first] += width
    state.sCount[first] = indent
    lazy = [line for line in range(first + 1, after) if not state.isEmpty(line) and state.sCount[line] < indent]
    shifted = {line: state.sCount[line] for line in lazy}
    for line in lazy:
        state.sCount[line] = indent
    state.blkIndent, state.parentType, state.lineMax, state.tight = indent, "list", after, True
    state.md.block.tokenize(state, first, after)
    for line, count in shifted.items():
        state.sCount[line] = count
    state.tShift[first], state.sCount[first], state.blkIndent, state.parentType, state.lineMax, state.tight = kept


def _line_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read lines of verse, each behind a `|`. A line that is indented goes on with the one before it."""
    if (
        state.is_code_block(start)
        or not _is_verse(state, start)
        or (start + 1 < end and re.match(r"[|\s:-]*-[|\s:-]*$", _line(state, start + 1)))
    ):
        return False
    if silent:
        return True
    line, verses = start, list[str]()
    while line < end and not state.isEmpty(line):
        match = _VERSE.match(_line(state, line))
        if match:
            words = match[1] or ""
            verses.append("\u00a0" * (len(words) - len(words.lstrip())) + words.strip())
        elif state.sCount[line] > state.blkIndent:
            verses[-1] += " " + _line(state, line).strip()
        else:
            break
        line += 1
    opening = state.push("line_block_open", "div", 1)
    opening.map = [start, line]
    for number, words in enumerate(verses):
        token = state.push("inline", "", 0)
        token.content, token.map, token.children = words, [start + number, start + number + 1], []
    state.push("line_block_close", "div", -1)
    state.line = line
    return True


def _is_verse(state: StateBlock, line: int) -> bool:
    """Say whether a line is verse and no row of a table: it has one bar, at its beginning."""
    text = _line(state, line)
    return bool(_VERSE.match(text)) and "|" not in text[1:]


def _grid_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table that is drawn with `+---+` and `|`. Its first row has the heads, if `+===+` is below it or not."""
    if state.is_code_block(start) or not _BORDER.match(_line(state, start)):
        return False
    border = _line(state, start).rstrip()
    columns = [place for place, sign in enumerate(border) if sign == "+"]
    rows, cells, line = list[tuple[int, list[list[str]]]](), list[list[str]](), start + 1
    first = line
    while line < end:
        text = _line(state, line).rstrip()
        if _BORDER.match(text):
            if [place for place, sign in enumerate(text) if sign == "+"] != columns:
                return False
            rows.append((first, cells))
            cells, first = [], line + 1
        elif text.startswith("|") and text.endswith("|") and all(text[place : place + 1] == "|" for place in columns):
            cells.append([text[left + 1 : right].strip() for left, right in itertools.pairwise(columns)])
        else:
            break
        line += 1
    if cells or not rows or not all(each for _, each in rows):
        return False
    if not silent:
        _push_rows(state, start, line, rows)
        state.line = line
    return True


def _push_rows(state: StateBlock, start: int, end: int, rows: list[tuple[int, list[list[str]]]]) -> None:
    state.push("table_open", "table", 1).map = [start, end]
    for number, (line, cells) in enumerate(rows):
        tag = "td" if number else "th"
        state.push("tr_open", "tr", 1)
        for column in zip(*cells, strict=True):
            state.push(f"{tag}_open", tag, 1)
            token = state.push("inline", "", 0)
            token.content, token.map, token.children = " ".join(filter(None, column)), [line, line + 1], []
            token.meta["has_list"] = sum(bool(_IN_CELL.match(each)) for each in column) > 0 and len([*filter(None, column)]) > 1
            state.push(f"{tag}_close", tag, -1)
        state.push("tr_close", "tr", -1)
    state.push("table_close", "table", -1)

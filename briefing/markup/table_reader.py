"""Turning the tokens of a table into a block, with the caption above or below it: `: Shares and use {#tbl-shares}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.document import Alignment, Column, Table
from briefing.markup.attributes import Attributes, trailing
from briefing.markup.inline_reader import InlineReader
from briefing.markup.tokens import closing, groups

if TYPE_CHECKING:
    from markdown_it.token import Token

_CAPTION = re.compile(r"(?:Table)?:\s+")


def read_table(tokens: Sequence[Token], inlines: InlineReader, caption: Token | None = None) -> Table:
    """Return a table; `caption` is the line above or below it. `inlines` reads its words."""
    groups_of_rows = list(groups(tokens, "tr_open"))
    last = [cell[0] for _, cell in _cells(groups_of_rows[-1])]
    # Without an empty line before it, a caption looks like a row.
    if caption is None and len(groups_of_rows) > 1 and is_caption(last) and not any(each.content for each in last[1:]):
        caption = last[0]
        del groups_of_rows[-1]
    for lost in (token.meta.get("lost", ()) for token in tokens if token.type == "tr_open"):
        if any(each.strip() for each in lost):
            hint = "Give each column a head, or write \\| for the sign |."
            inlines.fault(f"a row has more cells than the table has heads: {lost[0].strip()}", hint)
            break
    if any(token.meta.get("has_list") for token in tokens):
        inlines.fault("a list cannot be in the cell of a table", "Write its items one after another, or as rows of the table.")
    rows = []
    for group in groups_of_rows:
        rows.append([(cell, inlines.read(cells[0].children or [])) for cell, cells in _cells(group)])
        inlines.line += 1 if len(rows) > 1 else 2  # the line of dashes under the heads
    columns = tuple(Column(content, align=_alignment(cell)) for cell, content in rows[0])
    table = Table("", (), columns, tuple(tuple(content for _, content in row) for row in rows[1:]))
    return _captioned(table, caption, inlines) if caption else table


def _captioned(table: Table, inline: Token, inlines: InlineReader) -> Table:
    """Return a table with its caption, which begins with a colon and may end with its id."""
    if inline.map:
        inlines.line = inline.map[0]
    children = inline.children or []
    found = taken(children)
    if children and children[0].type == "text":
        children[0].content = _CAPTION.sub("", children[0].content, count=1)
    return replace(table, id=found.id, caption=inlines.read(children))


def is_caption(tokens: Sequence[Token]) -> bool:
    """Say whether the tokens of a paragraph are a caption: `: Words`, or `Table: Words`."""
    return bool(tokens) and tokens[0].type == "inline" and bool(_CAPTION.match(tokens[0].content))


def taken(tokens: Sequence[Token]) -> Attributes:
    """Take the attributes from the end of a line, and return them."""
    last = tokens[-1] if tokens else None
    if last is None or last.type != "text":
        return Attributes()
    last.content, found = trailing(last.content)
    return found or Attributes()


def _cells(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    for position, token in enumerate(tokens):
        if token.type in {"th_open", "td_open"}:
            yield token, tokens[position + 1 : closing(tokens, position)]


def _alignment(cell: Token) -> Alignment:
    style = str(cell.attrs.get("style", ""))
    return "end" if "right" in style else "centre" if "center" in style else "start"

"""The names of headings, pictures and tables in a tree of pandoc, and the numbers that captions give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from briefing.document.identifiers import first_free, slug
from briefing.exchange.package_signs import anchors
from briefing.exchange.pandoc_lines import Node
from briefing.exchange.signed_trees import without_label, words


def every_block(blocks: Sequence[Node]) -> Iterator[Node]:
    """Yield blocks, and those inside of them."""
    for block in blocks:
        yield block
        if block["t"] == "Div":
            yield from every_block(block["c"][1])


def nodes(part: Any) -> Iterator[Node]:
    """Yield every node of a tree."""
    if isinstance(part, dict):
        if "t" in part:
            yield part
        yield from nodes(part.get("c"))
    elif isinstance(part, list):
        for each in part:
            yield from nodes(each)


def ids(blocks: Sequence[Node], *, is_markdown: bool) -> Iterator[tuple[str, str]]:
    """Yield what a text can refer to: the ids of headings, tables and pictures, as the file has them and as the text will."""
    wanted = {unquote(node["c"][2][0][1:]) for node in nodes(list(blocks)) if node["t"] == "Link" and node["c"][2][0].startswith("#")}
    taken = set[str]()
    for node in nodes(list(blocks)):
        if is_markdown and node["t"] == "Header":
            yield slug(words(node["c"][2])), slug(words(node["c"][2]))
        names = [name for name in _names(node) if is_markdown or name in wanted]
        if names:
            name = names[0] if is_markdown else first_free(_short(names[0], node["t"]), taken)
            taken.add(name)
            yield from ((each, name) for each in names)


def _names(node: Node) -> list[str]:
    match node["t"]:
        case "Header":
            found = [node["c"][1][0], *inner_ids(node["c"][2])]
        case "Table" | "Figure":
            found = [node["c"][0][0], *inner_ids(node["c"][1])]
        case "Image":
            found = [node["c"][0][0]]
        case _:
            found = []
    return [name for name in found if name]


def _short(name: str, kind: str) -> str:
    """Return the id of a text for that of another program: `tbl-shares` for `b_week_one_tbl_shares`."""
    plain = slug(name)
    if kind not in ("Table", "Figure"):
        return plain
    prefix = "tbl-" if kind == "Table" else "fig-"
    return prefix + plain.rpartition(prefix)[2]


def numbers(blocks: Sequence[Node], ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the ids of tables and figures whose number packs give anew, and this number."""
    for node in nodes(list(blocks)):
        if node["t"] in ("Table", "Figure"):
            label, _ = without_label(list(caption_line(node["c"][1][1])))
            yield from ((ids[name], label) for name in _names(node) if name in ids and label)


def caption_line(blocks: Sequence[Node]) -> Iterator[Node]:
    """Yield the words of a caption."""
    for block in blocks:
        yield from block["c"] if block["t"] in ("Para", "Plain") else ()


def inner_ids(part: Any) -> list[str]:
    """Return the ids of the places within words, such as those of bookmarks."""
    found = [[node["c"][0][0]] if node["t"] == "Span" else anchors(node["c"]) for node in nodes(part) if node["t"] in ("Span", "Str")]
    return [name for names in found for name in names if name]

"""Trees of pandoc whose signs become nodes: a paragraph with the sign of a caption becomes that of the picture beside it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from briefing.exchange.package_signs import (
    BOX_TEXT,
    BOX_TITLE,
    CAPTION,
    CAPTION_OF_NEXT,
    CREDIT,
    LABEL_END,
    MEANING,
    QUOTED,
    RULE,
    SIGN,
    SIGNS,
    TERM,
    TYPED,
    WHOSE,
)

Node = dict[str, Any]
Signed = tuple[str, Node]
"""A block, and the sign of its kind; empty for most."""
_TABLES = ("tab", "табл", "cuadro", "quadro")
_FIGURES = ("fig", "abb", "ill", "рис", "мал", "map", "photo", "foto", "image", "bild", "chart", "diagram", "plate")
"""How captions of tables and figures begin in some languages."""
TASKS = ("☐", "☒", "☑")
_WORDS = ("Para", "Plain")
_SIGNS = frozenset((BOX_TEXT, BOX_TITLE, CAPTION, CAPTION_OF_NEXT, CREDIT, MEANING, QUOTED, RULE, TERM, TYPED, WHOSE))


def settled(blocks: Sequence[Node], *, joins_quotations: bool = False) -> list[Node]:
    """Return blocks in which signs are nodes.

    Args:
        blocks: The blocks of a document, an item, a cell.
        joins_quotations: Whether the program of the file has a block quotation for each paragraph of one.
    """
    signed = map(_unsigned, blocks)
    parts = [(kind, block if kind else _inner(block, joins_quotations=joins_quotations)) for kind, block in signed]
    return _captioned(list(_grouped(parts, joins_quotations=joins_quotations)))


def words(inlines: Sequence[Node]) -> str:
    """Return the plain words of a line."""
    found = []
    for node in inlines:
        match node["t"]:
            case "Str":
                found.append(node["c"])
            case "Space" | "SoftBreak":
                found.append(" ")
            case "LineBreak":
                found.append("\n")
            case "Code" | "Math":
                found.append(node["c"][1])
            case "Emph" | "Strong" | "Underline" | "SmallCaps" | "Strikeout" | "Superscript" | "Subscript":
                found.append(words(node["c"]))
            case "Quoted" | "Cite" | "Link" | "Image" | "Span":
                found.append(words(node["c"][1]))
    return SIGNS.sub("", "".join(found))


def without_label(inlines: Sequence[Node]) -> tuple[str, list[Node]]:
    """Return the number that the program of a file gives a caption, such as `Figure 1`, and the rest; empty and all where it gives none."""
    end = f"{SIGN}{LABEL_END}"
    for place, node in enumerate(inlines):
        if node["t"] == "Str" and end in node["c"]:
            before, _, after = node["c"].partition(end)
            rest = [{"t": "Str", "c": after}, *inlines[place + 1 :]]
            while rest and (rest[0]["t"] == "Space" or (rest[0]["t"] == "Str" and not rest[0]["c"].strip(".:–—- "))):
                rest = rest[1:]
            if rest and rest[0]["t"] == "Str":
                rest[0] = {"t": "Str", "c": rest[0]["c"].lstrip(".:–—- ")}
            label = " ".join(words([*inlines[:place], {"t": "Str", "c": before}]).split())
            return (label, rest) if rest else ("", list(inlines))
    return "", list(inlines)


def _inner(block: Node, *, joins_quotations: bool) -> Node:
    """Return a block whose blocks are settled."""

    def inside(blocks: Sequence[Node]) -> list[Node]:
        return settled(blocks, joins_quotations=joins_quotations)

    content: Any = block.get("c")
    match block["t"]:
        case "BlockQuote":
            return {"t": "BlockQuote", "c": inside(content)}
        case "Div":
            return {"t": "Div", "c": [content[0], inside(content[1])]}
        case "BulletList":
            return {"t": "BulletList", "c": [inside(item) for item in content]}
        case "OrderedList":
            return {"t": "OrderedList", "c": [content[0], [inside(item) for item in content[1]]]}
        case "DefinitionList":
            return {"t": "DefinitionList", "c": [[term, [inside(each) for each in meanings]] for term, meanings in content]}
    return block


def _unsigned(block: Node) -> Signed:
    """Return the sign of a paragraph, and the paragraph without it."""
    if block["t"] == "BlockQuote" and len(block["c"]) == 1:  # a paragraph that is indented
        kind, inner = _unsigned(block["c"][0])
        return (kind, inner) if kind else ("", block)
    first = block["c"][0] if block["t"] in _WORDS and block["c"] else None
    if first is None or first["t"] != "Str" or not first["c"].startswith(SIGN) or first["c"][1:2] not in _SIGNS:
        return "", block
    rest = first["c"][2:]
    return first["c"][1], {"t": block["t"], "c": [*([{"t": "Str", "c": rest}] if rest else []), *block["c"][1:]]}


def _grouped(parts: Sequence[Signed], *, joins_quotations: bool) -> Iterator[Signed]:
    """Yield blocks in which neighbours that belong together are one. Captions and credits keep their signs."""
    rest = deque(parts)
    while rest:
        kind, block = rest[0]
        follows = rest[1][0] if len(rest) > 1 else ""
        if kind == TERM and follows == MEANING:
            yield "", {"t": "DefinitionList", "c": list(_terms(rest))}
        elif kind == MEANING and _run_in(block):
            yield "", {"t": "DefinitionList", "c": list(_terms_run_in(rest))}
        elif kind == TYPED:
            lines = "\n".join(words(each["c"]).replace("\u00a0", " ") for each in _taken(rest, TYPED))
            yield "", {"t": "CodeBlock", "c": [["", [], []], lines]}
        elif kind == BOX_TEXT or (kind == BOX_TITLE and follows == BOX_TEXT):
            title = [{"t": "Header", "c": [2, ["", [], []], each["c"]]} for each in _taken(rest, BOX_TITLE, most=1)]
            yield "", {"t": "Div", "c": [["", ["box"], []], [*title, *_taken(rest, BOX_TEXT)]]}
        elif kind == QUOTED or block["t"] == "BlockQuote":
            yield "", {"t": "BlockQuote", "c": [*_quoted(rest, joins_quotations=joins_quotations), *_taken(rest, WHOSE)]}
        elif _is_tasks(block):
            items = list(rest.popleft()[1]["c"])
            while rest and _is_tasks(rest[0][1]):  # Word has lists of open tasks, and of those that are done
                items += rest.popleft()[1]["c"]
            yield "", {"t": "BulletList", "c": items}
        else:
            rest.popleft()
            yield (kind, block) if kind in (CAPTION, CAPTION_OF_NEXT, CREDIT) else ("", {"t": "HorizontalRule"} if kind == RULE else block)


def _taken(rest: deque[Signed], kind: str, most: int = 10_000) -> list[Node]:
    """Take the paragraphs of a kind from the beginning."""
    found = list[Node]()
    while rest and rest[0][0] == kind and len(found) < most:
        found.append(rest.popleft()[1])
    return found


def _is_tasks(block: Node) -> bool:
    if block["t"] != "BulletList":
        return False
    firsts: list[Node] = [item[0] if item else {"t": "Null"} for item in block["c"]]
    return all(each["t"] in _WORDS and words(each["c"]).startswith(TASKS) for each in firsts)


def _terms(rest: deque[Signed]) -> Iterator[list[Any]]:
    while len(rest) > 1 and rest[0][0] == TERM and rest[1][0] == MEANING:
        _, term = rest.popleft()
        yield [term["c"], [_taken(rest, MEANING)]]


def _run_in(block: Node) -> bool:
    """Return whether a paragraph begins with its term in bold, as packs print terms."""
    return block["t"] in _WORDS and len(block["c"]) > 1 and block["c"][0]["t"] == "Strong"


def _terms_run_in(rest: deque[Signed]) -> Iterator[list[Any]]:
    while rest and rest[0][0] == MEANING and _run_in(rest[0][1]):
        _, block = rest.popleft()
        term, *meaning = block["c"]
        while meaning and meaning[0]["t"] == "Space":
            meaning = meaning[1:]
        blocks = [{"t": block["t"], "c": meaning}]
        while rest and rest[0][0] == MEANING and not _run_in(rest[0][1]):
            blocks.append(rest.popleft()[1])
        yield [term["c"], [blocks]]


def _quoted(rest: deque[Signed], *, joins_quotations: bool) -> list[Node]:
    if rest[0][0] == QUOTED:
        return _taken(rest, QUOTED)
    found = list(rest.popleft()[1]["c"])
    while joins_quotations and rest and rest[0][1]["t"] == "BlockQuote":
        found += rest.popleft()[1]["c"]
    return found


def _captioned(parts: Sequence[Signed]) -> list[Node]:
    """Return blocks in which pictures and tables have the captions beside them, and pictures their credits."""
    found = [(kind, block) for kind, block in parts if block.get("c") != []]
    blocks = [_figure(block) for _, block in found]
    gone = set[int]()
    for place, (kind, block) in enumerate(found):
        before = next((each for each in range(place - 1, -1, -1) if each not in gone), -1)
        if kind == CREDIT and before >= 0 and blocks[before]["t"] == "Figure":
            for image in _images(blocks[before]):
                image["c"][0][2].append(["credit", words(block["c"])])
            gone.add(place)
        elif kind in (CAPTION, CAPTION_OF_NEXT):
            follows = place + 1 if place + 1 < len(found) and not found[place + 1][0] else -1
            beside = [blocks[each] for each in (before, follows) if each >= 0 and _takes(blocks[each])]
            if beside:
                following = beside[-1] if kind == CAPTION_OF_NEXT else None
                best = max(beside, key=lambda each: _fitness(each, words(block["c"]), is_of_next=each is following))
                best["c"][1][1].append(block)
                gone.add(place)
    return [block for place, block in enumerate(blocks) if place not in gone]


def _fitness(block: Node, caption: str, *, is_of_next: bool) -> tuple[bool, bool, bool]:
    """Return how well a caption fits what is beside it. Where nothing else decides, captions are above tables and below figures."""
    said = caption.strip().casefold()
    is_named = said.startswith(_TABLES) if block["t"] == "Table" else said.startswith(_FIGURES)
    return is_of_next, is_named, block["t"] == "Table"


def _figure(block: Node) -> Node:
    """Return a paragraph that has nothing but a picture as a figure; other blocks as they are."""
    inlines = block["c"] if block["t"] in _WORDS else []
    if not any(each["t"] == "Image" for each in inlines) or words([each for each in inlines if each["t"] != "Image"]).strip():
        return block
    return {"t": "Figure", "c": [["", [], []], [None, []], [{"t": "Plain", "c": inlines}]]}


def _takes(block: Node) -> bool:
    """Say whether a block can have a caption, and has none yet."""
    return block["t"] in ("Figure", "Table") and not block["c"][1][1]


def _images(figure: Node) -> Iterator[Node]:
    for block in figure["c"][2]:
        yield from (each for each in block["c"] if block["t"] in _WORDS and each["t"] == "Image")

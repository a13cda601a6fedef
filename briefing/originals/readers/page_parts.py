"""Choosing what belongs to the text of a web page: menus, forms and boxes beside it do not, unless they hold the text.

A page marks its parts by elements and roles, and many pages mark them wrongly. So a part is left out only if little of the prose of the
page is in it. Prose is sentences outside of links.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.readers.page_elements import size
from briefing.originals.readers.page_marks import local
from briefing.originals.readers.page_walk import Block

_SENTENCE = re.compile(r"[.!?…。！？:][\"'”’»)\]]*\Z")
_SOME, _MUCH, _MOST = 0.25, 0.4, 0.5
"""Shares of the prose of a page with which a form or a box, a menu, and an article hold the text."""
_FAR_MORE = 1.5
"""How many times as much prose as what is shown hidden elements hold that are shown once the page is loaded."""
_LONG = 60
"""A form with so many words of prose is kept."""
_PARAGRAPH = 12
"""So many words outside of links are prose even if no sentence ends in them."""
_WORDS = 4
"""So many words outside of links are kept beside an article."""
_SCRIPTED = re.compile(r"java ?script|enable|browser", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The blocks of the text, and those that were left out."""

    blocks: tuple[Block, ...]
    left: tuple[Block, ...] = ()
    """What stands outside of the part that holds the text, and furniture with sentences."""


def chosen(blocks: Sequence[Block]) -> Chosen:
    """Choose the blocks of a page that belong to its text."""
    kept, furniture = _without_furniture(blocks)
    kept, outside = _without_surroundings(kept)
    return Chosen(tuple(kept), (*outside, *furniture) if outside or any(map(is_prose, furniture)) else ())


def is_prose(block: Block) -> bool:
    """Say whether a block is prose: a sentence or a long text, most of it not in links."""
    words, ends = size(block.text), bool(_SENTENCE.search(block.text))
    if block.linked > len(block.text) / 2:
        return words >= 4 and ends and local(block.element) == "p"
    return words >= _PARAGRAPH or (words >= 4 and ends)


def _is_plain(block: Block) -> bool:
    """Say whether a block has some words outside of links."""
    return block.linked < len(block.text) / 2 and size(block.text) >= _WORDS


def _prose(blocks: Sequence[Block]) -> int:
    return sum(size(block.text) for block in blocks if is_prose(block))


# ── hidden parts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def opened(blocks: Sequence[Block], waiting: Collection[Any] = ()) -> set[Any]:
    """Return the hidden elements that are to be read: those that hold far more prose than all that is shown, and those that only wait.

    Pages hide such parts only while they load.

    Args:
        blocks: The blocks of a page.
        waiting: Hidden elements that only wait for somebody to scroll to them.
    """
    open_ = set(waiting)
    while True:
        prose = _prose([block for block in blocks if all(each in open_ for each in block.hidden)])
        covered: Counter[Any] = Counter()
        for block in blocks:
            cover = next((each for each in block.hidden if each not in open_), None)
            if cover is not None and is_prose(block) and not _is_inert(block):
                covered[cover] += size(block.text)
        if not covered or covered.total() < _FAR_MORE * prose:
            return open_
        open_ |= set(covered)


def _is_inert(block: Block) -> bool:
    """Say whether a block is in a window that opens only when somebody asks for it, such as one about cookies."""
    return any(kind == "dialog" for _, kind in block.regions)


# ── furniture ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _without_furniture(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    inside: dict[Any, list[Block]] = {}
    kinds: dict[Any, str] = {}
    for block in blocks:
        for element, kind in block.regions:
            inside.setdefault(element, []).append(block)
            kinds[element] = kind
    total = _prose(blocks)
    has_article = any(kind in ("article", "main") for kind in kinds.values())
    texts = Counter(block.text for block in blocks)
    drops = {
        element
        for element, kind in kinds.items()
        if kind in _RULES and not _RULES[kind](_Part(element, inside[element], total, has_article, texts))
    }
    kept = [block for block in blocks if not any(element in drops for element, _ in block.regions)]
    if not kept:
        return list(blocks), []
    return kept, [block for block in blocks if any(element in drops for element, _ in block.regions)]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a page that may be furniture."""

    element: Any
    blocks: list[Block]
    total: int
    """The words of prose of the whole page."""
    has_article: bool
    texts: Counter[str]

    def holds(self, share: float) -> bool:
        """Say whether the part has this share of the prose."""
        prose = _prose(self.blocks)
        return prose > 0 and prose >= share * self.total


def _is_menu_kept(part: _Part) -> bool:
    """Say whether a menu is none: it has much of the prose of the page, or little but prose."""
    prose = _prose([block for block in part.blocks if block.linked < len(block.text) / 2])
    return part.holds(_MUCH) or prose > sum(size(block.text) for block in part.blocks) / 2


def _is_form_kept(part: _Part) -> bool:
    holds_article = any(local(each) in ("article", "main", "h1") for each in part.element.iter() if isinstance(each.tag, str))
    return holds_article or part.holds(_SOME) or _prose(part.blocks) >= _LONG


def _is_button_kept(part: _Part) -> bool:
    """Say whether a button has words of the text: it is in a heading, or is a heading itself, or it holds the text."""
    text = " ".join(block.text for block in part.blocks)
    if text.endswith("?") or ("aria-expanded" in part.element.attrib and size(text) >= 3):  # it opens an answer
        return True
    headings = (*_HEADINGS, "summary", "dt", "legend", "caption")
    return any(local(above) in headings for above in part.element.iterancestors()) or part.holds(_SOME)


def _is_aside_kept(part: _Part) -> bool:
    regions = part.blocks[0].regions
    kinds = [kind for element, kind in regions[: next(at for at, (element, _) in enumerate(regions) if element is part.element)]]
    if "article" in kinds or any(kind == "notes" for block in part.blocks for _, kind in block.regions):
        return True
    return part.holds(_SOME) or (not part.has_article and kinds == [] and _prose(part.blocks) >= _LONG)


def _is_field_kept(part: _Part) -> bool:
    """Say whether a field holds the text, and no HTML for a script."""
    return part.holds(_SOME) and not any(_TAG.search(block.text) for block in part.blocks)


def _is_fallback_kept(part: _Part) -> bool:
    """Say whether what is shown without scripts is text that is not elsewhere on the page."""
    prose = [block for block in part.blocks if is_prose(block)]
    if all(_SCRIPTED.search(block.text) and size(block.text) < 60 for block in prose):
        return False
    others = sum(part.texts[block.text] > sum(other.text == block.text for other in part.blocks) for block in prose)
    return others <= len(prose) / 2


_RULES: dict[str, Callable[[_Part], bool]] = {
    "nav": _is_menu_kept,
    "form": _is_form_kept,
    "button": _is_button_kept,
    "aside": _is_aside_kept,
    "footer": _is_aside_kept,
    "noscript": _is_fallback_kept,
    "noframes": _is_fallback_kept,
    "menu": _is_menu_kept,
    "textarea": _is_field_kept,
    "dialog": lambda part: "open" in part.element.attrib or part.holds(_SOME),
}
"""Says for each kind of part whether it is kept."""

# ── the article ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _without_surroundings(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Leave out what stands around the article or the main part and is no prose, if that part has most of the prose."""
    total = _prose(blocks)
    for kind in ("main", "article"):
        cores = {next(element for element, each in block.regions if each == kind) for block in blocks if _is_in(block, kind)}
        sizes = {core: _prose([block for block in blocks if any(element is core for element, _ in block.regions)]) for core in cores}
        largest = max(sizes.values(), default=0)
        cores = {core for core in cores if sizes[core] >= 0.2 * largest}
        if total and sum(sizes[core] for core in cores) >= _MOST * total:
            return _cropped(blocks, cores)
    return list(blocks), []


def _is_in(block: Block, kind: str) -> bool:
    return any(each == kind for _, each in block.regions)


def _cropped(blocks: Sequence[Block], cores: set[Any]) -> tuple[list[Block], list[Block]]:
    spine = {above for core in cores for above in core.iterancestors()} | cores
    inside = [any(element in cores for element, _ in block.regions) for block in blocks]
    containers = [None if is_inside else _container(block, spine) for block, is_inside in zip(blocks, inside, strict=True)]
    groups: dict[Any, list[Block]] = {}
    for block, container in zip(blocks, containers, strict=True):
        groups.setdefault(container, []).append(block)
    mostly = {container for container, group in groups.items() if _prose(group) >= _MOST * sum(size(block.text) for block in group)}
    keeps = [
        is_inside or is_prose(block) or _is_plain(block) or container in mostly or local(block.element) == "h1" or _is_in(block, "notes")
        for block, is_inside, container in zip(blocks, inside, containers, strict=True)
    ]
    for at in range(len(blocks) - 2, -1, -1):  # the heading of what is kept
        keeps[at] |= keeps[at + 1] and not inside[at + 1] and local(blocks[at].element) in _HEADINGS
    kept = [block for block, keep in zip(blocks, keeps, strict=True) if keep]
    return kept, [block for block, keep in zip(blocks, keeps, strict=True) if not keep]


def _container(block: Block, spine: set[Any]) -> Any:
    """Return the outermost element around a block that has nothing of the article in it."""
    found = block.element
    for above in (block.element, *block.element.iterancestors()):
        if above in spine:
            break
        found = above
    return found

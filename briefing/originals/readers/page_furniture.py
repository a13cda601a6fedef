"""Leaving out the furniture of a web page that its names tell: lines for sharing, newsletter boxes, links to other pages, comments.

Names can be wrong. An element stays if it holds much of the prose of the page, or long paragraphs between those of the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.readers.hidden import quoted
from briefing.originals.readers.page_elements import size
from briefing.originals.readers.page_marks import local, text_of
from briefing.originals.readers.page_parts import is_prose
from briefing.originals.readers.page_walk import Block

_ANYWHERE = {
    "sharing": "shares? share-?this share-?daddy share(?:buttons?|bar|box|links?|icons?|tools?) sharing socials? socialmedia "
    "add-?to-?any add-?this shariff follow-?us print-?(?:button|link|page|icon) teilen partager compartir",
    "newsletters": "news-?letters? subscribe subscriptions? sign-?up mail-?chimp mc4wp mailing-?list",
    "cookies": "cookies? cookie(?:bar|banner|notice|law|consent) consent gdpr dsgvo onetrust didomi borlabs",
    "other pages": "related related(?:posts?|articles?|content|links|stories) jp-relatedposts yarpp outbrain taboola read-?more "
    "read-?next see-?also you-?may also-?(?:like|read) most-?(?:read|popular|viewed) more-?(?:stories|news|articles|posts|from) "
    "recommended similar recent-?(?:posts?|comments|articles) post-?navigation nav-?links pagination pager",
    "comments": "comments (?<!-)comment comment(?:list|form|area|thread)s? disqus respond reply replies kommentare? comentarios "
    "commentaires",
    "the way to this page": "bread-?crumbs? crumbs?",
    "advertisements": "ads? adverts? advertisements? advertising adsense ad(?:slot|box|unit) sponsored promo donat(?:e|ions?) werbung",
}
"""The names of furniture, wherever it is, by what it is for."""
_BEHIND = {
    "other pages": "teasers? recent latest popular trending recommendations? recommend promotion",
    "the foot of the page": "(?:page-?|site-?)?footer colophon copyright imprint impressum",
}
"""Names that are furniture only behind the article: in it, a teaser is the first paragraph."""
_BESIDE = {
    "boxes": "side-?bars? widgets? modal pop-?up pop-?over off-?canvas overlay",
    "menus": "(?:main-?|sub-?)?nav navi nav-?bar navigation top-?bar (?:main-?|sub-?)?menu",
}
"""Names that are furniture only outside of the article."""


def _pattern(kinds: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<k{at}>(?<![a-z])(?:{'|'.join(names.split())})(?![a-z]))" for at, names in enumerate(kinds.values())))


_PLACES = tuple((kinds, _pattern(kinds)) for kinds in (_ANYWHERE, _BEHIND, _BESIDE))
_NOWHERE, _HERE, _AFTER, _OUTSIDE = -1, 0, 1, 2
"""Where an element is furniture: the last three are the places of `_PLACES`."""
_ABOUT = re.compile(
    r"(?:tag|category|cat|has|no|not|with|without|is|js|hide|elementor|et[-_]pb|fusion|vc|wpb|postid|template|layout|content)[-_].*"
    r"|.*[-_](?:layout|enabled|open|closed)",
    re.IGNORECASE,
)
"""Classes that say what an article is about, what else is on the page, or how it is laid out."""
_SAYS = ("data-component", "data-testid", "data-test-id", "data-module", "data-widget", "data-type", "data-role", "data-area", "data-block")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LABEL = 4
"""A label with more words is a sentence about something else."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONG = 25
"""A paragraph with so many words is long."""
_ENOUGH = 60
"""So many words of prose make an article beside comments."""
_FEW = 40
"""With so many words of prose, an element in the article is no furniture."""
_MUCH, _MOST = 0.3, 0.5
"""Shares of the prose of a page: with the first, an element is no furniture; comments with the second have to be a thread."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """The blocks of a page without its furniture, and what was left out."""

    kept: tuple[Block, ...]
    left: tuple[tuple[str, Block], ...] = ()
    """The blocks left out, each with what it is for."""

    def notice(self) -> Iterator[str]:
        """Yield a notice about what was left out, with the count and the first words of each kind."""
        parts = []
        for kind, number in Counter(kind for kind, _ in self.left).items():
            first = next(block.text for each, block in self.left if each == kind)
            parts.append(f"{number} {_LINES[kind].format(s='s' * (number > 1))}{quoted(first.split())}")
        if parts:
            yield f"left out beside the article: {'; '.join(parts)}"


_LINES = {
    "sharing": "line{s} for sharing",
    "newsletters": "line{s} about newsletters",
    "cookies": "line{s} about cookies",
    "other pages": "line{s} about other pages",
    "comments": "line{s} of comments",
    "the way to this page": "line{s} of the path to the page",
    "advertisements": "line{s} of advertisements",
    "the foot of the page": "line{s} at the foot of the page",
    "boxes": "line{s} of boxes",
    "menus": "line{s} of menus",
}


def without_furniture(blocks: Sequence[Block]) -> Furniture:
    """Leave out the furniture of a page. If little prose would be left, nothing is left out."""
    return _Page(blocks).parted()


class _Page:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._total = _prose(blocks)
        self._inside: dict[Any, list[int]] = {}
        for at, block in enumerate(blocks):
            for each in _around(block):
                self._inside.setdefault(each, []).append(at)
        self._names = {each: _kind(each) for each in self._inside}
        self._title = next((block.element for block in blocks if local(block.element) == "h1"), None)
        self._is_plain = [not any(self._names[each][0] == _HERE for each in _around(block)) for block in blocks]

    def parted(self) -> Furniture:
        if self._core is None:
            return Furniture(tuple(self._blocks))
        drops = {each: kind for each, (place, kind) in self._names.items() if kind and self._is_dropped(each, place, kind)}
        kinds = [self._dropped_with(block, drops) for block in self._blocks]
        kept = [block for block, kind in zip(self._blocks, kinds, strict=True) if not kind]
        told = [(kind, block) for block, kind in zip(self._blocks, kinds, strict=True) if kind]
        others = self._total - _prose(block for kind, block in told if kind == "comments")
        if _prose(kept) < _MOST * others:
            return Furniture(tuple(self._blocks))
        return Furniture(tuple(kept), tuple(told))

    @staticmethod
    def _dropped_with(block: Block, drops: dict[Any, str]) -> str:
        if block.is_note or any(kind == "notes" for _, kind in block.regions):
            return ""
        return next((drops[each] for each in reversed(_around(block)) if each in drops), "")

    @cached_property
    def _core(self) -> Any:
        """The element that has most of the prose as its own paragraphs, or as those of its parts; None without prose."""
        found: Counter[Any] = Counter()
        for block, is_plain in zip(self._blocks, self._is_plain, strict=True):
            if is_plain and is_prose(block):
                words, around = size(block.text), [each for each in _around(block) if each is not block.element or local(each) == "div"]
                for each, share in zip(around, (4, 3, 1), strict=False):
                    found[each] += share * words
        return max(found, key=lambda each: found[each], default=None)

    def _is_dropped(self, element: Any, place: int, kind: str) -> bool:
        held = self._inside[element]
        blocks = [self._blocks[at] for at in held]
        if element in self._core_line or any(block.element is self._title for block in blocks):
            return False
        if any(local(each) == "main" or "articleBody" in str(each.get("itemprop", "")) for each in element.iter("*")):
            return False
        if (place == _AFTER and held[0] < self._inside[self._core][-1]) or (
            place == _OUTSIDE and not self._is_beside(element, kind, blocks)
        ):
            return False
        prose = _prose(blocks)
        if kind == "comments":
            is_thread = sum(self._names[each][1] == kind for each in element.iter("*") if each in self._names) > 2
            if self._prose_before(held[0]) < _ENOUGH or (prose > _MOST * self._total and not is_thread):
                return False
        elif prose >= _MUCH * self._total or (prose >= _FEW and any(each is self._core for each in element.iterancestors())):
            return False
        return sum(map(_is_long, blocks)) < 2 or not self._is_between(element, held)

    def _is_beside(self, element: Any, kind: str, blocks: Sequence[Block]) -> bool:
        """Say whether a box or a menu is outside of the article, and a menu has little but links."""
        if any(each is self._core or (local(each) == "article" and each in self._core_line) for each in element.iterancestors()):
            return False
        return kind != "menus" or sum(block.linked for block in blocks) > sum(len(block.text) for block in blocks) / 2

    def _prose_before(self, at: int) -> int:
        """Return how many words of prose there are between the title of a page and a block."""
        titles = [number for number, block in enumerate(self._blocks[:at]) if block.element is self._title]
        start = titles[-1] if titles else 0
        return _prose(self._blocks[number] for number in range(start, at) if self._is_plain[number])

    @cached_property
    def _core_line(self) -> set[Any]:
        return {self._core, *self._core.iterancestors()}

    def _is_between(self, element: Any, held: list[int]) -> bool:
        """Say whether long paragraphs are before and behind an element, in the same part of the page."""
        siblings = self._inside.get(element.getparent(), held)
        longs = [at for at in siblings if self._is_plain[at] and _is_long(self._blocks[at])]
        return any(at < held[0] for at in longs) and any(at > held[-1] for at in longs)


def _prose(blocks: Iterable[Block]) -> int:
    return sum(size(block.text) for block in blocks if is_prose(block))


def _is_long(block: Block) -> bool:
    return block.linked < len(block.text) / 2 and size(block.text) >= _LONG


def _around(block: Block) -> list[Any]:
    """Return the elements around the words of a block, from the inside to the outside."""
    return [each for each in (block.element, *block.element.iterancestors()) if local(each) != "html"]


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _kind(element: Any) -> tuple[int, str]:
    """Return where an element is furniture, and what it is for; nothing if it is none."""
    names = [*_names(element)] if local(element) != "body" else []
    for place, (kinds, pattern) in enumerate(_PLACES):
        for name in names:
            if found := pattern.search(name):
                return place, [*kinds][int(str(found.lastgroup)[1:])]
    return _NOWHERE, ""


def _names(element: Any) -> Iterator[str]:
    """Yield the names of an element: its classes, its id, its role and what else programs call it."""
    name = local(element)
    found = [each for each in str(element.get("class", "")).split() if not _ABOUT.fullmatch(each)]
    identity = str(element.get("id", ""))
    if identity and name not in _HEADINGS and not _is_named_by_heading(element, identity):
        found.append(identity)
    label = str(element.get("aria-label", ""))
    if label and len(label.split()) <= _LABEL:
        found.append(label)
    found += [value for key in _SAYS if len(value := str(element.get(key, ""))) < _LONG]
    found += [str(element.get("data-name", name))] if "-" in name or "data-name" in element.attrib else []
    for each in found:
        yield re.sub(r"[\W_]+", "-", _HUMP.sub("-", each)).lower()


def _is_named_by_heading(element: Any, identity: str) -> bool:
    """Say whether a section of a text has its heading as its id, as many programs write it."""
    if local(element) != "section":
        return False
    heading = next((each for each in element.iter(*_HEADINGS)), None)
    return heading is not None and re.sub(r"\W+", "-", text_of(heading).lower()).strip("-") == identity.lower().replace("_", "-")

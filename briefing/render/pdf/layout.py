"""A document set and cut into pages, before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import partial

from briefing.dataclass import dataclass
from briefing.document import Block, Document, walk
from briefing.document.name_index import has_index
from briefing.document.pages_of_blocks import has_page_numbers, with_page_numbers
from briefing.render.pdf.block_setter import BlockSetter
from briefing.render.pdf.bound_pages import needs_blank, opened, sided
from briefing.render.pdf.document_parts import Part, SetPart, cut, parts_of, set_part, stands_alone
from briefing.render.pdf.drawn_pages import Drawn
from briefing.render.pdf.drawn_parts import DrawnParts, KnownPart
from briefing.render.pdf.known_pages import KnownPage, facts
from briefing.render.pdf.leaves import Sheet, interleaved, page_numbers, without_marks
from briefing.render.pdf.page_breaks import Page
from briefing.render.pdf.set_words import SetWords
from briefing.render.pdf.settled_numbers import ATTEMPTS, Places, Settled, settled, with_numbers
from briefing.render.pdf.strips import Heading
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Styles, make_styles
from briefing.render.pdf.title_and_contents import TitlePage
from briefing.theme.model import Theme


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part that was set, and is to be kept when it is drawn."""

    name: str
    first_page: int
    """How many pages are before it, the title page among them."""
    first_block: int
    blocks: int
    pages: list[Page]
    headings: list[Heading]
    children: list[Element]


@dataclass(frozen=True, slots=True)
class Layout:
    """A document that is ready to be drawn."""

    styles: Styles
    title_page: TitlePage | None
    headings: list[Heading]
    first: int
    """The number of the first page of the text."""
    sheets: list[Sheet]
    new: list[NewPart] = field(default_factory=list)


def laid_out(document: Document, theme: Theme, root: Element, known: DrawnParts | None = None) -> Layout:
    """Set a document and cut it into pages; its structure goes under `root`.

    An index of names is set again until it has the numbers of the pages on which the names are: it may move those that follow it.

    Args:
        document: The document.
        theme: Its look.
        root: The element.
        known: Parts that were drawn before. They are not set again.
    """
    if not (has_index(document) or has_page_numbers(document)):
        return _laid_out(document, theme, root, known)
    again: _Again = {}
    if (whole := _settled(document, theme, root, known, again)) is not None:
        return _laid_out(whole.document, theme, root, known, again)
    before, numbers = len(root.children), dict[str, str]()
    for _ in range(ATTEMPTS):
        del root.children[before:]
        found = _laid_out(with_numbers(document, numbers), theme, root, known, again)
        if (now := numbers_of_places(found.sheets)) == numbers:
            break
        numbers = now
    return found


def numbered(document: Document, theme: Theme) -> Document:
    """Return a document with the numbers of the pages that its texts name."""
    if not has_page_numbers(document):
        return document
    return with_page_numbers(document, numbers_of_places(laid_out(document, theme, Element("Document")).sheets))


def numbers_of_places(sheets: Sequence[Sheet]) -> dict[str, str]:
    """Return the number of the page on which each id begins."""
    numbers: dict[str, str] = {}
    for sheet in sheets:
        for place in facts(sheet.page).places:
            numbers.setdefault(place, sheet.label)
    return numbers


_Key = tuple[tuple[int, ...], int, int]
"""What a part was set from: the identities of its blocks, the pages before it, and the place of its first block."""
_Made = tuple[SetPart, list[Element]]
"""A part on its pages, and its elements."""
_Again = dict[int, tuple[_Key, _Made]]
"""The parts by their numbers, as the last attempt has set them."""


def has_parts(document: Document) -> bool:
    """Return whether the parts of a document may be set each by itself, if each of them stands alone."""
    ends_in_notes = any(getattr(each, "role", "") == "endnotes" for each in document.blocks)
    return not (document.supplement or document.cover != "page" or document.columns > 1 or ends_in_notes)


def _settled(document: Document, theme: Theme, root: Element, known: DrawnParts | None, again: _Again) -> Settled | None:
    """Return a document with the numbers of its pages; None if its parts depend on one another. What is set for that is kept in `again`."""
    if not has_parts(document):
        return None
    styles = make_styles(theme, backward=document.backward)

    def places_of(part: Part, number: int, at: int, blocks: int) -> Places | None:
        name = "" if known is None else known.name(part, is_left=False)  # the sides of its pages move nothing from one to another
        if known is not None and (found := known.places(name)) is not None:
            return found
        nodes = list(walk(part.blocks))
        if not stands_alone(nodes):
            return None
        made = _made(document, theme, styles, number, part, root, at, blocks, again)[0]
        if not made.is_complete:
            return None
        found = Places([facts(page).places for page in made.pages], sum(isinstance(node, Block) for node in nodes))
        if known is not None:
            known.put_places(name, found)
        return found

    return settled(document, theme, places_of)


def _laid_out(document: Document, theme: Theme, root: Element, known: DrawnParts | None, again: _Again | None = None) -> Layout:
    """Set a document, with the pages that its index and its texts name as they are.

    Its arguments are those of `laid_out`, and the parts that were set before.
    """
    styles = make_styles(theme, backward=document.backward)
    title_page = TitlePage(document, theme, styles, root) if document.cover == "page" else None
    first = 1 if title_page is None else 2
    before = len(root.children)
    if (found := _in_parts(document, theme, styles, root, first, known, again)) is not None:
        headings, sheets, new = found
        return Layout(styles, title_page, headings, first, sheets, new)
    del root.children[before:]
    setter = BlockSetter(without_marks(document), theme, styles, root)
    setter.set()
    text = opened(cut(setter.strips, theme), first, theme.paper)
    setter.set_page_numbers(page_numbers(text, first)[0])
    double = theme.paper.binding.double
    leaved = interleaved(text, first, setter.leaves, setter.supplement, setter.page_number, partial(cut, theme=theme), double=double)
    sheets = sided(leaved, first, theme.paper)
    return Layout(styles, title_page, setter.headings, first, sheets)


def _in_parts(
    document: Document,
    theme: Theme,
    styles: Styles,
    root: Element,
    first: int,
    known: DrawnParts | None,
    again: _Again | None,
) -> tuple[list[Heading], list[Sheet], list[NewPart]] | None:
    """Set and cut each part of a document by itself; return None if its parts depend on one another."""
    if not has_parts(document):
        return None
    headings: list[Heading] = []
    pages: list[Page | KnownPage] = []
    new: list[NewPart] = []
    blocks, contents = 0, None
    for number, each in enumerate(parts_of(document)):
        part = replace(each, is_first=not pages)
        if needs_blank(len(pages) + first, theme.paper) and (part.blocks or part.named):
            pages.append(Page())
        at = len(pages) + first - 1
        name = known.name(part, is_left=theme.paper.binding.double and bool(at % 2)) if known and not part.named else ""
        found = known.get(name, at, blocks, root) if known and name else None
        if found is not None:
            root.children += found.children
            headings += found.headings
            pages += found.pages
            blocks += found.blocks
            continue
        nodes = list(walk(part.blocks))
        if not stands_alone(nodes):
            return None
        made, elements = _made(document, theme, styles, number, part, root, at, blocks, again)
        if not made.is_complete:
            return None
        root.children += elements
        if part.named:
            contents = made.setter
        count = sum(isinstance(node, Block) for node in nodes)
        if name:
            new.append(NewPart(name, at, blocks, count, made.pages, made.setter.headings, elements))
        headings += made.setter.headings
        pages += made.pages
        blocks += count
    if contents is not None:
        contents.set_page_numbers(page_numbers(pages, first)[0])
    return headings, sided((Sheet(str(number), page) for number, page in enumerate(pages, first)), first, theme.paper), new


def _made(
    document: Document, theme: Theme, styles: Styles, number: int, part: Part, root: Element, at: int, blocks: int, again: _Again | None
) -> _Made:
    """Return a part on its pages, and its elements, which are not yet under `root`. What the last attempt has set is not set again."""
    key = tuple(map(id, part.blocks)), at, blocks
    last, made = (again or {}).get(number, (None, None))
    if made is None or last != key:  # else its texts name no page whose number has changed
        before = len(root.children)
        words = None if again is None else SetWords(made[0].words if made else None)
        set_now = set_part(document, theme, styles, part, root, blocks, words)
        made = set_now, [each for each in root.children[before:] if isinstance(each, Element)]
        del root.children[before:]
        if again is not None:
            again[number] = key, made
    return made


def keep(known: DrawnParts, layout: Layout, drawn: Mapping[int, Drawn]) -> None:
    """Keep the parts that were set and drawn now. `drawn` is what pages show, by their index."""
    for part in layout.new:
        shown = [drawn[part.first_page + number] for number in range(len(part.pages))]
        if all(each.is_whole for each in shown):
            pages = [KnownPage(*facts(page).all, each) for page, each in zip(part.pages, shown, strict=True)]
            known.put(part.name, KnownPart(pages, part.headings, part.blocks, part.children), part.first_page, part.first_block)

"""The structure tree (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7).

The tree is made from the document in reading order, before layout. Where text will stand, an element has a `Slot`; drawing only hangs
marked-content ids on slots, so that page order, split paragraphs, notes and margins cannot disturb the reading order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from briefing.dataclass import dataclass
from briefing.render.pdf.balanced_trees import NameTree, NumberTree
from briefing.render.pdf.pdf_file import PdfFile, array, dictionary, name_string

ROLES = {"Title": "P", "Callout": "Div", "Digest": "Div", "Question": "Div"}
"""Types of our own, and the standard types that they stand for (14.8.4)."""


@dataclass(slots=True, eq=False)
class Slot:
    """A place among the children of an element for content of its own."""

    element: Element
    contents: list[tuple[int, int]] = field(default_factory=list)
    """Index of the page and marked-content id, in the order of drawing."""


@dataclass(slots=True, eq=False)
class Element:
    """A structure element."""

    tag: str
    parent: Element | None = None
    entries: dict[str, str] = field(default_factory=dict)
    """Further entries of its dictionary, as PDF source."""
    children: list[Element | Slot] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)
    """References to the link annotations that belong to it."""
    name: str = ""
    """By which the tree can be asked for it."""

    def add(self, tag: str, **entries: str) -> Element:
        """Append a child."""
        child = Element(tag, self, entries)
        self.children.append(child)
        return child

    def slot(self) -> Slot:
        """Return the place at the end of the children, after the last child element."""
        last = self.children[-1] if self.children else None
        if isinstance(last, Slot):
            return last
        slot = Slot(self)
        self.children.append(slot)
        return slot

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def adopt(self, children: list[Element | Slot]) -> None:
        """Take the children of another element in the place of its own, with nothing drawn of them."""
        self.children = children
        for child in children:
            if isinstance(child, Element):
                child.parent = self
            else:
                child.element = self
        self.wipe()

    def wipe(self) -> None:
        """Forget what was drawn of this element and of all below it, so that it can be drawn again."""
        for element in self.walk():
            element.annotations.clear()
            for child in element.children:
                if isinstance(child, Slot):
                    child.contents.clear()


ParentEntry = Element | list[Element]
"""What a key of the parent tree stands for: the element of an annotation, or the elements of a page by marked-content id."""


class TreeWriter:
    """Writes a structure tree into a file, part by part: of what is written, only the references stay."""

    def __init__(self, file: PdfFile) -> None:
        """Begin a tree."""
        self._file = file
        self.root = file.reserve()
        """The reference to the root of the tree."""
        self._parents = NumberTree(file)
        self._identifiers = NameTree(file)

    def add(self, element: Element, pages: Sequence[str], parents: Iterable[ParentEntry], parent: str = "", prefix: str = "") -> str:
        """Write an element and all below it.

        Args:
            element: The uppermost element.
            pages: The references to all pages of the file, as far as they are drawn.
            parents: What the keys of the parent tree stand for, from the one on that follows those of the last call.
            parent: The reference to the element above. Default: the root.
            prefix: What names begin with, so that they are unique in the file.

        Returns:
            The reference to the element; empty where nothing of it was drawn.
        """
        drawn = _drawn(element)
        written = {id(each): self._file.reserve() for each in drawn}
        for each in drawn:
            above = written[id(each.parent)] if each.parent and each is not element else parent or self.root
            self._file.write(written[id(each)], _entries(each, above, written, pages, prefix))
        self._identifiers.add({prefix + each.name: written[id(each)] for each in drawn if each.name})
        self._parents.add(array(written[id(one)] for one in each) if isinstance(each, list) else written[id(each)] for each in parents)
        return written.get(id(element), "")

    def finish(self, top: str) -> str:
        """Finish the tree below whose root is the element `top`, and return the reference to the root."""
        entries = {
            "Type": "/StructTreeRoot",
            "K": array([top]),
            "ParentTreeNextKey": str(self._parents.count),
            "ParentTree": dictionary(**self._parents.finish()),
            "RoleMap": dictionary(**{ours: f"/{standard}" for ours, standard in ROLES.items()}),
        }
        if self._identifiers:
            entries["IDTree"] = self._file.add(self._identifiers.finish())
        self._file.write(self.root, entries)
        return self.root


def _drawn(element: Element) -> list[Element]:
    """Return an element and all below it on which anything hangs, in reading order. Empty cells of tables stay, to keep the grid."""
    found = [element]
    is_drawn = bool(element.annotations) or element.tag in ("TD", "TH")
    for child in element.children:
        if isinstance(child, Element):
            found += _drawn(child)
        elif child.contents:
            is_drawn = True
    return found if is_drawn or len(found) > 1 else []


def _entries(element: Element, parent: str, written: Mapping[int, str], pages: Sequence[str], prefix: str) -> dict[str, str]:
    home = next((slot.contents[0][0] for slot in element.children if isinstance(slot, Slot) and slot.contents), None)
    kids: list[str] = []
    for child in element.children:
        if isinstance(child, Element):
            if id(child) in written:
                kids.append(written[id(child)])
        else:
            for page, mcid in child.contents:
                kids.append(str(mcid) if page == home else dictionary(Type="/MCR", Pg=pages[page], MCID=str(mcid)))
    kids += [dictionary(Type="/OBJR", Obj=annotation) for annotation in element.annotations]
    entries = {"Type": "/StructElem", "S": f"/{element.tag}", "P": parent, **element.entries}
    if element.name:
        entries["ID"] = name_string(prefix + element.name)
    if home is not None:
        entries["Pg"] = pages[home]
    if kids:
        entries["K"] = kids[0] if len(kids) == 1 else array(kids)
    return entries

"""The structure tree (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7).

The tree is made from the document in reading order, before layout. Where text will stand, an element has a `Slot`; drawing only hangs
marked-content ids on slots, so that page order, split paragraphs, notes and margins cannot disturb the reading order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.render.pdf.pdf_file import Entry, PdfFile, array, dictionary, name_string, name_tree

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

    def is_drawn(self) -> bool:
        """Return whether anything hangs on this element. Table cells stay where they are empty, to keep the grid."""
        return bool(self.tag in ("TD", "TH") or self.annotations or any(_is_drawn(child) for child in self.children))


def _is_drawn(child: Element | Slot) -> bool:
    return child.is_drawn() if isinstance(child, Element) else bool(child.contents)


ParentEntry = Element | list[Element]
"""What a key of the parent tree stands for: the element of an annotation, or the elements of a page by marked-content id."""


def write_tree(file: PdfFile, document: Element, pages: list[Entry], parents: list[ParentEntry]) -> str:
    """Write the tree and return the reference to its root."""
    root = file.reserve()
    written: dict[int, Entry] = {}
    for element in document.walk():
        if element.is_drawn():
            written[id(element)] = file.reserve()
    identifiers: dict[str, str] = {}
    for element in document.walk():
        if entry := written.get(id(element)):
            parent = written[id(element.parent)].reference if element.parent else root.reference
            entry.fill(_entries(element, parent, written, pages))
            if element.name:
                identifiers[element.name] = entry.reference
    values = [
        array(written[id(one)].reference for one in each) if isinstance(each, list) else written[id(each)].reference for each in parents
    ]
    entries = {
        "Type": "/StructTreeRoot",
        "K": array([written[id(document)].reference]),
        "ParentTree": dictionary(Nums=array(f"{key} {value}" for key, value in enumerate(values))),
        "ParentTreeNextKey": str(len(values)),
        "RoleMap": dictionary(**{ours: f"/{standard}" for ours, standard in ROLES.items()}),
    }
    if identifiers:
        entries["IDTree"] = file.add(name_tree(identifiers))
    root.fill(entries)
    return root.reference


def _entries(element: Element, parent: str, written: dict[int, Entry], pages: list[Entry]) -> dict[str, str]:
    home = next((slot.contents[0][0] for slot in element.children if isinstance(slot, Slot) and slot.contents), None)
    kids: list[str] = []
    for child in element.children:
        if isinstance(child, Element):
            if id(child) in written:
                kids.append(written[id(child)].reference)
        else:
            for page, mcid in child.contents:
                kids.append(str(mcid) if page == home else dictionary(Type="/MCR", Pg=pages[page].reference, MCID=str(mcid)))
    kids += [dictionary(Type="/OBJR", Obj=annotation) for annotation in element.annotations]
    entries = {"Type": "/StructElem", "S": f"/{element.tag}", "P": parent, **element.entries}
    if element.name:
        entries["ID"] = name_string(element.name)
    if home is not None:
        entries["Pg"] = pages[home].reference
    if kids:
        entries["K"] = kids[0] if len(kids) == 1 else array(kids)
    return entries

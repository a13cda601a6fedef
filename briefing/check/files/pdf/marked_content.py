"""Checks of the page content: everything is tagged or decoration, and one element owns each marked content (ISO 14289-1, 7.1)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import field
from typing import Any, Literal

import pikepdf

from briefing.check.files.pdf import encoding
from briefing.check.files.pdf.file import TaggedFile
from briefing.check.files.pdf.trees import is_dictionary
from briefing.dataclass import dataclass

_PAINT = frozenset({"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"})
_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_HEEDED = _PAINT | {"BDC", "BMC", "EMC", "BT", "ET", "q", "Q", "Tf", "Tr", "Do"}
"""Instructions that say what is shown, and of what it is a part. Most others move or colour something."""
_FORMS = 2_000
"""Forms that are followed on one page."""
_INVISIBLE = 3
"""The rendering mode of text that is there but not shown."""

_Kind = Literal["artifact", "content", "other"]


@dataclass(slots=True)
class _Mark:
    kind: _Kind
    mcid: int | None
    in_text: bool
    is_replaced: bool = False
    """Whether something is read in the place of what it holds (`ActualText`)."""


@dataclass(slots=True)
class _Page:
    """A walk through the content of a page."""

    number: int
    parents: Any
    """The elements of its marked contents, by their ids."""
    marks: list[_Mark] = field(default_factory=list)
    in_text: bool = False
    font: Any = None
    mode: int = 0
    stack: list[tuple[Any, int]] = field(default_factory=list)
    forms: int = 0

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """Put font and mode back at the end, whatever is left on the stack by then."""
        depth = len(self.stack)
        self.stack.append((self.font, self.mode))
        yield
        del self.stack[depth + 1 :]
        self.font, self.mode = self.stack.pop()


def check(file: TaggedFile) -> None:
    """Walk through the content of all pages, where the file has a structure tree."""
    if file.tree is None:
        return
    read(file)
    for number, _ in file.owners.keys() - file.texts.keys():
        file.say("pdf-tree", "an element refers to content that does not exist", number)


def read(file: TaggedFile) -> None:
    """Walk through the content of all pages."""
    for number, page in enumerate(file.pdf.pages):
        walk = _Page(number, file.parents.get(int(page.obj.get("/StructParents", -1)), []))
        _stream(file, walk, page, page.resources, in_form=False)
        if walk.marks:
            file.say("pdf-marks", "marked content has no end", number)


def _stream(file: TaggedFile, walk: _Page, stream: Any, resources: Any, *, in_form: bool) -> None:
    instructions: Any = pikepdf.parse_content_stream(stream)
    for operands, operator in instructions:
        name = str(operator)
        if name not in _HEEDED:
            continue
        match name:
            case "BDC" | "BMC":
                _begin(file, walk, operands, resources, in_form=in_form)
            case "EMC":
                _end(file, walk)
            case "BT" | "ET":
                walk.in_text = name == "BT"
            case "q":
                walk.stack.append((walk.font, walk.mode))
            case "Q" if walk.stack:
                walk.font, walk.mode = walk.stack.pop()
            case "Tf":
                walk.font = resources.get("/Font", {}).get(str(operands[0]))
            case "Tr":
                walk.mode = int(operands[0])
            case "Do":
                _draw_object(file, walk, resources.get("/XObject", {}).get(str(operands[0])), resources)
            case _ if name in _PAINT:
                _paint(file, walk)
                if name in _TEXT and walk.font is not None:
                    _show(file, walk, operands[-1], in_form=in_form)


def _begin(file: TaggedFile, walk: _Page, operands: Any, resources: Any, *, in_form: bool) -> None:
    mcid = _mcid(operands, resources)
    kind: _Kind = "content" if mcid is not None else "other"
    if str(operands[0]) == "/Artifact":
        kind = "artifact"
    above = {mark.kind for mark in walk.marks}
    if kind == "artifact" and "content" in above:
        file.say("pdf-marks", "decoration is inside tagged content", walk.number)
    if kind == "content" and "artifact" in above:
        file.say("pdf-marks", "tagged content is inside decoration", walk.number)
    if kind == "content" and "content" in above:
        file.say("pdf-marks", "tagged content is inside other tagged content", walk.number)
    replacement = _property(operands, resources, "/ActualText")
    is_within = any(mark.is_replaced for mark in walk.marks)
    walk.marks.append(_Mark(kind, mcid, walk.in_text, is_replaced=replacement is not None))
    if mcid is not None and not in_form:
        _owned(file, walk, mcid)
    if replacement is not None and not is_within and not in_form:
        _read(file, walk, str(replacement))


def _mcid(operands: Any, resources: Any) -> int | None:
    found = _property(operands, resources, "/MCID")
    return None if found is None else int(found)


def _property(operands: Any, resources: Any, name: str) -> Any:
    """Return what marked content says of itself under a name, or None."""
    if len(operands) < 2:
        return None
    properties = operands[1] if is_dictionary(operands[1]) else resources.get("/Properties", {}).get(str(operands[1]))
    return properties.get(name) if is_dictionary(properties) else None


def _read(file: TaggedFile, walk: _Page, text: str) -> None:
    """Add what is read of the innermost content that belongs to an element."""
    mcid = next((mark.mcid for mark in reversed(walk.marks) if mark.mcid is not None), None)
    if mcid is not None:
        file.texts[walk.number, mcid] += text


def _owned(file: TaggedFile, walk: _Page, mcid: int) -> None:
    place = walk.number, mcid
    if place in file.texts:
        file.say("pdf-tree", "a marked-content id is used twice", walk.number)
    file.texts.setdefault(place, "")
    owner = file.owners.get(place)
    if owner is None:
        file.say("pdf-content", "tagged content belongs to no element, so screen readers skip it", walk.number)
    elif mcid >= len(walk.parents) or walk.parents[mcid].objgen != owner:
        file.say("pdf-tree", "the parent tree does not match the content", walk.number)


def _end(file: TaggedFile, walk: _Page) -> None:
    if not walk.marks:
        file.say("pdf-marks", "marked content ends without a beginning", walk.number)
    elif walk.marks.pop().in_text != walk.in_text:
        file.say("pdf-marks", "marked content begins inside a text object and ends outside it, or the other way round", walk.number)


def _paint(file: TaggedFile, walk: _Page) -> None:
    if all(mark.kind == "other" for mark in walk.marks):
        file.say("pdf-content", "something on the page is neither tagged nor marked as decoration", walk.number)


def _draw_object(file: TaggedFile, walk: _Page, found: Any, resources: Any) -> None:
    """Follow a form into its own content; an image is drawn."""
    if not isinstance(found, pikepdf.Stream) or found.get("/Subtype") != "/Form":
        _paint(file, walk)
        return
    walk.forms += 1
    if walk.forms > _FORMS:
        raise ValueError(f"page {walk.number + 1} draws more than {_FORMS:,} forms")
    with walk.kept():
        _stream(file, walk, found, found.get("/Resources", resources), in_form=True)


def _show(file: TaggedFile, walk: _Page, shown: Any, *, in_form: bool) -> None:
    items: list[Any] = list(shown) if isinstance(shown, pikepdf.Array) else [shown]
    here = encoding.codes(walk.font, [bytes(item) for item in items if isinstance(item, pikepdf.String)])
    codes = file.codes.setdefault(walk.font.objgen, (walk.font, set(), walk.number))[1]
    if walk.mode != _INVISIBLE:
        codes.update(here)
    if here and not in_form and not any(mark.is_replaced for mark in walk.marks):
        known = file.unicode(walk.font)
        _read(file, walk, "".join([known.get(code, "") for code in here]))

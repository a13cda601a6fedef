"""A PDF during its checks: its structure tree, its pages, and the findings so far."""

from __future__ import annotations

from collections import deque
from typing import Any

import pikepdf

from briefing.check.files.pdf.encoding import to_unicode
from briefing.check.files.pdf.trees import is_element, kids, name, number_tree
from briefing.check.files.rule import Finding

BROKEN = (pikepdf.PdfError, RuntimeError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a damaged or hostile file makes pikepdf, qpdf or a walk through its objects raise."""
DEEPEST = 200
"""Levels of nested elements, number trees and forms."""
_MOST = 5_000
"""Findings that are kept."""
_MOST_PARTS = 100_000
"""Children of an element that are looked at: a circle would have no last one."""

Place = tuple[int, int]
"""Number of a page, counted from 0, and a marked-content id on it."""


class TaggedFile:
    """A PDF, and what its checks share."""

    def __init__(self, pdf: pikepdf.Pdf, data: bytes) -> None:
        self.pdf = pdf
        self.header = data[:9]
        self.root: Any = pdf.Root
        tree = self.root.get("/StructTreeRoot")
        self.tree: Any = tree if isinstance(tree, pikepdf.Dictionary) else None
        self.roles = _role_map(self.tree)
        self.parents = number_tree(self.tree.get("/ParentTree")) if self.tree is not None else {}
        self.page_numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.found: list[Finding] = []
        self.owners: dict[Place, Any] = {}
        """The object number of the element that each marked content belongs to."""
        self.texts: dict[Place, str] = {}
        """What each marked content shows."""
        self.codes: dict[Any, tuple[Any, set[int], int]] = {}
        """Fonts by their object number, with the codes shown in them and the first page where they are."""
        self._unicode: dict[Any, dict[int, str]] = {}

    def say(self, rule: str, message: str, page: int | None = None) -> None:
        """Note that a rule does not hold. Pages are counted from 0."""
        if len(self.found) < _MOST:
            self.found.append(Finding(rule, message, "" if page is None else page + 1))

    def unicode(self, font: Any) -> dict[int, str]:
        """Return the characters of a font by their codes."""
        if font.objgen not in self._unicode:
            self._unicode[font.objgen] = to_unicode(font)
        return self._unicode[font.objgen]

    def standard(self, own: str) -> str:
        """Return the standard type to which a type is mapped. If types are mapped in a circle, return any of them."""
        seen = {own}
        while own in self.roles and self.roles[own] not in seen:
            own = self.roles[own]
            seen.add(own)
        return own

    def tag(self, element: Any) -> str:
        """Return the standard type of an element."""
        return self.standard(name(element.get("/S")))

    def parts(self, element: Any) -> list[Any]:
        """Return the child elements; in place of one that means nothing by itself (NonStruct), what it holds."""
        found: list[Any] = []
        waiting = [kid for kid in kids(element) if is_element(kid)]
        for _ in range(_MOST_PARTS):
            if not waiting:
                break
            kid = waiting.pop(0)
            if self.tag(kid) == "NonStruct":
                waiting[:0] = [each for each in kids(kid) if is_element(each)]
            else:
                found.append(kid)
        return found

    def page_of(self, element: Any) -> int | None:
        """Return the page on which an element begins, where it or something near below it says so."""
        waiting: deque[Any] = deque([element])
        for _ in range(100):
            if not waiting:
                return None
            each = waiting.popleft()
            page = each.get("/Pg")
            if page is not None and page.objgen in self.page_numbers:
                return self.page_numbers[page.objgen]
            waiting.extend(kid for kid in kids(each) if is_element(kid))
        return None


def _role_map(tree: Any) -> dict[str, str]:
    return {} if tree is None else {name(key): name(value) for key, value in dict(tree.get("/RoleMap", {})).items()}

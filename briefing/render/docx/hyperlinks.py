"""Links: addresses outside the file as relationships, places inside it as bookmarks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager

from briefing.render.docx.wml import Element, add, clean

BOOKMARK = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}", re.ASCII)
"""What Word takes for the name of a bookmark."""


class Links:
    """The outside addresses of one part, each under one relationship."""

    def __init__(self) -> None:
        self._relationships: dict[str, str] = {}
        self.fingerprint = ""
        """What tells these addresses, in their order, from all others."""

    def relationship(self, url: str) -> str:
        """Return the relationship that leads to `url`."""
        url = clean(url)
        if url not in self._relationships:
            self._relationships[url] = f"rIdLink{len(self._relationships) + 1}"
            self.fingerprint = hashlib.sha256(f"{self.fingerprint}\0{url}".encode("utf-8", "surrogatepass")).hexdigest()
        return self._relationships[url]

    def __len__(self) -> int:
        return len(self._relationships)

    def items(self) -> list[tuple[str, str]]:
        """Return addresses and their relationships in the order of their first use."""
        return list(self._relationships.items())


def bookmark_name(target: str) -> str:
    """Return the bookmark for the node with this `id`: at most 40 letters, digits and low lines, the same in every build."""
    name = f"b_{target.replace('-', '_')}"
    # Word takes names for equal that differ only in case, and an id may hold a low line of its own: then the name is made from its digest.
    if BOOKMARK.fullmatch(name) and target == target.lower() and "_" not in target:
        return name
    return f"b_{hashlib.sha256(target.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


def contents_name(target: str) -> str:
    """Return the bookmark by which the list of contents knows a section; Word may give it another when it updates the list."""
    return f"_Toc{int(hashlib.sha256(target.encode('utf-8', 'surrogatepass')).hexdigest()[:12], 16) % 10**9:09d}"


class Bookmarks:
    """Places in the body that links lead to."""

    def __init__(self) -> None:
        self.count = 0

    @contextmanager
    def around(self, parent: Element, name: str) -> Iterator[None]:
        """Name all that is appended meanwhile."""
        number = self.begin(parent, name)
        yield
        add(parent, "bookmarkEnd", id=number)

    def begin(self, parent: Element, name: str) -> int:
        """Begin a place, and return the number of its end."""
        self.count += 1
        add(parent, "bookmarkStart", id=self.count, name=name)
        return self.count

    def point(self, parent: Element, name: str) -> None:
        """Name the place that the paragraph has come to."""
        add(parent, "bookmarkEnd", id=self.begin(parent, name))

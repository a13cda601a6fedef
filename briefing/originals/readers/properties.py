"""What an office document says of itself: its title, its authors and its language."""

from __future__ import annotations

import re
from typing import Any, Protocol

from briefing.originals.bylines import is_default

_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"


class _Package(Protocol):
    def tree(self, name: str) -> Any:
        """Return a part as a tree, or None."""


def properties(package: _Package, name: str) -> tuple[str, list[str], str]:
    """Return the title, the authors and the language of a document. The person who saved it last does not count as its author.

    Args:
        package: The package.
        name: The part with the properties.
    """
    root = package.tree(name)
    return said(root) if root is not None else ("", [], "")


def said(root: Any) -> tuple[str, list[str], str]:
    """Return what a tree with properties says: the title, the authors and the language."""
    found = {key: (root.findtext(f".//{_DC}{key}") or "").strip() for key in ("title", "creator", "language")}
    initial = root.findtext(f".//{_META}initial-creator") or ""
    creators = [initial.strip()] if initial.strip() else [(each.text or "").strip() for each in root.iter(f"{_DC}creator")]
    authors = [name for text in creators for name in re.split(r"\s*;\s*", text)]
    return found["title"], [name for name in authors if name and not is_default(name)], found["language"]

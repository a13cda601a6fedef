"""The parts of a Word package, found by their relationships (ISO/IEC 29500-2) and never by their names alone."""

from __future__ import annotations

import posixpath
import zipfile
from typing import Any, NamedTuple
from urllib.parse import unquote

from briefing.system.confined import zip_packages

_USUAL = "word/document.xml"
_NO_KIND = ("", "application/xml", "text/xml")
"""Types that say nothing of a part."""


class Relation(NamedTuple):
    """What a relationship of a part leads to."""

    kind: str
    """The last part of its type, such as `footnotes`. It is the same in usual and in strict files."""
    target: str
    """The name of a part; for something outside of the package its address."""
    is_outside: bool


class Parts:
    """The parts of a package. Nothing outside of the package is read."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {_plain(name).lower(): name for name in package.namelist()}

    def has(self, name: str) -> bool:
        """Say whether there is a part of this name. Case does not count."""
        return name.lower() in self._names

    def data(self, name: str) -> bytes:
        """Return a part; nothing if there is none."""
        return self._package.read(self._names[name.lower()]) if self.has(name) else b""

    def tree(self, name: str) -> Any:
        """Return a part as a tree, or None if there is none.

        Raises:
            UnreadableError: It is no XML.
        """
        data = self.data(name)
        return zip_packages.parsed(data) if data.strip() else None

    def relations(self, name: str) -> dict[str, Relation]:
        """Return the relationships of a part by their ids. The name of the package itself is empty."""
        folder, own = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", f"{own}.rels"))
        found: dict[str, Relation] = {}
        for each in root.iter("{*}Relationship") if root is not None else ():
            is_outside = each.get("TargetMode", "").lower() == "external"
            target = each.get("Target", "")
            if not is_outside:
                target = _plain(posixpath.normpath(posixpath.join("/", folder, unquote(target).replace("\\", "/"))))
            found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], target, is_outside)
        return found

    def related(self, name: str, kind: str) -> str:
        """Return the name of the part to which a relationship of this kind leads; empty if there is none."""
        found = (each.target for each in self.relations(name).values() if each.kind == kind and not each.is_outside)
        return next(filter(self.has, found), "")

    def main(self) -> str:
        """Return the name of the main part of a Word document; empty if this is none."""
        name = self.related("", "officeDocument") or (_USUAL if self.has(_USUAL) else self._typed("document.main+xml"))
        kind = self.kind(name)
        is_word = "wordprocessingml" in kind or "ms-word" in kind or name == _USUAL
        return name if is_word or (name and kind in _NO_KIND and self._is_document(name)) else ""

    def _is_document(self, name: str) -> bool:
        root = self.tree(name)
        return root is not None and str(root.tag).endswith("wordprocessingml/2006/main}document")

    def _typed(self, ending: str) -> str:
        """Return the name of the first part whose type ends so; empty if there is none."""
        root = self.tree("[Content_Types].xml")
        found = (each.get("PartName", "") for each in (root if root is not None else ()) if each.get("ContentType", "").endswith(ending))
        return next((_plain(name) for name in found if self.has(_plain(name))), "")

    def kind(self, name: str) -> str:
        """Return the type of a part, as the list of types says it."""
        root = self.tree("[Content_Types].xml")
        usual = ""
        for each in root if root is not None else ():
            if _plain(each.get("PartName", "")).lower() == name.lower():
                return str(each.get("ContentType", ""))
            if "." in name and each.get("Extension", "-").lower() == name.rpartition(".")[2].lower():
                usual = str(each.get("ContentType", ""))
        return usual


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")

"""The parts of an EPUB, parsed: the package, the files of the text in their order, and what is in them."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from briefing.system.confined.limits import UnreadableError
from briefing.system.safe_xml import parsed

H = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONTAINER = "META-INF/container.xml"
_ROOT_FILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_AGAIN = "Get the book again, or make it again with the program that made it."


class BookFile:
    """An EPUB, open.

    Raises:
        UnreadableError: It has no package document that can be read.
    """

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.broken: list[str] = []
        """Files of the text that are not well-formed."""
        self.home = self._package_path()
        package = self._parsed(self.home)
        if package is None or package.tag != f"{OPF}package":
            raise UnreadableError("this EPUB is damaged: its list of files cannot be read", _AGAIN)
        self.package = package
        self.items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
        self.spine = [self.path(item.get("href") or "") for item in self._read_in_order()]
        navigation = (item for item in self.items.values() if "nav" in (item.get("properties") or "").split())
        self.navigation = next((self.path(item.get("href") or "") for item in navigation), "")
        self.pages = {name: page for name in self._texts() if (page := self._parsed(name)) is not None}
        self.ids = {
            name: Counter(each.get("id") for each in page.iter(etree.Element) if each.get("id")) for name, page in self.pages.items()
        }

    def path(self, address: str, home: str = "") -> str:
        """Return the name of the file that an address leads to, seen from another file; from the package where none is given."""
        file = unquote(address.partition("#")[0])
        base = home or self.home
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), file)) if file else base

    def leads(self, address: str, home: str) -> bool:
        """Say whether an address inside the book leads somewhere."""
        target, fragment = self.path(address, home), unquote(address.partition("#")[2])
        return target in self.parts and (not fragment or target not in self.ids or fragment in self.ids[target])

    def core(self, name: str) -> str:
        """Return the first Dublin Core value of a name."""
        return next((text for each in self.package.iter(DC + name) if (text := (each.text or "").strip())), "")

    def meta(self, name: str) -> list[str]:
        """Return the values of a property of the package, whatever prefix it is written with."""
        found = [each for each in self.package.iter(f"{OPF}meta") if (each.get("property") or "").split(":")[-1] == name]
        return [(each.text or "").strip() for each in found]

    def title(self, name: str) -> str:
        """Return how a reader calls a file: by its first heading, else by its title, else by its name."""
        page = self.pages[name]
        heading = next(page.iter(*(f"{H}h{level}" for level in range(1, 7))), None)
        words = "" if heading is None else " ".join(text_of(heading).split())
        words = words or " ".join((page.findtext(f"{H}head/{H}title") or "").split())
        return f"in “{words[:60]}”" if words else posixpath.basename(name)

    def _texts(self) -> Iterator[str]:
        for item in self.items.values():
            if item.get("media-type") == "application/xhtml+xml" and (name := self.path(item.get("href") or "")) in self.parts:
                yield name

    def _read_in_order(self) -> list[etree._Element]:
        references = (each.get("idref") for each in self.package.iter(f"{OPF}itemref"))
        return [self.items[each] for each in references if each in self.items]

    def _package_path(self) -> str:
        container = self._parsed(_CONTAINER)
        root = None if container is None else next(container.iter(_ROOT_FILE), None)
        if root is None:
            raise UnreadableError("this EPUB is damaged: its container file does not say where its text is", _AGAIN)
        return root.get("full-path") or ""

    def _parsed(self, name: str) -> etree._Element | None:
        try:
            return parsed(self.parts[name])
        except KeyError:
            return None
        except etree.XMLSyntaxError:
            self.broken.append(name)
            return None


def text_of(element: etree._Element) -> str:
    """Return the text of an element, as a screen reader would get it: with the texts of pictures."""
    pictures = " ".join(each.get("alt") or "" for each in element.iter(f"{H}img"))
    return "".join(element.itertext(etree.Element)) + pictures


def is_outside(address: str) -> bool:
    """Say whether an address leads out of the book."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", address) is not None

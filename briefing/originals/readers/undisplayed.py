"""Finding elements of a web page, or of a chapter of an EPUB, that an attribute or the page's own style sheets hide."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from briefing.originals.readers import invisible
from briefing.originals.readers.page_styles import Styles

_NOTES = re.compile(r"(?:foot|end|rear)notes?\b")
_SHELL = ("html", "head", "title", "style", "body")
"""Elements that are never displayed, and elements that some pages hide only while they load."""


def undisplayed(root: Any, said: Styles) -> list[Any]:
    """Return the elements that are not displayed, in their order. One may be inside another one.

    Notes that pop up (`epub:type`, `role`) count as displayed. The page and its body count as displayed, too: some pages hide them while
    they load.

    Args:
        root: A page, with or without namespaces.
        said: What its style sheets say.
    """
    return [each for each in root.iter(etree.Element) if _is_hidden(each, said)]


def _is_hidden(element: Any, said: Styles) -> bool:
    name = str(etree.QName(element).localname)
    if name in _SHELL or _is_note(element):
        return False
    return "hidden" in element.attrib or invisible.hides(element, name, said.of)


def _is_note(element: Any) -> bool:
    return bool(_NOTES.search(f"{element.get('{http://www.idpf.org/2007/ops}type', '')} {element.get('role', '')}"))

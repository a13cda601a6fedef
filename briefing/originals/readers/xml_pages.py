"""Pages that are XML: their declarations are taken away, and their entities become the characters that they stand for."""

from __future__ import annotations

import re
from html.entities import html5
from xml.sax.saxutils import escape

from briefing.system.confined.limits import UnreadableError

_HEAD = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*\?>)?(?:\s|<!--.{0,5000}?-->)*(?:<!DOCTYPE[^\[>]*(?:\[([^\]]{0,20000})\]\s*)?>)?", re.DOTALL | re.IGNORECASE
)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]{1,60})\s+[\"']([^\"'<&%]{0,300})[\"']\s*>")
"""A declaration of an entity that stands for a few characters."""
_NAMED = re.compile(r"&([A-Za-z][\w.-]{0,60});")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_PROLOG = re.compile(r"\ufeff?\s*<\?xml\b")
_DATA = re.compile(r"<(script|style)\b.*?</\1\s*>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL | re.IGNORECASE)


def is_xml(text: str) -> bool:
    """Say whether a page says that it is XML."""
    return bool(_PROLOG.match(text))


def without_sections(text: str) -> str:
    """Return a page with its sections of characters (CDATA) as text."""
    return _DATA.sub(lambda match: match[0] if match[1] else escape(match[2]), text)


def without_entities(text: str) -> str:
    """Return a page without its declarations, and with the characters that entities of HTML, or of its own, stand for.

    Raises:
        UnreadableError: There are so many that nobody has written them.
    """
    head = _HEAD.match(text)
    own: dict[str, str] = dict(_ENTITY.findall(head[1] or "")) if head else {}
    body = text[head.end() :] if head else text

    def meant(match: re.Match[str]) -> str:
        if match[1] in _OF_XML:
            return match[0]
        if match[1] in own:
            return own[match[1]]
        return escape(html5[f"{match[1]};"]) if f"{match[1]};" in html5 else f"&amp;{match[1]};"

    made = _NAMED.sub(meant, body)
    if len(made) > 4 * len(text) + 100_000:
        raise UnreadableError(
            "this file declares entities that make it grow without bounds", "Copy the text that you need into a new file."
        )
    return made

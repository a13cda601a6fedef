"""Titles of works. Parts of them can be set off: the name of a ship, a species, a formula."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Annotated

from briefing.dataclass import AfterValidator
from briefing.document.small_figures import moved
from briefing.system.patterns import pattern

Run = tuple[str, frozenset[str]]
"""Words, and the tags around them."""
_TAGS = {"em": "i", "strong": "b", "*": "i", "_": "i", "**": "b", "__": "b"}
"""Other ways to write the tags of CSL (CSL-JSON, rich text)."""
_SPANS = {"nocase": "nocase", "nodecor": "nodecor", "small-caps": "sc"}
"""Words in spans of CSL, and the tags they stand for."""
_MARK = pattern(
    r"<(?P<tag>i|em|b|strong|sup|sub|sc)>(?P<tagged>.*?)</(?P=tag)>"
    r"|<span (?P<span>[^<>]*)>(?P<spanned>.*?)</span>"
    r"|(?<![\w*\\])(?P<star>\*\*?)(?=[^\s*])(?P<starred>.+?)(?<=[^\s*\\])(?P=star)(?![\w*])"
    r"|(?<![\w\\])(?P<line>__?)(?=[^\s_])(?P<lined>.+?)(?<=[^\s_\\])(?P=line)(?!\w)"
    r"|(?<![\^\\])\^(?P<raised>[^\s^~]+)\^(?!\^)"
    r"|(?<![~\\])~(?P<lowered>[^\s^~]+)~(?!~)"
    r"|\\(?P<sign>[*_<^~\\])",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = pattern(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
"""A character of HTML, as web pages and bibliographies have it."""


class Title(str):
    """The plain words of a title. `runs` has them with their tags."""

    __slots__ = ("runs",)
    runs: tuple[Run, ...]


def read(value: str) -> str:
    """Read a title with the marks of Markdown (`*Anser*`, `H~2~O`) or of CSL (`<i>Anser</i>`, `<sup>2</sup>`), and with `&amp;`."""
    value = _ENTITY.sub(lambda match: html.unescape(match[0]), value)
    if not _MARK.search(value):
        return value
    found = tuple(_runs(value, frozenset()))
    title = Title("".join(_plain(words, tags) for words, tags in found))
    title.runs = found
    return title


def _runs(text: str, tags: frozenset[str]) -> Iterator[Run]:
    end = 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], tags
        end = match.end()
        if match["sign"]:
            yield match["sign"], tags
        elif match["spanned"] is not None:
            span = next((name for word, name in _SPANS.items() if word in match["span"]), "")
            yield from _runs(match["spanned"], tags | {span})
        elif match["raised"] or match["lowered"]:
            yield match["raised"] or match["lowered"], tags | {"sup" if match["raised"] else "sub"}
        else:
            name = (match["tag"] or match["star"] or match["line"]).lower()
            yield from _runs(match["tagged"] or match["starred"] or match["lined"] or "", tags | {_TAGS.get(name, name)})
    if end < len(text):
        yield text[end:], tags


def runs(title: str) -> tuple[Run, ...]:
    """Return the words of a title with their tags: `i`, `b`, `sup`, `sub`, `sc` (small capitals), `nocase`."""
    return title.runs if isinstance(title, Title) else ((title, frozenset()),)


def _plain(words: str, tags: frozenset[str]) -> str:
    return moved(words, raised="sup" in tags) if tags & {"sup", "sub"} else words


def printed(title: str) -> tuple[Run, ...]:
    """Return the words of a title as they are printed, with their tags; superscripts and subscripts as characters."""
    return tuple((_plain(words, tags), tags) for words, tags in runs(title))


def as_csl(title: str) -> str:
    """Return a title with the tags of CSL-JSON."""
    return "".join(_tagged(words, tags) for words, tags in runs(title))


def _tagged(words: str, tags: frozenset[str]) -> str:
    for tag in sorted(tags - {""}):
        opening = {"nocase": 'span class="nocase"', "nodecor": 'span class="nodecor"', "sc": 'span style="font-variant:small-caps;"'}.get(
            tag, tag
        )
        words = f"<{opening}>{words}</{opening.split()[0]}>"
    return words


WorkTitle = Annotated[str, AfterValidator(read)]
"""The title of a work."""

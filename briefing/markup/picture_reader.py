"""Turning the token of a picture into a block, or into a part of a line.

Its form is `![What it shows](images/map.png){caption="…" credit="…" licence=CC-BY-4.0 width=60% #fig-map}`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote

from briefing.dataclass import dataclass
from briefing.document import InlinePicture, Inlines, Picture, plain
from briefing.document.breaks import NO_BREAK_HYPHEN
from briefing.document.changing import PICTURE
from briefing.errors import WrongValueError
from briefing.markup.attributes import Attributes
from briefing.markup.picture_widths import measured
from briefing.markup.tokens import markdown

if TYPE_CHECKING:
    from markdown_it.token import Token


class Lines(Protocol):
    """Reads lines, and keeps their mistakes."""

    def read(self, tokens: Sequence[Token]) -> Inlines:
        """Return the inlines of a line."""

    def fault(self, message: str, hint: str = "") -> None:
        """Keep a mistake."""


_SIZE = re.compile(r"\s*\|\s*([0-9]+)(?:x[0-9]+)?$")
"""The width behind the words of a picture of Obsidian: `![A map|300](map.png)`."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What the writer says of a picture."""

    file: str
    alt: str
    caption: str
    credit: str
    share: float
    points: float
    identity: str


def stands_alone(tokens: Sequence[Token], *, is_tight: bool) -> bool:
    """Say whether a paragraph is a picture; an item with `is_tight` is one if it has a caption or an id, else the picture is its line."""
    if not tokens or tokens[0].type != "image" or any(each.content.strip("\\") for each in tokens[1:]):
        return False
    said = tokens[0].meta.get("attributes") or Attributes()
    return not is_tight or bool(said.id or tokens[0].attrs.get("title") or {"caption", "fig-alt"} & said.values.keys())


def read_picture(token: Token, inlines: Lines, quotes: str) -> Picture:
    """Return a picture. What is wrong with it is noted in `inlines`, which reads the words that it has."""
    said = _said(token, inlines)
    words, by = (_words(text, inlines, quotes) if text else () for text in (said.caption, said.credit))
    return Picture(said.identity or PICTURE, said.alt, words, by, said.share, said.points, file=said.file)


def read_inline_picture(token: Token, inlines: Lines) -> InlinePicture:
    """Return a picture in a line. What is wrong with it is noted in `inlines`."""
    said = _said(token, inlines)
    for what in (*(["caption"] if said.caption else []), *(["id"] if said.identity else [])):
        hint = "Take it out, or put the picture into a paragraph of its own, with an empty line before it and after it."
        inlines.fault(f"a picture in a line, a note or a table has no {what} of its own", hint)
    return InlinePicture(said.alt, said.credit, said.share, said.points, file=said.file)


def credits_below(pictures: list[InlinePicture], quotes: str, inlines: Lines) -> Inlines:
    """Return what says below a block whose the pictures in its lines are; with what each shows, if they are of several people."""
    said = dict.fromkeys((each.alt, each.credit) for each in pictures if each.credit)
    if len({credit for _, credit in said}) == 1:
        said = dict.fromkeys(("", credit) for _, credit in said)
    return _words("; ".join(f"{alt}: {credit}" if alt else credit for alt, credit in said), inlines, quotes) if said else ()


def _said(token: Token, inlines: Lines) -> _Said:
    found = token.meta.get("attributes") or Attributes()
    values = dict(found.values)
    alt, size = " ".join(plain(inlines.read(token.children or [])).split()), ""
    if match := _SIZE.search(alt):
        alt, size = alt[: match.start()], f"{match[1]}px"
    caption = values.pop("caption", "") or str(token.attrs.get("title", ""))
    if other := values.pop("fig-alt", "") or values.pop("alt", ""):  # Quarto has the caption in the brackets
        alt, caption = other, caption or alt
    credit, licence = values.pop("credit", ""), values.pop("licence", "") or values.pop("license", "")
    share, points = 0.0, 0.0
    try:
        share, points = measured(values.pop("width", size))
    except WrongValueError as error:
        inlines.fault(str(error), error.hint)
    for each in [*(f"{key}=" for key in values), *(f".{each}" for each in found.kinds if each != "decorative")]:
        hint = "Pictures have caption=, credit=, licence=, width=, .decorative and #id."
        inlines.fault(f"the attribute {each} of a picture is not known", hint)
    if not alt and "decorative" not in found.kinds:
        shown = f"![A map of the delta]({token.attrs.get('src', '')})"
        hint = f"Write what it shows: {shown}. Behind a picture without a meaning write {{.decorative}}."
        inlines.fault("this picture has no alternative text, for readers who cannot see it", hint)
    credit_line = " · ".join(filter(None, (credit, licence.replace("-", NO_BREAK_HYPHEN))))
    return _Said(unquote(str(token.attrs.get("src", ""))), alt, caption, credit_line, share, points, found.id)


def _words(text: str, inlines: Lines, quotes: str) -> Inlines:
    """Return the words of an attribute, which may have emphasis, links and citations."""
    (token,) = markdown(quotes).parseInline(text)
    return inlines.read(token.children or [])

"""Turning the token of a picture into a block.

Its form is `![What it shows](images/map.png){caption="…" credit="…" licence=CC-BY-4.0 width=60% #fig-map}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefing.document import Inlines, Picture, plain
from briefing.document.breaks import NO_BREAK_HYPHEN
from briefing.document.changing import PICTURE
from briefing.errors import WrongValueError
from briefing.markup.attributes import Attributes
from briefing.markup.inline_reader import InlineReader
from briefing.markup.picture_widths import measured
from briefing.markup.tokens import markdown

if TYPE_CHECKING:
    from markdown_it.token import Token


def read_picture(token: Token, inlines: InlineReader, quotes: str) -> Picture:
    """Return a picture. What is wrong with it is noted in `inlines`, which reads the words that it has."""
    found = token.meta.get("attributes") or Attributes()
    values = dict(found.values)
    alt = " ".join(plain(inlines.read(token.children or [])).split())
    caption = values.pop("caption", "") or str(token.attrs.get("title", ""))
    if other := values.pop("fig-alt", "") or values.pop("alt", ""):  # Quarto has the caption in the brackets
        alt, caption = other, caption or alt
    credit, licence = values.pop("credit", ""), values.pop("licence", "") or values.pop("license", "")
    share, points = 0.0, 0.0
    try:
        share, points = measured(values.pop("width", ""))
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
    words, by = (_words(text, inlines, quotes) if text else () for text in (caption, credit_line))
    return Picture(found.id or PICTURE, alt, words, by, share, points, file=unquote(str(token.attrs.get("src", ""))))


def _words(text: str, inlines: InlineReader, quotes: str) -> Inlines:
    """Return the words of an attribute, which may have emphasis, links and citations."""
    (token,) = markdown(quotes).parseInline(text)
    return inlines.read(token.children or [])

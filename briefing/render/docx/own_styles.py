"""The styles of one file: those of every pack, and those that its paragraphs need besides, such as the same with more room above.

A paragraph has no direct formatting that a style can carry, so that a change of a style in Word reaches all paragraphs of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from briefing.render.docx.style_model import Style, style_id
from briefing.render.docx.wml import FROM_STYLE, Border, Element, ParagraphLook, w

STAYS = ("style", "keep_next", "keep_lines", "page_break_before", "frame", "number")
"""What a paragraph has itself: where it stays is a matter of what is around it, a list that begins anew is one of a kind, and LibreOffice
knows frames of paragraphs alone."""
HEADINGS = tuple(f"Heading{level}" for level in range(1, 5))
"""Word finds headings by their style, for its contents list and for running heads: none has a style of its own."""
ALIGNED = {"right": "to the right", "center": "in the middle", "left": "to the left"}


class OwnStyles:
    """The styles, by their identifiers."""

    def __init__(self, styles: Sequence[Style]) -> None:
        """Begin with the styles of every pack."""
        self._styles = {style_id(each.name): each for each in styles}
        self._resolved: dict[str, ParagraphLook] = {}
        self._made: dict[str, Style] = {}
        self._carried: dict[tuple[ParagraphLook, str], ParagraphLook] = {}

    def of(self, style: str) -> ParagraphLook:
        """Return how paragraphs of a style look, with all that it takes from the styles that it is based on."""
        if style not in self._resolved:
            own = self._styles[style]
            above = self.of(style_id(own.based_on)) if own.based_on else FROM_STYLE
            self._resolved[style] = _over(above, own.paragraph)
        return self._resolved[style]

    def carried(self, look: ParagraphLook, suffix: str = "") -> ParagraphLook:
        """Return a look in a style that carries all of it that a style can carry.

        Args:
            look: A style and what differs from it.
            suffix: What the name of the new style ends with. Without one, the name says what differs.
        """
        key = look, suffix
        if key not in self._carried:
            self._carried[key] = look if look.style in HEADINGS else self._settled(look, suffix)
        return self._carried[key]

    def _settled(self, look: ParagraphLook, suffix: str) -> ParagraphLook:
        usual = self.of(look.style)
        own: dict[str, Any] = {name: getattr(look, name) for name in STAYS}
        given = {each.name: getattr(look, each.name) for each in fields(look) if each.name not in STAYS}
        differing = {name: _whole_twips(value) for name, value in given.items() if value != getattr(FROM_STYLE, name)}
        differing = {name: value for name, value in differing.items() if (value or None) != (getattr(usual, name) or None)}
        if look.number == usual.number:
            own["number"] = None
        if differing:
            own["style"] = self._style(look.style, suffix or _named(differing), ParagraphLook(**differing))
        return ParagraphLook(**own)

    def _style(self, base: str, suffix: str, look: ParagraphLook) -> str:
        name = f"{self._styles[base].name} {suffix}"
        if (found := self._styles.get(style_id(name))) is None:
            self._learn(Style(name, self._styles[base].name, self._styles[base].following, look))
        else:
            assert found.paragraph == look, name
        return style_id(name)

    def _learn(self, style: Style) -> None:
        self._styles[style_id(style.name)] = self._made[style_id(style.name)] = style

    def change(self, paragraph: Element, suffix: str, **differing: Any) -> None:
        """Give a paragraph that is written already a style of its own."""
        style = paragraph[0].find(w("pStyle"))
        style.set(w("val"), self.carried(ParagraphLook(style=str(style.get(w("val"))), **differing), suffix).style)

    @property
    def every(self) -> tuple[Style, ...]:
        """Return all styles; those that were made for this file in an order that does not depend on which was needed first."""
        usual = (style for name, style in self._styles.items() if name not in self._made)
        return (*usual, *(style for _, style in sorted(self._made.items())))

    def kept(self, styles: Iterable[str]) -> list[tuple[str, str, str, dict[str, Any]]]:
        """Return the made styles among some, and those that they are based on, in plain values."""
        found: list[Style] = []
        for each in sorted(styles):
            chain: list[Style] = []
            while (style := self._made.get(each)) is not None:
                chain.append(style)
                each = style_id(style.based_on)  # noqa: PLW2901  # goes up to the style of every pack
            found += reversed(chain)
        return [(each.name, each.based_on, each.following, _plain(each.paragraph)) for each in found]

    def take(self, kept: Sequence[tuple[str, str, str, dict[str, Any]]]) -> None:
        """Take styles that were made for another file."""
        for name, based_on, following, look in kept:
            if style_id(name) not in self._styles:
                borders = tuple([Border(*each) for each in look.get("borders", ())])
                self._learn(Style(name, based_on, following, ParagraphLook(**look | {"borders": borders})))


def _whole_twips(value: Any) -> Any:
    """Return a length as Word can have it, so that styles with different names differ, and others do not."""
    return round(value * 20) / 20 if isinstance(value, float) else value


def _over(under: ParagraphLook, over: ParagraphLook) -> ParagraphLook:
    names = [each.name for each in fields(over)]
    return replace(under, **{name: value for name in names if (value := getattr(over, name)) != getattr(FROM_STYLE, name)})


def _plain(look: ParagraphLook) -> dict[str, Any]:
    every = {each.name: getattr(look, each.name) for each in fields(look)}
    found = {name: value for name, value in every.items() if value != getattr(FROM_STYLE, name)}
    return found | {"borders": [(each.side, each.width, each.space, each.colour) for each in look.borders]} if look.borders else found


def _named(differing: dict[str, Any]) -> str:
    """Say in the name of a style how it differs from the one that it is based on."""
    said = dict(differing)
    words: list[str] = []
    tabs, left, hanging = said.get("tabs"), said.get("left"), said.get("hanging")
    if tabs and hanging and tabs == (("left", left),):
        words.append(f"labels of {hanging:g} pt" if left == hanging else f"labels of {hanging:g} pt {left - hanging:g} pt in")
        said = {name: value for name, value in said.items() if name not in ("tabs", "left", "hanging")}
    known = {
        "before": "{:g} pt above",
        "after": "{:g} pt below",
        "left": "{:g} pt in",
        "hanging": "hanging {:g} pt",
        "right": "{:g} pt narrower",
        "exact": "{:g} pt high",
    }
    for name, value in said.items():
        match name:
            case "align":
                words.append(ALIGNED[value])
            case "tabs":
                words.append("stops at " + " ".join(f"{place:g}" for _, place in value))
            case _:
                words.append(known[name].format(value))
    return " ".join(words)

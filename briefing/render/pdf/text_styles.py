"""Styles of text: the settings of the theme for each kind of paragraph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, Literal

from briefing.dataclass import dataclass
from briefing.render.pdf.faces import TABULAR, Face, Features, find_face
from briefing.theme import font_files
from briefing.theme.model import Size, Theme, Typeface

Align = Literal["justify", "start", "centre", "end"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set. Lengths in points."""

    typeface: Typeface
    fallback: Typeface
    """Takes the characters that `typeface` lacks."""
    size: float
    leading: float
    colour: str
    accent: str
    """The colour of links that leave the pack, and of marks."""
    quiet: str
    """The colour of links inside the pack."""
    bold: bool = False
    italic: bool = False
    align: Align = "start"
    hyphenate: bool = False
    gap: float = 0
    """Above and below; of two gaps that meet the larger counts."""
    hanging: float = 0
    """How far all lines but the first are moved in."""
    features: Features = ""
    italics: bool = True
    """Whether the family's italics may be used."""
    balance: bool = False
    """Whether its lines are made about equally long, as in headings."""
    on_right: bool = False
    """Whether its lines are on the right whatever the direction of their words: titles and captions begin where pages do."""
    more: tuple[Typeface, ...] = ()
    """They take the characters that both typefaces lack."""

    def face(self, typeface: Typeface, *, bold: bool, italic: bool) -> Face:
        """Return the face for words in this paragraph, which may be emphasised or strong. Emphasis in italics is upright."""
        style: font_files.Face
        match (self.bold or bold, self.italic != italic and self.italics):
            case (False, False):
                style = "regular"
            case (False, True):
                style = "italic"
            case (True, False):
                style = "bold"
            case _:
                style = "bold_italic"
        return find_face(typeface, style)


@dataclass(frozen=True, slots=True)
class Styles:
    """Every style of a pack."""

    body: Style
    lead: Style
    small: Style
    quote: Style
    digest: Style
    attribution: Style
    box: Style
    box_title: Style
    fact: Style
    """Words of a box in one of two columns."""
    entry: Style
    """Entries of a glossary or a list of sources in two columns."""
    side_title: Style
    side_label: Style
    """Labels in a box in the margin."""
    cell: Style
    head: Style
    caption: Style
    label: Style
    """Short labels of facts, numbers of questions."""
    number: Style
    """Numbers of lines and paragraphs."""
    foot: Style
    side: Style
    headings: tuple[Style, ...]
    contents: tuple[Style, ...]
    running: Style
    kicker: Style
    title: Style
    subtitle: Style
    byline: Style
    description: Style

    def body_like(self, style: Style) -> Style:
        """Return `style` as ragged text without hyphens, for narrow columns."""
        return replace(style, align="start", hyphenate=False)


def closer(styles: Styles, type_share: float, white_share: float) -> Styles:
    """Return styles whose letters and lines, and the white above and below them, are as large as these shares of what they were."""

    def changed(style: Style) -> Style:
        return replace(style, size=style.size * type_share, leading=style.leading * type_share, gap=style.gap * white_share)

    return _changed(styles, changed)


def _changed(styles: Styles, change: Callable[[Style], Style]) -> Styles:
    found: dict[str, Any] = {}
    for each in fields(styles):
        old = getattr(styles, each.name)
        found[each.name] = change(old) if isinstance(old, Style) else tuple(map(change, old))
    return Styles(**found)


def make_styles(theme: Theme, *, backward: bool = False) -> Styles:
    """Return the styles of a theme. `backward` says that pages are read from right to left."""
    styles = _styles(theme, backward=backward)
    return _changed(styles, _centred) if theme.centred else styles


def _centred(style: Style) -> Style:
    return replace(style, align="centre", hyphenate=False, balance=True)


def _styles(theme: Theme, *, backward: bool) -> Styles:
    colours, gap = theme.colours, theme.paragraph_gap
    common: dict[str, Any] = {"accent": colours.accent, "quiet": colours.muted, "gap": gap, "italics": theme.italics, "more": theme.more}

    def text(size: Size, colour: str = colours.ink) -> Style:
        return Style(theme.text, theme.sans, size.size, size.leading, colour, **common)

    def sans(size: Size, colour: str = colours.ink) -> Style:
        return Style(theme.sans, theme.text, size.size, size.leading, colour, **common)

    running: dict[str, Any] = {} if theme.ragged else {"align": "justify", "hyphenate": True}
    display = text if theme.display == "text" else sans
    body = replace(text(theme.body), **running)
    passage = Size(theme.body.size - 0.4, theme.body.leading - 0.5)
    first, second, third, fourth = theme.headings

    def heading(style: Style, **looks: Any) -> Style:
        """Return a style of headings, in which links have the colour of the words around them."""
        return replace(style, balance=True, quiet=style.colour, on_right=backward, **looks)

    entry = Size(theme.table.size + 0.6, theme.table.leading + 1.6)
    return Styles(
        body=body,
        lead=text(theme.lead, colours.accent),
        small=sans(theme.small, colours.muted),
        quote=replace(text(passage), **running),
        digest=replace(sans(theme.digest), gap=gap - 1),
        attribution=replace(sans(theme.small, colours.muted), gap=4),
        box=replace(sans(Size(theme.table.size + 0.2, theme.table.leading + 0.6)), gap=4),
        box_title=replace(sans(Size(theme.table.size + 1.2, theme.table.leading + 1.4), colours.accent), bold=True, gap=4),
        fact=sans(Size(theme.table.size + 0.2, theme.table.leading - 0.4)),
        entry=replace(text(theme.entry), **running, gap=4),
        side_title=replace(sans(Size(theme.note.size + 0.8, theme.note.leading + 0.8), colours.accent), bold=True, gap=3),
        side_label=replace(sans(Size(theme.note.size - 0.3, theme.note.leading - 0.6), colours.muted), gap=0),
        cell=replace(sans(theme.table), gap=0, features=TABULAR),
        head=replace(sans(theme.table, colours.accent), gap=0, bold=True),
        caption=replace(sans(theme.table, colours.ink), bold=True, gap=4, on_right=backward),
        label=replace(sans(theme.table, colours.muted), gap=3),
        number=replace(sans(Size(theme.note.size, theme.note.leading), colours.muted), gap=0, features=TABULAR),
        foot=replace(text(theme.small), **running, gap=1.5),
        side=replace(sans(theme.note), gap=3),
        headings=(
            heading(display(first, colours.accent), bold=True, gap=theme.section_gap + theme.body.leading),
            heading(sans(second, colours.accent), bold=True, gap=theme.section_gap + 6),
            heading(sans(third), bold=True, gap=theme.section_gap + 1),
            heading(sans(fourth, colours.muted), italic=True, gap=theme.section_gap - 3),
        ),
        contents=(
            replace(sans(entry), bold=True, gap=6),
            replace(sans(entry), gap=1),
            replace(sans(theme.table, colours.muted), gap=0),
        ),
        running=sans(Size(theme.note.size, theme.note.leading), colours.muted),
        kicker=replace(sans(Size(theme.body.size, theme.body.leading), colours.muted), gap=10, on_right=backward),
        title=replace(display(theme.title, colours.accent), bold=True, balance=True, gap=10, on_right=backward),
        subtitle=replace(
            display(Size(theme.headings[1].size + 1, theme.headings[1].leading + 3)),
            italic=theme.display == "text",
            balance=True,
            gap=8,
            on_right=backward,
        ),
        byline=replace(sans(theme.body), gap=3, on_right=backward),
        description=replace(sans(theme.small, colours.muted), gap=0),
    )

"""`word/styles.xml` from the table of styles (ECMA-376 Part 1, 17.7)."""

from __future__ import annotations

from briefing.render.docx.language_tags import word_language
from briefing.render.docx.style_model import BUILT_IN, CELL_PADDING, Style, line, style_id
from briefing.render.docx.wml import FROM_STYLE, Element, add, colour, paragraph_properties, root, run_properties, theme_fonts, twips, w
from briefing.theme.model import Theme


def styles_part(theme: Theme, every: tuple[Style, ...], language: str) -> Element:
    """Return `word/styles.xml`."""
    top = root("styles")
    _defaults(top, theme, language)
    for each in every:
        _write(top, each)
    for kind, name in (("character", "Default Paragraph Font"), ("numbering", "No List")):
        element = add(top, "style", type=kind, default=1, styleId=style_id(name))
        add(element, "name", val=name)
        add(element, "uiPriority", val=99)
        add(element, "semiHidden")
    _table_style(top, theme)
    return top


def _defaults(top: Element, theme: Theme, language: str) -> None:
    defaults = add(top, "docDefaults")
    run = add(add(defaults, "rPrDefault"), "rPr")
    theme_fonts(run, "text")
    add(run, "color", val=colour(theme.colours.ink))
    add(run, "sz", val=round(theme.body.size * 2))
    add(run, "szCs", val=round(theme.body.size * 2))
    add(run, "lang", val=word_language(language), eastAsia="en-US", bidi="ar-SA")
    paragraph = add(add(defaults, "pPrDefault"), "pPr")
    add(paragraph, "widowControl")
    add(paragraph, "suppressAutoHyphens")
    add(paragraph, "spacing", after=0, line=line(theme.body, theme.text), lineRule="auto")


def _write(top: Element, style: Style) -> None:
    element = add(top, "style", type=style.kind)
    if style.name == "Normal":
        element.set(w("default"), "1")
    if style.name not in BUILT_IN:
        element.set(w("customStyle"), "1")
    element.set(w("styleId"), style_id(style.name))
    add(element, "name", val=style.name)
    based_on = style.based_on or ("Default Paragraph Font" if style.kind == "character" else "")
    if based_on:
        add(element, "basedOn", val=style_id(based_on))
    if style.following:
        add(element, "next", val=style_id(style.following))
    add(element, "uiPriority", val=1)
    add(element, "qFormat")
    if style.paragraph != FROM_STYLE:
        paragraph_properties(element, style.paragraph)
    run_properties(element, style.run)


def _table_style(top: Element, theme: Theme) -> None:
    normal = add(top, "style", type="table", default=1, styleId="TableNormal")
    add(normal, "name", val="Normal Table")
    add(normal, "uiPriority", val=99)
    add(normal, "semiHidden")
    cell_margins(add(normal, "tblPr"), 0)
    own = add(top, "style", type="table", customStyle=1, styleId="PackTable")
    add(own, "name", val="Pack Table")
    add(own, "basedOn", val="TableNormal")
    add(own, "uiPriority", val=1)
    add(own, "qFormat")
    properties = add(own, "tblPr")
    borders = add(properties, "tblBorders")
    for side, width, ink in (("top", 8, theme.colours.accent), ("bottom", 8, theme.colours.accent), ("insideH", 4, theme.colours.rule)):
        add(borders, side, val="single", sz=width, space=0, color=colour(ink))
    cell_margins(properties, CELL_PADDING)
    head = add(own, "tblStylePr", type="firstRow")
    borders = add(add(head, "tcPr"), "tcBorders")
    add(borders, "bottom", val="single", sz=6, space=0, color=colour(theme.colours.accent))


def cell_margins(properties: Element, side: float) -> None:
    """Set the white on either side of what is in a cell, in points."""
    margins = add(properties, "tblCellMar")
    for name, points in (("top", 0.0), ("left", side), ("bottom", 0.0), ("right", side)):
        add(margins, name, w=twips(points), type="dxa")

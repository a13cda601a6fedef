"""The styles of a user's Word file instead of the pack's. They are matched by name: only names are the same in all languages of Word.

Their styles get the identifiers that the pack uses, so that what is written in the body does not depend on them. What they lack is added.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable

from briefing.render.docx.language_tags import word_language
from briefing.render.docx.style_model import BULLETS, NUMBERS, QUESTIONS
from briefing.render.docx.wml import Element, add, w
from briefing.theme.reference_parts import House

VAL, ID = w("val"), w("styleId")
_STYLE_LINKS = ("basedOn", "next", "link")
_NUMBER_LINKS = ("pStyle", "styleLink", "numStyleLink")
_PARAGRAPH_ORDER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers")
_BEFORE_TABS = (*_PARAGRAPH_ORDER, "pBdr", "shd")
_BEFORE_PARAGRAPH = ("name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden", "unhideWhenUsed")
_BEFORE_PROPERTIES = (*_BEFORE_PARAGRAPH, "qFormat", "locked", "personal", "personalCompose", "personalReply")
"""What comes first in a style and in the properties of a paragraph (ECMA-376 Part 1, 17.7.4.17 and 17.3.1.26)."""


def adopt(house: House, styles: Element, numbering: Element, language: str) -> tuple[Element, Element]:
    """Return the styles and the numbering of a pack in the look of a house.

    Args:
        house: The user's file; its elements are changed.
        styles: The pack's own `w:styles`.
        numbering: The pack's own `w:numbering`.
        language: Of the pack: BCP 47.
    """
    theirs = house.styles
    matches = _matches(styles, theirs)
    _rename(theirs, house.numbering, matches, {_id(style) for style in styles.iterfind(w("style"))})
    if house.numbering is not None:
        numbering = _joined(numbering, house.numbering, theirs)
    kept = {_id(style): style for style in matches.values()}
    for style in styles.iterfind(w("style")):
        if _id(style) in kept:
            _complete(kept[_id(style)], style, theirs, numbering)
        else:
            theirs.append(copy.deepcopy(style))
    _speak(theirs, language)
    return theirs, numbering


def _id(style: Element) -> str:
    return str(style.get(ID))


def _name(style: Element) -> str:
    element = style.find(w("name"))
    return "" if element is None else str(element.get(VAL))


def _matches(styles: Element, theirs: Element) -> dict[str, Element]:
    """Return the style of the house for each of the pack's that it has, by the pack's identifier.

    The default of a kind is found as such, the others by name: LibreOffice writes `Heading 1` where Word writes `heading 1`.
    """
    found: dict[str, Element] = {}
    every = theirs.findall(w("style"))
    for style in styles.iterfind(w("style")):
        same = [each for each in every if each.get(w("type")) == style.get(w("type"))]
        if style.get(w("default")) == "1":
            good = [each for each in same if each.get(w("default")) in ("1", "true", "on")]
        else:
            name = _name(style)
            good = [each for each in same if _name(each) == name] or [each for each in same if _name(each).lower() == name.lower()]
        if good:
            found[_id(style)] = good[0]
    return found


def _rename(theirs: Element, numbering: Element | None, matches: dict[str, Element], ours: set[str]) -> None:
    """Give matched styles the pack's identifiers; others that have one of these, or one of the names, make way."""
    wanted = {id(style): identifier for identifier, style in matches.items()}
    names = {_name(style).lower() for style in matches.values()}
    new: dict[str, str] = {}
    taken = ours | {_id(style) for style in theirs.iterfind(w("style"))}
    for style in theirs.iterfind(w("style")):
        identifier = wanted.get(id(style), _id(style))
        if id(style) not in wanted and identifier in ours:
            while identifier in taken:
                identifier += "House"
            taken.add(identifier)
            if _name(style).lower() not in names:
                style.find(w("name")).set(VAL, f"{_name(style)} (house)")
        new[_id(style)] = identifier
        style.set(ID, identifier)
    _relink(theirs, _STYLE_LINKS, new)
    if numbering is not None:
        _relink(numbering, _NUMBER_LINKS, new)


def _relink(top: Element, tags: Iterable[str], new: dict[str, str]) -> None:
    for element in list(top.iter(*map(w, tags))):
        target = new.get(str(element.get(VAL)))
        if target is None:
            element.getparent().remove(element)
        else:
            element.set(VAL, target)


def _joined(numbering: Element, house: Element, theirs: Element) -> Element:
    """Return the pack's numbering with that of the house behind it, under numbers of its own; its styles follow."""
    kinds, lists = numbering.findall(w("abstractNum")), numbering.findall(w("num"))
    first_kind = 1 + max(int(each.get(w("abstractNumId"))) for each in kinds)
    first_list = 1 + max(int(each.get(w("numId"))) for each in lists)
    new_kinds = {each.get(w("abstractNumId")): str(first_kind + place) for place, each in enumerate(house.findall(w("abstractNum")))}
    new_lists = {each.get(w("numId")): str(first_list + place) for place, each in enumerate(house.findall(w("num")))}
    for kind in house.findall(w("abstractNum")):
        kind.set(w("abstractNumId"), new_kinds[kind.get(w("abstractNumId"))])
        lists[0].addprevious(kind)
    for each in house.findall(w("num")):
        each.set(w("numId"), new_lists[each.get(w("numId"))])
        reference = each.find(w("abstractNumId"))
        reference.set(VAL, new_kinds.get(str(reference.get(VAL)), "1"))
        numbering.append(each)
    for number in theirs.iter(w("numId")):
        number.set(VAL, new_lists.get(str(number.get(VAL)), "0"))
    return numbering


def _complete(style: Element, own: Element, theirs: Element, numbering: Element) -> None:
    """Give a style of the house what a pack cannot do without: the signs of lists, and the stop at the right edge in running heads."""
    own_properties = own.find(w("pPr"))
    if own_properties is None:
        return
    if own_properties.find(w("tabs")) is not None:
        properties = _paragraph_properties(style)
        for tabs in properties.findall(w("tabs")):
            properties.remove(tabs)
        _insert(properties, copy.deepcopy(own_properties.find(w("tabs"))), _BEFORE_TABS)
    if own_properties.find(w("numPr")) is None:
        return
    if _is_numbered(style, theirs):
        for link in numbering.iterfind(f"{w('abstractNum')}/{w('lvl')}/{w('pStyle')}"):
            if link.get(VAL) == _id(style) and int(link.getparent().getparent().get(w("abstractNumId"))) in (BULLETS, NUMBERS, QUESTIONS):
                link.getparent().remove(link)
    else:
        _insert(_paragraph_properties(style), copy.deepcopy(own_properties.find(w("numPr"))), _PARAGRAPH_ORDER[:6])


def _is_numbered(style: Element | None, theirs: Element) -> bool:
    """Say whether a style, or one that it is based on, makes a list."""
    every = {_id(each): each for each in theirs.iterfind(w("style"))}
    seen = 0
    while style is not None and seen < len(every):
        number = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        if number is not None:
            return str(number.get(VAL)) != "0"
        above = style.find(w("basedOn"))
        style, seen = (None if above is None else every.get(str(above.get(VAL)))), seen + 1
    return False


def _paragraph_properties(style: Element) -> Element:
    properties = style.find(w("pPr"))
    if properties is None:
        properties = style.makeelement(w("pPr"))
        _insert(style, properties, _BEFORE_PROPERTIES)
    return properties


def _insert(parent: Element, element: Element, before: Iterable[str]) -> None:
    """Insert an element after those that the schema puts before it, in place of one of the same name."""
    for old in parent.findall(element.tag):
        parent.remove(old)
    names = {w(name) for name in before}
    parent.insert(next((place for place, each in enumerate(parent) if each.tag not in names), len(parent)), element)


def _speak(theirs: Element, language: str) -> None:
    """Set the language of the pack in place of that of the house."""
    for element in list(theirs.iter(w("lang"))):
        element.getparent().remove(element)
    properties = theirs
    for name in ("docDefaults", "rPrDefault", "rPr"):
        properties = _child(properties, name)
    add(properties, "lang", val=word_language(language), eastAsia="en-US", bidi="ar-SA")


def _child(parent: Element, name: str) -> Element:
    """Return a child of an element; a new one before the others if it has none of this name."""
    found = parent.find(w(name))
    if found is None:
        found = parent.makeelement(w(name))
        parent.insert(0, found)
    return found

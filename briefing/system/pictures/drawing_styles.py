"""The style sheets within a drawing (CSS 2.1), put on the elements that they are about: then every program draws them alike."""

from __future__ import annotations

import re

import tinycss2
from cssselect import GenericTranslator, SelectorError, parse
from lxml import etree

_FONT = re.compile(r"(?P<look>(?:[\w-]+\s+)*?)(?P<size>[\d.]+[a-z%]*)(?:\s*/\s*[\w.%]+)?\s+(?P<family>.+)")
"""The value of `font`, which sets several properties at once."""
MOST_MATCHES = 200_000
"""Rules put on elements. A drawing with more of them takes too long."""


def put_styles_on(root: etree._Element) -> None:
    """Write the declarations of all style sheets into the `style` of the elements, and delete the sheets. Names are without namespaces.

    Raises:
        ValueError: There are too many.
    """
    found: dict[etree._Element, list[tuple[tuple[int, ...], str]]] = {}
    sheets = list(root.iter("style"))
    css = "".join("".join(map(str, each.itertext())) for each in sheets)
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    matches = 0
    for number, rule in enumerate(rules):
        if rule.type != "qualified-rule":
            continue
        content = tinycss2.serialize(rule.content)
        for weight, elements in _matching(root, tinycss2.serialize(rule.prelude)):
            matches += len(elements)
            if matches > MOST_MATCHES:
                raise ValueError("too many rules")
            for element in elements:
                found.setdefault(element, []).append(((*weight, number), content))
    for element, contents in found.items():
        element.set("style", ";".join([*(content for _, content in sorted(contents)), str(element.get("style", ""))]))
    for sheet in sheets:
        parent = sheet.getparent()
        if parent is not None:
            parent.remove(sheet)


def _matching(root: etree._Element, selectors: str) -> list[tuple[tuple[int, ...], list[etree._Element]]]:
    """Return the elements of each selector, with its weight; nothing for those that are not known."""
    try:
        paths = [(each.specificity(), GenericTranslator().selector_to_xpath(each)) for each in parse(selectors)]
        return [(weight, [each for each in root.xpath(path) if etree.iselement(each)]) for weight, path in paths]
    except (SelectorError, etree.XPathError):
        return []


def declarations(style: str) -> dict[str, str]:
    """Return what a `style` says, by property; `font` as the properties that it sets. What counts is what is said last."""
    found: dict[str, str] = {}
    for each in tinycss2.parse_declaration_list(style, skip_comments=True, skip_whitespace=True):
        if each.type != "declaration":
            continue
        value = tinycss2.serialize(each.value).strip()
        if each.lower_name == "font":
            found |= _font(value)
        elif each.lower_name == "marker":
            found |= dict.fromkeys(("marker-start", "marker-mid", "marker-end"), value)
        else:
            found[each.lower_name] = value
    return found


def _font(value: str) -> dict[str, str]:
    match = _FONT.fullmatch(value)
    if not match:
        return {}
    look = match["look"].split()
    style = next((each for each in look if each in ("italic", "oblique")), "normal")
    weight = next((each for each in look if each in ("bold", "bolder", "lighter") or each.isdigit()), "normal")
    return {"font-style": style, "font-weight": weight, "font-size": match["size"], "font-family": match["family"]}

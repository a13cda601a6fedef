"""Finding elements of a web page, or of a chapter of an EPUB, that an attribute or the page's own style sheets hide."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import cssselect
import tinycss2
from lxml import etree

from briefing.originals.readers import invisible

_MOST = 2_000_000
"""How many characters of style sheets are read. Reading a million takes about a second."""
_TRIALS = 20_000_000
"""How many times a selector is tried on an element at most, which takes about ten seconds. Later rules do not hide anything."""
_MORE_TRIALS = 6_000_000
"""The same for rules about anything but `display` and `visibility`. If there are more of them, none of these hides anything."""
_FIRST = frozenset({"display", "visibility"})
"""The properties whose rules are tried on any page."""
_SCREENS = ("", "all", "screen", "only screen", "all, screen", "screen, all")
_NOTES = re.compile(r"(?:foot|end|rear)notes?\b")
_SHELL = ("html", "head", "title", "style", "body")
"""Elements that are never displayed, and elements that some pages hide only while they load."""

_Weight = tuple[bool, bool, tuple[int, int, int], int]
"""The order in which declarations win (CSS Cascade, 6.1): important, on the element itself, how specific, how late."""


class _Declaration(NamedTuple):
    property: str
    value: str
    important: bool


def undisplayed(root: Any, sheets: Sequence[str]) -> list[Any]:
    """Return the elements that are not displayed, in their order. One may be inside another one.

    Notes that pop up (`epub:type`, `role`) count as displayed. The page and its body count as displayed, too: some pages hide them while
    they load.

    Args:
        root: A page, with or without namespaces.
        sheets: The style sheets of the page, in their order.
    """
    elements = list(root.iter(etree.Element))
    declared = _declared(root, elements, sheets)
    values = {elements[number]: {name: value for name, (_, value) in mine.items()} for number, mine in declared.items()}
    return [each for each in elements if _is_hidden(each, lambda element: values.get(element, {}))]


def _is_hidden(element: Any, said: Callable[[Any], invisible.Said]) -> bool:
    name = _local(element)
    if name in _SHELL or _is_note(element):
        return False
    return "hidden" in element.attrib or invisible.hides(element, name, said)


def _is_note(element: Any) -> bool:
    return bool(_NOTES.search(f"{element.get('{http://www.idpf.org/2007/ops}type', '')} {element.get('role', '')}"))


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)


# ── the cascade ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _declared(root: Any, elements: Sequence[Any], sheets: Sequence[str]) -> dict[int, dict[str, tuple[_Weight, str]]]:
    """Return the values of the properties that can hide an element, by the number of the element."""
    held: dict[int, dict[str, tuple[_Weight, str]]] = {}

    def put(number: int, declaration: _Declaration, weight: _Weight) -> None:
        mine = held.setdefault(number, {})
        if declaration.property not in mine or mine[declaration.property][0] <= weight:
            mine[declaration.property] = weight, declaration.value

    own = {number: element.get("style") for number, element in enumerate(elements) if element.get("style")}
    text = "\n".join(sheets)[:_MOST]
    watched = invisible.watched("\n".join([text, *own.values()]))
    for number, style in own.items():
        for declaration in _declarations(style, watched):
            put(number, declaration, (declaration.important, True, (0, 0, 0), 0))
    if not invisible.watched(text) and not (watched and text):
        return held
    bare = _without_namespaces(root)
    numbers = {each: number for number, each in enumerate(bare.iter(etree.Element))}
    rules = list(enumerate(_rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), watched)))
    plain = [rule for rule in rules if any(each.property in _FIRST for each in rule[1][1])]
    if len(rules) * len(elements) > _MORE_TRIALS:  # some of the others would say less than the truth
        rules = [(order, (selector, [each for each in said if each.property in _FIRST])) for order, (selector, said) in plain]
    for order, (selector, declarations) in rules[: _TRIALS // len(elements)]:
        for element in _matching(bare, selector):
            for declaration in declarations:
                put(numbers[element], declaration, (declaration.important, False, selector.specificity(), order))
    return held


def _without_namespaces(root: Any) -> Any:
    bare = copy.deepcopy(root)
    for element in bare.iter(etree.Element):
        element.tag = _local(element)
    return bare


def _rules(nodes: Iterable[Any], watched: Collection[str]) -> Iterator[tuple[cssselect.Selector, list[_Declaration]]]:
    """Yield the selectors of rules for screens of every size, with their declarations of properties that can hide."""
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword == "media" and node.content is not None:
            if tinycss2.serialize(node.prelude).strip().lower() in _SCREENS:
                yield from _rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True), watched)
        elif node.type == "qualified-rule":
            declarations = list(_declarations(node.content, watched))
            yield from ((selector, declarations) for selector in (_selectors(node.prelude) if declarations else ()))


def _declarations(content: Any, watched: Collection[str]) -> Iterator[_Declaration]:
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration" and node.lower_name in watched:
            yield _Declaration(node.lower_name, tinycss2.serialize(node.value).strip().lower(), node.important)


def _selectors(prelude: Any) -> list[cssselect.Selector]:
    """Return the selectors of a rule. If one of them cannot be read, return none of them, as browsers do."""
    try:
        return cssselect.parse(tinycss2.serialize(prelude))
    except cssselect.SelectorError:
        return []


def _matching(root: Any, selector: cssselect.Selector) -> list[Any]:
    if selector.pseudo_element:
        return []
    try:
        return list(root.xpath(cssselect.HTMLTranslator().selector_to_xpath(selector)))
    except (cssselect.SelectorError, etree.XPathError):
        return []

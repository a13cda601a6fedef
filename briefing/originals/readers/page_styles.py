"""What the style sheets of a page say of its elements (the cascade), for the few properties that decide what its words are."""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any, NamedTuple

import cssselect
import tinycss2
from lxml import etree

from briefing.dataclass import dataclass
from briefing.originals.readers import invisible

_MOST = 2_000_000
"""How many characters of style sheets are read. Reading a million takes about a second."""
_TRIALS = 20_000_000
"""How many times a selector is tried on an element at most, which takes about ten seconds. Later rules say nothing."""
_MORE_TRIALS = 6_000_000
"""The same for rules about anything but `display` and `visibility`. If there are more of them, none of these says anything."""
_RULES = 20_000
"""How many rules are tried at most."""
_FIRST = frozenset({"display", "visibility"})
"""The properties whose rules are tried on any page."""
_LOOKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"display\s*:\s*(?:block|flow|flex|grid|list|table|inline)", ("display",)),
    (r"vertical-align\s*:\s*(?:super|sub|text-top|\.\d|\d)", ("vertical-align",)),
    (r"\btop\s*:\s*-0?\.\d+em", ("top",)),
    (r"line-through", ("text-decoration", "text-decoration-line")),
    (r"list-style", ("list-style", "list-style-type")),
    (r"\bcounters?\(|::?marker", ("content", "counter-reset", "counter-set", "counter-increment")),
)
"""What a style says that changes words, and the properties that then decide whether it does."""
_DEEPEST = 5
"""Rules inside rules that are read."""
_INNER = 500
"""Selectors of a rule inside others."""
_SCREENS = ("", "all", "screen", "only screen", "all, screen", "screen, all")
_PSEUDO = ("before", "marker")
"""Pseudo-elements whose text is known."""

_Weight = tuple[bool, bool, tuple[int, int, int], int]
"""The order in which declarations win (CSS Cascade, 6.1): important, on the element itself, how specific, how late."""


class _Declaration(NamedTuple):
    property: str
    value: str
    important: bool


class _Rule(NamedTuple):
    order: int
    selector: cssselect.Selector
    declarations: list[_Declaration]


_Ruling = tuple[cssselect.Selector, list[_Declaration]]
"""A selector of a rule, and what the rule says of watched properties."""


@dataclass(frozen=True, slots=True)
class Styles:
    """What style sheets say of the elements of a page."""

    text: str = ""
    """The style sheets."""
    values: Mapping[tuple[Any, str], invisible.Said] = field(default_factory=dict)
    """The values of properties by element and pseudo-element."""

    def of(self, element: Any, pseudo: str = "") -> invisible.Said:
        """Return the values of properties of an element, or of what stands before it (`before`) or marks it in a list (`marker`)."""
        return self.values.get((element, pseudo), {})


def styles(root: Any, sheets: Sequence[str]) -> Styles:
    """Return what the style sheets of a page, and its elements themselves, say.

    Args:
        root: A page, with or without namespaces.
        sheets: The style sheets of the page, in their order.
    """
    elements = list(root.iter(etree.Element))
    text = "\n".join(sheets)[:_MOST]
    held = _declared(root, elements, text)
    values = {(elements[number], pseudo): {name: value for name, (_, value) in mine.items()} for (number, pseudo), mine in held.items()}
    return Styles(text, values)


def _declared(root: Any, elements: Sequence[Any], text: str) -> dict[tuple[int, str], dict[str, tuple[_Weight, str]]]:
    """Return the values of the watched properties, by the number of the element and the pseudo-element."""
    held: dict[tuple[int, str], dict[str, tuple[_Weight, str]]] = {}

    def put(number: int, pseudo: str, declaration: _Declaration, weight: _Weight) -> None:
        mine = held.setdefault((number, pseudo), {})
        if declaration.property not in mine or mine[declaration.property][0] <= weight:
            mine[declaration.property] = weight, declaration.value

    own = {number: element.get("style") for number, element in enumerate(elements) if element.get("style")}
    everything = "\n".join([text, *own.values()])
    watched = invisible.watched(everything) | {
        name for mark, names in _LOOKS if re.search(mark, everything, re.IGNORECASE) for name in names
    }
    for number, style in own.items():
        for declaration in _declarations(style, watched):
            put(number, "", declaration, (declaration.important, True, (0, 0, 0), 0))
    if not (watched and text):
        return held
    bare = _without_namespaces(root)
    numbers = {each: number for number, each in enumerate(bare.iter(etree.Element))}
    for rule in _affordable(list(_all_rules(text, watched)), len(elements)):
        pseudo = str(rule.selector.pseudo_element or "")
        for element in _matching(bare, rule.selector) if pseudo in ("", *_PSEUDO) else ():
            for declaration in rule.declarations:
                put(numbers[element], pseudo, declaration, (declaration.important, False, rule.selector.specificity(), rule.order))
    return held


def _all_rules(text: str, watched: Collection[str]) -> Iterator[_Rule]:
    nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    for order, (selector, declarations) in enumerate(_rules(nodes, watched)):
        yield _Rule(order, selector, declarations)


def _affordable(rules: list[_Rule], elements: int) -> list[_Rule]:
    """Return as many rules as can be tried: if not all, none about looks; if still not all, none but those that hide."""
    hiding = frozenset(name for _, names in invisible.GROUPS for name in names)
    for kept in (None, hiding):
        chosen = rules if kept is None else _about(rules, kept)
        if len(chosen) * elements <= _MORE_TRIALS and len(chosen) <= _RULES:
            return chosen
    return _about(rules, _FIRST)[: min(_TRIALS // max(elements, 1), _RULES)]


def _about(rules: Iterable[_Rule], names: Collection[str]) -> list[_Rule]:
    found = (rule._replace(declarations=[each for each in rule.declarations if each.property in names]) for rule in rules)
    return [rule for rule in found if rule.declarations]


def _without_namespaces(root: Any) -> Any:
    bare = copy.deepcopy(root)
    for element in bare.iter(etree.Element):
        element.tag = str(etree.QName(element).localname)
    return bare


def _rules(nodes: Iterable[Any], watched: Collection[str]) -> Iterator[_Ruling]:
    """Yield the selectors of rules for screens of every size, with their declarations of watched properties."""
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword in ("media", "layer", "supports") and node.content is not None:
            if node.lower_at_keyword != "media" or tinycss2.serialize(node.prelude).strip().lower() in _SCREENS:
                yield from _rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True), watched)
        elif node.type == "qualified-rule":
            yield from _rule(_parts(node.prelude), node.content, watched, _DEEPEST)


def _rule(preludes: Sequence[str], content: Any, watched: Collection[str], depth: int) -> Iterator[_Ruling]:
    """Yield the selectors of a rule with its declarations, and those of the rules inside it (CSS Nesting)."""
    declarations = list(_declarations(content, watched))
    yield from ((selector, declarations) for selector in (_selectors(", ".join(preludes)) if declarations else ()))
    if depth and any(each.type == "{} block" for each in content):
        for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
            if node.type == "qualified-rule":
                pairs = itertools.product(preludes, _parts(node.prelude))
                inner = [own.replace("&", outer) if "&" in own else f"{outer} {own}" for outer, own in pairs]
                yield from _rule(inner[:_INNER], node.content, watched, depth - 1)


def _parts(prelude: Iterable[Any]) -> list[str]:
    """Return the selectors between the commas of a list."""
    found: list[list[Any]] = [[]]
    for node in prelude:
        if node == ",":
            found.append([])
        else:
            found[-1].append(node)
    return [tinycss2.serialize(each).strip() for each in found]


def _declarations(content: Any, watched: Collection[str]) -> Iterator[_Declaration]:
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration" and node.lower_name in watched:
            value = tinycss2.serialize(node.value).strip()
            yield _Declaration(node.lower_name, value if node.lower_name == "content" else value.lower(), node.important)


def _selectors(prelude: str) -> list[cssselect.Selector]:
    """Return the selectors of a rule. If one of them cannot be read, return none of them, as browsers do."""
    try:
        return cssselect.parse(prelude)
    except cssselect.SelectorError:
        return []


def _matching(root: Any, selector: cssselect.Selector) -> list[Any]:
    try:
        return list(root.xpath(cssselect.HTMLTranslator().selector_to_xpath(selector)))
    except (cssselect.SelectorError, etree.XPathError):
        return []

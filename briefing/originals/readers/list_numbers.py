"""The automatic numbers of a page: those of its lists, and those that its style sheets count (CSS Lists and Counters 3)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import tinycss2

from briefing.originals.readers.numerals import numeral
from briefing.originals.readers.page_marks import BLOCKS, classes, local, said, text_of
from briefing.originals.readers.page_styles import Styles

_KINDS = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-greek": "greekLower", "lower-russian": "russianLower", "upper-russian": "russianUpper", "hebrew": "hebrew1",
    "arabic-indic": "arabicIndic", "devanagari": "hindiNumbers", "thai": "thaiNumbers", "cjk-decimal": "ideographDigital",
    "cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting",
    "japanese-informal": "chineseCounting", "cjk-heavenly-stem": "ideographTraditional", "cjk-earthly-branch": "ideographZodiac",
    "hiragana": "aiueo", "katakana": "aiueo", "katakana-iroha": "iroha",
}  # fmt: skip
"""The kinds of numbers, by their names in CSS and in Office Open XML."""
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_BULLETS = frozenset(
    {"none", "disc", "circle", "square", "disclosure-open", "disclosure-closed", "box", "check", "diamond", "dash", "hyphen"}
)
_IDEOGRAPHIC = (
    "cjk-ideographic",
    "simp-chinese-informal",
    "trad-chinese-informal",
    "japanese-informal",
    "cjk-decimal",
    "hiragana",
    "katakana",
)
_UNNUMBERED = re.compile(
    r"(?:^|[\s_-])(?:comment\w*|toc|nav\w*|menu\w*|bread-?crumbs?|crumbs?|pager|pagination|tabs?|slid\w+|carousel\w*|gallery|social|share|sharing"
    r"|unstyled|no-?bullets?|no-?style|plain|inline|timeline|thread|posts?|cards?|swiper\w*|tags?|meta|toolbar|list-none|reset)(?:$|[\s_-])"
)
"""Names of lists that pages show without numbers, by style sheets that a saved page does not have."""
_ROLES = ("list", "menu", "menubar", "tablist", "listbox", "presentation", "none", "navigation", "feed", "tree")
_TYPED = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxlIVXL]{1,5})[.)]\s")
"""A number that somebody typed."""
_COUNTER = re.compile(r"\bcounters?\(")


def numbers(root: Any, looks: Styles, hidden: Collection[Any], notes: Collection[Any], *, is_styled: bool = True) -> dict[Any, str]:
    """Return the automatic numbers of elements.

    Args:
        root: A page.
        looks: What its style sheets say.
        hidden: Elements that are not displayed. They are not counted.
        notes: Elements with which notes begin. Lists of notes have no numbers, for their marks are left out of the text.
        is_styled: Whether all style sheets of the page are known.
    """
    own = _defined(looks.text)
    shown = _Shown(looks, own, frozenset(hidden), is_styled=is_styled)
    found: dict[Any, str] = {}
    lists_of_notes = {above for each in notes for above in (each, *each.iterancestors()) if local(above) in ("ol", "ul", "li")}
    for holder in root.iter("*"):
        if local(holder) in ("ol", "ul", "menu", "dir") and holder not in lists_of_notes:
            found.update(shown.items(holder))
    if _COUNTER.search(looks.text):
        found.update((each, text) for each, text in _counted(root, looks, own, frozenset(hidden)) if each not in lists_of_notes)
    return found


class _Shown:
    """Says which numbers lists show."""

    def __init__(self, looks: Styles, own: Mapping[str, tuple[str, str, str]], hidden: frozenset[Any], *, is_styled: bool) -> None:
        self._looks, self._own, self._hidden, self._is_styled = looks, own, hidden, is_styled

    def items(self, holder: Any) -> Iterator[tuple[Any, str]]:
        """Yield the items of a list that have numbers, with their numbers."""
        items = [each for each in holder if local(each) == "li" and each not in self._hidden]
        if not items or (not self._is_styled and self._is_bare(holder, items)):
            return
        is_ordered = local(holder) == "ol"
        is_reversed = is_ordered and "reversed" in holder.attrib
        step = -1 if is_reversed else 1
        count = _number(holder.get("start") if is_ordered else None, len(items) if is_reversed else 1) - step
        for item in items:
            count = _number(item.get("value") if is_ordered else None, count + step)
            if text := self._mark(item, holder, count):
                yield item, text

    def _is_bare(self, holder: Any, items: list[Any]) -> bool:
        """Say whether a list seems to be one that a style sheet which is not known shows without numbers."""
        if any(self._looks.of(each).get(key) for each in (holder, items[0]) for key in ("list-style", "list-style-type")):
            return False
        names = " ".join([*classes(holder), str(holder.get("id", "")), *classes(items[0])]).lower()
        if _UNNUMBERED.search(names) or str(holder.get("role", "")).lower() in _ROLES:
            return True
        if all(_TYPED.match(text_of(each)) for each in items):
            return True
        return any(local(child) in ("article", "header", "nav", "form", "figure") for item in items for child in item)

    def _mark(self, item: Any, holder: Any, count: int) -> str:
        mine, theirs = self._looks.of(item), self._looks.of(holder)
        if mine.get("display", "list-item") not in ("list-item", "revert", "unset"):
            return ""
        if (content := self._looks.of(item, "marker").get("content", "normal")) != "normal" and not _COUNTER.search(content):
            return ""
        attribute = _TYPES.get(item.get("type") or holder.get("type") or "", "")
        kind = _type(mine, self._own) or _type(theirs, self._own) or (attribute or "decimal" if local(holder) == "ol" else "disc")
        text = formatted(count, kind, self._own)
        if kind in self._own or not text:
            return text
        return f"{text}、" if kind in _IDEOGRAPHIC else f"{text}."


def formatted(count: int, kind: str, own: Mapping[str, tuple[str, str, str]]) -> str:
    """Return a number as a kind of list shows it; nothing for bullets. A kind that nobody knows shows decimal numbers."""
    if kind in own:
        base, prefix, suffix = own[kind]
        return f"{prefix}{text}{suffix}" if (text := formatted(count, base, {})) else ""
    if kind in _BULLETS or kind[:1] in ("'", '"'):
        return ""
    return numeral(count, _KINDS.get(kind, "decimal")) or str(count)


def _type(values: Mapping[str, str], own: Collection[str]) -> str:
    """Return the kind of numbers that style sheets give a list; empty if they say nothing of it."""
    if kind := values.get("list-style-type", ""):
        return "" if kind in ("inherit", "initial", "unset", "revert") else kind
    for word in values.get("list-style", "").split():
        if word in _KINDS or word in _BULLETS or word in own or word[:1] in ("'", '"'):
            return word
    return ""


def _number(text: str | None, otherwise: int) -> int:
    match = re.match(r"\s*([+-]?\d{1,6})", text or "")
    return int(match[1]) if match else otherwise


def _defined(text: str) -> dict[str, tuple[str, str, str]]:
    """Return the kinds of numbers that style sheets define (`@counter-style`): what each is based on, and what is before and after it."""
    found: dict[str, tuple[str, str, str]] = {}
    for match in re.finditer(r"@counter-style\s+([\w-]{1,60})\s*\{([^{}]{0,2000})\}", text):
        said_of = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", match[2]))
        system = said_of.get("system", "symbolic").split()
        base = (
            system[1]
            if system[0] == "extends" and len(system) > 1
            else "none"
            if system[0] in ("cyclic", "fixed", "symbolic")
            else "decimal"
        )
        prefix, suffix = (
            re.sub(r"\A\s*[\"'](.*)[\"']\s*\Z", r"\1", said_of.get(key, usual)) for key, usual in (("prefix", ""), ("suffix", "."))
        )
        found[match[1].lower()] = base.lower(), prefix, suffix.rstrip()
    return found


# ── counters ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Counters:
    """The counters of a page while it is walked through. A counter lives as long as the parent of the element that began it."""

    def __init__(self) -> None:
        self._held: dict[str, list[tuple[Any, int]]] = {}

    def change(self, values: Mapping[str, str], parent: Any) -> None:
        for name, number in _pairs(values.get("counter-reset", ""), 0):
            mine = self._held.setdefault(name, [])
            if mine and mine[-1][0] is parent:
                mine.pop()
            mine.append((parent, number))
        for key in ("counter-set", "counter-increment"):
            for name, number in _pairs(values.get(key, ""), 1 if key == "counter-increment" else 0):
                mine = self._held.setdefault(name, [])
                if not mine:
                    mine.append((parent, 0))
                owner, count = mine[-1]
                mine[-1] = owner, number if key == "counter-set" else count + number

    def close(self, parent: Any) -> None:
        for mine in self._held.values():
            while mine and mine[-1][0] is parent:
                mine.pop()

    def all(self, name: str) -> list[int]:
        return [count for _, count in self._held.get(name, [])] or [0]


def _counted(root: Any, looks: Styles, own: Mapping[str, tuple[str, str, str]], hidden: frozenset[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the blocks before which style sheets put a number that they count, with that text."""
    counters = _Counters()
    stack: list[tuple[Any, bool]] = [(root, True)]
    while stack:
        element, begins = stack.pop()
        if not begins:
            counters.close(element)
            continue
        if not isinstance(element.tag, str) or element in hidden or looks.of(element).get("display") == "none":
            continue
        if local(element) in ("ol", "ul"):
            counters.change({"counter-reset": f"list-item {_number(element.get('start'), 1) - 1}"}, element.getparent())
        elif local(element) == "li":
            counters.change({"counter-increment": "list-item"}, element.getparent())
        counters.change(looks.of(element), element.getparent())
        for pseudo in ("before", "marker"):
            counters.change(looks.of(element, pseudo), element)
            content = looks.of(element, pseudo).get("content", "")
            if _COUNTER.search(content) and local(element) in BLOCKS and "noteref" not in said(element):
                yield element, _content(content, counters, own)
        stack.append((element, False))
        stack += [(child, True) for child in reversed(element)]


def _pairs(value: str, usual: int) -> list[tuple[str, int]]:
    found = re.findall(r"([a-z_-][\w-]*)(?:\s+(-?\d{1,6}))?(?=\s|\Z)", value)
    return [(name, int(number) if number else usual) for name, number in found if name not in ("none", "inherit", "initial")]


def _content(value: str, counters: _Counters, own: Mapping[str, tuple[str, str, str]]) -> str:
    """Return the text that the value of `content` makes: its strings and counters."""
    made: list[str] = []
    for token in tinycss2.parse_component_value_list(value, skip_comments=True):
        if token.type == "string":
            made.append(token.value)
        elif token.type == "function" and token.lower_name in ("counter", "counters"):
            parts = [each for each in token.arguments if each.type in ("ident", "string")]
            names = [each.value for each in parts if each.type == "ident"]
            counts = counters.all(names[0].lower() if names else "")
            between = next((each.value for each in parts if each.type == "string"), ".")
            kind = names[1].lower() if len(names) > 1 else "decimal"
            shown = counts if token.lower_name == "counters" else counts[-1:]
            made.append(between.join(filter(None, (formatted(each, kind, own) for each in shown))))
    return "".join(made).strip()

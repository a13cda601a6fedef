"""Removing hidden text and tracked deletions from OpenDocument texts and Rich Text. What was hidden is reported."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefing.system.confined import zip_packages

_SHOWN = 12
"""Hidden words that a notice quotes."""


def notices(words: str, count: int = 0) -> tuple[str, ...]:
    """Return a notice for the user if there were hidden words.

    Args:
        words: The words.
        count: How many there are, if they are not known themselves.
    """
    every = words.split()
    count = count or len(every)
    if not count:
        return ()
    what = "1 word that the file hides is" if count == 1 else f"{count} words that the file hides are"
    return (f"{what} left out{quoted(every)}",)


def quoted(words: Sequence[str]) -> str:
    """Return the first of some words in quotation marks, behind a colon; nothing if there are none."""
    return f": “{' '.join(words[:_SHOWN])}{' …' if len(words) > _SHOWN else ''}”" if words else ""


# ── OpenDocument ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MARKS = (b":display=", b"hidden-text", b"hidden-paragraph", b"tracked-changes")
_MOST_PARENTS = 20
"""How many styles in a row may be based on each other."""

Shown = bool | None
"""Whether a style or an element shows its text; None if it does not say."""


def without_in_odt(package: zipfile.ZipFile, data: bytes) -> tuple[bytes, str]:
    """Return an OpenDocument text without hidden text and tracked deletions, and the words of its hidden text.

    Hidden text is in sections, paragraphs and spans with `text:display` (their own or from a style), in `text:hidden-paragraph`, and in
    `text:hidden-text`.
    """
    name = "content.xml"
    if name not in package.namelist():
        return data, ""
    parts = [package.read(each) for each in ("styles.xml", name) if each in package.namelist()]
    if not any(mark in part for part in parts for mark in _MARKS):
        return data, ""
    trees = [zip_packages.parsed(part) for part in parts]
    root = trees[-1]
    for changes in list(root.iter(f"{_TEXT}tracked-changes")):
        _drop(changes)
    words = _drop_fields(root)
    styles = {key: shown for tree in trees for key, shown in _styles(tree)}
    for body in root.iter(f"{_OFFICE}text"):
        words += _blanked(body, _inherited(styles))
    return zip_packages.replaced(package, {name: root}), " ".join(words)


def _drop_fields(root: Any) -> list[str]:
    """Remove hidden sections, and the text of hidden paragraphs and fields. Return their texts."""
    hidden = [each for each in root.iter(f"{_TEXT}section") if _shown(each) is False]
    fields = [each for tag in ("hidden-text", "hidden-paragraph") for each in root.iter(f"{_TEXT}{tag}")]
    for field in fields:
        paragraph = next(field.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), None)
        if field.get(f"{_TEXT}is-hidden") == "false":  # pandoc would drop what it says all the same
            field.tail = "".join(field.itertext()) + (field.tail or "")
            _drop(field)
        else:
            hidden.append(paragraph if field.tag.endswith("paragraph") and paragraph is not None else field)
    words: list[str] = []
    for each in hidden:
        if each.getparent() is not None:
            words += each.itertext()
            _drop(each)
    return words


def _drop(element: Any) -> None:
    """Remove an element, but not the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _shown(properties: Any) -> Shown:
    """Return whether `text:display` shows a text. Its third value, `condition`, hides the text: the only defined condition is `none`."""
    value = properties.get(f"{_TEXT}display") if properties is not None else None
    return None if value is None else value == "true"


def _styles(tree: Any) -> Iterable[tuple[tuple[str, str], tuple[Shown, str]]]:
    """Yield for each style its family and name, whether it shows its text, and the name of the style that it is based on."""
    for style in tree.iter(f"{_STYLE}style"):
        said = _shown(style.find(f"{_STYLE}text-properties"))
        yield (style.get(f"{_STYLE}family", ""), style.get(f"{_STYLE}name", "")), (said, style.get(f"{_STYLE}parent-style-name", ""))


def _inherited(styles: Mapping[tuple[str, str], tuple[Shown, str]]) -> Callable[[Any], Shown]:
    """Return a function that says whether the style of an element, or a style that it is based on, shows the text."""

    def shown(element: Any) -> Shown:
        family = "text" if element.tag == f"{_TEXT}span" else "paragraph"
        name = element.get(f"{_TEXT}style-name", "")
        for _ in range(_MOST_PARENTS):
            said, name = styles.get((family, name), (None, ""))
            if said is not None or not name:
                return said
        return None

    return shown


def _blanked(element: Any, shown: Callable[[Any], Shown], *, visible: bool = True) -> Iterable[str]:
    """Remove the hidden texts below an element, and yield them."""
    said = shown(element)
    here = visible if said is None else said
    if element.text and not here:
        yield element.text
        element.text = ""
    for child in element:
        yield from _blanked(child, shown, visible=here)
        if child.tail and not here:
            yield child.tail
            child.tail = ""


# ── Rich Text ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_HIDING = re.compile(r"\\(?:v|deleted)(?![a-z])")
_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'[0-9a-f]{2}|\\[^a-z]|[{}]|[^\\{}\r\n]+|[\r\n]+|\\", re.IGNORECASE)
_SIGNS = re.compile(r"line|tab|e[mn](?:dash|space)|qmspace|bullet|[lr](?:dbl)?quote|u")
"""Control words that print something within a paragraph."""
_APART = re.compile(r"\*|fonttbl|stylesheet|colortbl|info|xe|tc|pict|header[flr]?|footer[flr]?")
"""The control words at the beginning of groups that do not belong to the text."""


@dataclass(frozen=True, slots=True)
class _Group:
    """The state of a group of Rich Text. An inner group begins with the state of the outer group."""

    hidden: bool = False
    deleted: bool = False
    apart: bool = False


def without_in_rtf(text: str) -> tuple[str, int]:
    r"""Return Rich Text without hidden text (`\v` to `\v0`) and without deleted text, and how many words were hidden."""
    if not _HIDING.search(text):
        return text, 0
    kept: list[str] = []
    dropped: list[str] = []
    group, outer = _Group(), list[_Group]()
    for match in _TOKEN.finditer(text):
        sign, word = match[0], match[1]
        if sign == "{":
            outer.append(group)
        elif sign == "}":
            group = outer.pop() if outer else _Group()
        elif word or sign == r"\*":
            group = _told(group, word or "*", match[2])
        if (group.hidden or group.deleted) and _is_printed(sign, word):
            dropped += [] if group.deleted or group.apart else [_as_letters(sign)]
        else:
            kept.append(sign)
            dropped += [" "] if word == "par" else []
    return "".join(kept), len("".join(dropped).split())


def _told(group: _Group, word: str, number: str | None) -> _Group:
    """Return the state of a group after a control word."""
    match word:
        case "v":
            return replace(group, hidden=number != "0")
        case "deleted":
            return replace(group, deleted=number != "0")
        case "plain":
            return replace(group, hidden=False)
        case _:
            return replace(group, apart=True) if _APART.fullmatch(word) else group


def _is_printed(sign: str, word: str | None) -> bool:
    if word:
        return bool(_SIGNS.fullmatch(word))
    return sign not in ("{", "}", r"\*") and bool(sign.strip("\r\n"))


def _as_letters(sign: str) -> str:
    """Return a sign of Rich Text as plain letters or a space, to count words."""
    if sign.startswith(r"\'") or re.match(r"\\u-?\d", sign):
        return "x"
    return " " if sign.startswith("\\") else sign

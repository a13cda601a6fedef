"""The names in a field of BibTeX: `von Last, Jr, First`, `First von Last`, `{A Body}`, `family=…, given=…`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

Name = dict[str, Any]
_SMALL_LETTERS = frozenset({r"\o", r"\l", r"\ss", r"\ae", r"\oe", r"\aa", r"\i", r"\j"})
_EXTENDED = {"family": "family", "given": "given", "prefix": "non-dropping-particle", "suffix": "suffix"}


def people(value: str) -> list[Name]:
    """Return the names in a field. Their words are still LaTeX."""
    return [dict(each) for each in _people(" ".join(value.split()))]


@lru_cache(maxsize=4_096)
def _people(value: str) -> tuple[Name, ...]:
    return tuple(name for part in _split(value, r"\s+and\s+") if (name := _name(part.strip().strip(","))))


def _name(text: str) -> Name:
    if not text:
        return {}
    if re.fullmatch(r"\{.*\}", text) and _is_one_group(text):
        return {"literal": text[1:-1].strip()}
    if re.match(r"\"?(?:family|given|prefix|suffix)\s*=", text):
        return _extended(text)
    parts = [part.strip() for part in _split(text, r"\s*,\s*")]
    if len(parts) == 1:
        return _first_last(list(_split(parts[0], r"[\s~]+")))
    particle, family = _particle(list(_split(parts[0], r"[\s~]+")))
    suffix, given = (parts[1], ", ".join(parts[2:])) if len(parts) > 2 else ("", parts[1])
    return _without_empty({"non-dropping-particle": particle, "family": family, "given": given, "suffix": suffix})


def _first_last(words: Sequence[str]) -> Name:
    if len(words) == 1:
        return {"literal": words[0]} if words[0] == "others" else {"family": words[0]}
    lower = [number for number, word in enumerate(words[:-1]) if number and _is_small(word)]
    if not lower:
        return {"given": " ".join(words[:-1]), "family": words[-1]}
    first, last = lower[0], lower[-1]
    return {
        "given": " ".join(words[:first]),
        "non-dropping-particle": " ".join(words[first : last + 1]),
        "family": " ".join(words[last + 1 :]),
    }


def _particle(words: list[str]) -> tuple[str, str]:
    small = [number for number, word in enumerate(words[:-1]) if _is_small(word)]
    if not small or not _is_small(words[0]):
        return "", " ".join(words)
    return " ".join(words[: small[-1] + 1]), " ".join(words[small[-1] + 1 :])


def _is_small(word: str) -> bool:
    """Say whether a word begins with a small letter. One in braces does not count."""
    letter = re.search(r"\\[a-zA-Z]+|[^\W\d_]", re.sub(r"^\{(?!\\).*", "", word))
    return letter is not None and (letter[0].islower() or letter[0] in _SMALL_LETTERS)


def _extended(text: str) -> Name:
    name: Name = {}
    for part in _split(text, r"\s*,\s*"):
        key, _, value = part.strip().strip('"').partition("=")
        if (key := key.strip()) in _EXTENDED:
            name[_EXTENDED[key]] = value.strip().strip('"')
        elif key == "useprefix" and value.strip().lower() == "false" and "non-dropping-particle" in name:
            name["dropping-particle"] = name.pop("non-dropping-particle")
    return _without_empty(name)


def _without_empty(name: Name) -> Name:
    return {part: words for part, words in name.items() if words}


def _is_one_group(text: str) -> bool:
    depth = 0
    for number, sign in enumerate(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0 and number < len(text) - 1:
            return False
    return True


def _split(text: str, pattern: str) -> Iterator[str]:
    """Split where a pattern is outside of braces."""
    start, depth, place = 0, 0, 0
    separator = re.compile(pattern, re.IGNORECASE if "and" in pattern else 0)
    while place < len(text):
        match = separator.match(text, place) if depth == 0 else None
        if match and match.end() > place:
            yield text[start : match.start()]
            start = place = match.end()
            continue
        if text[place] == "\\":
            place += 1
        else:
            depth += {"{": 1, "}": -1}.get(text[place], 0)
        place += 1
    yield text[start:]

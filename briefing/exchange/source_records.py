"""The record of a source, as an import from a bibliography writes it and changes it."""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from briefing.dataclass import dataclass
from briefing.errors import BriefingError
from briefing.exchange.bibliography.work import Work
from briefing.files import settings_text
from briefing.files.reading import parsed_yaml
from briefing.library.sources import Imported
from briefing.originals.records import rights

_FIRST = (
    "type", "title", "title-short", "author", "editor", "translator", "issued", "original-date", "container-title", "container-title-short",
    "collection-title", "collection-number", "volume", "issue", "number", "page", "edition", "publisher", "publisher-place",
)  # fmt: skip
_LAST = ("DOI", "ISBN", "ISSN", "URL", "accessed", "language", "note", "keyword", "annote", "abstract")
_WIDTH = 110
_PLAIN = re.compile(r"[^\W\d_](?:[\w .'’()/+–—-]|,(?= )|&(?= ))*[\w.')]", re.UNICODE)
_PLAIN_INSIDE = re.compile(r"[^\W\d_][\w .'’–-]*[\w.]|[^\W\d_]", re.UNICODE)
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_AFTER = ("about", "lacks", "rights", "original", "imported", "publisher-url")
"""Settings that are not those of a bibliography: the others are written before them."""
ALSO = "# Also in "
"""The beginning of a remark with what no setting can hold."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A setting in which a person has written something else than the bibliography says."""

    setting: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Update:
    """A record that follows a bibliography."""

    text: str
    changed: tuple[str, ...]
    """The settings that have another value now."""
    kept: tuple[Kept, ...]


def written(work: Work, file: str) -> str:
    """Return the text of a new record.

    Args:
        work: What the bibliography says.
        file: Its name.
    """
    lines = [line for key in _ordered(work.fields) for line in _setting(key, work.fields[key])]
    stamps = {key: stamp(value) for key, value in work.fields.items()}
    return "\n".join(["---", *lines, *_remarks(work, file), *rights(), *_imported(file, work.key, stamps), "---", ""])


def updated(text: str, work: Work, file: str, imported: Imported | None) -> Update | None:
    """Return a record with what a bibliography says now. What a person has changed stays.

    Args:
        text: The text of the record.
        work: What the bibliography says.
        file: Its name.
        imported: What the record says of the last import.

    Returns:
        None if the record cannot be changed by a program.
    """
    try:
        now = _settings(text)
    except BriefingError:
        return None
    before = _stamps(imported)
    new: dict[str, Sequence[str]] = {}
    kept: list[Kept] = []
    for key in [*_ordered(work.fields), *(key for key in before if key not in work.fields)]:
        mine, theirs = now.get(key), work.fields.get(key)
        is_mine = mine is not None and stamp(mine) != before.get(key)
        if (theirs is not None and mine is not None and stamp(mine) == stamp(theirs)) or (
            mine is None and (theirs is None or key in before)
        ):
            continue
        if theirs is None:
            if not is_mine and _same_kind(imported, file):
                new[key] = []
        elif is_mine and not (key == "type" and mine == "document" and key not in before):
            kept.append(Kept(key, shown(mine), shown(theirs)))
        else:
            new[key] = _setting(key, theirs)
    kept += [Kept(key, "", shown(value)) for key, value in work.fields.items() if key in before and key not in now]
    stamps = {**{key: old for key, old in before.items() if key in work.fields or not _same_kind(imported, file)}}
    stamps |= {key: stamp(value) for key, value in work.fields.items()}
    remarks = (f"{ALSO}{file}: ", _remarks(work, file))
    lines = {**new, "imported": _imported(file, work.key or (imported.key if imported else ""), stamps)}
    result = settings_text.changed(text, lines, _AFTER, remarks)
    if result is None or not _holds(result, now, work, set(new)):
        return None
    return Update(result, tuple(new), tuple(kept))


def shown(value: Any) -> str:
    """Return a value in a few words."""
    if isinstance(value, list):
        return "; ".join(shown(each) for each in value)
    if isinstance(value, Mapping):
        return " ".join(
            str(value[part])
            for part in ("given", "dropping-particle", "non-dropping-particle", "family", "literal", "suffix")
            if value.get(part)
        )
    return " ".join(str(value).split())


def stamp(value: Any) -> str:
    """Return a short hash of a value, by which a later import sees whether it was changed."""
    return hashlib.blake2b(json.dumps(_canonical(value), ensure_ascii=False, sort_keys=True).encode(), digest_size=3).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _canonical(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(each) for each in value]
    return ("yes" if value else "no") if isinstance(value, bool) else " ".join(str(value).split())


def _settings(text: str) -> dict[str, Any]:
    return dict(parsed_yaml(text.removeprefix("---").split("\n---", 1)[0], "record") or {})


def _holds(text: str, now: Mapping[str, Any], work: Work, changed: set[str]) -> bool:
    """Say whether a changed record says what it should, and of everything else what it said before."""
    try:
        found = _settings(text)
    except BriefingError:
        return False
    found.pop("imported", None)
    wanted = {key: value for key, value in now.items() if key not in changed and key != "imported"}
    wanted |= {key: work.fields[key] for key in changed if key in work.fields}
    return {key: stamp(value) for key, value in found.items()} == {key: stamp(value) for key, value in wanted.items()}


def _stamps(imported: Imported | None) -> dict[str, str]:
    pairs = (each.split() for each in (imported.stamps if imported else "").replace("\n", " ").split(","))
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def _same_kind(imported: Imported | None, file: str) -> bool:
    """Say whether a bibliography has the same format as the last one: only then does a missing field mean that it was taken out."""
    return imported is not None and imported.file.rpartition(".")[2].lower() == file.rpartition(".")[2].lower()


# ── as YAML ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ordered(fields: Iterable[str]) -> list[str]:
    places = {key: number for number, key in enumerate((*_FIRST, "", *_LAST))}
    return sorted(fields, key=lambda key: places.get(key, places[""]))


def _setting(key: str, value: Any) -> list[str]:
    if isinstance(value, list):
        return [f"{key}:", *(f"- {{{', '.join(f'{part}: {_inside(words)}' for part, words in name.items())}}}" for name in value)]
    text = str(value)
    if "\n" in text:
        return [f"{key}: |-", *(f"  {line}" if line else "" for line in text.split("\n"))]
    if len(text) > _WIDTH and "  " not in text and key not in ("URL", "title"):
        lines = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
        return [f"{key}: >-", *(f"  {line}" for line in lines)]
    return [f"{key}: {_scalar(text)}"]


def _scalar(text: str) -> str:
    is_number = re.fullmatch(r"0|[1-9]\d{0,8}", text) or re.fullmatch(
        r"[1-9]\d{3}(?:-\d\d){0,2}~?(?:/\d{4}(?:-\d\d){0,2}~?)?|10\.\d+/[\w./-]+|\d+ BC", text
    )
    is_plain = is_number or (text.startswith(("https://", "http://")) and not re.search(r"[\s#]|:$", text))
    if is_plain or (_PLAIN.fullmatch(text) and text.lower() not in _WORDS):
        return text
    return json.dumps(text, ensure_ascii=False)


def _inside(value: Any) -> str:
    """Return a value within braces."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return text if _PLAIN_INSIDE.fullmatch(text) and text.lower() not in _WORDS else json.dumps(text, ensure_ascii=False)


def _remarks(work: Work, file: str) -> list[str]:
    return [f"{ALSO}{file}: {name}: {' '.join(words.split())}" for name, words in work.rest.items() if words.strip()]


def _imported(file: str, key: str, stamps: Mapping[str, str]) -> list[str]:
    pairs = ", ".join(f"{name} {each}" for name, each in sorted(stamps.items()))
    lines = textwrap.wrap(pairs, _WIDTH, break_long_words=False, break_on_hyphens=False)
    known = [f"  key: {json.dumps(key, ensure_ascii=False)}"] if key else []
    return [
        "imported:  # by these stamps the next import knows what you have changed",
        f"  from: {json.dumps(file, ensure_ascii=False)}",
        *known,
        "  stamps: >-",
        *(f"    {line}" for line in lines),
    ]

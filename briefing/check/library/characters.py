"""Characters that no typeface of the theme has. They are found before drawing, with the file and the line that they come from."""

from __future__ import annotations

import html
import itertools
import re
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from briefing.document import Document, Formula, Question, Section, Text, WritingSpace, breaks, changing, plain, walk
from briefing.document.directions import script
from briefing.errors import Problem, shown_path
from briefing.files.reading import read_markdown
from briefing.library import Source
from briefing.outline import FilledOutline
from briefing.system.patterns import pattern
from briefing.theme import font_files, mathematics, scripts
from briefing.theme.model import Theme, Typeface

LONGEST = 500
"""Letters that a word may have, or an address that is printed."""
_LONG = pattern(rf"[^\s\u00ad\u200b]{{{LONGEST + 1},}}")
_CODE = pattern(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z]{2,30});|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})")
"""A character that is written as its code or its name in HTML, or as its code in YAML."""
_ADVICE = {"\t": "Write a space."}
_ELIDED = "Leave it out of the quotation with 'edits: [{elide: …}]', or choose another passage."


def settled(document: Document, theme: Theme) -> tuple[Document, str]:
    """Return the document without the characters that only govern spaces and breaks and that the typefaces lack; and those it prints."""
    known, printed = font_files.known(theme.typefaces), used(document)
    if not breaks.unsettled(printed, known):
        return document, printed
    changed = changing.texts(document, lambda text: breaks.settled(text, known))
    return changed, used(changed)


def problems(document: Document, printed: str, theme: Theme, files: Iterable[Path], base: Path, plan: FilledOutline) -> Iterator[Problem]:
    """Yield a problem for each place in `files` that holds a character of the document that cannot be shown.

    Args:
        document: What is to be drawn.
        printed: Its characters.
        theme: The theme with the typefaces.
        files: The files that the document was made from.
        base: Paths in messages are relative to it.
        plan: The outline with its settings. Where no file has the character, a setting or the rules of a language have brought it.
    """
    missing = font_files.missing(printed, theme.typefaces)
    long_words = _long_words(document)
    if not (missing or long_words):
        return
    texts = [(path, path.read_text(encoding="utf-8")) for path in files if path.is_file()]
    yield from _too_long(long_words, texts, base, plan)
    letters = {each for each in missing if each.isalpha()}
    records = {path: found for path, _ in texts if path.parent.name == "sources" and (found := _in_record(path, base, letters))}
    yield from records.values()
    others = [(path, text) for path, text in texts if path not in records]
    for name, same in _by_script(missing).items():
        yield from _lacking(name, same, others, base, plan, told=bool(records))


_UNPRINTED = frozenset({"abstract", "annote", "imported", "keyword"})
"""Settings of a record that lists of sources do not print."""


def _in_record(path: Path, base: Path, letters: set[str]) -> Problem | None:
    """Return one problem for a record of a source with letters that cannot be shown, in whichever of its settings they are."""
    origin = read_markdown(path, shown_path(path, base))
    settings = origin.data if isinstance(origin.data, Mapping) else {}
    found = _settings_with(settings, letters)
    if not found:
        return None
    return origin.problem((next(iter(found)),), _unset(f"the record '{path.stem}'", found), _advice(found))


def in_settings(record: str, settings: Mapping[str, Any], typefaces: Collection[Typeface]) -> str:
    """Say which settings of a record have letters that cannot be shown, and what to do; nothing if all can.

    Args:
        record: The record, as it is to be called.
        settings: Its settings.
        typefaces: Those of the packs.
    """
    text = "".join(each for key, value in settings.items() if key not in _UNPRINTED for each in _texts_in(value))
    if text.isascii():
        return ""
    letters = {each for each in font_files.missing(text, typefaces) if each.isalpha()}
    found = _settings_with(settings, letters)
    return f"{_unset(record, found)}. {_advice(found)}" if found else ""


def unprinted(sources: Mapping[str, Source], typefaces: Collection[Typeface]) -> frozenset[str]:
    """Return the ids of the sources with letters that no typeface has."""
    return frozenset(
        key
        for key, source in sources.items()
        if not repr(source).isascii() and in_settings("", {each.name: getattr(source, each.name) for each in fields(source)}, typefaces)
    )


def _settings_with(settings: Mapping[str, Any], letters: set[str]) -> dict[str, str]:
    """Return the settings that have some of these letters, each with the first of them."""
    firsts = {
        str(key): next((letter for text in _texts_in(value) for letter in text if letter in letters), "")
        for key, value in settings.items()
        if key not in _UNPRINTED
    }
    return {key: letter for key, letter in firsts.items() if letter}


_TRANSCRIBE = "rite these settings in Latin letters, as in a catalogue: title: Miyah al-Nil [The waters of the Nile]."


def _advice(found: Mapping[str, str]) -> str:
    """Say what to do about a record with letters that cannot be shown."""
    typeface = scripts.advice(script(next(iter(found.values()))))
    return f"{typeface} Or w{_TRANSCRIBE}" if typeface else f"W{_TRANSCRIBE}"


def _unset(record: str, found: Mapping[str, str]) -> str:
    """Say which settings of a record have letters that cannot be shown, without a full stop."""
    letter = next(iter(found.values()))
    return f"{record} has {script(letter)} letters in {', '.join(found)}: no typeface has them"


def _texts_in(value: object) -> Iterator[str]:
    """Yield every text in settings."""
    if isinstance(value, str):
        yield value
    if is_dataclass(value):
        value = [getattr(value, each.name) for each in fields(value)]
    for each in value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ():
        yield from _texts_in(each)


_EASTERN = re.compile("[\u3000-\u303f\uff00-\uffef]")
"""Points, brackets and other signs among Chinese, Japanese and Korean letters."""


def _by_script(missing: Sequence[str]) -> dict[str, list[str]]:
    """Return characters that no typeface has: the letters of a script together, each other character by itself.

    Chinese signs beside kana are Japanese.
    """
    found: dict[str, list[str]] = {}
    for each in missing:
        found.setdefault(script(each) if each.isalpha() or each.isdecimal() else each, []).append(each)
    if "Japanese" in found:
        found["Japanese"] += found.pop("Chinese", [])
    for mark in [each for each in found if _EASTERN.fullmatch(each)]:
        home = next((each for each in ("Japanese", "Chinese", "Korean") if each in found), "Chinese")
        found.setdefault(home, []).extend(found.pop(mark))
    for name in [name for name in found if scripts.advice(name)]:  # its vowel signs, accents and marks come with its letters
        found[name] += [mark for each in [*found] if len(each) == 1 and script(each) == name for mark in found.pop(each)]
    return found


def _lacking(
    name: str, characters: Sequence[str], texts: Iterable[tuple[Path, str]], base: Path, plan: FilledOutline, *, told: bool
) -> Iterator[Problem]:
    """Yield a problem for each line with a character that no typeface has; for letters of a script, one for each file."""
    one, many = characters[0], len(characters) > 1
    hint = "Write them with other letters, or take them out." if many else _ADVICE.get(one, "Write it with other letters, or take it out.")
    advice = scripts.advice(name)
    shown = f"{', '.join(characters[:5])}{' …' if len(characters) > 5 else ''}"
    message = f"no typeface has the {len(characters)} {name} letters {shown}" if many else f"no typeface has the character {_name(one)}"
    found = told and one.isalpha()
    for path, text in texts:
        places = sorted({place for each in characters for place in _places(text, each)})
        lines = len({line for line, _ in places})
        more = f" ({lines} lines have such letters)" if many and lines > 1 else ""
        for line, column in places[:1] if many or advice else places:
            found = True
            instead = advice or hint
            if path.parent.name == "originals":
                instead = f"{advice} Or l{_ELIDED[1:]}" if advice else _ELIDED
            yield Problem(shown_path(path, base), line, message + more, instead, column)
    if not found:
        yield Problem(_home(one, plan), 0, message, advice or hint)


def _long_words(document: Document) -> list[str]:
    """Return what is longer than any word, such as a picture that was pasted as text: to break it into lines takes all memory."""
    printed = [document.title, document.subtitle, *(node.text for node in walk(document) if isinstance(node, Text))]
    return list(dict.fromkeys(word for text in printed for word in _LONG.findall(text)))


def _too_long(words: Sequence[str], texts: Sequence[tuple[Path, str]], base: Path, plan: FilledOutline) -> Iterator[Problem]:
    for word in words:
        what = f"there is a word of {len(word):,} letters, which begins with “{word[:20]}”"
        hint = f"Take it out, or put spaces into it: a word has at most {LONGEST} letters."
        for path, text in texts:
            place = text.find(word[:100])
            if place >= 0:
                yield Problem(shown_path(path, base), text.count("\n", 0, place) + 1, what, hint, place - text.rfind("\n", 0, place))
                break
        else:
            yield Problem(_home(word, plan), 0, what, hint)


def _home(words: str, plan: FilledOutline) -> str:
    """Return the place of words that are in no file: the options of the command, or the outline for whose words they were chosen."""
    return "--set" if any(words in value for value in plan.settings.values()) else plan.origin.name


def used(document: Document) -> str:
    """Return every character that a document prints, once, in order of their code points; of formulas those that only their words have."""
    head = (
        document.title,
        document.subtitle,
        document.kicker,
        document.byline,
        document.description,
        *document.keywords,
        *(document.marking, document.foot, document.across),
    )
    found = set("".join(head))
    drawn = set[int]()
    for node in walk(document):
        match node:
            case Text(text) if id(node) not in drawn:
                found.update(text)
            case Formula(_, mathml, children):
                drawn.update(map(id, children))
                known = font_files.characters(mathematics.typeface())
                found.update(letter for letter in html.unescape(re.sub("<[^<>]*>", "", mathml)) if ord(letter) not in known)
            case Section(_, title):
                found.update(plain(title))
            case Question():
                found.update(node.label)
            case WritingSpace():
                found.update(node.label)
    return "".join(sorted(found))


def _places(text: str, character: str) -> list[tuple[int, int]]:
    """Return the lines that hold a character or its code, with the column of the first on each."""
    found = [(number, line.index(character) + 1) for number, line in enumerate(text.split("\n"), 1) if character in line]
    return found or [
        (number, match.start() + 1)
        for number, line in enumerate(text.split("\n"), 1)
        for match in itertools.islice((code for code in _CODE.finditer(line) if character in _meant(code[0])), 1)
    ]


def _meant(code: str) -> str:
    """Return the character of a code."""
    if code.startswith("&"):
        return html.unescape(code)
    number = int(code[2:], 16)
    return chr(number) if number <= sys.maxunicode else ""


def _name(character: str) -> str:
    unnamed = {"Cc": "a control character", "Co": "a character of private use"}
    name = unicodedata.name(character, unnamed.get(unicodedata.category(character), "not a character of Unicode"))
    shown = f"'{character}' " if character.isprintable() else ""
    return f"{shown}(U+{ord(character):04X}, {name})"

"""Quotations that people type, compared with the user's copies of the sources that they cite.

What is not in the copy word for word must be marked as a change: `[…]` or `…` for words left out, `[words]` for words put in or in place
of up to three others, `[T]he` for a changed capital, `[sic]`. A full stop, comma, semicolon or colon before the closing mark need not be
the source's. Quotation marks within the quotation may have other forms than in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from briefing.dataclass import dataclass
from briefing.document import page_labels
from briefing.library import BACKGROUND, Library, printed_pages
from briefing.library.sources import Source
from briefing.markup import Cite, cited_paragraphs
from briefing.originals.copies import Copy
from briefing.originals.normal import fold
from briefing.passages.quotation_marks import Quotation
from briefing.passages.readings import Reading, Span, reading
from briefing.passages.verdict import place, shortened
from briefing.passages.word_diffs import difference
from briefing.system.patterns import pattern

Status = Literal["exact", "changed", "elsewhere", "other source", "not found", "too short", "no copy"]
"""`elsewhere`: in another paragraph, or on another page, than the citation names. `other source`: in the copy of a source that is not
cited. `too short`: of less than four words, which are not found where they are cited, and may be nobody's. `no copy`: there is none of the
cited source."""
WRONG = frozenset[Status]({"changed", "elsewhere", "other source", "not found"})
"""The statuses that stop a build."""
LEAST = 4
"""Words from which on a quotation must be in its source. Fewer may be a term or irony."""
_ALIKE = 0.75
"""How alike a text and its nearest text must be to be a quotation, if the citation is only near it."""
_FARTHEST = 3_000
"""Characters that may be left out at one place."""
_MOST = 200
"""Places of the first words that are looked at."""
_POINTS = r"(?:…|\.{3}|\. \. \.)"
_MARK = pattern(
    rf"(?P<omission>\[\s*{_POINTS}\s*\]|\(\s*{_POINTS}\s*\)|{_POINTS})|\s*[\[(]sic!?[\])]|\[(?P<ours>[^\[\]]*)\]", re.IGNORECASE
)
_INSTEAD = r"((?: \S+){0,3}?)"
"""Words of the source in whose place others stand in brackets."""
_NEGATION = pattern(
    r"n['’]t\b|\b(?:no|not|never|none|nor|neither|nobody|nothing|nowhere|without|cannot|hardly|scarcely|barely|seldom|rarely|false|wrong\w*"
    r"|не|нет|ни|никогда|без|kein\w*|nicht|nie|niemals|kaum|ohne|ne|pas|jamais|sans|nunca)\b|\A(?:less|free)\Z",
    re.IGNORECASE,
)
_NOT_INSTEAD = pattern(rf"[\d\[\]]|less\b|{_NEGATION.pattern}", re.IGNORECASE)
"""What brackets must not take the place of: numbers, negations, and brackets of the source."""
_REMARK = 4
"""Words from which on an insertion with a negation is a remark, such as `[who had no vote]`. It takes the place of nothing."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How a quotation stands to the copies."""

    status: Status
    source: str
    """The source whose copy it was compared with, or in which it was found."""
    paragraphs: tuple[int, ...] = ()
    """Where it, or the text nearest to it, is in that copy."""
    pages: tuple[str, ...] = ()
    """The printed pages on which it is, where the citation names others."""
    nearest: str = ""
    """The words of the quotation and of the nearest text, with the differences marked."""


def words_of(quotation: Quotation) -> int:
    """Return how many words of the source a quotation has."""
    return len(_words(_MARK.sub(" ", quotation.text)))


def is_title(quotation: Quotation, library: Library) -> bool:
    """Say whether a quotation is only the title of something in the library."""
    return _key(quotation.text) in _keys(tuple(_titles(library)), tuple(source.title for source in library.sources.values()))


def _titles(library: Library) -> Iterator[str]:
    for source in library.sources.values():
        yield from (source.title, source.title_short, source.container_title, source.collection_title)
    yield from (excerpt.title for excerpt in library.excerpts.values())
    yield from (figure.title for figure in library.figures.values())


@lru_cache(2)
def _keys(titles: tuple[str, ...], divided: tuple[str, ...]) -> frozenset[str]:
    """Return titles, and the parts of some, as they are compared."""
    return frozenset(map(_key, (*titles, *(part for title in divided for part in re.split(r"[:.?] ", title)))))


def _key(text: str) -> str:
    return " ".join(_words(text)).casefold()


def _words(text: str) -> list[str]:
    return re.findall(r"\w[\w'’-]*", text)


def compare(quotation: Quotation, library: Library) -> Compared | None:
    """Compare a quotation with the copies of its sources; None where it cites none, or is a title."""
    cites = [cite for cite in quotation.cites if cite.key != BACKGROUND and cite.key in library.sources]
    if not cites or is_title(quotation, library):
        return None
    copies = library.originals
    if not quotation.is_sure:
        return _unsure(quotation, cites, copies)
    found = [_beside(quotation.text, cite, copies[cite.key], library.sources[cite.key]) for cite in cites if cite.key in copies]
    for each in found:
        if each.status == "exact":
            return each
    if words_of(quotation) < LEAST:
        return Compared("too short", cites[0].key)
    without = next((cite.key for cite in cites if cite.key not in copies), "")
    if without:
        return Compared("no copy", without)
    for each in found:
        if each.status == "elsewhere":
            return each
    return _in_another(quotation.text, copies, {cite.key for cite in cites}) or _nearest(quotation.text, cites, copies)


def _unsure(quotation: Quotation, cites: list[Cite], copies: Mapping[str, Copy]) -> Compared | None:
    """Return what is found of a quotation that has a citation only near it: None if its words are like nothing that is cited there.

    Then it may be irony, or another person's words. Where its words are in a copy, they are a quotation of it, whichever citation is near.
    """
    size = words_of(quotation)
    if size < LEAST:
        return None
    exact = _in_another(quotation.text, {**{cite.key: copies[cite.key] for cite in cites if cite.key in copies}, **copies}, set())
    if exact:
        return Compared("exact", exact.source, exact.paragraphs)
    known = [cite for cite in cites if cite.key in copies]
    return next((each for cite in known if (each := _nearest(quotation.text, [cite], copies, _ALIKE)).status == "changed"), None)


def _beside(text: str, cite: Cite, copy: Copy, source: Source) -> Compared:
    body, cited = reading(copy.paragraphs), set(cited_paragraphs(cite.locator))
    named = set(printed_pages.cited(cite.locator))
    runs = [body.paragraphs(span) for span in spans(text, body)]
    places = [(numbers, printed_pages.of_words(source, copy, numbers) if named else ()) for numbers in runs]
    for numbers, pages in places:
        if (not cited or cited.issuperset(numbers)) and (not pages or not named.isdisjoint(pages)):
            return Compared("exact", cite.key, numbers)
    if not places:
        return Compared("not found", cite.key)
    return Compared("elsewhere", cite.key, *places[0])


def _in_another(text: str, copies: Mapping[str, Copy], cited: set[str]) -> Compared | None:
    for key, copy in copies.items():
        body = reading(copy.paragraphs)
        for span in spans(text, body) if key not in cited else ():
            return Compared("other source", key, body.paragraphs(span))
    return None


def _nearest(text: str, cites: list[Cite], copies: Mapping[str, Copy], alike: float = 0) -> Compared:
    for cite in cites:
        body = reading(copies[cite.key].paragraphs)
        similar = body.similar(_MARK.sub(" ", text))
        if similar and (not alike or _likeness(text, body.printed(similar)) >= alike):
            return Compared("changed", cite.key, body.paragraphs(similar), nearest=difference(text, body.printed(similar)))
    return Compared("not found", cites[0].key)


def _likeness(text: str, other: str) -> float:
    """Return how much of the words of two texts is the same, in the same order: from 0 to 1."""
    return SequenceMatcher(None, _key(_MARK.sub(" ", text)).split(), _key(other).split(), autojunk=False).ratio()


def verdict(quotation: Quotation, compared: Compared) -> tuple[str, str]:
    """Return what was found of a quotation, in one sentence without a full stop, and what to do."""
    words, source = f"“{shortened(quotation.text, 5)}”", compared.source
    where = place(compared.paragraphs) if compared.paragraphs else ""
    match compared.status:
        case "exact":
            return f"the quotation {words} is in {where} of '{source}', word for word", ""
        case "elsewhere" if compared.pages:
            page = f"{'pp.' if len(compared.pages) > 1 else 'p.'} {page_labels.write(compared.pages, dash='–')}"
            hint = f"Write [@{source}, {page}]. {_PAGES_OF_COPY}"
            return f"the quotation {words} is not on the page cited, but on {page} of '{source}' ({where})", hint
        case "elsewhere":
            return f"the quotation {words} is not in the paragraphs cited, but in {where} of '{source}'", f"Write [@{source}, {where}]."
        case "other source":
            return f"the quotation {words} is not in the source cited, but in '{source}' ({where})", f"Write [@{source}, {where}]."
        case "changed":
            hint = f"Nearest in {where}: {compared.nearest}.\n  {_MARKED}"
            return f"the quotation {words} has other words than the copy of '{source}'", hint
        case "not found":
            hint = f"{_OWN_BLOCK if quotation.is_block else _OWN} {_MARKED}"
            return f"the quotation {words} is not in the copy of '{source}'", hint
        case "too short":
            return f"the quotation {words} is too short to tell", ""
        case "no copy":
            return f"there is no copy of '{source}' to compare the quotation {words} with", ""


_PAGES_OF_COPY = "If your copy has other pages than you cite, write those of the copy into its record ('pages: …' under 'original')."
_OWN = "Take the quotation marks away and say it in your own words, or quote the copy."
_OWN_BLOCK = "A block behind > with a citation is a quotation. Put words of your own between lines '::: box' and ':::', or quote the copy."
_MARKED = "Mark what you change: […] for words left out, [words] for words put in, [T]he for a capital."


# ── the words of a quotation in a copy ───────────────────────────────────────────────────────────────────────────────────────────────


def spans(text: str, body: Reading) -> Iterator[Span]:
    """Yield each stretch of a copy whose words are those of a quotation, but for marked edits."""
    parts = _parts(text, body.marks if "[" in text else frozenset())
    if not parts:
        return
    for number, match in enumerate(parts[0].finditer(body.text)):
        if number >= _MOST:
            return
        found: re.Match[str] | None = match if _is_fair(match, body) else None
        for part in parts[1:]:
            found = found and next(
                (each for each in part.finditer(body.text, found.end(), found.end() + _FARTHEST) if _is_fair(each, body)), None
            )
        if found:
            yield match.start(), found.end()


def _is_fair(match: re.Match[str], body: Reading) -> bool:
    """Say whether nothing is cut in two, and brackets take the place of nothing that they must not hide."""
    return not any(map(body.cuts, match.span())) and not any(_NOT_INSTEAD.search(words or "") for words in match.groups())


@lru_cache(maxsize=4_000)
def _parts(text: str, marks: frozenset[int]) -> tuple[re.Pattern[str], ...]:
    """Return a pattern for each run of words between omissions. `marks` are the numbers of the notes in the copy."""
    runs: list[list[str | re.Match[str]]] = [[]]
    end = 0
    for mark in _MARK.finditer(text):
        runs[-1].append(text[end : mark.start()])
        if mark["omission"]:
            runs.append([])
        elif mark["ours"] is not None:
            is_reversal = _NEGATION.search(mark["ours"]) and len(mark["ours"].split()) < _REMARK
            runs[-1].append(mark[0] if is_reversal else mark)
        end = mark.end()
    runs[-1].append(text[end:])
    found = [pattern for run in runs if (pattern := _pattern(run, text, marks))]
    return tuple(map(re.compile, found))


def _pattern(run: list[str | re.Match[str]], text: str, marks: frozenset[int]) -> str:
    """Return the pattern of a run of words and insertions; empty where there are no words."""
    head, pattern, tail = r"(?<!\w)", "", ""
    for piece in run:
        if not isinstance(piece, str):
            within = _number(piece, text, marks) or _within_word(piece, text)
            if tail and within:
                pattern, tail = f"{pattern}(?: {_exact(tail)}|{_instead(tail)})", ""
            pattern, tail = (pattern.rstrip(" "), piece[0]) if within is None else (pattern + within, "")
        elif words := _literal(piece):
            if tail and pattern:
                pattern += f"(?: {_exact(tail)}|{_instead(tail)})"
            lead, trail = (" " if each.isspace() else "" for each in (piece[0], piece[-1]))
            if tail and not pattern:
                head += f"(?:{_exact(tail)}{lead}|{_ALONE})"
            pattern, tail = f"{pattern}{lead if pattern else ''}{words}{trail}", ""
    stopped = pattern
    if not tail:
        pattern = re.sub(r"(?:\\?[.,;:]|\s)+\Z", "", pattern)
    if not re.search(r"\w", re.sub(r"\\.", "", pattern)):
        return ""
    end = r"(?!\w)" if re.search(r"[\w)\]]\Z", pattern) else ""
    end += _NO_NUMBER if pattern.endswith(f"{_INSTEAD})") else ""
    end += _NO_QUESTION if pattern != stopped.rstrip() else ""
    return f"{head}{pattern}{end}" + (rf"(?: {_exact(tail)}|{_NO_NUMBER})" if tail else "")


_NO_NUMBER = r"(?! ?\[\d)"
"""Not before a number of the source in brackets: ours must not hide it."""
_NO_QUESTION = r"(?![\"')\]]*(?:[?!]|\.\.))"
"""Not before a question mark, an exclamation mark, or points: a full stop of ours must not stand for them."""
_ALONE = r"(?<!\])(?<!\] )"
"""Not behind brackets of the source: they may hold what ours must not stand for."""


def _instead(tail: str) -> str:
    """Return what words in brackets may take the place of: nothing, if they deny something."""
    return "" if _NEGATION.search(tail) else _INSTEAD


def _literal(words: str) -> str:
    return re.sub(r"[\"']", "[\"']", _exact(words))


def _exact(words: str) -> str:
    return re.escape(fold(words)).replace("\\ ", " ")


def _number(ours: re.Match[str], text: str, marks: frozenset[int]) -> str:
    """Return what stands for a number in brackets right behind a word or a sign: itself, or the mark of a note, which a copy lacks.

    Behind a letter or a digit, it is the mark of a note only if the copy has such a mark. The result is empty for other brackets.
    """
    before, number = text[: ours.start()][-1:], fold(ours["ours"])
    if not before or before.isspace() or not re.fullmatch(r"[0-9]{1,4}", number):
        return ""
    may_be_mark = int(number) in marks or not before.isalnum()
    return rf"(?:{_exact(ours[0])}|{_NO_NUMBER})" if may_be_mark else _exact(ours[0])


def _within_word(ours: re.Match[str], text: str) -> str | None:
    """Return what stands for brackets within a word: its beginning in either case, or its end; None for whole words."""
    words = ours["ours"]
    is_before = bool(re.match(r"\w", text[ours.end() : ours.end() + 1]))
    if is_before:
        return f"[{words.lower()}{words.upper()}]" if len(words) == 1 and words.isalpha() else f"(?:{_exact(ours[0])}|(?i:{_exact(words)}))"
    if not re.search(r"\w\Z", text[: ours.start()]):
        return None
    # Brackets with a number are no ending of a word, and none may hide a number of the source.
    return _exact(ours[0]) if any(each.isnumeric() for each in words) else rf"(\w*){_NO_NUMBER}"

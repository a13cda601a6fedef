"""Whole readings: the pages of a source as they are, with its own citation and licence at the head; or the text of one without pages."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Sequence
from pathlib import Path

from briefing.assemble.citeproc import placeholder
from briefing.assemble.context import Context
from briefing.assemble.noted import BoundPages
from briefing.assemble.rights_page import holder, name, terms
from briefing.assemble.source_line import of_work, online
from briefing.dataclass import dataclass
from briefing.document import Blocks, Digest, Inlines, Paragraph, Quote, SourcePage, Text, page_labels
from briefing.document.changing import joined, paragraph
from briefing.errors import Problem, collect, counted, nearest
from briefing.files.origin import Location
from briefing.languages import same_language
from briefing.library import Source, printed_pages
from briefing.library.references import all_of
from briefing.library.titles import printed
from briefing.originals import source_pages
from briefing.originals.copies import Copy, pdf_names
from briefing.originals.source_pages import ReadPage
from briefing.outline import ReadingSection
from briefing.rights.conditions import BoundIn

SHOWN = 4
"""How many pages a warning names."""


def reading_title(context: Context, plan: ReadingSection) -> str:
    """Return the title of a section that has none of its own: that of its source."""
    source = context.library.sources.get(plan.source)
    return "".join(words for words, _ in printed(source.title_short or source.title)) if source else plan.source


def reading(context: Context, plan: ReadingSection, location: Location, identity: str) -> Blocks:
    """Return a whole reading; its digest where there is no copy, or where its rights do not permit it."""
    source = context.library.sources.get(plan.source)
    if source is None:
        known = context.library.sources
        message = f"there is no source '{plan.source}'" if plan.source else "this section names no source"
        hint = nearest(plan.source, known, all_of("source", known)) if plan.source else "Add a line such as 'source: roe-2021'."
        context.problem((*location, "source") if plan.source else location, message, hint)
        return ()
    copy = context.library.originals.get(source.id)
    if copy is None or source.id in context.refused:
        return _digest(context, source, location, identity, has_copy=copy is not None)
    if copy.provenance.format != "pdf":
        return _text(context, plan, source, copy, location)
    found = _pages(context, plan, source, copy, location)
    return _bound(context, source, found, location) if found else ()


# ── instead of the reading ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _digest(context: Context, source: Source, location: Location, identity: str, *, has_copy: bool) -> Blocks:
    if not has_copy:
        add = f"Add your copy: briefing sources add FILE --as {source.id}."
        if not source.digest:
            context.problem((*location, "source"), f"there is no copy of '{source.id}' to print", add)
            return ()
        context.warn((*location, "source"), f"there is no copy of '{source.id}', so this pack has only its digest", add)
    context.noted.bound.append(BoundIn(source.id, 0))
    line = _line(context, source, context.say("reading.digest", count=source.original.words), "")
    return (Digest(context.claim(f"digest-{source.id}"), context.blocks(source.digest, identity), line),)


def _text(context: Context, plan: ReadingSection, source: Source, copy: Copy, location: Location) -> Blocks:
    """Return the whole text of a copy without pages as a quotation."""
    if plan.pages:
        context.problem(
            (*location, "pages"), f"the copy of '{source.id}' has no pages", "Delete this line: the section prints its whole text."
        )
        return ()
    body = source.original.body or range(1, len(copy.paragraphs) + 1)
    texts = [copy.paragraphs[number - 1] for number in body if number <= len(copy.paragraphs)]
    words = sum(len(text.split()) for text in texts)
    quote = _quote(context, source, f"reading-{source.id}", [_paragraph(text) for text in texts], ())
    context.noted.bound.append(BoundIn(source.id, words))
    return (_head(context, source, context.say("excerpt.words", count=words), ""), quote)


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _quote(context: Context, source: Source, wanted: str, paragraphs: Sequence[Paragraph], line: Inlines) -> Quote:
    identity = context.claim(wanted)
    context.noted.passages.add(identity)
    language = None if same_language(source.language, context.outline.language) else source.language
    return Quote(identity, tuple(paragraphs), line, language)


# ── the head ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _head(context: Context, source: Source, extent: str, locator: str, more: str = "") -> Paragraph:
    """Return the line at the head of a reading: how long it is, what it is, and who permits it."""
    said = " ".join(filter(None, (holder(context.words, source.rights), terms(context.words, source.rights), more)))
    return paragraph(*_line(context, source, extent, locator), Text(" "), context.own(said), style="small")


def _line(context: Context, source: Source, extent: str, locator: str) -> Inlines:
    cited = f"[@{source.id}, {locator}]" if locator else f"[@{source.id}]"
    context.noted.reading_heads.add(cited)
    return joined((context.own(f"{extent} "), placeholder(cited), Text(": "), *of_work(context, source), *online(context, source)))


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Found:
    """Pages of a copy, with the numbers that are printed on them; these are empty if they are not known."""

    pages: list[ReadPage]
    labels: tuple[str, ...]


def _pages(context: Context, plan: ReadingSection, source: Source, copy: Copy, location: Location) -> _Found | None:
    file = _pdf(context, source, copy, location)
    labels = printed_pages.labels_of(source, copy)
    chosen = _chosen(context, plan, source, copy, labels, location)
    if file is None or chosen is None:
        return None
    problems: list[Problem] = []
    shown = file.relative_to(context.root.resolve()).as_posix()
    found = collect(problems, lambda: source_pages.read(file, shown, chosen, copy.paragraphs))
    context.noted.problems += problems
    if found is None:
        return None
    size = sum(len(page.resources) + len(page.picture) + sum(map(len, page.pieces)) for page in found)
    if size > source_pages.LARGEST:
        what = f"these pages of '{source.id}' take {size / 1_000_000:,.0f} MB, and a reading may take {source_pages.LARGEST // 1_000_000}"
        context.problem((*location, "pages"), what, "Print fewer pages, or save the PDF with smaller pictures and add it again.")
        return None
    return _Found(found, tuple(labels[page.number - 1] if page.number <= len(labels) else "" for page in found))


def _pdf(context: Context, source: Source, copy: Copy, location: Location) -> Path | None:
    """Return the PDF that a copy was made from, beside the copy; without it, or with another one there, note the problem."""
    root = context.root.resolve()
    folder = root / "seeds" / "originals"
    there = [path for path in (folder / each for each in pdf_names(copy)) if path.is_file() and path.resolve().is_relative_to(root)]
    for path in there:
        if hashlib.sha256(path.read_bytes()).hexdigest() == copy.provenance.sha256:
            return path.resolve()
    if there:
        shown = there[0].relative_to(root).as_posix()
        message = f"{shown} is another file than the one that the copy of '{source.id}' was made from"
        hint = f"Put the right one there, or make the copy from this one: briefing sources add {shown} --as {source.id} --replace."
    else:
        message = f"the PDF of '{source.id}' is not in the workspace: a pack that prints its pages needs the file itself"
        hint = f"Keep it there, too: briefing sources add {shlex.quote(copy.provenance.file)} --as {source.id} --keep."
    context.problem((*location, "source"), message, hint)
    return None


def _chosen(
    context: Context, plan: ReadingSection, source: Source, copy: Copy, labels: Sequence[str], location: Location
) -> list[int] | None:
    """Return the places of the pages in the file; without `pages`, of all up to the last that has words."""
    last = max((*copy.provenance.pages, len(labels), 1))
    if not plan.pages:
        wanted = list(range(1, last + 1))
    else:
        asked = page_labels.read(plan.pages)
        known = {label: place for place, label in reversed(list(enumerate(labels, 1))) if label}
        known = known or {str(place): place for place in range(1, last + 1)}
        unknown = [label for label in asked if label not in known]
        if unknown:
            there = page_labels.write(list(labels), dash="-") if labels else f"1-{last}"
            hint = f"Its pages are {there}."
            context.problem((*location, "pages"), f"the copy of '{source.id}' has no page '{unknown[0] or '_'}'", hint)
            return None
        wanted = list(dict.fromkeys(known[label] for label in asked))
    if len(wanted) > source_pages.MOST:
        what = f"these are {len(wanted)} pages, and a section can print {source_pages.MOST} of a source"
        context.problem((*location, "pages") if plan.pages else location, what, "Name those that you need: 'pages: 1-40'.")
        return None
    return wanted


def _bound(context: Context, source: Source, found: _Found, location: Location) -> Blocks:
    _tell_of_pictures(context, source, found, location)
    words = sum(len(part.text.split()) for page in found.pages for part in page.parts)
    known = page_labels.write(found.labels, dash="–") if all(found.labels) else ""
    label = context.words.say("excerpt.pages" if len(found.pages) > 1 else "excerpt.page")
    context.noted.bound.append(BoundIn(source.id, words, known or page_labels.write([str(page.number) for page in found.pages], dash="–")))
    extent = f"{context.say('excerpt.words', count=words)}, {context.say('reading.pages', count=len(found.pages))},"
    head = _head(context, source, extent, f"{label} {known}" if known else "", context.say("reading.note"))
    widest, highest = max(page.width for page in found.pages), max(page.height for page in found.pages)
    pages = [_page(context, source, page, printed, widest, highest) for page, printed in zip(found.pages, found.labels, strict=True)]
    noted, copy = context.noted.bound_pages.setdefault(source.id, BoundPages()), context.library.originals[source.id]
    places = {page.number: made.id for page, made in zip(found.pages, pages, strict=True)}
    for number, label in zip(places, found.labels, strict=True):
        noted.labels.setdefault(label or str(number), places[number])
    for number in range(1, len(copy.paragraphs) + 1):
        if place := places.get(copy.page(number) or 0):
            noted.paragraphs.setdefault(number, place)
    return head, *pages


def _page(context: Context, source: Source, page: ReadPage, printed: str, widest: float, highest: float) -> SourcePage:
    label = f"{context.say('excerpt.page')}\u00a0{printed}" if printed else context.say("reading.page-of-file", page=page.number)
    said = "" if page.parts else f" ({context.say('reading.without-words')})"
    line: Inlines = (Text(f"{name(source)}, "), context.own(f"{label}{said}"))
    paragraphs = [_paragraph(part.text) for part in page.parts]
    wanted = f"reading-{source.id}-{page.number}"
    return SourcePage(
        context.claim(f"page-of-{source.id}-{page.number}"),
        (_quote(context, source, wanted, paragraphs, line),),
        *(page.width, page.height, widest, highest),
        tuple(edge for part in page.parts for edge in part.place),
        *(page.pieces, page.targets, page.matrix, page.resources),
        *(page.picture, page.form, page.wide, page.high),  # type: ignore[arg-type]  # the form is one of two words
    )


def _tell_of_pictures(context: Context, source: Source, found: _Found, location: Location) -> None:
    """Warn of pages that are printed as pictures, with the reason."""
    reasons: dict[str, list[int]] = {}
    for page in found.pages:
        if page.reason:
            reasons.setdefault(page.reason, []).append(page.number)
    for reason, numbers in reasons.items():
        named = ", ".join(map(str, numbers[:SHOWN])) + (" …" if len(numbers) > SHOWN else "")
        what = f"{counted(len(numbers), 'page')} of the PDF of '{source.id}' ({named}) can be printed only as a picture: {reason}"
        context.warn(
            (*location, "source"), what, "Compare them with the PDF. A newer PDF of the text, with all its typefaces in it, may be sharper."
        )

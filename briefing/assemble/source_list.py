"""The list of sources."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from briefing.assemble.citeproc import Bibliography
from briefing.assemble.context import Context
from briefing.assemble.csl_words import entry_id
from briefing.assemble.rights_page import name
from briefing.assemble.scan_codes import scan_code
from briefing.assemble.short_citations import BACKGROUND_ID, key_of
from briefing.document import (
    Block,
    Blocks,
    Definition,
    Definitions,
    Inline,
    Inlines,
    Language,
    LineBreak,
    Link,
    Paragraph,
    Reference,
    Strong,
    Text,
    changing,
    plain,
)
from briefing.document.changing import joined
from briefing.errors import Problem, counted
from briefing.languages.letter_order import letter_order
from briefing.library import BACKGROUND, Source
from briefing.outline import RightsSection, SourcesSection, walk

_MARKS = str.maketrans(dict.fromkeys('‘’“”«»„"', "'"))


def wanted(context: Context, plan: SourcesSection, cited: list[str]) -> list[str]:
    """Return the sources that the list names."""
    if plan.include != "all":
        return [key for key in cited if key != BACKGROUND]
    left = sorted(context.unprinted - set(cited))
    if left:
        what = f"the list of all sources leaves out what no typeface has the letters of: {', '.join(left)}."
        context.noted.left_out += [] if what in context.noted.left_out else [what]
    return [key for key in context.library.sources if key not in left]


def sources(context: Context, plan: SourcesSection, bibliography: Bibliography, keys: list[str], *, background: bool) -> Blocks:
    """Return the entries in the order of the citation style, and what background means where it is cited."""
    listed = {key: entry for key, entry in bibliography.entries.items() if key in keys}
    if context.outline.citations != "author-date":  # readers look for the short name
        order = sorted(listed, key=lambda key: letter_order(context.library.sources[key].short_name))
        listed = {key: listed[key] for key in order}
    items = [
        Definition(context.claim_for("source", key), (), (*_words(context, plan, key, entry), *_about(context, plan, key)))
        for key, entry in listed.items()
    ]
    described = (key for key in keys if key in bibliography.entries and is_described(context, plan, key))
    missing = [key for key in described if not context.library.sources[key].about]
    if missing:
        shown = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        what = f"this list says who wrote each source and why, and {counted(len(missing), 'record')} of them lack 'about': {shown}"
        hint = "Add a line 'about: …' to these records, or write 'about: no' in this section of the outline."
        context.noted.warnings.append(Problem(f"seeds/sources/{missing[0]}.md", 0, what, hint, severity="warning"))
    if background:
        words = (context.stressed("background.title"), context.own(f" {context.say('background.meaning')}"))
        items.append(Definition(context.claim(BACKGROUND_ID), (), (Paragraph(words),)))
    return (Definitions(tuple(items), "references"),) if items else ()


def key_of_names(context: Context, keys: list[str]) -> Blocks:
    """Return a paragraph for the page of contents that says which source has which short name; nothing where citations have none."""
    known = key_of(keys, context.library) if context.outline.citations == "short" else {}
    context.noted.short_names.update({short: name(context.library.sources[key]) for short, key in known.items()})
    if not known or not context.outline.contents:
        return ()
    parts: list[Inline] = [context.stressed("sources.short-names")]
    for number, (short, key) in enumerate(known.items()):
        parts += [Text(f"{'; ' if number else ' '}{short}: "), Reference(entry_id(key), (Text(name(context.library.sources[key])),))]
    return (Paragraph((*parts, Text(".")), "small"),)


def _words(context: Context, plan: SourcesSection, key: str, entry: Inlines) -> Blocks:
    """Return an entry. If it has a code, its address is beside the code. A style of the user's own words the address itself."""
    source = context.library.sources[key]
    code = scan_code(context, source.URL or (f"https://doi.org/{source.DOI}" if source.DOI else "")) if plan.qr else None
    if code is None:
        return (Paragraph(_entry(context, plan, key, entry)),)
    return (Paragraph(_entry(context, plan, key, entry if context.outline.csl else _without_address(entry))), code)


def _without_address(entry: Inlines) -> Inlines:
    """Return an entry without its address and without the full stop that came after that."""
    bare = joined(changing.inlines(entry, lambda inline: () if _is_address(inline) else None))
    return tuple(Text(re.sub(r"(?<=[.?!’”»]) +\.", "", each.text)) if isinstance(each, Text) else each for each in bare)


def _entry(context: Context, plan: SourcesSection, key: str, entry: Inlines) -> Inlines:
    """Return an entry, behind the short name of its source if texts cite by that, unless it begins with the same words.

    Where languages are mixed, it is marked with the language of its source, in which most of it is.
    """
    source = context.library.sources[key]
    entry = _linked(entry, source.title, only_site=plan.addresses == "sites")
    if source.short and context.outline.citations != "author-date" and not _begins_with(source.short, entry):
        entry = (Strong((Text(source.short),)), Text(": "), *entry)
    return (Language(source.language, entry),) if context.mixed else entry


def _begins_with(short: str, entry: Inlines) -> bool:
    """Say whether a reader who looks for a short name finds it at the head of an entry: `TASS 2023` in `TASS. 2023. ‘Trade …’`."""
    wanted, found = (re.findall(r"\w+", words.casefold()) for words in (short, _words_of(entry)))
    return found[: len(wanted)] == wanted


def _linked(entry: Inlines, title: str, *, only_site: bool) -> Inlines:
    """Return an entry whose title links to its address: an address is no words for a listener (WCAG 2.1, 2.4.4)."""
    link = next((each for each in entry if isinstance(each, Link) and _is_address(each)), None)
    start = _folded(_words_of(entry)).find(_folded(title)) if title else -1
    if link is None or start < 0:
        return entry
    before, rest = _cut(entry, start)
    words, after = _cut(rest, len(title))
    if link in words:
        return entry
    unlinked = joined((*before, Link(link.url, words), *after))
    return joined(
        child
        for each in unlinked
        for child in (
            ((Text(_site(each.url)),) if only_site else each.children) if isinstance(each, Link) and _is_address(each) else (each,)
        )
    )


def _site(address: str) -> str:
    """Return the site of an address: `un.org`. A DOI stays whole: it is short, and leads to its text for good."""
    host = urlsplit(address).netloc.removeprefix("www.")
    return address if host == "doi.org" else host


def _words_of(entry: Inlines) -> str:
    """Return the words of an entry, in which each line break is one character."""
    return "".join(plain(each) if not isinstance(each, LineBreak) else " " for each in entry)


def _folded(text: str) -> str:
    """Return a text for a comparison, character by character: a style can change capitals and quotation marks."""
    marked = text.translate(_MARKS)
    return marked.lower() if marked.isascii() else "".join(each.lower() if len(each.lower()) == 1 else each for each in marked)


def _cut(entry: Inlines, place: int) -> tuple[Inlines, Inlines]:
    """Divide an entry at a character, but never within an inline that is no text: it belongs to the part in which it begins."""
    done = 0
    for number, each in enumerate(entry):
        length = len(_words_of((each,)))
        if done + length > place and isinstance(each, Text):
            parts = each.text[: place - done], each.text[place - done :]
            first, second = (tuple(Text(part) for part in parts[half : half + 1] if part) for half in (0, 1))
            return (*entry[:number], *first), (*second, *entry[number + 1 :])
        if done >= place:
            return entry[:number], entry[number:]
        done += length
    return entry, ()


def _is_address(inline: Inline) -> bool:
    return isinstance(inline, Link) and plain(inline).startswith(("http://", "https://"))


def is_described(context: Context, plan: SourcesSection, key: str) -> bool:
    """Say whether a list tells what is known about a source."""
    return plan.about == "yes" or (plan.about == "read" and any(each.excerpt.source == key for each in context.noted.printed))


def _about(context: Context, plan: SourcesSection, key: str) -> list[Block]:
    if not is_described(context, plan, key):
        return []
    source = context.library.sources[key]
    found: list[Block] = [Paragraph(context.inlines(source.about), "small")] if source.about else []
    if source.lacks:
        found.append(Paragraph((context.stressed("sources.lacks"), Text(" "), *context.inlines(source.lacks)), "small"))
    if not _has_rights_page(context):
        found.append(_rights(context, source))
    return found


def _has_rights_page(context: Context) -> bool:
    return any(isinstance(section, RightsSection) and section.table and section.when for _, section in walk(context.outline.sections))


def _rights(context: Context, source: Source) -> Paragraph:
    rights = source.rights
    basis = context.say(f"rights.basis.{rights.basis}")
    words = context.say("sources.terms", holder=rights.holder, basis=basis, terms=rights.terms)
    return Paragraph((context.stressed("sources.rights"), context.own(f" {words}")), "small")

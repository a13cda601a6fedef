"""The source line under an excerpt: author, title, where, date, pinpoint and words taken, from the record and the selector."""

from __future__ import annotations

import re
from urllib.parse import quote

from briefing.assemble.citeproc import placeholder
from briefing.assemble.context import Context
from briefing.dataclass import dataclass
from briefing.document import Emphasis, Inlines, Link, Text
from briefing.document.changing import joined
from briefing.document.numbering import ranges
from briefing.languages import Catalogue
from briefing.library import Excerpt, Selector, Source
from briefing.library.titles import printed
from briefing.rights.conditions import Address, address


@dataclass(frozen=True, slots=True)
class Quotation:
    """The quoted passage above a source line."""

    words: int
    """How many words of the source are printed."""
    paragraphs: tuple[int, ...]
    """The paragraphs of the passage in the copy."""
    emphasis_added: bool = False


def attribution(
    context: Context, source: Source, excerpt: Excerpt, quotation: Quotation | None = None, *, is_known: bool = False
) -> Inlines:
    """Return the source line of a quotation, or of a digest where there is none.

    Args:
        context: Whose words the line is in.
        source: The record of the excerpt's source.
        excerpt: What the line stands under.
        quotation: What is quoted; None for a digest.
        is_known: Whether a line above has told of the source, and a short name is enough.
    """
    taken: Inlines = (
        context.own(f"{_what(context.words, excerpt, quotation)} "),
        placeholder(f"[@{source.id}, {_pinpoint(excerpt, quotation)}]"),
    )
    if is_known:
        found = address(source)
        return joined((*taken, Text("."), *(_where_online(context, source, excerpt.select) if found and found.kind == "publisher" else ())))
    parts: Inlines = (
        *taken,
        Text(": "),
        *of_work(context, source),
        *_where_online(context, source, excerpt.select),
    )
    return joined(parts)


def _what(words: Catalogue, excerpt: Excerpt, quotation: Quotation | None) -> str:
    if quotation is None:
        return words.say("excerpt.digest", count=excerpt.words)
    count = words.say("excerpt.words", count=quotation.words)
    return f"{count}, {words.say('excerpt.emphasis')}" if quotation.emphasis_added else count


def _pinpoint(excerpt: Excerpt, quotation: Quotation | None) -> str:
    """Return the paragraphs of a passage, `¶5–6, 9`. Where the source has pages, these are put in their place (`pinpoints`)."""
    return f"¶{ranges(quotation.paragraphs if quotation else excerpt.paragraphs)}"


def of_work(context: Context, source: Source) -> Inlines:
    """Return author, title, where and date, as far as they are known; the title in italics."""
    author = context.words.joined([name.full for name in source.author])
    issue = f"({source.issue})" if source.volume and source.issue else ""
    title = source.container_title or source.collection_title or source.publisher
    where = " ".join(filter(None, (title, source.volume or source.number, issue)))
    before: Inlines = (Text(f"{author}, "),) if author else ()
    return (
        *before,
        *_title(source.title_short or source.title),
        Text(f", {where}, " if where else ", "),
        context.own(_closed(f"{context.day(source.issued)}{_pages(context.words, source)}")),
    )


def _pages(words: Catalogue, source: Source) -> str:
    """Return the pages of a source in what it appeared in, `, pp. 1–28`."""
    label = words.say("excerpt.pages" if re.search(r"[-–,]", source.page) else "excerpt.page")
    return f", {label}\u00a0{re.sub(r'-+', '–', source.page)}" if source.page else ""


def _title(title: str) -> Inlines:
    """Return a title in italics; what is in italics within it is upright."""
    return tuple(Text(words) if "i" in tags else Emphasis((Text(words),)) for words, tags in printed(title))


def _closed(text: str) -> str:
    """Return a text with a full stop, unless it ends in one: Russian dates do."""
    return text if text.endswith(".") else f"{text}."


def online(context: Context, source: Source) -> Inlines:
    """Return the address of a whole text, printed plain after words that link to it, and the day on which it was retrieved."""
    found = address(source)
    return _address_of(context, source, found, "publisher" if found.kind == "publisher" else "online", found.url) if found else ()


def _where_online(context: Context, source: Source, selector: Selector) -> Inlines:
    """Return the address, printed plain after words that link to the passage, and the day on which it was retrieved."""
    found = address(source)
    if found is None:
        return ()
    if found.kind == "publisher":
        return _address_of(context, source, found, "publisher", found.url)
    # A DOI leads on to another address, on which the browser may no longer know the words that it should look for.
    words, target = ("passage", to_passage(found.url, selector)) if found.url == source.URL else ("online", found.url)
    return _address_of(context, source, found, words, target)


def _address_of(context: Context, source: Source, found: Address, words: str, target: str) -> Inlines:
    link = Link(target, (context.label(f"excerpt.{words}"),))
    if source.accessed is None or found.kind == "publisher":
        return (Text(" "), link, Text(f": {found.url}."))
    retrieved = context.say("excerpt.retrieved", date=context.day(source.accessed))
    return (Text(" "), link, Text(f": {found.url}, "), context.own(_closed(retrieved)))


def to_passage(url: str, selector: Selector) -> str:
    """Return a web address with a text directive, by which browsers scroll to a passage and mark it.

    The form is `#:~:text=start,end` (WICG, URL Fragment Text Directives, section 3.3): `&`, `-` and `,` are percent-encoded in both
    texts, for they have a meaning there. A fragment that the address has already stays before it.
    """
    page = url.split(":~:")[0].rstrip("#")
    directive = f":~:text={_encoded(selector.start)},{_encoded(selector.end)}"
    return f"{page}{directive}" if "#" in page else f"{page}#{directive}"


def _encoded(text: str) -> str:
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")

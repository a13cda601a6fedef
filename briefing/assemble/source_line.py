"""The source line under an excerpt: author, title, where, date, pinpoint and words taken, from the record and the selector."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from briefing.assemble.citations import placeholder
from briefing.dates import spoken
from briefing.document import Emphasis, Inlines, Link, Text
from briefing.library import Excerpt, Selector, SourceRecord
from briefing.rights import address


@dataclass(frozen=True, slots=True)
class Quotation:
    """What of a source stands above the line, where it is the passage itself."""

    words: int
    """Of the source's own, as printed: without what is left out."""
    paragraphs: tuple[int, ...]
    """Where the passage stands in the copy."""
    pages: tuple[int, ...] = ()
    """Likewise, where the copy has pages."""
    emphasis_added: bool = False


def attribution(source: SourceRecord, excerpt: Excerpt, quotation: Quotation | None = None) -> Inlines:
    """Return the source line of a quotation, or of a digest where there is none.

    Args:
        source: The record of the excerpt's source.
        excerpt: What the line stands under.
        quotation: What is quoted; None for a digest.
    """
    return (
        Text(f"{_what(excerpt, quotation)} "),
        placeholder(f"[@{source.id}, {_pinpoint(excerpt, quotation)}]"),
        Text(": "),
        *_work(source),
        Text("."),
        *_where_online(source, excerpt.select),
    )


def _what(excerpt: Excerpt, quotation: Quotation | None) -> str:
    if quotation is None:
        return f"Digest in our own words of a passage of {excerpt.words} words"
    remark = ", emphasis added" if quotation.emphasis_added else ""
    return f"{quotation.words} words{remark}"


def _pinpoint(excerpt: Excerpt, quotation: Quotation | None) -> str:
    """Return `¶5–6, 9`, or `p. 3` and `pp. 3–4` where the copy has pages."""
    if quotation is None:
        return f"¶{ranges(excerpt.paragraphs)}"
    if quotation.pages:
        return f"{'pp.' if len(set(quotation.pages)) > 1 else 'p.'} {ranges(tuple(dict.fromkeys(quotation.pages)))}"
    return f"¶{ranges(quotation.paragraphs)}"


def ranges(numbers: tuple[int, ...]) -> str:
    """Return (5, 6, 9) as `5–6, 9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _work(source: SourceRecord) -> Inlines:
    """Return author, title, where and date, as far as they are known; the title in italics."""
    author = " and ".join(name.full for name in source.author)
    where = " ".join(filter(None, (source.container_title or source.collection_title or source.publisher, source.volume or source.number)))
    after = [where, spoken(source.issued) if source.issued else "no date"]
    before: Inlines = (Text(f"{author}, "),) if author else ()
    return (*before, Emphasis((Text(source.title_short or source.title),)), Text(f", {', '.join(filter(None, after))}"))


def _where_online(source: SourceRecord, selector: Selector) -> Inlines:
    """Return the address, printed plain after words that link to the passage, and the day on which it was retrieved."""
    found = address(source)
    if found is None:
        return ()
    if found.kind == "publisher":
        return (Text(" "), Link(found.url, (Text("Publisher’s site"),)), Text(f": {found.url}."))
    retrieved = f", retrieved {spoken(source.accessed)}" if source.accessed else ""
    # A DOI leads on to another address, on which the browser may no longer know the words that it should look for.
    words, target = ("Passage online", to_passage(found.url, selector)) if found.url == source.URL else ("Online", found.url)
    return (Text(" "), Link(target, (Text(words),)), Text(f": {found.url}{retrieved}."))


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

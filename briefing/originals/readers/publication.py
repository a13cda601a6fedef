"""Where a text appeared, as its file says: what a record of a source has besides title, authors and date, by the names of CSL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TAGS: dict[str, tuple[str, ...]] = {
    "container-title": (
        *("citation_journal_title", "citation_inbook_title", "citation_conference_title", "prism.publicationname"),
        *("bepress_citation_journal_title", "og:site_name", "application-name", "dc.source"),
    ),
    "publisher": (
        *("citation_publisher", "citation_technical_report_institution", "citation_dissertation_institution"),
        *("dc.publisher", "dcterms.publisher"),
    ),
    "volume": ("citation_volume", "prism.volume", "bepress_citation_volume"),
    "issue": ("citation_issue", "prism.number", "bepress_citation_issue"),
    "ISSN": ("citation_issn", "prism.issn", "prism.eissn"),
    "ISBN": ("citation_isbn", "book:isbn", "og:isbn"),
}
_ADDRESSES = (
    *("og:url", "citation_public_url", "citation_abstract_html_url", "citation_fulltext_html_url"),
    *("dc.identifier.uri", "twitter:url"),
)
_LICENCES = ("dc.rights", "dcterms.license", "dcterms.rights", "citation_license", "copyright")
_TYPES: tuple[tuple[str, str], ...] = (
    ("citation_journal_title", "article-journal"),
    ("citation_conference_title", "paper-conference"),
    ("citation_dissertation_institution", "thesis"),
    ("citation_technical_report_institution", "report"),
    ("citation_inbook_title", "chapter"),
    ("citation_isbn", "book"),
    ("book:isbn", "book"),
)
"""Tags that tell what a text is, and the type of CSL."""
_KINDS: tuple[tuple[str, str], ...] = (
    ("ScholarlyArticle", "article-journal"),
    ("BlogPosting", "post-weblog"),
    ("NewsArticle", "article-newspaper"),
    ("Report", "report"),
    ("Thesis", "thesis"),
    ("Chapter", "chapter"),
    ("Book", "book"),
)
"""Types of schema.org, and those of CSL."""
_COMMON = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<terms>[a-z-]+)/(?P<version>\d\.\d)|publicdomain/(?P<free>zero|mark)/1\.0)", re.IGNORECASE
)
_NAMED = re.compile(r"\bCC[- ](?P<terms>BY(?:-(?:NC|SA|ND))*)[- ](?P<version>[234]\.0)\b", re.IGNORECASE)
_SAVED = re.compile(r"saved from url=\(\d+\)(\S+)|^\s*url:\s*(\S+)", re.MULTILINE)
_DAY = re.compile(r"saved date:\s*\w{3} (?P<month>\w{3}) (?P<day>\d{1,2}) (?P<year>\d{4})")
_HEAD = 10_000
"""Characters at the beginning of a page in which browsers say where it came from."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FOLLOWING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid)$")
"""Parts of an address by which readers are followed; they name no page."""


def of_page(root: Any, said: Mapping[str, list[str]], work: Mapping[str, Any]) -> dict[str, str]:
    """Return where a web page appeared.

    Args:
        root: The page.
        said: The contents of its `meta` tags, by their names in small letters.
        work: What it tells search engines about its text (schema.org).
    """
    found = {key: text for key, tags in _TAGS.items() if (text := _first(said, tags))}
    for key, part in (("container-title", work.get("isPartOf")), ("publisher", work.get("publisher"))):
        if name := _name(part):
            found.setdefault(key, name)
    if "container-title" not in found and "publisher" in found:
        found["container-title"] = found.pop("publisher")
    if found.get("publisher") == found.get("container-title"):
        found.pop("publisher", None)
    first, last = _first(said, ("citation_firstpage", "prism.startingpage")), _first(said, ("citation_lastpage", "prism.endingpage"))
    if first:
        found["page"] = f"{first}-{last}" if last and last != first else first
    if address := _address(root, said, work):
        found["URL"] = address
    if licence := next(filter(None, map(spdx, _licences(root, said, work))), ""):
        found["license"] = licence
    found["type"] = _type(said, work)
    return found


def _type(said: Mapping[str, list[str]], work: Mapping[str, Any]) -> str:
    by_tag = next((kind for tag, kind in _TYPES if said.get(tag)), "")
    kinds = str(work.get("@type", ""))
    return by_tag or next((kind for name, kind in _KINDS if name in kinds), "webpage")


def _address(root: Any, said: Mapping[str, list[str]], work: Mapping[str, Any]) -> str:
    links = [str(node.get("href") or "") for node in root.iter("link") if "canonical" in str(node.get("rel") or "").lower().split()]
    main = work.get("mainEntityOfPage")
    told = [str(main.get("@id", "")) if isinstance(main, Mapping) else str(main or ""), str(work.get("url") or "")]
    named = (plain_address(text) for text in (*links, *(said[tag][0] for tag in _ADDRESSES if said.get(tag)), *told))
    return next(filter(None, named), "")


def of_saved(text: str) -> dict[str, str]:
    """Return what a browser writes into a page that it saves: the address, and the day.

    Args:
        text: The page as it is written.
    """
    comments = "\n".join(re.findall(r"<!--(.*?)-->", text[:_HEAD], re.DOTALL))
    addresses = (plain_address(first or second) for first, second in _SAVED.findall(comments))
    found = {"URL": address} if (address := next(filter(None, addresses), "")) else {}
    day = _DAY.search(comments)
    if day and day["month"] in _MONTHS:
        found["accessed"] = f"{day['year']}-{_MONTHS.index(day['month']) + 1:02}-{int(day['day']):02}"
    return found


def plain_address(text: str) -> str:
    """Return the address of a page without what only follows its readers; empty if the text is no address of the web."""
    text = text.strip()
    if not re.match(r"https?://[^\s/]+\.[^\s/]+", text) or re.search(r"\s", text):
        return ""
    parts = urlsplit(text)
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _FOLLOWING.match(key)])
    return text if query == parts.query else urlunsplit(parts._replace(query=query))


def _licences(root: Any, said: Mapping[str, list[str]], work: Mapping[str, Any]) -> Iterable[str]:
    for node in root.iter("link", "a"):
        if "license" in str(node.get("rel") or "").lower().split():
            yield str(node.get("href") or "")
    yield from (text for tag in _LICENCES for text in said.get(tag, ()))
    yield str(work.get("license") or "")


def spdx(text: str) -> str:
    """Return the SPDX code of a Creative Commons licence that an address or a text names; empty if it names none."""
    match = _COMMON.search(text) or _NAMED.search(text)
    if not match:
        return ""
    parts = match.groupdict()
    if parts.get("free"):
        return "CC0-1.0" if parts["free"].lower() == "zero" else ""
    return f"CC-{parts['terms'].upper()}-{parts['version']}"


def without_site(title: str, site: str) -> str:
    """Return a title without the name of the site that browsers show behind it: `The dam is full - Example News`."""
    if not site:
        return title
    match = re.search(rf"\s+[-–—|·•:«»]\s+{re.escape(site)}$", title, re.IGNORECASE)
    return title[: match.start()].rstrip() if match and match.start() else title


def _first(said: Mapping[str, list[str]], tags: Iterable[str]) -> str:
    return next((text for tag in tags for text in said.get(tag, ()) if text), "")


def _name(value: Any) -> str:
    """Return the name of an organisation or of a journal of schema.org."""
    if isinstance(value, list):
        return next(filter(None, map(_name, value)), "")
    if isinstance(value, Mapping):
        return " ".join(str(value.get("name") or "").split()) if isinstance(value.get("name"), str) else _name(value.get("isPartOf"))
    return ""


# ── notes with settings at the top ───────────────────────────────────────────────────────────────────────────────────────────────────

_SETTINGS = {
    "URL": ("source", "url", "link", "source_url", "source-url", "canonical", "permalink", "original"),
    "container-title": ("site", "site_name", "site-name", "publication", "website", "journal", "container-title", "newspaper", "magazine"),
    "accessed": ("created", "accessed", "clipped", "date_saved", "date-saved", "saved", "date_added", "retrieved"),
    "publisher": ("publisher",),
    "volume": ("volume",),
    "issue": ("issue", "number"),
    "page": ("pages", "page"),
    "DOI": ("doi",),
}
"""What programs that clip pages call the fields of CSL: Obsidian Web Clipper, MarkDownload, Joplin, Zotero's notes."""


_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")


def without_links(text: str) -> str:
    """Return a text with the words of its links to other notes: `[[Grace Okello]]`, `[[people/okello|Grace Okello]]`."""
    return _LINK.sub(r"\1", text)


def of_settings(settings: Mapping[str, str]) -> dict[str, str]:
    """Return where a text appeared, from the settings at the top of a Markdown file.

    Args:
        settings: Their values by their keys in small letters.
    """
    found = {}
    for field, keys in _SETTINGS.items():
        for key in keys:
            text = settings.get(key, "").strip().strip("\"'").strip()
            text = plain_address(text) if field == "URL" else without_links(text)
            if field == "accessed" and not re.match(r"\d{4}-\d\d-\d\d", text):
                text = ""
            if text:
                found[field] = text[:10] if field == "accessed" else text
                break
    if "URL" in found:
        found["type"] = "article-journal" if "volume" in found else "webpage"
    return found

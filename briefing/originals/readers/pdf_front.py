"""Title, authors and date of a PDF: from the largest lines of its first page and the lines below them, and from its metadata.

Programs often write the name of a template or of the person at the computer into the metadata, so what the first page shows counts first.
Nothing is taken from a footnote.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.bylines import is_default
from briefing.originals.readers import pdf_citations, pdf_names, pdf_titles
from briefing.originals.readers.pdf_first_page import Row

_DEFAULTS = re.compile(
    r"^(microsoft word\b|microsoft powerpoint\b|untitled|\(?unspecified|\(?anonymous|layout \d|slide \d|document\d*$|title$|author$"
    r"|admin|user$)"
    r"|\.(docx?|pdf|tex|indd|qxd|rtf|odt|dvi|html?|pptx?|pages|p65)$|^[\w-]*\d{3,}[\w.-]*$|^(https?|file):",
    re.IGNORECASE,
)
"""Titles that programs write by themselves."""
_YEAR = re.compile(r"(?<![\d.,/–-])((?:1[89]|20)\d\d)(?![\d/])")
_DATED = re.compile(
    r"(?:(?P<year_only>©|\(c\)|copyright|(?:first )?published(?: online)?|publication date)|\b(?:issued|decided|delivered|date)\b)"
    r"\s*:?\s*(?P<rest>.{4,50})",
    re.IGNORECASE,
)
_BEFORE, _BEHIND = 8, 14
"""Lines before and behind a title in which a date of its own may be."""
_PRISM = {"container-title": "publicationName", "volume": "volume", "issue": "number", "ISSN": "issn"}
"""What the metadata may say of a journal, by the names of CSL."""
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Front:
    """What is known of a text."""

    title: str = ""
    authors: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    """The authors as the metadata have them."""
    issued: str = ""
    language: str = ""
    doi: str = ""
    work: Mapping[str, str] = field(default_factory=dict)
    """Where the text appeared, by the names of CSL."""


def front(data: bytes, page: Sequence[Row], texts: Sequence[str], known: Mapping[str, int], usual: float) -> Front:
    """Return title, authors, date, language and where the text appeared.

    Args:
        data: The PDF.
        page: The lines of the first page, with its head and foot.
        texts: The paragraphs of the first page.
        known: How often the text has each word, as it writes it.
        usual: The size of the text.
    """
    said = _metadata(data)
    shown = pdf_titles.shown(page, usual, known)
    title = _title(said.get("title", ""), shown.text, " ".join(texts))
    names = pdf_names.authors(page, shown.first, shown.last)
    work, year = pdf_citations.where([*(row.text for row in page), *texts], shown.text)
    doi = _DOI.search(" ".join(row.text for row in page)) or _DOI.search(said.get("doi", ""))
    return Front(
        title,
        names or _told(said),
        _told(said),
        _issued(said, page, shown) or year,
        said.get("language", ""),
        doi[0].rstrip(".,;)") if doi else "",
        {**work, **said.get("work", {})},
    )


def _title(said: str, shown: str, page: str) -> str:
    """Choose between the title of the metadata and that of the page: the page decides whether the metadata means this text."""
    said = "" if _DEFAULTS.search(said.strip()) else " ".join(said.split())
    if not said or not shown:
        return said or shown
    plain, own, all_ = _plain(said), _plain(shown), _plain(page)
    return shown if plain and (plain in own or not (plain in all_ or own in plain)) else said


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _told(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the authors of the metadata."""
    found = (" ".join(str(entry).split()) for entry in said.get("authors", ()))
    return tuple(dict.fromkeys(text for text in found if text and not _DEFAULTS.search(text) and not is_default(text)))


# ── date and metadata ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _issued(said: Mapping[str, Any], page: Sequence[Row], shown: pdf_titles.Shown) -> str:
    """Return the date of publication: from the metadata, or where the first page states it. A file has other dates, too."""
    match = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", str(said.get("issued", "")))
    if match:
        return match[0]
    texts = [row.text for row in page]
    for text in texts:
        dated = _DATED.search(text)
        if dated and (date := pdf_citations.first_date(dated["rest"])):
            return date[:4] if dated["year_only"] else date
    near = [*page[max(shown.first - _BEFORE, 0) : max(shown.first, 0)], *page[shown.last + 1 : shown.last + 1 + _BEHIND]]
    dates = list(filter(None, (pdf_citations.date_alone(row.text) for row in near)))
    for date in dates:
        if "-" in date:
            return date
    for text in (*texts[:4], *texts[-4:]):  # the head and the foot: "Journal of Rivers 14 (2021), 113–139"
        years = _YEAR.findall(text)
        if len(set(years)) == 1 and re.search(
            r"\b(?:vol|no|issue|journal|review|quarterly|zeitschrift|revue|pp)\b|\d+\s*\(\d+\)", text, re.IGNORECASE
        ):
            return str(years[0])
    return next(iter(dates), "")


def _metadata(data: bytes) -> dict[str, Any]:
    """Return what a PDF says about itself in its XMP and its information dictionary."""
    import pikepdf

    found: dict[str, Any] = {}
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            info = document.docinfo
            found["title"], author = str(info.get("/Title", "")), str(info.get("/Author", ""))
            found["authors"] = [author] if author.strip() else []
            found["language"] = str(document.Root.get("/Lang", ""))
            found.update(_xmp(document))
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError, AttributeError, KeyError):
        pass
    return found


def _xmp(document: Any) -> dict[str, Any]:
    import pikepdf

    found: dict[str, Any] = {}
    try:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=False) as metadata:
            creators = metadata.get("dc:creator")
            if creators:
                names = [creators] if isinstance(creators, str) else list(creators)
                found["authors"] = [str(name) for name in names]
            if metadata.get("dc:title"):
                found["title"] = str(metadata["dc:title"])
            for key in ("prism:publicationDate", "prism:coverDate", "dc:date"):
                value = metadata.get(key)
                if value and "issued" not in found:
                    found["issued"] = str(value if isinstance(value, str) else next(iter(value), ""))
            named = {key: str(metadata.get(f"prism:{name}") or "") for key, name in _PRISM.items()}
            found["work"] = {key: text for key, text in named.items() if text}
            found["doi"] = str(metadata.get("prism:doi") or metadata.get("pdfx:doi") or metadata.get("dc:identifier") or "")
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError, AttributeError, KeyError, NotImplementedError):
        return {}
    return found

"""Title, authors and date of a PDF: from the largest lines of its first page and the lines below them, and from its metadata.

Programs often write the name of a template or of the person at the computer into the metadata, so what the first page shows counts first.
Nothing is taken from a footnote.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_lines import Line
from briefing.originals.readers.pdf_paragraphs import Block

_DEFAULTS = re.compile(
    r"^(microsoft word\b|microsoft powerpoint\b|untitled|\(?unspecified|\(?anonymous|layout \d|slide \d|document\d*$|title$|author$"
    r"|admin|user$)"
    r"|\.(docx?|pdf|tex|indd|qxd|rtf|odt|dvi|html?|pptx?|pages|p65)$|^[\w-]*\d{3,}[\w.-]*$|^(https?|file):",
    re.IGNORECASE,
)
"""Titles that programs write by themselves."""
_LARGER = 1.12
"""How much larger than the text a title is at least."""
_PARTICLE = r"(?:de|da|do|dos|du|di|della|del|la|le|van|von|der|den|ter|ten|zu|zur|el|al|bin|ibn|y|e|af|st\.)"
_NAME = re.compile(
    rf"(?:(?:[^\W\d_]\.-?)+|(?:{_PARTICLE}|Mc|Mac|O['’])?[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?)(?:\s+(?:(?:[^\W\d_]\.-?)+|{_PARTICLE}|[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?)){{1,5}}",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:university|universit|department|institut|school|college|faculty|centre|center|ministry|journal|review|abstract|keywords?|introduction|"
    r"summary|street|road|vol(?:ume)?|issue|doi|isbn|issn|page|copyright|received|accepted|published|article|report|paper|working|the|of|for|in|on|"
    r"and|with|from|draft|version|chapter|email|corresponding|research|laboratory|academy|press|foundation|programme|program|office|january|"
    r"february|march|april|may|june|july|august|september|october|november|december|quarterly|annual|studies|science|policy|brief)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,|;|·|•|\||/|\band\b|\bund\b|\bet\b|\by\b|&|\n)\s*(?:and\s+|und\s+|et\s+|y\s+|&\s*)?")
_YEAR = re.compile(r"(?<![\d.,/–-])((?:1[89]|20)\d\d)(?![\d/])")
_DATED = re.compile(
    r"(?:©|\(c\)|copyright|published(?:\s+online)?|first published|publication date|issued|date)\s*:?\s*(?:by\s+)?"
    r"(?:\w+\s+){0,3}?(?:\d{1,2}\.?\s+)?(?:\w{3,9}\.?,?\s+)?((?:1[89]|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Front:
    """What is known of a text."""

    title: str = ""
    authors: tuple[str, ...] = ()
    issued: str = ""
    language: str = ""
    doi: str = ""


def front(data: bytes, first: Sequence[Line], found: Sequence[tuple[str, Block]]) -> Front:
    """Return title, authors, date and language.

    Args:
        data: The PDF.
        first: The lines of the first page, with its head and foot.
        found: The paragraphs of the text.
    """
    said = _metadata(data)
    page = [(text, block) for text, block in found if block.kind != "note" and block.page == 1][:40]
    number, shown = _largest(page)
    title = _title(said.get("title", ""), shown, " ".join(text for text, _ in page))
    names = tuple(_below(page[number + 1 : number + 5])) if number >= 0 and shown else ()
    everything = " ".join(line.text for line in first)
    doi = _DOI.search(everything) or _DOI.search(said.get("doi", ""))
    return Front(title, names or _told(said), _issued(said, first), said.get("language", ""), doi[0].rstrip(".,;)") if doi else "")


# ── title ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _largest(page: Sequence[tuple[str, Block]]) -> tuple[int, str]:
    """Return the number of the last paragraph of a title, and the title: the largest paragraphs of the page, if larger than the text."""
    sizes = [(block.lines[0].size, number) for number, (text, block) in enumerate(page) if re.search(r"[^\W\d_]{3}", text)]
    weights: dict[float, int] = {}
    for text, block in page:
        weights[block.lines[0].size] = weights.get(block.lines[0].size, 0) + len(text)
    if not sizes:
        return -1, ""
    usual = max(weights, key=lambda size: weights[size])
    largest = max(size for size, _ in sizes)
    if largest < _LARGER * usual and not (page[0][1].kind == "heading" and len(page[0][0]) < 200):
        return -1, ""
    number = next(number for size, number in sizes if size == largest) if largest >= _LARGER * usual else 0
    last, text = number, page[number][0]
    while last + 1 < len(page) and abs(page[last + 1][1].lines[0].size - page[number][1].lines[0].size) < 0.5 and len(text) < 150:
        after = page[last + 1][1].lines[0]
        before = page[last][1].lines[-1]
        if not page[last][1].lines[0].size >= _LARGER * usual or before.base - after.base > 2.2 * after.size or after.page != before.page:
            break
        last += 1
        text += (" " if text.endswith((":", "?", "!", "–", "—")) else ": " if _is_subtitle(page[last][0]) else " ") + page[last][0]
    if last + 1 < len(page) and text.endswith(":") and page[last + 1][1].lines[0].size > usual:
        last += 1
        text += " " + page[last][0]
    return last, text if len(text) <= 250 else ""


def _is_subtitle(text: str) -> bool:
    return text[:1].isupper() and len(text.split()) > 3


def _title(said: str, shown: str, page: str) -> str:
    """Choose between the title of the metadata and that of the page: the page decides whether the metadata means this text."""
    said = "" if _DEFAULTS.search(said.strip()) else " ".join(said.split())
    if not said or not shown:
        return said or _mixed(shown)
    plain, own, all_ = _plain(said), _plain(shown), _plain(page)
    if plain and (plain in own or not (plain in all_ or own in plain)):
        return _mixed(shown)
    return said


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _mixed(text: str) -> str:
    """Return a title in small letters if it is in capitals."""
    if not text.isupper() or len(text.split()) < 2:
        return text
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda match: match[0].capitalize(), text)


# ── authors ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _below(page: Sequence[tuple[str, Block]]) -> Iterator[str]:
    """Yield the names in the lines below the title."""
    for text, block in page:
        found = _names(text) if len(text) < 300 and block.kind != "caption" else []
        if found:
            yield from found
            return


def _names(text: str) -> list[str]:
    """Return the names of persons in a line that has nothing else; an empty list if it has anything else."""
    line = re.sub(r"^(?:by|von|par|por|written by|authors?:)\s+", "", text.strip(), flags=re.IGNORECASE)
    line = re.sub(r"(?<=[^\W\d_])[\d*†‡§¶∗]+(?:,[\d*†‡§¶∗]+)*|\([^)]*\)|\b(?:Ph\.?D|M\.?D|MSc|MA|BA|Dr|Prof(?:essor)?)\b\.?,?", "", line)
    parts = [
        part.strip(" .,;") if not re.search(r"\b[A-Z]\.$", part.strip()) else part.strip()
        for part in _BETWEEN.split(line)
        if part and part.strip(" .,;")
    ]
    if not parts or any(not _is_name(part) for part in parts):
        return []
    return [_cased(part) for part in parts]


def _is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 6 or len(text) > 60 or not _NAME.fullmatch(text) or _NO_NAME.search(text):
        return False
    return all(word[0].isupper() or re.fullmatch(_PARTICLE, word) for word in words) and words[-1][0].isupper()


def _cased(name: str) -> str:
    """Return a name in capitals as it is usually written."""
    if not name.isupper() or len(name) < 6:
        return name
    words = []
    for word in name.split():
        if re.fullmatch(r"(?:[^\W\d_]\.-?)+", word):
            words.append(word)
        elif re.fullmatch(_PARTICLE, word.lower()) and len(word) > 1 and words:
            words.append(word.lower())
        else:
            words.append(re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word))
    return " ".join(words)


def _told(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the authors of the metadata."""
    found = (" ".join(str(entry).split()) for entry in said.get("authors", ()))
    return tuple(dict.fromkeys(text for text in found if text and not _DEFAULTS.search(text)))


# ── date and metadata ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _issued(said: Mapping[str, Any], first: Sequence[Line]) -> str:
    """Return the year in which a text was published: from its metadata, or where the first page states it. A file has other dates, too."""
    match = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", str(said.get("issued", "")))
    if match:
        return match[0]
    texts = [line.text for line in sorted(first, key=lambda line: -line.base)]
    for text in texts:
        dated = _DATED.search(text)
        if dated:
            return dated[1]
    for text in (*texts[:4], *texts[-4:]):  # the head and the foot: "Journal of Rivers 14 (2021), 113–139"
        years = _YEAR.findall(text)
        if len(set(years)) == 1 and re.search(
            r"\b(?:vol|no|issue|journal|review|quarterly|zeitschrift|revue|pp)\b|\d+\s*\(\d+\)", text, re.IGNORECASE
        ):
            return str(years[0])
    return ""


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
            found["doi"] = str(metadata.get("prism:doi") or metadata.get("pdfx:doi") or metadata.get("dc:identifier") or "")
    except (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError, ValueError, TypeError, AttributeError, KeyError, NotImplementedError):
        return {}
    return found

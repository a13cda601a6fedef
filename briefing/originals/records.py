"""Writing a new record of a source, with the data that a file states about itself. Other data is left out or marked as unknown."""

from __future__ import annotations

import dataclasses
import json
import re
import textwrap
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import PurePath

from briefing.dates import parse
from briefing.document.identifiers import ID, RESERVED, first_free_letter
from briefing.document.numbering import ranges
from briefing.languages import is_tag
from briefing.markup import BACKGROUND
from briefing.originals import bylines
from briefing.originals.normal import fingerprint, normalise
from briefing.originals.readers.result import Reading
from briefing.originals.sketch import sketch

TO_WRITE = "To be written"
"""The beginning of each text that the user has to write. `briefing check` reports it."""
ISSUED = "# issued:"
"""The beginning of the line of a new record in which the user writes the date, or which the user deletes if there is none."""
_LONGEST_TITLE = 200
"""The greatest length of a title, in characters."""


def record(reading: Reading, name: str) -> str:
    """Return the text of a record (`seeds/sources/ID.md`) for a file. Every paragraph counts as body until the user changes that.

    Args:
        reading: The result of reading the file.
        name: The name of the file. It becomes the title if the file has no title.
    """
    head = [
        "# briefing began this record from the file. Complete it: the comments say what is missing.",
        f"type: {reading.work.get('type') or 'document'}  # article, report, …",
    ]
    head.append(f"title: {_quoted(title(reading, name))}")
    head += _author(reading)
    issued = _issued(reading.issued)
    wanted = f"{ISSUED} 2023-09-26  # day, month or year of publication; 2023~ if the text does not state it"
    head.append(f"issued: {issued}" if issued else wanted)
    doi = reading.doi or reading.work.get("DOI", "")
    head += [f"DOI: {_quoted(doi)}"] if doi else []
    head += _where(reading)
    language = _language(reading.language)
    head.append(f"language: {language}" if language else "# language: en  # of the text")
    head += [
        f"about: {TO_WRITE} (who wrote it, for whom, why, and from which standpoint).",
        f"lacks: {TO_WRITE} (what the text does not say about itself).",
    ]
    licence = reading.work.get("license", "")
    head += [*rights(licence), *original(reading)]
    every = ranges(range(1, len(reading.paragraphs) + 1))
    return "\n".join(["---", *head, "---", f"¶{every} {TO_WRITE}: the text in your own words, paragraph by paragraph.", ""])


def rights(licence: str = "") -> list[str]:
    """Return the lines about the rights in a record, for the user to fill in.

    Args:
        licence: The licence that the file states, if it states one.
    """
    return [
        "rights:",
        "  holder: not stated",
        f"  basis: {'open-licence' if licence else 'unknown'}  # own, open-licence, licence, quotation, statutory, unknown",
        *([f"  license: {licence}  # as the file states"] if licence else []),
        f"  terms: {f'The file names the licence {licence}.' if licence else 'None known.'}",
        "  # limit: 25%  # of the body, or a number of words: 400 words",
    ]


_WHERE = ("container-title", "publisher", "volume", "issue", "page", "ISSN", "ISBN", "URL", "accessed")
"""The fields of a record that say where a text appeared, in their order."""


def _where(reading: Reading) -> list[str]:
    """Return the lines that say where a text appeared; a remark names those of which the file says nothing."""
    lines = []
    for key in _WHERE:
        if text := reading.work.get(key, ""):
            value = text if key == "accessed" else _quoted(text)
            lines.append(f"{'' if _is_sound(key, text) else '# '}{key}: {value}")
    missing = [f"{key}:" for key in ("container-title", "publisher", "URL") if key not in reading.work]
    return [*lines, *([f"# {', '.join(missing)}  # where it appeared"] if len(missing) > 1 or not lines else [])]


def _is_sound(key: str, text: str) -> bool:
    """Say whether a number has the right check digit: ISSN (ISO 3297), ISBN (ISO 2108). Any other field is sound."""
    signs = [10 if each == "X" else int(each) for each in re.sub(r"[^0-9X]", "", text.upper())]
    if key == "ISSN":
        return len(signs) == 8 and sum((8 - place) * sign for place, sign in enumerate(signs)) % 11 == 0
    if key == "ISBN":
        if len(signs) == 13:
            return sum(sign * (3 if place % 2 else 1) for place, sign in enumerate(signs)) % 10 == 0
        return len(signs) == 10 and sum((10 - place) * sign for place, sign in enumerate(signs)) % 11 == 0
    return True


def original(reading: Reading) -> list[str]:
    """Return the lines of a record by which briefing recognises another copy of the text."""
    count = len(reading.paragraphs)
    head = [
        "original:",
        f"  paragraphs: {count}",
        f"  body: {ranges(range(1, count + 1), dash='-')}  # leave out titles, page headers and footers",
    ]
    return [*head, f"  words: {words(reading.paragraphs)}  # in the body", *marks("\n".join(reading.paragraphs))]


def marks(body: str) -> list[str]:
    """Return the lines with the hash and the sketch of a body, for the settings under `original`."""
    hashes = sketch(body)
    spaced = " ".join(hashes[place : place + 8] for place in range(0, len(hashes), 8))
    return [
        f"  sha256: {fingerprint(normalise(body).text)}",
        "  sketch: >-",
        *textwrap.wrap(spaced, 112, initial_indent="    ", subsequent_indent="    "),
    ]


def words(paragraphs: Collection[str]) -> int:
    """Return how many words a text has."""
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def title(reading: Reading, name: str) -> str:
    """Return the title that a file states. If it states none, return its first paragraph if that is short, else the file's name."""
    first = reading.paragraphs[0]
    stem = PurePath(name).stem.encode("utf-8", "replace").decode()  # a name that is not UTF-8 has bytes that no file of ours can hold
    return (reading.title or (first if len(first) <= _LONGEST_TITLE else stem))[:_LONGEST_TITLE].strip()


def new_id(reading: Reading, name: str, taken: Collection[str]) -> str:
    """Return an id for a file that is not taken (`id_of`)."""
    author = next(iter(bylines.names(reading.author)), bylines.Author())
    return id_of(author.family or author.literal, _issued(reading.issued)[:4], (title(reading, name), PurePath(name).stem), taken)


def id_of(author: str, year: str, names: Iterable[str], taken: Collection[str]) -> str:
    """Return an id that is not taken: author and year, `okello-2019`; or the first words of a name of the work if one of them is missing.

    Args:
        author: The family name of the first author.
        year: The year of publication.
        names: The title and other names of the work. The first that has letters from a to z is taken.
        taken: The ids that there are.
    """
    base = _slug(author, 3) if author and year else ""
    base = base or next(filter(None, (_slug(name, 4) for name in names)), "source")
    base = f"{base}-text" if RESERVED.fullmatch(base) else base
    whole = f"{base}-{year}" if year and not base.endswith(year) else base
    return first_free_letter(whole, {*taken, BACKGROUND})


def is_id(text: str) -> bool:
    """Say whether a text can be the id of a source."""
    return bool(ID.fullmatch(text)) and len(text) <= 80 and text != BACKGROUND and not RESERVED.fullmatch(text)


def _slug(text: str, most: int) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:most])[:60].strip("-")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _author(reading: Reading) -> list[str]:
    names = bylines.names(reading.author)
    if not names:
        return ["# author:  # leave it out if the text names no author", "# - {family: Writer, given: Jo}"]
    return ["author:  # check the family and given names", *map(_row, names)]


def _row(name: bylines.Author) -> str:
    """Return a name as a line of a record, with the parts that it has."""
    parts = {field.name.replace("_", "-"): getattr(name, field.name) for field in dataclasses.fields(name)}
    return f"- {{{', '.join(f'{key}: {_quoted(part)}' for key, part in parts.items() if part)}}}"


def _issued(text: str) -> str:
    match = re.match(r"(\d{4})(?:[-/.](\d\d?)(?:[-/.](\d\d?))?)?(?!\d)", text.strip())
    try:
        return str(parse("-".join(part.zfill(2) for part in match.groups() if part))) if match else ""
    except ValueError:
        return ""


def _language(text: str) -> str:
    tag = text.strip().replace("_", "-")
    return tag if is_tag(tag) else ""

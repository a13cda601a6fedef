"""The date of a document and of its files: printed and carried where there is one, and nowhere where there is none."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from briefing.document import Document, Section
from briefing.render import docx, epub, pdf
from briefing.theme.model import Theme
from tests.support.drawn_sample import put_sample
from tests.support.sample import sample
from tests.support.variants import variants

DATE = re.compile(rb"\d{4}-\d\d-\d\dT\d\d|D:\d{8}")


def words(path: Path) -> dict[str, bytes]:
    """Return what the parts of a file say, by their names; of a PDF all that stands outside its packed streams."""
    if path.suffix == ".pdf":
        with pikepdf.open(path) as file:
            return {"info": repr(file.docinfo).encode(), "xmp": file.Root.Metadata.read_bytes()}
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist() if name.endswith((".xml", ".opf", ".xhtml", ".ncx"))}


NEEDED = {"words", "passages", "lists", "tables", "glossary", "sources"}
NOTED = replace(sample(), blocks=tuple(each for each in sample().blocks if isinstance(each, Section) and each.id in NEEDED))
"""A shorter pack, with notes of each kind and what they lead to."""


def dates(path: Path) -> dict[str, list[bytes]]:
    """Return the moments that the parts of a file name."""
    return {name: found for name, data in words(path).items() if (found := DATE.findall(data))}


def written(document: Document, kind: str, folder: Path) -> Path:
    """Return a document drawn in a format."""
    path = folder / f"a.{kind}"
    {"pdf": pdf, "docx": docx, "epub": epub}[kind].render(document, Theme(), path)
    return path


@pytest.mark.parametrize("kind", variants(["pdf", "docx"], ["pdf"]))
def test_document_without_a_date_has_files_without_one(tmp_path: Path, kind: str) -> None:
    """Neither the properties, nor the metadata, nor a comment in Word carry a moment that nobody gave."""
    assert dates(written(replace(NOTED, stamp="", date=""), kind, tmp_path)) == {}
    assert dates(put_sample(tmp_path / f"dated.{kind}")) != {}


def test_book_without_a_date_was_changed_on_the_newest_day_it_knows(tmp_path: Path) -> None:
    """EPUB demands a moment of change, and nothing else: the newest of the content, or, where it knows none, that of the format."""
    for newest, day in (("2024-02-29T00:00:00Z", b"2024-02-29"), ("", b"2023-05-25")):
        book = written(replace(NOTED, stamp="", date="", newest=newest), "epub", tmp_path)
        assert dates(book) == {"EPUB/package.opf": [day + b"T00"]}
        assert b"<dc:date" not in words(book)["EPUB/package.opf"]


@pytest.mark.parametrize("kind", variants(["pdf", "docx", "epub"], ["epub"]))
def test_same_document_without_a_date_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    """No clock stands in for a date."""
    document = replace(NOTED, stamp="")
    assert written(document, kind, tmp_path).read_bytes() == written(document, kind, tmp_path).read_bytes()


def test_dates_of_a_pdf_name_their_zone_as_a_whole(tmp_path: Path) -> None:
    """In the form that strict readers want: with hours and minutes of the zone."""
    with pikepdf.open(put_sample(tmp_path / "a.pdf")) as file:
        assert str(file.docinfo.CreationDate) == str(file.docinfo.ModDate) == "D:20261121000000+00'00'"

"""Word files of other programs as the reference for styles: of pandoc, of LibreOffice, and of a Word that speaks Russian."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from briefing import steps as build
from briefing.system import pandoc
from briefing.workspace import Workspace
from tests.support import docx_rules
from tests.support.docx_rules import W
from tests.support.needs import converted, needs_libreoffice

RUSSIAN = {
    "Normal": "a",
    "Heading1": "1",
    "Heading2": "2",
    "Title": "a3",
    "Quote": "21",
    "ListBullet": "a4",
    "Caption": "a5",
    "TableNormal": "a1",
}
"""How Russian Word writes the ids of styles; their names stay those of Word in English."""


def _pandoc(folder: Path) -> bytes:
    return pandoc.run(["--print-default-data-file", "reference.docx"], b"", folder)


def _libreoffice(folder: Path) -> bytes:
    (folder / "a.html").write_text("<h1>One</h1><h2>Two</h2><p>Text.</p><ul><li>Item</li></ul><blockquote>Said.</blockquote>")
    return converted(folder / "a.html", "docx", folder, "--writer").read_bytes()


def _russian(_folder: Path) -> bytes:
    """Return a file whose styles have the ids of Russian Word, and one style that only a Russian house has."""
    made, written = io.BytesIO(), docx.Document()
    written.styles["Heading 1"].font.name = "Courier New"
    written.styles.add_style("Абзац отдела", 1)
    written.add_paragraph("Текст.", style="Абзац отдела")
    written.save(made)
    renamed = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(renamed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/styles.xml":
                text = data.decode()
                for english, russian in RUSSIAN.items():
                    text = re.sub(rf'(w:(?:styleId|val)=")({english})"(?=[^>]*>)', rf'\g<1>{russian}"', text)
                # A name is a name, and only the ids change.
                for english, russian in RUSSIAN.items():
                    text = text.replace(f'<w:name w:val="{russian}"/>', f'<w:name w:val="{english}"/>')
                data = text.encode()
            target.writestr(name, data)
    return renamed.getvalue()


@pytest.mark.parametrize(
    "made_by",
    [
        _pandoc,
        pytest.param(_russian, marks=pytest.mark.slow),
        pytest.param(_libreoffice, marks=[pytest.mark.office, needs_libreoffice]),
    ],
)
def test_styles_of_other_programs_are_taken(water: Path, tmp_path: Path, made_by: Callable[[Path], bytes]) -> None:
    """The file is sound, has no rule broken but colours that the house chose, and its headings look as in the house."""
    data = made_by(tmp_path)
    (water / "house.docx").write_bytes(data)
    (water / "templates" / "theme.yaml").write_text("base: academic\nreference: house.docx\n")
    place = Workspace(water, tmp_path)
    library = build.load(place)
    (pack,) = build.packs(place, library, build.plans(place, library, ["everything"], {}))
    (path,) = build.draw([pack], ["docx"], tmp_path)
    by_house = ("word-contrast", "word-link-words")
    assert [each for each in docx_rules.problems(path) if not each.startswith(by_house)] == []
    assert [str(error) for error in OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(path).errors] == []
    assert _heading_look(path.read_bytes()) == _heading_look(data) != []


def _heading_look(data: bytes) -> list[str]:
    """Return what the first level of headings says of its typeface, size and colour."""
    styles = docx.Document(io.BytesIO(data)).styles.element
    for style in styles.iterfind(f"{W}style"):
        if style.find(f"{W}name").get(f"{W}val").lower() == "heading 1":
            return [str(sorted(each.attrib.values())) for tag in ("rFonts", "sz", "color") for each in style.iterfind(f"{W}rPr/{W}{tag}")]
    return []

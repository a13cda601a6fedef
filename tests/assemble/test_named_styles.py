"""Citation styles of the CSL project by their names."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from briefing.assemble import named_styles
from briefing.assemble.citation_styles import read_style
from briefing.cli import main
from tests.support.epub_rules import unzipped
from tests.support.variants import variants

SOURCES = {
    "okello-2019": "type: article-journal\ntitle: People downstream\nauthor: [{family: Okello, given: Grace A.}]\nissued: 2019\n"
    "container-title: Journal of Weirs\nvolume: 7\nissue: 1\npage: 1-28\n",
    "mill-1931": "type: legal_case\ntitle: Mill v Dam\nissued: 1931\ncontainer-title: River Reports\nauthority: High Court\npage: 12\n",
}


def test_every_short_name_leads_to_a_style_that_can_be_read() -> None:
    """With rules of its own, and notes where the style has notes."""
    styles = {name: read_style(named_styles.find(name) or Path("missing"), name) for name in named_styles.NAMES}
    assert {name for name, style in styles.items() if style.in_notes} == {"chicago-notes", "oscola"}


def test_style_that_only_names_another_leads_to_that() -> None:
    """As most styles of journals do."""
    assert named_styles.find("nature-physics") == named_styles.find("nature")
    assert named_styles.find("../apa") is None


STYLES = [
    ("apa", "Okello, G. A. (2019). People downstream. Journal of Weirs, 7(1), 1–28."),
    ("mla", "Okello, Grace A. ‘People Downstream’. Journal of Weirs, vol. 7, no. 1, 2019, pp. 1–28."),
    ("chicago-author-date", "Okello, Grace A. 2019. ‘People Downstream’. Journal of Weirs 7 (1): 1–28."),
    ("chicago-notes", "Okello, Grace A. ‘People Downstream’. Journal of Weirs 7, no. 1 (2019): 1–28."),
    ("harvard", "Okello, G.A. (2019) ‘People downstream’, Journal of Weirs, 7(1), pp. 1–28."),
    ("oscola", "Okello GA, ‘People Downstream’ (2019) 7 Journal of Weirs 1"),
    ("gost", "Okello G. A. People downstream // Journal of Weirs. 2019. Т. 7. № 1. С. 1–28."),
    ("ieee", "G. A. Okello, ‘People downstream’, Journal of Weirs, vol. 7, no. 1, pp. 1–28, 2019."),
]
"""Entries of one article, by the names of the styles."""


@pytest.mark.parametrize(("style", "entry"), variants(STYLES, STYLES[::3]))
def test_pack_has_the_style_that_its_outline_names(tmp_path: Path, style: str, entry: str) -> None:
    """Records of sources that are only cited are enough for it."""
    for folder in ("sources", "texts"):
        (tmp_path / "seeds" / folder).mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    for key, record in SOURCES.items():
        (tmp_path / "seeds/sources" / f"{key}.md").write_text(f"---\n{record}---\n", encoding="utf-8")
    (tmp_path / "seeds/texts/body.md").write_text("As told [@okello-2019, p. 3] and judged [@mill-1931].\n", encoding="utf-8")
    outline = f"title: P\ncsl: {style}\nsections: [{{use: text, title: T, texts: [body]}}, {{use: sources, title: Works}}]\n"
    (tmp_path / "templates/p.yaml").write_text(outline, encoding="utf-8")
    result = CliRunner().invoke(main, ["-w", str(tmp_path), "build", "-f", "docx"])
    assert result.exit_code == 0, result.output
    text = " ".join(" ".join(paragraph.text for paragraph in Document(str(tmp_path / "output/p.docx")).paragraphs).split())
    assert entry.casefold() in text.casefold()
    if style == "oscola":
        assert b"Mill v Dam" in unzipped(tmp_path / "output/p.docx")["word/footnotes.xml"]


def test_style_that_nobody_knows_is_told_with_the_nearest(tmp_path: Path) -> None:
    """By its name, at its line."""
    (tmp_path / "seeds/texts").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / "seeds/texts/body.md").write_text("Nothing.\n", encoding="utf-8")
    (tmp_path / "templates/p.yaml").write_text(
        "title: P\ncsl: oscolla\nsections: [{use: text, title: T, texts: [body]}]\n", encoding="utf-8"
    )
    result = CliRunner().invoke(main, ["-w", str(tmp_path), "build"])
    assert result.output.startswith("templates/p.yaml:2:6: there is no citation style 'oscolla'")
    assert "Did you mean 'oscola'?" in result.output

"""Pages in citations: the printed ones where they are known, for excerpts and for other citations alike; else paragraphs."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from briefing.cli import main
from briefing.document import page_labels
from briefing.files.validation import adapter
from briefing.library import Source, printed_pages
from briefing.originals.copies import Copy, Provenance
from briefing.originals.readers.pdf_reading import read_pdf
from tests.support import original_files


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("i-iii, 1-2", "i ii iii 1 2"),
        ("113–16", "113 114 115 116"),
        ("_, S9-S11", " S9 S10 S11"),
        ("XL-XLII", "XL XLI XLII"),
        ("7; 9", "7 9"),
        ("", ""),
    ],
)
def test_page_labels_are_read_and_written(text: str, labels: str) -> None:
    """Roman numbers, numbers with a letter, ends without the digits that are the same, pages without a number."""
    found = page_labels.read(text)
    assert " ".join(found) == labels
    assert page_labels.read(page_labels.write(found)) == found


@pytest.mark.parametrize("text", ["9-7", "1-x", "iiii", "one", "1-999999", "A1-B9"])
def test_what_is_no_list_of_pages_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match=r"is no|up"):
        page_labels.read(text)


def source_of(**settings: object) -> Source:
    return adapter(Source).validate_python({"id": "x", "type": "article-journal", "title": "T", **settings})


def copy_of(pages: tuple[int, ...], printed: str = "") -> Copy:
    return Copy("x", tuple("abcdef"[: len(pages)]), Provenance("x.pdf", "0" * 64, "2026-01-02", "pdf", pages, printed=printed))


@pytest.mark.parametrize(
    ("settings", "pages", "printed", "cited"),
    [
        ({"page": "113-114"}, (1, 1, 2, 2), "", "114"),
        ({"page": "113-139"}, (1, 1, 2, 2), "", ""),
        ({"page": "113-139"}, (1, 1, 1, 1), "", ""),
        ({"page": "113-139"}, (1, 1, 2, 2), "1-2", ""),
        ({"page": "113-139", "original": {"paragraphs": 4, "pages": "113-114"}}, (1, 1, 2, 2), "1-2", "114"),
        ({"page": "113-115"}, (1, 1, 2, 3), "1-3", "114 115"),
        ({"page": "113-114"}, (1, 2, 3, 3), "", ""),
        ({"page": "113-114"}, (1, 2, 3, 3), "_, 113-114", "114"),
        ({"original": {"paragraphs": 4, "pages": "_, i, 1-9"}}, (1, 2, 3, 4), "7-11", "1 2"),
        ({"page": "350", "type": "book"}, (1, 1, 1, 1), "", ""),
        ({}, (1, 1, 2, 3), "xi-xiii", "xii xiii"),
        ({}, (1, 1, 2, 3), "", ""),
        ({"page": "113-139"}, (), "", ""),
    ],
)
def test_pages_of_a_passage(settings: dict[str, object], pages: tuple[int, ...], printed: str, cited: str) -> None:
    """The list in the record is right, then the numbers in the file, then the pages that the record names from the first on."""
    assert " ".join(printed_pages.pages(source_of(**settings), copy_of(pages, printed), (3, 4))) == cited


def test_numbers_at_the_edge_of_pages_are_read() -> None:
    """They are left out of the text, and kept beside it."""
    found = read_pdf(original_files.pdf())
    assert page_labels.read(found.printed)[: max(found.pages)] == tuple(map(str, range(1, max(found.pages) + 1)))


def test_numbers_that_a_file_states_are_read() -> None:
    """Roman ones before the others."""
    import pikepdf

    paragraphs = [f"This is paragraph {number} of a text that nobody has numbered, page by page. " * 6 for number in range(9)]
    with pikepdf.open(io.BytesIO(original_files.pdf(paragraphs))) as pdf:
        for page in pdf.pages:  # take the printed numbers away
            page.contents_coalesce()
            page.Contents.write(page.Contents.read_bytes().replace(b" 140 20 Tm", b" 140 -200 Tm"))
        pdf.Root.PageLabels = pikepdf.Dictionary(
            Nums=pikepdf.Array([0, pikepdf.Dictionary(S=pikepdf.Name.r), 2, pikepdf.Dictionary(S=pikepdf.Name.D, St=5)])
        )
        file = io.BytesIO()
        pdf.save(file)
    assert read_pdf(file.getvalue()).printed.startswith("i-ii, 5-")


def test_pack_has_one_kind_of_pinpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The excerpt and the author's own citation of the same paragraph have the same page; pages of other articles are refused."""
    run = CliRunner()
    assert run.invoke(main, ["init", str(tmp_path / "work"), "--empty"]).exit_code == 0
    monkeypatch.chdir(tmp_path / "work")
    Path("law.pdf").write_bytes(original_files.pdf())
    pages = read_pdf(Path("law.pdf").read_bytes()).pages
    last = 112 + max(pages)
    entry = f"@article{{a, title = {{T}}, author = {{Sarn, Ida}}, year = 2019, pages = {{113--{last}}}, file = {{:law.pdf:PDF}}}}"
    Path("a.bib").write_text(entry, encoding="utf-8")
    assert run.invoke(main, ["sources", "import", "a.bib"]).exit_code == 0
    copy = Path("seeds/originals/sarn-2019.txt").read_text(encoding="utf-8").split("---\n")[2].splitlines()
    number = next(place for place, page in enumerate(pages, 1) if page == 2)
    words = copy[number - 1].split()
    chosen = run.invoke(main, ["excerpt", "sarn-2019", "--from", " ".join(words[:4]), "--to", " ".join(words[-4:]), "--id", "one"])
    assert chosen.exit_code == 0, chosen.output
    Path("seeds/texts").mkdir(exist_ok=True)
    Path("seeds/texts/intro.md").write_text(f"As Sarn has it [@sarn-2019, ¶{number}].\n", encoding="utf-8")
    sections = "[{use: text, title: Intro, texts: [intro]}, {use: excerpts}, {use: sources, about: yes}]"
    Path("templates/pack.yaml").write_text(f"title: Pack\nsections: {sections}\n", encoding="utf-8")
    built = run.invoke(main, ["build", "-f", "docx"])
    assert built.exit_code == 0, built.output
    text = "\n".join(paragraph.text for paragraph in Document("output/pack.docx").paragraphs)
    assert text.count("Sarn 2019, 114") == 2
    assert "PDF p." not in text
    assert "1 record of them lack 'about'" in built.output.replace("lacks", "lack")
    Path("seeds/texts/intro.md").write_text("Nowhere [@sarn-2019, p. 200].\n", encoding="utf-8")
    refused = run.invoke(main, ["build"])
    assert (refused.exit_code, "source 'sarn-2019' has no p. 200" in refused.output) == (1, True)
    assert f"its record says 'page: 113-{last}'" in refused.output
    record = Path("seeds/sources/sarn-2019.md")
    record.write_text(record.read_text(encoding="utf-8").replace("original:\n", "original:\n  pages: 198-240\n"), encoding="utf-8")
    assert run.invoke(main, ["build", "-f", "docx"]).exit_code == 0


def test_pages_that_the_copy_lacks_are_told() -> None:
    """With both counts, and what to write; nothing is told where pages are known, or where there are none."""
    told = printed_pages.unknown(source_of(page="241-269"), copy_of((1, 1, 1)))
    assert told.startswith("its record has 29 pages (241-269), and the copy has 1: ")
    assert "'pages: 241'" in told
    assert printed_pages.unknown(source_of(page="241-243"), copy_of((1, 2, 3))) == ""
    assert printed_pages.unknown(source_of(page="241-243"), copy_of(())) == ""
    assert printed_pages.unknown(source_of(), copy_of((1, 2, 3))) == ""

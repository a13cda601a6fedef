"""Whole readings in a pack: the pages of a source with its citation and licence, refused where its record permits nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from briefing import steps
from briefing.assemble.large_print import for_large_print
from briefing.document import Digest, Document, Paragraph, Quote, Reference, Section, SourcePage, notes, plain, walk
from briefing.errors import BriefingError, Problem
from briefing.originals.copies import Copy, Provenance, stored
from briefing.render import renderer
from briefing.theme.model import Theme
from briefing.verbs import rights
from briefing.workspace import Workspace
from tests.support import source_pdfs
from tests.support.source_pdfs import LINES, SMALL
from tests.support.whole_readings import OPEN, RECORD, write

Made = Callable[..., tuple[Document, list[Problem]]]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for folder in ("seeds/sources", "seeds/originals", "templates"):
        (tmp_path / folder).mkdir(parents=True)
    return Workspace(tmp_path, tmp_path / "output")


@pytest.fixture
def made(workspace: Workspace) -> Made:
    """Build a pack with a reading of one source, whose copy is made from a PDF."""

    def make(
        section: str = "{use: reading, source: roe}", data: bytes = b"", says: str = OPEN, page: str = "", *, allow: bool = False
    ) -> tuple[Document, list[Problem]]:
        write(workspace, data or source_pdfs.pages([SMALL, SMALL]), says, page)
        return build(workspace, section, allow=allow)

    return make


def build(workspace: Workspace, section: str, *, allow: bool = False) -> tuple[Document, list[Problem]]:
    text = f"title: Trial\nsections:\n- {section}\n- {{use: sources, title: Sources}}\n- {{use: rights, title: Rights}}\n"
    (workspace.root / "templates/trial.yaml").write_text(text, encoding="utf-8")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}), allow_unlicensed=allow)
    return pack.document, list(pack.warnings)


def refused(made: Made, *given: object, **more: object) -> list[Problem]:
    with pytest.raises(BriefingError) as caught:
        made(*given, **more)
    return list(caught.value.problems)


def bound(document: Document) -> list[SourcePage]:
    return [each for each in walk(document.blocks) if isinstance(each, SourcePage)]


# ── what is printed ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reading_has_a_head_and_each_page_with_its_number(made: Made) -> None:
    document, warnings = made(page="113-114")
    (section,) = [each for each in document.blocks if isinstance(each, Section) and bound(Document("", (each,), ""))]
    assert plain(section.title) == "The First Gauge"
    assert isinstance(section.blocks[0], Paragraph)
    head = plain(section.blocks[0])
    assert head.startswith("78 words, 2 pages, (Roe 2021, 113–14): Ada Roe, The First Gauge, 2021, pp.\u00a0113–114.")
    assert "The Review. Basis: open licence. Free to print. CC-BY-4.0." in head.replace("\u2011", "-")
    assert [plain(page.quote.attribution) for page in bound(document)] == ["Roe 2021, p.\u00a0113", "Roe 2021, p.\u00a0114"]
    assert plain(bound(document)[0].quote.blocks) == " ".join(line for line in LINES[:-1] if line) + f" {LINES[-1]} (1)"
    assert warnings == []


def test_pages_are_chosen_by_their_printed_numbers_or_by_their_places(made: Made) -> None:
    assert [page.id for page in bound(made("{use: reading, source: roe, pages: 114}", page="113-114")[0])] == ["page-of-roe-2"]
    assert [page.id for page in bound(made("{use: reading, source: roe, pages: 1}")[0])] == ["page-of-roe-1"]


def test_all_words_of_the_pages_count(made: Made, workspace: Workspace) -> None:
    document, _ = made("{use: reading, source: roe, pages: 2}")
    (use,) = rights.show(workspace, "trial").sources
    words = len(plain(bound(document)[0].quote.blocks).split())
    assert (use.words, use.whole) == (words, 2 * words)
    assert f"{words} of {2 * words}" in plain(document.blocks)


def test_a_copy_without_pages_is_quoted_whole(made: Made, workspace: Workspace) -> None:
    made()
    text = "A first paragraph of it.\nA second one."
    copy = Copy("roe", tuple(text.splitlines()), Provenance("gauge.html", "0" * 64, "2026-11-20", "html"))
    (workspace.seeds / "originals/roe.txt").write_text(stored(copy), encoding="utf-8")
    (workspace.seeds / "originals/roe.pdf").unlink()
    record = RECORD.format(rights=OPEN, page="''", count=2, words=8)
    (workspace.seeds / "sources/roe.md").write_text(record, encoding="utf-8")
    document, _ = build(workspace, "{use: reading, source: roe}")
    (quote,) = [each for each in walk(document.blocks) if isinstance(each, Quote)]
    assert [plain(each) for each in quote.blocks] == text.splitlines()
    assert rights.show(workspace, "trial").sources[0].words == 8


@pytest.mark.parametrize("form", ["docx", "epub"])
def test_other_formats_have_the_words_of_the_pages(made: Made, form: str, tmp_path: Path) -> None:
    document, _ = made()
    renderer(form).render(document, Theme(), tmp_path / f"a.{form}")  # type: ignore[arg-type]
    with zipfile.ZipFile(tmp_path / f"a.{form}") as package:
        text = " ".join(package.read(name).decode() for name in package.namelist() if name.endswith(("document.xml", ".xhtml")))
    assert "wrote its height into a book each morning" in text
    assert "PDF p. 2" in text.replace("\u00a0", " ")


def test_the_pdf_has_the_pages_with_its_own_numbers_and_bookmarks(made: Made, tmp_path: Path) -> None:
    document, _ = made(data=source_pdfs.pages([SMALL, (842, 595), SMALL]))
    renderer("pdf").render(document, Theme(), tmp_path / "a.pdf")
    again = tmp_path / "b.pdf"
    renderer("pdf").render(document, Theme(), again)
    assert again.read_bytes() == (tmp_path / "a.pdf").read_bytes()
    with pikepdf.open(tmp_path / "a.pdf") as file:
        assert "The First Gauge" in [each.title for each in file.open_outline().root]
        said = [str(each.ActualText) for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/ActualText" in each]
        assert plain(bound(document)[0].quote.blocks[0]) in said
        fonts = [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/FontName") and "/FontFile2" in each]
        assert len([each for each in fonts if str(each.FontName).startswith("/AAAAAA+")]) == 1  # the pages share their typeface


def test_a_page_is_as_black_as_it_was(made: Made, tmp_path: Path) -> None:
    """Its content says nothing of its colour, and the running head before it is grey."""
    renderer("pdf").render(made()[0], Theme(), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as file:
        codes = [page.Contents.read_bytes().split(b"EMC q\n")[1] for page in file.pages if b"EMC q\n" in page.Contents.read_bytes()]
    assert codes
    assert all(code.startswith(b"0 g 0 G ") for code in codes)


def test_a_page_that_comes_as_a_picture_can_be_heard_and_is_told(made: Made, tmp_path: Path) -> None:
    document, warnings = made(data=source_pdfs.pages(font="Times-Roman"))
    renderer("pdf").render(document, Theme(), tmp_path / "a.pdf")
    (warning,) = warnings
    assert "can be printed only as a picture: the typeface 'Times-Roman' is not in the file" in warning.message
    with pikepdf.open(tmp_path / "a.pdf") as file:
        assert any(b"3 Tr" in page.Contents.read_bytes() for page in file.pages)


def test_signs_that_no_typeface_has_are_told_and_stop_nothing(made: Made) -> None:
    def draw(canvas: object) -> None:
        canvas.setFont("Symbol", 10)  # type: ignore[attr-defined]
        canvas.drawString(40, 250, "A \u21d4 \u2297")  # type: ignore[attr-defined]

    document, warnings = made(data=source_pdfs.pages(draw=draw))
    assert bound(document)
    assert all("as a picture" in each.message or "no typeface has" in each.message for each in warnings)


def test_large_print_has_the_words(made: Made) -> None:
    document = for_large_print(made()[0])
    assert not bound(document)
    assert "Nobody had asked them to." in plain(document.blocks)


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("says", "part"),
    [
        ("basis: unknown", "its record states no permission for that"),
        ("basis: quotation\n  limit: 100%", "its record states no permission for that"),
        ("basis: open-licence", "does not say under which licence"),
        ("basis: licence\n  limit: 100%", "does not say who has permitted that, or how much"),
        ("basis: licence\n  terms: By letter.", "does not say who has permitted that, or how much"),
        ("basis: statutory", "does not say how much of it the law permits"),
        ("basis: statutory\n  limit: 15%", "over its limit"),
        ("basis: licence\n  terms: By letter.\n  limit: 100%\n  valid-until: 2020", "ended"),
    ],
)
def test_a_reading_needs_a_permission_in_the_record(made: Made, says: str, part: str) -> None:
    problems = refused(made, says=says)
    assert len(problems) == 1
    assert part in problems[0].message
    assert problems[0].file == "seeds/sources/roe.md"


@pytest.mark.parametrize("says", ["basis: own", "basis: licence\n  terms: By letter, 3 November 2026.\n  limit: 100%", OPEN])
def test_a_permission_is_enough(made: Made, says: str) -> None:
    assert len(bound(made(says=says)[0])) == 2


def test_without_a_permission_there_can_be_a_digest(made: Made) -> None:
    document, _ = made(says="basis: unknown", allow=True)
    (digest,) = [each for each in walk(document.blocks) if isinstance(each, Digest)]
    assert plain(digest.blocks) == "An account of the gauge in our own words."
    assert "ferrymen" not in plain(document.blocks)


def test_without_a_copy_there_is_a_digest(made: Made, workspace: Workspace) -> None:
    made()
    for each in (workspace.seeds / "originals").iterdir():
        each.unlink()
    document, warnings = build(workspace, "{use: reading, source: roe}")
    assert any(isinstance(each, Digest) for each in walk(document.blocks))
    assert "so this pack has only its digest" in warnings[0].message


@pytest.mark.parametrize(
    ("section", "part"),
    [
        ("{use: reading}", "this section names no source"),
        ("{use: reading, source: ro}", "there is no source 'ro'"),
        ("{use: reading, source: roe, pages: 7}", "the copy of 'roe' has no page '7'"),
        ("{use: reading, source: roe, pages: 5-3}", "'5-3' is not a list of pages"),
    ],
)
def test_mistakes_are_told(made: Made, section: str, part: str) -> None:
    assert part in refused(made, section)[0].message


def test_another_pdf_or_none_is_told(made: Made, workspace: Workspace) -> None:
    made()
    (workspace.seeds / "originals/roe.pdf").write_bytes(source_pdfs.pages(owner="other"))
    with pytest.raises(BriefingError, match="is another file than the one that the copy of 'roe' was made from"):
        build(workspace, "{use: reading, source: roe}")
    (workspace.seeds / "originals/roe.pdf").unlink()
    with pytest.raises(BriefingError, match="the PDF of 'roe' is not in the workspace"):
        build(workspace, "{use: reading, source: roe}")


def test_a_link_out_of_the_workspace_is_not_followed(made: Made, workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> None:
    made()
    pdf = workspace.seeds / "originals/roe.pdf"
    outside = tmp_path_factory.mktemp("outside") / "roe.pdf"
    pdf.rename(outside)
    pdf.symlink_to(outside)
    with pytest.raises(BriefingError, match="the PDF of 'roe' is not in the workspace"):
        build(workspace, "{use: reading, source: roe}")


def test_a_pdf_of_no_copy_is_still_a_stranger(made: Made, workspace: Workspace) -> None:
    made()
    (workspace.seeds / "originals/other.pdf").write_bytes(io.BytesIO(b"%PDF").getvalue())
    with pytest.raises(BriefingError, match="this file would not be read"):
        steps.load(workspace)


# ── citations of it ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def links(workspace: Workspace, text: str, head: str = "") -> list[tuple[str, str]]:
    """Return the words and the target of each link in a text beside the reading, whose pages are 113 and 114."""
    write(workspace, source_pdfs.pages([SMALL, SMALL]), OPEN, "113-114")
    (workspace.root / "seeds/texts").mkdir(exist_ok=True)
    (workspace.root / "seeds/texts/own.md").write_text(text, encoding="utf-8")
    planned = ["{use: reading, source: roe}", "{use: text, title: Own, texts: [own]}", "{use: sources, title: Sources}"]
    outline = "\n- ".join([f"title: Trial\n{head}sections:", *planned])
    (workspace.root / "templates/trial.yaml").write_text(outline, encoding="utf-8")
    library = steps.load(workspace)
    (pack,) = steps.packs(workspace, library, steps.plans(workspace, library, ["trial"], {}))
    own = next(each for each in pack.document.blocks if isinstance(each, Section) and plain(each.title) == "Own")
    return [(plain(each), each.target) for each in walk((own, *notes(pack.document).values())) if isinstance(each, Reference)]


@pytest.mark.parametrize(
    ("cluster", "target"),
    [
        ("[@roe, p. 114]", "page-of-roe-2"),
        ("[@roe, pp. 113-114]", "page-of-roe-1"),
        ("[see @roe, p. 114 and elsewhere]", "source-roe"),
        ("[@roe, ¶1]", "page-of-roe-1"),
        ("[@roe]", "source-roe"),
        ("@roe [p. 114] says", "page-of-roe-2"),
    ],
)
@pytest.mark.parametrize("head", ["", "citations: short\n", "citations: endnotes\n"])
def test_a_citation_leads_to_the_page_that_it_names(workspace: Workspace, cluster: str, target: str, head: str) -> None:
    assert target in [found for _, found in links(workspace, f"Words {cluster}.\n", head)]


def test_each_citation_of_a_cluster_has_its_own_page(workspace: Workspace) -> None:
    found = links(workspace, "Words [@roe, p. 114; @roe, p. 113].\n", "citations: short\n")
    assert [target for _, target in found] == ["page-of-roe-2", "page-of-roe-1"]


def test_the_head_of_a_reading_leads_to_the_list_of_sources(made: Made) -> None:
    document, _ = made(page="113-114")
    head = next(each for each in walk(document) if isinstance(each, Paragraph))
    assert [each.target for each in walk(head) if isinstance(each, Reference)] == ["source-roe"]
